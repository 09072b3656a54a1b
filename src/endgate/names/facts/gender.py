"""What a party's record and names say of its gender. Said by one side alone, it moves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from endgate.names.facts.effects import effect
from endgate.names.facts.model import Facts
from endgate.names.model import FactRelation
from endgate.names.normalise import words
from endgate.names.tables import rows
from endgate.terms.kinds import PartyKind

GENDER = "gender"
MALE, FEMALE = "male", "female"
_STATED = {"m": MALE, "male": MALE, "f": FEMALE, "female": FEMALE, "w": FEMALE, "woman": FEMALE, "man": MALE}
_NOT_PEOPLE = frozenset({PartyKind.ORGANISATION, PartyKind.VESSEL, PartyKind.AIRCRAFT, PartyKind.PLACE})


def relate_gender(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    """The stated genders, or what titles, patronymics and the ending of one family name in both forms tell."""
    if ours.kind in _NOT_PEOPLE or theirs.kind in _NOT_PEOPLE:
        return
    left, right = _gender(ours), _gender(theirs)
    if not (left and right):
        forms = _forms_of_one_family(ours.names, theirs.names)
        left, right = left or forms[0], right or forms[1]
    if not left and not right:
        return
    if not left or not right:
        yield FactRelation(GENDER, "missing", _sides(left), _sides(right))
        return
    relation = "same" if left == right else "different"
    yield FactRelation(GENDER, relation, _sides(left), _sides(right), effect(GENDER, relation))


def _sides(gender: str) -> tuple[str, ...]:
    return (gender,) if gender else ()


def _gender(facts: Facts) -> str:
    stated = read_gender(facts.gender)
    return stated or _told(facts.names)


def read_gender(text: str) -> str:
    """``male``, ``female``, or empty for anything else."""
    return _STATED.get(text.strip().casefold(), "")


@lru_cache(maxsize=4096)
def _told(names: tuple[str, ...]) -> str:
    """What all of a party's names tell alike; empty where they are silent or disagree."""
    told = {gender for name in names if (gender := gender_of(name))}
    return told.pop() if len(told) == 1 else ""


@cache
def _marks() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {"word": {}, "ending": {}}
    for row in rows("gender_marks"):
        for form in row["forms"].split():
            table[row["place"]][form] = row["gender"]
    return table


def gender_of(name: str) -> str:
    """The gender that a title, a patronymic or the word before the father's name tells; the first one counts."""
    marks = _marks()
    found = words(name)
    for word in found:
        if gender := marks["word"].get(word, ""):
            return gender
    told = {gender for word in found if (gender := _by_ending(word, marks["ending"]))}
    if told == {MALE}:
        return MALE if any(_by_ending(word, marks["ending"]) for word in _patronymics(name)) else ""
    return FEMALE if FEMALE in told else ""


def _patronymics(name: str) -> tuple[str, ...]:
    """Words that stand where a father's name does: -ovich also ends family names, which both sexes bear."""
    _, comma, given = name.partition(",")
    return words(given)[1:] if comma else words(name)[1:-1]


def _by_ending(word: str, endings: dict[str, str]) -> str:
    if len(word) < 7:
        return ""
    return next((gender for ending, gender in endings.items() if word.endswith(ending)), "")


def _forms_of_one_family(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, str]:
    """Where one side bears the masculine and the other the feminine form of one family name (Ivanov, Ivanova)."""
    (left, left_as_men), (right, right_as_men) = _families(ours), _families(theirs)
    if not left_as_men and not right_as_men:
        return "", ""
    if left & right & (left_as_men | right_as_men):
        return "", ""
    if left_as_men & right:
        return FEMALE, MALE
    return (MALE, FEMALE) if right_as_men & left else ("", "")


@lru_cache(maxsize=4096)
def _families(names: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the names, and the masculine forms of the feminine family names among them."""
    found = frozenset(word for name in names for word in words(name))
    return found, _masculine(found)


def _masculine(family: frozenset[str]) -> frozenset[str]:
    found = {word[:-1] for word in family if word.endswith(_FEMININE) and len(word) > 5}
    return frozenset(found) | {
        word[:-3] + ending for word in family if word.endswith("skaya") for ending in ("iy", "y", "i", "ii")
    }


_FEMININE = ("ova", "eva", "yova", "ina", "yna")
