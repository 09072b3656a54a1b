"""One entry of an annex of the Official Journal: names, numbers, places, and a designation for each measure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from endgate.lists.errors import IMPOSSIBLE_DATE, NOT_WELL_FORMED
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import (
    collapse,
    has_lost_letters,
    read_identifier,
    script_of,
)
from endgate.lists.importers.itemised import split_items
from endgate.lists.importers.measures import read_measures
from endgate.lists.importers.nationalities import people_of, read_nationalities
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
from endgate.lists.textdates import read_birth, read_text_date
from endgate.terms import ids
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import country_of

KINDS = {
    "Person": PartyKind.PERSON,
    "LegalEntity": PartyKind.ORGANISATION,
    "Organization": PartyKind.ORGANISATION,
    "Company": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
    "Asset": PartyKind.UNKNOWN,
}
_NAMES = (
    ("alias", NameKind.ALIAS, NameQuality.UNSTATED),
    ("weak_alias", NameKind.ALIAS, NameQuality.WEAK),
    ("previous_name", NameKind.FORMER, NameQuality.UNSTATED),
)
_NUMBERS = {
    "passport_number": IdentifierKind.PASSPORT,
    "id_number": IdentifierKind.NATIONAL_ID,
    "registration_number": IdentifierKind.REGISTRATION_NO,
    "tax_number": IdentifierKind.TAX_ID,
    "inn_code": IdentifierKind.INN,
    "ogrn_code": IdentifierKind.OGRN,
    "kpp_code": IdentifierKind.OTHER,
    "okpo_code": IdentifierKind.OTHER,
    "lei_code": IdentifierKind.LEI,
    "swift_bic": IdentifierKind.SWIFT_BIC,
    "ticker": IdentifierKind.TICKER,
    "imo_number": IdentifierKind.IMO_SHIP,
    "mmsi": IdentifierKind.MMSI,
    "phone": IdentifierKind.PHONE,
    "email": IdentifierKind.EMAIL,
    "website": IdentifierKind.WEBSITE,
}
_COUNTRIES = {
    "nationality": "nationality",
    "jurisdiction": "registration",
    "flag": "flag",
    "country": "associated",
}
_NOTES = (
    *("notes", "reason", "appearance", "ethnicity", "father_name", "mother_name"),
    *("incorporation_date", "legal_form", "sector"),
)
_SCALARS = frozenset(("reason", "name"))
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_NUMBER = re.compile(r"(?P<value>[^(),;]*\d[^(),;]*?)\s*(?:[(,;]\s*(?P<note>.*?)\)?)?")
_ALTERNATIVES = re.compile(r"\s+or\s+")
_CELEX = re.compile(r"3(?P<year>\d{4})(?P<type>[RD])(?P<number>\d{4})")
_NUMBER_FIRST_BEFORE = 2015
_UNION_SINCE = (2009, 1200)
"""Acts of December 2009 and later are of the Union, not of the Community; numbers of that year tell which."""


def read_entry(key: str, rows: list[dict[str, str]], source: Source, where: str, report: ImportReport) -> ListedParty:
    """Make the party of an entry's rows; facts are united, each measure of each programme is a designation."""
    kind = KINDS.get(rows[0]["schema"], PartyKind.UNKNOWN)
    births, unread = _births(_values(rows, "birth_date", where, report), where, report)
    notes = [text for name in _NOTES for text in _values(rows, name, where, report)] + unread
    places = _values(rows, "birth_place", where, report)
    return ListedParty(
        party_id=f"{source.id}:{key}",
        source=source.id,
        kind=kind,
        names=_names(rows, where, report),
        subkind="asset" if rows[0]["schema"] == "Asset" else "",
        identifiers=tuple(dict.fromkeys(_identifiers(rows, kind, where, report))),
        addresses=tuple(_address(text) for text in _values(rows, "address", where, report)),
        birth=births,
        birth_places=places,
        countries=tuple(dict.fromkeys(_countries(rows, where, report))),
        positions=_values(rows, "position", where, report),
        gender=rows[0].get("gender", "").lower().rstrip("."),
        designations=_designations(key, rows, source, where, report),
        notes=tuple(dict.fromkeys(notes)),
        trace=where,
    )


def _values(rows: list[dict[str, str]], name: str, where: str, report: ImportReport) -> tuple[str, ...]:
    """All values of a field, each once; a cell of several is itself a row of CSV parted by semicolons."""
    found = [text for row in rows for text in _cell(row.get(name, ""), name, where, report)]
    return tuple(dict.fromkeys(text for text in found if text))


def _cell(text: str, name: str, where: str, report: ImportReport) -> list[str]:
    if name in _SCALARS or (";" not in text and '"' not in text):
        return [text]
    try:
        return [collapse(part) for part in next(csv.reader([text], delimiter=";", skipinitialspace=True, strict=True))]
    except (csv.Error, StopIteration) as error:
        report.quarantine_field(NOT_WELL_FORMED.at(f"{where} {name}", f"the nested quoting is broken: {error}"))
        return [text]


def _names(rows: list[dict[str, str]], where: str, report: ImportReport) -> tuple[Name, ...]:
    first = rows[0]["name"]
    names = [Name(first, NameKind.PRIMARY, _quality(first, NameQuality.UNSTATED), script_of(first))]
    for field, kind, quality in _NAMES:
        for text in _values(rows, field, where, report):
            names.append(Name(text, kind, _quality(text, quality), script_of(text)))
    return tuple(dict.fromkeys(names))


def _quality(text: str, stated: NameQuality) -> NameQuality:
    return NameQuality.DAMAGED if has_lost_letters(text) else stated


def read_act_date(text: str) -> PartialDate | None:
    """A date as acts print it: ``24.3.2007``, ``18 April 2012``, ``26 Feb. 2011``, ISO. None when it is none."""
    match = _DOTTED.fullmatch(text)
    if match is None:
        return read_text_date(text)
    try:
        return PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _births(texts: tuple[str, ...], where: str, report: ImportReport) -> tuple[tuple[Birth, ...], list[str]]:
    births, unread = [], []
    items = (item for cell in texts for item in split_items(cell))
    for text in (part for item in items for part in _ALTERNATIVES.split(item)):
        day = read_act_date(text)
        birth = read_birth(text) if day is None else Birth(day, day, raw=text)
        if birth is None:
            unread.append(f"birth {text}")
            report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} birthDate", f"{text!r} is not a date"))
        else:
            births.append(birth)
    return tuple(dict.fromkeys(births)), unread


def _identifiers(rows: list[dict[str, str]], kind: PartyKind, where: str, report: ImportReport) -> Iterator[Identifier]:
    for name, stated in _NUMBERS.items():
        for text in (item for cell in _values(rows, name, where, report) for item in split_items(cell)):
            number_kind = stated
            if stated is IdentifierKind.NATIONAL_ID and kind is not PartyKind.PERSON:
                number_kind = IdentifierKind.REGISTRATION_NO
            yield _numbered(number_kind, text)


def _numbered(kind: IdentifierKind, text: str) -> Identifier:
    """A number with what the act says of it in parentheses or after a comma."""
    match = _NUMBER.fullmatch(text) if kind not in _WHOLE_CELL else None
    if match is None:
        return read_identifier(kind, text)
    value, note = match["value"].strip(), match["note"] or ""
    russian = kind is IdentifierKind.REGISTRATION_NO and "INN" in note and ids.valid_inn(value)
    country = (people_of(note.split()[0]) or country_of(note)) if note else None
    return read_identifier(IdentifierKind.INN if russian else kind, value, country, note)


_WHOLE_CELL = (IdentifierKind.PHONE, IdentifierKind.EMAIL, IdentifierKind.WEBSITE, IdentifierKind.TICKER)


def _address(text: str) -> Address:
    return Address((text,), country=country_of(text.rpartition(",")[2].strip(" .")), raw=text)


def _countries(rows: list[dict[str, str]], where: str, report: ImportReport) -> Iterator[CountryFact]:
    for name, role in _COUNTRIES.items():
        for text in _values(rows, name, where, report):
            for code in read_nationalities(text, report):
                yield CountryFact(code, role)


def _designations(
    key: str, rows: list[dict[str, str]], source: Source, where: str, report: ImportReport
) -> tuple[Designation, ...]:
    made: dict[str, Designation] = {}
    for row in rows:
        listed = read_act_date(row["start_date"]) if row["start_date"] else None
        if row["start_date"] and listed is None:
            report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} startDate", f"{row['start_date']!r} is not a day"))
        basis = " ".join(
            part for part in (act_title(row["act"]), f"Annex {row['annex']}" if row["annex"] else "") if part
        )
        amending = row.get("amending_act", "")
        designation = Designation(
            designation_id=f"{source.id}:{key}/{row['program_key']}/{row['measure']}",
            source=source.id,
            authority=source.authority,
            list_name=source.list_name,
            programme=row["program_key"],
            programme_raw=row["program_key"],
            reference=_reference(row),
            legal_basis=(basis,),
            listed_on=listed,
            measures=read_measures((row["measure"],), report),
            citations=tuple(f"CELEX {celex}" for celex in (row["act"], amending) if celex),
        )
        made.setdefault(designation.designation_id, designation)
    return tuple(made.values())


def _reference(row: dict[str, str]) -> str:
    """The entry's place as one would cite it; its bare number recurs in every annex of every act."""
    act = act_title(row["act"]).rpartition(" ")[2]
    number = f"#{row['record_id']}" if row["record_id"] else ""
    return " ".join(part for part in (act, row["annex"], number) if part) if number else ""


def act_title(celex: str) -> str:
    """The usual short title of an act by its CELEX number: ``Reg (EU) 267/2012``, ``Reg (EU) 2017/1509``."""
    match = _CELEX.fullmatch(celex)
    if match is None:
        return celex
    year, number = int(match["year"]), int(match["number"])
    numbered = f"{number}/{year}" if year < _NUMBER_FIRST_BEFORE else f"{year}/{number}"
    if match["type"] == "D":
        return f"Decision {year}/{number}/CFSP"
    return f"Reg ({'EU' if (year, number) >= _UNION_SINCE else 'EC'}) {numbered}"
