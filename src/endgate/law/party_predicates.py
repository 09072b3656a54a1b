"""Predicates 25 to 28 and 30: designations, shares, classes of parties, end use, red flags."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from endgate.law.facts import Cause, Fact, Unknown, Value
from endgate.law.reference import Held
from endgate.law.scene import Reading, Scene, read, some, unread
from endgate.shipment.model import PartyClass, Role
from endgate.terms.truth import Truth


def party_designated(scene: Scene, args: dict[str, Any]) -> Reading:
    """A confirmed match: a party in those roles is listed directly, or reached as that list's law says."""
    roles = args.get("roles") or tuple(role.value for role in Role)
    cells = ((role, reach) for role in roles for reach in args["reach"])
    return some(_designated(scene, args["list"], role, reach) for role, reach in cells)


def _designated(scene: Scene, name: str, role: str, reach: str) -> Reading:
    key = f"party_designated.{name}.{role}"
    value = _first(scene, name, f"{key}.{reach}", key, f"party_designated.{name}")
    if isinstance(value, Unknown):
        # Who fills a role is one question, however many lists wait for the answer.
        return unread(value, f"party.{role}" if value.cause is Cause.NOT_STATED else key)
    reached = value.value if isinstance(value.value, bool) else reach in value.value
    return Reading(Truth.of(reached), f"{role} {reach}" if reached else "", value.sources)


def _first(scene: Scene, name: str, *keys: str) -> Value:
    for key in keys:
        if key in scene.row.values:
            return scene.row.values[key]
    ref = scene.reference.lists.get(name)
    if ref is not None and ref.part_of and name != ref.part_of:
        whole = [key.replace(f".{name}", f".{ref.part_of}", 1) for key in keys]
        value = _first(scene, ref.part_of, *whole)
        return _not_more(value, name)
    if ref is not None and ref.held is Held.NO:
        return Unknown(Cause.NOT_HELD)
    return scene.row.first(*keys)


def _not_more(value: Value, part: str) -> Value:
    """What the whole list says of its part: nothing reached there, nothing here; else it must be looked at."""
    if isinstance(value, Fact) and value.value:
        return Unknown(Cause.UNDETERMINED, (f"does the listing fall under {part}?",), sources=value.sources)
    return value


def owned_ge(scene: Scene, args: dict[str, Any]) -> Reading:
    """The lower bound of the (aggregated) share reaches the percentage; F if the upper bound stays below it."""
    prefix = f"owned_ge.{args['list']}"
    kind = "aggregate" if args["aggregate"] else "single"
    value = scene.row.first(f"{prefix}.{kind}", prefix)
    if isinstance(value, Unknown):
        return unread(value, prefix)
    pct, share = Decimal(args["pct"]), value.value
    truth = Truth.TRUE if share.low >= pct else Truth.FALSE if share.high < pct else Truth.UNKNOWN
    return Reading(truth, f"{share.low}..{share.high} %", value.sources, Cause.UNDETERMINED, (prefix,))


def party_class_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """A party is of such a class by a confirmed fact; F only where ``civil`` rules the others out."""
    if args.get("roles"):
        return some(_class_of(scene, role, args["set"]) for role in args["roles"])
    return some(_classes(scene, args["set"]))


def _classes(scene: Scene, words: tuple[str, ...]) -> Iterator[Reading]:
    roles = [key.removeprefix("party_class.") for key, _ in scene.row.under("party_class")]
    for role in roles or [Role.END_USER.value]:
        yield _class_of(scene, role, words)


def _class_of(scene: Scene, role: str, words: tuple[str, ...]) -> Reading:
    key = f"party_class.{role}"
    value = scene.row.first(key, "party_class.other")
    if isinstance(value, Unknown):
        return unread(value, key)
    if not set(words).isdisjoint(value.value):
        return read(Truth.TRUE, value)
    if not value.value or PartyClass.CIVIL in value.value:
        return read(Truth.FALSE, value)
    return unread(Unknown(Cause.NOT_STATED, sources=value.sources), key)


def end_use_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """A confirmed end use is in the set."""
    return scene.words_in("end_use", args["set"])


def red_flag_open(scene: Scene, args: dict[str, Any]) -> Reading:
    """Such a flag is open at ``known_as_of``."""
    return some(scene.flag(f"red_flag.{name}") for name in args["ids"])
