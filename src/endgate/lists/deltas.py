"""What changed between two snapshots of one list: who came, who went, and which fields of whom, by weight.

The order of names, of designations and the like carries no meaning; where a fact stood in the file carries none either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from endgate.lists.model import ListedParty
from endgate.terms.codec import encode


class Grade(StrEnum):
    """Weight of a change. Reviews of matches are opened again by identity and listing only."""

    IDENTITY = "identity"
    LISTING = "listing"
    DETAIL = "detail"
    TEXT = "text"


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


def compare(old: Iterable[ListedParty], new: Iterable[ListedParty]) -> tuple[Change, ...]:
    """All changes, ordered by party id."""
    before = {party.party_id: party for party in old}
    after = {party.party_id: party for party in new}
    changes = []
    for party_id in sorted(before.keys() | after.keys()):
        change = _change(party_id, before.get(party_id), after.get(party_id))
        if change is not None:
            changes.append(change)
    return tuple(changes)


def _change(party_id: str, old: ListedParty | None, new: ListedParty | None) -> Change | None:
    if old is None or new is None:
        present = new or old
        assert present is not None, "one of the two holds the party"
        return Change("DEL" if new is None else "ADD", party_id, present.primary_name)
    if old == new:
        return None
    fields = tuple(_field_changes(_facts(old), _facts(new)))
    return Change("MOD", party_id, new.primary_name, fields) if fields else None


def _facts(party: ListedParty) -> dict[str, Any]:
    facts: dict[str, Any] = _without_traces(encode(party))
    return facts


def _without_traces(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_traces(each) for key, each in value.items() if key != "trace"}
    return [_without_traces(each) for each in value] if isinstance(value, list) else value


def _field_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterable[FieldChange]:
    for path in sorted(old.keys() | new.keys()):
        was, now = _values(old.get(path)), _values(new.get(path))
        dropped = tuple(each for each in was if each not in now)
        added = tuple(each for each in now if each not in was)
        if dropped or added:
            yield FieldChange(path, _GRADES.get(path, Grade.DETAIL), dropped, added)


def _values(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
