"""Adding to the store: what is written, what is refused without a trace, what raises an alarm."""

from __future__ import annotations

import gzip
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists import writing
from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import choose
from endgate.lists.importers.contract import Scope
from endgate.lists.snapshots import State, parties, snapshots, verify
from endgate.lists.sources import source as find_source

MADE = Path(__file__).parents[2] / "fixtures" / "lists"
UN = (MADE / "un" / "consolidated.xml").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store"


def put(store: Path, text: str | bytes = UN, *, partial: str = "members", **options: object) -> AddResult:
    path = store.parent.parent / "un.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return add(store, "un", [path], obtained_at=NOW, partial=partial, **options)  # type: ignore[arg-type]


def tree(store: Path) -> dict[str, bytes]:
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def test_stored_as_obtained(store: Path) -> None:
    result = put(store)
    (snapshot,) = snapshots(store)
    assert result.outcome == "stored"
    assert (snapshot.stated_date, snapshot.scope, snapshot.obtained_at) == (
        date(2020, 11, 30),
        Scope.PARTIAL,
        "2026-11-25T12:00:00+00:00",
    )
    assert (store / "raw" / snapshot.sha256).read_text(encoding="utf-8") == UN
    assert [each.party_id for each in parties(store, snapshot)] == ["un:IRi.001", "un:KPe.021"]
    assert verify(store) == ()


def test_same_content_again_is_an_observation(store: Path) -> None:
    put(store)
    again = put(store, UN.replace("2020-11-30T20", "2020-12-05T20"))
    (snapshot,) = snapshots(store)
    assert again.outcome == "observed"
    assert snapshot.days == (date(2020, 11, 30), date(2020, 12, 5))
    assert len(list((store / "raw").iterdir())) == 1
    assert put(store, UN.replace("EXAMPLE", "SPECIMEN")).outcome == "stored"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (UN[:900], "EG2002"),
        (UN.replace("<CONS", "<!DOCTYPE x><CONS"), "EG2003"),
        ("<!DOCTYPE html><html><body>503</body></html>", "EG2015"),
        ("PK nothing", "EG2001"),
        ("", "EG2001"),
        (UN.replace('dateGenerated="2020-11-30', 'dateGenerated="2020-99-30'), "EG2019"),
        (UN.replace("REFERENCE_NUMBER", "REF"), "EG2016"),
    ],
)
def test_refusals_leave_no_trace(store: Path, text: str, code: str) -> None:
    put(store)
    before = tree(store)
    with pytest.raises(ListRefusedError, match=code):
        put(store, text)
    assert tree(store) == before


def test_part_must_be_declared(store: Path) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2016 .*expected programmes are missing: AL-QAIDA, CAR, DRC"):
        put(store, partial="")
    assert not store.exists()


def test_too_many_bad_rows_are_a_changed_layout(store: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2006"):
        put(store, UN.replace("<REFERENCE_NUMBER>KPe.021", "<REFERENCE_NUMBER>"))


def test_dry_run_writes_nothing(store: Path) -> None:
    assert put(store, dry_run=True).outcome == "dry_run"
    assert not store.exists()


def test_rejected_bytes_are_kept_on_demand(store: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2002"):
        put(store, UN[:900], keep_rejected=True)
    (snapshot,) = snapshots(store)
    assert snapshot.state is State.REJECTED
    assert "EG2002" in snapshot.alarms[0]
    assert (store / "raw" / snapshot.sha256).read_text(encoding="utf-8") == UN[:900]
    assert verify(store) == ()


def test_stated_date_is_for_files_without_one(store: Path) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2019 .*the file says 2020-11-30, the caller 2020-12-01"):
        put(store, stated_date=date(2020, 12, 1))
    paths = [MADE / "ofac"]
    with pytest.raises(ListRefusedError, match="EG2019"):
        add(store, "us-ofac-sdn", paths, obtained_at=NOW, partial="members")
    made = add(store, "us-ofac-sdn", paths, obtained_at=NOW, partial="members", stated_date=date(2021, 7, 7))
    assert len(made.snapshot.members) == 4
    assert verify(store) == ()


def test_unknown_source_and_source_without_reader(store: Path) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2017 .*known are un,"):
        add(store, "moon", [MADE / "un"], obtained_at=NOW)
    with pytest.raises(ListRefusedError, match=r"EG2001 .*no reader"):
        choose(replace(find_source("un"), formats=()), ())


def whole(iran: int, others: int, day: str) -> str:
    """A list with every expected programme, grown to the numbers asked."""
    names = (
        "AL-QAIDA",
        "CAR",
        "DPRK",
        "DRC",
        "GB",
        "IRAQ",
        "LIBYA",
        "SOMALIA",
        "SOUTHSUDAN",
        "SUDAN",
        "TALIBAN",
        "YEMEN",
    )
    rows = [(f"IRe.{n:03d}", "IRAN") for n in range(iran)]
    rows += [(f"XXe.{n:03d}", names[n % len(names)]) for n in range(others)]
    entries = "".join(
        f"<ENTITY><FIRST_NAME>E {key}</FIRST_NAME><UN_LIST_TYPE>{programme}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{key}</REFERENCE_NUMBER><LISTED_ON>2010-01-01</LISTED_ON></ENTITY>"
        for key, programme in rows
    )
    root = f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z">'
    return f"{root}<INDIVIDUALS/><ENTITIES>{entries}</ENTITIES></CONSOLIDATED_LIST>"


@pytest.mark.parametrize(
    ("iran", "others", "day", "codes"),
    [
        (40, 360, "2020-01-20", set()),
        (29, 360, "2020-01-20", {"EG2009"}),
        (31, 360, "2020-01-20", set()),
        (40, 335, "2020-01-20", {"EG2009"}),
        (0, 390, "2020-12-31", {"EG2009"}),
        (21, 360, "2020-12-31", set()),
        (0, 200, "2023-12-31", set()),
        (40, 800, "2023-12-31", {"EG2016"}),
        (40, 360, "2019-01-01", {"EG2010"}),
    ],
)
def test_alarms_scale_with_the_gap(store: Path, iran: int, others: int, day: str, codes: set[str]) -> None:
    put(store, whole(40, 360, "2020-01-01"), partial="")
    result = put(store, whole(iran, others, day), partial="")
    assert result.outcome == ("stored" if (iran, others) != (40, 360) else "observed")
    assert {each.code for each in result.alarms} == codes


def test_many_entries_changed_in_one_step(store: Path) -> None:
    put(store, whole(40, 360, "2020-01-01"), partial="")
    few = whole(40, 360, "2020-01-20").replace("<FIRST_NAME>E IRe", "<FIRST_NAME>F IRe")
    assert put(store, few, partial="").alarms == ()
    many = whole(40, 360, "2020-01-30").replace("<FIRST_NAME>E XXe", "<FIRST_NAME>F XXe")
    (alarm,) = put(store, many, partial="").alarms
    assert (alarm.code, "400 of 400 entries changed" in alarm.what) == ("EG2009", True)


def test_strict_holds_and_the_old_list_stays(store: Path) -> None:
    put(store, whole(40, 360, "2020-01-01"), partial="")
    result = put(store, whole(0, 360, "2020-01-20"), partial="", strict=True)
    assert result.outcome == "held"
    assert [each.state for each in snapshots(store)] == [State.IN_FORCE, State.HELD]


def test_first_import_with_one_programme_missing(store: Path) -> None:
    result = put(store, whole(0, 360, "2024-09-26"), partial="")
    assert [each.code for each in result.alarms] == ["EG2016"]
    assert "IRAN" in result.alarms[0].what


def test_gzip_and_zip(store: Path, tmp_path: Path) -> None:
    packed = tmp_path / "list.bin"
    packed.write_bytes(gzip.compress(UN.encode()))
    first = add(store, "un", [packed], obtained_at=NOW, partial="members")
    assert first.snapshot.members[0].container_sha256 != first.snapshot.sha256
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as archive:
        archive.writestr("consolidated.xml", UN)
    assert add(store, "un", [tmp_path / "list.zip"], obtained_at=NOW, partial="members").outcome == "observed"


def test_changed_and_lost_bytes_are_found(store: Path) -> None:
    snapshot = put(store).snapshot
    raw = store / "raw" / snapshot.sha256
    raw.write_bytes(raw.read_bytes() + b" ")
    assert [each.code for each in verify(store)] == ["EG2101"]
    raw.unlink()
    assert "is gone" in verify(store)[0].what


def test_a_damaged_old_list_keeps_no_new_one_out(store: Path) -> None:
    first = put(store, whole(40, 360, "2020-01-01"), partial="").snapshot
    (store / "raw" / first.sha256).unlink()
    assert put(store, whole(40, 361, "2020-01-20"), partial="").outcome == "stored"
    with pytest.raises(ListRefusedError, match="EG2101"):
        list(parties(store, first))


def test_changed_log_is_found(store: Path) -> None:
    put(store)
    log = store / "snapshots.jsonl"
    record = json.loads(log.read_text(encoding="utf-8"))
    record["body"]["counts"]["parties"] = 3
    log.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert [each.code for each in verify(store)] == ["EG2007"]
    log.write_text("{}\n", encoding="utf-8")
    with pytest.raises(ListRefusedError, match=r"EG2103 snapshots\.jsonl:1"):
        snapshots(store)


def test_a_kill_before_the_log_leaves_the_old_state(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            put(store, UN.replace("EXAMPLE", "SPECIMEN"))
    assert len(snapshots(store)) == 1
    assert verify(store) == ()
