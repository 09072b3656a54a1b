"""What a list itself asks for an entry and a destination: the US country chart. No mark is no permission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.goods.data import GoodsData
from endgate.goods.model import EntryResult, ItemResult, Status
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth, any_of

US = "us-ccl"
CHART_FIELDS = ("reason", "column", "scope", "paragraphs", "destinations", "sections")
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
_EVERYWHERE = "*"


@dataclass(frozen=True)
class ReasonRow:
    """One reason for control of one listed entry at one destination.

    ``column`` is empty where the list speaks in words; ``sections`` are what to read then. F says that there is no
    requirement on this reason, never that the deal is permitted.
    """

    entry: str
    reason: str
    column: str
    truth: Truth
    note: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Requirement:
    """Does the list ask a licence there? The chart is known as it stood on ``attested``; an older day is not held."""

    list: str
    destination: CountryCode | None
    truth: Truth
    rows: tuple[ReasonRow, ...]
    note: str
    citation: str
    attested: date


@dataclass(frozen=True)
class _Place:
    """The chart's row of a destination. ``open`` says why no column of it can be read."""

    code: str
    columns: frozenset[str] = frozenset()
    footnotes: tuple[str, ...] = ()
    open: str = ""
    sections: tuple[str, ...] = ()


def requirements(result: ItemResult, destination: CountryCode | None, data: GoodsData) -> Requirement:
    """Collect every reason for control of the item's US entries and look each up for the destination.

    Each affirmative reason has to be overcome separately (15 CFR 738.4(a)(2)), so any T makes the whole T.
    """
    chart = data.part("us_chart")
    place = _place(destination, chart)
    rows: list[ReasonRow] = []
    status = _status(result)
    for entry in result.on(US).entries if status is not None else ():
        if entry.status is Status.LISTED:
            rows += _entry(entry, place, chart)
        elif entry.status is Status.UNDETERMINED:
            rows.append(ReasonRow(entry.entry, "", "", U, "whether the item is on this entry is open"))
    truth, note = _whole(status, rows, place)
    return Requirement(
        US, destination, truth, tuple(rows), note, str(chart["citation"]), date.fromisoformat(chart["attested"])
    )


def _status(result: ItemResult) -> Status | None:
    return next((each.status for each in result.lists if each.list == US), None)


def _whole(status: Status | None, rows: list[ReasonRow], place: _Place) -> tuple[Truth, str]:
    if status is None:
        return U, "the list was not asked"
    if status is Status.NOT_LISTED:
        return F, "not on the list"
    truth = any_of([each.truth for each in rows]) if rows else U
    if status is Status.UNDETERMINED and truth is F:
        truth = U
    if truth is U and status is Status.UNDETERMINED:
        return U, "whether the item is on the list is open"
    said = {
        T: "a licence is required for each reason that is marked",
        F: "no requirement on these reasons; other parts of the regulations may still ask a licence",
        U: place.open or "the list speaks in words that are not encoded",
    }
    pointed = f"; see also {', '.join(place.sections)}" if truth is not U and place.sections else ""
    return truth, said[truth] + pointed


def _place(destination: CountryCode | None, chart: Mapping[str, Any]) -> _Place:
    if destination is None:
        return _Place("", open="no destination is stated")
    row = chart["marks"].get(str(destination))
    if row is None:
        return _Place(str(destination), open="the chart has no row of this destination and names no row for it")
    if row["row_of"]:
        row = chart["marks"][row["row_of"]]
    sections = tuple(filter(None, row["pointer"].split("|")))
    pointed = f"the chart has no marks here and points to {', '.join(sections)}" if sections else ""
    columns = frozenset(filter(None, row["columns"].split("|")))
    return _Place(row["code"], columns, tuple(filter(None, row["footnotes"].split("|"))), pointed, sections)


def _entry(entry: EntryResult, place: _Place, chart: Mapping[str, Any]) -> Iterator[ReasonRow]:
    known = chart["entries"].get(entry.entry)
    if known is None:
        yield ReasonRow(entry.entry, "", "", U, "the licence requirements of this entry are not held")
        return
    for each in known:
        yield _row(entry, dict(zip(CHART_FIELDS, each, strict=True)), place)
    for number in place.footnotes:
        footnote = chart["footnotes"][number]
        if footnote["effect"] == "open" and (
            entry.entry in footnote["entries"].split("|") or footnote["entries"] == "*"
        ):
            yield ReasonRow(
                entry.entry, "", "", U, f"footnote {number} of the chart", tuple(footnote["sections"].split("|"))
            )


def _row(entry: EntryResult, row: Mapping[str, str], place: _Place) -> ReasonRow:
    reaches = _reaches(row, entry.path or entry.entry)
    marked = _marked(row, place)
    truth = reaches & marked
    sections = tuple(filter(None, row["sections"].split("|")))
    note = ""
    if truth is U and marked is U:
        note = place.open or "asked in words that are not encoded"
        sections = (*sections, *place.sections)
    elif truth is U:
        note = "marked, but which goods of the entry it is for is said in words or by a paragraph not known"
    return ReasonRow(entry.entry, row["reason"], row["column"], truth, note, sections)


def _reaches(row: Mapping[str, str], path: str) -> Truth:
    """Is the reason for this provision of the entry? U where words say it, or where the provision is not known."""
    if row["scope"] in ("entry", "words"):
        return T if row["scope"] == "entry" else U
    named = row["paragraphs"].split("|")
    if any(path == each or path.startswith(each + ".") for each in named):
        found = T
    else:
        found = U if any(each.startswith(path + ".") for each in named) else F
    return ~found if row["scope"] == "except" else found


def _marked(row: Mapping[str, str], place: _Place) -> Truth:
    if row["destinations"] == _EVERYWHERE:
        return T
    if row["destinations"]:
        return Truth.of(place.code in row["destinations"].split("|")) if place.code else U
    if place.open or not row["column"]:
        return U
    return Truth.of(row["column"] in place.columns)
