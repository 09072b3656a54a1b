"""What each regime's ownership test says of each party of a shipment, with the path that earned it.

Who is designated comes in as plain facts. Whether the regime was in force that day is law's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from endgate.network.build import build
from endgate.network.control import controlled
from endgate.network.explain import Explained
from endgate.network.model import Graph, Regime, Verdict
from endgate.network.ownership import OwnershipResult, ownership
from endgate.network.regimes import regimes
from endgate.shipment.model import Shipment
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Exposure:
    """One party under one regime: the ownership test alone. ``control`` stands beside it and is never folded in.

    ``min`` and ``max`` bound the share (percent) that reached owners hold, rounded outwards to six places.
    ``base_parties`` are the party ids of the designated owners it goes back to, ``path`` explains it line by line,
    ``unknowns`` are the questions that would settle a MAY.
    """

    party: str
    regime: str
    verdict: Verdict
    min: Decimal
    max: Decimal
    base_parties: tuple[str, ...]
    as_of: date
    control: Truth = Truth.UNKNOWN
    path: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    unattributed: Decimal = Decimal(0)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Base:
    """The designated persons of one regime, by establishments' legal persons too."""

    sure: frozenset[str]
    open: frozenset[str]


def expand(
    shipment: Shipment,
    confirmed: Mapping[str, tuple[str, ...]],
    possible: Mapping[str, tuple[str, ...]],
    as_of: date,
) -> tuple[Exposure, ...]:
    """Name every party that designated owners reach or hold a share in, under each regime of ``regimes.csv`` that day.

    ``confirmed`` and ``possible`` map party ids to base words (``us_blocked eu_freeze uk_freeze us_entity_list
    us_meu us_sdn_744_8``): matches that a person confirmed, and matches still open. Raises EndgateError for shares
    that cannot be read.
    """
    if not shipment.links and not any(party.head for party in shipment.parties):
        return ()
    graph = build(shipment, as_of)
    found: list[Exposure] = []
    for regime in regimes(as_of):
        base = _base(regime, confirmed, possible)
        if base.sure or base.open:
            results = ownership(graph, regime, base.sure, base.open, as_of)
            found += _exposures(shipment, graph, regime, base, results, as_of)
    return tuple(found)


def _base(regime: Regime, confirmed: Mapping[str, tuple[str, ...]], possible: Mapping[str, tuple[str, ...]]) -> _Base:
    sure = frozenset(party for party, words in confirmed.items() if set(words) & set(regime.base))
    maybe = frozenset(party for party, words in possible.items() if set(words) & set(regime.base))
    return _Base(sure, maybe - sure)


def _exposures(
    shipment: Shipment,
    graph: Graph,
    regime: Regime,
    base: _Base,
    results: dict[str, OwnershipResult],
    as_of: date,
) -> Iterator[Exposure]:
    case = Explained(graph, regime, results, base.sure, base.open, as_of)
    for party in shipment.parties:
        if party.id in base.sure:
            continue
        person = graph.person_of(party.id)
        control = controlled(graph, person, base.sure, results)
        if person != party.id and person in base.sure | base.open:
            yield _establishment(case, party.id, person)
        elif person in results and (results[person].share.hi > 0 or results[person].verdict is not Verdict.NO):
            yield _exposure(case, party.id, person, control)
        elif control is Truth.TRUE:
            yield Exposure(
                party.id,
                regime.id,
                Verdict.NO,
                Decimal(0),
                Decimal(0),
                tuple(sorted({tie.holder for tie in graph.ties if tie.held == person} & (base.sure | base.open))),
                as_of,
                control,
                (f"{graph.name(person)} is controlled by a designated party; no share is stated",),
            )


def _establishment(case: Explained, party: str, person: str) -> Exposure:
    sure = person in case.base
    name, head = case.graph.name(party), case.graph.name(person)
    return Exposure(
        party=party,
        regime=case.regime.id,
        verdict=Verdict.MUST if sure else Verdict.MAY,
        min=Decimal(100 if sure else 0),
        max=Decimal(100),
        base_parties=(person,),
        as_of=case.as_of,
        path=(f"{name} is an establishment of {head}, which is designated: one and the same legal person",),
        unknowns=() if sure else (f"is {head} the designated party?",),
    )


def _exposure(case: Explained, party: str, person: str, control: Truth) -> Exposure:
    result = case.results[person]
    via = (f"{case.graph.name(party)} is an establishment of {case.graph.name(person)}",) if party != person else ()
    return Exposure(
        party=party,
        regime=case.regime.id,
        verdict=result.verdict,
        min=_rounded(result.share.lo, ROUND_FLOOR),
        max=_rounded(result.share.hi, ROUND_CEILING),
        base_parties=case.base_of(person),
        as_of=case.as_of,
        control=control,
        path=(*via, *case.path(person)),
        unknowns=case.questions(person),
        unattributed=_rounded(result.unattributed, ROUND_CEILING),
        notes=(*result.notes, *case.graph.notes),
    )


def _rounded(value: Fraction, rounding: str) -> Decimal:
    millionths = value * 1_000_000
    whole = millionths.numerator // millionths.denominator
    if rounding == ROUND_CEILING and whole != millionths:
        whole += 1
    rounded = (Decimal(whole) / 1_000_000).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
