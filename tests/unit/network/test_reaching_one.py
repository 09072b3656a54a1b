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
    assert [graph.ids[node] for node in (above(answer.cut, party) >= 0).nonzero()[0]] == ["X", "A"]


@pytest.mark.parametrize("seed", range(120))
def test_base_persons_one_by_one_are_the_sum_of_single_runs(seed: int) -> None:
    random = Random(seed)
    nodes, edges = small(random)
    graph, persons = compiled(nodes, edges), random.sample(range(nodes), min(nodes, random.randrange(2, 6)))
    sure = [person for person in persons if random.random() < 0.7]
    maybe = [person for person in persons if person not in sure]
    law = rule(aggregate=False, inclusive=seed % 2 == 0)
    answer = solve(graph, law, NOW, sure, maybe)
    singles = [solve(graph, law, NOW, [each]) for each in sure] + [solve(graph, law, NOW, [], [each]) for each in maybe]
    must = {node for each in singles for node in each.must().tolist()}
    may = {node for each in singles for node in each.may().tolist()} - must
    assert (set(answer.must().tolist()), set(answer.may().tolist())) == (must, may)


def test_a_row_of_base_persons_is_run_once() -> None:
    graph = register("A 60 B, B 60 C, C 60 D, D 60 E")
    answer = solve(graph, rule(aggregate=False), NOW, [graph.find(each)[0] for each in "ABCD"])
    assert [graph.ids[node] for node in answer.must().tolist()] == ["B", "C", "D", "E"]
    assert len(answer.groups) < 4
