"""How acts on cases are written: rows that are only added, the case's own row, and an event with each.

Called by the services of this room inside a transaction of theirs; roles and order are checked there.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from endgate.decide.model import Decision as Record
from endgate.decide.record import canonical
from endgate.desk.access.principal import Principal
from endgate.desk.cases.workflow import workflow
from endgate.desk.errors import MISSING, NOT_NOW, DeskError
from endgate.desk.pages.reading import gravest, route, title, worst
from endgate.desk.store.chain import chained
from endgate.desk.store.models import Act, Case, Decision, Shipment
from endgate.shipment.canonical import canonical_bytes
from endgate.shipment.model import Shipment as Asked

_LONGEST = 4000


def new_reference(now: datetime) -> str:
    """``YYYY-NNNNN`` with random digits: how many cases there are cannot be read off."""
    while True:
        found = f"{now:%Y}-{secrets.randbelow(90_000) + 10_000}"
        if not Case.objects.filter(reference=found).exists():
            return found


def shown_of(record: dict[str, Any]) -> dict[str, str]:
    """What the queue shows of a decision."""
    return {
        "title": title(record)[:300],
        "route": route(record)[:100],
        "legality": worst(record),
        "concern": gravest(record),
    }


def keep_shipment(actor: Principal, now: datetime, case: Case, shipment: Asked, claims: bytes) -> Shipment:
    """Keep a version of the shipment; ``claims`` is the claim file beside it."""
    content = canonical_bytes(shipment)
    return Shipment.objects.create(
        case=case,
        n=case.shipment_set.count() + 1,
        content=content,
        claims=claims,
        sha256=sha256(content).hexdigest(),
        author_id=actor.user_id,
        at=now,
    )


def keep_decision(
    now: datetime, case: Case, shipment: Shipment, record: Record, cause: str, difference: str = ""
) -> Decision:
    """Keep one decision record, byte for byte."""
    content = canonical(record)
    return Decision.objects.create(
        case=case,
        n=case.decision_set.count() + 1,
        shipment=shipment,
        record=content,
        sha256=sha256(content).hexdigest(),
        edition=record.edition,
        as_of=record.as_of,
        known_as_of=record.known_as_of,
        cause=cause,
        difference=difference,
        at=now,
    )


def move(case: Case, state: str, **fields: Any) -> None:
    """Move a case along the workflow. Raises DeskError (EG8106) where it does not lead there."""
    if not workflow().may_move(case.state, state):
        open_to = " or ".join(workflow().moves[case.state])
        what = f"from {case.state} a case goes to {open_to}, not to {state}"
        raise DeskError(NOT_NOW.at(case.reference, what))
    change(case, state=state, **fields)


def change(case: Case, **fields: Any) -> None:
    """Change fields of the case's own row and raise its version.

    Raises DeskError (EG8106) when somebody else changed it since it was read; nothing of the act is kept then.
    """
    held = Case.objects.filter(pk=case.pk, version=case.version)
    if held.update(**fields, version=case.version + 1) == 0:
        raise DeskError(NOT_NOW.at(case.reference, "somebody else acted on this case meanwhile; look at it again"))
    for name, value in fields.items():
        setattr(case, name, value)
    case.version += 1


def record_act(
    actor: Principal,
    now: datetime,
    case: Case,
    decision: Decision,
    kind: str,
    outcome: str = "",
    reason: str = "",
    citation: str = "",
    on_act: Act | None = None,
    team: int | None = None,
) -> Act:
    """Write an act on a decision with its event. ``team`` is the case's own unless another one was asked."""
    with transaction.atomic():
        act = Act.objects.create(
            case=case,
            decision=decision,
            kind=kind,
            outcome=outcome,
            reason=reason[:_LONGEST],
            citation=citation[:200],
            author_id=actor.user_id,
            team_id=team or case.team_id,
            on_act=on_act,
            at=now,
        )
        payload = {"act": act.pk, "outcome": outcome, "citation": act.citation, "reason": blind(act.reason)}
        event(actor, now, kind, case, decision, payload)
    return act


def needs(field: str, text: str, why: str = "") -> None:
    """Raises DeskError (EG8107) when a field that the act needs is empty."""
    if not text.strip():
        raise DeskError(MISSING.at(field, f"{field} is empty; {why}" if why else f"{field} is empty"))


def blind(text: str) -> str:
    """A salted hash of free text: the chain stays whole where a text must be erased."""
    if not text:
        return ""
    salt = secrets.token_hex(8)
    return f"{salt}:{sha256((salt + text).encode()).hexdigest()}"


def event(
    actor: Principal, now: datetime, verb: str, case: Case, decision: Decision | None, payload: dict[str, Any]
) -> None:
    """Write the event of an act on a case."""
    what = case.reference if decision is None else f"{case.reference}/decision/{decision.n}"
    chained(actor.name, verb, what, now, case.reference, payload)
