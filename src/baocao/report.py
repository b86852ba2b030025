"""Findings and rows -> text that people read and editors click, or JSON lines for programs."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from baocao.errors import Finding, Span
from baocao.output import Status
from baocao.pipeline import Drafted
from baocao.rows import NAMED, Row, RowStatus, Tally, finding_record

if TYPE_CHECKING:
    from baocao.mau import BuiltIn, Checked, Copied

#: what stands before the sentence of a file that has no lines
_BAR = '      | '
#: lines longer than this are cut around the fault
_WIDTH = 100


def place(span: Span) -> str:
    """`file:line:column`, or the file and the words that say where inside a Word file."""
    if span.line:
        return f'{span.file}:{span.line}:{span.column or 1}'
    return f'{span.file}, {span.place}' if span.place else span.file


def finding_text(finding: Finding) -> str:
    """A finding as a block of lines: place, what is wrong, the faulty line with a caret, how to mend it."""
    lines = [f'{place(finding.span)}: {finding.level.value} {finding.code}: {finding.problem}']
    lines += _excerpt(finding)
    lines.append(f"  Cách sửa: {finding.remedy}")
    return '\n'.join(lines)


def _excerpt(finding: Finding) -> Iterator[str]:
    span = finding.span
    text = finding.excerpt.split('\n', 1)[0].expandtabs(1).rstrip()
    if not text:
        return
    if not span.line:
        yield from textwrap.wrap(
            _printable(text), _WIDTH, initial_indent=_BAR, subsequent_indent=_BAR, max_lines=3
        )
        return
    start = max(span.column - 1, 0)
    end = span.end_column - 1 if span.end_line == span.line and span.end_column > span.column else len(text)
    shift = max(0, start - _WIDTH // 2) if len(text) > _WIDTH else 0
    shown = text[shift : shift + _WIDTH]
    lead, tail = ('…' if shift else ''), ('…' if len(text) > shift + _WIDTH else '')
    before = _cells(_printable(lead + shown[: start - shift]))
    carets = max(1, _cells(_printable(shown[start - shift : max(end, start + 1) - shift])))
    yield f'{span.line:>6} | {_printable(lead + shown + tail)}'
    yield f'{"":>6} | {" " * before}{"^" * carets}'


def _printable(text: str) -> str:
    """The text without signs that would move the cursor or colour the screen."""
    return ''.join(c if c.isprintable() or c == ' ' else '\N{REPLACEMENT CHARACTER}' for c in text)


def _cells(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text
    )


def drafted_text(row: Drafted) -> str:
    """One line a paper: what became of it and where it lies."""
    if row.saved is None:
        count = sum(1 for f in row.findings if f.level.is_fault)
        return f"hỏng        {row.name}: {count} lỗi, chưa soạn được"
    word = row.saved.status.value
    if row.saved.status is Status.DA_CO_NGUOI_SUA and row.saved.beside:
        return f"giữ nguyên  {row.saved.path}: {word}; bản mới: {row.saved.beside}"
    return f'{word:<11} {row.saved.path}' + (f" (mẫu {row.mau[0]})" if row.mau else "")


def summary_text(rows: Iterable[Drafted]) -> str:
    """The last line: how many papers of each kind, how many faults and doubts."""
    rows = tuple(rows)
    saved = [r.saved for r in rows if r.saved is not None]
    parts = [f"soạn được {len(saved)}/{len(rows)} văn bản"]
    unchanged = sum(1 for s in saved if s.status is Status.KHONG_DOI)
    edited = sum(1 for s in saved if s.status is Status.DA_CO_NGUOI_SUA)
    faults = sum(1 for r in rows for f in r.findings if f.level.is_fault)
    doubts = sum(1 for r in rows for f in r.findings if not f.level.is_fault)
    parts += [f"{unchanged} không đổi"] if unchanged else []
    parts += [f"{edited} bản đã có người sửa được giữ nguyên"] if edited else []
    parts += [f"{faults} lỗi"] if faults else []
    parts += [f"{doubts} cảnh báo"] if doubts else []
    return f"Tổng kết: {', '.join(parts)}."


def drafted_json(row: Drafted) -> str:
    """One JSON line a paper."""
    saved = row.saved
    return to_json(
        {
            'paper': row.name,
            'status': saved.status.value if saved else "hỏng",
            'path': str(saved.path) if saved else None,
            'beside': str(saved.beside) if saved and saved.beside else None,
            'mau': list(row.mau),
            'findings': [finding_record(f) for f in row.findings],
        }
    )


def built_in_text(row: BuiltIn) -> str:
    """A template of the program: its file, what it is, and below it what it is for."""
    kinds = textwrap.fill(
        f"dùng cho: {', '.join(row.serves)}", _WIDTH, initial_indent=' ' * 6, subsequent_indent=' ' * 6
    )
    return f"  {row.name}: {row.what}\n{kinds}"


def built_in_record(row: BuiltIn) -> dict[str, object]:
    """A template of the program as a JSON object."""
    return {'name': row.name, 'what': row.what, 'serves': list(row.serves)}


def checked_text(row: Checked) -> str:
    """One line a template that was checked: as what, with what outcome."""
    faults = sum(1 for f in row.findings if f.level.is_fault)
    doubts = len(row.findings) - faults
    counts = [f"{n} {word}" for n, word in ((faults, "lỗi"), (doubts, "cảnh báo")) if n]
    role = f" (kiểm tra như {row.role})" if row.role and row.role != row.name.rpartition('/')[2] else ""
    return f"{row.name}{role}: {', '.join(counts) or 'dùng được'}"


def checked_record(row: Checked) -> dict[str, object]:
    """A template that was checked as a JSON object."""
    return {
        'name': row.name,
        'role': row.role or None,
        'findings': [finding_record(f) for f in row.findings],
    }


def copied_text(row: Copied) -> str:
    """One line a template that was copied or left."""
    word = "đã chép" if row.made else "giữ nguyên" if row.kept else "đã có"
    return f'{word:<11} {row.path}'


def copied_record(row: Copied) -> dict[str, object]:
    """A template that was copied or left, as a JSON object."""
    return {
        'path': str(row.path),
        'copied': row.made,
        'findings': [finding_record(row.kept)] if row.kept else [],
    }


def to_json(record: dict[str, object]) -> str:
    """A record as one line of JSON; letters that no encoding can write are escaped."""
    text = json.dumps(record, ensure_ascii=False)
    return text.encode('utf-8', 'backslashreplace').decode()


def batch_text(tally: Tally, page: Path) -> str:
    """The end of a batch: counts by status, papers that failed, edited drafts left alone, findings by code, totals."""
    return ''.join(f'{line}\n' for line in _batch_lines(tally, page))


def _batch_lines(tally: Tally, page: Path) -> Iterator[str]:
    width = len(str(max(tally.by_status.values(), default=0)))
    for status in RowStatus:
        if number := tally.by_status[status]:
            yield f'{status.value:<15} {number:>{width}}'
    if tally.failed:
        yield f"\nVăn bản hỏng ({tally.by_status[RowStatus.HONG]}):"
        yield from sorted(map(_failed_text, tally.failed))
        yield from _more(tally.by_status[RowStatus.HONG], "văn bản", page)
    if tally.edited:
        yield f"\nBản đã có người sửa, được giữ nguyên ({tally.by_status[RowStatus.DA_CO_NGUOI_SUA]}):"
        yield from sorted(_edited_text(row) for row in tally.edited)
        yield from _more(tally.by_status[RowStatus.DA_CO_NGUOI_SUA], "văn bản", page)
    if tally.by_code:
        yield "\nLỗi và cảnh báo theo loại:"
        most = max(tally.by_code.values())
        for code, number in sorted(tally.by_code.items(), key=lambda one: (-one[1], one[0]))[:NAMED]:
            first = tally.firsts[code]
            said = textwrap.shorten(_printable(first.problem), _WIDTH, placeholder="…")
            yield f'  {code} {number:>{len(str(most))}}  {first.level.value}: {said}'
        yield from _more(len(tally.by_code), "loại", page)
    doubts = tally.by_level.total() - tally.faults
    failed = tally.by_status[RowStatus.HONG]
    yield (
        f"\nTổng kết: soạn được {tally.papers - failed}/{tally.papers} văn bản, {tally.faults} lỗi, "
        f"{doubts} cảnh báo. Xem {page}"
    )


def _failed_text(row: Row) -> str:
    first = next((f for f in row.findings if f.level.is_fault), None)
    who = f" ({', '.join(filter(None, (row.don_vi, row.ky)))})" if row.don_vi or row.ky else ""
    if first is None:
        return _printable(f'  {row.paper}{who}')
    where = place(first.span) if first.span.file == row.paper else f'{row.paper}: {place(first.span)}'
    return _printable(f'  {where}{who}: {first.code}: {first.problem}')


def _edited_text(row: Row) -> str:
    return _printable(f'  {row.path}' + (f"; bản mới: {row.beside}" if row.beside else ""))


def _more(number: int, what: str, page: Path) -> Iterator[str]:
    if number > NAMED:
        yield f"  … và {number - NAMED} {what} nữa, xem {page}"
