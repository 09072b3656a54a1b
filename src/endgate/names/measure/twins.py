"""Which parties of several lists are one: those that share a whole name. A measured half never splits them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from endgate.lists.model import ListedParty
from endgate.names.measure.model import Half, half_of
from endgate.names.normalise import sorted_text

_TELLING = 8
"""Letters from which a shared name of one word ties parties together."""


class Twins:
    """Parties in groups that share a name of two words or a long one, with everybody who bears a name."""

    def __init__(self, parties: Iterable[ListedParty]) -> None:
        self._bearers: dict[str, set[str]] = defaultdict(set)
        self._above: dict[str, str] = {}
        for party in parties:
            self._above.setdefault(party.party_id, party.party_id)
            for name in party.names:
                self._take(party.party_id, sorted_text(name.text))
        self._members: dict[str, set[str]] = defaultdict(set)
        for party_id in self._above:
            self._members[self._top(party_id)].add(party_id)

    def _take(self, party_id: str, plain: str) -> None:
        if not plain:
            return
        others = self._bearers[plain]
        if others and (" " in plain or len(plain) >= _TELLING):
            one, other = sorted((self._top(party_id), self._top(next(iter(others)))))
            self._above[other] = one
        others.add(party_id)

    def _top(self, party_id: str) -> str:
        while self._above[party_id] != party_id:
            self._above[party_id] = self._above[self._above[party_id]]
            party_id = self._above[party_id]
        return party_id

    @property
    def bearers(self) -> Mapping[str, set[str]]:
        """Party ids by name, its words in alphabetical order."""
        return self._bearers

    def bears(self, plain: str) -> bool:
        """Does any party bear the name?"""
        return plain in self._bearers

    def group(self, party_id: str) -> frozenset[str]:
        """The party and its twins."""
        return frozenset(self._members[self._top(party_id)])

    def one(self, left: str, right: str) -> bool:
        """Are the two one party, by a name they share?"""
        return self._top(left) == self._top(right)

    def half(self, party_id: str) -> Half:
        """The half that the whole group falls into."""
        return half_of(self._top(party_id))
