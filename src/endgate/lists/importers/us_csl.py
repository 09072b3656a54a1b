"""The US Consolidated Screening List, CSV by column names: lists of BIS, State and OFAC gathered in one file.

Added under one of the gathered lists (``us-bis-el``), only that list's rows are taken; added as ``us-csl``, all are.
The file carries no date.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from endgate.lists.errors import NOT_THE_FORMAT, ROW_QUARANTINED, SCHEMA_DRIFT, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csl_parts import CslRow, read_party
from endgate.lists.importers.csvrows import decode, read_rows
from endgate.lists.model import ListedParty, NameKind
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source

NEEDED = (
    *("source", "entity_number", "type", "programs", "name", "addresses", "federal_register_notice"),
    *("start_date", "end_date", "license_requirement", "license_policy", "alt_names"),
)
KNOWN = (
    *NEEDED,
    *("_id", "ids", "title", "standard_order", "call_sign", "vessel_type", "gross_tonnage", "vessel_flag"),
    *("gross_registered_tonnage", "vessel_owner", "remarks", "source_list_url", "source_information_url"),
    *("citizenships", "dates_of_birth", "nationalities", "places_of_birth"),
)
_JOINED = ("DPL", "ISN")
"""Lists with one row for each address of an order, or each determination against a party."""
_CODE = re.compile(r"\(([A-Z][A-Za-z -]*)\)")
_HEAD = (b"source", b"entity_number", b"federal_register_notice")


@dataclass(frozen=True)
class CslList:
    """One of the gathered lists."""

    code: str
    source: str
    authority: str
    list_name: str
    measures: tuple[str, ...]


@cache
def gathered_lists() -> dict[str, CslList]:
    """The gathered lists by the code that stands in parentheses in a row's source."""
    text = resources.files("endgate").joinpath("data", "lists", "csl_lists.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["code"]: CslList(
            row["code"], row["source"], row["authority"], row["list_name"], tuple(row["measures"].split())
        )
        for row in rows
    }


def lists_within(source_id: str) -> tuple[str, ...]:
    """The sources whose lists a gathering source holds; any other source stands for itself."""
    if not find_source(source_id).gathers:
        return (source_id,)
    return tuple(sorted({each.source for each in gathered_lists().values()}))


class UsCsl:
    """Importer of the consolidated screening list."""

    format = "us-csl-csv"
    version = "2"

    def sniff(self, head: bytes) -> float:
        first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].lower()
        return 1.0 if not first.lstrip().startswith((b"{", b"[")) and all(column in first for column in _HEAD) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the file carries no stamp at all
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties of the source asked for; rows of one OFAC number become one party."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        yield from gather(_rows(files[0], settings, report), find_source(settings.source), report)


def gather(rows: Iterator[CslRow], source: Source, report: ImportReport) -> Iterator[ListedParty]:
    """Yield the parties: one for each OFAC number, denial order or name of the State Department, else for each row."""
    merged: dict[str, ListedParty] = {}
    for row in rows:
        party = read_party(row, source, report)
        if party is None:
            continue
        report.rows_used += 1
        held = merged.get(party.party_id)
        if held is None:
            merged[party.party_id] = party
        elif row.number or row.list_name in _JOINED:
            merged[party.party_id] = _joined(held, party)
        else:
            apart = _told_apart(party, merged)
            merged[apart.party_id] = apart
    for party in merged.values():
        report.tally(party)
        yield party


def _rows(raw: RawFile, settings: Settings, report: ImportReport) -> Iterator[CslRow]:
    with raw.open() as stream:
        text = decode(stream.read(), raw.name, settings.encoding)
    rows = read_rows(text, raw.name, cut=settings.partial == "members")
    header = [cell.strip() for cell in next(rows, (1, [""]))[1]]
    _check_header(header, raw, report)
    for line, cells in rows:
        if [cell.strip() for cell in cells] == header:
            report.add_noise("repeated header")
            continue
        report.rows_read += 1
        where = f"{raw.name}:{line}"
        if len(cells) != len(header):
            report.quarantine_row(ROW_QUARANTINED.at(where, f"{len(cells)} columns where {len(header)} are due"))
            continue
        found = dict(zip(header, cells, strict=True))
        chosen = own_list(found["source"], where, settings, report)
        if chosen is not None:
            yield CslRow(found, where, line, chosen.authority, chosen.list_name, chosen.measures)


def own_list(text: str, where: str, settings: Settings, report: ImportReport) -> CslList | None:
    """The gathered list a row belongs to, when the source takes it; other rows are counted or set aside."""
    chosen = _list_of(text)
    if chosen is None:
        report.quarantine_row(ROW_QUARANTINED.at(where, f"list {text!r} is not known"))
        return None
    report.count(f"list:{chosen.list_name}")
    if settings.source not in (chosen.source, "us-csl"):
        report.rows_read -= 1
        report.add_noise("row of another list")
        return None
    return chosen


def _check_header(header: list[str], raw: RawFile, report: ImportReport) -> None:
    missing = [name for name in NEEDED if name not in header]
    if missing or len(set(header)) != len(header):
        what = f"columns missing: {', '.join(missing)}" if missing else "a column stands twice"
        raise ListRefusedError(SCHEMA_DRIFT.at(f"{raw.name}:1", what))
    for name in header:
        if name not in KNOWN:
            report.met_unknown(f"column {name}")


def _list_of(text: str) -> CslList | None:
    codes = [text.strip(), *reversed(_CODE.findall(text))]
    return next((gathered_lists()[code] for code in codes if code in gathered_lists()), None)


def _joined(one: ListedParty, other: ListedParty) -> ListedParty:
    """One OFAC number on several lists is one party with several designations."""
    held = {each.text for each in one.names}
    names = [replace(each, kind=NameKind.ALIAS) for each in other.names if each.text not in held]
    taken = {each.designation_id: each.list_name for each in one.designations}
    more = [
        replace(each, designation_id=f"{each.designation_id}@{each.list_name}")
        if each.designation_id in taken
        else each
        for each in other.designations
        if taken.get(each.designation_id) != each.list_name
    ]
    return replace(
        one,
        names=(*one.names, *names),
        identifiers=tuple(dict.fromkeys(one.identifiers + other.identifiers)),
        addresses=tuple(dict.fromkeys(one.addresses + other.addresses)),
        countries=tuple(dict.fromkeys(one.countries + other.countries)),
        designations=(*one.designations, *more),
    )


def _told_apart(party: ListedParty, held: dict[str, ListedParty]) -> ListedParty:
    """The list prints a few entries twice with other terms; each stays an entry of its own, numbered as printed."""
    number = 2
    while f"{party.party_id}-{number}" in held:
        number += 1
    fresh = f"{party.party_id}-{number}"
    designations = tuple(
        replace(each, designation_id=each.designation_id.replace(party.party_id, fresh, 1))
        for each in party.designations
    )
    return replace(party, party_id=fresh, designations=designations)
