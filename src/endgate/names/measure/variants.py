"""Altered spellings of listed names, and of invented companies that no list knows: the same party written otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random

from endgate.lists.model import ListedParty
from endgate.names.measure.altered import altered, renamed_ship
from endgate.names.measure.attested import Attested
from endgate.names.measure.held_out import latin_names, named_pair
from endgate.names.measure.model import LabelledPair
from endgate.names.measure.twins import Twins
from endgate.names.model import TokenClass
from endgate.names.normalise import sorted_text, words
from endgate.names.tables import settings
from endgate.terms.kinds import PartyKind

_SHIPS_RENAMED = 0.5
_ONSETS = ("b", "br", "d", "f", "g", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z", "sh", "ch")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ei")


def variants(
    parties: Sequence[ListedParty], twins: Twins, rng: Random, counts: dict[PartyKind, int]
) -> Iterator[LabelledPair]:
    """Altered names, so many of each kind, each beside the name it was made of."""
    for kind, count in counts.items():
        pool = [party for party in parties if party.kind is kind]
        made = 0
        for _ in range(count * 20 if pool else 0):
            party = rng.choice(pool)
            names = latin_names(party)
            if made >= count or not names:
                continue
            text = rng.choice(names)
            found = _variant(text, kind, rng)
            if found is None or _ambiguous(found[1], party.party_id, twins):
                continue
            made += 1
            half = twins.half(party.party_id)
            yield named_pair((found[1], text), kind, same=True, set="variant", tier="made", variant=found[0], half=half)


def _variant(text: str, kind: PartyKind, rng: Random) -> tuple[str, str] | None:
    if kind is PartyKind.VESSEL and rng.random() < _SHIPS_RENAMED:
        return renamed_ship(text, rng)
    if len(words(text)) < 2 and kind is not PartyKind.VESSEL:
        return None
    return altered(text, kind, rng)


def _ambiguous(changed: str, party_id: str, twins: Twins) -> bool:
    """Does the altered name happen to be somebody else's?"""
    bearers = twins.bearers.get(sorted_text(changed), set())
    return bool(bearers) and party_id not in bearers


@cache
def _synthetic() -> dict[str, list[str]]:
    return dict(settings("measure/near_misses")["synthetic"])


def coined(rng: Random) -> str:
    """A word of two or three syllables that nobody bears."""
    parts = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 3))]
    return "".join(parts) + rng.choice(("", "n", "r", "x", "l", "s", "m"))


def invented_companies(attested: Attested, rng: Random, count: int) -> Iterator[LabelledPair]:
    """Companies made of a name, a trade, a place and a form: half written otherwise, half another company."""
    attested_names = [each for each in attested.pools.get(TokenClass.CORE, ()) if len(each) > 4]
    for number in range(count):
        name = rng.choice(attested_names) if attested_names and rng.random() < 0.4 else coined(rng)
        parts = _parts(name, rng)
        if number % 2:
            label, other = _other_company(parts, attested_names, rng)
        else:
            label, other = _same_company(parts, rng)
        shown = _shown(parts)
        if shown != other:
            yield named_pair(
                (shown.title(), other.upper() if rng.random() < 0.3 else other),
                PartyKind.ORGANISATION,
                same=not number % 2,
                set="invented",
                tier="made",
                variant=label,
            )


def _parts(name: str, rng: Random) -> dict[str, str]:
    tables = _synthetic()
    parts = {"city": rng.choice(tables["cities"]) if rng.random() < 0.3 else "", "name": name}
    parts["second"] = coined(rng) if rng.random() < 0.25 else ""
    parts["activity"] = rng.choice(tables["activities"]) if rng.random() < 0.75 else ""
    parts["descriptor"] = rng.choice(tables["descriptors"]) if rng.random() < 0.4 or not parts["activity"] else ""
    parts["number"] = str(rng.randint(2, 99)) if rng.random() < 0.1 else ""
    return {**parts, "form": rng.choice(tables["forms"])}


def _shown(parts: dict[str, str]) -> str:
    return " ".join(" ".join(part for part in parts.values() if part).split())


def _same_company(parts: dict[str, str], rng: Random) -> tuple[str, str]:
    tables = _synthetic()
    choice = rng.randrange(6)
    if choice == 0:
        return "form_dropped", _shown({**parts, "form": ""})
    if choice == 1:
        return "form_other", _shown({**parts, "form": rng.choice(tables["forms"])})
    if choice == 2:
        return "abbreviated", _abbreviated(_shown(parts), rng)
    if choice == 3 and parts["city"]:
        city = parts["city"]
        return "city_moved", f"{_shown({**parts, 'city': ''})} ({city})"
    changed = altered(_shown(parts), PartyKind.ORGANISATION, rng)
    while changed is None or changed[0] == "dropped":
        changed = altered(_shown(parts), PartyKind.ORGANISATION, rng)
    return changed


def _abbreviated(text: str, rng: Random) -> str:
    pairs = [each.split("/") for each in _synthetic()["abbreviations"]]
    usable = [pair for pair in pairs if f" {pair[0]} " in f" {text} "]
    for long, short in usable:
        text = f" {text} ".replace(f" {long} ", f" {short} ").strip()
    return text if usable else f"{text} {rng.choice(('Co', 'Ltd', 'LLC'))}"


def _other_company(parts: dict[str, str], names: Sequence[str], rng: Random) -> tuple[str, str]:
    tables = _synthetic()
    choice = rng.randrange(4)
    if choice == 0 and parts["activity"]:
        return "activity", _shown({**parts, "activity": _another(tables["activities"], parts["activity"], rng)})
    if choice == 1 and parts["city"]:
        return "city", _shown({**parts, "city": _another(tables["cities"], parts["city"], rng)})
    if choice == 2 and parts["number"]:
        return "number", _shown({**parts, "number": str(int(parts["number"]) + rng.randint(1, 3))})
    other = rng.choice(names) if names and rng.random() < 0.5 else coined(rng)
    return "frame", _shown({**parts, "name": other if other != parts["name"] else coined(rng)})


def _another(words_: Sequence[str], one: str, rng: Random) -> str:
    return rng.choice([each for each in words_ if each != one])
