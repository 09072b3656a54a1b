"""What differs between two decision records, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from endgate.desk.pages.reading import graver, gravest, policy_word, word

NOTHING = "the record differs, no answer does"


def in_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What differs between two records, in one line."""
    return "; ".join(differences(before, after)) or NOTHING


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Each answer that differs, in words."""
    old = {each["actor"]: each for each in before["actors"]}
    for actor in after["actors"]:
        was = old.get(actor["actor"])
        if was is None:
            yield f"{actor['name']} is new: {word(actor['disposition'])}"
            continue
        if was["disposition"] != actor["disposition"]:
            yield f"{actor['name']}: {word(was['disposition'])} became {word(actor['disposition'])}"
        ours, theirs = ({each["measure"] for each in one["reasons"]} for one in (actor, was))
        if ours - theirs:
            yield f"{actor['name']}: new {', '.join(sorted(ours - theirs))}"
        if theirs - ours:
            yield f"{actor['name']}: no longer {', '.join(sorted(theirs - ours))}"
    if gravest(before) != gravest(after):
        yield f"concern: {gravest(before)} became {gravest(after)}"
    yield from _policy(before, after)
    ours, theirs = _matches(after), _matches(before)
    yield from (f"new match: {ref} with {party}" for ref, party in sorted(ours - theirs))
    yield from (f"match gone: {ref} with {party}" for ref, party in sorted(theirs - ours))


def has_new_findings(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Is there a measure, a match or a graver concern that whoever signed the one before did not see?"""
    seen = _measures(after) <= _measures(before) and _matches(after) <= _matches(before)
    return not seen or graver(gravest(after), gravest(before))


def _measures(record: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(actor["actor"], each["measure"]) for actor in record["actors"] for each in actor["reasons"]}


def _matches(record: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(each["ref"], match["right"]["ref"]) for each in record["matches"] for match in each["matches"]}


def _policy(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What company policy comes to for each actor, where that differs."""
    was, now = (
        {each["name"]: each["outcome"] for each in (record.get("policy") or {}).get("actors", ())}
        for record in (before, after)
    )
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            said = (policy_word(each.get(name, "")) for each in (was, now))
            yield f"company policy, {name}: {' became '.join(said)}"
