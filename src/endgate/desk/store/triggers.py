"""Triggers that keep what is written: compared by name and text at every start, for a rebuilt table loses them."""

from __future__ import annotations

from django.db import connection

from endgate.desk.errors import TRIGGERS_GONE, DeskError
from endgate.desk.store.models import INSERT_ONLY

_FOUR_EYES = "whoever signed, or wrote the shipment, does not countersign"
_DOSSIER_EYES = "whoever prepared a dossier does not release it"


def _refusing(table: str, verb: str) -> tuple[str, str]:
    name = f"keep_{table}_{verb.lower()}"
    text = (
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    )
    return name, text


def _four_eyes() -> tuple[str, str]:
    text = (
        'CREATE TRIGGER "four_eyes" BEFORE INSERT ON "act" WHEN NEW.kind = \'countersign\' AND ('
        'NOT EXISTS (SELECT 1 FROM "act" WHERE id = NEW.on_act_id AND decision_id = NEW.decision_id '
        "AND kind IN ('sign', 'override')) OR "
        'NEW.author_id IN (SELECT author_id FROM "act" WHERE id = NEW.on_act_id) OR '
        'NEW.author_id IN (SELECT s.author_id FROM "decision" d JOIN "shipment" s ON s.id = d.shipment_id '
        f"WHERE d.id = NEW.decision_id)) BEGIN SELECT RAISE(ABORT, '{_FOUR_EYES}'); END"
    )
    return "four_eyes", text


def _chained() -> tuple[str, str]:
    text = (
        'CREATE TRIGGER "chained" BEFORE INSERT ON "event" WHEN NEW.seq <> '
        'COALESCE((SELECT MAX(seq) FROM "event"), 0) + 1 OR (NEW.seq > 1 AND NEW.prev <> '
        '(SELECT hash FROM "event" WHERE seq = NEW.seq - 1)) '
        "BEGIN SELECT RAISE(ABORT, 'an event follows the last one'); END"
    )
    return "chained", text


def _dossier_eyes() -> tuple[str, str]:
    text = (
        'CREATE TRIGGER "dossier_eyes" BEFORE INSERT ON "dossier_act" WHEN NEW.kind = \'released\' AND '
        'NEW.author_id IN (SELECT author_id FROM "dossier" WHERE id = NEW.dossier_id) '
        f"BEGIN SELECT RAISE(ABORT, '{_DOSSIER_EYES}'); END"
    )
    return "dossier_eyes", text


def expected() -> dict[str, str]:
    """The triggers that must be there, by name."""
    refusals = [_refusing(table, verb) for table in INSERT_ONLY for verb in ("UPDATE", "DELETE")]
    return dict([*refusals, _four_eyes(), _dossier_eyes(), _chained()])


def install() -> None:
    """Make the triggers anew; called after every migration."""
    with connection.cursor() as cursor:
        for name, text in expected().items():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            cursor.execute(text)


def demand() -> None:
    """Raises DeskError (EG8004) when a trigger is absent or another: nothing would guard what is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = dict(cursor.fetchall())
    wrong = [name for name, text in expected().items() if found.get(name) != text]
    if wrong:
        raise DeskError(TRIGGERS_GONE.at("database", f"absent or changed: {', '.join(wrong)}"))
