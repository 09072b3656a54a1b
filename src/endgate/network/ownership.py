"""Who is owned by a set of base persons: the least fixpoint of one regime's own test, with both bounds kept exact.

Percentages are never multiplied down a chain: a reached company passes on its whole share, any other passes nothing.
Cycles end because both sets only grow, and a cycle that would hold itself up is not reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from endgate.network.model import WHOLE, Graph, Holding, Regime, Right, Share, Verdict
from endgate.terms.truth import Truth

OVER = Fraction("100.5")
"""Known shares above this sum contradict each other; rounding alone does not reach it (specification 6)."""


@dataclass(frozen=True)
class Stake:
    """What one holder surely and possibly holds, after dates, doubt and competing sources are settled."""

    holder: str
    share: Share
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class OwnershipResult:
    """The verdict on one entity: ``share`` bounds what reached owners hold, ``stakes`` are those owners'.
    ``sure`` gives the round of those surely reached.

    ``round`` orders reached entities so that an explanation never runs in a circle; 0 is a base person.
    """

    verdict: Verdict
    share: Share
    round: int
    stakes: tuple[Stake, ...] = ()
    sure: Mapping[str, int] = field(default_factory=dict)
    unattributed: Fraction = Fraction(0)
    notes: tuple[str, ...] = ()


Stakes = dict[Right, dict[str, tuple[Stake, ...]]]


def ownership(
    graph: Graph,
    regime: Regime,
    base: Collection[str],
    base_may: Collection[str],
    as_of: date,
    joint: Sequence[Collection[str]] = (),
) -> dict[str, OwnershipResult]:
    """Decide every held entity. ``base_may`` are unconfirmed base persons; ``joint`` are declared joint arrangements.

    A regime without aggregation looks at each base person, or joint arrangement, alone and never mixes two.
    """
    stakes = settle(graph, regime.rights, as_of)
    groups = [frozenset(base) | frozenset(base_may)]
    if not regime.aggregate:
        together = {person for group in joint for person in group}
        alone = sorted((set(base) | set(base_may)) - together)
        groups = [*(frozenset(group) for group in joint), *(frozenset({person}) for person in alone)]
    best: dict[str, OwnershipResult] = {}
    for group in groups:
        run = _Run(graph, regime, stakes)
        for entity, result in run.solve(group & frozenset(base), group).items():
            known = best.get(entity)
            if known is None or _rank(result) > _rank(known):
                best[entity] = result
    return best


_ORDER = {Verdict.NO: 0, Verdict.MAY: 1, Verdict.MUST: 2}


def _rank(result: OwnershipResult) -> tuple[int, Fraction, Fraction]:
    return _ORDER[result.verdict], result.share.lo, result.share.hi


def settle(graph: Graph, rights: Iterable[Right], as_of: date) -> Stakes:
    """The stakes in each entity that day, one per holder and establishment: competing statements become their hull."""
    table: Stakes = {}
    for right in rights:
        groups: dict[tuple[str, str, str], list[Holding]] = {}
        for holding in graph.holdings:
            if holding.right is right and holding.active(as_of) is not Truth.FALSE:
                groups.setdefault((holding.held, holding.holder, holding.via), []).append(holding)
        found: dict[str, list[Stake]] = {}
        for (held, holder, _), same in sorted(groups.items()):
            found.setdefault(held, []).append(_stake(holder, same, as_of))
        table[right] = {held: tuple(stakes) for held, stakes in found.items()}
    return table


def _stake(holder: str, same: list[Holding], as_of: date) -> Stake:
    confirmed = [each for each in same if each.confirmed] or same
    share = confirmed[0].share
    for each in confirmed[1:]:
        share = share.hull(each.share)
    sure = any(each.confirmed and each.active(as_of) is Truth.TRUE for each in confirmed)
    differ = len({each.share for each in confirmed}) > 1
    sources = tuple(dict.fromkeys(each.source for each in confirmed if each.source))
    note = "sources differ: " + " against ".join(str(each.share) for each in confirmed) if differ else ""
    return Stake(holder, share if sure else share.doubtful(), sources, note)


Bound = tuple[Fraction, bool]
"""An end of an interval and whether it is open."""


def lower(stakes: Iterable[Stake]) -> Bound:
    total, is_open = Fraction(0), False
    for each in stakes:
        total, is_open = total + each.share.lo, is_open or each.share.lo_open
    return total, is_open


def upper(stakes: Iterable[Stake]) -> Bound:
    total, is_open = Fraction(0), False
    for each in stakes:
        total, is_open = total + each.share.hi, is_open or each.share.hi_open
    return total, is_open


@dataclass
class _Run:
    """One fixpoint from one group of base persons."""

    graph: Graph
    regime: Regime
    stakes: Stakes
    sure: dict[str, int] = field(default_factory=dict)
    possible: dict[str, int] = field(default_factory=dict)
    held_by: dict[str, set[str]] = field(default_factory=dict)

    def solve(self, base: frozenset[str], base_may: frozenset[str]) -> dict[str, OwnershipResult]:
        for table in self.stakes.values():
            for held, stakes in table.items():
                for stake in stakes:
                    self.held_by.setdefault(stake.holder, set()).add(held)
        self.sure = dict.fromkeys(base, 0)
        self.possible = dict.fromkeys(base_may | base, 0)
        entities = sorted({held for table in self.stakes.values() for held in table})
        # Reached owners are the only ones that count, so an entity is looked at when one of its holders is reached.
        dirty, number = sorted({held for each in self.possible for held in self.held_by.get(each, ())}), 1
        while dirty:
            dirty, number = self._round(dirty, number), number + 1
        return {entity: self._result(entity) for entity in entities}

    def _round(self, dirty: list[str], number: int) -> list[str]:
        surely = [e for e in dirty if e not in self.sure and self._test(e)[0]]
        possibly = [e for e in dirty if e not in self.possible and (self._test(e)[1] or e in surely)]
        self.sure.update(dict.fromkeys(surely, number))
        self.possible.update(dict.fromkeys(possibly, number))
        return sorted({held for each in (*surely, *possibly) for held in self.held_by.get(each, ())})

    def _test(self, entity: str) -> tuple[bool, bool]:
        bounds = [self._bounds(entity, right) for right in self.stakes]
        surely = any(self.regime.surely(*low) for low, _ in bounds)
        return surely, any(self.regime.possibly(*high) for _, high in bounds)

    def _bounds(self, entity: str, right: Right) -> tuple[Bound, Bound]:
        """Least and greatest share of reached owners, both sound whatever the unknown numbers are."""
        stakes = self.stakes[right].get(entity, ())
        own = sum((each.share.hi for each in stakes if each.holder == entity), Fraction(0))
        others = [each for each in stakes if each.holder != entity]
        low = lower(each for each in others if each.holder in self.sure)
        high = upper(each for each in others if each.holder in self.possible)
        over = self._over(stakes)
        if own:
            high = (high[0] * WHOLE / (WHOLE - own) if own < WHOLE else WHOLE * (high[0] > 0), high[1])
        elif not over:
            rest = lower(each for each in others if each.holder not in self.possible)
            high = least(high, (WHOLE - rest[0], rest[1]))
        if over:
            return (Fraction(0), False), (min(high[0], WHOLE), high[1] and high[0] <= WHOLE)
        if self._complete(entity, stakes):
            rest = upper(each for each in stakes if each.holder not in self.sure)
            reached = upper(each for each in others if each.holder in self.sure)
            low = greatest(low, least((WHOLE - rest[0], rest[1]), (reached[0], False)))
        return low, least(high, (WHOLE, False))

    def _complete(self, entity: str, stakes: Sequence[Stake]) -> bool:
        return bool(stakes) and (entity in self.graph.complete or lower(stakes)[0] >= WHOLE)

    def _over(self, stakes: Sequence[Stake]) -> bool:
        return lower(stakes)[0] > OVER

    def _result(self, entity: str) -> OwnershipResult:
        right = max(self.stakes, key=lambda each: (self._bounds(entity, each)[0][0], self._bounds(entity, each)[1][0]))
        low, high = self._bounds(entity, right)
        stakes = self.stakes[right].get(entity, ())
        share = interval(low, high)
        return OwnershipResult(
            verdict=self._verdict(entity),
            share=share,
            round=self.sure.get(entity, self.possible.get(entity, 0)),
            stakes=tuple(each for each in stakes if each.holder in self.possible and each.holder != entity),
            sure={each.holder: self.sure[each.holder] for each in stakes if each.holder in self.sure},
            unattributed=max(Fraction(0), WHOLE - upper(stakes)[0]),
            notes=self._notes(stakes),
        )

    def _verdict(self, entity: str) -> Verdict:
        """Ownership alone: a base person that nobody reached owns is not reached, whoever it is itself."""
        surely, possibly = self._test(entity)
        if surely:
            return Verdict.MUST
        return Verdict.MAY if possibly else Verdict.NO

    def _notes(self, stakes: Sequence[Stake]) -> tuple[str, ...]:
        notes = [f"{self.graph.name(each.holder)}: {each.note}" for each in stakes if each.note]
        if self._over(stakes):
            notes.append("the stated holdings exceed 100 %: at least one source is wrong, so nothing is certain")
        return tuple(notes)


def least(one: Bound, other: Bound) -> Bound:
    return min(one, other, key=lambda bound: (bound[0], not bound[1]))


def greatest(one: Bound, other: Bound) -> Bound:
    return max(one, other)


def interval(low: Bound, high: Bound) -> Share:
    lo, hi = max(low[0], Fraction(0)), max(high[0], Fraction(0))
    if lo > hi:
        return Share(min(lo, WHOLE), min(max(lo, hi), WHOLE))
    return Share(min(lo, WHOLE), min(hi, WHOLE), low[1] and low[0] < hi, high[1] and lo < hi)
