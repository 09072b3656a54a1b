"""The faults that remain to be named in a shipment which could not be decoded: so that all are shown at one time."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import Any

from endgate.shipment import validate
from endgate.shipment.errors import (
    BAD_AMOUNT,
    BAD_CAS,
    BAD_CURRENCY,
    BAD_HS,
    BAD_IDENTIFIER,
    BAD_IMO,
    BAD_PERCENTAGE,
    BAD_QUANTITY,
    DANGLING,
    DATES_OUT_OF_ORDER,
    DUPLICATE_ID,
    SELF_REFERENCE,
    UNKNOWN_LINK,
)
from endgate.shipment.model import Shipment
from endgate.terms.codec import MISSING_FIELD, decode
from endgate.terms.faults import EndgateError, Fault

_OWN = {
    kind.code
    for kind in (BAD_AMOUNT, BAD_CAS, BAD_CURRENCY, BAD_HS, BAD_IDENTIFIER, BAD_IMO, BAD_PERCENTAGE, BAD_QUANTITY)
}
_BETWEEN = {kind.code for kind in (DANGLING, DATES_OUT_OF_ORDER, DUPLICATE_ID, SELF_REFERENCE, UNKNOWN_LINK)}
_STAND_INS = {
    "date": "0001-01-01",
    "on": "0001-01-01",
    "since": "0001-01-01",
    "id": "?",
    "name": "?",
    "description": "?",
}
_STEP = re.compile(r"\.(?P<key>[^.\[\]]+)|\[(?P<index>\d+)\]")


def further_faults(raw: Any, faults: Iterable[Fault]) -> list[Fault]:
    """Leave the faulty fields out and validate the rest. Nothing is decided on what remains.

    Paths begin with ``$`` on both sides. Faults that the leaving out may itself have caused are not named.
    """
    rest = copy.deepcopy(raw)
    ids_touched = False
    for fault in faults:
        ids_touched |= fault.where.endswith((".id", "]"))
        if not _mend(rest, fault):
            return []
    try:
        shipment = decode(Shipment, rest)
    except EndgateError:
        return []
    wanted = _OWN if ids_touched else _OWN | _BETWEEN
    return [fault for fault in validate.faults(shipment) if fault.code in wanted]


def _mend(raw: Any, fault: Fault) -> bool:
    """Take the faulty field out, or put a stand-in where one is missing. False when that cannot be done."""
    steps: list[str | int] = [
        match["key"] if match["key"] is not None else int(match["index"]) for match in _STEP.finditer(fault.where)
    ]
    while steps and isinstance(steps[-1], int):
        steps.pop()
    if not steps or steps in (["parties"], ["items"]):
        return False
    target = raw
    for step in steps[:-1]:
        present = isinstance(target, dict | list) and (step in target if isinstance(target, dict) else True)
        if not present:
            return False
        target = target[step]
    if not isinstance(target, dict):
        return False
    leaf = str(steps[-1])
    if fault.code != MISSING_FIELD.code:
        target.pop(leaf, None)
    if leaf in _STAND_INS:
        target[leaf] = _STAND_INS[leaf]
    return leaf in _STAND_INS or fault.code != MISSING_FIELD.code
