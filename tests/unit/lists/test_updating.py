"""Updating from a publisher: a local server plays it and fails in every way known; no test waits or goes outside."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from endgate.lists import download
from endgate.lists.accepting import accept, discard
from endgate.lists.adding import add
from endgate.lists.download import Clock, Downloader
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers.contract import Scope
from endgate.lists.snapshots import Download, Snapshot, State, snapshots, verify
from endgate.lists.updating import INCOMING, UpdateResult, _fetch_all, update

MADE = Path(__file__).parents[2] / "fixtures" / "lists" / "un" / "consolidated.xml"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PROGRAMMES = ("AL-QAIDA", "CAR", "DRC", "GB", "IRAQ", "LIBYA", "SOMALIA", "SOUTHSUDAN", "SUDAN", "TALIBAN", "YEMEN")


def whole_list(*, day: str = "2020-11-30", size: int = 26, name: str = "PERSON") -> bytes:
    """A list with every programme that is expected, so that it counts as whole."""
    programmes = (*PROGRAMMES, "IRAN", "DPRK")
    entries = "".join(
        f"<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>{name} {n}</FIRST_NAME>"
        f"<UN_LIST_TYPE>{programmes[n % len(programmes)]}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>XXi.{n:03}</REFERENCE_NUMBER><LISTED_ON>2009-01-01</LISTED_ON></INDIVIDUAL>"
        for n in range(size)
    )
    head = f'<CONSOLIDATED_LIST dateGenerated="{day}T20:31:19-05:00">'
    return f"{head}<INDIVIDUALS>{entries}</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>".encode()


Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Publisher:
    """A server on this machine that gives one answer after another, the last one for ever, and notes what was asked."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def next(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append({key.lower(): value for key, value in handler.headers.items()} | {"path": handler.path})
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        with contextlib.suppress(ConnectionError):
            answer(handler)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    played = Publisher()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            played.next(self)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    played.url = f"http://127.0.0.1:{server.server_address[1]}/files/consolidated.xml"
    yield played
    server.shutdown()
    server.server_close()
    thread.join()


def send(
    body: bytes = b"", status: int = 200, *, length: int | None = None, kind: str = "text/xml", **headers: str
) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for key, value in headers.items():
            handler.send_header(key.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def honest(body: bytes, etag: str = '"one"') -> Answer:
    """A server that knows conditions and ranges."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        wanted = handler.headers.get("Range")
        if handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
        elif wanted and handler.headers.get("If-Range") == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            send(body[start:], 206, ETag=etag, Content_Range=span)(handler)
        else:
            send(body, ETag=etag)(handler)

    return answer


def cut(body: bytes, at: int, **headers: str) -> Answer:
    return send(body[:at], length=len(body), **headers)


class Waits(list[float]):
    """A clock that never runs by itself: sleeping is noted, and each look at it may take some seconds."""

    per_look = 0.0
    seconds = 0.0

    def look(self) -> float:
        self.seconds += self.per_look
        return self.seconds


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


Run = Callable[..., UpdateResult]


@pytest.fixture
def run(store: Path, publisher: Publisher, waits: Waits) -> Run:
    def runner(*answers: Answer, url: str = "", at: datetime = NOW, dry_run: bool = False) -> UpdateResult:
        publisher.answers[:] = list(answers)
        clock = Clock(lambda: at, waits.look, waits.append)
        with httpx.Client(timeout=download.timeouts(), trust_env=False) as client:
            downloader = Downloader(client, clock, store / INCOMING)
            try:
                urls = (url or publisher.url,)
                return update(store, "un", downloader, obtained_at=at, urls=urls, dry_run=dry_run)
            finally:
                downloader.close()

    return runner


def left(store: Path) -> list[str]:
    folder = store / INCOMING
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def test_a_list_is_stored_with_what_the_server_said(run: Run, store: Path, publisher: Publisher) -> None:
    assert run(send(whole_list(), ETag='"one"', Last_Modified="Mon, 30 Nov 2020 10:00:00 GMT")).outcome == "stored"
    (held,) = snapshots(store)
    (said,) = held.downloads
    assert (held.how, held.stated_date, said.publisher_url) == ("download", date(2020, 11, 30), publisher.url)
    assert (said.etag, said.last_modified, said.content_type) == ('"one"', "Mon, 30 Nov 2020 10:00:00 GMT", "text/xml")
    assert publisher.asked[0]["accept-encoding"] == "identity"
    assert verify(store) == ()
    assert left(store) == []


def test_unchanged_is_an_observation(run: Run, store: Path, publisher: Publisher) -> None:
    run(honest(whole_list()))
    assert run(honest(whole_list())).outcome == "unchanged"
    assert publisher.asked[1]["if-none-match"] == '"one"'
    (held,) = snapshots(store)
    assert held.days == (date(2020, 11, 30), date(2026, 11, 25))


def test_new_stamp_on_the_same_content_takes_the_new_mark(run: Run, store: Path, publisher: Publisher) -> None:
    run(honest(whole_list()))
    again = honest(whole_list(day="2020-12-05"), '"two"')
    assert run(again).outcome == "observed"
    assert run(again).outcome == "unchanged"
    assert publisher.asked[-1]["if-none-match"] == '"two"'
    assert len(snapshots(store)) == 1


def test_server_fault_then_good(run: Run, waits: Waits) -> None:
    assert run(send(status=500), send(status=503), send(whole_list())).outcome == "stored"
    assert waits == [2.0, 8.0]


def test_server_fault_three_times(run: Run, store: Path, waits: Waits) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2014 .*the server answers 500 \(try 3 of 3\)"):
        run(send(status=500))
    assert (len(waits), snapshots(store)) == (2, ())


@pytest.mark.parametrize(("asked", "waited"), [("30", [30.0]), ("Wed, 25 Nov 2026 12:00:45 GMT", [45.0]), ("?", [2.0])])
def test_asked_to_wait(run: Run, waits: Waits, asked: str, waited: list[float]) -> None:
    assert run(send(status=429, Retry_After=asked), send(whole_list())).outcome == "stored"
    assert waits == waited


def test_asked_to_wait_too_long(run: Run, waits: Waits) -> None:
    with pytest.raises(ListRefusedError, match="asks to wait 3600 s"):
        run(send(status=503, Retry_After="3600"))
    assert waits == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_refused_by_the_server_is_not_asked_again(run: Run, waits: Waits, publisher: Publisher, status: int) -> None:
    with pytest.raises(ListRefusedError, match=f"EG2014 .*answers {status}"):
        run(send(b"<html>no</html>", status))
    assert (len(publisher.asked), waits) == (1, [])


def test_what_broke_off_is_resumed(run: Run, publisher: Publisher, store: Path) -> None:
    body = whole_list()
    assert run(cut(body, 1000, ETag='"one"'), honest(body)).outcome == "stored"
    assert (publisher.asked[1]["range"], publisher.asked[1]["if-range"]) == ("bytes=1000-", '"one"')
    (held,) = snapshots(store)
    assert (store / "raw" / held.sha256).read_bytes() == body


def test_what_broke_off_is_resumed_by_the_next_run(run: Run, publisher: Publisher, store: Path) -> None:
    body = whole_list()
    with pytest.raises(ListRefusedError, match="EG2014"):
        run(cut(body, 1000, ETag='"one"'), send(status=500))
    assert len(left(store)) == 2
    assert run(honest(body)).outcome == "stored"
    assert publisher.asked[-1]["range"] == "bytes=1000-"
    assert left(store) == []


def test_resuming_meets_another_file(run: Run, store: Path) -> None:
    body = whole_list(name="OTHER")
    assert run(cut(whole_list(), 1000, ETag='"one"'), honest(body, '"two"')).outcome == "stored"
    (held,) = snapshots(store)
    assert (store / "raw" / held.sha256).read_bytes() == body


def test_wrong_part_begins_anew(run: Run, publisher: Publisher, store: Path) -> None:
    body = whole_list()
    wrong = send(body[900:], 206, ETag='"one"', Content_Range=f"bytes 900-{len(body) - 1}/{len(body)}")
    assert run(cut(body, 1000, ETag='"one"'), wrong, honest(body)).outcome == "stored"
    assert "range" not in publisher.asked[2]
    assert (store / "raw" / snapshots(store)[0].sha256).read_bytes() == body


@pytest.mark.parametrize("mark", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_strong_mark_nothing_is_resumed(run: Run, publisher: Publisher, mark: dict[str, str]) -> None:
    body = whole_list()
    assert run(cut(body, 1000, **mark), send(body)).outcome == "stored"
    assert "range" not in publisher.asked[1]


def test_truncated_for_good(run: Run, store: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2014"):
        run(cut(whole_list(), 1000))
    assert snapshots(store) == ()


def test_length_that_says_too_little_is_a_cut_file(run: Run, store: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2002"):
        run(send(whole_list(), length=1000))
    assert (snapshots(store), left(store)) == ((), [])


def test_wrong_type_is_said_but_read_by_content(run: Run) -> None:
    done = run(send(whole_list(), kind="image/png"))
    assert done.outcome == "stored"
    assert "image/png" in done.warnings[0]


def test_web_page_in_place_of_the_list(run: Run, store: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2015"):
        run(send(b"<!DOCTYPE html><html><body>Log in</body></html>", kind="text/html"))
    assert (snapshots(store), left(store)) == ((), [])


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def test_endless_body(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endgate.lists.updating._MEGABYTE", 1000)
    with pytest.raises(ListRefusedError, match=r"EG2004 .*more than 512000 bytes"):
        run(endless)
    assert left(store) == []


def test_length_above_the_limit_is_not_even_begun(run: Run, store: Path) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2004 .*1099511627776 bytes"):
        run(send(b"<", length=1 << 40))
    assert snapshots(store) == ()


def test_a_body_that_drips(run: Run, waits: Waits, publisher: Publisher) -> None:
    waits.per_look = 61.0
    with pytest.raises(ListRefusedError, match=r"EG2014 .*are too slow \(try 3 of 3\)"):
        run(send(b"<" * 100))
    assert len(publisher.asked) == 3


def dripping(start: bytes) -> Answer:
    """A server that never falls silent and never comes to an end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            handler.wfile.write(start)
            for _ in range(500):
                handler.wfile.write(b"a")
                time.sleep(0.01)

    return answer


def patient(publisher: Publisher, folder: Path) -> None:
    """Fetch by the true clock, but without pauses between tries."""
    clock = Clock(lambda: NOW, time.monotonic, lambda _seconds: None)
    with httpx.Client(timeout=download.timeouts(), trust_env=False) as client:
        Downloader(client, clock, folder).fetch(publisher.url, None, 1 << 20)


def test_a_body_that_drips_for_ever_has_an_end(
    publisher: Publisher, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "LONGEST_SECONDS", 0.3)
    publisher.answers[:] = [dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")]
    began = time.monotonic()
    with pytest.raises(ListRefusedError, match=r"EG2014 .*the next run goes on from there"):
        patient(publisher, store)
    assert (time.monotonic() - began < 3, len(publisher.asked)) == (True, 1), "it is not tried again"


def test_a_head_that_drips_for_ever_has_an_end(
    publisher: Publisher, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "HEAD_SECONDS", 0.2)
    publisher.answers[:] = [dripping(b"HTTP/1.1 200 OK\r\nX-Filler: ")] * 3
    began = time.monotonic()
    with pytest.raises(ListRefusedError, match=r"EG2014 .*no whole answer after 0\.2 s \(try 3 of 3\)"):
        patient(publisher, store)
    assert time.monotonic() - began < 3


def test_redirected_and_only_the_publisher_is_kept(run: Run, store: Path, publisher: Publisher) -> None:
    signed = send(status=302, Location="/object?signature=secret")
    assert run(signed, send(whole_list())).outcome == "stored"
    assert publisher.asked[1]["path"] == "/object?signature=secret"
    assert "secret" not in (store / "snapshots.jsonl").read_text(encoding="utf-8")


def test_redirected_for_ever(run: Run, publisher: Publisher) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2014 .*more than 5 redirections"):
        run(send(status=302, Location="/again"))
    assert len(publisher.asked) == 6


def test_no_trusted_connection(run: Run, publisher: Publisher, waits: Waits) -> None:
    plain = publisher.url.replace("http:", "https:")
    with pytest.raises(ListRefusedError, match=r"EG2014 .*no trusted encrypted connection"):
        run(send(whole_list()), url=plain)
    assert waits == []


def test_nobody_answers(run: Run, publisher: Publisher, waits: Waits) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2014 .*ConnectError"):
        run(send(), url="http://127.0.0.1:9/list.xml")
    assert (publisher.asked, len(waits)) == ([], 2)


def test_the_query_of_an_address_is_a_secret(run: Run, store: Path, publisher: Publisher) -> None:
    with pytest.raises(ListRefusedError) as refused:
        run(send(status=404), url=f"{publisher.url}?token=secret")
    assert "secret" not in str(refused.value)
    run(send(whole_list()), url=f"{publisher.url}?token=secret")
    assert "secret" not in (store / "snapshots.jsonl").read_text(encoding="utf-8")


def test_an_alarm_holds_until_a_person_accepts(run: Run, store: Path) -> None:
    run(honest(whole_list()))
    shrunk = honest(whole_list(day="2020-12-05", size=13), '"two"')
    done = run(shrunk)
    assert (done.outcome, [each.state for each in snapshots(store)]) == ("held", [State.IN_FORCE, State.HELD])
    assert "EG2009" in done.snapshot.alarms[0]
    assert run(shrunk).outcome == "held", "asked again, it is still held"
    with pytest.raises(ListRefusedError, match="EG2106"):
        accept(store, done.snapshot.snapshot_id, by="A. Officer", reason=" ", at=NOW)
    taken = accept(store, "un@2020-12-05", by="A. Officer", reason="resolution ended the measures", at=NOW)
    assert taken.state is State.IN_FORCE
    assert taken.accepted is not None
    assert (taken.accepted.by, taken.accepted.at) == ("A. Officer", "2026-11-25T12:00:00+00:00")
    assert [each.state for each in snapshots(store)] == [State.SUPERSEDED, State.IN_FORCE]
    with pytest.raises(ListRefusedError, match="EG2106"):
        accept(store, "un@2020-12-05", by="A. Officer", reason="again", at=NOW)
    with pytest.raises(ListRefusedError, match="EG2104"):
        accept(store, "eu@", by="A. Officer", reason="none", at=NOW)


def test_a_discarded_list_stays_out_until_a_person_takes_it(run: Run, store: Path) -> None:
    run(honest(whole_list()))
    shrunk = honest(whole_list(day="2020-12-05", size=13), '"two"')
    held = run(shrunk).snapshot.snapshot_id
    with pytest.raises(ListRefusedError, match="EG2106"):
        discard(store, held, by=" ", reason="cut short", at=NOW)
    aside = discard(store, held, by="A. Officer", reason="cut short at the publisher", at=NOW)
    assert (aside.state, [each.state for each in snapshots(store)]) == (
        State.REJECTED,
        [State.IN_FORCE, State.REJECTED],
    )
    assert aside.discarded is not None
    assert (aside.discarded.by, aside.discarded.reason) == ("A. Officer", "cut short at the publisher")
    assert run(shrunk).outcome == "discarded", "the server says it has not changed"
    again = run(honest(whole_list(day="2020-12-05", size=13), '"three"'))
    assert (again.outcome, len(snapshots(store))) == ("discarded", 2), "nor is the same content taken under a new mark"
    with pytest.raises(ListRefusedError, match="EG2106"):
        discard(store, held, by="A. Officer", reason="again", at=NOW)
    taken = accept(store, held, by="B. Officer", reason="the publisher confirmed it", at=NOW)
    assert (taken.state, taken.discarded) == (State.IN_FORCE, None)
    assert run(shrunk).outcome == "observed"


def test_an_older_list_is_refused(run: Run, store: Path) -> None:
    run(send(whole_list()))
    with pytest.raises(ListRefusedError, match="EG2010"):
        run(send(whole_list(day="2020-11-01", name="OTHER")))
    assert len(snapshots(store)) == 1


def test_a_file_added_by_hand_is_no_condition(run: Run, store: Path, tmp_path: Path, publisher: Publisher) -> None:
    path = tmp_path / "un.xml"
    path.write_bytes(whole_list())
    add(store, "un", [path], obtained_at=NOW)
    assert run(honest(whole_list())).outcome == "observed"
    assert "if-none-match" not in publisher.asked[0]
    assert run(honest(whole_list())).outcome == "unchanged"


def test_files_that_differ_by_their_query_only(store: Path, publisher: Publisher, waits: Waits) -> None:
    ofac = MADE.parents[1] / "ofac"
    files = [send(path.read_bytes(), ETag=f'"{path.name}"') for path in sorted(ofac.iterdir())]
    publisher.answers[:] = files
    urls = [f"{publisher.url}?file={number}" for number in range(len(files))]
    clock = Clock(lambda: NOW, waits.look, waits.append)
    with httpx.Client(trust_env=False) as client, pytest.raises(ListRefusedError, match="EG2016"):
        update(store, "us-ofac-sdn", Downloader(client, clock, store / INCOMING), obtained_at=NOW, urls=urls)
    assert [each["path"][-1] for each in publisher.asked] == ["0", "1", "2", "3"]


def test_one_changed_file_of_a_set_brings_all_anew(store: Path, publisher: Publisher, waits: Waits) -> None:
    known = Download(publisher.url, '"one"')
    publisher.answers[:] = [honest(b"same"), send(b"new"), honest(b"same")]
    clock = Clock(lambda: NOW, waits.look, waits.append)
    with httpx.Client(trust_env=False) as client:
        downloader = Downloader(client, clock, store / INCOMING)
        last = Snapshot("x", "x", "x", (), NOW.date(), "", "", Scope.FULL, {}, "", downloads=(known, known))
        fetched = _fetch_all(downloader, (f"{publisher.url}?1", f"{publisher.url}?2"), last, 1 << 20)
        assert fetched is not None
        assert [each.path.read_bytes() for each in fetched] == [b"same", b"new"]


def test_dry_run_stores_nothing(run: Run, store: Path) -> None:
    done = run(send(whole_list()), dry_run=True)
    assert done.outcome == "dry_run"
    assert not (store / "snapshots.jsonl").exists()


def test_one_request_serves_several_lists(publisher: Publisher, store: Path, waits: Waits) -> None:
    publisher.answers[:] = [send(whole_list())]
    with httpx.Client(trust_env=False) as client:
        downloader = Downloader(client, Clock(lambda: NOW, waits.look, waits.append), store)
        first, second = (downloader.fetch(publisher.url, None, 1 << 20) for _ in range(2))
    assert first == second
    assert len(publisher.asked) == 1


def test_source_without_address(store: Path, waits: Waits) -> None:
    with httpx.Client(trust_env=False) as client:
        downloader = Downloader(client, Clock(lambda: NOW, waits.look, waits.append), store)
        with pytest.raises(ListRefusedError, match=r"EG2107 eu-fsf"):
            update(store, "eu-fsf", downloader, obtained_at=NOW)


def test_log_keeps_its_form(run: Run, store: Path) -> None:
    run(honest(whole_list()))
    run(honest(whole_list()))
    lines = (store / "snapshots.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["record"] for line in lines] == ["snapshot", "observation"]
