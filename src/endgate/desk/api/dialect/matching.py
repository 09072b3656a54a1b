"""``/match``: queries in, scored entities out, in the exact shape that clients of the yente interface read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from endgate.desk.api.dialect.datasets import Scope
from endgate.desk.api.dialect.entities import Catalogue
from endgate.desk.api.dialect.reading import MOST_RESULTS, BadRequest, Entity, Parameters
from endgate.names.model import Match, Screening
from endgate.names.screen import screen

ALGORITHMS = {
    "best": "standard",
    "endgate-standard": "standard",
    "endgate-strict": "strict",
    "endgate-wide": "wide",
    "logic-v1": "standard",
    "logic-v2": "standard",
    "name-based": "standard",
    "name-qualified": "standard",
    "regression-v1": "standard",
    "regression-v2": "standard",
}
"""Our profiles by the names of algorithms; the peer's names are aliases of the standard one."""
BEST = "endgate-standard"
_UNREADABLE = "No name that can be compared and no identifier."


def profile_of(algorithm: str) -> str:
    """The profile behind an algorithm's name. Raises BadRequest."""
    if algorithm not in ALGORITHMS:
        raise BadRequest(f"Unknown algorithm: {algorithm}")
    return ALGORITHMS[algorithm]


def responses(
    queries: dict[str, Entity], wanted: Parameters, scope: Scope, catalogue: Catalogue
) -> dict[str, dict[str, Any]]:
    """The answer to each query. Raises BadRequest for an unknown algorithm."""
    found = screen(
        [each.query for each in queries.values()],
        catalogue.edition.names,
        party_of=catalogue.party,
        profile=profile_of(wanted.algorithm),
        limit=MOST_RESULTS,
    )
    return {
        key: _response(asked, screening, wanted, scope, catalogue)
        for (key, asked), screening in zip(queries.items(), found, strict=True)
    }


def _response(
    asked: Entity, screening: Screening, wanted: Parameters, scope: Scope, catalogue: Catalogue
) -> dict[str, Any]:
    query = {"id": asked.id, "schema": asked.schema, "properties": asked.properties}
    if not screening.screened and not asked.query.identifiers:
        return {
            "status": 400,
            "detail": _UNREADABLE,
            "results": [],
            "total": {"value": 0, "relation": "eq"},
            "query": query,
        }
    results = sorted(_results(screening, wanted, scope, catalogue), key=lambda each: -each["score"])
    return {
        "status": 200,
        "results": results[: wanted.limit],
        "total": {"value": len(results), "relation": "eq"},
        "query": query,
    }


def _results(screening: Screening, wanted: Parameters, scope: Scope, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Entities above the cut; each party once, by its best record within the scope, or else by its best one.

    A party is within the scope when any of its records is: a name that only another list gives finds it too.
    """
    cut = min(wanted.cutoff, wanted.threshold)
    seen: set[str] = set()
    outside = {each.party_id: catalogue.source_of(each.party_id) not in scope.sources for each in screening.matches}
    for match in sorted(screening.matches, key=lambda each: (outside[each.party_id], -each.score)):
        score = round(float(match.score), 4)
        if score <= cut or scope.sources.isdisjoint(catalogue.sources_of(match.party_id)):
            continue
        entity = catalogue.entity(match.party_id)
        if entity["id"] in seen or not _wanted(entity, wanted):
            continue
        seen.add(entity["id"])
        yield {
            **entity,
            "score": score,
            "match": score >= wanted.threshold,
            "explanations": _explanations(match),
        }


def _wanted(entity: dict[str, Any], wanted: Parameters) -> bool:
    """Does the entity pass the filters? Its referents count as its ids."""
    if entity["schema"] in wanted.exclude_schema:
        return False
    if wanted.exclude_entity_ids and wanted.exclude_entity_ids & {entity["id"], *entity["referents"]}:
        return False
    if wanted.topics and not set(wanted.topics) & set(entity["properties"].get("topics", ())):
        return False
    return changed_since(entity, wanted.changed_since)


def changed_since(entity: dict[str, Any], day: date | None) -> bool:
    """Was an entity listed or changed on a day or later? One whose publisher gives no day may have been."""
    changed = entity["last_change"] or entity["first_seen"]
    return day is None or changed is None or changed[:10] >= day.isoformat()


def _explanations(match: Match) -> dict[str, dict[str, Any]]:
    """The name's agreement and each fact's, with the values on both sides."""
    found = {
        "name_match": {
            "detail": match.text,
            "score": round(float(match.similarity), 4),
            "query": match.left.name,
            "candidate": match.right.name,
        }
    }
    for fact in match.facts:
        found[f"{fact.type}_match"] = {
            "detail": str(fact.relation).replace("_", " "),
            "score": round(float(fact.effect), 4),
            "query": ", ".join(map(str, fact.left)) or None,
            "candidate": ", ".join(map(str, fact.right)) or None,
        }
    return found
