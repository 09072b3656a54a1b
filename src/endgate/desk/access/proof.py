"""Who signs proves again who it is when the last proof is older than ten minutes: a desk is left unlocked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

from endgate.desk.access.factor import has_factor, passes
from endgate.desk.access.login import guess_allowed, right_password, wrong_guess
from endgate.desk.conf.start import current
from endgate.desk.errors import UNPROVEN, DeskError
from endgate.desk.store.models import User

HOLDS = timedelta(minutes=10)
_SHOWN_AFTER = HOLDS / 2
"""Age of a proof from which on forms ask for the next one, so that it does not run out while somebody writes."""
_TRIED = "there were too many tries; wait 15 minutes"
_NOTHING = "you have no password: sign in by a new link, and set one under Me"


def prove(request: HttpRequest, *, always: bool = False) -> None:
    """Hold the posted ``proof`` against the person's password and second factor, where the last one no longer holds.

    ``always``: however young the last one is, of whoever has something to prove it with.
    Raises DeskError (EG8109), and then nothing is to be done.
    """
    typed = str(request.POST.get("proof", ""))
    young = _age(request) <= HOLDS
    if young and not typed and not always:
        return
    user = User.objects.get(pk=request.principal.user_id)
    means = _means(user)
    if not means and (young or current().demo):
        return
    wrong = _wrong(request, user, means, typed)
    if wrong:
        raise DeskError(UNPROVEN.at("proof", wrong))
    request.session["confirmed"] = request.now.isoformat()


def asked_for(request: HttpRequest) -> str:
    """What forms that sign ask for now, in words; nothing while the last proof holds for a while yet."""
    if getattr(request, "principal", None) is None or _age(request) <= _SHOWN_AFTER:
        return ""
    return _means(User.objects.get(pk=request.principal.user_id))


def _wrong(request: HttpRequest, user: User, means: str, typed: str) -> str:
    """What is wrong with what was typed; a wrong guess counts towards the limits of signing in."""
    if not means:
        return _NOTHING
    if not typed:
        return f"your {means} is asked for"
    where = request.META.get("REMOTE_ADDR", "")
    if not guess_allowed(user.name, where, request.now):
        return _TRIED
    if right_password(user, typed) or passes(user, typed, request.now):
        return ""
    wrong_guess(user.name, where, request.now)
    return f"this is not your {means}"


def _age(request: HttpRequest) -> timedelta:
    given = request.session.get("confirmed") or request.session["since"]
    age: timedelta = request.now - datetime.fromisoformat(given)
    return age


def _means(user: User) -> str:
    """What a person can prove with who signs; nothing for one who comes by links alone."""
    held = (("password", bool(user.password)), ("code of the second factor", has_factor(user.pk)))
    return " or ".join(words for words, there in held if there)
