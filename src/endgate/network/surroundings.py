"""What lies around one party: owners above, holdings below, shared addresses and numbers, the nearest listed party."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from endgate.network.compiled import Compiled
from endgate.network.cut import persons
from endgate.network.records import HEADS, WEAK, NodeKind
from endgate.network.stakes import Ledger

HUB = 20
"""A shared address or number with more entities than this is a hub: shown with its degree, never walked."""
_LOOKED = 50_000
_DRAWN = 400


@dataclass(frozen=True)
class Line:
    """One link as drawn: ``above`` holds, heads or directs ``below``."""

    above: int
    below: int
    words: str
    source: str
    sure: bool


def lines_at(graph: Compiled, ledger: Ledger, node: int, *, up: bool, weak: bool = False) -> Iterator[Line]:
    """The links above or below a node that may exist that day."""
    for link in graph.into(node) if up else graph.out_of(node):
        word = graph.word(link)
        if ledger.possibly(link) and (weak or word not in WEAK):
            yield Line(
                int(graph.holder[link]),
                int(graph.held[link]),
                _words(graph, link, word),
                graph.sources[int(graph.source[link])],
                ledger.surely(link),
            )


def _words(graph: Compiled, link: int, word: str) -> str:
    if not graph.right[link] or word in HEADS:
        return word
    share = graph.exact(int(graph.share[link]))
    told = str(share) if share.stated else "share not stated"
    other = "" if word in ("owns", "votes") else f"{word}, "
    votes = " of votes" if word == "votes" else ""
    return f"{other}{told}{votes}"


def tree(graph: Compiled, node: int, as_of: date, depth: int, *, up: bool, weak: bool = False) -> Iterator[str]:
    """The tree above or below a node as indented lines; an entity that came before is not opened again."""
    ledger = Ledger(graph, as_of, persons(graph, as_of))
    seen, count = {node}, 0
    due = [(line, 1) for line in reversed(list(lines_at(graph, ledger, node, up=up, weak=weak)))]
    while due and count < _DRAWN:
        line, level = due.pop()
        count += 1
        other = line.above if up else line.below
        again = other in seen
        yield "  " * level + _told(graph, line, other) + (" (see above)" if again else "")
        if not again and level < depth and graph.kind_of(other) is not NodeKind.ATTRIBUTE:
            seen.add(other)
            due += [(each, level + 1) for each in reversed(list(lines_at(graph, ledger, other, up=up, weak=weak)))]
    if due:
        yield f"  … {len(due)} more"


def _told(graph: Compiled, line: Line, other: int) -> str:
    doubt = "" if line.sure else ", dates open"
    source = f"  ({line.source})" if line.source else ""
    return f"{line.words}  {graph.name(other)} [{graph.label(other)}]{doubt}{source}"


def around(graph: Compiled, node: int, as_of: date, depth: int, *, weak: bool) -> tuple[list[int], list[Line]]:
    """Nodes within ``depth`` links of a node, above and below it, and the links among them; at most 400 nodes."""
    ledger = Ledger(graph, as_of, persons(graph, as_of))
    nodes: dict[int, None] = {node: None}
    found: dict[Line, None] = {}
    for up in (True, False):
        level = [node]
        for _ in range(depth):
            level = _next_level(graph, ledger, level, nodes, found, up, weak)
    return list(nodes), list(found)


def _next_level(
    graph: Compiled,
    ledger: Ledger,
    level: list[int],
    nodes: dict[int, None],
    found: dict[Line, None],
    up: bool,
    weak: bool,
) -> list[int]:
    after = []
    for each in level:
        for line in lines_at(graph, ledger, each, up=up, weak=weak):
            other = line.above if up else line.below
            if other not in nodes and len(nodes) >= _DRAWN:
                continue
            found[line] = None
            if other not in nodes:
                nodes[other] = None
                after.append(other)
    return after


@dataclass(frozen=True)
class Shared:
    """An address, number or name that a party shares; ``others`` is empty for a hub, which only has its degree."""

    what: str
    value: str
    degree: int
    others: tuple[int, ...]


def shared(graph: Compiled, node: int) -> Iterator[Shared]:
    """Weak links of a party: never ownership, and no proof of anything by themselves."""
    for link in graph.out_of(node):
        if graph.word(link) not in WEAK:
            continue
        attribute = int(graph.held[link])
        holders = [int(graph.holder[each]) for each in graph.into(attribute)]
        others = tuple(each for each in holders if each != node) if len(holders) <= HUB else ()
        if len(holders) > 1:
            yield Shared(graph.space(attribute), graph.name(attribute), len(holders), others)


def nearest(graph: Compiled, node: int, wanted: Collection[int], *, weak: bool) -> tuple[int, ...]:
    """The shortest way to one of the wanted, over links of ownership and office or over weak ones, never mixed."""
    if node in wanted:
        return (node,)
    came, queue = {node: node}, [node]
    for each in queue:
        for other in _neighbours(graph, each, weak):
            if other in came:
                continue
            came[other] = each
            if other in wanted:
                return _way(came, other)
            queue.append(other)
        if len(came) > _LOOKED:
            break
    return ()


def _way(came: dict[int, int], end: int) -> tuple[int, ...]:
    way = [end]
    while came[way[-1]] != way[-1]:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _neighbours(graph: Compiled, node: int, weak: bool) -> Iterator[int]:
    if graph.kind_of(node) is NodeKind.ATTRIBUTE and len(graph.into(node)) > HUB:
        return
    for link in graph.out_of(node):
        if (graph.word(link) in WEAK) == weak:
            yield int(graph.held[link])
    for link in graph.into(node):
        if (graph.word(link) in WEAK) == weak:
            yield int(graph.holder[link])
