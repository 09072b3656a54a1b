"""Answers to open questions of the newest decision: the facts that answer them, as a new version of the shipment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.cases.recording import needs
from endgate.desk.cases.revising import revise
from endgate.desk.cases.services import asked_of, newest
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.pages.reading import questions
from endgate.desk.store.models import Case, Decision
from endgate.shipment.errors import ShipmentError
from endgate.shipment.read import read_shipments

_BY_ID = ("parties", "items")
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A question of the decision, in its words, and the facts of the shipment that answer it."""

    question: str
    facts: Raw


def answer(actor: Principal, now: datetime, case: Case, answers: Sequence[Answer], reason: str) -> Decision:
    """Tell the shipment anew with the facts of the answers. Raises DeskError, and ShipmentError with every fault."""
    demand(actor, "edit_case", case)
    needs("reason", reason)
    last = newest(case)
    open_now = {each["text"] for each in questions(asked_of(last))}
    wrong = [each.question for each in answers if each.question not in open_now or not each.facts]
    if wrong or not answers:
        what = f"no open question of decision {last.n}, or no fact: {'; '.join(wrong)[:300]}" if wrong else "no answer"
        raise DeskError(MISSING.at("answers", what))
    told: Raw = json.loads(bytes(last.shipment.content))
    for each in answers:
        told = with_facts(told, each.facts)
    read = read_shipments(json.dumps(told, ensure_ascii=False).encode(), name="answers.json")
    if read.faults or len(read.shipments) != 1:
        raise ShipmentError(*read.faults)
    return revise(actor, now, case, read.shipments[0].shipment, f"{reason.strip()} ({len(answers)} answered)")


def with_facts(told: Raw, facts: Raw) -> dict[str, Any]:
    """The shipment with facts over it: parties and items by their id, lists added to, all else in its place."""
    over = dict(told)
    for name, value in facts.items():
        if name in _BY_ID and isinstance(value, Mapping):
            over[name] = _by_id(told.get(name, ()), value)
        elif isinstance(value, list) and isinstance(told.get(name, []), list):
            over[name] = [*told.get(name, ()), *value]
        else:
            over[name] = _over(told.get(name), value)
    return over


def _by_id(rows: Sequence[Raw], facts: Raw) -> list[Any]:
    known = {str(each["id"]) for each in rows}
    changed = [_over(each, facts.get(str(each["id"]), {})) for each in rows]
    new = [_over({"id": ident}, value) for ident, value in facts.items() if ident not in known]
    return [*changed, *new]


def _over(told: Any, value: Any) -> Any:
    """One value over another, member by member; null takes a member away."""
    if not isinstance(value, Mapping):
        return value
    found = dict(told) if isinstance(told, Mapping) else {}
    for name, each in value.items():
        if each is None:
            found.pop(name, None)
        else:
            found[name] = _over(found.get(name), each)
    return found
