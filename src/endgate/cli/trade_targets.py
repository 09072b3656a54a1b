"""``endgate trade targets``: declarations ranked for inspection by the outcome of earlier inspections, with reasons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import numpy as np

from endgate.cli.output import emit_json, say, show_faults, table, write_whole
from endgate.cli.paths import FILE
from endgate.routes.targeting.additive import AdditiveModel, dumps
from endgate.routes.targeting.declarations import Declarations, joined, read_declarations
from endgate.routes.targeting.drift import drift
from endgate.routes.targeting.errors import OTHER_MODEL, TargetingError

_Given = FILE
_REASONS = 3
_DRIFTED = 3
_MEANING = "concern indicator; no finding of law reads it"


@click.command(name="targets")
@click.argument("file", type=_Given)
@click.option("--learn", multiple=True, type=_Given, metavar="FILE", help="Inspected declarations, earlier ones.")
@click.option("--model", type=click.Path(dir_okay=False, path_type=Path), help="Written with --learn, read otherwise.")
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="How many declarations.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def targets(file: Path, learn: tuple[Path, ...], model: Path | None, top: int, as_json: bool) -> None:
    """Rank the declarations of FILE for inspection, each with the terms of its score.

    A score says what resembles earlier hits. It is concern, never law.
    """
    used = _model(learn, model)
    seen = read_declarations(file)
    scores = used.scores(seen)
    first = np.argsort(-scores, kind="stable")[:top]
    ranked = [_ranked(used, seen, int(row), float(scores[row]), place) for place, row in enumerate(first, 1)]
    shifts = [str(each) for each in drift(used, seen)[:_DRIFTED]]
    if as_json:
        emit_json(
            {"base_rate": used.base, "inspected": used.inspected, "meaning": _MEANING, "drift": shifts}
            | {"targets": ranked}
        )
    else:
        rows = [
            (str(each["rank"]), each["id"], f"{each['score']:+.2f}", "\n".join(each["reasons"][:_REASONS]))
            for each in ranked
        ]
        table(_MEANING, ("rank", "declaration", "score", "because"), rows)
    say(f"base rate: {used.base:.1%} of {used.inspected} inspected")
    for line in shifts:
        say(f"drift: {line}")
    show_faults(seen.faults)


def _model(learn: tuple[Path, ...], path: Path | None) -> AdditiveModel:
    if learn:
        fitted = AdditiveModel.learn(joined([read_declarations(each) for each in learn]))
        if path is not None:
            write_whole(path, dumps(fitted))
        return fitted
    if path is None:
        raise click.UsageError("name inspected declarations with --learn, or a model with --model")
    try:
        return AdditiveModel.from_json(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise TargetingError(OTHER_MODEL.at(str(path), str(error))) from error


def _ranked(used: AdditiveModel, seen: Declarations, row: int, score: float, place: int) -> dict[str, Any]:
    terms = used.explain(seen, row)
    return {
        "rank": place,
        "id": str(seen.ids[row]),
        "score": round(score, 4),
        "constant": round(used.constant, 4),
        "reasons": [str(term) for term in terms],
    }
