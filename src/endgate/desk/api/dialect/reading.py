"""Reads what clients of the yente interface send: parameters, queries, entities; tolerant where their clients are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from endgate.lists.importers.ftm_words import property_of, schemata
from endgate.names.model import Query, QueryAddress, QueryIdentifier
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode, country_of

SCHEMATA = ("Person", "LegalEntity", "Organization", "Company", "PublicBody", "Vessel", "Airplane")
MOST_QUERIES = 100
MOST_RESULTS = 500
_TRUE = ("true", "1", "yes", "on")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_VALUES = 50
_PARTS = ("firstName", "middleName", "fatherName", "lastName")


class BadRequest(Exception):  # noqa: N818  (the name of the answer, not of a fault of ours)
    """A request that gets no answer: the status and the text of its ``detail``."""

    def __init__(self, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.headers: dict[str, str] = {}


class Invalid(Exception):  # noqa: N818
    """Parameters that cannot be read, as their clients expect it (422): each with its place, message and type."""

    def __init__(self, *faults: tuple[tuple[str | int, ...], str, str]) -> None:
        super().__init__("invalid request")
        self.faults = faults


@dataclass(frozen=True)
class Parameters:
    """What the address of a match request asks for."""

    limit: int = 5
    threshold: float = 0.7
    cutoff: float = 0.5
    algorithm: str = "best"
    include_dataset: tuple[str, ...] = ()
    exclude_dataset: tuple[str, ...] = ()
    exclude_schema: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    changed_since: date | None = None
    exclude_entity_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entity:
    """One query as sent, its question to us, and the properties that nobody reads."""

    id: str | None
    schema: str
    properties: dict[str, list[str]]
    query: Query
    ignored: tuple[str, ...] = field(default=())


def parameters(values: Mapping[str, Iterable[str]]) -> Parameters:
    """Read the parameters of ``/match``; ``values`` holds the texts of each name. Raises Invalid."""
    get = Getter(values)
    found = Parameters(
        limit=get.whole("limit", 5, 0, MOST_RESULTS),
        threshold=get.share("threshold", 0.7),
        cutoff=get.share("cutoff", 0.5),
        algorithm=get.text("algorithm", "best"),
        include_dataset=get.many("include_dataset"),
        exclude_dataset=get.many("exclude_dataset"),
        exclude_schema=get.many("exclude_schema"),
        topics=get.many("topics"),
        changed_since=get.day("changed_since"),
        exclude_entity_ids=frozenset(get.many("exclude_entity_ids")[:MOST_QUERIES]),
    )
    get.done()
    return found


class Getter:
    """Reads parameters and collects what is wrong with them."""

    def __init__(self, values: Mapping[str, Iterable[str]]) -> None:
        self._values = {name: list(texts) for name, texts in values.items()}
        self._faults: list[tuple[tuple[str | int, ...], str, str]] = []

    def many(self, name: str) -> tuple[str, ...]:
        return tuple(text for text in self._values.get(name, ()) if text)

    def text(self, name: str, default: str) -> str:
        return next(iter(self.many(name)[-1:]), default)

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        try:
            value = int(text)
        except ValueError:
            return self._wrong(
                name, "Input should be a valid integer, unable to parse string as an integer", "int_parsing", default
            )
        if value < least:
            return self._wrong(name, f"Input should be greater than or equal to {least}", "greater_than_equal", default)
        if value > most:
            return self._wrong(name, f"Input should be less than or equal to {most}", "less_than_equal", default)
        return value

    def share(self, name: str, default: float) -> float:
        text = self.text(name, str(default))
        try:
            value = float(text)
        except ValueError:
            return self._wrong(
                name, "Input should be a valid number, unable to parse string as a number", "float_parsing", default
            )
        if not 0 <= value <= 1:
            return self._wrong(name, "Input should be between 0 and 1", "range", default)
        return value

    def day(self, name: str) -> date | None:
        text = self.text(name, "")
        if not text:
            return None
        found = _DAY.match(text)
        try:
            return date.fromisoformat(found[0] if found else text)
        except ValueError:
            return self._wrong(name, "Input should be a valid date", "date_parsing", None)

    def yes(self, name: str, default: bool) -> bool:
        text = self.text(name, "")
        return default if not text else text.casefold() in _TRUE

    def _wrong(self, name: str, message: str, kind: str, default: Any) -> Any:
        self._faults.append((("query", name), message, kind))
        return default

    def done(self) -> None:
        if self._faults:
            raise Invalid(*self._faults)


def queries(body: Any) -> dict[str, Entity]:
    """The queries of a match request by their keys. Raises BadRequest and Invalid."""
    if not isinstance(body, Mapping):
        raise Invalid(
            (("body",), "Input should be a valid dictionary or object to extract fields from", "model_attributes_type")
        )
    for name in ("weights", "config"):
        if body.get(name):
            raise BadRequest(f"{name} would change the results and is not supported here; choose an algorithm instead.")
    asked = body.get("queries")
    if not isinstance(asked, Mapping):
        raise Invalid(
            (
                ("body", "queries"),
                "Field required" if asked is None else "Input should be a valid dictionary",
                "missing",
            )
        )
    if not asked:
        raise BadRequest("No queries provided.")
    if len(asked) > MOST_QUERIES:
        raise BadRequest("Too many queries in one batch (limit: 100)")
    return {str(key): entity(str(key), each) for key, each in asked.items()}


def entity(key: str, raw: Any) -> Entity:
    """Read one query. Raises BadRequest for a schema that is not screened, Invalid for what is no entity."""
    if not isinstance(raw, Mapping):
        raise Invalid((("body", "queries", key), "Input should be a valid dictionary", "dict_type"))
    schema = raw.get("schema")
    if not isinstance(schema, str):
        raise Invalid((("body", "queries", key, "schema"), "Field required", "missing"))
    if schema not in SCHEMATA:
        raise BadRequest(f"Schema {schema!r} is not screened here; use one of {', '.join(SCHEMATA)}.")
    given = raw.get("properties") or {}
    if not isinstance(given, Mapping):
        raise Invalid((("body", "queries", key, "properties"), "Input should be a valid dictionary", "dict_type"))
    reader = _Reader(schema)
    for name, value in given.items():
        reader.add(str(name), _texts(key, str(name), value))
        if any(isinstance(each, dict | list) for each in (value if isinstance(value, list) else [value])):
            reader.ignored.append(str(name))
    ident = raw.get("id")
    return Entity(None if ident is None else str(ident), schema, reader.shown, reader.query(), tuple(reader.ignored))


def _texts(key: str, name: str, value: Any) -> list[str]:
    """The values of a property as texts. Raises Invalid for more than are read: a name left out would look searched."""
    values = value if isinstance(value, list | tuple) else [value]
    if len(values) > _MOST_VALUES:
        place = ("body", "queries", key, "properties", name)
        raise Invalid((place, f"List should have at most {_MOST_VALUES} items", "too_long"))
    texts = [str(each).strip() for each in values if each is not None and not isinstance(each, dict | list)]
    return [text for text in texts if text]


class _Reader:
    """Collects the properties of one entity into a question."""

    def __init__(self, schema: str) -> None:
        self._schema = schema
        self._names: list[str] = []
        self._birth: list[PartialDate] = []
        self._countries: list[tuple[str, CountryCode]] = []
        self._identifiers: list[QueryIdentifier] = []
        self._addresses: list[QueryAddress] = []
        self._gender = ""
        self._parts: dict[str, str] = {}
        self.shown: dict[str, list[str]] = {}
        self.ignored: list[str] = []

    def add(self, name: str, values: list[str]) -> None:
        """Take in one property; what nobody reads is told apart, never silently dropped."""
        if not values:
            return
        self.shown[name] = values
        meaning = property_of(self._schema, name)
        if name in _PARTS:
            self._parts[name] = values[0]
        elif meaning is None:
            self.ignored.append(name)
        elif meaning.field == "name":
            self._names += values
        elif meaning.field == "country":
            self._add_countries(name, values, meaning.value)
        elif meaning.field == "birth":
            self._add_births(name, values)
        elif meaning.field == "identifier":
            self._identifiers += [QueryIdentifier(IdentifierKind(meaning.value), text) for text in values]
        elif meaning.field == "address":
            self._addresses += [QueryAddress(text) for text in values]
        elif meaning.field == "gender" and values[0][:1].upper() in ("M", "F"):
            self._gender = values[0][:1].upper()
        else:
            self.ignored.append(name)

    def _add_countries(self, name: str, values: list[str], role: str) -> None:
        codes = [(text, country_of(text.upper() if len(text) == 2 else text)) for text in values]
        self._countries += [(role, code) for _, code in codes if code is not None]
        self.shown[name] = [text.casefold() if code is None else str(code).lower() for text, code in codes]
        if any(code is None for _, code in codes):
            self.ignored.append(name)

    def _add_births(self, name: str, values: list[str]) -> None:
        for text in values:
            try:
                self._birth.append(PartialDate.parse(text[:10]))
            except ValueError:
                self.ignored.append(name)

    def query(self) -> Query:
        """The question; one without any name that can be compared finds nothing by name."""
        made = " ".join(self._parts[part] for part in _PARTS if part in self._parts)
        names = tuple(self._names) or ((made,) if made else ())
        known = schemata().get(self._schema)
        return Query(
            names[0] if names else "",
            names,
            PartyKind.UNKNOWN if known is None else known.kind,
            tuple(self._birth),
            tuple(self._countries),
            tuple(self._identifiers),
            tuple(self._addresses),
            self._gender,
        )
