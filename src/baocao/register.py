"""The register of issued papers, written: one entry added or replaced at a time, everything else left as it is."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.loading import number_key
from baocao.loading.faults import finding
from baocao.loading.registers import check_register
from baocao.loading.validate import validate
from baocao.models import SoDangKy, VanBanBanHanh
from baocao.output import IN_USE, faults, renew
from baocao.output.files import DISK, Files
from baocao.output.lock import Grip, Lock
from baocao.source import Mapping, Scalar, Sequence, Source, read
from baocao.vietnamese import short_date
from baocao.workspace import ISSUED, Workspace

#: the lock of the register, beside it
LOCK = '.so-dang-ky.khoa'

_ROOT = 'van_ban_da_ban_hanh'
_NEW = f"""\
# Sổ đăng ký văn bản đã ban hành, do chương trình ghi khi trình ký. Ghi chú thêm sau dấu # được giữ nguyên.
{_ROOT}:
"""
#: a value that YAML reads as it stands
_SIMPLE = re.compile(r'[^\W_][\w/().-]*(?: [\w/()-][\w/().-]*)*')


def check_issue(workspace: Workspace, entry: VanBanBanHanh) -> None:
    """Nothing where the register can take the entry. Raises BaoCaoError as `record_issue` does, and where the
    paper was issued before under another number or date: what was issued is not issued again."""
    before = _bytes(workspace.root / ISSUED)
    if before is None:
        return
    source, register = _register(before, workspace.shown(ISSUED))
    _check_number(source, register, entry)
    for i, other in enumerate(register.entries):
        if other.tep == entry.tep and (other.so, other.ngay) != (entry.so, entry.ngay):
            raise BaoCaoError(
                finding(
                    'DL123',
                    source,
                    source.span((_ROOT, i, 'so')),
                    f"Văn bản này đã ban hành số {other.so:02d}/{other.ky_hieu} ngày {short_date(other.ngay)}.",
                    "Dùng đúng số và ngày đó; nếu sổ ghi nhầm thì sửa ở đây rồi chạy lại.",
                )
            )


def record_issue(
    workspace: Workspace, entry: VanBanBanHanh, files: Files = DISK, grip: Grip | None = None
) -> Path | None:
    """Put an issued paper into the register in the place of the entry of the same file, else at its end; the
    copy that keeps the former register (None: this is the first entry).

    Entries, comments and order of the others stay letter by letter. The file is changed in one step under a
    lock. Raises BaoCaoError where another paper of the same agency and type has the number in that calendar
    year (Phụ lục I, Phần I, Mục II khoản 3), the register is faulty or written in an odd form, another run
    holds it, or the disk refuses; the register then stands as it was.
    """
    path = workspace.root / ISSUED
    shown = workspace.shown(ISSUED)
    with _locked(workspace.root / LOCK, shown, files, grip):
        before = _bytes(path)
        if before is None:
            after = (_NEW + '\n'.join(_lines(entry, '  ')) + '\n').encode()
        else:
            source, register = _register(before, shown)
            _check_number(source, register, entry)
            after = _placed(before, source, register, entry)
            _verify(after, shown, register, entry)
        copy = renew(path, before, after, files)
    workspace.read_files.pop(ISSUED, None)
    workspace.kept.pop(('register', ISSUED), None)
    return copy


@contextmanager
def _locked(path: Path, shown: str, files: Files, grip: Grip | None) -> Iterator[None]:
    lock = Lock(path, files, grip)
    try:
        lock.take()
    except BlockingIOError as error:
        problem = "Một lệnh baocao khác đang ghi sổ đăng ký này."
        raise BaoCaoError(
            Finding(IN_USE, Level.CHAN, Span(shown), problem, "Chờ lệnh kia xong rồi chạy lại.")
        ) from error
    except OSError as error:
        raise BaoCaoError(faults.lock_fault(error, path)) from error
    try:
        yield
    finally:
        lock.let_go()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error


def _register(data: bytes, shown: str) -> tuple[Source, SoDangKy]:
    """The register as read. Raises BaoCaoError with all its faults."""
    source = read(data, shown)
    findings: list[Finding] = []
    register = validate(SoDangKy, source, findings)
    if register is not None:
        check_register(source, findings := [])
    if register is None or any(f.level.stops for f in findings):
        raise BaoCaoError(*findings)
    return source, register


def _check_number(source: Source, register: SoDangKy, entry: VanBanBanHanh) -> None:
    """Numbers run by calendar year: none is given to two papers."""
    kind = number_key(entry)[:3]
    taken = [e.so for e in register.entries if number_key(e)[:3] == kind]
    for i, other in enumerate(register.entries):
        if other.tep != entry.tep and number_key(other) == number_key(entry):
            raise BaoCaoError(
                finding(
                    'DL121',
                    source,
                    source.span((_ROOT, i, 'so')),
                    f"Số {entry.so:02d}/{entry.ky_hieu} năm {entry.ngay.year} đã cấp cho {other.tep}.",
                    f"Dùng số khác; số tiếp theo trong năm là {max(taken) + 1}.",
                )
            )


# The text of the register ------------------------------------------------------------------------------


def _placed(before: bytes, source: Source, register: SoDangKy, entry: VanBanBanHanh) -> bytes:
    """The bytes of the register with the entry in its place. Raises BaoCaoError where the list is not written
    with one dash for each paper."""
    bom = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b''
    text = before.removeprefix(bom).decode('utf-8')
    sep = '\n' if '\n' in text else '\r' if '\r' in text else '\n'
    tail = '\r' if '\r\n' in text else ''
    lines = text.split(sep)
    if lines[-1]:
        lines[-1] += tail
        lines.append('')
    node = source.find((_ROOT,))
    if isinstance(node, Sequence) and node.items:
        same = [i for i, e in enumerate(register.entries) if e.tep == entry.tep]
        at = same[0] if same else len(node.items) - 1
        first, last, indent = _extent(source, node, at)
        new = [line + tail for line in _lines(entry, indent)]
        lines[(first if same else last) : last] = new
    else:
        line = source.span((_ROOT,), key=True).line if node is not None else len(lines)
        if node is not None:
            lines[line - 1] = re.sub(r':[ \t]*\[[ \t]*\]', ':', lines[line - 1])
        else:
            lines.insert(line - 1, f'{_ROOT}:{tail}')
        lines[line:line] = [line_ + tail for line_ in _lines(entry, '  ')]
    return bom + sep.join(lines).encode()


def _extent(source: Source, node: Sequence, at: int) -> tuple[int, int, str]:
    """The lines of an item (0-based, the last one exclusive) and the blanks before its dash."""
    item = node.items[at]
    start = source.span((_ROOT, at))
    head = source.line(start.line)[: start.column - 1]
    dash = re.fullmatch(r'([ ]*)-[ ]+', head)
    if node.flow or not isinstance(item, Mapping) or item.flow or dash is None:
        raise BaoCaoError(_odd(source, start))
    last = max(_last_line(source, value) for _, value in item.entries)
    return start.line - 1, last, dash[1]


def _last_line(source: Source, value: object) -> int:
    """The last line (1-based) of the text of a value."""
    assert isinstance(value, Scalar)
    end = value.end
    while end > value.start and source.text[end - 1] in ' \n':
        end -= 1
    return source.text.count('\n', 0, end) + 1


def _odd(source: Source, span: Span) -> Finding:
    return finding(
        'DL122',
        source,
        span,
        "Sổ đăng ký viết theo lối lạ nên chương trình không ghi thêm được.",
        "Viết mỗi văn bản thành các dòng riêng, mở đầu bằng «- ma:» hoặc «- tep:», rồi chạy lại.",
    )


def _lines(entry: VanBanBanHanh, indent: str) -> list[str]:
    """The lines of an entry."""
    values: dict[str, str | None] = {
        'ma': entry.ma,
        'tep': entry.tep,
        'loai': entry.loai,
        'so': str(entry.so),
        'ky_hieu': entry.ky_hieu,
        'ngay': short_date(entry.ngay),
        'co_quan': entry.co_quan,
        'tham_quyen': entry.tham_quyen,
        'trich_yeu': entry.trich_yeu,
    }
    lines: list[str] = []
    for key, value in values.items():
        if value is None:
            continue
        lead = f'{indent}{"  " if lines else "- "}{key}:'
        flat = ' '.join(value.split())
        if key == 'trich_yeu':
            lines += [f'{lead} |', f'{indent}    {flat}']
        elif _SIMPLE.fullmatch(flat):
            lines.append(f'{lead} {flat}')
        else:
            lines.append(f'{lead} {json.dumps(flat, ensure_ascii=False)}')
    return lines


def _verify(after: bytes, shown: str, register: SoDangKy, entry: VanBanBanHanh) -> None:
    """The new text says what it should: the other entries as before, and this one. Raises BaoCaoError else."""
    source, made = _register(after, shown)
    expected = [_flat(e) for e in register.entries if e.tep != entry.tep]
    found = [_flat(e) for e in made.entries]
    own = _flat(entry)
    if found.count(own) != 1 or [e for e in found if e != own] != expected:
        raise BaoCaoError(_odd(source, source.span(())))


def _flat(entry: VanBanBanHanh) -> dict[str, object]:
    return {k: ' '.join(v.split()) if isinstance(v, str) else v for k, v in entry}
