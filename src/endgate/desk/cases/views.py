"""The queue, a case's decisions, and the acts on them. Each act is a plain form that leads back to the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.decide.explain import explain
from endgate.decide.pipeline import Options, law_book
from endgate.decide.trees import reason_lines
from endgate.desk.access import visibility
from endgate.desk.access.web import for_people
from endgate.desk.cases import services
from endgate.desk.cases.page import decision_page
from endgate.desk.cases.queue import whole
from endgate.desk.cases.services import newest
from endgate.desk.engine import engine
from endgate.desk.pages.respond import answer
from endgate.desk.parties.services import review_book
from endgate.desk.parties.undoing import offered
from endgate.desk.store.models import Case, Decision
from endgate.evidence.model import ClaimFile
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode


def find_case(request: HttpRequest, reference: str) -> Case:
    """The case of that reference, when it exists for whoever asks; hidden and missing are the same 404."""
    case = visibility.cases(request.principal).select_related("assignee").filter(reference=reference).first()
    if case is None:
        raise Http404
    return case


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
    page["undo"] = offered(request.principal, request.now, whole(request.GET.get("judged", "")))
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
