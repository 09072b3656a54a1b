"""The route of a shipment: its legs with place, mode and standing, as stated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from endgate.terms.dates import Day
from endgate.terms.places import CountryCode


class LegMode(StrEnum):
    """Mode of transport."""

    SEA = "sea"
    AIR = "air"
    ROAD = "road"
    RAIL = "rail"
    INLAND_WATER = "inland_water"
    POST = "post"


class LegStatus(StrEnum):
    """What stands behind a leg of the route."""

    PLANNED = "planned"
    BOOKED = "booked"
    DOCUMENTED = "documented"
    OBSERVED = "observed"


@dataclass(frozen=True)
class LegPlace:
    """One end of a leg: country, and a UN/LOCODE or name where stated."""

    country: CountryCode
    name: str = ""
    locode: str = ""


@dataclass(frozen=True)
class Leg:
    """One leg of the route, as declared or documented. ``vessel`` is a name, an IMO number or both, as written."""

    start: LegPlace
    end: LegPlace
    mode: LegMode
    status: LegStatus = LegStatus.PLANNED
    vessel: str = ""
    carrier: str = ""
    departs: Day | None = None
    arrives: Day | None = None
    source: str = ""
