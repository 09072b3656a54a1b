"""What is written stays as it was written, in its order, or the walk along the chain says where it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW

CHAIR = "ordinary-us-switzerland.json"


@pytest.mark.parametrize("table", ["shipment", "decision", "act", "match_review", "event"])
@pytest.mark.parametrize("order", ['UPDATE "{}" SET rowid = rowid', 'DELETE FROM "{}"'])
def test_what_is_insert_only_is_never_changed(
    kept: Callable[..., Any], people: dict[str, Any], table: str, order: str
) -> None:
    from django.db import DatabaseError, connection

    from endgate.desk.cases.services import note
    from endgate.desk.store.models import MatchReview

    case = kept(CHAIR)
    note(people["officer"], NOW, case, "a word")
    MatchReview.objects.create(
        case=case,
        judgement="same",
        query="q",
        party_id="un:x",
        ref="a",
        review="{}",
        author_id=people["officer"].user_id,
        at=NOW,
    )
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="never changed"):
        cursor.execute(order.format(table))


def test_the_chain_names_the_first_event_that_was_touched(kept: Callable[..., Any]) -> None:
    from django.db import connection

    from endgate.desk.store.chain import verify

    kept(CHAIR)
    assert verify().whole
    count = verify().events
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER keep_event_update")
        cursor.execute("UPDATE event SET actor = 'somebody' WHERE seq = 3")
    found = verify()
    assert (found.bad, found.whole) == (3, False)
    assert count > 3


@pytest.mark.parametrize("cut", [1, 2])
def test_an_event_lost_from_the_middle_or_the_tail_is_missed(kept: Callable[..., Any], desk: Any, cut: int) -> None:
    from django.db import connection

    from endgate.desk.store.chain import against_anchors, anchor, verify

    kept(CHAIR)
    anchor(desk.data_dir, NOW)
    assert against_anchors(desk.data_dir) == ""
    last = verify().events
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER keep_event_delete")
        cursor.execute("DELETE FROM event WHERE seq = %s", [last if cut == 1 else 2])
    if cut == 1:
        assert verify().whole, "a cut tail leaves a chain that looks whole"
        assert "the tail was cut" in against_anchors(desk.data_dir)
    else:
        assert verify().bad == 3


def test_a_chain_written_anew_does_not_meet_its_anchors(kept: Callable[..., Any], desk: Any) -> None:
    from django.db import connection

    from endgate.desk.store.chain import START, against_anchors, anchor, digest, verify
    from endgate.desk.store.models import Event

    kept(CHAIR)
    anchor(desk.data_dir, NOW)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER keep_event_update")
    before = START
    for event in Event.objects.order_by("seq"):
        event.actor, event.prev = "forger", before
        before = digest(event)
        Event.objects.filter(seq=event.seq).update(actor="forger", prev=event.prev, hash=before)
    assert verify().whole
    assert "written anew" in against_anchors(desk.data_dir)


def test_a_start_without_its_guards_is_refused(desk: Any) -> None:
    from django.db import connection

    from endgate.desk.errors import DeskError
    from endgate.desk.running import prepare

    prepare(desk)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER four_eyes")
    with pytest.raises(DeskError, match="EG8004"):
        prepare(desk)


def test_a_backup_comes_back_and_a_changed_one_does_not(kept: Callable[..., Any], desk: Any, tmp_path: Any) -> None:
    from dataclasses import replace

    from endgate.desk.errors import DeskError
    from endgate.desk.store.copies import backup, restore

    kept(CHAIR)
    backup(desk, tmp_path / "copy")
    (tmp_path / "new").mkdir()
    restore(replace(desk, data_dir=tmp_path / "new"), tmp_path / "copy")
    assert (tmp_path / "new" / "desk.sqlite").stat().st_size == (tmp_path / "copy" / "desk.sqlite").stat().st_size
    with (tmp_path / "copy" / "desk.sqlite").open("ab") as file:
        file.write(b"x")
    (tmp_path / "other").mkdir()
    with pytest.raises(DeskError, match="not what was backed up"):
        restore(replace(desk, data_dir=tmp_path / "other"), tmp_path / "copy")


@pytest.mark.usefixtures("desk")
def test_the_models_and_their_migration_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


def test_a_desk_in_use_is_brought_up_with_its_decisions_and_guards(
    kept: Callable[..., Any], desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from endgate.desk.running import migrate, pending
    from endgate.desk.store import triggers
    from endgate.desk.store.compare import differences
    from endgate.desk.store.models import Decision

    if connection.vendor != "sqlite":
        pytest.skip("only SQLite makes tables anew")
    assert desk.database.exists()
    kept("ordinary-us-switzerland.json")
    triggers.remove()
    monkeypatch.setattr(triggers, "GUARDS", [each for each in triggers.GUARDS if each.table != "recovery_code"])
    call_command("migrate", "store", "0006", verbosity=0)
    monkeypatch.undo()
    assert pending()
    migrate()
    triggers.demand()
    assert (Decision.objects.count(), list(differences()), pending()) == (1, [], [])
    with pytest.raises(DatabaseError, match="never changed"):
        Decision.objects.update(cause="policy")
