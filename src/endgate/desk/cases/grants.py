"""Grants of claims between teams: whoever was asked sees a case as far as its claims were granted, and no further."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.carrying import tell_of_withdrawal
from endgate.desk.cases.recording import blind, event, needs
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.evidence.store import own_claims
from endgate.desk.store.models import Case, ClaimGrant, Team
from endgate.evidence.vocabulary import ReviewState


def grant(
    actor: Principal, now: datetime, case: Case, claims: Iterable[str], team: Team, reason: str, *, granted: bool = True
) -> list[ClaimGrant]:
    """Let a team see confirmed claims of a case, or no longer. Raises DeskError (EG8105, EG8107)."""
    demand(actor, "confirm_claim", case)
    needs("reason", reason)
    confirmed = {each.id for each in own_claims(case).claims if each.state() is ReviewState.CONFIRMED}
    named = list(dict.fromkeys(claims))
    unknown = [each for each in named if each not in confirmed]
    if unknown or not named:
        raise DeskError(MISSING.at("claim", f"no confirmed claim {', '.join(unknown) or 'was chosen'}"))
    with transaction.atomic():
        if not granted:
            tell_of_withdrawal(now, case, named, team)
        rows = [_row(actor, now, case, each, team, reason, granted=granted) for each in named]
        payload = {"claims": named, "team": team.pk, "reason": blind(reason)}
        event(actor, now, "granted" if granted else "withdrew_grant", case, None, payload)
    return rows


def _row(
    actor: Principal, now: datetime, case: Case, claim: str, team: Team, reason: str, *, granted: bool
) -> ClaimGrant:
    return ClaimGrant.objects.create(
        case=case, claim=claim, team=team, granted=granted, reason=reason, author_id=actor.user_id, at=now
    )
