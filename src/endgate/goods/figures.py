"""Finds the figures of a description (*5 m3/s*, *0-13 kPa*, *±0.5 %*), each with its span and the words about it.

Reads no value and knows no parameter: ``inferred`` decides what a figure may be a figure of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from endgate.goods.folding import fold
from endgate.terms.quantity_tokens import Kind, hyphenated_unit, normalise, words
from endgate.terms.units import unit_at

_NUMBER = r"(?:\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?: ?[x×·*] ?10\^[+-]?\d+|[eE][+-]?\d+(?!\w))?"
_START = re.compile(rf"(?<![\w.,'/^-])(?:[±+-] ?)?{_NUMBER}|(?<![\w.,'/^])[±-] ?{_NUMBER}")
_JOINED = re.compile(rf" ?(?:\.{{2,3}}|[-/~x×*]|(?:to|bis|à|до|至|到)(?= )) ?[±+-]? ?{_NUMBER}", re.IGNORECASE)
_TOLERANCE = re.compile(rf" ?± ?{_NUMBER}")
_GLUED = re.compile(r"K(?!\w)|(?<=\d)N\d?(?!\w)")
_LENGTH_ERROR = re.compile(
    r"(?<![\w.,])\d+(?:[.,]\d+)? ?\+ ?(?:\d+(?:[.,]\d+)? ?\*? ?)?L ?/ ?\d+(?: ?[\u00b5\u03bcu]m)?"
)
_AXES = re.compile(r"(?<![\w.,-])(?P<count>\w+)[ -]?(?:simultaneous |CNC )?(?:ax(?:is|es)|achs\w*)", re.IGNORECASE)
_PIECES = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+|\+/-|\s+|.", re.DOTALL)
_SPACED = re.compile(r"[^\S ]|  |\+/-")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d)|[;|\n()\[\]]|\.(?=\s|$)")
_NONE: frozenset[str] = frozenset()
_LENGTHS = frozenset(("length", "fine_length", "far_length"))
_LEAD, _TRAIL, _TRAILS = 24, 30, 3
_MOST_FIGURES = 60
"""Figures of one item that are taken from words; they free nothing, so none behind them is missed by a clearance."""


@dataclass(frozen=True)
class Figure:
    """One figure of a text. ``quotation`` stands verbatim at ``start:end``; ``dimensions`` are those of its unit.

    ``asked`` are dimensions that its unit has only for who asks for them (electron energies in kV).
    ``before`` and ``after`` are the folded words of its clause on both sides, up to the next figure.
    """

    quotation: str
    start: int
    end: int
    dimensions: frozenset[str]
    asked: frozenset[str]
    before: str
    after: str
    followed: bool = False
    """Do the words behind it run into the next figure, of which they may speak as well?"""

    @property
    def counts(self) -> bool:
        """Is it a bare number or a count of things?"""
        return not self.dimensions or "count" in self.dimensions


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    dimensions: frozenset[str]
    asked: frozenset[str] = frozenset()


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text from left to right; a bare number is one only where its dimension is empty."""
    if not any(char.isdigit() for char in text) and _AXES.search(text) is None:
        return ()
    plain, places = _plain(text)
    cores = list(islice(_cores(plain), _MOST_FIGURES))
    return tuple(_figure(text, plain, places, cores, at) for at in range(len(cores)))


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as quantities are read, and where each of its characters stands in the original."""
    if text.isascii() and _SPACED.search(text) is None:
        return text, [(at, at + 1) for at in range(len(text))]
    kept: list[str] = []
    places: list[tuple[int, int]] = []
    for piece in _PIECES.finditer(text):
        said = " " if piece[0].isspace() else normalise(piece[0]) or piece[0]
        kept.append(said)
        places += [piece.span()] * len(said)
    return "".join(kept), places


def _cores(plain: str) -> Iterator[_Span]:
    """Numbers with their units, tolerances and further ends of a range; no words about them."""
    at = 0
    found = [*_START.finditer(plain), *_LENGTH_ERROR.finditer(plain), *_counts(plain)]
    for match in sorted(found, key=lambda each: (each.start(), -each.end())):
        if match.start() < at:
            continue
        if match.re is _START:
            span = _measured(plain, match.start(), match.end())
        else:
            span = _Span(match.start(), match.end(), frozenset(("count",) if match.re is _AXES else ("length_error",)))
        at = span.end
        yield span


def _counts(plain: str) -> Iterator[re.Match[str]]:
    known = _count_words()
    return (each for each in _AXES.finditer(plain) if each["count"].casefold() in known)


@cache
def _count_words() -> frozenset[str]:
    from endgate.terms.units import table

    rows = table("quantity_words.csv")
    return frozenset(row["phrase"].casefold() for row in rows if row["token"] == "count")


def _measured(plain: str, start: int, end: int) -> _Span:
    """The figure whose first number ends at ``end``; it ends behind its last unit, or is bare."""
    dimensions, asked = _NONE, _NONE
    last, at = end, end
    while True:
        unit = _unit(plain, at)
        if unit.dimensions or unit.asked:
            at = last = unit.end
            dimensions, asked = dimensions | unit.dimensions, asked | unit.asked
        further = _tolerance(plain, at, dimensions) or _JOINED.match(plain, at)
        if further is None:
            return _Span(start, last if dimensions or asked else at, dimensions, asked)
        at = further.end()


def _unit(plain: str, at: int) -> _Span:
    """Where the unit behind a number ends, and what it may measure.

    ``12K`` counts thousands of filaments as often as kelvins and is left to people; ``6N`` is a purity.
    """
    glued = _GLUED.match(plain, at)
    if glued is not None:
        return _Span(at, glued.end(), frozenset(("mass_fraction",))) if glued[0][0] == "N" else _Span(at, at, _NONE)
    unit = unit_at(plain, at + 1 if plain[at : at + 1] == " " else at) or hyphenated_unit(plain, at)
    if unit is None:
        return _Span(at, at, _NONE)
    own, asked = (frozenset(each.dimension for each in unit[1] if each.asked is way) for way in (False, True))
    lengths = asked & _LENGTHS if own & _LENGTHS else _NONE
    return _Span(at, unit[0], own | lengths, asked - lengths)


def _tolerance(plain: str, at: int, dimensions: frozenset[str]) -> re.Match[str] | None:
    """A tolerance in the figure's own unit or in none; ``±0.5 %`` behind a pressure is a figure of its own."""
    said = _TOLERANCE.match(plain, at)
    if said is None:
        return None
    own = _unit(plain, said.end()).dimensions
    return said if not own or not dimensions or own & dimensions else None


def _figure(text: str, plain: str, places: Sequence[tuple[int, int]], cores: Sequence[_Span], at: int) -> Figure:
    core = cores[at]
    first = _first_of_run(plain, cores, at)
    before = _clause_before(plain[cores[first - 1].end if first else 0 : cores[first].start])
    between = plain[core.end : cores[at + 1].start if at + 1 < len(cores) else len(plain)]
    after = _clause_after(between)
    followed = at + 1 < len(cores) and len(after) == len(between)
    start, end = _with_words(plain, core)
    begin, stop = places[start][0], places[end - 1][1]
    return Figure(
        text[begin:stop].rstrip(), begin, stop, core.dimensions, core.asked, fold(before), fold(after), followed
    )


def _first_of_run(plain: str, cores: Sequence[_Span], at: int) -> int:
    """The first of figures that no word parts: *mains 400 V 50 Hz* is fed with both."""
    while at and not plain[cores[at - 1].end : cores[at].start].strip(" /"):
        at -= 1
    return at


def _clause_before(text: str) -> str:
    return text[max((cut.end() for cut in _CLAUSE.finditer(text)), default=0) :]


def _clause_after(text: str) -> str:
    cut = _CLAUSE.search(text)
    return text if cut is None else text[: cut.start()]


@cache
def _about() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words that belong to a quantity before it (*max.*, *at least*) and behind it (*rms*, *or better*)."""
    compare = [re.escape(each) for each, kind, _ in words() if kind is Kind.COMPARE]
    behind = [re.escape(each) for each, kind, _ in words() if kind in (Kind.QUALIFIER, Kind.COMPARE)]
    ahead = "|".join(f"(?<![^\\W_]){each}" if each[0].isalpha() else each for each in compare)
    return (
        re.compile(rf"(?:{ahead}) ?$", re.IGNORECASE),
        re.compile(rf" ?\(?(?:{'|'.join(behind)})(?!\w)\)?(?! ?[\d±])", re.IGNORECASE),
    )


def _with_words(plain: str, core: _Span) -> tuple[int, int]:
    ahead, behind = _about()
    lead = ahead.search(plain[max(0, core.start - _LEAD) : core.start])
    start = core.start if lead is None else core.start - len(lead[0])
    end = core.end
    for _ in range(_TRAILS):
        said = behind.match(plain, end, end + _TRAIL)
        if said is None or not core.dimensions:
            break
        end = said.end()
    return start, end
