"""The Canadian autonomous sanctions list (``data-set/record``), without numbers of its own and without a date.

Elements are found by the names they have had; an unknown one stops the import, for Canada renames them without notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from endgate.lists.errors import (
    DUPLICATE_KEY,
    IMPOSSIBLE_DATE,
    NOT_THE_FORMAT,
    ROW_QUARANTINED,
    SCHEMA_DRIFT,
    ListRefusedError,
)
from endgate.lists.importers.ca_names import both_languages, read_aliases
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.fields import collapse, has_lost_letters, read_identifier, script_of
from endgate.lists.importers.layouts import layout
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import Birth, Designation, Identifier, ListedParty, Name, NameKind, NameQuality
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.lists.textdates import read_birth
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

_ROOT, _RECORD = "data-set", "record"
_ALTERNATIVES = re.compile(r" or ", re.IGNORECASE)


class CaSema:
    """Importer of the Canadian list."""

    format = "ca-sema-xml"
    version = "1"

    def sniff(self, head: bytes) -> float:
        """Any XML will do: a renamed root is then refused by its name and place."""
        if re.search(rb"<" + _ROOT.encode() + rb"[\s>]", head):
            return 1.0
        return 0.5 if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the file carries no stamp
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties in the file's order."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        source, seen, name = find_source(settings.source), set[str](), files[0].name

        def on_open(tag: str, _attributes: dict[str, str], depth: int) -> None:
            if depth == 1 and tag != _ROOT:
                raise ListRefusedError(NOT_THE_FORMAT.at(f"{name}, root", f"the root is {tag!r}, not {_ROOT!r}"))
            if depth > 1:
                raise ListRefusedError(SCHEMA_DRIFT.at(f"{name}, below {_ROOT}", f"element {tag!r} is not known"))

        with files[0].open() as stream:
            for line, node in read_records(stream, name, (_RECORD,), on_open):
                report.rows_read += 1
                party = _read_record(node, source, f"{name}:{line}", line, seen, report)
                if party is not None:
                    report.rows_used += 1
                    report.tally(party)
                    yield party


def _read_record(
    node: Element, source: Source, where: str, line: int, seen: set[str], report: ImportReport
) -> ListedParty | None:
    form = layout("ca-sema")
    cells = {form.field(child.tag, where): (child.text or "").strip() for child in node}
    form.require(list(cells), where)
    country = collapse(cells["country"].partition(" / ")[0])
    key = "/".join((country, collapse(cells.get("schedule")), collapse(cells["item"])))
    if not (cells.get("entity") or cells.get("family") or cells.get("given")) or not country:
        report.quarantine_row(ROW_QUARANTINED.at(where, f"a record without name or country ({key})"))
        return None
    if key in seen:
        report.quarantine_row(DUPLICATE_KEY.at(where, f"{key} stands twice"))
        return None
    seen.add(key)
    report.count(f"country:{country}")
    return _party(cells, source, key, country, where, line, report)


def _party(
    cells: dict[str, str], source: Source, key: str, country: str, where: str, line: int, report: ImportReport
) -> ListedParty:
    kind = _kind(cells)
    names, whole = _names(cells, kind, report)
    births, birth_note = _births(cells, kind, where, report)
    title = collapse(cells.get("title"))
    said = (whole, birth_note, f"ship type {title}" if title and kind is PartyKind.VESSEL else "")
    return ListedParty(
        party_id=f"{source.id}:{key}",
        source=source.id,
        kind=kind,
        names=names,
        identifiers=_identifiers(cells),
        birth=births,
        positions=(title,) if title and kind is not PartyKind.VESSEL else (),
        designations=(_designation(cells, source, key, country, where, report),),
        notes=tuple(note for note in said if note),
        trace=f"line {line}",
    )


def _kind(cells: dict[str, str]) -> PartyKind:
    if cells.get("imo"):
        return PartyKind.VESSEL
    return PartyKind.ORGANISATION if cells.get("entity") else PartyKind.PERSON


def _names(cells: dict[str, str], kind: PartyKind, report: ImportReport) -> tuple[tuple[Name, ...], str]:
    """All names, the English one first, and the cell as printed where it was parted into English and French."""
    family, given = collapse(cells.get("family")), collapse(cells.get("given"))
    printed = collapse(cells.get("entity")) or " ".join(part for part in (given, family) if part)
    english, french = both_languages(printed) if cells.get("entity") else (printed, "")
    quality = NameQuality.DAMAGED if has_lost_letters(printed) else NameQuality.UNSTATED
    names = [Name(english, NameKind.PRIMARY, quality, script_of(english), family=family, given=given)]
    if french:
        report.count("name in two languages")
        names.append(Name(french, NameKind.ALIAS, quality, script_of(french), "FR"))
    if cells.get("aliases"):
        report.count("alias cells")
        names += read_aliases(cells["aliases"], person=kind is PartyKind.PERSON, report=report)
    return tuple(dict.fromkeys(names)), printed if french else ""


def _identifiers(cells: dict[str, str]) -> tuple[Identifier, ...]:
    number = collapse(cells.get("imo"))
    return (read_identifier(IdentifierKind.IMO_SHIP, number),) if number else ()


def _births(cells: dict[str, str], kind: PartyKind, where: str, report: ImportReport) -> tuple[tuple[Birth, ...], str]:
    text = collapse(cells.get("birth"))
    if not text or kind is not PartyKind.PERSON:
        return (), f"built {text}" if text else ""
    found = [read_birth(part) for part in _ALTERNATIVES.split(text)]
    births = tuple(each for each in found if each is not None)
    if len(births) == len(found):
        return births, ""
    report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} date of birth", f"{text!r} is not a date"))
    return (), f"birth {text}"


def _designation(
    cells: dict[str, str], source: Source, key: str, country: str, where: str, report: ImportReport
) -> Designation:
    listed = collapse(cells.get("listed_on"))
    schedule, item = collapse(cells.get("schedule")), collapse(cells["item"])
    return Designation(
        designation_id=f"{source.id}:{key}",
        source=source.id,
        authority=source.authority,
        list_name=source.list_name,
        programme=country,
        programme_raw=collapse(cells["country"]),
        reference=key,
        legal_basis=(f"Schedule {schedule}, item {item}",) if schedule and schedule != "N/A" else (),
        listed_on=_day(listed, where, report),
        measures=source.measures,
    )


def _day(text: str, where: str, report: ImportReport) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} date of listing", f"{text!r} is not a day"))
        return None
