"""Deciding a case again: what changed, in words; a graver answer or a new finding reopens a closed case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from endgate.decide.record import canonical
from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.clocks import moved_on
from endgate.desk.cases.differences import NOTHING, has_new_findings, in_words
from endgate.desk.cases.services import asked_of, newest, record_decision
from endgate.desk.engine import engine
from endgate.desk.errors import SUPERSEDED, DeskError
from endgate.desk.evidence.store import claims_of
from endgate.desk.parties.services import review_book
from endgate.desk.store.models import Case, Decision
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

_INPUTS = ("edition", "law_rules", "engine_version")


def check_again(
    actor: Principal, now: datetime, case: Case, *, as_of: date | None = None, known_as_of: date | None = None
) -> Decision | None:
    """Decide the newest shipment with the lists, law, claims and reviews of now; None when the answer is the same.

    A case that was decided as of its own day moves on with the days; one that asks about a day in the past stays there
    unless another day is named.
    """
    demand(actor, "edit_case", case)
    return decide_again(actor, now, case, as_of=as_of, known_as_of=known_as_of)


def decide_again(
    actor: Principal,
    now: datetime,
    case: Case,
    *,
    as_of: date | None = None,
    known_as_of: date | None = None,
    quiet: bool = False,
) -> Decision | None:
    """As ``check_again``, without asking who may; ``quiet`` keeps nothing where no answer differs.

    Tried once more when somebody, a person or the worker, decided the case in between.
    """
    try:
        return _decided(actor, now, case, as_of, known_as_of, quiet=quiet)
    except DeskError as error:
        if error.faults[0].code != SUPERSEDED.code:
            raise
    return _decided(actor, now, case, as_of, known_as_of, quiet=quiet)


def _decided(
    actor: Principal, now: datetime, case: Case, as_of: date | None, known_as_of: date | None, *, quiet: bool
) -> Decision | None:
    last = newest(case)
    before = asked_of(last)
    record = engine().decide(
        decode(Shipment, json.loads(bytes(last.shipment.content))),
        claims=claims_of(case),
        as_of=as_of or moved_on(last.as_of, last.at, now),
        known_as_of=known_as_of or moved_on(last.known_as_of, last.at, now),
        reviews=review_book(case),
    )
    after = record.to_json()
    words = in_words(before, after)
    if words == NOTHING and (quiet or _same_inputs(before, after)) and not (as_of or known_as_of):
        return None
    if canonical(record) == bytes(last.record):
        return None
    return record_decision(
        actor,
        now,
        case,
        record,
        cause=_cause(before, after),
        difference=words,
        after=last,
        shipment=last.shipment,
        found=has_new_findings(before, after),
    )


def _same_inputs(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Is all that was read the same, apart from the day?"""
    return all(before.get(name) == after.get(name) for name in _INPUTS) and before["input"] == after["input"]


def _cause(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why the record is another: a review, a claim, company policy, the law's rules, the engine, or else the lists."""
    for name, cause in (("reviews", "review"), ("claims", "claim"), ("company", "policy")):
        if before["input"].get(name) != after["input"].get(name):
            return cause
    if before["law_rules"] != after["law_rules"]:
        return "law"
    return "engine" if before["engine_version"] != after["engine_version"] else "list"
