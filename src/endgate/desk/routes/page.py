"""The route screen: declared and indicated beside each other, legs, indications and what each red flag says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endgate.routes.detectors.answer import flag_names

Record = Mapping[str, Any]
_FIRED = {"T": "fires", "F": "does not fire", "U": "cannot be told"}


def route_page(record: Record) -> dict[str, Any]:
    """The page of a decision's route."""
    shipment = record["input"]["shipment"]
    views = list(record["views"])
    declared = [_stop(shipment.get("goods_location")), _stop(shipment.get("declared_destination"))]
    return {
        "declared": declared,
        "indicated": [each for each in views if each["view"] != "declared"],
        "aspects": [
            {
                "aspect": each["aspect"],
                "declared": each["declared"] or "not stated",
                "indicated": ", ".join(each.get("indicated", ())) or "nothing indicated",
                "documented": ", ".join(each.get("documented", ())) or "nothing documented",
                "agree": {"T": "agree", "F": "differ", "U": "cannot be compared"}[each["agree"]],
            }
            for each in record["destinations"]
        ],
        "indications": list(record["indications"]),
        "legs": [_leg(number, each) for number, each in enumerate(shipment.get("route", ()), start=1)],
        "flags": [
            {
                "id": each["id"],
                "name": flag_names().get(each["id"], ""),
                "subject": each["subject"],
                "says": _FIRED[each["fired"]],
                "values": "; ".join(f"{name}: {value}" for name, value in each["values"].items()),
            }
            for each in sorted(record["flags"], key=lambda flag: ("TUF".index(flag["fired"]), flag["id"]))
        ],
        "lines": _lines(shipment, views),
    }


def _stop(code: str | None) -> str:
    return code or "not stated"


def _leg(number: int, leg: Record) -> dict[str, str]:
    ends = [
        f"{end.get('name') or end.get('locode') or ''} {end['country']}".strip() for end in (leg["start"], leg["end"])
    ]
    return {
        "number": str(number),
        "from": ends[0],
        "to": ends[1],
        "mode": str(leg["mode"]).replace("_", " "),
        "status": leg.get("status", "planned"),
        "vessel": leg.get("vessel", ""),
    }


def _lines(shipment: Record, views: list[Record]) -> list[dict[str, Any]]:
    """Stops of the declared line and of each indicated one, for the drawing; the table says the same."""
    start = _stop(shipment.get("goods_location"))
    via = [each["end"]["country"] for each in shipment.get("route", ())][:-1]
    return [
        {
            "view": each["view"],
            "indicated": each["view"] != "declared",
            "stops": [start, *via, each["destination"] or "not stated"],
        }
        for each in views
    ]
