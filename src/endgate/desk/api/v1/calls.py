"""The calls of ``/api/1/``: one question each, answered with the same bytes as the command line gives."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from endgate.decide.pipeline import Options, gather
from endgate.decide.record import canonical
from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.api.problems import problem_body
from endgate.desk.api.v1 import cursors
from endgate.desk.api.v1.reading import (
    RefusedError,
    body_of,
    day_of,
    goods_item,
    party_query,
    sent,
    shipment_of,
    whole_of,
)
from endgate.desk.cases.page import row
from endgate.desk.cases.services import newest
from endgate.desk.engine import engine
from endgate.desk.store.models import Case
from endgate.edition.errors import EditionError
from endgate.evidence.model import ClaimFile
from endgate.goods.classify import classify
from endgate.goods.data import GoodsData
from endgate.names.screen import screen
from endgate.routes.report import in_short
from endgate.terms.codec import encode
from endgate.terms.faults import EndgateError

MOST_IN_BATCH = 200
MOST_ON_PAGE = 200


def check(request: HttpRequest, _actor: Principal, _now: datetime) -> HttpResponse:
    """Decide one shipment; the bytes of ``endgate check --json``. Stores nothing."""
    shipment = shipment_of(sent(request), "body.json")
    decision = engine().decide(shipment, as_of=day_of(request, "as_of"), known_as_of=day_of(request, "known_as_of"))
    return HttpResponse(canonical(decision), content_type="application/json")


def check_batch(request: HttpRequest, _actor: Principal, _now: datetime) -> HttpResponse:
    """Decide a list of shipments in order; a faulty one is a problem in its place and harms no other."""
    raw = body_of(request)
    if not isinstance(raw, list):
        raise RefusedError(422, "a list of shipments is wanted")
    if len(raw) > MOST_IN_BATCH:
        raise RefusedError(413, f"{len(raw)} shipments; at most {MOST_IN_BATCH} at once")
    as_of, known = day_of(request, "as_of"), day_of(request, "known_as_of")
    return json_answer([_one(each, number, as_of, known) for number, each in enumerate(raw)])


def _one(raw: Any, number: int, as_of: date | None, known: date | None) -> dict[str, Any]:
    try:
        shipment = shipment_of(json.dumps(raw).encode(), f"body.json: $[{number}]")
        decision = engine().decide(shipment, as_of=as_of, known_as_of=known)
    except EditionError:
        raise  # no fault of this shipment
    except EndgateError as error:
        return {"status": 422, "problem": problem_body(422, "not decided", error.faults)}
    return {"status": 200, "decision": decision.to_json()}


def party(request: HttpRequest, _actor: Principal, _now: datetime) -> HttpResponse:
    """Which listed parties a party might be."""
    query, profile, limit = party_query(body_of(request))
    edition = engine().edition()
    (found,) = screen([query], edition.names, party_of=edition.party, profile=profile, limit=limit)
    return json_answer(encode(found))


def route(request: HttpRequest, _actor: Principal, _now: datetime) -> HttpResponse:
    """Where the goods of a shipment go: views, red flags with what the lists say, plausibility. Stores nothing."""
    shipment = shipment_of(sent(request), "body.json")
    day = day_of(request, "as_of") or shipment.date
    case = gather(shipment, engine().edition(), ClaimFile(), day, day_of(request, "known_as_of") or day, Options())
    return json_answer(encode(in_short(shipment, case.route, day)))


def goods(request: HttpRequest, _actor: Principal, now: datetime) -> HttpResponse:
    """Which control-list entries an item is on, is not on, or may be on."""
    item = goods_item(body_of(request))
    data = GoodsData.load(engine().edition().goods)
    (found,) = classify([item], data, as_of=day_of(request, "as_of") or now.date())
    return json_answer(encode(found))


def cases(request: HttpRequest, actor: Principal, now: datetime) -> HttpResponse:
    """The cases that exist for whoever asks, oldest first; no totals."""
    limit = whole_of(request, "limit", 50, 1, MOST_ON_PAGE)
    after = cursors.read("cases", actor.user_id, request.GET.get("cursor", ""))
    found = visibility.cases(actor).select_related("assignee").filter(pk__gt=after).order_by("pk")[: limit + 1]
    shown = list(found)
    cursor = cursors.made("cases", actor.user_id, shown[limit - 1].pk) if len(shown) > limit else None
    return json_answer({"cases": [_case(each, now) for each in shown[:limit]], "cursor": cursor})


def case(request: HttpRequest, actor: Principal, now: datetime, reference: str) -> HttpResponse:
    """One case, with the address of its newest decision."""
    found = visibility.cases(actor).select_related("assignee").filter(reference=reference).first()
    if found is None:
        raise RefusedError(404, "there is nothing at this address")
    return tagged(request, json_answer(shown_case(found, now)), str(found.version))


def shown_case(found: Case, now: datetime) -> dict[str, Any]:
    """A case with the address of its newest decision."""
    last = newest(found)
    return {**_case(found, now), "decision": {"n": last.n, "sha256": last.sha256, "id": last.pk}}


def _case(found: Case, now: datetime) -> dict[str, Any]:
    shown = row(found, now)
    return {
        **{key: shown[key] for key in ("reference", "title", "route", "legality", "concern", "state", "outcome")},
        "assignee": shown["assignee"] or None,
        "waiting_for": found.waiting_for or None,
        "waiting_until": None if found.waiting_until is None else found.waiting_until.isoformat(),
        "version": found.version,
    }


def json_answer(body: Any, status: int = 200) -> HttpResponse:
    """A body as JSON."""
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/json")


def tagged(request: HttpRequest, answer: HttpResponse, tag: str) -> HttpResponse:
    """The answer with its ETag; 304 for whoever holds it already."""
    quoted = f'"{tag}"'
    if request.headers.get("If-None-Match") == quoted:
        answer = HttpResponse(status=304)
    answer["ETag"] = quoted
    return answer
