"""What was found of a route as plain values, for scripts and programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from endgate.routes.assess import RouteAssessment
from endgate.routes.readings import assumed
from endgate.shipment.indications import Flag
from endgate.shipment.model import Shipment
from endgate.terms.codec import encode
from endgate.terms.truth import any_of


def in_short(shipment: Shipment, assessment: RouteAssessment, day: date) -> dict[str, Any]:
    """The answer as plain values: a row a view, a row a flag; every single answer of a detector under ``answers``."""
    return {
        "shipment": shipment.id,
        "views": [
            {
                "view": each.view,
                "destination": each.destination,
                "complete": each.complete.value,
                "touches": sorted({place.country for leg in each.legs for place in (leg.start, leg.end)}),
                "assumed": [
                    {"km": round(way.km), "by": way.by, "countries": way.countries}
                    for way in assumed(shipment, each, day)
                ],
            }
            for each in assessment.readings
        ],
        "aspects": encode(assessment.views),
        "flags": _by_id(assessment.flags),
        "plausibility": encode(assessment.plausible),
        "answers": encode(assessment.flags),
        "notes": assessment.notes,
        "faults": [fault.to_json() for fault in assessment.faults],
    }


def _by_id(flags: Iterable[Flag]) -> list[dict[str, Any]]:
    """One row a detector: T where any of its answers is."""
    groups: dict[str, list[Flag]] = {}
    for flag in flags:
        groups.setdefault(flag.id, []).append(flag)
    return [
        {
            "id": name,
            "fired": any_of(flag.fired for flag in same).value,
            "missing": list(dict.fromkeys(text for flag in same for text in flag.missing)),
        }
        for name, same in groups.items()
    ]
