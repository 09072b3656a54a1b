"""``endgate goods --past`` and ``--assess``: earlier classifications by people, with what changed in the list since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from endgate.cli.output import say, table
from endgate.goods.assessments import assess, precedents, record, recorded
from endgate.goods.data import GoodsData
from endgate.shipment.model import Item


def keep_assessment(
    store: Path, item: Item, written: str, goods: GoodsData, day: date, fields: Mapping[str, str]
) -> None:
    """Append ``LIST:CODE,CODE`` as this person's assessment of the item."""
    list_id, sign, codes = written.partition(":")
    if not sign:
        raise click.BadParameter(f"{written!r} is not LIST:CODE", param_hint="--assess")
    entries = [each.strip() for each in codes.split(",")]
    said = {"by": fields["by"], "note": fields["note"], "old": fields["supersedes"]}
    made = assess(item, list_id, entries, goods, on=day, **said)
    record(store, made)
    say(f"recorded {made.id}: {', '.join(made.entries)} under {made.version} by {made.by}")


def show_precedents(store: Path, item: Item, goods: GoodsData, day: date) -> None:
    """Show what was assessed before; nothing of it enters the result."""
    found = precedents(item, recorded(store), goods, as_of=day)
    if not found:
        click.echo("no earlier assessment of this or a like item")
        return
    rows = [
        (
            each.assessment.id,
            f"{each.assessment.list}: {', '.join(each.assessment.entries)}",
            f"{each.assessment.by}, {each.assessment.on}\n{each.assessment.note}".strip(),
            each.likeness.value.replace("_", " "),
            "\n".join(each.changed) or "nothing known",
            "\n".join(each.conflicts),
        )
        for each in found
    ]
    head = ("id", "assessed as", "by", "alike", "changed since", "conflict")
    table("earlier assessments (shown, never taken over by themselves)", head, rows, ratios=(2, 3, 3, 2, 5, 3))
