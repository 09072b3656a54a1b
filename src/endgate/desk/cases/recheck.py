"""Deciding a case again: what changed, in words; a graver answer reopens a closed case, a milder one only shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from endgate.decide.record import canonical
from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.services import asked_of, newest, record_decision
from endgate.desk.engine import engine
from endgate.desk.pages.reading import gravest, word
from endgate.desk.parties.services import review_book
from endgate.desk.store.models import Case, Decision
from endgate.evidence.model import ClaimFile
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode


def check_again(actor: Principal, now: datetime, case: Case) -> Decision | None:
    """Decide the newest shipment with the edition and reviews of now; None when the answer is the same."""
    demand(actor, "edit_case", case)
    last = newest(case)
    before = asked_of(last)
    shipment = decode(Shipment, json.loads(bytes(last.shipment.content)))
    claims = bytes(last.shipment.claims)
    record = engine().decide(
        shipment,
        claims=decode(ClaimFile, json.loads(claims)) if claims else ClaimFile(),
        as_of=last.as_of,
        known_as_of=last.known_as_of,
        reviews=review_book(case),
    )
    after = record.to_json()
    if canonical(record) == bytes(last.record):
        return None
    return record_decision(actor, now, case, record, cause=_cause(before, after), difference=in_words(before, after))


def _cause(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why the record is another: a review, the law's rules, the engine, or else the lists."""
    if before["input"].get("reviews") != after["input"].get("reviews"):
        return "review"
    if before["law_rules"] != after["law_rules"]:
        return "law"
    return "engine" if before["engine_version"] != after["engine_version"] else "list"


def in_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What differs between two records, in one line."""
    return "; ".join(_differences(before, after)) or "the record differs, no answer does"


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
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
