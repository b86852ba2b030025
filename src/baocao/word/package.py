"""A Word file as a package of parts: reading one that nobody vouches for, writing one with the same bytes."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree
from msgspec import Struct

from baocao.container import MAX_FILE, MIB, OLE_MARK, Deflater, Packed, is_encrypted, pack, shown, unpack
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.word import kinds
from baocao.word.opc import (
    MAIN_TYPE,
    OFFICE_DOCUMENT,
    ROOT_RELATIONSHIPS,
    STRICT_DOCUMENT,
    TYPES_PART,
    Relationship,
    folded,
    is_xml,
    read_relationships,
    read_types,
    source_of,
)
from baocao.word.xml import MAX_BYTES, W, Why, XmlFault, parse, to_utf8

_SAVE_AGAIN = (
    "Mở tệp bằng Word, chọn «Lưu thành» (Save As), kiểu Word Document (*.docx), rồi dùng tệp vừa lưu."
)
_STRICT_NAMESPACE = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
_BODY = f'{{{W}}}body'


class Package(Struct, frozen=True):
    """A sound package: every XML part is well-formed UTF-8 without DTD, every relationship meets its target.

    `parts` are in the order of the zip and not to be changed; `content_types` has every part but
    `[Content_Types].xml`; `main_part` is the document itself, usually `word/document.xml`.
    """

    parts: Mapping[str, bytes]
    main_part: str
    content_types: Mapping[str, str]
    _relationships: Mapping[str, tuple[Relationship, ...]]

    def relationships(self, part: str = '') -> tuple[Relationship, ...]:
        """The relationships of a part, of the package itself for an empty name; none for an unknown part."""
        return self._relationships.get(part, ())

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts that a part names under a kind of relationship: `footnotes`, `styles`, `header`."""
        return tuple(r.part for r in self.relationships(part) if r.kind == kind and r.part)

    @property
    def xml_parts(self) -> tuple[str, ...]:
        """The names of all XML parts, in the order of the zip."""
        return tuple(n for n in self.parts if is_xml(n, self.content_types.get(n, '')))


def read_package(source: Path | bytes, name: str) -> Package:
    """The package of any .docx; `name` is the file as the user named it.

    UTF-16 parts come back in UTF-8. Raises BaoCaoError with all findings, MB001 to MB031, all `chặn`.
    Memory is bounded by the limits of `container` and `xml`.
    """
    data = source if isinstance(source, bytes) else read_bytes(source, name)
    _refuse_other_kinds(data, name)
    parts = unpack(data, name)
    if TYPES_PART not in parts:
        other = kinds.of_mimetype(parts.get('mimetype', b''))
        raise BaoCaoError(_other_kind(name, *other) if other else _no_types(name))
    return _Reading(name, parts).package()


def write_package(parts: Mapping[str, bytes | Packed], deflater: Deflater | None = None) -> bytes:
    """The zip of the parts, `[Content_Types].xml` and `_rels/.rels` first and the others by name.

    Same parts and deflater (zlib at level 6 where none is given), same bytes, whatever the order of the mapping. A part that
    many documents share may be given as `container.deflate` packed it.
    """
    return pack(parts, (TYPES_PART, ROOT_RELATIONSHIPS), deflater)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file; of one that is too large a byte more than may be. Raises BaoCaoError (MB001, MB002)."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device could hold the reader for ever
            problem, remedy = (
                "Đây không phải là một tệp.",
                "Chỉ đúng tên của một tệp .docx, không phải thư mục.",
            )
            raise BaoCaoError(_finding('MB002', name, problem, remedy))
        with path.open('rb') as stream:
            return stream.read(MAX_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a name with NUL in it
        problem, remedy = "Không có tệp này.", "Kiểm tra lại tên tệp và thư mục."
        raise BaoCaoError(_finding('MB001', name, problem, remedy)) from None
    except OSError as error:
        problem = f"Không đọc được tệp này (mã lỗi {error.errno} của hệ điều hành)."
        remedy = "Đóng tệp trong chương trình khác, kiểm tra quyền đọc tệp rồi chạy lại."
        raise BaoCaoError(_finding('MB002', name, problem, remedy)) from None


def _refuse_other_kinds(data: bytes, name: str) -> None:
    finding: Finding | None = None
    if not data:
        finding = _finding('MB003', name, "Tệp này rỗng (0 byte).", "Chép lại tệp .docx từ bản gốc.")
    elif is_encrypted(data):
        problem = "Tệp này được đặt mật khẩu nên không đọc được."
        remedy = (
            "Mở tệp bằng Word, vào Tệp > Thông tin > Bảo vệ tài liệu, bỏ mật khẩu rồi lưu lại thành .docx."
        )
        finding = _finding('MB007', name, problem, remedy)
    elif data.startswith(OLE_MARK):
        finding = _finding('MB006', name, "Đây là tệp Word đời cũ (.doc), không phải .docx.", _SAVE_AGAIN)
    elif not data.startswith(b'PK') and (other := kinds.of_bytes(data)):
        finding = _other_kind(name, *other)
    elif len(data) > MAX_FILE:
        problem = f"Tệp lớn hơn giới hạn {MAX_FILE // MIB} MiB."
        finding = _finding('MB004', name, problem, "Giảm số lượng hoặc kích thước hình ảnh trong tệp.")
    elif not data.startswith(b'PK') and data.rfind(b'PK\x05\x06') < 0:
        problem = "Đây không phải là tệp Word (.docx), dù tên tệp có thể ghi như vậy."
        finding = _finding('MB032', name, problem, kinds.remedy(False))
    if finding:
        raise BaoCaoError(finding)


def _finding(code: str, name: str, problem: str, remedy: str, place: str = '') -> Finding:
    return Finding(code, Level.CHAN, Span(name, place=place), problem, remedy)


def _other_kind(name: str, kind: str, remedy: str) -> Finding:
    return _finding('MB005', name, f"Đây là {kind}, không phải văn bản Word (.docx).", remedy)


def _no_types(name: str) -> Finding:
    problem = f"Tệp nén này không phải tệp Word: thiếu thành phần «{TYPES_PART}»."
    return _finding('MB022', name, problem, _SAVE_AGAIN)


class _Reading:
    """The findings and the parts of one package while it is read."""

    def __init__(self, name: str, parts: dict[str, bytes]) -> None:
        self._name = name
        self._parts = parts
        self._names = folded(parts)
        self._findings: list[Finding] = []

    def package(self) -> Package:
        """The package. Raises BaoCaoError with everything that was found."""
        root = self._tree(TYPES_PART)
        types = read_types(root, self._parts) if root is not None else {}
        if root is not None:
            self._findings += self._untyped(types)
        relationships: dict[str, tuple[Relationship, ...]] = {}
        main_shape: tuple[str, bool] | None = None  # the tree itself may be large and is let go
        for part in sorted(self._parts, key=lambda n: (n != ROOT_RELATIONSHIPS, not n.endswith('.rels'))):
            if part == TYPES_PART or not is_xml(part, types.get(part, '')):
                continue
            tree = self._tree(part)
            source = source_of(part)
            if tree is None:
                continue
            if source is not None:
                relationships[source] = tuple(read_relationships(tree, source, self._names))
                self._findings += self._faults_of_relationships(part, source, relationships[source])
            elif part == _main(relationships):
                main_shape = (str(tree.tag), tree.find(_BODY) is not None)
        if self._findings and root is None:
            raise BaoCaoError(*self._findings)
        main = self._main_part(relationships, types, main_shape)
        if self._findings:
            raise BaoCaoError(*self._findings)
        return Package(self._parts, main, types, relationships)

    def _add(self, code: str, problem: str, remedy: str, part: str = '', at: str = '') -> None:
        place = f"thành phần {shown(part)}{at}" if part else ''
        self._findings.append(_finding(code, self._name, problem, remedy, place))

    def _tree(self, part: str) -> etree._Element | None:
        """The root of the part, which is put into UTF-8 on the way; None with a finding where it is refused."""
        try:
            self._parts[part] = to_utf8(self._parts[part])
            return parse(self._parts[part])
        except XmlFault as fault:
            at = f", dòng {fault.line}, cột {fault.column}" if fault.line else ''
            code, problem, remedy = _XML_FAULTS[fault.why]
            self._add(code, problem.format(part=shown(part), at=at), remedy, part, at)
            return None

    def _untyped(self, types: Mapping[str, str]) -> Iterator[Finding]:
        for part, content_type in types.items():
            if not content_type and source_of(part) is None:
                problem = f"Thành phần «{shown(part)}» không được khai kiểu nội dung."
                place = f"thành phần {shown(part)}"
                yield _finding('MB028', self._name, problem, _SAVE_AGAIN, place)

    def _faults_of_relationships(
        self, part: str, source: str, found: tuple[Relationship, ...]
    ) -> Iterator[Finding]:
        place = f"thành phần {shown(part)}"
        if source and source not in self._parts:
            problem = f"«{shown(part)}» ghi liên kết cho thành phần «{shown(source)}» không có trong tệp."
            yield _finding('MB027', self._name, problem, _SAVE_AGAIN, place)
        for id_, count in Counter(r.id for r in found).items():
            if not id_ or count > 1:
                problem = f"«{shown(part)}» có liên kết thiếu mã hoặc trùng mã «{shown(id_)}»."
                yield _finding('MB027', self._name, problem, _SAVE_AGAIN, place)
        for r in found:
            if not r.type or not r.target:
                problem = f"Liên kết «{shown(r.id)}» trong «{shown(part)}» thiếu loại hoặc đích."
                yield _finding('MB027', self._name, problem, _SAVE_AGAIN, place)
            elif not r.part and not r.leads_outside:
                problem = (
                    f"Liên kết «{shown(r.id)}» trỏ tới thành phần «{shown(r.target)}» không có trong tệp."
                )
                yield _finding('MB026', self._name, problem, _SAVE_AGAIN, place)

    def _main_part(
        self,
        relationships: Mapping[str, tuple[Relationship, ...]],
        types: Mapping[str, str],
        shape: tuple[str, bool] | None,
    ) -> str:
        main = _main(relationships)
        if not main:
            if any(r.type == STRICT_DOCUMENT for r in relationships.get('', ())):
                self._strict()
            elif ROOT_RELATIONSHIPS not in self._parts or '' in relationships:  # else: told as bad XML
                problem = "Không xác định được phần thân của văn bản Word trong tệp."
                self._add('MB023', problem, _SAVE_AGAIN)
            return ''
        other = kinds.of_content_type(types.get(main, ''))
        if other:
            self._findings.append(_other_kind(self._name, *other))
        elif types.get(main) != MAIN_TYPE:
            declared = shown(types.get(main, ''))
            problem = f"Phần thân «{shown(main)}» được khai kiểu «{declared}», không phải văn bản Word."
            self._add('MB024', problem, _SAVE_AGAIN, main)
        elif shape and shape[0] == f'{{{_STRICT_NAMESPACE}}}document':
            self._strict()
        elif shape and shape != (f'{{{W}}}document', True):
            problem = f"«{shown(main)}» không có thân văn bản Word (w:document, w:body)."
            self._add('MB023', problem, _SAVE_AGAIN, main)
        return main

    def _strict(self) -> None:
        problem = "Tệp được lưu theo kiểu Strict Open XML, chương trình không đọc được kiểu này."
        remedy = (
            "Mở tệp bằng Word, chọn «Lưu thành» (Save As), kiểu Word Document (*.docx), không chọn Strict."
        )
        self._add('MB025', problem, remedy)


def _main(relationships: Mapping[str, tuple[Relationship, ...]]) -> str:
    """The main part; empty where the package names none, or more than one."""
    found = [r.part for r in relationships.get('', ()) if r.type == OFFICE_DOCUMENT]
    return found[0] if len(found) == 1 else ''


_XML_FAULTS = {
    Why.SIZE: (
        'MB021',
        f"Thành phần «{{part}}» quá lớn (giới hạn {MAX_BYTES // MIB} MiB) hoặc có quá nhiều thẻ XML.",
        "Chia văn bản thành nhiều tệp nhỏ hơn.",
    ),
    Why.DOCTYPE: (
        'MB029',
        "Thành phần «{part}» có khai báo DOCTYPE hoặc ENTITY, thứ không bao giờ có trong tệp do Word lưu.",
        "Không dùng tệp này; xin lại bản gốc từ nơi gửi.",
    ),
    Why.SYNTAX: ('MB030', "Thành phần «{part}» sai cú pháp XML{at}.", _SAVE_AGAIN),
    Why.ENCODING: (
        'MB031',
        "Thành phần «{part}» dùng bảng mã khác UTF-8 và UTF-16.",
        _SAVE_AGAIN,
    ),
}
