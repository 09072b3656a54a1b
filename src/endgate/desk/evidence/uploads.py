"""Documents on their way into a case: kept at once under their hash, read by the worker, shown until they are read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.errors import JOB_LOST, DeskError
from endgate.desk.evidence.services import within_limits
from endgate.desk.evidence.store import CaseEvidence, stamp
from endgate.desk.jobs.queue import enqueue, renew
from endgate.desk.store.machinery import Job
from endgate.desk.store.models import Case
from endgate.evidence.case import services as evidence
from endgate.evidence.case.folding import CaseView
from endgate.evidence.case.log import Event, Stamp
from endgate.evidence.case.model import Acquisition, Marks
from endgate.evidence.case.services import Received
from endgate.evidence.case.store import Decide
from endgate.evidence.proposing import propose_claims
from endgate.terms.codec import decode, encode

KIND = "read_document"
UNDER_WAY = ("queued", "running")
_SHOWN = (*UNDER_WAY, "failed")
Step = Callable[[int, int], bool]


def take_in(
    actor: Principal, now: datetime, case: Case, files: Sequence[Received], acquired: Acquisition, marks: Marks
) -> list[Job]:
    """Keep files by their hash and queue each to be read. Raises DeskError (EG8105, EG8107, EG8206)."""
    demand(actor, "edit_case", case)
    within_limits(case, [(each.name, len(each.content)) for each in files])
    title = marks.title if len(files) == 1 else ""
    with transaction.atomic():
        return [_queued(actor, now, case, each, acquired, Marks(title, marks.public, marks.label)) for each in files]


def _queued(actor: Principal, now: datetime, case: Case, file: Received, acquired: Acquisition, marks: Marks) -> Job:
    payload = {
        "name": file.name,
        "stated_type": file.stated_type,
        "size": len(file.content),
        "sha256": CaseEvidence(case).put(file.content),
        "acquired": encode(acquired),
        "marks": encode(marks),
        "actor": actor.name,
    }
    return enqueue(KIND, case.reference, secrets.token_hex(16), now, payload=payload, user=actor.user_id)


def waiting_uploads(case: Case) -> list[Job]:
    """Uploads of a case that are not read yet, or that failed, in the order in which they came."""
    return list(Job.objects.filter(kind=KIND, object=case.reference, state__in=_SHOWN).order_by("pk"))


def read_document(job: Job, now: datetime, step: Step) -> dict[str, Any]:
    """Read one upload and propose its claims. A second worker goes on where one that died had come to."""
    asked = json.loads(job.payload)
    store = _Reading(Case.objects.get(reference=job.object), job)
    by = stamp(asked["actor"], now)
    if "added" not in asked:
        file = Received(asked["name"], store.get(asked["sha256"]), asked["stated_type"])
        marks, acquired = decode(Marks, asked["marks"]), decode(Acquisition, asked["acquired"])
        evidence.add_document(store, file, acquired, marks, by)
        asked = json.loads(job.payload)
    for number, ident in enumerate(asked["added"], start=1):
        if not _proposed(store.view(), ident):
            propose_claims(store, ident, by)
        step(number, len(asked["added"]))
    return {"documents": asked["added"]}


def _proposed(view: CaseView, document: str) -> bool:
    return any(each.id.startswith(f"{document}:c") for each in view.claims)


@dataclass(frozen=True)
class _Reading(CaseEvidence):
    """A case's evidence while an upload is read: its documents and the job's note of them are kept together."""

    job: Job

    def record(self, decide: Decide, stamp: Stamp) -> tuple[Event, ...]:
        with transaction.atomic():
            if not renew(self.job, timezone.now()):
                raise DeskError(JOB_LOST.at(self.job.object, "another worker reads this document"))
            events = super().record(decide, stamp)
            added = [each.object for each in events if each.verb == "document:add"]
            if added:
                self.job.payload = json.dumps({**json.loads(self.job.payload), "added": added})
                self.job.save(update_fields=["payload"])
        return events
