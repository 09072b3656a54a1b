"""The OpenAPI 3.1 document of the table of calls: parameters, bodies, answers, and every status that can come."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

from endgate import __version__
from endgate.desk.api.v1.table import CALLS, NUMBERS, Call

PREFIX = "/api/1/"
_PROBLEMS = {
    400: "not understood",
    401: "no valid token",
    403: "the token, or its person, may not",
    404: "nothing there, or hidden",
    409: "out of order, or superseded",
    412: "changed since it was read",
    413: "too large",
    422: "facts that cannot be read",
    428: "no If-Match",
    429: "asked too often",
    500: "failed; nothing was decided",
    503: "no reference data",
    507: "no room left; nothing was kept",
}
_ALWAYS = (400, 401, 403, 429, 500, 503)


@cache
def openapi() -> dict[str, Any]:
    """The document."""
    paths: dict[str, Any] = {}
    for call in CALLS:
        paths.setdefault(PREFIX + call.address, {})[call.method.lower()] = _described(call)
    text = resources.files("endgate").joinpath("data", "desk", "api_schemas.json").read_text(encoding="utf-8")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Endgate", "version": __version__, "description": "Strategic trade control over HTTP"},
        "paths": paths,
        "components": {
            "schemas": json.loads(text)["schemas"],
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = {
        "summary": (call.perform.__doc__ or "").splitlines()[0],
        "operationId": f"{call.method.lower()}_{re.sub(r'[^a-z]+', '_', call.address).strip('_')}",
        "security": [{"bearer": [each]} for each in call.scope.split()],
        "parameters": list(_parameters(call)),
        "responses": {str(call.status): _answer(call), **_problems(call)},
    }
    if call.body:
        schema = {"$ref": f"#/components/schemas/{call.body}"}
        media = "application/octet-stream" if call.body in ("file", "document") else "application/json"
        found["requestBody"] = {"required": True, "content": {media: {"schema": schema}}}
    return found


def _parameters(call: Call) -> Any:
    for name in re.findall(r"\{(\w+)\}", call.address):
        schema = {"type": "integer", "minimum": 1} if name in NUMBERS else {"type": "string"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    for name in call.query:
        yield {"name": name, "in": "query", "schema": {"$ref": f"#/components/schemas/{name}"}}
    if call.stores:
        yield {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 64}}
    if call.versioned:
        yield {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}


def _answer(call: Call) -> dict[str, Any]:
    media = "application/x-ndjson" if call.gives == "lines" else "application/json"
    schema = {"$ref": f"#/components/schemas/{call.gives}"}
    headers = {"Endgate-Edition": {"schema": {"type": "string"}}}
    headers |= {"ETag": {"schema": {"type": "string"}}} if call.gives in ("case", "decision") else {}
    return {"description": "answered", "headers": headers, "content": {media: {"schema": schema}}}


def _problems(call: Call) -> dict[str, Any]:
    statuses = {*_ALWAYS, *call.also}
    statuses |= {404} if "{" in call.address else set()
    statuses |= {413, 422} if call.method in ("POST", "PATCH") else set()
    statuses |= {507} if call.stores else set()
    statuses |= {409} if call.stores or call.address.startswith("jobs/") else set()
    statuses |= {412, 428} if call.versioned else set()
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {str(status): {"description": _PROBLEMS[status], "content": content} for status in sorted(statuses)}
