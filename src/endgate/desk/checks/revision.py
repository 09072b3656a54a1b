"""The check form over a shipment that is kept: it changes what it shows and leaves everything else as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from endgate.desk.checks.forms import NAME, Typed, Values, field_of, form_page, typed
from endgate.shipment.model import Activity
from endgate.shipment.read import read_shipments

Raw = Mapping[str, Any]
_SINGLE = {"title": "title", "declared_destination": "to", "goods_location": "from"}
_PARTY = ("name", "country", "seat")
_ITEM = ("description", "hs", "cas", "quantity")


def values_of(raw: Raw) -> dict[str, str]:
    """What the form shows of a shipment."""
    values = {field: str(raw.get(name, "")) for name, field in _SINGLE.items()}
    values["activity"] = str(raw.get("activity", Activity.EXPORT.value))
    values["end_use"] = str(raw.get("end_use", {}).get("statement", ""))
    for number, party in enumerate(raw.get("parties", ())):
        values[f"party-{number}-role"] = str(next(iter(party.get("roles", ())), ""))
        values |= {f"party-{number}-{name}": str(party.get(name, "")) for name in _PARTY}
    for number, item in enumerate(raw.get("items", ())):
        values |= {f"item-{number}-{name}": str(item.get(name, "")) for name in _ITEM}
        values[f"item-{number}-parameters"] = "; ".join(f"{k}={v}" for k, v in item.get("parameters", {}).items())
    return values


def revised(raw: Raw, values: Values, today: date) -> Typed:
    """The shipment with what was typed over it. Never raises for what was typed."""
    told, wrong = typed(values, today)
    result = read_shipments(json.dumps(_over(raw, told), ensure_ascii=False).encode(), name=NAME)
    named = {**{field_of(each): each.what for each in result.faults if field_of(each)}, **wrong}
    if result.faults or wrong or not result.shipments:
        return Typed(None, result.faults, named)
    return Typed(result.shipments[0].shipment)


def _over(raw: Raw, told: Raw) -> dict[str, Any]:
    over: dict[str, Any] = {**raw, "parties": list(_parties(raw, told)), "items": list(_items(raw, told))}
    for name in _SINGLE:
        over[name] = told.get(name)
    if told.get("activity") != raw.get("activity", Activity.EXPORT.value):
        over["activity"] = told.get("activity")
    use = {**raw.get("end_use", {}), "statement": told.get("end_use", {}).get("statement")}
    over["end_use"] = _stated(use)
    return _stated(over)


def _stated(raw: Raw) -> dict[str, Any]:
    """Without what is not stated: a blank field says nothing."""
    return {key: value for key, value in raw.items() if value not in (None, "", [], {})}


def _parties(raw: Raw, told: Raw) -> Iterator[dict[str, Any]]:
    before = list(raw.get("parties", ()))
    for each in told.get("parties", ()):
        number = int(each["id"].removeprefix("p")) - 1
        old = before[number] if number < len(before) else {"id": _free("p", before, number)}
        roles = old.get("roles") or each["roles"]
        roles = roles if roles[0] == each["roles"][0] else each["roles"]
        yield _stated({**old, **{name: each.get(name) for name in _PARTY}, "roles": roles})


def _items(raw: Raw, told: Raw) -> Iterator[dict[str, Any]]:
    before = list(raw.get("items", ()))
    for each in told.get("items", ()):
        number = int(each["id"]) - 1
        old = before[number] if number < len(before) else {"id": _free("", before, number)}
        yield _stated({**old, **{name: each.get(name) for name in (*_ITEM, "parameters")}})


def _free(stem: str, before: list[Raw], number: int) -> str:
    """An id that no party or item of the version before bears."""
    taken = {str(each["id"]) for each in before}
    return next(f"{stem}{n}" for n in range(number + 1, number + 2 + len(taken)) if f"{stem}{n}" not in taken)


def revision_form(values: Values, wrong: Mapping[str, str], today: date) -> dict[str, Any]:
    """The form as it is drawn: without days and legs, which a revision leaves as they are."""
    form = form_page(values, wrong, today)
    kept = ("activity",)
    route = [each for each in form["route"] if each.name not in ("via", "mode")]
    return {**form, "days": [each for each in form["days"] if each.name in kept], "route": route}
