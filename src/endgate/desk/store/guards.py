"""What the database itself refuses, whoever writes to it; one text for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.apps import apps
from django.db import models

from endgate.desk.cases.workflow import workflow
from endgate.desk.store.models import INSERT_ONLY

TRUNCATED = INSERT_ONLY
"""Tables that a database server must not empty at once."""


@dataclass(frozen=True)
class Guard:
    """A refusal: ``says`` why, before a ``verb`` on a table, ``when`` the row is so; always without one."""

    name: str
    table: str
    verb: str
    says: str
    when: str = ""


def _unchanging(table: str) -> Iterator[Guard]:
    for verb in ("UPDATE", "DELETE"):
        yield Guard(f"keep_{table}_{verb.lower()}", table, verb, f"{table} is never changed")
    met = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" o WHERE ' + " AND ".join(f'o."{c}" = NEW."{c}"' for c in columns) + ")"
        for columns in _unique(table)
    )
    # A connection without recursive triggers replaces a row past the guard of DELETE; here it meets this one first.
    yield Guard(f"keep_{table}_replace", table, "INSERT", f"{table} is never replaced", met)


def _unique(table: str) -> Iterator[list[str]]:
    """The sets of columns in which no two rows of a table agree."""
    model = next(each for each in apps.get_app_config("store").get_models() if each._meta.db_table == table)
    yield from ([field.column] for field in model._meta.concrete_fields if field.unique)
    for each in model._meta.constraints:
        if isinstance(each, models.UniqueConstraint):
            yield [model._meta.get_field(name).column for name in each.fields]


_NEWEST = 'SELECT d.id FROM "decision" d WHERE d.case_id = {} ORDER BY d.n DESC LIMIT 1'
_FOUR_EYES = Guard(
    "four_eyes",
    "act",
    "INSERT",
    "whoever signed, or wrote the shipment, does not countersign",
    "NEW.kind = 'countersign' AND ("
    'NOT EXISTS (SELECT 1 FROM "act" a WHERE a.id = NEW.on_act_id AND a.decision_id = NEW.decision_id '
    "AND a.kind IN ('sign', 'override')) OR "
    'NEW.author_id IN (SELECT a.author_id FROM "act" a WHERE a.id = NEW.on_act_id) OR '
    "EXISTS (SELECT 1 FROM \"act\" a WHERE a.case_id = NEW.case_id AND a.kind = 'dissent' AND a.id > NEW.on_act_id) OR "
    'NEW.author_id IN (SELECT s.author_id FROM "decision" d JOIN "shipment" s ON s.id = d.shipment_id '
    "WHERE d.id = NEW.decision_id))",
)
_SIGNED = Guard(
    "sign_newest",
    "act",
    "INSERT",
    "only the newest decision of its case is signed",
    "NEW.kind IN ('sign', 'override', 'countersign') AND "
    f"COALESCE(({_NEWEST.format('NEW.case_id')}), 0) <> NEW.decision_id",
)
_OWN_SLIP = Guard(
    "own_slip",
    "review_withdrawal",
    "INSERT",
    "only whoever gave a judgement takes it back",
    'NEW.author_id NOT IN (SELECT r.author_id FROM "match_review" r WHERE r.id = NEW.review_id)',
)
_CHAINED = Guard(
    "chained",
    "event",
    "INSERT",
    "an event follows the last one",
    'NEW.seq <> COALESCE((SELECT MAX(e.seq) FROM "event" e), 0) + 1 OR (NEW.seq > 1 AND NEW.prev <> '
    '(SELECT e.hash FROM "event" e WHERE e.seq = NEW.seq - 1))',
)
_DOSSIER_EYES = Guard(
    "dossier_eyes",
    "dossier_act",
    "INSERT",
    "whoever prepared a dossier does not release it",
    "NEW.kind = 'released' AND NEW.author_id IN (SELECT d.author_id FROM \"dossier\" d WHERE d.id = NEW.dossier_id)",
)
_CODE_ONCE = Guard(
    "code_once", "second_factor", "UPDATE", "a code is used once", "NEW.step < OLD.step AND NEW.secret = OLD.secret"
)
_RECOVERY_ONCE = Guard(
    "recovery_once", "recovery_code", "UPDATE", "a recovery code is used once", "OLD.used_at IS NOT NULL"
)


def _closing() -> Iterator[Guard]:
    """A case closes on what was signed under its newest decision, and by two where the workflow wants two."""
    flow = workflow()
    may = _any((name, each) for name in flow.follow for each in flow.outcomes(name))
    two = _any((name, each) for name, milder in flow.milder.items() for each in milder)
    grave = (
        f"(NEW.concern IN ({_texts(flow.grave_concerns)}) AND NEW.outcome IN ({_texts(flow.releasing)}))"
        if flow.grave_concerns
        else "1 = 0"
    )
    newest = _NEWEST.format("NEW.id")
    reopened = "COALESCE((SELECT MAX(r.id) FROM \"act\" r WHERE r.case_id = NEW.id AND r.kind = 'reopen'), 0)"
    signed = (
        f'SELECT 1 FROM "act" a WHERE a.case_id = NEW.id AND a.decision_id = ({newest}) AND a.outcome = NEW.outcome '
        f"AND a.id > {reopened} AND a.kind IN "
    )
    says = "a case closes on the signatures that its outcome needs"
    closes = "NEW.state = 'closed' AND (OLD.state <> 'closed' OR NEW.outcome <> OLD.outcome)"
    wants_two = f"({two} OR {grave} OR EXISTS ({signed}('override')))"
    when = (
        f"{closes} AND (NOT ({may}) OR NOT EXISTS ({signed}('sign', 'override')) "
        f"OR ({wants_two} AND NOT EXISTS ({signed}('countersign'))))"
    )
    yield Guard("closing", "case", "UPDATE", says, when)
    yield Guard("closed_at_once", "case", "INSERT", says, "NEW.state = 'closed'")


def _any(pairs: Iterator[tuple[str, str]]) -> str:
    found = [f"(NEW.legality = '{legality}' AND NEW.outcome = '{outcome}')" for legality, outcome in pairs]
    return "(" + (" OR ".join(found) or "1 = 0") + ")"


def _texts(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{each}'" for each in values)


GUARDS: tuple[Guard, ...] = (
    *chain.from_iterable(map(_unchanging, INSERT_ONLY)),
    _FOUR_EYES,
    _SIGNED,
    _DOSSIER_EYES,
    _OWN_SLIP,
    _CHAINED,
    _CODE_ONCE,
    _RECOVERY_ONCE,
    *_closing(),
)
