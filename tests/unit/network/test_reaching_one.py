"""Asking about one party leaves out base persons that cannot matter, and changes no answer."""

from __future__ import annotations

from random import Random

import pytest

from endgate.network.answers import exposure_of
from endgate.network.bench import rule
from endgate.network.reaching import above, solve
from endgate.network.shapes import compiled, small

from .register import NOW, register


@pytest.mark.parametrize("seed", range(60))
def test_one_party_is_answered_as_among_all(seed: int) -> None:
    random = Random(seed)
    nodes, edges = small(random)
    graph, base = compiled(nodes, edges), random.sample(range(nodes), 2)
    law = rule(aggregate=False, inclusive=seed % 2 == 0)
    every = solve(graph, law, NOW, base)
    for party in range(nodes):
        alone = exposure_of(solve(graph, law, NOW, base, asked=party), party)
        assert alone.verdict == exposure_of(every, party).verdict


def test_only_those_above_a_party_are_run() -> None:
    graph = register("X 60 A, Y 60 B, Z 10 C")
    base = [graph.find(each)[0] for each in "XYZ"]
    (party,) = graph.find("A")
    answer = solve(graph, rule(aggregate=False), NOW, base, asked=party)
    assert [graph.ids[node] for group in answer.groups for node in group.base] == ["X"]
    assert [graph.ids[node] for node in above(answer.cut, party).nonzero()[0]] == ["X", "A"]
