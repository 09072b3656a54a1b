"""Whoever writes past the program is refused by the database, or told by the walk along chain, rows and anchors."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import with_listed

CHAIR, HELD = "ordinary-us-switzerland.json", "s2-chamber-branch.json"


@pytest.fixture
def worked(kept: Callable[..., Any], people: dict[str, Any]) -> Any:
    """A case with a judgement, a note and an outcome, closed by one hand."""
    from endgate.desk.cases import services
    from endgate.desk.parties.page import all_matches
    from endgate.desk.parties.services import review_match

    case = kept(CHAIR, parties=with_listed())
    ref, match = all_matches(services.asked_of(services.newest(case)))[0]
    review_match(people["officer"], NOW, case, ref, match["right"]["ref"], "unsure", "a letter is on its way")
    services.take(people["officer"], NOW, case)
    services.note(people["officer"], NOW, case, "asked the consignee")
    services.sign(people["senior"], NOW, case, services.newest(case).sha256, "refused", "the consignee is listed")
    return case


def test_untouched_rows_are_as_their_events_tell(worked: Any) -> None:
    from endgate.desk.store.compare import differences

    assert worked.state == "closed"
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("order", "says"),
    [
        ("UPDATE decision SET record = CAST('{}' AS BLOB)", "holds another hash"),
        ("UPDATE decision SET sha256 = 'x'", "holds another hash"),
        ("UPDATE shipment SET content = CAST('{}' AS BLOB)", "not what was hashed"),
        ("UPDATE act SET outcome = 'released' WHERE kind = 'sign'", "holds another outcome"),
        ("UPDATE act SET reason = 'a better reason' WHERE kind = 'note'", "holds another reason"),
        ("UPDATE act SET author_id = 1 WHERE kind = 'sign'", "holds another actor"),
        ("UPDATE act SET citation = 'a law' WHERE kind = 'sign'", "holds another citation"),
        ("DELETE FROM act WHERE kind = 'sign'", "and it is gone"),
        ("DELETE FROM match_review", "are not those that the events tell of"),
        ("UPDATE match_review SET judgement = 'different'", "are not those that the events tell of"),
        ("UPDATE \"case\" SET legality = 'PROCEED'", "its decision says otherwise"),
        ("UPDATE \"case\" SET concern = 'none', legality = 'PROCEED'", "its decision says otherwise"),
        ("UPDATE \"case\" SET outcome = 'released'", "which no event tells of"),
    ],
)
def test_a_row_written_past_the_guards_is_named(worked: Any, order: str, says: str) -> None:
    from django.db import connection

    from endgate.desk.store.chain import verify
    from endgate.desk.store.compare import differences

    assert worked.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(order)
    assert verify().whole, "the chain alone does not show it"
    found = list(differences())
    assert any(says in each for each in found), found


def test_an_erased_reason_is_no_difference(worked: Any) -> None:
    from django.db import connection

    from endgate.desk.store.compare import differences

    assert worked.pk
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER keep_act_update")
        cursor.execute("UPDATE act SET reason = '' WHERE kind = 'note'")
    assert list(differences()) == []


@pytest.mark.parametrize("table", ["shipment", "decision", "act", "match_review", "event"])
def test_a_foreign_connection_replaces_nothing(worked: Any, desk: Any, table: str) -> None:
    assert worked.pk
    with closing(sqlite3.connect(desk.database)) as foreign:
        assert foreign.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        with pytest.raises(sqlite3.IntegrityError, match=r"never replaced|follows"):
            foreign.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            foreign.execute(f"UPDATE OR REPLACE {table} SET rowid = rowid")


def test_a_unique_pair_is_not_a_way_round(worked: Any, desk: Any) -> None:
    with closing(sqlite3.connect(desk.database)) as foreign:
        columns = [row[1] for row in foreign.execute("PRAGMA table_info(decision)") if row[1] != "id"]
        listed = ", ".join(columns)
        with pytest.raises(sqlite3.IntegrityError, match="never replaced"):
            foreign.execute(
                f"INSERT OR REPLACE INTO decision ({listed}) SELECT {listed} FROM decision WHERE case_id = ?",
                [worked.pk],
            )


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE \"case\" SET state = 'closed', outcome = 'refused'",
        "UPDATE \"case\" SET state = 'closed', outcome = 'released', legality = 'PROCEED'",
    ],
)
def test_no_case_closes_without_its_signatures(kept: Callable[..., Any], desk: Any, order: str) -> None:
    assert kept(HELD).state == "new"
    with closing(sqlite3.connect(desk.database)) as foreign, pytest.raises(sqlite3.IntegrityError, match="signatures"):
        foreign.execute(order)


def test_an_override_does_not_close_on_one_hand(kept: Callable[..., Any], people: dict[str, Any], desk: Any) -> None:
    from endgate.desk.cases import services

    case = kept(HELD)
    services.take(people["officer"], NOW, case)
    sha = services.newest(case).sha256
    services.sign(people["legal"], NOW, case, sha, "released", "an exception applies", "Article 5")
    assert case.state == "signing"
    with closing(sqlite3.connect(desk.database)) as foreign:
        with pytest.raises(sqlite3.IntegrityError, match="signatures"):
            foreign.execute("UPDATE \"case\" SET state = 'closed', outcome = 'released'")
        with pytest.raises(sqlite3.IntegrityError, match="signatures"):
            foreign.execute("UPDATE \"case\" SET state = 'closed', outcome = 'refused'")


def test_what_was_closed_keeps_its_outcome(worked: Any, desk: Any) -> None:
    assert worked.outcome == "refused"
    with closing(sqlite3.connect(desk.database)) as foreign, pytest.raises(sqlite3.IntegrityError, match="signatures"):
        foreign.execute("UPDATE \"case\" SET outcome = 'no_action'")


def test_a_reopened_case_wants_a_new_signature(worked: Any, people: dict[str, Any], desk: Any) -> None:
    from endgate.desk.cases import services

    services.reopen(people["officer"], NOW, worked, "a letter came")
    with closing(sqlite3.connect(desk.database)) as foreign, pytest.raises(sqlite3.IntegrityError, match="signatures"):
        foreign.execute("UPDATE \"case\" SET state = 'closed'")
    services.sign(people["senior"], NOW, worked, services.newest(worked).sha256, "refused", "as before")
    assert worked.state == "closed"


def test_an_older_decision_is_not_signed_even_past_the_program(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from django.db import DatabaseError

    from endgate.desk.cases import services
    from endgate.desk.cases.recording import record_act
    from endgate.desk.cases.revising import revise
    from endgate.shipment.model import Shipment
    from endgate.terms.codec import decode

    case = kept(CHAIR)
    first = services.newest(case)
    shipment = decode(Shipment, json.loads(bytes(first.shipment.content)))
    revise(people["officer"], NOW, case, replace(shipment, parties=with_listed()), "another buyer")
    with pytest.raises(DatabaseError, match="newest decision"):
        record_act(people["senior"], NOW, case, first, "sign", outcome="released")
