"""What another day of the law changes: the findings that differ and the event that made each of them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from endgate.law.book import LawBook
from endgate.law.finding import ActorLaw, Finding, FindingFlag, ViewLaw
from endgate.law.in_force import InForce, in_force
from endgate.law.model import Event, Measure, State, Suspension
from endgate.law.outcome import Disposition
from endgate.law.trees import read_node
from endgate.law.words import condition, days
from endgate.terms.truth import Truth

_LONGEST = 160
_SILENT = frozenset({State.NO, State.NOT_IN_FORCE})
_LISTS = frozenset({"item_on", "item_matches", "contains_listed", "list_requires", "party_designated", "owned_ge"})
_GROUPS = frozenset({"destination_in", "buyer_country_in", "for_use_in", "party_in", "actor_is_legal_person_of"})
_KNOWLEDGE = frozenset({"knows", "informed", "state_determined", "authorised", "red_flag_open"})


@dataclass(frozen=True)
class Change:
    """One finding that differs between two days. A finding that one day does not make at all has the state NO."""

    actor: str
    view: str
    measure: str
    citation: str
    before: State
    after: State
    gave: Disposition | None
    gives: Disposition | None
    because: tuple[str, ...]


def changes(book: LawBook, before: ActorLaw, after: ActorLaw) -> tuple[Change, ...]:
    """What differs between the law of two days on the same deal. Both need traces for the reasons to be told."""
    names = dict.fromkeys([view.view for view in before.views] + [view.view for view in after.views])
    return tuple(change for name in names for change in _of_view(book, name, before, after))


def _of_view(book: LawBook, name: str, before: ActorLaw, after: ActorLaw) -> Iterator[Change]:
    first, second = _by_measure(before, name), _by_measure(after, name)
    for measure in sorted({*first, *second}):
        one, two = first.get(measure), second.get(measure)
        states = [State.NO if each is None else each.state for each in (one, two)]
        gives = [None if each is None else each.contributes for each in (one, two)]
        if (states[0] is states[1] and gives[0] is gives[1]) or set(states) <= _SILENT:
            continue
        said = two if one is None else one
        assert said is not None
        because = tuple(_because(book, measure.removeprefix("IMPLEMENTATION_OPEN:"), before, after, one, two))
        yield Change(before.actor, name, measure, said.citation, states[0], states[1], gives[0], gives[1], because)


def _by_measure(law: ActorLaw, name: str) -> dict[str, Finding]:
    views: list[ViewLaw] = [view for view in law.views if view.view == name]
    return {finding.measure: finding for view in views for finding in view.findings}


def _because(
    book: LawBook, measure_id: str, before: ActorLaw, after: ActorLaw, one: Finding | None, two: Finding | None
) -> Iterator[str]:
    status = _status_change(book, measure_id, before, after)
    carried = [] if FindingFlag.BACKSTOP not in _flags(one, two) else _carriers(book, measure_id, before, after)
    if status or carried:
        yield from carried or [status]
        return
    yield from _defeats(one, two)
    told = list(_atoms_that_turned(book, one, two))
    yield from told
    if not told and (one is None or two is None):
        yield "its law reaches the actor on one of the days only"


def _flags(one: Finding | None, two: Finding | None) -> set[FindingFlag]:
    return {flag for each in (one, two) if each is not None for flag in each.flags}


def _carriers(book: LawBook, measure_id: str, before: ActorLaw, after: ActorLaw) -> list[str]:
    """Measures that carry out a UN measure and whose status differs."""
    names = book.implementing.get(measure_id, ())
    told = {name: _status_change(book, name, before, after) for name in names}
    return [f"{name}, which carries it out: {change}" for name, change in told.items() if change]


def _status_change(book: LawBook, measure_id: str, before: ActorLaw, after: ActorLaw) -> str:
    measure = book.measure(measure_id)
    was = in_force(book, measure, before.as_of, before.known_as_of)
    now = in_force(book, measure, after.as_of, after.known_as_of)
    if (was.truth, was.suspended, was.version) == (now.truth, now.suspended, now.version):
        return ""
    return status_change(book, measure, was, now, after.as_of)


def status_change(book: LawBook, measure: Measure, was: InForce, now: InForce, day: date) -> str:
    """The event that changed the status of a measure between another day and ``day``, in words."""
    if now.suspended:
        return f"suspended by {_event(book, measure, now.event)}"
    if was.suspended and now.truth is Truth.TRUE:
        return f"no longer suspended: {_event(book, measure, was.event)}"
    if now.truth is Truth.UNKNOWN:
        return f"uncertain, confirm: {now.ask or 'is it in force?'}"
    if now.truth is Truth.FALSE and _begins_after(measure, was, day):
        return f"not yet in force: {_version(measure, was, end=False)}"
    if now.truth is Truth.FALSE:
        return f"no longer in force: {_event(book, measure, now.event) or _version(measure, was, end=True)}"
    if now.event:
        return f"in force again by {_event(book, measure, now.event)}"
    return f"in force: {_version(measure, now, end=False)}"


def _begins_after(measure: Measure, status: InForce, day: date) -> bool:
    """Does the version that speaks on the other day begin only after this one?"""
    if not 0 < status.version <= len(measure.versions):
        return False
    return measure.versions[status.version - 1].valid.interval.start.reached(day) is Truth.FALSE


def _version(measure: Measure, status: InForce, *, end: bool) -> str:
    if not 0 < status.version <= len(measure.versions):
        return "no version"
    interval = measure.versions[status.version - 1].valid.interval
    day = interval.end if end else interval.start
    return f"version {status.version} {'ended' if end else 'began'} {'on an unknown day' if day is None else day}"


def _event(book: LawBook, measure: Measure, name: str) -> str:
    records: list[Suspension | Event] = [
        *book.suspensions.get(measure.id, ()),
        *book.revivals.get(measure.id, ()),
        *book.repeals.get(measure.id, ()),
    ]
    for each in records:
        if each.id == name:
            when = f" {days(each.valid.interval)}" if each.valid is not None else ""
            when = f" on {each.on}" if isinstance(each, Event) and each.on is not None else when
            return name + when + (f" ({each.citation})" if each.citation else "")
    return name


def _defeats(one: Finding | None, two: Finding | None) -> Iterator[str]:
    was = () if one is None else one.defeated_by
    now = () if two is None else two.defeated_by
    yield from (f"now gives way: {each}" for each in now if each not in was)
    yield from (f"no longer gives way: {each}" for each in was if each not in now)


def _atoms_that_turned(book: LawBook, one: Finding | None, two: Finding | None) -> Iterator[str]:
    """Leaves of the reason trees whose result differs, with the kind of change that it is."""
    if one is None or two is None or one.tree is None or two.tree is None:
        return
    first, second = dict(_leaves(one.tree)), dict(_leaves(two.tree))
    for key, leaf in second.items():
        earlier = first.get(key)
        if earlier is not None and earlier["r"] != leaf["r"]:
            words = shorten(condition(read_node({leaf["p"]: leaf["args"]}), book.reference), _LONGEST)
            yield f"{_kind(leaf['p'])}: {words}: was {_result(earlier)}, is {_result(leaf)}"


def _leaves(tree: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if "p" in tree:
        yield f"{tree['p']} {tree['args']}", tree
    for each in (*tree.get("of", ()), *(tree[name] for name in ("unless",) if name in tree)):
        yield from _leaves(each)


def _kind(predicate: str) -> str:
    if predicate in _LISTS:
        return "list"
    if predicate in _GROUPS:
        return "group"
    return "knowledge or notice" if predicate in _KNOWLEDGE else "fact"


def _result(leaf: Mapping[str, Any]) -> str:
    word = {"T": "yes", "F": "no", "U": "not known"}[leaf["r"]]
    return f"{word} ({leaf['got']})" if leaf.get("got") else word
