"""What changed between two snapshots of one list: who came, who went, and which fields of whom, by weight.

The order of names, of designations and the like carries no meaning; where a fact stood in the file carries none either,
nor does text that the publisher puts beside every entry (``immaterial`` in ``sources.toml``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from endgate.lists.model import ListedParty
from endgate.terms.codec import encode


class Grade(StrEnum):
    """Weight of a change. Reviews of matches are opened again by identity and listing only.

    ``format`` is a fact that was moved or spelt otherwise and means the same.
    """

    IDENTITY = "identity"
    LISTING = "listing"
    DETAIL = "detail"
    TEXT = "text"
    FORMAT = "format"

    @property
    def weighty(self) -> bool:
        """May it change whom a customer matches, or what a match means?"""
        return self in (Grade.IDENTITY, Grade.LISTING)


_GRADES = {
    "kind": Grade.IDENTITY,
    "subkind": Grade.IDENTITY,
    "names": Grade.IDENTITY,
    "identifiers": Grade.IDENTITY,
    "birth": Grade.IDENTITY,
    "gender": Grade.IDENTITY,
    "designations": Grade.LISTING,
    "notes": Grade.TEXT,
}


@dataclass(frozen=True)
class FieldChange:
    """One field of a party: what was dropped and what was added, as plain JSON."""

    path: str
    grade: Grade
    old: tuple[Any, ...]
    new: tuple[Any, ...]


@dataclass(frozen=True)
class Change:
    """One party that came (``ADD``), went (``DEL``) or changed (``MOD``)."""

    what: str
    party_id: str
    name: str
    fields: tuple[FieldChange, ...] = ()

    @property
    def weighty(self) -> bool:
        """Came, went, or changed in a field of identity or listing."""
        return self.what != "MOD" or any(each.grade.weighty for each in self.fields)


def compare(
    old: Iterable[ListedParty], new: Iterable[ListedParty], *, immaterial: Sequence[str] = ()
) -> tuple[Change, ...]:
    """All changes, ordered by party id. ``immaterial`` are patterns of text that is cut before texts are compared."""
    before = {party.party_id: party for party in old}
    after = {party.party_id: party for party in new}
    noise = re.compile("|".join(f"(?:{each})" for each in immaterial), re.DOTALL) if immaterial else None
    changes = []
    for party_id in sorted(before.keys() | after.keys()):
        change = compare_party(party_id, before.get(party_id), after.get(party_id), noise)
        if change is not None:
            changes.append(change)
    return tuple(changes)


def compare_party(
    party_id: str, old: ListedParty | None, new: ListedParty | None, noise: re.Pattern[str] | None = None
) -> Change | None:
    """The change of one party; None when nothing of substance or form differs."""
    if old is None or new is None:
        present = new or old
        assert present is not None, "one of the two holds the party"
        return Change("DEL" if new is None else "ADD", party_id, present.primary_name)
    if old == new:
        return None
    fields = tuple(_field_changes(_facts(old), _facts(new), noise))
    return Change("MOD", party_id, new.primary_name, fields) if fields else None


def _facts(party: ListedParty) -> dict[str, Any]:
    facts: dict[str, Any] = _without_traces(encode(party))
    return facts


def _without_traces(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_traces(each) for key, each in value.items() if key != "trace"}
    return [_without_traces(each) for each in value] if isinstance(value, list) else value


def _field_changes(old: dict[str, Any], new: dict[str, Any], noise: re.Pattern[str] | None) -> Iterable[FieldChange]:
    for path in sorted(old.keys() | new.keys()):
        was, now = _values(old.get(path)), _values(new.get(path))
        dropped = [each for each in was if each not in now]
        added = [each for each in now if each not in was]
        if path == "notes" and noise is not None:
            dropped, added = _without_noise(dropped, added, noise)
        dropped, added, respelt = _parted(dropped, added)
        if dropped or added:
            yield FieldChange(path, _GRADES.get(path, Grade.DETAIL), tuple(dropped), tuple(added))
        if respelt:
            yield FieldChange(path, Grade.FORMAT, tuple(a for a, _ in respelt), tuple(b for _, b in respelt))


def _values(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _without_noise(dropped: list[Any], added: list[Any], noise: re.Pattern[str]) -> tuple[list[Any], list[Any]]:
    """Texts that differ in more than what the publisher prints beside every entry."""
    was, now = ([_cut(each, noise) for each in side] for side in (dropped, added))
    left = [each for each, text in zip(dropped, was, strict=True) if text and text not in now]
    right = [each for each, text in zip(added, now, strict=True) if text and text not in was]
    return left, right


def _cut(text: str, noise: re.Pattern[str]) -> str:
    return " ".join(noise.sub(" ", text).split())


def _parted(dropped: list[Any], added: list[Any]) -> tuple[list[Any], list[Any], list[tuple[Any, Any]]]:
    """Take out pairs of values that mean the same."""
    waiting: dict[str, list[Any]] = {}
    for each in dropped:
        waiting.setdefault(_meaning(each), []).append(each)
    respelt, new = [], []
    for each in added:
        same = waiting.get(_meaning(each))
        if same:
            respelt.append((same.pop(0), each))
        else:
            new.append(each)
    left = Counter(id(each) for values in waiting.values() for each in values)
    return [each for each in dropped if left[id(each)]], new, respelt


_EXPIRY = re.compile(r"expir\w*|date of expiry|valid (?:un)?til")
_FILLER = re.compile(r"\b(?:date|on|of|the)\b|[\W_]+")


def _meaning(value: Any) -> str:
    """A value without letter case, punctuation, order of keys and empty parts; dates of expiry under one word."""
    if isinstance(value, dict):
        parts = {key: _meaning(each) for key, each in value.items() if key != "raw" and each not in ("", [], None)}
        return json.dumps(parts, sort_keys=True)
    if isinstance(value, list):
        return json.dumps(sorted(map(_meaning, value)))
    return " ".join(_FILLER.sub(" ", _EXPIRY.sub("expires", str(value).casefold())).split())
