"""Can conditions be true together at all? A search over what their atoms may say, as far as atoms exclude each other.

It knows that one deal has one destination, one acting seat, one activity and one kind of item. All else counts as free,
so "no" is certain and "yes" is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from endgate.law.day import LawDay
from endgate.law.forest import Forest, Levels
from endgate.law.levels import FALSE, TRUE, UNKNOWN
from endgate.law.quick import KEYED
from endgate.law.trees import All, Atom, Node, Not, atoms_of
from endgate.terms.places import known_codes
from endgate.terms.truth import Truth

_ONE_PLACE = frozenset({"destination_in", "actor_is_legal_person_of", "actor_is_branch"})
_ONE_WORD = frozenset({"activity_in", "item_kind_in"})
_STEPS = 20_000
"""After so many steps the search gives up and answers that it may be."""


def may_hold(day: LawDay, wanted: Sequence[Node], unwanted: Sequence[Node] = ()) -> bool:
    """Can all the trees of ``wanted`` be true and all of ``unwanted`` false on one row of that day?"""
    whole = All((*wanted, *(Not(each) for each in unwanted)))
    atoms = list(dict.fromkeys(atoms_of(whole)))
    tied = [list(_choices(day, each)) for each in _tied(atoms)]
    free = [day.forest.number(atom) for atom in atoms if atom.predicate not in _ONE_PLACE | _ONE_WORD]
    root = day.forest.number(whole)
    budget = [_STEPS]
    return any(
        _search(day.forest, root, {number: level for each in chosen for number, level in each.items()}, free, budget)
        for chosen in product(*tied)
    )


class _Settled(Levels):
    """Levels where some atoms have been settled; the others are unknown."""

    def __init__(self, forest: Forest, atoms: Mapping[int, int]) -> None:
        super().__init__(forest)
        self.update(atoms)

    def read(self, _number: int) -> int:
        return UNKNOWN


def _search(forest: Forest, root: int, atoms: Mapping[int, int], free: Sequence[int], budget: list[int]) -> bool:
    budget[0] -= 1
    level = _Settled(forest, atoms)[root]
    if level == TRUE or budget[0] < 0:
        return True
    if level == FALSE or not free:
        return level != FALSE and not free
    first, rest = free[0], free[1:]
    return any(_search(forest, root, {**atoms, first: each}, rest, budget) for each in (TRUE, FALSE))


def _tied(atoms: Sequence[Atom]) -> list[list[Atom]]:
    """Atoms that read the same one value."""
    by_key: dict[str, list[Atom]] = {}
    for atom in atoms:
        if atom.predicate in _ONE_PLACE | _ONE_WORD:
            by_key.setdefault(KEYED[atom.predicate], []).append(atom)
    return list(by_key.values())


def _choices(day: LawDay, atoms: Sequence[Atom]) -> Iterator[Mapping[int, int]]:
    """Every way in which one value may settle them."""
    rows: dict[tuple[int, ...], None] = {}
    for value in _values(day, atoms):
        levels = [_levels_of(day, atom, value) for atom in atoms]
        rows.update(dict.fromkeys(product(*levels)))
    numbers = [day.forest.number(atom) for atom in atoms]
    return (dict(zip(numbers, row, strict=True)) for row in rows)


def _values(day: LawDay, atoms: Sequence[Atom]) -> set[str]:
    named = {str(word) for atom in atoms for word in atom.args[0][1]}
    if atoms[0].predicate in _ONE_WORD:
        return named | {""}
    return {country for name in named for country in day.groups.countries(name)} | known_codes()


def _levels_of(day: LawDay, atom: Atom, value: str) -> tuple[int, ...]:
    words = atom.args[0][1]
    if atom.predicate in _ONE_WORD:
        return (TRUE,) if value in words else (FALSE,)
    inside = day.groups.member(value, words)
    if "actor" in words or inside is Truth.UNKNOWN:
        return (TRUE, FALSE)
    return (TRUE,) if inside is Truth.TRUE else (FALSE,)
