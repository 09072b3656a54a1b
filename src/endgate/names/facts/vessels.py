"""What ships tell beside their names and numbers: type, flag, tonnage, year of building. They support, nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from endgate.names.facts.countries import FLAG
from endgate.names.facts.effects import effect
from endgate.names.facts.model import Facts
from endgate.names.model import FactRelation, VesselClaim
from endgate.names.normalise import words

VESSEL = "vessel"
_TOLERANCE = 0.02
"""How far two printed tonnages of one ship lie apart."""


def relate_vessels(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    """Type, both tonnages and year of building, each where a side states it."""
    one, other = ours.vessel, theirs.vessel
    if one is None or other is None:
        return
    yield from _fact("type", _type(one), _type(other), _same_type)
    yield from _fact("deadweight", _number(one.deadweight), _number(other.deadweight), _near)
    yield from _fact("gross_tonnage", _number(one.gross_tonnage), _number(other.gross_tonnage), _near)
    yield from _fact("built", _year(one), _year(other), _same)


def _fact(role: str, left: str, right: str, compare: Callable[[str, str], str]) -> Iterable[FactRelation]:
    if not left and not right:
        return
    relation = compare(left, right) if left and right else "missing"
    one, other = ((each,) if each else () for each in (left, right))
    yield FactRelation(VESSEL, relation, one, other, effect(VESSEL, relation), role=role)


def _type(ship: VesselClaim) -> str:
    return " ".join(words(ship.type))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _year(ship: VesselClaim) -> str:
    return "" if ship.built is None else str(ship.built.year)


def _same(left: str, right: str) -> str:
    return "same" if left == right else "different"


def _same_type(left: str, right: str) -> str:
    """Crude oil tanker and tanker are one type: the words of one are among the words of the other."""
    one, other = set(left.split()), set(right.split())
    return "same" if one <= other or other <= one else "different"


def _near(left: str, right: str) -> str:
    one, other = int(left), int(right)
    return "near" if abs(one - other) <= _TOLERANCE * max(one, other) else "different"


def ship_recognised(facts: Sequence[FactRelation]) -> bool:
    """Do flag, type, and tonnage or year of building all agree? Then a name may be more than a reason to look."""
    agreeing = {fact.role for fact in facts if fact.type == VESSEL and fact.relation in ("same", "near")}
    flag = any(fact.type == "country" and fact.role == FLAG and fact.relation == "same" for fact in facts)
    return flag and "type" in agreeing and bool(agreeing & {"deadweight", "gross_tonnage", "built"})
