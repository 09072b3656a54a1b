"""How every screen answers: one view model, as HTML for people and under ``.json`` for programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from endgate.desk.pages.frame import Frame, frame_of
from endgate.terms.codec import encode
from endgate.terms.faults import Fault

TWIN = ".json"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Refused:
    """What was refused on the page that is shown again: its faults, the ids of their fields, the status."""

    faults: tuple[Fault, ...]
    fields: Mapping[str, str]
    status: int


def screen(route: str, view: View, name: str) -> list[URLPattern]:
    """The two addresses of a screen: ``route`` and its JSON twin."""
    return [path(route, view, name=name), path(route + TWIN, view, name=f"{name}-json")]


def is_twin(request: HttpRequest) -> bool:
    """Does the request ask for the JSON twin?"""
    return request.path.endswith(TWIN)


def answer(
    request: HttpRequest,
    name: str,
    page: Mapping[str, Any],
    *,
    faults: Iterable[Fault] = (),
    fields: Mapping[str, str] | None = None,
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    """Answer with a page (``endgate.page.<name>/1``). ``fields`` maps a fault's place to the id of its field."""
    refused: Refused | None = getattr(request, "refused", None)
    if refused is not None:
        faults, fields, status = refused.faults, refused.fields, refused.status
    found = tuple(faults)
    status = 422 if found and status == 200 else status
    if is_twin(request):
        body = {
            "schema": f"endgate.page.{name}/1",
            **encode(_plain(page)),
            "faults": [each.to_json() for each in found],
        }
        return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    frame: Frame = frame_of(request, faults=found, fields=fields or {}, said=said, screen=name != "message")
    response = render(request, f"{name}.html", {"page": page, "frame": frame, "bar": page.get("bar")}, status=status)
    response.content = marked(response.content.decode()).encode()
    return response


_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff](?=[^<>]*<(?!/(?:textarea|option)))")
"""Marks that turn or hide text, outside the values of fields. Joiners stay: Persian is written with them."""


def marked(page: str) -> str:
    """A page on which direction and invisible marks are seen, so that no name reads as another than it is."""
    return _UNSEEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", page)


def _plain(page: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the page; what only draws it (forms, markup) stays out of the twin."""
    return {key: value for key, value in page.items() if key not in ("form", "canonical", "beside")}
