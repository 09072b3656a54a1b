"""The queue, a case's decisions, and the acts on them. Each act is a plain form that leads back to the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.decide.explain import explain
from endgate.decide.pipeline import Options, law_book
from endgate.decide.trees import reason_lines
from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.access.web import for_people
from endgate.desk.cases import services
from endgate.desk.cases.page import PAGE, VIEWS, decision_page, row
from endgate.desk.cases.recheck import check_again
from endgate.desk.cases.services import newest
from endgate.desk.engine import engine
from endgate.desk.pages.respond import answer
from endgate.desk.parties.services import review_book
from endgate.desk.store.models import STATES, Act, Case, Decision
from endgate.evidence.model import ClaimFile
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

_CLOSED = "closed"


def find_case(request: HttpRequest, reference: str) -> Case:
    """The case of that reference, when it exists for whoever asks; hidden and missing are the same 404."""
    case = visibility.cases(request.principal).select_related("assignee").filter(reference=reference).first()
    if case is None:
        raise Http404
    return case


@for_people
def queue(request: HttpRequest) -> HttpResponseBase:
    """The queue, in one of four views, fifty cases a page."""
    actor: Principal = request.principal
    now: datetime = request.now
    view = request.GET.get("view", "team")
    view = view if view in VIEWS else "team"
    state = request.GET.get("state", "")
    found = visibility.cases(actor).select_related("assignee")
    after = _whole(request.GET.get("after", ""))
    shown = list(_in_view(found, view, actor, state).filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    free = next((each for each in shown if each.assignee_id is None and each.state != _CLOSED), None)
    page = {
        "view": view,
        "state": state,
        "states": list(STATES),
        "views": [
            {
                "name": each,
                "href": f"/queue?view={each}",
                "here": each == view,
                "count": _in_view(found, each, actor, "").count(),
            }
            for each in VIEWS
        ],
        "rows": [{**row(each, now), "id": each.pk} for each in shown[:PAGE]],
        "next": f"/queue?view={view}&state={state}&after={shown[PAGE - 1].pk}" if len(shown) > PAGE else "",
        "free": "" if free is None else free.reference,
    }
    return answer(request, "queue", page)


def _whole(text: str) -> int:
    """A row's number from an address or a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _in_view(found: QuerySet[Case], view: str, actor: Principal, state: str) -> QuerySet[Case]:
    if state:
        found = found.filter(state=state)
    elif view != "all":
        found = found.exclude(state=_CLOSED)
    if view == "mine":
        return found.filter(assignee_id=actor.user_id)
    if view == "changed":
        return found.exclude(changed="")
    return found if view == "all" else found.filter(team_id__in={team for team, _ in actor.memberships})


@for_people
def case(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The newest decision of a case."""
    found = find_case(request, reference)
    return HttpResponseRedirect(f"/cases/{reference}/decision/{newest(found).n}")


@for_people
def decision(request: HttpRequest, reference: str, n: int) -> HttpResponseBase:
    """One decision of a case with its reasons, questions, coverage and acts."""
    found = find_case(request, reference)
    kept = found.decision_set.filter(n=n).first()
    if kept is None:
        raise Http404
    page = decision_page(request.principal, found, kept, request.now, _trees(kept))
    return answer(request, "decision", page)


def _trees(kept: Decision) -> dict[tuple[str, str, str], list[str]]:
    """The reasons line by line, computed again with the same edition; none where it is no longer the one in force."""
    edition = engine().edition()
    if kept.edition != edition.id:
        return {}
    record = services.asked_of(kept)
    shipment = decode(Shipment, record["input"]["shipment"])
    claims = decode(ClaimFile, record["input"]["claims"])
    options = Options(reviews=review_book(kept.case))
    reference = law_book(edition).reference
    _, explained = explain(shipment, edition, claims, kept.as_of, kept.known_as_of, options)
    return {
        (each.actor.id, finding.measure, finding.view): list(reason_lines(finding, reference))
        for each in explained
        for finding in each.contributing()
        if finding.tree is not None
    }


def act(perform: Callable[[HttpRequest, Case], None]) -> Callable[..., HttpResponseBase]:
    """A view that performs one act from a posted form and leads back to the newest decision."""

    @for_people
    def view(request: HttpRequest, reference: str) -> HttpResponseBase:
        found = find_case(request, reference)
        if request.method == "POST":
            perform(request, found)
        back = request.POST.get("back", "")
        return HttpResponseRedirect("/queue" if back == "queue" else f"/cases/{reference}/decision/{newest(found).n}")

    return view


def _field(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).strip()


def _who(request: HttpRequest) -> tuple[Principal, datetime]:
    return request.principal, request.now


def _sign(request: HttpRequest, found: Case) -> None:
    fields = (_field(request, name) for name in ("sha256", "outcome", "reason", "citation"))
    services.sign(*_who(request), found, *fields)


def _countersign(request: HttpRequest, found: Case) -> None:
    signature = Act.objects.filter(case=found, pk=_whole(_field(request, "signature"))).first()
    if signature is None:
        raise Http404
    services.countersign(*_who(request), found, _field(request, "sha256"), signature, _field(request, "reason"))


take = act(lambda request, found: services.take(*_who(request), found))
wait = act(lambda request, found: services.wait(*_who(request), found, _field(request, "reason")))
resume = act(lambda request, found: services.resume(*_who(request), found))
note = act(lambda request, found: void(services.note(*_who(request), found, _field(request, "reason"))))
reopen = act(lambda request, found: services.reopen(*_who(request), found, _field(request, "reason")))
sign = act(_sign)
countersign = act(_countersign)
advise = act(
    lambda request, found: void(
        services.advise(*_who(request), found, _field(request, "advice"), _field(request, "reason"))
    )
)
dissent = act(
    lambda request, found: void(
        services.dissent(*_who(request), found, _field(request, "sha256"), _field(request, "reason"))
    )
)


def void(_result: object) -> None:
    """An act's row is read again by the page."""


@for_people
def recheck(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Decide the case again with the lists, law and reviews of now."""
    found = find_case(request, reference)
    if request.method == "POST":
        actor, now = _who(request)
        check_again(actor, now, found)
    return HttpResponseRedirect(f"/cases/{reference}/decision/{newest(found).n}")
