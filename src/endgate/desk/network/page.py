"""The network screen: who stands behind a party, as paths in words first, then as a drawing and a table of links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
MOST_DRAWN = 200
"""Parties above which no graph is drawn: the table serves better."""
_WIDTH, _ROW, _BOX = 760, 54, 200


def network_page(record: Record) -> dict[str, Any]:
    """The page of a decision's parties, their links and their exposures to listed parties."""
    shipment = record["input"]["shipment"]
    names = {each["id"]: each["name"] for each in shipment.get("parties", ())}
    links = [_link(each, names) for each in shipment.get("links", ())]
    heads = [
        {
            "from": names.get(each["head"], each["head"]),
            "to": each["name"],
            "type": "branch or office of",
            "share": "",
            "dates": "",
        }
        for each in shipment.get("parties", ())
        if each.get("head")
    ]
    matched = {each["ref"] for each in record["matches"] if each["matches"]}
    return {
        "paths": [_exposure(each) for each in record["exposures"]],
        "links": links + heads,
        "parties": [{"id": ident, "name": name, "matched": ident in matched} for ident, name in names.items()],
        "drawn": len(names) <= MOST_DRAWN,
        "drawing": _drawing(names, links + heads, matched) if len(names) <= MOST_DRAWN else {},
    }


def _exposure(each: Record) -> dict[str, Any]:
    return {key: value for key, value in each.items() if isinstance(value, str | int | float | list)}


def _link(each: Record, names: Mapping[str, str]) -> dict[str, str]:
    """A stated link, from whoever stands above to what is held."""
    return {
        "from": names.get(each["holder"], each["holder"]),
        "to": names.get(each["held"], each["held"]),
        "type": str(each["kind"]).replace("_", " "),
        "share": each.get("share") or "not stated",
        "dates": " to ".join(str(each[key]) for key in ("valid_from", "valid_to") if each.get(key)),
    }


def _drawing(names: Mapping[str, str], links: list[dict[str, str]], matched: set[str]) -> dict[str, Any]:
    """Boxes in rows and lines between them; positions are whole pixels, so that the page is the same every time."""
    placed: dict[str, dict[str, Any]] = {
        name: {"x": 10 + (n % 3) * (_BOX + 60), "y": 10 + (n // 3) * _ROW * 2, "name": name, "listed": ident in matched}
        for n, (ident, name) in enumerate(names.items())
    }
    lines = [
        {
            "x1": placed[each["from"]]["x"] + _BOX // 2,
            "y1": placed[each["from"]]["y"] + 36,
            "x2": placed[each["to"]]["x"] + _BOX // 2,
            "y2": placed[each["to"]]["y"],
            "type": each["type"],
        }
        for each in links
        if each["from"] in placed and each["to"] in placed
    ]
    rows = (len(names) + 2) // 3
    return {
        "width": _WIDTH,
        "height": max(60, rows * _ROW * 2),
        "boxes": list(placed.values()),
        "lines": lines,
        "box": _BOX,
    }
