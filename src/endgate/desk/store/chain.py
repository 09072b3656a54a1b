"""The chain of events: each holds the hash of the one before, and its head goes to a file outside the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection

from endgate.desk.store.models import Event
from endgate.desk.store.postgres import hold_chain

START = "0" * 64
"""The ``prev`` of the first event."""
ANCHORS = "anchors.jsonl"


@dataclass(frozen=True)
class Verified:
    """The outcome of walking the chain. ``bad`` is the first event that does not follow; 0 when all do."""

    events: int
    head: str
    bad: int = 0
    why: str = ""

    @property
    def whole(self) -> bool:
        return self.bad == 0


def digest(event: Event) -> str:
    """The hash of an event over all its fields and the hash before it."""
    fields = [event.seq, event.at, event.actor, event.verb, event.object, event.case, event.payload, event.prev]
    return sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def chained(actor: str, verb: str, what: str, at: datetime, case: str, payload: Mapping[str, Any]) -> Event:
    """Write the next event; call it inside the transaction of its cause."""
    if connection.vendor == "postgresql":
        hold_chain()
    last = Event.objects.order_by("-seq").only("seq", "hash").first()
    event = Event(
        seq=1 if last is None else last.seq + 1,
        at=at.isoformat(timespec="milliseconds"),
        actor=actor,
        verb=verb,
        object=what,
        case=case,
        payload=json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        prev=START if last is None else last.hash,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    return event


def verify(events: Iterable[Event] | None = None) -> Verified:
    """Walk the chain from its start and name the first event that was changed, swapped, inserted or lost."""
    before, count = START, 0
    for event in Event.objects.order_by("seq").iterator() if events is None else events:
        count += 1
        if event.seq != count:
            return Verified(count, before, event.seq, f"event {count} is absent")
        if event.prev != before:
            return Verified(count, before, event.seq, "it does not follow the event before it")
        if event.hash != digest(event):
            return Verified(count, before, event.seq, "its content is not what was hashed")
        before = event.hash
    return Verified(count, before)


def anchor(folder: Path, at: datetime) -> None:
    """Append the head of the chain to the anchors, where cutting the tail of the chain cannot reach."""
    last = Event.objects.order_by("-seq").first()
    if last is None:
        return
    line = json.dumps({"at": at.isoformat(timespec="seconds"), "seq": last.seq, "hash": last.hash})
    with (folder / ANCHORS).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def against_anchors(folder: Path) -> str:
    """What an anchor shows that the chain no longer holds; empty when all agree."""
    path = folder / ANCHORS
    if not path.exists():
        return ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        kept = json.loads(line)
        event = Event.objects.filter(seq=kept["seq"]).first()
        if event is None:
            return f"anchor {number} knows event {kept['seq']}, which is gone: the tail was cut"
        if event.hash != kept["hash"]:
            return f"anchor {number} knows event {kept['seq']} with another hash: the chain was written anew"
    return ""
