"""Signing in and out; the set-up link of an empty desk; one-time links."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from endgate.desk.access.factor import address, confirm, has_factor, offer, passes
from endgate.desk.access.login import guess_allowed, link_of, set_password, signed_in, use, wrong_guess
from endgate.desk.access.proof import prove
from endgate.desk.access.web import begin, for_people, keep_alone
from endgate.desk.engine import engine
from endgate.desk.errors import LINK_GONE, MISSING, REFUSED, DeskError
from endgate.desk.pages.respond import answer
from endgate.desk.store.chain import chained
from endgate.desk.store.models import Link, Membership, Team, User
from endgate.edition.errors import EditionError
from endgate.terms.faults import EndgateError, Fault

HALF = "half"
HALF_HOLDS = timedelta(minutes=5)
"""How long a name and password wait for their code."""
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
            return _let_in(request, user, target)
        faults = (REFUSED.at("sign-in", "name or password is wrong, or there were too many tries; wait 15 minutes"),)
    return answer(request, "sign_in", {"next": target}, faults=faults, status=401 if faults else 200)


def _let_in(request: HttpRequest, user: User, target: str) -> HttpResponseBase:
    """Begin the session, or ask for the second factor first."""
    if not has_factor(user.pk):
        begin(request, user, request.now)
        return HttpResponseRedirect(target)
    request.session.cycle_key()
    request.session[HALF] = {"user": user.pk, "at": request.now.isoformat(), "next": target}
    return HttpResponseRedirect("/sign-in/code")


def code(request: HttpRequest) -> HttpResponseBase:
    """The second step of signing in: a code of the second factor, or a recovery code."""
    half = request.session.get(HALF)
    if half is None or request.now - datetime.fromisoformat(half["at"]) > HALF_HOLDS:
        return HttpResponseRedirect("/sign-in")
    user = User.objects.filter(pk=half["user"], active=True).first()
    if request.method != "POST" or user is None:
        return answer(request, "code", {})
    if _right_code(request, user):
        del request.session[HALF]
        begin(request, user, request.now)
        return HttpResponseRedirect(half["next"])
    fault = REFUSED.at("code", "the code is wrong or was used, or there were too many tries; wait for the next one")
    return answer(request, "code", {}, faults=(fault,), fields={"code": "code"}, status=401)


def _right_code(request: HttpRequest, user: User) -> bool:
    where = request.META.get("REMOTE_ADDR", "")
    if not guess_allowed(user.name, where, request.now):
        return False
    if passes(user, request.POST.get("code", ""), request.now):
        return True
    wrong_guess(user.name, where, request.now)
    return False


@for_people
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Turn a second factor on: the secret for the app, a code of it back, and the recovery codes, shown once."""
    user = User.objects.get(pk=request.principal.user_id)
    if has_factor(user.pk):
        return answer(request, "second_factor", {"on": True})
    page = {"on": False, "secret": offer(user).secret, "address": address(offer(user), user.name)}
    if request.method != "POST":
        return answer(request, "second_factor", page)
    codes = confirm(user, request.POST.get("code", ""), request.now)
    if codes:
        return answer(request, "second_factor", {"on": True, "codes": codes})
    fault = MISSING.at("code", "this is not the code of now; is the clock of the device right?")
    return answer(request, "second_factor", page, faults=(fault,), fields={"code": "code"})


@for_people
def password(request: HttpRequest) -> HttpResponseBase:
    """Set a password, or another one: whoever has one proves it first."""
    user = User.objects.get(pk=request.principal.user_id)
    page = {"has": bool(user.password) or has_factor(user.pk)}
    if request.method != "POST":
        return answer(request, "password", page)
    prove(request, always=True)
    try:
        set_password(user, request.POST.get("password", ""))
    except EndgateError as error:
        return answer(request, "password", page, faults=error.faults, fields={"password": "password"})
    keep_alone(request, user)
    chained("desk", "set_password", user.name, request.now, "", {})
    return answer(request, "password", {**page, "set": True})


def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    if request.method == "POST":
        request.session.flush()
    return HttpResponseRedirect("/sign-in")


def by_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Sign in by a one-time link: a page with one button first, so that a preview of the link does not use it up."""
    link = link_of(secret, "signin", request.now)
    if link is None or link.user is None:
        return _gone(request)
    if request.method == "POST" and use(link, request.now):
        return _let_in(request, link.user, "/queue")
    return answer(request, "link", {"name": link.user.name})


def set_up(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Make the first user, from the link that an empty desk prints at its start."""
    link = link_of(secret, "setup", request.now)
    if link is None or User.objects.exists():
        return _gone(request)
    if request.method != "POST":
        return answer(request, "set_up", {"absent": _absent()})
    name = request.POST.get("name", "").strip()
    try:
        user = _first(link, name, request.POST.get("password", ""), request.now)
    except EndgateError as error:
        fields = {"name": "name", "password": "password"}
        page = {"absent": _absent(), "form": {"name": name}}
        return answer(request, "set_up", page, faults=error.faults, fields=fields)
    begin(request, user, request.now)
    return HttpResponseRedirect("/queue")


def _gone(request: HttpRequest) -> HttpResponseBase:
    """The same page for a link that was used, that is too old, and that never was."""
    page = {"title": "Not signed in", "text": "This link lets nobody in.", "next": "/sign-in"}
    return answer(
        request, "message", page, faults=(LINK_GONE.at("link", "it was used, is too old, or never was"),), status=404
    )


def _absent() -> list[str]:
    """Known lists that are not held whole: whoever sets a desk up adds them first."""
    try:
        lacks = engine().edition().lacks()
    except EditionError:
        return []  # the desk can be set up before its reference data is mended
    return [f"{each.authority}: {each.name} ({each.source})" for each in lacks]


def _first(link: Link, name: str, password: str, now: datetime) -> User:
    """Make the first user and use the link up, both or neither. Raises Http404 and DeskError (EG8107)."""
    if not name:
        raise DeskError(MISSING.at("name", "who are you?"))
    with transaction.atomic():
        if not use(link, now):
            raise Http404
        return add_user(name, FIRST_ROLES, now, FIRST_TEAM, password)


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
