"""What each cut lets in and keeps out: alerts, recall and the names that enter or leave, above and below the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from endgate.names.measure.model import LabelledQuery
from endgate.names.measure.searching import Searchable
from endgate.names.model import Grade, Match, Screening

CUTS = tuple(round(0.50 + 0.05 * step, 2) for step in range(10))
_WIDEST = "wide"


@dataclass(frozen=True)
class Alert:
    """A query and the match that would raise it, at the score that the widest profile gives."""

    name: str
    listed: str
    party_id: str
    score: float
    right: bool


@dataclass(frozen=True)
class Step:
    """One cut: queries alerted among 1,000, recall of known pairs, and the alerts that this step lost to the one below.

    ``recall`` is None when no query expects a party.
    """

    cut: float
    alerts_per_thousand: float
    recall: float | None
    alerted: int
    left: tuple[Alert, ...]


def sweep(searched: Searchable, asked: Sequence[LabelledQuery]) -> tuple[Step, ...]:
    """Search once as widely as a profile can, then tell what each cut from .50 to .95 would alert."""
    answers = searched.ask([each.query for each in asked], _WIDEST)
    alerts = [_alert(each, found) for each, found in zip(asked, answers, strict=True)]
    hits = [_right(each, found) for each, found in zip(asked, answers, strict=True) if each.expected]
    return tuple(_step(cut, alerts, hits) for cut in CUTS)


def _step(cut: float, alerts: Sequence[Alert | None], hits: Sequence[float]) -> Step:
    raised = [each for each in alerts if each is not None and each.score >= cut]
    below = round(cut - 0.05, 2)
    left = [each for each in alerts if each is not None and below <= each.score < cut] if cut > CUTS[0] else []
    return Step(
        cut,
        1000 * len(raised) / len(alerts) if alerts else 0.0,
        sum(score >= cut for score in hits) / len(hits) if hits else None,
        len(raised),
        tuple(sorted(left, key=lambda each: (-each.score, each.name))),
    )


def _alert(asked: LabelledQuery, found: Screening) -> Alert | None:
    best = max(found.matches, key=_score, default=None)
    if best is None or _score(best) <= 0:
        return None
    return Alert(asked.query.names[0], best.right.name, best.party_id, _score(best), best.party_id in asked.expected)


def _right(asked: LabelledQuery, found: Screening) -> float:
    return max((_score(match) for match in found.matches if match.party_id in asked.expected), default=0.0)


def _score(match: Match) -> float:
    """A contradicted match raises nobody at any cut."""
    return 0.0 if match.grade is Grade.CONTRADICTED else round(float(match.score), 4)
