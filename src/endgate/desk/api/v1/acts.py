"""What programs may do to cases: keep, assign, wait, resume, advise, note. People alone sign and release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.api.v1.calls import json_answer, shown_case
from endgate.desk.api.v1.reading import RefusedError, body_of, day_of, sent, shipment_of
from endgate.desk.cases import services
from endgate.desk.cases.answering import Answer, answer
from endgate.desk.engine import engine
from endgate.desk.store.models import Case, User

Read = Callable[[HttpRequest], dict[str, Any]]
Perform = Callable[[Principal, datetime, Case, dict[str, Any]], object]


def keep(request: HttpRequest, actor: Principal, now: datetime) -> HttpResponse:
    """Decide one shipment and keep it as a case of one's own team."""
    shipment = shipment_of(sent(request), "body.json")
    record = engine().decide(shipment, as_of=day_of(request, "as_of"), known_as_of=day_of(request, "known_as_of"))
    case = services.keep_check(actor, now, shipment, record, why="kept by a program")
    answer = json_answer(shown_case(case, now), status=201)
    answer["Location"] = f"/api/1/cases/{case.reference}"
    answer["ETag"] = f'"{case.version}"'
    return answer


def _act(fields: tuple[str, ...], perform: Perform, says: str, read: Read | None = None) -> Callable[..., HttpResponse]:
    """A call that does one act on the version of a case that ``If-Match`` names; ``read`` where a body is no texts."""
    reads = read or (lambda request: _fields(body_of(request), fields))

    def call(request: HttpRequest, actor: Principal, now: datetime, reference: str) -> HttpResponse:
        case = visibility.cases(actor).select_related("assignee").filter(reference=reference).first()
        if case is None:
            raise RefusedError(404, "there is nothing at this address")
        _version(request, case)
        perform(actor, now, case, reads(request))
        answer = json_answer(shown_case(case, now))
        answer["ETag"] = f'"{case.version}"'
        return answer

    call.__doc__ = says
    return call


def _version(request: HttpRequest, case: Case) -> None:
    named = request.headers.get("If-Match")
    if named is None:
        raise RefusedError(428, "If-Match with the case's ETag is wanted")
    if named != f'"{case.version}"':
        raise RefusedError(412, f"the case has moved on from version {named[:20]}")


def _fields(raw: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The texts of a body. Raises RefusedError for an unknown field and for what is no text."""
    if not isinstance(raw, dict) or set(raw) - set(names):
        raise RefusedError(422, f"an object is wanted with no field but {', '.join(names) or 'none'}")
    if any(not isinstance(each, str) for each in raw.values()):
        raise RefusedError(422, "each field is a text")
    return {name: raw.get(name, "") for name in names}


def _assign(actor: Principal, now: datetime, case: Case, given: dict[str, Any]) -> None:
    if not given["to"]:
        services.take(actor, now, case)
        return
    user = User.objects.filter(name=given["to"], active=True, membership__team_id=case.team_id).first()
    if user is None:
        raise RefusedError(422, f"nobody of the case's team is called {given['to'][:80]!r}")
    services.assign(actor, now, case, user)


def _until(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise RefusedError(422, f"until: {text[:40]!r} is no day") from error


assign = _act(("to",), _assign, "Assign a case: to oneself, or to somebody of its team.")
wait = _act(
    ("reason", "until"),
    lambda actor, now, case, given: services.wait(actor, now, case, given["reason"], _until(given["until"])),
    "Stop the clock of a case until somebody outside has answered.",
)
resume = _act((), lambda actor, now, case, _: services.resume(actor, now, case), "Take a waiting case up again.")
advise = _act(
    ("advice", "reason"),
    lambda actor, now, case, given: services.advise(actor, now, case, given["advice"], given["reason"]),
    "Advise on the newest decision of a case.",
)
note = _act(
    ("text",),
    lambda actor, now, case, given: services.note(actor, now, case, given["text"]),
    "Write a note on the newest decision of a case.",
)


def _given(request: HttpRequest) -> dict[str, Any]:
    """A reason and a list of answers. Raises RefusedError for any other body."""
    raw = body_of(request)
    if not isinstance(raw, dict) or set(raw) - {"reason", "answers"} or not isinstance(raw.get("reason"), str):
        raise RefusedError(422, "an object is wanted with a reason and answers")
    answers = raw.get("answers")
    if not isinstance(answers, list) or not all(map(_is_answer, answers)):
        raise RefusedError(422, "answers: a list of objects, each with a question and the facts that answer it")
    return {"reason": raw["reason"], "answers": [Answer(each["question"], each["facts"]) for each in answers]}


def _is_answer(raw: Any) -> bool:
    return (
        isinstance(raw, dict)
        and set(raw) == {"question", "facts"}
        and isinstance(raw["question"], str)
        and isinstance(raw["facts"], dict)
    )


def _changes(request: HttpRequest) -> dict[str, Any]:
    """What of a case is to be other: texts, or null to take one away."""
    raw = body_of(request)
    if not isinstance(raw, dict) or not raw or set(raw) - set(_CHANGED):
        raise RefusedError(422, f"an object is wanted with some of {', '.join(_CHANGED)}, and no other field")
    if any(each is not None and not isinstance(each, str) for each in raw.values()):
        raise RefusedError(422, "each field is a text or null")
    return raw


_CHANGED = ("assignee", "waiting_for", "waiting_until")


def _change(actor: Principal, now: datetime, case: Case, given: dict[str, Any]) -> None:
    with transaction.atomic():
        if "assignee" in given:
            _assign(actor, now, case, {"to": given["assignee"] or ""})
        if given.get("waiting_for"):
            services.wait(actor, now, case, given["waiting_for"], _until(given.get("waiting_until") or ""))
        elif "waiting_for" in given:
            services.resume(actor, now, case)
        elif "waiting_until" in given:
            raise RefusedError(422, "waiting_until goes with waiting_for")


answers = _act(
    (),
    lambda actor, now, case, given: answer(actor, now, case, given["answers"], given["reason"]),
    "Answer open questions of the newest decision; the shipment is told anew and decided again.",
    _given,
)
change = _act((), _change, "Change who works on a case, or what it waits for.", _changes)
