"""The figures are counted as they say."""

from __future__ import annotations

from itertools import count
from random import Random

from endgate.lists.model import ListedParty
from endgate.names.altered import altered, near_miss
from endgate.names.bench import generated_pairs, judge_pairs, read_pairs, search_figures
from endgate.names.index import NameIndex
from endgate.names.model import Query
from endgate.terms.kinds import PartyKind

CSV = """left,right,kind,same,left_birth_date
Hosein Salimi,Husain Saleemi,Person,1,1957
Kim Sok Chol,Kim Song Chol,person,no,
JSC Argument,Argument OAO,Company,true,
"""


def test_pairs_are_read_and_judged() -> None:
    pairs = read_pairs(CSV)
    assert [pair.same for pair in pairs] == [True, False, True]
    assert pairs[0].left.kind is PartyKind.PERSON
    assert str(pairs[0].left.birth[0]) == "1957"
    figures = judge_pairs(pairs)
    assert (figures.f1, figures.pairs, figures.wrong) == (1.0, 3, ())


def test_altered_names_differ_and_repeat_with_the_seed() -> None:
    first = [altered("Hosein Salimi Tehrani", PartyKind.PERSON, Random(seed)) for seed in range(20)]
    assert first == [altered("Hosein Salimi Tehrani", PartyKind.PERSON, Random(seed)) for seed in range(20)]
    assert all(each is None or each[1] != "hosein salimi tehrani" for each in first)
    assert near_miss("Vato 2002", PartyKind.ORGANISATION, ["vabo"], Random(1)) != "vato 2002"


def test_generated_pairs_come_in_both_sorts(parties: dict[str, ListedParty]) -> None:
    pairs = generated_pairs(list(parties.values()), 5)
    assert {pair.same for pair in pairs} <= {True, False}
    assert any(pair.same for pair in pairs)


def test_search_figures(index: NameIndex, parties: dict[str, ListedParty]) -> None:
    clock = count(0.0, 1.0)
    clean = [Query("c", ("Jens Peter Holm",), PartyKind.PERSON)]
    figures = search_figures(index, parties, clean, cpu=lambda: next(clock), count=4)
    assert figures["queries_per_cpu_second"] == 5.0
    assert figures["false_positive_rate"] == 0.0
    assert figures["parties"] == len(parties)
