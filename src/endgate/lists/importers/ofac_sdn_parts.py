"""Parts of one ``sdnEntry`` of OFAC's SDN.XML, and a quick pass that only gathers names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from endgate.lists.errors import DOCTYPE, LIMIT, NOT_WELL_FORMED, ListRefusedError
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse, has_lost_letters, read_country, read_identifier, script_of
from endgate.lists.importers.ofac_links import NameIndex, read_relations, read_tonnage
from endgate.lists.importers.ofac_remarks import Remarks, read_fact, read_remarks
from endgate.lists.importers.xmlstream import MAX_TEXT
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
from endgate.terms.kinds import IdentifierKind, PartyKind

_KINDS = {
    "entity": PartyKind.ORGANISATION,
    "individual": PartyKind.PERSON,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_ALIAS_KINDS = {"a.k.a.": NameKind.ALIAS, "f.k.a.": NameKind.FORMER, "n.k.a.": NameKind.NOW}
_QUALITIES = {"strong": NameQuality.STRONG, "weak": NameQuality.WEAK}
_BETWEEN_LINKS = re.compile(r";|(?<=\))\s+(?=\(Linked To: )")
_LISTS = (
    ("dateOfBirthList", "dateOfBirth", "DOB"),
    ("placeOfBirthList", "placeOfBirth", "POB"),
    ("nationalityList", "country", "nationality"),
    ("citizenshipList", "country", "citizen"),
)
_CHUNK = 1 << 16


class _NameScan:
    """Names by entry number. Depths: list 1, entry 2, its fields 3, its alias 4, the alias's fields 5."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.depth = 0
        self.number = ""
        self.texts: list[str] = []
        self.size = 0
        self.own: dict[str, str] = {}
        self.alias: dict[str, str] = {}
        self.found: list[tuple[str, str]] = []
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        raise ListRefusedError(DOCTYPE.at(self.where, "the file declares a document type"))

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        self.texts.clear()
        self.size = 0

    def text(self, data: str) -> None:
        self.size += len(data)
        if self.size > MAX_TEXT:
            raise ListRefusedError(LIMIT.at(self.where, f"a text is longer than {MAX_TEXT} characters"))
        self.texts.append(data)

    def end(self, name: str) -> None:
        tag = name.rpartition("}")[2]
        if tag in ("lastName", "firstName"):
            (self.own if self.depth == 3 else self.alias)[tag] = collapse("".join(self.texts))
        elif tag == "uid" and self.depth == 3:
            self.number = collapse("".join(self.texts))
        elif tag == "aka":
            self.keep(self.alias)
        elif tag == "sdnEntry":
            self.keep(self.own)
        self.depth -= 1

    def keep(self, parts: dict[str, str]) -> None:
        self.found.append((self.number, whole_name(parts.get("lastName", ""), parts.get("firstName", ""))))
        parts.clear()


def scan_names(stream: BinaryIO, where: str) -> Iterator[tuple[str, str]]:
    """Yield entry number and name, for every name and alias. Raises ListRefusedError."""
    scan = _NameScan(where)
    while True:
        chunk = stream.read(_CHUNK)
        try:
            scan.parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            place = f"{where}:{error.lineno}:{error.offset}"
            raise ListRefusedError(NOT_WELL_FORMED.at(place, expat.ErrorString(error.code))) from error
        except (LookupError, UnicodeError, ValueError) as error:
            raise ListRefusedError(NOT_WELL_FORMED.at(where, f"the declared encoding fails: {error}")) from error
        yield from scan.found
        scan.found.clear()
        if not chunk:
            return


def whole_name(last: str, first: str) -> str:
    """The name as the legacy files print it: ``SURNAME, Given``."""
    return f"{last}, {first}" if last and first else last or first


def read_entry(node: Element, source: Source, index: NameIndex, line: int, report: ImportReport) -> ListedParty:
    """One party. The caller has made sure of number, name, type and programmes."""
    number = collapse(node.findtext("uid"))
    remarks = _remarks(node, report)
    names = _names(node, report)
    vessel = node.find("vesselInfo")
    flag, facts, subkind = _vessel(vessel, remarks, report) if vessel is not None else ((), None, "")
    title = collapse(node.findtext("title"))
    return ListedParty(
        party_id=f"{source.id}:{number}",
        source=source.id,
        kind=_kind(collapse(node.findtext("sdnType")), report),
        names=names,
        subkind=subkind,
        identifiers=tuple(remarks.identifiers),
        addresses=_addresses(node, report),
        birth=tuple(remarks.birth),
        birth_places=tuple(remarks.birth_places),
        countries=(*flag, *remarks.countries),
        positions=(title,) if title else (),
        gender=remarks.gender,
        vessel=facts,
        relations=read_relations(source, remarks.linked_to, index, report),
        designations=_designations(node, source, number),
        notes=tuple(remarks.notes),
        trace=f"line {line}",
    )


def _kind(text: str, report: ImportReport) -> PartyKind:
    if text.lower() not in _KINDS:
        report.met_unknown(f"value type {text}")
    return _KINDS.get(text.lower(), PartyKind.UNKNOWN)


def _names(node: Element, report: ImportReport) -> tuple[Name, ...]:
    names = [_name(node, NameKind.PRIMARY, NameQuality.UNSTATED)]
    for alias in node.iterfind("akaList/aka"):
        kind, category = collapse(alias.findtext("type")), collapse(alias.findtext("category"))
        if kind not in _ALIAS_KINDS:
            report.met_unknown(f"value alias type {kind}")
        if category not in _QUALITIES:
            report.met_unknown(f"value alias category {category}")
        quality = _QUALITIES.get(category, NameQuality.UNSTATED)
        name = _name(alias, _ALIAS_KINDS.get(kind, NameKind.ALIAS), quality)
        if not name.text:
            report.met_unknown("alias without a name")
            continue
        report.count(f"alias:{category}")
        report.count(f"alias:{category} {kind}")
        names.append(name)
    return tuple(names)


def _name(node: Element, kind: NameKind, quality: NameQuality) -> Name:
    last, first = collapse(node.findtext("lastName")), collapse(node.findtext("firstName"))
    text = whole_name(last, first)
    grade = NameQuality.DAMAGED if has_lost_letters(text) else quality
    return Name(text, kind, grade, script_of(text), "", last if first else "", first)


def _remarks(node: Element, report: ImportReport) -> Remarks:
    """Free remarks, the bag of ids, and the lists that the older format prints among the remarks."""
    segments = [part.strip() for part in _BETWEEN_LINKS.split(collapse(node.findtext("remarks")))]
    plain = [each[1:-1] if each.startswith("(Linked To: ") and each.endswith(")") else each for each in segments]
    remarks = read_remarks("; ".join(plain) + "." if any(plain) else "", report)
    for list_name, tag, label in _LISTS:
        for item in node.iterfind(list_name):
            for each in item.iter(tag):
                read_fact(label, collapse(each.text), "", "", remarks, report)
    for document in node.iterfind("idList/id"):
        _document(document, remarks, report)
    return remarks


def _document(node: Element, remarks: Remarks, report: ImportReport) -> None:
    label, number, country = (collapse(node.findtext(tag)) for tag in ("idType", "idNumber", "idCountry"))
    dates = [
        f"{word} {collapse(node.findtext(tag))}"
        for word, tag in (("issued", "issueDate"), ("expires", "expirationDate"))
        if collapse(node.findtext(tag))
    ]
    if not read_fact(label, number, country, " ".join(dates), remarks, report):
        report.met_unknown(f"id type {label}")
        remarks.notes.append(f"{label} {number}".strip())


def _addresses(node: Element, report: ImportReport) -> tuple[Address, ...]:
    found = []
    for each in node.iterfind("addressList/address"):
        lines = tuple(text for text in (collapse(each.findtext(f"address{n}")) for n in (1, 2, 3)) if text)
        city, region, code, country = (
            collapse(each.findtext(tag)) for tag in ("city", "stateOrProvince", "postalCode", "country")
        )
        report.count("addresses")
        raw = ", ".join(text for text in (*lines, city, region, code, country) if text)
        found.append(Address(lines, city, region, code, read_country(country, report), raw))
    return tuple(found)


def _vessel(node: Element, remarks: Remarks, report: ImportReport) -> tuple[tuple[CountryFact, ...], VesselFacts, str]:
    sign, kind, flag, owner, tonnage, gross = (
        collapse(node.findtext(tag))
        for tag in ("callSign", "vesselType", "vesselFlag", "vesselOwner", "tonnage", "grossRegisteredTonnage")
    )
    if sign:
        remarks.identifiers.append(read_identifier(IdentifierKind.CALL_SIGN, sign))
    code = read_country(flag, report)
    facts = VesselFacts(kind, flag, owner, read_tonnage(tonnage, report), read_tonnage(gross, report))
    return (CountryFact(code, "flag"),) if code else (), facts, kind.lower()


def _designations(node: Element, source: Source, number: str) -> tuple[Designation, ...]:
    tags = [tag for tag in (collapse(each.text) for each in node.iterfind("programList/program")) if tag]
    return tuple(
        Designation(
            designation_id=f"{source.id}:{number}/{tag}",
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
