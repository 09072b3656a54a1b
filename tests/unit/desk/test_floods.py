"""One who asks without a pause waits; the others are answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.desk.plain_client import PlainClient

LIMIT = 5


@pytest.fixture
def slow(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk with a small limit, and nobody's bucket begun."""
    from endgate.desk.access import floods
    from endgate.desk.conf.start import configure

    monkeypatch.setattr(floods, "_BUCKETS", floods.Buckets())
    configure(replace(desk, requests_per_minute=LIMIT, yente_auth="token"))


@given(per_minute=st.integers(1, 6000), pauses=st.lists(st.floats(0, 90), max_size=60))
def test_nobody_gets_more_than_a_full_bucket_and_what_ran_into_it(per_minute: int, pauses: list[float]) -> None:
    from endgate.desk.access.floods import Buckets

    buckets, now, taken = Buckets(), 0.0, 0
    for pause in pauses:
        now += pause
        wait = buckets.wait("a", per_minute, now)
        taken += not wait
        assert wait == 0 or buckets.wait("a", per_minute, now) > 0
        assert buckets.wait("other", per_minute * 1000, now) == 0
    assert taken <= per_minute + now * per_minute / 60 + 1e-6
    assert buckets.wait("a", per_minute, now + 61) == 0


@pytest.mark.usefixtures("desk")
def test_after_the_wait_that_was_told_one_may_ask_again() -> None:
    from endgate.desk.access.floods import Buckets

    buckets = Buckets()
    assert [buckets.wait("a", LIMIT, 100.0) for _ in range(LIMIT)] == [0] * LIMIT
    wait = buckets.wait("a", LIMIT, 100.0)
    assert wait == 12
    assert buckets.wait("a", LIMIT, 100.0 + wait - 1) > 0
    assert buckets.wait("a", LIMIT, 100.0 + wait) == 0


def test_a_person_who_floods_waits_and_another_does_not(slow: None, client_as: Callable[[str], Any]) -> None:
    from endgate.desk.access import floods

    assert slow is None
    eager, calm = client_as("officer"), client_as("senior")
    floods._BUCKETS._held.clear()
    answers = [eager.get("/help") for _ in range(LIMIT + 1)]
    assert [each.status_code for each in answers] == [200] * LIMIT + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "EG8104" in answers[-1].content.decode()
    assert eager.post("/check", {}).status_code == 429
    assert calm.get("/help").status_code == 200


@pytest.mark.usefixtures("slow")
def test_guessing_at_the_door_is_slowed_by_address() -> None:
    from django.test import Client

    found = [Client().post("/sign-in", {"name": f"n{n}", "password": "x"}).status_code for n in range(LIMIT + 1)]
    assert found == [401] * LIMIT + [429]


def test_a_token_that_floods_waits_in_both_interfaces(slow: None, people: dict[str, Any]) -> None:
    from django.test import Client
    from django.utils import timezone

    from endgate.desk.access.tokens import issue
    from endgate.desk.store.models import User

    assert slow is None
    user = User.objects.get(pk=people["officer"].user_id)
    eager, calm = (issue(user, ["cases", "match"], timezone.now()) for _ in range(2))

    def cases(token: str) -> Any:
        return Client().get("/api/1/cases", headers={"Authorization": f"Bearer {token}"})

    def search(token: str) -> Any:
        return PlainClient().get("/search/default?q=x", headers={"Authorization": f"Bearer {token}"})

    found = [cases(eager) for _ in range(LIMIT + 1)]
    assert [each.status_code for each in found] == [200] * LIMIT + [429]
    assert (found[-1].json()["code"], "Retry-After" in found[-1].headers) == ("EG8104", True)
    assert (cases(calm).status_code, search(calm).status_code) == (200, 200)
    found = [search(eager + "x") for _ in range(LIMIT + 1)]
    assert [each.status_code for each in found] == [401] * LIMIT + [429]
    assert (found[-1].json(), "Retry-After" in found[-1].headers) == ({"detail": "Too many requests."}, True)
    assert PlainClient().get("/readyz").status_code == 200


def test_no_more_than_four_decisions_are_computed_at_once(
    kept: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from endgate.desk import engine as room

    assert kept
    gate, inside, most = threading.Event(), [0], [0]
    lock = threading.Lock()

    def slow(*_: Any, **__: Any) -> None:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            if inside[0] == room.AT_ONCE:
                gate.set()
        gate.wait(10)
        with lock:
            inside[0] -= 1

    engine = room.engine()
    engine.edition()
    monkeypatch.setattr(room, "decide", slow)
    threads = [threading.Thread(target=engine.decide, args=(None,)) for _ in range(3 * room.AT_ONCE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert most == [room.AT_ONCE]


def test_beyond_the_places_to_wait_one_is_told_at_once_and_the_others_are_answered() -> None:
    """Threads that are all held, every place to wait taken, and some requests more."""
    import http.client
    import threading

    from tests.unit.desk.test_listening import running

    from endgate.desk.listening import THREADS, WAITING

    held, gate = threading.Semaphore(0), threading.Event()

    def slow(_environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        held.release()
        gate.wait(20)
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
        return [b"ok"]

    with running(slow) as (server, port):
        connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=20) for _ in range(THREADS + WAITING + 5)]
        for number, each in enumerate(connections):
            each.request("GET", "/")
            if number < THREADS:
                assert held.acquire(timeout=20)
            else:
                assert _until(lambda: len(server.task_dispatcher.queue) > number - THREADS)  # noqa: B023
        gate.set()
        answers = [each.getresponse() for each in connections]
        texts = [each.read() for each in answers]
        for each in connections:
            each.close()
    refused = [
        (answer.headers["Retry-After"], text) for answer, text in zip(answers, texts, strict=True) if text != b"ok"
    ]
    assert [answer.status for answer in answers] == [200] * (THREADS + WAITING) + [503] * 5
    assert all(after == "1" and b"EG8111" in text for after, text in refused)


def _until(met: Callable[[], bool]) -> bool:
    import time

    ends = time.monotonic() + 20
    while not met() and time.monotonic() < ends:
        time.sleep(0.001)
    return met()


def test_a_request_larger_than_all_documents_at_once_is_not_read() -> None:
    import http.client

    from tests.unit.desk.test_listening import Told, served

    with served(Told()) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.putrequest("POST", "/cases/x/evidence/add")
        connection.putheader("Content-Length", str(66 << 20))
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()
