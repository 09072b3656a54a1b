"""What exists for whom: one filter before every reader, so that hidden and missing are the same."""

from __future__ import annotations

from django.db.models import QuerySet

from endgate.desk.access.permissions import everywhere, table
from endgate.desk.access.principal import Principal
from endgate.desk.store.models import AdviceRequest, Case, Decision, Event


def cases(actor: Principal) -> QuerySet[Case]:
    """The cases that exist for the actor."""
    pairs = table()["see_case"]
    if everywhere(actor, "see_case"):
        return Case.objects.all()
    seeing = {role for role, reach in pairs if reach == "team"}
    return Case.objects.filter(team_id__in={team for team, role in actor.memberships if role in seeing})


def asked(actor: Principal) -> QuerySet[AdviceRequest]:
    """What the actor's teams were asked about cases of others. Those cases are shown as far as claims are granted."""
    roles = {role for role, reach in table()["advise"] if reach == "asked"}
    teams = {team for team, role in actor.memberships if role in roles}
    found = AdviceRequest.objects.filter(team_id__in=teams).exclude(case__team_id__in=teams)
    return found.select_related("case__team", "author").order_by("-pk")


def decisions(actor: Principal) -> QuerySet[Decision]:
    """The decisions of those cases."""
    return Decision.objects.filter(case__in=cases(actor))


def events(actor: Principal) -> QuerySet[Event]:
    """Events of those cases; those of no case for whoever reads the audit."""
    found = Event.objects.filter(case__in=cases(actor).values("reference"))
    if everywhere(actor, "read_audit"):
        found = found | Event.objects.filter(case="")
    return found
