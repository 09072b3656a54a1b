"""The figures of matching are counted as they say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, pairwise
from random import Random

import pytest

from endgate.lists.model import ListedParty
from endgate.names.compare import compare
from endgate.names.forms import NameForm
from endgate.names.index import NameIndex
from endgate.names.measure.altered import altered, changed_by, renamed_ship
from endgate.names.measure.judging import Judged, best_cut, calibration, counted, counted_by, f1_at_false, judge, worst
from endgate.names.measure.model import LabelledPair, LabelledQuery
from endgate.names.measure.searching import Answered, Searchable, answer, candidate_ids, recall, recall_at_false
from endgate.names.measure.speed import bag_recall, forget, pace
from endgate.names.measure.sweep import CUTS, sweep
from endgate.names.measure.wilson import wilson
from endgate.names.model import Query
from endgate.names.normalise import words
from endgate.names.prepared import Prepared, Weigher, prepare
from endgate.terms.kinds import PartyKind

PERSON = PartyKind.PERSON


def pair(left: str, right: str, *, same: bool, kind: PartyKind = PERSON, tier: str = "") -> LabelledPair:
    return LabelledPair(Query("left", (left,), kind), Query("right", (right,), kind), same, tier=tier)


def judged(score: float, *, same: bool, said: bool) -> Judged:
    return Judged(pair("a b", "c d", same=same), said, score, "probable" if said else "none", "")


def answered(right: float, any_score: float) -> Answered:
    return Answered(LabelledQuery(Query("q", ("a b",))), right, any_score)


def test_pairs_are_judged_and_counted() -> None:
    found = judge(
        [
            pair("Hosein Salimi", "Husain Saleemi", same=True),
            pair("Kim Sok Chol", "Kim Song Chol", same=False),
            pair("Torben Kvistgaard", "Lindorm Quaade", same=True, tier="T5"),
        ]
    )
    counts = counted(found)
    assert (counts.true, counts.false, counts.missed, counts.pairs) == (1, 0, 1, 3)
    assert (counts.precision, counts.recall, counts.f1) == (1.0, 0.5, 2 / 3)
    assert counts.right == pytest.approx(2 / 3)
    assert {key: each.pairs for key, each in counted_by(found, lambda each: each.pair.tier).items()} == {"": 2, "T5": 1}
    assert [each.pair.tier for each in worst(found, same=True)] == ["T5"]
    assert worst(found, same=False) == []


def test_rates_without_cases_are_none() -> None:
    nothing = counted([])
    assert (nothing.precision, nothing.recall, nothing.f1, nothing.right) == (None, None, None, None)
    assert recall([]) is None
    assert recall_at_false([], [answered(0, 0)], 1) is None


def test_the_best_cut_keeps_equal_scores_together() -> None:
    scored = [(0.9, True), (0.8, True), (0.8, False), (0.3, False)]
    assert best_cut(scored) == (pytest.approx(0.8), 0.8)
    assert best_cut([(0.9, True), (0.1, False)]) == (1.0, 0.9)
    assert best_cut([]) == (0.0, 1.0)


def test_f1_at_so_many_false() -> None:
    scored = [(0.9, True), (0.8, False), (0.7, True), (0.6, False)]
    assert f1_at_false(scored, 0) == pytest.approx(2 / 3)
    assert f1_at_false(scored, 1) == pytest.approx(0.8)


def test_calibration_counts_by_step() -> None:
    found = [
        judged(0.96, same=True, said=True),
        judged(0.97, same=False, said=True),
        judged(0.1, same=False, said=False),
    ]
    assert calibration(found) == [(0.1, 1, 0.0), (0.95, 2, 0.5)]


def test_recall_at_so_many_false_in_ten_thousand() -> None:
    known = [answered(0.9, 0.9), answered(0.75, 0.75), answered(0.0, 0.0), answered(0.72, 0.9)]
    clean = [answered(0.0, 0.8), answered(0.0, 0.71), *(answered(0.0, 0.0) for _ in range(9_998))]
    assert recall_at_false(known, clean, 0) == 0.25
    assert recall_at_false(known, clean, 1) == 0.75
    assert recall_at_false(known, clean, 100) == 0.75


def test_altered_names_differ_and_repeat_with_the_seed() -> None:
    first = [altered("Hosein Salimi Tehrani", PERSON, Random(seed)) for seed in range(40)]
    assert first == [altered("Hosein Salimi Tehrani", PERSON, Random(seed)) for seed in range(40)]
    assert all(each is None or each[1] != "hosein salimi tehrani" for each in first)
    assert len({each[0] for each in first if each}) >= 6


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("form_translated", "joint stock company argument", "jsc argument"),
        ("number_words", "7 tir", "seventh tir"),
        ("honorific", "hosein salimi", None),
        ("dropped", "hosein salimi", "unchanged"),
        ("initial", "kim il", "unchanged"),
        ("joined", "salimi", "unchanged"),
    ],
)
def test_changes_by_class(label: str, text: str, expected: str | None) -> None:
    found = changed_by(label, words(text), Random(3))
    if expected == "unchanged":
        assert found is None
    elif expected is None:
        assert found is not None
        assert found.endswith(text)
    else:
        assert found == expected


def test_ships_are_renamed_and_stay_the_ship() -> None:
    found = {renamed_ship("FU YUAN YU 7876", Random(seed)) for seed in range(30)}
    assert {each[0] for each in found if each} == {"vessel_prefix", "vessel_number", "vessel_joined"}
    assert all("7876" in each[1] for each in found if each)


def test_the_interval_of_no_hit_in_three_thousand() -> None:
    low, high = wilson(0, 3000)
    assert low == 0.0
    assert high == pytest.approx(0.00128, abs=1e-5)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(5, 10)[0] == pytest.approx(0.2366, abs=1e-4)


@pytest.fixture
def searched(index: NameIndex, parties: dict[str, ListedParty]) -> Searchable:
    return Searchable(parties, index)


def asked(name: str, *expected: str) -> LabelledQuery:
    return LabelledQuery(Query("q", (name,), PERSON), frozenset(expected))


def test_searches_know_the_right_party(searched: Searchable) -> None:
    known, wrong, clean = answer(
        searched, [asked("Husein Salimi", "t:saleemi"), asked("Husein Salimi", "t:weak"), asked("Jens Peter Holm")]
    )
    assert (known.found, known.raised) == (True, True)
    assert (wrong.found, wrong.raised) == (False, True)
    assert (clean.found, clean.raised) == (False, False)
    assert recall([known, wrong]) == 0.5
    assert candidate_ids(searched, Query("q", ("Husein Salimi",), PERSON))[:1] == ["t:saleemi"]


def test_a_sweep_tells_who_leaves_at_each_cut(searched: Searchable) -> None:
    steps = sweep(searched, [asked("Hosein Salimi", "t:saleemi"), asked("Torben Quaade", "t:weak"), asked("Jens Holm")])
    assert tuple(step.cut for step in steps) == CUTS
    assert steps[-1].alerts_per_thousand == pytest.approx(1000 / 3)
    assert steps[-1].recall == 0.5
    alerted = [step.alerted for step in steps]
    assert alerted == sorted(alerted, reverse=True)
    assert all(before.alerted - after.alerted == len(after.left) for before, after in pairwise(steps))


def test_pace_is_told_by_the_clock_and_memories_are_emptied() -> None:
    clock = count(0.0, 2.0)
    found = pace(lambda: words("Torben Kvistgaard"), 10, cpu=lambda: next(clock), passes=3)
    assert (found.median, found.best) == (5.0, 5.0)
    assert words.cache_info().currsize >= 1
    forget()
    assert words.cache_info().currsize == 0


def test_the_bag_search_finds_what_brute_force_finds(index: NameIndex) -> None:
    assert bag_recall(index, ["Husein Salimi", "JSC Argument", "Bahram Works"], 80) == 1.0
    assert bag_recall(index, ["zzzz"], 95) is None


def test_names_made_ready_for_bounds_are_forgotten_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counting(forms: Sequence[NameForm], weigher: Weigher) -> Prepared:
        made.append(len(forms))
        return prepare(forms, weigher)

    monkeypatch.setattr("endgate.names.score.prepare", counting)
    left = Query("left", tuple(f"Mirza {word} Saleemi" for word in ("Ali", "Hassan", "Reza", "Karim")), PERSON)
    right = Query("right", tuple(f"Kim {at} Chol {word}" for at in range(5) for word in ("Il", "Jong", "Su")), PERSON)
    forget()
    for _ in range(2):
        compare(left, right)
    assert made == [4, 15]
    forget()
    compare(left, right)
    assert made == [4, 15, 4, 15]
