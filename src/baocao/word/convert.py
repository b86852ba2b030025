"""Old Word files (.doc) and RTF -> .docx, by the LibreOffice that is installed; nothing is installed for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from baocao.container import MAX_FILE, MIB
from baocao.errors import BaoCaoError, Finding, Level, Span

#: seconds; a paper of 300 pages takes about ten
TIME_LIMIT: Final = 120
_NAMES = ('soffice', 'libreoffice')
#: where the installers put it without a name on PATH
_USUAL = (
    'C:/Program Files/LibreOffice/program',
    'C:/Program Files (x86)/LibreOffice/program',
    '/Applications/LibreOffice.app/Contents/MacOS',
)
_BY_HAND = (
    "mở tệp bằng Word, chọn «Lưu thành» (Save As), kiểu Word Document (*.docx), rồi rà soát tệp .docx đó."
)
_NAMESPACE = 'http://openoffice.org/2001/registry'
#: the file is a stranger's: no macro runs, and no link is followed out of this machine
_SETTINGS = (
    ('Security/Scripting', 'MacroSecurityLevel', '3'),
    ('Security/Scripting', 'DisableMacrosExecution', 'true'),
    ('Security/Scripting', 'DisableActiveContent', 'true'),
    ('Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
)


def to_docx(data: bytes, suffix: str, name: str, program: str | None = None) -> bytes:
    """The file as LibreOffice saves it in .docx; `suffix` (`.doc`, `.rtf`) tells it what the bytes are.

    It runs with a profile of its own in a folder that is gone afterwards, for TIME_LIMIT at most; a picture on this
    machine that the file links to comes into the result. `program` is found where it is not given. Raises
    BaoCaoError: MB004 (too large), HT012 (no LibreOffice), HT013 (it failed).
    """
    if len(data) > MAX_FILE:
        problem = f"Tệp lớn hơn giới hạn {MAX_FILE // MIB} MiB."
        raise _fault('MB004', name, problem, "Giảm số lượng hoặc kích thước hình ảnh trong tệp.")
    program = program or find_office()
    if program is None:
        problem = "Muốn đọc tệp Word đời cũ (.doc, .rtf), máy phải có LibreOffice, nhưng không tìm thấy."
        raise _fault('HT012', name, problem, f"Cài LibreOffice rồi chạy lại; hoặc {_BY_HAND}")
    with tempfile.TemporaryDirectory(prefix='baocao-', ignore_cleanup_errors=True) as folder:
        return _convert(Path(folder), data, suffix, name, program)


def find_office() -> str | None:
    """The LibreOffice program: on PATH, or where it is usually installed; None where it is not."""
    places = os.pathsep.join((os.environ.get('PATH', os.defpath), *_USUAL))
    return next((found for n in _NAMES if (found := shutil.which(n, path=places))), None)


def _convert(folder: Path, data: bytes, suffix: str, name: str, program: str) -> bytes:
    source, target = folder / f'van-ban{suffix}', folder / 'docx'
    source.write_bytes(data)
    user = folder / 'profile/user'
    user.mkdir(parents=True)
    (user / 'registrymodifications.xcu').write_text(_registry(), encoding='utf-8')
    command = [
        *(program, '--headless', '--norestore', '--nolockcheck', '--nodefault'),
        f'-env:UserInstallation={user.parent.as_uri()}',
        *('--convert-to', 'docx:MS Word 2007 XML', '--outdir', str(target), str(source)),
    ]
    try:
        _run(command, folder)
        return (target / 'van-ban.docx').read_bytes()
    except subprocess.TimeoutExpired:
        problem = f"LibreOffice không chuyển xong tệp này sang .docx trong {TIME_LIMIT} giây."
    except OSError:
        problem = "LibreOffice không chuyển được tệp này sang .docx: tệp hỏng, hoặc có mật khẩu."
    raise _fault('HT013', name, problem, f"Hãy {_BY_HAND}")


def _run(command: list[str], folder: Path) -> None:
    """Run the program to its end, or stop it with all that it has started (the program itself is a script)."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder, start_new_session=True
    ) as process:
        try:
            process.wait(TIME_LIMIT)
        except BaseException:
            with suppress(OSError):
                if os.name == 'posix':
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            raise


def _registry() -> str:
    items = ''.join(
        f'<item oor:path="/org.openoffice.Office.Common/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f'<value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="{_NAMESPACE}">{items}</oor:items>'


def _fault(code: str, name: str, problem: str, remedy: str) -> BaoCaoError:
    return BaoCaoError(Finding(code, Level.CHAN, Span(name), problem, remedy))
