"""Sums up an item under each list: from its raised entries, a declaration, another list, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from endgate.goods.candidates import Subject
from endgate.goods.claims import ANSWERED_TWIN, ReadClaim
from endgate.goods.data import GoodsData
from endgate.goods.model import Basis, Cause, ClaimCheck, ClaimOutcome, EntryResult, Fit, ListResult, Status
from endgate.goods.versions import Position, attesting, position

Entries = Mapping[str, Sequence[EntryResult]]
Row = Mapping[str, str]


def summarise(
    made: Subject,
    day: date,
    entries: Entries,
    undated: Sequence[EntryResult],
    claims: Sequence[ReadClaim],
    checks: Sequence[ClaimCheck],
) -> tuple[ListResult, ...]:
    """One result per list of the data, in its order; derived lists follow the ones they rest on.

    ``undated`` are the EU entries on the oldest text held, whatever the day: lists known by equivalence rest on them.
    """
    results: dict[str, ListResult] = {}
    checked = list(zip(claims, checks, strict=True))
    for row in made.data.lists:
        own = [pair for pair in checked if pair[0].list == row["list"]]
        if row["derived"] == "members":
            results[row["list"]] = _members(made, row, day, replace(results["eu-annex1"], entries=tuple(undated)), own)
        elif row["derived"] in results:
            results[row["list"]] = _derived(row, results[row["derived"]], own)
        else:
            results[row["list"]] = _direct(made, row, day, entries.get(row["list"], ()), own)
    return tuple(results.values())


Checked = Sequence[tuple[ReadClaim, ClaimCheck]]


def _direct(made: Subject, row: Row, day: date, entries: Sequence[EntryResult], claims: Checked) -> ListResult:
    where = position(row["list"], day, made.data)
    fit = _fit(where, entries, made.data)
    blank = ListResult(
        row["list"], where.label, fit, Status.UNDETERMINED, Cause.NOTHING_DECLARED, Basis.NONE, tuple(entries)
    )
    for status in (Status.LISTED, Status.UNDETERMINED):
        for entry in entries:
            if entry.status is status and not _stands_aside(entry, claims):
                return replace(blank, status=status, cause=entry.cause, basis=entry.basis)
    if made.held_open is not None:
        cause, note = made.held_open
        return replace(blank, cause=cause, note=note)
    declared = _declared(blank, claims)
    if declared is not None:
        return declared
    if row["held"] == "no" or row["derived"] == "rules":
        return replace(blank, cause=Cause.NOT_HELD, note="the list is not held")
    own = [entry for entry in entries if entry.status is Status.NOT_LISTED]
    if own:
        return replace(blank, status=Status.NOT_LISTED, cause=Cause.NONE, basis=own[0].basis)
    note = "who classified it, when, under which list?"
    return replace(blank, note=note)


def _stands_aside(entry: EntryResult, claims: Checked) -> bool:
    """An entry raised only as the twin of one that the other list answers no gives way to a declaration."""
    return entry.raised_by.startswith(ANSWERED_TWIN) and any(
        claim.not_listed and check.outcome is not ClaimOutcome.CONTRADICTS for claim, check in claims
    )


def _declared(blank: ListResult, claims: Checked) -> ListResult | None:
    for claim, check in claims:
        if claim.fault is not None:
            continue
        if claim.not_listed:
            if check.outcome is ClaimOutcome.CONTRADICTS:
                return replace(blank, cause=Cause.CONTRADICTED_CLAIM, note=check.reason)
            answered = any(entry.status is Status.NOT_LISTED for entry in blank.entries)
            basis = Basis.PARAMETRIC if answered else Basis.DECLARED
            note = f"declared by {check.by} on {check.date}"
            return replace(blank, status=Status.NOT_LISTED, cause=Cause.NONE, basis=basis, note=note)
        if claim.path and check.outcome is ClaimOutcome.CANNOT_TELL:
            note = f"declared as {claim.path} by {check.by} on {check.date}; not verified"
            return replace(blank, status=Status.LISTED, cause=Cause.NONE, basis=Basis.DECLARED, note=note)
        if check.outcome is ClaimOutcome.CONTRADICTS:
            return replace(blank, cause=Cause.CONTRADICTED_CLAIM, note=check.reason)
    return None


def _fit(where: Position, entries: Sequence[EntryResult], data: GoodsData) -> Fit:
    if where.fit is Fit.BEFORE_FIRST and any(attesting(where, entry.path, data) is not None for entry in entries):
        return Fit.ATTESTED
    return where.fit


def _derived(row: Row, base: ListResult, claims: Checked) -> ListResult:
    """A list that is another one, less what it leaves open (``except_open``)."""
    open_entries = set(filter(None, row["except_open"].split("|")))
    result = replace(
        base, list=row["list"], basis=Basis.DERIVED if base.entries else base.basis, note=f"as {base.list}"
    )
    listed = [entry for entry in base.entries if entry.status is Status.LISTED]
    if base.status is Status.LISTED and listed and all(entry.entry in open_entries for entry in listed):
        note = f"{listed[0].entry} is partly left out of this list; its words were not read"
        result = replace(result, status=Status.UNDETERMINED, cause=Cause.NOT_HELD, note=note)
    declared = _declared(result, claims) if result.status is Status.UNDETERMINED and not base.entries else None
    return result if declared is None else declared


def _members(made: Subject, row: Row, day: date, base: ListResult, claims: Checked) -> ListResult:
    """A list known only by which entries of the EU list stand for its own."""
    if day < date.fromisoformat(row["starts_between"]):
        return ListResult(
            row["list"], "", Fit.BEFORE_FIRST, Status.NOT_LISTED, Cause.NONE, Basis.DERIVED, note="not yet made"
        )
    if day < date.fromisoformat(row["starts_by"]):
        note = f"agreed on some day from {row['starts_between']} to {row['starts_by']}"
        return ListResult(row["list"], "", Fit.BEFORE_FIRST, Status.UNDETERMINED, Cause.NOT_HELD, Basis.NONE, note=note)
    rows = [each for each in made.data.members if each["list"] == row["list"]]
    mapped = [(entry, _status_on(entry, rows)) for entry in base.entries]
    inside = tuple(entry for entry, status in mapped if status is not None)
    blank = ListResult(row["list"], "", Fit.ATTESTED, Status.NOT_LISTED, Cause.NONE, Basis.DERIVED, inside)
    note = "membership by equivalence with EU entries (secondary); the list itself was not read"
    statuses = [status for _, status in mapped if status is not None]
    for wanted in (Status.LISTED, Status.UNDETERMINED):
        if wanted in statuses:
            entry = inside[statuses.index(wanted)]
            cause = Cause.NONE if wanted is Status.LISTED else entry.cause
            return replace(blank, status=wanted, cause=cause, note=note)
    if made.held_open is not None:
        cause, why = made.held_open
        return replace(blank, status=Status.UNDETERMINED, cause=cause, note=why)
    if base.entries or base.status is Status.NOT_LISTED:
        return replace(blank, basis=base.basis if not base.entries else Basis.DERIVED, note=note)
    declared = _declared(replace(blank, status=Status.UNDETERMINED), claims)
    return declared or replace(blank, status=Status.UNDETERMINED, cause=base.cause, basis=Basis.NONE, note=note)


def _status_on(entry: EntryResult, rows: Sequence[Row]) -> Status | None:
    """Status of an entry on a list of members; None where no row maps it. The list's own words have no EU version."""
    paths = [each.path for each in entry.provisions] or [entry.path]
    hit = [path for path in paths if any(_maps(row["path"], path) for row in rows)]
    if not hit:
        return None
    if entry.cause is Cause.NOT_HELD and entry.provisions:
        return Status.UNDETERMINED
    if entry.status is Status.LISTED and entry.provisions and entry.path not in hit:
        return Status.NOT_LISTED
    return entry.status


def _maps(pattern: str, path: str) -> bool:
    if pattern.startswith("prefix:"):
        return re.match(pattern.removeprefix("prefix:"), path) is not None
    return path == pattern or path.startswith(pattern + ".") or pattern.startswith(path + ".")
