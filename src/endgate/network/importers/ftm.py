"""FollowTheMoney entities, one a line or in an array: things become nodes, interval entities links."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from endgate.network.errors import BROKEN_ROW, WRONG_PERIOD, NetworkError
from endgate.network.gather import Counts, Gathering
from endgate.network.model import Right
from endgate.network.records import NodeKind, Rank
from endgate.network.tables import by

SPACE = "ftm"
_INDIRECT_WORDS = ("indirect",)


def read(rows: Iterator[tuple[str, dict[str, Any]]], into: Gathering, counts: Counts) -> None:
    """Read entities in any order; a link may come before its ends."""
    links, nodes = by("ftm_links", "schema"), by("ftm_nodes", "schema")
    for place, row in rows:
        schema, identifier, properties = row.get("schema"), row.get("id"), row.get("properties")
        if not isinstance(properties, dict) or not isinstance(identifier, str):
            counts.fault(BROKEN_ROW.at(f"{counts.file}:{place}", "an entity needs an id and properties"))
            counts.skip("broken entity")
        elif schema in links:
            counts.read += 1
            _link(links[schema], properties, f"{counts.file}:{place}", into, counts)
        elif schema in nodes:
            _node(nodes[schema]["kind"], row, properties, into, counts, place)


def _values(properties: dict[str, Any], name: str) -> list[str]:
    """All values of a property; one that is not in a list, or an entity given in place, is taken too."""
    raw = properties.get(name) or []
    listed = raw if isinstance(raw, list) else [raw]
    return [str(each.get("id", "")) if isinstance(each, dict) else str(each) for each in listed if each]


def _first(properties: dict[str, Any], *names: str) -> str:
    return next((value for name in names for value in _values(properties, name)), "")


def _node(
    kind: str, row: dict[str, Any], properties: dict[str, Any], into: Gathering, counts: Counts, place: str
) -> None:
    node = into.node(SPACE, row["id"])
    name = _first(properties, "name") or str(row.get("caption") or "")
    into.describe(node, name, NodeKind[kind], _first(properties, "jurisdiction", "country").upper()[:2])
    for lei in _values(properties, "leiCode"):
        into.lei(node, lei, counts, f"{counts.file}:{place}")


def _link(row: dict[str, str], properties: dict[str, Any], where: str, into: Gathering, counts: Counts) -> None:
    holders, held = _values(properties, row["holder"]), _values(properties, row["held"])
    if not holders or not held:
        counts.skip("an end is missing")
        counts.fault(BROKEN_ROW.at(where, f"{row['schema']} without {row['holder'] if not holders else row['held']}"))
        return
    try:
        when = into.when(_first(properties, "startDate", "date"), _first(properties, "endDate"))
    except ValueError as error:
        counts.skip("dates")
        counts.fault(WRONG_PERIOD.at(where, str(error)))
        return
    owns = row["kind"] == "owns"
    shares = _shares(properties, where, into, counts) if owns else (0,)
    if not shares:
        counts.skip("share")
        _doubt(into, held, where)
        return
    right = Right.EQUITY if owns else None
    bits = 1 if owns and _indirect(properties) else 0
    for one in holders:
        for other in held:
            for share in shares:
                holder, asset = into.node(SPACE, one), into.node(SPACE, other)
                if holder == asset and owns and into.owns_itself(holder, share, counts, where):
                    continue
                into.link(holder, asset, row["kind"], right, share, when, Rank.REPORTED, bits)
    counts.used += 1


def _doubt(into: Gathering, held: list[str], where: str) -> None:
    for each in held:
        into.note(into.node(SPACE, each), f"a stated holding could not be read: {where}")


def _indirect(properties: dict[str, Any]) -> bool:
    kinds = _values(properties, "ownershipType")
    return any(each.casefold() in _INDIRECT_WORDS for each in kinds)


def _shares(properties: dict[str, Any], where: str, into: Gathering, counts: Counts) -> tuple[int, ...]:
    """Every share stated; two are two statements. Empty when none of those stated can be."""
    texts = _values(properties, "percentage")
    found = []
    for text in texts:
        try:
            found.append(into.read_share(text))
        except NetworkError as error:
            counts.fault(dataclasses.replace(error.faults[0], where=where))
    return tuple(dict.fromkeys(found)) if found or texts else (0,)
