"""From name matches to identities: which listed party a party of the shipment is, may be, or is said not to be.

A name alone never confirms. An exclusive number, the list's own reference, or a recorded review does (decision 0004);
so does an accepted link of the edition to a record that is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from endgate.edition.links import Link
from endgate.edition.model import ListingStatus
from endgate.edition.opened import Edition
from endgate.lists.model import ListedParty
from endgate.names.caps import LEGAL_FORM_DIFFERS
from endgate.names.model import Grade, ListingNote, Match, Screening
from endgate.names.reviews import ReviewBook, reviewed
from endgate.names.screen import screen
from endgate.shipment.model import Party
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind
from endgate.terms.truth import Truth


class Standing(StrEnum):
    """How sure it is that the two are one."""

    CONFIRMED = "confirmed"
    OPEN = "open"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Identity:
    """A party of the shipment beside a listed party, with what settles it and how the listing stands on the day."""

    party: str
    listed: str
    listed_name: str
    standing: Standing
    how: str
    listings: tuple[ListingStatus, ...] = ()


@dataclass(frozen=True)
class Screened:
    """What screening says of one party: the matches as found, and the identities they amount to."""

    screening: Screening
    identities: tuple[Identity, ...] = ()


NOBODY_LOOKED = ReviewBook()


def screen_parties(
    parties: Sequence[Party],
    edition: Edition,
    *,
    as_of: date,
    known_as_of: date,
    reviews: ReviewBook = NOBODY_LOOKED,
    shipment: str = "",
) -> dict[str, Screened]:
    """Screen every party and weigh its matches into identities; by party id.

    Reviews that were made for one ``shipment`` count for that one.
    """
    screenings = screen(parties, edition.names, party_of=edition.party)
    result = {}
    for party, screening in zip(parties, screenings, strict=True):
        days = _Days(edition, as_of, known_as_of)
        noted, identities = [], list(_by_reference(party, days))
        confirmed = {each.listed for each in identities}
        for match in screening.matches:
            listings = days.listing(match.party_id)
            review = _review(reviews, party, edition.party(match.party_id), known_as_of, shipment)
            noted.append(replace(reviewed(match, review), listings=tuple(map(listing_note, listings))))
            identity = _identity(party, match, review, listings)
            if identity is not None and identity.listed not in confirmed:
                identities.append(identity)
        result[party.id] = Screened(replace(screening, matches=tuple(noted)), tuple(_joined(identities, days)))
    return result


@dataclass(frozen=True)
class _Days:
    """An edition on one pair of days."""

    edition: Edition
    as_of: date
    known_as_of: date

    def listing(self, party_id: str) -> tuple[ListingStatus, ...]:
        return self.edition.listing(party_id, as_of=self.as_of, known_as_of=self.known_as_of)


def _by_reference(party: Party, days: _Days) -> Iterator[Identity]:
    """Listed parties that the shipment names by a list's own reference, written ``UN IRe.036`` or ``OFAC 12055``."""
    for identifier in party.identifiers:
        authority, _, reference = identifier.value.strip().partition(" ")
        if identifier.kind is not IdentifierKind.PUBLISHER_REF or not reference:
            continue
        for name in (authority, f"US-{authority}"):
            for listed in days.edition.by_reference(name, reference.strip()):
                record = days.edition.party(listed)
                shown = listed if record is None else record.primary_name
                how = f"the list's own reference, {identifier.value}"
                yield Identity(party.id, listed, shown, Standing.CONFIRMED, how, days.listing(listed))


def _joined(identities: list[Identity], days: _Days) -> Iterator[Identity]:
    """Let what is sure of one record count for its twins in other lists.

    A twin is a record whose publisher refers to the confirmed listing, or that an accepted link of the edition calls
    the same party. A recorded *different* stands.
    """
    sure = [each for each in identities if each.standing is Standing.CONFIRMED]
    references = {_reference(listing) for each in sure for listing in each.listings}
    twins = {link.other(each.listed): (each, link) for each in sure for link in days.edition.same_as(each.listed)}
    for identity in identities:
        crossed = {ref for each in identity.listings for ref in each.designation.cross_refs} & references
        if identity.standing is Standing.OPEN and crossed:
            yield replace(identity, standing=Standing.CONFIRMED, how=f"its publisher refers to {min(crossed)}")
        elif identity.standing is Standing.OPEN and identity.listed in twins:
            yield replace(identity, standing=Standing.CONFIRMED, how=_as_twin(*twins[identity.listed]))
        else:
            yield identity
    for listed in sorted(twins.keys() - {each.listed for each in identities}):
        identity, link = twins[listed]
        record = days.edition.party(listed)
        shown = listed if record is None else record.primary_name
        yield Identity(
            identity.party, listed, shown, Standing.CONFIRMED, _as_twin(identity, link), days.listing(listed)
        )


def _as_twin(identity: Identity, link: Link) -> str:
    """Why a confirmed record confirms its twin, for example ``the same party as un:IRe.036 by name and programme``."""
    ties = " and ".join(dict.fromkeys(each.type.value.replace("_", " ") for each in link.evidence))
    return f"the same party as {identity.listed} by {ties or link.by or link.state.value}"


def _reference(listing: ListingStatus) -> str:
    return f"{listing.designation.authority} {listing.designation.reference}"


def _review(reviews: ReviewBook, party: Party, listed: ListedParty | None, day: date, shipment: str) -> str:
    """The recorded review of a match; empty where nobody looked."""
    if listed is None or not reviews.reviews:
        return ""
    return reviews.answer(party, listed, as_of=day, shipment=shipment)


def _identity(party: Party, match: Match, review: str, listings: tuple[ListingStatus, ...]) -> Identity | None:
    standing, how = _standing(match, review)
    if standing is None:
        return None
    return Identity(party.id, match.party_id, match.right.name, standing, how, listings)


def _standing(match: Match, review: str) -> tuple[Standing | None, str]:
    if review == "same":
        return Standing.CONFIRMED, "recorded review: same"
    if review == "different":
        return Standing.REJECTED, "recorded review: different"
    if match.grade is Grade.IDENTIFIED:
        return Standing.CONFIRMED, "the list's own reference or an exclusive number agrees"
    if match.grade is Grade.ADDRESS_LISTED:
        return Standing.OPEN, "its address is listed"
    if match.grade.counts:
        return Standing.OPEN, f"name match, {match.grade.value}"
    if match.grade is Grade.POSSIBLE and LEGAL_FORM_DIFFERS in match.flags:
        return Standing.OPEN, "the name of a listed firm, under another legal form"
    return None, ""


def listing_note(listing: ListingStatus) -> ListingNote:
    """A designation as a match shows it: ``current``, ``ended``, ``not_yet`` or ``uncertain`` on the day asked."""
    each = listing.designation
    status = {Truth.TRUE: "current", Truth.UNKNOWN: "uncertain"}.get(listing.truth, "ended")
    status = "not_yet" if listing.ahead else status
    start = None if listing.start is None else listing.start.lo
    since = each.listed_on if start is None else PartialDate(start.year, start.month, start.day)
    end = None if listing.end is None else listing.end.hi
    until = None if end is None else PartialDate(end.year, end.month, end.day)
    return ListingNote(each.designation_id, each.authority, each.programme, status, since, until)
