"""Which acts a person may do on a case now, for the page; the services check again."""

from __future__ import annotations

from typing import Any

from endgate.desk.access.permissions import allowed, table
from endgate.desk.access.principal import Principal
from endgate.desk.cases.advice import open_teams
from endgate.desk.cases.services import signature_of
from endgate.desk.cases.workflow import workflow
from endgate.desk.store.models import Case, Membership, Team

CLOSED = "closed"
_NOT_YET = ("new", "waiting", "signing")
"""States in which nobody signs, or nobody more; the page says why its panel waits."""


def wanted(actor: Principal, case: Case) -> dict[str, Any]:
    """The acts, with what their forms offer."""
    working = case.state in workflow().working
    signature = signature_of(case)
    own = signature is not None and signature.author_id == actor.user_id
    edits = allowed(actor, "edit_case", case)
    return {
        "take": allowed(actor, "take", case) and case.assignee_id != actor.user_id and case.state != CLOSED,
        "sign": working and case.state != "signing" and allowed(actor, "sign", case),
        "not_signed_yet": case.state if case.state in _NOT_YET and allowed(actor, "sign", case) else "",
        "own_signature": own,
        "override": allowed(actor, "override", case),
        "countersign": signature is not None and not own and allowed(actor, "countersign", case),
        "signature": None if signature is None else signature.pk,
        "signed": "" if signature is None else _signed(signature),
        "advise": working and allowed(actor, "advise", case),
        "dissent": working and allowed(actor, "advise", case),
        "wait": edits and workflow().may_move(case.state, "waiting"),
        "resume": case.state == "waiting" and edits,
        "reopen": case.state == CLOSED and edits,
        "revise": case.state != CLOSED and edits,
        "recheck": edits,
        "seen": bool(case.changed) and edits,
        "ask": _to_ask(case) if edits and _may_ask(case) else [],
        "assign": _people(case) if case.state != CLOSED and allowed(actor, "assign", case) else [],
        "outcomes": [(each, each.replace("_", " ")) for each in workflow().outcomes(case.legality)],
        "milder": list(workflow().milder[case.legality]),
        "advice": advice_choices(),
    }


def advice_choices() -> list[tuple[str, str]]:
    """What can be advised."""
    return [(each, each.replace("_", " ")) for each in workflow().advice]


def _signed(signature: Any) -> str:
    return f"{signature.outcome.replace('_', ' ')}, signed by {signature.author.name}: {signature.reason}"


def _may_ask(case: Case) -> bool:
    return case.state == "advice" or workflow().may_move(case.state, "advice")


def _to_ask(case: Case) -> list[str]:
    """Teams that can be asked: all but the case's own and those that have yet to answer."""
    busy = {case.team_id, *open_teams(case)}
    return list(Team.objects.exclude(pk__in=busy).order_by("name").values_list("name", flat=True))


def _people(case: Case) -> list[str]:
    found = Membership.objects.filter(team_id=case.team_id, user__active=True).order_by("user__name")
    return list(dict.fromkeys(found.values_list("user__name", flat=True)))


def people_of(actor: Principal) -> list[str]:
    """Those to whom the actor may give cases of a team; empty for one who may give none."""
    teams = [team for team, role in actor.memberships if (role, "team") in table()["assign"]]
    found = Membership.objects.filter(team_id__in=teams, user__active=True).order_by("user__name")
    return list(dict.fromkeys(found.values_list("user__name", flat=True)))


def teams_beside(actor: Principal) -> list[str]:
    """Teams to which the actor may move cases; empty for one who may move none."""
    teams = [team for team, role in actor.memberships if (role, "team") in table()["assign"]]
    return list(Team.objects.exclude(pk__in=teams).order_by("name").values_list("name", flat=True)) if teams else []


def advised_teams(case: Case) -> list[str]:
    """Teams to which claims of the case can be granted: all but its own."""
    return list(Team.objects.exclude(pk=case.team_id).order_by("name").values_list("name", flat=True))
