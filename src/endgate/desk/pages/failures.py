"""Pages for what is not there, what is refused, and what broke: a code and a remedy, never a trace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from endgate.desk.access.floods import STATUS as TOO_MANY
from endgate.desk.access.floods import TooOftenError, demand_turn
from endgate.desk.errors import NOT_OURS
from endgate.desk.pages.respond import answer
from endgate.desk.store.room import STATUS, no_room
from endgate.edition.errors import EditionError
from endgate.terms.faults import EndgateError, Fault

_LOG = logging.getLogger("endgate.desk")
_STATUS = {"EG8105": 403, "EG8106": 409, "EG8107": 422, "EG8108": 409, "EG8109": 403}
_NOTHING = {"title": "Not done", "text": "Nothing was recorded."}


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Hidden and missing are the same page."""
    del exception
    return answer(request, "message", {"title": "Not found", "text": "There is nothing at this address."}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """A code to tell whoever keeps the desk; nothing of the request is shown."""
    code = secrets.token_hex(4)
    _LOG.error("request failed, code %s, %s", code, request.path)
    text = f"Something failed here; nothing was decided. Tell whoever keeps the desk this code: {code}."
    return answer(request, "message", {"title": "Failed", "text": text}, status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a post that no page of this desk made for this browser."""
    del reason
    fault = NOT_OURS.at("form", "it was not made by this desk for this browser, or lies there since before a sign-in")
    return answer(
        request, "message", {"title": "Not done", "text": "Nothing was recorded."}, faults=(fault,), status=403
    )


class Faults:
    """Turns a coded fault of an act or of input into a page with what, why and remedy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._further = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            demand_turn(_asking(request))
        except TooOftenError as error:
            page = {"title": "Not now", "text": "Nothing was done."}
            response = answer(request, "message", page, faults=error.faults, status=TOO_MANY)
            for name, value in error.headers.items():
                response.headers[name] = value
            return response
        return self._further(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        faults, status = _said(error)
        return answer(request, "message", _NOTHING, faults=faults, status=status) if faults else None


def _asking(request: HttpRequest) -> str:
    """Whose bucket a request is taken from."""
    if request.principal is None:
        return f"address {request.META.get('REMOTE_ADDR', '')}"
    return f"person {request.principal.user_id}"


def _said(error: Exception) -> tuple[tuple[Fault, ...], int]:
    """The faults that an error tells and the status of its page; none where it was not foreseen."""
    if isinstance(error, EditionError):
        return error.faults, 503
    if isinstance(error, EndgateError):
        return error.faults, _STATUS.get(error.faults[0].code, 422)
    full = no_room(error)
    return ((full,), STATUS) if full is not None else ((), 500)
