"""What OFAC's formats share: links to other entries by name, tonnages."""

from __future__ import annotations

from collections.abc import Sequence

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse
from endgate.lists.model import Relation
from endgate.lists.sources import Source


class NameIndex:
    """Entry numbers by name, without regard to case and a final full stop; a name of several entries is ambiguous."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def add(self, name: str, number: str) -> None:
        key = _key(name)
        self._numbers[key] = number if self._numbers.get(key, number) == number else ""

    def number(self, name: str) -> str | None:
        """The number of the entry that bears the name; empty when several do, None when none does."""
        return self._numbers.get(_key(name))


def _key(text: str) -> str:
    return collapse(text).upper().rstrip(".")


def read_relations(
    source: Source, targets: Sequence[str], index: NameIndex, report: ImportReport
) -> tuple[Relation, ...]:
    """Untyped links by name, resolved where exactly one entry bears the name."""
    relations = []
    for target in targets:
        number = index.number(target)
        report.count("links")
        report.count("links:resolved", number is not None)
        report.count("links:ambiguous", number == "")
        relations.append(Relation("linked_to", target, f"{source.id}:{number}" if number else ""))
    return tuple(relations)


def read_tonnage(text: str, report: ImportReport) -> int | None:
    """A whole number with or without thousands separators."""
    digits = text.replace(",", "")
    if digits.isascii() and digits.isdigit():
        return int(digits)
    if text:
        report.met_unknown(f"tonnage {text}")
    return None
