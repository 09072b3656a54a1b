"""The screen on which a shipment is told anew: the form over what is kept, the difference, and then *keep*."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.desk.access.permissions import demand
from endgate.desk.access.web import for_people
from endgate.desk.cases.differences import in_words
from endgate.desk.cases.page import bar
from endgate.desk.cases.revising import changed_fields, decide_revised, revise
from endgate.desk.cases.services import asked_of, newest
from endgate.desk.cases.views import find_case
from endgate.desk.checks.forms import Typed
from endgate.desk.checks.revision import revised, revision_form, values_of
from endgate.desk.checks.views import given_file, result_page
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.pages.respond import answer
from endgate.desk.store.models import Case
from endgate.edition.errors import EditionError
from endgate.shipment.canonical import canonical_bytes
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError


@for_people
def revision(request: HttpRequest, reference: str) -> HttpResponseBase:
    """``GET`` shows the newest version in the form, ``POST`` what a change would make of it; nothing is kept yet."""
    case = find_case(request, reference)
    demand(request.principal, "edit_case", case)
    raw = json.loads(bytes(newest(case).shipment.content))
    today: date = request.now.date()
    if request.method != "POST":
        return _answer(request, case, {"form": revision_form(values_of(raw), {}, today), "result": None})
    values = {key: str(value) for key, value in request.POST.items()}
    told = given_file(request) or revised(raw, values, today)
    if told.shipment is None:
        return _faulty(request, case, told, values, today)
    try:
        page = _preview(request, case, told.shipment)
    except EditionError:
        raise  # no fault of what was typed
    except EndgateError as error:
        return _faulty(request, case, Typed(None, error.faults), values, today)
    return _answer(request, case, {"form": revision_form(values, {}, today), **page})


def _preview(request: HttpRequest, case: Case, shipment: Shipment) -> dict[str, Any]:
    last = newest(case)
    content = canonical_bytes(shipment)
    record = decide_revised(case, shipment, request.now).to_json()
    return {
        "result": result_page(record),
        "fields": changed_fields(bytes(last.shipment.content), content),
        "difference": in_words(asked_of(last), record),
        "canonical": content.decode(),
    }


def _answer(request: HttpRequest, case: Case, page: dict[str, Any], **more: Any) -> HttpResponseBase:
    last = newest(case)
    base = f"/cases/{case.reference}"
    framed = {
        "bar": bar(case, request.now, asked_of(last), f"{base}/revise"),
        "reference": case.reference,
        "base": base,
        "version": last.shipment.n,
        **page,
    }
    return answer(request, "revise", framed, **more)


def _faulty(request: HttpRequest, case: Case, told: Typed, values: dict[str, str], today: date) -> HttpResponseBase:
    own = tuple(MISSING.at(name, text) for name, text in told.fields.items()) if not told.faults else ()
    places = {each.where: f"f-{each.where}" for each in own}
    page = {"form": revision_form(values, told.fields, today), "result": None}
    return _answer(request, case, page, faults=(*told.faults, *own), fields=places)


@for_people
def keep(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Keep the new version with its reason; the decision before is superseded."""
    case = find_case(request, reference)
    if request.method != "POST":
        return HttpResponseRedirect(f"/cases/{reference}/revise")
    try:
        shipment = decode(Shipment, json.loads(request.POST.get("shipment", "")))
    except (ValueError, RecursionError) as error:
        raise DeskError(MISSING.at("shipment", f"the new version cannot be read again: {error}")) from error
    reason = str(request.POST.get("reason", ""))
    try:
        decision = revise(request.principal, request.now, case, shipment, reason)
    except DeskError as error:
        if error.faults[0].where != "reason":
            raise
        form = revision_form(values_of(json.loads(canonical_bytes(shipment))), {}, request.now.date())
        page = {"form": form, "reason": reason, **_preview(request, case, shipment)}
        return _answer(request, case, page, faults=error.faults, fields={"reason": "reason"})
    return HttpResponseRedirect(f"/cases/{reference}/decision/{decision.n}")
