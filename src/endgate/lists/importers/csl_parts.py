"""One row of the US Consolidated Screening List as a party: cells that hold several values, keys, licence terms."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from endgate.lists.errors import IMPOSSIBLE_DATE, ROW_QUARANTINED
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse, has_lost_letters, read_country, read_identifier, script_of, slug
from endgate.lists.importers.licence_terms import read_terms
from endgate.lists.importers.ofac_remarks import label_kind
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
from endgate.lists.textdates import read_birth
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

_KINDS = {
    "entity": PartyKind.ORGANISATION,
    "individual": PartyKind.PERSON,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
    "": PartyKind.UNKNOWN,
}
SUCCESSORS = re.compile(
    r"[;,]?\s+and\s+(?:any\s+successor,?\s+sub-?unit,?\s+or\s+subsidiary\s+thereof"
    r"|(?:its|their)\s+sub-?units?\s+and\s+successors?)\.?$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(.+) \(([A-Z]{2,8})\)")
_ADDRESS_ONLY = re.compile(r"Address \d+")
_CITATION = re.compile(r"(\d{2,3})\s?\.?\s?F\.?\s?R\.?\s*(\d{1,6})")
_NOTICE = re.compile(r"Vol\. ?(\d+), No\. ?(\d+),? (\d+)/(\d+)/(\d+)")
_CODE = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKS = re.compile(r"[\"'.,]")
_BESIDE = re.compile(r" ?\((a\.k\.a\.|f\.k\.a\.) ([^()]+)\)", re.IGNORECASE)


@dataclass(frozen=True)
class CslRow:
    """A row by column names, where it stood, and the gathered list it belongs to."""

    cells: dict[str, str]
    where: str
    line: int
    authority: str
    list_name: str
    measures: tuple[str, ...]

    def text(self, column: str) -> str:
        return collapse(self.cells.get(column, ""))

    def parts(self, column: str) -> list[str]:
        """Values of a cell that separates them by ``; ``."""
        return [text for text in (collapse(part) for part in self.cells.get(column, "").split("; ")) if text]

    def places(self, report: ImportReport) -> tuple[Address, ...]:
        """All addresses."""
        return tuple(_address(text, report) for text in self.parts("addresses"))

    @property
    def number(self) -> str:
        """OFAC's number; other lists have none that lasts."""
        return self.text("entity_number")


def read_party(row: CslRow, source: Source, report: ImportReport) -> ListedParty | None:
    """Read one row. A row without a name is set aside."""
    printed = row.text("name")
    name, beside, successors = plain_name(printed) if row.list_name == "ISN" else _without_successors(printed)
    if not name:
        report.quarantine_row(ROW_QUARANTINED.at(row.where, "a row without a name"))
        return None
    addresses = row.places(report)
    party_id = f"{source.id}:{row.number or _key_of(printed, row, addresses)}"
    births, unread = _births(row, report)
    identifiers, notes = _identifiers(row, report)
    title = row.text("title")
    return ListedParty(
        party_id=party_id,
        source=source.id,
        kind=PartyKind.PLACE if _ADDRESS_ONLY.fullmatch(name) else _kind(row.text("type"), report),
        names=_names(name, beside, row, report),
        subkind=row.text("vessel_type").lower(),
        identifiers=identifiers,
        addresses=addresses,
        birth=births,
        birth_places=tuple(row.parts("places_of_birth")),
        countries=_countries(row, report),
        positions=(title,) if title else (),
        designations=_designations(row, source, party_id, successors, report),
        notes=(*(text for text in (row.text("remarks"),) if text), *_order(row), *unread, *notes),
        trace=f"line {row.line}",
    )


def _key_of(printed: str, row: CslRow, addresses: tuple[Address, ...]) -> str:
    """The key of an entry without a number: that of its own list's file, where the list has one."""
    notice = row.text("federal_register_notice")
    if row.list_name == "DPL":
        return order_key(printed, notice, row.text("start_date"))
    if row.list_name == "ISN":
        return isn_key(plain_name(printed)[0])
    country = next((each.country for each in addresses if each.country is not None), None)
    return row_key(printed, notice, country or "")


def order_key(name: str, notice: str, effective: str = "") -> str:
    """Name and first page printed of a denial order, which every form of the list gives; else the day it took effect.

    Later notices are added to the same cell, and not every form prints the day.
    """
    citations = read_citations(notice)
    first = citations[0] if citations else notice or effective
    return row_key(_MARKS.sub("", name.casefold()), first)


def determination_id(party_id: str, programme: str, citations: tuple[str, ...], notice: str) -> str:
    """Programme and notice of a determination of the State Department; no form of the list numbers them."""
    printed = "|".join(citations or (notice,))
    mark = hashlib.sha256(printed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{party_id}/{programme}/{mark}"


def plain_name(printed: str) -> tuple[str, list[str], bool]:
    """The name alone, other names in parentheses beside it, and whether successors are named with it."""
    name = SUCCESSORS.sub("", printed)
    beside = [text for _, text in _BESIDE.findall(name)]
    return collapse(_BESIDE.sub("", name)) or name, beside, name != printed


def isn_key(name: str) -> str:
    """Words of a name; a trailing ``(SHIG)`` that abbreviates the words before it is no difference."""
    match = _ACRONYM.fullmatch(name)
    if match is not None:
        initials = iter(word[0].upper() for word in re.findall(r"\w+", match[1]))
        if all(letter in initials for letter in match[2]):
            return slug(match[1])
    return slug(name)


def row_key(name: str, notice: str, country: str = "") -> str:
    """Name, notice and first country are the key; the last two as a short hash, for notices can be long."""
    words = slug(name)
    rest = "|".join([name, notice, *([country] if country else [])])
    return f"{words}.{hashlib.sha256(rest.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _kind(text: str, report: ImportReport) -> PartyKind:
    if text.lower() not in _KINDS:
        report.met_unknown(f"value type {text}")
    return _KINDS.get(text.lower(), PartyKind.UNKNOWN)


def _without_successors(printed: str) -> tuple[str, list[str], bool]:
    name = SUCCESSORS.sub("", printed)
    return name, [], name != printed


def _names(primary: str, beside: list[str], row: CslRow, report: ImportReport) -> tuple[Name, ...]:
    first = NameKind.ADDRESS_ONLY if _ADDRESS_ONLY.fullmatch(primary) else NameKind.PRIMARY
    aliases = [collapse(re.sub(r"^and (?=[^a-z])", "", text)) for text in row.parts("alt_names")]
    report.count("alias", len(aliases))
    texts = [(primary, first), *((text, NameKind.ALIAS) for text in (*aliases, *beside))]
    return tuple(Name(text, kind, _quality(text, row, report), script_of(text)) for text, kind in texts)


def _quality(text: str, row: CslRow, report: ImportReport) -> NameQuality:
    """BIS names lose letters outside ASCII to a question mark; no name of theirs holds one otherwise."""
    if has_lost_letters(text) or ("?" in text and row.authority == "US-BIS"):
        report.count("names with lost letters")
        return NameQuality.DAMAGED
    return NameQuality.UNSTATED


def _address(text: str, report: ImportReport) -> Address:
    """The last part after a comma is the country's code, when it is one."""
    body, _, last = text.rpartition(",")
    code = last.strip()
    if _CODE.fullmatch(code):
        return Address((body.strip(),) if body.strip() else (), country=read_country(code, report), raw=text)
    return Address((text,), raw=text)


def _births(row: CslRow, report: ImportReport) -> tuple[tuple[Birth, ...], list[str]]:
    births, unread = [], []
    for text in row.parts("dates_of_birth"):
        birth = read_birth(text)
        if birth is None:
            report.quarantine_field(IMPOSSIBLE_DATE.at(f"{row.where} dates_of_birth", f"{text!r} is not a date"))
            unread.append(text)
        else:
            births.append(birth)
    return tuple(births), unread


def _countries(row: CslRow, report: ImportReport) -> tuple[CountryFact, ...]:
    facts = []
    for column, role in (("nationalities", "nationality"), ("citizenships", "citizenship"), ("vessel_flag", "flag")):
        for text in row.parts(column):
            code = read_country(text, report)
            if code is not None:
                facts.append(CountryFact(code, role))
    return tuple(dict.fromkeys(facts))


def _identifiers(row: CslRow, report: ImportReport) -> tuple[tuple[Identifier, ...], list[str]]:
    """Numbers of the ``ids`` cell, whose parts stand in an order that differs by version, and what is no number."""
    found, notes = [], []
    for text in row.parts("ids"):
        parts = [part.strip() for part in text.split(",")]
        kind = next((kind for kind in map(label_kind, parts) if kind is not None), None)
        rest = [part for part in parts if label_kind(part) is None]
        country = next((part for part in rest if _CODE.fullmatch(part)), "")
        values = [part for part in rest if part != country and not _DAY.fullmatch(part)]
        if kind is None or len(values) != 1:
            notes.append(text)
            continue
        dates = "; ".join(part for part in rest if _DAY.fullmatch(part))
        found.append(read_identifier(kind, values[0], read_country(country, report), dates))
    if row.text("call_sign"):
        found.append(read_identifier(IdentifierKind.CALL_SIGN, row.text("call_sign")))
    return tuple(dict.fromkeys(found)), notes


def _order(row: CslRow) -> list[str]:
    """A denial order that is not the standard one must be read; a blank says as little."""
    if row.list_name != "DPL" or row.text("standard_order").upper() == "Y":
        return []
    return ["not stated to be a standard order: read the order"]


def _designations(
    row: CslRow, source: Source, party_id: str, successors: bool, report: ImportReport
) -> tuple[Designation, ...]:
    tags = list(dict.fromkeys(row.parts("programs")))
    requirement = row.text("license_requirement")
    terms = read_terms(requirement, row.text("license_policy")) if requirement else None
    citations = read_citations(row.text("federal_register_notice"))
    ids = _designation_ids(row, party_id, tags, citations)
    return tuple(
        Designation(
            designation_id=key,
            source=source.id,
            authority=row.authority,
            list_name=row.list_name,
            programme=canonical_programme(tag) or row.list_name,
            programme_raw=tag,
            reference=row.number,
            listed_on=_day(row, "start_date", report),
            expires_on=_day(row, "end_date", report),
            measures=row.measures,
            citations=citations,
            successor_clause=successors,
            licence=terms,
        )
        for key, tag in zip(ids, tags or [""], strict=True)
    )


def _designation_ids(row: CslRow, party_id: str, tags: list[str], citations: tuple[str, ...]) -> list[str]:
    if row.list_name == "ISN":
        notice = row.text("federal_register_notice")
        return [determination_id(party_id, canonical_programme(tag), citations, notice) for tag in tags or [""]]
    return [f"{party_id}/{tag}" for tag in tags] or [party_id]


def canonical_programme(tag: str) -> str:
    """The code of a programme that State spells in several ways; others in capitals."""
    return _state_programmes().get(tag.casefold(), tag.upper())


@cache
def _state_programmes() -> dict[str, str]:
    text = resources.files("endgate").joinpath("data", "lists", "state_programmes.csv").read_text(encoding="utf-8")
    return {row["written"].casefold(): row["programme"] for row in csv.DictReader(text.splitlines())}


def _day(row: CslRow, column: str, report: ImportReport) -> PartialDate | None:
    text = row.text(column)
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError:
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{row.where} {column}", f"{text!r} is not a day"))
        return None


def read_citations(text: str) -> tuple[str, ...]:
    """Federal Register citations as ``72 FR 38008``, or volume, number and day where the list prints those."""
    pages = [f"{volume} FR {int(page)}" for volume, page in _CITATION.findall(text)]
    notices = [f"{volume} FR no. {number}, {_notice_day(*day)}" for volume, number, *day in _NOTICE.findall(text)]
    return tuple(dict.fromkeys(pages + notices))


def _notice_day(month: str, day: str, year: str) -> str:
    century = 0 if len(year) > 2 else 1900 if int(year) > 50 else 2000
    return f"{int(year) + century:04d}-{int(month):02d}-{int(day):02d}"
