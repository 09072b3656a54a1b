"""The dossier screen: what would go to whom, frozen when prepared, released by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from endgate.desk.access.proof import prove
from endgate.desk.access.web import for_people
from endgate.desk.cases.queue import day_of
from endgate.desk.cases.views import find_case
from endgate.desk.dossiers.build import MOST_POINTS, Built, Point, Wanted
from endgate.desk.dossiers.page import dossier_page, dossiers_page
from endgate.desk.dossiers.services import act_on, prepare, preview
from endgate.desk.errors import DeskError
from endgate.desk.pages.respond import answer
from endgate.desk.pages.views import framed, of_case
from endgate.desk.store.models import Case, Dossier
from endgate.terms.faults import Fault


@for_people
def dossiers(request: HttpRequest, reference: str) -> HttpResponseBase:
    """``GET`` lists the dossiers; ``POST`` previews one, or prepares it when that button was pressed."""
    case, record, base = of_case(request, reference)
    values = {key: str(value) for key, value in request.POST.items()}
    built: Built | None = None
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            wanted = _wanted(values)
            if values.get("do") == "prepare":
                dossier = prepare(request.principal, request.now, case, wanted)
                return HttpResponseRedirect(f"{base}/dossiers/{dossier.reference}")
            built = preview(request.principal, case, wanted)
        except DeskError as error:
            faults = error.faults
    page: dict[str, Any] = dossiers_page(request.principal, case, values, built)
    status = 403 if any(each.code == "EG8105" for each in faults) else 200
    return answer(
        request,
        "dossiers",
        framed(request, case, record, f"{base}/dossiers", {**page, "base": f"{base}/dossiers"}),
        faults=faults,
        status=status,
    )


def _wanted(values: Mapping[str, str]) -> Wanted:
    return Wanted(
        recipient=values.get("recipient", ""),
        kind=values.get("kind", ""),
        action=values.get("action", "").strip(),
        basis=values.get("basis", "").strip(),
        not_alleged=values.get("not_alleged", "").strip(),
        reply_by=day_of(values.get("reply_by", "").strip(), "reply_by"),
        points=tuple(_points(values)),
        legality=values.get("legality") == "yes",
        concern=values.get("concern") == "yes",
    )


def _points(values: Mapping[str, str]) -> list[Point]:
    found = []
    for number in range(MOST_POINTS):
        text = values.get(f"point-{number}-text", "").strip()
        if text:
            found.append(Point(text, tuple(values.get(f"point-{number}-claims", "").replace(",", " ").split())))
    return found


def _dossier(case: Case, ident: str) -> Dossier:
    found = case.dossier_set.select_related("author", "decision", "case__team").filter(reference=ident).first()
    if found is None:
        raise Http404
    return found


@for_people
def dossier(request: HttpRequest, reference: str, ident: str) -> HttpResponseBase:
    """One dossier; printed, it is what the recipient gets."""
    case, record, base = of_case(request, reference)
    found = _dossier(case, ident)
    page = {**dossier_page(request.principal, found), "base": f"{base}/dossiers/{ident}", "all": f"{base}/dossiers"}
    return answer(request, "dossier", framed(request, case, record, f"{base}/dossiers", page))


@for_people
def content(request: HttpRequest, reference: str, ident: str) -> HttpResponseBase:
    """The bytes that were frozen and hashed, to be saved."""
    found = _dossier(find_case(request, reference), ident)
    response = HttpResponse(bytes(found.content), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.reference}.json"'
    return response


@for_people
def act(request: HttpRequest, reference: str, ident: str) -> HttpResponseBase:
    """Release, refuse, deliver, note a reply or recall."""
    case = find_case(request, reference)
    found = _dossier(case, ident)
    if request.method == "POST":
        kind, sha, reason = (str(request.POST.get(name, "")).strip() for name in ("kind", "sha256", "reason"))
        if kind == "released":
            prove(request)
        act_on(request.principal, request.now, found, kind, sha, reason)
    return HttpResponseRedirect(f"/cases/{reference}/dossiers/{ident}")
