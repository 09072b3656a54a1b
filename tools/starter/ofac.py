"""Which programme stood on which OFAC entry in the older whole SDN files, so that a start has bounds."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from pathlib import Path

# Folder: first and last day on which the file can have been published (the files carry no stamp).
VERSIONS = {
    "2018-01": (date(2018, 1, 27), date(2018, 1, 27)),
    "2018-12": (date(2018, 12, 20), date(2019, 1, 4)),
    "2021-07": (date(2021, 7, 7), date(2021, 7, 7)),
    "2022-12": (date(2022, 11, 1), date(2022, 12, 31)),
}
_END_OF_FILE = "\x1a"


def sightings(shared: Path) -> dict[str, list[str]]:
    """Folders of the versions in which each designation (entry and programme) stood."""
    seen: dict[str, list[str]] = {}
    for version in VERSIONS:
        for number, tags in _rows(shared / "lists/us-ofac/csv" / version / "sdn.csv.gz"):
            for tag in tags:
                seen.setdefault(f"us-ofac-sdn:{number}/{tag}", []).append(version)
    return seen


def _rows(path: Path) -> list[tuple[str, list[str]]]:
    """Entry numbers with programmes; an inner end-of-file mark ends the SDN list (2022-12 is two lists in one file)."""
    found = []
    with gzip.open(path, "rb") as stream:
        for row in csv.reader(io.TextIOWrapper(stream, encoding="latin-1", newline="")):
            if row and row[0].startswith(_END_OF_FILE):
                break
            if len(row) > 3:
                found.append((row[0].strip(), [tag.strip() for tag in row[3].strip().strip("[]").split("] [")]))
    return found
