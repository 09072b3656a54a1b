"""Decision records: as kept, explained, decided again, and beside one another. They never change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from endgate.decide.explain import Explained, explain, why_not
from endgate.decide.pipeline import Options
from endgate.decide.record import Recorded, read_record, replay
from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.api.v1.calls import json_answer, tagged
from endgate.desk.api.v1.reading import RefusedError
from endgate.desk.cases.differences import in_words
from endgate.desk.cases.services import asked_of
from endgate.desk.engine import engine
from endgate.desk.reference.editions import edition_of
from endgate.desk.store.models import Decision
from endgate.edition.opened import Edition
from endgate.terms.codec import encode

_IMMUTABLE = "private, max-age=31536000, immutable"


def decision(request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """A decision record, byte for byte; it never changes."""
    found = _found(actor, ident)
    answer = HttpResponse(bytes(found.record), content_type="application/json")
    answer["Cache-Control"] = _IMMUTABLE
    return tagged(request, answer, found.sha256)


def difference(_request: HttpRequest, actor: Principal, _now: datetime, ident: int, other: int) -> HttpResponse:
    """What differs between two decisions of one case, in words."""
    before, after = _found(actor, ident), _found(actor, other)
    if before.case_id != after.case_id:
        raise RefusedError(404, "there is nothing at this address")
    words = in_words(asked_of(before), asked_of(after))
    return json_answer({"before": before.n, "after": after.n, "cause": after.cause, "words": words})


def explained(request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """The findings behind an answer with their reason trees, or with ``measure`` what that one says and why."""
    recorded = _recorded(_found(actor, ident))
    edition = edition_of(recorded.edition)
    if edition is None:
        raise RefusedError(409, f"edition {recorded.edition[:12]} of this decision is no longer held; decide it again")
    options = Options(recorded.policy, recorded.reviews, facts=recorded.facts)
    _, found = explain(recorded.shipment, edition, recorded.claims, recorded.as_of, recorded.known_as_of, options)
    rows = list(_rows(found, request.GET.get("measure", ""), edition))
    return json_answer({"edition": edition.id, "findings": rows})


def _rows(found: tuple[Explained, ...], measure: str, edition: Edition) -> Any:
    if measure:
        pairs = list(why_not(found, measure, edition))
    else:
        pairs = [(each, finding) for each in found for finding in each.contributing()]
    for each, finding in pairs:
        yield {"actor": each.actor.id, "item": each.item, "finding": encode(finding)}


def replayed(_request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """Decide a record again from its own input and days, and say whether the bytes are the same. Stores nothing."""
    recorded = _recorded(_found(actor, ident))
    return json_answer(encode(replay(recorded, edition_of(recorded.edition) or engine().edition())))


def _found(actor: Principal, ident: int) -> Decision:
    found = visibility.decisions(actor).filter(pk=ident).first()
    if found is None:
        raise RefusedError(404, "there is nothing at this address")
    return found


def _recorded(found: Decision) -> Recorded:
    return read_record(bytes(found.record), name=f"decision {found.n}")
