"""A file of what registers, papers, payments and statistics say of a shipment's parties, for the red flags."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from endgate.shipment.flags import FlagFacts
from endgate.shipment.parse import decode_text, parse_json
from endgate.shipment.read import read_bytes
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError


def stated_facts(path: Path | None) -> FlagFacts:
    """Read the file; without one nothing is stated. Raises EndgateError with every fault and its place."""
    if path is None:
        return FlagFacts()
    shown = str(path)
    raw = parse_json(decode_text(read_bytes(path, name=shown), name=shown), name=shown)
    try:
        return decode(FlagFacts, raw)
    except EndgateError as error:
        raise EndgateError(*(replace(each, where=f"{shown}: {each.where}") for each in error.faults)) from None
