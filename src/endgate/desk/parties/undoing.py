"""Taking a judgement on a match back at once after a slip: a row that withdraws it; what was judged stays written."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.errors import MISSING, NOT_NOW, REFUSED, DeskError
from endgate.desk.store.chain import chained
from endgate.desk.store.models import MatchReview, ReviewWithdrawal

WITHIN = timedelta(seconds=10)


def offered(actor: Principal, now: datetime, review: int) -> dict[str, Any] | None:
    """What a page says of a judgement that can still be taken back; None for any other."""
    found = _own(actor, review) if review else None
    if found is None or found.case is None or now - found.at > WITHIN or hasattr(found, "withdrawal"):
        return None
    return {
        "review": found.pk,
        "judgement": found.judgement,
        "reason": json.loads(found.review)["reason"],
        "action": f"/cases/{found.case.reference}/parties/undo",
        "seconds": max(0, int((WITHIN - (now - found.at)).total_seconds())),
    }


def take_back(actor: Principal, now: datetime, review: int) -> MatchReview:
    """Withdraw one's own judgement, and what the same act judged elsewhere. Raises DeskError (EG8105 to EG8107)."""
    found = _own(actor, review)
    if found is None or found.case is None:
        raise DeskError(MISSING.at("review", "no judgement of yours to take back"))
    if now - found.at > WITHIN:
        what = f"more than {int(WITHIN.total_seconds())} s have passed; judge the match again, with a reason"
        raise DeskError(NOT_NOW.at(found.case.reference, what))
    alike = {"query": found.query, "party_id": found.party_id, "case__isnull": False}
    same_act = MatchReview.objects.filter(author_id=actor.user_id, at=found.at, **alike)
    try:
        with transaction.atomic():
            for each in same_act.select_related("case").order_by("pk"):
                _withdraw(actor, now, each)
    except DatabaseError as error:
        raise DeskError(REFUSED.at(found.case.reference, "it was taken back already")) from error
    return found


def _withdraw(actor: Principal, now: datetime, review: MatchReview) -> None:
    assert review.case is not None
    reference = review.case.reference
    ReviewWithdrawal.objects.create(review=review, author_id=actor.user_id, at=now)
    payload = {"review": review.pk, "party": review.party_id, "judgement": review.judgement}
    chained(actor.name, "withdrew_review", f"{reference}/match/{review.ref}", now, reference, payload)


def _own(actor: Principal, review: int) -> MatchReview | None:
    """A judgement of the actor's own on a case that exists for them."""
    rows = MatchReview.objects.filter(pk=review, author_id=actor.user_id, case__in=visibility.cases(actor))
    return rows.select_related("case", "withdrawal").first()
