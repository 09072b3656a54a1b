"""Dossiers: prepared by one person, released by another, then delivered, answered or recalled; each an added row."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, transaction

from endgate.decide.explain import for_recipient
from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.recording import blind, event, needs
from endgate.desk.cases.services import asked_of, newest
from endgate.desk.conf.start import current
from endgate.desk.dossiers.build import Built, Excerpts, Wanted, build
from endgate.desk.engine import engine
from endgate.desk.errors import MARKS_CHANGED, NOT_NOW, REFUSED, SUPERSEDED, DeskError
from endgate.desk.evidence.granted import only
from endgate.desk.evidence.store import claims_of
from endgate.desk.pages.reading import word
from endgate.desk.parties.services import review_book
from endgate.desk.store.chain import anchor
from endgate.desk.store.models import Case, Dossier, DossierAct
from endgate.evidence.model import ClaimFile, Recipient
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

FOLLOWS = {
    "": ("released", "refused"),
    "released": ("delivered", "recalled"),
    "delivered": ("replied", "recalled"),
    "replied": ("replied", "recalled"),
    "refused": (),
    "recalled": (),
}
"""Which act may come after which."""


def preview(actor: Principal, case: Case, wanted: Wanted) -> Built:
    """What the recipient would be given; nothing is kept. Raises DeskError."""
    demand(actor, "edit_case", case)
    return build(claims_of(case), wanted, case.team.name, "not given yet", _excerpts(case))


def prepare(actor: Principal, now: datetime, case: Case, wanted: Wanted) -> Dossier:
    """Freeze what a recipient would be given, under a reference that tells nothing. Raises DeskError."""
    demand(actor, "edit_case", case)
    reference = _reference()
    built = build(claims_of(case), wanted, case.team.name, reference, _excerpts(case))
    content, decision = built.bytes(), newest(case)
    notes = {
        "wanted": asdict(wanted),
        "claims": list(built.claims),
        "blocked": built.blocked,
        "warnings": built.warnings,
    }
    with transaction.atomic():
        dossier = Dossier.objects.create(
            case=case,
            decision=decision,
            reference=reference,
            recipient=wanted.recipient,
            kind=wanted.kind,
            label=str(built.label),
            content=content,
            sha256=sha256(content).hexdigest(),
            notes=json.dumps(notes, ensure_ascii=False, default=_said),
            author_id=actor.user_id,
            at=now,
        )
        event(actor, now, "prepared", case, decision, {"dossier": dossier.pk, "sha256": dossier.sha256})
    return dossier


def _said(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no note")


def _reference() -> str:
    """Random, so that neither the case nor the number of dossiers can be read off."""
    return "D-" + secrets.token_hex(5).upper()


def _excerpts(case: Case) -> Excerpts:
    def found(file: ClaimFile, recipient: Recipient, claims: tuple[str, ...]) -> dict[str, Any]:
        last = newest(case)
        shipment = decode(Shipment, json.loads(bytes(last.shipment.content)))
        visible = only(file, claims)
        record = (
            engine()
            .decide(shipment, claims=visible, as_of=last.as_of, known_as_of=last.known_as_of, reviews=review_book(case))
            .to_json()
        )
        seen = for_recipient(shipment, engine().edition(), file, recipient.id, last.as_of, last.known_as_of)
        return {
            "legality": [
                {"actor": each["name"], "says": word(each["disposition"]), "measures": _measures(each)}
                for each in record["actors"]
            ],
            "concern": [{"hypothesis": each.hypothesis, "grade": str(each.grade)} for each in seen.concerns],
        }

    return found


def _measures(actor: dict[str, Any]) -> list[str]:
    return sorted({str(each["measure"]).removeprefix("IMPLEMENTATION_OPEN:") for each in actor["reasons"]})


def state_of(dossier: Dossier) -> str:
    """The last act on a dossier; empty while nobody but its author has seen it."""
    last = dossier.dossieract_set.order_by("-pk").values_list("kind", flat=True).first()
    return last or ""


def act_on(actor: Principal, now: datetime, dossier: Dossier, kind: str, sha: str, reason: str) -> DossierAct:
    """Release, refuse, deliver, note a reply or recall. Whoever prepared it does not release it. Raises DeskError."""
    case = dossier.case
    demand(actor, "release", case)
    if sha != dossier.sha256:
        raise DeskError(SUPERSEDED.at(dossier.reference, "this is not the content that was prepared"))
    if kind not in FOLLOWS[state_of(dossier)]:
        raise DeskError(NOT_NOW.at(dossier.reference, f"after {state_of(dossier) or 'preparing'} no {kind} follows"))
    needs("reason", reason)
    if kind == "released":
        _still_so(actor, dossier)
    try:
        with transaction.atomic():
            act = DossierAct.objects.create(dossier=dossier, kind=kind, reason=reason, author_id=actor.user_id, at=now)
            payload = {"dossier": dossier.pk, "sha256": dossier.sha256, "reason": blind(reason)}
            event(actor, now, f"dossier_{kind}", case, dossier.decision, payload)
    except DatabaseError as error:
        raise DeskError(REFUSED.at(dossier.reference, str(error))) from error
    if kind == "released":
        anchor(current().data_dir, now)
    return act


def _still_so(actor: Principal, dossier: Dossier) -> None:
    """Is what stands in it still what the recipient may see? Four eyes come first."""
    if dossier.author_id == actor.user_id:
        raise DeskError(REFUSED.at(dossier.reference, "whoever prepared a dossier does not release it"))
    content = json.loads(bytes(dossier.content))
    now = build(
        claims_of(dossier.case), wanted_of(dossier), content["originator"], dossier.reference, _excerpts(dossier.case)
    )
    if now.bytes() != bytes(dossier.content):
        raise DeskError(MARKS_CHANGED.at(dossier.reference, "built from what stands now it would be another"))


def wanted_of(dossier: Dossier) -> Wanted:
    """What its author wanted."""
    raw = json.loads(dossier.notes)["wanted"]
    return decode(Wanted, {name: value for name, value in raw.items() if value is not None})


def record_of(dossier: Dossier) -> dict[str, Any]:
    """The decision that it was prepared under."""
    return asked_of(dossier.decision)
