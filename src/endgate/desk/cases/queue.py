"""The queue: cases by view and cause, fifty a page, and acts on several of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.access.web import for_people
from endgate.desk.cases.advice import answer_to
from endgate.desk.cases.bulk import MOST, Done, Ordered, in_bulk
from endgate.desk.cases.page import CAUSES, PAGE, VIEWS, row
from endgate.desk.cases.wanted import people_of, teams_beside
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.jobs.pulse import pulse
from endgate.desk.pages.respond import answer
from endgate.desk.store.models import STATES, Case, Decision

_CLOSED = "closed"
_COUNTED = 999


@for_people
def queue(request: HttpRequest) -> HttpResponseBase:
    """The queue, in one of its views, fifty cases a page."""
    return answer(request, "queue", queue_page(request.principal, request.now, dict(request.GET.items())))


def queue_page(actor: Principal, now: datetime, asked: dict[str, str]) -> dict[str, Any]:
    """The cases of a view, how many each view holds, and what one may do to several of them."""
    view = asked.get("view", "team")
    view = view if view in VIEWS else "team"
    state, by = asked.get("state", ""), asked.get("by", "")
    found = visibility.cases(actor).select_related("assignee")
    shown = list(
        _because(_in_view(found, view, actor, state), by)
        .filter(pk__gt=whole(asked.get("after", "")))
        .order_by("pk")[: PAGE + 1]
    )
    free = next((each for each in shown if each.assignee_id is None and each.state != _CLOSED), None)
    return {
        "view": view,
        "state": state,
        "by": by,
        "states": list(STATES),
        "causes": list(CAUSES),
        "views": [
            {
                "name": each,
                "href": f"/queue?view={each}",
                "here": each == view,
                "count": _counted(_in_view(found, each, actor, "")),
            }
            for each in VIEWS
        ],
        "rows": [{**row(each, now), "id": each.pk} for each in shown[:PAGE]],
        "next": f"/queue?view={view}&state={state}&by={by}&after={shown[PAGE - 1].pk}" if len(shown) > PAGE else "",
        "free": "" if free is None else free.reference,
        "asked": list(map(_asked, visibility.asked(actor))),
        "people": people_of(actor),
        "teams": teams_beside(actor),
        "worker": pulse(now).page(),
    }


def _asked(request: Any) -> dict[str, Any]:
    given = answer_to(request)
    return {
        "reference": request.case.reference,
        "href": f"/cases/{request.case.reference}/advice",
        "question": request.question,
        "by": request.author.name,
        "from": request.case.team.name,
        "at": f"{request.at:%Y-%m-%d}",
        "answer": "" if given is None else (given.outcome.replace("_", " ") or given.kind),
    }


def whole(text: str) -> int:
    """A row's number from an address or a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _in_view(found: QuerySet[Case], view: str, actor: Principal, state: str) -> QuerySet[Case]:
    if state:
        found = found.filter(state=state)
    elif view not in ("all", "changed"):
        found = found.exclude(state=_CLOSED)
    if view == "mine":
        return found.filter(assignee_id=actor.user_id)
    if view == "changed":
        return found.filter(changed__gt="")  # a range of the index, which the absence of equality is not
    return found if view == "all" else found.filter(team_id__in={team for team, _ in actor.memberships})


def _counted(found: QuerySet[Case]) -> str:
    """How many there are; beyond what anybody works through it only says that there are more."""
    count = found.order_by("pk")[: _COUNTED + 1].count()
    return str(count) if count <= _COUNTED else f"{_COUNTED}+"


def _because(found: QuerySet[Case], cause: str) -> QuerySet[Case]:
    """Cases whose newest decision was made for a cause."""
    if cause not in CAUSES:
        return found
    newest = Decision.objects.filter(case=OuterRef("pk")).order_by("-n").values("cause")[:1]
    return found.annotate(newest_cause=Subquery(newest)).filter(newest_cause=cause)


@for_people
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Do one act on the chosen cases; what was refused is listed with its reason."""
    if request.method != "POST":
        return HttpResponseRedirect("/queue")
    chosen = request.POST.getlist("case")[: MOST + 1]
    cases = visibility.cases(request.principal).filter(reference__in=chosen).order_by("pk")
    ordered = Ordered(
        act=_field(request, "act"),
        reason=_field(request, "reason"),
        who=_field(request, "who"),
        team=_field(request, "team"),
        until=day_of(_field(request, "until")),
    )
    done = in_bulk(request.principal, request.now, cases, ordered)
    return answer(request, "bulk", {**done_page(ordered.act, done), "chosen": len(chosen)})


def done_page(act: str, done: Done) -> dict[str, Any]:
    """What was done to several cases, and what was refused."""
    return {
        "act": act,
        "done": list(done.done),
        "refused": [{"reference": reference, "why": why} for reference, why in done.refused],
        "chosen": len(done.done) + len(done.refused),
    }


def _field(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).strip()


def day_of(text: str, name: str = "until") -> date | None:
    """A day from a form; None for a blank. Raises DeskError (EG8107)."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DeskError(MISSING.at(name, f"{text!r} is no day; write it like 2026-12-01")) from error
