"""``/search``: parties by words of their names and by filters, with counts by country, topic and dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.desk.api.dialect.datasets import Scope, by_source
from endgate.desk.api.dialect.entities import COUNTED, OUTLINED, Catalogue
from endgate.desk.api.dialect.matching import changed_since
from endgate.desk.api.dialect.reading import MOST_RESULTS, SCHEMATA, BadRequest, Getter, Invalid
from endgate.names.model import Query
from endgate.names.screen import screen
from endgate.terms.places import country, known_codes

FARTHEST = 9_499
_FACETS = ("countries", "topics", "datasets", "schema")
_USUAL_FACETS = _FACETS[:3]
_COMPUTED = ("countries", "topics")
_COUNTRY = ("country", "nationality", "citizenship", "jurisdiction", "flag")
_MOST_FOUND = 500
_ANYTHING = ("Thing", "LegalEntity")


@dataclass(frozen=True)
class Asked:
    """The parameters of one search. ``sorts`` are fields, each with whether the last comes first."""

    q: str
    schema: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    filters: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, bool], ...]
    changed_since: date | None
    exclude_schema: tuple[str, ...]
    limit: int
    offset: int
    facets: tuple[str, ...]
    either: bool


def asked(values: Mapping[str, list[str]]) -> Asked:
    """Read the parameters of ``/search``. Raises Invalid and BadRequest."""
    get = Getter(values)
    found = Asked(
        q=get.text("q", ""),
        schema=get.text("schema", "Thing"),
        countries=tuple(each.lower() for each in get.many("countries")),
        topics=get.many("topics"),
        filters=tuple(_filter(each) for each in get.many("filter")),
        sorts=tuple(_sort(each) for each in get.many("sort")),
        changed_since=get.day("changed_since"),
        exclude_schema=get.many("exclude_schema"),
        limit=get.whole("limit", 10, 0, MOST_RESULTS),
        offset=get.whole("offset", 0, 0, FARTHEST),
        facets=get.many("facets") or _USUAL_FACETS,
        either=get.text("filter_op", "OR").upper() != "AND",
    )
    get.done()
    if found.schema not in (*_ANYTHING, *SCHEMATA):
        raise BadRequest(f"Invalid schema: {found.schema}")
    return found


def _filter(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name:
        raise Invalid((("query", "filter"), "Filters are written field:value", "value_error"))
    return _field(name), value


def _sort(text: str) -> tuple[str, bool]:
    """``field:asc`` or ``field:desc``; without an order the first comes first."""
    name, _, order = text.partition(":")
    return _field(name), order == "desc"


def _field(name: str) -> str:
    """The name of a field of an entity, or of one of its properties. Raises Invalid for what can be no name."""
    plain = name.removeprefix("properties.")
    if not plain.isidentifier():
        raise Invalid((("query", "sort"), f"{name[:40]!r} is no field", "value_error"))
    return plain


def search(wanted: Asked, scope: Scope, catalogue: Catalogue) -> dict[str, Any]:
    """The page of results asked for, with the counts of all of them."""
    outlines = wanted.q.strip() in ("", "*") and _outlines_say(wanted)
    source = _outlined(scope, catalogue) if outlines else _found(wanted, scope, catalogue)
    found = _sorted([each for each in source if _fits(each, wanted)], wanted)
    page = found[wanted.offset : wanted.offset + wanted.limit]
    return {
        "results": [catalogue.entity(each["party_id"]) for each in page] if outlines else page,
        "facets": {name: _facet(name, found) for name in wanted.facets if name in _FACETS},
        "total": {"value": len(found), "relation": "eq"},
        "limit": wanted.limit,
        "offset": wanted.offset,
    }


def _outlines_say(wanted: Asked) -> bool:
    """Do outlines hold every field by which is chosen or sorted?"""
    asked_of = {name for name, _ in (*wanted.filters, *wanted.sorts)}
    return asked_of <= {*_COMPUTED, *OUTLINED, *COUNTED}


def _sorted(found: list[dict[str, Any]], wanted: Asked) -> list[dict[str, Any]]:
    """By the fields asked for, those without a value last; what is equal keeps its order, the best match first."""
    for name, last_first in reversed(wanted.sorts):
        valued = [each for each in found if _values(each, name)]
        without = [each for each in found if not _values(each, name)]
        edge = max if last_first else min
        found = [*sorted(valued, key=lambda each: edge(_values(each, name)), reverse=last_first), *without]
    return found


def _values(entity: dict[str, Any], name: str) -> list[str]:
    """The values of a field or property, as texts."""
    if name == "countries":
        return _countries(entity)
    value = entity[name] if name in OUTLINED else entity["properties"].get(name, ())
    several = value if isinstance(value, list | tuple) else (value,)
    return [str(each) for each in several if each is not None]


def _outlined(scope: Scope, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Outlines of all entities of the scope, each once: enough to count and to choose a page of them."""
    seen: set[str] = set()
    for each in catalogue.outlines:
        if each["source"] in scope.sources and each["id"] not in seen:
            seen.add(each["id"])
            yield each


def _found(wanted: Asked, scope: Scope, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Entities of the scope, each once: those that the words may mean, or all where there are no words.

    A party is within the scope when any of its records is, whichever list gives the name that was found; it is shown
    by its best record within, or else by its best one.
    """
    shown: dict[str, str] = {}
    for party_id in _party_ids(wanted.q, catalogue):
        if scope.sources.isdisjoint(catalogue.sources_of(party_id)):
            continue
        canonical = catalogue.canonical(party_id)
        before = shown.setdefault(canonical, party_id)
        if catalogue.source_of(before) not in scope.sources and catalogue.source_of(party_id) in scope.sources:
            shown[canonical] = party_id
    yield from map(catalogue.entity, shown.values())


def _party_ids(text: str, catalogue: Catalogue) -> Iterator[str]:
    """Parties that the words may mean, the likeliest first; all where there are no words."""
    names = catalogue.edition.names
    if not text.strip() or text.strip() == "*":
        yield from map(names.party_id, range(names.parties))
        return
    query = Query("search", (text[:300],))
    (found,) = screen([query], names, party_of=catalogue.party, profile="wide", limit=_MOST_FOUND)
    yield from (match.party_id for match in found.matches)


def _fits(entity: dict[str, Any], wanted: Asked) -> bool:
    if wanted.schema not in _ANYTHING and entity["schema"] != wanted.schema:
        return False
    if entity["schema"] in wanted.exclude_schema:
        return False
    tests = [bool(set(wanted.countries) & set(_countries(entity)))] if wanted.countries else []
    tests += [bool(set(wanted.topics) & set(entity["properties"].get("topics", ())))] if wanted.topics else []
    named = [value in _values(entity, name) for name, value in wanted.filters]
    tests += ([any(named)] if wanted.either else named) if named else []
    return all(tests) and changed_since(entity, wanted.changed_since)


def _countries(entity: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(code for name in _COUNTRY for code in entity["properties"].get(name, ())))


def _facet(name: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    if name == "countries":
        counted = Counter(code for each in found for code in _countries(each))
        labels = {code.lower(): country(code).name for code in known_codes() if code.lower() in counted}
    elif name == "topics":
        counted = Counter(topic for each in found for topic in each["properties"].get("topics", ()))
        labels = {}
    elif name == "schema":
        counted, labels = Counter(each["schema"] for each in found), {}
    else:
        counted = Counter(dataset for each in found for dataset in each["datasets"])
        labels = {each.name: each.title for each in by_source().values()}
    values = [{"name": key, "label": labels.get(key, key), "count": count} for key, count in counted.most_common(300)]
    return {"label": name.capitalize(), "values": values}
