"""The screen of whoever was asked for advice: the question, the case as far as it was granted, and the answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.access.web import for_people
from endgate.desk.cases.advice import answer as give
from endgate.desk.cases.advice import answer_to, team_asked, view_for
from endgate.desk.cases.page import acts
from endgate.desk.cases.services import newest
from endgate.desk.cases.wanted import advice_choices
from endgate.desk.evidence.page import evidence_page
from endgate.desk.pages import reading
from endgate.desk.pages.respond import answer
from endgate.desk.store.models import Case, Team


def _asked_case(actor: Principal, reference: str) -> tuple[Case, Team]:
    """A case about which a team of the actor was asked; hidden and missing are the same 404."""
    asked = visibility.asked(actor).filter(case__reference=reference).first()
    team = None if asked is None else team_asked(actor, asked.case)
    if asked is None or team is None:
        raise Http404
    return asked.case, team


@for_people
def advice(request: HttpRequest, reference: str) -> HttpResponseBase:
    """``GET`` shows the question and the view of the asked team, ``POST`` answers."""
    case, team = _asked_case(request.principal, reference)
    if request.method == "POST":
        kind, words = (str(request.POST.get(name, "")).strip() for name in ("advice", "reason"))
        give(request.principal, request.now, case, kind, words, dissents_from_it=kind == "dissent")
        return HttpResponseRedirect(f"/cases/{reference}/advice")
    return answer(request, "advice", advice_page(case, team))


@for_people
def preview(request: HttpRequest, reference: str, team_id: int) -> HttpResponseBase:
    """What an asked team sees, for those who keep the case."""
    case = visibility.cases(request.principal).filter(reference=reference).first()
    asked = None if case is None else case.advicerequest_set.filter(team_id=team_id).select_related("team").first()
    if case is None or asked is None:
        raise Http404
    return answer(request, "advice", {**advice_page(case, asked.team), "may": [], "preview": True})


def advice_page(case: Case, team: Team) -> dict[str, Any]:
    """The page of an asked team, from its own view of the case alone."""
    record = view_for(case, team.pk)
    last = newest(case)
    own = case.act_set.filter(team=team).select_related("author", "team", "decision").order_by("pk")
    requests = case.advicerequest_set.filter(team=team).select_related("author").order_by("-pk")
    return {
        "reference": case.reference,
        "team": team.name,
        "n": last.n,
        "preview": False,
        "title": reading.title(record),
        "parties": reading.parties(record),
        "goods": reading.goods(record),
        "route": reading.route(record),
        "as_of": record["as_of"],
        "known_as_of": record["known_as_of"],
        "legality": reading.legality(record),
        "concern": reading.concern(record),
        "questions": reading.questions(record),
        "coverage": reading.coverage(record),
        "claims": evidence_page(record)["claims"],
        "asked": [
            {
                "question": each.question,
                "by": each.author.name,
                "at": f"{each.at:%Y-%m-%d %H:%M}",
                "answered": answer_to(each) is not None,
            }
            for each in requests
        ],
        "acts": list(acts(own, last)),
        "may": [*advice_choices(), ("dissent", "dissent")],
    }
