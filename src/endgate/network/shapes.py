"""Graphs made to a shape, and the exact reference that the fast answer is held to: for benchmarks and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from random import Random

from endgate.network.compile import compile_graph
from endgate.network.compiled import Compiled
from endgate.network.gather import Gathering
from endgate.network.model import WHOLE, Regime, Right, Share, Verdict

Edge = tuple[int, int, Share]
UNSTATED_SHARE = 0.1
"""Part of holdings that state no share; registers that publish bands leave out about as many."""


def compiled(nodes: int, edges: Iterable[Edge]) -> Compiled:
    """A graph of numbered entities."""
    gathered = Gathering()
    for node in range(nodes):
        gathered.describe(gathered.node("made", str(node)), f"Entity {node}")
    for holder, held, share in edges:
        gathered.link(holder, held, "owns", Right.EQUITY, gathered.stake(share))
    return compile_graph(gathered)


def _table(random: Random, owners: int) -> list[Share]:
    """A cap table that adds up to at most 100 %, part of it unstated."""
    weights = [random.random() ** 3 + 0.01 for _ in range(owners)]
    total = sum(weights) * random.choice((1, 1, 1.3))
    found = []
    for weight in weights:
        exact = Fraction(int(10_000 * weight / total), 100)
        found.append(Share() if random.random() < UNSTATED_SHARE else Share(exact, exact))
    return found


def scattered(nodes: int, links: int, random: Random) -> Iterator[Edge]:
    """Owners at random."""
    yield from _owned(nodes, links, random, range(nodes))


def dense(nodes: int, links: int, random: Random) -> Iterator[Edge]:
    """A twentieth of the entities owns all others and each other."""
    yield from _owned(nodes, links, random, range(nodes // 20))


def _owned(nodes: int, links: int, random: Random, owners: Sequence[int]) -> Iterator[Edge]:
    each = max(1, links // nodes)
    for held in range(nodes):
        chosen = [holder for holder in random.sample(owners, each) if holder != held]
        yield from ((holder, held, share) for holder, share in zip(chosen, _table(random, len(chosen)), strict=True))


def star(nodes: int, links: int, random: Random) -> Iterator[Edge]:
    """Ten holders each hold a tenth of everybody."""
    for held in range(10, nodes):
        for holder in range(min(10, links // nodes)):
            yield holder, held, Share() if random.random() < UNSTATED_SHARE else _exactly(10)


def chain(nodes: int, links: int, random: Random) -> Iterator[Edge]:
    """Half of each in a row as long as there are entities; the rest of the links are small holders of each."""
    yield from ((node, node + 1, _exactly(50)) for node in range(nodes - 1))
    for _ in range(links - nodes):
        yield random.randrange(nodes), random.randrange(1, nodes), _exactly(1)


def ladder(nodes: int, links: int, random: Random) -> Iterator[Edge]:
    """Rungs of entities that are all held by every entity of the rung before."""
    width = max(2, links // nodes)
    for rung in range(nodes // width - 1):
        for place in range(width):
            held = (rung + 1) * width + place
            for other in range(width):
                unstated = random.random() < UNSTATED_SHARE
                yield rung * width + other, held, Share() if unstated else _exactly(Fraction(100, width))


def cycle(nodes: int, links: int, random: Random) -> Iterator[Edge]:
    """One ring through all entities, with holders across."""
    yield from ((node, (node + 1) % nodes, Share(Fraction(40), Fraction(60))) for node in range(nodes))
    for _ in range(links - nodes):
        yield random.randrange(nodes), random.randrange(nodes), _exactly(Fraction(random.randrange(1, 40), 10))


def _exactly(figure: Fraction | int) -> Share:
    return Share(Fraction(figure), Fraction(figure))


SHAPES: dict[str, Callable[[int, int, Random], Iterator[Edge]]] = {
    "random": scattered,
    "dense": dense,
    "star": star,
    "chain": chain,
    "ladder": ladder,
    "cycle": cycle,
}

_FIGURES = [Fraction(n, 3) for n in (25, 50, 100, 150, 200)] + [
    Fraction(n) for n in (0, 10, 20, 25, 30, 49, 50, 51, 100)
]


def small(random: Random) -> tuple[int, list[Edge]]:
    """A graph of few entities with all that makes ownership hard: bands, open ends, thirds, cycles, own shares."""
    nodes = random.randrange(3, 9)
    edges: dict[tuple[int, int], Share] = {}
    for _ in range(random.randrange(2, 3 * nodes)):
        lo, hi = sorted(random.choices(_FIGURES, k=2))
        share = (
            Share(lo, lo)
            if random.random() < 0.6
            else Share(lo, hi, lo < hi and random.random() < 0.3, lo < hi and random.random() < 0.3)
        )
        edges[random.randrange(nodes), random.randrange(nodes)] = Share() if random.random() < 0.1 else share
    return nodes, [(holder, held, share) for (holder, held), share in edges.items()]


def reference(nodes: int, edges: Sequence[Edge], regime: Regime, base: set[int]) -> list[Verdict]:
    """The same answer by exact fractions and whole rounds, written for reading and not for speed."""
    found = [Verdict.NO] * nodes
    for group in [base] if regime.aggregate else [{person} for person in sorted(base)]:
        sure, possible = set(group), set(group)
        while True:
            passed = [_pass(node, edges, regime, sure, possible) for node in range(nodes)]
            more_sure = sure | {node for node in range(nodes) if passed[node][0]}
            more_possible = possible | more_sure | {node for node in range(nodes) if passed[node][1]}
            if (more_sure, more_possible) == (sure, possible):
                break
            sure, possible = more_sure, more_possible
        for node, (surely, possibly) in enumerate(passed):
            if surely:
                found[node] = Verdict.MUST
            elif possibly and found[node] is Verdict.NO:
                found[node] = Verdict.MAY
    return found


def _pass(node: int, edges: Sequence[Edge], regime: Regime, sure: set[int], possible: set[int]) -> tuple[bool, bool]:
    table = [(holder, share) for holder, held, share in edges if held == node]
    own = sum((share.hi for holder, share in table if holder == node), Fraction(0))
    over = sum((share.lo for _, share in table), Fraction(0)) > Fraction("100.5")
    table = [(holder, share) for holder, share in table if holder != node]
    low = sum((share.lo for holder, share in table if holder in sure), Fraction(0))
    low_open = any(share.lo_open for holder, share in table if holder in sure)
    high = sum((share.hi for holder, share in table if holder in possible), Fraction(0))
    high_open = any(share.hi_open for holder, share in table if holder in possible)
    left = WHOLE - sum((share.lo for holder, share in table if holder not in possible), Fraction(0))
    left_open = any(share.lo_open for holder, share in table if holder not in possible)
    if own:
        high = high * 100 / (100 - own) if own < 100 else WHOLE * (high > 0)
    possibly = regime.possibly(high, high_open)
    if not own and not over:
        possibly = possibly and regime.possibly(left, left_open)
    surely = not over and regime.surely(low, low_open)
    return surely, possibly or surely
