"""Screening profiles: how strict an answer is. The figures are data (profiles.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from endgate.names.errors import UNKNOWN_PROFILE, NamesError
from endgate.names.tables import settings


@dataclass(frozen=True)
class Profile:
    """Cuts on the score, bits asked of a loose agreement relative to log2 of the parties searched, search breadth."""

    name: str
    cut: float
    possible: float
    bits_offset: float
    bag_cut: int
    grams: int
    scored: int


def profile_names() -> tuple[str, ...]:
    """All profiles, from the strictest."""
    return tuple(settings("profiles"))


@cache
def profile_named(name: str) -> Profile:
    """The profile of that name. Raises NamesError naming those there are."""
    table: dict[str, Any] = settings("profiles")
    if name not in table:
        raise NamesError(UNKNOWN_PROFILE.at("profile", f"{name!r} is not one of {', '.join(table)}"))
    row = table[name]
    return Profile(
        name,
        float(row["cut"]),
        float(row["possible"]),
        float(row["bits_offset"]),
        int(row["bag_cut"]),
        int(row["grams"]),
        int(row["scored"]),
    )
