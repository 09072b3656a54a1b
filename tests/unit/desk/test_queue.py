"""The queue with many cases: few statements, counts that end, indexes that serve every view, and no write on a read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW

CHAIR = "ordinary-us-switzerland.json"
VIEWS = ("mine", "team", "all", "changed")
MOST_STATEMENTS = 12


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    from django.db import connection

    said: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        said.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield said


def many(like: Any, count: int, **fields: Any) -> None:
    """Rows of the queue beside a case."""
    from django.forms.models import model_to_dict

    from endgate.desk.store.models import Case

    given = {**model_to_dict(like, exclude=["id", "team", "assignee"]), "team_id": like.team_id, **fields}
    Case.objects.bulk_create(Case(**{**given, "reference": f"1999-{number:05}"}) for number in range(count))


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_of_the_queue_asks_little_and_writes_nothing(
    kept: Callable[..., Any], client_as: Callable[[str], Any], view: str
) -> None:
    many(kept(CHAIR), 120, changed="list: a party is listed")
    client = client_as("senior")
    client.get(f"/queue?view={view}")
    with statements() as said:
        assert client.get(f"/queue?view={view}").status_code == 200
    assert len(said) <= MOST_STATEMENTS
    assert [each for each in said if not each.startswith("SELECT")] == []


def test_a_decision_asks_little_and_writes_nothing(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    case = kept(CHAIR)
    client = client_as("senior")
    client.get(f"/cases/{case.reference}/decision/1")
    with statements() as said:
        assert client.get(f"/cases/{case.reference}/decision/1").status_code == 200
    assert len(said) <= MOST_STATEMENTS
    assert [each for each in said if not each.startswith("SELECT")] == []


def test_a_session_notes_once_a_minute_that_somebody_is_there(
    client_as: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    client = client_as("senior")
    before = Session.objects.get().expire_date
    client.get("/queue")
    assert Session.objects.get().expire_date == before
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.get("/queue")
    assert Session.objects.get().expire_date > before + timedelta(minutes=1)


def test_a_count_ends_where_nobody_would_count_on(
    kept: Callable[..., Any], people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from endgate.desk.cases import queue

    many(kept(CHAIR), 5)
    monkeypatch.setattr(queue, "_COUNTED", 6)
    page = queue.queue_page(people["senior"], NOW, {})
    assert {each["name"]: each["count"] for each in page["views"]} == {
        "mine": "0",
        "team": "6",
        "all": "6",
        "changed": "0",
    }
    monkeypatch.setattr(queue, "_COUNTED", 5)
    page = queue.queue_page(people["senior"], NOW, {})
    assert [each["count"] for each in page["views"]] == ["0", "5+", "5+", "0"]


def test_pages_follow_each_other_without_a_gap(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases.queue import queue_page
    from endgate.desk.store.models import Case

    many(kept(CHAIR), 120)
    seen: list[str] = []
    asked = {"view": "all"}
    while True:
        page = queue_page(people["senior"], NOW, asked)
        seen += [each["reference"] for each in page["rows"]]
        if not page["next"]:
            break
        asked = {"view": "all", "after": page["next"].rpartition("=")[2]}
    assert seen == list(Case.objects.order_by("pk").values_list("reference", flat=True))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("view", "state", "index"),
    [("team", "", "case_open"), ("mine", "", "case_own"), ("team", "waiting", "case_state"), ("all", "", "case")],
)
def test_each_view_is_read_along_an_index(people: dict[str, Any], view: str, state: str, index: str) -> None:
    from django.db import connection

    from endgate.desk.access import visibility
    from endgate.desk.cases.queue import _in_view

    if connection.vendor != "sqlite":
        pytest.skip("the plan of the other database depends on what it has counted")
    actor = people["senior"]
    found = _in_view(visibility.cases(actor), view, actor, state).filter(pk__gt=0).order_by("pk")[:51]
    plan = found.explain()
    assert f"USING INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan
