"""Whether newer lists can change a decision: what its stages read of parties, from the older edition and the newer.

A decision is a pure function of the case and of what is read for it. Where law, goods and the sources held are the same
in both editions, and both say the same of each of its parties, deciding again gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from endgate.decide.carriers import with_ships
from endgate.decide.identity import Screened, screen_parties
from endgate.decide.signals import links, parties
from endgate.decide.view import indicated_party
from endgate.edition.layout import RECORDS
from endgate.edition.model import SourceInfo
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile
from endgate.evidence.weigh import weigh
from endgate.shipment.model import Party, Shipment

_OF_PARTIES = ("names_", "listing_")
_REMEMBERED = 50_000
_ANYBODY = "asked"


@dataclass
class ListDelta:
    """Two editions that differ in listed parties only. ``changed`` are the ids whose record is another."""

    old: Edition
    new: Edition
    changed: frozenset[str]
    _same: dict[tuple[str, date, date], bool] = field(default_factory=dict, repr=False)

    def touches(self, shipment: Shipment, claims: ClaimFile, *, as_of: date, known_as_of: date) -> bool:
        """May the answer differ between the editions? False only where nothing that it rests on does."""
        if not self._sources_alike(as_of):
            return True
        weighed = weigh(shipment, claims, as_of=as_of, known_as_of=known_as_of)
        indicated = [party for each in weighed.indications if (party := indicated_party(each)) is not None]
        asked = (*with_ships(shipment).parties, *indicated)
        if not all(self._alike(party, as_of, known_as_of) for party in asked):
            return True
        return self._signals_differ(shipment, as_of, known_as_of)

    def _sources_alike(self, day: date) -> bool:
        return list(_sources(self.old, day)) == list(_sources(self.new, day))

    def _alike(self, party: Party, as_of: date, known_as_of: date) -> bool:
        """Do both editions say the same of a party? Asked once for all shipments in which it stands."""
        stated = replace(party, id=_ANYBODY)
        key = (repr(stated), as_of, known_as_of)
        if key not in self._same:
            if len(self._same) >= _REMEMBERED:
                self._same.clear()
            was, now = (_screened(stated, each, as_of, known_as_of) for each in (self.old, self.new))
            self._same[key] = _told(was) == _told(now) and self._unchanged(was, as_of, known_as_of)
        return self._same[key]

    def _unchanged(self, screened: Screened, as_of: date, known_as_of: date) -> bool:
        """Are the records behind the matches the same, and those they are tied to, which a review may let count?"""
        ids = {each.party_id for each in screened.screening.matches} | {each.listed for each in screened.identities}
        ties = {each: self.old.same_as(each) for each in ids}
        if any(self.new.same_as(each) != tied for each, tied in ties.items()):
            return False
        behind = {link.other(each) for each, tied in ties.items() for link in tied}
        return (ids | behind).isdisjoint(self.changed) and all(
            self.old.listing(each, as_of=as_of, known_as_of=known_as_of)
            == self.new.listing(each, as_of=as_of, known_as_of=known_as_of)
            for each in behind
        )

    def _signals_differ(self, shipment: Shipment, as_of: date, known_as_of: date) -> bool:
        """Addresses and numbers that parties share with listed ones, whether or not a name leads there."""
        if not any(party.addresses or party.identifiers for party in shipment.parties):
            return False
        was, now = (_signals(shipment, each, as_of, known_as_of) for each in (self.old, self.new))
        return was != now


def list_delta(old: Edition, new: Edition) -> ListDelta | None:
    """What changed between two editions; None where more than listed parties did, so that any answer may differ."""
    if _rest(old) != _rest(new):
        return None
    before, after = old.records(), new.records()
    changed = {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)}
    return ListDelta(old, new, frozenset(changed))


def _rest(edition: Edition) -> tuple[object, ...]:
    """All of an edition that is no listed party: its other files, what it lacks and what an alarm holds."""
    manifest = edition.manifest
    files = {
        name: digest for name, digest in manifest.files.items() if name != RECORDS and not name.startswith(_OF_PARTIES)
    }
    return manifest.engine_version, files, edition.lacks(), edition.held()


def _sources(edition: Edition, day: date) -> Iterator[tuple[object, ...]]:
    """What a decision reads of each source; its age only where that tells on the day."""
    for each in edition.sources():
        yield each.id, each.authority, each.coverage, each.whole_since, each.lacks, _age(each, day)


def _age(source: SourceInfo, day: date) -> int | None:
    return source.age_days(day) if source.stale(day) else None


def _screened(party: Party, edition: Edition, as_of: date, known_as_of: date) -> Screened:
    return screen_parties((party,), edition, as_of=as_of, known_as_of=known_as_of)[party.id]


def _told(screened: Screened) -> tuple[object, ...]:
    """What is said of a party. How many others there were to compare it with is not part of it."""
    found = screened.screening
    return found.matches, found.suppressed, found.faults, screened.identities


def _signals(shipment: Shipment, edition: Edition, as_of: date, known_as_of: date) -> tuple[object, ...]:
    screened = screen_parties(shipment.parties, edition, as_of=as_of, known_as_of=known_as_of)
    listed = links.designated(screened)
    return parties.addresses(shipment, screened, edition), links.connections(shipment, listed, edition, as_of)
