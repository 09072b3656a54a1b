"""The verb list: exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
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
    assert run("add", "--source", "un", "--from-file", str(UN.with_name("absent.xml")))[0] == 2
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
