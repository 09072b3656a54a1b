"""Where the goods go: declared, indicated and documented, side by side, with the legs and what they touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from endgate.routes.detectors.run import run
from endgate.routes.faults import impossible, route_faults
from endgate.routes.legs import continues_to, last_documented, on_the_way, place_text, touched, whole
from endgate.routes.plausibility import Plausibility, plausibility
from endgate.routes.readings import Reading, readings
from endgate.shipment.flags import FlagFacts, FlagInput
from endgate.shipment.indications import Aspect, Flag, Indication
from endgate.shipment.model import LegPlace, Role, Shipment
from endgate.terms.faults import Fault
from endgate.terms.places import CountryCode, exists
from endgate.terms.truth import Truth, all_of


@dataclass(frozen=True)
class DestinationView:
    """One aspect in three columns: what was declared, what claims point to, what transport papers show.

    ``agree`` is T when something beside the declaration is known and all of it says the same, F when some of it says
    otherwise, U when nothing is known beside it or what is known may merely lie on the way.
    """

    aspect: Aspect
    declared: str
    indicated: tuple[str, ...]
    documented: tuple[str, ...]
    agree: Truth
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class RouteAssessment:
    """What the route says. ``touched`` are the countries at the ends of stated legs; ``whole`` tells whether the legs
    run without a gap from where the goods lie to the declared destination."""

    views: tuple[DestinationView, ...]
    flags: tuple[Flag, ...]
    touched: tuple[CountryCode, ...] = ()
    ends: tuple[CountryCode, ...] = ()
    whole: Truth = Truth.UNKNOWN
    last_documented: LegPlace | None = None
    notes: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    plausible: tuple[Plausibility, ...] = ()
    faults: tuple[Fault, ...] = ()

    def transits(self, country: str) -> Truth:
        """Does the route pass the country between its ends? UNKNOWN while a gap may run through it."""
        if country in self.ends:
            return Truth.FALSE
        if country in self.touched:
            return Truth.TRUE
        return Truth.FALSE if self.whole is Truth.TRUE else Truth.UNKNOWN


def assess(
    shipment: Shipment,
    indications: tuple[Indication, ...],
    as_of: date,
    restricted: Mapping[str, tuple[str, ...]] | None = None,
    unreviewed: int = 0,
    facts: FlagFacts | None = None,
) -> RouteAssessment:
    """Compare the views of the destination and run the red flags.

    ``restricted`` maps item ids to destinations for which law has a STOP or LICENCE finding; without it RF-047 is U.
    ``unreviewed`` is the number of claims that nobody has confirmed or rejected yet. Impossible legs are told as faults
    and count for nothing else. Pass ``facts`` for detectors that read registers, papers, payments or statistics.
    """
    stated, faults = shipment, route_faults(shipment) if shipment.route else ()
    unable = impossible(shipment) if faults else frozenset()
    if unable:
        legs = tuple(leg for index, leg in enumerate(stated.route) if index not in unable)
        shipment = replace(stated, route=legs)
    known = tuple(each for each in indications if each.known_from is None or each.known_from <= as_of)
    ends = (shipment.goods_location, shipment.declared_destination)
    given = FlagInput(shipment, as_of, indications, unreviewed, restricted, facts or FlagFacts())
    flags = run(given)
    return RouteAssessment(
        views=tuple(_views(shipment, indications)),
        flags=flags,
        touched=touched(shipment.route),
        ends=tuple(dict.fromkeys(country for country in ends if country is not None)),
        whole=Truth.UNKNOWN if unable else whole(shipment),
        last_documented=last_documented(shipment.route),
        notes=tuple(_notes(shipment, as_of, len(indications) - len(known))),
        readings=readings(shipment, indications),
        plausible=plausibility(shipment, flags),
        faults=faults,
    )


def _notes(shipment: Shipment, as_of: date, later: int) -> Iterator[str]:
    if later:
        yield f"{later} indications were recorded after {as_of}"
    for country in dict.fromkeys((*touched(shipment.route), shipment.declared_destination, shipment.goods_location)):
        if country is not None and exists(country, as_of) is Truth.FALSE:
            yield f"{country} did not exist on {as_of}"


def _views(shipment: Shipment, indications: tuple[Indication, ...]) -> Iterator[DestinationView]:
    for aspect, declared in _declared(shipment).items():
        pointed = [each for each in indications if each.aspect is aspect]
        papers = _papers(shipment) if aspect is Aspect.DESTINATION else ()
        if declared or pointed or papers:
            yield DestinationView(
                aspect=aspect,
                declared=declared,
                indicated=tuple(dict.fromkeys(_shown(each) for each in pointed)),
                documented=papers,
                agree=_agree(shipment, aspect, declared, pointed),
                evidence=tuple(dict.fromkeys(f"claim:{claim}" for each in pointed for claim in each.claims)),
            )


def _declared(shipment: Shipment) -> dict[Aspect, str]:
    use = shipment.end_use
    return {
        Aspect.DESTINATION: shipment.declared_destination or "",
        Aspect.CONSIGNEE: _names(shipment, Role.CONSIGNEE),
        Aspect.END_USER: _names(shipment, Role.END_USER),
        Aspect.END_USE: "" if use is None else use.statement,
    }


def _names(shipment: Shipment, role: Role) -> str:
    return "; ".join(party.name for party in shipment.in_role(role))


def _shown(each: Indication) -> str:
    if each.country is None or each.country == each.indicated:
        return each.indicated
    return f"{each.indicated} ({each.country})"


def _papers(shipment: Shipment) -> tuple[str, ...]:
    last = last_documented(shipment.route)
    return () if last is None else (place_text(last),)


def _agree(shipment: Shipment, aspect: Aspect, declared: str, pointed: Iterable[Indication]) -> Truth:
    answers = [_same(aspect, declared, each) for each in pointed]
    last = last_documented(shipment.route)
    if aspect is Aspect.DESTINATION and last is not None and declared:
        answers.append(_paper_agrees(shipment, last))
    if not answers or not declared:
        return Truth.UNKNOWN
    return all_of(answers)


def _same(aspect: Aspect, declared: str, each: Indication) -> Truth:
    if aspect is Aspect.DESTINATION and each.country is not None:
        return Truth.of(each.country == declared)
    return Truth.of(each.indicated.casefold() == declared.casefold())


def _paper_agrees(shipment: Shipment, last: LegPlace) -> Truth:
    declared = shipment.declared_destination
    if declared is None:
        return Truth.UNKNOWN
    if continues_to(shipment.route, last, declared):
        return Truth.UNKNOWN
    return on_the_way(last.country, declared)
