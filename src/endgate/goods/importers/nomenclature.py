"""Reads tariff nomenclatures: the Harmonized System, the Combined Nomenclature, TARIC, everyday names of goods."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Heading:
    """One code with its words; ``level`` counts the digits that mean something."""

    code: str
    level: int
    text: str


@dataclass(frozen=True)
class Nomenclature:
    """A nomenclature of one year: headings in order, counts by name."""

    name: str
    headings: tuple[Heading, ...]
    counts: Mapping[str, int]


def harmonized_system(content: bytes) -> Nomenclature:
    """HS 2022 as CSV: codes keep their leading noughts, the row of totals is left out."""
    rows = [row for row in _rows(content) if row["hscode"] != "TOTAL"]
    headings = tuple(Heading(row["hscode"], int(row["level"]), row["description"]) for row in rows)
    levels = Counter(each.level for each in headings)
    return Nomenclature(
        "hs-2022", headings, {"rows": len(rows), **{f"level_{k}": n for k, n in sorted(levels.items())}}
    )


def combined_nomenclature(content: bytes) -> Nomenclature:
    """CN codes of eight digits as JSON."""
    rows: list[Mapping[str, Any]] = json.loads(_plain(content))
    headings = tuple(Heading(row["code"], 8, row["name"]) for row in rows)
    return Nomenclature(
        "cn-2026", headings, {"codes": len(headings), "distinct": len({each.code for each in headings})}
    )


def taric(content: bytes) -> Nomenclature:
    """TARIC as CSV: a code may stand at several places of the hierarchy."""
    rows = list(_rows(content))
    position = Counter(row["hier_pos"] for row in rows)
    codes = [row["goods_code"] for row in rows]
    headings = tuple(Heading(row["goods_code"], int(row["hier_pos"]), row["description"]) for row in rows)
    counts = {
        "rows": len(rows),
        "distinct": len(set(codes)),
        **{f"position_{key}": n for key, n in sorted(position.items())},
    }
    return Nomenclature("taric", headings, counts)


def everyday_names(content: bytes) -> Nomenclature:
    """Names by which traders look for a code; some ids carry a suffix after a dash."""
    rows = json.loads(_plain(content))["data"]
    headings = tuple(
        Heading(row["goods_nomenclature_item_id"].split("-")[0], len(row["goods_nomenclature_item_id"]), row["title"])
        for row in rows
    )
    kinds = Counter(row["class"].lower() for row in rows)
    suffixed = sum("-" in row["goods_nomenclature_item_id"] for row in rows)
    return Nomenclature("uk-names", headings, {"names": len(rows), "suffixed": suffixed, **kinds})


def _plain(content: bytes) -> bytes:
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def _rows(content: bytes) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(_plain(content).decode("utf-8-sig")))
