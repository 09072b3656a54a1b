"""One reference of the Australian list: its rows put together into a party with its designation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from endgate.lists.errors import ROW_QUARANTINED
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import has_lost_letters, read_identifier, read_noted_country, script_of
from endgate.lists.importers.itemised import split_items
from endgate.lists.importers.measures import read_measures
from endgate.lists.importers.slashdates import read_slash_birth, read_slash_date
from endgate.lists.model import (
    Address,
    Birth,
    CountryFact,
    Designation,
    Identifier,
    ListedParty,
    Name,
    NameKind,
    NameQuality,
)
from endgate.lists.sources import Source
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import country_of

KINDS = {"Individual": PartyKind.PERSON, "Entity": PartyKind.ORGANISATION, "Vessel": PartyKind.VESSEL}
NAME_KINDS = {"Primary Name": NameKind.PRIMARY, "Alias": NameKind.ALIAS, "Original Script": NameKind.ALIAS}
_QUALITIES = {"Strong": NameQuality.STRONG, "Weak": NameQuality.WEAK}
_KIND_LETTERS = {PartyKind.PERSON: "i", PartyKind.ORGANISATION: "e", PartyKind.VESSEL: "v"}
_FLAGS = {
    "freeze": "Targeted Financial Sanction",
    "travel": "Travel Ban",
    "arms": "Arms Embargo",
    "maritime": "Maritime Restriction",
}
_OWN_REFERENCE = re.compile(r"\W*([A-Z]{2}[iev])\.?\s?(\d{3})\b")
_LISTED = re.compile(
    r"^(?:First )?Listed (?:by (?:the )?(?:UN )?(?:\w+ )?Committee )?(?:on:? )?(\d{1,2}\.? [A-Za-z]{3,9}\.? \d{4})",
    re.IGNORECASE,
)
_REDESIGNATED = re.compile(r"Autonomous Sanctions Regulations 2011 on (\d{1,2} [A-Za-z]+ \d{4})")
_BIRTH_BREAK = re.compile(r",|\bor\b|(?<=\d{4})\s+(?=\d)")
_ADDRESS_BREAK = re.compile(r";\s")


@dataclass(frozen=True)
class Row:
    """One row: the digits of its reference, its number in the sheet, its cells by field."""

    reference: str
    number: int
    cells: dict[str, str]


def read_group(reference: str, rows: list[Row], source: Source, where: str, report: ImportReport) -> ListedParty:
    """Put the rows of one reference together. The primary row speaks first; further facts of others are added."""
    first = min(rows, key=lambda row: (row.cells["name_type"] != "Primary Name", row.number))
    ordered = [first, *(row for row in rows if row is not first)]
    place = f"{where}!{first.number}"
    births, birth_notes = _births(_values(ordered, "birth"), place, report)
    kind = KINDS.get(first.cells["type"], PartyKind.UNKNOWN)
    notes = (*_values(ordered, "information"), *_values(ordered, "listing"), *birth_notes)
    return ListedParty(
        party_id=f"{source.id}:{reference}",
        source=source.id,
        kind=kind,
        names=_names(ordered, report),
        identifiers=_identifiers(ordered),
        addresses=tuple(dict.fromkeys(_addresses(ordered))),
        birth=births if kind is PartyKind.PERSON else (),
        birth_places=tuple(
            dict.fromkeys(place for text in _values(ordered, "birth_place") for place in split_items(text))
        ),
        countries=_citizenships(ordered, report),
        designations=_designations(reference, ordered, source, report),
        notes=tuple(dict.fromkeys(note for note in notes if note)),
        trace=f"row {first.number}",
    )


def _values(rows: list[Row], field: str) -> tuple[str, ...]:
    texts = (row.cells.get(field, "") for row in rows)
    return tuple(dict.fromkeys(text for text in texts if text))


def _names(rows: list[Row], report: ImportReport) -> tuple[Name, ...]:
    names = []
    for index, row in enumerate(rows):
        text = row.cells["name"]
        stated = NAME_KINDS.get(row.cells["name_type"], NameKind.ALIAS)
        kind = NameKind.PRIMARY if index == 0 else NameKind.VARIANT if stated is NameKind.PRIMARY else stated
        quality = _QUALITIES.get(row.cells.get("strength", ""), NameQuality.UNSTATED)
        if has_lost_letters(text):
            quality = NameQuality.DAMAGED
        name = Name(text, kind, quality, script_of(text), trace=f"row {row.number}")
        if name in names:
            report.count("name printed twice")
        else:
            names.append(name)
    return tuple(names)


def _births(texts: tuple[str, ...], where: str, report: ImportReport) -> tuple[tuple[Birth, ...], tuple[str, ...]]:
    births: list[Birth] = []
    notes: list[str] = []
    for part in (part.strip() for text in texts for part in _BIRTH_BREAK.split(text)):
        birth = read_slash_birth(part)
        if birth is not None:
            births.append(birth)
        elif part:
            notes.append(f"birth {part}")
            report.quarantine_field(ROW_QUARANTINED.at(f"{where} Date of Birth", f"{part!r} is not a date of birth"))
    return tuple(dict.fromkeys(births)), tuple(dict.fromkeys(notes))


def _identifiers(rows: list[Row]) -> tuple[Identifier, ...]:
    return tuple(read_identifier(IdentifierKind.IMO_SHIP, text) for text in _values(rows, "imo"))


def _addresses(rows: list[Row]) -> Iterator[Address]:
    for text in _values(rows, "address"):
        for item in split_items(text):
            for line in (part.strip(" ;") for part in _ADDRESS_BREAK.split(item)):
                if line:
                    last = line.rpartition(",")[2].strip(" .;")
                    yield Address((line,), country=country_of(last), raw=line)


def _citizenships(rows: list[Row], report: ImportReport) -> tuple[CountryFact, ...]:
    texts = (part.strip() for text in _values(rows, "citizenship") for part in text.split(";"))
    codes = (read_noted_country(text, report) for text in texts)
    return tuple(dict.fromkeys(CountryFact(code, "citizenship") for code in codes if code is not None))


def _designations(reference: str, rows: list[Row], source: Source, report: ImportReport) -> tuple[Designation, ...]:
    """One for each committee a row names. The control date shows the entry in force; it is no day of listing."""
    control = [read_slash_date(text) for text in _values(rows, "control_date")]
    listing = (*_values(rows, "listing"), *_values(rows, "instrument"))
    flagged = any(field in rows[0].cells for field in _FLAGS)
    flags = [words for field, words in _FLAGS.items() if any(row.cells.get(field) == "true" for row in rows)]
    references = _own_references(
        _values(rows, "information"), KINDS.get(rows[0].cells["type"], PartyKind.UNKNOWN), report
    )
    return tuple(
        Designation(
            designation_id=f"{source.id}:{reference}/{programme}",
            source=source.id,
            authority=source.authority,
            list_name=source.list_name,
            programme=programme,
            programme_raw=programme,
            reference=reference,
            legal_basis=_values(rows, "instrument"),
            listed_on=_listed_on(listing),
            listed_by=_earliest([*control, *_redesignations(listing)]),
            measures=read_measures(flags, report) if flagged else source.measures,
            cross_refs=references,
        )
        for programme in _values(rows, "committees") or ("",)
    )


def _own_references(texts: tuple[str, ...], kind: PartyKind, report: ImportReport) -> tuple[str, ...]:
    """UN references at the start of a text, which are the entry's own; elsewhere they speak of somebody else.

    A person's entry that begins with the reference of an entity (a misprint) proves nothing either.
    """
    found = (_OWN_REFERENCE.match(text) for text in texts)
    stated = dict.fromkeys(f"UN {match[1]}.{match[2]}" for match in found if match is not None)
    own = tuple(each for each in stated if each[5] in _KIND_LETTERS.get(kind, "iev"))
    report.count("UN references of another kind", len(stated) - len(own))
    return own


def _listed_on(texts: tuple[str, ...]) -> PartialDate | None:
    """The day a text begins with (``Listed on 25 January 2001 …``). A later listing or a rewritten one is not it."""
    days = [read_slash_date(match[1]) for match in map(_LISTED.match, texts) if match is not None]
    bare = [read_slash_date(text) for text in texts if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)]
    return _earliest(days or bare)


def _redesignations(texts: tuple[str, ...]) -> list[PartialDate | None]:
    return [read_slash_date(match[1]) for text in texts for match in _REDESIGNATED.finditer(text)]


def _earliest(days: list[PartialDate | None]) -> PartialDate | None:
    known = [each for each in days if each is not None]
    return min(known, key=PartialDate.earliest) if known else None
