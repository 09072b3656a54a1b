"""Memory of the XML readers stays that of one record, however many the file holds."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest

from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings

FOLDER = Path(__file__).parents[2] / "fixtures" / "lists"
FORMS = {
    "ofac-sdn-xml": (FOLDER / "sdnxml" / "sdn.xml", "<sdnEntry>", "</sdnEntry>", "<uid>101</uid>", "<uid>{}</uid>"),
    "ofac-enhanced-xml": (
        *(FOLDER / "enhanced" / "enhanced.xml", '<entity id="103">', "</entity>"),
        *('<entity id="103">', '<entity id="{}">'),
    ),
}
_LEAST_PER_PARTY = 1000
"""Bytes that an entry takes in the file; what a reader keeps of it (its number, its names) is far less."""


def grown(form: str, tmp_path: Path, count: int) -> tuple[RawFile, int]:
    path, first, last, old, new = FORMS[form]
    text = path.read_text(encoding="utf-8")
    start, end = text.index(first), text.rindex(last) + len(last)
    entry = text[start : text.index(last, start) + len(last)]
    target = tmp_path / f"{count}.xml"
    entries = (entry.replace(old, new.format(1000 + number)) for number in range(count))
    target.write_text(text[:start] + "\n".join(entries) + text[end:], encoding="utf-8")
    return RawFile(target.name, target), target.stat().st_size


def peak(form: str, raw: RawFile) -> int:
    parties = IMPORTERS[form].read((raw,), Settings("us-ofac-sdn", "members"), ImportReport())
    gc.collect()
    gc.freeze()  # what other tests keep must not put off the collection of what this one lets go
    tracemalloc.start()
    try:
        assert sum(1 for _ in parties) > 1
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.unfreeze()


@pytest.mark.parametrize("form", FORMS)
def test_memory_does_not_grow_with_the_file(form: str, tmp_path: Path) -> None:
    small, small_size = grown(form, tmp_path, 200)
    large, large_size = grown(form, tmp_path, 1000)
    peak(form, small)
    growth = peak(form, large) - peak(form, small)
    assert large_size - small_size > 800 * _LEAST_PER_PARTY
    assert growth < (large_size - small_size) / 2
