"""What a template may not bring along: active content, and anything outside the file itself.

A template comes by mail from anywhere, and the papers made from it go out under the office's name. So this is
no list of known attacks alone: relationships may only lead inside, fields are held against a list of harmless
ones, and parts of active kinds are refused by type and by name, whether or not anything points to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree
from msgspec import Struct

from baocao.container import shown
from baocao.errors import Finding, Level, Span
from baocao.word import fieldcodes
from baocao.word.fieldcodes import Danger
from baocao.word.integrity import Fault, faults
from baocao.word.opc import Relationship, source_of
from baocao.word.package import Package
from baocao.word.places import Area, paragraph_places
from baocao.word.xml import W, parse

#: A person reads a few; a hostile file may hold a million. Every one of them stops.
MAX_FINDINGS: Final = 200
_MAX_LOOKED_AT: Final = 5000  # the same finding may come a million times


class _Ban(Struct, frozen=True):
    """A class of refused content: its code, what people call it, how to be rid of it."""

    code: str
    what: str
    remedy: str


_MACRO = _Ban('MB044', "macro", "Lưu lại thành Word Document (*.docx), kiểu này không chứa macro.")
_OLE = _Ban(
    'MB043', "đối tượng nhúng (OLE)", "Bấm vào đối tượng trong Word, xóa đi hoặc dán lại dưới dạng ảnh, bảng."
)
_ACTIVE_X = _Ban('MB045', "điều khiển ActiveX", "Xóa các nút, ô điều khiển trong mẫu rồi lưu lại.")
_CHUNK = _Ban(
    'MB046', "nội dung nhập từ tệp khác (altChunk)", "Mở mẫu bằng Word rồi lưu lại để Word hòa nội dung vào."
)
_SUBDOCUMENT = _Ban(
    'MB047', "văn bản con (subdocument)", "Trong Word, chọn Outline > Unlink để bỏ liên kết văn bản con."
)
_MERGE = _Ban(
    'MB048',
    "nguồn trộn thư (mail merge)",
    "Vào Mailings > Start Mail Merge > Normal Word Document rồi lưu lại.",
)
_WEB = _Ban(
    'MB049', "tiện ích web (add-in)", "Gỡ tiện ích khỏi văn bản (File > Info > Inspect Document) rồi lưu lại."
)
_RIBBON = _Ban('MB050', "tùy biến giao diện, phím tắt của Word", "Dùng bản mẫu không có tùy biến giao diện.")
_ATTACHED = _Ban(
    'MB042', "mẫu đính kèm (attached template)", "Vào Developer > Document Template, để trống rồi lưu lại."
)
_FRAME = _Ban('MB051', "khung trang web (frameset)", "Chép nội dung sang một văn bản Word thường.")
_SIGNATURE = _Ban(
    'MB052', "chữ ký số", "Bỏ chữ ký số khỏi mẫu (File > Info > View Signatures): mẫu đổi thì chữ ký hỏng."
)

_BY_RELATIONSHIP: Final = {
    'attachedTemplate': _ATTACHED,
    'oleObject': _OLE,
    'package': _OLE,
    'externalLink': _OLE,
    'vbaProject': _MACRO,
    'wordVbaData': _MACRO,
    'control': _ACTIVE_X,
    'activeXControlBinary': _ACTIVE_X,
    'aFChunk': _CHUNK,
    'subDocument': _SUBDOCUMENT,
    'mailMergeSource': _MERGE,
    'mailMergeHeaderSource': _MERGE,
    'mailMergeRecipientData': _MERGE,
    'recipientData': _MERGE,
    'webextension': _WEB,
    'webextensiontaskpanes': _WEB,
    'taskpanes': _WEB,
    'extensibility': _RIBBON,
    'userCustomization': _RIBBON,
    'customUI': _RIBBON,
    'keyMapCustomizations': _RIBBON,
    'attachedToolbars': _RIBBON,
    'frame': _FRAME,
    'origin': _SIGNATURE,
    'signature': _SIGNATURE,
}
_FOLDED_RELATIONSHIPS = {kind.lower(): ban for kind, ban in _BY_RELATIONSHIP.items()}
_BY_TYPE: Final = (
    (re.compile(r'vba|macroenabled|x-msmetafile-script', re.IGNORECASE), _MACRO),
    (re.compile(r'activex', re.IGNORECASE), _ACTIVE_X),
    (re.compile(r'oleobject|ms-excel|ms-powerpoint|spreadsheetml|presentationml', re.IGNORECASE), _OLE),
    (re.compile(r'text/html|application/rtf|text/rtf|message/rfc822', re.IGNORECASE), _CHUNK),
    (re.compile(r'webextension|taskpane', re.IGNORECASE), _WEB),
    (re.compile(r'attachedtoolbars|keymapcustomizations', re.IGNORECASE), _RIBBON),
    (re.compile(r'digital-signature', re.IGNORECASE), _SIGNATURE),
)
_BY_NAME: Final = (
    (re.compile(r'(?:^|/)vba(?:project|data)', re.IGNORECASE), _MACRO),
    (re.compile(r'(?:^|/)activex/', re.IGNORECASE), _ACTIVE_X),
    (re.compile(r'(?:^|/)embeddings/', re.IGNORECASE), _OLE),
    (re.compile(r'\.(?:exe|dll|scr|js|vbs|wsf|hta|bat|cmd|ps1|lnk|jar|com|msi)$', re.IGNORECASE), _OLE),
    (re.compile(r'(?:^|/)customui/', re.IGNORECASE), _RIBBON),
    (re.compile(r'(?:^|/)webextensions/', re.IGNORECASE), _WEB),
    (re.compile(r'^_xmlsignatures/', re.IGNORECASE), _SIGNATURE),
)
_OFFICE_NAMESPACE = 'urn:schemas-microsoft-com:office:office'
_BY_ELEMENT: Final = {
    f'{{{W}}}altChunk': _CHUNK,
    f'{{{W}}}subDoc': _SUBDOCUMENT,
    f'{{{W}}}attachedTemplate': _ATTACHED,
    f'{{{W}}}mailMerge': _MERGE,
    f'{{{W}}}control': _ACTIVE_X,
    f'{{{W}}}objectEmbed': _OLE,
    f'{{{W}}}objectLink': _OLE,
    f'{{{_OFFICE_NAMESPACE}}}OLEObject': _OLE,
    f'{{{W}}}entryMacro': _MACRO,
    f'{{{W}}}exitMacro': _MACRO,
    f'{{{W}}}frameset': _FRAME,
}
_PROTECTION, _WRITE_PROTECTION = f'{{{W}}}documentProtection', f'{{{W}}}writeProtection'
_ENFORCED = f'{{{W}}}enforcement'
_CHANGES: Final = tuple(
    f'{{{W}}}{change}'
    for change in (
        *('ins', 'del', 'moveFrom', 'moveTo', 'cellIns', 'cellDel', 'cellMerge', 'numberingChange'),
        *('rPrChange', 'pPrChange', 'sectPrChange', 'tblPrChange', 'tblPrExChange', 'tblGridChange'),
        *('trPrChange', 'tcPrChange'),
    )
)
# Addresses in attributes that need no relationship: VML pictures, links of shapes. Alternative texts and names
# may say what they like: Word itself writes there the folder from which a picture came.
_ADDRESS = etree.XPath(
    '//@*[local-name() = "src" or local-name() = "href" or local-name() = "fullPath" or local-name() = "link"]'
    '[contains(., ":") or starts-with(normalize-space(.), "//")]'
    ' | //@*[starts-with(normalize-space(.), "\\\\")'
    ' or starts-with(translate(normalize-space(.), "FILE", "file"), "file:")]'
    '[string-length(normalize-space(.)) > 3][not(local-name() = "descr" or local-name() = "title"'
    ' or local-name() = "name" or local-name() = "alt" or local-name() = "tooltip" or local-name() = "instr")]'
)
_AREAS: Final = {
    'document': Area.BODY,
    'hdr': Area.HEADER,
    'ftr': Area.FOOTER,
    'footnotes': Area.FOOTNOTES,
    'endnotes': Area.ENDNOTES,
}
_P = f'{{{W}}}p'
_DROPPED = (
    'HT110'  # ids of paragraphs are dropped when the template is compiled, so a repeated one does no harm
)

LINK_REMEDY = (
    "Trong Word, bấm chuột phải vào liên kết, chọn Remove Hyperlink (Bỏ siêu kết nối), giữ lại chữ rồi lưu."
)
_PICTURE_REMEDY = "Xóa ảnh liên kết, chèn lại ảnh vào trong tệp (Insert > Pictures, không chọn Link to File)."
_OUTSIDE_REMEDY = "Bỏ liên kết ra ngoài (File > Info > Edit Links to Files > Break Link) rồi lưu lại."
_FIELD_REMEDY = "Đặt con trỏ vào trường, bấm Ctrl+Shift+F9 để đổi trường thành chữ thường, rồi lưu lại."
_FIELDS: Final = {
    Danger.ACTIVE: (
        'MB053',
        "Trường «{name}» có thể chạy chương trình hoặc lấy nội dung ngoài tệp.",
        _FIELD_REMEDY,
    ),
    Danger.LINK: ('MB054', "Trường HYPERLINK dẫn ra ngoài văn bản.", LINK_REMEDY),
    Danger.DAY: (
        'MB055',
        "Trường «{name}» đổi theo ngày giờ, trong khi cùng dữ liệu phải cho cùng một văn bản.",
        "Thay trường bằng thẻ ngày tháng của mẫu, ví dụ {{{{ dia_danh_ngay }}}}.",
    ),
    Danger.UNKNOWN: (
        'MB056',
        "Trường «{name}» không nằm trong các trường được dùng ở mẫu ("
        + ", ".join(sorted(fieldcodes.HARMLESS))
        + ", HYPERLINK \\l).",
        _FIELD_REMEDY,
    ),
}


def check_template(package: Package, name: str) -> tuple[Finding, ...]:
    """The findings about a template, MB040 to MB060; `name` is the file as the user named it.

    All are `chặn` but document protection (MB057) and comments (MB060), both `cảnh báo`. At most MAX_FINDINGS.
    """
    found: dict[Finding, None] = {}
    for finding in islice(_all(package, name), _MAX_LOOKED_AT):
        found[finding] = None
        if len(found) == MAX_FINDINGS:
            break
    return tuple(found)


def _all(package: Package, name: str) -> Iterator[Finding]:
    for part in package.parts:
        yield from _of_part(package, part, name)
    for source in ('', *package.parts):
        for relationship in package.relationships(source):
            yield from _of_relationship(source, relationship, name)
    for part in package.xml_parts:
        if source_of(part) is None:
            yield from _of_content(package, part, name)
    for fault in faults(package.parts, set(package.parts)):
        if fault.code != _DROPPED:
            yield _unsound(fault, name)


def _stop(code: str, name: str, place: str, problem: str, remedy: str, excerpt: str = '') -> Finding:
    return Finding(code, Level.CHAN, Span(name, place=place), problem, remedy, excerpt)


def _banned(ban: _Ban, name: str, place: str, detail: str) -> Finding:
    return _stop(ban.code, name, place, f"Mẫu có {ban.what} ({detail}), không được phép.", ban.remedy)


def _of_part(package: Package, part: str, name: str) -> Iterator[Finding]:
    content_type = package.content_types.get(part, '')
    ban = next((b for rule, b in _BY_TYPE if rule.search(content_type)), None)
    ban = ban or next((b for rule, b in _BY_NAME if rule.search(part)), None)
    if ban:
        yield _banned(ban, name, f"thành phần {shown(part)}", shown(part))


def _of_relationship(source: str, relationship: Relationship, name: str) -> Iterator[Finding]:
    place = f"thành phần {shown(source)}" if source else "liên kết của cả tệp"
    kind, target = shown(relationship.kind), shown(relationship.target)
    ban = _FOLDED_RELATIONSHIPS.get(relationship.kind.lower())
    if ban:
        yield _banned(ban, name, place, target)
    elif relationship.leads_outside:
        remedy = {'hyperlink': LINK_REMEDY, 'image': _PICTURE_REMEDY}.get(relationship.kind, _OUTSIDE_REMEDY)
        problem = f"Mẫu có liên kết ra ngoài tệp (loại {kind}): «{target}»."
        yield _stop('MB040', name, place, problem, remedy, target)


def _of_content(package: Package, part: str, name: str) -> Iterator[Finding]:
    root = parse(package.parts[part])
    places = _Places(root, part)
    for element in root.iter(*_BY_ELEMENT):
        yield _banned(_BY_ELEMENT[element.tag], name, places.of(element), etree.QName(element).localname)
    for address in _ADDRESS(root):  # type: ignore[union-attr]
        yield from _of_address(address, name, places)
    for code in fieldcodes.codes(root):
        danger = code.danger
        if danger:
            number, problem, remedy = _FIELDS[danger]
            excerpt = shown(' '.join(code.text.split()))
            what = problem.format(name=shown(code.name) or excerpt or "(trống)")
            yield _stop(number, name, places.of(code.element), what, remedy.format(), excerpt)
    yield from _of_review(root, name, places)
    for element in root.iter(_PROTECTION, _WRITE_PROTECTION):
        if element.tag == _WRITE_PROTECTION or element.get(_ENFORCED) in ('1', 'true', 'on'):
            problem = "Mẫu đang bật bảo vệ tài liệu; văn bản tạo ra cũng sẽ bị khóa như vậy."
            remedy = (
                "Nếu không cố ý, vào Review > Restrict Editing (Hạn chế chỉnh sửa) tắt bảo vệ rồi lưu lại."
            )
            yield Finding('MB057', Level.CANH_BAO, Span(name, place=places.part), problem, remedy)
            return  # once a part: a flood of warnings must not use up the room for what stops


def _of_review(root: etree._Element, name: str, places: _Places) -> Iterator[Finding]:
    """What a review of the template left behind, once a part: it would go out with every paper."""
    change = next(root.iter(*_CHANGES), None)
    if change is not None:
        author = shown(change.get(f'{{{W}}}author') or "không rõ tên")
        problem = f"Mẫu còn sửa đổi đang được theo dõi (của «{author}»); văn bản nào soạn ra cũng mang theo."
        remedy = "Vào Review > Accept > Accept All Changes (hoặc Reject All), rồi lưu lại mẫu."
        yield _stop('MB059', name, places.of(change), problem, remedy)
    comment = next(root.iter(f'{{{W}}}comment'), None)
    if comment is not None:
        author = shown(comment.get(f'{{{W}}}author') or "không rõ tên")
        problem = f"Mẫu còn nhận xét (của «{author}»); văn bản nào soạn ra cũng mang theo."
        remedy = "Vào Review > Delete > Delete All Comments, rồi lưu lại mẫu."
        yield Finding('MB060', Level.CANH_BAO, Span(name, place=places.part), problem, remedy)


def _of_address(address: object, name: str, places: _Places) -> Iterator[Finding]:
    owner = getattr(address, 'getparent', lambda: None)()
    text = shown(str(address).strip())
    place = places.of(owner) if owner is not None else places.part
    problem = f"Mẫu ghi địa chỉ ngoài tệp: «{text}»."
    yield _stop('MB041', name, place, problem, _OUTSIDE_REMEDY, text)


def _unsound(fault: Fault, name: str) -> Finding:
    problem = f"Cấu trúc của mẫu không lành: {fault.problem}."
    remedy = (
        "Mở mẫu bằng Word, xóa và gõ lại chỗ được nêu nếu thấy bất thường, rồi «Lưu thành» tệp .docx mới."
    )
    return _stop(
        'MB058', name, f"thành phần {shown(fault.part)}" if fault.part else '', problem, remedy, fault.near
    )


class _Places:
    """Places in one part in the words of a reader; the paragraphs are counted only when a fault is told."""

    def __init__(self, root: etree._Element, part: str) -> None:
        self.part = f"thành phần {shown(part)}"
        self._root = root
        self._area = _AREAS.get(etree.QName(root).localname) if str(root.tag).startswith(f'{{{W}}}') else None
        self._name = part
        self._found: dict[etree._Element, str] | None = None

    def of(self, element: etree._Element) -> str:
        """The paragraph around the element, or the part where there is none."""
        paragraph = element if element.tag == _P else next(element.iterancestors(_P), None)
        if paragraph is None or self._area is None:
            return self.part
        if self._found is None:
            self._found = paragraph_places(self._root, self._area, self._name)
        return self._found.get(paragraph, self.part)
