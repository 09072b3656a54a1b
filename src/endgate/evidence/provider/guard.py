"""The verbatim guard: of what a model answered only that is kept which the document itself says, word for word."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from endgate.evidence.dates import When
from endgate.evidence.extract.propose import Proposal
from endgate.evidence.extract.speakers import Speaker, named
from endgate.evidence.extract.stated_dates import dates
from endgate.evidence.extract.text import folded
from endgate.evidence.provider.asking import Chunk
from endgate.evidence.vocabulary import ClaimRole, ClaimType, Modality, Polarity, SourceKind

Word = TypeVar("Word", ClaimType, ClaimRole, Modality, Polarity)
_MOST_CLAIMS = 200
_LONGEST_NAME = 160
THIS_DOCUMENT = Speaker("this document", SourceKind.DOCUMENT)


@dataclass
class Guarded:
    """What may be proposed, and how often what was refused or dropped, by reason."""

    claims: list[Proposal] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)


def answered(content: bytes) -> list[Any] | None:
    """The claims in an answer of the chat-completions form; None when it has another form."""
    try:
        words = json.loads(content)["choices"][0]["message"]["content"]
        claims = json.loads(words)["claims"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return claims if isinstance(claims, list) else None


def guarded(text: str, chunk: Chunk, answers: list[Any], made_by: str) -> Guarded:
    """Hold every answer against the part of the text that was sent."""
    plain = folded(text).replace("\n", " ")
    found = Guarded()
    for each in answers[:_MOST_CLAIMS]:
        claim = _claim(text, plain, chunk, each, made_by, found)
        if claim is not None:
            found.claims.append(claim)
    found.refused["beyond the limit"] += max(0, len(answers) - _MOST_CLAIMS)
    return found


def _claim(text: str, plain: str, chunk: Chunk, answer: Any, made_by: str, found: Guarded) -> Proposal | None:
    if not isinstance(answer, dict):
        found.refused["wrong form"] += 1
        return None
    modality = _word(Modality, answer.get("modality"))
    polarity = _word(Polarity, answer.get("polarity"))
    kind = _word(ClaimType, answer.get("type"))
    if modality is None or polarity is None or kind is None:
        found.refused["wrong form"] += 1
        return None
    span = _span(text, plain, chunk, answer, found)
    if span is None:
        return None
    start, end = span
    return Proposal(
        start,
        end,
        text[start:end],
        kind,
        modality,
        polarity,
        (THIS_DOCUMENT, *_speakers(plain, answer, found)),
        _roles(plain, answer, found),
        _when(plain, start, end, answer, found),
        made_by=made_by,
    )


def _word(words: type[Word], value: Any) -> Word | None:
    return next((each for each in words if each.value == value), None)


def _span(text: str, plain: str, chunk: Chunk, answer: dict[str, Any], found: Guarded) -> tuple[int, int] | None:
    """Where the quote stands: once in what was sent (or at the occurrence named), inside one paragraph."""
    quote = answer.get("quote")
    words = folded(quote).replace("\n", " ").strip() if isinstance(quote, str) else ""
    if len(words.split()) < 2:
        found.refused["no quote"] += 1
        return None
    places = list(_places(plain, words, chunk))
    wanted = answer.get("occurrence")
    if not places:
        found.refused["quote not in the document"] += 1
        return None
    if len(places) > 1 and (type(wanted) is not int or not 1 <= wanted <= len(places)):
        found.refused["quote stands more than once"] += 1
        return None
    start = places[wanted - 1] if len(places) > 1 and isinstance(wanted, int) else places[0]
    if re.search(r"\n\s*\n", text[start : start + len(words)]):
        found.refused["quote runs over paragraphs"] += 1
        return None
    return start, start + len(words)


def _places(plain: str, words: str, chunk: Chunk) -> Iterator[int]:
    start = plain.find(words, chunk.start, chunk.end)
    while start >= 0:
        yield start
        start = plain.find(words, start + 1, chunk.end)


def _speakers(plain: str, answer: dict[str, Any], found: Guarded) -> Iterator[Speaker]:
    given = answer.get("speakers")
    for each in given if isinstance(given, list) else []:
        if _stated(plain, each):
            yield Speaker(*named(str(each).strip()))
        else:
            found.dropped["speaker not in the document"] += 1


def _roles(plain: str, answer: dict[str, Any], found: Guarded) -> dict[ClaimRole, str]:
    given = answer.get("roles")
    kept: dict[ClaimRole, str] = {}
    for each in given if isinstance(given, list) else []:
        role = _word(ClaimRole, each.get("role")) if isinstance(each, dict) else None
        if role is not None and _stated(plain, each.get("words")):
            kept.setdefault(role, str(each["words"]).strip())
        else:
            found.dropped["role not in the document"] += 1
    return kept


def _stated(plain: str, name: Any) -> bool:
    """Does the document print this name as whole words?"""
    if not isinstance(name, str) or not 1 < len(name.strip()) <= _LONGEST_NAME:
        return False
    words = re.escape(folded(name).replace("\n", " ").strip())
    return re.search(rf"(?<!\w){words}(?!\w)", plain, re.I) is not None


def _when(plain: str, start: int, end: int, answer: dict[str, Any], found: Guarded) -> When | None:
    """The date named, where the document prints it; else the first that stands in the quote."""
    given = answer.get("when")
    if isinstance(given, str) and given.strip():
        first = next(iter(dates(folded(given))), None)
        if first is not None and _stated(plain, given):
            return first.when
        found.dropped["date not in the document"] += 1
    stated = next(iter(dates(plain, start, end)), None)
    return None if stated is None else stated.when
