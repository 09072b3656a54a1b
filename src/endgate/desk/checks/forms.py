"""The check form: what an officer types, as a shipment that the reader of files reads; faults at their fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any

from endgate.shipment.model import Activity, Role, Shipment
from endgate.shipment.read import read_shipments
from endgate.shipment.route import LegMode
from endgate.terms.dates import read_day
from endgate.terms.faults import Fault
from endgate.terms.places import country_of

MOST = 50
"""Rows of parties or items that one form may hold; more come as a file."""
NAME = "form.json"
_ROLES = tuple((role.value, role.value.replace("_", " ")) for role in Role)
_ACTIVITIES = tuple((each.value, each.value.replace("_", " ")) for each in Activity)
_MODES = (("", "not stated"), *((each.value, each.value.replace("_", " ")) for each in LegMode))
_PARTY = ("role", "name", "country", "seat")
_ITEM = ("description", "hs", "cas", "quantity", "parameters")
_FIELD_OF = (
    (re.compile(r"\$\.parties\[(\d+)\]\.(\w+)"), "party"),
    (re.compile(r"\$\.items\[(\d+)\]\.(\w+)"), "item"),
)
_SINGLE = {
    "declared_destination": "to",
    "goods_location": "from",
    "route": "via",
    "end_use": "end_use",
    "date": "as_of",
    "activity": "activity",
}
Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One field of the form as it is drawn."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    wide: bool = False
    size: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    fault: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name}"


@dataclass(frozen=True)
class Typed:
    """What was typed: a shipment, or the faults that kept it from being one."""

    shipment: Shipment | None
    faults: tuple[Fault, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    """Message by name of the field it belongs to."""


def read_form(values: Values, today: date) -> Typed:
    """Read a posted form. Never raises for what was typed; blank means not stated."""
    raw, wrong = typed(values, today)
    draft = json.dumps(raw, ensure_ascii=False).encode()
    result = read_shipments(draft, name=NAME)
    named = {**{name: text for name, text in map(_field_and_text, result.faults) if name}, **wrong}
    if result.faults or wrong or not result.shipments:
        return Typed(None, result.faults, named)
    return Typed(result.shipments[0].shipment)


def _field_and_text(fault: Fault) -> tuple[str, str]:
    return field_of(fault), fault.what


def field_of(fault: Fault) -> str:
    """The name of the form's field that a fault of the shipment belongs to; empty where it belongs to none."""
    path = fault.where.rpartition(": ")[2]
    for pattern, kind in _FIELD_OF:
        found = pattern.match(path)
        if found:
            return f"{kind}-{found[1]}-{found[2]}"
    head = path.removeprefix("$.").partition(".")[0].partition("[")[0]
    return _SINGLE.get(head, "")


def typed(values: Values, today: date) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed as a raw shipment, and messages by field for what cannot be read at all."""
    wrong: dict[str, str] = {}
    day = _day(values, "as_of", wrong) or today
    raw: dict[str, Any] = {
        "id": "",
        "title": values.get("title", "").strip(),
        "date": day.isoformat(),
        "activity": values.get("activity") or Activity.EXPORT.value,
        "parties": list(_parties(values, wrong)),
        "items": list(_items(values, wrong)),
        "declared_destination": _country(values, "to", wrong),
        "goods_location": _country(values, "from", wrong),
        "route": _legs(values, wrong),
    }
    if values.get("end_use", "").strip():
        raw["end_use"] = {"statement": values["end_use"].strip()}
    kept = {key: value for key, value in raw.items() if value not in (None, "", [])}
    kept["id"] = "form-" + _short(kept)
    return kept, wrong


def _short(raw: Mapping[str, Any]) -> str:
    """The same form typed twice is the same shipment."""
    return sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:10]


def _day(values: Values, name: str, wrong: dict[str, str]) -> date | None:
    text = values.get(name, "").strip()
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError as error:
        wrong[name] = str(error)
        return None


def days(values: Values, wrong: dict[str, str]) -> tuple[date | None, date | None]:
    """``as_of`` and ``known_as_of`` as typed; unreadable ones go to ``wrong``."""
    return _day(values, "as_of", wrong), _day(values, "known_as_of", wrong)


def _country(values: Values, name: str, wrong: dict[str, str]) -> str | None:
    text = values.get(name, "").strip()
    if not text:
        return None
    found = country_of(text)
    if found is None:
        wrong[name] = f"{text!r} names no country; write its name or two letters like DE"
    return None if found is None else str(found)


def _rows(values: Values, kind: str, fields: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    for number in range(MOST):
        row = {name: values.get(f"{kind}-{number}-{name}", "").strip() for name in fields}
        if any(value for name, value in row.items() if name != "role"):
            yield number, row


def _parties(values: Values, wrong: dict[str, str]) -> Iterator[dict[str, Any]]:
    for number, row in _rows(values, "party", _PARTY):
        party = {"id": f"p{number + 1}", "name": row["name"], "roles": [row["role"] or Role.OTHER.value]}
        for name in ("country", "seat"):
            code = _country(values, f"party-{number}-{name}", wrong)
            if code:
                party[name] = code
        yield party


def _items(values: Values, wrong: dict[str, str]) -> Iterator[dict[str, Any]]:
    for number, row in _rows(values, "item", _ITEM):
        item: dict[str, Any] = {"id": str(number + 1), "description": row["description"]}
        item |= {name: row[name] for name in ("hs", "cas", "quantity") if row[name]}
        parameters = _parameters(row["parameters"], f"item-{number}-parameters", wrong)
        if parameters:
            item["parameters"] = parameters
        yield item


def _parameters(text: str, name: str, wrong: dict[str, str]) -> dict[str, str]:
    found = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        key, equals, value = part.partition("=")
        if not equals or not key.strip() or not value.strip():
            wrong[name] = f"{part!r}: write name=value, several parted by semicolons"
            continue
        found[key.strip()] = value.strip()
    return found


def _legs(values: Values, wrong: dict[str, str]) -> list[dict[str, Any]]:
    """One leg per stretch between countries, where the form says by what they are crossed."""
    via = [text.strip() for text in values.get("via", "").replace(";", ",").split(",") if text.strip()]
    codes = [country_of(text) for text in via]
    if None in codes:
        wrong["via"] = f"{via[codes.index(None)]!r} names no country"
        return []
    mode = values.get("mode", "")
    if codes and not mode:
        wrong["mode"] = "say by what the goods travel; a route without it cannot be looked at"
    if not mode:
        return []
    stops = [_country(values, "from", {}), *map(str, codes), _country(values, "to", {})]
    places = [{"country": stop} for stop in stops if stop]
    return [{"start": a, "end": b, "mode": mode} for a, b in pairwise(places)]


def form_page(values: Values, wrong: Mapping[str, str], today: date) -> dict[str, Any]:
    """The form as it is drawn, with what was typed and a message at each faulty field."""

    def one(name: str, label: str, **more: Any) -> Field:
        return Field(name, label, values.get(name, more.pop("default", "")), fault=wrong.get(name, ""), **more)

    def party(number: int | str, role: str) -> list[Field]:
        stem = f"party-{number}"
        return [
            one(f"{stem}-role", "Role", choices=_ROLES, default=role),
            one(f"{stem}-name", "Name", wide=True),
            one(f"{stem}-country", "Country", size=12),
            one(f"{stem}-seat", "Seat", hint="where constituted", size=12),
        ]

    def item(number: int | str) -> list[Field]:
        stem = f"item-{number}"
        return [
            one(f"{stem}-description", "Description", wide=True),
            one(f"{stem}-hs", "HS code", size=10),
            one(f"{stem}-cas", "CAS number", size=12),
            one(f"{stem}-quantity", "Quantity", size=10),
            one(f"{stem}-parameters", "Parameters", hint="name=value; name=value", wide=True),
        ]

    roles = (Role.EXPORTER.value, Role.END_USER.value)
    parties = max([2, *(number + 1 for number, _ in _rows(values, "party", _PARTY))])
    items = max([1, *(number + 1 for number, _ in _rows(values, "item", _ITEM))])
    return {
        "as_of": values.get("as_of", ""),
        "known_as_of": values.get("known_as_of", ""),
        "days": [
            one("as_of", "As of", hint=f"blank: {today}", size=12),
            one("known_as_of", "Known as of", hint="blank: the same day", size=12),
            one("activity", "Activity", choices=_ACTIVITIES, default=Activity.EXPORT.value),
        ],
        "parties": [party(n, roles[n] if n < len(roles) else Role.OTHER.value) for n in range(parties)],
        "more_party": party("__n__", Role.OTHER.value),
        "items": [item(n) for n in range(items)],
        "more_item": item("__n__"),
        "route": [
            one("from", "From", hint="where the goods lie", size=12),
            one("to", "To", hint="declared destination", size=12),
            one("via", "Via", hint="countries, by comma", size=16),
            one("mode", "By", choices=_MODES),
            one("end_use", "Declared end use", wide=True),
        ],
    }
