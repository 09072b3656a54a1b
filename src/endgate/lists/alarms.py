"""Judging a list before it is stored: what refuses it, and what only asks a person to look.

A list that shrinks may be cut or may be right (84 parties really left the UN list at once in 2023): alarms ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from endgate.lists.errors import (
    LOOKS_PARTIAL,
    NOT_THE_FORMAT,
    OLDER,
    SCHEMA_DRIFT,
    SHRINK,
    ListRefusedError,
)
from endgate.lists.importers.contract import ImportReport, Scope
from endgate.lists.snapshots import Snapshot, State
from endgate.lists.sources import Source
from endgate.terms.faults import Fault

MONTH_GAP, YEAR_GAP = 35, 366
_PROGRAMME = "programme:"
_ONE_PER_CENT = 100


def refuse_unfit(source: Source, report: ImportReport, scope: Scope, where: str) -> None:
    """Raise ListRefusedError when the reading as a whole cannot be trusted."""
    if not report.balanced:
        noise = sum(report.noise.values())
        what = (
            f"{report.rows_read} rows read: {report.rows_used} used, {report.rows_quarantined} set aside, {noise} noise"
        )
        raise ListRefusedError(SCHEMA_DRIFT.at(where, what))
    if report.parties == 0:
        raise ListRefusedError(LOOKS_PARTIAL.at(where, "no party in it"))
    if report.rows_quarantined * _ONE_PER_CENT > report.rows_read:
        what = f"{report.rows_quarantined} of {report.rows_read} rows cannot be read; first: {report.quarantined[0]}"
        raise ListRefusedError(SCHEMA_DRIFT.at(where, what))
    _refuse_drift(report, where)
    _refuse_other_list(source, report, where)
    if scope.proves_absence:
        _refuse_missing(source, report, where)


def _refuse_drift(report: ImportReport, where: str) -> None:
    for key, count in report.unknown.items():
        if key.startswith("value ") and count * _ONE_PER_CENT > report.rows_read:
            raise ListRefusedError(
                SCHEMA_DRIFT.at(where, f"{key!r} in {count} of {report.rows_read} rows is not known")
            )


def _refuse_other_list(source: Source, report: ImportReport, where: str) -> None:
    foreign = [each for each in source.programmes_foreign if f"{_PROGRAMME}{each}" in report.counts]
    if foreign:
        what = f"programmes {', '.join(foreign)} never stand in {source.name}"
        raise ListRefusedError(NOT_THE_FORMAT.at(where, what, remedy="Name the source the files come from."))


def _refuse_missing(source: Source, report: ImportReport, where: str) -> None:
    families = {key.partition(":")[0] for key in report.counts}
    few = [
        f"{key} {report.counts.get(key, 0)}"
        for key, n in source.least_counts.items()
        if key.partition(":")[0] in families and report.counts.get(key, 0) < n
    ]
    if few:
        raise ListRefusedError(LOOKS_PARTIAL.at(where, f"fewer than any whole file holds: {', '.join(few)}"))
    missing = missing_programmes(source, report.counts)
    if len(missing) * 100 > len(source.programmes_expected) * source.missing_refused_percent:
        raise ListRefusedError(LOOKS_PARTIAL.at(where, f"expected programmes are missing: {', '.join(missing)}"))


def missing_programmes(source: Source, counts: dict[str, int]) -> list[str]:
    """Programmes that the source's list is expected to hold and that these counts lack."""
    return [each for each in source.programmes_expected if f"{_PROGRAMME}{each}" not in counts]


def alarms(
    source: Source, day: date, scope: Scope, counts: dict[str, int], held: tuple[Snapshot, ...]
) -> tuple[Fault, ...]:
    """What a person should look at, by comparison with the nearest whole lists before and after ``day``."""
    before = predecessor(day, held)
    later = [each for each in _whole(held) if each.stated_date > day]
    found: list[Fault] = []
    if later:
        what = f"a list of {later[-1].stated_date} is held already; this one of {day} is stored as history"
        found.append(OLDER.at(source.id, what))
    if not scope.proves_absence:
        return tuple(found)
    if before is None:
        missing = missing_programmes(source, counts)
        if missing:
            found.append(LOOKS_PARTIAL.at(source.id, f"expected programmes are missing: {', '.join(missing)}"))
        return tuple(found)
    return (*found, *_compare(source, day, counts, before))


def _whole(held: tuple[Snapshot, ...]) -> list[Snapshot]:
    taken = (State.IN_FORCE, State.SUPERSEDED)
    return [each for each in held if each.state in taken and each.scope.proves_absence]


def predecessor(day: date, held: tuple[Snapshot, ...]) -> Snapshot | None:
    """The newest whole list of ``day`` or before."""
    earlier = [each for each in _whole(held) if each.days[-1] <= day]
    return max(earlier, key=lambda each: each.days[-1], default=None)


def change_alarm(
    source: Source, day: date, before: Snapshot, old: Mapping[str, int], new: Mapping[str, int]
) -> Fault | None:
    """Ask when too many entries held in both lists differ. ``old`` and ``new`` map party ids to marks of content."""
    both = old.keys() & new.keys()
    changed = sum(old[each] != new[each] for each in both)
    if not both or changed * 100 <= len(both) * source.changed_percent:
        return None
    gap = (day - before.days[-1]).days
    what = f"{changed} of {len(both)} entries changed since the list of {before.days[-1]}, {gap} days before"
    return SHRINK.at(source.id, what)


def _compare(source: Source, day: date, counts: dict[str, int], before: Snapshot) -> list[Fault]:
    gap = (day - before.days[-1]).days
    then = f"{before.days[-1]}, {gap} days before"
    found = _growth(source, counts, before, then)
    if gap > YEAR_GAP:
        return found
    band = 0 if gap <= MONTH_GAP else 1
    old, new = before.counts.get("parties", 0), counts.get("parties", 0)
    if _fell(old, new, source.shrink_total_percent[band]):
        found.append(SHRINK.at(source.id, f"{new} parties, {old} in the list of {then}"))
    for key, was in before.counts.items():
        now = counts.get(key, 0)
        if key.startswith(_PROGRAMME) and (now == 0 or _fell(was, now, source.shrink_programme_percent[band])):
            programme = key.removeprefix(_PROGRAMME)
            found.append(SHRINK.at(source.id, f"programme {programme}: {now} parties, {was} in the list of {then}"))
    return found


def _fell(old: int, new: int, percent: int) -> bool:
    return (old - new) * 100 > old * percent


def _growth(source: Source, counts: dict[str, int], before: Snapshot, then: str) -> list[Fault]:
    """A list that doubles says that the earlier one may have been a part."""
    old, new = before.counts.get("parties", 0), counts.get("parties", 0)
    if new < 2 * old:
        return []
    return [LOOKS_PARTIAL.at(source.id, f"{new} parties, only {old} in the list of {then}: was that one a part?")]
