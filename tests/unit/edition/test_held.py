"""A held list is not used, the edition says so, and a person's word takes it into force."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from endgate.edition.build import build_edition
from endgate.edition.model import Coverage, Manifest
from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack
from endgate.lists.accepting import accept
from endgate.lists.adding import add

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PROGRAMMES = ("AL-QAIDA", "CAR", "DPRK", "DRC", "GB", "IRAN", "IRAQ", "LIBYA", "SOMALIA", "SOUTHSUDAN", "SUDAN")


def put(store: Path, day: str, size: int) -> str:
    """Add a list; one that lacks two programmes or shrank raises an alarm and is held."""
    entries = "".join(
        f"<INDIVIDUAL><FIRST_NAME>PERSON {n}</FIRST_NAME><UN_LIST_TYPE>{PROGRAMMES[n % 11]}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>XXi.{n:03}</REFERENCE_NUMBER><LISTED_ON>2009-01-01</LISTED_ON></INDIVIDUAL>"
        for n in range(size)
    )
    path = store.parent / "un.xml"
    head = f'<CONSOLIDATED_LIST dateGenerated="{day}">'
    path.write_text(f"{head}<INDIVIDUALS>{entries}</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>", encoding="utf-8")
    return add(store, "un", [path], obtained_at=NOW, strict=True).snapshot.snapshot_id


def built(folder: Path, store: Path, starter: StarterPack | None, parts: Parts) -> Manifest:
    return build_edition(folder / "edition", store=store, starter=starter, parts=parts)


def test_a_first_list_that_is_held_is_not_there(tmp_path: Path, parts: Parts) -> None:
    store = tmp_path / "store"
    held = put(store, "2026-08-10", 22)
    manifest = built(tmp_path, store, None, parts)
    assert manifest.sources == ()
    (waiting,) = manifest.held
    assert (waiting.source, waiting.snapshot_id) == ("un", held)
    assert "EG2016" in waiting.alarms[0]
    (lack,) = [each for each in manifest.lacks if each.source == "un"]
    assert lack.remedy == f"endgate list accept {held} --reason TEXT"


def test_the_older_list_serves_until_the_word_is_given(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    store = tmp_path / "store"
    held = put(store, "2026-08-10", 22)
    before = built(tmp_path, store, pack, parts)
    (un,) = [each for each in before.sources if each.id == "un"]
    assert (str(un.stated_date), len(before.held)) == ("2026-08-01", 1)
    accept(store, held, by="A. Officer", reason="the committees were wound up", at=NOW)
    after = built(tmp_path, store, pack, parts)
    (un,) = [each for each in after.sources if each.id == "un"]
    assert (str(un.stated_date), un.coverage, after.held) == ("2026-08-10", Coverage.WHOLE, ())
    assert un.snapshots[-1].accepted == "2026-11-25 by A. Officer: the committees were wound up"
    assert before.inputs != after.inputs


def test_a_held_list_that_a_newer_one_overtook_is_not_mentioned(tmp_path: Path, parts: Parts) -> None:
    store = tmp_path / "store"
    accept(store, put(store, "2026-08-10", 220), by="A. Officer", reason="first list", at=NOW)
    put(store, "2026-08-11", 110)
    assert len(built(tmp_path, store, None, parts).held) == 1
    put(store, "2026-08-12", 221)
    assert built(tmp_path, store, None, parts).held == ()
