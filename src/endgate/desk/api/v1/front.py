"""``/api/1/``: bearer tokens before sessions, one table of calls, problems in one form."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from endgate.desk.access.floods import STATUS as TOO_MANY
from endgate.desk.access.floods import TooOftenError, demand_turn
from endgate.desk.access.permissions import allowed
from endgate.desk.access.principal import Principal
from endgate.desk.access.tokens import token_of
from endgate.desk.api.problems import problem
from endgate.desk.api.v1.document import openapi
from endgate.desk.api.v1.reading import RefusedError, read_body
from endgate.desk.api.v1.repeats import once
from endgate.desk.api.v1.table import CALLS, NUMBERS, Call
from endgate.desk.engine import engine
from endgate.desk.errors import NOT_NOW, REFUSED, SUPERSEDED, TOO_LARGE, DeskError
from endgate.desk.store.room import STATUS as NO_ROOM_STATUS
from endgate.desk.store.room import no_room
from endgate.edition.errors import EditionError
from endgate.terms.faults import EndgateError

PREFIX = "/api/1/"
_LOG = logging.getLogger("endgate.desk")


_NEEDS = {"check": "check"}
"""Predicates that a token's person must satisfy too, by scope; a token is never more than its person."""
STATUS = {REFUSED.code: 403, NOT_NOW.code: 409, SUPERSEDED.code: 409}


class Api:
    """Answers the addresses of the interface itself and hands everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._further = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self._further(request)
        answer = self._answer(request, request.path.removeprefix(PREFIX))
        answer.headers.setdefault("Cache-Control", "no-store")
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Endgate-Edition"] = engine().edition_id()
        return answer

    def _answer(self, request: HttpRequest, address: str) -> HttpResponse:
        if address == "openapi.json":
            return HttpResponse(json.dumps(openapi()), content_type="application/json")
        try:
            return _performed(request, address)
        except RefusedError as error:
            return problem(error.status, "refused", [error.fault], instance=request.path)
        except TooOftenError as error:
            return problem(TOO_MANY, "refused", error.faults, instance=request.path, headers=error.headers)
        except DeskError as error:
            status = STATUS.get(error.faults[0].code, 422)
            return problem(status, "refused", error.faults, instance=request.path)
        except EditionError as error:
            return problem(503, "no reference data", error.faults, instance=request.path)
        except EndgateError as error:
            return problem(422, "not decided", error.faults, instance=request.path)
        except RequestDataTooBig:
            fault = TOO_LARGE.at("request", "the body is larger than the desk reads")
            return problem(413, "refused", [fault], instance=request.path)
        except Exception as error:  # noqa: BLE001  (a program gets a code to quote, never a trace)
            full = no_room(error)
            if full is not None:
                return problem(NO_ROOM_STATUS, "not kept", [full], instance=request.path)
            code = secrets.token_hex(4)
            _LOG.exception("call failed, code %s", code)
            return problem(500, "failed", detail=f"nothing was decided; quote {code}", instance=request.path)


def _performed(request: HttpRequest, address: str) -> HttpResponse:
    at = [(call, found) for call in CALLS if (found := call.pattern.fullmatch(address))]
    if not at:
        raise RefusedError(404, "there is nothing at this address")
    fitting = [(call, found) for call, found in at if call.method == request.method]
    if not fitting:
        raise RefusedError(405, f"use {', '.join(call.method for call, _ in at)}")
    call, found = fitting[0]
    now = timezone.now()
    actor, token = _asking(request, call.scope, now)
    values = {name: _number(text) if name in NUMBERS else text for name, text in found.groupdict().items()}
    _known(request, call)
    read_body(request, call.most)
    if not call.stores:
        return call.perform(request, actor, now, **values)
    return once(request, token, now, lambda: call.perform(request, actor, now, **values))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise RefusedError(404, "there is nothing at this address")
    return int(text)


def _known(request: HttpRequest, call: Call) -> None:
    """A parameter that nobody reads is a fault, for its sender counts on it."""
    unknown = sorted(set(request.GET) - set(call.query))
    if unknown:
        raise RefusedError(400, f"unknown parameters: {', '.join(unknown)}"[:300])


def _asking(request: HttpRequest, scope: str, now: datetime) -> tuple[Principal, str]:
    """Who asks, by a bearer token, and the token's key. Raises RefusedError (401, 403)."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = token_of(text.strip(), now) if scheme.casefold() == "bearer" else None
    demand_turn(f"address {request.META.get('REMOTE_ADDR', '')}" if token is None else f"token {token.key}")
    if token is None:
        raise RefusedError(401, "a valid bearer token is wanted: endgate token add")
    actor = Principal.of(token.user)
    held = [each for each in scope.split() if each in token.scopes.split()]
    if not any(each not in _NEEDS or allowed(actor, _NEEDS[each]) for each in held):
        raise RefusedError(403, f"this token, or its person, may not {scope.replace(' ', ' or ')}")
    return actor, token.key
