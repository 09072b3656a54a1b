"""Pages for what is not there, what is refused, and what broke: a code and a remedy, never a trace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from endgate.desk.access.floods import STATUS as TOO_MANY
from endgate.desk.access.floods import TooOftenError, demand_turn
from endgate.desk.errors import BROKEN, CONTROL, NOT_HERE, NOT_OURS, REFUSED, UNREADABLE, WRONG_METHOD
from endgate.desk.pages.characters import control_in, without_control
from endgate.desk.pages.refused import refused
from endgate.desk.pages.respond import answer
from endgate.desk.store.room import STATUS, no_room
from endgate.edition.errors import EditionError
from endgate.terms.faults import EndgateError, Fault

_LOG = logging.getLogger("endgate.desk")
_METHODS = ("GET", "HEAD", "POST")
_STATUS = {"EG8105": 403, "EG8106": 409, "EG8107": 422, "EG8108": 409, "EG8109": 403}
_NOTHING = {"title": "Not done", "text": "Nothing was recorded."}


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Hidden and missing are the same page."""
    del exception
    page = {"title": "Not found", "text": "There is nothing at this address."}
    return answer(request, "message", page, faults=(NOT_HERE.at("address", "there is nothing at it"),), status=404)


def unreadable(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The answer to what the framework cannot read; what exactly stays in the log."""
    _LOG.warning("request not readable: %s", type(exception).__name__)
    return answer(request, "message", _NOTHING, faults=(UNREADABLE.at("request", "it cannot be read"),), status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The answer to what the framework does not permit."""
    del exception
    return answer(request, "message", _NOTHING, faults=(REFUSED.at("request", "it is not permitted"),), status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A code to tell whoever keeps the desk; nothing of the request is shown."""
    code = secrets.token_hex(4)
    _LOG.error("request failed, code %s, %s", code, request.path)
    page = {"title": "Failed", "text": "Something failed here; nothing was decided."}
    return answer(request, "message", page, faults=(BROKEN.at("request", f"it failed with code {code}"),), status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a post that no page of this desk made for this browser."""
    del reason
    fault = NOT_OURS.at("form", "it was not made by this desk for this browser, or lies there since before a sign-in")
    return answer(request, "message", _NOTHING, faults=(fault,), status=403)


class Faults:
    """Turns a coded fault of an act or of input into a page with what, why and remedy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._further = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in _METHODS:
            fault = WRONG_METHOD.at("method", "a page is read with GET, its forms are sent with POST")
            response = answer(request, "message", _NOTHING, faults=(fault,), status=405)
            response.headers["Allow"] = ", ".join(_METHODS)
            return response
        try:
            demand_turn(_asking(request))
        except TooOftenError as error:
            page = {"title": "Not now", "text": "Nothing was done."}
            response = answer(request, "message", page, faults=error.faults, status=TOO_MANY)
            for name, value in error.headers.items():
                response.headers[name] = value
            return response
        return self._further(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        """Refuse control characters before any view reads them; the page does not repeat them."""
        if character := control_in((request.path, *_values(request.GET))):
            return answer(request, "message", _NOTHING, faults=(CONTROL.at("address", character),), status=400)
        wrong = ((name, control_in(request.POST.getlist(name))) for name in request.POST)
        faults = tuple(CONTROL.at(without_control(name), found) for name, found in wrong if found)
        if not faults and (character := control_in((*request.POST, *(each.name or "" for each in _files(request))))):
            faults = (CONTROL.at("form", character),)
        return refused(request, faults, 400) if faults else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        faults, status = _said(error)
        return refused(request, faults, status) if faults else None


def _values(given: QueryDict) -> Iterator[str]:
    for name, values in given.lists():
        yield from (name, *values)


def _files(request: HttpRequest) -> Iterator[UploadedFile]:
    for _, files in request.FILES.lists():
        yield from files


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
