"""A shipment told anew: a new version and a new decision stand beside the old ones, and signatures go stale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from endgate.decide.model import Decision as Record
from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.clocks import moved_on
from endgate.desk.cases.differences import in_words
from endgate.desk.cases.recording import keep_shipment, needs
from endgate.desk.cases.services import asked_of, newest, record_decision
from endgate.desk.engine import engine
from endgate.desk.errors import MISSING, NOT_NOW, DeskError
from endgate.desk.evidence.store import claims_of
from endgate.desk.parties.services import review_book
from endgate.desk.store.models import Case, Decision
from endgate.shipment.canonical import canonical_bytes
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode


def decide_revised(case: Case, shipment: Shipment, now: datetime) -> Record:
    """What the engine says of a new version, with the case's claims and reviews; nothing is kept."""
    last = newest(case)
    told = decode(Shipment, json.loads(bytes(last.shipment.content)))
    as_of = shipment.date if last.as_of == told.date else moved_on(last.as_of, last.at, now)
    return engine().decide(
        shipment,
        claims=claims_of(case),
        as_of=as_of,
        known_as_of=max(moved_on(last.known_as_of, last.at, now), as_of),
        reviews=review_book(case),
    )


def revise(actor: Principal, now: datetime, case: Case, shipment: Shipment, reason: str) -> Decision:
    """Keep a new version of the shipment and its decision. Raises DeskError (EG8105, EG8106, EG8107)."""
    demand(actor, "edit_case", case)
    needs("reason", reason)
    if case.state == "closed":
        raise DeskError(NOT_NOW.at(case.reference, "a closed case is not revised; reopen it first"))
    last = newest(case)
    if canonical_bytes(shipment) == bytes(last.shipment.content):
        raise DeskError(MISSING.at(case.reference, "the new version says the same as the one before"))
    record = decide_revised(case, shipment, now)
    words = f"{reason.strip()}: {in_words(asked_of(last), record.to_json())}"
    with transaction.atomic():
        kept = keep_shipment(actor, now, case, shipment, bytes(last.shipment.claims))
        return record_decision(actor, now, case, record, cause="revised", difference=words, shipment=kept)


def changed_fields(before: bytes, after: bytes) -> list[dict[str, str]]:
    """Where two versions of a shipment differ, as path, before and after."""
    return [
        {"path": path, "before": a, "after": b} for path, a, b in _differences(json.loads(before), json.loads(after))
    ]


def _differences(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from _differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list):
        for number in range(max(len(before), len(after))):
            a, b = (each[number] if number < len(each) else None for each in (before, after))
            yield from _differences(a, b, f"{path}[{number + 1}]")
    else:
        yield path, _said(before), _said(after)


def _said(value: Any) -> str:
    if value is None:
        return "not stated"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
