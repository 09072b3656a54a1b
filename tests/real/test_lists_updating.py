"""Updating from a server on this machine that serves the real UN files, as time goes by."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from endgate.lists.accepting import accept
from endgate.lists.download import Clock, Downloader
from endgate.lists.errors import ListRefusedError
from endgate.lists.snapshots import State, snapshots, verify
from endgate.lists.updating import INCOMING, UpdateResult, update

pytestmark = pytest.mark.shared


class Quiet(SimpleHTTPRequestHandler):
    """The library's own server; it knows If-Modified-Since."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "www").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "www")))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/consolidated.xml"
    server.shutdown()
    server.server_close()
    thread.join()


def publish(folder: Path, data: bytes, day: datetime) -> None:
    path = folder / "www" / "consolidated.xml"
    path.write_bytes(data)
    os.utime(path, (day.timestamp(), day.timestamp()))


def run(folder: Path, address: str, day: datetime) -> UpdateResult:
    with httpx.Client(trust_env=False) as client:
        downloader = Downloader(client, Clock(lambda: day, lambda: 0.0, lambda _: None), folder / INCOMING)
        try:
            return update(folder / "store", "un", downloader, obtained_at=day, urls=(address,))
        finally:
            downloader.close()


def test_a_winter_of_the_un_list(shared: Path, tmp_path: Path, address: str) -> None:
    """A first list without Iran would be held: that programme is expected."""

    def real(day: str) -> bytes:
        return gzip.decompress((shared / "lists" / "un" / day / "consolidated.xml.gz").read_bytes())

    november, february = datetime(2025, 11, 19, tzinfo=UTC), datetime(2026, 2, 28, tzinfo=UTC)
    publish(tmp_path, real("2025-11-18"), november)
    assert run(tmp_path, address, november).outcome == "stored"
    assert run(tmp_path, address, datetime(2025, 12, 1, tzinfo=UTC)).outcome == "unchanged"
    (held,) = snapshots(tmp_path / "store")
    assert [str(day) for day in held.days] == ["2025-11-18", "2025-12-01"]

    publish(tmp_path, real("2026-02-27"), february)
    done = run(tmp_path, address, february)
    assert (done.outcome, done.snapshot.counts["parties"]) == ("stored", 1003)

    broken = datetime(2026, 3, 10, tzinfo=UTC)
    publish(tmp_path, real("2026-02-27")[:400_000], broken)
    with pytest.raises(ListRefusedError, match="EG2002"):
        run(tmp_path, address, broken)
    publish(tmp_path, real("2025-04-19"), broken)
    with pytest.raises(ListRefusedError, match="EG2010"):
        run(tmp_path, address, broken)
    assert len(snapshots(tmp_path / "store")) == 2
    assert verify(tmp_path / "store") == ()


def test_the_end_of_the_iran_listings_looks_like_a_cut_file(shared: Path, tmp_path: Path, address: str) -> None:
    """Iran went from 84 to 0. Within a month that holds the list; a person, not the program, knows that it is right."""
    whole = gzip.decompress((shared / "lists/un/2024-09-26/consolidated.xml.gz").read_bytes())
    before = gzip.decompress((shared / "lists/un/2020-11-30/consolidated.xml.gz").read_bytes())
    first, second = datetime(2024, 9, 1, tzinfo=UTC), datetime(2024, 9, 27, tzinfo=UTC)
    publish(tmp_path, before.replace(b'dateGenerated="2020-11-30', b'dateGenerated="2024-09-01'), first)
    assert run(tmp_path, address, first).outcome == "stored"
    publish(tmp_path, whole, second)
    held = run(tmp_path, address, second)
    assert held.outcome == "held"
    assert any("programme IRAN: 0 parties, 84" in alarm for alarm in held.snapshot.alarms)
    taken = accept(tmp_path / "store", held.snapshot.snapshot_id, by="A. Officer", reason="S/RES/2231", at=second)
    assert taken.state is State.IN_FORCE
