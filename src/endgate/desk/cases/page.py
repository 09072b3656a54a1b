"""View models of the queue and the decision screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from endgate.desk.access.principal import Principal
from endgate.desk.cases.advice import answer_to
from endgate.desk.cases.clocks import is_late, is_near, left
from endgate.desk.cases.services import asked_of, newest
from endgate.desk.cases.wanted import wanted
from endgate.desk.jobs.pulse import pulse
from endgate.desk.pages import reading
from endgate.desk.parties.page import address, all_matches
from endgate.desk.reference.policy import policy_digest
from endgate.desk.store.models import Act, AdviceRequest, Case, Decision

VIEWS = ("mine", "team", "all", "changed")
CAUSES = ("revised", "list", "law", "claim", "review", "engine", "policy")
PAGE = 50


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
        "late": is_late(case.due_at, case.state, now),
        "near": is_near(case.created_at, case.due_at, case.state, now),
    }


def due(case: Case, now: datetime) -> str:
    """The clock in words; empty where it does not run."""
    until = "" if case.waiting_until is None else f", ask again on {case.waiting_until}"
    return left(case.due_at, case.state, case.waiting_for + until, now)


def override_of(case: Case) -> str:
    """The override under which a case was closed, in words; empty where none stands."""
    if not case.outcome:
        return ""
    last = case.act_set.filter(kind="override").select_related("author").order_by("-pk").first()
    if last is None or case.outcome != last.outcome:
        return ""
    return f"{last.outcome.replace('_', ' ')}, milder than the decision, by {last.author.name} on {last.citation}"


def bar(case: Case, now: datetime, record: Mapping[str, Any], here: str) -> dict[str, Any]:
    """The identity bar of a case's pages."""
    base = f"/cases/{case.reference}"
    tabs = [("Decision", base), ("Network", f"{base}/network"), ("Route", f"{base}/route")]
    tabs += [(f"Goods {each['item']}", f"{base}/goods/{each['item']}") for each in record["classifications"][:9]]
    matches = all_matches(record)
    if matches:
        tabs.append((f"Matches ({len(matches)})", address(base, matches[0][0], matches[0][1]["right"]["ref"])))
    tabs += [("Evidence", f"{base}/evidence"), ("Dossiers", f"{base}/dossiers")]
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
        "override": override_of(case),
        "assignee": "" if case.assignee is None else case.assignee.name,
        "tabs": [{"name": name, "href": href, "here": href == here} for name, href in tabs],
    }


def decision_page(
    actor: Principal, case: Case, decision: Decision, now: datetime, trees: reading.Trees
) -> dict[str, Any]:
    """The decision screen: ledgers, questions, coverage, acts."""
    record = asked_of(decision)
    numbers = list(case.decision_set.order_by("n").values_list("n", flat=True))
    last = decision if decision.n == numbers[-1] else newest(case)
    base = f"/cases/{case.reference}"
    done = list(acts(case.act_set.select_related("author", "team", "decision").order_by("pk"), last))
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
        "decisions": numbers,
        "legality": reading.legality(record, trees),
        "concern": reading.concern(record),
        "policy": reading.policy(record, in_force=policy_digest() != "none"),
        "questions": reading.questions(record),
        "coverage": reading.coverage(record),
        "acts": done,
        "dissent": [each for each in done if each["kind"] == "dissent"],
        "asked": [_asked(each) for each in case.advicerequest_set.select_related("team", "author").order_by("pk")],
        "changed": case.changed if last.pk == decision.pk else "",
        "may": wanted(actor, case) if last.pk == decision.pk else {},
        "matches": len(all_matches(record)),
        "worker": pulse(now).page(),
    }


def _asked(asked: AdviceRequest) -> dict[str, Any]:
    given = answer_to(asked)
    return {
        "team": asked.team.name,
        "team_id": asked.team_id,
        "question": asked.question,
        "by": asked.author.name,
        "at": f"{asked.at:%Y-%m-%d %H:%M}",
        "answer": "" if given is None else (given.outcome.replace("_", " ") or given.kind),
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
            "team": act.team.name,
            "at": f"{act.at:%Y-%m-%d %H:%M}",
            "decision": act.decision.n,
            "stale": act.decision_id != last.pk,
        }
