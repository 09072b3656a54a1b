"""Listings of parties of the deal that no encoded measure reads, or none that counts while the match is not settled.

Unreviewed law that is open says nothing of its own. A party that may be a listed one would pass unseen behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from endgate.decide.facts.parties import SUPPLYING, belongs
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import Asked, at_home
from endgate.decide.gaps.table import law_of
from endgate.decide.identity import Identity, Standing
from endgate.decide.view import View
from endgate.edition.model import ListingStatus
from endgate.law.finding import Finding
from endgate.law.model import State
from endgate.terms.truth import Truth

_BACKSTOP = "IMPLEMENTATION_OPEN:"
_BITES = frozenset({State.APPLIES, State.DEFEATED, State.SUSPENDED})
_SPEAKS = frozenset({State.APPLIES, State.OPEN})


def listing_gaps(asked: Asked) -> Iterator[Gap]:
    """One gap for each listing by an authority whose law binds the actor and of which no law says what follows.

    One for each party that may be a listed one while only unreviewed law reads its listings.
    """
    for view in asked.case.views:
        told = _Told(asked, view)
        for identity in _identities(asked, view):
            bearing = [each for each in identity.listings if each.truth is not Truth.FALSE and _binds(asked, each)]
            yield from (_gap(identity, each, view) for each in bearing if not told.read(identity, each))
            unsettled = [each for each in bearing if _unsettled(identity, each) and told.read(identity, each)]
            if unsettled and not any(told.counted(each) for each in bearing):
                yield _unsettled_gap(identity, unsettled, view)


class _Told:
    """What the measures say in one view that ask whether a party is designated."""

    def __init__(self, asked: Asked, view: View) -> None:
        self._book = asked.day.book
        self._law = asked.law.view(view.name)

    def read(self, identity: Identity, listing: ListingStatus) -> bool:
        """Does law read the listing? Of a settled one it must say what follows: some rule bites or counts."""
        said = [each for each in self._findings if self._asks(each, listing)]
        if _unsettled(identity, listing):
            return bool(said)
        return any(each.state in _BITES or (each.counts and each.state is not State.NOT_IN_FORCE) for each in said)

    def counted(self, listing: ListingStatus) -> bool:
        """Does a finding that counts wait for the match, or bite?"""
        return any(each.counts and each.state in _SPEAKS and self._asks(each, listing) for each in self._findings)

    def _asks(self, finding: Finding, listing: ListingStatus) -> bool:
        lists = self._book.reference.lists
        return any(belongs(listing, lists[name]) for name in self._lists(finding.measure.removeprefix(_BACKSTOP)))

    def _lists(self, measure: str) -> Iterator[str]:
        atoms = (atom for tree in self._book.measure(measure).trees() for atom in tree.atoms())
        return (str(atom.arg("list")) for atom in atoms if atom.predicate == "party_designated")

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return tuple(
            each for each in self._law.findings if any(True for _ in self._lists(each.measure.removeprefix(_BACKSTOP)))
        )


def _identities(asked: Asked, view: View) -> Iterator[Identity]:
    for party in view.shipment.parties:
        screened = asked.case.screened.get(party.id)
        if screened is not None and set(party.roles) - SUPPLYING:
            yield from (each for each in screened.identities if each.standing is not Standing.REJECTED)


def _binds(asked: Asked, listing: ListingStatus) -> bool:
    return at_home(asked, law_of(listing.designation.authority))


def _unsettled(identity: Identity, listing: ListingStatus) -> bool:
    """Is it open whether the party is the listed one, or whether that one was listed on the day?"""
    return identity.standing is not Standing.CONFIRMED or listing.truth is Truth.UNKNOWN


def _gap(identity: Identity, listing: ListingStatus, view: View) -> Gap:
    each = listing.designation
    if identity.standing is Standing.CONFIRMED:
        ask = f"Check by hand what the listing of {identity.listed_name} ({_entry(listing)}) forbids"
    else:
        ask = f"Is {_name(identity, view)} the listed party {identity.listed_name} ({_entry(listing)})?"
    return Gap(
        id=f"LISTED:{each.designation_id}",
        law_of=law_of(each.authority),
        weight=Weight.HOLD,
        what=f"what follows from the listing of {identity.listed_name} ({_entry(listing)}): not encoded",
        ask=ask,
        view=view.name,
        source="; ".join(each.legal_basis or each.citations),
    )


def _unsettled_gap(identity: Identity, listings: list[ListingStatus], view: View) -> Gap:
    """The match is open and only law that nobody reviewed reads the lists."""
    who = f"{identity.listed_name} ({', '.join(dict.fromkeys(_entry(each) for each in listings))})"
    ask = f"Is {_name(identity, view)} the listed party {who}?"
    if identity.standing is Standing.CONFIRMED:
        ask = f"Was {who} listed on that day? {listings[0].basis}"
    return Gap(
        id=f"LISTED:{identity.listed}",
        law_of=law_of(listings[0].designation.authority),
        weight=Weight.HOLD,
        what=f"whether {who} has a part in the deal: not settled, and only unreviewed law reads the list",
        ask=ask,
        view=view.name,
        source="; ".join(dict.fromkeys(name for each in listings for name in each.designation.legal_basis)),
    )


def _name(identity: Identity, view: View) -> str:
    return next((party.name for party in view.shipment.parties if party.id == identity.party), identity.party)


def _entry(listing: ListingStatus) -> str:
    each = listing.designation
    return f"{each.authority} {each.list_name or each.source} {each.programme}".strip()
