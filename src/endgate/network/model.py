"""The corporate graph as facts: shares as intervals, dated holdings, regimes as dated rows. Draws no conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from endgate.network.errors import BAD_SHARE, SHARE_RANGE, NetworkError
from endgate.shipment.model import Form
from endgate.terms.dates import Edge, PartialDate
from endgate.terms.numerals import NUMBER, Numeral, numeral
from endgate.terms.truth import Truth

WHOLE = Fraction(100)


class Verdict(StrEnum):
    """Is an entity reached? MUST whatever the unknown numbers are, MAY for some of them, NO for none."""

    MUST = "MUST"
    MAY = "MAY"
    NO = "NO"


class Right(StrEnum):
    """What is held."""

    EQUITY = "equity"
    VOTES = "votes"
    PROFIT = "profit"
    SURPLUS = "surplus"


@dataclass(frozen=True)
class Share:
    """A share in percent as an interval; an open end excludes the figure itself (more than 50 % is ``(50, 100]``)."""

    lo: Fraction = Fraction(0)
    hi: Fraction = WHOLE
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.lo <= self.hi <= WHOLE:
            raise ValueError(f"a share lies between 0 and 100 %: {self.lo} to {self.hi}")

    @property
    def stated(self) -> bool:
        """Does it say more than nothing?"""
        return self != Share()

    @property
    def exact(self) -> bool:
        return self.lo == self.hi

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read ``50 %``, ``50,5``, ``25-50 %``, ``>75``, ``minority``, ``1/3``; empty is ``[0, 100]``.

        ``25-50`` and ``50-75`` follow the bands of the UK register: ``(25, 50]`` and ``(50, 75)``. Raises NetworkError.
        """
        plain = re.sub(r"[‐-―−]", "-", text.replace("%", " ").replace("\u00a0", " ")).strip().casefold()
        plain = re.sub(r"\bper ?cent\b|\bpercent\b", "", plain).strip()
        if plain in _WORDS:
            return _WORDS[plain]
        try:
            share = _read(plain)
        except ValueError as error:
            raise NetworkError(SHARE_RANGE.at("share", f"{text!r}: {error}")) from error
        if share is None and re.fullmatch(r"-\s*[\d.,]+", plain):
            raise NetworkError(SHARE_RANGE.at("share", f"{text!r} is less than nothing"))
        if share is None:
            raise NetworkError(BAD_SHARE.at("share", f"{text!r} is not a share"))
        return share

    def hull(self, other: Share) -> Share:
        """The narrowest share that covers both."""
        lo, lo_open = min((self.lo, self.lo_open), (other.lo, other.lo_open))
        hi, hi_closed = max((self.hi, not self.hi_open), (other.hi, not other.hi_open))
        return Share(lo, hi, lo_open, not hi_closed)

    def holds(self, figure: Fraction) -> bool:
        """Can the share be this figure?"""
        above = self.lo < figure or (self.lo == figure and not self.lo_open)
        return above and (figure < self.hi or (figure == self.hi and not self.hi_open))

    def doubtful(self) -> Share:
        """The same share of a holding that may not exist: at least nothing."""
        return Share(Fraction(0), self.hi, False, self.hi_open)

    def __str__(self) -> str:
        if self.exact:
            return f"{figure(self.lo)} %"
        return f"{'(' if self.lo_open else '['}{figure(self.lo)}, {figure(self.hi)}{')' if self.hi_open else ']'} %"

    def to_json(self) -> str:
        return str(self)


_WORDS = {
    "": Share(),
    "unknown": Share(),
    "not stated": Share(),
    "minority": Share(Fraction(0), Fraction(50), lo_open=True, hi_open=True),
    "majority": Share(Fraction(50), WHOLE, lo_open=True),
    "half": Share(Fraction(50), Fraction(50)),
    "all": Share(WHOLE, WHOLE),
    "wholly owned": Share(WHOLE, WHOLE),
    "sole": Share(WHOLE, WHOLE),
    "25-50": Share(Fraction(25), Fraction(50), lo_open=True),
    "50-75": Share(Fraction(50), Fraction(75), lo_open=True, hi_open=True),
}
_PREFIX = re.compile(r"(?P<word>[<>]=?|[≥≤]|[a-z. ]+?)\s*(?P<number>[\d.,/ ]+)")
_AT_LEAST, _ABOVE = frozenset({">=", "≥", "at least", "min", "min."}), frozenset({">", "more than", "over", "above"})
_AT_MOST, _BELOW = frozenset({"<=", "≤", "at most", "up to", "max", "max."}), frozenset({"<", "less than", "under"})


def _read(plain: str) -> Share | None:
    worded = _PREFIX.fullmatch(plain)
    if worded is not None:
        return _bounded(worded["word"].strip(), _number(worded["number"]))
    value = _number(plain)
    if value is not None:
        return Share(value, value)
    ends = re.fullmatch(r"(.+?)\s*(?:-|–|\.\.\.?|to)\s*(.+)", plain)
    lo, hi = (None, None) if ends is None else (_number(ends[1]), _number(ends[2]))
    return None if lo is None or hi is None else Share(lo, hi)


def _bounded(word: str, value: Fraction | None) -> Share | None:
    if value is None:
        return None
    if word in _AT_LEAST | _ABOVE:
        return Share(value, WHOLE, lo_open=word in _ABOVE and value < WHOLE)
    if word in _AT_MOST | _BELOW:
        return Share(Fraction(0), value, hi_open=word in _BELOW)
    return None


def _number(text: str) -> Fraction | None:
    """A figure in percent; a share has no groups of three, so a comma is a decimal sign. ``1/3`` counts shares."""
    part = re.fullmatch(r"(\d{1,12})/(\d{1,12})", text.strip())
    if part is not None:
        return Fraction(int(part[1]), int(part[2])) * 100 if int(part[2]) else None
    match = NUMBER.fullmatch(text.strip().replace(",", "."))
    read: Numeral | None = None if match is None else numeral(match)
    return None if read is None else read.point


def figure(value: Fraction) -> str:
    """A percentage for people: exact where it can be, else rounded to four places."""
    return f"{float(value):.4f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Holding:
    """``holder`` holds a share of one right in ``held``. Unconfirmed holdings count only for what may be."""

    holder: str
    held: str
    share: Share
    right: Right = Right.EQUITY
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    confirmed: bool = True
    source: str = ""
    via: str = ""
    """The establishment through which the holder holds, where the paper named that."""

    def active(self, on: date) -> Truth:
        """Did the holding exist that day? ``valid_to`` is the first day without it."""
        return active(self.valid_from, self.valid_to, on)


def active(start: PartialDate | None, end: PartialDate | None, on: date) -> Truth:
    """Does ``[start, end)`` contain the day? No date on a side is no bound there; a partial one may leave it open."""
    began = Truth.TRUE if start is None else _edge(start).reached(on)
    ended = Truth.FALSE if end is None else _edge(end).reached(on)
    return began & ~ended


def _edge(day: PartialDate) -> Edge:
    return Edge(None, None) if day.circa else Edge(day.earliest(), day.latest())


@dataclass(frozen=True)
class Tie:
    """A link that is no share: control, appointment, parent, directorship, acting for."""

    holder: str
    held: str
    kind: str
    active: Truth
    confirmed: bool
    source: str = ""


@dataclass(frozen=True)
class Graph:
    """All facts of one shipment's corporate links. A branch or office is never held; ``heads`` names its legal person.

    ``complete`` lists entities whose cap table is known to be whole. ``heads`` keeps every head claimed, two when the
    papers contradict each other.
    """

    holdings: tuple[Holding, ...] = ()
    ties: tuple[Tie, ...] = ()
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def name(self, entity: str) -> str:
        return self.names.get(entity, entity)

    def person_of(self, entity: str) -> str:
        """The legal person of an establishment where one head is known; any other entity is its own."""
        heads = self.heads.get(entity, ())
        return heads[0] if len(heads) == 1 else entity


@dataclass(frozen=True)
class Regime:
    """One row of the ownership law of one regime: which base, which rights, which test, for a period."""

    id: str
    base: tuple[str, ...]
    rights: tuple[Right, ...]
    threshold: Fraction
    inclusive: bool
    aggregate: bool
    valid_from: date | None
    valid_to: date | None
    status: str
    source: str
    basis: str = "listed"
    """Whose holdings count: those of ``listed`` parties, or of any ``holder`` of the regime's kind."""
    proportional: bool = False
    """Does a share below the threshold pass on in proportion, instead of not at all?"""

    def surely(self, lo: Fraction, lo_open: bool) -> bool:
        """Does every share above this lower end pass the test?"""
        return lo > self.threshold or (lo == self.threshold and (self.inclusive or lo_open))

    def possibly(self, hi: Fraction, hi_open: bool) -> bool:
        """Does some share below this upper end pass the test?"""
        return hi > self.threshold or (hi == self.threshold and self.inclusive and not hi_open)

    @property
    def test(self) -> str:
        return f"{'≥' if self.inclusive else '>'} {figure(self.threshold)} %"


def names_of(graph: Graph, entities: Iterable[str]) -> str:
    """The names of entities, for a sentence."""
    return ", ".join(graph.name(entity) for entity in entities)
