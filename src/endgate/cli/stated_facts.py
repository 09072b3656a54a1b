"""A file of what registers, papers, payments and statistics say of a shipment's parties, for the red flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from endgate.cli.output import show_faults
from endgate.shipment.flags import FlagFacts
from endgate.shipment.model import Shipment
from endgate.shipment.parse import decode_text, parse_json
from endgate.shipment.read import read_bytes, read_shipments
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


def earlier_shipments(paths: Sequence[Path]) -> tuple[Shipment, ...]:
    """The shipments of files in any form of check; faulty ones are told. Raises EndgateError when none is left."""
    found: list[Shipment] = []
    for path in paths:
        read = read_shipments(path, name=str(path))
        if read.faults and not read.shipments:
            raise EndgateError(*read.faults)
        show_faults(read.faults)
        found += [each.shipment for each in read.shipments]
    return tuple(found)


def facts_with_earlier(stated: FlagFacts, shipment: Shipment, earlier: Sequence[Shipment]) -> FlagFacts:
    """What was stated, completed by what earlier shipments say."""
    if not earlier:
        return stated
    from endgate.decide.signals.earlier import from_earlier, with_earlier  # a check without them starts faster

    return with_earlier(stated, from_earlier(shipment, earlier))
