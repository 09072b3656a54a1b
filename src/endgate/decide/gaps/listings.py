"""Listings of parties of the deal that no encoded measure reads: the list was screened, what follows is not encoded."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.decide.facts.parties import SUPPLYING, belongs
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import Asked, at_home
from endgate.decide.gaps.table import law_of
from endgate.decide.identity import Identity, Standing
from endgate.decide.view import View
from endgate.edition.model import ListingStatus
from endgate.law.reference import ListKind
from endgate.terms.truth import Truth


def listing_gaps(asked: Asked) -> Iterator[Gap]:
    """One gap for each listing by an authority whose law binds the actor and that no list of law takes in."""
    for view in asked.case.views:
        for identity in _identities(asked, view):
            for listing in identity.listings:
                if listing.truth is not Truth.FALSE and _binds(asked, listing) and not _read(asked, listing):
                    yield _gap(identity, listing, view)


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


def _gap(identity: Identity, listing: ListingStatus, view: View) -> Gap:
    each = listing.designation
    entry = f"{each.authority} {each.list_name or each.source} {each.programme}".strip()
    if identity.standing is Standing.CONFIRMED:
        ask = f"Check by hand what the listing of {identity.listed_name} ({entry}) forbids"
    else:
        ask = f"Is {identity.party} the listed party {identity.listed_name} ({entry})?"
    return Gap(
        id=f"LISTED:{each.designation_id}",
        law_of=law_of(each.authority),
        weight=Weight.HOLD,
        what=f"what follows from the listing of {identity.listed_name} ({entry}): not encoded",
        ask=ask,
        view=view.name,
        source="; ".join(each.legal_basis or each.citations),
    )
