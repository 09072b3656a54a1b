"""The check screen: a form or a file in, the answer on the same page; nothing is stored before *keep*."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from endgate.decide.model import Decision
from endgate.desk.access.permissions import demand
from endgate.desk.access.web import for_people
from endgate.desk.cases.services import keep_check
from endgate.desk.checks.forms import Typed, days, field_of, form_page, read_form
from endgate.desk.engine import engine
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.pages import reading
from endgate.desk.pages.respond import answer
from endgate.edition.errors import EditionError
from endgate.evidence.model import ClaimFile
from endgate.shipment.canonical import canonical_bytes
from endgate.shipment.model import Shipment
from endgate.shipment.read import read_shipments
from endgate.terms.codec import decode, encode
from endgate.terms.faults import EndgateError, Fault

BIGGEST_FILE = 25 << 20


@for_people
def check(request: HttpRequest) -> HttpResponseBase:
    """``GET`` shows the form, ``POST`` decides what was typed or dropped."""
    demand(request.principal, "check")
    today: date = request.now.date()
    values = {key: str(value) for key, value in request.POST.items()}
    if request.method != "POST":
        return answer(request, "check", {"form": form_page({}, {}, today), "result": None})
    wrong: dict[str, str] = {}
    as_of, known = days(values, wrong)
    told = given_file(request) or read_form(values, today)
    wrong.update(told.fields)
    shipment = told.shipment
    if shipment is None or wrong:
        return _faulty(request, values, wrong, told.faults, today)
    try:
        decision = engine().decide(shipment, as_of=as_of, known_as_of=known)
    except EditionError:
        raise  # no fault of what was typed
    except EndgateError as error:
        return _faulty(request, values, wrong, error.faults, today)
    page = {
        "form": form_page(values, {}, today),
        "result": result_page(decision.to_json()),
        "canonical": canonical_bytes(shipment).decode(),
        "beside": "",
        "as_of": decision.as_of.isoformat(),
        "known_as_of": decision.known_as_of.isoformat(),
    }
    return answer(request, "check", page)


def given_file(request: HttpRequest) -> Typed | None:
    """The one shipment of a dropped file, or the faults that kept it from being one; None when no file came."""
    file = request.FILES.get("file")
    if file is None:
        return None
    if (file.size or 0) > BIGGEST_FILE:
        return Typed(None, (MISSING.at(str(file.name), f"a file above {BIGGEST_FILE >> 20} MB is not read here"),))
    read = read_shipments(file.read(), name=str(file.name))
    if read.faults:
        return Typed(None, read.faults)
    if len(read.shipments) != 1:
        what = f"it holds {len(read.shipments)} shipments; this page takes one"
        return Typed(None, (MISSING.at(str(file.name), what),))
    return Typed(read.shipments[0].shipment)


def _faulty(
    request: HttpRequest, values: dict[str, str], wrong: dict[str, str], faults: tuple[Fault, ...], today: date
) -> HttpResponse:
    own = tuple(MISSING.at(name, text) for name, text in wrong.items()) if not faults else ()
    page = {"form": form_page(values, wrong, today), "result": None}
    places = {each.where: f"f-{each.where}" for each in own}
    places |= {each.where: f"f-{field_of(each)}" for each in faults if field_of(each)}
    return answer(request, "check", page, faults=(*faults, *own), fields=places)


def result_page(record: dict[str, Any]) -> dict[str, Any]:
    """What the check page shows of an answer."""
    return {
        "title": reading.title(record),
        "as_of": record["as_of"],
        "known_as_of": record["known_as_of"],
        "legality": reading.legality(record),
        "concern": reading.concern(record),
        "policy": reading.policy(record),
        "questions": reading.questions(record),
        "coverage": reading.coverage(record),
    }


@for_people
def keep(request: HttpRequest) -> HttpResponseBase:
    """Decide the same input again and keep it as a case."""
    if request.method != "POST":
        return HttpResponseRedirect("/check")
    principal, now = request.principal, request.now
    try:
        shipment = decode(Shipment, json.loads(request.POST.get("shipment", "")))
        claims = request.POST.get("claims", "")
        read = decode(ClaimFile, json.loads(claims)) if claims else ClaimFile()
        as_of, known = (date.fromisoformat(request.POST.get(name, "")) for name in ("as_of", "known_as_of"))
    except (ValueError, RecursionError) as error:
        raise DeskError(MISSING.at("shipment", f"the checked input cannot be read again: {error}")) from error
    decision: Decision = engine().decide(shipment, claims=read, as_of=as_of, known_as_of=known)
    kept = json.dumps(encode(read)).encode() if claims else b""
    case = keep_check(principal, now, shipment, decision, claims=kept)
    return HttpResponseRedirect(f"/cases/{case.reference}/decision/1")
