"""Signing in and out; the set-up link of an empty desk; one-time links."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from endgate.desk.access.login import link_of, set_password, signed_in, use
from endgate.desk.access.web import begin
from endgate.desk.errors import MISSING, REFUSED
from endgate.desk.pages.respond import answer
from endgate.desk.store.chain import chained
from endgate.desk.store.models import Membership, Team, User
from endgate.terms.faults import EndgateError, Fault

FIRST_TEAM = "Team 1"
FIRST_ROLES = ("admin", "senior", "data")


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Name and password; the same answer for an unknown name and a wrong password."""
    target = request.POST.get("next") or request.GET.get("next") or "/queue"
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/queue"
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        user = signed_in(
            request.POST.get("name", ""),
            request.POST.get("password", ""),
            request.META.get("REMOTE_ADDR", ""),
            request.now,
        )
        if user is not None:
            begin(request, user, request.now)
            return HttpResponseRedirect(target)
        faults = (REFUSED.at("sign-in", "name or password is wrong, or there were too many tries; wait 15 minutes"),)
    return answer(request, "sign_in", {"next": target}, faults=faults, status=401 if faults else 200)


def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    if request.method == "POST":
        request.session.flush()
    return HttpResponseRedirect("/sign-in")


def by_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Sign in by a one-time link: a page with one button first, so that a preview of the link does not use it up."""
    link = link_of(secret, "signin", request.now)
    if link is None or link.user is None:
        raise Http404
    if request.method == "POST" and use(link, request.now):
        begin(request, link.user, request.now)
        return HttpResponseRedirect("/queue")
    return answer(request, "link", {"name": link.user.name})


def set_up(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Make the first user, from the link that an empty desk prints at its start."""
    link = link_of(secret, "setup", request.now)
    if link is None or User.objects.exists():
        raise Http404
    if request.method != "POST":
        return answer(request, "set_up", {})
    name = request.POST.get("name", "").strip()
    try:
        if not name:
            raise EndgateError(MISSING.at("name", "who are you?"))
        user = add_user(name, FIRST_ROLES, request.now, FIRST_TEAM, request.POST.get("password", ""))
        use(link, request.now)
    except EndgateError as error:
        return answer(request, "set_up", {}, faults=error.faults)
    begin(request, user, request.now)
    return HttpResponseRedirect("/queue")


def add_user(name: str, roles: tuple[str, ...], now: datetime, team: str, password: str | None) -> User:
    """Make a user with a password, or none. Raises DeskError (EG8107), and then nobody was made."""
    with transaction.atomic():
        user = make_user(name, roles, now, team)
        if password is not None:
            set_password(user, password)
    return user


def disable_user(name: str, now: datetime) -> bool:
    """End a user's access, tokens included, with its event; False when nobody bears the name."""
    with transaction.atomic():
        if not User.objects.filter(name=name).update(active=False):
            return False
        chained("desk", "disabled", name, now, "", {})
    return True


def make_user(name: str, roles: tuple[str, ...], now: datetime, team: str = FIRST_TEAM) -> User:
    """Make a user with roles in a team, and the event of it."""
    home, _ = Team.objects.get_or_create(name=team)
    user = User.objects.create(name=name, created_at=now)
    for role in roles:
        Membership.objects.create(user=user, team=home, role=role)
    chained("desk", "made_user", name, now, "", {"roles": list(roles), "team": team})
    return user
