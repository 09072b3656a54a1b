"""One target of the Swiss list: identities, places, numbers, and a designation for each programme and period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from endgate.lists.errors import IMPOSSIBLE_DATE
from endgate.lists.importers.ch_names import read_names
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.documents import document_kind
from endgate.lists.importers.fields import collapse, read_country, read_identifier
from endgate.lists.model import Address, Birth, CountryFact, Designation, Identifier, ListedParty, Relation
from endgate.lists.sources import Source
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

KINDS = {"individual": PartyKind.PERSON, "entity": PartyKind.ORGANISATION, "object": PartyKind.UNKNOWN}
_OBJECTS = {"vessel": PartyKind.VESSEL, "aircraft": PartyKind.AIRCRAFT}
_IMO = re.compile(r"\bIMO\b\W*(?:[Nn]umber|[Nn]o\.?)?\W*(\d{7})\b")
_UN_REFERENCE = re.compile(r"[A-Z]{2}[iev]\.\d{3}")
_ADDRESS_PARTS = ("c-o", "address-details", "p-o-box")


@dataclass
class Surroundings:
    """What targets refer to: places and sanctions sets by number."""

    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    sets: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def add_place(self, node: Element) -> None:
        """Keep a place as its name, its country's name and its country's code."""
        country = node.find("country")
        name = ", ".join(text for part in ("location", "area") if (text := collapse(node.findtext(part))))
        code = "" if country is None else country.get("iso-code", "")
        self.places[node.get("ssid", "")] = (name, collapse(node.findtext("country")), code)

    def place(self, node: Element) -> tuple[str, str, str]:
        """The place that an element's ``place-id`` names; empty texts where the file has none of that number."""
        return self.places.get(node.get("place-id", ""), ("", "", ""))

    def add_programme(self, node: Element) -> None:
        """Keep each of a programme's sets as programme, ordinance and title, in English where there is English."""
        key, name = _english(node, "program-key"), _english(node, "program-name")
        for each in node.iterfind("sanctions-set"):
            number = each.get("ssid", "")
            if number not in self.sets or each.get("lang") == "eng":
                self.sets[number] = (key, name, collapse(each.text))


def _english(node: Element, tag: str) -> str:
    found = {each.get("lang", ""): collapse(each.text) for each in node.iterfind(tag)}
    return found.get("eng") or next(iter(found.values()), "")


def read_target(
    node: Element, around: Surroundings, source: Source, where: str, line: int, report: ImportReport
) -> ListedParty:
    """Make the party of a target. Only direct children count: modifications nest whole copies of older identities."""
    subject = next(child for child in node if child.tag in KINDS)
    identities = subject.findall("identity")
    births, unread = _births(identities, where, report)
    texts = [collapse(each.text) for tag in ("justification", "other-information") for each in subject.iterfind(tag)]
    key = node.get("ssid", "")
    foreign = [collapse(each.text) for each in node.iterfind("foreign-identifier")]
    return ListedParty(
        party_id=f"{source.id}:{key}",
        source=source.id,
        kind=_OBJECTS.get(subject.get("object-type", ""), PartyKind.UNKNOWN)
        if subject.tag == "object"
        else KINDS[subject.tag],
        names=read_names(identities, report),
        identifiers=tuple(dict.fromkeys(_identifiers(subject, identities, foreign, report))),
        addresses=tuple(dict.fromkeys(_addresses(identities, around, report))),
        birth=births,
        birth_places=tuple(
            dict.fromkeys(
                shown
                for identity in identities
                for each in identity.iterfind("place-of-birth")
                if (shown := ", ".join(part for part in around.place(each)[:2] if part))
            )
        ),
        countries=tuple(dict.fromkeys(_nationalities(identities, report))),
        gender=subject.get("sex", ""),
        relations=tuple(_relations(subject, source)),
        designations=tuple(_designations(node, around, source, foreign, where, report)),
        notes=tuple(dict.fromkeys(text for text in (*texts, *unread) if text)),
        trace=f"line {line}",
    )


def _births(identities: list[Element], where: str, report: ImportReport) -> tuple[tuple[Birth, ...], list[str]]:
    births, unread = [], []
    for each in (day for identity in identities for day in identity.iterfind("day-month-year")):
        printed = "-".join(text for part in ("year", "month", "day") if (text := each.get(part, "")))
        if each.get("calendar", "Gregorian") != "Gregorian":
            unread.append(f"birth {printed} {each.get('calendar')}")
            report.met_unknown(f"calendar {each.get('calendar')}")
            continue
        day = _partial(each, where, printed, report)
        births += [Birth(day, day, each.get("quality") == "low", printed)] if day is not None else []
    return tuple(dict.fromkeys(births)), unread


def _partial(node: Element, where: str, printed: str, report: ImportReport) -> PartialDate | None:
    try:
        parts = [int(node.get(part, "0")) for part in ("year", "month", "day")]
        return PartialDate(parts[0], parts[1] or None, parts[2] or None)
    except ValueError:
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} day-month-year", f"{printed!r} is not a date"))
        return None


def _code(node: Element | None, report: ImportReport) -> CountryCode | None:
    return None if node is None else read_country(node.get("iso-code", "") or collapse(node.text), report)


def _nationalities(identities: list[Element], report: ImportReport) -> Iterator[CountryFact]:
    for each in (one for identity in identities for one in identity.iterfind("nationality/country")):
        code = _code(each, report)
        if code is not None:
            yield CountryFact(code, "nationality")


def _addresses(identities: list[Element], around: Surroundings, report: ImportReport) -> Iterator[Address]:
    for each in (one for identity in identities for one in identity.iterfind("address")):
        lines = tuple(text for part in _ADDRESS_PARTS if (text := collapse(each.findtext(part))))
        place, country, code = around.place(each)
        postal = collapse(each.findtext("zip-code"))
        raw = ", ".join(part for part in (*lines, postal, place, country) if part)
        if raw:
            yield Address(lines, city=place, postal_code=postal, country=read_country(code or country, report), raw=raw)


def _identifiers(
    subject: Element, identities: list[Element], foreign: list[str], report: ImportReport
) -> Iterator[Identifier]:
    for document in (one for identity in identities for one in identity.iterfind("identification-document")):
        number = collapse(document.findtext("number"))
        if number:
            kind = document_kind(document.get("document-type", ""), report)
            yield read_identifier(kind, number, _code(document.find("issuer"), report))
    for text in (collapse(each.text) for each in subject.iterfind("other-information")):
        for number in _IMO.findall(text):
            yield read_identifier(IdentifierKind.IMO_SHIP, number)
    for number in foreign:
        yield read_identifier(IdentifierKind.PUBLISHER_REF, number, None, "foreign identifier")


def _relations(subject: Element, source: Source) -> Iterator[Relation]:
    for each in subject.iterfind("relation"):
        target = each.get("target-id", "")
        party = f"{source.id}:{target}" if target else ""
        yield Relation(each.get("relation-type", "linked_to"), collapse(each.findtext("remark")), party)


@dataclass
class _Period:
    """One time on the list, from its modifications."""

    listed: PartialDate | None = None
    amended: list[PartialDate] = field(default_factory=list)
    ended: PartialDate | None = None


def _periods(node: Element, where: str, report: ImportReport) -> list[_Period]:
    """The times on the list, oldest first. The file prints modifications newest first."""
    periods = [_Period()]
    for each in reversed(node.findall("modification")):
        kind, day = each.get("modification-type", ""), _day(each, where, report)
        if kind == "listed" and (periods[-1].ended is not None or periods[-1].listed is not None):
            periods.append(_Period(day))
        elif kind == "listed":
            periods[-1].listed = day
        elif kind == "de-listed":
            periods[-1].ended = day
        elif kind == "amended":
            periods[-1].amended += [day] if day is not None else []
        else:
            report.met_unknown(f"value modification {kind}")
    return periods


def _day(node: Element, where: str, report: ImportReport) -> PartialDate | None:
    text = node.get("effective-date", "")
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{where} effective-date", f"{text!r} is not a day"))
        return None


def _designations(
    node: Element, around: Surroundings, source: Source, foreign: list[str], where: str, report: ImportReport
) -> Iterator[Designation]:
    key = node.get("ssid", "")
    bases: dict[str, list[str]] = {}
    for each in node.iterfind("sanctions-set-id"):
        programme, ordinance, title = around.sets[collapse(each.text)]
        bases.setdefault(programme, []).extend(part for part in (ordinance, title) if part)
    periods = _periods(node, where, report)
    report.count("ended listings", periods[-1].ended is not None)
    for programme, basis in bases.items():
        for number, period in enumerate(reversed(periods)):
            yield Designation(
                designation_id=f"{source.id}:{key}/{programme}" + (f"/{number} before" if number else ""),
                source=source.id,
                authority=source.authority,
                list_name=source.list_name,
                programme=programme,
                programme_raw=programme,
                reference=key,
                legal_basis=tuple(dict.fromkeys(basis)),
                listed_on=period.listed,
                listed_by=min(period.amended, key=PartialDate.earliest, default=None),
                amended_on=tuple(sorted(set(period.amended), key=PartialDate.earliest)),
                delisted_on=period.ended,
                cross_refs=tuple(f"UN {ref}" for ref in foreign if _UN_REFERENCE.fullmatch(ref)),
            )
