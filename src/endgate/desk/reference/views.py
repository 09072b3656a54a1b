"""Plain pages: lists, law, the audit, finding, oneself, help."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from endgate.decide.pipeline import law_book
from endgate.desk.access import visibility
from endgate.desk.access.permissions import anywhere, demand, everywhere, table
from endgate.desk.access.web import for_people
from endgate.desk.cases.page import row
from endgate.desk.conf.start import current
from endgate.desk.engine import engine
from endgate.desk.jobs.pulse import pulse
from endgate.desk.pages.respond import answer
from endgate.desk.reference.keys import keys_by_screen
from endgate.desk.store.chain import against_anchors, verify
from endgate.law.book import LawBook
from endgate.law.in_force import in_force
from endgate.law.model import Measure
from endgate.law.table import status_words
from endgate.terms.codec import encode

_MOST = 200


@for_people
def lists(request: HttpRequest) -> HttpResponseBase:
    """Every list that is held, its day and its limit, and those that are not."""
    edition = engine().edition()
    today: date = request.now.date()
    rows = []
    for info in edition.sources():
        rows.append(
            {
                "id": info.id,
                "name": info.name,
                "authority": info.authority,
                "coverage": info.coverage.value,
                "stated": "" if info.stated_date is None else info.stated_date.isoformat(),
                "age": info.age_days(today),
                "limit": info.stale_after_days,
                "stale": info.stale(today),
                "parties": info.parties,
            }
        )
    absent = [{"name": f"{each.authority}: {each.name}", "remedy": each.remedy} for each in edition.lacks()]
    held = [encode(each) for each in edition.held()]
    page = {"edition": edition.id, "lists": rows, "absent": absent, "alarms": held, "worker": pulse(request.now).page()}
    return answer(request, "lists", page)


@for_people
def law(request: HttpRequest) -> HttpResponseBase:
    """All measures with their state on a day."""
    book = law_book(engine().edition())
    day = _day(request)
    rows = [
        {
            "id": each.id,
            "law_of": each.jurisdiction,
            "class": str(each.then.outcome),
            "state": _state(book, each, day),
            "citation": each.citation,
        }
        for each in book.measures()
    ]
    return answer(request, "law", {"day": day.isoformat(), "measures": rows})


def _state(book: LawBook, measure: Measure, day: date) -> str:
    status = in_force(book, measure, day, day)
    return status_words(status, encoded=bool(measure.versions))


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.now.date()


@for_people
def measure(request: HttpRequest, measure_id: str) -> HttpResponseBase:
    """One measure: what it says, whom it binds, its versions, citation and review state."""
    book = law_book(engine().edition())
    if measure_id not in book:
        raise Http404
    found = book.measure(measure_id)
    shown: dict[str, Any] = encode(found)
    page = {
        "id": found.id,
        "law_of": found.jurisdiction,
        "class": str(found.then.outcome),
        "citation": found.citation,
        "say": found.say,
        "interpretation": found.interpretation,
        "review": shown.get("review", {}),
        "versions": shown.get("versions", []),
        "conditions": {
            name: json.dumps(shown[name], ensure_ascii=False, indent=1)
            for name in ("bound", "when", "knowledge", "unless")
            if shown.get(name) is not None
        },
        "state": _state(book, found, _day(request)),
    }
    return answer(request, "measure", page)


@for_people
def audit(request: HttpRequest) -> HttpResponseBase:
    """Events as sentences, and whether the chain is whole; numbers for those alone who see every event."""
    actor = request.principal
    if not anywhere(actor, "read_audit"):
        demand(actor, "read_audit")
    checked = verify()
    seen = visibility.events(actor).order_by("-seq")[:_MOST]
    rows = [{"at": each.at, "sentence": f"{each.actor} {each.verb} {each.object}", "seq": each.seq} for each in seen]
    anchors = against_anchors(current().data_dir)
    if not everywhere(actor, "read_audit"):
        rows = [{**each, "seq": ""} for each in rows]  # a gap between numbers would tell of cases beside
        whole = checked.whole and not anchors
        return answer(request, "audit", {"events": rows, "whole": whole, "numbers": None, "anchors": ""})
    numbers = {"count": checked.events, "head": checked.head, "bad": checked.bad, "why": checked.why}
    page = {"events": rows, "whole": checked.whole, "numbers": numbers, "anchors": anchors}
    return answer(request, "audit", page)


@for_people
def find(request: HttpRequest) -> HttpResponseBase:
    """Cases by reference or title, measures by id; only what exists for whoever asks."""
    text = request.GET.get("q", "").strip()[:100]
    cases, measures = [], []
    if text:
        seen = visibility.cases(request.principal).select_related("assignee")
        hits = seen.filter(reference__icontains=text) | seen.filter(title__icontains=text)
        cases = [row(each, request.now) for each in hits.order_by("-pk")[:50]]
        book = law_book(engine().edition())
        measures = [each.id for each in book.measures() if text.casefold() in each.id.casefold()][:50]
    return answer(request, "find", {"q": text, "cases": cases, "measures": measures})


@for_people
def me(request: HttpRequest) -> HttpResponseBase:
    """Roles, what they allow, and keys on or off."""
    actor = request.principal
    may = sorted(predicate for predicate in table() if anywhere(actor, predicate))
    response = answer(request, "me", {"name": actor.name, "roles": sorted(actor.roles), "may": may})
    if request.method == "POST":
        response.set_cookie("keys", "off" if request.COOKIES.get("keys") != "off" else "on", samesite="Lax")
    return response


def help_page(request: HttpRequest) -> HttpResponseBase:
    """Keys by screen, and words."""
    return answer(request, "help", {"screens": keys_by_screen()})
