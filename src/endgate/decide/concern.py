"""The second ledger: what might be going on. Hypotheses with their indicators, evidence and a grade from a table.

Nothing here can say what law says, and nothing of law is read: the inputs are classifications, identities, claims and
flags. Grades come from the first fitting row of ``data/decide/concern.toml``, never from a sum.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.decide.case import Case
from endgate.decide.identity import Standing
from endgate.evidence.model import Claim, ClaimFile
from endgate.evidence.vocabulary import ClaimType
from endgate.evidence.weigh import Hypothesis
from endgate.goods.model import Status
from endgate.terms.truth import Truth

ENOUGH_ORIGINS = 2


class ConcernGrade(StrEnum):
    """How grave a hypothesis is, by the table."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"

    @property
    def rank(self) -> int:
        return list(ConcernGrade).index(self)


@dataclass(frozen=True)
class Indicator:
    """One indicator that is present, with what earned it."""

    name: str
    says: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Concern:
    """One hypothesis: contribution of this deal to a programme."""

    programme: str
    hypothesis: str
    grade: ConcernGrade
    indicators: tuple[Indicator, ...]
    claims: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    unnamed: int = 0
    denials: tuple[str, ...] = ()


@cache
def _table() -> Mapping[str, Any]:
    text = files("endgate").joinpath("data/decide/concern.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def concerns(case: Case, claims: ClaimFile) -> tuple[Concern, ...]:
    """Every hypothesis that at least one indicator speaks for, gravest first."""
    found = [concern for programme in _table()["programmes"] for concern in _of_programme(case, claims, programme)]
    return tuple(sorted(found, key=lambda each: (-each.grade.rank, each.programme)))


def _of_programme(case: Case, claims: ClaimFile, programme: str) -> Iterator[Concern]:
    evidence = _evidence(case, claims, programme)
    present = {name for name, sources in evidence.items() if sources}
    grade = _grade(present)
    if grade is None:
        return
    inputs = _inputs(case, programme)
    says = _table()["indicators"]
    yield Concern(
        programme=programme,
        hypothesis=f"the deal contributes to a {programme} programme",
        grade=grade,
        indicators=tuple(Indicator(name, says[name], evidence[name]) for name in says if name in present),
        claims=_unique(claim for each in inputs for claim in each.claims),
        origins=_unique(origin for each in inputs for origin in each.origins),
        unnamed=sum(each.unnamed for each in inputs),
        denials=_unique(claim for each in inputs for claim in each.denials),
    )


def _grade(present: set[str]) -> ConcernGrade | None:
    for row in _table()["rows"]:
        if set(row["when"]) <= present:
            return ConcernGrade(row["grade"])
    return None


def _evidence(case: Case, claims: ClaimFile, programme: str) -> dict[str, tuple[str, ...]]:
    """What is present for this programme, by indicator."""
    row = _table()["programmes"][programme]
    by_id = {claim.id: claim for claim in claims.claims}
    inputs = _inputs(case, programme)
    speaking = [by_id[claim] for each in inputs for claim in each.claims if claim in by_id]
    watched = set(row["destinations"])
    pointed = [each for each in case.indications if each.country in watched]
    touches = bool(speaking or _near(case, programme) or _listed(case, programme))
    return {
        "listed_item": _listed(case, programme),
        "near_miss": _near(case, programme),
        "suitable": _typed(speaking, ClaimType.SUITABILITY),
        "destination_declared": _declared(case, watched),
        "destination_indicated": _unique(claim for each in pointed for claim in each.claims) if touches else (),
        "corroborated": _corroborated(o for each in pointed for o in each.origins),
        "use_claimed": _typed(speaking, ClaimType.END_USE_CONCERN, ClaimType.TRANSFER, ClaimType.PROCUREMENT),
        "use_observed": _typed(speaking, ClaimType.OBSERVED_USE),
        "contribution_claimed": _typed(speaking, ClaimType.CONTRIBUTION),
        "listed_party": _designated(case) if touches else (),
        "open_flag": _unique(f.id for f in case.open_flags() if set(f.propositions) & set(row["propositions"])),
    }


def _inputs(case: Case, programme: str) -> list[Hypothesis]:
    propositions = _table()["programmes"][programme]["propositions"]
    return [each for each in case.weighed.concern_inputs if each.programme.proposition in propositions]


def _listed(case: Case, programme: str) -> tuple[str, ...]:
    return _unique(
        f"item:{item}:{entry.path or entry.entry}"
        for item, result in case.items.items()
        for each in result.lists
        for entry in each.entries
        if entry.status is Status.LISTED and entry.programme.value == programme
    )


def _near(case: Case, programme: str) -> tuple[str, ...]:
    missed = [
        f"item:{item}:{miss.path}"
        for item, result in case.items.items()
        for miss in result.near_misses
        if miss.programme.value == programme
    ]
    unsettled = [
        f"item:{item}:{entry.path or entry.entry}"
        for item, result in case.items.items()
        for each in result.lists
        for entry in each.entries
        if entry.status is Status.UNDETERMINED and entry.programme.value == programme
    ]
    return _unique((*missed, *unsettled))


def _declared(case: Case, watched: set[str]) -> tuple[str, ...]:
    destination = case.shipment.declared_destination
    return (f"shipment:declared_destination={destination}",) if destination in watched else ()


def _typed(claims: Iterable[Claim], *types: ClaimType) -> tuple[str, ...]:
    return _unique(claim.id for claim in claims if claim.type in types)


def _corroborated(origins: Iterable[str]) -> tuple[str, ...]:
    found = _unique(origins)
    return found if len(found) >= ENOUGH_ORIGINS else ()


def _designated(case: Case) -> tuple[str, ...]:
    return _unique(
        f"party:{party}={identity.listed}"
        for party, screened in case.screened.items()
        for identity in screened.identities
        if identity.standing is Standing.CONFIRMED and any(each.truth is Truth.TRUE for each in identity.listings)
    )


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
