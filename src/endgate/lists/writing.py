"""Writing into the store of lists: raw bytes under their hash, reports, and the log, each put in place in one step."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from endgate.lists.containers import digest
from endgate.lists.importers.contract import ImportReport, RawFile
from endgate.lists.snapshots import LOG, RAW, Acceptance, Discard, Observation, Snapshot
from endgate.terms.codec import encode

REPORTS = "reports"


def report_text(report: ImportReport) -> bytes:
    """A report as it is kept and hashed."""
    text = json.dumps(encode(report), ensure_ascii=False, sort_keys=True, indent=1)
    return text.encode("utf-8", "backslashreplace")


def write_snapshot(store: Path, files: tuple[RawFile, ...], snapshot: Snapshot, report: ImportReport | None) -> None:
    """Raw bytes first, each under its hash; the log line last, so that a kill leaves the previous state."""
    for raw in files:
        _place(store / RAW / digest(raw.path), raw.path)
    if report is not None:
        _place_bytes(store / REPORTS / f"{snapshot.report_sha256}.json", report_text(report))
    append(store, snapshot)


def _place(target: Path, origin: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.new")
    with origin.open("rb") as source, temporary.open("wb") as out:
        shutil.copyfileobj(source, out)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(target)
    _sync_directory(target.parent)


def _place_bytes(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.new")
    with temporary.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(target)
    _sync_directory(target.parent)


def append(store: Path, body: Snapshot | Observation | Acceptance | Discard) -> None:
    """Write the log anew with one line more and put it in place of the old one in one step."""
    store.mkdir(parents=True, exist_ok=True)
    log = store / LOG
    before = log.read_bytes() if log.exists() else b""
    record: dict[str, Any] = {"record": type(body).__name__.lower(), "body": encode(body)}
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    _place_bytes(log, before + line.encode("utf-8", "backslashreplace") + b"\n")


def _sync_directory(directory: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
