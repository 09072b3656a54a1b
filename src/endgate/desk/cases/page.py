"""View models of the queue and the decision screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from endgate.desk.access.principal import Principal
from endgate.desk.cases.services import asked_of, newest, wanted
from endgate.desk.pages import reading
from endgate.desk.parties.page import address, all_matches
from endgate.desk.store.models import Act, Case, Decision

VIEWS = ("mine", "team", "all", "changed")
PAGE = 50
_CLOSED = "closed"


def row(case: Case, now: datetime) -> dict[str, Any]:
    """One case as the queue shows it; the two ledgers in columns of their own."""
    return {
        "reference": case.reference,
        "href": f"/cases/{case.reference}",
        "title": case.title,
        "route": case.route,
        "legality": case.legality,
        "legality_words": reading.word(case.legality),
        "concern": case.concern,
        "state": case.state,
        "outcome": case.outcome.replace("_", " "),
        "assignee": "" if case.assignee is None else case.assignee.name,
        "why": case.changed or case.why_here,
        "due": due(case, now),
        "late": case.due_at is not None and case.due_at < now and case.state != _CLOSED,
    }


def due(case: Case, now: datetime) -> str:
    """The clock in words; empty where it does not run."""
    if case.state == _CLOSED:
        return ""
    if case.state == "waiting":
        return f"paused: {case.waiting_for}"
    if case.due_at is None:
        return ""
    hours = (case.due_at - now).total_seconds() / 3600
    if hours < 0:
        return "late"
    return f"{hours:.0f} h" if hours < 24 else f"{hours / 24:.0f} d"


def bar(case: Case, now: datetime, record: Mapping[str, Any], here: str) -> dict[str, Any]:
    """The identity bar of a case's pages."""
    base = f"/cases/{case.reference}"
    tabs = [("Decision", base), ("Network", f"{base}/network"), ("Route", f"{base}/route")]
    tabs += [(f"Goods {each['item']}", f"{base}/goods/{each['item']}") for each in record["classifications"][:9]]
    matches = all_matches(record)
    if matches:
        tabs.append((f"Matches ({len(matches)})", address(base, matches[0][0], matches[0][1]["right"]["ref"])))
    tabs.append(("Evidence", f"{base}/evidence"))
    return {
        "reference": case.reference,
        "parties": reading.parties(record),
        "goods": reading.goods(record),
        "route": reading.route(record),
        "legality": case.legality,
        "legality_words": reading.word(case.legality),
        "concern": case.concern,
        "concern_words": case.concern,
        "clock": due(case, now),
        "assignee": "" if case.assignee is None else case.assignee.name,
        "tabs": [{"name": name, "href": href, "here": href == here} for name, href in tabs],
    }


def decision_page(
    actor: Principal, case: Case, decision: Decision, now: datetime, trees: reading.Trees
) -> dict[str, Any]:
    """The decision screen: ledgers, questions, coverage, acts."""
    record = asked_of(decision)
    last = newest(case)
    base = f"/cases/{case.reference}"
    return {
        "bar": bar(case, now, record, base),
        "reference": case.reference,
        "n": decision.n,
        "base": base,
        "sha256": decision.sha256,
        "title": reading.title(record),
        "as_of": record["as_of"],
        "known_as_of": record["known_as_of"],
        "edition": record["edition"],
        "cause": decision.cause,
        "difference": decision.difference,
        "state": case.state,
        "outcome": case.outcome.replace("_", " "),
        "superseded_by": last.n if last.n != decision.n else 0,
        "decisions": [each.n for each in case.decision_set.order_by("n").only("n")],
        "legality": reading.legality(record, trees),
        "concern": reading.concern(record),
        "questions": reading.questions(record),
        "coverage": reading.coverage(record),
        "acts": list(acts(case.act_set.select_related("author", "decision").order_by("pk"), last)),
        "may": wanted(actor, case) if last.pk == decision.pk else {},
        "matches": len(all_matches(record)),
    }


def acts(found: Iterable[Act], last: Decision) -> Iterable[dict[str, Any]]:
    """The acts in their order; advice on an older decision says so."""
    for act in found:
        yield {
            "id": act.pk,
            "kind": act.kind,
            "outcome": act.outcome.replace("_", " "),
            "reason": act.reason,
            "citation": act.citation,
            "by": act.author.name,
            "at": f"{act.at:%Y-%m-%d %H:%M}",
            "decision": act.decision.n,
            "stale": act.decision_id != last.pk,
        }
