"""The ownership rules of each regime by date, from ``data/network/regimes.csv``."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

from endgate.network.errors import UNKNOWN_REGIME, NetworkError
from endgate.network.model import Regime, Right


@cache
def _rows() -> tuple[Regime, ...]:
    text = files("endgate").joinpath("data", "network", "regimes.csv").read_text(encoding="utf-8")
    return tuple(_regime(row) for row in csv.DictReader(text.splitlines()))


def _regime(row: dict[str, str]) -> Regime:
    return Regime(
        id=row["id"],
        base=tuple(row["base"].split()),
        rights=tuple(Right(word) for word in row["rights"].split()),
        threshold=Fraction(row["threshold"]),
        inclusive=row["inclusive"] == "1",
        aggregate=row["aggregate"] == "1",
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        status=row["status"],
        source=row["source"],
        basis=row["basis"],
        proportional=row["passes"] == "proportional",
    )


def regimes(on: date) -> tuple[Regime, ...]:
    """The row of each regime about holdings of listed parties whose text stood that day."""
    return tuple(each for each in _rows() if _stands(each, on) and each.basis == "listed")


def regime(name: str, on: date) -> Regime | None:
    """That regime's row for the day; None before it existed. Raises NetworkError for an unknown name."""
    if name not in {each.id for each in _rows()}:
        known = ", ".join(sorted({each.id for each in _rows()}))
        raise NetworkError(UNKNOWN_REGIME.at("regime", f"{name!r} is none of {known}"))
    return next((each for each in _rows() if each.id == name and _stands(each, on)), None)


def _stands(each: Regime, on: date) -> bool:
    return (each.valid_from is None or each.valid_from <= on) and (each.valid_to is None or on < each.valid_to)


def base_words() -> frozenset[str]:
    """The words that say on which list a base person stands."""
    return frozenset(word for each in _rows() if each.basis == "listed" for word in each.base)
