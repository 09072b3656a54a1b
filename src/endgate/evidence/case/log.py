"""The log of a case: one JSON object a line, each naming the hash of the one before. Nothing is edited or deleted."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from endgate.evidence.errors import BAD_PAYLOAD, BROKEN_LOG, CaseError
from endgate.terms.dates import Day
from endgate.terms.faults import Fault

START = "0" * 64
"""What the first event names as the one before it."""
_FIELDS = ("seq", "at", "actor", "verb", "object", "payload", "prev", "hash")


@dataclass(frozen=True)
class Act:
    """What somebody did, before it is recorded. ``verb`` reads subject:verb (``claim:confirm``)."""

    verb: str
    object: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Stamp:
    """Who records, and when (``2026-11-23T10:00:00Z``). Read from a clock by the caller only, never below."""

    at: str
    actor: str


@dataclass(frozen=True)
class Event:
    """One recorded act. ``at`` is the time of recording; days in ``payload`` are those that a person stated."""

    seq: int
    at: str
    actor: str
    verb: str
    object: str
    payload: Mapping[str, Any]
    prev: str
    hash: str

    @property
    def day(self) -> Day:
        return Day.fromisoformat(self.at[:10])

    def line(self) -> bytes:
        return canonical({name: getattr(self, name) for name in _FIELDS}) + b"\n"


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no blanks. Raises CaseError for a float or what is not JSON."""
    for path, each in _leaves(value, "$"):
        if not (each is None or isinstance(each, str | bool | int)):
            raise CaseError(BAD_PAYLOAD.at(path, f"{each!r} cannot be recorded"))
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "strict")


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _leaves(each, f"{path}[{index}]")
    else:
        yield path, value


def chained(acts: Iterable[Act], stamp: Stamp, last: Event | None) -> tuple[Event, ...]:
    """The acts as events that follow ``last``."""
    events: list[Event] = []
    for act in acts:
        before = events[-1] if events else last
        rest: dict[str, Any] = {
            "seq": 1 if before is None else before.seq + 1,
            "at": stamp.at,
            "actor": stamp.actor,
            "verb": act.verb,
            "object": act.object,
            "payload": json.loads(canonical(act.payload)),
            "prev": START if before is None else before.hash,
        }
        events.append(Event(**rest, hash=hashlib.sha256(canonical(rest)).hexdigest()))
    return tuple(events)


def write(path: Path, events: Sequence[Event]) -> None:
    """Add events at the end, as one write that has reached the disk when this returns."""
    with path.open("ab") as file:
        file.write(b"".join(event.line() for event in events))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> tuple[Event, ...]:
    """All events, oldest first. Raises CaseError where the chain does not hold."""
    events, faults = walk(path.read_bytes() if path.is_file() else b"", name=path.name)
    if faults:
        raise CaseError(*faults)
    return events


def walk(content: bytes, *, name: str, after: Event | None = None) -> tuple[tuple[Event, ...], tuple[Fault, ...]]:
    """The events up to the first break of the chain, and what is wrong there. ``content`` may follow ``after``."""
    events: list[Event] = []
    first = 1 if after is None else after.seq + 1
    for number, line in enumerate(content.splitlines(keepends=True), start=first):
        event = _event(line)
        wrong = "it is no whole event" if event is None else _break(event, events[-1] if events else after)
        if event is None or wrong:
            return tuple(events), (BROKEN_LOG.at(f"{name}:{number}", wrong),)
        events.append(event)
    return tuple(events), ()


def _event(line: bytes) -> Event | None:
    try:
        raw = json.loads(line)
        event = Event(**raw)
        return event if event.line() == line else None
    except (ValueError, TypeError, RecursionError, CaseError):
        return None


def _break(event: Event, before: Event | None) -> str:
    rest = {name: getattr(event, name) for name in _FIELDS if name != "hash"}
    if hashlib.sha256(canonical(rest)).hexdigest() != event.hash:
        return f"event {event.seq} does not have the hash it names"
    if event.prev != (START if before is None else before.hash):
        return f"event {event.seq} does not follow the one before"
    return "" if event.seq == (1 if before is None else before.seq + 1) else f"event {event.seq} is out of order"
