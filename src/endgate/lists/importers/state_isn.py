"""The State Department's nonproliferation sanctions: one row per determination, so one party has several designations.

Ends stated in prose stay prose. The two years that some programmes run are law and are not computed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from endgate.lists.errors import DUPLICATE_KEY, NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csl_parts import (
    canonical_programme,
    determination_id,
    isn_key,
    plain_name,
    read_citations,
)
from endgate.lists.importers.fields import collapse, has_lost_letters, read_country, script_of, slug
from endgate.lists.importers.us_tables import Layout, UsRow, header_share, read_table, read_us_day, unread_day, us_day
from endgate.lists.model import Address, CountryFact, Designation, ListedParty, Name, NameKind, NameQuality
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.terms.kinds import PartyKind

LAYOUT = Layout("isn", ("programme", "name", "country", "notice", "effective"))
_LIST = "ISN"
_FORMER = re.compile(r"f\.?k\.?a\.? ", re.IGNORECASE)
_FORM_ONLY = re.compile(r"(?:co|ltd|inc|llc|corp|limited|company|l\.l\.c|s\.a)\.?(?:,? ltd\.?)?", re.IGNORECASE)


@dataclass
class _Gathered:
    """What the rows of one name say together. Dictionaries keep the order of the file."""

    names: dict[str, Name] = field(default_factory=dict)
    addresses: dict[Address, None] = field(default_factory=dict)
    countries: dict[CountryFact, None] = field(default_factory=dict)
    designations: dict[str, Designation] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


class StateIsn:
    """Importer of the nonproliferation list in the layouts of 2014, 2015 and 2016."""

    format = "us-state-isn-csv"
    version = "2"

    def sniff(self, head: bytes) -> float:
        return header_share(head, LAYOUT)

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the file carries no stamp at all
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each name, with a designation for each row."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        source = find_source(settings.source)
        found: dict[str, _Gathered] = {}
        for row in read_table(files[0], LAYOUT, settings, report):
            if _usable(row, report):
                key = isn_key(plain_name(row.text("name"))[0])
                _gather(found.setdefault(key, _Gathered()), f"{source.id}:{key}", row, source, report)
        for key, each in found.items():
            party = _party(f"{source.id}:{key}", source, each)
            report.tally(party)
            yield party


def _usable(row: UsRow, report: ImportReport) -> bool:
    if row.text("list") not in ("", _LIST):
        what = f"list {row.text('list')!r} is not {_LIST}"
    elif not slug(row.text("name")) or not row.text("programme"):
        what = "a row without a name or a programme"
    else:
        return True
    report.quarantine_row(ROW_QUARANTINED.at(row.where, what))
    return False


def _gather(held: _Gathered, party_id: str, row: UsRow, source: Source, report: ImportReport) -> None:
    name, beside, successors = plain_name(row.text("name"))
    programme = canonical_programme(row.text("programme"))
    designation = _designation(party_id, row, source, programme, successors, report)
    key = _free_id(held, designation)
    if not key:
        report.quarantine_row(DUPLICATE_KEY.at(row.where, f"{name}: the determination stands twice"))
        return
    report.rows_used += 1
    report.count(f"rows:{row.text('programme')}")
    held.designations[key] = replace(designation, designation_id=key)
    _add_name(held, name, NameKind.PRIMARY if not held.names else NameKind.VARIANT)
    aliases = [*beside, *split_aliases(row.text("aliases")), row.text("alias")]
    for text in (text for text in aliases if text):
        report.count("alias")
        former = _FORMER.match(text)
        _add_name(held, text[former.end() :] if former else text, NameKind.FORMER if former else NameKind.ALIAS)
    _add_place(held, row, report)
    held.notes.update(
        dict.fromkeys(text for text in (row.text("remarks"), _prose_end(row), unread_day(row, "effective")) if text)
    )
    held.lines.append(row.line)


def _free_id(held: _Gathered, designation: Designation) -> str:
    """An id of its own for each determination: one notice may announce several. Empty when it stands twice."""
    key = designation.designation_id
    taken = held.designations.get(key)
    if taken is not None and taken.listed_on != designation.listed_on:
        key = f"{key}/{designation.listed_on or 'undated'}"
        taken = held.designations.get(key)
    if taken is None:
        return key
    other = f"{key}@{designation.programme_raw}"
    return "" if taken.programme_raw == designation.programme_raw or other in held.designations else other


def _add_name(held: _Gathered, text: str, kind: NameKind) -> None:
    quality = NameQuality.DAMAGED if has_lost_letters(text) or "?" in text else NameQuality.UNSTATED
    held.names.setdefault(text, Name(text, kind, quality, script_of(text)))


def split_aliases(text: str) -> list[str]:
    """Names parted by commas; a legal form alone belongs to the name before it. Quotation marks are taken off."""
    parts: list[str] = []
    for part in (collapse(part) for part in text.split(",")):
        if parts and _FORM_ONLY.fullmatch(part):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(re.sub(r"^and ", "", part).strip('"'))
    return [part for part in parts if part]


def _add_place(held: _Gathered, row: UsRow, report: ImportReport) -> None:
    code = read_country(row.text("country"), report)
    if code is not None:
        held.countries[CountryFact(code, "associated")] = None
    street, city, region, postal = (row.text(column) for column in ("street", "city", "region", "postal_code"))
    if street or city:
        raw = ", ".join(text for text in (street, city, region, postal, row.text("country")) if text)
        held.addresses[Address((street,) if street else (), city, region, postal, code, raw)] = None


def _prose_end(row: UsRow) -> str:
    text = row.text("ended")
    return f"{row.text('programme')}: end stated in text: {text}" if text and us_day(text) is None else ""


def _designation(
    party_id: str, row: UsRow, source: Source, programme: str, successors: bool, report: ImportReport
) -> Designation:
    notice = row.text("notice")
    citations = read_citations(notice)
    listed_on = read_us_day(row, "effective", report)
    report.count("ends in prose", bool(_prose_end(row)))
    report.count("ends", bool(row.text("ended")))
    return Designation(
        designation_id=determination_id(party_id, programme, citations, notice),
        source=source.id,
        authority=source.authority,
        list_name=source.list_name,
        programme=programme,
        programme_raw=row.text("programme"),
        listed_on=listed_on,
        delisted_on=us_day(row.text("ended")),
        measures=("other",),
        citations=citations or ((notice,) if notice else ()),
        successor_clause=successors,
    )


def _party(party_id: str, source: Source, found: _Gathered) -> ListedParty:
    return ListedParty(
        party_id=party_id,
        source=source.id,
        kind=PartyKind.UNKNOWN,
        names=tuple(found.names.values()),
        addresses=tuple(found.addresses),
        countries=tuple(found.countries),
        designations=tuple(found.designations.values()),
        notes=tuple(found.notes),
        trace=", ".join(f"line {line}" for line in found.lines),
    )
