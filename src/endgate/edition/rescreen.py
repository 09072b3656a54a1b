"""What changed for me: customers screened again against only those parties whose identity or listing changed.

The answer is that of a whole new screening, less what concerns parties that did not change: names are as rare, and
searched as widely, as in the whole edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from endgate.edition.opened import Edition
from endgate.lists.deltas import Change
from endgate.lists.model import ListedParty
from endgate.names.index import NameIndex, build_index
from endgate.names.model import Grade, Match, Query
from endgate.names.screen import screen
from endgate.shipment.model import Party

_MOST = 500

Screener = Callable[[Sequence[Party | Query], Edition, frozenset[str]], list[dict[str, Match]]]


@dataclass(frozen=True)
class CustomerChange:
    """One customer and one changed party. Grades are ``none`` where that edition gives no match.

    ``what``: ``new_match``, ``match_gone``, ``match_changed`` (another grade), ``listing_changed`` (the same grade).
    """

    customer: str
    name: str
    party_id: str
    party: str
    what: str
    before: Grade
    after: Grade
    text: str
    change: Change


def rescreen(
    customers: Sequence[Party | Query],
    old: Edition,
    new: Edition,
    changes: Iterable[Change],
    *,
    screener: Screener | None = None,
) -> tuple[CustomerChange, ...]:
    """Every customer that matches a changed party in either edition, in the order of customers, then of party ids."""
    weighty = {each.party_id: each for each in changes if each.weighty}
    wanted = frozenset(weighty)
    find = screener or against_changed
    before, after = find(customers, old, wanted), find(customers, new, wanted)
    found = []
    for customer, was, now in zip(customers, before, after, strict=True):
        for party_id in sorted(was.keys() | now.keys()):
            found.append(_customer_change(customer, weighty[party_id], was.get(party_id), now.get(party_id)))
    return tuple(found)


def against_changed(
    customers: Sequence[Party | Query], edition: Edition, wanted: frozenset[str]
) -> list[dict[str, Match]]:
    """Matches with the wanted parties of one edition, found in an index of those alone."""
    parties = [party for each in sorted(wanted) if (party := edition.party(each)) is not None]
    return _matches(customers, _index_of(parties, edition), edition, wanted) if parties else [{} for _ in customers]


def against_all(customers: Sequence[Party | Query], edition: Edition, wanted: frozenset[str]) -> list[dict[str, Match]]:
    """The same by screening the whole edition: what ``against_changed`` is held to."""
    return _matches(customers, edition.names, edition, wanted)


def _matches(
    customers: Sequence[Party | Query], index: NameIndex, edition: Edition, wanted: frozenset[str]
) -> list[dict[str, Match]]:
    answers = screen(customers, index, party_of=edition.party, limit=_MOST)
    return [{each.party_id: each for each in answer.matches if each.party_id in wanted} for answer in answers]


def _index_of(parties: Sequence[ListedParty], edition: Edition) -> NameIndex:
    arrays, meta = build_index(parties)
    return _Excerpt(arrays, meta, edition.names)


class _Excerpt(NameIndex):
    """An index of some parties in which words are as rare as in the whole."""

    def __init__(self, arrays: dict[str, Any], meta: dict[str, Any], whole: NameIndex) -> None:
        super().__init__(arrays, meta)
        self.parties = whole.parties
        self.count_of = whole.count_of


def _customer_change(customer: Party | Query, change: Change, was: Match | None, now: Match | None) -> CustomerChange:
    before, after = (Grade.NONE if each is None else each.grade for each in (was, now))
    present = now or was
    assert present is not None, "one of the two editions gives a match"
    if was is None or now is None:
        what = "new_match" if was is None else "match_gone"
    else:
        what = "listing_changed" if before is after else "match_changed"
    ref, name = (customer.ref, customer.names[0]) if isinstance(customer, Query) else (customer.id, customer.name)
    return CustomerChange(ref, name, change.party_id, change.name, what, before, after, present.text, change)
