"""Predicates 1 to 9: who acts, and by what nexus a law reaches them."""

from __future__ import annotations

from typing import Any

from endgate.law.facts import Fact, Unknown
from endgate.law.scene import Reading, Scene, read, some, unread
from endgate.terms.truth import Truth


def actor_is_legal_person_of(scene: Scene, args: dict[str, Any]) -> Reading:
    """The acting legal person is constituted under law of J; a branch counts as its head, a subsidiary as itself."""
    return scene.country_in("actor.seat", args["J"])


def actor_is_national_of(scene: Scene, args: dict[str, Any]) -> Reading:
    """A natural person who acts has that nationality."""
    return scene.some_country_in("actor.nationality", args["J"])


def actor_is_branch(scene: Scene, args: dict[str, Any]) -> Reading:
    """The acting establishment has no legal personality and lies in the place; F for a subsidiary."""
    return scene.country_in("actor.branch_in", args["in"])


def acts_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """Some act of the deal (contract, goods, staff, payment) happens in J."""
    goods = scene.country_in("goods_location", args["J"])
    if goods.truth is Truth.TRUE:
        return goods
    return _by_place(scene, "actor.acts_in", args["J"])


def actor_is_us_person(scene: Scene, _args: dict[str, Any]) -> Reading:
    """A citizen, resident or entity of the US incl. foreign branches, or anyone in the US."""
    return scene.flag("actor.us_person")


def actor_controlled_by(scene: Scene, args: dict[str, Any]) -> Reading:
    """Owned or controlled by persons of J."""
    return _by_place(scene, "actor.controlled_by", args["J"])


def participates(scene: Scene, _args: dict[str, Any]) -> Reading:
    """The actor sells, brokers, approves, finances, transports or staffs the deal; mere ownership is F."""
    return scene.flag("actor.participates")


def carrier_flag_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """A vessel or aircraft of the deal flies a flag of J."""
    return scene.some_country_in("carrier_flag", args["J"])


def activity_in(scene: Scene, args: dict[str, Any]) -> Reading:
    """What is proposed is one of the set."""
    return scene.words_in("activity", args["set"])


def _by_place(scene: Scene, prefix: str, names: tuple[str, ...]) -> Reading:
    """A yes or no per place: the place itself, a country inside the group, else what ``other`` says of all the rest."""
    readings = []
    for name in scene.places(names):
        named = scene.row.first(f"{prefix}.{name}", f"{prefix}.other")
        key = f"{prefix}.{name}"
        readings.append(unread(named, key) if isinstance(named, Unknown) else read(Truth.of(named.value), named))
    for key, value in scene.row.under(prefix):
        place = key.removeprefix(f"{prefix}.")
        if isinstance(value, Fact) and value.value is True and scene.inside(place, names) is Truth.TRUE:
            readings.append(read(Truth.TRUE, value))
    return some(readings)
