"""What each screening profile was measured to reach: a generated table (profile_figures.toml), said in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.names.tables import settings


@dataclass(frozen=True)
class ProfileFigures:
    """Figures of one profile on the development set.

    ``false_positives`` and its interval of 95 % count clean names in 10,000 that match somebody by name alone.
    """

    profile: str
    measured_on: date
    precision: float
    recall: float
    altered_recall: float
    false_positives: float
    false_positives_low: float
    false_positives_high: float

    def __str__(self) -> str:
        return (
            f"profile {self.profile}, measured {self.measured_on}: of 100 pairs it takes for one party "
            f"{100 * self.precision:.0f} are; of 100 pairs that are one it finds {100 * self.recall:.0f}; of 10,000 "
            f"names of nobody listed {self.false_positives:.0f} match by name alone "
            f"({self.false_positives_low:.0f} to {self.false_positives_high:.0f})"
        )


def profile_figures(profile: str) -> ProfileFigures | None:
    """The figures of a profile; None when it was never measured."""
    table: dict[str, Any] = settings("profile_figures")
    row = table.get(profile)
    if row is None:
        return None
    by_name = row["false_positives_name_only_per_10k"]
    return ProfileFigures(
        profile,
        table["measured_on"],
        float(row["precision"]),
        float(row["recall"]),
        float(row["altered_recall"]),
        float(by_name["of"]),
        float(by_name["from"]),
        float(by_name["to"]),
    )
