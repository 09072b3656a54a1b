"""An opened edition answers for any day, and refuses a folder that is not one."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from endgate.edition.build import build_edition
from endgate.edition.errors import EditionError
from endgate.edition.listing import list_designations
from endgate.edition.opened import Edition, open_edition
from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack


@pytest.fixture
def edition(tmp_path: Path, pack: StarterPack, parts: Parts) -> Edition:
    build_edition(tmp_path / "one", starter=pack, parts=parts)
    return open_edition(tmp_path / "one")


def on(edition: Edition, party_id: str, day: str, known: str | None = None) -> str:
    known_as_of = None if known is None else date.fromisoformat(known)
    (status,) = edition.listing(party_id, as_of=date.fromisoformat(day), known_as_of=known_as_of)
    return status.status


def test_party_and_reference(edition: Edition) -> None:
    party = edition.party("un:IRe.067")
    assert party is not None
    assert party.primary_name == "SHAHID HEMMAT INDUSTRIAL GROUP"
    assert edition.by_reference("UN", "IRe.067") == ("un:IRe.067",)
    assert edition.by_reference("EU", "IRe.067") == ()
    assert edition.party("un:nobody") is None
    assert edition.listing("un:nobody", as_of=date(2026, 1, 1)) == ()


def test_all_parties_in_order(edition: Edition) -> None:
    assert [each.party_id for each in edition.parties()] == ["eu-starter:irgc-air-force", "un:IRe.006", "un:IRe.067"]


@pytest.mark.parametrize(
    ("party_id", "day", "status"),
    [
        ("un:IRe.067", "2006-12-22", "not_listed"),
        ("un:IRe.067", "2006-12-23", "listed"),
        ("un:IRe.067", "2026-11-23", "listed"),
        ("un:IRe.006", "2009-06-01", "listed"),
        ("un:IRe.006", "2016-01-16", "not_listed"),
        ("un:IRe.006", "2020-01-01", "uncertain"),
        ("un:IRe.006", "2026-08-01", "listed"),
        ("eu-starter:irgc-air-force", "2008-06-23", "not_listed"),
        ("eu-starter:irgc-air-force", "2008-06-24", "listed"),
    ],
)
def test_listing_on_a_day(edition: Edition, party_id: str, day: str, status: str) -> None:
    assert on(edition, party_id, day) == status


def test_known_as_of_leaves_later_lists_out(edition: Edition) -> None:
    assert on(edition, "un:IRe.006", "2026-01-01", known="2017-01-01") == "not_listed"
    assert on(edition, "un:IRe.006", "2026-01-01") == "listed"


def test_bounds_and_sources_are_told(edition: Edition) -> None:
    (status,) = edition.listing("un:IRe.006", as_of=date(2009, 6, 1))
    assert str(status.end) == "2016-01-16"
    assert any("S/RES/2231" in text for text in status.cited)
    assert status.source == "un"


def test_rows_of_a_programme(edition: Edition) -> None:
    rows = list_designations(edition, "un", "iran", as_of=date(2016, 6, 20))
    assert [(row.reference, row.status, row.listed_from) for row in rows] == [("IRe.067", "listed", "2006-12-23")]
    every = list_designations(edition, as_of=date(2016, 6, 20), statuses=("listed", "not_listed", "uncertain"))
    assert len(every) == 3


def test_law_is_read_when_asked(edition: Edition) -> None:
    assert edition.law == {"measures": []}
    with pytest.raises(EditionError, match="EG1503"):
        _ = edition.goods


def test_age_and_staleness(edition: Edition) -> None:
    source = edition.source("un")
    assert source is not None
    assert source.age_days(date(2026, 8, 8)) == 7
    assert not source.stale(date(2026, 8, 2)), "the UN's file may be a day old"
    assert source.stale(date(2026, 8, 3))
    assert source.age_days(date(2009, 1, 1)) == 0


def test_no_edition(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"EG1501.*edition build"):
        open_edition(tmp_path / "nowhere")


def test_other_schema(edition: Edition) -> None:
    path = edition.directory / "manifest.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**raw, "schema": "endgate.edition/0"}), encoding="utf-8")
    with pytest.raises(EditionError, match="EG1502"):
        open_edition(edition.directory)


@pytest.mark.parametrize("text", ["{", "[]x", '{"schema": "endgate.edition/1", "files": 3}'])
def test_damaged_manifest(edition: Edition, text: str) -> None:
    (edition.directory / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(EditionError, match="EG1505"):
        open_edition(edition.directory)


def test_missing_file(edition: Edition) -> None:
    (edition.directory / "names.txt").unlink()
    with pytest.raises(EditionError, match="EG1503"):
        open_edition(edition.directory)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as a header ..." * 20, b""])
def test_record_file_that_is_none(edition: Edition, content: bytes) -> None:
    (edition.directory / "edition.sqlite").write_bytes(content)
    with pytest.raises(EditionError, match=r"EG150[24]"):
        edition.party("un:IRe.067")


def test_opened_in_all_parts_it_answers_without_its_folder(starter: Edition, tmp_path: Path) -> None:
    """Goods are at hand and not yet parsed: whoever only screens names does not pay for them."""
    folder = tmp_path / "copy"
    shutil.copytree(starter.directory, folder)
    copy = open_edition(folder)
    copy.open_parts()
    assert "goods" not in vars(copy)
    shutil.rmtree(folder)
    assert copy.goods == starter.goods
    assert copy.law == starter.law
    copy.close()
