"""What stands before every page: headers that keep scripts and frames out, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac

from endgate.desk.access.factor import has_factor
from endgate.desk.access.principal import Principal
from endgate.desk.conf.start import current
from endgate.desk.errors import NOT_OURS
from endgate.desk.pages.refused import not_enrolled, signed_out
from endgate.desk.store.models import User

ENROL = "/me/second-factor"
Answer = Callable[[HttpRequest], HttpResponseBase]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LONGEST = timedelta(hours=8)
_SEEN_EVERY = timedelta(minutes=1)
"""How often a session notes that somebody is there: a page that is only read writes nothing."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class OwnHost:
    """Answers under the desk's own names alone: another site's name that leads here would make its pages ours."""

    def __init__(self, get_response: Answer) -> None:
        self._further = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            fault = NOT_OURS.at("Host", "no name of this desk; allowed_hosts of [desk] names them")
            return HttpResponse(str(fault), status=400, content_type="text/plain; charset=utf-8")
        return self._further(request)


class Guard:
    """Sets the headers of every answer; pages of cases are never kept by a cache."""

    def __init__(self, get_response: Answer) -> None:
        self._further = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._further(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class SignedIn:
    """Puts ``request.principal`` and ``request.now`` on the request; a session ends after eight hours in all."""

    def __init__(self, get_response: Answer) -> None:
        self._further = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        request.now = now
        request.principal = _principal(request, now)
        if _must_enrol(request):
            return not_enrolled(request) if request.path.endswith(".json") else HttpResponseRedirect(ENROL)
        return self._further(request)


def _must_enrol(request: HttpRequest) -> bool:
    """Has the person a role that must have a second factor, and none? Then only turning one on is open."""
    wanted = frozenset(current().require_mfa)
    if not wanted or request.principal is None or not request.principal.roles & wanted:
        return False
    return request.path not in (ENROL, "/sign-out") and not has_factor(request.principal.user_id)


def _principal(request: HttpRequest, now: datetime) -> Principal | None:
    user_id = request.session.get("user")
    if user_id is None:
        return None
    since = datetime.fromisoformat(request.session["since"])
    user = User.objects.filter(pk=user_id, active=True).first()
    if user is None or now - since > LONGEST or request.session.get("with") != _let_in_with(user):
        request.session.flush()
        return None
    if now - datetime.fromisoformat(request.session.get("seen", request.session["since"])) > _SEEN_EVERY:
        request.session["seen"] = now.isoformat()
    return Principal.of(user)


def begin(request: HttpRequest, user: User, now: datetime) -> None:
    """Begin a session for a user under a new key."""
    request.session.cycle_key()
    request.session["user"] = user.pk
    request.session["since"] = now.isoformat()
    request.session["confirmed"] = now.isoformat()
    keep_alone(request, user)


def keep_alone(request: HttpRequest, user: User) -> None:
    """Keep this session; those that began with another password end."""
    request.session["with"] = _let_in_with(user)


def _let_in_with(user: User) -> str:
    """What changes when a person's password does, and tells nothing of it."""
    return salted_hmac("endgate.session", user.password).hexdigest()


def for_people(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for whoever is signed in; others are asked to sign in. Programs get 401, and so do posts."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "principal", None) is not None:
            return view(request, *args, **kwargs)
        if request.path.endswith(".json") or request.method == "POST":
            return signed_out(request)
        return HttpResponseRedirect("/sign-in?" + urlencode({"next": request.get_full_path()}))

    return guarded
