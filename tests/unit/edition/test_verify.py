"""Verification finds what was changed, taken away or put beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from endgate.edition.build import build_edition
from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack
from endgate.edition.verify import verify_edition


@pytest.fixture
def directory(tmp_path: Path, pack: StarterPack, parts: Parts) -> Path:
    build_edition(tmp_path / "one", starter=pack, parts=parts)
    return tmp_path / "one"


def codes(directory: Path) -> list[str]:
    return [fault.code for fault in verify_edition(directory)]


def test_untouched(directory: Path) -> None:
    assert codes(directory) == []


def test_changed_missing_strange(directory: Path) -> None:
    with (directory / "edition.sqlite").open("ab") as stream:
        stream.write(b"x")
    (directory / "law.json").unlink()
    (directory / "note.txt").write_text("x")
    assert codes(directory) == ["EG1504", "EG1503", "EG1506"]


def test_no_manifest(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["EG1501"]
