"""What changed for somebody's cases since they were decided, in the words of the decisions that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.store.models import Case, Decision

MOST = 500


@dataclass(frozen=True)
class Change:
    """A case whose newest decision nobody has read. ``before`` is the disposition that stood under the one before."""

    reference: str
    title: str
    state: str
    cause: str
    words: str
    legality: str
    concern: str
    decision: int
    at: datetime
    reopened: bool


def changes_for(actor: Principal, *, mine: bool = False) -> list[Change]:
    """The cases that exist for the actor and changed since they were last read, the newest change first.

    ``mine`` keeps those that are assigned to the actor.
    """
    newest = Decision.objects.filter(case=OuterRef("pk")).order_by("-n")
    found = visibility.cases(actor).exclude(changed="")
    if mine:
        found = found.filter(assignee_id=actor.user_id)
    rows = found.annotate(
        cause=Subquery(newest.values("cause")[:1]),
        words=Subquery(newest.values("difference")[:1]),
        last=Subquery(newest.values("n")[:1]),
        decided=Subquery(newest.values("at")[:1]),
    ).order_by(F("decided").desc(), "pk")[:MOST]
    return [_change(each) for each in rows]


def _change(case: Case) -> Change:
    given = vars(case)
    return Change(
        reference=case.reference,
        title=case.title,
        state=case.state,
        cause=given["cause"],
        words=given["words"] or case.changed,
        legality=case.legality,
        concern=case.concern,
        decision=given["last"],
        at=given["decided"],
        reopened=case.state == "reopened",
    )
