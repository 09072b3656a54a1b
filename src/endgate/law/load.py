"""Loads measure files, groups, propositions and authorities from YAML; every fault of every file comes together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from endgate.law.errors import BAD_MEASURE, BROKEN_REFERENCE, LawError
from endgate.law.model import Measure, MeasureFile
from endgate.law.reference import AuthorityRef, Group, Proposition
from endgate.law.yaml_text import PlainFile, read_yaml
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError, Fault

T = TypeVar("T")

_NOT_INHERITED = ("id", "tests", "extends")


@dataclass(frozen=True)
class Loaded:
    """Everything that was read, with the place of each measure for messages."""

    files: tuple[MeasureFile, ...]
    groups: tuple[Group, ...]
    propositions: tuple[Proposition, ...]
    authorities: tuple[AuthorityRef, ...]
    places: Mapping[str, str]

    def measures(self) -> tuple[Measure, ...]:
        return tuple(measure for file in self.files for measure in file.measures)


def law_files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files named, and those below the folders named, sorted by path."""
    found: set[Path] = set()
    for path in paths:
        found |= set(path.rglob("*.yaml")) if path.is_dir() else {path}
    return sorted(found)


def load(paths: Iterable[Path]) -> Loaded:
    """Load files and folders. Raises LawError with every fault of every file."""
    loaded, faults = gather(paths)
    if faults:
        raise LawError(*faults)
    return loaded


def gather(paths: Iterable[Path]) -> tuple[Loaded, list[Fault]]:
    """Load what can be loaded, with the faults of the files that cannot (lint goes on with the others)."""
    faults: list[Fault] = []
    parts = _Parts()
    for path in law_files(paths):
        try:
            _load_file(read_yaml(path), parts)
        except EndgateError as error:
            faults.extend(error.faults)
    loaded = Loaded(
        tuple(parts.files), tuple(parts.groups), tuple(parts.propositions), tuple(parts.authorities), parts.places
    )
    return loaded, faults


class _Parts:
    """What has been read so far."""

    def __init__(self) -> None:
        self.files: list[MeasureFile] = []
        self.groups: list[Group] = []
        self.propositions: list[Proposition] = []
        self.authorities: list[AuthorityRef] = []
        self.places: dict[str, str] = {}


def _load_file(plain: PlainFile, parts: _Parts) -> None:
    data = plain.data
    if not isinstance(data, dict):
        raise LawError(BAD_MEASURE.at(plain.place("$"), "the file is not a mapping"))
    if "instrument" in data:
        file = _decode_measures(plain)
        parts.files.append(_with_instrument(file))
        parts.places |= _places(plain, file)
        return
    parts.groups += _decode_each(plain, Group, "groups")
    parts.propositions += _decode_each(plain, Proposition, "propositions")
    parts.authorities += _decode_each(plain, AuthorityRef, "authorities")


def _places(plain: PlainFile, file: MeasureFile) -> dict[str, str]:
    """``file:line`` of everything in a file that has an id."""
    found = {each.id: f"$.lists.{each.id}" for each in file.lists}
    for key in ("measures", "suspensions", "revivals", "repeals", "amendments"):
        found |= {each.id: f"$.{key}[{number}]" for number, each in enumerate(getattr(file, key))}
    return {name: plain.place(where).partition(" ")[0] for name, where in found.items()}


def _decode_each(plain: PlainFile, kind: type[T], key: str) -> list[T]:
    rows = with_ids(plain.data.get(key, []))
    faults: list[Fault] = []
    result: list[T] = []
    for row in rows:
        name = row.get("id", "") if isinstance(row, dict) else ""
        try:
            result.append(decode(kind, row, where=f"$.{key}.{name}"))
        except EndgateError as error:
            faults += [dataclasses.replace(each, where=plain.place(each.where)) for each in error.faults]
    if faults:
        raise LawError(*faults)
    return result


def _decode_measures(plain: PlainFile) -> MeasureFile:
    try:
        return decode(MeasureFile, measure_data(plain.data))
    except EndgateError as error:
        raise LawError(*(dataclasses.replace(each, where=plain.place(each.where)) for each in error.faults)) from error


def with_ids(raw: Any) -> Any:
    """A mapping from id to body as a list of bodies with their id; a list stays."""
    if not isinstance(raw, dict):
        return raw
    return [{"id": key, **body} if isinstance(body, dict) else body for key, body in raw.items()]


def measure_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """The file with ids in place of mappings, and with ``extends`` written out."""
    result = dict(data)
    for key in ("groups", "lists"):
        if key in result:
            result[key] = with_ids(result[key])
    if isinstance(result.get("measures"), list):
        result["measures"] = _extended(result["measures"])
    return result


def _extended(measures: list[Any]) -> list[Any]:
    whole: dict[str, dict[str, Any]] = {}
    result: list[Any] = []
    for raw in measures:
        if not isinstance(raw, dict) or "extends" not in raw:
            full = raw
        elif raw["extends"] not in whole:
            raise LawError(
                BROKEN_REFERENCE.at("$.measures", f"{raw.get('id')!r} extends {raw['extends']!r}, not above it")
            )
        else:
            base = {key: value for key, value in whole[raw["extends"]].items() if key not in _NOT_INHERITED}
            full = {**base, **raw}
        if isinstance(full, dict) and isinstance(full.get("id"), str):
            whole[full["id"]] = full
        result.append(full)
    return result


def _with_instrument(file: MeasureFile) -> MeasureFile:
    named = tuple(
        dataclasses.replace(measure, instrument=file.instrument.id, authority=file.instrument.authority)
        for measure in file.measures
    )
    return dataclasses.replace(file, measures=named)
