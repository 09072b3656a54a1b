"""What exists for whom: one filter before every reader, so that hidden and missing are the same."""

from __future__ import annotations

from django.db.models import QuerySet

from endgate.desk.access.permissions import table
from endgate.desk.access.principal import Principal
from endgate.desk.store.models import Case, Decision, Event


def cases(actor: Principal) -> QuerySet[Case]:
    """The cases that exist for the actor."""
    pairs = table()["see_case"]
    if any(reach == "any" and role in actor.roles for role, reach in pairs):
        return Case.objects.all()
    seeing = {role for role, reach in pairs if reach == "team"}
    return Case.objects.filter(team_id__in={team for team, role in actor.memberships if role in seeing})


def decisions(actor: Principal) -> QuerySet[Decision]:
    """The decisions of those cases."""
    return Decision.objects.filter(case__in=cases(actor))


def events(actor: Principal) -> QuerySet[Event]:
    """Events of those cases; those of no case for whoever reads the audit."""
    found = Event.objects.filter(case__in=cases(actor).values("reference"))
    if any(role in actor.roles for role, _ in table()["read_audit"]):
        found = found | Event.objects.filter(case="")
    return found
