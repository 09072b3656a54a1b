"""Acts on several cases of the queue: an event for each, refusals listed. Nothing is signed or released so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases import services
from endgate.desk.cases.recording import change, event
from endgate.desk.errors import MISSING, REFUSED, DeskError
from endgate.desk.evidence.granted import granted_to
from endgate.desk.evidence.store import claims_of
from endgate.desk.store.models import Case, Team, User
from endgate.evidence.vocabulary import ReviewState
from endgate.terms.faults import Fault

MOST = 200
"""Cases that one act may reach."""
ACTS = ("take", "assign", "move", "wait", "note")


@dataclass(frozen=True)
class Ordered:
    """What is to be done to each case; ``who`` and ``team`` are names, ``until`` a day to come."""

    act: str
    reason: str = ""
    who: str = ""
    team: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Done:
    """References that were acted on, and refusals with why."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def in_bulk(actor: Principal, now: datetime, cases: Iterable[Case], ordered: Ordered) -> Done:
    """Do one act on several cases, each for itself.

    Raises DeskError (EG8107) for an act that is none, and for one that lacks something and so was done to no case.
    """
    perform = _perform(actor, now, ordered)
    done: list[str] = []
    refused: list[tuple[str, Fault]] = []
    for number, case in enumerate(cases):
        try:
            if number >= MOST:
                raise DeskError(REFUSED.at(case.reference, f"more than {MOST} cases at once"))
            perform(case)
            done.append(case.reference)
        except DeskError as error:
            refused.append((case.reference, error.faults[0]))
    if not done and {fault.code for _, fault in refused} <= {MISSING.code}:
        raise DeskError(refused[0][1] if refused else MISSING.at("case", "no case was chosen"))
    return Done(tuple(done), tuple((reference, f"{fault.code}: {fault.what}") for reference, fault in refused))


def _perform(actor: Principal, now: datetime, ordered: Ordered) -> Callable[[Case], object]:
    if ordered.act == "take":
        return lambda case: services.take(actor, now, case)
    if ordered.act == "assign":
        user = _user(ordered.who)
        return lambda case: services.assign(actor, now, case, user)
    if ordered.act == "move":
        team = _team(ordered.team)
        return lambda case: hand_over(actor, now, case, team)
    if ordered.act == "wait":
        return lambda case: services.wait(actor, now, case, ordered.reason, ordered.until)
    if ordered.act == "note":
        return lambda case: services.note(actor, now, case, ordered.reason)
    raise DeskError(MISSING.at("act", f"one of {', '.join(ACTS)}"))


def _user(name: str) -> User:
    found = User.objects.filter(name=name, active=True).first()
    if found is None:
        raise DeskError(MISSING.at("who", f"nobody here is called {name!r}"))
    return found


def _team(name: str) -> Team:
    found = Team.objects.filter(name=name).first()
    if found is None:
        raise DeskError(MISSING.at("team", f"no team is called {name!r}"))
    return found


def hand_over(actor: Principal, now: datetime, case: Case, team: Team) -> None:
    """Give a case to another team, which may then sign: it must hold a grant of every claim the case rests on."""
    demand(actor, "assign", case)
    held = granted_to(case, team.pk)
    resting = [each.id for each in claims_of(case).claims if each.state() is ReviewState.CONFIRMED]
    ungranted = [each for each in resting if each not in held]
    if ungranted:
        raise DeskError(
            REFUSED.at(case.reference, f"{team.name} would sign on {len(ungranted)} claims that it does not hold")
        )
    with transaction.atomic():
        change(case, team=team, assignee=None)
        event(actor, now, "moved", case, None, {"team": team.pk})
