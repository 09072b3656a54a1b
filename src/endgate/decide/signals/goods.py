"""What classification says of the items, as tags of red flags, and the destinations that law watches such goods for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from endgate.goods.model import EntryResult, ItemResult, NearMissKind, Programme, Status
from endgate.routes.detectors.answer import rows
from endgate.shipment.flags import Watch
from endgate.shipment.model import Item
from endgate.terms.dates import Interval
from endgate.terms.places import CountryCode, in_group, known_codes
from endgate.terms.truth import Truth

_SHORT = frozenset({NearMissKind.NEAR_THRESHOLD, NearMissKind.ONE_CONDITION_SHORT, NearMissKind.MIXTURE_BELOW})
_AUSTRALIA_GROUP = "AG"


def tags(items: Mapping[str, Item], results: Mapping[str, ItemResult], day: date) -> dict[str, tuple[str, ...]]:
    """By item: ``listed``, ``near_miss``, ``near_threshold``, ``ag_chemical``, ``chpl_<tier>`` and the programmes."""
    return {key: tuple(dict.fromkeys(_tags(items[key], results[key], day))) for key in results if key in items}


def _tags(item: Item, result: ItemResult, day: date) -> Iterator[str]:
    listed = [entry for each in result.lists for entry in each.entries if entry.status is Status.LISTED]
    near = [miss for miss in result.near_misses if miss.kind in _SHORT]
    if listed or any(each.status is Status.LISTED for each in result.lists):
        yield "listed"
    if near:
        yield "near_miss"
    if any(miss.kind is NearMissKind.NEAR_THRESHOLD for miss in near):
        yield "near_threshold"
    if any(_precursor(entry) for entry in listed):
        yield "ag_chemical"
    tier = _tier(item, day)
    if tier:
        yield f"chpl_{tier}"
    yield from (entry.programme.value for entry in listed)
    yield from (miss.programme.value for miss in near)


def _precursor(entry: EntryResult) -> bool:
    return entry.programme is Programme.CHEMICAL and _AUSTRALIA_GROUP in {name.split(".")[0] for name in entry.regimes}


@cache
def _priority() -> dict[str, tuple[str, Interval]]:
    return {row["hs6"]: (row["tier"], _term(row)) for row in rows("priority_goods.csv")}


def _term(row: Mapping[str, str]) -> Interval:
    last = row["valid_to"]
    return Interval.between(date.fromisoformat(row["valid_from"]), date.fromisoformat(last) if last else None)


def _tier(item: Item, day: date) -> str:
    tier, term = _priority().get(re.sub(r"\D", "", item.hs)[:6], ("", None))
    return tier if term is not None and term.contains(day) is Truth.TRUE else ""


@cache
def _watched() -> tuple[tuple[str, CountryCode, date, Interval], ...]:
    return tuple(
        (row["tag"], CountryCode(row["for"]), date.fromisoformat(row["valid_from"]), _term(row))
        for row in rows("watches.csv")
    )


def watches(tagged: Mapping[str, tuple[str, ...]], day: date) -> tuple[Watch, ...]:
    """Destinations that goods of these tags are watched for on the day, by ``data/routes/watches.csv``."""
    return tuple(
        Watch(item, country, tag, since)
        for item, words in tagged.items()
        for kind, country, since, term in _watched()
        if term.contains(day) is Truth.TRUE
        for tag in words
        if tag == kind or tag.startswith(f"{kind}_")
    )


def partners(day: date) -> tuple[CountryCode, ...]:
    """Countries that keep the same measures on priority goods that day, by ``data/routes/partners.csv``."""
    members = [row["member"] for row in rows("partners.csv") if _term(row).contains(day) is Truth.TRUE]
    union = "EU" in members
    inside = (code for code in sorted(known_codes()) if union and in_group(code, "EU", day) is Truth.TRUE)
    return tuple(dict.fromkeys([*(CountryCode(each) for each in members if each != "EU"), *map(CountryCode, inside)]))
