"""Pages for what is not there, what is refused, and what broke: a code and a remedy, never a trace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from endgate.desk.errors import DeskError
from endgate.desk.pages.respond import answer
from endgate.terms.faults import EndgateError

_LOG = logging.getLogger("endgate.desk")
_STATUS = {"EG8105": 403, "EG8106": 409, "EG8107": 422, "EG8108": 409, "EG8109": 403}


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


class Faults:
    """Turns a coded fault of an act or of input into a page with what, why and remedy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._further = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._further(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not isinstance(error, EndgateError):
            return None
        status = _STATUS.get(error.faults[0].code, 422) if isinstance(error, DeskError) else 422
        page = {"title": "Not done", "text": "Nothing was recorded."}
        return answer(request, "message", page, faults=error.faults, status=status)
