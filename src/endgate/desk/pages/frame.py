"""What stands around every page: places, who is signed in, the edition, faults, and the address of the twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest

from endgate.desk.access.proof import asked_for
from endgate.desk.conf.start import current
from endgate.desk.engine import engine
from endgate.desk.pages.characters import without_control
from endgate.terms.faults import Fault

PLACES = (
    ("q", "/queue", "Queue"),
    ("c", "/check", "Check"),
    ("d", "/dossiers", "Dossiers"),
    ("l", "/lists", "Lists"),
    ("w", "/law", "Law"),
    ("u", "/audit", "Audit"),
    ("m", "/me", "Me"),
)


@dataclass(frozen=True)
class Place:
    """A link of the head of the page."""

    key: str
    href: str
    name: str
    here: bool


@dataclass(frozen=True)
class ShownFault:
    """A fault with the field it belongs to, if any."""

    code: str
    message: str
    place: str
    why: str
    remedy: str
    field: str


@dataclass(frozen=True)
class Frame:
    """Everything around a page."""

    name: str
    places: tuple[Place, ...]
    edition: str
    demo: bool
    keys: bool
    twin: str
    find: str
    faults: tuple[ShownFault, ...]
    said: str
    proof: Callable[[], str]
    """What a form that signs must ask for besides: ``password``, ``code`` or nothing. Looked up when it is used."""

    @property
    def faulty(self) -> bool:
        return bool(self.faults)


def frame_of(
    request: HttpRequest,
    *,
    faults: Iterable[Fault] = (),
    fields: Mapping[str, str] | None = None,
    said: str = "",
    screen: bool = True,
) -> Frame:
    """Build the frame of a request; what only says that something was not done is no ``screen`` and has no twin."""
    principal: Any = getattr(request, "principal", None)
    return Frame(
        name="" if principal is None else principal.name,
        places=tuple(Place(key, href, name, request.path.startswith(href)) for key, href, name in PLACES),
        edition=engine().edition_id(),
        demo=current().demo,
        keys=request.COOKIES.get("keys") != "off",
        twin=_twin(request) if screen and principal is not None and request.method == "GET" else "",
        find=without_control(request.GET.get("q", "")) if request.path.startswith("/find") else "",
        faults=tuple(_shown(each, fields or {}) for each in faults),
        said=said,
        proof=partial(asked_for, request),
    )


def _twin(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return request.path + ".json" + (f"?{query}" if query else "")


def _shown(fault: Fault, fields: Mapping[str, str]) -> ShownFault:
    return ShownFault(fault.code, fault.what, fault.where, fault.why, fault.remedy, fields.get(fault.where, ""))
