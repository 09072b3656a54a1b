"""The one table of calls: the interface is routed by it, and its OpenAPI document is made from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from endgate.desk.api.v1 import acts, calls, documents, files, hooks, lists, records
from endgate.desk.api.v1.reading import BIGGEST
from endgate.desk.evidence.services import BIGGEST_FILE

NUMBERS = ("ident", "other")
"""Parts of an address that are numbers."""
_DAYS = ("as_of", "known_as_of")
_STARTED = "check cases lists"
"""Scopes with which a job can be started; whoever started it sees it."""


@dataclass(frozen=True)
class Call:
    """One call: method, address, the scope of a token that may make it, and what it does.

    ``query`` are the parameters it reads, ``body`` and ``gives`` name schemas of the document, ``stores`` that an
    ``Idempotency-Key`` counts, ``versioned`` that ``If-Match`` is wanted. One of the scopes is enough; ``most`` are
    the bytes of a body, ``also`` the statuses of its own.
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
    most: int = BIGGEST
    also: tuple[int, ...] = ()

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
    Call("POST", "route", "check", calls.route, _DAYS, body="shipment"),
    Call(
        "POST",
        "jobs",
        "check",
        files.send,
        ("name", *_DAYS),
        body="file",
        gives="job",
        status=202,
        stores=True,
        most=files.BIGGEST,
    ),
    Call("GET", "jobs/{ident}", _STARTED, files.job, gives="job"),
    Call("DELETE", "jobs/{ident}", _STARTED, files.cancel, gives="job"),
    Call("GET", "jobs/{ident}/results", "check", files.results, gives="lines"),
    Call("GET", "jobs/{ident}/quarantine", "check", files.quarantine, gives="lines"),
    Call("GET", "cases", "cases", calls.cases, ("limit", "cursor"), gives="cases"),
    Call("POST", "cases", "cases", acts.keep, _DAYS, body="shipment", gives="case", status=201, stores=True),
    Call("GET", "cases/{reference}", "cases", calls.case, gives="case"),
    Call(
        "PATCH",
        "cases/{reference}",
        "cases",
        acts.change,
        body="case_changes",
        gives="case",
        stores=True,
        versioned=True,
    ),
    _act("assign", acts.assign, "assign"),
    _act("wait", acts.wait, "wait"),
    _act("resume", acts.resume, "nothing"),
    _act("advice", acts.advise, "advice"),
    _act("notes", acts.note, "note"),
    _act("answers", acts.answers, "answers"),
    Call("GET", "cases/{reference}/documents", "cases", documents.documents, gives="documents"),
    Call(
        "POST",
        "cases/{reference}/documents",
        "cases",
        documents.send,
        ("name", "title", "label", "public"),
        body="document",
        gives="job",
        status=202,
        stores=True,
        most=BIGGEST_FILE,
    ),
    Call("GET", "decisions/{ident}", "decisions", records.decision, gives="decision"),
    Call("GET", "decisions/{ident}/diff/{other}", "decisions", records.difference),
    Call(
        "GET",
        "decisions/{ident}/explain",
        "decisions",
        records.explained,
        ("measure",),
        gives="explanation",
        also=(409, 422),
    ),
    Call("POST", "decisions/{ident}/replay", "decisions", records.replayed, gives="replay"),
    Call("GET", "lists", "lists", lists.lists),
    Call(
        "GET", "lists/diff", "lists", lists.difference, ("a", "b", "limit", "cursor"), gives="list_changes", also=(404,)
    ),
    Call("POST", "lists/update", "lists", lists.update, body="sources", gives="job", status=202, stores=True),
    Call("GET", "lists/{name}", "lists", lists.source),
    Call("GET", "edition", "lists", lists.edition),
    Call("GET", "events", "cases", hooks.events, ("after", "limit"), gives="events"),
    Call("GET", "webhooks", "webhooks", hooks.hooks),
    Call("POST", "webhooks", "webhooks", hooks.add, body="webhook", status=201, stores=True),
    Call("DELETE", "webhooks/{ident}", "webhooks", hooks.remove),
    Call("POST", "webhooks/{ident}/secret", "webhooks", hooks.rotate),
    Call("POST", "webhooks/{ident}/again", "webhooks", hooks.again),
)
