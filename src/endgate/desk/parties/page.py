"""The party review screen: one match with its two sides, the words that were paired, facts, listings, reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

Record = Mapping[str, Any]

REASONS = {
    "same": ("an identifier agrees", "name and place agree", "birth date agrees", "confirmed by the party", "other"),
    "different": (
        "an identifier differs",
        "other place",
        "other birth date",
        "other kind of party",
        "a common name only",
        "other",
    ),
    "unsure": ("facts are missing", "asked the exporter", "sent to an expert", "other"),
}
"""Reasons offered by judgement, numbered from 1; an officer may add words."""
_RELATIONS = {
    "same": "agrees",
    "different": "differs",
    "compatible": "may agree",
    "missing": "missing",
    "contradicts": "differs",
}


def all_matches(record: Record) -> list[tuple[str, Record]]:
    """Every match of the record with the party it belongs to, in the order of the record."""
    return [(each["ref"], match) for each in record["matches"] for match in each["matches"]]


def match_page(
    record: Record,
    ref: str,
    party_id: str,
    *,
    settled: Mapping[tuple[str, str], str],
    reviews: Sequence[Mapping[str, Any]],
    base: str,
) -> dict[str, Any] | None:
    """The page of one match; None where the decision has no such match. ``settled`` holds judgements by match."""
    matches = all_matches(record)
    here = next((n for n, (r, m) in enumerate(matches) if r == ref and m["right"]["ref"] == party_id), None)
    if here is None:
        return None
    match = matches[here][1]
    left = next((n for n, (r, m) in enumerate(matches) if n > here and (r, m["right"]["ref"]) not in settled), None)
    roles = _roles(record, ref)
    return {
        "number": here + 1,
        "count": len(matches),
        "ref": ref,
        "party_id": party_id,
        "subject": {"name": match["left"]["name"], "roles": roles, "script": match["left"].get("script", "")},
        "candidate": {"name": match["right"]["name"], "id": party_id, "quality": match["right"].get("quality", "")},
        "grade": match["grade"],
        "text": match["text"],
        "facts": list(_facts(match)),
        "tokens": [_token(each) for each in match["edges"]],
        "left_over": list(_left_over(match)),
        "listings": list(match.get("listings", ())),
        "reviews": list(reviews),
        "judged": settled.get((ref, party_id), ""),
        "reasons": {key: list(enumerate(values, start=1)) for key, values in REASONS.items()},
        "next": "" if left is None else address(base, *_key(matches[left])),
        "action": address(base, ref, party_id),
        "back": base,
    }


def _key(entry: tuple[str, Record]) -> tuple[str, str]:
    return entry[0], entry[1]["right"]["ref"]


def address(base: str, ref: str, party_id: str) -> str:
    """Where a match of a decision is reviewed."""
    return f"{base}/parties/{quote(ref, safe='')}/matches/{quote(party_id, safe=':')}"


def _roles(record: Record, ref: str) -> list[str]:
    for party in record["input"]["shipment"].get("parties", ()):
        if party["id"] == ref:
            return list(party.get("roles", ()))
    return []


def _facts(match: Record) -> Iterable[dict[str, str]]:
    yield {
        "fact": "name",
        "says": match["grade"],
        "left": match["left"]["name"],
        "right": match["right"]["name"],
    }
    for each in match.get("facts", ()):
        yield {
            "fact": each["type"],
            "says": _RELATIONS.get(each["relation"], each["relation"].replace("_", " ")),
            "left": ", ".join(map(str, each.get("left", ()))) or "not stated",
            "right": ", ".join(map(str, each.get("right", ()))) or "not listed",
        }


def _token(edge: Record) -> dict[str, str]:
    return {
        "left": " ".join(edge.get("left", ())),
        "right": " ".join(edge.get("right", ())),
        "how": str(edge["type"]).replace("_", " "),
        "kind": str(edge.get("token_class", "")),
    }


def _left_over(match: Record) -> Iterable[str]:
    """Words that found no partner, with the side that has them."""
    for each in match.get("unpaired", ()):
        yield f"{each['token']} ({'asked' if each['side'] == 'left' else 'listed'}, {each['reason']})"
