"""Parts of one entry of the UN list: names and aliases, births, addresses, documents."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from endgate.lists.errors import IMPOSSIBLE_DATE
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.documents import document_kind
from endgate.lists.importers.fields import (
    collapse,
    has_bidi_controls,
    has_lost_letters,
    read_country,
    read_identifier,
    script_of,
)
from endgate.lists.model import Address, Birth, Identifier, Name, NameKind, NameQuality, Relation
from endgate.lists.textdates import read_birth
from endgate.terms.dates import PartialDate

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ALIASES = ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS")
_QUALITIES = {
    "good": (NameKind.ALIAS, NameQuality.STRONG),
    "low": (NameKind.ALIAS, NameQuality.WEAK),
    "a.k.a.": (NameKind.ALIAS, NameQuality.UNSTATED),
    "f.k.a.": (NameKind.FORMER, NameQuality.UNSTATED),
    "": (NameKind.ALIAS, NameQuality.UNSTATED),
}
_ITEM = re.compile(r";\s*|\s+[b-z]\)\s+")
_GLOSSED = re.compile(r"([^()]+)\(([^()]*;[^()]*)\)")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CITED = re.compile(r"(.+?)\s*\(([A-Z]{2}[IEV]\.\d{3})\)", re.IGNORECASE)
_REFERENCE = re.compile(r"([A-Z]{2})([IEV])\.(\d{3})", re.IGNORECASE)


def cell(text: str | None) -> str:
    """The text of an element; empty for ``na``, the schema's own default for missing names, and ``null``."""
    plain = collapse(text)
    return "" if plain in ("na", "null") else plain


def values(node: Element, tag: str) -> list[str]:
    """The non-empty texts of the VALUE children of every ``tag``."""
    texts = [cell(value.text) for each in node.iterfind(tag) for value in each.iterfind("VALUE")]
    return [text for text in texts if text]


def read_names(node: Element, source: str, report: ImportReport) -> tuple[tuple[Name, ...], tuple[Relation, ...]]:
    """All names, the primary one first, and the entries of the same list that an alias cites."""
    primary = " ".join(text for text in (cell(node.findtext(part)) for part in _NAME_PARTS) if text)
    names = [_name(primary, NameKind.PRIMARY, NameQuality.UNSTATED, report)]
    original = collapse(node.findtext("NAME_ORIGINAL_SCRIPT"))
    if original:
        report.count("original script")
        names.append(_name(original, NameKind.VARIANT, NameQuality.UNSTATED, report))
        report.count(f"original script:{names[-1].script}")
    cited: list[Relation] = []
    for tag in _ALIASES:
        for alias in node.iterfind(tag):
            names += _read_alias(alias, source, cited, report)
    return tuple(names), tuple(cited)


def read_reference(printed: str) -> str:
    """A reference number as the list writes it, regime in capitals and kind not: ``TAI.171`` of 2016 is ``TAi.171``."""
    match = _REFERENCE.fullmatch(printed)
    return printed if match is None else f"{match[1].upper()}{match[2].lower()}.{match[3]}"


def _read_alias(alias: Element, source: str, cited: list[Relation], report: ImportReport) -> list[Name]:
    text, grade = collapse(alias.findtext("ALIAS_NAME")), collapse(alias.findtext("QUALITY"))
    if text == "":
        report.count(f"empty alias:{alias.tag}")
        return []
    report.count("alias")
    report.count(f"alias:{grade or 'unstated'}")
    if grade.lower() not in _QUALITIES:
        report.met_unknown(f"value alias quality {grade}")
    kind, quality = _QUALITIES.get(grade.lower(), _QUALITIES[""])
    pieces = split_alias(text)
    report.count("alias:several names in one cell", len(pieces) > 1)
    names = []
    for piece in pieces:
        match = _CITED.fullmatch(piece)
        if match is not None:
            cited.append(Relation("linked_to", match[1], f"{source}:{read_reference(match[2])}"))
        names.append(_name(match[1] if match else piece, kind, quality, report))
    return names


def split_alias(text: str) -> tuple[str, ...]:
    """Split a cell that holds several names: ``A; B``, once ``A b) B``, and ``A (B; C)`` with readings of A."""
    if ";" not in text:
        return (text,)
    glossed = _GLOSSED.fullmatch(text)
    parts = [glossed[1], *_ITEM.split(glossed[2])] if glossed else _ITEM.split(text)
    return tuple(part.strip() for part in parts if part.strip())


def _name(text: str, kind: NameKind, quality: NameQuality, report: ImportReport) -> Name:
    if has_bidi_controls(text):
        report.count("names with display controls")
    if has_lost_letters(text):
        report.count("names with lost letters")
        quality = NameQuality.DAMAGED
    return Name(text, kind, quality, script_of(text))


def read_births(node: Element, where: str, report: ImportReport) -> tuple[tuple[Birth, ...], tuple[str, ...]]:
    """All alternatives of the date of birth, those of aliases included, and the texts that could not be read."""
    births: list[Birth] = []
    notes: list[str] = []
    for each in node.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        _read_birth(each, births, notes, where, report)
    for alias in node.iterfind("INDIVIDUAL_ALIAS"):
        text = _date_text(cell(alias.findtext("DATE_OF_BIRTH")))
        if text:
            _keep(read_birth(text), text, births, notes, where, report)
    return tuple(dict.fromkeys(births)), tuple(dict.fromkeys(notes))


def _read_birth(node: Element, births: list[Birth], notes: list[str], where: str, report: ImportReport) -> None:
    parts = {child.tag: cell(child.text) for child in node}
    note = parts.get("NOTE", "")
    first, last = parts.get("FROM_YEAR", ""), parts.get("TO_YEAR", "")
    year = f"{note} {parts['YEAR']}" if _is_month(note) and parts.get("YEAR") else parts.get("YEAR", "")
    text = (
        _date_text(parts.get("DATE", "")) or year or (f"{first} to {last}" if first and last else first or last) or note
    )
    if text == "":
        report.count("empty birth node")
        return
    about = "approximately" in (parts.get("TYPE_OF_DATE", "").lower(), note.lower())
    birth = read_birth(text)
    if birth is not None and about:
        birth = Birth(birth.earliest, birth.latest, True, birth.raw)
    _keep(birth, text, births, notes, where, report)
    if note and note != text and not about and note not in year:
        notes.append(note)


def _date_text(text: str) -> str:
    """Without the offset that some versions write after a day."""
    return text[:10] if _ISO_DAY.match(text) else text


def _is_month(text: str) -> bool:
    return text != "" and read_birth(f"{text} 2000") is not None and not text[-1].isdigit()


def _keep(
    birth: Birth | None, text: str, births: list[Birth], notes: list[str], where: str, report: ImportReport
) -> None:
    if birth is None:
        report.quarantine_field(
            IMPOSSIBLE_DATE.at(f"{where} date of birth", f"{text!r} is not a date that can be read")
        )
        notes.append(text)
    else:
        births.append(birth)


def read_addresses(node: Element, report: ImportReport) -> tuple[Address, ...]:
    """All addresses that say anything."""
    addresses = []
    for tag in ("INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"):
        for each in node.iterfind(tag):
            parts = {child.tag: cell(child.text) for child in each}
            if any(parts.values()):
                addresses.append(_address(parts, report))
    return tuple(dict.fromkeys(addresses))


def _address(parts: dict[str, str], report: ImportReport) -> Address:
    street, country = parts.get("STREET", ""), parts.get("COUNTRY", "")
    return Address(
        (street,) if street else (),
        parts.get("CITY", ""),
        parts.get("STATE_PROVINCE", ""),
        parts.get("ZIP_CODE", ""),
        read_country(country, report),
        ", ".join(text for text in parts.values() if text),
    )


def read_documents(node: Element, report: ImportReport) -> tuple[Identifier, ...]:
    """All documents with a number; one whose number stands only in a note is kept with the note as its value."""
    found = []
    for each in node.iterfind("INDIVIDUAL_DOCUMENT"):
        parts = {child.tag: cell(child.text) for child in each}
        label = collapse(f"{parts.get('TYPE_OF_DOCUMENT2', '')} {parts.get('TYPE_OF_DOCUMENT', '')}")
        value = parts.get("NUMBER", "") or parts.get("NOTE", "")
        if not value and not label:
            continue
        country = read_country(parts.get("ISSUING_COUNTRY", "") or parts.get("COUNTRY_OF_ISSUE", ""), report)
        found.append(read_identifier(document_kind(label, report), value or label, country, _document_note(parts)))
    return tuple(dict.fromkeys(found))


def _document_note(parts: dict[str, str]) -> str:
    """Issue, expiry and note in one line; the expiry is said the same way whichever element states it."""
    said = [parts.get("TYPE_OF_DOCUMENT2", "")]
    for tag, word in (("DATE_OF_ISSUE", "issued"), ("DATE_OF_EXPIRY", "expires"), ("CITY_OF_ISSUE", "at")):
        text = parts.get(tag, "")
        day = _plain_day(text)
        said.append(f"{word} {day}" if day else "")
    said.append(parts.get("NOTE", "") if parts.get("NUMBER") else "")
    return "; ".join(text for text in said if text)


def _plain_day(text: str) -> str:
    try:
        return str(PartialDate.parse(text[:10]))
    except ValueError:
        return text
