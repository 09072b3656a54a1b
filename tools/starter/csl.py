"""Reads the US Consolidated Screening List (compact JSON of the whole list), one source of ours per list in it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from endgate.lists.importers.csl_parts import (
    SUCCESSORS,
    canonical_programme,
    determination_id,
    isn_key,
    order_key,
    plain_name,
    read_citations,
)
from endgate.lists.importers.fields import collapse, script_of
from endgate.lists.importers.licence_terms import read_terms
from endgate.lists.model import CountryFact, Designation, LicenceTerms, ListedParty, Name, NameKind, NameQuality
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode, known_codes
from starter.dates import ListingDates

FILE = Path("lists/us-csl/2026-07-31-derived/screening-list.json.gz")
STATED = "2026-07-31"

_KINDS = {
    "Entity": PartyKind.ORGANISATION,
    "Individual": PartyKind.PERSON,
    "Vessel": PartyKind.VESSEL,
    "Aircraft": PartyKind.AIRCRAFT,
}
# List code as printed in the source's name: our source, authority, short name of the list, measures it carries.
_LISTS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "SDN": ("us-ofac-sdn", "US-OFAC", "SDN", ("asset_freeze",)),
    "SSI": ("us-ofac-cons", "US-OFAC", "SSI", ("sectoral_finance",)),
    "PLC": ("us-ofac-cons", "US-OFAC", "PLC", ("other",)),
    "CMIC": ("us-ofac-cons", "US-OFAC", "CMIC", ("investment_ban",)),
    "NS-MBS List": ("us-ofac-cons", "US-OFAC", "NS-MBS", ("other",)),
    "CAP": ("us-ofac-cons", "US-OFAC", "CAP", ("correspondent_account",)),
    "EL": ("us-bis-el", "US-BIS", "EL", ("export_licence_required",)),
    "DPL": ("us-bis-dpl", "US-BIS", "DPL", ("denial_of_export_privileges",)),
    "UVL": ("us-bis-uvl", "US-BIS", "UVL", ("other",)),
    "MEU": ("us-bis-meu", "US-BIS", "MEU", ("export_licence_required",)),
    "ISN": ("us-state-isn", "US-STATE", "ISN", ("other",)),
    "DTC": ("us-state-dtc", "US-STATE", "DTC", ("debarment",)),
}
COUNTRIES = {
    "PRC": "CN",
    "TURKIYE": "TR",
    "MACAU": "MO",
    "MAN, ISLE OF": "IM",
    "UK": "GB",
    "CRIMEA (OCCUPIED)": "UA",
    "REGION: WEST BANK": "PS",
    "REGION: NORTHERN GAZA": "PS",
    "REGION: NORTH GAZA": "PS",
    "REGION: IRAN": "IR",
    "REGION: CHINA": "CN",
    "REGION: RUSSIA": "RU",
    "REGION: NORTHERN MALI": "ML",
}
_JOINED = ("us-bis-dpl", "us-state-isn")
_ADDRESS_ONLY = re.compile(r"Address \d+")


def read_csl(shared: Path, dates: ListingDates) -> Iterator[ListedParty]:
    """Yield every party; entries of one OFAC number on several lists of one source are one party."""
    with gzip.open(shared / FILE, "rt", encoding="utf-8") as stream:
        data = json.load(stream)
    merged: dict[str, ListedParty] = {}
    for entry in data["entries"]:
        party = _party(entry, data["tables"], dates)
        if "e" not in entry and party.source not in _JOINED:
            party = _told_apart(party, merged)
        held = merged.get(party.party_id)
        merged[party.party_id] = party if held is None else _joined(held, party)
    yield from merged.values()


def _party(entry: dict[str, Any], tables: dict[str, list[str]], dates: ListingDates) -> ListedParty:
    code = re.findall(r"\(([A-Z][A-Za-z -]*)\)", tables["sources"][entry["s"]])[0]
    source, authority, list_name, measures = _LISTS[code]
    text = collapse(entry["n"])
    notice = collapse(entry.get("fr", ""))
    name, beside = plain_name(text)[:2] if list_name == "ISN" else (SUCCESSORS.sub("", text), [])
    citations = read_citations(notice)
    codes = (COUNTRIES.get(each, each) for each in entry.get("c", []))
    countries = dict.fromkeys(CountryCode(each) for each in codes if each in known_codes())
    key = entry.get("e") or _key(list_name, text, notice, entry.get("c", []))
    party_id = f"{source}:{key}"
    base = Designation(
        designation_id=party_id,
        source=source,
        authority=authority,
        list_name=list_name,
        programme=list_name,
        reference=entry.get("e", ""),
        listed_on=dates.of_notice(list_name, text, entry.get("fr", ""), citations),
        measures=measures,
        citations=citations,
        successor_clause=SUCCESSORS.search(text) is not None,
        licence=_licence(entry, tables),
    )
    raw = tables["programmes"][entry["pg"]] if "pg" in entry else ""
    return ListedParty(
        party_id=party_id,
        source=source,
        kind=PartyKind.PLACE if _ADDRESS_ONLY.fullmatch(name) else _KINDS.get(entry.get("t", ""), PartyKind.UNKNOWN),
        names=_names(name, [*entry.get("a", []), *beside]),
        countries=tuple(CountryFact(each, "address") for each in countries),
        designations=_designations(base, raw, notice, dates),
    )


def _names(primary: str, aliases: list[str]) -> tuple[Name, ...]:
    kind = NameKind.ADDRESS_ONLY if _ADDRESS_ONLY.fullmatch(primary) else NameKind.PRIMARY
    texts = [collapse(re.sub(r"^and (?=[A-Z])", "", alias)) for alias in aliases]
    return (
        Name(primary, kind, NameQuality.UNSTATED, script_of(primary)),
        *(Name(text, NameKind.ALIAS, NameQuality.UNSTATED, script_of(text)) for text in texts),
    )


def _licence(entry: dict[str, Any], tables: dict[str, list[str]]) -> LicenceTerms | None:
    if "lr" not in entry:
        return None
    return read_terms(tables["licenceRequirements"][entry["lr"]], tables["licencePolicies"][entry["lp"]])


def _designations(base: Designation, raw: str, notice: str, dates: ListingDates) -> tuple[Designation, ...]:
    if not raw:
        return (base,)
    tags = list(dict.fromkeys(tag.strip() for tag in raw.split(";")))
    if base.list_name == "ISN":
        return tuple(_determination(base, tag, notice, dates) for tag in tags)
    return tuple(
        replace(
            base,
            designation_id=f"{base.designation_id}/{tag}",
            programme=tag.upper(),
            programme_raw=tag,
            listed_on=base.listed_on or dates.of_entry(base.reference, tag, tags),
        )
        for tag in tags
    )


def _determination(base: Designation, tag: str, notice: str, dates: ListingDates) -> Designation:
    programme = canonical_programme(tag)
    key = determination_id(base.designation_id, programme, base.citations, notice)
    listed_on = base.listed_on or dates.determinations.get(key)
    return replace(base, designation_id=key, programme=programme, programme_raw=tag, listed_on=listed_on)


def _told_apart(party: ListedParty, held: dict[str, ListedParty]) -> ListedParty:
    """The list prints a few entries twice; each stays an entry of its own, numbered in the order printed."""
    number = 1
    while (fresh := f"{party.party_id}-{number}" if number > 1 else party.party_id) in held:
        number += 1
    designations = tuple(
        replace(each, designation_id=each.designation_id.replace(party.party_id, fresh, 1))
        for each in party.designations
    )
    return replace(party, party_id=fresh, designations=designations)


def _key(list_name: str, name: str, notice: str, countries: list[str]) -> str:
    """The key that the readers of the lists give: see their module."""
    if list_name == "DPL":
        return order_key(name, notice)
    if list_name == "ISN":
        return isn_key(plain_name(name)[0])
    words = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
    rest = "|".join([name, notice, *countries[:1]])
    return f"{words}.{hashlib.sha256(rest.encode()).hexdigest()[:8]}"


def _joined(one: ListedParty, other: ListedParty) -> ListedParty:
    if one.source not in _JOINED and one.designations[0].list_name == other.designations[0].list_name:
        raise ValueError(f"{one.party_id} stands twice on one list")
    held = {each.text for each in one.names}
    added = (replace(each, kind=NameKind.ALIAS) for each in other.names if each.text not in held)
    taken = {each.designation_id: each.list_name for each in one.designations}
    more = [
        replace(each, designation_id=f"{each.designation_id}@{each.list_name}")
        if each.designation_id in taken
        else each
        for each in other.designations
        if taken.get(each.designation_id) != each.list_name
    ]
    countries = tuple(dict.fromkeys(one.countries + other.countries))
    names = (*one.names, *added)
    return replace(one, names=names, countries=countries, designations=one.designations + tuple(more))
