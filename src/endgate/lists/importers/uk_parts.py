"""Parties of the British lists: an entry's names, birth, numbers, addresses, relations and designations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from endgate.lists.errors import IMPOSSIBLE_DATE
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import has_lost_letters, read_identifier, script_of
from endgate.lists.importers.itemised import split_items
from endgate.lists.importers.measures import read_measures
from endgate.lists.importers.nationalities import people_of, read_nationalities, read_nationality
from endgate.lists.importers.slashdates import read_slash_birth, read_stated_day
from endgate.lists.importers.uk_entries import UkEntry, UkName
from endgate.lists.importers.uk_ships import own_numbers, read_vessel
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
    Relation,
)
from endgate.lists.sources import Source
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

KINDS = {"individual": PartyKind.PERSON, "entity": PartyKind.ORGANISATION, "ship": PartyKind.VESSEL}
_NAME_KINDS = {
    "primary name": NameKind.PRIMARY,
    "prime alias": NameKind.PRIMARY,
    "primary name variation": NameKind.VARIANT,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "fka": NameKind.FORMER,
}
_NUMBERS = {
    "passport": IdentifierKind.PASSPORT,
    "national_id": IdentifierKind.NATIONAL_ID,
    "registration_no": IdentifierKind.REGISTRATION_NO,
    "phone": IdentifierKind.PHONE,
    "email": IdentifierKind.EMAIL,
    "website": IdentifierKind.WEBSITE,
    "ofsi_group": IdentifierKind.PUBLISHER_REF,
    "uk_reference": IdentifierKind.PUBLISHER_REF,
}
_NOTES = (
    *("other", "reasons", "title", "passport_note", "national_id_note", "entity_type", "previous_owner"),
    *("previous_flag", "length", "year_built", "hull", "designated_by"),
)
_LABELLED = re.compile(
    r"\bUN\s*ref(?:erence)?\b(?:\s*no)?[\s.:]*(?P<ref>[A-Z]{1,3}[a-z]?\.?[A-Z]?\.?[\dA-Z.]*\d)", re.IGNORECASE
)
_AT_START = re.compile(r"(?:\A|\bUN listing\b)[\s.:]*(?P<ref>[A-Z]{2}[iev]\.\d{3})")
_MODERN = re.compile(r"([A-Z]{2})([iev])\.?(\d{3})", re.IGNORECASE)
_KIND_LETTERS = {PartyKind.PERSON: "i", PartyKind.ORGANISATION: "e", PartyKind.VESSEL: "ev"}


def shared_references(entries: Iterable[UkEntry]) -> frozenset[str]:
    """UN references that stand in several entries: each can belong to one of them at most, and nobody says to which."""
    counted = Counter(ref for entry in entries for ref in {*_references(entry)})
    return frozenset(ref for ref, number in counted.items() if number > 1)


def _references(entry: UkEntry) -> list[str]:
    stated = entry.all("un_reference")
    texts = entry.all("other")[:1]
    found = stated or [m["ref"] for text in texts if (m := _LABELLED.search(text) or _AT_START.search(text))]
    return [_tidy(ref) for ref in found]


def _tidy(ref: str) -> str:
    modern = _MODERN.fullmatch(ref)
    return f"{modern[1].upper()}{modern[2].lower()}.{modern[3]}" if modern else ref.upper().rstrip(".")


def _own_references(entry: UkEntry, kind: PartyKind, shared: frozenset[str]) -> tuple[str, ...]:
    """References of the entry itself: of its kind, and of no other entry."""
    letters = _KIND_LETTERS.get(kind, "iev")
    found = []
    for ref in _references(entry):
        modern = _MODERN.fullmatch(ref)
        fits = modern[2].lower() in letters if modern else _old_kind(ref) in (letters, "")
        if fits and ref not in shared:
            found.append(f"UN {ref}")
    return tuple(dict.fromkeys(found))


def _old_kind(ref: str) -> str:
    """The kind letter of a reference in the form before 2014 (``TI.A.80.01``, ``E.29.II.8``)."""
    head = ref.partition(".")[0]
    return head[-1:].lower() if head[-1:] in ("I", "E") else ""


def read_entry(entry: UkEntry, source: Source, where: str, shared: frozenset[str], report: ImportReport) -> ListedParty:
    """Make the party of an entry. ``shared`` are UN references that prove nothing."""
    place = f"{where}:{entry.line}"
    kind = _kind(entry, report)
    births, birth_notes = _births(entry, place, report)
    notes = [text for name in _NOTES for text in entry.all(name)] + birth_notes
    return ListedParty(
        party_id=f"{source.id}:{entry.key}",
        source=source.id,
        kind=kind,
        names=_names(entry, kind, report),
        identifiers=_identifiers(entry, report),
        addresses=_addresses(entry, report),
        birth=births,
        birth_places=_birth_places(entry),
        countries=_countries(entry, report),
        positions=tuple(dict.fromkeys(each for text in entry.all("position") for each in split_items(text))),
        gender=entry.first("gender").lower(),
        vessel=read_vessel(entry) if kind is PartyKind.VESSEL else None,
        relations=_relations(entry),
        designations=_designations(entry, source, place, _own_references(entry, kind, shared), report),
        notes=tuple(dict.fromkeys(notes)),
        trace=f"line {entry.line}",
    )


def _kind(entry: UkEntry, report: ImportReport) -> PartyKind:
    said = entry.first("kind")
    kind = KINDS.get(said.lower())
    if kind is None:
        report.met_unknown(f"value kind {said}")
        return PartyKind.UNKNOWN
    ships = kind is PartyKind.ORGANISATION and any(each.kind is IdentifierKind.IMO_SHIP for each in own_numbers(entry))
    return PartyKind.VESSEL if ships else kind


def _names(entry: UkEntry, kind: PartyKind, report: ImportReport) -> tuple[Name, ...]:
    """Names with the first primary one at the head; a further primary name is a variant."""
    said = sorted(entry.names, key=lambda name: _name_kind(name, report) is not NameKind.PRIMARY)
    names = []
    for index, each in enumerate(said):
        stated = _name_kind(each, report)
        shown = NameKind.PRIMARY if index == 0 else NameKind.VARIANT if stated is NameKind.PRIMARY else stated
        given, family = " ".join(part for part in each.parts[:5] if part), each.parts[5]
        text = " ".join(part for part in (given, family) if part)
        split = (family, given) if kind is PartyKind.PERSON else ("", "")
        names.append(Name(text, shown, _quality(each, text), script_of(text), "", *split))
    scripts = [Name(text, NameKind.ALIAS, script=script_of(text)) for text in entry.all("non_latin")]
    return tuple(dict.fromkeys((*names, *scripts)))


def _name_kind(name: UkName, report: ImportReport) -> NameKind:
    kind = _NAME_KINDS.get(name.type.lower())
    if kind is None:
        report.met_unknown(f"value name type {name.type}")
    return kind or NameKind.ALIAS


def _quality(name: UkName, text: str) -> NameQuality:
    if has_lost_letters(text):
        return NameQuality.DAMAGED
    said = name.strength.lower()
    return NameQuality.STRONG if "good" in said else NameQuality.WEAK if "low" in said else NameQuality.UNSTATED


def _births(entry: UkEntry, where: str, report: ImportReport) -> tuple[tuple[Birth, ...], list[str]]:
    births, notes = [], []
    for text in entry.all("birth"):
        birth = read_slash_birth(text)
        if birth is None:
            notes.append(f"birth {text}")
            report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} date of birth", f"{text!r} is not a date"))
        else:
            births.append(birth)
    return tuple(dict.fromkeys(births)), notes


def _birth_places(entry: UkEntry) -> tuple[str, ...]:
    towns = [each for text in entry.all("birth_town") for each in split_items(text)]
    countries = [each for text in entry.all("birth_country") for each in split_items(text)]
    if len(towns) == 1 and len(countries) == 1:
        return (f"{towns[0]}, {countries[0]}",)
    return tuple(dict.fromkeys((*towns, *countries)))


def _countries(entry: UkEntry, report: ImportReport) -> tuple[CountryFact, ...]:
    facts = [
        CountryFact(code, role)
        for name, role in (("nationality", "nationality"), ("birth_country", "birth"), ("flag", "flag"))
        for text in entry.all(name)
        for code in read_nationalities(text, report)
    ]
    return tuple(dict.fromkeys(facts))


def _identifiers(entry: UkEntry, report: ImportReport) -> tuple[Identifier, ...]:
    found = list(own_numbers(entry))
    for name, kind in _NUMBERS.items():
        for text in (each for cell in entry.all(name) for each in split_items(cell)):
            found.append(_numbered(kind, text, report))
    return tuple(dict.fromkeys(found))


def _numbered(kind: IdentifierKind, text: str, report: ImportReport) -> Identifier:
    """A document's number out of its text; the whole text stays as the note, or as the value where no number shows."""
    if kind not in (IdentifierKind.PASSPORT, IdentifierKind.NATIONAL_ID, IdentifierKind.REGISTRATION_NO):
        return read_identifier(kind, text)
    numbers = re.findall(
        r"(?<![\w-])[A-Z]{0,4}[ -]?\d[\dA-Z/-]{3,}(?![\w-])", text.partition("issued")[0].partition("(")[0]
    )
    if len(numbers) != 1:
        return read_identifier(kind, text)
    remark = re.search(r"\(([^)]*)\)", text)
    country = people_of(remark[1].split()[0]) if remark and remark[1].split() else None
    report.count("document numbers told from their text", numbers[0] != text)
    return read_identifier(kind, numbers[0].strip(), country, text if numbers[0] != text else "")


def _addresses(entry: UkEntry, report: ImportReport) -> tuple[Address, ...]:
    found = []
    for each in entry.addresses:
        lines, code, country = tuple(part for part in each[:6] if part), each[6], each[7]
        raw = ", ".join(part for part in each if part)
        items = split_items(country)
        codes = [read_nationality(item, report) for item in items]
        found.append(Address(lines, postal_code=code, country=codes[0] if len(codes) == 1 else None, raw=raw))
    return tuple(dict.fromkeys(found))


def _relations(entry: UkEntry) -> tuple[Relation, ...]:
    pairs = (("parent", "subsidiary_of"), ("subsidiary", "parent_of"), ("owner", "owned_or_operated_by"))
    return tuple(Relation(kind, text) for name, kind in pairs for text in entry.all(name))


def _designations(
    entry: UkEntry, source: Source, where: str, references: tuple[str, ...], report: ImportReport
) -> tuple[Designation, ...]:
    """One for each regime; several days under one regime leave the first, the later ones amend it."""
    days: dict[str, list[PartialDate]] = {}
    for regime, text in entry.acts:
        day = read_stated_day(text, f"{where} listed on", report)
        days.setdefault(regime, []).extend([day] if day is not None else [])
    updates = [read_stated_day(text, f"{where} last updated", report) for text in entry.all("updated")]
    imposed = [part.strip() for text in entry.all("measures") for part in text.split("|") if part.strip()]
    return tuple(
        Designation(
            designation_id=f"{source.id}:{entry.key}/{regime}",
            source=source.id,
            authority=source.authority,
            list_name=source.list_name,
            programme=regime,
            programme_raw=regime,
            reference=entry.key,
            listed_on=min(known, key=PartialDate.earliest, default=None),
            amended_on=tuple(sorted({day for day in updates if day is not None}, key=PartialDate.earliest)),
            measures=read_measures(imposed, report) if imposed else source.measures,
            cross_refs=references,
        )
        for regime, known in days.items()
    )
