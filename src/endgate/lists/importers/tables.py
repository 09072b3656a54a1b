"""Word tables of publishers: a column of words as written and a column of what they mean."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def word_table(file_name: str, meaning: str) -> dict[str, str]:
    """What each word of ``data/lists/<file_name>`` means, by the word as written without regard to case."""
    text = resources.files("endgate").joinpath("data", "lists", file_name).read_text(encoding="utf-8")
    return {row["written"].casefold(): row[meaning] for row in csv.DictReader(text.splitlines())}
