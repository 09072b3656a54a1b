"""Mentions of countries, capitals that stand for governments, publications, companies, goods and programmes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from endgate.evidence.extract.goods_phrases import goods_phrases
from endgate.evidence.extract.named_things import TITLE, named_things
from endgate.evidence.extract.words import (
    alternation,
    capitals,
    country_names,
    source_words,
)

_PLACED = re.compile(r"\b(?:in|from|at|near|through|via|outside|around|nach|aus|über|into)\s+$", re.I)
_PROGRAMMES = (
    "missile development|(?:\\w+'s )?(?:WMD|nuclear|atomic|missile|rocket|chemical weapons?|weapons?|ballistic missile)"
    "(?: production| enrichment)? program(?:me)?s?|its (?:atomic|nuclear|missile) (?:program(?:me)?|operations)"
)
_REGIMES = (
    "Missile Technology Control Regime|Nuclear Suppliers Group|Australia Group|Wassenaar Arrangement|"
    "Chemical Weapons Convention|Non-Proliferation Treaty|(?:U\\.?N\\.? )?Security Council [Rr]esolutions?(?: \\d+)?|"
    "(?:(?:EU|Council) )?Regulation (?:\\(EU\\) )?(?:No )?\\d+/\\d+|"
    "(?:(?:[A-Z]\\w+ )?[A-Z]\\w+(?:'s)? )?(?:dual-use|control|munitions|military|entity) list"
)


@dataclass(frozen=True)
class Mention:
    """Words that name something. ``code`` is the country's."""

    start: int
    end: int
    kind: str
    code: str = ""


def mentions(text: str) -> tuple[Mention, ...]:
    """Every mention of a folded text in order; of names that overlap the longer stands ("Washington Times")."""
    names = [*_publications(text), *_countries(text), *_capitals(text)]
    names += [Mention(start, end, kind) for kind, start, end in named_things(text)]
    things = [Mention(start, end, "goods") for start, end in goods_phrases(text)]
    for kind, pattern in _patterns():
        into = things if kind == "programme" else names
        into += [Mention(each.start(), each.end(), kind) for each in pattern.finditer(text)]
    both = [*_longest(names), *_longest(things)]
    return tuple(sorted(both, key=lambda one: (one.start, one.end)))


def countries_in(text: str) -> tuple[str, ...]:
    """ISO codes of the countries that a text names, capitals included, in order."""
    named = [each for each in mentions(text) if each.kind in ("country", "place") and each.code]
    return tuple(dict.fromkeys(each.code for each in named))


def _countries(text: str) -> list[Mention]:
    found = []
    for match in _country_pattern().finditer(text):
        if text[max(0, match.start() - 5) : match.start()].lower().endswith("then-"):
            continue
        found.append(Mention(match.start(), match.end(), "country", country_names()[match.group(1)]))
    return found


def _capitals(text: str) -> list[Mention]:
    found = []
    for match in _capital_pattern().finditer(text):
        placed = _PLACED.search(text, max(0, match.start() - 12), match.start())
        kind = "place" if placed else "country"
        found.append(Mention(match.start(), match.end(), kind, capitals()[match.group(1)]))
    return found


def _publications(text: str) -> list[Mention]:
    return [Mention(each.start(), each.end(), "publication") for each in publication_pattern().finditer(text)]


def _longest(found: list[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    free = 0
    for each in sorted(found, key=lambda one: (one.start, one.start - one.end, one.kind)):
        if each.start >= free:
            kept.append(each)
            free = each.end
    return tuple(kept)


@cache
def publication_pattern() -> re.Pattern[str]:
    """Newspapers and agencies: known names, and a name that ends in a word such as Times or Zeitung."""
    heads = alternation(source_words("publication", "head"))
    names = alternation(source_words("publication", "name"))
    one_word = r"(?<![\w-])(?:Telegraph|Guardian|Times)\b"
    return re.compile(rf"\b(?:{TITLE}[ ]){{1,3}}{heads}\b|\b{names}\b|{one_word}|(?<=the)Telegraph\b")


@cache
def _country_pattern() -> re.Pattern[str]:
    names = [each for each in country_names() if each.upper() != each or "." in each or len(each) > 1]
    return re.compile(rf"(?<![\w-])(?:[Tt]he\s+)?({alternation(names)})(?!\w)")


@cache
def _capital_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({alternation(capitals())})(?!\w)")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("regime", re.compile(rf"\b(?:{_REGIMES})")),
        ("programme", re.compile(rf"\b(?:{_PROGRAMMES})\b")),
    )
