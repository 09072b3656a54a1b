"""What each role may do, from ``data/desk/permissions.csv``; what the table does not allow is refused."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from endgate.desk.access.principal import Principal
from endgate.desk.errors import REFUSED, DeskError
from endgate.desk.store.models import AdviceRequest, Case


@cache
def table() -> dict[str, frozenset[tuple[str, str]]]:
    """Pairs of role and reach by predicate."""
    text = resources.files("endgate").joinpath("data", "desk", "permissions.csv").read_text(encoding="utf-8")
    found: dict[str, set[tuple[str, str]]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        found.setdefault(row["predicate"], set()).add((row["role"], row["reach"]))
    return {predicate: frozenset(pairs) for predicate, pairs in found.items()}


def allowed(actor: Principal, predicate: str, case: Case | None = None) -> bool:
    """May the actor do this, on this case? Raises KeyError for a predicate that is not in the table."""
    for role, reach in table()[predicate]:
        if reach == "any" and role in actor.roles:
            return True
        if reach == "team" and case is not None and role in actor.roles_in(case.team_id):
            return True
        if reach == "asked" and case is not None and _asked(actor, role, case):
            return True
    return False


def anywhere(actor: Principal, predicate: str) -> bool:
    """Does one of the actor's roles allow this at all, be it on the cases of a team only?"""
    return any(role in actor.roles for role, _ in table()[predicate])


def everywhere(actor: Principal, predicate: str) -> bool:
    """Does one of the actor's roles allow this without a case, and so on every case?"""
    return any(role in actor.roles for role, reach in table()[predicate] if reach == "any")


def _asked(actor: Principal, role: str, case: Case) -> bool:
    """Was a team asked about the case in which the actor has the role?"""
    teams = {team for team, held in actor.memberships if held == role and team != case.team_id}
    return bool(teams) and AdviceRequest.objects.filter(case=case, team_id__in=teams).exists()


def demand(actor: Principal, predicate: str, case: Case | None = None) -> None:
    """Raises DeskError (EG8105) when the actor may not do this."""
    if not allowed(actor, predicate, case):
        where = actor.name if case is None else f"{actor.name}, {case.reference}"
        raise DeskError(REFUSED.at(where, f"the roles {', '.join(sorted(actor.roles)) or 'none'} may not {predicate}"))
