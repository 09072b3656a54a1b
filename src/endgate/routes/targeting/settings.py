"""The tables of targeting: columns of a declaration, features that are learned, and figures of the fitting."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FOLDER = ("data", "routes", "targeting")
LABEL = "Fraud"
JOINED = " + "


@dataclass(frozen=True)
class Column:
    """One column of a declaration; ``kind`` is text, code, number or date."""

    name: str
    column: str
    kind: str


@dataclass(frozen=True)
class Settings:
    """``smoothing`` inspections at the base rate for every value beforehand; ``ridge`` on squared weights."""

    smoothing: float
    bands: int
    folds: int
    ridge: float
    seed: int
    steps: int


def _rows(name: str) -> list[dict[str, str]]:
    text = files("endgate").joinpath(*_FOLDER, name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def columns() -> tuple[Column, ...]:
    """The columns in the order of the file."""
    return tuple(Column(row["name"], row["column"], row["kind"]) for row in _rows("columns.csv"))


@cache
def features() -> tuple[tuple[str, ...], ...]:
    """The fields of every feature: one, or a few crossed."""
    return tuple(tuple(row["fields"].split(JOINED)) for row in _rows("features.csv"))


@cache
def settings() -> Settings:
    values = {row["parameter"]: float(row["value"]) for row in _rows("parameters.csv")}
    return Settings(
        smoothing=values["smoothing"],
        bands=int(values["bands"]),
        folds=int(values["folds"]),
        ridge=values["ridge"],
        seed=int(values["seed"]),
        steps=int(values["steps"]),
    )
