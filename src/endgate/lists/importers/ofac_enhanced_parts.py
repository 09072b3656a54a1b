"""Parts of one ``entity`` of OFAC's Enhanced XML: names, addresses, features, documents, relations."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

from endgate.lists.errors import IMPOSSIBLE_DATE
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import (
    collapse,
    has_bidi_controls,
    has_lost_letters,
    read_country,
    read_identifier,
    script_of,
)
from endgate.lists.importers.ofac_listing import read_designations
from endgate.lists.importers.ofac_remarks import Remarks, read_fact, read_remarks
from endgate.lists.importers.tables import word_table
from endgate.lists.model import Address, Birth, ListedParty, Name, NameKind, NameQuality, Relation
from endgate.lists.sources import Source
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

_KINDS = {
    "entity": PartyKind.ORGANISATION,
    "individual": PartyKind.PERSON,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_ALIAS_KINDS = {"A.K.A.": NameKind.ALIAS, "F.K.A.": NameKind.FORMER, "N.K.A.": NameKind.NOW}
_BIRTH = "Birthdate"


def read_entity(node: Element, source: Source, where: str, line: int, report: ImportReport) -> ListedParty:
    """One party. The caller has made sure of number, name, lists and programmes."""
    number = collapse(node.get("id"))
    remarks = read_remarks(collapse(node.findtext("generalInfo/remarks")), report)
    for feature in node.iterfind("features/feature"):
        _feature(feature, remarks, where, report)
    for document in node.iterfind("identityDocuments/identityDocument"):
        _document(document, remarks, report)
    title = collapse(node.findtext("generalInfo/title"))
    return ListedParty(
        party_id=f"{source.id}:{number}",
        source=source.id,
        kind=_kind(collapse(node.findtext("generalInfo/entityType")), report),
        names=_names(node, report),
        identifiers=tuple(remarks.identifiers),
        addresses=_addresses(node, report),
        birth=tuple(remarks.birth),
        birth_places=tuple(remarks.birth_places),
        countries=tuple(remarks.countries),
        positions=(title,) if title else (),
        gender=remarks.gender,
        relations=_relations(node, source, report),
        designations=read_designations(node, source, number, where, report),
        notes=tuple(remarks.notes),
        trace=f"line {line}",
    )


def _kind(text: str, report: ImportReport) -> PartyKind:
    if text.lower() not in _KINDS:
        report.met_unknown(f"value type {text}")
    return _KINDS.get(text.lower(), PartyKind.UNKNOWN)


def _names(node: Element, report: ImportReport) -> tuple[Name, ...]:
    """All names, the primary one's own translation first. A translation in another script is a name, not a note."""
    found: list[tuple[bool, Name]] = []
    for each in node.iterfind("names/name"):
        primary = each.findtext("isPrimary") == "true"
        kind, quality = _grade(each, primary, report)
        report.count("names")
        for translation in each.iterfind("translations/translation"):
            own = translation.findtext("isPrimary") == "true"
            variant = NameKind.VARIANT if primary and not own else kind
            name = _name(translation, variant, quality, report)
            if name is not None:
                found.append((primary and own, name))
    found.sort(key=lambda pair: not pair[0])
    return tuple(name for _, name in found)


def _grade(node: Element, primary: bool, report: ImportReport) -> tuple[NameKind, NameQuality]:
    if primary:
        return NameKind.PRIMARY, NameQuality.UNSTATED
    kind = collapse(node.findtext("aliasType"))
    if kind not in _ALIAS_KINDS:
        report.met_unknown(f"value alias type {kind}")
    quality = NameQuality.WEAK if node.findtext("isLowQuality") == "true" else NameQuality.STRONG
    report.count(f"alias:{quality.value}")
    report.count(f"alias:{quality.value} {kind.lower()}")
    return _ALIAS_KINDS.get(kind, NameKind.ALIAS), quality


def _name(node: Element, kind: NameKind, quality: NameQuality, report: ImportReport) -> Name | None:
    text, last, first = (
        collapse(node.findtext(tag)) for tag in ("formattedFullName", "formattedLastName", "formattedFirstName")
    )
    if not text:
        report.met_unknown("name without text")
        return None
    script = collapse(node.findtext("script"))
    report.count("translations")
    report.count(f"script:{script}")
    if has_bidi_controls(text):
        report.count("names with bidirectional controls")
    grade = NameQuality.DAMAGED if has_lost_letters(text) else quality
    return Name(text, kind, grade, script_of(text), "", last if first else "", first)


def _addresses(node: Element, report: ImportReport) -> tuple[Address, ...]:
    found = []
    for each in node.iterfind("addresses/address"):
        report.count("addresses")
        country = collapse(each.findtext("country"))
        translations = sorted(
            each.iterfind("translations/translation"), key=lambda item: item.findtext("isPrimary") != "true"
        )
        parts = _address_parts(translations[0]) if translations else {}
        lines = tuple(parts[tag] for tag in ("ADDRESS1", "ADDRESS2", "ADDRESS3") if tag in parts)
        region = parts.get("STATE/PROVINCE", "") or parts.get("REGION", "")
        city, code = parts.get("CITY", ""), parts.get("POSTAL CODE", "")
        others = [text for item in translations[1:] for text in _address_parts(item).values()]
        raw = ", ".join(text for text in (*lines, city, region, code, country, *others) if text)
        if raw:
            found.append(Address(lines, city, region, code, read_country(country, report), raw))
    return tuple(found)


def _address_parts(node: Element) -> dict[str, str]:
    parts: dict[str, str] = {}
    for each in node.iterfind("addressParts/addressPart"):
        tag, value = collapse(each.findtext("type")), collapse(each.findtext("value"))
        if value:
            parts[tag] = f"{parts[tag]} {value}" if tag in parts else value
    return parts


def _feature(node: Element, remarks: Remarks, where: str, report: ImportReport) -> None:
    label, value, said = (collapse(node.findtext(tag)) for tag in ("type", "value", "comments"))
    report.count("features")
    if label == _BIRTH:
        birth = read_birth_period(node.find("valueDate"), value)
        if birth is not None:
            remarks.birth.append(birth)
            return
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} Birthdate", f"{value!r} is not a date"))
        remarks.notes.append(f"{label} {value}")
        return
    if not read_fact(label, value, "", said, remarks, report):
        report.met_unknown(f"feature {label}")
        remarks.notes.append(" ".join(text for text in (label, value, said) if text))


def read_birth_period(node: Element | None, printed: str) -> Birth | None:
    """Both ends of the period in which the day lies; a whole year or month is that year or month, not two days."""
    if node is None:
        return None
    ends = [collapse(node.findtext(tag)) for tag in ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")]
    try:
        days = [PartialDate.parse(text).earliest() for text in ends]
    except ValueError:
        return None
    if node.findtext("isDateRange") == "true":
        first, last = _period(days[0], days[1]), _period(days[2], days[3])
    else:
        first = last = _period(days[0], days[3])
    if first is None or last is None:
        first, last = PartialDate.parse(ends[0]), PartialDate.parse(ends[3])
    if first.earliest() > last.latest():
        return None
    return Birth(first, last, node.findtext("isApproximate") == "true", printed)


def _period(first: date, last: date) -> PartialDate | None:
    """The day, month or year that begins and ends so; None when none does."""
    for partial in (
        PartialDate(first.year, first.month, first.day),
        PartialDate(first.year, first.month),
        PartialDate(first.year),
    ):
        if (partial.earliest(), partial.latest()) == (first, last):
            return partial
    return None


def _document(node: Element, remarks: Remarks, report: ImportReport) -> None:
    label, number, country = (collapse(node.findtext(tag)) for tag in ("type", "documentNumber", "issuingCountry"))
    report.count("documents")
    said = [
        f"{word} {collapse(node.findtext(f'{tag}/fromDateBegin'))}"
        for word, tag in (("issued", "issueDate"), ("expires", "expirationDate"))
        if node.find(tag) is not None
    ]
    if node.findtext("isValid") == "false":
        said.append("marked as not valid")
    if not number:
        remarks.notes.append(label)
    elif not read_fact(label, number, country, " ".join(said), remarks, report):
        report.met_unknown(f"document type {label}")
        code = read_country(country, report)
        remarks.identifiers.append(read_identifier(IdentifierKind.OTHER, number, code, "; ".join([label, *said])))


def _relations(node: Element, source: Source, report: ImportReport) -> tuple[Relation, ...]:
    """Relations as stated, subject to object. The target's number is kept where the target is not in the file."""
    words = word_table("ofac_relations.csv", "relation")
    relations = []
    for each in node.iterfind("relationships/relationship"):
        text, target = collapse(each.findtext("type")), each.find("relatedEntity")
        if text.casefold() not in words:
            report.met_unknown(f"value relation type {text}")
        if target is None:
            report.met_unknown("relation without a target")
            continue
        relation = words.get(text.casefold(), "linked_to")
        report.count("links")
        report.count(f"relation:{relation}")
        number = collapse(target.get("entityId"))
        relations.append(Relation(relation, collapse(target.text), f"{source.id}:{number}" if number else ""))
    return tuple(relations)
