"""The feed of events, and the webhooks that are told of them: each person's own, of cases that exist for them."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.api.v1 import cursors
from endgate.desk.api.v1.calls import MOST_ON_PAGE, json_answer
from endgate.desk.api.v1.reading import RefusedError, body_of, whole_of
from endgate.desk.jobs.hooks import KINDS, resend
from endgate.desk.jobs.sending import allowed_url
from endgate.desk.store.machinery import Webhook
from endgate.desk.store.models import Event

_MOST_HOOKS = 20


def events(request: HttpRequest, actor: Principal, _now: datetime) -> HttpResponse:
    """What happened to the cases that exist for whoever asks, oldest first, after a cursor."""
    limit = whole_of(request, "limit", 50, 1, MOST_ON_PAGE)
    after = cursors.read("events", actor.user_id, request.GET.get("after", ""))
    rows = list(visibility.events(actor).filter(seq__gt=after).order_by("seq")[:limit])
    last = rows[-1].seq if rows else after
    return json_answer({"events": list(map(_event, rows)), "after": cursors.made("events", actor.user_id, last)})


def _event(row: Event) -> dict[str, str]:
    return {
        "id": row.hash[:24],
        "type": f"{'case' if row.case else 'desk'}:{row.verb}",
        "at": row.at,
        "actor": row.actor,
        "case": row.case,
        "object": row.object,
    }


def hooks(_request: HttpRequest, actor: Principal, _now: datetime) -> HttpResponse:
    """One's webhooks, with how many deliveries wait and how many are dead."""
    rows = Webhook.objects.filter(user_id=actor.user_id, active=True).order_by("pk")
    return json_answer({"webhooks": list(map(_hook, rows))})


def _hook(row: Webhook) -> dict[str, Any]:
    count = {state: row.delivery_set.filter(state=state).count() for state in ("waiting", "dead")}
    return {"id": row.pk, "url": row.url, "kinds": row.kinds.split(), **count}


def add(request: HttpRequest, actor: Principal, now: datetime) -> HttpResponse:
    """Add a webhook; the secret that signs its deliveries is told this once."""
    raw = body_of(request)
    if not isinstance(raw, dict) or set(raw) - {"url", "kinds"} or not isinstance(raw.get("url"), str):
        raise RefusedError(422, "an object with url and kinds is wanted")
    kinds = raw.get("kinds", list(KINDS))
    if not isinstance(kinds, list) or not kinds or any(each not in KINDS for each in kinds):
        raise RefusedError(422, f"kinds: a list of {', '.join(KINDS)}")
    allowed_url(raw["url"])
    if len(raw["url"]) > 500 or Webhook.objects.filter(user_id=actor.user_id, active=True).count() >= _MOST_HOOKS:
        raise RefusedError(413, f"at most {_MOST_HOOKS} webhooks, with addresses of at most 500 characters")
    secret = secrets.token_urlsafe(32)
    row = Webhook.objects.create(
        user_id=actor.user_id, url=raw["url"], kinds=" ".join(sorted(set(kinds))), secret=secret, created_at=now
    )
    return json_answer({**_hook(row), "secret": secret}, status=201)


def _found(actor: Principal, ident: int) -> Webhook:
    row = Webhook.objects.filter(pk=ident, user_id=actor.user_id, active=True).first()
    if row is None:
        raise RefusedError(404, "there is nothing at this address")
    return row


def rotate(_request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """Give a webhook a new secret; the one before signs beside it until the next rotation."""
    row = _found(actor, ident)
    row.previous, row.secret = row.secret, secrets.token_urlsafe(32)
    row.save(update_fields=["previous", "secret"])
    return json_answer({**_hook(row), "secret": row.secret})


def again(_request: HttpRequest, actor: Principal, now: datetime, ident: int) -> HttpResponse:
    """Try the dead deliveries of a webhook again."""
    row = _found(actor, ident)
    return json_answer({**_hook(row), "again": resend(row, now)})


def remove(_request: HttpRequest, actor: Principal, _now: datetime, ident: int) -> HttpResponse:
    """End a webhook; nothing more is sent to it."""
    row = _found(actor, ident)
    row.active = False
    row.save(update_fields=["active"])
    return json_answer({"id": row.pk, "ended": True})
