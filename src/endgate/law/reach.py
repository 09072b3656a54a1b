"""Which measures are evaluated for an actor: those of its jurisdictions, and those that reach beyond their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from endgate.law.day import LawDay
from endgate.law.evaluate import RowLaw
from endgate.law.index import Plan
from endgate.law.model import Binds, State
from endgate.terms.truth import Truth


def reached(day: LawDay, jurisdictions: Iterable[str]) -> tuple[str, ...]:
    """The jurisdictions with the unions of law (groups) to which they belong on the day, as far as measures need."""
    own = tuple(dict.fromkeys(jurisdictions))
    if own not in day.unions:
        day.unions[own] = tuple(sorted(_unions(day, own), key=list(day.book.by_jurisdiction).index))
    return tuple(dict.fromkeys((*own, *day.unions[own])))


def _unions(day: LawDay, own: tuple[str, ...]) -> Iterator[str]:
    for name in day.book.reference.groups.keys() & day.book.by_jurisdiction.keys():
        if any(day.groups.member(country, (name,)) is not Truth.FALSE for country in own):
            yield name


def plan_of(row: RowLaw, kind: Binds, jurisdictions: tuple[str, ...]) -> Plan:
    """The measures to judge: of the actor's jurisdictions, and of those whose law a scope brings to the row."""
    day = row.day
    if kind is Binds.STATE:
        return day.plan(kind, day.book.speaking_to_states.union(jurisdictions))
    return day.plan(kind, frozenset(jurisdictions).union(_scopes(row)))


def _scopes(row: RowLaw) -> Iterator[str]:
    """Jurisdictions of the SCOPE measures that reach the row, or may; one not in force brings no law with it."""
    for each in row.day.book.reaching["SCOPE"]:
        if row.judge(each).state in (State.OPEN, State.APPLIES):
            yield row.day.book.measure(each).jurisdiction


def implementing_counts(row: RowLaw, measure_id: str, state: str) -> bool:
    """Is a counting measure of the State, or of a union it belongs to, that implements this one surely in force?"""
    reach = set(reached(row.day, (state,)))
    for each in row.day.book.implementing.get(measure_id, ()):
        standing = row.day.standing(each)
        in_force = standing.in_force.truth is Truth.TRUE and not standing.in_force.suspended
        if in_force and row.counts(each) and standing.measure.jurisdiction in reach:
            return True
    return False
