"""Say why an entity is reached, may be reached or is not: a smallest certificate, the missing numbers, the sum."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from endgate.network.model import Regime, Verdict, figure
from endgate.network.ownership import OwnershipResult, Stake

_LINES = 24
LOOKED = 24
"""Entities of a register's graph looked through for base persons and questions, as many as its path has lines."""
_ALL = 500
"""The same for the few parties that a shipment names."""


class Named(Protocol):
    """Anything that knows the names of entities, and what is to be said of the graph as a whole."""

    @property
    def notes(self) -> tuple[str, ...]: ...

    def name(self, entity: str) -> str: ...


@dataclass(frozen=True)
class Explained:
    """The results of one regime on one day with what is needed to explain them."""

    graph: Named
    regime: Regime
    results: Mapping[str, OwnershipResult]
    base: Container[str]
    base_may: Container[str]
    as_of: date
    _certificates: dict[str, list[Stake]] = field(default_factory=dict, repr=False, compare=False)

    def base_of(self, entity: str, looked: int = _ALL) -> tuple[str, ...]:
        """The base persons that the entity's reached or possible owners go back to."""
        found: set[str] = set()
        seen, queue = {entity}, [entity]
        while queue and len(seen) < looked:
            for stake in self._certificate(queue.pop(0)):
                if stake.share.hi <= 0 or stake.holder in seen:
                    continue
                seen.add(stake.holder)
                if stake.holder in self.base or stake.holder in self.base_may:
                    found.add(stake.holder)
                queue.append(stake.holder)
        return tuple(sorted(found))

    def path(self, entity: str) -> tuple[str, ...]:
        """Lines from the entity up to the base persons; ends after twenty-four lines and says so."""
        result = self.results[entity]
        head = {
            Verdict.MUST: "is reached",
            Verdict.MAY: "may be reached",
            Verdict.NO: "is not reached",
        }[result.verdict]
        lines = [f"{self.graph.name(entity)} {head} under {self.regime.id} on {self.as_of} ({self._measure(result)})"]
        for line in self._lines(entity):
            if len(lines) > _LINES:
                lines.append("… the chain goes on")
                break
            lines.append(line)
        return tuple(lines)

    def _measure(self, result: OwnershipResult) -> str:
        return f"{result.verdict.value}, reached owners hold {result.share}; test {self.regime.test}"

    def _lines(self, entity: str) -> Iterator[str]:
        """Each stake with what stands above it right below; an entity that came before is not opened again."""
        seen, due = {entity}, [(stake, 1) for stake in reversed(self._certificate(entity))]
        while due:
            stake, depth = due.pop()
            yield "  " * depth + self._line(stake)
            if stake.holder not in seen and stake.holder not in self.base and stake.holder in self.results:
                seen.add(stake.holder)
                due += [(above, depth + 1) for above in reversed(self._certificate(stake.holder))]

    def _line(self, stake: Stake) -> str:
        name = self.graph.name(stake.holder)
        role = "designated" if stake.holder in self.base else ""
        note = stake.note
        if stake.holder in self.base_may:
            role = "perhaps designated, match not confirmed"
        source = f"source: {'; '.join(stake.sources)}" if stake.sources else "no source named"
        return ", ".join(part for part in (f"{stake.share}  {name}", role, note, source) if part)

    def _certificate(self, entity: str) -> list[Stake]:
        if entity not in self._certificates:
            self._certificates[entity] = self._certify(entity)
        return self._certificates[entity]

    def _certify(self, entity: str) -> list[Stake]:
        """For a reached entity the fewest earlier reached holders, largest first, that pass the test; else all."""
        result = self.results.get(entity)
        if result is None:
            return []
        if result.verdict is not Verdict.MUST:
            return sorted((each for each in result.stakes if each.share.hi > 0), key=lambda each: each.holder)
        earlier = [each for each in result.stakes if result.sure.get(each.holder, result.round) < result.round]
        earlier.sort(key=lambda each: (-each.share.lo, result.sure[each.holder], each.holder))
        total, is_open = Fraction(0), False
        for count, stake in enumerate(earlier, start=1):
            total, is_open = total + stake.share.lo, is_open or stake.share.lo_open
            if self.regime.surely(total, is_open):
                return earlier[:count]
        return earlier

    def questions(self, entity: str, looked: int = _ALL) -> tuple[str, ...]:
        """The answers that would settle a MAY: open matches and unstated shares, up the chain."""
        found: list[str] = []
        seen, queue = {entity}, [entity]
        while queue and len(seen) < looked:
            held = queue.pop(0)
            result = self.results.get(held)
            if result is None or result.verdict is not Verdict.MAY:
                continue
            for stake in result.stakes:
                found += self._ask(stake, held, result)
                if stake.holder not in seen:
                    seen.add(stake.holder)
                    queue.append(stake.holder)
        return tuple(dict.fromkeys(found))

    def _ask(self, stake: Stake, held: str, result: OwnershipResult) -> Iterator[str]:
        name, target = self.graph.name(stake.holder), self.graph.name(held)
        if stake.holder in self.base_may:
            yield f"is {name} the designated party?"
        if stake.share.hi <= 0 or stake.share.exact:
            return
        others = [each.share.lo for each in result.stakes if each.holder in result.sure and each is not stake]
        needed = max(Fraction(0), self.regime.threshold - sum(others, Fraction(0)))
        word = "at least" if self.regime.inclusive else "more than"
        yield f"what share does {name} hold in {target}, on which dates? {word} {figure(needed)} % would reach it"
