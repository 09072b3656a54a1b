"""Which countries measures name, and which arms embargoes of whose law are in force on one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from endgate.law.day import LawDay, Standing
from endgate.law.facts import Cause
from endgate.law.scene import Reading
from endgate.law.trees import Atom, Node, Not
from endgate.terms.truth import Truth

_PLACES = frozenset({"destination_in", "buyer_country_in", "for_use_in", "party_in"})


def places_named(standing: Standing) -> Iterator[Atom]:
    """The atoms by which a measure itself names destinations, users or buyers."""
    for part in ("bound", "when"):
        if part in standing.trees:
            yield from (atom for atom in _positive(standing.trees[part], True) if atom.predicate in _PLACES)


def _positive(node: Node, sign: bool) -> Iterator[Atom]:
    """The atoms that stand without a negation above them."""
    if isinstance(node, Atom):
        if sign:
            yield node
    elif isinstance(node, Not):
        yield from _positive(node.of, not sign)
    else:
        for each in node.of:
            yield from _positive(each, sign)


def embargo_on(day: LawDay, by: tuple[str, ...], country: str, counts: Callable[[str], bool]) -> Reading:
    """Is a measure tagged ``arms_embargo`` of those authorities in force for the country? Sure where it counts."""
    result = Reading(Truth.FALSE, country)
    for measure_id in day.book.tagged_embargo:
        standing = day.standing(measure_id)
        measure = standing.measure
        if standing.silent or {measure.jurisdiction, measure.authority, measure.instrument}.isdisjoint(by):
            continue
        reached = _reached(day, standing, country)
        if reached is Truth.FALSE:
            continue
        if reached is standing.in_force.truth is Truth.TRUE and counts(measure_id):
            return Reading(Truth.TRUE, f"{country}: {measure_id}")
        leaf = f"arms embargo of {measure_id} on {country}"
        result = Reading(Truth.UNKNOWN, country, cause=Cause.UNDETERMINED, leaves=(leaf,))
    return result


def _reached(day: LawDay, standing: Standing, country: str) -> Truth:
    result = Truth.FALSE
    for atom in places_named(standing):
        result = result | day.groups.member(country, atom.arg("group"))
    return result
