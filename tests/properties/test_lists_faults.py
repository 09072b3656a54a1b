"""Damaged files: records, quarantine or a coded refusal, never another exception, never a changed store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.snapshots import snapshots

MADE = Path(__file__).parents[1] / "fixtures" / "lists"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
SOURCES = {
    "au": "au-dfat",
    "biscsv": "us-bis-el",
    "ca": "ca-sema",
    "ch": "ch-seco",
    "csl": "us-bis-el",
    "csljson": "us-bis-el",
    "dpl": "us-bis-dpl",
    "dtc": "us-state-dtc",
    "enhanced": "us-ofac-sdn",
    "eu": "eu-fsf",
    "ftm": "ftm:made",
    "isn": "us-state-isn",
    "ofac": "us-ofac-sdn",
    "oj": "eu-oj",
    "own": "own:made",
    "sdnxml": "us-ofac-sdn",
    "ofsixml": "uk-ofsi",
    "uk": "uk-ofsi",
    "uksl": "uk-uksl",
    "ukslcsv": "uk-uksl",
    "un": "un",
}
UNDATED = ("au", "biscsv", "ca", "csl", "csljson", "dpl", "dtc", "isn", "ofac", "ofsixml", "oj")
"""Forms whose files carry no date."""
FILES = [path for form in SOURCES for path in sorted((MADE / form).iterdir())]
ids = [path.name for path in FILES]


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    place = draw(st.integers(0, len(data)))
    kind = draw(st.sampled_from(("cut", "flip", "insert", "double", "swap", "encode", "drop line")))
    if kind == "cut":
        return data[:place]
    if kind == "flip":
        changed = bytearray(data)
        changed[min(place, len(data) - 1)] ^= draw(st.integers(1, 255))
        return bytes(changed)
    if kind == "insert":
        return data[:place] + draw(st.binary(min_size=1, max_size=8)) + data[place:]
    if kind == "double":
        return data + data[place:]
    if kind == "swap":
        return data[place:] + data[:place]
    if kind == "encode":
        return data.decode("utf-8", "replace").encode(draw(st.sampled_from(("utf-16", "utf-8-sig", "utf-7", "utf-32"))))
    lines = data.splitlines(keepends=True)
    del lines[draw(st.integers(0, len(lines) - 1))]
    return b"".join(lines)


def try_to_add(path: Path, data: bytes, partial: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for each in sorted(path.parent.iterdir()):
            files.append(Path(folder) / each.name)
            files[-1].write_bytes(data if each == path else each.read_bytes())
        store = Path(folder) / "store"
        stated = date(2021, 7, 7) if path.parent.name in UNDATED else None
        source = SOURCES[path.parent.name]
        refusal, result = None, None
        try:
            result = add(store, source, files, obtained_at=NOW, partial=partial, stated_date=stated)
        except ListRefusedError as error:
            refusal = error
        if result is not None:
            assert result.report.balanced
            assert result.report.parties > 0
            assert len(snapshots(store)) == 1
        else:
            assert refusal is not None
            assert all(fault.code.startswith("EG2") and fault.where and fault.what for fault in refusal.faults)
            assert not store.exists()


@pytest.mark.parametrize("path", FILES, ids=ids)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_random_damage(path: Path, data: st.DataObject) -> None:
    try_to_add(path, data.draw(damaged(path.read_bytes())), data.draw(st.sampled_from(("", "members", "fields"))))


def cuts(size: int) -> Iterator[int]:
    yield from range(0, size, 97)


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_cut_at_many_points(path: Path) -> None:
    whole = path.read_bytes()
    for end in cuts(len(whole)):
        try_to_add(path, whole[:end], "members")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(FILES))
def test_any_bytes(data: bytes, path: Path) -> None:
    try_to_add(path, data, "members")


def test_a_cut_list_is_never_taken_for_the_whole() -> None:
    """Every cut of the XML is refused; no prefix of it is a list."""
    path = MADE / "un" / "consolidated.xml"
    whole = path.read_bytes().rstrip()
    for end in range(1, len(whole), 61):
        with tempfile.TemporaryDirectory() as folder:
            cut = Path(folder) / "un.xml"
            cut.write_bytes(whole[:end])
            with pytest.raises(ListRefusedError):
                add(Path(folder) / "store", "un", [cut], obtained_at=NOW, partial="members")
