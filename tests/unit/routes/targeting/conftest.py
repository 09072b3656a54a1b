"""Declarations made by rule: goods of one lane are caught often, others seldom."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from endgate.routes.targeting.declarations import Declarations, read_declarations
from endgate.routes.targeting.settings import columns

HEADER = ("Declaration ID", *(each.column for each in columns()), "Fraud")


def row(number: int, **given: str) -> dict[str, str]:
    """One declaration; keywords are column names with ``_`` for blanks."""
    cells = {each.column: "A" for each in columns()} | {
        "Declaration ID": str(number),
        "Date": "2020-01-15",
        "HS6 Code": "854231",
        "Tax Rate": "8.0",
        "Net Mass": "10",
        "Item Price": "1000",
        "Courier ID": "",
        "Fraud": "0",
    }
    return cells | {name.replace("_", " "): value for name, value in given.items()}


def write(path: Path, rows: list[dict[str, str]], header: tuple[str, ...] = HEADER) -> Path:
    lines = [",".join(header), *(",".join(each[name] for name in header) for each in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def made(count: int, seed: int, first_day: str = "2020-01-01") -> list[dict[str, str]]:
    """Declarations of 20 kinds of goods from five origins; those ending in 0 from O1 are caught three in four."""
    rng = np.random.default_rng(seed)
    start = np.datetime64(first_day)
    rows = []
    for number in range(count):
        goods, origin, office = rng.integers(0, 20), rng.integers(0, 5), rng.integers(0, 4)
        chance = 0.75 if goods % 10 == 0 and origin == 1 else 0.1
        rows.append(
            row(
                number,
                Date=str(start + np.timedelta64(int(28 * number / count), "D")),
                HS6_Code=f"0101{goods:02d}",
                Country_of_Origin=f"O{origin}",
                Office_ID=str(office),
                Importer_ID=f"I{rng.integers(0, 300)}",
                Item_Price=f"{rng.lognormal(7, 1):.2f}",
                Net_Mass=f"{rng.lognormal(3, 1):.1f}",
                Fraud=str(int(rng.random() < chance)),
            )
        )
    return rows


@pytest.fixture(scope="session")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Declarations:
    return read_declarations(write(tmp_path_factory.mktemp("targeting") / "train.csv", made(4000, 1)))


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Declarations:
    return read_declarations(write(tmp_path_factory.mktemp("targeting") / "test.csv", made(1500, 2, "2021-01-01")))
