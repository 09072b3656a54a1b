"""Predicates 31 to 34: authorisations, what the actor knows, what it was told, what a State determined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from endgate.law.facts import Cause, Fact, Unknown, Value
from endgate.law.scene import Reading, Scene, read, shown, some, unread
from endgate.shipment.knowledge import Grade, Knowledge
from endgate.terms.dates import Day
from endgate.terms.truth import Truth


def authorised(scene: Scene, args: dict[str, Any]) -> Reading:
    """A licence on file or claimed covers the line; none on file or claimed is F, and nothing is assumed used."""
    offices = scene.reference.acting_as(args["authority"])
    return some(_licence(scene, office, args.get("scope")) for office in offices)


def _licence(scene: Scene, office: str, scope: str | None) -> Reading:
    key = f"authorised.{office}"
    keys = [key, "authorised"] if scope is None else [f"{key}.{scope}", key, "authorised"]
    value = scene.row.first(*keys)
    if isinstance(value, Unknown):
        return unread(value, keys[0])
    if value.value is None:
        return Reading(Truth.FALSE, "none claimed or on file", value.sources)
    return Reading(Truth.TRUE, ", ".join(value.value.ids), value.sources, conditions=value.value.conditions)


def knows(scene: Scene, args: dict[str, Any]) -> Reading:
    """The actor holds the proposition at that grade or above on ``as_of``, by records of ``known_as_of``."""
    proposition, wanted = args["proposition"], Grade(args["at_least"])
    key = f"knows.{proposition}"
    value = scene.row.get(key)
    if isinstance(value, Unknown):
        return _left_open(scene, unread(value, key), proposition, "knowledge")
    records = [each for each in value.value.records if _stands(scene, each.since, each.recorded())]
    closed = {each.closes for each in records if each.closes}
    held = [each for each in records if each.id not in closed]
    grade = max((each.grade for each in held), key=lambda each: each.rank, default=Grade.NONE)
    if grade.rank >= wanted.rank:
        return replace(read(Truth.TRUE, Fact(grade.value, _basis(held) + value.sources)), in_play=True)
    if any(each.grade is Grade.RED_FLAG and not _weighed(each, records) for each in held):
        flag = f"review of the red flags on {proposition}"
        return Reading(Truth.UNKNOWN, grade.value, _basis(held), Cause.UNDETERMINED, (flag,), in_play=True)
    asked = [each for each in value.value.asked if _stands(scene, each.on, each.recorded())]
    if asked or any(each.grade is not Grade.RED_FLAG for each in records):
        return read(Truth.FALSE, Fact(grade.value, _basis(records) + value.sources))
    return _left_open(scene, unread(Unknown(Cause.NOT_STATED), key), proposition, "knowledge")


def _stands(scene: Scene, day: Day, recorded: Day) -> bool:
    return day <= scene.as_of and recorded <= scene.known_as_of


def _basis(records: list[Knowledge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for each in records for source in each.basis))


def _weighed(flag: Knowledge, records: list[Knowledge]) -> bool:
    """Has a recorded human act of the flag's day or later looked at it? A flag never weighs a flag."""
    return any(each.grade is not Grade.RED_FLAG and each.recorded() >= flag.recorded() for each in records)


def informed(scene: Scene, args: dict[str, Any]) -> Reading:
    """A notice of that authority to this actor, dated no later than ``as_of``, covers the item or the end user."""
    proposition = args["proposition"]
    prefix = f"informed.{proposition}"
    by = args.get("by")
    found: list[tuple[str, Value]]
    if by is None:
        found = list(scene.row.under(prefix))
    else:
        keys = [f"{prefix}.{office}" for office in scene.reference.acting_as(by)]
        found = [(key, scene.row.values[key]) for key in keys if key in scene.row.values]
    fallback = scene.row.values.get(f"{prefix}.other")
    if not found and fallback is not None:
        found = [(f"{prefix}.other", fallback)]
    if not found:
        found = [(f"{prefix}.{by or 'any'}", Unknown(Cause.NOT_STATED))]
    reading = some(_letters(scene, key, value) for key, value in found)
    return reading if reading.truth is not Truth.UNKNOWN else _left_open(scene, reading, proposition, "informed")


def _letters(scene: Scene, key: str, value: Value) -> Reading:
    if isinstance(value, Unknown):
        return unread(value, key)
    letters = [each for each in value.value.letters if _stands(scene, each.on, each.recorded())]
    if letters:
        return replace(read(Truth.TRUE, Fact(letters[0].on, value.sources)), in_play=True)
    return Reading(Truth.FALSE, "no letter", value.sources)


def state_determined(scene: Scene, args: dict[str, Any]) -> Reading:
    """A recorded determination of that State; F for a recorded refusal or where the proposition is not in play."""
    proposition = args["proposition"]
    return some(_decision(scene, proposition, state) for state in scene.places((args["by"],)))


def _decision(scene: Scene, proposition: str, state: str) -> Reading:
    key = f"state_determined.{proposition}.{state}"
    value = scene.row.get(key)
    if isinstance(value, Fact) and _decided(scene, value):
        return read(Truth.of(value.value.holds), Fact(shown(value.value.holds), value.sources))
    if isinstance(value, Unknown) and value.cause is not Cause.NOT_STATED:
        return replace(unread(value, key), in_play=True)
    if not in_play(scene, proposition, by_destination=False):
        return Reading(Truth.FALSE, "not in play")
    cause = value if isinstance(value, Unknown) else Unknown(Cause.NOT_STATED)
    return _assumed(scene, replace(unread(cause, key), in_play=True), "knowledge")


def _decided(scene: Scene, value: Fact) -> bool:
    on, known = value.value.on, value.value.known_from
    recorded = on if known is None else known
    return (on is None or on <= scene.as_of) and (recorded is None or recorded <= scene.known_as_of)


def in_play(scene: Scene, proposition: str, *, by_destination: bool) -> bool:
    """Is the proposition in question for this deal: a flag, claim or record, a near miss, or (if asked) the place?"""
    said = scene.row.get(f"in_play.{proposition}")
    if isinstance(said, Unknown) or said.value:
        return True
    known = scene.row.get(f"knows.{proposition}")
    if isinstance(known, Fact) and any(r.grade is not Grade.NONE for r in _open_records(scene, known)):
        return True
    ref = scene.reference.propositions.get(proposition)
    if ref is None:
        return False
    near = scene.row.get("item_near_miss.programmes")
    if isinstance(near, Unknown) or not set(near.value).isdisjoint(ref.programmes):
        return True
    destination = scene.row.get("destination")
    if not by_destination or isinstance(destination, Unknown):
        return False
    places = [each for each in ref.in_play_destinations if _belongs(scene, each.valid)]
    return any(scene.inside(str(destination.value), (place.code,)) is not Truth.FALSE for place in places)


def _belongs(scene: Scene, valid: Any) -> bool:
    return valid is None or valid.contains(scene.as_of) is not Truth.FALSE


def _open_records(scene: Scene, value: Fact) -> list[Knowledge]:
    records = [each for each in value.value.records if _stands(scene, each.since, each.recorded())]
    closed = {each.closes for each in records if each.closes}
    return [each for each in records if each.id not in closed]


def _left_open(scene: Scene, reading: Reading, proposition: str, kind: str) -> Reading:
    return _assumed(scene, replace(reading, in_play=in_play(scene, proposition, by_destination=True)), kind)


def _assumed(scene: Scene, reading: Reading, kind: str) -> Reading:
    """Settle an open leaf where the caller assumed so (``--assume informed=no,knowledge=none``); always marked."""
    if kind not in scene.assume:
        return reading
    return replace(reading, truth=Truth.FALSE, assumed=True, got=f"assumed {kind}={scene.assume[kind]}", cause=None)
