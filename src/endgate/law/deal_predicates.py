"""Predicates 10 to 18 and 29: places of the deal, the contract, its value, embargoes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from endgate.law.facts import Cause, Fact, Unknown
from endgate.law.scene import Reading, Scene, read, some, unread
from endgate.terms.truth import Truth

CONVERSION_MARGIN = Decimal("0.02")
"""A converted value this near to a bound settles nothing (specification, predicate 17)."""


def exports_from(scene: Scene, args: dict[str, Any]) -> Reading:
    """Goods leave the territory under this deal (of a union: its customs territory); F for goods elsewhere."""
    return some(_leaves(scene, name) for name in scene.places(args["territory"]))


def _leaves(scene: Scene, name: str) -> Reading:
    key = f"exports_from.{name}"
    if key in scene.row.values:
        return scene.flag(key)
    inside = scene.country_in("goods_location", (name,))
    if inside.truth is not Truth.TRUE:
        return inside
    stays = scene.country_in("destination", (name,))
    return Reading(~stays.truth, inside.got, inside.sources, stays.cause, stays.leaves)


def transits(scene: Scene, args: dict[str, Any]) -> Reading:
    """The route passes J without entering its market."""
    readings = [scene.flag(f"transits.{name}", "transits.other") for name in scene.places(args["J"])]
    passed = [
        read(Truth.TRUE, value)
        for key, value in scene.row.under("transits")
        if isinstance(value, Fact) and value.value is True
        if scene.inside(key.removeprefix("transits."), args["J"]) is Truth.TRUE
    ]
    return some([*readings, *passed])


def destination_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """The final destination of the view is in the group."""
    return scene.country_in("destination", args["group"])


def buyer_country_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """The purchasing party is established there."""
    return scene.some_country_in("buyer_country", args["group"])


def for_use_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """The place of use, or the end user's place, is in the group."""
    return scene.some_country_in("use_country", args["group"])


def party_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """A party in those roles is established in, or a national of, the group."""
    keys = [f"party_country.{role}" for role in args["roles"]]
    return some(scene.some_of(scene.row.first(key, "party_country.other"), key, args["group"]) for key in keys)


def contract_before(scene: Scene, args: dict[str, Any]) -> Reading:
    """The contract was concluded before the day."""
    value = scene.row.get("contract_date")
    if isinstance(value, Unknown):
        return unread(value, "contract_date")
    before = value.value.before(date.fromisoformat(args["date"]))
    return Reading(before, str(value.value), value.sources, Cause.NOT_STATED, ("contract_date",))


def value_le(scene: Scene, args: dict[str, Any]) -> Reading:
    """The value is at most the amount; a converted one near the bound settles nothing, a stated one always does."""
    key, bound = f"value.{args['scope']}", Decimal(args["amount"])
    stated = scene.row.get(key)
    if isinstance(stated, Unknown):
        return unread(stated, key)
    if stated.value.currency == args["currency"]:
        return read(Truth.of(stated.value.amount <= bound), stated)
    converted = scene.row.get(f"{key}.{args['currency']}")
    if isinstance(converted, Unknown):
        return Reading(Truth.UNKNOWN, "", stated.sources, Cause.NOT_HELD, (f"{key} in {args['currency']}",))
    amount = converted.value.amount
    if abs(amount - bound) <= bound * CONVERSION_MARGIN:
        return Reading(
            Truth.UNKNOWN, str(amount), converted.sources, Cause.UNDETERMINED, (f"{key} in {args['currency']}",)
        )
    return read(Truth.of(amount <= bound), converted)


def hs_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """The declarant's HS code falls in the ranges; a code guessed by us is unknown, with a hint."""
    value = scene.row.get("hs")
    if isinstance(value, Unknown):
        return unread(value, "hs")
    code = hs_digits(value.value)
    truth = Truth.FALSE
    for each in args["ranges"]:
        truth = truth | in_range(code, each)
    return Reading(truth, code, value.sources, Cause.NOT_STATED, ("hs",))


def hs_digits(raw: Any) -> str:
    """The digits of an HS code, as they are compared."""
    code = str(raw)
    return code if code.isdigit() else "".join(digit for digit in code if digit.isdigit())


def in_range(code: str, each: str) -> Truth:
    """Does a code fall under a prefix or a range of prefixes? A code too short to tell is unknown."""
    low, _, high = each.partition("-")
    high = high or low
    if len(code) >= len(low):
        return Truth.of(low <= code[: len(low)] <= high)
    return Truth.UNKNOWN if low[: len(code)] <= code <= high[: len(code)] else Truth.FALSE


def arms_embargo(scene: Scene, args: dict[str, Any]) -> Reading:
    """A measure tagged ``arms_embargo`` of those authorities is in force for the destination or the buyer."""
    keys = {"destination": "destination", "buyer": "buyer_country", "use": "use_country"}
    readings = []
    for name in args["on"]:
        value = scene.row.get(keys[name])
        if isinstance(value, Unknown):
            readings.append(unread(value, keys[name]))
            continue
        countries = value.value if isinstance(value.value, tuple) else (value.value,)
        readings += [scene.embargo(args["by"], str(country)) for country in countries]
    return some(readings)
