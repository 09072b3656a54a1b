"""A desk to look at: the situations as cases, a user per role, one sign-in link each. No password can be used."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from endgate.desk.access.login import make_link
from endgate.desk.access.principal import Principal
from endgate.desk.access.views import make_user
from endgate.desk.cases.services import keep_check
from endgate.desk.engine import engine
from endgate.desk.store.models import ROLES, Case, User
from endgate.evidence.model import ClaimFile
from endgate.shipment.model import Shipment
from endgate.terms.codec import encode

TEAM = "Demo desk"
ASKED_TEAM = "Technical desk"
_ADVISER = "Tessa Technical"
"""Of another team, so that somebody can be asked for advice."""
_NAMES = dict(
    zip(
        ROLES,
        ("Vera Viewer", "Olaf Officer", "Sina Senior", "Anna Analyst", "Lea Legal", "Lars Licensing",
         "Rita Releaser", "Dora Data", "Aldo Auditor", "Ada Admin"),
        strict=True,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """One situation to be kept as a case."""

    shipment: Shipment
    claims: ClaimFile
    as_of: date
    known_as_of: date | None


@transaction.atomic
def fill(situations: Iterable[Situation], now: datetime) -> None:
    """Make the users and the cases once, all or none; a desk that has users is left alone."""
    if User.objects.exists():
        return
    for role, name in _NAMES.items():
        make_user(name, (role,), now, TEAM)
    make_user(_ADVISER, ("licensing",), now, ASKED_TEAM)
    officer = Principal.of(User.objects.get(name=_NAMES["officer"]))
    for each in situations:
        decision = engine().decide(each.shipment, claims=each.claims, as_of=each.as_of, known_as_of=each.known_as_of)
        claims = json.dumps(encode(each.claims)).encode() if each.claims.claims else b""
        keep_check(officer, now, each.shipment, decision, claims=claims, why="demo situation")


def links(now: datetime) -> list[tuple[str, str, str]]:
    """Role, name and a fresh one-time secret for each demo user."""
    found = []
    for role, name in (*_NAMES.items(), ("adviser", _ADVISER)):
        user = User.objects.filter(name=name, active=True).first()
        if user is not None:
            found.append((role, name, make_link(user, "signin", now)))
    return found


def counted() -> int:
    """How many cases there are."""
    return Case.objects.count()
