"""The server of one process: which requests get a thread, and that none waits for another's."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from waitress import wasyncore

from endgate.desk.listening import listening

SHORT = b'{"queries": {}}'


class Told:
    """An application that tells which thread answered; ``/page`` answers when it may."""

    def __init__(self) -> None:
        self.begun, self.may = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        if environ["PATH_INFO"] == "/page":
            self.begun.set()
            assert self.may.wait(10)
        if environ["PATH_INFO"] == "/match/fails":
            raise ValueError("planted")
        read = len(environ["wsgi.input"].read())
        body = json.dumps({"thread": threading.current_thread().name, "read": read}).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]


@contextmanager
def running(application: Callable[..., Any], host: str = "127.0.0.1", **how: Any) -> Iterator[tuple[Any, int]]:
    """A server and its port."""
    server, port = listening(application, host, 0, **how)
    reading = threading.Thread(target=server.run, name="reading")
    reading.start()
    try:
        yield server, port
    finally:
        place = server if hasattr(server, "trigger") else next(iter(server.map.values()))
        with suppress(OSError):  # a task's own pull may have closed all before this one is written
            place.trigger.pull_trigger(lambda: wasyncore.close_all(place._map))
        reading.join(10)
        server.task_dispatcher.shutdown()


@contextmanager
def served(application: Told, host: str = "127.0.0.1", **how: bool) -> Iterator[int]:
    with running(application, host, **how) as (_, port):
        try:
            yield port
        finally:
            application.may.set()


def asked(port: int, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def thread_of(port: int, method: str, path: str, body: bytes = b"") -> str:
    status, content = asked(port, method, path, body)
    assert status == 200
    assert json.loads(content)["read"] == len(body)
    return str(json.loads(content)["thread"])


def settled(port: int) -> None:
    """Ask until no thread is at work, as after a start."""
    for _ in range(200):
        if thread_of(port, "POST", "/match/default", SHORT) == "reading":
            return
    raise AssertionError("never answered where it was read")


def test_a_short_search_is_answered_where_it_was_read_and_nothing_else_is() -> None:
    with served(Told()) as port:
        settled(port)
        assert thread_of(port, "GET", "/match/default").startswith("waitress")
        assert thread_of(port, "POST", "/search/default", SHORT).startswith("waitress")
        assert thread_of(port, "POST", "/match/default", b"x" * 5000).startswith("waitress")


def test_a_search_beside_a_slow_page_waits_for_no_one() -> None:
    application = Told()
    with served(application) as port:
        settled(port)
        page = threading.Thread(target=asked, args=(port, "GET", "/page"))
        page.start()
        assert application.begun.wait(10)
        assert thread_of(port, "POST", "/match/default", SHORT).startswith("waitress")
        application.may.set()
        page.join(10)
        assert not page.is_alive()


def test_with_a_database_server_every_request_gets_a_thread() -> None:
    with served(Told(), at_once=False) as port:
        assert all(thread_of(port, "POST", "/match/default", SHORT).startswith("waitress") for _ in range(20))


def test_searches_sent_at_once_over_one_connection_are_answered_in_their_order() -> None:
    with served(Told()) as port, socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        settled(port)
        sent = b"".join(
            b"POST /match/d HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%s\r\n%s"
            % (size, b"Connection: close\r\n" if size == 40 else b"", b"x" * size)
            for size in range(1, 41)
        )
        connection.sendall(sent)
        answered = b"".join(iter(lambda: connection.recv(65536), b""))
        read = [json.loads(part.partition(b"\r\n\r\n")[2].partition(b"}")[0] + b"}") for part in _answers(answered)]
        assert [each["read"] for each in read] == list(range(1, 41))


def _answers(text: bytes) -> list[bytes]:
    return text.split(b"HTTP/1.1 200 OK")[1:]


def test_a_search_that_fails_leaves_the_server_answering() -> None:
    with served(Told()) as port:
        settled(port)
        assert asked(port, "POST", "/match/fails", SHORT)[0] == 500
        assert thread_of(port, "POST", "/match/default", SHORT) == "reading"


def test_a_name_of_two_addresses_is_listened_to_at_each() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no second address of its own")
    with served(Told(), "localhost") as port:
        settled(port)
