"""The zip around an Office file, read where nobody vouches for it.

The reader keeps its own account of the directory instead of using `zipfile`: it must stop at the first entry
too many, see what a tolerant reader mends in silence (two members over the same bytes, names that differ
from header to header, sizes that lie) and never hold more than the limits below.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from baocao.container.records import (
    CENTRAL,
    CENTRAL_MARK,
    DEFLATED,
    END,
    END_MARK,
    LOCAL,
    LOCAL_MARK,
    STORED,
    UTF8,
)
from baocao.errors import BaoCaoError, Finding, Level, Span

MIB: Final = 1 << 20
#: A template with a seal and a scanned map stays far below; the office's mail refuses larger files too.
MAX_FILE: Final = 20 * MIB
#: Word writes 12 to 40 parts; a thousand leaves room for a paper full of pictures.
MAX_MEMBERS: Final = 1000
#: What all members may take when unpacked: they are held in memory at once.
MAX_UNPACKED: Final = 100 * MIB
#: Deflate gives 1032:1 at most, and over 130:1 only for patterns of a few letters: text that repeats whole
#: paragraphs pays about two bytes for each 258. Small members may repeat themselves freely.
MAX_RATIO: Final = 250
RATIO_FREE: Final = 4 * MIB

_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_MANY32 = 0xFFFFFFFF
_CONTROL = re.compile('[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


class Office(Struct, frozen=True):
    """The words for one kind of Office file: its suffix, the program that opens it, what is inside, the type it
    is saved as, and what makes it smaller. `code` is the code of all faults where they are told as one."""

    suffix: str
    program: str
    content: str
    saved_as: str
    smaller: str
    code: str = ''


WORD: Final = Office(
    suffix='.docx',
    program="Word",
    content="văn bản Word",
    saved_as="Word Document (*.docx)",
    smaller="bỏ bớt hình ảnh, đối tượng nhúng",
)


class _File(Struct, frozen=True):
    """The file that is read: its name as the user typed it, and the words for its kind."""

    name: str
    office: Office

    @property
    def save_again(self) -> str:
        words = self.office
        return (
            f"Mở tệp bằng {words.program}, chọn «Lưu thành» (Save As), kiểu {words.saved_as}, "
            "rồi dùng tệp vừa lưu."
        )

    @property
    def ask_sender(self) -> str:
        return (
            "Không dùng tệp này; xin lại bản gốc từ nơi gửi, hoặc mở bằng "
            f"{self.office.program} và lưu lại thành tệp {self.office.suffix} mới."
        )

    @property
    def copy_again(self) -> str:
        program = self.office.program
        return f"Chép lại hoặc tải lại tệp từ nơi gửi; nếu {program} còn mở được thì mở bằng {program} và lưu lại."


class Faulty(Exception):
    """A fault that ends the reading of a member or of the file; carries its finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


class _Member(Struct, frozen=True):
    """An entry of the directory. `start` is the offset of its own header, `begin` that of its packed bytes."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    begin: int

    @property
    def end(self) -> int:
        return self.begin + self.packed


def shown(name: str) -> str:
    """A member's name fit for a message: nothing invisible, not endless."""
    clean = _CONTROL.sub('�', name)
    return clean if len(clean) <= 100 else clean[:97] + '...'


def unpack(data: bytes, name: str, office: Office = WORD) -> dict[str, bytes]:
    """The members by name in the order of the zip, without folders.

    Raises BaoCaoError with all findings: MB008 to MB020, or the code of `office`. `data` is within MAX_FILE.
    """
    file = _File(name, office)
    try:
        directory = _directory_bounds(data, file)
        members = list(_members(data, *directory, file))
    except Faulty as fault:
        raise BaoCaoError(fault.finding) from None
    findings = [
        *_faults_of_names(members, file),
        *_faults_of_sizes(members, file),
        *_overlaps(members, directory[1], file),
    ]
    parts: dict[str, bytes] = {}
    for member in members if not findings else ():
        try:
            content = _content(data, member, file)
        except Faulty as fault:
            findings.append(fault.finding)
        else:
            if content or not member.name.endswith('/'):
                parts[member.name] = content
    if findings:
        raise BaoCaoError(*findings)
    return parts


def _finding(code: str, file: _File, member: str, problem: str, remedy: str) -> Finding:
    place = f"thành phần {shown(member)}" if member else ''
    return Finding(file.office.code or code, Level.CHAN, Span(file.name, place=place), problem, remedy)


def _broken(file: _File) -> Faulty:
    problem = f"Tệp {file.office.suffix} này bị hỏng hoặc bị cắt cụt: không đọc được mục lục của tệp nén."
    return Faulty(_finding('MB008', file, '', problem, file.copy_again))


def _directory_bounds(data: bytes, file: _File) -> tuple[int, int, int]:
    """The number of entries, the start and the end of the central directory (APPNOTE 4.3.16). Raises Faulty."""
    found = _end_record(data)
    if found is None:
        raise _broken(file)
    at, after = found
    _, disk, first_disk, here, count, length, offset, _ = END.unpack_from(data, at)
    if after < 0 or disk or first_disk or here != count or offset + length > at or not count:
        raise _broken(file)
    if after:
        raise _extra_bytes(file, after, "ở cuối")
    if offset + length < at or not data.startswith(LOCAL_MARK):
        raise _extra_bytes(file, max(at - offset - length, 1), "ở đầu hoặc ở giữa")
    if count > MAX_MEMBERS:
        raise _too_many(file)
    return count, offset, at


def _end_record(data: bytes) -> tuple[int, int] | None:
    """The offset of the end record and how many bytes follow it and its comment; None without a record.

    A comment may hold the mark by chance, so the record that ends the file exactly is the one.
    """

    def after(at: int) -> int:
        return len(data) - at - END.size - int(END.unpack_from(data, at)[7])

    last = data.rfind(END_MARK, 0, max(0, len(data) - END.size + len(END_MARK)))
    floor, at = max(0, len(data) - END.size - 0xFFFF), last
    while at >= floor:
        if after(at) == 0:
            return at, 0
        at = data.rfind(END_MARK, floor, at + len(END_MARK) - 1)
    return (last, after(last)) if last >= 0 else None


def _members(data: bytes, count: int, position: int, end: int, file: _File) -> Iterator[_Member]:
    """The entries of the central directory (APPNOTE 4.3.12). Raises Faulty at the first that makes no sense."""
    for _ in range(count):
        if position + CENTRAL.size > end:
            raise _broken(file)
        fields = CENTRAL.unpack_from(data, position)
        mark, flags, method, crc, packed, size = (fields[i] for i in (0, 3, 4, 7, 8, 9))
        name_at = position + CENTRAL.size
        extra_at = name_at + fields[10]
        note_at = extra_at + fields[11]
        position = note_at + fields[12]
        if mark != CENTRAL_MARK or position > end:
            raise _broken(file)
        size, packed, start = _wide(data[extra_at:note_at], size, packed, fields[16], file)
        raw = data[name_at:extra_at]
        begin = _begin(data, start, raw, method)
        if begin is None:
            raise _damaged(file, _decoded(raw, flags))
        yield _Member(_decoded(raw, flags), flags, method, crc, packed, size, start, begin)
    if position != end:
        raise _broken(file)


def _begin(data: bytes, start: int, name: bytes, method: int) -> int | None:
    """Where the packed bytes begin; None where the member's own header is absent or tells another tale."""
    if start + LOCAL.size > len(data):
        return None
    fields = LOCAL.unpack_from(data, start)
    name_at = start + LOCAL.size
    if fields[0] != LOCAL_MARK or fields[3] != method or data[name_at : name_at + fields[9]] != name:
        return None
    return name_at + int(fields[9]) + int(fields[10])


def _extra_bytes(file: _File, count: int, where: str) -> Faulty:
    problem = f"Tệp có {count} byte lạ {where}, nằm ngoài nội dung của {file.office.content}."
    return Faulty(_finding('MB009', file, '', problem, file.ask_sender))


def _too_many(file: _File) -> Faulty:
    problem = f"Tệp có quá nhiều thành phần bên trong (hơn {MAX_MEMBERS})."
    return Faulty(
        _finding(
            'MB010', file, '', problem, f"Dùng một tệp {file.office.suffix} gọn hơn: {file.office.smaller}."
        )
    )


def _wide(extra: bytes, size: int, packed: int, start: int, file: _File) -> tuple[int, int, int]:
    """Sizes and offset, from the 64-bit field (APPNOTE 4.5.3) where the entry points there. Raises Faulty."""
    if _MANY32 not in (size, packed, start):
        return size, packed, start
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from('<HH', extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            values = iter(struct.unpack(f'<{len(field) // 8}Q', field[: len(field) // 8 * 8]))
            wide = [next(values, -1) if v == _MANY32 else v for v in (size, packed, start)]
            if -1 not in wide:
                return wide[0], wide[1], wide[2]
        at += 4 + length
    raise _broken(file)


def _decoded(raw: bytes, flags: int) -> str:
    """The name; bytes that fit no encoding stay visible as surrogates and are refused with the name."""
    if flags & UTF8 or raw.isascii():
        return raw.decode('utf-8', 'surrogateescape')
    return raw.decode('cp437')


def _faults_of_names(members: list[_Member], file: _File) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for member in members:
        name = member.name
        if _is_unsafe(name):
            problem = f"Tên thành phần «{shown(name)}» không an toàn: chỉ ra ngoài tệp hoặc có ký tự không được phép."
            yield _finding('MB011', file, name, problem, file.ask_sender)
        before = seen.setdefault(name.casefold(), name)
        if before is not name:
            if before == name:
                problem = f"Thành phần «{shown(name)}» có mặt hai lần trong tệp, không biết bản nào là thật."
                yield _finding('MB012', file, name, problem, file.save_again)
            else:
                problem = (
                    f"Hai thành phần «{shown(before)}» và «{shown(name)}» chỉ khác nhau chữ hoa, chữ thường."
                )
                yield _finding('MB013', file, name, problem, file.save_again)


def _is_unsafe(name: str) -> bool:
    pieces = name.removesuffix('/').split('/')
    return (
        bool(_CONTROL.search(name))
        or '\\' in name
        or ':' in name
        or any(p in ('', '.', '..') for p in pieces)  # a leading slash gives an empty piece
        or len(name) > 1000
    )


def _faults_of_sizes(members: list[_Member], file: _File) -> Iterator[Finding]:
    """What the directory itself tells; that it tells the truth is checked on unpacking."""
    for member in members:
        name = member.name
        if member.flags & _ENCRYPTED:
            problem = f"Thành phần «{shown(name)}» bị mã hóa."
            program, suffix = file.office.program, file.office.suffix
            remedy = f"Mở tệp bằng {program}, bỏ mật khẩu rồi lưu lại thành tệp {suffix}."
            yield _finding('MB014', file, name, problem, remedy)
        elif member.method not in (STORED, DEFLATED):
            problem = (
                f"Thành phần «{shown(name)}» được nén theo cách (số {member.method}) mà "
                f"{file.office.program} không đọc được."
            )
            yield _finding('MB015', file, name, problem, file.save_again)
        if member.size > RATIO_FREE and member.size > MAX_RATIO * member.packed:
            problem = (
                f"Thành phần «{shown(name)}» chỉ {member.packed} byte nhưng bung ra {member.size} byte; "
                "đây là dấu hiệu của tệp phá hoại."
            )
            yield _finding('MB019', file, name, problem, file.ask_sender)
    total = sum(m.size for m in members)
    if total > MAX_UNPACKED:
        problem = f"Nội dung tệp khi bung ra là {total // MIB} MiB, vượt giới hạn {MAX_UNPACKED // MIB} MiB."
        yield _finding('MB018', file, '', problem, f"Làm tệp nhỏ lại: {file.office.smaller}.")


def _overlaps(members: list[_Member], directory: int, file: _File) -> Iterator[Finding]:
    """The first two members over the same bytes: one is enough, and a bomb has hundreds of them."""
    end, around = 0, ''
    for member in sorted(members, key=lambda m: m.start):
        if member.start < end or member.end > directory:
            other = f"thành phần «{shown(around)}»" if member.start < end else "mục lục của tệp"
            problem = (
                f"Thành phần «{shown(member.name)}» nằm chồng lên {other}; đây là dấu hiệu của tệp phá hoại."
            )
            yield _finding('MB016', file, member.name, problem, file.ask_sender)
            return
        end, around = member.end, member.name


def _content(data: bytes, member: _Member, file: _File) -> bytes:
    """The unpacked bytes; at no time more than the declared size and one. Raises Faulty (MB017, MB020)."""
    packed = data[member.begin : member.end]
    content = packed
    if member.method == DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, member.size + 1)
        except zlib.error:
            raise _damaged(file, member.name) from None
        if len(content) <= member.size and (not inflater.eof or inflater.unused_data):
            raise _damaged(file, member.name)
    if len(content) != member.size:
        real = f"có {len(content)}" if len(content) < member.size else "có nhiều hơn"
        problem = f"Thành phần «{shown(member.name)}» khai là {member.size} byte nhưng thực tế {real}."
        raise Faulty(_finding('MB017', file, member.name, problem, file.ask_sender))
    if zlib.crc32(content) != member.crc:
        raise _damaged(file, member.name)
    return content


def _damaged(file: _File, member: str) -> Faulty:
    problem = f"Thành phần «{shown(member)}» bị hỏng: nội dung không khớp với mã kiểm tra ghi trong tệp."
    return Faulty(_finding('MB020', file, member, problem, file.copy_again))
