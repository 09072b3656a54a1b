"""What predicates look up beside the row: dated country groups, lists, propositions, authorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from endgate.law.valid import Valid
from endgate.terms.dates import Day, Interval
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Member:
    """A country or a group inside a group, with the days between which it belongs to it (half-open)."""

    code: str
    valid: Interval | None = None

    @classmethod
    def from_json(cls, raw: Any) -> Member:
        """Read ``DE`` or ``{code: HR, from: 2013-07-01, to: …}``. Raises ValueError."""
        if isinstance(raw, str):
            return cls(raw)
        if not isinstance(raw, dict) or not isinstance(raw.get("code"), str) or set(raw) - {"code", "from", "to"}:
            raise ValueError(f"{raw!r} is not a code (quote NO) or {{code, from, to}}")
        ends = {key: raw[key] for key in ("from", "to") if key in raw}
        return cls(raw["code"], Valid.from_json(ends).interval if ends else None)

    def to_json(self) -> Any:
        if self.valid is None:
            return self.code
        return {"code": self.code, **Valid(self.valid).to_json()}

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        dated = {
            "type": "object",
            "required": ["code"],
            "properties": {"code": {"type": "string"}, "from": {}, "to": {}},
        }
        return {"anyOf": [{"type": "string"}, dated | {"additionalProperties": False}]}


@dataclass(frozen=True)
class GroupVersion:
    """The members of a group during one interval."""

    valid: Valid
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Group:
    """A named set of countries. Members without dates stand from ``attested`` on; before it they are not known."""

    id: str
    members: tuple[Member, ...] = ()
    versions: tuple[GroupVersion, ...] = ()
    title: str = ""
    attested: Day | None = None
    source: str = ""
    interpretation: str = ""
    note: str = ""

    def on(self, day: date) -> tuple[tuple[Member, ...], bool]:
        """Members on ``day``, and whether the membership of that day is known."""
        if not self.versions:
            dated = all(member.valid is not None for member in self.members)
            return self.members, dated or self.attested is None or self.attested <= day
        for version in self.versions:
            if version.valid.interval.contains(day) is Truth.TRUE:
                return version.members, True
        return tuple(each for version in self.versions for each in version.members), False


class Held(StrEnum):
    """How much of a list an edition can hold."""

    FULL = "full"
    PARTIAL = "partial"
    NO = "no"


class ListKind(StrEnum):
    """Lists of items and lists of parties."""

    ITEM = "item"
    PARTY = "party"


@dataclass(frozen=True)
class ListVersion:
    """One version of a list with its interval."""

    valid: Valid
    goods: str = ""
    note: str = ""


@dataclass(frozen=True)
class ListRef:
    """A list that measures refer to, and how it maps to what ``goods/`` and ``lists/`` hold.

    ``examples``: its names are examples of a rule that reaches others by what one knows of them, so that a party that
    is not among the names that are held is not named.
    """

    id: str
    kind: ListKind = ListKind.ITEM
    title: str = ""
    goods: str = ""
    sources: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    except_programmes: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    examples: bool = False
    held: Held = Held.NO
    part_of: str = ""
    versions: tuple[ListVersion, ...] = ()
    citation: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Proposition:
    """Something an actor can know, be told of, or a State can determine."""

    id: str
    says: str = ""
    programmes: tuple[str, ...] = ()
    in_play_destinations: tuple[Member, ...] = ()


@dataclass(frozen=True)
class AuthorityRef:
    """An authority; ``acts_as`` names the offices of another law that its letters and licences fill."""

    id: str
    title: str = ""
    country: str = ""
    acts_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """All of them by id."""

    groups: Mapping[str, Group] = field(default_factory=dict)
    lists: Mapping[str, ListRef] = field(default_factory=dict)
    propositions: Mapping[str, Proposition] = field(default_factory=dict)
    authorities: Mapping[str, AuthorityRef] = field(default_factory=dict)

    def acting_as(self, office: str) -> tuple[str, ...]:
        """The office itself and every authority that fills it."""
        return (office, *(a.id for a in self.authorities.values() if office in a.acts_as))


class Groups:
    """The groups as they stand on one day; each is resolved once."""

    def __init__(self, groups: Mapping[str, Group], day: date) -> None:
        self._groups = groups
        self._day = day
        self._resolved: dict[str, tuple[frozenset[str], frozenset[str], bool]] = {}

    def member(self, country: str, names: tuple[str, ...]) -> Truth:
        """Does ``country`` belong to one of the groups (or is it one of the countries) named?"""
        unsure = False
        for name in names:
            if name == country:
                return Truth.TRUE
            if name not in self._groups:
                continue
            sure, possible, known = self._resolve(name)
            if known and country in sure:
                return Truth.TRUE
            unsure = unsure or not known or country in possible
        return Truth.UNKNOWN if unsure else Truth.FALSE

    def countries(self, name: str) -> frozenset[str]:
        """Every country that belongs or may belong to the group on the day; the country itself for a code."""
        if name not in self._groups:
            return frozenset((name,))
        sure, possible, _ = self._resolve(name)
        return sure | possible

    def _resolve(self, name: str) -> tuple[frozenset[str], frozenset[str], bool]:
        if name not in self._resolved:
            self._resolved[name] = (frozenset(), frozenset(), True)  # ends a group that contains itself
            self._resolved[name] = self._members(self._groups[name])
        return self._resolved[name]

    def _members(self, group: Group) -> tuple[frozenset[str], frozenset[str], bool]:
        members, known = group.on(self._day)
        sure: set[str] = set()
        possible: set[str] = set()
        for member in members:
            inside = Truth.TRUE if member.valid is None else member.valid.contains(self._day)
            if inside is Truth.FALSE:
                continue
            below, maybe, below_known = (frozenset((member.code,)), frozenset[str](), True)
            if member.code in self._groups:
                below, maybe, below_known = self._resolve(member.code)
            (sure if inside is Truth.TRUE else possible).update(below)
            possible |= maybe
            known = known and below_known
        return frozenset(sure), frozenset(possible), known
