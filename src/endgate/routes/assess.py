"""Where the goods go: declared, indicated and documented, side by side, with the legs and what they touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from endgate.shipment.indications import Aspect, Flag, Indication
from endgate.shipment.model import LegPlace, Shipment
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class DestinationView:
    """One aspect in three columns. ``agree`` is T when all that is known points to one value, F when not, U when
    nothing but the declaration, or nothing at all, is known."""

    aspect: Aspect
    declared: str
    indicated: tuple[str, ...]
    documented: tuple[str, ...]
    agree: Truth
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class RouteAssessment:
    """What the route says. ``touched`` are countries of declared or documented legs; ``whole`` tells whether the legs
    run without a gap from where the goods lie to the declared destination."""

    views: tuple[DestinationView, ...]
    flags: tuple[Flag, ...]
    touched: tuple[CountryCode, ...] = ()
    whole: Truth = Truth.UNKNOWN
    last_documented: LegPlace | None = None
    notes: tuple[str, ...] = ()

    def transits(self, country: str) -> Truth:
        """Does the route pass the country between its ends? UNKNOWN while a gap may run through it."""
        raise NotImplementedError


def assess(
    shipment: Shipment,
    indications: tuple[Indication, ...],
    as_of: date,
    restricted: Mapping[str, tuple[str, ...]] | None = None,
) -> RouteAssessment:
    """Compare the views of the destination and run the route's detectors.

    ``restricted`` maps item ids to destinations for which law has a STOP or LICENCE finding; without it RF-047 is U.
    """
    raise NotImplementedError
