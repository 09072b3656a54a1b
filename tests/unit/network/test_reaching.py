"""The golden cases of each regime on compiled graphs, and what only compiled graphs hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import pytest

from endgate.network import fixpoint
from endgate.network.answers import exposure_of, find_party, party_exposures
from endgate.network.compile import compile_graph
from endgate.network.compiled import Compiled
from endgate.network.contradictions import contradictions, over_subscribed
from endgate.network.errors import NetworkError
from endgate.network.gather import Gathering
from endgate.network.hybrid import attributed
from endgate.network.model import Regime, Right, Share, Verdict
from endgate.network.reaching import solve
from endgate.network.records import INDIRECT, NodeKind
from endgate.network.regimes import regime, regimes
from endgate.network.shapes import SHAPES, compiled
from endgate.network.supposing import suppose
from endgate.terms.truth import Truth

from .register import NOW, OFAC, gathered, register, verdicts


@pytest.fixture(params=["rounds", "steps"], autouse=True)
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case is decided by whole rounds and by single steps."""
    monkeypatch.setattr(fixpoint, "_MANY", 0 if request.param == "rounds" else 1 << 30)


@pytest.mark.parametrize(
    ("text", "entity", "verdict"),
    [
        ("X 50 A, A 50 B", "B", "MUST"),
        ("X 50 A, X 50 B, A 25 C, B 25 C", "C", "MUST"),
        ("X 50 A, X 10 B, A 40 B", "B", "MUST"),
        ("X 50 A, X 25 B, A 25 C, B 25 C", "C", "NO"),
        ("X 40 A, A 100 B", "B", "NO"),
        ("X 49.9 A, A 100 B", "A", "NO"),
        ("X 30 A, B 25 A, A 60 B", "A", "NO"),
        ("X 30 A, B 25 A, A 60 B", "B", "NO"),
        ("X 1/3 A, X2 1/6 A", "A", "NO"),
        ("X 25-50 A", "A", "MAY"),
        ("X 50-75 A", "A", "MUST"),
        ("X minority A", "A", "NO"),
        ("X unknown A, N 60 A", "A", "NO"),
        ("X unknown A, N 50 A", "A", "MAY"),
        ("X 60 A, N 60 A", "A", "MAY"),
        ("X 45 A, A 10 A", "A", "MAY"),
        ("X 44 A, A 10 A", "A", "NO"),
        ("X ?60 A", "A", "MAY"),
        ("X 30 A, X !60 A", "A", "MUST"),
        ("X 30 A, X 70 A", "A", "MAY"),
        ("X unknown A, X 60 A", "A", "MUST"),
    ],
)
def test_ownership_passes_whole_or_not_at_all(text: str, entity: str, verdict: str) -> None:
    assert verdicts(text)[entity] == verdict


def test_fractions_decide_what_rounding_cannot() -> None:
    assert verdicts("X 1/3 A, Y 1/6 A", "X Y")["A"] == "MUST"
    assert verdicts("X 1/3 A, Y 1/6 A", "X Y", "UK-FREEZE")["A"] == "NO"
    assert verdicts("X 1/3 A, Y 1/6 A, Z 1/7 A", "X Z")["A"] == "NO"
    assert verdicts("X 1/3 A, N 1/2 A, M 1/6 A", "N M")["A"] == "MUST"


def test_regimes_add_and_compare_as_their_rows_say() -> None:
    both = "X 25 C, Y 25 C"
    assert verdicts(both, "X Y", on=date(2014, 8, 12))["C"] == "NO"
    assert verdicts(both, "X Y", on=date(2014, 8, 13))["C"] == "MUST"
    assert verdicts("E 30 C, M 20 C", "E M", "US-EAR-AFFIL")["C"] == "MUST"
    assert verdicts("X 50 A", name="EU-FREEZE", on=date(2024, 7, 2))["A"] == "NO"
    assert verdicts("X 50 A", name="EU-FREEZE", on=date(2024, 7, 3))["A"] == "MUST"
    assert verdicts("X 50 A", name="UK-FREEZE")["A"] == "NO"
    assert verdicts("X 25-50 A", name="UK-FREEZE")["A"] == "NO"
    assert verdicts("X 50-75 A", name="UK-FREEZE")["A"] == "MUST"


def test_one_owner_alone_unless_joined() -> None:
    text = "X 30 C, Y 30 C"
    assert verdicts(text, "X Y", "UK-FREEZE")["C"] == "NO"
    assert verdicts(text, "X Y", "UK-FREEZE", joint=("X Y",))["C"] == "MUST"
    assert verdicts("X 100 A, X 100 B, A 30 C, B 30 C", "X", "UK-FREEZE")["C"] == "MUST"


def test_shares_or_votes_and_never_their_sum() -> None:
    assert verdicts("X votes:60 A", name="UK-FREEZE")["A"] == "MUST"
    assert verdicts("X votes:60 A", name=OFAC)["A"] == "NO"
    assert verdicts("X votes:30 A, X 30 A", name="UK-FREEZE")["A"] == "NO"


def test_an_unconfirmed_base_person_only_may_reach() -> None:
    assert verdicts("X 60 A, A 60 B", "", may="X") == {"X": "NO", "A": "MAY", "B": "MAY"}


def test_a_base_person_is_reached_only_by_others() -> None:
    assert verdicts("X 60 A", "X A") == {"X": "NO", "A": "MUST"}
    assert verdicts("A 60 X", "X") == {"X": "NO", "A": "NO"}
    assert verdicts("X 1/3 A, Y 1/6 A", "X Y A")["A"] == "MUST"


def test_a_chain_of_a_hundred_thousand_ends() -> None:
    graph = compiled(100_000, ((node, node + 1, Share(Fraction(50), Fraction(50))) for node in range(99_999)))
    rule = regime(OFAC, NOW)
    assert rule is not None
    answer = solve(graph, rule, NOW, [0])
    assert len(answer.must()) == 99_999
    path = exposure_of(answer, 99_999).path
    assert path[0].startswith("Entity 99999 [99999] is reached")
    assert len(path) < 50


def test_a_whole_table_of_owners_proves_what_is_left() -> None:
    into = gathered("X unknown A, N 30 A")
    into.complete.add(into.node("t", "A"))
    assert verdicts(compile_graph(into))["A"] == "MUST"
    assert verdicts("X unknown A, N 30 A")["A"] == "MAY"


def dated(share: str, start: str, end: str, known: str = "") -> Compiled:
    into = Gathering()
    ends = into.node("t", "X"), into.node("t", "A")
    into.link(*ends, "owns", Right.EQUITY, into.read_share(share), into.when(start, end, known))
    return compile_graph(into)


@pytest.mark.parametrize(
    ("start", "end", "known", "verdict"),
    [
        ("2020-01-01", "", "", "MUST"),
        ("2026-05-01", "", "", "MUST"),
        ("2026-05-02", "", "", "NO"),
        ("", "2026-05-01", "", "NO"),
        ("", "2026-05-02", "", "MUST"),
        ("2026", "", "", "MAY"),
        ("", "2026", "", "MAY"),
        ("", "", "2025-01-01", "MUST"),
        ("", "", "2026-08-01", "MAY"),
    ],
)
def test_dates_are_three_valued(start: str, end: str, known: str, verdict: str) -> None:
    assert verdicts(dated("60", start, end, known))["A"] == verdict


def indirect(text: str, share: str) -> Compiled:
    into = gathered(text)
    into.link(into.node("t", "X"), into.node("t", "C"), "owns", Right.EQUITY, into.read_share(share), bits=INDIRECT)
    return compile_graph(into)


def test_an_indirect_holding_never_adds_to_its_chain() -> None:
    graph = indirect("X unknown P, X unknown Q, P 40 C, Q 20 C", "60")
    rule = regime(OFAC, NOW)
    assert rule is not None
    found = exposure_of(solve(graph, rule, NOW, graph.find("X")), graph.find("C")[0])
    assert (found.verdict, found.min, found.max) == (Verdict.MAY, 0, 60)
    assert any("beside the chain" in line and "60 %" in line for line in found.path)
    assert verdicts(indirect("N 10 C", "60"))["C"] == "MAY"
    assert verdicts(indirect("X 20 C", "20"))["C"] == "NO"
    assert verdicts(indirect("X 20 C", "40"))["C"] == "MAY"


def office() -> Gathering:
    into = gathered("X 60 A, B 60 C")
    branch = into.node("t", "B")
    into.describe(branch, "B branch", NodeKind.ESTABLISHMENT)
    into.link(into.node("t", "A"), branch, "owns", Right.EQUITY, into.read_share("100"))
    return into


def test_a_branch_is_its_head_and_never_held() -> None:
    graph = compile_graph(office())
    assert graph.count("branch_of") == 1
    assert verdicts(graph) == {"X": "NO", "A": "MUST", "B": "MUST", "C": "MUST"}
    rule = regime(OFAC, NOW)
    assert rule is not None
    found = exposure_of(solve(graph, rule, NOW, graph.find("X")), graph.find("B")[0])
    assert (found.verdict, found.path[0]) == (Verdict.MUST, "B branch is an establishment of A")
    head = exposure_of(solve(graph, rule, NOW, graph.find("A")), graph.find("B")[0])
    assert "one legal person" in head.path[0]


def test_a_head_stated_as_such_comes_before_an_owner_of_the_branch() -> None:
    into = office()
    into.link(into.node("t", "D"), into.node("t", "B"), "branch_of")
    assert verdicts(compile_graph(into)) == {"X": "NO", "A": "MUST", "B": "NO", "C": "NO", "D": "NO"}


def test_two_heads_leave_it_open() -> None:
    into = office()
    for head in "DE":
        into.link(into.node("t", head), into.node("t", "B"), "branch_of")
    graph = compile_graph(into)
    assert verdicts(graph, "D")["C"] == "MAY"
    assert verdicts(graph, "X")["C"] == "MAY", "who is said to own a branch may be its head"
    assert verdicts(graph, "C") == {"X": "NO", "A": "NO", "B": "NO", "C": "NO", "D": "NO", "E": "NO"}
    rule = regime(OFAC, NOW)
    assert rule is not None
    found = exposure_of(solve(graph, rule, NOW, graph.find("C")), graph.find("B")[0])
    assert found.verdict is None
    assert any("more than one is named" in line for line in found.path)


def test_a_branch_that_became_a_company_is_held_from_that_day() -> None:
    into = gathered("X 60 A, B 60 C")
    ends = into.node("t", "A"), into.node("t", "B")
    into.link(*ends, "branch_of", period=into.when("", "2024-01-01"))
    into.link(*ends, "owns", Right.EQUITY, into.read_share("20"), into.when("2024-01-01"))
    graph = compile_graph(into)
    assert verdicts(graph, on=date(2023, 12, 31))["C"] == "MUST"
    assert verdicts(graph, on=date(2024, 1, 1)) == {"X": "NO", "A": "MUST", "B": "NO", "C": "NO"}


def test_control_stands_beside_ownership() -> None:
    into = gathered("X 10 A, A 10 B")
    for holder, held in (("X", "A"), ("A", "B")):
        into.link(into.node("t", holder), into.node("t", held), "controls")
    graph = compile_graph(into)
    rule = regime("EU-FREEZE", NOW)
    assert rule is not None
    found = [exposure_of(solve(graph, rule, NOW, graph.find("X")), graph.find(each)[0]) for each in "AB"]
    assert [each.verdict for each in found] == [Verdict.NO, Verdict.NO]
    assert [each.control for each in found] == [Truth.TRUE, Truth.TRUE]
    alone = register("X 10 A")
    assert exposure_of(solve(alone, rule, NOW, alone.find("X")), alone.find("A")[0]).control is Truth.UNKNOWN


def test_a_parent_leaves_the_share_open() -> None:
    into = Gathering()
    into.link(into.node("t", "X"), into.node("t", "A"), "consolidated_by")
    assert verdicts(compile_graph(into))["A"] == "MAY"
    into.link(into.node("t", "X"), into.node("t", "A"), "owns", Right.EQUITY, into.read_share("20"))
    assert verdicts(compile_graph(into))["A"] == "NO"


def test_an_identity_makes_one_holder_of_two() -> None:
    into = gathered("X 60 A")
    into.link(into.node("u", "A"), into.node("t", "B"), "owns", Right.EQUITY, into.read_share("50"))
    assert verdicts(compile_graph(into))["B"] == "NO"
    into.same(into.node("t", "A"), "u", "A")
    assert verdicts(compile_graph(into))["B"] == "MUST"


def test_contradictions_are_told_and_not_averaged() -> None:
    graph = register("X 30 A, X 70 A, X 25-50 B, X 40 B, X 50-75 C, X 50 C")
    told = [fault.what for fault in contradictions(graph)]
    assert told == ["X in A: 30 % against 70 %", "X in C: (50, 75) % against 50 %"]
    rule = regime(OFAC, NOW)
    assert rule is not None
    found = exposure_of(solve(graph, rule, NOW, graph.find("X")), graph.find("A")[0])
    assert (found.min, found.max) == (30, 70)
    assert any("sources differ: 30 % against 70 %" in line for line in found.path)


def test_holdings_above_the_whole_are_told() -> None:
    graph = register("X 60 A, Y 60 A, X 60 B, X 60 B, X 50 C, Y 50 C, X votes:60 D, Y 60 D")
    assert [fault.where for fault in over_subscribed(graph, NOW)] == ["A"]
    sold = gathered("Y 60 A")
    sold.link(
        sold.node("t", "X"),
        sold.node("t", "A"),
        "owns",
        Right.EQUITY,
        sold.read_share("60"),
        sold.when("", "2020-01-01"),
    )
    assert not list(over_subscribed(compile_graph(sold), NOW))


def test_a_share_can_be_supposed() -> None:
    graph = register("X 60 A, A 60 B")
    assert verdicts(suppose(graph, ["X:A=20"])) == {"X": "NO", "A": "NO", "B": "NO"}
    assert verdicts(suppose(graph, ["X:B=20", "A:B=30"]))["B"] == "MUST"
    assert verdicts(graph)["B"] == "MUST"
    for wrong, code in (("X", "EG3515"), ("X:Q=20", "EG3513"), ("X:A=lots", "EG3501")):
        with pytest.raises(NetworkError) as caught:
            suppose(graph, [wrong])
        assert caught.value.faults[0].code == code


def test_names_and_ids_find_one_party() -> None:
    into = gathered("X 60 A")
    into.describe(into.node("t", "A"), "A  Trading")
    into.node("u", "A")
    graph = compile_graph(into)
    assert graph.ids[find_party(graph, "a trading")] == "A"
    assert graph.space(find_party(graph, "u:A")) == "u"
    for wrong, code in (("A", "EG3514"), ("nobody", "EG3513")):
        with pytest.raises(NetworkError) as caught:
            find_party(graph, wrong)
        assert caught.value.faults[0].code == code


def test_a_kept_graph_answers_the_same(tmp_path: Path) -> None:
    graph = register("X 1/3 A, X 1/6 A, A 50 B, N unknown B")
    graph.save(tmp_path / "kept")
    opened = Compiled.open(tmp_path / "kept")
    assert verdicts(opened) == verdicts(graph)
    assert isinstance(opened.holder.base, np.memmap)
    (tmp_path / "kept" / "held.npy").unlink()
    with pytest.raises(NetworkError) as caught:
        Compiled.open(tmp_path / "kept")
    assert caught.value.faults[0].code == "EG3516"


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_rounds_and_steps_agree_on_every_shape(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = compiled(600, SHAPES[shape](600, 6_000, Random(3)))
    rule = regime(OFAC, NOW)
    assert rule is not None
    found = []
    for many in (0, 400, 1 << 30):
        monkeypatch.setattr(fixpoint, "_MANY", many)
        answer = solve(graph, rule, NOW, range(10))
        found.append((answer.must().tolist(), answer.may().tolist()))
    assert found[0] == found[1] == found[2]


def test_proportional_below_half_and_whole_above() -> None:
    rule = regime("US-850.206", NOW)
    assert rule is not None
    graph = register("X votes:60 A, A votes:40 B, X votes:40 C, C votes:50 D, B votes:10 D")
    assert [attributed(graph, rule, NOW, graph.find("X"), graph.find(each)[0]) for each in "ABCD"] == [
        (60, 60),
        (40, 40),
        (40, 40),
        (24, 24),
    ]


def test_regimes_about_holders_answer_only_when_named() -> None:
    assert {"US-560.215", "US-850.206"}.isdisjoint(each.id for each in regimes(NOW))
    rule: Regime | None = regime("US-560.215", NOW)
    assert rule is not None
    graph = register("X votes:50 A")
    (found,) = party_exposures(graph, graph.find("A")[0], [rule], graph.find("X"), NOW)
    assert found.verdict is Verdict.MUST
