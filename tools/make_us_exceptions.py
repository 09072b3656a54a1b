"""Make the facts of US licence exceptions: ``python tools/make_us_exceptions.py ../shared [FOLDER]``.

Reads 15 CFR 740 (which section makes which exception) and the flags of every entry of 15 CFR 774 Supplement No. 1, and
writes symbols, sections, yes or no and limits in dollars. What a flag says in words becomes ``in_words``; no words are
kept. Fails when a count has changed. Same in, same out.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/endgate/data/goods"
FOLDER = "goods/us_ccl_2026"
SECTIONS = 27
FLAGS = {"LVS": 367, "GBS": 366, "TSR": 210, "STA": 152, "IEC": 23, "AIA": 18, "ACM": 17, "LPP": 9, "ACE": 8} | {
    "APP": 5,
    "ENC": 5,
    "HBM": 1,
}
_DOLLARS = re.compile(r"^\$ ?([\d,]+)\.?$")


def main(shared: Path, target: Path = TARGET) -> None:
    """Write ``us_exceptions.csv`` and ``us_entry_exceptions.csv``. Raises ValueError on drift."""
    catalogue = _read(shared / FOLDER / "license-exception-catalog.json.gz")
    entries = _read(shared / FOLDER / "ccl_ecfr_2026-07-23.json.gz")["entries"]
    sections = [
        [symbol, each["sectionNumber"]] for each in catalogue["exceptions"] for symbol in each["symbols"] or [""]
    ]
    rows = [
        [entry["eccn"], symbol, *answer(str(said))]
        for entry in entries
        for symbol, said in sorted(entry["licenceExceptionFlags"].items())
    ]
    counts = {symbol: sum(row[1] == symbol for row in rows) for symbol in FLAGS}
    if len(catalogue["exceptions"]) != SECTIONS or counts != FLAGS:
        raise ValueError(f"counts have changed: {len(catalogue['exceptions'])} sections, {counts}")
    _write(target / "us_exceptions.csv", ["symbol", "section"], sorted(each for each in sections if each[0]))
    _write(target / "us_entry_exceptions.csv", ["eccn", "symbol", "answer", "limit_usd"], sorted(rows))


def answer(said: str) -> tuple[str, str]:
    """``no`` for N/A, ``yes`` for Yes, ``limit`` with dollars, else ``in_words``."""
    plain = said.strip().rstrip(".")
    if plain.casefold() in ("n/a", "no", "none"):
        return "no", ""
    if plain.casefold() == "yes":
        return "yes", ""
    dollars = _DOLLARS.match(plain)
    return ("limit", dollars[1].replace(",", "")) if dollars else ("in_words", "")


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(Path(each) for each in sys.argv[2:3]))
