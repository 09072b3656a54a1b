"""Noun phrases that are claims of their own: a branch of a company, goods usable for something, a possible shipment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from endgate.evidence.extract.text import Stretch
from endgate.evidence.extract.words import alternation, demonyms, source_words
from endgate.evidence.vocabulary import Modality


def nominal_claims(
    text: str,
    start: int,
    end: int,
    modality: Modality,
    chain: tuple[Any, ...],
    asker: tuple[Any, ...],
    draft: Callable[..., Any],
) -> Iterator[Any]:
    """Claims of noun phrases inside a clause; a possible deal asked about rests on who asked (``asker``)."""
    for match in _branch_pattern().finditer(text, start, end):
        if (match.start(), match.end()) != (start, end):
            yield draft(match.start(), match.end(), modality, chain, nested=True)
    for match in _usable_pattern().finditer(text, start, end):
        if match.start() > start:
            cue = Stretch(*match.span("cue"))
            yield draft(match.start(), match.end(), modality, chain, cue, nested=True)
    for match in _possible_pattern().finditer(text, start, end):
        cue = Stretch(*match.span("cue"))
        yield draft(match.start(), end, Modality.POSSIBLE, asker, cue, nested=True)


@cache
def _branch_pattern() -> re.Pattern[str]:
    owner = rf"(?:[Aa]n?|[Tt]he)\s+(?:\w+\s+)?{alternation(source_words('company'))}\b|(?:[A-ZÄÖÜ][\w&'-]*\s?){{1,4}}\b"
    kinds = r"(?i:branch|subsidiary|affiliate|arm|unit|offshoot|office|division)"
    nations = alternation(demonyms())
    return re.compile(rf"\b(?:[Aa]n?|[Tt]he)\s+(?:{nations}\s+)?(?:[\w-]+\s+)?{kinds}\s+of\s+(?:{owner})(?<!\s)")


@cache
def _usable_pattern() -> re.Pattern[str]:
    cue = (
        r"usable\s+(?:in|for|as)|suitable\s+for|suited\s+(?:to|for)|"
        r"useful\s+(?:in|for)|capable\s+of|needed\s+(?:for|to)|designed\s+(?:for|to)"
    )
    return re.compile(
        rf"\b(?:an?|the|two|three|several|some)\s+(?:(?!(?:that|which|of|to|for|with|by|in)\b)[\w-]+\s+){{1,4}}"
        rf"(?P<cue>{cue})\s+[^,.;:\"]{{3,80}}",
        re.I,
    )


@cache
def _possible_pattern() -> re.Pattern[str]:
    deals = (
        r"shipments?|transfers?|sales?|exports?|deliver(?:y|ies)|diversions?|purchases?|"
        r"re-exports?|deals?|procurement|violations?"
    )
    return re.compile(
        rf"\b(?:an?\s+|the\s+)?(?P<cue>possible|suspected|alleged|potential|planned|attempted|reported)\s+"
        rf"(?:[\w-]+\s+)?(?:{deals})\s+(?=(?:of|to|from|by|in)\b)",
        re.I,
    )
