"""How a date lies to the held versions of a list, and what history attests beyond them (specification 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from endgate.goods.data import GoodsData
from endgate.goods.model import Cause, Fit, ProvisionResult
from endgate.terms.truth import Truth

Row = Mapping[str, str]
_NEWEST = "9999-12-31"


@dataclass(frozen=True)
class Position:
    """Where a date lies: the versions to read (two when it lies between), and whether the newest one is stale."""

    list: str
    day: date
    fit: Fit
    versions: tuple[Row, ...] = ()
    stale: bool = False

    @property
    def label(self) -> str:
        return " / ".join(row["version"] for row in self.versions)


def position(list_id: str, day: date, data: GoodsData) -> Position:
    """Find the version or versions of a list that speak on ``day``."""
    rows = data.versions.get(list_id, ())
    if not rows:
        return Position(list_id, day, Fit.NOT_HELD)
    if day < date.fromisoformat(rows[0]["valid_from"]):
        return Position(list_id, day, Fit.BEFORE_FIRST, (rows[0],))
    at = max(i for i, row in enumerate(rows) if date.fromisoformat(row["valid_from"]) <= day)
    attested = date.fromisoformat(rows[at]["attested"])
    if day <= attested:
        return Position(list_id, day, Fit.EXACT, (rows[at],))
    if at + 1 < len(rows):
        return Position(list_id, day, Fit.BETWEEN, (rows[at], rows[at + 1]))
    limit = data.list_rows[list_id]["stale_after_days"]
    stale = bool(limit) and (day - attested).days > int(limit)
    return Position(list_id, day, Fit.AFTER_LAST, (rows[at],), stale)


def over_versions(
    where: Position, path: str, data: GoodsData, judge: Callable[[str], ProvisionResult]
) -> ProvisionResult:
    """Judge a provision in every version that may have stood on the day; where they differ nobody knows."""
    if not where.versions:
        return replace(judge(_NEWEST), note="a rule without a held text of the list")
    results = [judge(row["valid_from"]) for row in where.versions]
    newest = results[-1]
    if len({result.truth for result in results}) > 1:
        shown = ", ".join(
            f"{row['version']}: {result.truth.value}" for row, result in zip(where.versions, results, strict=True)
        )
        note = f"the date lies between held versions that differ ({shown})"
        return replace(newest, truth=Truth.UNKNOWN, cause=Cause.NOT_HELD, note=note)
    if where.fit is not Fit.BEFORE_FIRST:
        return newest
    attested = attesting(where, path, data)
    if attested is None or attested["status"] == INFERRED:
        note = f"no text of that day is held; shown as in {where.label}: {newest.truth.value}"
        note += "" if attested is None else f"; inferred, to be confirmed: {attested['what']}"
        return replace(newest, truth=Truth.UNKNOWN, cause=Cause.NOT_HELD, note=note)
    return replace(newest, note=f"attested, not read ({attested['status']}): {attested['what']}")


INFERRED = "inferred"
"""Status of a row of history that rests on a conclusion and no source: it is told and settles nothing."""


def attesting(where: Position, path: str, data: GoodsData) -> Row | None:
    """The row of history that carries a provision back to the day, if there is one."""
    for row in data.history:
        if row["list"] != where.list or not (path == row["path"] or path.startswith(row["path"] + ".")):
            continue
        if date.fromisoformat(row["valid_from"]) <= where.day < date.fromisoformat(row["valid_to"]):
            return row
    return None


def in_some_version(code: str, where: Position, data: GoodsData) -> bool:
    """May the list have held this entry on the day? Entries of lists that are not held, and of rules alone, always."""
    if where.list != "eu-annex1" or code in data.rules.get(where.list, {}):
        return True
    return any(in_version(code, where.list, row["valid_from"], data) for row in where.versions)


def in_version(code: str, list_id: str, version_from: str, data: GoodsData) -> bool:
    """Does the list hold this five-character entry in the version that begins on that day?"""
    row = data.items.get(code)
    if row is None:
        return False
    if list_id == "us-ccl":
        return row["us_2026"] == "yes"
    return row["eu_2025" if version_from >= "2025" else "eu_2021"] == "yes"
