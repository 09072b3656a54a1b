"""One entry of a British list as gathered from rows or elements, before it becomes a party.

The lists repeat one entry for each combination of name, date of birth and address: parts are united here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NAME_PARTS = ("name1", "name2", "name3", "name4", "name5", "name6")
ADDRESS_PARTS = ("address1", "address2", "address3", "address4", "address5", "address6", "postal_code", "country")
_NAME_FACTS = ("name_type", "strength")
_ACT_FACTS = ("regime", "listed_on")


@dataclass(frozen=True)
class UkName:
    """A name in its six parts (the sixth is the surname or the whole name), with type and strength as printed."""

    parts: tuple[str, ...]
    type: str = ""
    strength: str = ""


@dataclass
class UkEntry:
    """The distinct parts of an entry, each in the order met."""

    key: str
    line: int
    names: list[UkName] = field(default_factory=list)
    addresses: list[tuple[str, ...]] = field(default_factory=list)
    acts: list[tuple[str, str]] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        return self.cells.get(name, [])

    def first(self, name: str) -> str:
        found = self.cells.get(name)
        return found[0] if found else ""

    def add(self, name: str, *texts: str) -> None:
        """Add values of a field; empty ones and repetitions say nothing."""
        held = self.cells.setdefault(name, [])
        held += [text for text in dict.fromkeys(texts) if text and text not in held]

    def add_name(self, row: Mapping[str, str]) -> None:
        name = UkName(tuple(row.get(part, "") for part in NAME_PARTS), *(row.get(part, "") for part in _NAME_FACTS))
        if any(name.parts) and name not in self.names:
            self.names.append(name)

    def add_address(self, row: Mapping[str, str]) -> None:
        address = tuple(row.get(part, "") for part in ADDRESS_PARTS)
        if any(address) and address not in self.addresses:
            self.addresses.append(address)

    def add_act(self, regime: str, listed_on: str) -> None:
        if (regime, listed_on) not in self.acts:
            self.acts.append((regime, listed_on))


_APART = frozenset((*NAME_PARTS, *ADDRESS_PARTS, *_NAME_FACTS, *_ACT_FACTS, "key"))


def unite(rows: Iterable[tuple[int, Mapping[str, str]]]) -> dict[str, UkEntry]:
    """Entries by key from rows with their lines, in the order in which keys are met."""
    entries: dict[str, UkEntry] = {}
    for line, row in rows:
        entry = entries.setdefault(row["key"], UkEntry(row["key"], line))
        entry.add_name(row)
        entry.add_address(row)
        entry.add_act(row["regime"], row["listed_on"])
        for name, text in row.items():
            if text and name not in _APART:
                entry.add(name, text)
    return entries
