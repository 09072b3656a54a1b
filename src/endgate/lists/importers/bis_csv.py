"""BIS's own CSV of the Entity, Military End-User and Unverified Lists: a row for each name, address and alias."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from endgate.lists.errors import NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csl_parts import read_citations, row_key
from endgate.lists.importers.fields import collapse, has_lost_letters, read_country, script_of
from endgate.lists.importers.licence_terms import read_terms
from endgate.lists.importers.us_csl import gathered_lists
from endgate.lists.importers.us_tables import Layout, UsRow, header_share, read_table, read_us_day
from endgate.lists.model import Address, CountryFact, Designation, ListedParty, Name, NameKind, NameQuality
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.terms.kinds import PartyKind

LISTED = Layout("isn", ("list", "name", "street", "country", "notice", "effective", "requirement", "policy", "alias"))
UNVERIFIED = Layout("uvl", ("country", "name", "street"))
_LAYOUTS = (LISTED, UNVERIFIED)
_ALSO = re.compile(r",? (?:a\.k\.a\.|also known as),? ", re.IGNORECASE)

_LOST = re.compile("[?\x80-\x9f]")


@dataclass
class _Entry:
    """Rows of one entry, gathered. Dictionaries keep the order of the file."""

    first: UsRow
    names: dict[str, NameKind] = field(default_factory=dict)
    addresses: dict[Address, None] = field(default_factory=dict)
    designations: dict[str, Designation] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


class BisCsv:
    """Importer of BIS's own CSV files."""

    format = "us-bis-csv"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return max(header_share(head, layout) for layout in _LAYOUTS)

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the files carry no stamp at all
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each name, notice and country."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        source = find_source(settings.source)
        layout = UNVERIFIED if header_share(files[0].head(), UNVERIFIED) else LISTED
        entries: dict[str, _Entry] = {}
        for row in read_table(files[0], layout, settings, report):
            if not _usable(row, layout, source, report):
                continue
            report.rows_used += 1
            code = read_country(row.text("country"), report)
            names = [text for text in (collapse(part) for part in _ALSO.split(row.text("name"))) if text]
            key = row_key(names[0], row.text("notice"), code or row.text("country"))
            entry = entries.setdefault(key, _Entry(row, {names[0]: NameKind.PRIMARY}))
            _gather(entry, row, names[1:], f"{source.id}:{key}", source, report)
        for key, entry in entries.items():
            party = _party(f"{source.id}:{key}", source, entry, report)
            report.tally(party)
            yield party


def _usable(row: UsRow, layout: Layout, source: Source, report: ImportReport) -> bool:
    own = layout is UNVERIFIED and source.list_name == "UVL"
    if not row.text("name").strip(" ,"):
        what = "a row without a name"
    elif not own and row.text("list") != source.list_name:
        what = f"list {row.text('list') or 'UVL'!r} is not {source.list_name}"
    else:
        return True
    report.quarantine_row(ROW_QUARANTINED.at(row.where, what))
    return False


def _gather(entry: _Entry, row: UsRow, also: list[str], party_id: str, source: Source, report: ImportReport) -> None:
    for text in (*also, row.text("alias")):
        if text:
            entry.names.setdefault(text, NameKind.ALIAS)
    street, city, region, postal, country = (
        row.text(column) for column in ("street", "city", "region", "postal_code", "country")
    )
    raw = ", ".join(text for text in (street, city, region, postal, country) if text)
    lines = (street,) if street else ()
    if raw:
        entry.addresses[Address(lines, city, region, postal, read_country(country, report), raw)] = None
    designation = _designation(party_id, source, row, len(entry.designations), report)
    entry.designations.setdefault(
        f"{row.text('effective')}|{row.text('requirement')}|{row.text('policy')}", designation
    )
    entry.lines.append(row.line)


def _designation(party_id: str, source: Source, row: UsRow, number: int, report: ImportReport) -> Designation:
    """Rows of one entry may differ in their terms; each kind of terms is a designation of its own."""
    requirement = row.text("requirement")
    listed = gathered_lists()[source.list_name]
    return Designation(
        designation_id=party_id if number == 0 else f"{party_id}@{number + 1}",
        source=source.id,
        authority=source.authority,
        list_name=source.list_name,
        programme=source.list_name,
        listed_on=read_us_day(row, "effective", report),
        measures=listed.measures,
        citations=read_citations(row.text("notice")),
        licence=read_terms(requirement, row.text("policy")) if requirement else None,
    )


def _party(party_id: str, source: Source, entry: _Entry, report: ImportReport) -> ListedParty:
    report.count("alias", len(entry.names) - 1)
    code = read_country(entry.first.text("country"), report)
    return ListedParty(
        party_id=party_id,
        source=source.id,
        kind=PartyKind.UNKNOWN,
        names=tuple(_name(text, kind) for text, kind in entry.names.items()),
        addresses=tuple(entry.addresses),
        countries=(CountryFact(code, "associated"),) if code else (),
        designations=tuple(entry.designations.values()),
        trace=f"line {entry.lines[0]} and {len(entry.lines) - 1} more",
    )


def _name(text: str, kind: NameKind) -> Name:
    """BIS loses letters outside ASCII to a question mark or a control; no name of its lists holds one otherwise."""
    damaged = has_lost_letters(text) or _LOST.search(text) is not None
    quality = NameQuality.DAMAGED if damaged else NameQuality.UNSTATED
    return Name(text, kind, quality, script_of(text))
