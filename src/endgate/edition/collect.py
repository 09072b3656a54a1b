"""Gathers the parties of one source from all its contents, with the evidence of when each designation was listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from endgate.edition.contents import Content, Origin
from endgate.edition.merge import joined, overlaid
from endgate.lists.model import Designation, ListedParty
from endgate.terms.dates import PartialDate

Stated = tuple[str, date, date, date]
"""``start``, ``end`` or ``not_before``, first and last day it can be, and the day on which it was published."""


@dataclass
class Sightings:
    """In which contents of its source a designation stood; bit n is the n-th content, oldest first."""

    seen: int = 0
    stated: list[Stated] = field(default_factory=list)


@dataclass
class Gathered:
    """One source's parties and evidence, filled newest content first."""

    source: str
    contents: Sequence[Content]
    parties: dict[str, ListedParty] = field(default_factory=dict)
    sightings: dict[str, Sightings] = field(default_factory=dict)

    def seen(self, party: ListedParty) -> int:
        """Bits of the contents in which the party stood under any designation."""
        bits = 0
        for each in party.designations:
            bits |= self.sightings[each.designation_id].seen
        return bits

    def asked(self, designation_id: str) -> int:
        """Bits of the contents whose silence on this designation means that it was absent."""
        bits = 0
        for position, content in enumerate(self.contents):
            speaks = content.origin is not Origin.HISTORY or designation_id in content.asked
            bits |= (content.info.proves_absence and speaks) << position
        return bits


def gather(
    source: str,
    contents: Sequence[Content],
    curated: Iterable[ListedParty] = (),
    not_before: Mapping[str, date] = MappingProxyType({}),
    replaced: Iterable[Content] = (),
) -> Gathered:
    """Read every content once, newest first, then put the curated facts of this source on top.

    ``not_before`` gives by party id the first day its entry can have been on the list. ``replaced`` contents gave way
    to a newer list of the publisher; of them only the days stand on which a designation still held began.
    """
    gathered = Gathered(source, contents)
    sparse: set[str] = set()
    for position in reversed(range(len(contents))):
        for party in contents[position].read():
            _take(gathered, party, position, sparse)
    for position, content in enumerate(contents):
        for designation_id in content.seen & gathered.sightings.keys():
            gathered.sightings[designation_id].seen |= 1 << position
    for content in replaced:
        for party in content.read():
            _take_days(gathered, party)
    for overlay in curated:
        held = gathered.parties.get(overlay.party_id)
        gathered.parties[overlay.party_id] = overlay if held is None else overlaid(held, overlay)
        for designation in overlay.designations:
            _state(gathered, designation, None)
    for party_id in not_before.keys() & gathered.parties.keys():
        _bound_starts(gathered, gathered.parties[party_id], not_before[party_id])
    return gathered


def _take_days(gathered: Gathered, older: ListedParty) -> None:
    """Fill in days of listing that a newer file in a plainer format leaves out."""
    held = gathered.parties.get(older.party_id)
    days = {each.designation_id: each.listed_on for each in older.designations if each.listed_on is not None}
    if held is None or not days:
        return
    dated = tuple(
        each if each.listed_on is not None else replace(each, listed_on=days.get(each.designation_id))
        for each in held.designations
    )
    gathered.parties[older.party_id] = replace(held, designations=dated)
    for own, each in zip(held.designations, dated, strict=True):
        if each is not own and each.listed_on is not None:
            _state(gathered, each, None)


def _bound_starts(gathered: Gathered, party: ListedParty, published: date) -> None:
    """No designation of an entry is older than the entry, unless a list or a stated date says otherwise."""
    for designation in party.designations:
        held = gathered.sightings[designation.designation_id]
        days = [each.days[0] for position, each in enumerate(gathered.contents) if held.seen >> position & 1]
        days += [last for what, _, last, _ in held.stated if what == "start"]
        if days and published <= min(days):
            held.stated.append(("not_before", published, published, published))


def _take(gathered: Gathered, party: ListedParty, position: int, sparse: set[str]) -> None:
    content = gathered.contents[position]
    held = gathered.parties.get(party.party_id)
    if held is None:
        gathered.parties[party.party_id] = party
        if content.info.scope != "full":
            sparse.add(party.party_id)
    else:
        gathered.parties[party.party_id] = joined(held, party, without_details=party.party_id in sparse)
        if content.info.scope == "full":
            sparse.discard(party.party_id)
    for designation in party.designations:
        _state(gathered, designation, content.days[-1])
        gathered.sightings[designation.designation_id].seen |= 1 << position


def _state(gathered: Gathered, designation: Designation, printed: date | None) -> None:
    """Record the dates a publisher states. A listing or its end is made public on its day, never after the print."""
    held = gathered.sightings.setdefault(designation.designation_id, Sightings())
    for what, day in (
        ("start", designation.listed_on),
        ("end", designation.delisted_on),
        ("end", designation.expires_on),
    ):
        if day is not None:
            published = _published(day, designation, expiry=day is designation.expires_on, printed=printed)
            fact = (what, day.earliest(), day.latest(), published)
            if fact not in held.stated:
                held.stated.append(fact)


def _published(day: PartialDate, designation: Designation, *, expiry: bool, printed: date | None) -> date:
    begun = designation.listed_on if expiry and designation.listed_on is not None else day
    return begun.latest() if printed is None else min(begun.latest(), printed)
