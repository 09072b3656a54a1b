"""Gather entities and links from files into columns. Says nothing about who is reached; ``compiled`` takes over."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field

from endgate.network.errors import SELF_HELD, WRONG_LEI
from endgate.network.model import WHOLE, Right, Share
from endgate.network.records import IMPLIES_SHARE, LINK_CODE, RIGHT_CODE, NodeKind, Rank
from endgate.terms.dates import PartialDate
from endgate.terms.faults import Fault
from endgate.terms.ids import valid_lei

Period = tuple[int, int, int, int]
"""Days (proleptic ordinals): earliest and latest begin, earliest and latest end; the end is the first day without."""

ALWAYS_BEFORE, NEVER_AFTER = -(1 << 30), 1 << 30
MAX_FAULTS = 200
"""Faults kept of one file; the rest are counted."""
_ALWAYS: Period = (ALWAYS_BEFORE, ALWAYS_BEFORE, NEVER_AFTER, NEVER_AFTER)


@dataclass
class Counts:
    """What one file yielded. ``read`` counts its statements of relations, ``outside`` those with an end elsewhere."""

    file: str
    format: str = ""
    read: int = 0
    used: int = 0
    outside: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    unseen_faults: int = 0

    def fault(self, fault: Fault) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(fault)
        else:
            self.unseen_faults += 1

    def skip(self, reason: str) -> None:
        self.skipped[reason] += 1


@dataclass
class Gathering:
    """Columns of nodes and links. Nodes are met by ``(space, id)``, so that two registers never share a number."""

    nodes: dict[tuple[str, str], int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    keys: list[tuple[str, str]] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray)
    described: array[int] = field(default_factory=lambda: array("i"))
    complete: set[int] = field(default_factory=set)
    countries: dict[int, str] = field(default_factory=dict)
    listed: dict[int, tuple[str, int]] = field(default_factory=dict)
    notes: dict[int, list[str]] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    shares: dict[Share, int] = field(default_factory=lambda: {Share(): 0})
    read_shares: dict[str, int] = field(default_factory=dict)
    periods: dict[Period, int] = field(default_factory=lambda: {_ALWAYS: 0})
    read_periods: dict[tuple[str, str, str], int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=lambda: {"": 0})
    newest: dict[tuple[int, str], tuple[str, int | None]] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    file: int = 0
    holder: array[int] = field(default_factory=lambda: array("i"))
    held: array[int] = field(default_factory=lambda: array("i"))
    kind: array[int] = field(default_factory=lambda: array("B"))
    right: array[int] = field(default_factory=lambda: array("B"))
    rank: array[int] = field(default_factory=lambda: array("B"))
    bits: array[int] = field(default_factory=lambda: array("B"))
    share: array[int] = field(default_factory=lambda: array("i"))
    period: array[int] = field(default_factory=lambda: array("i"))
    source: array[int] = field(default_factory=lambda: array("i"))

    def node(self, space: str, identifier: str) -> int:
        """The node of that identifier, made when it is new."""
        key = (space, identifier)
        found = self.nodes.get(key)
        if found is None:
            found = self.nodes[key] = len(self.names)
            self.keys.append(key)
            self.names.append("")
            self.kinds.append(0)
            self.described.append(-1)
        return found

    def describe(self, node: int, name: str, kind: NodeKind = NodeKind.UNKNOWN, country: str = "") -> None:
        """Name a node that the file being read describes; what an earlier file said stays."""
        self.described[node] = self.file
        if name and not self.names[node]:
            self.names[node] = name
        if kind and not self.kinds[node]:
            self.kinds[node] = kind
        if country and node not in self.countries:
            self.countries[node] = country

    def call(self, node: int, name: str) -> None:
        """Name a node that is only pointed at."""
        if name and not self.names[node]:
            self.names[node] = name

    def same(self, node: int, space: str, identifier: str) -> None:
        """Join a node with the one of a registered identifier: a confirmed identity makes one holder of two."""
        other = self.node(space, identifier)
        one, two = self.root(node), self.root(other)
        if one != two:
            self.joined[two] = one

    def root(self, node: int) -> int:
        """The node that stands for it after joining."""
        while node in self.joined:
            node = self.joined[node]
        return node

    def lei(self, node: int, text: str, counts: Counts, where: str) -> None:
        """Join a node to its LEI, or report a number whose check digits fail and leave it out."""
        if valid_lei(text):
            self.same(node, "lei", text.strip().upper())
        else:
            counts.fault(WRONG_LEI.at(where, f"{text!r} fails the check of its last two digits"))

    def attribute(self, node: int, name: str, value: str) -> None:
        """Tie a node to an address, number or name that others may share: a weak link, never ownership."""
        shared = self.node(name, " ".join(value.casefold().split()))
        self.describe(shared, value, NodeKind.ATTRIBUTE)
        self.link(node, shared, "has")

    def note(self, node: int, text: str) -> None:
        """Say what is known of an entity's owners beside the links: why none is named, what was not readable."""
        notes = self.notes.setdefault(node, [])
        if text not in notes:
            notes.append(text)

    def link(
        self,
        holder: int,
        held: int,
        kind: str,
        right: Right | None = None,
        share: int = 0,
        period: int = 0,
        rank: int = Rank.REPORTED,
        bits: int = 0,
        source: int = 0,
    ) -> None:
        """Add one link; ``share``, ``period`` and ``source`` are numbers from ``stake``, ``when`` and ``cite``.

        A share that says nothing ranks as implied: a stated one beside it counts alone.
        """
        if right is None and kind in IMPLIES_SHARE:
            right = Right.EQUITY
        if not share and right is not None and rank > Rank.IMPLIED:
            rank = Rank.IMPLIED
        self.holder.append(holder)
        self.held.append(held)
        self.kind.append(LINK_CODE[kind])
        self.right.append(RIGHT_CODE[right])
        self.rank.append(rank)
        self.bits.append(bits)
        self.share.append(share)
        self.period.append(period)
        self.source.append(source)

    def withdraw(self, link: int) -> None:
        """Take back a link that a newer statement replaces."""
        self.withdrawn.add(link)

    def stake(self, share: Share) -> int:
        """The number of a share; 0 is the share of which nothing is stated."""
        return self.shares.setdefault(share, len(self.shares))

    def read_share(self, text: str) -> int:
        """The number of a share as written. Raises NetworkError."""
        found = self.read_shares.get(text)
        if found is None:
            found = self.read_shares[text] = self.stake(Share.parse(text))
        return found

    def when(self, start: str, end: str = "", known: str = "") -> int:
        """The number of a period as published. Raises ValueError."""
        key = (start, end, known)
        found = self.read_periods.get(key)
        if found is None:
            found = self.read_periods[key] = self.between(period(start, end, known))
        return found

    def between(self, dates: Period) -> int:
        """The number of a period."""
        return self.periods.setdefault(dates, len(self.periods))

    def cite(self, text: str) -> int:
        """The number of a source."""
        return self.sources.setdefault(text, len(self.sources))

    def owns_itself(self, node: int, share: int, counts: Counts, where: str) -> bool:
        """Report a holding in oneself; True when it cannot be (all shares), else it counts as treasury shares."""
        name = self.names[node] or self.keys[node][1]
        held = next(each for each, number in self.shares.items() if number == share)
        counts.fault(SELF_HELD.at(where, f"{name} holds {held} of itself"))
        return held.lo >= WHOLE


def period(start: str, end: str, known: str = "") -> Period:
    """Read two dates as published (time of day left out). Without either, a link is sure from the day it was known.

    Raises ValueError for impossible dates and for an end before the beginning.
    """
    begin_lo, begin_hi = _edge(start, ALWAYS_BEFORE)
    end_lo, end_hi = _edge(end, NEVER_AFTER)
    if not start and not end and known:
        begin_hi = _edge(known, ALWAYS_BEFORE)[1]
    if end_hi < begin_lo:
        raise ValueError(f"it ends on {end} before it begins on {start}")
    return begin_lo, begin_hi, end_lo, end_hi


def _edge(text: str, absent: int) -> tuple[int, int]:
    if not text:
        return absent, absent
    day = PartialDate.parse(text[:10])
    if day.circa:
        return ALWAYS_BEFORE, NEVER_AFTER
    return day.earliest().toordinal(), day.latest().toordinal()


def known_by(day: str, end: str = "") -> Period:
    """The period of a link that existed by ``day`` and perhaps earlier. Raises ValueError."""
    seen = PartialDate.parse(day[:10]).latest().toordinal() if day else ALWAYS_BEFORE
    end_lo, end_hi = _edge(end, NEVER_AFTER)
    return ALWAYS_BEFORE, seen, end_lo, end_hi
