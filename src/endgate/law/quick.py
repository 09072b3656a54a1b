"""Levels of the frequent atoms, straight from the row: the predicate's truth without its words, sources and leaves.

A quick level may decline (None); the predicate itself then reads the row. A property test holds both to one truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from endgate.law.deal_predicates import hs_digits, in_range
from endgate.law.facts import Cause, Fact, FactRow, ListStatus, Value
from endgate.law.item_predicates import list_stood
from endgate.law.knowledge_predicates import Weighing, decided, known_on, stands
from endgate.law.levels import FALSE, LEVELS, TRUE, UNKNOWN
from endgate.law.reference import Groups, Reference
from endgate.law.trees import Atom
from endgate.shipment.knowledge import Grade
from endgate.shipment.model import Role

Quick = Callable[[FactRow], int | None]


@dataclass(frozen=True)
class Ground:
    """What is the same for every row of one day."""

    as_of: date
    known_as_of: date
    reference: Reference
    groups: Groups


def quick_level(atom: Atom, ground: Ground) -> Quick | None:
    """The quick level of an atom on a day; None where only the predicate can tell."""
    builder = _BUILDERS.get(atom.predicate)
    if builder is None or "actor" in (value for _, value in atom.args) or _names_actor(atom):
        return None
    return builder(atom, ground)


def _names_actor(atom: Atom) -> bool:
    return any(isinstance(value, tuple) and "actor" in value for _, value in atom.args)


class Inside(dict[str, int]):
    """Country → level of its membership in some groups on a day; each country is looked up once."""

    def __init__(self, groups: Groups, names: tuple[str, ...]) -> None:
        super().__init__()
        self._groups = groups
        self._names = names

    def __missing__(self, country: str) -> int:
        level = LEVELS[self._groups.member(country, self._names)] if country else FALSE
        self[country] = level
        return level


def _one_country(key: str) -> Callable[[Atom, Ground], Quick]:
    def build(atom: Atom, ground: Ground) -> Quick:
        inside = Inside(ground.groups, atom.args[0][1])

        def quick(row: FactRow) -> int:
            value = row.values.get(key)
            return inside[value.value] if value.__class__ is Fact else UNKNOWN

        return quick

    return build


def _some_country(key: str) -> Callable[[Atom, Ground], Quick]:
    def build(atom: Atom, ground: Ground) -> Quick:
        inside = Inside(ground.groups, atom.args[0][1])

        def quick(row: FactRow) -> int:
            return _countries(row.values.get(key), inside)

        return quick

    return build


def _countries(value: Value | None, inside: Inside) -> int:
    if not isinstance(value, Fact):
        return UNKNOWN
    found = value.value
    if not isinstance(found, tuple):
        return inside[found]
    return max((inside[each] for each in found), default=FALSE)


def _words(key: str) -> Callable[[Atom, Ground], Quick]:
    def build(atom: Atom, _ground: Ground) -> Quick:
        words = frozenset(atom.args[0][1])

        def quick(row: FactRow) -> int:
            value = row.values.get(key)
            if not isinstance(value, Fact):
                return UNKNOWN
            have = value.value
            found = not words.isdisjoint(have) if isinstance(have, tuple) else have in words
            return TRUE if found else FALSE

        return quick

    return build


def _flag(key: str) -> Callable[[Atom, Ground], Quick]:
    def build(_atom: Atom, _ground: Ground) -> Quick:
        return lambda row: _yes(row.values.get(key))

    return build


def _yes(value: Value | None) -> int:
    if not isinstance(value, Fact):
        return UNKNOWN
    return TRUE if value.value else FALSE


def _item_on(atom: Atom, ground: Ground) -> Quick:
    name = atom.arg("list")
    key = f"item_on.{name}"
    stood = LEVELS[list_stood(ground.reference, name, ground.as_of)]
    ref = ground.reference.lists.get(name)
    # An absent key: what a part's whole says (the predicate knows); else unknown, held or not.
    absent = None if ref is not None and ref.part_of else UNKNOWN

    def quick(row: FactRow) -> int | None:
        value = row.values.get(key)
        if value is None:
            return absent
        if value.__class__ is not Fact:
            return UNKNOWN
        return stood if value.value is ListStatus.LISTED else FALSE

    return quick


def _item_matches(atom: Atom, _ground: Ground) -> Quick:
    key = f"item_matches.{atom.arg('provision')}"

    def quick(row: FactRow) -> int:
        value = row.values.get(key)
        if not isinstance(value, Fact):
            return UNKNOWN
        return TRUE if value.value is ListStatus.LISTED else FALSE

    return quick


def _hs_in(atom: Atom, _ground: Ground) -> Quick:
    ranges = atom.arg("ranges")

    def quick(row: FactRow) -> int:
        value = row.values.get("hs")
        if not isinstance(value, Fact):
            return UNKNOWN
        code = hs_digits(value.value)
        return max(LEVELS[in_range(code, each)] for each in ranges)

    return quick


def _exports_from(atom: Atom, ground: Ground) -> Quick:
    places = [(f"exports_from.{name}", Inside(ground.groups, (name,))) for name in atom.arg("territory")]

    def quick(row: FactRow) -> int:
        return max((_leaves(row.values, key, inside) for key, inside in places), default=FALSE)

    return quick


def _leaves(values: Mapping[str, Value], key: str, inside: Inside) -> int:
    said = values.get(key)
    if said is not None:
        return _yes(said)
    here = _countries(values.get("goods_location"), inside)
    return here if here != TRUE else 2 - _countries(values.get("destination"), inside)


def _acts_in(atom: Atom, ground: Ground) -> Quick:
    names = atom.arg("J")
    inside = Inside(ground.groups, names)
    keys = [f"actor.acts_in.{name}" for name in names]

    def quick(row: FactRow) -> int:
        values = row.values
        if _countries(values.get("goods_location"), inside) == TRUE:
            return TRUE
        other = values.get("actor.acts_in.other")
        named = max((_yes(values.get(key, other)) for key in keys), default=FALSE)
        return named if named == TRUE else max(named, _passes(row, "actor.acts_in", inside))

    return quick


def _passes(row: FactRow, prefix: str, inside: Inside) -> int:
    """Is some place of the family that says yes surely inside? A doubt about a place named elsewhere counts for no."""
    cut = len(prefix) + 1
    for key, value in row.under(prefix):
        if isinstance(value, Fact) and value.value is True and inside[key[cut:]] == TRUE:
            return TRUE
    return FALSE


def _party_in(atom: Atom, ground: Ground) -> Quick:
    inside = Inside(ground.groups, atom.arg("group"))
    keys = [f"party_country.{role}" for role in atom.arg("roles")]

    def quick(row: FactRow) -> int:
        values = row.values
        other = values.get("party_country.other")
        return max((_countries(values.get(key, other), inside) for key in keys), default=FALSE)

    return quick


def _party_designated(atom: Atom, ground: Ground) -> Quick:
    name = atom.arg("list")
    ref = ground.reference.lists.get(name)
    whole = None if ref is None or not ref.part_of or ref.part_of == name else ref.part_of
    absent = None if whole is not None else UNKNOWN
    roles = atom.arg("roles") or [role.value for role in Role]
    key = f"party_designated.{name}"
    reaches = frozenset(atom.arg("reach"))
    cells = [(f"{key}.{role}", [(f"{key}.{role}.{reach}", reach) for reach in atom.arg("reach")]) for role in roles]

    def quick(row: FactRow) -> int | None:
        values = row.values
        all_roles = values.get(key)
        if all_roles is not None and key not in row.parents:
            return _reached_by_some(all_roles, reaches)
        result = FALSE
        for by_role, narrow in cells:
            here = values.get(by_role, all_roles)
            for by_reach, reach in narrow:
                value = values.get(by_reach, here)
                level = absent if value is None else _reached(value, reach)
                if level is None:
                    return None
                if level > result:
                    result = level
        return result

    return quick


def _reached_by_some(value: Value, reaches: frozenset[str]) -> int:
    if not isinstance(value, Fact):
        return UNKNOWN
    found = value.value
    return TRUE if (found if isinstance(found, bool) else not reaches.isdisjoint(found)) else FALSE


def _reached(value: Value, reach: str) -> int:
    if not isinstance(value, Fact):
        return UNKNOWN
    found = value.value
    return TRUE if (found if isinstance(found, bool) else reach in found) else FALSE


def _authorised(atom: Atom, ground: Ground) -> Quick:
    scope = atom.arg("scope")
    offices = ground.reference.acting_as(atom.arg("authority"))
    chains = [[f"authorised.{each}.{scope}"] * (scope is not None) + [f"authorised.{each}"] for each in offices]

    def quick(row: FactRow) -> int:
        values = row.values
        general = values.get("authorised")
        return max(_licence(values, keys, general) for keys in chains)

    return quick


def _licence(values: Mapping[str, Value], keys: Iterable[str], general: Value | None) -> int:
    for key in keys:
        value = values.get(key)
        if value is not None:
            break
    else:
        value = general
    if value is None:
        return FALSE
    if not isinstance(value, Fact):
        return UNKNOWN
    return FALSE if value.value is None else TRUE


def _knows(atom: Atom, ground: Ground) -> Quick:
    key, wanted = f"knows.{atom.arg('proposition')}", Grade(atom.arg("at_least"))
    levels = {Weighing.HELD: TRUE, Weighing.FLAGGED: UNKNOWN, Weighing.ASKED: FALSE, Weighing.OPEN: UNKNOWN}

    def quick(row: FactRow) -> int:
        value = row.values.get(key)
        if not isinstance(value, Fact):
            return UNKNOWN
        return levels[known_on(row, key, value.value, ground.as_of, ground.known_as_of).of(wanted)]

    return quick


def _informed(atom: Atom, ground: Ground) -> Quick | None:
    by, prefix = atom.arg("by"), f"informed.{atom.arg('proposition')}"
    if by is None:
        return None
    keys = [f"{prefix}.{office}" for office in ground.reference.acting_as(by)]

    def quick(row: FactRow) -> int:
        values = row.values
        found = [value for key in keys if (value := values.get(key)) is not None]
        if not found:
            found = [value for value in (values.get(f"{prefix}.other"),) if value is not None]
        return max((_letters(value, ground) for value in found), default=UNKNOWN)

    return quick


def _letters(value: Value, ground: Ground) -> int:
    if not isinstance(value, Fact):
        return UNKNOWN
    came = any(stands(ground.as_of, ground.known_as_of, each.on, each.recorded()) for each in value.value.letters)
    return TRUE if came else FALSE


def _state_determined(atom: Atom, ground: Ground) -> Quick:
    proposition = atom.arg("proposition")
    key = f"state_determined.{proposition}.{atom.arg('by')}"

    def quick(row: FactRow) -> int | None:
        value = row.values.get(key)
        if isinstance(value, Fact) and decided(value.value, ground.as_of, ground.known_as_of):
            return TRUE if value.value.holds else FALSE
        if value is not None and not isinstance(value, Fact) and value.cause is not Cause.NOT_STATED:
            return UNKNOWN
        return None

    return quick


KEYED = {
    "actor_is_legal_person_of": "actor.seat",
    "actor_is_branch": "actor.branch_in",
    "destination_in": "destination",
    "actor_is_national_of": "actor.nationality",
    "carrier_flag_in": "carrier_flag",
    "buyer_country_in": "buyer_country",
    "for_use_in": "use_country",
    "origin_in": "origin",
    "activity_in": "activity",
    "item_kind_in": "item_kind",
    "end_use_in": "end_use",
    "participates": "actor.participates",
    "actor_is_us_person": "actor.us_person",
    "hs_in": "hs",
}
"""Predicates that read one key and nothing else."""


def key_met(atom: Atom) -> str | None:
    """The one key whose value the atom meets where the row has it, whatever it reads where the row lacks it."""
    if atom.predicate == "item_on":
        return f"item_on.{atom.arg('list')}"
    if atom.predicate == "item_matches":
        return f"item_matches.{atom.arg('provision')}"
    return KEYED.get(atom.predicate)


_BUILDERS: Mapping[str, Callable[[Atom, Ground], Quick | None]] = {
    **{name: _one_country(KEYED[name]) for name in ("actor_is_legal_person_of", "actor_is_branch", "destination_in")},
    **{
        name: _some_country(KEYED[name])
        for name in ("actor_is_national_of", "carrier_flag_in", "buyer_country_in", "for_use_in", "origin_in")
    },
    "activity_in": _words("activity"),
    "item_kind_in": _words("item_kind"),
    "end_use_in": _words("end_use"),
    "participates": _flag("actor.participates"),
    "actor_is_us_person": _flag("actor.us_person"),
    "item_on": _item_on,
    "item_matches": _item_matches,
    "hs_in": _hs_in,
    "exports_from": _exports_from,
    "acts_in": _acts_in,
    "party_in": _party_in,
    "party_designated": _party_designated,
    "authorised": _authorised,
    "knows": _knows,
    "informed": _informed,
    "state_determined": _state_determined,
}
