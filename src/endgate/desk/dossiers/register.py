"""The register across cases: who was told what, when, by whom and on what basis, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase

from endgate.desk.access import visibility
from endgate.desk.access.principal import Principal
from endgate.desk.access.web import for_people
from endgate.desk.cases.queue import day_of
from endgate.desk.dossiers.page import said
from endgate.desk.dossiers.services import FOLLOWS
from endgate.desk.dossiers.words import kinds
from endgate.desk.pages.respond import answer
from endgate.desk.pages.sheets import sheet
from endgate.desk.store.models import Dossier, DossierAct

PAGE = 100
MOST_SAVED = 10_000
PREPARED = "prepared"
STATES = (PREPARED, *(each for each in FOLLOWS if each))
_OUT = ("released", "delivered")
COLUMNS = (
    "reference",
    "case",
    "recipient",
    "kind",
    "label",
    "facts",
    "basis",
    "prepared",
    "prepared_by",
    "released",
    "released_by",
    "delivered",
    "delivered_how",
    "reply_by",
    "replied",
    "recalled",
    "recalled_why",
    "state",
    "overdue",
)
"""Columns of the saved register; the page shows the same facts."""


@dataclass(frozen=True)
class Asked:
    """The filters of the register; blank ones choose nothing."""

    recipient: str = ""
    kind: str = ""
    state: str = ""
    case: str = ""
    since: date | None = None
    until: date | None = None
    overdue: bool = False
    before: str = ""


def asked(values: Mapping[str, str]) -> Asked:
    """Read the filters from an address. Raises DeskError (EG8107) for a day that is none."""
    return Asked(
        recipient=values.get("recipient", "").strip()[:120],
        kind=values.get("kind", ""),
        state=values.get("state", ""),
        case=values.get("case", "").strip()[:12],
        since=day_of(values.get("since", "").strip(), "since"),
        until=day_of(values.get("until", "").strip(), "until"),
        overdue=values.get("overdue") == "yes",
        before=values.get("before", "")[:20],
    )


def found(actor: Principal, wanted: Asked) -> QuerySet[Dossier]:
    """The dossiers of cases that exist for the actor and fit, the newest first."""
    last = DossierAct.objects.filter(dossier=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    rows = Dossier.objects.filter(case__in=visibility.cases(actor)).annotate(state=Coalesce(Subquery(last), Value("")))
    fits = Q()
    if wanted.recipient:
        fits &= Q(recipient__icontains=wanted.recipient)
    if wanted.kind:
        fits &= Q(kind=wanted.kind)
    if wanted.state:
        fits &= Q(state="" if wanted.state == PREPARED else wanted.state)
    if wanted.case:
        fits &= Q(case__reference=wanted.case)
    if wanted.since:
        fits &= Q(at__date__gte=wanted.since)
    if wanted.until:
        fits &= Q(at__date__lte=wanted.until)
    if wanted.before:
        fits &= Q(pk__lt=Subquery(rows.filter(reference=wanted.before).values("pk")[:1]))
    return rows.filter(fits).select_related("case", "author").prefetch_related("dossieract_set__author").order_by("-pk")


def row(dossier: Dossier, today: date) -> dict[str, Any]:
    """One dossier as the register tells it."""
    content = json.loads(bytes(dossier.content))
    acts = {each.kind: each for each in sorted(dossier.dossieract_set.all(), key=lambda each: each.pk)}
    state = max(acts.values(), key=lambda each: each.pk).kind if acts else ""
    reply_by = content.get("reply_by") or ""
    return {
        "reference": dossier.reference,
        "href": f"/cases/{dossier.case.reference}/dossiers/{dossier.reference}",
        "case": dossier.case.reference,
        "recipient": dossier.recipient,
        "kind": kinds()[dossier.kind].title,
        "label": dossier.label,
        "facts": len(content["facts"]),
        "basis": content.get("basis") or "",
        "prepared": _day(dossier.at),
        "prepared_by": dossier.author.name,
        **_of("released", acts, by="released_by"),
        **_of("delivered", acts, why="delivered_how"),
        "reply_by": reply_by,
        **_of("replied", acts),
        **_of("recalled", acts, why="recalled_why"),
        "state": said(state),
        "overdue": "yes" if state in _OUT and reply_by and reply_by < today.isoformat() else "",
    }


def _of(kind: str, acts: Mapping[str, DossierAct], *, by: str = "", why: str = "") -> dict[str, str]:
    act = acts.get(kind)
    told = {kind: "" if act is None else _day(act.at)}
    told |= {by: "" if act is None else act.author.name} if by else {}
    return told | ({why: "" if act is None else act.reason} if why else {})


def _day(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _rows(dossiers: Iterable[Dossier], wanted: Asked, today: date) -> list[dict[str, Any]]:
    rows = [row(each, today) for each in dossiers]
    return [each for each in rows if each["overdue"] or not wanted.overdue]


@for_people
def register(request: HttpRequest) -> HttpResponseBase:
    """The register of all cases that exist for whoever asks, by filters that stand in the address."""
    values = {key: str(value) for key, value in request.GET.items()}
    wanted, today = asked(values), request.now.date()
    rows = list(found(request.principal, wanted)[: PAGE + 1])
    kept = {name: value for name, value in values.items() if value and name != "before"}
    query = urlencode({**kept, "before": rows[PAGE - 1].reference}) if len(rows) > PAGE else ""
    page = {
        "rows": _rows(rows[:PAGE], wanted, today),
        "filters": values,
        "kinds": [{"id": each.id, "title": each.title} for each in kinds().values()],
        "states": list(STATES),
        "next": f"/dossiers?{query}" if query else "",
        "saved": "/dossiers.csv" + (f"?{urlencode(kept)}" if kept else ""),
    }
    return answer(request, "register", page)


@for_people
def saved(request: HttpRequest) -> HttpResponseBase:
    """The register as a table to be saved."""
    wanted = asked({key: str(value) for key, value in request.GET.items()})
    rows = _rows(found(request.principal, wanted)[:MOST_SAVED], wanted, request.now.date())
    return sheet("register", COLUMNS, ([each[name] for name in COLUMNS] for each in rows))
