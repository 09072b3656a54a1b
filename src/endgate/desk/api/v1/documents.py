"""Documents of a case over HTTP: sent at once, read by the worker, listed with how far each was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.api.v1.calls import json_answer
from endgate.desk.api.v1.files import named, shown
from endgate.desk.api.v1.reading import RefusedError, sent
from endgate.desk.evidence.document import Held, documents_of
from endgate.desk.evidence.store import CaseEvidence
from endgate.desk.evidence.uploads import take_in, waiting_uploads
from endgate.desk.store.models import Case
from endgate.evidence.case.model import Acquisition, How, Marks
from endgate.evidence.case.services import Received
from endgate.evidence.vocabulary import Label

_SHOWN = ("id", "title", "file_name", "media_type", "size", "sha256", "label", "parent", "same_as", "read", "notes")
_COUNTED = ("proposed", "confirmed", "rejected")


def send(request: HttpRequest, actor: Principal, now: datetime, reference: str) -> HttpResponse:
    """Send one document as the body; a job reads it, and what it says waits as proposals for a person."""
    case = _case(actor, reference)
    file = Received(named(request, ""), sent(request), request.headers.get("Content-Type", ""))
    (job,) = take_in(actor, now, case, [file], Acquisition(actor.name, how=How.UPLOAD), _marks(request))
    answer = json_answer(shown(job), status=202)
    answer["Location"] = f"/api/1/jobs/{job.pk}"
    return answer


def _marks(request: HttpRequest) -> Marks:
    label = request.GET.get("label", Label.RED.value)
    public = request.GET.get("public", "no")
    if label not in {each.value for each in Label} or public not in ("yes", "no"):
        raise RefusedError(400, f"label: one of {', '.join(each.value for each in Label)}; public: yes or no")
    return Marks(request.GET.get("title", "")[:300], public=public == "yes", label=Label(label))


def documents(_request: HttpRequest, actor: Principal, _now: datetime, reference: str) -> HttpResponse:
    """The documents of a case with how far each was read, and those that wait to be read."""
    case = _case(actor, reference)
    view = CaseEvidence(case).view()
    rows = documents_of(Held(case, view, view.claim_file()))
    read = [{name: row[name] for name in (*_SHOWN, *_COUNTED)} for row in rows]
    return json_answer({"documents": read, "waiting": list(map(shown, waiting_uploads(case)))})


def _case(actor: Principal, reference: str) -> Case:
    found: Any = visibility.cases(actor).filter(reference=reference).first()
    if found is None:
        raise RefusedError(404, "there is nothing at this address")
    case: Case = found
    return case
