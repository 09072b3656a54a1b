"""The default edition is built once and again only when something it is made of has changed."""

from __future__ import annotations

from pathlib import Path

from endgate.edition.default import default_path, ensure_default
from endgate.edition.inputs import STORE_LOG
from endgate.edition.opened import open_edition
from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack
from endgate.lists.snapshots import LOG


def test_built_once(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    first = ensure_default(tmp_path, pack=pack.folder, parts=parts)
    made = (first / "manifest.json").stat().st_ino
    assert ensure_default(tmp_path, pack=pack.folder, parts=parts) == first
    assert (first / "manifest.json").stat().st_ino == made
    assert open_edition(first).manifest.parties == 3


def test_changed_pack_is_another_edition(tmp_path: Path, pack: StarterPack) -> None:
    first = default_path(tmp_path, pack=pack.folder)
    events = tmp_path / "pack" / "events.yaml"
    events.write_text(events.read_text(encoding="utf-8").replace("2016-01-16", "2016-01-17"), encoding="utf-8")
    assert default_path(tmp_path, pack=pack.folder) != first


def test_changed_store_is_another_edition(tmp_path: Path, pack: StarterPack) -> None:
    first = default_path(tmp_path, pack=pack.folder)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / LOG).write_text("{}\n", encoding="utf-8")
    assert default_path(tmp_path, pack=pack.folder) != first


def test_log_is_the_one_that_the_store_writes() -> None:
    assert STORE_LOG == LOG


def test_somebody_else_was_first(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    path = default_path(tmp_path, pack=pack.folder)

    def slow_law(directory: Path) -> tuple[str, ...]:
        if not path.exists():
            ensure_default(tmp_path, pack=pack.folder, parts=parts)
        return tuple(parts.law(directory))

    assert ensure_default(tmp_path, pack=pack.folder, parts=Parts(parts.names, slow_law, parts.goods)) == path
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert open_edition(path).manifest.parties == 3


def test_only_two_editions_are_kept(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    editions = tmp_path / "editions"
    for name in ("default-1", "default-2", "mine"):
        (editions / name).mkdir(parents=True)
    path = ensure_default(tmp_path, pack=pack.folder, parts=parts)
    names = sorted(each.name for each in editions.iterdir())
    assert names == sorted([path.name, "default-2", "mine"])


def test_a_build_tells_how_far_it_has_come(tmp_path: Path, pack: StarterPack, parts: Parts) -> None:
    told: list[tuple[int, int]] = []
    ensure_default(tmp_path, pack=pack.folder, parts=parts, watch=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]
    ensure_default(tmp_path, pack=pack.folder, parts=parts, watch=lambda done, total: told.append((done, total)))
    assert len(told) == 1
