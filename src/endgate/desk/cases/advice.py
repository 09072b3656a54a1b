"""Advice asked of another team: the question, what that team sees of the case, and its answer, dissent kept."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from endgate.desk.access.permissions import demand, table
from endgate.desk.access.principal import Principal
from endgate.desk.cases.recording import blind, change, event, move, needs, record_act
from endgate.desk.cases.services import advised, newest
from endgate.desk.engine import engine
from endgate.desk.errors import NOT_NOW, REFUSED, DeskError
from endgate.desk.evidence.granted import granted_to, only
from endgate.desk.evidence.store import claims_of
from endgate.desk.parties.services import review_book
from endgate.desk.store.models import Act, AdviceRequest, Case, Team
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode


def ask_advice(actor: Principal, now: datetime, case: Case, team: Team, question: str) -> AdviceRequest:
    """Ask another team about the newest decision; the case waits for its answer. Raises DeskError."""
    demand(actor, "edit_case", case)
    needs("question", question)
    if team.pk == case.team_id:
        raise DeskError(REFUSED.at(case.reference, f"{team.name} keeps this case; advise on it there"))
    if team.pk in open_teams(case):
        raise DeskError(NOT_NOW.at(case.reference, f"{team.name} has been asked and has not answered"))
    with transaction.atomic():
        if case.state != "advice":
            move(case, "advice")
        decision = newest(case)
        asked = AdviceRequest.objects.create(
            case=case, decision=decision, team=team, question=question, author_id=actor.user_id, at=now
        )
        event(actor, now, "asked_advice", case, decision, {"team": team.pk, "question": blind(question)})
    return asked


def open_teams(case: Case) -> frozenset[int]:
    """The teams that were asked and have not answered since."""
    return frozenset(each.team_id for each in case.advicerequest_set.all() if answer_to(each) is None)


def answer_to(asked: AdviceRequest) -> Act | None:
    """The first answer of the asked team since it was asked, dissent included."""
    given = Act.objects.filter(case_id=asked.case_id, team_id=asked.team_id, kind__in=("advice", "dissent"))
    return given.filter(at__gte=asked.at).select_related("author").order_by("pk").first()


def team_asked(actor: Principal, case: Case) -> Team | None:
    """The team of the actor that was asked about a case and may answer; None for a case that was not shown to it."""
    roles = {role for role, reach in table()["advise"] if reach == "asked"}
    teams = {team for team, role in actor.memberships if role in roles and team != case.team_id}
    asked = case.advicerequest_set.filter(team_id__in=teams).select_related("team").order_by("-pk").first()
    return None if asked is None else asked.team


def answer(
    actor: Principal, now: datetime, case: Case, advice: str, reason: str, *, dissents_from_it: bool = False
) -> Act:
    """Answer for the asked team; the case goes on when nobody else is waited for. Raises DeskError."""
    demand(actor, "advise", case)
    team = team_asked(actor, case)
    if team is None:
        raise DeskError(REFUSED.at(case.reference, "your team was not asked"))
    if case.state == "closed":
        raise DeskError(NOT_NOW.at(case.reference, "the case is closed; there is nothing left to advise on"))
    kind = "dissent" if dissents_from_it else "advice"
    needs("reason", reason)
    outcome = "" if dissents_from_it else advised(advice, reason)
    with transaction.atomic():
        act = record_act(actor, now, case, newest(case), kind, outcome=outcome, reason=reason, team=team.pk)
        if dissents_from_it and case.state == "signing":
            move(case, "open")
        if case.state == "advice" and not open_teams(case):
            move(case, "open")
            change(case, why_here=f"{team.name} answered")
    return act


def view_for(case: Case, team_id: int) -> dict[str, Any]:
    """The newest decision computed again over the claims that a team may see; what it does not see leaves no trace."""
    last = newest(case)
    shipment = decode(Shipment, json.loads(bytes(last.shipment.content)))
    claims = only(claims_of(case), granted_to(case, team_id))
    record = engine().decide(
        shipment, claims=claims, as_of=last.as_of, known_as_of=last.known_as_of, reviews=review_book(case)
    )
    return record.to_json()
