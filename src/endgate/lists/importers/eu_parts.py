"""Parts of one entry of the EU's financial sanctions file: names, births, citizenships, addresses, documents."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from xml.etree.ElementTree import Element

from endgate.lists.errors import IMPOSSIBLE_DATE
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.documents import document_kind
from endgate.lists.importers.fields import collapse, has_lost_letters, read_country, read_identifier, script_of
from endgate.lists.model import Address, Birth, CountryFact, Identifier, Name, NameKind, NameQuality
from endgate.terms.dates import PartialDate
from endgate.terms.places import CountryCode

_GENDERS = {"M": "male", "F": "female"}
_FLAGS = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
Names = tuple[tuple[Name, ...], tuple[str, ...], tuple[str, ...], str]


def read_day(text: str | None, where: str, report: ImportReport) -> PartialDate | None:
    """A day in ISO form; an impossible one costs the field only."""
    plain = collapse(text)
    if not plain:
        return None
    try:
        return PartialDate.parse(plain[:10])
    except ValueError:
        report.quarantine_field(IMPOSSIBLE_DATE.at(where, f"{plain!r} is not a day"))
        return None


def read_names(node: Element, report: ImportReport) -> Names:
    """Names with the primary one first, functions and titles, remarks on names, gender.

    The file marks no primary name: the first strong one in Latin letters without a language, or in English, counts.
    """
    names: list[Name] = []
    positions: list[str] = []
    remarks: list[str] = []
    gender = ""
    for alias in node.iterfind("nameAlias"):
        said = [collapse(each.text) for each in alias.iterfind("remark")]
        name = _name(alias, " ".join(said), report)
        if name is not None:
            names.append(name)
        positions += [collapse(alias.get("title")), collapse(alias.get("function"))]
        remarks += said
        gender = gender or _GENDERS.get(alias.get("gender", ""), "")
    ordered = _primary_first(names)
    return ordered, tuple(dict.fromkeys(each for each in positions if each)), tuple(remarks), gender


def _name(alias: Element, remark: str, report: ImportReport) -> Name | None:
    parts = [collapse(alias.get(part)) for part in ("firstName", "middleName", "lastName")]
    text = collapse(alias.get("wholeName")) or " ".join(part for part in parts if part)
    if not text:
        report.count("empty alias")
        return None
    language = collapse(alias.get("nameLanguage"))
    report.count(f"name language:{language or 'unstated'}")
    given = " ".join(part for part in parts[:2] if part)
    return Name(text, NameKind.ALIAS, _quality(alias, remark, text), script_of(text), language, parts[2], given)


def _quality(alias: Element, remark: str, text: str) -> NameQuality:
    if has_lost_letters(text):
        return NameQuality.DAMAGED
    if "low quality" in remark.lower():
        return NameQuality.WEAK
    return {"true": NameQuality.STRONG, "false": NameQuality.WEAK}.get(alias.get("strong", ""), NameQuality.UNSTATED)


def _primary_first(names: list[Name]) -> tuple[Name, ...]:
    if not names:
        return ()
    best = min(range(len(names)), key=lambda index: (_rank(names[index]), index))
    first = names[best]
    primary = Name(
        first.text,
        NameKind.PRIMARY,
        first.quality,
        first.script,
        first.language,
        first.family,
        first.given,
        first.trace,
    )
    return (primary, *names[:best], *names[best + 1 :])


def _rank(name: Name) -> tuple[bool, bool, bool]:
    return name.quality is NameQuality.WEAK, name.script != "Latn", name.language not in ("", "EN")


def _country(node: Element, report: ImportReport) -> CountryCode | None:
    code = collapse(node.get("countryIso2Code"))
    return read_country(_codes().get(code, code), report)


@cache
def _codes() -> dict[str, str]:
    """Codes that the file writes in its own way, with the code meant; empty where none is."""
    text = resources.files("endgate").joinpath("data", "lists", "eu_country_codes.csv").read_text(encoding="utf-8")
    return {row["written"]: row["meant"] for row in csv.DictReader(text.splitlines())}


def read_citizenships(node: Element, report: ImportReport) -> tuple[CountryFact, ...]:
    """Citizenships and countries of birth."""
    facts = []
    for tag, role in (("citizenship", "citizenship"), ("birthdate", "birth")):
        for each in node.iterfind(tag):
            code = _country(each, report)
            if code is not None:
                facts.append(CountryFact(code, role))
    return tuple(dict.fromkeys(facts))


def read_births(
    node: Element, where: str, report: ImportReport
) -> tuple[tuple[Birth, ...], tuple[str, ...], tuple[str, ...]]:
    """Alternatives of the date of birth, places of birth, and what could not be read as a date."""
    births: list[Birth] = []
    places: list[str] = []
    notes: list[str] = []
    for each in node.iterfind("birthdate"):
        birth = _birth(each, where, report)
        if birth is None and any(each.get(part) for part in ("birthdate", "year", "yearRangeFrom", "yearRangeTo")):
            notes.append(
                f"birth {collapse(each.get('birthdate') or each.get('year'))} {each.get('calendarType', '')}".strip()
            )
        elif birth is not None:
            births.append(birth)
        parts = (each.get("city"), each.get("place"), each.get("region"), each.get("countryDescription"))
        place = ", ".join(text for text in map(collapse, parts) if text and text != "UNKNOWN")
        places += [place] if place else []
    return tuple(dict.fromkeys(births)), tuple(dict.fromkeys(places)), tuple(notes)


def _birth(node: Element, where: str, report: ImportReport) -> Birth | None:
    if node.get("calendarType", "GREGORIAN") != "GREGORIAN":
        report.met_unknown(f"calendar {node.get('calendarType')}")
        return None
    day, year = collapse(node.get("birthdate"))[:10], collapse(node.get("year"))
    month = collapse(node.get("monthOfYear"))
    first, last = collapse(node.get("yearRangeFrom")), collapse(node.get("yearRangeTo"))
    single = day or (f"{year:0>4}-{month:0>2}" if year and month else year)
    if not (single or first or last):
        return None
    texts = (single, single) if single else (first or last, last or first)
    try:
        return Birth(
            PartialDate.parse(texts[0]),
            PartialDate.parse(texts[1]),
            node.get("circa") == "true",
            " to ".join(dict.fromkeys(texts)),
        )
    except ValueError:
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} birthdate", f"{texts[0]!r} is not a date"))
        return None


def read_addresses(node: Element, report: ImportReport) -> tuple[Address, ...]:
    """All addresses that say anything."""
    found = []
    for each in node.iterfind("address"):
        street, box, place = (collapse(each.get(part)) for part in ("street", "poBox", "place"))
        lines = tuple(text for text in (street, f"PO Box {box}" if box else "", place) if text)
        country = _country(each, report)
        city, region, code = (collapse(each.get(part)) for part in ("city", "region", "zipCode"))
        if lines or city or region or code or country:
            raw = ", ".join(
                text for text in (*lines, city, region, code, collapse(each.get("countryDescription"))) if text
            )
            found.append(Address(lines, city, region, code, country, raw))
    return tuple(dict.fromkeys(found))


def read_identifications(node: Element, report: ImportReport) -> tuple[Identifier, ...]:
    """All documents and numbers; what is known against one (expired, false, lost, revoked) is said in its note."""
    found = []
    for each in node.iterfind("identification"):
        value = collapse(each.get("latinNumber")) or collapse(each.get("number"))
        if not value:
            continue
        label = f"{collapse(each.get('identificationTypeDescription'))} {collapse(each.get('identificationTypeCode'))}"
        said = [flag for flag in _FLAGS if each.get(flag) == "true"]
        said += [
            f"{word} {each.get(tag)}"
            for tag, word in (("issueDate", "issued"), ("validTo", "expires"))
            if each.get(tag)
        ]
        said += [collapse(remark.text) for remark in each.iterfind("remark")]
        kind = document_kind(label.strip(), report)
        found.append(read_identifier(kind, value, _country(each, report), "; ".join(text for text in said if text)))
    return tuple(dict.fromkeys(found))
