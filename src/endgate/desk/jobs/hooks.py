"""Telling other programs what happened: deliveries of events, signed, tried again, sent to nobody private."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.jobs.sending import Sent, post
from endgate.desk.store.machinery import Delivery, Job, Watermark, Webhook
from endgate.desk.store.models import Decision, Event

KINDS = ("decision.changed", "case.closed", "case.reopened", "job.finished", "list.changed", "heartbeat")
_OF_VERB = {"decided": "decision.changed", "closed": "case.closed", "reopen": "case.reopened"}
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
"""Pauses between the eight tries of a delivery; after the last it is dead."""
_AT_ONCE = 500


def collect(now: datetime) -> int:
    """Make a delivery for each new event and each webhook that asked for its kind, and a heartbeat a day."""
    with transaction.atomic():
        mark, _ = Watermark.objects.select_for_update().get_or_create(name="webhooks")
        rows = list(Event.objects.filter(seq__gt=mark.seq).order_by("seq")[:_AT_ONCE])
        hooks = list(Webhook.objects.filter(active=True, user__active=True))
        made = [_delivery(hook, event, now) for event in rows for hook in hooks if _wanted(hook, event)]
        Delivery.objects.bulk_create(made, ignore_conflicts=True)
        if rows:
            mark.seq = rows[-1].seq
            mark.save()
    day = now.toordinal()
    tell("heartbeat", -day, {"event_id": f"heartbeat-{now.date()}", "at": now.isoformat()}, now)
    return len(made)


def _wanted(hook: Webhook, event: Event) -> bool:
    return _OF_VERB.get(event.verb, "") in hook.kinds.split()


def _delivery(hook: Webhook, event: Event, now: datetime) -> Delivery:
    payload = json.loads(event.payload)
    kind = _OF_VERB[event.verb]
    body = {
        "event_id": event.hash[:24],
        "type": kind,
        "at": event.at,
        "ref": event.case,
        "decision_sha256": _sha(event, payload),
        "cause": payload.get("cause", ""),
        "url": f"/cases/{event.case}",
    }
    return Delivery(webhook=hook, seq=event.seq, kind=kind, body=json.dumps(body), next_at=now)


def _sha(event: Event, payload: dict[str, Any]) -> str:
    if "sha256" in payload:
        return str(payload["sha256"])
    n = event.object.rpartition("/decision/")[2]
    found = Decision.objects.filter(case__reference=event.case, n=int(n) if n.isdigit() else 0).first()
    return "" if found is None else found.sha256


def tell(kind: str, seq: int, body: dict[str, Any], now: datetime, *, user: int | None = None) -> None:
    """Make a delivery of something that is no event of a case; ``user`` keeps it to one person's webhooks."""
    hooks = Webhook.objects.filter(active=True, user__active=True)
    if user is not None:
        hooks = hooks.filter(user_id=user)
    text = json.dumps({"type": kind, **body})
    Delivery.objects.bulk_create(
        (
            Delivery(webhook=hook, seq=seq, kind=kind, body=text, next_at=now)
            for hook in hooks
            if kind in hook.kinds.split()
        ),
        ignore_conflicts=True,
    )


def tell_of_job(job: Job, now: datetime) -> None:
    """Tell whoever started a job that it has ended."""
    if job.user_id is None:
        return
    body = {"event_id": f"job-{job.pk}", "at": now.isoformat(), "job": job.pk, "url": f"/api/1/jobs/{job.pk}"}
    tell("job.finished", -job.pk, body, now, user=job.user_id)


def deliver(now: datetime, most: int = 20) -> int:
    """Send what is due; what is not taken is tried again later, eight times in all. Returns how many were taken."""
    due = Delivery.objects.filter(state="waiting", next_at__lte=now, webhook__active=True)
    taken = 0
    for each in due.select_related("webhook__user").order_by("next_at", "pk")[:most]:
        if not _may_know(each):
            each.delete()
            continue
        sent = post(each.webhook.url, each.body.encode(), signed(each, now))
        _note(each, sent, now)
        taken += sent.taken
    return taken


def _may_know(delivery: Delivery) -> bool:
    """Does the case exist for the webhook's person at this moment?"""
    reference = json.loads(delivery.body).get("ref", "")
    if not delivery.webhook.user.active:
        return False
    seen = visibility.cases(Principal.of(delivery.webhook.user))
    return not reference or seen.filter(reference=reference).exists()


def signed(delivery: Delivery, now: datetime) -> dict[str, str]:
    """The headers of a delivery: the time and a signature by each secret in force."""
    at = int(now.timestamp())
    text = f"{at}.{delivery.body}".encode()
    secrets = [each for each in (delivery.webhook.secret, delivery.webhook.previous) if each]
    marks = [f"v1={hmac.new(each.encode(), text, sha256).hexdigest()}" for each in secrets]
    return {"Content-Type": "application/json", "Endgate-Signature": ",".join([f"t={at}", *marks])}


def _note(delivery: Delivery, sent: Sent, now: datetime) -> None:
    delivery.tries += 1
    delivery.status, delivery.detail = sent.status, sent.detail[:200]
    if sent.taken:
        delivery.state = "delivered"
    elif delivery.tries > len(WAITS):
        delivery.state = "dead"
    else:
        delivery.next_at = now + WAITS[delivery.tries - 1]
    delivery.save(update_fields=["tries", "status", "detail", "state", "next_at"])


def resend(hook: Webhook, now: datetime) -> int:
    """Try the dead deliveries of a webhook again."""
    return hook.delivery_set.filter(state="dead").update(state="waiting", tries=0, next_at=now)
