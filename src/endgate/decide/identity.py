"""From name matches to identities: which listed party a party of the shipment is, may be, or is said not to be.

A name alone never confirms. An exclusive number, the list's own reference, or a recorded review does (decision 0004).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from endgate.edition.model import ListingStatus
from endgate.edition.opened import Edition
from endgate.names.model import Grade, ListingNote, Match, Screening
from endgate.names.screen import screen
from endgate.shipment.model import Party
from endgate.terms.dates import PartialDate
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


Verdicts = Callable[[Party, Match], str]
"""The recorded review of a match: ``same``, ``different``, ``unsure``, or empty where nobody looked."""


def no_reviews(_party: Party, _match: Match) -> str:
    return ""


def screen_parties(
    parties: Sequence[Party], edition: Edition, *, as_of: date, known_as_of: date, reviews: Verdicts = no_reviews
) -> dict[str, Screened]:
    """Screen every party and weigh its matches into identities; by party id."""
    screenings = screen(parties, edition.names, party_of=edition.party)
    result = {}
    for party, screening in zip(parties, screenings, strict=True):
        noted, identities = [], []
        for match in screening.matches:
            listings = edition.listing(match.party_id, as_of=as_of, known_as_of=known_as_of)
            review = reviews(party, match)
            noted.append(replace(match, listings=tuple(_note(each) for each in listings), review=review))
            identities.append(_identity(party, match, review, listings))
        kept = tuple(each for each in identities if each is not None)
        result[party.id] = Screened(replace(screening, matches=tuple(noted)), kept)
    return result


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
    if match.grade.counts:
        return Standing.OPEN, f"name match, {match.grade.value}"
    return None, ""


def _note(listing: ListingStatus) -> ListingNote:
    each = listing.designation
    status = {Truth.TRUE: "current", Truth.UNKNOWN: "uncertain"}.get(listing.truth, "ended")
    start = None if listing.start is None else listing.start.lo
    if listing.truth is Truth.FALSE and listing.start is not None and listing.end is None:
        status = "not_yet"
    since = each.listed_on if start is None else PartialDate(start.year, start.month, start.day)
    end = None if listing.end is None else listing.end.hi
    until = None if end is None else PartialDate(end.year, end.month, end.day)
    return ListingNote(each.designation_id, each.authority, each.programme, status, since, until)
