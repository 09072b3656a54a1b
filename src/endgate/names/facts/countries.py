"""Countries of two parties in their roles. They move a score little; routes reads every one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from endgate.names.facts.effects import effect
from endgate.names.facts.model import Facts
from endgate.names.model import ZERO, FactRelation
from endgate.terms.places import country, known_codes, neighbours, successors

COUNTRY = "country"
FLAG = "flag"
_FAMILIES = {
    "nationality": "nationality",
    "citizenship": "nationality",
    "seat": "registration",
    "registration": "registration",
    "jurisdiction": "registration",
    "address": "address",
    "establishment": "address",
    "residence": "address",
    "birth": "birth",
    FLAG: FLAG,
}
"""Roles that two publishers name differently; any other role may be compared with each of them."""
_ORDER = ("same", "related", "neighbour", "different")


def relate_countries(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    """One fact for each role that both sides state; the closest one that is not a flag carries the effect.

    Where the sides state other roles, one fact compares them across: ``registration/nationality``.
    """
    mine, other = _by_role(ours), _by_role(theirs)
    if not mine and not other:
        return
    counted = _counted(mine, other)
    for role in [role for role in mine if role in other]:
        relation = _closest(mine[role], other[role])
        weighs = relation == counted and role != FLAG
        yield _fact(role, relation, mine[role], other[role], weighs=weighs)
        counted = None if weighs else counted
    if counted is not None or not (mine.keys() & other.keys()):
        left, right = _unflagged(mine), _unflagged(other)
        yield _fact(_roles(mine, other), counted or "missing", left, right, weighs=True)


Roles = dict[str, tuple[str, ...]]


def _by_role(facts: Facts) -> Roles:
    roles: Roles = {}
    for role, code in facts.countries:
        family = _FAMILIES.get(role, "any")
        roles[family] = tuple(dict.fromkeys((*roles.get(family, ()), str(code))))
    return roles


def _roles(mine: Roles, other: Roles) -> str:
    return "/".join(",".join(role for role in side) for side in (mine, other) if side)


def _unflagged(side: Roles) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for role, codes in side.items() if role != FLAG for code in codes))


def _counted(mine: Roles, other: Roles) -> str | None:
    left, right = _unflagged(mine), _unflagged(other)
    return _closest(left, right) if left and right else None


def _fact(role: str, relation: str, left: tuple[str, ...], right: tuple[str, ...], *, weighs: bool) -> FactRelation:
    weight = effect(COUNTRY, relation) if weighs else ZERO
    return FactRelation(COUNTRY, relation, left, right, weight, role=role, for_room="routes")


@lru_cache(maxsize=16384)
def _closest(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    return min((country_relation(a, b) for a in left for b in right), key=_ORDER.index)


@lru_cache(maxsize=16384)
def country_relation(left: str, right: str) -> str:
    """``same``, ``related`` (successor State, dependency), ``neighbour`` or ``different``. Symmetric."""
    if left == right:
        return "same"
    if _kin(left) & _kin(right):
        return "related"
    return "neighbour" if right in neighbours(left) or left in neighbours(right) else "different"


def _kin(code: str) -> frozenset[str]:
    """The code itself, the State it belongs to, and the States that came after it; Taiwan's papers may say China."""
    if code not in known_codes():
        return frozenset({code})
    part_of = country(code).part_of
    return frozenset({code, *successors(code), *((part_of,) if part_of else ()), *_NAMED_AS.get(code, ())})


_NAMED_AS = {"TW": ("CN",)}
