"""Which measures are evaluated for an actor: those of its jurisdictions, and those that reach beyond their own."""

from __future__ import annotations

from collections.abc import Iterable

from endgate.law.day import LawDay
from endgate.law.evaluate import RowLaw
from endgate.law.model import Binds, State
from endgate.terms.truth import Truth

UNITED_NATIONS = "UN"
"""The jurisdiction whose measures bind States first and reach private actors through them."""


def reached(day: LawDay, jurisdictions: Iterable[str]) -> tuple[str, ...]:
    """The jurisdictions with the unions of law (groups) to which they belong on the day, as far as measures need."""
    own = tuple(dict.fromkeys(jurisdictions))
    unions = [
        name
        for name in day.book.by_jurisdiction
        if name in day.book.reference.groups
        if any(day.groups.member(country, (name,)) is not Truth.FALSE for country in own)
    ]
    return tuple(dict.fromkeys((*own, *unions)))


def candidates(row: RowLaw, kind: Binds, jurisdictions: tuple[str, ...]) -> list[str]:
    """Ids of the measures to judge, in order of id."""
    book = row.day.book
    scopes = {} if kind is Binds.STATE else _scopes(row)
    wide = {
        *jurisdictions,
        *(book.measure(each).jurisdiction for each, state in scopes.items() if state is not State.NO),
    }
    if kind is Binds.STATE:
        wide |= {name for name in book.by_jurisdiction if _is_organisation(row.day, name)}
    ids = [each for name in wide for each in book.by_jurisdiction.get(name, ())]
    if kind is Binds.PRIVATE:
        ids += [*scopes, *book.reaching["SANCTIONS_EXPOSURE"]]
    return sorted({each for each in ids if book.measure(each).binds is kind})


def _scopes(row: RowLaw) -> dict[str, State]:
    """Every SCOPE measure with its state; one that does not reach the row (NO, not in force) brings no law with it."""
    result: dict[str, State] = {}
    for each in row.day.book.reaching["SCOPE"]:
        state = row.judge(each).state
        result[each] = State.NO if state in (State.NOT_IN_FORCE, State.SUSPENDED, State.DEFEATED) else state
    return result


def _is_organisation(day: LawDay, name: str) -> bool:
    """Neither a country nor a union of countries with law of its own: its measures speak to every State."""
    return name == UNITED_NATIONS or (len(name) != 2 and name not in day.book.reference.groups)


def implementing_counts(row: RowLaw, measure_id: str, state: str) -> bool:
    """Is a counting measure of the State, or of a union it belongs to, that implements this one surely in force?"""
    reach = set(reached(row.day, (state,)))
    for each in row.day.book.implementing.get(measure_id, ()):
        standing = row.day.standing(each)
        in_force = standing.in_force.truth is Truth.TRUE and not standing.in_force.suspended
        if in_force and row.counts(each) and standing.measure.jurisdiction in reach:
            return True
    return False
