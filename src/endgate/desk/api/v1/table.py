"""The one table of calls: the interface is routed by it, and its OpenAPI document is made from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from endgate.desk.api.v1 import acts, calls, files, hooks

NUMBERS = ("ident", "other")
"""Parts of an address that are numbers."""
_DAYS = ("as_of", "known_as_of")


@dataclass(frozen=True)
class Call:
    """One call: method, address, the scope of a token that may make it, and what it does.

    ``query`` are the parameters it reads, ``body`` and ``gives`` name schemas of the document, ``stores`` that an
    ``Idempotency-Key`` counts, ``versioned`` that ``If-Match`` is wanted.
    """

    method: str
    address: str
    scope: str
    perform: Callable[..., HttpResponse]
    query: tuple[str, ...] = ()
    body: str = ""
    gives: str = "object"
    status: int = 200
    stores: bool = False
    versioned: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.address))


def _act(name: str, perform: Callable[..., HttpResponse], body: str) -> Call:
    address = f"cases/{{reference}}/{name}"
    return Call("POST", address, "cases", perform, body=body, gives="case", stores=True, versioned=True)


CALLS = (
    Call("POST", "check", "check", calls.check, _DAYS, body="shipment", gives="decision"),
    Call("POST", "check/batch", "check", calls.check_batch, _DAYS, body="shipments", gives="list"),
    Call("POST", "party", "check", calls.party, body="party"),
    Call("POST", "goods", "check", calls.goods, ("as_of",), body="item"),
    Call("POST", "jobs", "check", files.send, ("name", *_DAYS), body="file", gives="job", status=202, stores=True),
    Call("GET", "jobs/{ident}", "check", files.job, gives="job"),
    Call("DELETE", "jobs/{ident}", "check", files.cancel, gives="job"),
    Call("GET", "jobs/{ident}/results", "check", files.results, gives="lines"),
    Call("GET", "jobs/{ident}/quarantine", "check", files.quarantine, gives="lines"),
    Call("GET", "cases", "cases", calls.cases, ("limit", "cursor"), gives="cases"),
    Call("POST", "cases", "cases", acts.keep, _DAYS, body="shipment", gives="case", status=201, stores=True),
    Call("GET", "cases/{reference}", "cases", calls.case, gives="case"),
    _act("assign", acts.assign, "assign"),
    _act("wait", acts.wait, "wait"),
    _act("resume", acts.resume, "nothing"),
    _act("advice", acts.advise, "advice"),
    _act("notes", acts.note, "note"),
    Call("GET", "decisions/{ident}", "decisions", calls.decision, gives="decision"),
    Call("GET", "decisions/{ident}/diff/{other}", "decisions", calls.difference),
    Call("GET", "lists", "lists", calls.lists),
    Call("GET", "edition", "lists", calls.edition),
    Call("GET", "events", "cases", hooks.events, ("after", "limit"), gives="events"),
    Call("GET", "webhooks", "webhooks", hooks.hooks),
    Call("POST", "webhooks", "webhooks", hooks.add, body="webhook", status=201, stores=True),
    Call("DELETE", "webhooks/{ident}", "webhooks", hooks.remove),
    Call("POST", "webhooks/{ident}/secret", "webhooks", hooks.rotate),
    Call("POST", "webhooks/{ident}/again", "webhooks", hooks.again),
)
