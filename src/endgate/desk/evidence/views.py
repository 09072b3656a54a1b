"""The evidence screen of a case, one document beside its claims, uploads, and originals as they came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse

from endgate.desk.access.permissions import allowed, demand
from endgate.desk.access.web import for_people
from endgate.desk.cases.carrying import Offered, offered_to
from endgate.desk.cases.queue import whole
from endgate.desk.cases.views import find_case
from endgate.desk.cases.wanted import advised_teams
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.evidence.document import (
    Held,
    choices,
    claim_row,
    document_page,
    documents_of,
    first_waiting,
    hand_page,
    marks_page,
    unread_by,
)
from endgate.desk.evidence.granted import granted_claims
from endgate.desk.evidence.hand import InHand, Typed, in_hand
from endgate.desk.evidence.page import evidence_page
from endgate.desk.evidence.services import within_limits
from endgate.desk.evidence.store import CaseEvidence, claims_of, own_claims
from endgate.desk.evidence.uploads import UNDER_WAY, take_in, waiting_uploads
from endgate.desk.jobs.queue import restart
from endgate.desk.pages.respond import answer
from endgate.desk.pages.views import framed, of_case
from endgate.desk.store.machinery import Job
from endgate.desk.store.models import Case
from endgate.evidence.case.model import Acquisition, How, Marks, StoredDocument
from endgate.evidence.case.services import Received
from endgate.evidence.model import Claim, ClaimFile
from endgate.evidence.reviewing import texts_of
from endgate.evidence.vocabulary import Label, RecipientKind, ReviewState
from endgate.terms.dates import PartialDate


def held_of(case: Case) -> Held:
    """The evidence of a case as it stands."""
    view = CaseEvidence(case).view()
    return Held(case, view, view.claim_file())


@for_people
def evidence(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Who says what through whom; documents, what waits to be read, and who may see it."""
    case, record, base = of_case(request, reference)
    held = held_of(case)
    own = own_claims(case, held.file)
    offered = offered_to(case)
    whole_file = claims_of(case, own) if offered else own
    claims = whole_file.claims
    waiting = first_waiting(held.view)
    uploads_held = [_upload(each) for each in waiting_uploads(case)]
    page = {
        **evidence_page(record),
        "held": documents_of(held),
        "uploads": uploads_held,
        "working": sum(each["working"] for each in uploads_held),
        "proposed": sum(each.state() is ReviewState.PROPOSED for each in claims),
        "waiting": "" if waiting is None else f"{held.base}/{waiting.document}?claim={waiting.id}",
        "unread": unread_by(record, claims),
        "today": request.now.date().isoformat(),
        "recipients": [
            {"id": each.id, "name": each.name, "kind": each.kind.value, "ceiling": str(each.ceiling)}
            for each in held.file.recipients
        ],
        "grants": [{"claim": claim, "teams": teams} for claim, teams in granted_claims(case).items()],
        "offered": list(map(_offered, offered)),
        "ties": _carried_ties(whole_file, own),
        "confirmed": _confirmed(own),
        "may": _may(request, case, record),
        "items": _items(record),
    }
    return answer(request, "evidence", framed(request, case, record, f"{base}/evidence", page))


def _confirmed(own: ClaimFile) -> list[dict[str, str]]:
    """The case's own confirmed claims, which may be granted to other teams."""
    confirmed = (each for each in own.claims if each.state() is ReviewState.CONFIRMED)
    return [{"id": each.id, "proposition": each.proposition} for each in confirmed]


def _offered(offered: Offered) -> dict[str, Any]:
    claim = offered.claim
    return {
        "id": offered.id,
        "proposition": claim.proposition,
        "modality": claim.modality.value,
        "label": str(claim.label),
        "team": offered.team,
        "carried": offered.carried,
    }


def _carried_ties(file: ClaimFile, own: ClaimFile) -> list[dict[str, str]]:
    """What carried claims speak of, each with what of this shipment it is said to be."""
    known = {each.id for each in own.entities}
    tied = {each.entity: each.party or each.item for each in file.ties}
    return [
        {"entity": each.id, "name": each.name, "tied": tied.get(each.id, "")}
        for each in file.entities
        if each.id not in known
    ]


def _upload(job: Job) -> dict[str, Any]:
    asked = json.loads(job.payload)
    return {
        "id": job.pk,
        "name": asked["name"],
        "size": asked["size"],
        "by": asked["actor"],
        "at": f"{job.created_at:%Y-%m-%d %H:%M}",
        "state": job.state,
        "working": job.state in UNDER_WAY,
        "code": job.code,
        "detail": job.detail,
    }


def _items(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(each["id"], each.get("description", "")) for each in record["input"]["shipment"].get("items", ())]


def _may(request: HttpRequest, case: Case, record: Mapping[str, Any]) -> dict[str, Any]:
    confirms = allowed(request.principal, "confirm_claim", case)
    return {
        "add": allowed(request.principal, "edit_case", case),
        "judge": confirms,
        "teams": advised_teams(case) if confirms else [],
        "labels": [each.value for each in reversed(Label)],
        "kinds": [each.value for each in RecipientKind],
        "parties": [(each["id"], each["name"]) for each in record["input"]["shipment"].get("parties", ())],
    }


@for_people
def document(request: HttpRequest, reference: str, ident: str) -> HttpResponseBase:
    """A document's text with its claims; ``claim`` is the one in hand, ``keys`` how it has been mended so far."""
    case, record, base = of_case(request, reference)
    held = held_of(case)
    found = _document(held, ident)
    derived = held.view.text_of(ident)
    text = "" if derived is None else CaseEvidence(case).get(derived.sha256).decode()
    chosen = held.view.claim(request.GET.get("claim", ""))
    chosen = chosen if chosen is not None and chosen.document == ident else None
    hand = None if chosen is None else _in_hand(request, case, held, chosen)
    page = {
        **document_page(held, found, text, hand, whole(request.GET.get("at", ""))),
        "hand": None,
        "marks": None,
        "chosen": None if chosen is None else claim_row(held, chosen),
        "choices": choices(),
        "may": _may(request, case, record),
        "base": f"{base}/evidence",
        "items": _items(record),
    }
    if chosen is not None and hand is not None and chosen.state() is ReviewState.PROPOSED:
        page["hand"] = hand_page(held, hand, request.GET.get("keys", ""))
    elif chosen is not None and chosen.state() is ReviewState.CONFIRMED:
        page["marks"] = marks_page(held, chosen)
    return answer(request, "document", framed(request, case, record, f"{base}/evidence", page))


def _in_hand(request: HttpRequest, case: Case, held: Held, claim: Claim) -> InHand:
    typed = Typed(request.GET.get("proposition", ""), request.GET.get("type", ""), request.GET.get("speaker", ""))
    keys = request.GET.get("keys", "") if claim.state() is ReviewState.PROPOSED else ""
    return in_hand(claim, held.file, texts_of(CaseEvidence(case)), keys, typed)


def _document(held: Held, ident: str) -> StoredDocument:
    found = next((each for each in held.view.documents if each.id == ident), None)
    if found is None:
        raise Http404
    return found


@for_people
def original(request: HttpRequest, reference: str, ident: str) -> HttpResponseBase:
    """The bytes as they came, to be saved and never shown in the browser."""
    case = find_case(request, reference)
    found = _document(held_of(case), ident)
    response = HttpResponse(CaseEvidence(case).get(found.sha256), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{reference}-{ident}.original"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@for_people
def add(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Keep and read what was uploaded; the page then says of each file how far it was read."""
    case = find_case(request, reference)
    if request.method != "POST":
        return HttpResponseRedirect(f"/cases/{reference}/evidence")
    demand(request.principal, "edit_case", case)
    sent = request.FILES.getlist("file")
    within_limits(case, [(str(each.name), int(each.size or 0)) for each in sent])  # before any of it is in memory
    files = [Received(str(each.name), each.read(), str(each.content_type or "")) for each in sent]
    take_in(request.principal, request.now, case, files, _acquired(request), _marks(request))
    return HttpResponseRedirect(f"/cases/{reference}/evidence")


@for_people
def uploads(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What a page that shows uploads asks again and again: whether one of them is read or given up by now."""
    working = [each.pk for each in waiting_uploads(find_case(request, reference)) if each.state in UNDER_WAY]
    response = JsonResponse({"working": len(working)})
    if len(working) < whole(request.GET.get("of", "")) or not working:
        response.headers["Endgate-Done"] = "yes"
    return response


@for_people
def again(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Queue an upload that failed once more."""
    case = find_case(request, reference)
    demand(request.principal, "edit_case", case)
    wanted = whole(str(request.POST.get("upload", "")))
    failed = next((each for each in waiting_uploads(case) if each.pk == wanted), None)
    if failed is not None and request.method == "POST":
        restart(failed, request.now)
    return HttpResponseRedirect(f"/cases/{reference}/evidence")


def _acquired(request: HttpRequest) -> Acquisition:
    since = str(request.POST.get("since", "")).strip()
    holder = str(request.POST.get("holder", "")).strip()
    if holder and not since:
        raise DeskError(MISSING.at("since", "since when the party has had it, as far as is known, like 2009-05"))
    return Acquisition(request.principal.name, holder, _partial(since), How.UPLOAD)


def _partial(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as error:
        raise DeskError(MISSING.at("since", str(error))) from error


def _marks(request: HttpRequest) -> Marks:
    label = str(request.POST.get("label", Label.RED.value))
    if label not in {each.value for each in Label}:
        raise DeskError(MISSING.at("label", "one of the labels of the form"))
    title = str(request.POST.get("title", "")).strip()[:300]
    return Marks(title, public=request.POST.get("public") == "yes", label=Label(label))
