"""A side of a comparison: its kind, its facts and its names, with the names that they contain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.names.facts import Facts, facts_of_listed, facts_of_query, query_of
from endgate.names.model import Query
from endgate.names.normalise import MAX_LENGTH, names_in
from endgate.names.readings import other_readings
from endgate.names.romanise import HAN
from endgate.shipment.model import Party
from endgate.terms.kinds import PartyKind


@dataclass(frozen=True)
class NamedText:
    """One name of a party, as given or found inside a given one."""

    text: str
    origin: str = "given"
    quality: str = ""

    @property
    def weak(self) -> bool:
        return self.quality in (NameQuality.WEAK, NameQuality.DAMAGED)


@dataclass(frozen=True)
class Subject:
    """A side of a comparison in the form the scorer reads."""

    ref: str
    names: tuple[NamedText, ...]
    kind: PartyKind
    facts: Facts


def subject_of(party: Query | ListedParty | Party) -> Subject:
    """Prepare a party for comparison; names inside names become names of their own."""
    if isinstance(party, Party):
        party = query_of(party)
    if isinstance(party, Query):
        return Subject(party.ref, _given(party.names, party.kind in _READ), party.kind, facts_of_query(party))
    given = ((name.text, name.kind.value, name.quality.value) for name in party.names if _is_name(name.kind))
    return Subject(party.party_id, named_texts(given), party.kind, facts_of_listed(party))


_READ = (PartyKind.PERSON, PartyKind.UNKNOWN)
"""Whose names in Han letters are read as elsewhere than in China too."""


@lru_cache(maxsize=4096)
def _given(names: tuple[str, ...], read: bool) -> tuple[NamedText, ...]:
    """The names as asked for, then what they are elsewhere; lists say themselves how their names are read."""
    found = named_texts((name, "given", "") for name in names)
    if not read or all(name.text.isascii() for name in found):
        return found
    return found + tuple(NamedText(each, READ) for name in found for each in other_readings(name.text))


READ = "reading"
"""Origin of a name that is another reading of one in Han letters."""


def as_written(left: Subject, right: Subject) -> tuple[Subject, Subject]:
    """Two sides that both have names in Han letters, without other readings of them: the letters tell who is who."""
    if not all(any(HAN.search(name.text) for name in side.names) for side in (left, right)):
        return left, right
    one, other = (
        replace(side, names=tuple(name for name in side.names if name.origin != READ)) for side in (left, right)
    )
    return one, other


def _is_name(kind: NameKind) -> bool:
    return kind is not NameKind.ADDRESS_ONLY


def named_texts(names: Iterable[tuple[str, str, str]]) -> tuple[NamedText, ...]:
    """Distinct names with what they contain; a text that is too long or empty yields none."""
    found: dict[str, NamedText] = {}
    for text, origin, quality in names:
        if len(text) > MAX_LENGTH:
            continue
        for contained in names_in(text):
            label = origin if contained.origin == "given" else contained.origin
            known = found.get(contained.text)
            if known is None or (known.weak and quality not in (NameQuality.WEAK, NameQuality.DAMAGED)):
                found[contained.text] = NamedText(contained.text, label, quality)
    return tuple(found.values())
