"""Seven kinds of edits of a sealed draft, with the records kept, lost and damaged, without and with replacing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from baocao import seal
from baocao.errors import BaoCaoError
from baocao.output import Item, OutputFolder, Saved
from baocao.output.files import Disk

DOC, OTHER = PurePosixPath('thang_6/bc.docx'), PurePosixPath('thang_6/khac.docx')


def docx(text: str, compression: int = zipfile.ZIP_DEFLATED, sealed: bool = True) -> bytes:
    """A small draft with a seal that fits, or (as a person's own file) with none."""
    parts = {'[Content_Types].xml': b'<Types/>', 'word/document.xml': f'<w:t>{text}</w:t>'.encode() * 300}
    if sealed:
        parts[seal.PART] = seal.make({name: seal.part_digest(data) for name, data in parts.items()})
    return packed(parts, compression)


def packed(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compression) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


FIRST, SECOND, FOREIGN = docx("bản một"), docx("bản hai"), docx("người khác viết", sealed=False)


def resaved(path: Path) -> None:
    """As Word does it: every part rewritten, under another name first."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts['word/document.xml'] = parts['word/document.xml'].replace(b'<w:t>', b'<w:t xml:space="preserve">')
    parts['docProps/app.xml'] = b'<Properties/>'
    path.with_name('~WRD0001.tmp').write_bytes(packed(parts))
    path.with_name('~WRD0001.tmp').replace(path)


def one_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b'')


def another_docx(path: Path) -> None:
    path.write_bytes(FOREIGN)


def moved_and_another_put(path: Path) -> None:
    path.rename(path.with_name("bản góp ý.docx"))
    path.write_bytes(FOREIGN)


def kept(root: Path) -> None:
    pass


def lost(root: Path) -> None:
    (root / '.baocao' / 'nhat-ky').unlink()


def damaged(root: Path) -> None:
    journal = root / '.baocao' / 'nhat-ky'
    journal.write_bytes(bytes(255 - b if b != 10 else b for b in journal.read_bytes()))


EDITS = [resaved, one_byte, emptied, another_docx, moved_and_another_put]
STATES = [kept, lost, damaged]


def drafted(root: Path) -> Path:
    with OutputFolder(root) as folder:
        folder.save_all([Item(DOC, FIRST, {'a': '1'}), Item(OTHER, FIRST, {'a': '1'})])
    return root / DOC


def again(root: Path, replace_edited: bool = False, files: Disk | None = None) -> Saved | BaoCaoError:
    """The same group with new texts; the other document of it is always ours, and always updated."""
    with OutputFolder(root, files=files or Disk(), replace_edited=replace_edited) as folder:
        outcome, other = folder.save_all([Item(DOC, SECOND, {'a': '2'}), Item(OTHER, SECOND, {'a': '2'})])
    assert isinstance(other, Saved) and other.status.value in ("cập nhật", "không đổi")
    assert (root / OTHER).read_bytes() == SECOND
    return outcome


def persons(root: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in root.rglob('*.docx') if p.name != OTHER.name}


@pytest.mark.parametrize('state', STATES)
@pytest.mark.parametrize('edit', EDITS)
def test_an_edit_is_left(tmp_path: Path, edit: Callable[[Path], None], state: Callable[[Path], None]) -> None:
    path = drafted(tmp_path)
    edit(path)
    before = persons(tmp_path)
    state(tmp_path)
    for _ in range(2):
        saved = again(tmp_path)
        assert isinstance(saved, Saved) and saved.status.value == "đã có người sửa"
        assert persons(tmp_path) == {**before, path.with_name("bc (bản mới).docx"): SECOND}


@pytest.mark.parametrize('state', STATES)
@pytest.mark.parametrize('edit', EDITS)
def test_an_edit_is_replaced_after_a_copy(
    tmp_path: Path, edit: Callable[[Path], None], state: Callable[[Path], None]
) -> None:
    path = drafted(tmp_path)
    edit(path)
    before = persons(tmp_path)
    state(tmp_path)
    saved = again(tmp_path, replace_edited=True)
    assert isinstance(saved, Saved) and saved.kept and saved.status.value == "đã thay bản sửa"
    assert persons(tmp_path) == {**before, path: SECOND, saved.kept: before[path]}
    after = again(tmp_path, replace_edited=True)
    assert isinstance(after, Saved) and after.status.value == "không đổi"
    assert persons(tmp_path) == {**before, path: SECOND, saved.kept: before[path]}


@pytest.mark.parametrize('replace_edited', [False, True])
@pytest.mark.parametrize('state', STATES)
def test_a_file_that_was_only_touched_or_packed_anew_is_ours(
    tmp_path: Path, state: Callable[[Path], None], replace_edited: bool
) -> None:
    path = drafted(tmp_path)
    path.write_bytes(FIRST)  # the same bytes, another time
    state(tmp_path)
    saved = again(tmp_path, replace_edited)
    assert isinstance(saved, Saved) and saved.status.value == "cập nhật"
    assert persons(tmp_path) == {path: SECOND}


@pytest.mark.parametrize('replace_edited', [False, True])
@pytest.mark.parametrize('state', STATES)
@pytest.mark.parametrize('edit', EDITS)
def test_an_edit_between_the_first_and_the_second_look_is_left(
    tmp_path: Path, edit: Callable[[Path], None], state: Callable[[Path], None], replace_edited: bool
) -> None:
    path = drafted(tmp_path)
    state(tmp_path)
    seen: dict[Path, bytes] = {}

    class Meanwhile(Disk):
        def open_append(self, at: Path) -> int:
            if not seen:
                edit(path)
                seen.update(
                    (p, p.read_bytes())
                    for p in path.parent.iterdir()
                    if p.suffix == '.docx' and p.name != 'khac.docx'
                )
            return super().open_append(at)

    saved = again(tmp_path, replace_edited, Meanwhile())
    assert isinstance(saved, Saved) and saved.status.value == "đã có người sửa"
    assert saved.findings[0].code == 'BN207'
    assert persons(tmp_path) == {**seen, path.with_name("bc (bản mới).docx"): SECOND}


def test_a_draft_that_was_moved_away_is_made_again(tmp_path: Path) -> None:
    path = drafted(tmp_path)
    path.rename(path.with_name("bản góp ý.docx"))
    saved = again(tmp_path, replace_edited=True)
    assert isinstance(saved, Saved) and saved.status.value == "mới"
    assert persons(tmp_path) == {path: SECOND, path.with_name("bản góp ý.docx"): FIRST}
