"""Compiles measure files to one plain, normalised document (``law.json``), which ``book.py`` opens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from endgate.law.book import BOOK_SCHEMA, LawBook
from endgate.law.check import all_groups, all_lists, check
from endgate.law.errors import LawError
from endgate.law.load import Loaded, load
from endgate.terms.codec import encode

__all__ = ["BOOK_SCHEMA", "LawBook", "compile_law", "compiled"]


def compile_law(paths: Iterable[Path]) -> dict[str, Any]:
    """Compile files and folders. Raises LawError with every fault; the same files in any order give the same book."""
    loaded = load(paths)
    faults = check(loaded)
    if faults:
        raise LawError(*faults)
    return compiled(loaded)


def compiled(loaded: Loaded) -> dict[str, Any]:
    """The plain document of what was loaded. Its ``digest`` covers all the rest."""
    files = loaded.files
    body: dict[str, Any] = {
        "schema": BOOK_SCHEMA,
        "instruments": _by_id(file.instrument for file in files),
        "groups": _by_id(all_groups(loaded)),
        "lists": _by_id(all_lists(loaded)),
        "propositions": _by_id(loaded.propositions),
        "authorities": _by_id(loaded.authorities),
        "measures": [_without_tests(each) for each in _by_id(loaded.measures())],
        "suspensions": _by_id(each for file in files for each in file.suspensions),
        "revivals": _by_id(each for file in files for each in file.revivals),
        "repeals": _by_id(each for file in files for each in file.repeals),
    }
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {**body, "digest": hashlib.sha256(text.encode()).hexdigest()}


def _by_id(things: Iterable[Any]) -> list[Any]:
    return [encode(each) for each in sorted(things, key=lambda each: str(each.id))]


def _without_tests(measure: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in measure.items() if key != "tests"}
