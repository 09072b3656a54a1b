"""Files of shipments as jobs: taken at once, decided by the worker, fetched when done. Seen by whoever sent them."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse

from endgate.desk.access.principal import Principal
from endgate.desk.api.v1.calls import json_answer
from endgate.desk.api.v1.reading import RefusedError, day_of, sent
from endgate.desk.engine import engine
from endgate.desk.jobs import queue
from endgate.desk.jobs.files import kept_files
from endgate.desk.reference.policy import policy_digest
from endgate.desk.store.machinery import Job

BIGGEST = 8 << 20
_LONGEST_NAME = 120
CHECKED = "check_file"
_LINES = "application/x-ndjson"


def send(request: HttpRequest, actor: Principal, now: datetime) -> HttpResponse:
    """Send a file of shipments (JSON, JSON lines, CSV, XLSX); the same file is one job for the same lists."""
    content = sent(request)
    if not content:
        raise RefusedError(422, "a file of shipments is wanted as the body")
    name = named(request, "shipments.jsonl")
    days = {each: day_of(request, each) for each in ("as_of", "known_as_of")}
    payload = {
        "name": name,
        "file": kept_files().put(content),
        **{k: None if d is None else str(d) for k, d in days.items()},
    }
    key = sha256(json.dumps([payload, engine().edition().id, policy_digest()], sort_keys=True).encode()).hexdigest()
    job = queue.enqueue(CHECKED, str(actor.user_id), key, now, payload=payload, user=actor.user_id)
    answer = json_answer(shown(job), status=202)
    answer["Location"] = f"/api/1/jobs/{job.pk}"
    return answer


def named(request: HttpRequest, default: str) -> str:
    """The name of the file that is sent. Raises RefusedError for one that is none, or a path."""
    name = request.GET.get("name", default)
    if not name or len(name) > _LONGEST_NAME or "/" in name or "\\" in name or not name.isprintable():
        raise RefusedError(422, f"name: at most {_LONGEST_NAME} characters, and no path")
    return name


def shown(job: Job) -> dict[str, Any]:
    """A job as a program sees it."""
    result = json.loads(job.result)
    return {
        "id": job.pk,
        "kind": job.kind,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "counts": {name: result[name] for name in ("read", "decided", "quarantined") if name in result},
        "edition": result.get("edition", ""),
        **{name: result[name] for name in ("documents", "lists") if name in result},
        "problem": {"code": job.code, "detail": job.detail} if job.code else None,
        "created_at": job.created_at.isoformat(),
        "ended_at": None if job.ended_at is None else job.ended_at.isoformat(),
    }


def _found(actor: Principal, ident: int, kind: str = "") -> Job:
    job = Job.objects.filter(pk=ident, user_id=actor.user_id).first()
    if job is None or kind not in ("", job.kind):
        raise RefusedError(404, "there is nothing at this address")
    return job


def job(_request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """How far a job is; its end state, and its fault when it failed."""
    return json_answer(shown(_found(actor, ident)))


def cancel(_request: HttpRequest, actor: Principal, now: datetime, ident: int) -> HttpResponse:
    """Stop a job that has not ended."""
    found = _found(actor, ident)
    if not queue.cancel(found, now):
        raise RefusedError(409, f"a job that is {found.state} is not stopped")
    return json_answer(shown(_found(actor, ident)))


def results(_request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """One JSON line for each shipment that was decided: place, id, decision record."""
    return _lines(_found(actor, ident, CHECKED), "results")


def quarantine(_request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """One JSON line for each fault of what was not decided."""
    return _lines(_found(actor, ident, CHECKED), "quarantine")


def _lines(found: Job, name: str) -> HttpResponse:
    if found.state != "done":
        raise RefusedError(409, f"the job is {found.state}; there is nothing to fetch yet")
    return HttpResponse(kept_files().get(json.loads(found.result)[name]), content_type=_LINES)
