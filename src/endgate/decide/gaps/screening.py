"""Party lists that the actor's law asks to screen and that are not held, or are older than they may grow."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.decide.facts.parties import screened_elsewhere
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import Asked, at_home
from endgate.decide.gaps.table import law_of, weights
from endgate.edition.model import SourceInfo
from endgate.law.finding import DECLARED


def screening_gaps(asked: Asked) -> Iterator[Gap]:
    """Lists nobody screened that no encoded measure asks for, then the lists that were screened and are too old."""
    for row in weights()["screening"]["lists"]:
        if at_home(asked, row["law_of"]) and not _screened(asked, tuple(row["sources"])):
            yield _unscreened(asked, row["law_of"], row["what"], tuple(row["sources"]))
    yield from _stale(asked)


def _screened(asked: Asked, wanted: tuple[str, ...]) -> bool:
    whole = any(source.whole and source.id in wanted for source in asked.case.edition.sources())
    return whole or any(screened_elsewhere(asked.case, wanted))


def _unscreened(asked: Asked, code: str, what: str, wanted: tuple[str, ...]) -> Gap:
    """Holds where a list can be brought; where Endgate reads none of that kind, a person screens by hand."""
    remedies = {lack.source: lack.remedy for lack in asked.case.edition.lacks()}
    lines = [remedies[each] for each in wanted if each in remedies]
    ask = f"Bring the list and screen again: {lines[0]}" if lines else "Screen the parties by hand"
    weight = Weight.HOLD if lines else Weight.CONDITION
    return Gap(f"{code}-LISTS", code, weight, f"{what}: not held, nobody was screened against them", ask, DECLARED)


def _stale(asked: Asked) -> Iterator[Gap]:
    day, limit = asked.case.as_of, weights()["screening"]["hold_after_days"]
    old = [each for each in asked.case.edition.sources() if _counts(asked, each) and each.stale(day)]
    if not old:
        return
    oldest = max(old, key=lambda each: each.age_days(day) or 0)
    age = oldest.age_days(day) or 0
    named = ", ".join(each.id for each in old)
    yield Gap(
        id="STALE-LISTS",
        law_of=law_of(old[0].authority),
        weight=Weight.HOLD if age > limit else Weight.CONDITION,
        what=f"lists up to {age} days old on {day}, listings since {oldest.stated_date} unknown: {named}",
        ask="Bring the lists of the day and screen again: endgate list update",
        view=DECLARED,
    )


def _counts(asked: Asked, source: SourceInfo) -> bool:
    """Does a whole list answer for this actor, and did nobody screen a newer one elsewhere?"""
    if not source.whole or not at_home(asked, law_of(source.authority)):
        return False
    return not any(screened_elsewhere(asked.case, (source.id,)))
