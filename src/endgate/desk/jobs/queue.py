"""The queue of jobs: each enqueued once, run under a lease, taken back from a worker that died, tried three times."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from endgate.desk.errors import JOB_LOST
from endgate.desk.store.machinery import Job

LEASE = timedelta(seconds=60)
"""How long a worker may be silent before its job is taken back."""
MOST_TRIES = 3
_WAIT = timedelta(seconds=30)


def enqueue(
    kind: str, what: str, key: str, now: datetime, *, payload: Mapping[str, Any] | None = None, user: int | None = None
) -> Job:
    """Put work into the queue; what has been there under the same kind, object and key is not done again."""
    fresh = {"payload": json.dumps(payload or {}), "run_at": now, "created_at": now, "user_id": user}
    job, _ = Job.objects.get_or_create(kind=kind, object=what, key=key, defaults=fresh)
    return job


def claim(holder: str, now: datetime) -> Job | None:
    """The next job, leased to a worker; None when none is due."""
    with transaction.atomic():
        job = (
            Job.objects.select_for_update(**_skipping())
            .filter(state="queued", run_at__lte=now)
            .order_by("run_at", "pk")
            .first()
        )
        if job is None:
            return None
        job.state, job.holder, job.tries, job.lease_until = "running", holder, job.tries + 1, now + LEASE
        job.save(update_fields=["state", "holder", "tries", "lease_until"])
    return job


def _skipping() -> dict[str, bool]:
    """Workers on a database server pass over rows that another one is taking; SQLite has one writer anyway."""
    from django.db import connection

    return {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}


def renew(job: Job, now: datetime, *, done: int | None = None, total: int | None = None) -> bool:
    """Hold a job on, and say how far it is; False when it was taken back or cancelled, and must be let go."""
    fields: dict[str, Any] = {"lease_until": now + LEASE}
    fields |= {name: value for name, value in (("done", done), ("total", total)) if value is not None}
    return _held(job).update(**fields) == 1


def finish(job: Job, now: datetime, result: Mapping[str, Any]) -> bool:
    """Mark a job done, with what it has to show; False when it is no longer this worker's."""
    text = json.dumps(result, ensure_ascii=False)
    return _held(job).update(state="done", ended_at=now, lease_until=None, result=text, code="", detail="") == 1


def fail(job: Job, now: datetime, code: str, detail: str, *, again: bool) -> None:
    """Keep why a job failed; ``again`` puts it back, later each time, until it was tried three times."""
    fields: dict[str, Any] = {"code": code, "detail": detail[:300], "lease_until": None, "holder": ""}
    if again and job.tries < MOST_TRIES:
        fields |= {"state": "queued", "run_at": now + _WAIT * job.tries}
    else:
        fields |= {"state": "failed", "ended_at": now}
    _held(job).update(**fields)


def reap(now: datetime) -> int:
    """Take jobs back whose worker has been silent for too long; one that lost three workers fails."""
    lost = Job.objects.filter(state="running", lease_until__lt=now)
    given_up = lost.filter(tries__gte=MOST_TRIES).update(
        state="failed", ended_at=now, lease_until=None, code=JOB_LOST.code, detail=JOB_LOST.title
    )
    return given_up + lost.update(state="queued", run_at=now, holder="", lease_until=None)


def cancel(job: Job, now: datetime) -> bool:
    """Stop a job that has not ended; its worker lets go at the next step."""
    found = Job.objects.filter(pk=job.pk, state__in=("queued", "running"))
    return found.update(state="cancelled", ended_at=now, lease_until=None) == 1


def restart(job: Job, now: datetime) -> bool:
    """Queue a failed job again, as if it had never been tried."""
    return Job.objects.filter(pk=job.pk, state="failed").update(state="queued", tries=0, run_at=now, ended_at=None) == 1


def _held(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state="running", holder=job.holder, tries=job.tries)
