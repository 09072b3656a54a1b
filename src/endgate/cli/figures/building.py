"""Figures of ``edition build``: the pack that comes with the program, and publishers' own files where they are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from endgate.cli.figures.measure import Figures, Run, absent, processes_measurable, reference_cpu_seconds, run_process
from endgate.edition.manifest import read_manifest

_OFAC = Path("lists/us-ofac/csv/2021-07")
_OFAC_DAY = "2021-07-31"
"""The set carries no date; its folder names the month, and any day of it measures the same."""
_UN = Path("lists/un")
_UN_FILE = "consolidated.xml.gz"
_NAMES = ("seconds", "cpu_seconds", "rss_mb", "parties", "names", "ratio_to_reference", "parties_per_cpu_second")


def edition_figures(shared: Path) -> Figures:
    """Build in fresh processes: ``starter_*`` from the pack, ``build_*`` from the real files of ``shared``."""
    if not processes_measurable():
        reason = "this platform does not tell the time and memory of one child process"
        return absent([f"{part}_{name}" for part in ("starter", "build") for name in _NAMES], reason)
    reference = reference_cpu_seconds()
    figures = _starter(reference)
    figures |= _publishers(shared, reference)
    return {**figures, "reference_ms": round(reference * 1000, 3)}


def _starter(reference: float) -> Figures:
    with tempfile.TemporaryDirectory(prefix="endgate-bench-") as place:
        built = Path(place) / "starter"
        run = run_process(("-m", "endgate", "edition", "build", "--out", str(built), "--store", place))
        return _told("starter", run, built, reference)


def _publishers(shared: Path, reference: float) -> Figures:
    ofac, newest = shared / _OFAC, _newest_un(shared)
    if newest is None or not ofac.is_dir():
        reason = f"not there: {_OFAC} and {_UN}/*/{_UN_FILE} under {shared.name or 'the folder named'} (--shared DIR)"
        names = ("add_seconds", "add_cpu_seconds", *(f"build_{name}" for name in _NAMES))
        return absent(names, reason, key="build_skipped")
    with tempfile.TemporaryDirectory(prefix="endgate-bench-") as place:
        add = ("-m", "endgate", "list", "add", "--store", place, "--source")
        first = run_process((*add, "us-ofac-sdn", "--stated-date", _OFAC_DAY, "--from-file", str(ofac)))
        second = run_process((*add, "un", "--from-file", str(newest)))
        built = Path(place) / "lists"
        out = ("--out", str(built), "--no-starter", "--store", place)
        figures = _told("build", run_process(("-m", "endgate", "edition", "build", *out)), built, reference)
    figures["add_seconds"] = round(first.wall + second.wall, 2)
    figures["add_cpu_seconds"] = round(first.cpu + second.cpu, 2)
    figures["build_from"] = f"{_OFAC.name} OFAC set, UN list of {newest.parent.name}"
    return figures


def _newest_un(shared: Path) -> Path | None:
    """Folders of the UN list are named by their day."""
    found = sorted(path for path in (shared / _UN).glob(f"*/{_UN_FILE}") if path.parent.name[:4].isdigit())
    return found[-1] if found else None


def _told(part: str, run: Run, built: Path, reference: float) -> Figures:
    manifest, _ = read_manifest(built)
    values = (
        round(run.wall, 2),
        round(run.cpu, 2),
        round(run.rss_mb, 1),
        manifest.parties,
        manifest.names,
        round(run.cpu / reference, 1),
        round(manifest.parties / run.cpu, 1),
    )
    return {f"{part}_{name}": value for name, value in zip(_NAMES, values, strict=True)}
