"""BODS 0.4 statements: entities and persons are nodes, every interest of a relationship a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from endgate.network.errors import BROKEN_ROW, SHARE_RANGE, WRONG_PERIOD
from endgate.network.gather import Counts, Gathering
from endgate.network.model import WHOLE, Right, Share
from endgate.network.records import CHAINED, INDIRECT, NodeKind, Rank
from endgate.network.tables import by

SPACE = "bods"
_UK_NUMBER = re.compile(r"\d{1,8}|[A-Z]{2}\d{6}")
"""A number of the UK register; anything else is somebody's own and joins nothing."""
Row = dict[str, Any]


def read(rows: Iterator[tuple[str, Row]], into: Gathering, counts: Counts) -> None:
    """Read statements. Of several on one record the latest counts; a closed record ends that day."""
    latest: dict[str, tuple[str, str, Row]] = {}
    described: dict[str, str] = {}
    for place, row in rows:
        kind, record, details = row.get("recordType"), row.get("recordId"), row.get("recordDetails")
        if not isinstance(record, str) or not isinstance(details, dict):
            counts.fault(BROKEN_ROW.at(f"{counts.file}:{place}", "a statement needs recordId and recordDetails"))
            counts.skip("broken statement")
        elif kind in ("entity", "person"):
            if described.get(record, "") <= str(row.get("statementDate", "")):
                described[record] = str(row.get("statementDate", ""))
            _node(kind, record, details, into, counts, place)
        elif kind == "relationship":
            counts.read += 1
            day = str(row.get("statementDate") or "")
            if record in latest:
                counts.skip("superseded")
            if record not in latest or latest[record][0] <= day:
                latest[record] = (day, place, row)
    for day, place, row in latest.values():
        _relationship(row, day, f"{counts.file}:{place}", described, into, counts)


def _node(kind: str, record: str, details: Row, into: Gathering, counts: Counts, place: str) -> None:
    node = into.node(SPACE, record)
    if kind == "person":
        into.describe(node, _person_name(details), _person_kind(details))
        return
    entity = details.get("entityType") or {}
    word = entity.get("type") if isinstance(entity, dict) else entity
    row = by("bods_entities", "type").get(str(word))
    jurisdiction = details.get("jurisdiction") or {}
    country = str(jurisdiction.get("code", "")) if isinstance(jurisdiction, dict) else ""
    into.describe(node, str(details.get("name") or ""), NodeKind[row["kind"]] if row else NodeKind.UNKNOWN, country[:2])
    for each in details.get("identifiers") or ():
        _identify(node, each, into, counts, f"{counts.file}:{place}")


def _person_name(details: Row) -> str:
    names = [each for each in details.get("names") or () if isinstance(each, dict)]
    names.sort(key=lambda each: each.get("type") != "legal")
    return next((str(each["fullName"]) for each in names if each.get("fullName")), "")


def _person_kind(details: Row) -> NodeKind:
    known = str(details.get("personType", "knownPerson")) == "knownPerson"
    return NodeKind.PERSON if known else NodeKind.UNKNOWN_OWNER


def _identify(node: int, identifier: Any, into: Gathering, counts: Counts, where: str) -> None:
    if not isinstance(identifier, dict) or not identifier.get("id"):
        return
    scheme, number = str(identifier.get("scheme", "")), str(identifier["id"])
    if scheme in ("XI-LEI", "LEI"):
        into.lei(node, number, counts, where)
    elif scheme == "GB-COH" and _UK_NUMBER.fullmatch(number.upper()):
        into.same(node, "gb-coh", number.upper().zfill(8))


def _relationship(row: Row, day: str, where: str, described: dict[str, str], into: Gathering, counts: Counts) -> None:
    details = row["recordDetails"]
    subject, party = details.get("subject"), details.get("interestedParty")
    if not isinstance(subject, str) or not party:
        counts.fault(BROKEN_ROW.at(where, "a relationship needs subject and interestedParty"))
        counts.skip("an end is missing")
        return
    held = into.node(SPACE, subject)
    holder = _holder(row["recordId"], party, into)
    if subject not in described or (isinstance(party, str) and party not in described):
        counts.outside += 1
    closed = day if row.get("recordStatus") == "closed" else ""
    used = [
        _interest(each, (holder, held), day, closed, bool(details.get("componentRecords")), where, into, counts)
        for each in details.get("interests") or [{}]
    ]
    if any(used):
        counts.used += 1
    else:
        counts.skip("no interest readable")


def _holder(record: str, party: Any, into: Gathering) -> int:
    """The holder; one that is not named is an unknown owner, with the reason given."""
    if isinstance(party, str):
        return into.node(SPACE, party)
    reason = str(party.get("reason", "not stated")) if isinstance(party, dict) else "not stated"
    node = into.node(SPACE, f"unknown:{record}")
    into.describe(node, f"unknown owner ({reason})", NodeKind.UNKNOWN_OWNER)
    return node


def _interest(
    interest: Any,
    ends: tuple[int, int],
    day: str,
    closed: str,
    component: bool,
    where: str,
    into: Gathering,
    counts: Counts,
) -> bool:
    if not isinstance(interest, dict):
        return False
    row = by("bods_interests", "interest").get(str(interest.get("type")), _UNTYPED)
    try:
        share = into.stake(_share(interest.get("share")))
    except (ValueError, ZeroDivisionError) as error:
        counts.fault(SHARE_RANGE.at(where, str(error)))
        into.note(ends[1], f"a stated holding could not be read: {where}")
        return False
    try:
        when = into.when(str(interest.get("startDate") or ""), str(interest.get("endDate") or closed), day)
    except ValueError as error:
        counts.fault(WRONG_PERIOD.at(where, str(error)))
        return False
    bits = INDIRECT if interest.get("directOrIndirect") == "indirect" or component else 0
    bits |= CHAINED if component else 0
    right = Right(row["right"]) if row["right"] else None
    itself = ends[0] == ends[1] and right is not None
    if itself and into.owns_itself(ends[0], share, counts, where):
        return False
    source = into.cite(str(interest.get("type") or "interest without a type"))
    into.link(*ends, row["kind"], right, share, when, Rank.REPORTED, bits, source)
    return True


_UNTYPED = {"kind": "owns", "right": Right.EQUITY.value}


def _share(raw: Any) -> Share:
    """Read exact or bounded shares, in either form of exclusive ends. Raises ValueError."""
    if not isinstance(raw, dict):
        return Share()
    if raw.get("exact") is not None:
        exact = _figure(raw["exact"])
        return Share(exact, exact)
    lo, lo_open = _end(raw, "minimum", "exclusiveMinimum", Fraction(0))
    hi, hi_open = _end(raw, "maximum", "exclusiveMaximum", WHOLE)
    return Share(lo, hi, lo_open, hi_open)


def _end(raw: Row, plain: str, exclusive: str, absent: Fraction) -> tuple[Fraction, bool]:
    bound = raw.get(exclusive)
    if bound is not None and not isinstance(bound, bool):
        # An end that excludes the whole range says nothing less than the range itself.
        return _figure(bound), True
    if raw.get(plain) is None:
        return absent, False
    return _figure(raw[plain]), bool(bound)


def _figure(raw: Any) -> Fraction:
    return Fraction(str(raw))
