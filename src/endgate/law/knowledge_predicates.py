"""Predicates 31 to 34: authorisations, what the actor knows, what it was told, what a State determined."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, NamedTuple

from endgate.law.facts import Cause, Determined, Fact, FactRow, Knowing, Unknown, Value
from endgate.law.scene import Reading, Scene, read, shown, some, unread
from endgate.shipment.knowledge import Grade, Knowledge
from endgate.terms.dates import Day
from endgate.terms.truth import Truth


def authorised(scene: Scene, args: dict[str, Any]) -> Reading:
    """A licence on file or claimed covers the line; none on file or claimed is F, and nothing is assumed used."""
    if unlicensed(scene.row):
        return NO_LICENCE
    offices = scene.reference.acting_as(args["authority"])
    return some(_licence(scene, office, args.get("scope")) for office in offices)


NO_LICENCE = Reading(Truth.FALSE, "none claimed or on file")


def unlicensed(row: FactRow) -> bool:
    """Does the row say nothing of licences? Then none is on file, whoever would have issued it."""
    return not row.under("authorised") and "authorised" not in row.values


def _licence(scene: Scene, office: str, scope: str | None) -> Reading:
    key = f"authorised.{office}"
    keys = [key, "authorised"] if scope is None else [f"{key}.{scope}", key, "authorised"]
    value = scene.row.first(*keys)
    if isinstance(value, Unknown):
        return unread(value, keys[0])
    if value.value is None:
        return NO_LICENCE._replace(sources=value.sources)
    return Reading(Truth.TRUE, ", ".join(value.value.ids), value.sources, conditions=value.value.conditions)


def knows(scene: Scene, args: dict[str, Any]) -> Reading:
    """The actor holds the proposition at that grade or above on ``as_of``, by records of ``known_as_of``."""
    proposition, wanted = args["proposition"], _GRADES[args["at_least"]]
    key = f"knows.{proposition}"
    value = scene.row.get(key)
    if isinstance(value, Unknown):
        return _left_open(scene, unread(value, key), proposition, "knowledge")
    known = known_on(scene.row, key, value.value, scene.as_of, scene.known_as_of)
    result = known.of(wanted)
    if result is Weighing.HELD:
        return Reading(Truth.TRUE, known.grade.value, _basis(known.held) + value.sources, in_play=True)
    if result is Weighing.FLAGGED:
        flag, basis = f"review of the red flags on {proposition}", _basis(known.held)
        return Reading(Truth.UNKNOWN, known.grade.value, basis, Cause.UNDETERMINED, (flag,), in_play=True)
    if result is Weighing.ASKED:
        return Reading(Truth.FALSE, known.grade.value, _basis(known.records) + value.sources)
    return _left_open(scene, unread(Unknown(Cause.NOT_STATED), key), proposition, "knowledge")


class Weighing(Enum):
    """What the records of one proposition say of a wanted grade."""

    HELD = "held"
    FLAGGED = "a red flag nobody weighed"
    ASKED = "asked, or weighed, and less"
    OPEN = "nothing stated"


class Known(NamedTuple):
    """The records of the day, those that nothing closed, the highest grade among these, and what is said of others."""

    grade: Grade
    others: Weighing
    records: tuple[Knowledge, ...]
    held: tuple[Knowledge, ...]

    def of(self, wanted: Grade) -> Weighing:
        """Is that grade held? No arithmetic turns flags into a higher grade."""
        return Weighing.HELD if _RANKS[self.grade] >= _RANKS[wanted] else self.others


def known_on(row: FactRow, key: str, knowing: Knowing, as_of: Day, known_as_of: Day) -> Known:
    """What the row's records under a key say on ``as_of``, by those of ``known_as_of``; worked out once for the row."""
    asked = (key, as_of, known_as_of)
    found: Known | None = row.remembered.get(asked)
    if found is None:
        found = row.remembered[asked] = _weigh(knowing, as_of, known_as_of)
    return found


def _weigh(knowing: Knowing, as_of: Day, known_as_of: Day) -> Known:
    records = tuple([each for each in knowing.records if stands(as_of, known_as_of, each.since, each.recorded())])
    closed = {each.closes for each in records if each.closes}
    held = tuple([each for each in records if each.id not in closed])
    grade = max([each.grade for each in held], key=_RANKS.__getitem__, default=Grade.NONE)
    flags = [each for each in held if each.grade is Grade.RED_FLAG]
    if flags and not all(_weighed(each, records) for each in flags):
        return Known(grade, Weighing.FLAGGED, records, held)
    asked = any(stands(as_of, known_as_of, each.on, each.recorded()) for each in knowing.asked)
    settled = asked or any(each.grade is not Grade.RED_FLAG for each in records)
    return Known(grade, Weighing.ASKED if settled else Weighing.OPEN, records, held)


_RANKS = {grade: grade.rank for grade in Grade}
_GRADES = {grade.value: grade for grade in Grade}


def stands(as_of: Day, known_as_of: Day, day: Day, recorded: Day) -> bool:
    """Did something of that day exist on ``as_of``, by what was on record on ``known_as_of``?"""
    return day <= as_of and recorded <= known_as_of


def _basis(records: Iterable[Knowledge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for each in records for source in each.basis))


def _weighed(flag: Knowledge, records: Iterable[Knowledge]) -> bool:
    """Has a recorded human act of the flag's day or later looked at it? A flag never weighs a flag."""
    since = flag.recorded()
    return bool([each for each in records if each.grade is not Grade.RED_FLAG and each.recorded() >= since])


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
    letters = [each for each in value.value.letters if stands(scene.as_of, scene.known_as_of, each.on, each.recorded())]
    if letters:
        return Reading(Truth.TRUE, shown(letters[0].on), value.sources, in_play=True)
    return Reading(Truth.FALSE, "no letter", value.sources)


def state_determined(scene: Scene, args: dict[str, Any]) -> Reading:
    """A recorded determination of that State; F for a recorded refusal or where the proposition is not in play."""
    proposition = args["proposition"]
    states = [each for name in scene.places((args["by"],)) for each in _deciding(scene, proposition, name)]
    return some(_decision(scene, proposition, state) for state in states)


def _deciding(scene: Scene, proposition: str, name: str) -> tuple[str, ...]:
    """Who speaks for a State or a union: itself where it is on record or no member is, else the members on record."""
    prefix = f"state_determined.{proposition}."
    if prefix + name in scene.row.values:
        return (name,)
    recorded = (key.removeprefix(prefix) for key, _ in scene.row.under(prefix.removesuffix(".")))
    return tuple(each for each in recorded if scene.inside(each, (name,)) is Truth.TRUE) or (name,)


def _decision(scene: Scene, proposition: str, state: str) -> Reading:
    key = f"state_determined.{proposition}.{state}"
    value = scene.row.get(key)
    if isinstance(value, Fact) and decided(value.value, scene.as_of, scene.known_as_of):
        return read(Truth.of(value.value.holds), Fact(value.value.holds, value.sources))
    if isinstance(value, Unknown) and value.cause is not Cause.NOT_STATED:
        return unread(value, key)._replace(in_play=True)
    if not in_play(scene, proposition, by_destination=False):
        return Reading(Truth.FALSE, "not in play")
    cause = value if isinstance(value, Unknown) else Unknown(Cause.NOT_STATED)
    return _assumed(scene, unread(cause, key)._replace(in_play=True), "knowledge")


def decided(decision: Determined, as_of: Day, known_as_of: Day) -> bool:
    """Had the State decided by ``as_of``, and was it on record by ``known_as_of``?"""
    on, known = decision.on, decision.known_from
    recorded = on if known is None else known
    return (on is None or on <= as_of) and (recorded is None or recorded <= known_as_of)


def in_play(scene: Scene, proposition: str, *, by_destination: bool) -> bool:
    """Is the proposition in question for this deal: a flag, claim or record, a near miss, or (if asked) the place?"""
    asked = (proposition, by_destination)
    if asked not in scene.played:
        scene.played[asked] = _is_flagged(scene, proposition) or (by_destination and _is_place_of(scene, proposition))
    return scene.played[asked]


def _is_flagged(scene: Scene, proposition: str) -> bool:
    said = scene.row.get(f"in_play.{proposition}")
    if isinstance(said, Unknown) or said.value:
        return True
    key = f"knows.{proposition}"
    known = scene.row.get(key)
    if isinstance(known, Fact):
        held = known_on(scene.row, key, known.value, scene.as_of, scene.known_as_of).held
        if any(each.grade is not Grade.NONE for each in held):
            return True
    ref = scene.reference.propositions.get(proposition)
    if ref is None:
        return False
    near = scene.row.get("item_near_miss.programmes")
    return isinstance(near, Unknown) or not set(near.value).isdisjoint(ref.programmes)


def _is_place_of(scene: Scene, proposition: str) -> bool:
    ref = scene.reference.propositions.get(proposition)
    destination = scene.row.get("destination")
    if ref is None or isinstance(destination, Unknown):
        return False
    places = [each for each in ref.in_play_destinations if _belongs(scene, each.valid)]
    return any(scene.inside(str(destination.value), (place.code,)) is not Truth.FALSE for place in places)


def _belongs(scene: Scene, valid: Any) -> bool:
    return valid is None or valid.contains(scene.as_of) is not Truth.FALSE


def _left_open(scene: Scene, reading: Reading, proposition: str, kind: str) -> Reading:
    played = in_play(scene, proposition, by_destination=True)
    return _assumed(scene, reading._replace(in_play=True) if played else reading, kind)


def _assumed(scene: Scene, reading: Reading, kind: str) -> Reading:
    """Settle an open leaf where the caller assumed so (``--assume informed=no,knowledge=none``); always marked."""
    if kind not in scene.assume:
        return reading
    return reading._replace(truth=Truth.FALSE, assumed=True, got=f"assumed {kind}={scene.assume[kind]}", cause=None)
