"""Say why an entity is reached, may be reached or is not: a smallest certificate, the missing numbers, the sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from endgate.network.model import Graph, Regime, Verdict, figure
from endgate.network.ownership import OwnershipResult, Stake

_LINES = 40


@dataclass(frozen=True)
class Explained:
    """The results of one regime on one day with what is needed to explain them."""

    graph: Graph
    regime: Regime
    results: dict[str, OwnershipResult]
    base: frozenset[str]
    base_may: frozenset[str]
    as_of: date

    def base_of(self, entity: str) -> tuple[str, ...]:
        """The base persons that the entity's reached or possible owners go back to."""
        found: set[str] = set()
        seen, queue = {entity}, [entity]
        while queue:
            result = self.results.get(queue.pop())
            for stake in () if result is None else result.stakes:
                if stake.share.hi <= 0 or stake.holder in seen:
                    continue
                seen.add(stake.holder)
                if stake.holder in self.base or stake.holder in self.base_may:
                    found.add(stake.holder)
                queue.append(stake.holder)
        return tuple(sorted(found))

    def path(self, entity: str) -> tuple[str, ...]:
        """Lines from the entity up to the base persons; ends after forty lines and says so."""
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
        queue, seen = [(entity, 1)], {entity}
        while queue:
            held, depth = queue.pop()
            for stake in self._certificate(held):
                yield "  " * depth + self._line(stake)
                if stake.holder in self.results and stake.holder not in seen and stake.holder not in self.base:
                    seen.add(stake.holder)
                    queue.append((stake.holder, depth + 1))

    def _line(self, stake: Stake) -> str:
        name = self.graph.name(stake.holder)
        role = "designated" if stake.holder in self.base else ""
        if stake.holder in self.base_may:
            role = "perhaps designated, match not confirmed"
        source = f"source: {'; '.join(stake.sources)}" if stake.sources else "no source named"
        return ", ".join(part for part in (f"{stake.share}  {name}", role, source) if part)

    def _certificate(self, entity: str) -> list[Stake]:
        """For a reached entity the fewest earlier reached holders, largest first, that pass the test; else all."""
        result = self.results.get(entity)
        if result is None:
            return []
        if result.verdict is not Verdict.MUST:
            return sorted((each for each in result.stakes if each.share.hi > 0), key=lambda each: each.holder)
        earlier = [each for each in result.stakes if each.holder in result.sure and self._round(each) < result.round]
        earlier.sort(key=lambda each: (-each.share.lo, each.holder))
        total, is_open = Fraction(0), False
        for count, stake in enumerate(earlier, start=1):
            total, is_open = total + stake.share.lo, is_open or stake.share.lo_open
            if self.regime.surely(total, is_open):
                return earlier[:count]
        return earlier

    def _round(self, stake: Stake) -> int:
        if stake.holder in self.base:
            return 0
        result = self.results.get(stake.holder)
        return 0 if result is None else result.round

    def questions(self, entity: str) -> tuple[str, ...]:
        """The answers that would settle a MAY: open matches and unstated shares, up the chain."""
        found: list[str] = []
        seen, queue = {entity}, [entity]
        while queue:
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
