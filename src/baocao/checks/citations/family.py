"""Citations: the number, date and subject of a cited text must agree with each other, with every other place that
cites it and with the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from baocao.checks.citations.alone import (
    is_of,
    later,
    number_and_date,
    own_heading,
    results_too_early,
    type_and_symbol,
)
from baocao.checks.citations.dates import bad_dates
from baocao.checks.citations.issuers import UNTOLD, Issuer, at_home, read_issuer
from baocao.checks.citations.order import bases_later, carried_out_too_early, out_of_register
from baocao.checks.citations.pairs import (
    day_conflicts,
    number_conflicts,
    short_conflicts,
    symbol_conflicts,
    year_conflicts,
)
from baocao.checks.citations.reader import Citation, citations
from baocao.checks.citations.variants import Scope
from baocao.checks.citations.years import odd_years
from baocao.checks.model import Conflict, Paper
from baocao.checks.reading.identity import Identity, identity


class Claim(NamedTuple):
    """A text that one paper cites, with the office whose paper it is (UNTOLD where unknown)."""

    cited: Citation
    office: Issuer


def check(paper: Paper) -> Iterator[Conflict]:
    """What the citations of one paper contradict (SL261 to SL268)."""
    yield from bad_dates(paper)
    found = citations(paper)
    if not found:
        return
    own = identity(paper)
    for citation in found:
        yield from own_heading(citation, own)
    cited = tuple(c for c in found if not _is_own(c, own))
    for citation in cited:
        yield from number_and_date(citation)
        yield from type_and_symbol(citation)
        yield from later(citation, own)
        yield from results_too_early(citation)
    yield from carried_out_too_early(cited)
    yield from bases_later(paper, own, cited)
    yield from odd_years(cited)
    yield from out_of_register(cited)
    yield from _pairs(cited, Scope())
    yield from short_conflicts(cited)


def collect(paper: Paper) -> tuple[Claim, ...]:
    """The texts that a paper cites, and the paper itself where its head has number and date, each once."""
    own = identity(paper)
    office = read_issuer(own.co_quan)[0] if own.co_quan else UNTOLD
    claims: dict[object, Claim] = {}
    for found in citations(paper):
        cited = found._replace(issuer=at_home(found.issuer, office))
        if _is_own(cited, own):
            if not own.ngay or not own.ngay.full:
                continue
            cited = cited._replace(issuer=office, date=own.ngay.full, dated=None)
        claims.setdefault((cited.key, cited.date, cited.issuer, cited.subject), Claim(cited, office))
    return tuple(claims.values())


def compare(papers: Sequence[tuple[Claim, ...]]) -> Iterator[Conflict]:
    """What the citations of several papers contradict in each other (SL262, SL267)."""
    homes = {id(claim.cited): (n, claim.office) for n, claims in enumerate(papers) for claim in claims}
    return _pairs(tuple(claim.cited for claims in papers for claim in claims), Scope(homes))


def _pairs(cited: tuple[Citation, ...], scope: Scope) -> Iterator[Conflict]:
    yield from day_conflicts(cited, scope)
    yield from number_conflicts(cited, scope)
    yield from symbol_conflicts(cited, scope)
    yield from year_conflicts(cited, scope)


def _is_own(cited: Citation, own: Identity) -> bool:
    """True where the paper names itself; with an issuer it may be another text of its number."""
    return is_of(cited, own) and not cited.issuer.organ
