"""Webhooks: told of what their person may see, signed, tried again, and never sent where they do not belong."""

from __future__ import annotations

import hmac
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_api import CHAIR

ALL = "decision.changed case.closed case.reopened job.finished list.changed heartbeat"


class Stub(HTTPServer):
    """A listener on this machine that answers with a status and keeps what came."""

    status = 200
    got: list[tuple[dict[str, str], bytes]]


@pytest.fixture
def stub() -> Iterator[Stub]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert isinstance(self.server, Stub)
            self.server.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(self.server.status)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = Stub(("127.0.0.1", 0), Handler)
    server.got = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(desk: Any, people: dict[str, Any], stub: Stub) -> Any:
    """A webhook of the officer's to the stub, which the settings allow."""
    from endgate.desk.conf.start import configure
    from endgate.desk.jobs import hooks
    from endgate.desk.store.machinery import Delivery, Webhook

    configure(replace(desk, webhook_hosts=("127.0.0.1",), webhook_networks=("127.0.0.0/8",)))
    found = Webhook.objects.create(
        user_id=people["officer"].user_id,
        url=f"http://127.0.0.1:{stub.server_port}/told?x=1",
        kinds=ALL,
        secret="s1",
        created_at=NOW,
    )
    hooks.collect(NOW)
    Delivery.objects.update(state="delivered")
    return found


def closed_case(kept: Callable[..., Any], people: dict[str, Any]) -> Any:
    from endgate.desk.cases import services

    case = kept(CHAIR)
    services.take(people["officer"], NOW, case)
    services.sign(people["senior"], NOW, case, services.newest(case).sha256, "refused", "no")
    return case


def test_an_event_is_told_once_signed_and_without_names(
    hook: Any, stub: Stub, kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.jobs import hooks

    case = closed_case(kept, people)
    assert hooks.collect(NOW) == 1
    assert hooks.collect(NOW) == 0
    assert hooks.deliver(NOW) == 1
    assert hooks.deliver(NOW) == 0
    ((headers, body),) = stub.got
    told = json.loads(body)
    assert (told["type"], told["ref"]) == ("case.closed", case.reference)
    assert set(told) == {"event_id", "type", "at", "ref", "decision_sha256", "cause", "url"}
    at, mark = headers["Endgate-Signature"].split(",")
    assert mark == "v1=" + hmac.new(hook.secret.encode(), at[2:].encode() + b"." + body, sha256).hexdigest()


def test_two_secrets_sign_in_rotation(hook: Any) -> None:
    from endgate.desk.jobs.hooks import signed
    from endgate.desk.store.machinery import Delivery

    hook.previous, hook.secret = hook.secret, "s2"
    found = signed(Delivery(webhook=hook, body="{}"), NOW)["Endgate-Signature"]
    assert found.count("v1=") == 2


def test_what_is_not_taken_is_tried_eight_times_and_then_dead(
    hook: Any, stub: Stub, kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.jobs import hooks
    from endgate.desk.store.machinery import Delivery

    stub.status = 302
    closed_case(kept, people)
    hooks.collect(NOW)
    at = NOW
    for _ in range(12):
        assert hooks.deliver(at) == 0
        at += timedelta(days=1, minutes=1)
    assert len(stub.got) == 8, "a redirect is not followed, and no try is the ninth"
    assert Delivery.objects.get(kind="case.closed").state == "dead"
    stub.status = 200
    assert hooks.resend(hook, at) == 1
    assert hooks.deliver(at) == 1


def test_nobody_is_told_of_a_case_that_does_not_exist_for_them(
    hook: Any, stub: Stub, kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.jobs import hooks
    from endgate.desk.store.models import User

    hook.user_id = people["foreign"].user_id
    hook.save()
    closed_case(kept, people)
    hooks.collect(NOW)
    assert hooks.deliver(NOW) == 0
    User.objects.filter(pk=people["foreign"].user_id).update(active=False)
    closed_case(kept, people)
    hooks.collect(NOW)
    assert hooks.deliver(NOW) == 0
    assert stub.got == []


def test_a_heartbeat_comes_once_a_day(hook: Any, stub: Stub) -> None:
    from endgate.desk.jobs import hooks

    assert hook.pk
    tomorrow = NOW + timedelta(days=1)
    hooks.collect(tomorrow)
    hooks.collect(tomorrow)
    assert hooks.deliver(tomorrow) == 1
    assert json.loads(stub.got[0][1])["type"] == "heartbeat"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://other.example/",
        "https://user:pw@example.org/",
        "https://example.org:0/",
        "https://[::1",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https:///x",
        "",
    ],
)
def test_addresses_that_no_webhook_may_have(desk: Any, url: str) -> None:
    from endgate.desk.conf.start import configure
    from endgate.desk.errors import DeskError
    from endgate.desk.jobs.sending import allowed_url

    configure(replace(desk, webhook_hosts=("example.org",)))
    with pytest.raises(DeskError, match="EG8211"):
        allowed_url(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_a_host_that_leads_inside_is_refused_wherever_it_is_called(
    desk: Any, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    from endgate.desk.conf.start import configure
    from endgate.desk.jobs import sending

    configure(replace(desk, webhook_hosts=("example.org",)))
    public = "93.184.216.34"
    monkeypatch.setattr(
        sending.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (each, 443)) for each in (public, address)]
    )

    def called(*_: Any, **__: Any) -> Any:
        raise AssertionError("nothing is called")

    monkeypatch.setattr(sending.socket, "create_connection", called)
    sent = sending.post("https://example.org/x", b"{}", {})
    assert (sent.status, sent.detail[:6]) == (0, "EG8211")


def test_the_judged_address_is_the_one_called(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers otherwise the second time gains nothing: it is asked once."""
    from endgate.desk.conf.start import configure
    from endgate.desk.jobs import sending

    configure(replace(desk, webhook_hosts=("example.org",)))
    answers = iter([[(0, 0, 0, "", ("93.184.216.34", 443))], [(0, 0, 0, "", ("127.0.0.1", 443))]])
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *_, **__: next(answers))
    called: list[str] = []

    def connect(address: tuple[str, int], timeout: float) -> Any:
        called.append(address[0])
        raise TimeoutError(timeout)

    monkeypatch.setattr(sending.socket, "create_connection", connect)
    assert sending.post("https://example.org/x", b"{}", {}).detail == "TimeoutError"
    assert called == ["93.184.216.34"]
