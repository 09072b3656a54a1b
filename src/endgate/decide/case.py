"""Everything the stages said of one shipment on one pair of days: what the facts table is filled from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from endgate.decide.identity import Screened
from endgate.decide.view import View
from endgate.edition.opened import Edition
from endgate.evidence.weigh import Weighed
from endgate.goods.model import ItemResult
from endgate.network.exposure import Exposure
from endgate.routes.assess import RouteAssessment
from endgate.shipment.indications import Flag, Indication
from endgate.shipment.knowledge import Knowledge
from endgate.shipment.model import Shipment


@dataclass(frozen=True)
class Case:
    """The typed results of every stage before law."""

    shipment: Shipment
    edition: Edition
    as_of: date
    known_as_of: date
    views: tuple[View, ...]
    screened: Mapping[str, Screened]
    exposures: tuple[Exposure, ...]
    items: Mapping[str, ItemResult]
    weighed: Weighed
    route: RouteAssessment
    indications: tuple[Indication, ...]
    flags: tuple[Flag, ...]
    knowledge: tuple[Knowledge, ...]

    def open_flags(self) -> tuple[Flag, ...]:
        """Flags that fired and that nobody closed by ``known_as_of``."""
        return tuple(flag for flag in self.flags if flag.fired.value == "T" and not self.closed(flag))

    def closed(self, flag: Flag) -> bool:
        return bool(flag.closed_by) and (flag.closed_on is None or flag.closed_on <= self.known_as_of)
