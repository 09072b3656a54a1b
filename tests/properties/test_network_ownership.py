"""The fixpoint against a short reference with exact fractions, and against every end-point of unknown shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from endgate.network import fixpoint
from endgate.network.answers import exposure_of
from endgate.network.model import Graph, Holding, Regime, Right, Share, Verdict
from endgate.network.ownership import ownership
from endgate.network.reaching import solve
from endgate.network.shapes import compiled, small
from endgate.network.shapes import reference as exact

DAY = date(2026, 1, 1)
ENTITIES = "ABCDE"
STEPS = [0, 10, 20, 25, 30, 40, 49, 50, 51, 60, 75, 100]


def regime(inclusive: bool, aggregate: bool) -> Regime:
    return Regime("R", ("b",), (Right.EQUITY,), Fraction(50), inclusive, aggregate, None, None, "test", "test")


REGIMES = st.builds(regime, st.booleans(), st.booleans())


@st.composite
def exact_holdings(draw: st.DrawFn) -> tuple[Holding, ...]:
    """Exact cap tables that never exceed 100 %; holders X and Y are base persons, N is nobody."""
    found = []
    for held in ENTITIES:
        left = 100
        for holder in draw(st.permutations([*"XYN", *ENTITIES])):
            if holder == held or draw(st.booleans()):
                continue
            figure = draw(st.sampled_from([step for step in STEPS if step <= left]))
            left -= figure
            found.append(Holding(holder, held, Share(Fraction(figure), Fraction(figure))))
    return tuple(found)


def reference(holdings: tuple[Holding, ...], rule: Regime, base: set[str]) -> set[str]:
    groups = [base] if rule.aggregate else [{person} for person in base]
    reached: set[str] = set()
    for group in groups:
        inside, grew = set(group), True
        while grew:
            sums = {
                e: sum((h.share.lo for h in holdings if h.held == e and h.holder in inside), Fraction(0))
                for e in ENTITIES
            }
            new = {e for e, total in sums.items() if total > 50 or (total == 50 and rule.inclusive)} - inside
            inside, grew = inside | new, bool(new)
        reached |= inside - group
    return reached


@settings(deadline=None)
@given(exact_holdings(), REGIMES)
def test_exact_shares_agree_with_the_reference(holdings: tuple[Holding, ...], rule: Regime) -> None:
    results = ownership(Graph(holdings), rule, {"X", "Y"}, (), DAY)
    must = {entity for entity, result in results.items() if result.verdict is Verdict.MUST}
    may = {entity for entity, result in results.items() if result.verdict is Verdict.MAY}
    assert must == reference(holdings, rule, {"X", "Y"}) & set(results)
    assert may == set()


@settings(max_examples=150, deadline=None)
@given(exact_holdings(), REGIMES, st.lists(st.tuples(st.integers(0, 30), st.sampled_from(STEPS)), max_size=6))
def test_no_completion_contradicts_must_or_no(
    holdings: tuple[Holding, ...], rule: Regime, widen: list[tuple[int, int]]
) -> None:
    assume(holdings)
    wide = list(holdings)
    for index, extra in widen:
        each = wide[index % len(wide)]
        lo, hi = max(Fraction(0), each.share.lo - extra), min(Fraction(100), each.share.hi + extra)
        wide[index % len(wide)] = replace(each, share=Share(lo, hi))
    results = ownership(Graph(tuple(wide)), rule, {"X", "Y"}, (), DAY)
    for ends in product(*({each.share.lo, each.share.hi} for each in wide)):
        completed = tuple(replace(each, share=Share(end, end)) for each, end in zip(wide, ends, strict=True))
        sums = [sum((h.share.lo for h in completed if h.held == e), Fraction(0)) for e in ENTITIES]
        if max(sums) > 100:
            continue
        reached = reference(completed, rule, {"X", "Y"})
        for entity, result in results.items():
            assert result.verdict is not Verdict.MUST or entity in reached
            assert result.verdict is not Verdict.NO or entity not in reached


@settings(deadline=None)
@given(exact_holdings(), REGIMES, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_more_base_never_frees(
    holdings: tuple[Holding, ...], rule: Regime, random: object
) -> None:
    shuffled = list(holdings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once = ownership(Graph(holdings), rule, {"X"}, (), DAY)
    again = ownership(Graph(tuple(shuffled)), rule, {"X"}, (), DAY)
    more = ownership(Graph(holdings), rule, {"X", "Y"}, (), DAY)
    assert {e: (r.verdict, r.share) for e, r in once.items()} == {e: (r.verdict, r.share) for e, r in again.items()}
    for entity, result in once.items():
        assert result.verdict is not Verdict.MUST or more[entity].verdict is Verdict.MUST


@settings(deadline=None)
@given(st.integers(0, 1 << 32), st.booleans(), st.booleans(), st.booleans())
def test_compiled_graphs_agree_with_the_reference(seed: int, inclusive: bool, aggregate: bool, rounds: bool) -> None:
    random = Random(seed)
    nodes, edges = small(random)
    base = set(random.sample(range(nodes), random.randrange(1, 4)))
    rule = regime(inclusive, aggregate)
    with patch.object(fixpoint, "_MANY", 0 if rounds else 1 << 30):
        answer = solve(compiled(nodes, edges), rule, DAY, base)
    must, may = set(answer.must().tolist()), set(answer.may().tolist())
    got = [Verdict.MUST if node in must else Verdict.MAY if node in may else Verdict.NO for node in range(nodes)]
    assert got == exact(nodes, edges, rule, base)
    holdings = tuple(Holding(str(holder), str(held), share) for holder, held, share in edges)
    plain = ownership(Graph(holdings), rule, {str(each) for each in base}, (), DAY)
    assert {entity: result.verdict for entity, result in plain.items()} == {
        entity: got[int(entity)] for entity in plain
    }


@settings(deadline=None)
@given(st.integers(0, 1 << 32), st.randoms(use_true_random=False))
def test_explanations_hold_what_the_verdict_says(seed: int, random: Random) -> None:
    nodes, edges = small(Random(seed))
    shuffled = random.sample(edges, len(edges))
    rule = regime(True, True)
    for made in (compiled(nodes, edges), compiled(nodes, shuffled)):
        answer = solve(made, rule, DAY, {0})
        for node in range(1, nodes):
            found = exposure_of(answer, node)
            assert 0 <= found.min <= found.max <= 100
            assert found.verdict is not Verdict.MUST or "Entity 0 [0], designated" in "\n".join(found.path)
            assert found.verdict is not Verdict.MAY or found.max >= 50
            assert (node in answer.must(), node in answer.may()) == (
                found.verdict is Verdict.MUST,
                found.verdict is Verdict.MAY,
            )
