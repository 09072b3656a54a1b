"""The verb ``doctor``: is this installation whole, are its data unchanged, and what is old or missing?"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from endgate import __version__
from endgate.cli.errors import DATA_NOT_WRITABLE, DEPENDENCY_UNFIT, PACKAGE_DATA_UNREADABLE, PYTHON_TOO_OLD
from endgate.cli.output import emit_json, say, table
from endgate.cli.place import data_directory, data_option, edition_option
from endgate.edition.contents import accept_line, discard_line
from endgate.edition.default import EDITIONS, STORE, default_path
from endgate.edition.model import SourceInfo
from endgate.edition.opened import open_edition
from endgate.edition.verify import verify_edition
from endgate.lists.errors import HELD
from endgate.lists.snapshots import Snapshot, snapshots, verify
from endgate.lists.snapshots import State as Held
from endgate.terms.faults import EndgateError, Fault

OLDEST_PYTHON = (3, 11)
EXIT_BROKEN = 1


class State(StrEnum):
    """What a check found. A warning is data that are missing or old; broken is what makes answers fail or lie."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``remedy`` and ``code`` only where something is to be done."""

    what: str
    state: State
    detail: str
    remedy: str = ""
    code: str = ""


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@edition_option
@data_option
def command(as_json: bool, named: str | None, data: Path | None) -> int:
    """Check this installation and its data. Exit code 1 when something is broken; missing or old lists only warn."""
    findings = list(examine(data_directory(data), named, datetime.now(UTC).date()))
    worst = max((each.state for each in findings), key=list(State).index)
    if as_json:
        emit_json({"endgate": __version__, "state": worst, "checks": findings})
    else:
        table("", ("what", "state", "found", "to mend"), map(_row, findings), ratios=(3, 1, 5, 4))
        counts = {state: sum(each.state is state for each in findings) for state in State}
        say(", ".join(f"{count} {state}" for state, count in counts.items()))
    return EXIT_BROKEN if worst is State.BROKEN else 0


def examine(directory: Path, named: str | None, today: date) -> Iterator[Finding]:
    """Look at everything once; nothing is built or changed."""
    yield from _environment(directory)
    yield from _store(directory / STORE, today)
    yield from _edition(_edition_folder(directory, named), today)


def _environment(directory: Path) -> Iterator[Finding]:
    yield _python()
    yield from _dependencies()
    yield from _package_data()
    yield _writable(directory)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        return Finding("Python", State.OK, version)
    return _broken("Python", PYTHON_TOO_OLD.at("Python", f"{version}; {'.'.join(map(str, OLDEST_PYTHON))} is needed"))


def _dependencies() -> Iterator[Finding]:
    """Every requirement of the package itself, with the version that is here."""
    try:
        lines = importlib.metadata.requires("endgate") or []
    except importlib.metadata.PackageNotFoundError:
        yield _broken("package endgate", DEPENDENCY_UNFIT.at("endgate", "it is not installed, only its files are here"))
        return
    for line in lines:
        name, least = _requirement(line)
        if name:
            yield _dependency(name, least)


def _requirement(line: str) -> tuple[str, str]:
    """Name and least version of a requirement; nothing for an optional one."""
    if "extra ==" in line:
        return "", ""
    found = re.match(r"([A-Za-z0-9._-]+)[^>]*(?:>=\s*([0-9.]+))?", line)
    return ("", "") if found is None else (found[1], found[2] or "")


def _dependency(name: str, least: str) -> Finding:
    what = f"package {name}"
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return _broken(what, DEPENDENCY_UNFIT.at(name, "it is not installed"))
    if _numbers(version) < _numbers(least):
        return _broken(what, DEPENDENCY_UNFIT.at(name, f"{version} is here, {least} is needed"))
    return Finding(what, State.OK, version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:3])


_READERS: dict[str, Callable[[bytes], object]] = {
    ".json": json.loads,
    ".toml": lambda raw: tomllib.loads(raw.decode("utf-8")),
    ".csv": lambda raw: raw.decode("utf-8"),
    ".yaml": lambda raw: raw.decode("utf-8"),
    ".jsonl": lambda raw: raw.decode("utf-8"),
}


def _package_data() -> Iterator[Finding]:
    """Read every data file of the package; one line when all is well."""
    found = list(_data_files(files("endgate").joinpath("data"), "data"))
    faults = [fault for path, entry in found if (fault := _unreadable(path, entry)) is not None]
    yield from (_broken(fault.where, fault) for fault in faults)
    if not found:
        yield _broken("package data", PACKAGE_DATA_UNREADABLE.at("data", "there are no data files"))
    elif not faults:
        yield Finding("package data", State.OK, f"{len(found)} files can be read")


def _data_files(entry: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for child in sorted(entry.iterdir(), key=lambda each: each.name):
        if child.is_dir():
            yield from _data_files(child, f"{path}/{child.name}")
        elif not child.name.endswith((".py", ".pyc")):
            yield f"{path}/{child.name}", child


def _unreadable(path: str, entry: Traversable) -> Fault | None:
    try:
        raw = entry.read_bytes()
        _READERS.get(Path(path).suffix, len)(raw)
    except (OSError, ValueError) as error:
        return PACKAGE_DATA_UNREADABLE.at(path, f"it cannot be read: {error}")
    return None if raw else PACKAGE_DATA_UNREADABLE.at(path, "it is empty")


def _writable(directory: Path) -> Finding:
    """The folder itself where it is there, else the nearest one above, in which it would be made."""
    place = directory.absolute()
    while not place.exists():
        place = place.parent
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        what = f"nothing can be written into {place}: {os.strerror(error.errno or 0)}"
        return _broken("data directory", DATA_NOT_WRITABLE.at(str(directory), what))
    made = "" if place == directory.absolute() else " (will be made on first use)"
    return Finding("data directory", State.OK, f"{directory}{made}")


def _store(store: Path, today: date) -> Iterator[Finding]:
    found: tuple[Snapshot, ...] = ()
    try:
        found = snapshots(store)
        faults = verify(store)
    except EndgateError as error:
        faults = error.faults
    yield from (_broken("store of lists", fault) for fault in faults)
    if not faults:
        detail = (
            f"{len(found)} snapshots, all as they were stored" if found else "no list added; the package's own are used"
        )
        yield Finding("store of lists", State.OK, detail)
    yield from (_waiting(each, today) for each in found if each.state is Held.HELD)


def _waiting(snapshot: Snapshot, today: date) -> Finding:
    """A list that is not used until somebody has looked at its alarms."""
    age = (today - snapshot.days[-1]).days
    alarms = "; ".join(snapshot.alarms)
    detail = f"the list of {snapshot.days[-1]}, {age} days old, is held and not used: {alarms}"
    remedy = f"{accept_line(snapshot.snapshot_id)}, or {discard_line(snapshot.snapshot_id)}"
    return Finding(f"held {snapshot.source}", State.WARNING, detail, remedy, HELD.code)


def _edition_folder(directory: Path, named: str | None) -> Path:
    if named is None:
        return default_path(directory)
    return Path(named) if Path(named).is_dir() else directory / EDITIONS / named


def _edition(folder: Path, today: date) -> Iterator[Finding]:
    if not folder.exists():
        named = "" if folder.name.startswith("default-") else f" {folder.name}"
        remedy = f"endgate edition build{named}"
        yield Finding("edition", State.WARNING, f"{folder.name} is not built yet", remedy)
        return
    faults = verify_edition(folder)
    yield from (_broken("edition", fault) for fault in faults)
    if faults:
        return
    edition = open_edition(folder)
    manifest = edition.manifest
    detail = f"{edition.id[:16]}: {manifest.parties} parties, {len(manifest.files)} files, all as they were built"
    yield Finding("edition", State.OK, detail)
    yield from (_source(each, today) for each in edition.sources())
    for lack in edition.lacks():
        if edition.source(lack.source) is None:
            held = f"{lack.authority} {lack.name}: not held as a whole, so not checked"
            yield Finding(f"list {lack.source}", State.WARNING, held, lack.remedy)


def _source(info: SourceInfo, today: date) -> Finding:
    age = info.age_days(today)
    detail = f"{info.coverage.value}, {info.parties} parties, of {info.stated_date or 'no stated date'}"
    if age is None:
        return Finding(f"list {info.id}", State.WARNING, f"{detail}, age unknown", info.remedy)
    if info.stale(today):
        late = f"{detail}, {age} days old: stale after {info.stale_after_days}"
        return Finding(f"list {info.id}", State.WARNING, late, info.remedy)
    return Finding(f"list {info.id}", State.OK, f"{detail}, {age} days old")


def _broken(what: str, fault: Fault) -> Finding:
    return Finding(what, State.BROKEN, f"{fault.where}: {fault.what}", fault.remedy, fault.code)


def _row(finding: Finding) -> tuple[str, ...]:
    detail = f"{finding.code} {finding.detail}".strip()
    return finding.what, finding.state.value, detail, finding.remedy
