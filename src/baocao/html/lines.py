"""A paper, or what disagrees between papers -> a line of a table of the page."""

from __future__ import annotations

from baocao.errors import Finding
from baocao.html.words import link, place, safe
from baocao.rows import Across, Row, RowStatus


def paper_line(row: Row, in_words: bool) -> str:
    """The line of a paper: draft, data, unit, period, what became of it, findings; `in_words` its first fault too."""
    title = row.paper.rpartition('/')[2] or row.paper
    name = _linked(row.path, row.path) if row.path else safe(title)
    source = '' if row.path and row.path.rpartition('.')[0] == row.paper.rpartition('.')[0] else row.paper
    under = f'<small>{safe(source)}</small>' if source and source != title else ''
    return (
        f'<tr><th scope="row">{name}{under}</th><td>{safe(row.don_vi)}</td><td>{safe(row.ky)}</td>'
        f'<td>{_status(row)}</td><td>{_findings(row.findings, in_words)}</td></tr>\n'
    )


def across_line(across: Across) -> str:
    """The line of a folder or unit whose papers disagree: its name, the findings by code, the first (there is one) in words."""
    return (
        f'<tr><th scope="row">{safe(across.name)}</th>'
        f'<td>{_counts(across.findings)}<p>{safe(across.findings[0].problem)}</p></td></tr>\n'
    )


def _linked(path: str, text: str) -> str:
    return f'<a href="{link(path)}">{safe(text)}</a>'


def _status(row: Row) -> str:
    said = safe(row.status.value)
    if not row.beside:
        return said
    what = "bản của người sửa" if row.status is RowStatus.DA_THAY else "bản mới"
    return f'{said}<small>{what}: {_linked(row.beside, row.beside.rpartition("/")[2])}</small>'


def _findings(findings: tuple[Finding, ...], in_words: bool) -> str:
    if not findings:
        return ''
    fault = next((f for f in findings if f.level.is_fault), None)
    if fault is None:
        return _counts(findings)
    where = f'<small>{safe(place(fault.span))}</small>'
    if not in_words:
        return f'{_counts(findings)}{where}'
    said = f'<p>{_code(fault)}: {safe(fault.problem)}</p>{where}<p class="sua">{safe(fault.remedy)}</p>'
    return f'{_counts(findings)}{said}'


def _code(finding: Finding) -> str:
    return f'<a href="#{safe(finding.code)}">{safe(finding.code)}</a>'


def _counts(findings: tuple[Finding, ...]) -> str:
    """How many faults and doubts; the code of the first of each links to the findings of that code."""
    parts = []
    for word, chosen in (
        ("lỗi", [f for f in findings if f.level.is_fault]),
        ("cảnh báo", [f for f in findings if not f.level.is_fault]),
    ):
        if chosen:
            parts.append(f'<a href="#{safe(chosen[0].code)}">{len(chosen)} {word}</a>')
    return ', '.join(parts)
