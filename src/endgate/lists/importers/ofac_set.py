"""The files of OFAC's legacy CSV set, told apart by their columns, cut at the end-of-file byte, checked as a set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from endgate.lists.errors import LOOKS_PARTIAL, NOT_THE_FORMAT, SCHEMA_DRIFT, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.importers.csvrows import decode, read_rows, refuse_control_bytes

END_OF_FILE = b"\x1a"
ROLES = {12: "main", 6: "addresses", 5: "aliases", 2: "comments"}
FILE_NAMES = {
    "main": "SDN.CSV or CONS_PRIM.CSV",
    "addresses": "ADD.CSV",
    "aliases": "ALT.CSV",
    "comments": "COMMENTS.CSV",
}

Row = tuple[int, list[str]]


@dataclass
class OfacSet:
    """Rows of each role with the line each begins on, and the name of the file they came from."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def of(self, role: str) -> list[Row]:
        return self.rows.get(role, [])

    def where(self, role: str, line: int) -> str:
        return f"{self.names.get(role, role)}:{line}"


def read_set(files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> OfacSet:
    """Read every file of the set. Raises ListRefusedError when one is of another kind or the set is not whole."""
    found, ended = OfacSet(), {}
    for raw in files:
        with raw.open() as stream:
            data = stream.read()
        ended[raw.name] = END_OF_FILE in data
        if not data.strip():
            report.warnings.append(f"{raw.name} is empty")
            _claim(found, _role_of_empty(raw, found), raw, [])
            continue
        segment, first_line = _own_segment(data, raw, settings, report)
        rows = list(_checked_rows(segment, raw, first_line, settings))
        _claim(found, ROLES[len(rows[0][1])], raw, rows)
        report.rows_read += len(rows)
    _check_whole(found, settings)
    for name in _unended(found, ended):
        report.warnings.append(f"{name} lacks the end-of-file byte that {found.names['main']} has: was it cut?")
    return found


def _unended(found: OfacSet, ended: dict[str, bool]) -> list[str]:
    """Address and alias files without the mark in a set that has it; a comments file may lack it."""
    names = [found.names[role] for role in ("addresses", "aliases") if role in found.names]
    return [name for name in names if ended[found.names["main"]] and not ended[name]]


def _role_of_empty(raw: RawFile, found: OfacSet) -> str:
    """Only a comments file may be empty: a list of the size where nothing spills over has none."""
    if "comments" in found.rows:
        raise ListRefusedError(NOT_THE_FORMAT.at(raw.name, "the file is empty"))
    return "comments"


def _own_segment(data: bytes, raw: RawFile, settings: Settings, report: ImportReport) -> tuple[bytes, int]:
    """The part of the file that belongs to the source, with its first line. Two lists may have been put together."""
    parts = data.split(END_OF_FILE)
    report.add_noise("end-of-file byte", len(parts) - 1) if len(parts) > 1 else None
    filled = [index for index, part in enumerate(parts) if part.strip()]
    if len(filled) > 2:
        what = f"{len(filled)} parts between end-of-file bytes"
        raise ListRefusedError(NOT_THE_FORMAT.at(raw.name, what))
    if not filled:
        raise ListRefusedError(NOT_THE_FORMAT.at(raw.name, "no row beside the end-of-file byte"))
    own = filled[-1] if settings.source.endswith("-cons") else filled[0]
    for index in filled:
        refuse_control_bytes(parts[index], raw.name)
        if index != own:
            other = list(_checked_rows(parts[index], raw, 1, settings))
            report.add_noise("row of the other list in a joined file", len(other))
            report.warnings.append(f"{raw.name} holds two lists put together; {len(other)} rows of the other were left")
    return parts[own], 1 + sum(part.count(b"\n") for part in parts[:own])


def _checked_rows(segment: bytes, raw: RawFile, first_line: int, settings: Settings) -> Iterator[Row]:
    width = 0
    for line, row in read_rows(decode(segment, raw.name, settings.encoding), raw.name, first_line):
        width = width or len(row)
        if len(row) != width or width not in ROLES:
            expected = f"{width} as above" if width in ROLES else "12, 6, 5 or 2"
            raise ListRefusedError(
                SCHEMA_DRIFT.at(f"{raw.name}:{line}", f"{len(row)} columns where {expected} are due")
            )
        yield line, row


def _claim(found: OfacSet, role: str, raw: RawFile, rows: list[Row]) -> None:
    if role in found.rows:
        what = f"a second file with the columns of {FILE_NAMES[role]}, beside {found.names[role]}"
        raise ListRefusedError(NOT_THE_FORMAT.at(raw.name, what))
    found.rows[role], found.names[role] = rows, raw.name


def _check_whole(found: OfacSet, settings: Settings) -> None:
    if "main" not in found.rows:
        what = f"{FILE_NAMES['main']} is missing; without it nobody is named"
        raise ListRefusedError(LOOKS_PARTIAL.at("set of files", what, remedy="Give all files of the list together."))
    missing = [FILE_NAMES[role] for role in ("addresses", "aliases", "comments") if role not in found.rows]
    if missing and not settings.partial:
        raise ListRefusedError(LOOKS_PARTIAL.at("set of files", f"missing: {', '.join(missing)}"))
    if settings.partial != "members":
        _check_same_members(found, settings)


def _check_same_members(found: OfacSet, settings: Settings) -> None:
    own = {row[0].strip() for _, row in found.of("main")}
    for role in ("addresses", "aliases", "comments"):
        for line, row in found.of(role):
            if row[0].strip() not in own:
                what = f"entry {row[0].strip()!r} stands here but not in {found.names['main']}"
                raise ListRefusedError(LOOKS_PARTIAL.at(found.where(role, line), what))
    if settings.partial == "" and found.rows.get("addresses"):
        without = own - {row[0].strip() for _, row in found.of("addresses")}
        if without:
            what = f"{len(without)} entries have no address row, for example {min(without)}; each has at least one"
            raise ListRefusedError(LOOKS_PARTIAL.at(found.names["addresses"], what))
