"""What a screening profile asks, and what it was measured to find and to raise in vain."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from endgate.names.profiles import profile_named
from endgate.names.tables import settings

_MEANING = {
    "cut": "least score that counts as a match",
    "possible": "least score that is shown to be looked at",
    "bits_offset": "bits asked of a loose agreement, beside log2 of the parties searched",
    "bag_cut": "every name whose letters agree to so many per cent is looked at",
    "grams": "names found by rare letter groups, at most",
    "scored": "names scored beside those, at most",
}


def profile_lines(name: str) -> Iterator[str]:
    """The settings of a profile and, where they were measured, its figures."""
    profile_named(name)
    yield f"profile {name}"
    for key, value in settings("profiles")[name].items():
        yield f"  {key:12} {value!s:>8}  {_MEANING.get(key, '')}".rstrip()
    figures = measured(name)
    yield "measured" if figures else "not measured in this installation: endgate bench names"
    yield from _lines(figures, "  ")


def measured(name: str) -> Mapping[str, Any]:
    """The figures of a profile from ``data/names/profile_figures.toml``, with those that hold for the whole file."""
    path = files("endgate") / "data" / "names" / "profile_figures.toml"
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    own = table.get(name) or table.get("profile", {}).get(name)
    shared = {key: value for key, value in table.items() if not isinstance(value, dict)}
    return {**shared, **own} if own else {}


def summary(name: str) -> str:
    """One line for whoever chose the profile: what it was measured to find; empty where it was not."""
    figures = measured(name)
    if "precision" not in figures or "recall" not in figures:
        return ""
    return f"profile {name}: measured precision {figures['precision']}, recall {figures['recall']}"


def _lines(figures: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in figures.items():
        label = key.replace("_", " ")
        if isinstance(value, dict) and value.keys() == {"of", "from", "to"}:
            yield f"{indent}{label}: {value['of']} (between {value['from']} and {value['to']} in 95 of 100 samples)"
        elif isinstance(value, dict):
            yield f"{indent}{label}"
            yield from _lines(value, indent + "  ")
        else:
            yield f"{indent}{label}: {value}"
