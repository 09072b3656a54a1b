"""Makes data/routes/statistics/hs_changes.csv: what each code of goods was in the revision before, where that changed.

    python tools/make_hs_changes.py CONCORDANCES.csv.gz > src/endgate/data/routes/statistics/hs_changes.csv

The input are the correlation tables of the United Nations Statistics Division in one table, with the columns
code.after, code.before, Relationship and adjustment. A code that drew on more than WIDEST codes has no series of its
own before.
"""

from __future__ import annotations

import csv
import gzip
import sys
from pathlib import Path

STEPS = {
    "2022 to 2017": 2022,
    "2017 to 2012": 2017,
    "2012 to 2007": 2012,
    "2007 to 2002": 2007,
    "2002 to 1996": 2002,
    "1996 to 1992": 1996,
}
WIDEST = 20


def main(path: Path) -> None:
    """Print the table."""
    before: dict[tuple[int, str], set[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            revision = STEPS.get(row["adjustment"])
            if revision is not None:
                key = revision, row["code.after"].zfill(6)
                before.setdefault(key, set()).add(row["code.before"].zfill(6))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("revision", "code", "before"))
    for (revision, code), codes in sorted(before.items(), key=lambda each: (-each[0][0], each[0][1])):
        if codes != {code}:
            out.writerow((revision, code, " ".join(sorted(codes)) if len(codes) <= WIDEST else "*"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
