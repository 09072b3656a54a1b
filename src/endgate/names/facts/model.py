"""The comparable facts of a party, in one form for both sides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from endgate.names.model import QueryAddress, QueryIdentifier, VesselClaim
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode


@dataclass(frozen=True)
class Span:
    """Days a date may mean. ``notes`` say how it was read: ``placeholder``, ``solar_hijri``, ``lunar_hijri``."""

    earliest: PartialDate
    latest: PartialDate
    circa: bool
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def exact(self) -> date | None:
        same = self.earliest == self.latest
        return self.earliest.exact() if same and not self.circa else None

    @property
    def sure(self) -> bool:
        return not self.circa and not self.earliest.circa and not self.latest.circa

    def __str__(self) -> str:
        text = str(self.earliest) if self.earliest == self.latest else f"{self.earliest}/{self.latest}"
        return text if self.sure or text.startswith("~") else f"~{text}"


@dataclass(frozen=True)
class Facts:
    """What is known of a party beside its names. ``listed_on`` is the first day a list names it.

    ``names`` are kept for what they say of a person's gender.
    """

    birth: tuple[Span, ...] = ()
    countries: tuple[tuple[str, CountryCode], ...] = ()
    identifiers: tuple[QueryIdentifier, ...] = ()
    references: tuple[str, ...] = ()
    kind: PartyKind = PartyKind.UNKNOWN
    gender: str = ""
    names: tuple[str, ...] = ()
    addresses: tuple[QueryAddress, ...] = ()
    vessel: VesselClaim | None = None
    listed_on: date | None = None
