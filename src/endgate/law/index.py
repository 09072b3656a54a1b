"""Which measures can bite at all: an index by jurisdiction, destination and day, so that most are never evaluated.

A measure is left out where the facts of ``INDEXED`` alone make its conditions false, whatever else the row holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from endgate.law.facts import Fact, FactRow, Value
from endgate.law.forest import Forest, Levels
from endgate.law.levels import FALSE, UNKNOWN
from endgate.law.quick import KEYED

if TYPE_CHECKING:
    from endgate.law.day import LawDay, Standing
    from endgate.law.opening import Judgement

INDEXED = ("destination", "buyer_country", "use_country", "activity", "item_kind")
"""Keys of the facts table whose values the index goes by; rows that agree in them share its answer."""

_KEPT = 1024

Signature = tuple[Any, ...]


def signature(values: Mapping[str, Value]) -> Signature:
    """What a row says under the indexed keys; None where it is not known."""
    return tuple(
        value.value if (value := values.get(key)) is not None and value.__class__ is Fact else None for key in INDEXED
    )


class Refused(NamedTuple):
    """The measures that indexed facts rule out: how they are judged, and the levels of their conditions."""

    judgements: dict[str, Judgement]
    levels: dict[int, int]


class Plan:
    """The measures to judge for one kind of actor under some jurisdictions, in order of id."""

    def __init__(self, day: LawDay, standings: Iterable[Standing]) -> None:
        self.standings = tuple(standings)
        self.suspended = tuple(each for each in self.standings if each.force != FALSE and each.in_force.suspended)
        self.speaking = tuple(each for each in self.standings if not each.silent)
        self._day = day
        self._alive: dict[Signature, tuple[Standing, ...]] = {}
        self._refused: dict[Signature, Refused] = {}

    def alive(self, row: FactRow) -> tuple[Standing, ...]:
        """The measures that the indexed facts of the row do not rule out."""
        key = signature(row.values)
        found = self._alive.get(key)
        if found is None:
            if len(self._alive) >= _KEPT:
                self._alive.clear()
            found = self._alive[key] = self._not_ruled_out(key)
        return found

    def refused(self, row: FactRow) -> Refused:
        """The measures that the indexed facts of the row rule out, and those that say the same of every row."""
        key = signature(row.values)
        found = self._refused.get(key)
        if found is None:
            if len(self._refused) >= _KEPT:
                self._refused.clear()
            found = self._refused[key] = self._ruled_out({each.measure.id for each in self.alive(row)})
        return found

    def _ruled_out(self, alive: set[str]) -> Refused:
        refused = [each for each in self.standings if each.measure.id not in alive]
        return Refused(
            {each.measure.id: self._day.at_rest[each.measure.id] for each in refused},
            {each.condition: FALSE for each in refused if not each.silent},
        )

    def _not_ruled_out(self, key: Signature) -> tuple[Standing, ...]:
        levels = _Partial(self._day.forest, key)
        return tuple(each for each in self.speaking if levels[each.condition] != FALSE)


class _Partial(Levels):
    """Levels of a row of which only the indexed facts are known."""

    __slots__ = ("_forest", "_row")

    def __init__(self, forest: Forest, key: Signature) -> None:
        super().__init__(forest)
        self._forest = forest
        self._row = FactRow({name: Fact(value) for name, value in zip(INDEXED, key, strict=True) if value is not None})

    def read(self, number: int) -> int:
        quick = self._forest.quick[number]
        if quick is None or KEYED.get(self._forest.atom(number).predicate) not in INDEXED:
            return UNKNOWN
        level = quick(self._row)
        return UNKNOWN if level is None else level
