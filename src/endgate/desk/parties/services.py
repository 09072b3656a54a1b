"""Judgements on matches: keyed on evidence, kept for ever, and used by every later decision of the same case."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.services import asked_of, newest
from endgate.desk.engine import engine
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.parties.page import all_matches
from endgate.desk.store.chain import chained
from endgate.desk.store.models import Case, MatchReview
from endgate.names.facts import query_of
from endgate.names.reviews import Judgement, Review, ReviewBook, make_review
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode, encode


def review_match(
    actor: Principal, now: datetime, case: Case, ref: str, party_id: str, judgement: str, reason: str
) -> MatchReview:
    """Record what a person thinks of a match of the newest decision. Raises DeskError (EG8105, EG8107)."""
    demand(actor, "review_match", case)
    record = asked_of(newest(case))
    if (ref, party_id) not in {(r, match["right"]["ref"]) for r, match in all_matches(record)}:
        raise DeskError(MISSING.at(case.reference, "the newest decision has no such match"))
    if judgement not in {each.value for each in Judgement}:
        raise DeskError(MISSING.at("judgement", "say whether it is the same, different, or you are unsure"))
    if not reason.strip():
        raise DeskError(MISSING.at("reason", "a judgement needs its reason"))
    shipment = decode(Shipment, record["input"]["shipment"])
    listed = engine().edition().party(party_id)
    if listed is None:
        raise DeskError(MISSING.at(party_id, "the edition in force does not hold this party; check the case again"))
    review = make_review(
        Judgement(judgement),
        query_of(shipment.party(ref)),
        listed,
        reason=reason,
        by=actor.name,
        on=now.date(),
        shipment=shipment.id,
    )
    with transaction.atomic():
        kept = MatchReview.objects.create(
            case=case,
            judgement=judgement,
            query=review.query,
            party_id=party_id,
            ref=ref,
            review=json.dumps(encode(review), ensure_ascii=False, sort_keys=True),
            author_id=actor.user_id,
            at=now,
        )
        payload = {"party": party_id, "judgement": judgement}
        chained(actor.name, "reviewed", f"{case.reference}/match/{ref}", now, case.reference, payload)
    return kept


def settled(case: Case) -> dict[tuple[str, str], str]:
    """The last judgement on each match of a case that was not taken back."""
    standing = case.matchreview_set.filter(withdrawal__isnull=True)
    rows = standing.order_by("pk").values_list("ref", "party_id", "judgement")
    return {(ref, party_id): judgement for ref, party_id, judgement in rows}


def review_book(case: Case) -> ReviewBook:
    """The reviews that a new decision of this case rests on, in the order they were written; none taken back."""
    standing = MatchReview.objects.filter(case=case, withdrawal__isnull=True)
    rows = standing.order_by("pk").values_list("review", flat=True)
    return ReviewBook(tuple(decode(Review, json.loads(row)) for row in rows))


def history(case: Case, ref: str, party_id: str) -> list[dict[str, str]]:
    """Earlier judgements on one match, the newest first, those taken back too."""
    found = case.matchreview_set.filter(ref=ref, party_id=party_id)
    rows = found.select_related("author", "withdrawal").order_by("-pk")
    return [
        {
            "judgement": row.judgement,
            "reason": json.loads(row.review)["reason"],
            "by": row.author.name,
            "on": f"{row.at:%Y-%m-%d}",
            "taken_back": "yes" if hasattr(row, "withdrawal") else "",
        }
        for row in rows
    ]
