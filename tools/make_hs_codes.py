"""Make the table of tariff codes by revision: ``python tools/make_hs_codes.py ../shared [FOLDER]``. Same in, same out.

Reads the concordances of the Harmonized System 1992-2022 and the nomenclature of 2022; writes which six-digit code
stands in which revisions (numbers alone, no words). Fails when a count has changed.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/endgate/data/goods"
PAIRS, NEWEST = "trade/hs/HS_consolidated_comtrade_concordances.csv.gz", "goods/hs2022/harmonized-system.csv.gz"
REVISIONS = (1992, 1996, 2002, 2007, 2012, 2017, 2022)
EXPECTED_2022 = 5612
_SPECIAL = "999999"  # not a code of goods: what is not specified


def main(shared: Path, target: Path = TARGET) -> None:
    """Write ``hs_codes.csv``. Raises ValueError on drift."""
    found = revisions(shared)
    if len(found[2022]) != EXPECTED_2022:
        raise ValueError(f"{len(found[2022])} codes in 2022 for {EXPECTED_2022}")
    lines = [",".join(("code", *map(str, REVISIONS)))]
    for code in sorted(set().union(*found.values())):
        lines.append(",".join((code, *("1" if code in found[year] else "" for year in REVISIONS))))
    (target / "hs_codes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def revisions(shared: Path) -> dict[int, set[str]]:
    """The six-digit codes of every revision; 2022 from the nomenclature itself."""
    found: dict[int, set[str]] = {year: set() for year in REVISIONS}
    for row in _rows(shared / PAIRS):
        after, before = (int(part) for part in row["adjustment"].split(" to "))
        if before not in found:
            continue  # older nomenclatures than the Harmonized System
        found[after].add(row["code.after"].zfill(6))
        found[before].add(row["code.before"].zfill(6))
    nomenclature = {row["hscode"] for row in _rows(shared / NEWEST) if row["level"] == "6"}
    found[2022] = nomenclature
    return {year: {code for code in codes if code.isdigit() and code != _SPECIAL} for year, codes in found.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(Path(each) for each in sys.argv[2:3]))
