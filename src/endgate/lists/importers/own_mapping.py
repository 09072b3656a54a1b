"""The mapping file of a user's own table: which column is what. All its faults are shown together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from endgate.lists.errors import MAPPING, ListRefusedError
from endgate.terms.faults import Fault
from endgate.terms.kinds import IdentifierKind, PartyKind

_FILE_KEYS = ("encoding", "delimiter", "header_row", "kind")
_SPEC_KEYS = ("column", "split", "format")
_DEFAULT_KEYS = ("authority", "list_name", "programme", "measure", "kind")
_TABLES = ("file", "columns", "defaults")
_CONTENTS = ("csv", "xlsx")


@dataclass(frozen=True)
class Spec:
    """One column: its header, the text that parts several values in a cell, the form of its dates."""

    column: str
    split: str = ""
    format: str = ""


@dataclass(frozen=True)
class OwnMapping:
    """What the columns of a table are. ``columns`` has a party's fields, identifiers as ``identifier.<kind>``."""

    columns: dict[str, tuple[Spec, ...]]
    encoding: str = ""
    delimiter: str = ","
    header_row: int = 1
    content: str = ""
    kind: PartyKind = PartyKind.UNKNOWN
    authority: str = ""
    list_name: str = ""
    programme: str = ""
    measures: tuple[str, ...] = ()

    def used(self) -> set[str]:
        """Headers of all columns that are read."""
        return {spec.column for specs in self.columns.values() for spec in specs}


@dataclass(frozen=True)
class Vocabulary:
    """The words that a mapping may use."""

    columns: tuple[str, ...]
    measures: tuple[str, ...]
    countries: Mapping[str, str]
    kinds: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The words that a mapping may use, from the data of the package."""
    text = resources.files("endgate").joinpath("data", "lists", "own_vocabulary.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    return Vocabulary(tuple(raw["columns"]), tuple(raw["measures"]), raw["countries"], raw["kinds"])


def kind_of(word: str) -> PartyKind | None:
    """The kind of party that a word of the mapping or of a cell means."""
    found = vocabulary().kinds.get(word.strip().lower().replace(" ", "_"))
    return None if found is None else PartyKind(found)


def is_mapping(data: bytes) -> bool:
    """Is this file a mapping, that is a TOML file with a table of columns?"""
    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError:  # no TOML or no text: a table
        return False
    return "columns" in raw


def read_mapping(data: bytes, where: str) -> OwnMapping:
    """Read a mapping. Raises ListRefusedError (EG2018) with every fault in it."""
    raw = tomllib.loads(data.decode("utf-8-sig"))
    reading = _Reading(where)
    file, columns, defaults = (reading.table(raw, name) for name in _TABLES)
    reading.unknown(raw, _TABLES, "")
    reading.unknown(file, _FILE_KEYS, "file.")
    reading.unknown(defaults, _DEFAULT_KEYS, "defaults.")
    mapping = OwnMapping(
        columns=reading.columns(columns),
        encoding=reading.text(file, "encoding", "file."),
        delimiter=reading.delimiter(file),
        header_row=reading.header_row(file),
        content=content if (content := reading.text(file, "kind", "file.")) in _CONTENTS else "",
        kind=reading.kind(file, defaults),
        authority=reading.text(defaults, "authority", "defaults."),
        list_name=reading.text(defaults, "list_name", "defaults."),
        programme=reading.text(defaults, "programme", "defaults."),
        measures=reading.measures(defaults),
    )
    if reading.faults:
        raise ListRefusedError(*dict.fromkeys(reading.faults))
    return mapping


@dataclass
class _Reading:
    """Reads values of the mapping and collects what is wrong with them."""

    where: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: str, what: str) -> None:
        self.faults.append(MAPPING.at(f"{self.where}:{path}", what))

    def table(self, raw: dict[str, Any], name: str) -> dict[str, Any]:
        value = raw.get(name, {})
        if isinstance(value, dict):
            return value
        self.fault(name, "a table is due here")
        return {}

    def unknown(self, table: dict[str, Any], known: tuple[str, ...], path: str) -> None:
        for key in table:
            if key not in known:
                self.fault(f"{path}{key}", f"not known; known are {', '.join(known)}")

    def text(self, table: dict[str, Any], key: str, path: str) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return value
        self.fault(f"{path}{key}", f"{value!r} is no text")
        return ""

    def delimiter(self, file: dict[str, Any]) -> str:
        value = self.text(file, "delimiter", "file.") or ","
        if len(value) != 1 or value in '"\r\n':
            self.fault("file.delimiter", f"{value!r} is not one character that can part columns")
            return ","
        return value

    def header_row(self, file: dict[str, Any]) -> int:
        value = file.get("header_row", 1)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.fault("file.header_row", f"{value!r} is no row number from 1")
        return 1

    def kind(self, file: dict[str, Any], defaults: dict[str, Any]) -> PartyKind:
        """The kind of every party of the table; ``file.kind`` may name the kind of file instead."""
        kinds = [PartyKind.UNKNOWN]
        for table, path in ((file, "file."), (defaults, "defaults.")):
            word = self.text(table, "kind", path)
            if word and not (table is file and word in _CONTENTS):
                found = kind_of(word)
                if found is None:
                    self.fault(f"{path}kind", f"{word!r} is none of {', '.join(vocabulary().kinds)}")
                else:
                    kinds.append(found)
        return kinds[-1]

    def measures(self, defaults: dict[str, Any]) -> tuple[str, ...]:
        value = defaults.get("measure", [])
        words = tuple(map(str, value if isinstance(value, list) else [value]))
        for word in words:
            if word not in vocabulary().measures:
                self.fault("defaults.measure", f"{word!r} is none of {', '.join(vocabulary().measures)}")
        return words

    def columns(self, table: dict[str, Any]) -> dict[str, tuple[Spec, ...]]:
        found = dict(self._columns(table))
        if "name" not in found:
            self.fault("columns.name", "no column is mapped to the name")
        return found

    def _columns(self, table: dict[str, Any]) -> Iterator[tuple[str, tuple[Spec, ...]]]:
        known = (*vocabulary().columns, *vocabulary().countries)
        for key, value in table.items():
            if key == "identifier" and isinstance(value, dict):
                yield from self._identifiers(value)
            elif key in known:
                yield key, self._specs(value, f"columns.{key}")
            else:
                self.fault(f"columns.{key}", f"not known; known are {', '.join(known)}, identifier.<kind>")

    def _identifiers(self, table: dict[str, Any]) -> Iterator[tuple[str, tuple[Spec, ...]]]:
        kinds = [kind.value for kind in IdentifierKind]
        for key, value in table.items():
            if key in kinds:
                yield f"identifier.{key}", self._specs(value, f"columns.identifier.{key}")
            else:
                self.fault(f"columns.identifier.{key}", f"not known; known are {', '.join(kinds)}")

    def _specs(self, value: Any, path: str) -> tuple[Spec, ...]:
        values = value if isinstance(value, list) else [value]
        return tuple(spec for each in values if (spec := self._spec(each, path)) is not None)

    def _spec(self, value: Any, path: str) -> Spec | None:
        table = {"column": value} if isinstance(value, str) else value
        if not isinstance(table, dict) or not table.get("column"):
            self.fault(path, "the header of a column is due here, or a table with column, split, format")
            return None
        self.unknown(table, _SPEC_KEYS, f"{path}.")
        texts = {key: self.text(table, key, f"{path}.") for key in _SPEC_KEYS}
        return Spec(**texts)
