"""A document's text cut at the spans of its claims, so that each quote is marked where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from endgate.evidence.case.model import Page
from endgate.evidence.model import Claim

SHOWN = 20_000
"""Code points of a text on one page."""


def window(length: int, at: int, hand: Claim | None) -> tuple[int, int]:
    """The stretch that is shown: around the claim in hand, else from where somebody reads on."""
    start = at if hand is None or hand.span is None else max(0, hand.span.start - SHOWN // 4)
    start = min(max(0, start), max(0, length - 1))
    start = 0 if length <= SHOWN else start
    return start, min(length, start + SHOWN)


def passages(text: str, claims: Iterable[Claim], hand: Claim | None, start: int, end: int) -> Iterator[dict[str, Any]]:
    """Stretches of the text in order; where quotes overlap the claim in hand is marked, else the first."""
    ordered = sorted((each for each in claims if each.span is not None), key=_first(hand))
    taken: list[Claim] = []
    for each in ordered:
        if each.span is not None and start <= each.span.start and each.span.end <= end and _free(each, taken):
            taken.append(each)
    at = start
    for each in sorted(taken, key=lambda one: one.span.start if one.span else 0):
        assert each.span is not None
        if each.span.start > at:
            yield {"text": text[at : each.span.start], "claim": "", "here": False, "state": ""}
        yield {
            "text": text[each.span.start : each.span.end],
            "claim": each.id,
            "here": hand is not None and each.id == hand.id,
            "state": str(each.state()),
        }
        at = each.span.end
    if at < end:
        yield {"text": text[at:end], "claim": "", "here": False, "state": ""}


def _first(hand: Claim | None) -> Any:
    return lambda each: (hand is None or each.id != hand.id, each.span.start)


def _free(claim: Claim, taken: Sequence[Claim]) -> bool:
    assert claim.span is not None
    return all(
        other.span is None or claim.span.end <= other.span.start or other.span.end <= claim.span.start
        for other in taken
    )


def page_notes(pages: Iterable[Page]) -> list[str]:
    """What the reader noted of pages: hidden text, letters read by guess."""
    return [f"{each.name}: {each.note}" for each in pages if each.note]
