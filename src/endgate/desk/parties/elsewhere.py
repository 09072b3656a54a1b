"""The same judgement on the same match in other open cases: same facts asked, same listed party, nobody judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.cases.bulk import MOST, Done
from endgate.desk.cases.services import asked_of, newest
from endgate.desk.errors import DeskError
from endgate.desk.parties.page import all_matches
from endgate.desk.parties.services import review_match, settled
from endgate.desk.store.models import Case, MatchReview
from endgate.names.reviews import query_fingerprint
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

_CLOSED = "closed"


def judge_elsewhere(actor: Principal, now: datetime, kept: MatchReview, reason: str) -> Done:
    """Give a kept judgement to the identical matches of other open cases that the actor sees, at most 200 cases."""
    done: list[str] = []
    refused: list[tuple[str, str]] = []
    others = visibility.cases(actor).exclude(pk=kept.case_id).exclude(state=_CLOSED).order_by("pk")
    for case in others[:MOST]:
        for ref in _identical(case, kept):
            try:
                review_match(actor, now, case, ref, kept.party_id, kept.judgement, reason)
                done.append(case.reference)
            except DeskError as error:
                refused.append((case.reference, f"{error.faults[0].code}: {error.faults[0].what}"))
    return Done(tuple(dict.fromkeys(done)), tuple(refused))


def _identical(case: Case, kept: MatchReview) -> Iterator[str]:
    """The parties of a case that match the same listed party with the same facts, where nobody has judged."""
    record = asked_of(newest(case))
    refs = [ref for ref, match in all_matches(record) if match["right"]["ref"] == kept.party_id]
    if not refs:
        return
    judged = settled(case)
    shipment = decode(Shipment, record["input"]["shipment"])
    known = {party.id: party for party in shipment.parties}
    for ref in refs:
        if (ref, kept.party_id) not in judged and ref in known and query_fingerprint(known[ref]) == kept.query:
            yield ref
