"""OFAC's relations between listed parties: the Enhanced export, and the remarks of the older sdn.csv."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from endgate.lists.importers.xmlstream import read_records
from endgate.network.compiled import fold
from endgate.network.errors import BROKEN_ROW
from endgate.network.gather import ALWAYS_BEFORE, Counts, Gathering
from endgate.network.records import NodeKind, Rank
from endgate.network.tables import by
from endgate.terms.dates import PartialDate

SPACE = "ofac"
_KINDS = {
    "Individual": NodeKind.PERSON,
    "individual": NodeKind.PERSON,
    "Vessel": NodeKind.VESSEL,
    "vessel": NodeKind.VESSEL,
    "Aircraft": NodeKind.AIRCRAFT,
    "aircraft": NodeKind.AIRCRAFT,
}
_LOW = "1541"
"""Reference number of a relation that OFAC itself holds for uncertain."""
_LINKED = re.compile(r"Linked To:?\s+(?P<name>.+?)\s*(?:;|$)", re.IGNORECASE)


def read_enhanced(stream: IO[bytes], into: Gathering, counts: Counts) -> None:
    """Read the Enhanced XML export. Raises ListRefusedError when it breaks off."""
    as_of = _As()
    for line, node in read_records(stream, counts.file, ("dataAsOf", "entity"), lambda *_: None):  # type: ignore[arg-type]
        if node.tag == "dataAsOf":
            as_of.day = (node.text or "").strip()[:10]
        elif node.get("id"):
            _entity(node, f"{counts.file}:{line}", as_of.day, into, counts)


class _As:
    """The day of the file, met before its entities."""

    day = ""


def _entity(node: Element, where: str, day: str, into: Gathering, counts: Counts) -> None:
    subject = into.node(SPACE, node.get("id", ""))
    word = (node.findtext("generalInfo/entityType") or "").strip()
    into.describe(subject, _name(node), _KINDS.get(word, NodeKind.UNKNOWN))
    for each in node.iterfind("sanctionsLists/sanctionsList"):
        listed = by("listed_in", "list").get((each.text or "").strip())
        if listed is not None:
            into.listed[subject] = (listed["base"], _day(each.get("datePublished", "")))
    for each in node.iterfind("relationships/relationship"):
        counts.read += 1
        _relation(each, subject, where, day, into, counts)


def _name(node: Element) -> str:
    names = list(node.iterfind("names/name"))
    names.sort(key=lambda each: each.findtext("isPrimary") != "true")
    return next((text.strip() for each in names for text in _spellings(each) if text), "")


def _spellings(name: Element) -> Iterator[str]:
    forms = list(name.iterfind("translations/translation"))
    forms.sort(key=lambda each: each.findtext("isPrimary") != "true")
    yield from (each.findtext("formattedFullName") or "" for each in forms)


def _day(text: str) -> int:
    try:
        return PartialDate.parse(text[:10]).earliest().toordinal()
    except ValueError:
        return ALWAYS_BEFORE


def _relation(node: Element, subject: int, where: str, day: str, into: Gathering, counts: Counts) -> None:
    kind, related = node.find("type"), node.find("relatedEntity")
    row = by("ofac_relations", "type").get("" if kind is None else kind.get("refId", ""))
    target = "" if related is None else related.get("entityId", "")
    if row is None or not target or related is None:
        counts.skip("unknown type" if target else "an end is missing")
        words = "" if kind is None else (kind.text or "").strip()
        counts.fault(BROKEN_ROW.at(where, f"relation {words or 'without a type'} to {target or 'nobody'}"))
        return
    other = into.node(SPACE, target)
    into.call(other, (related.text or "").strip())
    holder, held = (subject, other) if row["reversed"] == "1" else (other, subject)
    quality = node.find("quality")
    low = quality is not None and quality.get("refId") == _LOW
    source = into.cite(f"OFAC: {row['words']}{', quality low' if low else ''}")
    rank = Rank.DOUBTFUL if low else Rank.REPORTED
    into.link(holder, held, row["kind"], None, 0, into.when("", "", day), rank, source=source)
    counts.used += 1


def read_sdn(stream: IO[bytes], into: Gathering, counts: Counts) -> None:
    """Read the remarks "Linked To" of sdn.csv: free text, so an associate as reported and nothing more."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    found: dict[str, int] = {}
    linked: list[tuple[int, str]] = []
    for row in csv.reader(text):
        if len(row) < 12 or not row[0].strip().isdigit():
            continue
        node = into.node(SPACE, row[0].strip())
        into.describe(node, row[1].strip(), _KINDS.get(row[2].strip(), NodeKind.UNKNOWN))
        into.listed[node] = (by("listed_in", "list")["SDN List"]["base"], ALWAYS_BEFORE)
        found.setdefault(fold(row[1]), node)
        linked += [(node, match["name"].rstrip(".")) for match in _LINKED.finditer(row[11])]
    source = into.cite("OFAC remarks: Linked To")
    for node, name in linked:
        counts.read += 1
        holder = found.get(fold(name))
        if holder is None:
            holder = found.get(fold(f"{name}."))
        if holder is None:
            counts.outside += 1
            holder = into.node("name", fold(name))
            into.call(holder, name)
        into.link(holder, node, "associate", source=source)
        counts.used += 1
