"""The sections after the signature: the text of an indirect decision, and appendices (Phụ lục I, Phần III)."""

from __future__ import annotations

from collections.abc import Iterator

from baocao.errors import Level
from baocao.models import Muc, QuyetDinh, VanBanKemTheo
from baocao.models import PhuLuc as PhuLucGo
from baocao.quy_dinh import find, suggest
from baocao.text import Text
from baocao.vietnamese import Ngay, long_date, upper_first
from baocao.view.frame import NUMBER_ROOM, symbol
from baocao.view.model import KemTheo, Khoi, PhuLuc
from baocao.view.numbering import appendix_number
from baocao.view.outline import closed, holder_blocks, paragraphs, root_blocks, together
from baocao.view.signature import issuer
from baocao.view.writer import Writer, plain, solid, stripped, unbroken

#: letters that surely fit a line under a title
_LINE = 60

#: what an appendix may hold
_CONTENT = ('noi_dung', 'loi_dan', 'chi_tieu', 'bang', 'bang_chi_tieu', 'bang_nhiem_vu', 'muc_con', 'loi_ket')


def attached(writer: Writer) -> KemTheo | None:
    """The text that an indirect decision issues or approves (Mẫu 1.3); None for every other paper."""
    van_ban = writer.ho_so.van_ban
    text = van_ban.van_ban_kem_theo if isinstance(van_ban, QuyetDinh) else None
    if text is None:
        return None
    _check_issued(writer, text)
    path = 'van_ban_kem_theo'
    blocks = [
        *paragraphs(writer, text.mo_dau, f'{path}.mo_dau'),
        *root_blocks(writer, text.bo_cuc, f'{path}.bo_cuc'),
        *paragraphs(writer, text.ket_thuc, f'{path}.ket_thuc'),
    ]
    return KemTheo(
        ten_loai=plain(_kind(writer, text).upper(), f'{path}.loai'),
        trich_yeu=stripped(writer.title(text.trich_yeu, f'{path}.trich_yeu')),
        kem_theo=_together_with(writer),
        noi_dung=closed(blocks),
    )


def _kind(writer: Writer, text: VanBanKemTheo) -> str:
    """The name of the type of the attached text as the Decree lists it."""
    kind = find(text.loai)
    if kind is None:
        near = ", ".join(f"«{t.ten}»" for t in suggest(text.loai))
        writer.report(
            'DL076',
            Level.CHAN,
            'van_ban_kem_theo.loai',
            f"Không có loại văn bản «{text.loai}».",
            f"Có phải là {near}?" if near else "Dùng tên loại theo Điều 7 Nghị định 30/2020/NĐ-CP.",
        )
        return text.loai
    return kind.ten


def _check_issued(writer: Writer, text: VanBanKemTheo) -> None:
    """An Điều must say that the text is issued with the decision (Mẫu 1.3)."""
    van_ban = writer.ho_so.van_ban
    assert isinstance(van_ban, QuyetDinh)
    said = ' '.join(_words(van_ban.dieu)).casefold()
    if "kèm theo" not in ' '.join(said.split()):
        writer.report(
            'TT003',
            Level.LOI,
            'van_ban_kem_theo',
            "Không Điều nào của quyết định nói đến văn bản kèm theo (Mẫu 1.3).",
            f"Ghi ở Điều 1, ví dụ: «Ban hành kèm theo Quyết định này {upper_first(text.loai)} …».",
        )


def _words(nodes: tuple[Muc, ...]) -> Iterator[str]:
    """The headings and paragraphs of nodes and of all that stands below them."""
    for node in nodes:
        yield from filter(None, (node.tieu_de, node.noi_dung, node.loi_dan))
        yield from _words(node.muc_con)


def appendices(writer: Writer) -> tuple[PhuLuc, ...]:
    """The appendices that are printed with the paper, numbered with those that are sent apart."""
    every = writer.ho_so.van_ban.phu_luc
    found: list[PhuLuc] = []
    for i, node in enumerate(every):
        path = f'phu_luc.{i}'
        if node.gui_rieng:
            _check_apart(writer, node, path)
            continue
        found.append(
            PhuLuc(
                so=Text.glue(appendix_number(writer.ho_so.van_ban, i)),
                tieu_de=stripped(writer.title(node.tieu_de, f'{path}.tieu_de')).upper(),
                kem_theo=_together_with(writer),
                noi_dung=_body(writer, node, path),
                ngang=node.huong == "ngang",
                kho=node.kho,
            )
        )
    return tuple(found)


def _body(writer: Writer, node: PhuLucGo, path: str) -> tuple[Khoi, ...]:
    blocks = holder_blocks(writer, node, path)
    if not any(getattr(node, key) for key in _CONTENT):
        writer.report(
            'DL077',
            Level.LOI,
            path,
            "Phụ lục này chưa có nội dung.",
            "Viết «noi_dung», «bang» hoặc «muc_con»; phụ lục gửi thành tệp riêng thì ghi «gui_rieng: có».",
        )
    return tuple(together(blocks))


def _check_apart(writer: Writer, node: PhuLucGo, path: str) -> None:
    """An appendix that is sent apart prints nothing here."""
    written = [key for key in _CONTENT if getattr(node, key)]
    if written:
        writer.report(
            'DL078',
            Level.LOI,
            f'{path}.{written[0]}',
            "Phụ lục gửi riêng nên nội dung ghi ở đây không được in.",
            "Bỏ «gui_rieng: có» để in phụ lục cùng văn bản, hoặc xóa nội dung này.",
        )


def _together_with(writer: Writer) -> Text:
    """The line "(Kèm theo Kế hoạch số … ngày … của …)": blank in the electronic file, where the digital
    signature carries number and time (Phụ lục I, Phần III khoản 1; Mẫu 2.2). Only the year is known."""
    ho_so = writer.ho_so
    issued = ho_so.van_ban.ngay_ban_hanh
    day = long_date(Ngay(None, None, issued.year if issued else ho_so.van_ban.nam))
    lead = Text.glue(f"(Kèm theo {upper_first(ho_so.the_loai.ten)} số {NUMBER_ROOM}") + symbol(ho_so)
    of_whom = Text.glue("của ") + issuer(ho_so) + Text.glue(')')
    parts = lead, solid(Text.glue(day)), of_whom if len(of_whom.plain) > _LINE else solid(of_whom)
    return unbroken(parts[0] + Text.glue(' ') + parts[1] + Text.glue(' ') + parts[2])
