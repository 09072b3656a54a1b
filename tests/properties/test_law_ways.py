"""Every way to evaluate the law says the same: quick levels and predicates, indexed and whole, on rows of real keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.law.columns import Table
from endgate.law.compile import LawBook, compile_law
from endgate.law.day import PARTS
from endgate.law.dispose import law_day
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.facts import FactRow, Value
from endgate.law.levels import FALSE, LEVELS, TRUTHS
from endgate.law.lint import PACKAGE_LAW
from endgate.law.load import load
from endgate.law.masks import Masks
from endgate.law.model import Binds, State
from endgate.law.predicates import PREDICATES
from endgate.law.rows import read_value
from endgate.law.scene import Reading
from endgate.law.trace import Tracer
from endgate.law.trees import read_node
from endgate.terms.truth import Truth

DAYS = [date(2006, 10, 14), date(2009, 6, 1), date(2012, 11, 15), date(2019, 6, 1), date(2026, 11, 23)]
NOTHING = frozenset({State.NO, State.NOT_IN_FORCE, State.SUSPENDED})


@cache
def book() -> LawBook:
    return LawBook.load(compile_law([PACKAGE_LAW]))


@cache
def values() -> dict[str, tuple[Any, ...]]:
    """Every key that a test of the shipped law states, with the values that it is given there, and "not known"."""
    found: dict[str, list[Any]] = {}
    for measure in load([PACKAGE_LAW]).measures():
        for case in measure.tests:
            for key, raw in case.facts.items():
                known = found.setdefault(key, [read_value(key, "unknown")])
                value = read_value(key, raw)
                if value not in known:
                    known.append(value)
    return {key: tuple(each) for key, each in sorted(found.items())}


def rows() -> st.SearchStrategy[FactRow]:
    facts = st.fixed_dictionaries({}, optional={key: st.sampled_from(each) for key, each in values().items()})
    return st.builds(sourced, facts, st.sampled_from([(), ("doc:1#p2", 'claim "é"')]))


def sourced(facts: dict[str, Value], sources: tuple[str, ...]) -> FactRow:
    return FactRow({key: replace(value, sources=sources) for key, value in facts.items()})


def judged_everywhere(row: RowLaw) -> Iterator[tuple[str, State]]:
    return ((each, row.judge(each).state) for each in book().ids if book().measure(each).versions)


@given(rows(), st.sampled_from(DAYS))
@settings(deadline=None, max_examples=60)
def test_a_quick_level_is_the_truth_of_its_predicate(facts: FactRow, on: date) -> None:
    day = law_day(book(), on, on)
    row = RowLaw(day, facts, Policy())
    list(judged_everywhere(row))
    for number, atom in day.forest.atoms():
        quick = day.forest.quick[number]
        level = None if quick is None else quick(facts)
        if level is not None:
            truth = PREDICATES[atom.predicate](row.scene, dict(atom.args)).truth
            assert TRUTHS[level] is truth, (atom.text(), dict(facts.values))


def test_most_atoms_of_the_shipped_law_are_read_the_quick_way() -> None:
    day = law_day(book(), DAYS[-1], DAYS[-1])
    list(judged_everywhere(RowLaw(day, FactRow({}), Policy())))
    quick = [day.forest.quick[number] is not None for number, _ in day.forest.atoms()]
    assert sum(quick) / len(quick) > 0.8


@given(rows(), st.sampled_from(DAYS), st.sampled_from(list(Binds)))
@settings(deadline=None, max_examples=60)
def test_what_the_index_leaves_out_says_nothing(facts: FactRow, on: date, kind: Binds) -> None:
    day = law_day(book(), on, on)
    row = RowLaw(day, facts, Policy())
    everywhere = frozenset(book().by_jurisdiction)
    plan = day.plan(kind, everywhere)
    alive = {each.measure.id for each in plan.alive(facts)}
    for measure, state in judged_everywhere(row):
        if book().measure(measure).binds is kind and measure not in alive:
            assert state in NOTHING, measure


@given(rows(), st.sampled_from(DAYS))
@settings(deadline=None, max_examples=60)
def test_the_condition_of_a_measure_is_its_parts_together(facts: FactRow, on: date) -> None:
    day = law_day(book(), on, on)
    row = RowLaw(day, facts, Policy())
    for measure, _ in judged_everywhere(row):
        standing = day.standing(measure)
        whole = TRUTHS[row.levels[standing.condition]]
        expected = Truth.TRUE
        for part in PARTS:
            if part in standing.numbers:
                expected = expected & TRUTHS[row.levels[standing.numbers[part]]]
        assert whole is expected, measure
        assert LEVELS[whole] in (0, 1, 2)


def leaves(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "p" in tree:
        yield tree
    for below in (*tree.get("of", ()), *([tree["unless"]] if "unless" in tree else [])):
        yield from leaves(below)


@given(rows(), st.sampled_from(DAYS))
@settings(deadline=None, max_examples=30)
def test_a_reason_tree_shows_what_the_closures_and_predicates_of_its_own_row_say(facts: FactRow, on: date) -> None:
    """The makers of trees are shared by all rows of a day; nothing of one row may show in another's."""
    day = law_day(book(), on, on)
    row = RowLaw(day, facts, Policy())
    tracer = Tracer(row)
    for measure, _ in judged_everywhere(row):
        tree = tracer.tree(row.judge(measure))
        assert tree["r"] == TRUTHS[row.levels[day.standing(measure).condition]].value, measure
        for leaf in leaves(tree):
            assert leaf == shown_by(row.read(read_node({leaf["p"]: leaf["args"]})), leaf), measure  # type: ignore[arg-type]


def shown_by(reading: Reading, leaf: dict[str, Any]) -> dict[str, Any]:
    """What the trace of an atom must be, from all that its predicate reads."""
    unknown = reading.truth is Truth.UNKNOWN
    told = {
        "got": reading.got,
        "cause": str(reading.cause) if unknown else "",
        "src": list(reading.sources),
        "assumed": reading.assumed,
        "note": reading.note,
    }
    told = {key: value for key, value in told.items() if value} | ({"leaves": list(reading.leaves)} if unknown else {})
    return {key: leaf[key] for key in ("part", "p", "args") if key in leaf} | {"r": reading.truth.value} | told


@given(rows(), st.sampled_from(DAYS), st.sampled_from(list(Binds)), st.booleans())
@settings(deadline=None, max_examples=30)
def test_trees_written_at_once_are_those_written_one_by_one(
    facts: FactRow, on: date, kind: Binds, assuming: bool
) -> None:
    day = law_day(book(), on, on)
    policy = Policy(assume={"informed": "no", "knowledge": "none"} if assuming else {})
    plan = day.plan(kind, frozenset(book().by_jurisdiction))
    whole, single = RowLaw(day, facts, policy), RowLaw(day, facts, policy)
    ready, one_by_one = Tracer(whole), Tracer(single)
    ready.ready(plan)
    for standing in plan.standings:
        first, second = whole.judge(standing.measure.id), single.judge(standing.measure.id)
        assert (first.state, first.live, first.numbers) == (second.state, second.live, second.numbers)
        assert ready.text(first) == one_by_one.text(second)


@given(st.lists(rows(), min_size=1, max_size=20), st.sampled_from(DAYS))
@settings(deadline=None, max_examples=25)
def test_masks_of_many_rows_say_what_the_closures_of_each_say(table: list[FactRow], on: date) -> None:
    day = law_day(book(), on, on)
    masks = Masks(day, Table.of(table))
    row_laws = [RowLaw(day, row, Policy()) for row in table]
    for measure in (each for each in book().ids if book().measure(each).versions):
        standing = day.standing(measure)
        expected = [
            FALSE if standing.silent else min(standing.force, row.levels[standing.condition]) for row in row_laws
        ]
        assert masks.levels(measure).tolist() == expected, measure


@given(st.lists(rows(), max_size=12))
@settings(deadline=None, max_examples=25)
def test_a_table_gives_back_its_rows(table: list[FactRow]) -> None:
    columns = Table.of(table)
    assert [columns.row(number) for number in range(columns.size)] == table


def test_most_measures_are_never_evaluated_for_an_actor() -> None:
    """A German exporter of goods to Switzerland: neither other countries' law nor what names another destination."""
    day = law_day(book(), DAYS[-1], DAYS[-1])
    plan = day.plan(Binds.PRIVATE, frozenset({"DE", "EU"}))
    words = {
        "activity": "export",
        "item_kind": "goods",
        "destination": "CH",
        "buyer_country": "CH",
        "use_country": "CH",
    }
    alive = plan.alive(FactRow({key: read_value(key, word) for key, word in words.items()}))
    encoded = len(book().ids) - len(book().stubs)
    assert len(alive) < encoded / 3
    assert len(alive) < len(plan.alive(FactRow({})))
