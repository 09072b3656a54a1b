"""The verb list: exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
