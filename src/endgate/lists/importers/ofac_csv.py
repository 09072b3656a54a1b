"""OFAC's legacy CSV sets: SDN, ADD, ALT, SDN_COMMENTS and their CONS_ siblings.

The set carries neither its date nor listing dates. ``ofac_set`` reads the files, ``ofac_remarks`` the remarks column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from endgate.lists.errors import DUPLICATE_KEY, ROW_QUARANTINED
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.fields import collapse, has_lost_letters, read_country, read_identifier, script_of
from endgate.lists.importers.ofac_links import NameIndex, read_relations, read_tonnage
from endgate.lists.importers.ofac_remarks import Remarks, read_remarks
from endgate.lists.importers.ofac_set import OfacSet, read_set
from endgate.lists.model import (
    Address,
    CountryFact,
    Designation,
    ListedParty,
    Name,
    NameKind,
    NameQuality,
    VesselFacts,
)
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.terms.kinds import IdentifierKind, PartyKind

_KINDS = {
    "": PartyKind.ORGANISATION,
    "individual": PartyKind.PERSON,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_ALIAS_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.NOW}


@dataclass
class _Details:
    """What the other files say, by entry number."""

    aliases: dict[str, list[Name]]
    addresses: dict[str, list[Address]]
    comments: dict[str, str]
    index: NameIndex
    may_be_cut: bool


class OfacCsv:
    """Importer of the legacy CSV set."""

    format = "ofac-csv"
    version = "1"

    def sniff(self, head: bytes) -> float:
        first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
        number = first.split(b",", 1)[0]
        return 0.8 if number.isdigit() and b"," in first else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the set carries no stamp at all
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties. The whole set is read first: links by name need all names."""
        source = find_source(settings.source)
        found = read_set(files, settings, report)
        details = _read_details(found, report)
        seen: set[str] = set()
        linking = 0
        for line, row in found.of("main"):
            number = row[0].strip()
            if not _usable(number, row, found.where("main", line), seen, report):
                continue
            seen.add(number)
            party = _party(source, [null(cell, report) for cell in row], details, report, f"main:{line}")
            linking += bool(party.relations)
            report.rows_used += 1
            report.tally(party)
            yield party
        report.count("links:parties", linking)


def null(cell: str, report: ImportReport) -> str:
    """The cell's text; empty for the publisher's null, written ``-0-`` and at the cut end of a copy ``-0``."""
    text = cell.strip()
    if text == "-0":
        report.warnings.append("a bare -0 stands at the end of a file: the copy was cut within its last null")
        return ""
    return "" if text == "-0-" else text


def _usable(number: str, row: list[str], where: str, seen: set[str], report: ImportReport) -> bool:
    if number in seen:
        report.quarantine_row(DUPLICATE_KEY.at(where, f"entry {number} stands twice"))
    elif not (number.isascii() and number.isdigit()):
        report.quarantine_row(ROW_QUARANTINED.at(where, f"{number[:40]!r} is not an entry number"))
    elif row[1].strip() in ("", "-0-"):
        report.quarantine_row(ROW_QUARANTINED.at(where, f"entry {number} has no name"))
    else:
        return True
    return False


def _read_details(found: OfacSet, report: ImportReport) -> _Details:
    own = {row[0].strip() for _, row in found.of("main")}
    aliases = _aliases(found, own, report)
    return _Details(
        aliases,
        _addresses(found, own, report),
        _comments(found, own, report),
        _name_index(found, aliases),
        "comments" not in found.rows,
    )


def _known(found: OfacSet, role: str, line: int, number: str, own: set[str], report: ImportReport) -> bool:
    if number in own:
        return True
    what = f"entry {number!r} is not in {found.names['main']}"
    report.quarantine_row(ROW_QUARANTINED.at(found.where(role, line), what))
    return False


def _aliases(found: OfacSet, own: set[str], report: ImportReport) -> dict[str, list[Name]]:
    result: dict[str, list[Name]] = {}
    for line, row in found.of("aliases"):
        number, kind, text = row[0].strip(), null(row[2], report), collapse(null(row[3], report))
        null(row[4], report)
        if not _known(found, "aliases", line, number, own, report):
            continue
        if text == "":
            report.quarantine_row(
                ROW_QUARANTINED.at(found.where("aliases", line), f"entry {number}: alias without text")
            )
            continue
        if kind not in _ALIAS_KINDS:
            report.met_unknown(f"value alias type {kind}")
        report.rows_used += 1
        report.count("alias:strong")
        report.count(f"alias:{kind}")
        name = _name(text, _ALIAS_KINDS.get(kind, NameKind.ALIAS), NameQuality.STRONG, f"aliases:{line}")
        result.setdefault(number, []).append(name)
    return result


def _addresses(found: OfacSet, own: set[str], report: ImportReport) -> dict[str, list[Address]]:
    result: dict[str, list[Address]] = {}
    for line, row in found.of("addresses"):
        number = row[0].strip()
        if not _known(found, "addresses", line, number, own, report):
            continue
        street, town, country, remark = (collapse(null(cell, report)) for cell in row[2:])
        if not (street or town or country or remark):
            report.rows_read -= 1
            report.add_noise("padding address")
            continue
        report.rows_used += 1
        report.count("addresses")
        raw = ", ".join(part for part in (street, town, country, remark) if part)
        lines = (street,) if street else ()
        address = Address(lines, town, country=read_country(country, report), raw=raw)
        result.setdefault(number, []).append(address)
    report.count("addresses:rows", len(found.of("addresses")))
    return result


def _comments(found: OfacSet, own: set[str], report: ImportReport) -> dict[str, str]:
    result: dict[str, str] = {}
    for line, row in found.of("comments"):
        number = row[0].strip()
        if _known(found, "comments", line, number, own, report):
            report.rows_used += 1
            result[number] = result.get(number, "") + null(row[1], report)
    report.count("comments", len(found.of("comments")))
    return result


def _name_index(found: OfacSet, aliases: dict[str, list[Name]]) -> NameIndex:
    index = NameIndex()
    for _, row in found.of("main"):
        number = row[0].strip()
        for text in (row[1], *(name.text for name in aliases.get(number, ()))):
            index.add(text, number)
    return index


def _name(text: str, kind: NameKind, quality: NameQuality, trace: str, *, person: bool = False) -> Name:
    family, comma, given = text.partition(", ") if person else ("", "", "")
    grade = NameQuality.DAMAGED if has_lost_letters(text) else quality
    return Name(text, kind, grade, script_of(text), "", family if comma else "", given, trace)


def _party(source: Source, cells: list[str], details: _Details, report: ImportReport, trace: str) -> ListedParty:
    number, name, type_text, programmes, title = cells[:5]
    kind = _kind(type_text, report)
    text = cells[11] + details.comments.get(number, "")
    remarks = read_remarks(text, report, may_be_cut=details.may_be_cut)
    report.count("alias:weak", len(remarks.weak))
    party_id = f"{source.id}:{number}"
    person = kind is PartyKind.PERSON
    first = _name(collapse(name), NameKind.PRIMARY, NameQuality.UNSTATED, trace, person=person)
    if cells[5]:
        remarks.identifiers.append(read_identifier(IdentifierKind.CALL_SIGN, cells[5]))
    return ListedParty(
        party_id=party_id,
        source=source.id,
        kind=kind,
        names=(first, *details.aliases.get(number, ()), *remarks.weak),
        subkind=cells[6].lower(),
        identifiers=tuple(remarks.identifiers),
        addresses=tuple(details.addresses.get(number, ())),
        birth=tuple(remarks.birth),
        birth_places=tuple(remarks.birth_places),
        countries=_countries(cells[9], remarks, report),
        positions=(title,) if title else (),
        gender=remarks.gender,
        vessel=_vessel(cells, report) if any(cells[6:11]) else None,
        relations=read_relations(source, remarks.linked_to, details.index, report),
        designations=_designations(source, party_id, number, programmes),
        notes=tuple(remarks.notes),
        trace=trace,
    )


def _kind(text: str, report: ImportReport) -> PartyKind:
    if text not in _KINDS:
        report.met_unknown(f"value type {text}")
    return _KINDS.get(text, PartyKind.UNKNOWN)


def _countries(flag: str, remarks: Remarks, report: ImportReport) -> tuple[CountryFact, ...]:
    code = read_country(flag, report)
    return tuple(remarks.countries) if code is None else (CountryFact(code, "flag"), *remarks.countries)


def _vessel(cells: list[str], report: ImportReport) -> VesselFacts:
    _, _, _, _, _, _, type_text, tonnage, gross, flag, owner, _ = cells
    return VesselFacts(type_text, flag, owner, read_tonnage(tonnage, report), read_tonnage(gross, report))


def _designations(source: Source, party_id: str, number: str, programmes: str) -> tuple[Designation, ...]:
    tags = [tag.strip() for tag in programmes.strip("[]").split("] [")]
    return tuple(
        Designation(
            designation_id=f"{party_id}/{tag}",
            source=source.id,
            authority=source.authority,
            list_name=source.list_name,
            programme=tag.upper(),
            programme_raw=tag,
            reference=number,
            measures=source.measures,
        )
        for tag in dict.fromkeys(tags)
    )
