"""The frame of a paper: header, type, authority, bases, recipients, signature (Phụ lục I, Phần I, Mục II)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from baocao.errors import Level
from baocao.loading import HoSo
from baocao.models import CongVan, CoQuan, NguoiKy, QuyetDinh, VanBan
from baocao.quy_dinh import HINH_THUC_KY
from baocao.text import EMPTY, Data, Glue, Text
from baocao.vietnamese import Ngay, long_date, lower_first, upper_first
from baocao.view.model import ThuocTinh
from baocao.view.writer import NBSP, Writer, ended, plain, stripped, unbroken

#: room for the number to be written in by hand (K09)
NUMBER_ROOM = NBSP * 7

DRAFT = Text.glue("DỰ THẢO")

#: abbreviation by the name of a way of signing
_WAYS = {way.ten: way.ky_hieu for way in HINH_THUC_KY}

#: words that open a basis of another kind than "Căn cứ"
_BASES = ("căn cứ ", "căn cứ: ", "thực hiện ", "theo ", "xét ", "trên cơ sở ", "để ")

#: the types that may be addressed (Phụ lục I, Phần I, Mục II khoản 9 điểm a)
_WITH_ADDRESSEES = ("tờ trình", "báo cáo", "giấy ủy quyền", "phiếu gửi", "phiếu chuyển", "phiếu báo")

#: the item of the recipients that stands for the usual ones of the agency
_USUAL = '${thuong_dung}'

#: "Như Điều 2", "Như các Điều 1, 2 và Điều 3"
_AS_DIEU = re.compile(r'như (?:các )?điều\s+\d+(?:\s*(?:[,;-]|và)\s*(?:điều\s+)?\d+)*', re.IGNORECASE)


def agency_lines(ho_so: HoSo) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """The lines of the parent body and of the issuing body, in capitals (ô 2)."""
    agency = ho_so.co_quan
    return (
        tuple(
            plain(v, f'co_quan:co_quan_chu_quan.{i}').upper() for i, v in enumerate(agency.co_quan_chu_quan)
        ),
        tuple(
            plain(v, f'co_quan:ten_tren_van_ban.{i}').upper() for i, v in enumerate(agency.ten_tren_van_ban)
        ),
    )


def kind(ho_so: HoSo) -> Text:
    """The name of the type in capitals (ô 5a); a letter has none (K12)."""
    return EMPTY if isinstance(ho_so.van_ban, CongVan) else plain(ho_so.the_loai.ten.upper(), 'loai')


def subject(writer: Writer) -> Text:
    """The trích yếu without a typed mark at its end; behind "V/v" in a letter, where it begins in lower case (K12)."""
    van_ban = writer.ho_so.van_ban
    typed = stripped(writer.title(van_ban.trich_yeu, 'trich_yeu'))
    opening = re.match(r'(?:v/v|về việc)\s+', typed.plain, re.IGNORECASE)
    if not isinstance(van_ban, CongVan):
        if opening and opening[0].casefold().startswith('v/v'):
            writer.report(
                'TT004',
                Level.LOI,
                'trich_yeu',
                "Chỉ công văn ghi «V/v»; văn bản có tên loại ghi trích yếu đầy đủ chữ (Mẫu 1.2 đến 1.4).",
                "Viết «Về việc …», hoặc bỏ «V/v».",
            )
        return typed
    first = typed.pieces[0] if typed.pieces else None
    if opening and isinstance(first, Data) and len(first.text) > opening.end():
        cut = opening.end()
        rest = replace(first, text=first.text[cut:], at=first.at + cut)
        return Text((rest, *typed.pieces[1:]))
    return _first(typed, lower_first) if typed.plain[:2].istitle() else typed


def number_and_symbol(ho_so: HoSo) -> Text:
    """What follows "Số:": number (below 10 with a leading 0, K01) or room for it, `/`, type, `-`, agency (K02, K03)."""
    so = ho_so.van_ban.so
    number = Text((Data(f'{so:02d}', 'so'),)) if so is not None else Text.glue(NUMBER_ROOM)
    return number + symbol(ho_so)


def symbol(ho_so: HoSo) -> Text:
    """What follows the number: `/`, type, `-`, agency; in a letter `/`, agency, `-`, drafting unit (K02, K03, K12)."""
    van_ban, kind = ho_so.van_ban, ho_so.the_loai.viet_tat
    agency = plain(ho_so.co_quan.viet_tat, 'co_quan:viet_tat')
    if isinstance(van_ban, CongVan):
        return Text.glue('/') + agency + Text.glue('-') + plain(van_ban.don_vi_soan_thao, 'don_vi_soan_thao')
    return Text.glue(f'/{kind}-' if kind else '/') + agency


def place_and_date(ho_so: HoSo) -> Text:
    """Place and date of issue, with room for a day or month that is not known (K06, K09)."""
    van_ban = ho_so.van_ban
    day = van_ban.ngay_ban_hanh
    written = Data(long_date(day), 'ngay_ban_hanh') if day else Glue(long_date(Ngay(None, None, van_ban.nam)))
    return unbroken(Text((Data(ho_so.co_quan.dia_danh, 'co_quan:dia_danh'), Glue(', '), written)))


def draft_mark(van_ban: VanBan) -> Text | None:
    """DỰ THẢO, "Dự thảo lần n", or None; by default a paper is a draft until it has a number and a full date."""
    mark = van_ban.du_thao
    if mark is None:
        day = van_ban.ngay_ban_hanh
        mark = van_ban.so is None or day is None or day.day is None
    if mark is True:
        return DRAFT
    if mark is False:
        return None
    return Text((Glue("Dự thảo lần "), Data(str(mark), 'du_thao')))


def urgency(van_ban: VanBan) -> tuple[Text | None, Text | None]:
    """The marks of secrecy and of urgency in capitals (ô 10a, 10b), None where there is none."""
    secret, urgent = van_ban.do_mat, van_ban.do_khan
    return (
        plain(secret, 'do_mat').upper() if secret else None,
        plain(urgent, 'do_khan').upper() if urgent else None,
    )


def addressees(writer: Writer) -> tuple[Text | None, tuple[Text, ...]]:
    """What follows "Kính gửi:" (ô 9a): one addressee on the same line, or the lines of several with their marks."""
    van_ban = writer.ho_so.van_ban
    typed = getattr(van_ban, 'kinh_gui', ())
    if typed and not isinstance(van_ban, CongVan) and writer.ho_so.the_loai.ten not in _WITH_ADDRESSEES:
        writer.report(
            'TT002',
            Level.CANH_BAO,
            'kinh_gui',
            f"{upper_first(writer.ho_so.the_loai.ten)} không ghi «Kính gửi» (Phụ lục I, Mục II khoản 9).",
            "Xóa «kinh_gui» và ghi nơi gửi ở «noi_nhan».",
        )
    lines = [stripped(_undashed(writer.line(v, f'kinh_gui.{i}'))) for i, v in enumerate(typed)]
    if len(lines) == 1:
        return ended(lines[0], '.'), ()
    last = len(lines) - 1
    return None, tuple(ended(line, '.' if i == last else ';') for i, line in enumerate(lines))


def contact(ho_so: HoSo) -> tuple[Text, ...]:
    """The lines of address, phone, mail and web at the foot of a letter (ô 13); empty for other papers."""
    if not isinstance(ho_so.van_ban, CongVan):
        return ()
    return tuple(plain(v, f'co_quan:lien_he.{i}') for i, v in enumerate(ho_so.co_quan.lien_he))


def authority(writer: Writer) -> Text | None:
    """The line of the issuing authority: the body in capitals, or its head's title and the body (B06); None
    for papers that are no decision."""
    van_ban, agency = writer.ho_so.van_ban, writer.ho_so.co_quan
    body = plain(agency.ten, 'co_quan:ten').upper()
    if van_ban.tham_quyen is not None and not any(
        _same(van_ban.tham_quyen, name) for name in (agency.ten, _head_post(agency))
    ):
        writer.report(
            'DL060',
            Level.CHAN,
            'tham_quyen',
            f"Thẩm quyền «{van_ban.tham_quyen}» không phải là cơ quan ban hành hay người đứng đầu.",
            f"Xóa dòng này (cơ quan ban hành), hoặc viết «{_head_post(agency)}».",
        )
    if not isinstance(van_ban, QuyetDinh):
        return None
    return _head(agency) + Text.glue(' ') + body if by_head(van_ban, agency) else body


def by_head(van_ban: VanBan, agency: CoQuan) -> bool:
    """True where the head issues in his own name: a decision that says so, or a body led by one person."""
    if not agency.tap_the:
        return True
    named = van_ban.tham_quyen
    return named is not None and _same(named, _head_post(agency))


def _head_post(agency: CoQuan) -> str:
    """The post of the head; who holds it for the time being ("Quyền Chủ tịch") holds the same post."""
    return _acting(agency.dung_dau.chuc_vu)[0]


def _head(agency: CoQuan) -> Text:
    return plain(_head_post(agency), 'co_quan:nguoi_ky.0.chuc_vu').upper()


def bases(writer: Writer) -> tuple[Text, ...]:
    """The lines of the legal basis, each on its own line, `;` after each and `.` after the last (B03, B04)."""
    van_ban = writer.ho_so.van_ban
    lines: list[Text] = []
    for i, value in enumerate(van_ban.can_cu):
        lines.append(_opened(_undashed(writer.line(value, f'can_cu.{i}')), "Căn cứ "))
    if isinstance(van_ban, QuyetDinh) and van_ban.de_nghi:
        lines.append(_opened(writer.line(van_ban.de_nghi, 'de_nghi'), "Theo đề nghị của "))
    return tuple(ended(line, '.' if i == len(lines) - 1 else ';') for i, line in enumerate(lines))


def _opened(line: Text, opener: str) -> Text:
    """The line with its opening words, which are not set twice where they were typed, in whole or in part."""
    typed = line.plain.casefold()
    if typed.startswith(_BASES):
        return _first(line, upper_first)
    head, _, tail = opener.partition(' ')
    if tail and typed.startswith(tail.casefold()):
        return unbroken(Text.glue(f'{head} ') + _first(line, lower_first))
    return unbroken(Text.glue(opener) + line)


def _first(line: Text, change: Callable[[str], str]) -> Text:
    """The line with its first piece changed."""
    return Text(line.pieces[:1]).mapped(change) + Text(line.pieces[1:])


def recipients(writer: Writer) -> tuple[Text, ...]:
    """The lines after "Nơi nhận:": `;` after each, `.` after the last, which is "Lưu: VT, ..." (N03, N04)."""
    van_ban = writer.ho_so.van_ban
    places = _recipients(writer)
    lines = [stripped(_undashed(writer.line(value, path))) for path, value in places]
    last = len(lines) - 1
    if not lines:
        return ()
    if not re.match(r'Lưu:\s*VT\b', lines[last].plain):
        remedy = "Viết dòng cuối theo mẫu: \"Lưu: VT, đơn vị soạn thảo\"."
        writer.report(
            'TT001',
            Level.CANH_BAO,
            places[last][0],
            "Nơi nhận phải kết thúc bằng dòng «Lưu: VT, …» (Phụ lục I, Mục II khoản 9).",
            remedy,
        )
    if getattr(van_ban, 'kinh_gui', ()) and not lines[0].plain.casefold().startswith("như trên"):
        lines.insert(0, Text.glue("Như trên"))
        last += 1
    if isinstance(van_ban, QuyetDinh):
        _check_dieu(writer, [path for path, _ in places], lines, len(van_ban.dieu))
    return tuple(ended(line, '.' if i == last else ';') for i, line in enumerate(lines))


def _recipients(writer: Writer) -> list[tuple[str, str]]:
    """The recipients with their paths: the paper's own, the agency's usual ones where it names none or where
    `${thuong_dung}` stands."""
    own = [(f'noi_nhan.{i}', v) for i, v in enumerate(writer.ho_so.van_ban.noi_nhan)]
    usual = [(f'co_quan:noi_nhan.{i}', v) for i, v in enumerate(writer.ho_so.co_quan.noi_nhan)]
    places: list[tuple[str, str]] = []
    for path, value in own or [('noi_nhan', _USUAL)]:
        if value.strip() != _USUAL:
            places.append((path, value))
            continue
        places += usual
        if not usual:
            writer.report(
                'DL072',
                Level.CHAN,
                path,
                "Văn bản chưa ghi nơi nhận, hồ sơ cơ quan cũng không có nơi nhận thường dùng.",
                "Ghi «noi_nhan» ở văn bản, dòng cuối \"Lưu: VT, …\"; hoặc ghi «noi_nhan» ở hồ sơ cơ quan.",
            )
    return places


def _undashed(line: Text) -> Text:
    """The line without the dash typed before it, which the template prints where one is due."""
    first, rest = next(iter(line), None), line.pieces[1:]
    if isinstance(first, Glue) and first.text == '- ':
        return Text(rest)
    dash = re.match(r'–\s+', first.text) if isinstance(first, Data) else None
    if dash is None or not isinstance(first, Data):
        return line
    return Text((replace(first, text=first.text[dash.end() :], at=first.at + dash.end()), *rest))


def _check_dieu(writer: Writer, paths: list[str], lines: list[Text], count: int) -> None:
    for path, line in zip(paths, lines, strict=True):
        found = _AS_DIEU.match(line.plain)
        if found and any(int(number) > count for number in re.findall(r'\d+', found[0])):
            writer.report(
                'DL061',
                Level.LOI,
                path,
                f"Nơi nhận ghi «{line.plain.replace(NBSP, ' ')}» nhưng quyết định chỉ có {count} Điều.",
                f"Sửa thành «Như Điều {count}» hoặc Điều thi hành đúng.",
            )


def signature(writer: Writer) -> tuple[tuple[Text, ...], Text | None]:
    """The lines of the power to sign and the name (ô 7a, 7b), by Điều 13 and Phụ lục I, Mục II khoản 7.

    A collective body is signed for: TM. and its name, then the signer's title; a deputy signs KT. the head;
    an acting head Q.; TL. and TUQ. stand before the title of the head who gave the order or the power. The
    deputy of a unit that signs by order signs KT. the head of the unit.
    """
    van_ban, agency = writer.ho_so.van_ban, writer.ho_so.co_quan
    signer = van_ban.nguoi_ky
    post, place, name = _post(writer, signer, agency)
    head = _head(agency)
    bare, acting = _acting(post)
    title = plain(bare, place).upper()
    if acting:
        title = _signed("quyền", title)
    lines: list[Text] = []
    if signer.hinh_thuc:
        _check_order(writer, signer, bare, agency)
        lines.append(_signed(signer.hinh_thuc, head))
        if signer.hinh_thuc == "thừa lệnh" and bare.startswith("Phó "):
            lines.append(_signed("ký thay", plain(bare.removeprefix("Phó "), place).upper()))
        return tuple(map(unbroken, (*lines, title))), name
    if not by_head(van_ban, agency):
        lines.append(_signed("thay mặt", _collective(agency)))
    if _same(bare, _head_post(agency)):
        lines.append(title)
    elif _deputy(bare, _head_post(agency)):
        lines += [_signed("ký thay", head), title]
    else:
        writer.report(
            'DL062',
            Level.CHAN,
            'nguoi_ky',
            f"«{post}» không phải là người đứng đầu hay cấp phó của {agency.ten}.",
            "Nếu ký thừa lệnh hoặc thừa ủy quyền, viết «nguoi_ky» gồm «chuc_vu» và «hinh_thuc: thừa lệnh».",
        )
    return tuple(lines), name


def _check_order(writer: Writer, signer: NguoiKy, bare: str, agency: CoQuan) -> None:
    """The head gives the order or the power, and a deputy signs KT.: neither is given it (Điều 13)."""
    head = _head_post(agency)
    if _same(bare, head) or (signer.hinh_thuc == "thừa lệnh" and _deputy(bare, head)):
        writer.report(
            'DL068',
            Level.CHAN,
            'nguoi_ky.hinh_thuc',
            f"«{signer.chuc_vu}» không ký {signer.hinh_thuc} của {head}.",
            "Xóa dòng «hinh_thuc»; TM., KT., Q. do chương trình viết.",
        )


def _signed(way: str, text: Text) -> Text:
    """A name of authority or a post behind the abbreviation of a way of signing."""
    return Text.glue(f'{_WAYS[way]} ') + text


def _collective(agency: CoQuan) -> Text:
    """The name of the collective as it stands after TM.: the general name, without the unit's."""
    lines = agency.ten_tren_van_ban
    return plain(lines[0], 'co_quan:ten_tren_van_ban.0').upper()


def _post(writer: Writer, signer: NguoiKy, agency: CoQuan) -> tuple[str, str, Text | None]:
    """The signer's post as typed, where it is typed, and the name."""
    given = plain(signer.ho_ten, 'nguoi_ky.ho_ten') if signer.ho_ten else None
    place = 'nguoi_ky.chuc_vu'
    bare, acting = _acting(signer.chuc_vu)
    holders = [(i, p) for i, p in enumerate(agency.nguoi_ky) if _same(p.chuc_vu, signer.chuc_vu)]
    if not holders and acting:
        holders = [(i, p) for i, p in enumerate(agency.nguoi_ky) if _same(_acting(p.chuc_vu)[0], bare)]
        holders = [(i, p) for i, p in holders if _acting(p.chuc_vu)[1]]
    if given is None and len(holders) > 1:
        names = ", ".join(str(p.ho_ten) for _, p in holders)
        writer.report(
            'DL063',
            Level.CHAN,
            'nguoi_ky',
            f"Cơ quan có nhiều người giữ chức vụ «{signer.chuc_vu}»: {names}.",
            "Ghi rõ người ký: «nguoi_ky» gồm hai dòng «chuc_vu: …» và «ho_ten: …».",
        )
    if given is None and not holders:
        posts = ", ".join(f"«{p.chuc_vu}»" for p in agency.nguoi_ky)
        writer.report(
            'DL064',
            Level.CANH_BAO,
            'nguoi_ky',
            f"Hồ sơ cơ quan không có chức vụ «{signer.chuc_vu}», nên họ tên người ký để trống.",
            f"Dùng một trong: {posts}; hoặc ghi thêm «ho_ten».",
        )
    if given is None and holders and holders[0][1].ho_ten:
        i, holder = holders[0]
        given = plain(str(holder.ho_ten), f'co_quan:nguoi_ky.{i}.ho_ten')
    return signer.chuc_vu, place, given


def _acting(post: str) -> tuple[str, bool]:
    """The post without the word "Quyền", and whether it was there."""
    post = ' '.join(post.split())
    found = re.match(r'(?:Quyền |Q\. ?)(.+)$', post, re.IGNORECASE)
    return (upper_first(found[1]), True) if found else (post, False)


def _deputy(post: str, head: str) -> bool:
    return bool(re.match(r'Phó\s+', post, re.IGNORECASE)) and head.casefold() in post.casefold()


def _same(one: str, other: str) -> bool:
    return ' '.join(one.split()).casefold() == ' '.join(other.split()).casefold()


def properties(ho_so: HoSo, subject: Text) -> ThuocTinh:
    """Title, author and subject of the document; its date only where the paper has a full one."""
    day = ho_so.van_ban.ngay_ban_hanh
    title = ' '.join(subject.plain.split())
    kind = upper_first(ho_so.the_loai.ten)
    title = f"V/v {title}" if isinstance(ho_so.van_ban, CongVan) else title
    full = (day.year, day.month, day.day) if day and day.month and day.day else None
    return ThuocTinh(f"{kind} {title}", ho_so.co_quan.ten, kind, full)
