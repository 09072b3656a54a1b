"""Lists of the size that bars of speed are stated for: an OFAC set with a UN list, from publishers' files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from endgate.cli.figures.measure import run_process

_OFAC = Path("lists/us-ofac/csv/2018-12")
_OFAC_DAY = "2018-12-31"
"""The set carries no date; its folder names the month, and any day of it measures the same."""
_UN = Path("lists/un/2026-02-27/consolidated.xml.gz")
NAME = "sized"


def lacking(shared: Path) -> str:
    """Why lists of that size cannot be made from a folder of publishers' files; empty when they can."""
    absent = [each for each in (_OFAC, _UN) if not (shared / each).exists()]
    return f"not there: {', '.join(map(str, absent))} under the folder named (--shared DIR)" if absent else ""


@contextmanager
def sized_lists(shared: Path) -> Iterator[Path]:
    """A data directory with an edition ``NAME`` of 8,382 parties; gone afterwards. Raises BenchError."""
    with TemporaryDirectory(prefix="endgate-bench-") as place:
        add = ("-m", "endgate", "list", "add", "--store", place, "--source")
        run_process((*add, "us-ofac-sdn", "--stated-date", _OFAC_DAY, "--from-file", str(shared / _OFAC)))
        run_process((*add, "un", "--from-file", str(shared / _UN)))
        run_process(("-m", "endgate", "edition", "build", NAME, "--no-starter", "--store", place))
        yield Path(place)
