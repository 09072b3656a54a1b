"""One line of a finished catalogue: what was found on each held list, what nearly was, what to ask, what is faulty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from endgate.goods.catalogue import CatalogueRow
from endgate.goods.model import Fit, ItemResult, Status
from endgate.terms.faults import Fault

COLUMNS = (
    "row",
    "id",
    "description",
    "verdict",
    "listed",
    "open",
    "near_misses",
    "inferred",
    "questions",
    "seen",
    "faults",
)
_ASKED = 3


def set_aside(row: CatalogueRow) -> dict[str, Any]:
    """A row that could not be used."""
    return {**_head(row, ""), "verdict": "set_aside", **_faults(row.faults)}


def line_of(row: CatalogueRow, result: ItemResult, faults: Sequence[Fault]) -> dict[str, Any]:
    """A classified row. ``verdict`` is the worst over the held lists: listed, undetermined, open or not_listed.

    ``open`` as a verdict says that nothing was raised and nobody declared a classification.
    """
    description = row.item.description if row.item is not None else ""
    entries = [each for found in result.lists for each in found.entries]
    listed = _once(f"{each.list}:{each.path}" for each in entries if each.status is Status.LISTED)
    undecided = (each for each in entries if each.status is Status.UNDETERMINED)
    open_ = _once(f"{each.list}:{each.path} ({each.cause.value})" for each in undecided)
    return {
        **_head(row, description),
        "verdict": _verdict(result, listed, open_),
        "lists": {each.list: each.status.value for each in result.lists if each.fit is not Fit.NOT_HELD},
        "listed": listed,
        "open": open_,
        "near_misses": [f"{each.kind.value}: {each.list}:{each.path}" for each in result.near_misses],
        "inferred": _once(f"{', '.join(e.targets)}: {e.value}" for e in result.identified if e.kind == "figure"),
        "questions": [each.ask for each in result.questions[:_ASKED]],
        "seen": list(result.seen),
        **_faults(faults),
    }


def _once(values: Iterable[str]) -> list[str]:
    """Without repetition: a derived list shows the entries of the list it is made from."""
    return list(dict.fromkeys(values))


def _head(row: CatalogueRow, description: str) -> dict[str, Any]:
    return {"row": row.number, "id": row.id, "description": description}


def _faults(faults: Sequence[Fault]) -> dict[str, Any]:
    return {"faults": [f"{fault.code} {fault.where}: {fault.what}" for fault in faults]}


def _verdict(result: ItemResult, listed: Sequence[str], open_: Sequence[str]) -> str:
    if listed:
        return "listed"
    if open_:
        return "undetermined"
    held = {each.status for each in result.lists if each.fit is not Fit.NOT_HELD}
    return "not_listed" if held == {Status.NOT_LISTED} else "open"


def cells(line: dict[str, Any]) -> list[str]:
    """The same as cells of a table, several values parted by ``; ``."""
    return ["; ".join(value) if isinstance(value := line.get(name, ""), list) else str(value) for name in COLUMNS]
