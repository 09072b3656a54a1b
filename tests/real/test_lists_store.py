"""The store and the listing intervals on the UN series, its partial and its corrupt version included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.intervals import Absence, EventFact, Evidence, Presence, StatedStart, listing_intervals, status
from endgate.lists.snapshots import State, parties, snapshots, verify

NOW = datetime(2026, 11, 25, tzinfo=UTC)
VERSIONS = (
    "2016-02-11",
    "2016-06-20",
    "2018-10-29",
    "2020-11-30",
    "2024-09-26",
    "2025-04-19",
    "2025-11-18",
    "2026-08-01",
)
REMOVED = EventFact("end", date(2016, 1, 16), date(2016, 1, 16), "S/RES/2231 (2015), implementation day")
ENDED = EventFact("end", date(2023, 10, 18), date(2023, 10, 18), "S/RES/2231 (2015), annex B")
RETURNED = EventFact("start", date(2025, 9, 28), date(2025, 9, 28), "S/RES/2231 (2015), para 11")


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("data") / "store"
    for version in VERSIONS:
        path = shared / "lists/un" / version / "consolidated.xml.gz"
        add(place, "un", [path], obtained_at=NOW, partial="members" if version == "2016-02-11" else "")
    return place


@pytest.fixture(scope="module")
def evidence(store: Path) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {"un:IRe.067": [], "un:IRe.006": []}
    for snapshot in snapshots(store, "un"):
        held = {each.party_id: each for each in parties(store, snapshot)}
        for party_id, facts in found.items():
            facts.extend(_facts(held.get(party_id), snapshot.stated_date, snapshot.scope.proves_absence))
    return found


def _facts(party: object, day: date, whole: bool) -> Iterator[Evidence]:
    if party is None:
        if whole:
            yield Absence(day, day)
        return
    yield Presence(day, day)
    listed = party.designations[0].listed_on  # type: ignore[attr-defined]
    yield StatedStart(listed.earliest(), listed.latest(), day)


def answers(facts: list[Evidence], days: tuple[str, ...], known: date | None = None) -> str:
    runs = listing_intervals(facts, known)
    return "".join(status(runs, date.fromisoformat(day)).truth.value for day in days)


DAYS = ("2009-06-01", "2018-07-01", "2022-01-01", "2024-12-01", "2025-10-15", "2026-08-01")


def test_lists_alone(evidence: dict[str, list[Evidence]]) -> None:
    assert answers(evidence["un:IRe.067"], DAYS) == "TTUFUT"
    assert answers(evidence["un:IRe.006"], DAYS) == "UFFFUT"


def test_lists_and_dated_events(evidence: dict[str, list[Evidence]]) -> None:
    assert answers([*evidence["un:IRe.067"], ENDED, RETURNED], DAYS) == "TTTFTT"
    assert answers([*evidence["un:IRe.006"], REMOVED, RETURNED], DAYS) == "TFFFTT"


def test_known_as_of_a_day_before_the_return(evidence: dict[str, list[Evidence]]) -> None:
    for facts in evidence.values():
        assert answers([*facts, RETURNED], ("2026-01-01",), date(2025, 6, 1)) == "F"


def test_bounds_of_what_is_uncertain(evidence: dict[str, list[Evidence]]) -> None:
    first, second = listing_intervals(evidence["un:IRe.067"])
    assert first.end is not None
    assert (str(first.start), str(first.end)) == ("2006-12-23", "[2020-12-01..2024-09-26]")
    assert (str(second.start), second.end) == ("[2025-04-20..2025-11-18]", None)
    assert str(listing_intervals(evidence["un:IRe.006"])[0].end) == "[2006-12-24..2016-06-20]"


def test_states_and_verification(store: Path) -> None:
    held = snapshots(store, "un")
    assert [each.stated_date.isoformat() for each in held] == list(VERSIONS)
    assert [each.state for each in held] == [State.SUPERSEDED] * 7 + [State.IN_FORCE]
    assert verify(store) == ()


def test_partial_version_must_be_declared(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/un/2016-02-11/consolidated.xml.gz"
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "un", [path], obtained_at=NOW)
    assert not (tmp_path / "store").exists()


def test_corrupt_version_changes_nothing(shared: Path, store: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    with pytest.raises(ListRefusedError, match="EG2002"):
        add(store, "un", [shared / "lists/un/2025-08-16/consolidated.xml.gz"], obtained_at=NOW)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before


def test_shrinking_set_raises_alarms(shared: Path, tmp_path: Path) -> None:
    folder = shared / "lists/us-ofac/csv"
    options = {"obtained_at": NOW, "partial": "fields"}
    store = tmp_path / "store"
    add(store, "us-ofac-sdn", [folder / "2022-12/sdn.csv.gz"], stated_date=date(2022, 11, 30), **options)  # type: ignore[arg-type]
    later = add(store, "us-ofac-sdn", [folder / "2018-01/sdn.csv.gz"], stated_date=date(2022, 12, 15), **options)  # type: ignore[arg-type]
    assert later.outcome == "stored"
    assert {each.code for each in later.alarms} == {"EG2009"}
    assert any("6068 parties, 11118" in each.what for each in later.alarms)
    held = add(store, "us-ofac-sdn", [folder / "2018-01/sdn.csv.gz"], stated_date=date(2022, 12, 20), **options)  # type: ignore[arg-type]
    assert held.outcome == "observed"
    assert held.snapshot.snapshot_id == later.snapshot.snapshot_id
    assert snapshots(store)[-1].days == (date(2022, 12, 15), date(2022, 12, 20))


def test_strict_holds_what_raises_an_alarm(shared: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    folder = shared / "lists/un"
    add(store, "un", [folder / "2018-06-21/consolidated.xml.gz"], obtained_at=NOW)
    first = add(store, "un", [folder / "2018-08-24/consolidated.xml.gz"], obtained_at=NOW, strict=True)
    assert (first.outcome, first.alarms) == ("stored", ())
    added = add(store, "un", [folder / "2024-09-26/consolidated.xml.gz"], obtained_at=NOW, strict=True)
    assert (added.outcome, added.alarms) == ("stored", ())


def test_a_set_taken_for_the_other_list_is_refused(shared: Path, tmp_path: Path) -> None:
    folder = shared / "lists/us-ofac"
    with pytest.raises(ListRefusedError, match="EG2001"):
        add(tmp_path, "us-ofac-cons", [folder / "csv/2021-07"], obtained_at=NOW, stated_date=date(2021, 7, 7))
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path, "us-ofac-sdn", [folder / "cons-csv/2025-12"], obtained_at=NOW, stated_date=date(2025, 12, 19))
    with pytest.raises(ListRefusedError, match="EG2019"):
        add(tmp_path, "us-ofac-sdn", [folder / "csv/2021-07"], obtained_at=NOW)
