"""What ``bench names`` does with its options: files, the development set, speed, the peer beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from endgate.cli.asking import edition_of
from endgate.cli.figures.matching import Asked, Measured, development_figures, dumped, measured, write_details
from endgate.cli.figures.matching_files import pair_figures, query_figures
from endgate.cli.figures.matching_peer import Peer, PeerCases, peer_figures
from endgate.cli.figures.matching_speed import Paces
from endgate.cli.figures.measure import Figures
from endgate.cli.figures.profiles import write_profile_figures
from endgate.cli.output import table
from endgate.edition.opened import Edition
from endgate.names.measure.sweep import Step
from endgate.terms.kinds import PartyKind

_PEER_PAIRS = 1500
_SCRIPT = Path("bench/names_peer.py")


@dataclass(frozen=True)
class NamesAsked:
    """The options of one run."""

    pairs: Path | None
    queries: Path | None
    sweeping: bool
    speed: bool
    profile: str
    tier: str
    kind: str | None
    seed: int
    repeat: int
    dump: Path | None
    details: Path | None
    errors: Path | None
    profile_figures: Path | None
    peer_python: Path | None
    shared: Path
    named: str | None
    data: Path | None

    @property
    def party_kind(self) -> PartyKind | None:
        return None if self.kind is None else PartyKind(self.kind)

    def edition(self) -> Edition:
        return edition_of(self.named, self.data)


def names_figures(asked: NamesAsked) -> tuple[Figures, tuple[Step, ...], dict[str, object]]:
    """The figures asked for, the steps of a sweep, and the figures by tier, kind and script."""
    if asked.dump is not None:
        return dumped(asked.shared, asked.dump, asked.seed), (), {}
    if asked.pairs is not None or asked.queries is not None:
        return (*_of_files(asked), {})
    found = measured(asked.shared, asked.edition, Asked(asked.profile, asked.tier, asked.party_kind), asked.seed)
    if asked.profile_figures is not None:
        day = datetime.now(UTC).date()
        return write_profile_figures(found.development, asked.profile_figures, day), (), {}
    if asked.speed:
        return Paces(found.development, asked.repeat).figures(), (), {}
    figures = {**development_figures(found), **Paces(found.development, asked.repeat).figures(), **_peer(asked, found)}
    write_details(found, asked.details, asked.errors)
    return figures, (), found.details


def _of_files(asked: NamesAsked) -> tuple[Figures, tuple[Step, ...]]:
    figures: Figures = {}
    steps: tuple[Step, ...] = ()
    if asked.pairs is not None:
        figures |= pair_figures(asked.pairs, asked.profile, kind=asked.party_kind, tier=asked.tier, errors=asked.errors)
    if asked.queries is not None:
        found, steps = query_figures(
            asked.queries, asked.edition(), asked.profile, kind=asked.party_kind, sweeping=asked.sweeping
        )
        figures |= {f"queries_{key}" if key in figures else key: value for key, value in found.items()}
    return figures, steps


def _peer(asked: NamesAsked, found: Measured) -> Figures:
    peer = None if asked.peer_python is None else Peer(asked.peer_python, _SCRIPT)
    made = found.development
    pairs = [each.pair for each in found.headline[:: max(1, len(found.headline) // _PEER_PAIRS)]]
    entities = made.entities[:: max(1, len(made.entities) // _PEER_PAIRS)]
    return peer_figures(peer, PeerCases(pairs, entities, found.searched, Paces(made).labelled_mix))


def show_steps(steps: Sequence[Step]) -> None:
    """Print what each cut alerts, and the names that it lets go of the cut below."""
    rows = [
        (
            f"{each.cut:.2f}",
            f"{each.alerts_per_thousand:.1f}",
            "–" if each.recall is None else f"{each.recall:.4f}",
            str(each.alerted),
        )
        for each in steps
    ]
    table("What each cut alerts (widest profile)", ("cut", "alerts per 1,000", "recall of known pairs", "alerts"), rows)
    gone = [
        (
            f"{step.cut - 0.05:.2f} – {step.cut:.2f}",
            f"{each.score:.4f}",
            each.name,
            each.listed,
            "known" if each.right else "",
        )
        for step in steps
        for each in step.left
    ]
    table("Names between two cuts", ("cuts", "score", "name", "listed", ""), gone)


def step_json(step: Step) -> dict[str, object]:
    """One cut as JSON."""
    left = [
        {"name": a.name, "listed": a.listed, "party_id": a.party_id, "score": a.score, "right": a.right}
        for a in step.left
    ]
    recall = None if step.recall is None else round(step.recall, 4)
    told = {"cut": step.cut, "alerts_per_thousand": round(step.alerts_per_thousand, 2), "recall": recall}
    return {**told, "alerts": step.alerted, "below": left}


def sweep_lines(steps: Sequence[Step]) -> list[str]:
    """The steps as JSON texts, so that the object of figures stays flat."""
    return [json.dumps(step_json(each), ensure_ascii=False) for each in steps]


def show_details(details: dict[str, object]) -> None:
    """Print the figures by set, kind, tier and change."""
    for name, groups in details.items():
        if isinstance(groups, dict):
            rows = [
                (key, *(str(value) for value in row.values())) for key, row in groups.items() if isinstance(row, dict)
            ]
            table(name.replace("_", " "), ("of", "cases", "share right"), rows)
    click.echo("")
