"""The counted tables are what their one command makes of the lists they name."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest

from endgate.names.lexicon import BORNE, attested, background
from endgate.names.tables import cells

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
LIST = SHARED / "lists/us-csl/2026-07-31-derived/screening-list.json.gz"


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_name_tables", ROOT / "tools/make_name_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_shipped(rows: Iterable[tuple[str, ...]]) -> list[list[str]]:
    return [list(row) for row in rows]


@pytest.mark.shared
@pytest.mark.skipif(not LIST.exists(), reason="the US list of 2026-07-31 is not beside the project")
def test_counts_and_mined_pairs_do_not_drift() -> None:
    made = tool()
    parties = made.parties_of(SHARED)
    assert as_shipped(made.background(parties)) == cells("background"), "run tools/make_name_tables.py ../shared"
    assert as_shipped(made.mined(parties)) == cells("mined_variants"), "run tools/make_name_tables.py ../shared"


def test_attested_names_do_not_drift() -> None:
    pytest.importorskip("faker", reason="the word lists of Faker are not installed")
    pytest.importorskip("names", reason="the census names are not installed")
    assert as_shipped(tool().attested()) == cells("attested"), "run tools/make_name_tables.py ../shared"


@pytest.mark.parametrize("word", ["farshad", "najera", "kovalchuk", "beridze", "takahashi", "okonkwo", "papadopoulos"])
def test_names_of_many_languages_are_attested(word: str) -> None:
    assert attested(word) >= BORNE


@pytest.mark.parametrize("word", ["smitn", "mohxmmad", "kovalhcuk"])
def test_a_slip_of_the_pen_is_nobodys_name(word: str) -> None:
    assert attested(word) < BORNE


def test_totals_come_from_the_table() -> None:
    table = background()
    assert table.people > 8000
    assert table.organisations > 10000


def test_a_word_stands_once_in_each_table() -> None:
    for table, column in (("background", 2), ("attested", 2)):
        text = (ROOT / f"src/endgate/data/names/{table}.csv").read_text(encoding="utf-8")
        words = [word for row in list(csv.reader(text.splitlines()))[1:] for word in row[column].split()]
        assert len(words) == len(set(words)), table
