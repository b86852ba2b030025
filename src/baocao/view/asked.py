"""A reference to a figure while it is answered: its period, and what is said where there is no answer."""

from __future__ import annotations

import re

from msgspec import Struct

from baocao.errors import Level
from baocao.vietnamese import PERIOD_KEY
from baocao.view.figures import Figure, Value
from baocao.view.names import Name
from baocao.view.writer import Writer

_SAID = {'thuc_hien': "kết quả", 'tong_so': "tổng số", 'cung_ky': "số cùng kỳ"}


class Asked(Struct, frozen=True):
    """A reference to a figure: the writer, the name as read, the figure, and the words behind its name."""

    writer: Writer
    name: Name
    figure: Figure
    words: tuple[str, ...]

    def refuse(self, code: str, problem: str, remedy: str) -> None:
        """A finding that stops, at the place of the reference."""
        self.writer.report_at(code, Level.CHAN, self.name.place, f"{self.name.shown}: {problem}", remedy)

    def period(self) -> str | None:
        """The key of the period that is asked for; None where the paper has none, which is reported."""
        if len(self.words) > 1 and self.words[0] in ('thuc_hien', 'cung_ky'):
            if re.fullmatch(PERIOD_KEY, self.words[1]):
                return self.words[1]
            self.refuse(
                'SL039',
                f"«{self.words[1]}» không phải là kỳ của số liệu.",
                "Viết nam, 6_thang, 9_thang, quy_1 đến quy_4, thang_1 đến thang_12.",
            )
            return None
        ky = self.writer.ho_so.van_ban.ky_bao_cao
        if ky is None:
            self.refuse(
                'SL041',
                "văn bản chưa nói kỳ báo cáo nên không biết lấy kết quả của kỳ nào.",
                "Ghi «ky_bao_cao: năm» (hoặc 9 tháng, quý III …) ở đầu văn bản.",
            )
            return None
        return ky.ma

    def known(self, value: Value | None, field: str, ky: str) -> Value | None:
        """The value, or None with the finding that it is missing: never a blank."""
        if value is None:
            file = self.figure.path.partition(':')[0]
            self.refuse(
                'SL042',
                f"chưa có {_SAID[field]} kỳ «{ky}».",
                f"Ghi «{field}» của «{self.figure.name}» ở tệp {file}, dòng «{ky}: …»; số ước thì «uoc_{ky}: …».",
            )
        return value
