"""Findings of secret papers: told with their place, without a word of what the paper says.

A paper with `do_mat` is under the law on state secrets; records, pages and screens outlive the paper, so
nothing of its text may stand in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec.structs import replace

from baocao.errors import Finding
from baocao.regexes import regex

#: a key `do_mat` with a value, also in a file that cannot be read as YAML
_MARK = regex(r'^[ \t]*["\']?do_mat["\']?[ \t]*:[ \t]*[^ \t\r\n#]', re.MULTILINE)
#: the marks as they are printed (Phụ lục I, Phần I, Mục II khoản 10)
_STAMPS = frozenset(("MẬT", "TỐI MẬT", "TUYỆT MẬT"))
_QUOTED = regex(r'«([^»]*)»')
_CODE = regex(r'[a-z][a-z0-9_.]*')
#: what is found in spreadsheets
_OF_SHEETS = frozenset(f'DL{number}' for number in range(130, 146))
#: what the checks of figures find: their sentences are made of what the paper says
_COMPARED = regex(r'SL2[0-9]{2}')
_SOMETHING = "Số liệu tại đây không khớp với chỗ khác; không nêu chi tiết vì văn bản có độ mật."
_THERE = "Mở văn bản, đối chiếu số liệu tại chỗ này."
_NUMERAL = regex(r'[0-9][0-9.,/]*[0-9]|[0-9]')
#: a run of this many letters that stands in the paper is taken to come from it
_SHORTEST = 12


def is_secret(text: str) -> bool:
    """True where the text of a data file carries a mark of secrecy."""
    return _MARK.search(text) is not None


def is_stamped(lines: Iterable[str]) -> bool:
    """True where one of the lines of a printed paper is a mark of secrecy and nothing else."""
    return any(' '.join(line.split()) in _STAMPS for line in lines)


def veiled(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """The findings without excerpts, and with `…` for whatever of their sentences stands in the text; of a
    spreadsheet that a table is taken from, nothing is quoted at all."""
    flat = _flat(text)
    return tuple(_veiled_one(f, flat) for f in findings)


def _veiled_one(finding: Finding, flat: str) -> Finding:
    if finding.code in _OF_SHEETS:
        return _of_sheet(finding)
    if _COMPARED.fullmatch(finding.code):
        return replace(finding, excerpt='', problem=_SOMETHING, remedy=_THERE)
    veiled = _of_text(finding, flat)
    return _without_figures(veiled) if finding.code.startswith('SL') else veiled


def _without_figures(finding: Finding) -> Finding:
    """The finding with `…` for every numeral: sums show the figures that they are made of."""
    problem, remedy = (_NUMERAL.sub('…', sentence) for sentence in (finding.problem, finding.remedy))
    return replace(finding, problem=problem, remedy=remedy)


def _of_text(finding: Finding, flat: str) -> Finding:
    problem, remedy = _veiled(finding.problem, flat), _veiled(finding.remedy, flat)
    return replace(finding, excerpt='', problem=problem, remedy=remedy)


def _of_sheet(finding: Finding) -> Finding:
    span = replace(finding.span, place=_QUOTED.sub("«…»", finding.span.place))
    problem, remedy = (_QUOTED.sub("«…»", sentence) for sentence in (finding.problem, finding.remedy))
    return replace(finding, span=span, excerpt='', problem=problem, remedy=remedy)


def _flat(text: str) -> str:
    return ' '.join(unicodedata.normalize('NFC', text).split()).casefold()


def _veiled(sentence: str, flat: str) -> str:
    def quoted(found: re.Match[str]) -> str:
        inner = found[1].strip(' …')
        hidden = inner and not _CODE.fullmatch(inner) and _flat(inner) in flat
        return "«…»" if hidden else found[0]

    return _without_runs(_QUOTED.sub(quoted, sentence), flat)


def _without_runs(sentence: str, flat: str) -> str:
    """The sentence with `…` for every long run of letters that stands in the text."""
    done, at = '', 0
    while at < len(sentence):
        length = _SHORTEST
        if _flat_run(sentence, at, length) not in flat:
            done += sentence[at]
            at += 1
            continue
        while at + length < len(sentence) and _flat_run(sentence, at, length + 1) in flat:
            length += 1
        done += '…'
        at += length
    return done


def _flat_run(sentence: str, at: int, length: int) -> str:
    run = sentence[at : at + length]
    return re.sub(r'\s+', ' ', run).casefold() if len(run) == length else '\0'
