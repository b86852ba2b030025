"""Who issues and who signs: the line of authority, the power to sign, the name (ô 7; Điều 13)."""

from __future__ import annotations

import re

from baocao.errors import Level
from baocao.loading import HoSo
from baocao.models import CoQuan, NguoiGiuChucVu, NguoiKy, QuyetDinh, VanBan
from baocao.quy_dinh import HINH_THUC_KY
from baocao.text import Text
from baocao.vietnamese import upper_first
from baocao.view.times import in_force
from baocao.view.writer import Writer, plain, unbroken

#: abbreviation by the name of a way of signing
_WAYS = {way.ten: way.ky_hieu for way in HINH_THUC_KY}


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


def issuer(ho_so: HoSo) -> Text:
    """Who issues the paper, as it is named in running text: the body, or its head where he issues a decision
    or the paper says so."""
    van_ban, agency = ho_so.van_ban, ho_so.co_quan
    body = plain(agency.ten, 'co_quan:ten')
    named = van_ban.tham_quyen is not None or isinstance(van_ban, QuyetDinh)
    if not (named and by_head(van_ban, agency)):
        return body
    return plain(_head_post(agency), 'co_quan:nguoi_ky.0.chuc_vu') + Text.glue(' ') + body


def _head_post(agency: CoQuan) -> str:
    """The post of the head; who holds it for the time being ("Quyền Chủ tịch") holds the same post."""
    return _acting(agency.dung_dau.chuc_vu)[0]


def _head(agency: CoQuan) -> Text:
    return plain(_head_post(agency), 'co_quan:nguoi_ky.0.chuc_vu').upper()


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
    if given is not None:
        return signer.chuc_vu, place, given
    known = bool(holders)
    holders = _in_office(writer, holders)
    if len(holders) > 1:
        names = ", ".join(str(p.ho_ten) for _, p in holders)
        writer.report(
            'DL063',
            Level.CHAN,
            'nguoi_ky',
            f"Cơ quan có nhiều người giữ chức vụ «{signer.chuc_vu}»: {names}.",
            "Ghi rõ người ký: «nguoi_ky» gồm hai dòng «chuc_vu: …» và «ho_ten: …».",
        )
    if not known:
        posts = ", ".join(f"«{p.chuc_vu}»" for p in agency.nguoi_ky)
        writer.report(
            'DL064',
            Level.CANH_BAO,
            'nguoi_ky',
            f"Hồ sơ cơ quan không có chức vụ «{signer.chuc_vu}», nên họ tên người ký để trống.",
            f"Dùng một trong: {posts}; hoặc ghi thêm «ho_ten».",
        )
    if holders and holders[0][1].ho_ten:
        i, holder = holders[0]
        given = plain(str(holder.ho_ten), f'co_quan:nguoi_ky.{i}.ho_ten')
    return signer.chuc_vu, place, given


def _in_office(writer: Writer, holders: list[tuple[int, NguoiGiuChucVu]]) -> list[tuple[int, NguoiGiuChucVu]]:
    """Those who hold their post at the time of the paper; where nobody does, that is said."""
    van_ban = writer.ho_so.van_ban
    found = [(i, p) for i, p in holders if in_force(van_ban, p.hieu_luc_tu, p.hieu_luc_den)]
    if holders and not found:
        names = ", ".join(str(p.ho_ten or p.chuc_vu) for _, p in holders)
        writer.report(
            'DL085',
            Level.LOI,
            'nguoi_ky',
            f"Ở thời gian của văn bản, {names} không giữ chức vụ này (theo hồ sơ cơ quan).",
            "Ghi người đang giữ chức vụ ở thời gian đó vào hồ sơ cơ quan, hoặc ghi «ho_ten» ở văn bản.",
        )
    return found


def _acting(post: str) -> tuple[str, bool]:
    """The post without the word "Quyền", and whether it was there."""
    post = ' '.join(post.split())
    found = re.match(r'(?:Quyền |Q\. ?)(.+)$', post, re.IGNORECASE)
    return (upper_first(found[1]), True) if found else (post, False)


def _deputy(post: str, head: str) -> bool:
    return bool(re.match(r'Phó\s+', post, re.IGNORECASE)) and head.casefold() in post.casefold()


def _same(one: str, other: str) -> bool:
    return ' '.join(one.split()).casefold() == ' '.join(other.split()).casefold()
