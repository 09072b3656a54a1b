"""The goods screen: what the item states, and entry by entry which conditions are met, not met or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
_STANDING = {"T": "met", "F": "not", "U": "unknown"}
_STATUS = {"listed": "listed", "not_listed": "not listed", "undetermined": "undetermined"}
_NOT_READ = {"no_rule", "not_held", "unreviewed"}


def goods_page(record: Record, item_id: str) -> dict[str, Any] | None:
    """The page of one item; None where the decision has no such item."""
    found = next((each for each in record["classifications"] if each["item"] == item_id), None)
    if found is None:
        return None
    items: list[dict[str, Any]] = record["input"]["shipment"].get("items", [])
    stated = next(each for each in items if each["id"] == item_id)
    return {
        "item": item_id,
        "description": stated.get("description", ""),
        "as_of": found["as_of"],
        "stated": [
            (name, str(stated[name]))
            for name in ("quantity", "hs", "cas", "concentration", "model")
            if stated.get(name)
        ],
        "parameters": sorted(stated.get("parameters", {}).items()),
        "claimed": list(stated.get("classifications", ())),
        "identified": list(found.get("identified", ())),
        "lists": [_list(each) for each in found["lists"]],
        "near_misses": list(found.get("near_misses", ())),
        "questions": [each["ask"] for each in found.get("questions", ())],
        "coverage": {key: list(map(str, value)) for key, value in found["coverage"].items()},
        "authorisations": list(found.get("authorisations", ())),
    }


def _list(each: Record) -> dict[str, Any]:
    entries = [_entry(one) for one in each.get("entries", ())]
    return {
        "list": each["list"],
        "version": each.get("version", ""),
        "status": _STATUS.get(each["status"], each["status"]),
        "raised": bool(entries),
        "cause": str(each.get("cause", "")).replace("_", " "),
        "read": each.get("fit") not in _NOT_READ,
        "entries": entries,
    }


def _entry(each: Record) -> dict[str, Any]:
    return {
        "entry": each["entry"],
        "path": each["path"],
        "title": each["title"],
        "status": _STATUS.get(each["status"], each["status"]),
        "raised_by": each.get("raised_by", ""),
        "basis": each.get("basis", ""),
        "regimes": list(each.get("regimes", ())),
        "note": each.get("note", ""),
        "margin": each.get("margin", ""),
        "leaves": [leaf for provision in each.get("provisions", ()) for leaf in _leaves(provision.get("trace"))],
    }


def _leaves(node: Record | None) -> Iterator[dict[str, str]]:
    if not node:
        return
    if node["op"] == "leaf":
        yield {
            "path": node["path"],
            "standing": _STANDING.get(node["truth"], "unknown"),
            "printed": node.get("printed", ""),
            "supplied": node.get("supplied", "") or "not stated",
            "parsed": node.get("parsed", ""),
        }
    for child in node.get("children", ()):
        yield from _leaves(child)
