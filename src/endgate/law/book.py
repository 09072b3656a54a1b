"""The compiled law, opened from one plain document. Needs no YAML; ``compile.py`` makes the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from endgate.law.errors import STALE_BOOK, LawError
from endgate.law.model import Binds, Event, Instrument, Measure, Suspension
from endgate.law.reference import AuthorityRef, Group, ListRef, Proposition, Reference
from endgate.terms.codec import decode

BOOK_SCHEMA = "endgate.law-book/1"

UNITED_NATIONS = "UN"
"""The jurisdiction whose measures bind States first and reach private actors through them."""


class LawBook:
    """The compiled law. Each measure is decoded when first asked for, so that opening is cheap. Never changes."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.digest: str = document.get("digest", "")
        self._document = document
        self._raw = {raw["id"]: raw for raw in document["measures"]}
        self._measures: dict[str, Measure] = {}
        self._asked: dict[tuple[str, str], tuple[str, ...]] = {}

    @classmethod
    def load(cls, document: Mapping[str, Any]) -> LawBook:
        """Open a compiled document. Raises LawError (EG6018) for another schema."""
        if document.get("schema") != BOOK_SCHEMA:
            raise LawError(STALE_BOOK.at("law.json", f"schema is {document.get('schema')!r}, not {BOOK_SCHEMA!r}"))
        return cls(document)

    def measure(self, measure_id: str) -> Measure:
        """The measure of that id. Raises KeyError."""
        if measure_id not in self._measures:
            self._measures[measure_id] = decode(Measure, self._raw[measure_id])
        return self._measures[measure_id]

    def asked(self, predicate: str, argument: str) -> tuple[str, ...]:
        """Every word that some measure gives to that argument of that predicate, in order of first use."""
        key = (predicate, argument)
        if key not in self._asked:
            self._asked[key] = tuple(dict.fromkeys(_words(self._document["measures"], predicate, argument)))
        return self._asked[key]

    def __contains__(self, measure_id: object) -> bool:
        return measure_id in self._raw

    @property
    def ids(self) -> tuple[str, ...]:
        """Every measure, stubs included, in order of id."""
        return tuple(self._raw)

    def measures(self) -> tuple[Measure, ...]:
        return tuple(self.measure(each) for each in self._raw)

    @cached_property
    def by_jurisdiction(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the measures with a version, by the jurisdiction whose law they are."""
        index: dict[str, list[str]] = {}
        for raw in self._raw.values():
            if raw.get("versions"):
                index.setdefault(raw["jurisdiction"], []).append(raw["id"])
        return {key: tuple(ids) for key, ids in index.items()}

    def binding(self, kind: Binds, jurisdictions: Iterable[str]) -> tuple[str, ...]:
        """Ids of the measures of those jurisdictions, and of those that reach everybody, which bind such actors."""
        ids = {each for name in jurisdictions for each in self.by_jurisdiction.get(name, ())}
        if kind is Binds.PRIVATE:
            ids.update(each for reaching in self.reaching.values() for each in reaching)
        return tuple(sorted(each for each in ids if self._raw[each]["binds"] == kind))

    @cached_property
    def speaking_to_states(self) -> frozenset[str]:
        """Neither countries nor unions of countries with law of their own: their measures speak to every State."""
        return frozenset(
            name
            for name in self.by_jurisdiction
            if name == UNITED_NATIONS or (len(name) != 2 and name not in self.reference.groups)
        )

    @cached_property
    def reaching(self) -> Mapping[str, tuple[str, ...]]:
        """Ids by class of the measures that reach actors outside their jurisdiction: SCOPE, SANCTIONS_EXPOSURE."""
        found: dict[str, list[str]] = {"SCOPE": [], "SANCTIONS_EXPOSURE": []}
        for raw in self._raw.values():
            if raw.get("versions") and raw["then"]["class"] in found:
                found[raw["then"]["class"]].append(raw["id"])
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def stubs(self) -> tuple[str, ...]:
        """Ids of the measures without a version: not encoded, never evaluated."""
        return tuple(raw["id"] for raw in self._raw.values() if not raw.get("versions"))

    @cached_property
    def tagged_embargo(self) -> tuple[str, ...]:
        return tuple(raw["id"] for raw in self._raw.values() if "arms_embargo" in raw.get("tags", ()))

    @cached_property
    def implementing(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the measures that implement a measure, by its id."""
        index: dict[str, list[str]] = {}
        for raw in self._raw.values():
            for target in raw.get("implements", ()):
                index.setdefault(target, []).append(raw["id"])
        return {key: tuple(ids) for key, ids in index.items()}

    @cached_property
    def reference(self) -> Reference:
        document = self._document
        return Reference(
            {each["id"]: decode(Group, each) for each in document["groups"]},
            {each["id"]: decode(ListRef, each) for each in document["lists"]},
            {each["id"]: decode(Proposition, each) for each in document["propositions"]},
            {each["id"]: decode(AuthorityRef, each) for each in document["authorities"]},
        )

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        return {each["id"]: decode(Instrument, each) for each in self._document["instruments"]}

    @cached_property
    def suspensions(self) -> Mapping[str, tuple[Suspension, ...]]:
        """By the measure that they suspend."""
        index: dict[str, list[Suspension]] = {}
        for raw in self._document["suspensions"]:
            suspension = decode(Suspension, raw)
            for target in suspension.suspends:
                index.setdefault(target, []).append(suspension)
        return {key: tuple(each) for key, each in index.items()}

    @cached_property
    def revivals(self) -> Mapping[str, tuple[Event, ...]]:
        return _events_by_target(self._document["revivals"])

    @cached_property
    def repeals(self) -> Mapping[str, tuple[Event, ...]]:
        return _events_by_target(self._document["repeals"])


def _words(node: Any, predicate: str, argument: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == predicate and isinstance(value, Mapping) and argument in value:
                yield from value[argument] if isinstance(value[argument], list) else [value[argument]]
            else:
                yield from _words(value, predicate, argument)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _words(each, predicate, argument)


def _events_by_target(raws: Iterable[Mapping[str, Any]]) -> Mapping[str, tuple[Event, ...]]:
    index: dict[str, list[Event]] = {}
    for raw in raws:
        event = decode(Event, dict(raw))
        for target in event.targets:
            index.setdefault(target, []).append(event)
    return {key: tuple(each) for key, each in index.items()}
