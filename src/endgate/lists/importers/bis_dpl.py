"""The Denied Persons List in BIS's own file: tab-separated, one row per address of an order.

An order past its expiry is not in force. Orders that are not the standard one must be read; the file only flags them.
"""

from __future__ import annotations

from collections.abc import Iterator

from endgate.lists.errors import IMPOSSIBLE_DATE, NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csl_parts import order_key, read_citations
from endgate.lists.importers.fields import has_lost_letters, read_country, script_of
from endgate.lists.importers.us_tables import Layout, UsRow, header_share, read_table, read_us_day, unread_day, us_day
from endgate.lists.model import Address, Designation, ListedParty, Name, NameQuality
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

LAYOUT = Layout("dpl", ("name", "street", "country", "effective", "ended", "standard", "notice"), "\t")
READ_THE_ORDER = "not stated to be a standard order: read the order"
_OLDEST_UPDATE, _NEWEST_UPDATE = 1970, 2100


class BisDpl:
    """Importer of ``dpl.txt``."""

    format = "us-bis-dpl-txt"
    version = "2"

    def sniff(self, head: bytes) -> float:
        return header_share(head, LAYOUT)

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the file carries no stamp at all
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each order against a name, with all addresses of its rows."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        source = find_source(settings.source)
        orders: dict[str, list[UsRow]] = {}
        for row in read_table(files[0], LAYOUT, settings, report):
            name, effective = row.text("name"), row.text("effective")
            if not name or not effective:
                what = "a row without a name" if not name else f"{name}: no effective date"
                report.quarantine_row(ROW_QUARANTINED.at(row.where, what))
                continue
            report.rows_used += 1
            report.count(f"standard order:{row.text('standard') or 'blank'}")
            report.count("rows without expiry", row.text("ended") == "")
            orders.setdefault(_key(row), []).append(row)
        for key, rows in orders.items():
            party = _party(source, key, rows, report)
            report.tally(party)
            yield party


def _key(row: UsRow) -> str:
    effective = row.text("effective")
    return order_key(row.text("name"), row.text("notice"), str(us_day(effective) or effective))


def _party(source: Source, key: str, rows: list[UsRow], report: ImportReport) -> ListedParty:
    name = rows[0].text("name")
    _check_updates(rows, report)
    standard = all(row.text("standard").upper() == "Y" for row in rows)
    actions = [row.text("action") for row in rows]
    unread = [unread_day(row, column) for row in rows for column in ("effective", "ended")]
    notes = (*(() if standard else (READ_THE_ORDER,)), *unread, *actions)
    quality = NameQuality.DAMAGED if has_lost_letters(name) or "?" in name else NameQuality.UNSTATED
    return ListedParty(
        party_id=f"{source.id}:{key}",
        source=source.id,
        kind=PartyKind.UNKNOWN,
        names=(Name(name, quality=quality, script=script_of(name)),),
        addresses=tuple(dict.fromkeys(address for row in rows for address in _addresses(row, report))),
        designations=_designations(source, key, rows, report),
        notes=tuple(dict.fromkeys(text for text in notes if text)),
        trace=", ".join(f"line {row.line}" for row in rows),
    )


def _addresses(row: UsRow, report: ImportReport) -> tuple[Address, ...]:
    """The address of a row. A blank country stays blank, for it is not always the United States."""
    street, city, region, code, country = (
        row.text(column) for column in ("street", "city", "region", "postal_code", "country")
    )
    raw = ", ".join(text for text in (street, city, region, code, country) if text)
    report.count("addresses without country", country == "")
    lines = (street,) if street else ()
    return (Address(lines, city, region, code, read_country(country, report), raw),) if raw else ()


def _designations(source: Source, key: str, rows: list[UsRow], report: ImportReport) -> tuple[Designation, ...]:
    """One for each end stated; rows of one order that differ in it are all kept, the open or latest end first."""
    ends: dict[str, list[UsRow]] = {}
    for row in rows:
        ends.setdefault(row.text("ended"), []).append(row)
    read = [(read_us_day(found[0], "ended", report), text, found) for text, found in ends.items()]
    read.sort(key=lambda each: (each[0] is not None, -each[0].latest().toordinal() if each[0] else 0))
    return tuple(
        _designation(
            source, f"{source.id}:{key}" + (f"@{expires or text or 'open'}" if number else ""), expires, found, report
        )
        for number, (expires, text, found) in enumerate(read)
    )


def _designation(
    source: Source, designation_id: str, expires: PartialDate | None, rows: list[UsRow], report: ImportReport
) -> Designation:
    return Designation(
        designation_id=designation_id,
        source=source.id,
        authority=source.authority,
        list_name=source.list_name,
        programme=source.list_name,
        listed_on=read_us_day(rows[0], "effective", report),
        expires_on=expires,
        measures=("denial_of_export_privileges",),
        citations=tuple(dict.fromkeys(each for row in rows for each in read_citations(row.text("notice")))),
    )


def _check_updates(rows: list[UsRow], report: ImportReport) -> None:
    """The publisher's own day of change has had years such as 3017; it is checked and serves nothing else."""
    for row in rows:
        text = row.text("updated")
        try:
            plausible = not text or _OLDEST_UPDATE <= PartialDate.parse(text).year <= _NEWEST_UPDATE
        except ValueError:
            plausible = text.count("/") == 2
        if not plausible:
            report.quarantine_field(IMPOSSIBLE_DATE.at(f"{row.where} updated", f"{text!r} is not a possible day"))
