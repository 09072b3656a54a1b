"""Deciding the shipments of a file that a program sent: every one with the same edition, faults kept beside."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from endgate.decide.pipeline import Options, decide
from endgate.desk.conf.start import current
from endgate.desk.engine import engine
from endgate.desk.jobs.recheck import SLICE, Step
from endgate.desk.reference.policy import company_policy
from endgate.desk.store.machinery import Job
from endgate.edition.opened import Edition
from endgate.evidence.case.blobs import Blobs
from endgate.evidence.model import ClaimFile
from endgate.shipment.read import SourcedShipment, read_shipments
from endgate.terms.faults import EndgateError, Fault


def kept_files() -> Blobs:
    """What programs sent and what became of it, under its hash."""
    return Blobs(current().data_dir / "jobs")


def check_file(job: Job, _now: datetime, step: Step) -> dict[str, Any]:
    """Decide a file; its results and its faults are kept as JSON lines."""
    asked = json.loads(job.payload)
    read = read_shipments(kept_files().get(asked["file"]), name=asked["name"])
    edition = engine().edition()
    lines: list[str] = []
    faults = [_fault(each) for each in read.faults]
    days = [None if asked[name] is None else date.fromisoformat(asked[name]) for name in ("as_of", "known_as_of")]
    for number, sourced in enumerate(read.shipments, start=1):
        try:
            lines.append(_decided(sourced, edition, *days))
        except EndgateError as error:
            faults += map(_fault, error.faults)
        if number % SLICE == 0 and not step(number, len(read.shipments)):
            break
    return {
        "read": read.read,
        "decided": len(lines),
        "quarantined": read.read - len(lines),
        "edition": edition.id,
        "results": kept_files().put("".join(lines).encode()),
        "quarantine": kept_files().put("".join(faults).encode()),
    }


def _decided(sourced: SourcedShipment, edition: Edition, as_of: date | None, known: date | None) -> str:
    options = Options(company=company_policy())
    record = decide(
        sourced.shipment, edition, claims=ClaimFile(), as_of=as_of, known_as_of=known, options=options
    ).to_json()
    line = {"where": sourced.where, "id": sourced.shipment.id, "decision": record}
    return json.dumps(line, ensure_ascii=False) + "\n"


def _fault(fault: Fault) -> str:
    line = {"code": fault.code, "where": fault.where, "message": fault.what, "remedy": fault.remedy}
    return json.dumps(line, ensure_ascii=False) + "\n"
