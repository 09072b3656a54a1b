"""Writes the development set as CSV files for reading and tuning: one file for each set and half."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from endgate.names.measure.development import Development
from endgate.names.measure.model import Half, LabelledPair, LabelledQuery
from endgate.names.model import Query

_PAIR = ("left", "right", "kind", "same", "set", "tier", "variant")
_FACTS = ("birth_date", "country", "ids")
_QUERY = ("name", "kind", "country", "birth_date", "expected_id", "set", "tier", "variant")


def dump(development: Development, folder: Path) -> dict[str, int]:
    """Write ``pairs-SET-HALF.csv`` and ``queries-SET-HALF.csv`` into the folder; returns rows by file."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, int] = {}
    for name, pairs in {
        **development.pair_sets,
        "headline": development.headline,
        "entities": development.entities,
    }.items():
        for half in Half:
            chosen = [pair for pair in pairs if pair.half is half]
            written |= _write(folder / f"pairs-{name}-{half}.csv", pair_columns(chosen), map(pair_row, chosen))
    for half in Half:
        clean = [each for each in development.clean if each.half is half]
        written |= _write(folder / f"queries-clean-{half}.csv", _QUERY, map(query_row, clean))
    return written


def pair_columns(pairs: Sequence[LabelledPair]) -> tuple[str, ...]:
    """The columns that these pairs fill: facts only where one states any."""
    facts = any(_stated(query) for pair in pairs for query in (pair.left, pair.right))
    return (*_PAIR, *(f"{side}_{fact}" for side in ("left", "right") for fact in _FACTS)) if facts else _PAIR


def _stated(query: Query) -> bool:
    return bool(query.birth or query.countries or query.identifiers)


def pair_row(pair: LabelledPair) -> dict[str, str]:
    row = {
        "left": pair.left.names[0],
        "right": pair.right.names[0],
        "kind": pair.left.kind.value,
        "same": str(int(pair.same)),
        "set": pair.set,
        "tier": pair.tier,
        "variant": pair.variant,
    }
    for side, query in (("left", pair.left), ("right", pair.right)):
        row |= {f"{side}_{key}": value for key, value in fact_cells(query).items()}
    return row


def fact_cells(query: Query) -> dict[str, str]:
    """Facts of a side as cells; several values are parted by ``|``, numbers are written KIND:VALUE."""
    return {
        "birth_date": "|".join(str(each) for each in query.birth),
        "country": "|".join(dict.fromkeys(country for _, country in query.countries)),
        "ids": "|".join(f"{each.kind}:{each.value}" for each in query.identifiers),
    }


def query_row(labelled: LabelledQuery) -> dict[str, str]:
    facts = fact_cells(labelled.query)
    return {
        "name": labelled.query.names[0],
        "kind": labelled.query.kind.value,
        "country": facts["country"],
        "birth_date": facts["birth_date"],
        "expected_id": "|".join(sorted(labelled.expected)),
        "set": labelled.set,
        "tier": labelled.tier,
        "variant": labelled.variant,
    }


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> dict[str, int]:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
    return {path.name: count}
