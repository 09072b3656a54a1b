"""Turns the curated facts into listed parties and events, joined to the whole lists by reference, never by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from endgate.lists.model import CountryFact, Designation, ListedParty, Name, NameKind, NameQuality
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

FILE = Path(__file__).with_name("curated.yaml")


def read_curated() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def ofac_overlays(curated: Mapping[str, Any], whole: Mapping[str, ListedParty]) -> Iterator[ListedParty]:
    """Yield entries of the whole list again, reduced to the programmes whose start the curated layer knows."""
    for number, starts in curated["us-ofac"]["starts"].items():
        party = whole[f"us-ofac-sdn:{number}"]
        dated = tuple(
            replace(each, listed_on=PartialDate.parse(str(starts[each.programme])))
            for each in party.designations
            if each.programme in starts
        )
        missing = set(starts) - {each.programme for each in dated}
        if missing:
            raise ValueError(f"OFAC {number} is not listed under {sorted(missing)}")
        if dated:
            yield replace(party, names=party.names[:1], countries=(), designations=dated)


def eu_parties(curated: Mapping[str, Any]) -> Iterator[ListedParty]:
    for entry in curated["eu"]["parties"]:
        party_id = f"eu-starter:{entry['key']}"
        designations = tuple(_eu_designation(party_id, each) for each in entry["designations"])
        yield _party(party_id, "eu-starter", entry, designations)


def military_intelligence(curated: Mapping[str, Any]) -> Iterator[ListedParty]:
    """Yield the military-intelligence end users that the regulation itself names; no list of them is published."""
    section = curated["us-bis-mieu"]
    acts = {str(key): act for key, act in section["acts"].items()}
    for entry in section["parties"]:
        party_id, act = f"us-bis-mieu:{entry['key']}", acts[str(entry["act"])]
        designation = Designation(
            designation_id=party_id,
            source="us-bis-mieu",
            authority="US-BIS",
            list_name="MIEU",
            programme="MIEU",
            legal_basis=(section["section"],),
            listed_on=PartialDate.parse(str(act["listed_on"])),
            measures=("export_licence_required",),
            citations=(act["citation"],),
        )
        party = _party(party_id, "us-bis-mieu", entry, (designation,))
        acronyms = tuple(replace(each, quality=NameQuality.WEAK) for each in party.names[1:])
        yield replace(party, names=party.names[:1] + acronyms)


def ofac_past(curated: Mapping[str, Any]) -> Iterator[ListedParty]:
    for entry in curated["us-ofac-past"]["parties"]:
        party_id = f"us-ofac-sdn:past.{entry['key']}"
        designation = Designation(
            designation_id=f"{party_id}/{entry['programme']}",
            source="us-ofac-sdn",
            authority="US-OFAC",
            list_name="SDN",
            programme=entry["programme"],
            listed_on=PartialDate.parse(str(entry["listed_on"])),
            delisted_on=PartialDate.parse(str(entry["delisted_on"])),
            measures=("asset_freeze",),
        )
        yield _party(party_id, "us-ofac-sdn", entry, (designation,))


def _eu_designation(party_id: str, entry: Mapping[str, Any]) -> Designation:
    return Designation(
        designation_id=f"{party_id}/{entry['reference']}",
        source="eu-starter",
        authority="EU",
        list_name="EU annexes",
        programme=entry["programme"],
        reference=entry["reference"],
        legal_basis=tuple(entry["annex"].split("; ")),
        listed_on=PartialDate.parse(str(entry["listed_on"])),
        measures=("asset_freeze",),
        cross_refs=(f"UN {entry['un']}",) if "un" in entry else (),
    )


def _party(party_id: str, source: str, entry: Mapping[str, Any], designations: tuple[Designation, ...]) -> ListedParty:
    first, *others = entry["names"]
    names = (Name(first), *(Name(each, NameKind.ALIAS) for each in others))
    kind = PartyKind(entry.get("kind", "organisation"))
    countries = (CountryFact(CountryCode(entry["country"]), "address"),)
    return ListedParty(party_id, source, kind, names, countries=countries, designations=designations)
