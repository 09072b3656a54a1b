"""Measures every screening profile and writes what it reached as the table that answers and pages print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from endgate.cli.figures.matching import Asked, Measured
from endgate.cli.figures.measure import Figures
from endgate.cli.output import write_whole
from endgate.names.measure.development import Development
from endgate.names.measure.judging import counted
from endgate.names.measure.searching import Answered, recall
from endgate.names.measure.wilson import wilson
from endgate.names.profiles import profile_names


def write_profile_figures(development: Development, path: Path, day: date) -> Figures:
    """Measure each profile and write the table. Raises EndgateError (EG9012) when it cannot be written."""
    parts = {name: Measured(development, Asked(name)) for name in profile_names()}
    tables = {name: profile_table(found) for name, found in parts.items()}
    first = next(iter(parts.values()))
    about = f"{len(first.headline)} pairs, {len(first.clean)} clean names, seed {development.seed}"
    lines = [
        "# Generated: endgate bench names --profile-figures src/endgate/data/names/profile_figures.toml",
        f"measured_on = {day.isoformat()}",
        f'set = "development set of names (docs/benchmarks.md): {about}"',
        *(line for name, table in tables.items() for line in ("", f"[{name}]", *table)),
    ]
    write_whole(path, ("\n".join(lines) + "\n").encode())
    return {f"{name}_{key}": value for name, found in parts.items() for key, value in _rates(found).items()}


def profile_table(found: Measured) -> list[str]:
    """The lines of one profile."""
    lines = [f"{key} = {value}" for key, value in _rates(found).items()]
    for label, answered in (
        ("with_facts", found.clean),
        ("name_only", found.clean_name_only),
        ("put_together", found.clean_put_together),
    ):
        lines.append(f"false_positives_{label}_per_10k = {_share(answered)}")
    return lines


def _rates(found: Measured) -> Figures:
    counts = counted(found.headline)
    altered = recall(each for each in found.known_name_only if each.asked.variant)
    values = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1, "altered_recall": altered}
    return {key: round(value or 0.0, 4) for key, value in values.items()}


def _share(answered: Sequence[Answered]) -> str:
    """Of 10,000, with the interval of 95 %."""
    raised = sum(each.raised for each in answered)
    low, high = wilson(raised, len(answered))
    of = 10000 * raised / max(len(answered), 1)
    return f"{{ of = {of:.2f}, from = {10000 * low:.2f}, to = {10000 * high:.2f} }}"
