"""Small registers for the tests of this room: links in short text, compiled."""

from __future__ import annotations

from datetime import date

from endgate.network.compile import compile_graph
from endgate.network.compiled import Compiled
from endgate.network.gather import Gathering
from endgate.network.model import Right
from endgate.network.reaching import solve
from endgate.network.records import Rank
from endgate.network.regimes import regime

NOW = date(2026, 5, 1)
OFAC = "US-OFAC-50"


def gathered(text: str) -> Gathering:
    """Read ``X 50 A, A 25-50 C``; ``X votes:60 A`` holds votes, ``X ?60 A`` is disputed, ``X !60 A`` verified."""
    into = Gathering()
    for part in filter(None, text.split(", ")):
        holder, share, held = part.split()
        right = Right.VOTES if share.startswith("votes:") else Right.EQUITY
        share = share.removeprefix("votes:")
        rank = {"?": Rank.DOUBTFUL, "!": Rank.VERIFIED}.get(share[0], Rank.REPORTED)
        figure = share.lstrip("?!").replace("unknown", "")
        kind = "votes" if right is Right.VOTES else "owns"
        into.link(into.node("t", holder), into.node("t", held), kind, right, into.read_share(figure), rank=rank)
    return into


def register(text: str) -> Compiled:
    return compile_graph(gathered(text))


def verdicts(
    graph: Compiled | str,
    base: str = "X",
    name: str = OFAC,
    on: date = NOW,
    *,
    may: str = "",
    joint: tuple[str, ...] = (),
) -> dict[str, str]:
    """The verdict on every entity, by id."""
    graph = register(graph) if isinstance(graph, str) else graph
    row = regime(name, on)
    assert row is not None

    def nodes(words: str) -> list[int]:
        return [node for word in words.split() for node in graph.find(word)]

    answer = solve(graph, row, on, nodes(base), nodes(may), [nodes(each) for each in joint])
    must, possible = answer.must().tolist(), answer.may().tolist()
    return {
        graph.ids[node]: "MUST" if node in must else "MAY" if node in possible else "NO" for node in range(graph.nodes)
    }
