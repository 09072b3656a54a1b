"""Editions built from real files: the UN series over the years, and the OFAC set beside the newest UN list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.edition.build import build_edition
from endgate.edition.contents import Origin, by_source, store_contents
from endgate.edition.listing import list_designations
from endgate.edition.opened import Edition, open_edition
from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack
from endgate.edition.verify import verify_edition
from endgate.lists.adding import add
from endgate.lists.model import ListedParty

OBTAINED = datetime(2026, 11, 23, tzinfo=UTC)
SERIES = (
    "2016-06-20 2017-06-20 2017-06-30 2017-07-03 2018-06-07 2018-06-21 2018-08-24 2018-10-29 2020-11-30 2024-09-26 "
    "2025-04-19 2025-11-18 2026-02-27 2026-08-01"
)


def _count(_directory: Path, parties: Iterable[ListedParty]) -> tuple[str, ...]:
    for _ in parties:
        pass
    return ()


PARTS = Parts(_count, lambda _directory: (), lambda _directory: ())


def _store(folder: Path, shared: Path, versions: Iterable[str]) -> Path:
    for version in versions:
        path = shared / "lists/un" / version / "consolidated.xml.gz"
        add(folder, "un", [path], obtained_at=OBTAINED, partial="members" if version == "2016-02-11" else "")
    return folder


def _edition(folder: Path, store: Path | None, starter: StarterPack | None) -> Edition:
    build_edition(folder, store=store, starter=starter, parts=PARTS)
    return open_edition(folder)


@pytest.fixture(scope="module")
def three(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    return _store(folder / "store", shared, ("2020-11-30", "2024-09-26", "2025-11-18"))


@pytest.mark.parametrize("with_starter", [False, True])
def test_iran_84_0_121(three: Path, tmp_path: Path, with_starter: bool) -> None:
    edition = _edition(tmp_path / "edition", three, StarterPack() if with_starter else None)
    counts = [
        len(list_designations(edition, "un", "IRAN", as_of=date.fromisoformat(day)))
        for day in ("2020-11-30", "2024-09-26", "2025-11-18")
    ]
    assert counts == [84, 0, 121]
    assert verify_edition(edition.directory) == ()


@pytest.fixture(scope="module")
def series(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("series")
    store = _store(folder / "store", shared, ("2016-02-11", *SERIES.split()))
    return _edition(folder / "edition", store, None)


@pytest.fixture(scope="module")
def starter(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    assert shared.is_dir()
    return _edition(tmp_path_factory.mktemp("starter") / "edition", None, StarterPack())


def _status(edition: Edition, reference: str, day: str, known: str = "") -> str:
    known_as_of = date.fromisoformat(known) if known else None
    (status,) = edition.listing(f"un:{reference}", as_of=date.fromisoformat(day), known_as_of=known_as_of)
    return status.status


@pytest.mark.parametrize(
    ("day", "known", "hemmat", "aeoi"),
    [
        ("2009-06-01", "", "listed", "uncertain"),
        ("2018-07-01", "", "listed", "not_listed"),
        ("2022-01-01", "", "uncertain", "not_listed"),
        ("2024-12-01", "", "not_listed", "not_listed"),
        ("2025-10-15", "", "uncertain", "uncertain"),
        ("2026-08-01", "", "listed", "listed"),
        ("2026-01-01", "2025-06-01", "not_listed", "not_listed"),
    ],
)
def test_series_alone(series: Edition, day: str, known: str, hemmat: str, aeoi: str) -> None:
    assert (_status(series, "IRe.067", day, known), _status(series, "IRe.006", day, known)) == (hemmat, aeoi)


@pytest.mark.parametrize(
    ("day", "known", "hemmat", "aeoi"),
    [
        ("2009-06-01", "", "listed", "listed"),
        ("2018-07-01", "", "listed", "not_listed"),
        ("2022-01-01", "", "listed", "not_listed"),
        ("2024-12-01", "", "not_listed", "not_listed"),
        ("2025-10-15", "", "listed", "listed"),
        ("2026-08-01", "", "listed", "listed"),
        ("2026-01-01", "2025-06-01", "not_listed", "not_listed"),
    ],
)
def test_starter_with_its_events(starter: Edition, day: str, known: str, hemmat: str, aeoi: str) -> None:
    assert (_status(starter, "IRe.067", day, known), _status(starter, "IRe.006", day, known)) == (hemmat, aeoi)


@pytest.mark.parametrize(
    ("authority", "reference", "programme", "day", "status"),
    [
        ("US-OFAC", "10391", "NPWMD", "2007-10-24", "not_listed"),
        ("US-OFAC", "10391", "NPWMD", "2007-10-25", "listed"),
        ("US-OFAC", "10391", "FTO", "2018-06-01", "not_listed"),
        ("US-OFAC", "12055", "NPWMD", "2009-06-01", "not_listed"),
        ("US-OFAC", "12055", "NPWMD", "2026-11-23", "listed"),
        ("US-OFAC", "25068", "SDGT", "2018-06-01", "uncertain"),
        ("US-OFAC", "25068", "SDGT", "2019-01-04", "listed"),
        ("EU", "IX.II.B.2", "EU-IRN", "2008-06-23", "not_listed"),
        ("EU", "IX.II.B.2", "EU-IRN", "2009-06-01", "listed"),
    ],
)
def test_days_of_the_guard_corps(
    starter: Edition, authority: str, reference: str, programme: str, day: str, status: str
) -> None:
    (party_id,) = starter.by_reference(authority, reference)
    found = starter.listing(party_id, as_of=date.fromisoformat(day))
    assert [each.status for each in found if each.designation.programme == programme] == [status]


def test_ended_state_sanctions_stay_in_history(starter: Edition) -> None:
    party = "us-state-isn:shahid-hemmat-industrial-group"
    today = starter.listing(party, as_of=date(2026, 11, 23))
    assert {each.designation.programme for each in today if each.status == "listed"} == {"E.O. 13382"}
    then = starter.listing(party, as_of=date(2008, 6, 1))
    assert {each.designation.programme for each in then if each.status == "listed"} == {"E.O. 13382", "E.O. 12938"}
    assert len({each.designation.designation_id for each in today}) == 6


def test_ofac_set_and_newest_un_list(shared: Path, tmp_path: Path) -> None:
    store = _store(tmp_path / "store", shared, ("2026-08-01",))
    folder = shared / "lists/us-ofac/csv/2021-07"
    add(store, "us-ofac-sdn", sorted(folder.iterdir()), obtained_at=OBTAINED, stated_date=date(2021, 7, 7))
    edition = _edition(tmp_path / "edition", store, None)
    counts = {each.id: (each.parties, each.kinds) for each in edition.sources()}
    assert counts["un"] == (1011, {"organisation": 275, "person": 736})
    assert counts["us-ofac-sdn"][0] == 8976
    assert counts["us-ofac-sdn"][1] == {"aircraft": 277, "organisation": 3673, "person": 4620, "vessel": 406}
    rows = list_designations(edition, "us-ofac-sdn", "NPWMD", as_of=date(2021, 7, 7))
    assert (len(rows), {row.status for row in rows}) == (748, {"listed"})


def test_starter_is_never_counted_twice(shared: Path, tmp_path: Path) -> None:
    store = _store(tmp_path / "store", shared, ("2026-08-01",))
    edition = _edition(tmp_path / "edition", store, StarterPack())
    source = edition.source("un")
    assert source is not None
    assert (source.parties, source.designations) == (1011, 1011)
    assert [each.origin for each in source.snapshots if each.origin != "history"] == ["store"]


def test_screening_list_beside_the_starter_doubles_nothing(shared: Path, tmp_path: Path) -> None:
    """The whole file of 2022-04 and the denied persons of 2023-11 are older lists of the sources in the pack."""
    store = tmp_path / "store"
    csl, dpl = shared / "lists/us-csl/2022-04/consolidated.csv.gz", shared / "lists/us-bis/2023-11/dpl.txt.gz"
    add(store, "us-csl", [csl], obtained_at=OBTAINED, stated_date=date(2022, 4, 21))
    add(store, "us-bis-dpl", [dpl], obtained_at=OBTAINED, stated_date=date(2023, 11, 16))
    found = by_source([*store_contents(store), *StarterPack().contents()])
    assert "us-csl" not in found
    ids = {
        source: [
            {party.party_id for party in each.read()} for each in found[source] if each.origin is not Origin.HISTORY
        ]
        for source in ("us-bis-dpl", "us-state-isn")
    }
    screened, own, starter = ids["us-bis-dpl"]
    assert len(own - starter) <= 4, "those are orders that ended, or whose name was mended"
    assert len(screened - starter) <= 2
    screened, starter = ids["us-state-isn"]
    assert len(screened & starter) > 100
    assert len(screened | starter) < 260
