"""The guards of the server: rows that stay, tables that are not emptied, one chain for many writers, copies."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.on_postgresql.conftest import administer
from tests.unit.desk.test_tamper import worked  # noqa: F401

CHAIR = "ordinary-us-switzerland.json"
TABLES = ["shipment", "decision", "act", "match_review", "event"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("order", ['UPDATE "{}" SET at = at', 'DELETE FROM "{}"', 'TRUNCATE "{}" CASCADE'])
def test_what_is_insert_only_is_never_changed(worked: Any, table: str, order: str) -> None:  # noqa: F811
    from django.db import DatabaseError, connection, transaction

    assert worked.pk
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(order.format(table))


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE \"case\" SET state = 'closed', outcome = 'no_action'",
        "UPDATE \"case\" SET outcome = 'released'",
        "INSERT INTO act (kind, outcome, reason, citation, at, case_id, decision_id, author_id, team_id, on_act_id) "
        "SELECT 'countersign', outcome, '', '', at, case_id, decision_id, author_id, team_id, id FROM act "
        "WHERE kind = 'sign'",
    ],
)
def test_no_case_closes_past_the_guards(worked: Any, order: str) -> None:  # noqa: F811
    from django.db import DatabaseError, connection, transaction

    assert worked.state == "closed"
    refused = pytest.raises(DatabaseError, match=r"signatures|countersign")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(order)


@pytest.mark.parametrize(
    "order",
    [
        "DROP TRIGGER four_eyes ON act",
        "ALTER TABLE act DISABLE TRIGGER four_eyes",
        "DROP TRIGGER keep_act_truncate ON act",
        "CREATE OR REPLACE FUNCTION guard_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    ],
)
def test_a_start_without_its_guards_is_refused(desk: Any, order: str) -> None:
    from django.db import connection

    from endgate.desk.errors import DeskError
    from endgate.desk.running import prepare

    prepare(desk)
    with connection.cursor() as cursor:
        cursor.execute(order)
    with pytest.raises(DeskError, match="EG8004"):
        prepare(desk)


def test_many_writers_make_one_chain(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from django.db import connection

    from endgate.desk.cases.services import note
    from endgate.desk.store.chain import verify
    from endgate.desk.store.compare import differences

    cases = [kept(CHAIR) for _ in range(4)]
    failed: list[Exception] = []

    def write(case: Any) -> None:
        try:
            for number in range(15):
                note(people["officer"], NOW, case, f"word {number}")
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    before = verify().events
    threads = [threading.Thread(target=write, args=(case,)) for case in cases]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    assert verify().whole
    assert verify().events == before + 60
    assert list(differences()) == []


def test_workers_take_a_job_each(desk: Any) -> None:
    from django.db import connection

    from endgate.desk.jobs.queue import claim, enqueue

    assert desk.database_url
    for number in range(12):
        enqueue("recheck", "all", str(number), NOW)
    taken: list[int] = []

    def take() -> None:
        while (job := claim(threading.current_thread().name, NOW)) is not None:
            taken.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(taken) == len(set(taken)) == 12


def test_a_backup_comes_back_whole(worked: Any, desk: Any, tmp_path: Path) -> None:  # noqa: F811
    from django.db import connection

    from endgate.desk.errors import DeskError
    from endgate.desk.running import check
    from endgate.desk.store.copies import backup, restore
    from endgate.desk.store.models import Act, Event

    held = (Act.objects.count(), Event.objects.count(), worked.reference)
    assert "desk.dump" in backup(desk, tmp_path / "copy")
    with pytest.raises(DeskError, match="already"):
        restore(desk, tmp_path / "copy")
    connection.close()
    administer('DROP DATABASE "desk" WITH (FORCE)', 'CREATE DATABASE "desk"')
    restore(replace(desk, data_dir=tmp_path), tmp_path / "copy")
    assert check(desk) == []
    assert (Act.objects.count(), Event.objects.count(), worked.reference) == held


def test_a_desk_moves_from_its_file(worked: Any, desk: Any, tmp_path: Path) -> None:  # noqa: F811
    """There and back: the rows are written to a file by the framework itself, then carried into an empty server."""
    from django.core.management import call_command
    from django.db import connection, connections

    from endgate.desk.cases.services import note, reopen
    from endgate.desk.conf.database import on_file
    from endgate.desk.running import check
    from endgate.desk.store import copies
    from endgate.desk.store.models import Case, Event

    file = tmp_path / "desk.sqlite"
    connections.settings["other"] = {**connections.settings["default"], **on_file(file)}
    call_command("dumpdata", "store", output=str(tmp_path / "all.json"), verbosity=0)
    events = Event.objects.count()
    call_command("migrate", database="other", verbosity=0, interactive=False)
    with connections["other"].cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
    call_command("loaddata", str(tmp_path / "all.json"), database="other", verbosity=0)
    connections["other"].close()
    connection.close()
    administer('DROP DATABASE "desk" WITH (FORCE)', 'CREATE DATABASE "desk" TEMPLATE "empty"')
    assert copies.move(file) > events
    assert check(desk) == []
    assert Event.objects.count() == events
    case = Case.objects.get(reference=worked.reference)
    from endgate.desk.access.principal import Principal
    from endgate.desk.store.models import User

    officer = Principal.of(User.objects.get(name="Officer"))
    reopen(officer, NOW, case, "carried over")
    note(officer, NOW, case, "numbers go on")
    assert check(desk) == []
