"""Addresses of two parties: read into house, street and town, and related. They support a match, nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.fuzz import ratio

from endgate.names.facts.effects import effect, effects
from endgate.names.facts.model import Facts
from endgate.names.fold import fold
from endgate.names.model import FactRelation, QueryAddress
from endgate.names.normalise import words
from endgate.names.tables import rows
from endgate.terms.places import country_of

ADDRESS = "address"
_NUMBERED = re.compile(r"\d")
_HOUSE = re.compile(r"0*(\d+)([a-z]?)(?:st|nd|rd|th)?")
_ALIKE = 85
_SHOWN = 3
CommonAddress = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart. ``house`` are the numbers outside, ``unit`` those inside a building.

    ``box`` says that it is a post box or a care-of address: nobody lives there.
    """

    street: frozenset[str]
    house: frozenset[str]
    unit: frozenset[str]
    city: frozenset[str]
    postal: str
    country: str
    box: bool
    text: str


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Class and full form of each word of addresses: ``way``, ``unit``, ``number``, ``box``, ``part``."""
    table = {}
    for row in rows("address_words"):
        for form in row["forms"].split():
            table[form] = (row["class"], row["word"])
    return table


@lru_cache(maxsize=16384)
def read_address(address: QueryAddress) -> Place:
    """Take an address apart. A postal code or a country's name inside the text is not part of the street."""
    text = ", ".join(part for part in (address.text, address.city, address.postal_code) if part)
    city = frozenset(map(fold, words(address.city)))
    postal = "".join(words(address.postal_code))
    street: set[str] = set()
    house: set[str] = set()
    unit: set[str] = set()
    box = False
    for part in re.split(r"[,;\n]", address.text):
        if country_of(part.strip()) is not None:
            continue
        box = _read_part(words(part), city, postal, (street, house, unit)) or box
    return Place(
        frozenset(street),
        frozenset(house),
        frozenset(unit),
        city,
        postal,
        str(address.country or ""),
        box,
        text,
    )


def _read_part(
    part: tuple[str, ...], city: frozenset[str], postal: str, into: tuple[set[str], set[str], set[str]]
) -> bool:
    """Sort the words between two commas; is it a post box?"""
    street, house, unit = into
    if _is_box(part):
        return True
    inside = False
    for at, word in enumerate(part):
        kind, full = _words().get(word, ("", word))
        if kind in ("unit", "number"):
            inside = kind == "unit"
        elif kind in ("way", "part"):
            continue
        elif _NUMBERED.search(word):
            inside = inside or _class_of(part, at + 1) == "unit"
            if word != postal:
                (unit if inside else house).add(_house(word))
            inside = False
        elif fold(word) not in city and len(word) > 1:
            street.add(fold(full))
    return False


def _class_of(part: tuple[str, ...], at: int) -> str:
    return _words().get(part[at], ("", ""))[0] if at < len(part) else ""


def _is_box(part: tuple[str, ...]) -> bool:
    joined = " ".join(part)
    return any(joined.startswith(each) or f" {each}" in joined for each in _boxes())


@cache
def _boxes() -> tuple[str, ...]:
    return tuple(
        form.replace("_", " ")
        for row in rows("address_words")
        if row["class"] == "box"
        for form in row["forms"].split()
    )


def _house(word: str) -> str:
    match = _HOUSE.fullmatch(word)
    return word if match is None else f"{match[1]}{match[2]}"


def address_relation(left: Place, right: Place) -> str:
    """``same``, ``same_building``, ``same_street``, ``same_city``, ``different`` or ``missing``. Symmetric."""
    if left.country and right.country and left.country != right.country:
        return "different"
    town = _one_town(left, right)
    if left.box or right.box or not (left.street or left.house) or not (right.street or right.house):
        return "missing" if town is None else "same_city" if town else "different"
    street = _one_street(left, right)
    if street and town is not False:
        if left.house & right.house and (left.house <= right.house or right.house <= left.house):
            return "same_building" if _units_apart(left, right) else "same"
        return "same_street"
    return "same_city" if town else "different"


def _units_apart(left: Place, right: Place) -> bool:
    return bool(left.unit or right.unit) and left.unit != right.unit


def _one_town(left: Place, right: Place) -> bool | None:
    """None where a side names no town of its own; then its text may hold the other's."""
    if left.postal and right.postal and left.postal == right.postal and len(left.postal) > 3:
        return True
    if left.city and right.city:
        return _alike(left.city, right.city)
    for one, other in ((left, right), (right, left)):
        if one.city and not other.city and other.street:
            return True if one.city <= other.street else None
    return None


def _one_street(left: Place, right: Place) -> bool:
    """Are the telling words of the shorter one among those of the longer one?"""
    one, other = (place.street - (left.city | right.city) for place in (left, right))
    if not one or not other:
        return False
    return _alike(one, other)


@lru_cache(maxsize=65536)
def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    short, long = sorted((left, right), key=lambda side: (len(side), sorted(side)))
    found = [word for word in short if word in long or any(_near(word, each) for each in long)]
    telling = any(len(word) > 3 for word in found) or len(found) == len(long)
    return telling and 4 * len(found) >= 3 * len(short) and 2 * len(found) >= len(long)


def _near(left: str, right: str) -> bool:
    return min(len(left), len(right)) > 4 and ratio(left, right) >= _ALIKE


def address_key(address: QueryAddress) -> str:
    """One text for an address that names a house in a street; empty for others. Equal keys are one building."""
    place = read_address(address)
    if place.box or not place.house or not place.street:
        return ""
    city = place.city or frozenset()
    return "|".join((place.country, " ".join(sorted(place.house)), " ".join(sorted(place.street | city))))


def relate_addresses(ours: Facts, theirs: Facts, is_common: CommonAddress) -> Iterable[FactRelation]:
    """The closest pair of addresses; one that many parties share, or a post box, supports nothing."""
    if not ours.addresses and not theirs.addresses:
        return
    left, right = ([read_address(each) for each in side.addresses] for side in (ours, theirs))
    if not left or not right:
        yield FactRelation(ADDRESS, "missing", _shown(left), _shown(right))
        return
    pairs = [(address_relation(a, b), a, b, x) for a, x in zip(left, ours.addresses, strict=True) for b in right]
    relation, a, b, stated = max(pairs, key=lambda pair: (_rank(pair[0]), pair[1].text, pair[2].text))
    notes: tuple[str, ...] = ()
    if relation in ("same", "same_building") and is_common(address_key(stated)):
        relation, notes = "common_address", (relation,)
    yield FactRelation(ADDRESS, relation, (a.text,), (b.text,), effect(ADDRESS, relation), notes=notes)


def _rank(relation: str) -> int:
    order = ("missing", "different", *sorted(effects(ADDRESS), key=lambda each: effects(ADDRESS)[each]))
    return max(at for at, each in enumerate(order) if each == relation)


def _shown(places: list[Place]) -> tuple[str, ...]:
    return tuple(place.text for place in places[:_SHOWN])
