"""The word lists of extraction, read once from the package's data."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from endgate.evidence.vocabulary import ClaimType, Modality

ASTRAY = re.compile(
    r"\b(?:diverted|rerouted|re-routed|redirected|re-exported|re-?consigned|transshipped|driven on|"
    r"shipped on|sent on)\b",
    re.I,
)
"""Goods that went elsewhere than they were declared to."""
RELATIVE = re.compile(r",\s+(?:which|who|whose|where)\b.*$", re.S)
"""A relative clause and all that follows it."""


@dataclass(frozen=True)
class Cue:
    """A word that carries a statement; ``zero_that`` says that a clause may follow it without "that"."""

    modality: Modality
    zero_that: bool = False


def rows(name: str, folder: str = "evidence") -> list[dict[str, str]]:
    """The rows of one list of the package's data."""
    text = files("endgate").joinpath("data", folder, name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def cues(kind: str) -> dict[str, Cue]:
    """Cues of one kind (say, state, noun, passive, directive, order) by their form."""
    found = (row for row in rows("cues.csv") if row["kind"] == kind)
    return {row["form"]: Cue(Modality(row["modality"]), row["zero_that"] == "zero") for row in found}


@cache
def cue_pattern(kind: str) -> str:
    return alternation(cues(kind))


def alternation(words: Iterable[str]) -> str:
    """An alternation of phrases, longest first; ``*`` at an end stands for any ending."""
    ordered = sorted(set(words), key=lambda each: (-len(each), each))
    return "(?:" + "|".join(_phrase(each) for each in ordered) + ")"


def _phrase(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")


@cache
def source_words(kind: str, use: str = "noun") -> tuple[str, ...]:
    """Nouns that name a kind of source, or proper names and heads of names (``use``)."""
    return tuple(row["form"] for row in rows("source_words.csv") if row["kind"] == kind and row["use"] == use)


@cache
def type_words() -> tuple[tuple[ClaimType, re.Pattern[str], bool], ...]:
    """What shows the type of a claim, most telling type first, and whether it is worth a claim without a speaker."""
    runs = groupby(rows("claim_words.csv"), key=lambda row: (row["type"], row["stands_alone"]))
    return tuple(
        (ClaimType(kind), re.compile(rf"\b{alternation(row['phrase'] for row in run)}(?!\w)", re.I), alone == "yes")
        for (kind, alone), run in runs
    )


@cache
def capitals() -> dict[str, str]:
    """Seat of government → ISO code of the country."""
    seats = {row["form"]: row["code"] for row in rows("governments.csv") if row["kind"] == "capital"}
    return seats | _in_capitals(seats)


def _in_capitals(names: dict[str, str]) -> dict[str, str]:
    """Datelines and titles print names in capitals; shorter ones would meet abbreviations."""
    return {name.upper(): code for name, code in names.items() if len(name) > 3}


@cache
def seats() -> dict[str, str]:
    """ISO code → the first seat of government listed."""
    found: dict[str, str] = {}
    for form, code in capitals().items():
        found.setdefault(code, form)
    return found


@cache
def demonyms() -> dict[str, str]:
    """Adjective of a country → its ISO code."""
    return {row["form"]: row["code"] for row in rows("governments.csv") if row["kind"] == "demonym"}


@cache
def country_names() -> dict[str, str]:
    """Name of a country as texts write it → ISO code."""
    german = {row["form"]: row["code"] for row in rows("governments.csv") if row["kind"] == "name"}
    names = german | {row["name"]: row["code"] for row in rows("country_names.csv", "geo")}
    return _in_capitals(names) | names


@cache
def short_names() -> dict[str, str]:
    """ISO code → the short name of the country."""
    return {row["code"]: row["name"] for row in rows("countries.csv", "geo")}
