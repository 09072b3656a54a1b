"""Problems as ``application/problem+json`` (RFC 9457), with our codes, remedies and every fault at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse

from endgate.terms.faults import Fault, fault_kinds

TYPE = "application/problem+json"


def problem(
    status: int,
    title: str,
    faults: Iterable[Fault] = (),
    *,
    detail: str = "",
    instance: str = "",
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer to a request that got none."""
    body = problem_body(status, title, faults, detail=detail, instance=instance)
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=TYPE, headers=dict(headers or {}))


def problem_body(
    status: int, title: str, faults: Iterable[Fault] = (), *, detail: str = "", instance: str = ""
) -> dict[str, Any]:
    """The members of a problem; its type is the page of its first code."""
    found = list(faults)
    code = found[0].code if found else ""
    return {
        "type": f"/docs/errors/{code}" if code else "about:blank",
        "title": _title(code) or title,
        "status": status,
        "detail": detail or (found[0].what if found else title),
        "code": code,
        "instance": instance,
        "remedy": found[0].remedy if found else "",
        "errors": [
            {"code": each.code, "path": each.where, "message": each.what, "remedy": each.remedy} for each in found
        ],
    }


def _title(code: str) -> str:
    return next((kind.title for kind in fault_kinds() if kind.code == code), "")
