"""Opening files from hostile hands."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from endgate.lists.containers import unpack
from endgate.lists.errors import ListRefusedError

CAP = 1 << 22


def refused(tmp_path: Path, *paths: Path, cap: int = CAP) -> str:
    staging = tmp_path / "staging"
    staging.mkdir(exist_ok=True)
    with pytest.raises(ListRefusedError) as caught:
        unpack(paths, staging, max_bytes=cap)
    return str(caught.value.faults[0].code)


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_ratio_is_bounded(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(b"\0" * (3 << 20)))
    assert refused(tmp_path, bomb) == "EG2004"
    assert refused(tmp_path, archive(tmp_path / "bomb.zip", data=b"\0" * (3 << 20))) == "EG2004"


def test_size_is_bounded_over_all_files(tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    for path in paths:
        path.write_bytes(b"x" * 600)
    assert refused(tmp_path, *paths, cap=1000) == "EG2004"


@pytest.mark.parametrize("name", ["../evil", "/evil", "a\\b", "c:evil", "sub/data.xml"])
def test_member_names_with_paths(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as made:
        made.writestr(name, "x")
    assert refused(tmp_path, tmp_path / "made.zip") == "EG2001"


def test_one_member_only(tmp_path: Path) -> None:
    assert refused(tmp_path, archive(tmp_path / "two.zip", a=b"1", b=b"2")) == "EG2001"
    assert refused(tmp_path, archive(tmp_path / "none.zip")) == "EG2001"


def test_nested_archives(tmp_path: Path) -> None:
    inner = gzip.compress(b"data")
    (tmp_path / "nested.gz").write_bytes(gzip.compress(inner))
    assert refused(tmp_path, tmp_path / "nested.gz") == "EG2004"
    assert refused(tmp_path, archive(tmp_path / "nested.zip", data=inner)) == "EG2004"


def test_damaged_archives(tmp_path: Path) -> None:
    whole = gzip.compress(b"some data " * 50)
    for data in (whole[:-6], whole[:20], whole + b"rest", whole[:12] + b"\xff\xff" + whole[14:]):
        (tmp_path / "cut.gz").write_bytes(data)
        assert refused(tmp_path, tmp_path / "cut.gz") == "EG2002"
    packed = archive(tmp_path / "whole.zip", a=b"some data " * 50)
    packed.write_bytes(packed.read_bytes()[:-30])
    assert refused(tmp_path, packed) == "EG2002"


def test_web_page_in_place_of_data(tmp_path: Path) -> None:
    (tmp_path / "page.xml").write_bytes(b"\xef\xbb\xbf\n <!DOCTYPE HTML><html></html>")
    assert refused(tmp_path, tmp_path / "page.xml") == "EG2015"


def test_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path, tmp_path / "empty") == "EG2020"
    assert refused(tmp_path, tmp_path / "absent.xml") == "EG2020"


def test_directory_in_order_without_hidden_files(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("b.csv", "a.csv", ".hidden"):
        (folder / name).write_text(name, encoding="utf-8")
    staging = tmp_path / "staging"
    staging.mkdir()
    raws = unpack([folder], staging, max_bytes=CAP)
    assert [(each.name, each.path.read_text(encoding="utf-8")) for each in raws] == [
        ("a.csv", "a.csv"),
        ("b.csv", "b.csv"),
    ]
