"""Predicates 19 to 24 and 35: what the item is, where it comes from, whether a scope measure reaches it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from endgate.law.facts import Cause, Fact, ListStatus, Principal, Unknown, Value
from endgate.law.reference import Held, Reference
from endgate.law.scene import Reading, Scene, read, some, unread
from endgate.terms.truth import Truth, any_of


def item_kind_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """Goods, software, technology or service."""
    return scene.words_in("item_kind", args["set"])


def item_on(scene: Scene, args: dict[str, Any]) -> Reading:
    """Classified ``listed`` on the version in force at ``as_of``; F only for ``not_listed``, or so by numbers alone."""
    key = f"item_on.{args['list']}"
    value = listed_value(scene, "item_on", args["list"])
    if isinstance(value, Unknown):
        return unread(value, key)
    if value.value is not ListStatus.LISTED:
        return read(Truth.FALSE, value)
    stood = list_stood(scene.reference, args["list"], scene.as_of)
    if stood is not Truth.UNKNOWN:
        return read(stood, value)
    leaf = f"did the list {args['list']} stand on {scene.as_of}?"
    return Reading(stood, "listed", value.sources, Cause.UNDETERMINED, (leaf,), stated_leaves=True)


def list_stood(reference: Reference, name: str, as_of: date) -> Truth:
    """Did a list with dated versions stand on the day? F only before the first of them began."""
    ref = reference.lists.get(name)
    if ref is None or not ref.versions:
        return Truth.TRUE
    intervals = [version.valid.interval for version in ref.versions]
    if all(interval.start.reached(as_of) is Truth.FALSE for interval in intervals):
        return Truth.FALSE
    inside = any_of(interval.contains(as_of) for interval in intervals)
    return inside if inside is Truth.TRUE else Truth.UNKNOWN


def listed_value(scene: Scene, family: str, name: str) -> Value:
    """The value under a list; a part of a list that says nothing itself is off when the whole is."""
    value = scene.row.values.get(f"{family}.{name}")
    if value is not None:
        return value
    ref = scene.reference.lists.get(name)
    if ref is not None and ref.part_of:
        whole = listed_value(scene, family, ref.part_of)
        if isinstance(whole, Fact) and whole.value is ListStatus.LISTED:
            return Unknown(Cause.UNDETERMINED, (f"which part of {ref.part_of}: {name}?",))
        return whole
    if ref is not None and ref.held is Held.NO:
        return Unknown(Cause.NOT_HELD)
    return scene.row.get(f"{family}.{name}")


def item_matches(scene: Scene, args: dict[str, Any]) -> Reading:
    """As ``item_on``, for one named entry."""
    key = f"item_matches.{args['provision']}"
    value = scene.row.get(key)
    if isinstance(value, Unknown):
        return unread(value, key)
    return read(Truth.of(value.value is ListStatus.LISTED), value)


def contains_listed(scene: Scene, args: dict[str, Any]) -> Reading:
    """A listed component is the principal element (or, with ``principal: false``, is there at all)."""
    key = f"contains_listed.{args['list']}"
    value = scene.row.get(key)
    if isinstance(value, Unknown):
        return unread(value, key)
    enough = {Principal.PRINCIPAL} if args["principal"] else {Principal.PRINCIPAL, Principal.PRESENT}
    return read(Truth.of(value.value in enough), value)


def origin_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """The item originates in J."""
    return scene.some_country_in("origin", args["J"])


def content_gt(scene: Scene, args: dict[str, Any]) -> Reading:
    """Controlled content of J is above the percentage."""
    key = f"content.{args['J']}"
    value = scene.row.get(key)
    if isinstance(value, Unknown):
        return unread(value, key)
    return read(Truth.of(value.value > Decimal(args["pct"])), value)


def direct_product_of(scene: Scene, args: dict[str, Any]) -> Reading:
    """The item is a foreign direct product under that rule."""
    return scene.flag(f"direct_product_of.{args['rule']}")


def in_scope(scene: Scene, args: dict[str, Any]) -> Reading:
    """The named SCOPE measure reaches this row."""
    return scene.scope(args["measure"])


def list_requires(scene: Scene, args: dict[str, Any]) -> Reading:
    """The list itself asks a licence for this entry and destination."""
    name = args["list"]
    key = f"list_requires.{name}"
    if key in scene.row.values:
        return scene.flag(key)
    on_list = item_on(scene, {"list": name})
    if on_list.truth is Truth.FALSE:
        return on_list
    return some([on_list]) if on_list.truth is Truth.UNKNOWN else scene.flag(key)
