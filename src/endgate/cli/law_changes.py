"""What another day of the law changes in an answer: shared by ``explain --law`` and ``replay --since``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from endgate.cli.asking import Asked
from endgate.cli.verdicts import word
from endgate.decide.explain import Explained, explain
from endgate.decide.pipeline import Options, law_book
from endgate.edition.opened import Edition
from endgate.law.changes import Change, changes
from endgate.law.finding import ActorLaw


@dataclass(frozen=True)
class ActorChange:
    """One actor and item on two days; None where the actor is judged on one of them only."""

    actor: str
    name: str
    item: str
    before: ActorLaw | None
    after: ActorLaw | None
    changes: tuple[Change, ...]

    @property
    def disposition_differs(self) -> bool:
        return self.before is None or self.after is None or self.before.disposition is not self.after.disposition

    def to_json(self) -> dict[str, object]:
        return {
            "actor": self.actor,
            "name": self.name,
            "item": self.item,
            "before": None if self.before is None else self.before.disposition.value,
            "after": None if self.after is None else self.after.disposition.value,
            "changes": [
                {
                    "measure": each.measure,
                    "view": each.view,
                    "citation": each.citation,
                    "before": each.before.value,
                    "after": each.after.value,
                    "gave": each.gave,
                    "gives": each.gives,
                    "because": list(each.because),
                }
                for each in self.changes
            ],
        }


def between(
    asked: Asked, edition: Edition, first: tuple[date, date], second: tuple[date, date], options: Options
) -> tuple[ActorChange, ...]:
    """Decide the same deal under the law of two days (each with its day of knowledge) and compare."""
    before, after = (_explained(asked, edition, days, options) for days in (first, second))
    keys = dict.fromkeys([*before, *after])
    return tuple(_compared(edition, key, before.get(key), after.get(key)) for key in keys)


def _explained(
    asked: Asked, edition: Edition, days: tuple[date, date], options: Options
) -> dict[tuple[str, str], Explained]:
    _, found = explain(asked.sourced.shipment, edition, asked.claims, *days, options)
    return {(each.actor.id, each.item): each for each in found}


def _compared(edition: Edition, key: tuple[str, str], before: Explained | None, after: Explained | None) -> ActorChange:
    found = before or after
    assert found is not None
    told: tuple[Change, ...] = ()
    if before is not None and after is not None:
        told = changes(law_book(edition), before.law, after.law)
    laws = [None if each is None else each.law for each in (before, after)]
    return ActorChange(key[0], found.actor.name, key[1], laws[0], laws[1], told)


def change_lines(change: ActorChange) -> Iterator[str]:
    """One actor and item for people."""
    days = [
        "not judged" if law is None else f"{word(law.disposition)} on {law.as_of}"
        for law in (change.before, change.after)
    ]
    yield f"{change.name}, item {change.item}: {days[0]}, {days[1]}"
    for each in change.changes:
        gives = [f" ({word(weight)})" if weight is not None else "" for weight in (each.gave, each.gives)]
        view = "" if each.view == "declared" else f", {each.view}"
        yield f"  {each.measure}{view}: {each.before.value}{gives[0]} -> {each.after.value}{gives[1]}  {each.citation}"
        yield from (f"    because {reason}" for reason in each.because)
    if not change.changes:
        yield "  no finding differs"
