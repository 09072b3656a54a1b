"""Claims that another team granted, carried into a case of one's own: referred to, never copied.

What the other team no longer grants, the case no longer rests on. Both sides see only what is theirs: the case where a
claim comes from is not named, and ids tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.recording import blind, event, needs
from endgate.desk.errors import MISSING, NOT_NOW, DeskError
from endgate.desk.evidence.granted import granted_to
from endgate.desk.evidence.store import carried_id, carried_of, own_claims
from endgate.desk.store.models import CarriedClaim, Case, ClaimGrant, Team
from endgate.evidence.model import Claim
from endgate.evidence.vocabulary import ReviewState

_DESK = Principal(0, "desk", ())
"""Who writes into a case of another team that a grant of theirs has ended: nobody of this one."""


@dataclass(frozen=True)
class Offered:
    """A claim that another team granted to the team of a case, under the id that it has or would have there."""

    id: str
    origin: Case
    claim: Claim
    team: str
    carried: bool


def offered_to(case: Case) -> list[Offered]:
    """The claims that other teams grant to the case's team now, carried into this case or not."""
    origins = ClaimGrant.objects.filter(team_id=case.team_id).exclude(case_id=case.pk).values("case_id").distinct()
    found: list[Offered] = []
    cases = list(Case.objects.filter(pk__in=origins).select_related("team").order_by("pk"))
    held = carried_of(case) if cases else {}
    for origin in cases:
        granted = granted_to(origin, case.team_id)
        claims = [each for each in own_claims(origin).claims if each.id in granted] if granted else []
        found += [
            Offered(
                carried_id(origin, case, each.id), origin, each, origin.team.name, each.id in held.get(origin.pk, ())
            )
            for each in claims
            if each.state() is ReviewState.CONFIRMED
        ]
    return found


def carry(
    actor: Principal, now: datetime, case: Case, claims: Iterable[str], reason: str, *, carried: bool = True
) -> list[CarriedClaim]:
    """Let a case rest on granted claims, or no longer. Raises DeskError (EG8105 to EG8107)."""
    demand(actor, "confirm_claim", case)
    needs("reason", reason)
    if case.state == "closed":
        raise DeskError(NOT_NOW.at(case.reference, "a closed case takes nothing in; reopen it first"))
    known = {each.id: each for each in offered_to(case)}
    named = list(dict.fromkeys(claims))
    unknown = [each for each in named if each not in known]
    if unknown or not named:
        raise DeskError(MISSING.at("claim", f"no granted claim {', '.join(unknown)[:80] or 'was chosen'}"))
    with transaction.atomic():
        rows = [_row(actor, now, case, known[each], reason, carried=carried) for each in named]
        verb = "carried" if carried else "dropped"
        event(actor, now, verb, case, None, {"claims": named, "reason": blind(reason)})
    return rows


def _row(actor: Principal, now: datetime, case: Case, offered: Offered, reason: str, *, carried: bool) -> CarriedClaim:
    return CarriedClaim.objects.create(
        case=case,
        origin=offered.origin,
        claim=offered.claim.id,
        carried=carried,
        reason=reason,
        author_id=actor.user_id,
        at=now,
    )


def tell_of_withdrawal(now: datetime, origin: Case, claims: Iterable[str], team: Team) -> None:
    """Write into each case of a team that rests on claims that they are granted no longer; it is decided again."""
    gone = set(claims)
    rows = CarriedClaim.objects.filter(origin=origin, claim__in=gone, case__team=team)
    for case in Case.objects.filter(pk__in=rows.values("case_id")).order_by("pk"):
        lost = sorted(gone & carried_of(case).get(origin.pk, frozenset()))
        if lost:
            named = [carried_id(origin, case, each) for each in lost]
            event(_DESK, now, "dropped", case, None, {"claims": named, "reason": ""})
