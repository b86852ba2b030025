"""What `${don_vi}` and `${don_vi.part}` print: the unit that a batch file writes the paper for."""

from __future__ import annotations

from baocao.errors import Level
from baocao.view.names import Name, Printed, close
from baocao.view.writer import Writer


def unit(writer: Writer, name: Name) -> Printed | None:
    """The name of the unit or what is asked of it; None, reported, where there is none."""
    found = writer.ho_so.don_vi
    key = '.'.join(name.words[1:])
    if found is None:
        writer.report_at(
            'DL190',
            Level.CHAN,
            name.place,
            f"{name.shown}: văn bản này chưa nói của đơn vị nào.",
            "Soạn theo tệp đợt có văn bản này: baocao soan-hang-loat TỆP_ĐỢT.yaml",
        )
        return None
    said = {'': found.ten, 'ma': found.ma, **found.thong_tin}
    if key not in said:
        known = [f'don_vi.{k}' if k else 'don_vi' for k in said]
        near = close(f'don_vi.{key}', known)
        remedy = f"Có phải là ${{{near}}}?" if near else f"Ghi «{key}» vào «thong_tin» của đơn vị."
        writer.report_at(
            'DL191', Level.CHAN, name.place, f"{name.shown}: đơn vị «{found.ten}» không có phần này.", remedy
        )
        return None
    return said[key], key or 'ten', name.forms
