"""Acts on cases. Each takes who acts and when, checks the role and the workflow, and writes an event with it.

Raises DeskError: EG8105 for an act beyond a role, EG8106 out of order, EG8107 without what it needs, EG8108 when a
newer decision exists. Nothing is written then.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, transaction

from endgate.decide.model import Decision as Record
from endgate.decide.record import canonical
from endgate.desk.access.permissions import allowed, demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.workflow import workflow
from endgate.desk.errors import MISSING, NOT_NOW, REFUSED, SUPERSEDED, DeskError
from endgate.desk.pages.reading import gravest, route, title, worst
from endgate.desk.store.chain import chained
from endgate.desk.store.models import Act, Case, Decision, Shipment, User
from endgate.shipment.canonical import canonical_bytes
from endgate.shipment.model import Shipment as Asked

MOST_IN_BULK = 200
_LONGEST = 4000


def keep_check(
    actor: Principal, now: datetime, shipment: Asked, record: Record, *, claims: bytes = b"", why: str = "kept check"
) -> Case:
    """Keep a check as a new case of the actor's team."""
    demand(actor, "check")
    if actor.home is None:
        raise DeskError(REFUSED.at(actor.name, "no team, so no case could be seen by anybody"))
    shown = record.to_json()
    with transaction.atomic():
        case = Case.objects.create(
            reference=_reference(now),
            team_id=actor.home,
            created_at=now,
            due_at=now + timedelta(days=workflow().due_days),
            why_here=why[:200],
            **_shown(shown),
        )
        kept = _keep_shipment(actor, now, case, shipment, claims)
        decision = _keep_decision(now, case, kept, record, "asked")
        _event(actor, now, "kept", case, decision, {"sha256": decision.sha256})
    return case


def _reference(now: datetime) -> str:
    """``YYYY-NNNNN`` with random digits: how many cases there are cannot be read off."""
    while True:
        found = f"{now:%Y}-{secrets.randbelow(90_000) + 10_000}"
        if not Case.objects.filter(reference=found).exists():
            return found


def _shown(record: dict[str, Any]) -> dict[str, str]:
    """What the queue shows of a decision."""
    return {
        "title": title(record)[:300],
        "route": route(record)[:100],
        "legality": worst(record),
        "concern": gravest(record),
    }


def _keep_shipment(actor: Principal, now: datetime, case: Case, shipment: Asked, claims: bytes) -> Shipment:
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


def _keep_decision(
    now: datetime, case: Case, shipment: Shipment, record: Record, cause: str, difference: str = ""
) -> Decision:
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


def record_decision(
    actor: Principal, now: datetime, case: Case, record: Record, *, cause: str, difference: str = ""
) -> Decision:
    """Keep a newer decision of the newest shipment; a graver one reopens a closed case."""
    with transaction.atomic():
        kept = case.shipment_set.order_by("-n")[0]
        decision = _keep_decision(now, case, kept, record, cause, difference)
        shown = _shown(record.to_json())
        graver = _rank(shown["legality"]) > _rank(case.legality)
        state = "reopened" if case.state == "closed" and graver else case.state
        state = "open" if state == "signing" else state  # the signature stands under the decision before
        _change(case, state=state, changed=difference[:300], **shown)
        _event(actor, now, "decided", case, decision, {"cause": cause, "sha256": decision.sha256})
    return decision


def _rank(disposition: str) -> int:
    return ("PROCEED", "PROCEED_WITH_CONDITIONS", "LICENCE", "HOLD", "STOP").index(disposition)


def newest(case: Case) -> Decision:
    """The newest decision of a case."""
    return case.decision_set.order_by("-n")[0]


def take(actor: Principal, now: datetime, case: Case) -> None:
    """Assign a case to oneself."""
    demand(actor, "take", case)
    _assign(actor, now, case, User.objects.get(pk=actor.user_id))


def assign(actor: Principal, now: datetime, case: Case, to: User) -> None:
    """Assign a case to somebody of its team."""
    demand(actor, "assign", case)
    if not to.membership_set.filter(team_id=case.team_id).exists():
        raise DeskError(REFUSED.at(case.reference, f"{to.name} is not of the case's team"))
    _assign(actor, now, case, to)


def _assign(actor: Principal, now: datetime, case: Case, to: User) -> None:
    with transaction.atomic():
        _change(case, assignee=to, state="open" if case.state == "new" else case.state)
        _event(actor, now, "assigned", case, None, {"to": to.name})


def wait(actor: Principal, now: datetime, case: Case, reason: str) -> None:
    """Stop the clock until somebody outside has answered."""
    demand(actor, "edit_case", case)
    _needs(case, "reason", reason)
    with transaction.atomic():
        _move(case, "waiting", waiting_for=reason[:200])
        _event(actor, now, "waits", case, None, {"reason": _blind(reason)})


def resume(actor: Principal, now: datetime, case: Case) -> None:
    """Take a waiting case up again."""
    demand(actor, "edit_case", case)
    with transaction.atomic():
        _move(case, "open", waiting_for="")
        _event(actor, now, "resumed", case, None, {})


def note(actor: Principal, now: datetime, case: Case, text: str) -> Act:
    """Write a note on the newest decision."""
    demand(actor, "edit_case", case)
    _needs(case, "note", text)
    return _act(actor, now, case, newest(case), "note", reason=text)


def advise(actor: Principal, now: datetime, case: Case, advice: str, reason: str) -> Act:
    """Advise on the newest decision; the advice goes visibly stale with it."""
    demand(actor, "advise", case)
    if advice not in workflow().advice:
        raise DeskError(MISSING.at("advice", f"one of {', '.join(workflow().advice)}"))
    _needs(case, "reason", reason)
    return _act(actor, now, case, newest(case), "advice", outcome=advice, reason=reason)


def sign(actor: Principal, now: datetime, case: Case, sha: str, outcome: str, reason: str, citation: str = "") -> Act:
    """Sign an outcome under the newest decision, named by its hash. An outcome milder than it is an override."""
    demand(actor, "sign", case)
    decision = _named(case, sha)
    if case.state not in workflow().working:
        raise DeskError(NOT_NOW.at(case.reference, f"a case that is {case.state} is not signed; take it first"))
    if outcome not in workflow().outcomes(case.legality):
        open_to = ", ".join(workflow().outcomes(case.legality))
        raise DeskError(
            NOT_NOW.at(case.reference, f"{case.legality} may end as {open_to}, not as {outcome or 'nothing'}")
        )
    kind = "sign"
    if workflow().overrides(case.legality, outcome):
        demand(actor, "override", case)
        _needs(case, "citation", citation)
        _needs(case, "reason", reason)
        kind = "override"
    with transaction.atomic():
        act = _act(actor, now, case, decision, kind, outcome=outcome, reason=reason, citation=citation)
        if workflow().four_eyes(case.legality, case.concern, outcome):
            _change(case, state="signing", outcome="")
        else:
            _close(actor, now, case, decision, outcome)
    return act


def countersign(actor: Principal, now: datetime, case: Case, sha: str, signature: Act, reason: str = "") -> Act:
    """Countersign somebody else's signature and close the case; never one's own, nor on one's own shipment."""
    demand(actor, "countersign", case)
    decision = _named(case, sha)
    waiting = _signature(case)
    if waiting is None or waiting.pk != signature.pk or signature.decision_id != decision.pk:
        raise DeskError(NOT_NOW.at(case.reference, "this signature does not wait for a second one"))
    try:
        with transaction.atomic():
            act = _act(actor, now, case, decision, "countersign", signature.outcome, reason, on_act=signature)
            _close(actor, now, case, decision, signature.outcome)
    except DatabaseError as error:
        raise DeskError(REFUSED.at(case.reference, str(error))) from error
    return act


def _signature(case: Case) -> Act | None:
    """The newest signature, while the case is being signed; one that met dissent waits no longer."""
    if case.state != "signing":
        return None
    last = case.act_set.filter(kind__in=("sign", "override", "dissent")).order_by("-pk").first()
    return None if last is None or last.kind == "dissent" else last


def dissent(actor: Principal, now: datetime, case: Case, sha: str, reason: str) -> Act:
    """Disagree, with a reason that is printed with the decision; a case being signed opens again."""
    demand(actor, "advise", case)
    decision = _named(case, sha)
    _needs(case, "reason", reason)
    with transaction.atomic():
        act = _act(actor, now, case, decision, "dissent", reason=reason)
        if case.state == "signing":
            _move(case, "open")
    return act


def reopen(actor: Principal, now: datetime, case: Case, reason: str) -> None:
    """Open a closed case again; the old outcome stands, marked, until it is signed anew."""
    demand(actor, "edit_case", case)
    _needs(case, "reason", reason)
    with transaction.atomic():
        _move(case, "reopened")
        _act(actor, now, case, newest(case), "reopen", outcome=case.outcome, reason=reason)


def bulk_take(actor: Principal, now: datetime, cases: Iterable[Case]) -> list[str]:
    """Take several cases, each with an event of its own; returns what was refused and why. At most 200."""
    refused = []
    for number, case in enumerate(cases):
        if number >= MOST_IN_BULK:
            refused.append(f"{case.reference}: more than {MOST_IN_BULK} at once")
            continue
        try:
            take(actor, now, case)
        except DeskError as error:
            refused.append(f"{case.reference}: {error.faults[0].what}")
    return refused


def _named(case: Case, sha: str) -> Decision:
    """The newest decision, when it is the one the hash names. Raises DeskError (EG8108)."""
    decision = newest(case)
    if decision.sha256 != sha:
        raise DeskError(SUPERSEDED.at(case.reference, f"the newest is decision {decision.n}: {decision.difference}"))
    return decision


def _close(actor: Principal, now: datetime, case: Case, decision: Decision, outcome: str) -> None:
    _move(case, "closed", outcome=outcome, changed="")
    _event(actor, now, "closed", case, decision, {"outcome": outcome})


def _move(case: Case, state: str, **fields: Any) -> None:
    if not workflow().may_move(case.state, state):
        raise DeskError(NOT_NOW.at(case.reference, f"from {case.state} a case does not go to {state}"))
    _change(case, state=state, **fields)


def _change(case: Case, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def _act(
    actor: Principal,
    now: datetime,
    case: Case,
    decision: Decision,
    kind: str,
    outcome: str = "",
    reason: str = "",
    citation: str = "",
    on_act: Act | None = None,
) -> Act:
    with transaction.atomic():
        act = Act.objects.create(
            case=case,
            decision=decision,
            kind=kind,
            outcome=outcome,
            reason=reason[:_LONGEST],
            citation=citation[:200],
            author_id=actor.user_id,
            team_id=case.team_id,
            on_act=on_act,
            at=now,
        )
        _event(actor, now, kind, case, decision, {"act": act.pk, "outcome": outcome, "reason": _blind(reason)})
    return act


def _needs(case: Case, field: str, text: str) -> None:
    if not text.strip():
        raise DeskError(MISSING.at(case.reference, f"{field} is empty"))


def _blind(text: str) -> str:
    """A salted hash of free text: the chain stays whole where a text must be erased."""
    if not text:
        return ""
    salt = secrets.token_hex(8)
    return f"{salt}:{sha256((salt + text).encode()).hexdigest()}"


def _event(
    actor: Principal, now: datetime, verb: str, case: Case, decision: Decision | None, payload: dict[str, Any]
) -> None:
    what = case.reference if decision is None else f"{case.reference}/decision/{decision.n}"
    chained(actor.name, verb, what, now, case.reference, payload)


def wanted(actor: Principal, case: Case) -> dict[str, Any]:
    """Which acts the actor may do now, for the page; the services check again."""
    working = case.state in workflow().working
    signature = _signature(case)
    own = signature is not None and signature.author_id == actor.user_id
    return {
        "take": allowed(actor, "take", case) and case.assignee_id != actor.user_id and case.state != "closed",
        "sign": working and case.state != "signing" and allowed(actor, "sign", case),
        "override": allowed(actor, "override", case),
        "countersign": signature is not None and not own and allowed(actor, "countersign", case),
        "signature": None if signature is None else signature.pk,
        "advise": working and allowed(actor, "advise", case),
        "dissent": working and allowed(actor, "advise", case),
        "wait": working and allowed(actor, "edit_case", case),
        "resume": case.state == "waiting" and allowed(actor, "edit_case", case),
        "reopen": case.state == "closed" and allowed(actor, "edit_case", case),
        "outcomes": [(each, each.replace("_", " ")) for each in workflow().outcomes(case.legality)],
        "milder": list(workflow().milder[case.legality]),
        "advice": [(each, each.replace("_", " ")) for each in workflow().advice],
    }


def asked_of(decision: Decision) -> dict[str, Any]:
    """The record of a decision as parsed JSON."""
    found: dict[str, Any] = json.loads(bytes(decision.record))
    return found
