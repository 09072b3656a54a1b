"""What differs between two decision records, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from endgate.desk.pages.reading import gravest, word

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
    ours, theirs = (
        {(each["ref"], match["right"]["ref"]) for each in one["matches"] for match in each["matches"]}
        for one in (after, before)
    )
    yield from (f"new match: {ref} with {party}" for ref, party in sorted(ours - theirs))
    yield from (f"match gone: {ref} with {party}" for ref, party in sorted(theirs - ours))
