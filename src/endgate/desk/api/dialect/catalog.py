"""``/catalog`` and ``/algorithms``: what is held, how fresh it is, and how names are compared."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from endgate.desk.api.dialect.datasets import collections, name_of
from endgate.desk.api.dialect.datasets import datasets as named
from endgate.desk.api.dialect.matching import ALGORITHMS, BEST
from endgate.edition.model import SourceInfo
from endgate.edition.opened import Edition

_COLLECTIONS = {"default": "All lists that this installation holds", "sanctions": "Sanctions lists"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def catalog(edition: Edition, today: date) -> dict[str, Any]:
    """The catalogue in the shape of the interface; a list past its limit is outdated, not current."""
    held = {each.id: each for each in edition.sources()}
    rows = [_collection(name, held) for name in collections()]
    rows += [_source(info) for info in held.values()]
    old = [name_of(info.id) for info in held.values() if info.stale(today)]
    return {
        "datasets": rows,
        "current": sorted(name_of(each) for each in held if name_of(each) not in old),
        "outdated": sorted(old),
        "index_stale": False,
    }


def _source(info: SourceInfo) -> dict[str, Any]:
    known = {each.source: each for each in named()}.get(info.id)
    return _row(name_of(info.id), info.name if known is None else known.title, version(info), [], info)


def _collection(name: str, held: dict[str, SourceInfo]) -> dict[str, Any]:
    inside = [held[each.source] for each in collections()[name] if each.source in held]
    newest = max(inside, key=version, default=None)
    return _row(
        name,
        _COLLECTIONS.get(name, name),
        "" if newest is None else version(newest),
        [name_of(each.id) for each in inside],
        newest,
    )


def _row(name: str, title: str, stamp: str, children: list[str], info: SourceInfo | None) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "load": True,
        "version": stamp,
        "index_version": stamp,
        "index_current": True,
        "children": children,
        "updated_at": None if info is None else _obtained(info).strftime("%Y-%m-%dT%H:%M:%S"),
    }


def _obtained(info: SourceInfo) -> datetime:
    """When the newest content was obtained; its stated day where it came with the package."""
    stamps = [each.obtained_at for each in info.snapshots if each.obtained_at]
    if stamps:
        return datetime.fromisoformat(max(stamps).replace("Z", "+00:00"))
    return datetime.combine(info.stated_date or date(1970, 1, 1), time())


def version(info: SourceInfo) -> str:
    """``YYYYMMDDHHMMSS-abc``: when the content was obtained and three letters of its hash."""
    digest = info.snapshots[-1].sha256 if info.snapshots else "0" * 6
    letters = "".join(_LETTERS[int(digest[n : n + 2], 16) % 26] for n in (0, 2, 4))
    return f"{_obtained(info):%Y%m%d%H%M%S}-{letters}"


def algorithms() -> dict[str, Any]:
    """Our profiles as algorithms."""
    features = {
        "name_match": _feature("How well the names agree, word by word", 1.0),
        "country_match": _feature("Countries that agree or differ", 0.2),
        "birth_date_match": _feature("Birth dates that agree or differ", 0.4),
        "identifier_match": _feature("Numbers that agree or differ", 1.0),
    }
    rows = [
        {
            "name": name,
            "description": f"Endgate's {ALGORITHMS[name]} profile",
            "features": features,
            "docs": {
                "name": name,
                "description": f"Endgate's {ALGORITHMS[name]} profile",
                "config": {},
                "features": features,
            },
        }
        for name in ("endgate-standard", "endgate-strict", "endgate-wide")
    ]
    return {"algorithms": rows, "default": "best", "best": BEST}


def _feature(description: str, coefficient: float) -> dict[str, Any]:
    return {"description": description, "coefficient": coefficient, "url": None}
