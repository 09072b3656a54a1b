"""Building: same inputs give the same bytes, and a failed build leaves what was there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from endgate.edition.build import build_edition
from endgate.edition.contents import Content
from endgate.edition.errors import EditionError
from endgate.edition.model import Coverage, SnapshotInfo
from endgate.edition.opened import open_edition
from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack


def content(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_same_inputs_give_the_same_bytes(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    build_edition(tmp_path / "one", starter=pack, parts=parts)
    build_edition(tmp_path / "two", starter=pack, parts=parts)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_id_is_the_hash_of_the_manifest(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    build_edition(tmp_path / "one", starter=pack, parts=parts)
    manifest = (tmp_path / "one" / "manifest.json").read_bytes()
    assert open_edition(tmp_path / "one").id == hashlib.sha256(manifest).hexdigest()


def test_manifest_counts_and_covers(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    manifest = build_edition(tmp_path / "one", starter=pack, parts=parts)
    by_id = {each.id: each for each in manifest.sources}
    assert (manifest.parties, manifest.designations, manifest.names) == (3, 3, 3)
    assert by_id["un"].coverage is Coverage.WHOLE
    assert by_id["un"].programmes == {"IRAN": 2}
    assert by_id["un"].lacks == "remarks"
    assert by_id["eu-starter"].coverage is Coverage.STARTER
    assert str(by_id["un"].whole_since) == "2026-08-01", "history knows only who is listed today"


def test_lists_not_held_are_named_with_their_remedy(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    manifest = build_edition(tmp_path / "one", starter=pack, parts=parts)
    lacks = {each.source: each for each in manifest.lacks}
    assert "un" not in lacks
    assert lacks["eu-fsf"].coverage is Coverage.STARTER
    assert lacks["uk-uksl"].coverage is Coverage.NONE
    assert lacks["us-ofac-sdn"].remedy == (
        "endgate list update us-ofac-sdn, or offline: endgate list add --source us-ofac-sdn --from-file FILE"
    )
    assert lacks["eu-fsf"].remedy == "endgate list add --source eu-fsf --from-file FILE", "its address is personal"


def test_stand_ins_give_way_to_the_whole_list(
    tmp_path: Path, pack: StarterPack, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 8, 5)
    info = SnapshotInfo("eu-1", "0", day, "", "full", "store", proves_absence=True)
    own = Content("eu-fsf", info, (day,), "list", lambda: (), day)
    monkeypatch.setattr("endgate.edition.build.store_contents", lambda _store: [own])
    manifest = build_edition(tmp_path / "one", store=tmp_path, starter=pack, parts=parts)
    assert [each.id for each in manifest.sources] == ["eu-fsf", "un"]
    assert "eu-fsf" not in {each.source for each in manifest.lacks}


def test_failed_build_leaves_the_old_edition(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    build_edition(tmp_path / "one", starter=pack, parts=parts)
    before = content(tmp_path / "one")

    def fail(_directory: Path) -> tuple[str, ...]:
        raise RuntimeError("no law")

    with pytest.raises(RuntimeError, match="no law"):
        build_edition(tmp_path / "one", starter=pack, parts=replace(parts, law=fail))
    assert content(tmp_path / "one") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_build_replaces_an_older_edition(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "left-over").write_text("x")
    build_edition(tmp_path / "one", starter=pack, parts=parts)
    assert not (tmp_path / "one" / "left-over").exists()


def test_folder_that_cannot_be_written_is_a_coded_fault(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(EditionError, match="EG1508"):
        build_edition(tmp_path / "file" / "one", starter=pack, parts=parts)


def test_damaged_starter_is_a_coded_fault(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    (tmp_path / "pack" / "un.jsonl.gz").write_bytes(b"\x1f\x8bnothing")
    with pytest.raises(EditionError, match="EG1507"):
        build_edition(tmp_path / "one", starter=pack, parts=parts)
    assert not (tmp_path / "one").exists()
