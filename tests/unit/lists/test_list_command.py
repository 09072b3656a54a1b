"""The verb list: exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from endgate.cli.list_update import Meter
from endgate.cli.main import main

MADE = Path(__file__).parents[2] / "fixtures" / "lists"
UN = MADE / "un" / "consolidated.xml"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("ENDGATE_DATA", str(tmp_path))

    def runner(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["list", *arguments])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return runner


def test_add_refused_then_declared(run, tmp_path: Path) -> None:
    code, out, err = run("add", "--source", "un", "--from-file", str(UN))
    assert (code, out) == (1, "")
    assert "EG2016" in err
    assert "--partial" in err
    assert not (tmp_path / "store").exists()
    code, out, _ = run("add", "--source", "un", "--partial", "--from-file", str(UN))
    assert code == 0
    assert "Stored: un@2020-11-30" in out
    assert "2 rows read: 2 used, 0 quarantined" in out
    assert run("verify") == (0, "1 snapshots, all as they were stored\n", "")


def test_add_a_set_of_files_as_json(run) -> None:
    files = sorted(str(path) for path in (MADE / "ofac").iterdir())
    arguments = ["--source", "us-ofac-sdn", "--partial", "members", "--stated-date", "2021-07-07", "--json"]
    code, out, _ = run("add", *arguments, "--from-file", *files)
    said = json.loads(out)
    assert code == 0
    assert (said["outcome"], said["snapshot"]["counts"]["parties"]) == ("stored", 4)
    assert said["noise"] == {"end-of-file byte": 4, "padding address": 3}


def test_wrong_use(run) -> None:
    assert run("add", "--source", "un", "--from-file", str(UN), "--stated-date", "2020-02-30")[0] == 2
    assert run("add", "--source", "un", "--from-file", str(UN.with_name("absent.xml")))[0] == 1
    code, _, err = run("add", "--source", "moon", "--from-file", str(UN))
    assert (code, "EG2017" in err) == (1, True)
    assert run("diff", "a", "b")[0] == 1


def test_changed_store(run, tmp_path: Path) -> None:
    run("add", "--source", "un", "--partial", "--from-file", str(UN))
    for path in (tmp_path / "store" / "raw").iterdir():
        path.write_bytes(b"")
    code, _, err = run("verify")
    assert (code, "EG2101" in err) == (1, True)


def test_what_is_held_and_known(run) -> None:
    run("add", "--source", "un", "--partial", "--from-file", str(UN))
    (held,) = json.loads(run("snapshots", "--json")[1])
    assert (held["stated_date"], held["scope"]) == ("2020-11-30", "partial")
    assert "eu-fsf" in [each["id"] for each in json.loads(run("sources", "--json")[1])]


def test_update_wants_one_list_for_an_address(run) -> None:
    assert run("update", "--url", "http://127.0.0.1:9/x")[0] == 2
    code, _, err = run("update", "eu-fsf")
    assert (code, "EG2107" in err, "--url" in err) == (1, True, True)


def test_accept_what_is_held(run, tmp_path: Path) -> None:
    run("add", "--source", "un", "--partial", "--from-file", str(UN))
    (held,) = json.loads(run("snapshots", "--json")[1])
    code, _, err = run("accept", held["snapshot_id"], "--reason", "seen", "--by", "A. Officer")
    assert (code, "EG2106" in err) == (1, True)
    log = tmp_path / "store" / "snapshots.jsonl"
    text = log.read_text(encoding="utf-8")
    log.write_text(text.replace('"body":{', '"body":{"state":"held",'), encoding="utf-8")
    code, out, _ = run("accept", held["snapshot_id"], "--reason", "seen in the notice", "--by", "A. Officer")
    assert (code, out.strip()) == (0, f"Accepted: {held['snapshot_id']} by A. Officer: seen in the notice")
    (taken,) = json.loads(run("snapshots", "--json")[1])
    assert (taken.get("state", "in_force"), taken["accepted"]["reason"]) == ("in_force", "seen in the notice")


def test_progress_is_honest_and_late(capsys: pytest.CaptureFixture[str]) -> None:
    ticks = iter([0.0, 0.5, 1.5, 2.5])
    meter = Meter(lambda: next(ticks), on=True)
    meter.show("a.xml", 10, 4_000_000)
    meter.show("a.xml", 20, 4_000_000)
    assert capsys.readouterr().err == ""
    meter.show("a.xml", 1_000_000, 4_000_000)
    assert "a.xml: 1.0 of 4.0 MB, 25 %" in capsys.readouterr().err
    meter.show("a.xml", 2_000_000, None)
    assert "2.0 MB, length not stated" in capsys.readouterr().err
    meter.end()
    silent = Meter(iter([0.0, 9.0]).__next__, on=False)
    silent.show("a.xml", 1, None)
    silent.show("a.xml", 2, None)
    assert capsys.readouterr().err == "\n"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder of this machine as a publisher's server."""
    (tmp_path / "www").mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "www")))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/consolidated.xml"
    server.shutdown()
    server.server_close()
    thread.join()


def test_update_holds_tells_and_ends_with_3(run, tmp_path: Path, address: str) -> None:
    """Two of thirteen expected programmes: a part; most of them: held until a person has looked."""
    text = UN.read_text(encoding="utf-8")
    (tmp_path / "www" / "consolidated.xml").write_text(text, encoding="utf-8")
    code, _, err = run("update", "un", "--url", address)
    assert (code, "EG2016" in err, "un: failed" in err) == (1, True, True)
    programmes = ("AL-QAIDA", "CAR", "DRC", "GB", "IRAQ", "LIBYA", "SOMALIA", "SOUTHSUDAN", "SUDAN", "IRAN", "DPRK")
    entries = "".join(
        f"<INDIVIDUAL><FIRST_NAME>PERSON {each}</FIRST_NAME><UN_LIST_TYPE>{each}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>XXi.{number:03}</REFERENCE_NUMBER></INDIVIDUAL>"
        for number, each in enumerate(programmes)
    )
    sections = f"<INDIVIDUALS>{entries}</INDIVIDUALS><ENTITIES/>"
    text = f'<CONSOLIDATED_LIST dateGenerated="2026-08-10">{sections}</CONSOLIDATED_LIST>'
    (tmp_path / "www" / "consolidated.xml").write_text(text, encoding="utf-8")
    code, out, _ = run("update", "un", "--url", address, "--dry-run", "--json")
    assert (code, json.loads(out)["updated"][0]["outcome"]) == (0, "dry_run")
    code, out, err = run("update", "un", "--url", address)
    assert (code, "Held until a person has looked" in out) == (3, True)
    assert "EG2102 un" in err
    assert "endgate list accept un@2026-08-10-" in err
    assert "endgate list discard un@2026-08-10-" in err
    code, out, _ = run("discard", "un@2026-08-10", "--reason", "cut short", "--by", "A. Officer")
    assert (code, out.endswith("by A. Officer: cut short\n")) == (0, True)
    code, out, err = run("update", "un", "--url", address)
    assert (code, out.startswith("Unchanged, and discarded before: un@"), "EG2102 un" in err) == (3, True, True)
    path = str(tmp_path / "www" / "consolidated.xml")
    code, out, _ = run("add", "--source", "un", "--from-file", path)
    assert (code, out.startswith("Discarded before, and not used")) == (3, True)
    assert run("accept", "un@2026-08-10", "--reason", "two committees ended", "--by", "A. Officer")[0] == 0
    code, out, _ = run("update", "un", "--url", address)
    assert (code, out.startswith("Unchanged: un@2026-08-10")) == (0, True)
