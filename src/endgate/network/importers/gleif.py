"""GLEIF level 1, relationship records and reporting exceptions, from XML or JSON; each record by what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element

from endgate.lists.importers.xmlstream import read_records
from endgate.network.errors import BROKEN_ROW, WRONG_LEI, WRONG_PERIOD
from endgate.network.gather import Counts, Gathering
from endgate.network.records import INDIRECT, NodeKind, Rank
from endgate.network.tables import by
from endgate.terms.ids import valid_lei

SPACE = "lei"
Row = dict[str, Any]
_RECORDS = ("LEIRecord", "RelationshipRecord", "Exception")
_NONE = ("", "NULL")


def read_xml(stream: IO[bytes], into: Gathering, counts: Counts) -> None:
    """Read a concatenated or golden-copy file. Raises ListRefusedError when it breaks off."""
    records = read_records(stream, counts.file, _RECORDS, lambda *_: None)  # type: ignore[arg-type]
    read(((str(line), _plain(node)) for line, node in records), into, counts)


def _plain(node: Element) -> Any:
    """An element as JSON has it: repeated children become a list, a leaf its text."""
    if not len(node):
        return (node.text or "").strip()
    found: Row = {}
    for child in node:
        value = _plain(child)
        if child.tag in found:
            known = found[child.tag]
            found[child.tag] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            found[child.tag] = value
    return found


def read(rows: Iterator[tuple[str, Row]], into: Gathering, counts: Counts) -> None:
    """Read records of any of the three kinds, also mixed."""
    for place, raw in rows:
        row = _unwrapped(raw)
        where = f"{counts.file}:{place}"
        if "Relationship" in row:
            counts.read += 1
            _relationship(row, where, into, counts)
        elif "ExceptionCategory" in row:
            counts.read += 1
            _exception(row, into, counts)
        elif "Entity" in row and "LEI" in row:
            _entity(row, where, into, counts)
        else:
            counts.fault(BROKEN_ROW.at(where, "neither an LEI record, nor a relationship, nor an exception"))
            counts.skip("broken record")


def _unwrapped(value: Any) -> Any:
    """The value without the wrapping of texts as ``{"$": text}``."""
    if isinstance(value, dict):
        if "$" in value:
            return value["$"]
        return {key: _unwrapped(each) for key, each in value.items()}
    return [_unwrapped(each) for each in value] if isinstance(value, list) else value


def _text(row: Any, *path: str) -> str:
    for name in path:
        row = row.get(name) if isinstance(row, dict) else None
    text = str(row).strip() if isinstance(row, str | int) else ""
    return "" if text in _NONE else text


def _list(value: Any, name: str) -> list[Any]:
    """The members of a container that holds one or several."""
    inner = value.get(name, value) if isinstance(value, dict) else value
    return inner if isinstance(inner, list) else [inner] if inner else []


def _entity(row: Row, where: str, into: Gathering, counts: Counts) -> None:
    lei, entity = _text(row, "LEI"), row["Entity"]
    if not valid_lei(lei):
        counts.fault(WRONG_LEI.at(where, f"{lei!r} fails the check of its last two digits"))
    node = into.node(SPACE, lei)
    category = by("gleif_categories", "category").get(_text(entity, "EntityCategory"))
    kind = NodeKind[category["kind"]] if category else NodeKind.UNKNOWN
    country = _text(entity, "LegalJurisdiction") or _text(entity, "LegalAddress", "Country")
    into.describe(node, _text(entity, "LegalName"), kind, country[:2])
    head = _text(entity, "AssociatedEntity", "AssociatedLEI")
    if kind is NodeKind.ESTABLISHMENT and head:
        into.link(into.node(SPACE, head), node, "branch_of", source=into.cite("GLEIF level 1"))


def _relationship(row: Row, where: str, into: Gathering, counts: Counts) -> None:
    relation = row["Relationship"]
    word = _text(relation, "RelationshipType")
    mapped = by("gleif_relations", "type").get(word)
    start, end = _text(relation, "StartNode", "NodeID"), _text(relation, "EndNode", "NodeID")
    if mapped is None or not start or not end:
        counts.skip("unknown type" if start and end else "an end is missing")
        counts.fault(BROKEN_ROW.at(where, f"{word or 'no type'} from {start or 'nobody'} to {end or 'nobody'}"))
        return
    if _deleted(row):
        counts.skip("deleted")
        _newest((into.node(SPACE, start), word), _text(row, "Registration", "LastUpdateDate")[:10], into, deleted=True)
        return
    for lei in (start, end):
        if not valid_lei(lei):
            counts.fault(WRONG_LEI.at(where, f"{lei!r} fails the check of its last two digits"))
    updated = _text(row, "Registration", "LastUpdateDate")[:10]
    try:
        when = into.when(*_period(relation, updated))
    except ValueError as error:
        counts.skip("dates")
        counts.fault(WRONG_PERIOD.at(where, str(error)))
        return
    stale = _text(row, "Registration", "RegistrationStatus") == "LAPSED"
    held, holder = into.node(SPACE, start), into.node(SPACE, end)
    if not _newest((held, word), updated, into):
        counts.skip("superseded")
        return
    bits = INDIRECT if mapped["indirect"] == "1" else 0
    source = into.cite(f"GLEIF {word}{', not renewed' if stale else ''}")
    rank = Rank.REPORTED if _text(relation, "RelationshipStatus") != "INACTIVE" else Rank.DOUBTFUL
    into.link(holder, held, mapped["kind"], None, 0, when, rank, bits, source)
    counts.used += 1


def _newest(key: tuple[int, str], updated: str, into: Gathering, *, deleted: bool = False) -> bool:
    """Is this the newest record of its child and type? An older one that was read takes back its link."""
    known = into.newest.get(key)
    if known is not None and known[0] > updated:
        return False
    if known is not None and known[1] is not None:
        into.withdraw(known[1])
    into.newest[key] = (updated, None if deleted else len(into.holder))
    return True


def _deleted(row: Row) -> bool:
    extension = row.get("Extension")
    return isinstance(extension, dict) and bool(_text(extension, "Deletion", "DeletedAt"))


def _period(relation: Row, updated: str) -> tuple[str, str, str]:
    """The relationship's own period; those of accounts and filings say nothing about it."""
    for each in _list(relation.get("RelationshipPeriods"), "RelationshipPeriod"):
        if _text(each, "PeriodType") == "RELATIONSHIP_PERIOD":
            return _text(each, "StartDate")[:10], _text(each, "EndDate")[:10], updated[:10]
    return "", "", updated[:10]


def _exception(row: Row, into: Gathering, counts: Counts) -> None:
    """Never a link: a note why no parent is named."""
    node = into.node(SPACE, _text(row, "LEI"))
    if _deleted(row):
        counts.skip("deleted")
        return
    reasons = ", ".join(str(each) for each in _list(row.get("ExceptionReason"), "ExceptionReason"))
    level = "ultimate" if _text(row, "ExceptionCategory").startswith("ULTIMATE") else "direct"
    into.note(node, f"no {level} parent is named: {reasons or 'no reason given'}")
    counts.skip("reason why no parent is named")
