"""Parties debarred under the Arms Export Control Act, in the layouts of 2014-05, 2014-07 and 2019.

A debarment is dated by its notice, which every layout has; the effective day, often a conviction, is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from endgate.lists.errors import DUPLICATE_KEY, IMPOSSIBLE_DATE, NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csl_parts import read_citations, row_key
from endgate.lists.importers.fields import collapse, has_lost_letters, script_of
from endgate.lists.importers.us_tables import Layout, UsRow, header_share, read_table, read_us_day, unread_day, us_day
from endgate.lists.model import Birth, Designation, ListedParty, Name, NameKind, NameQuality
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.lists.textdates import read_birth
from endgate.terms.kinds import PartyKind

LAYOUT = Layout("dtc", ("name", "birth", "notice", "notice_date", "corrected", "corrected_date"))
_BESIDE = re.compile(r" ?\((?:a\.k\.a\.|aka|f\.k\.a\.|d\.b\.a\.),? ([^()]*)\)", re.IGNORECASE)
_SHORT_MONTH = re.compile(r"([A-Z][a-z]{2})-(\d\d)")
_FIRST_SURE_YEAR = 20
"""Two digits from here on can only mean the last century: nobody debarred in 2014 was born later."""


class StateDtc:
    """Importer of the debarred parties."""

    format = "us-state-dtc-csv"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return header_share(head, LAYOUT)

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the file carries no stamp at all
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each row: the same name under two notices may be two persons."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        source, seen = find_source(settings.source), set[str]()
        for row in read_table(files[0], LAYOUT, settings, report):
            name, notice = row.text("name"), row.text("notice")
            if not name or not notice:
                report.quarantine_row(ROW_QUARANTINED.at(row.where, "a row without a name or a notice"))
                continue
            day = us_day(row.text("notice_date"))
            key = row_key(name, f"{notice} {day or row.text('notice_date')}")
            if key in seen:
                report.quarantine_row(DUPLICATE_KEY.at(row.where, f"{name} stands twice under {notice}"))
                continue
            seen.add(key)
            party = _party(f"{source.id}:{key}", source, row, report)
            report.rows_used += 1
            report.tally(party)
            yield party


def _party(party_id: str, source: Source, row: UsRow, report: ImportReport) -> ListedParty:
    birth = _birth(row, report)
    effective = row.text("effective")
    unread = f"birth: {row.text('birth')}" if birth is None and row.text("birth") else ""
    said = (f"effective: {effective}" if effective else "", unread, unread_day(row, "notice_date"), row.text("notes"))
    return ListedParty(
        party_id=party_id,
        source=source.id,
        kind=_kind(row, birth),
        names=_names(row, report),
        birth=(birth,) if birth else (),
        designations=(_designation(party_id, source, row, report),),
        notes=tuple(text for text in said if text),
        trace=f"line {row.line}",
    )


def _kind(row: UsRow, birth: Birth | None) -> PartyKind:
    """A layout with a column for corporations marks them; a date of birth shows a person; else it is not said."""
    if row.text("corporation"):
        return PartyKind.ORGANISATION
    return PartyKind.PERSON if birth is not None or "corporation" in row.cells else PartyKind.UNKNOWN


def _names(row: UsRow, report: ImportReport) -> tuple[Name, ...]:
    printed = row.text("name")
    plain = collapse(_BESIDE.sub("", printed)) or printed
    family, given = row.text("family"), row.text("given")
    texts = [text for found in (*_BESIDE.findall(printed), row.text("aliases")) for text in found.split(";")]
    names = {plain: _name(plain, NameKind.PRIMARY, family if given else "", given)}
    for text in (collapse(text) for text in texts):
        if text and text not in names:
            names[text] = _name(text, NameKind.ALIAS)
            report.count("alias")
    return tuple(names.values())


def _name(text: str, kind: NameKind, family: str = "", given: str = "") -> Name:
    quality = NameQuality.DAMAGED if has_lost_letters(text) or "?" in text else NameQuality.UNSTATED
    return Name(text, kind, quality, script_of(text), "", family, given)


def _birth(row: UsRow, report: ImportReport) -> Birth | None:
    """Month and year: ``November, 1975``, or ``Nov-75`` where only one century is possible."""
    text = row.text("birth")
    if not text:
        return None
    short = _SHORT_MONTH.fullmatch(text)
    plain = f"{short[1]} 19{short[2]}" if short and int(short[2]) >= _FIRST_SURE_YEAR else text
    found = read_birth(plain)
    if found is None:
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{row.where} birth", f"{text!r} is not a date"))
    return found


def _designation(party_id: str, source: Source, row: UsRow, report: ImportReport) -> Designation:
    corrected = read_us_day(row, "corrected_date", report)
    read_us_day(row, "effective", report)
    texts = (row.text("notice"), row.text("corrected"), row.text("rescission"))
    return Designation(
        designation_id=party_id,
        source=source.id,
        authority=source.authority,
        list_name=source.list_name,
        programme=source.list_name,
        programme_raw=row.text("type"),
        reference=row.text("notice"),
        listed_on=read_us_day(row, "notice_date", report),
        amended_on=(corrected,) if corrected else (),
        delisted_on=read_us_day(row, "rescinded", report),
        measures=("debarment",),
        citations=tuple(dict.fromkeys(each for text in texts for each in read_citations(text))),
    )
