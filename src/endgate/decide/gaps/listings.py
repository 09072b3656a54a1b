"""Listings of parties of the deal that no encoded measure reads, or none that counts while the match is not settled.

Unreviewed law that is open says nothing of its own. A party that may be a listed one would pass unseen behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from endgate.decide.facts.parties import SUPPLYING, belongs
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import Asked, at_home
from endgate.decide.gaps.table import law_of
from endgate.decide.identity import Identity, Standing
from endgate.decide.view import View
from endgate.edition.model import ListingStatus
from endgate.law.book import LawBook
from endgate.law.model import State
from endgate.law.reference import ListKind
from endgate.terms.truth import Truth

BACKSTOP_PREFIX = "IMPLEMENTATION_OPEN:"
_SAYS = frozenset({State.OPEN, State.APPLIES})
_ASKS_PARTIES = frozenset({"party_designated", "owned_ge"})


def listing_gaps(asked: Asked) -> Iterator[Gap]:
    """One gap for each listing by an authority whose law binds the actor and that no law takes in.

    One more for each party that may be a listed one while only unreviewed law reads its listings.
    """
    for view in asked.case.views:
        for identity in _identities(asked, view):
            bearing = [each for each in identity.listings if each.truth is not Truth.FALSE and _binds(asked, each)]
            yield from (_gap(identity, each, view) for each in bearing if not _read(asked, each))
            read = [each for each in bearing if _read(asked, each)]
            unsettled = [each for each in read if _unsettled(identity, each)]
            if unsettled and not any(_counted(asked, each, view) for each in read):
                yield _unsettled_gap(identity, unsettled, view)


def _identities(asked: Asked, view: View) -> Iterator[Identity]:
    for party in view.shipment.parties:
        screened = asked.case.screened.get(party.id)
        if screened is not None and set(party.roles) - SUPPLYING:
            yield from (each for each in screened.identities if each.standing is not Standing.REJECTED)


def _binds(asked: Asked, listing: ListingStatus) -> bool:
    return at_home(asked, law_of(listing.designation.authority))


def _read(asked: Asked, listing: ListingStatus) -> bool:
    """Does a party list of law that some measure asks about take this listing in?"""
    lists = asked.day.book.reference.lists.values()
    return any(ref.kind is ListKind.PARTY and ref.sources and belongs(listing, ref) for ref in lists)


def _unsettled(identity: Identity, listing: ListingStatus) -> bool:
    """Is it open whether the party is the listed one, or whether that one was listed on the day?"""
    return identity.standing is not Standing.CONFIRMED or listing.truth is Truth.UNKNOWN


def _counted(asked: Asked, listing: ListingStatus, view: View) -> bool:
    """Does a finding that counts, and says something, ask for a list with this listing?"""
    book = asked.day.book
    speaking = (each for each in asked.law.view(view.name).speaking if each.counts and each.state in _SAYS)
    return any(
        belongs(listing, book.reference.lists[name])
        for each in speaking
        for name in _party_lists(book, each.measure.removeprefix(BACKSTOP_PREFIX))
    )


def _party_lists(book: LawBook, measure: str) -> Iterator[str]:
    for tree in book.measure(measure).trees():
        for atom in tree.atoms():
            if atom.predicate in _ASKS_PARTIES:
                yield str(atom.arg("list"))


def _gap(identity: Identity, listing: ListingStatus, view: View) -> Gap:
    each = listing.designation
    if identity.standing is Standing.CONFIRMED:
        ask = f"Check by hand what the listing of {identity.listed_name} ({_entry(listing)}) forbids"
    else:
        ask = f"Is {identity.party} the listed party {identity.listed_name} ({_entry(listing)})?"
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
    ask = f"Is {identity.party} the listed party {who}?"
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


def _entry(listing: ListingStatus) -> str:
    each = listing.designation
    return f"{each.authority} {each.list_name or each.source} {each.programme}".strip()
