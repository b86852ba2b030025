"""The table of targets: their plans, and in a paper of a period their results, rates and judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from baocao.judgement import MucDanhGia
from baocao.models import ChiTieu, ConSo, ThanMuc
from baocao.regexes import regex
from baocao.text import EMPTY, NoteRef, Ref, Text
from baocao.vietnamese import Bound, Ky, Quantity, rate_sign, upper_first
from baocao.view.figure_sums import change, comparable, percent, shown
from baocao.view.figures import done_of_total, same_period
from baocao.view.model import Bang, Hang, Khoi, O
from baocao.view.numbering import ALL
from baocao.view.tables import bold, head_row, table_block
from baocao.view.targets import Line, chosen, listed, sentence_of
from baocao.view.times import plan_day
from baocao.view.writer import Writer, stripped

_PLANS_ALONE = (6, 44, 16, 24)
_WITH_RESULTS = (5, 29, 12, 15, 15, 12, 12)
_WITH_CHANGES = (5, 26, 11, 14, 14, 10, 13, 12)
#: words between a measure and its figure
_LEADING = regex(r'(\s+(phấn đấu|đạt|là|còn|chiếm|ở mức|khoảng))+$')
#: how official rates against the same period are told
_TOLD = {'tang_cung_ky': "tăng ", 'giam_cung_ky': "giảm ", 'so_cung_ky': "bằng "}

#: a figure with its name in references
Named = tuple[str, ConSo]


class _Columns(Struct, frozen=True):
    """What stands behind the plans: nothing, or what the period brought; `muc` are the judgements by code."""

    writer: Writer
    ky: Ky | None
    with_change: bool
    muc: Mapping[str, MucDanhGia]

    @property
    def widths(self) -> tuple[int, ...]:
        if self.ky is None:
            return _PLANS_ALONE
        return _WITH_CHANGES if self.with_change else _WITH_RESULTS

    @property
    def heads(self) -> tuple[str, ...]:
        year = self.writer.ho_so.van_ban.nam
        plans = ("TT", "Chỉ tiêu", "Đơn vị tính", f"Kế hoạch năm {year}")
        if self.ky is None:
            return plans
        changes = ("So với cùng kỳ năm trước",) if self.with_change else ()
        return (*plans, f"Thực hiện {self.ky.words(year)}", "So với kế hoạch (%)", *changes, "Đánh giá")

    def row(self, number: str, name: Text, figures: Sequence[Named], code: str | None) -> Hang:
        """A row of figures that share it (unit and plan only where it is one); judged where it is a target's own."""
        unit, plans = self._plans(figures[0]) if len(figures) == 1 else ('', EMPTY)
        if len(figures) == 1 and self.ky and not unit:
            value = done_of_total(figures[0][1], self.ky.ma)
            unit = value.quantity.unit if value else ''
        cells = [
            (Text.glue(number), 'o_giua'),
            (name, 'o_chu'),
            (Text.glue(unit.strip()), 'o_giua'),
            (plans, 'o_giua'),
        ]
        cells += ((text, 'o_giua') for text in self._results(figures, unit, code))
        return Hang(tuple(O((text,), kind) for text, kind in cells))

    def _plans(self, named: Named) -> tuple[str, Text]:
        """The unit and the plans of a figure, several of them divided by `;`."""
        name, con_so = named
        own = 'ke_hoach' if isinstance(con_so, ChiTieu) else ''
        by_giver = {g: quantity for g, (_, quantity) in con_so.plans(plan_day(self.writer.ho_so)).items()}
        unit = next((q.unit for q in by_giver.values() if q.unit), '')
        texts = [
            Text((Ref(_bare(quantity, unit), '.'.join(filter(None, (name, own, giver))), 'ke_hoach'),))
            for giver, quantity in by_giver.items()
        ]
        return unit, _joined(texts)

    def _results(self, figures: Sequence[Named], unit: str, code: str | None) -> Iterator[Text]:
        if self.ky is None:
            return
        yield _joined([self._result(named, unit) for named in figures])
        yield _joined(list(self._shares(figures[0]))) if len(figures) == 1 else EMPTY
        if self.with_change:
            yield self._change(figures[0]) if len(figures) == 1 else EMPTY
        yield self._judgement(code) if code else EMPTY

    def _result(self, named: Named, unit: str) -> Text:
        """The result as typed, an estimate said; never a blank."""
        value = done_of_total(named[1], self.ky.ma) if self.ky else None
        if value is None:
            return Text.glue("Chưa có")
        text = Text((Ref(_bare(value.quantity, unit), named[0], 'thuc_hien'),))
        return Text.glue("ước ") + text if value.is_estimate else text

    def _shares(self, named: Named) -> Iterator[Text]:
        """The percents of the plans (none of rates, whose judgement says enough), else those officially told."""
        name, con_so = named
        ky = self.ky.ma if self.ky else ''
        value = done_of_total(con_so, ky)
        plans = [plan for _, plan in con_so.plans(plan_day(self.writer.ho_so)).values()]
        told = [by.get(ky, by.get(f'uoc_{ky}')) for key, by in con_so.cong_bo.items() if key not in _TOLD]
        official = [rate.text.rstrip('%') for rate in told if rate]
        if value is None or any(plan.numbers for plan in plans):
            official = []
        for plan in plans if value else ():
            share = percent(value.quantity, plan) if value and not rate_sign(plan.unit) else None
            if share is not None and plan.bound not in (Bound.BELOW, Bound.AT_MOST):
                yield Text((Ref(shown(share, None), name, 'ty_le'),))
        for rate in official:
            yield Text((Ref(rate, name, 'cong_bo'),))

    def _change(self, named: Named) -> Text:
        name, con_so = named
        ky = self.ky.ma if self.ky else ''
        now, then = done_of_total(con_so, ky), same_period(con_so, ky)
        worded = change(now.quantity, then.quantity, None) if now and then and comparable(con_so) else None
        if worded is None:
            rates = ((key, con_so.cong_bo.get(key, {})) for key in _TOLD)
            told = ((key, by.get(ky, by.get(f'uoc_{ky}'))) for key, by in rates)
            worded = next((f'{_TOLD[key]}{rate.text}' for key, rate in told if rate), '')
        return Text((Ref(worded, name, 'tang_giam'),)) if worded else EMPTY

    def _judgement(self, code: str) -> Text:
        muc = self.muc[code]
        if muc is MucDanhGia.CHUA_DU_SO_LIEU:
            return Text.glue("Chưa nêu đánh giá")
        return Text((Ref(upper_first(muc.value), code, 'danh_gia'),))


def target_table(writer: Writer, node: ThanMuc, path: str) -> list[Khoi]:
    """The targets as a table: ordinal, name, unit, plan, and results in a paper of a period; a row for each figure
    of a target that names them.

    Notes stand in the list of the targets where the paper has one, else in the table.
    """
    lines = chosen(writer, node.bang_chi_tieu, f'{path}.bang_chi_tieu')
    ky = writer.ho_so.van_ban.ky_bao_cao
    muc = {one.chi_tieu.ma or '': one.muc for one in writer.judged}
    columns = _Columns(writer, ky, ky is not None and _has_changes(lines, ky), muc)
    rows = [head_row(*columns.heads)]
    elsewhere = listed(writer.ho_so)
    count = 0
    for line in lines:
        chi_tieu, at = line[2], f'{line[0]}:chi_tieu.{line[1]}'
        again = ALL in elsewhere or chi_tieu.ma in elsewhere
        if chi_tieu.nhom is not None:
            head = bold(writer.line(chi_tieu.nhom, f'{at}.nhom'))
            cell = O((without_notes(head) if again else head,), 'o_chu', len(columns.widths))
            rows.append(Hang((cell,), giu_voi_sau=True))
            continue
        count += 1
        rows += _target_rows(columns, line, count, again)
    return [table_block(Bang(columns.widths, tuple(rows)))] if lines else []


def _has_changes(lines: list[Line], ky: Ky) -> bool:
    """True where any figure of the lines can be compared with the same period."""
    figures = [figure for _, _, chi_tieu in lines for figure in (chi_tieu, *chi_tieu.chi_so.values())]
    return any(
        (same_period(figure, ky.ma) is not None and comparable(figure)) or set(_TOLD) & set(figure.cong_bo)
        for figure in figures
    )


def _target_rows(columns: _Columns, line: Line, count: int, again: bool) -> Iterator[Hang]:
    """The rows of a target; `again` where a list of the paper prints it with its notes."""
    writer, (key, place, chi_tieu) = columns.writer, line
    at, code = f'{key}:chi_tieu.{place}', str(chi_tieu.ma)
    parts = [(f'{code}.{figure}', chi_so) for figure, chi_so in chi_tieu.chi_so.items()]
    if not chi_tieu.ten:
        sentence = stripped(sentence_of(writer, chi_tieu, at))
        sentence = without_notes(sentence) if again else sentence
        if parts:
            joined = (
                parts if len(parts) > 1 else [(parts[0][0], parts[0][1].model_copy(update={'ke_hoach': {}}))]
            )
            yield columns.row(str(count), sentence, joined, code)
        else:
            yield columns.row(str(count), _measured(sentence), [(code, chi_tieu)], code)
        return
    name = stripped(writer.line(chi_tieu.ten, f'{at}.ten'))
    main = None if chi_tieu.ke_hoach else _main(chi_tieu)
    own = (f'{code}.{main}', chi_tieu.chi_so[main]) if main else (code, chi_tieu)
    yield columns.row(str(count), name, [own], code)
    for figure, chi_so in chi_tieu.chi_so.items():
        if figure != main:
            typed = writer.line(chi_so.ten, f'{at}.chi_so.{figure}.ten') if chi_so.ten else EMPTY
            part = typed or Text.glue(upper_first(figure.replace('_', ' ')))
            yield columns.row('', Text.glue('- ') + part, [(f'{code}.{figure}', chi_so)], None)


def _main(chi_tieu: ChiTieu) -> str | None:
    """The figure that the target itself is about: the first one without a name of its own."""
    return next((code for code, figure in chi_tieu.chi_so.items() if not figure.ten), None)


def _measured(sentence: Text) -> Text:
    """The sentence of a target without the figure at its end, and without the word that leads to it."""
    if len(sentence.pieces) < 2:  # nothing before the figure; no piece at all where a reference named nothing
        return sentence
    *rest, last = sentence.pieces
    several = sum(isinstance(piece, Ref) for piece in rest) > 0
    if several or not isinstance(last, Ref) or isinstance(rest[-1], NoteRef):
        return sentence
    lead = rest[-1]
    bare = _LEADING.sub('', lead.text.rstrip(' \N{NO-BREAK SPACE}:'))
    return Text((*rest[:-1], replace(lead, text=bare))) if bare.strip() else sentence


def _bare(quantity: Quantity, unit: str) -> str:
    """A quantity without the unit that its row tells."""
    return quantity.text.removesuffix(unit).strip() if unit and quantity.unit == unit else quantity.text


def _joined(texts: Sequence[Text]) -> Text:
    done = EMPTY
    for text in texts:
        done += (Text.glue('; ') if done else EMPTY) + text
    return done


def without_notes(text: Text) -> Text:
    """The text without its notes, which stand where it is printed first."""
    return Text(tuple(p for p in text.pieces if not isinstance(p, NoteRef)))
