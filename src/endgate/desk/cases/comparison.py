"""Two decisions of a case side by side: what was asked, with what, and what each says of whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from endgate.desk.access.web import for_people
from endgate.desk.cases.differences import differences
from endgate.desk.cases.page import bar
from endgate.desk.cases.revising import changed_fields
from endgate.desk.cases.services import asked_of
from endgate.desk.cases.views import find_case
from endgate.desk.pages.reading import gravest, word
from endgate.desk.pages.respond import answer
from endgate.desk.store.models import Case, Decision

Record = Mapping[str, Any]


@for_people
def compare(request: HttpRequest, reference: str, n: int, other: int) -> HttpResponseBase:
    """Decision ``n`` beside decision ``other``, the older one first."""
    case = find_case(request, reference)
    kept = {each.n: each for each in case.decision_set.filter(n__in=(n, other)).select_related("shipment")}
    if len(kept) != 2:
        raise Http404
    page = comparison(case, kept[min(kept)], kept[max(kept)])
    shown = bar(case, request.now, asked_of(kept[max(kept)]), f"/cases/{reference}")
    return answer(request, "compare", {"bar": shown, **page})


def comparison(case: Case, old: Decision, new: Decision) -> dict[str, Any]:
    """The page: both ledgers apart, what the shipment says differently, and the difference in words."""
    before, after = asked_of(old), asked_of(new)
    return {
        "reference": case.reference,
        "base": f"/cases/{case.reference}",
        "sides": [_side(old, before), _side(new, after)],
        "words": list(differences(before, after)),
        "actors": _actors(before, after),
        "concern": [gravest(before), gravest(after)],
        "fields": changed_fields(bytes(old.shipment.content), bytes(new.shipment.content)),
    }


def _side(decision: Decision, record: Record) -> dict[str, Any]:
    return {
        "n": decision.n,
        "as_of": record["as_of"],
        "known_as_of": record["known_as_of"],
        "edition": record["edition"],
        "engine": record["engine_version"],
        "cause": decision.cause,
        "at": f"{decision.at:%Y-%m-%d %H:%M}",
        "version": decision.shipment.n,
        "claims": len(record["input"].get("claims", {}).get("claims", ())),
    }


def _actors(before: Record, after: Record) -> list[dict[str, str]]:
    """Every actor of either decision with what each says of it."""
    sides = [{each["actor"]: each for each in one["actors"]} for one in (before, after)]
    return [
        {
            "name": str((sides[1].get(actor) or sides[0][actor])["name"]),
            "before": _verdict(sides[0].get(actor)),
            "after": _verdict(sides[1].get(actor)),
        }
        for actor in dict.fromkeys([*sides[0], *sides[1]])
    ]


def _verdict(actor: Record | None) -> str:
    return "not an actor" if actor is None else word(actor["disposition"])
