"""What a predicate sees (one row, two dates, the reference tables) and what it answers (a reading with its cause)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from endgate.law.facts import Cause, Fact, FactRow, Unknown, Value
from endgate.law.reference import Groups, Reference
from endgate.terms.codec import encode
from endgate.terms.truth import Truth


class Reading(NamedTuple):
    """The truth of one atom on one row: value met, sources; where unknown, the cause and the leaves that settle it.

    ``in_play`` matters for knowledge only; ``stated_leaves`` says that the leaves come from a stage, not from a key.
    """

    truth: Truth
    got: str = ""
    sources: tuple[str, ...] = ()
    cause: Cause | None = None
    leaves: tuple[str, ...] = ()
    stated_leaves: bool = False
    in_play: bool = False
    assumed: bool = False
    conditions: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True, eq=False)
class Scene:
    """One row under evaluation. ``scope`` and ``embargo`` answer what depends on other measures.

    ``played`` remembers which propositions are in play.
    """

    row: FactRow
    as_of: date
    known_as_of: date
    reference: Reference
    groups: Groups
    scope: Callable[[str], Reading]
    embargo: Callable[[tuple[str, ...], str], Reading]
    assume: Mapping[str, str] = field(default_factory=dict)
    played: dict[tuple[str, bool], bool] = field(default_factory=dict)

    def places(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names with ``actor`` turned into the State that acts."""
        if "actor" not in names:
            return names
        state = self.row.get("actor.state")
        own = (str(state.value),) if isinstance(state, Fact) else ()
        return tuple(name for name in names if name != "actor") + own

    def inside(self, country: str, names: tuple[str, ...]) -> Truth:
        """Does the country belong to one of the groups or countries named?"""
        return Truth.FALSE if not country else self.groups.member(country, self.places(names))

    def country_in(self, key: str, names: tuple[str, ...]) -> Reading:
        """Is the one country under ``key`` in the groups?"""
        value = self.row.get(key)
        if isinstance(value, Unknown):
            return unread(value, key)
        return self._settled(self.inside(str(value.value), names), value, names)

    def some_country_in(self, key: str, names: tuple[str, ...]) -> Reading:
        """Is some country under ``key`` in the groups?"""
        return self.some_of(self.row.get(key), key, names)

    def some_of(self, value: Value, key: str, names: tuple[str, ...]) -> Reading:
        if isinstance(value, Unknown):
            return unread(value, key)
        countries = value.value if isinstance(value.value, tuple) else (value.value,)
        result = Truth.FALSE
        for country in countries:
            result = result | self.inside(str(country), names)
        return self._settled(result, value, names)

    def _settled(self, truth: Truth, value: Fact, names: tuple[str, ...]) -> Reading:
        reading = read(truth, value)
        if truth is Truth.UNKNOWN:
            leaf = f"Was {shown(value.value)} among {self._titles(names)} on {self.as_of}?"
            return reading._replace(cause=Cause.NOT_HELD, leaves=(leaf,), stated_leaves=True)
        return reading

    def _titles(self, names: tuple[str, ...]) -> str:
        """The groups named, as their titles: a question that names a key answers to nobody."""
        groups = self.reference.groups
        titles = (groups[name].title if name in groups else name for name in names)
        return ", or among ".join(title or name for title, name in zip(titles, names, strict=True))

    def words_in(self, key: str, words: Iterable[str]) -> Reading:
        """Is a word under ``key`` among ``words``?"""
        value = self.row.get(key)
        if isinstance(value, Unknown):
            return unread(value, key)
        have = value.value if isinstance(value.value, tuple) else (value.value,)
        return read(Truth.of(not set(words).isdisjoint(have)), value)

    def flag(self, *keys: str) -> Reading:
        """The yes or no under the first of ``keys`` that is present."""
        value = self.row.first(*keys)
        if isinstance(value, Unknown):
            return unread(value, keys[0])
        return read(Truth.of(bool(value.value)), value)


def read(truth: Truth, value: Fact) -> Reading:
    """A reading of a known value."""
    return Reading(truth, shown(value.value), value.sources)


def unread(value: Unknown, key: str) -> Reading:
    """A reading of a value that is not known; the key is the leaf where the stage named none."""
    leaves = value.leaves or (key,)
    return Reading(
        Truth.UNKNOWN, "", value.sources, value.cause, leaves, stated_leaves=bool(value.leaves), note=value.note
    )


def some(readings: Iterable[Reading]) -> Reading:
    """True when one is; else unknown with all open leaves; else false with what was met."""
    seen = list(readings)
    if len(seen) == 1:
        return seen[0]
    for reading in seen:
        if reading.truth is Truth.TRUE:
            return reading
    unknown = [reading for reading in seen if reading.truth is Truth.UNKNOWN]
    sources = tuple(dict.fromkeys(source for reading in seen for source in reading.sources))
    if unknown:
        leaves = tuple(dict.fromkeys(leaf for reading in unknown for leaf in reading.leaves))
        return unknown[0]._replace(leaves=leaves, sources=sources, cause=_worst(unknown))
    met = dict.fromkeys(reading.got for reading in seen if reading.got)
    return Reading(Truth.FALSE, ", ".join(met), sources)


_WEIGHT = list(Cause)


def _worst(readings: Iterable[Reading]) -> Cause | None:
    """The cause that weighs most: what nobody stated is milder than what a stage left open."""
    causes = [reading.cause for reading in readings if reading.cause is not None]
    return max(causes, key=_WEIGHT.index, default=None)


def shown(value: Any) -> str:
    """A value for people."""
    if value.__class__ is str:
        return value or "none"
    if isinstance(value, tuple):
        return ", ".join(shown(each) for each in value) or "none"
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, str):  # a word of a vocabulary
        return str.__str__(value) or "none"
    if value is None:
        return "none"
    plain = encode(value)
    if isinstance(plain, dict):
        return ", ".join(f"{key} {each}" for key, each in plain.items()) or "none"
    return str(plain)
