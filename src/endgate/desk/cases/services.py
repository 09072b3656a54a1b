"""Acts on cases. Each takes who acts and when, checks the role and the workflow, and writes an event with it.

Raises DeskError: EG8105 for an act beyond a role, EG8106 out of order, EG8107 without what it needs, EG8108 when a
newer decision exists. Nothing is written then.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, transaction

from endgate.decide.model import Decision as Record
from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.clocks import due_from, resumed
from endgate.desk.cases.recording import (
    blind,
    change,
    event,
    keep_decision,
    keep_shipment,
    move,
    needs,
    new_reference,
    record_act,
    shown_of,
)
from endgate.desk.cases.workflow import workflow
from endgate.desk.errors import MISSING, NOT_NOW, REFUSED, SUPERSEDED, DeskError
from endgate.desk.store.models import Act, Case, Decision, Shipment, User
from endgate.shipment.model import Shipment as Asked


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
            reference=new_reference(now),
            team_id=actor.home,
            created_at=now,
            due_at=due_from(now),
            why_here=why[:200],
            **shown_of(shown),
        )
        kept = keep_shipment(actor, now, case, shipment, claims)
        decision = keep_decision(now, case, kept, record, "asked")
        event(actor, now, "kept", case, decision, {"sha256": decision.sha256})
    return case


def record_decision(
    actor: Principal,
    now: datetime,
    case: Case,
    record: Record,
    *,
    cause: str,
    difference: str = "",
    shipment: Shipment | None = None,
    after: Decision | None = None,
    found: bool = False,
) -> Decision:
    """Keep a newer decision of the newest shipment; a graver one, or one that ``found`` more, reopens a closed case.

    ``after`` is the decision it was compared with. Raises DeskError (EG8108) when another one came in between.
    """
    with transaction.atomic():
        case = locked(case)
        if after is not None and newest(case).pk != after.pk:
            raise DeskError(SUPERSEDED.at(case.reference, "another decision came first; decide again"))
        kept = case.shipment_set.order_by("-n")[0] if shipment is None else shipment
        decision = keep_decision(now, case, kept, record, cause, difference)
        shown = shown_of(record.to_json())
        graver = _rank(shown["legality"]) > _rank(case.legality)
        state = "reopened" if case.state == "closed" and (graver or found) else case.state
        state = "open" if state == "signing" else state  # the signature stands under the decision before
        change(case, state=state, changed=difference[:300], **shown)
        event(actor, now, "decided", case, decision, {"cause": cause, "sha256": decision.sha256})
    return decision


def _rank(disposition: str) -> int:
    return ("PROCEED", "PROCEED_WITH_CONDITIONS", "LICENCE", "HOLD", "STOP").index(disposition)


def locked(case: Case) -> Case:
    """The case's row as it is now, held until the transaction ends; the caller's own is brought up to it."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    return case


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
        change(case, assignee=to, state="open" if case.state == "new" else case.state)
        event(actor, now, "assigned", case, None, {"to": to.name})


def wait(actor: Principal, now: datetime, case: Case, reason: str, until: date | None = None) -> None:
    """Stop the clock until somebody outside has answered, or until a day on which to ask again."""
    demand(actor, "edit_case", case)
    needs("reason", reason)
    if until is not None and until < now.date():
        raise DeskError(MISSING.at("until", f"{until} has passed; name a day to come, or none"))
    with transaction.atomic():
        move(case, "waiting", waiting_for=reason[:200], waiting_since=now, waiting_until=until)
        event(actor, now, "waits", case, None, {"reason": blind(reason), "until": str(until or "")})


def resume(actor: Principal, now: datetime, case: Case) -> None:
    """Take a waiting case up again; its limit moves by as long as it waited."""
    demand(actor, "edit_case", case)
    with transaction.atomic():
        due = resumed(case.due_at, case.waiting_since, now)
        move(case, "open", waiting_for="", waiting_since=None, waiting_until=None, due_at=due)
        event(actor, now, "resumed", case, None, {"due": str(due or "")})


def note(actor: Principal, now: datetime, case: Case, text: str) -> Act:
    """Write a note on the newest decision."""
    demand(actor, "edit_case", case)
    needs("reason", text)
    return record_act(actor, now, case, newest(case), "note", reason=text)


def advise(actor: Principal, now: datetime, case: Case, advice: str, reason: str) -> Act:
    """Advise on the newest decision; the advice goes visibly stale with it."""
    demand(actor, "advise", case)
    return record_act(actor, now, case, newest(case), "advice", outcome=advised(advice, reason), reason=reason)


def advised(advice: str, reason: str) -> str:
    """The advice, when it is one and has its reason. Raises DeskError (EG8107)."""
    if advice not in workflow().advice:
        raise DeskError(MISSING.at("advice", f"one of {', '.join(workflow().advice)}"))
    needs("reason", reason)
    return advice


def sign(actor: Principal, now: datetime, case: Case, sha: str, outcome: str, reason: str, citation: str = "") -> Act:
    """Sign an outcome under the newest decision, named by its hash. An outcome milder than it is an override."""
    demand(actor, "sign", case)
    decision = _named(case, sha)
    done = _last_of(case, author_id=actor.user_id, decision=decision, outcome=outcome, reason=reason, citation=citation)
    if done is not None and done.kind in ("sign", "override") and case.state in ("signing", "closed"):
        return done  # the same form, sent twice
    if case.state not in workflow().working:
        first = "reopen it first" if case.state == "closed" else "take it first"
        raise DeskError(NOT_NOW.at(case.reference, f"a case that is {case.state} is not signed; {first}"))
    if outcome not in workflow().outcomes(case.legality):
        open_to = ", ".join(workflow().outcomes(case.legality))
        raise DeskError(NOT_NOW.at("outcome", f"{case.legality} may end as {open_to}, not as {outcome or 'nothing'}"))
    if any(each.decision_id == decision.pk for each in dissents(case)):
        needs("reason", reason, "dissent stands on this decision")
    kind = _kind(actor, case, outcome, reason, citation)
    with transaction.atomic():
        act = record_act(actor, now, case, decision, kind, outcome=outcome, reason=reason, citation=citation)
        if workflow().four_eyes(case.legality, case.concern, outcome):
            change(case, state="signing", outcome="")
        else:
            _close(actor, now, case, decision, outcome)
    return act


def _kind(actor: Principal, case: Case, outcome: str, reason: str, citation: str) -> str:
    """``override`` for an outcome milder than the decision, which only some may choose, and with a citation."""
    if not workflow().overrides(case.legality, outcome):
        return "sign"
    demand(actor, "override", case)
    needs("citation", citation)
    needs("reason", reason)
    return "override"


def countersign(actor: Principal, now: datetime, case: Case, sha: str, signature: Act, reason: str = "") -> Act:
    """Countersign somebody else's signature and close the case; never one's own, nor on one's own shipment."""
    demand(actor, "countersign", case)
    decision = _named(case, sha)
    done = _last_of(case, author_id=actor.user_id, on_act=signature, reason=reason)
    if done is not None and done.kind == "countersign" and case.state == "closed":
        return done  # the same form, sent twice
    waiting = signature_of(case)
    if waiting is None or waiting.pk != signature.pk or signature.decision_id != decision.pk:
        raise DeskError(NOT_NOW.at(case.reference, "this signature does not wait for a second one"))
    try:
        with transaction.atomic():
            act = record_act(actor, now, case, decision, "countersign", signature.outcome, reason, on_act=signature)
            _close(actor, now, case, decision, signature.outcome)
    except DatabaseError as error:
        raise DeskError(REFUSED.at(case.reference, str(error))) from error
    return act


def _last_of(case: Case, **same: object) -> Act | None:
    """The newest act of the case, where it is just so."""
    last = case.act_set.order_by("-pk").first()
    return last if last is not None and all(getattr(last, name) == value for name, value in same.items()) else None


def signature_of(case: Case) -> Act | None:
    """The newest signature, while the case is being signed; one that met dissent waits no longer."""
    if case.state != "signing":
        return None
    last = case.act_set.filter(kind__in=("sign", "override", "dissent")).order_by("-pk").first()
    return None if last is None or last.kind == "dissent" else last


def dissent(actor: Principal, now: datetime, case: Case, sha: str, reason: str) -> Act:
    """Disagree, with a reason that is printed with the decision; a case being signed opens again."""
    demand(actor, "advise", case)
    decision = _named(case, sha)
    needs("reason", reason)
    with transaction.atomic():
        act = record_act(actor, now, case, decision, "dissent", reason=reason)
        if case.state == "signing":
            move(case, "open")
    return act


def dissents(case: Case) -> list[Act]:
    """Dissent on any decision of the case, in its order; it is shown for ever."""
    return list(case.act_set.filter(kind="dissent").select_related("author", "team", "decision").order_by("pk"))


def seen(actor: Principal, now: datetime, case: Case) -> None:
    """Note that somebody read what changed; the case leaves the queue of changed ones."""
    demand(actor, "edit_case", case)
    with transaction.atomic():
        event(actor, now, "read_change", case, newest(case), {"change": blind(case.changed)})
        change(case, changed="")


def reopen(actor: Principal, now: datetime, case: Case, reason: str) -> None:
    """Open a closed case again; the old outcome stands, marked, until it is signed anew."""
    demand(actor, "edit_case", case)
    needs("reason", reason)
    with transaction.atomic():
        move(case, "reopened")
        record_act(actor, now, case, newest(case), "reopen", outcome=case.outcome, reason=reason)


def _named(case: Case, sha: str) -> Decision:
    """The newest decision, when it is the one the hash names. Raises DeskError (EG8108)."""
    decision = newest(case)
    if decision.sha256 != sha:
        raise DeskError(SUPERSEDED.at(case.reference, f"the newest is decision {decision.n}: {decision.difference}"))
    return decision


def _close(actor: Principal, now: datetime, case: Case, decision: Decision, outcome: str) -> None:
    move(case, "closed", outcome=outcome, changed="")
    event(actor, now, "closed", case, decision, {"outcome": outcome})


def asked_of(decision: Decision) -> dict[str, Any]:
    """The record of a decision as parsed JSON."""
    found: dict[str, Any] = json.loads(bytes(decision.record))
    return found
