"""Deciding cases again without anybody asking: after lists, law, a claim or a review changed, or a day has passed."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, QuerySet

from endgate.desk.access.principal import Principal
from endgate.desk.cases.recheck import decide_again
from endgate.desk.cases.workflow import workflow
from endgate.desk.jobs.affected import Affected, affected, everyone
from endgate.desk.store.machinery import Job
from endgate.desk.store.models import Act, Case
from endgate.terms.faults import EndgateError

DESK = Principal(0, "desk", ())
"""Who acts when nobody does; it signs nothing."""
SLICE = 50
"""Cases between two looks at whether the job is still this worker's."""
Step = Callable[[int, int], bool]
_LOG = logging.getLogger("endgate.desk")


def watched(now: datetime) -> QuerySet[Case]:
    """Cases that are decided again: those that are not closed, and closed ones for as long as the workflow watches."""
    since = now - timedelta(days=workflow().watch_days)
    acts = Act.objects.filter(case=OuterRef("pk"), at__gte=since)
    return Case.objects.filter(~Q(state="closed") | Q(created_at__gte=since) | Exists(acts)).order_by("pk")


def recheck_all(job: Job, now: datetime, step: Step) -> dict[str, Any]:
    """Decide the watched cases again that a change can touch; one that fails is named, and harms no other."""
    rows = list(watched(now).values_list("pk", flat=True))
    return _recheck(rows, now, step, affected(job, now), quiet=True)


def recheck_case(job: Job, now: datetime, step: Step) -> dict[str, Any]:
    """Decide one case again, after a claim or a review of it changed."""
    rows = list(watched(now).filter(reference=job.object).values_list("pk", flat=True))
    return _recheck(rows, now, step, everyone, quiet=False)


def _recheck(rows: list[int], now: datetime, step: Step, touched: Affected, *, quiet: bool) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    failed: list[dict[str, str]] = []
    for done, cases in _slices(rows):
        keys = touched(cases)
        counts["decided"] += len(keys)
        for case in cases:
            outcome, fault = _one(case, now, quiet=quiet) if case.pk in keys else ("same", None)
            counts[outcome] += 1
            failed += [fault] if fault and len(failed) < SLICE else []
        if not step(done, len(rows)):
            break
    told = {name: counts[name] for name in ("decided", "changed", "same", "failed")}
    return {"cases": len(rows), **told, "failures": failed}


def _slices(rows: list[int]) -> Iterator[tuple[int, list[Case]]]:
    """The cases in slices, each read when its turn comes, so that what people did meanwhile counts."""
    for start in range(0, len(rows), SLICE):
        part = rows[start : start + SLICE]
        yield start + len(part), list(Case.objects.filter(pk__in=part).order_by("pk"))


def _one(case: Case, now: datetime, *, quiet: bool) -> tuple[str, dict[str, str] | None]:
    try:
        return ("same" if decide_again(DESK, now, case, quiet=quiet) is None else "changed"), None
    except EndgateError as error:
        fault = error.faults[0]
        return "failed", {"reference": case.reference, "code": fault.code, "what": fault.what[:200]}
    except IntegrityError:
        return "same", None  # another decision came first; the change that made it has its own job
    except (KeyError, TypeError, ValueError) as error:
        _LOG.exception("recheck of %s failed", case.reference)
        return "failed", {"reference": case.reference, "code": "EG8302", "what": type(error).__name__}


def summary(job: Job) -> dict[str, Any]:
    """What a recheck found, as the job keeps it."""
    found: dict[str, Any] = json.loads(job.result)
    return found
