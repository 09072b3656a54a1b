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
from endgate.desk.errors import SUPERSEDED, DeskError
from endgate.desk.store.machinery import Job
from endgate.desk.store.models import Act, Case, Decision
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


def recheck_all(_job: Job, now: datetime, step: Step) -> dict[str, Any]:
    """Decide every watched case again; a case that fails is counted and named, and harms no other."""
    rows = list(watched(now).values_list("pk", flat=True))
    return _recheck(rows, now, step, quiet=True)


def recheck_case(job: Job, now: datetime, step: Step) -> dict[str, Any]:
    """Decide one case again, after a claim or a review of it changed."""
    rows = list(watched(now).filter(reference=job.object).values_list("pk", flat=True))
    return _recheck(rows, now, step, quiet=False)


def _recheck(rows: list[int], now: datetime, step: Step, *, quiet: bool) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    failed: list[dict[str, str]] = []
    for number, case in enumerate(_cases(rows), start=1):
        outcome, fault = _one(case, now, quiet=quiet)
        counts[outcome] += 1
        failed += [fault] if fault and len(failed) < SLICE else []
        if number % SLICE == 0 and not step(number, len(rows)):
            break
    return {"cases": len(rows), **{name: counts[name] for name in ("changed", "same", "failed")}, "failures": failed}


def _cases(rows: list[int]) -> Iterator[Case]:
    """The cases in slices, each read when its turn comes, so that what people did meanwhile counts."""
    for start in range(0, len(rows), SLICE):
        yield from Case.objects.filter(pk__in=rows[start : start + SLICE]).order_by("pk")


def _one(case: Case, now: datetime, *, quiet: bool) -> tuple[str, dict[str, str] | None]:
    try:
        return ("same" if _decided(case, now, quiet=quiet) is None else "changed"), None
    except EndgateError as error:
        fault = error.faults[0]
        return "failed", {"reference": case.reference, "code": fault.code, "what": fault.what[:200]}
    except IntegrityError:
        return "same", None  # another decision came first; the change that made it has its own job
    except (KeyError, TypeError, ValueError) as error:
        _LOG.exception("recheck of %s failed", case.reference)
        return "failed", {"reference": case.reference, "code": "EG8302", "what": type(error).__name__}


def _decided(case: Case, now: datetime, *, quiet: bool) -> Decision | None:
    """Decide again; once more when a person's act came in between."""
    try:
        return decide_again(DESK, now, case, quiet=quiet)
    except DeskError as error:
        if error.faults[0].code != SUPERSEDED.code:
            raise
    return decide_again(DESK, now, case, quiet=quiet)


def summary(job: Job) -> dict[str, Any]:
    """What a recheck found, as the job keeps it."""
    found: dict[str, Any] = json.loads(job.result)
    return found
