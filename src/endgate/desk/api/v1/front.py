"""``/api/1/``: bearer tokens before sessions, problems in one form, and the OpenAPI document of the same table."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from endgate import __version__
from endgate.desk.access.permissions import allowed
from endgate.desk.access.principal import Principal
from endgate.desk.access.tokens import token_of
from endgate.desk.api.problems import problem
from endgate.desk.api.v1 import calls
from endgate.desk.api.v1.reading import RefusedError
from endgate.desk.engine import engine
from endgate.edition.errors import EditionError
from endgate.terms.faults import EndgateError

PREFIX = "/api/1/"
_LOG = logging.getLogger("endgate.desk")


@dataclass(frozen=True)
class Call:
    """One call: method, address, the scope of a token that may make it, and what it does."""

    method: str
    address: str
    scope: str
    perform: Callable[..., HttpResponse]

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.address))


CALLS = (
    Call("POST", "check", "check", calls.check),
    Call("POST", "check/batch", "check", calls.check_batch),
    Call("POST", "party", "check", calls.party),
    Call("POST", "goods", "check", calls.goods),
    Call("GET", "cases", "cases", calls.cases),
    Call("GET", "cases/{reference}", "cases", calls.case),
    Call("GET", "decisions/{ident}", "decisions", calls.decision),
    Call("GET", "lists", "lists", calls.lists),
    Call("GET", "edition", "lists", calls.edition),
)
_NEEDS = {"check": "check"}
"""Predicates that a token's person must satisfy too, by scope; a token is never more than its person."""


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
        except EditionError as error:
            return problem(503, "no reference data", error.faults, instance=request.path)
        except EndgateError as error:
            return problem(422, "not decided", error.faults, instance=request.path)
        except Exception:  # noqa: BLE001  (a program gets a code to quote, never a trace)
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
    actor = _actor(request, call.scope, now)
    values = {
        name: int(text) if name == "ident" and text.isascii() and text.isdigit() and len(text) < 19 else text
        for name, text in found.groupdict().items()
    }
    if not isinstance(values.get("ident", 0), int):
        raise RefusedError(404, "there is nothing at this address")
    return call.perform(request, actor, now, **values)


def _actor(request: HttpRequest, scope: str, now: datetime) -> Principal:
    """Who asks, by a bearer token. Raises RefusedError (401, 403)."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = token_of(text.strip(), now) if scheme.casefold() == "bearer" else None
    if token is None:
        raise RefusedError(401, "a valid bearer token is wanted: endgate token add")
    actor = Principal.of(token.user)
    if scope not in token.scopes.split() or (scope in _NEEDS and not allowed(actor, _NEEDS[scope])):
        raise RefusedError(403, f"this token, or its person, may not {scope}")
    return actor


def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the calls."""
    paths: dict[str, Any] = {}
    for call in CALLS:
        described: dict[str, Any] = {
            "summary": (call.perform.__doc__ or "").splitlines()[0],
            "operationId": f"{call.method.lower()}_{re.sub(r'[^a-z]+', '_', call.address).strip('_')}",
            "security": [{"bearer": [call.scope]}],
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in re.findall(r"\{(\w+)\}", call.address)
            ],
            "responses": {
                "200": {"description": "answered", "content": {"application/json": {}}},
                "default": {"description": "a problem", "content": {"application/problem+json": {}}},
            },
        }
        if call.method == "POST":
            described["requestBody"] = {"required": True, "content": {"application/json": {"schema": {}}}}
        paths.setdefault(PREFIX + call.address, {})[call.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Endgate", "version": __version__, "description": "Strategic trade control over HTTP"},
        "paths": paths,
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    }
