"""The acts on one case. Each is a plain form that leads back to the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.access.proof import prove
from endgate.desk.access.web import for_people
from endgate.desk.cases import services
from endgate.desk.cases.advice import ask_advice
from endgate.desk.cases.queue import day_of, whole
from endgate.desk.cases.recheck import check_again
from endgate.desk.cases.services import newest
from endgate.desk.cases.views import find_case
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.store.models import Act, Case, Team, User


def act(perform: Callable[[HttpRequest, Case], None]) -> Callable[..., HttpResponseBase]:
    """A view that performs one act from a posted form and leads back to the newest decision."""

    @for_people
    def view(request: HttpRequest, reference: str) -> HttpResponseBase:
        found = find_case(request, reference)
        if request.method == "POST":
            perform(request, found)
        back = request.POST.get("back", "")
        return HttpResponseRedirect("/queue" if back == "queue" else f"/cases/{reference}/decision/{newest(found).n}")

    return view


def signing(perform: Callable[[HttpRequest, Case], None]) -> Callable[..., HttpResponseBase]:
    """An act that signs: who does it proves who it is."""

    def proven(request: HttpRequest, found: Case) -> None:
        prove(request)
        perform(request, found)

    return act(proven)


def _field(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).strip()


def _who(request: HttpRequest) -> tuple[Principal, datetime]:
    return request.principal, request.now


def _sign(request: HttpRequest, found: Case) -> None:
    fields = (_field(request, name) for name in ("sha256", "outcome", "reason", "citation"))
    services.sign(*_who(request), found, *fields)


def _countersign(request: HttpRequest, found: Case) -> None:
    signature = Act.objects.filter(case=found, pk=whole(_field(request, "signature"))).first()
    if signature is None:
        raise Http404
    services.countersign(*_who(request), found, _field(request, "sha256"), signature, _field(request, "reason"))


def _named(request: HttpRequest, case: Case) -> User:
    demand(request.principal, "assign", case)  # who is here is told to those alone who may ask
    found = User.objects.filter(name=_field(request, "who"), active=True).first()
    if found is None:
        raise DeskError(MISSING.at("who", "nobody of that name is here"))
    return found


def _team(request: HttpRequest, case: Case) -> Team:
    demand(request.principal, "edit_case", case)
    found = Team.objects.filter(name=_field(request, "team")).first()
    if found is None:
        raise DeskError(MISSING.at("team", "choose a team to ask"))
    return found


take = act(lambda request, found: services.take(*_who(request), found))
wait = act(
    lambda request, found: services.wait(
        *_who(request), found, _field(request, "reason"), day_of(_field(request, "until"))
    )
)
seen = act(lambda request, found: services.seen(*_who(request), found))
assign = act(lambda request, found: services.assign(*_who(request), found, _named(request, found)))
ask = act(
    lambda request, found: void(ask_advice(*_who(request), found, _team(request, found), _field(request, "question")))
)
resume = act(lambda request, found: services.resume(*_who(request), found))
note = act(lambda request, found: void(services.note(*_who(request), found, _field(request, "reason"))))
reopen = act(lambda request, found: services.reopen(*_who(request), found, _field(request, "reason")))
sign = signing(_sign)
countersign = signing(_countersign)
advise = act(
    lambda request, found: void(
        services.advise(*_who(request), found, _field(request, "advice"), _field(request, "reason"))
    )
)
dissent = act(
    lambda request, found: void(
        services.dissent(*_who(request), found, _field(request, "sha256"), _field(request, "reason"))
    )
)


def void(_result: object) -> None:
    """An act's row is read again by the page."""


@for_people
def recheck(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Decide the case again with the lists, law and reviews of now."""
    found = find_case(request, reference)
    if request.method == "POST":
        actor, now = _who(request)
        days = {name: day_of(_field(request, name), name) for name in ("as_of", "known_as_of")}
        check_again(actor, now, found, **days)
    return HttpResponseRedirect(f"/cases/{reference}/decision/{newest(found).n}")
