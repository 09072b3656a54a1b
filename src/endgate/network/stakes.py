"""What each holder has in one entity on one day, with exact fractions and sources: for explanations and near tests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from endgate.network.compiled import Array, Compiled
from endgate.network.model import WHOLE, Regime, Right, Share
from endgate.network.ownership import OVER, Bound, Stake, greatest, least, lower, upper
from endgate.network.records import CHAINED, INDIRECT, RIGHT_CODE, Rank

Member = Callable[[int], bool]


@dataclass(frozen=True)
class Held:
    """One holder's stake; ``node`` is its legal person."""

    node: int
    stake: Stake


@dataclass(frozen=True)
class Ledger:
    """Reads the stakes of single entities from the arrays."""

    graph: Compiled
    as_of: date
    person: Array | None
    _shares: dict[int, Share] = field(default_factory=dict, repr=False)

    def _share(self, link: int) -> Share:
        number = int(self.graph.share[link])
        if number not in self._shares:
            self._shares[number] = self.graph.exact(number)
        return self._shares[number]

    def stakes(self, node: int, right: Right) -> tuple[Held, ...]:
        """One stake per holder, direct and through others apart, by holder."""
        groups: dict[tuple[int, int], list[int]] = {}
        code = RIGHT_CODE[right]
        for link in self.graph.into(node):
            if self.graph.right[link] == code and not self.graph.bits[link] & CHAINED and self.possibly(link):
                indirect = int(self.graph.bits[link]) & INDIRECT
                groups.setdefault((self._holder(link), indirect), []).append(link)
        return tuple(Held(holder, self._stake(holder, links)) for (holder, _), links in sorted(groups.items()))

    def beside(self, node: int) -> list[tuple[int, Share]]:
        """What is stated as held through others while the chain itself is known: shown, never added."""
        links = [each for each in self.graph.into(node) if self.graph.bits[each] & CHAINED and self.possibly(each)]
        return [(self._holder(each), self._share(each)) for each in links]

    def _holder(self, link: int) -> int:
        holder = int(self.graph.holder[link])
        return holder if self.person is None else int(self.person[holder])

    def possibly(self, link: int) -> bool:
        """May the link exist that day?"""
        begin, _, _, end = self._period(link)
        return begin <= self.as_of.toordinal() < end

    def surely(self, link: int) -> bool:
        """Does the link surely exist that day?"""
        _, begin, end, _ = self._period(link)
        return begin <= self.as_of.toordinal() < end

    def _period(self, link: int) -> tuple[int, int, int, int]:
        begin_lo, begin_hi, end_lo, end_hi = self.graph.periods[int(self.graph.period[link])].tolist()
        return begin_lo, begin_hi, end_lo, end_hi

    def _stake(self, holder: int, links: list[int]) -> Stake:
        best = max(int(self.graph.rank[each]) for each in links)
        if len(links) > 1:
            links = [each for each in links if self.graph.rank[each] == best]
        shares = [self._share(each) for each in links]
        share = shares[0]
        for each in shares[1:]:
            share = share.hull(each)
        indirect = bool(self.graph.bits[links[0]] & INDIRECT)
        sure = best > Rank.DOUBTFUL and not indirect and any(self.surely(each) for each in links)
        return Stake(
            self.graph.label(holder),
            share if sure else share.doubtful(),
            self._cited(links),
            _note(shares, indirect),
        )

    def _cited(self, links: list[int]) -> tuple[str, ...]:
        named = [self.graph.sources[number] for each in links if (number := int(self.graph.source[each]))]
        return tuple(dict.fromkeys(named))


def _note(shares: Sequence[Share], indirect: bool) -> str:
    different = tuple(dict.fromkeys(shares)) if len(shares) > 1 else ()
    if len(different) > 1:
        return "sources differ: " + " against ".join(str(each) for each in different)
    return "stated as held through others, chain unknown" if indirect else ""


def bounds(node: int, held: Collection[Held], sure: Member, possible: Member, complete: bool) -> tuple[Bound, Bound]:
    """Least and greatest share of reached owners by exact fractions, sound whatever the unknown numbers are."""
    own = sum((each.stake.share.hi for each in held if each.node == node), Fraction(0))
    others = [each for each in held if each.node != node]
    low = lower(each.stake for each in others if sure(each.node))
    high = upper(each.stake for each in others if possible(each.node))
    over = lower(each.stake for each in held)[0] > OVER
    if own:
        high = (high[0] * WHOLE / (WHOLE - own) if own < WHOLE else WHOLE * (high[0] > 0), high[1])
    elif not over:
        rest = lower(each.stake for each in others if not possible(each.node))
        high = least(high, (WHOLE - rest[0], rest[1]))
    if over:
        return (Fraction(0), False), least(high, (WHOLE, False))
    if complete and held:
        rest = upper(each.stake for each in held if not sure(each.node))
        reached = upper(each.stake for each in others if sure(each.node))
        low = greatest(low, least((WHOLE - rest[0], rest[1]), (reached[0], False)))
    return low, least(high, (WHOLE, False))


def passes(regime: Regime, low: Bound, high: Bound, possible: bool) -> bool:
    return regime.possibly(*high) if possible else regime.surely(*low)
