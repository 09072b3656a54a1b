"""Screens that show one side of a decision: matches, network, route, goods, evidence."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.desk.access.permissions import allowed, demand
from endgate.desk.access.web import for_people
from endgate.desk.cases.page import bar
from endgate.desk.cases.queue import done_page, whole
from endgate.desk.cases.services import asked_of, newest
from endgate.desk.cases.views import find_case
from endgate.desk.goods.page import goods_page
from endgate.desk.network.page import network_page
from endgate.desk.pages.respond import answer
from endgate.desk.parties.elsewhere import judge_elsewhere
from endgate.desk.parties.page import address, match_page
from endgate.desk.parties.services import history, review_match, settled
from endgate.desk.parties.undoing import offered, take_back
from endgate.desk.routes.page import route_page
from endgate.desk.store.models import Case


def framed(request: HttpRequest, case: Case, record: dict[str, Any], here: str, page: dict[str, Any]) -> dict[str, Any]:
    """A page of a case with its identity bar."""
    shown = bar(case, request.now, record, here)
    return {"bar": shown, "reference": case.reference, "decision": newest(case).n, **page}


def of_case(request: HttpRequest, reference: str) -> tuple[Case, dict[str, Any], str]:
    """The case, its newest record, and its address."""
    case = find_case(request, reference)
    return case, asked_of(newest(case)), f"/cases/{reference}"


@for_people
def match(request: HttpRequest, reference: str, ref: str, party_id: str) -> HttpResponseBase:
    """Review of one match; a judgement recorded leads to the next match that nobody has judged."""
    case, record, base = of_case(request, reference)
    if request.method == "POST":
        reason = str(request.POST.get("reason", "")).strip()
        said = str(request.POST.get("words", "")).strip()
        judgement = str(request.POST.get("judgement", ""))
        whole = ": ".join(filter(None, (reason, said)))
        kept = review_match(request.principal, request.now, case, ref, party_id, judgement, whole)
        if request.POST.get("elsewhere") == "yes":
            found = judge_elsewhere(request.principal, request.now, kept, whole)
            return answer(request, "bulk", done_page(f"judge {judgement}", found))
    page = match_page(record, ref, party_id, settled=settled(case), reviews=history(case, ref, party_id), base=base)
    if page is None:
        raise Http404
    if request.method == "POST":
        return HttpResponseRedirect(f"{page['next'] or f'{base}/decision/{newest(case).n}'}?judged={kept.pk}")
    page["undo"] = _offered(request)
    page["may"] = allowed(request.principal, "review_match", case)
    return answer(request, "match", framed(request, case, record, address(base, ref, party_id), page))


def _offered(request: HttpRequest) -> dict[str, Any] | None:
    """The judgement just recorded, while it can be taken back."""
    return offered(request.principal, request.now, whole(request.GET.get("judged", "")))


@for_people
def undo(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take one's judgement back, within ten seconds; the match is there to be judged again."""
    case = find_case(request, reference)
    if request.method != "POST":
        return HttpResponseRedirect(f"/cases/{reference}")
    demand(request.principal, "review_match", case)
    kept = take_back(request.principal, request.now, whole(str(request.POST.get("review", ""))))
    return HttpResponseRedirect(address(f"/cases/{case.reference}", kept.ref, kept.party_id))


@for_people
def goods(request: HttpRequest, reference: str, item: str) -> HttpResponseBase:
    """One item against the control lists, leaf by leaf."""
    case, record, base = of_case(request, reference)
    page = goods_page(record, item)
    if page is None:
        raise Http404
    return answer(request, "goods", framed(request, case, record, f"{base}/goods/{item}", page))


@for_people
def route(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Declared and indicated, legs and red flags."""
    case, record, base = of_case(request, reference)
    return answer(request, "route", framed(request, case, record, f"{base}/route", route_page(record)))


@for_people
def network(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Who stands behind the parties."""
    case, record, base = of_case(request, reference)
    return answer(request, "network", framed(request, case, record, f"{base}/network", network_page(record)))
