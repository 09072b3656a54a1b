"""What stated links and shared numbers say: minority holdings, shared directors, paths to designated parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from endgate.decide.identity import Identity, Screened, Standing
from endgate.edition.opened import Edition
from endgate.network.exposure import Exposure
from endgate.network.model import Verdict
from endgate.routes.detectors.answer import rows
from endgate.shipment.flags import Connection, ListedHolding
from endgate.shipment.model import PartyIdentifier, PartyLink, Shipment
from endgate.terms.kinds import IdentifierKind
from endgate.terms.truth import Truth

_SHARED = {IdentifierKind.PHONE: "phone", IdentifierKind.EMAIL: "email", IdentifierKind.WEBSITE: "domain"}
_FARTHEST = 2


@dataclass(frozen=True)
class Designated:
    """A party that is surely designated on the day, by the name and the basis of its listing."""

    name: str
    basis: str


def designated(screened: Mapping[str, Screened]) -> dict[str, Designated]:
    """Parties whose identity is confirmed and whose listing surely stands."""
    found = {}
    for party, each in screened.items():
        sure = [one for one in each.identities if one.standing is Standing.CONFIRMED and _stands(one)]
        if sure:
            bases = [basis for one in sure if (basis := _basis(one))]
            found[party] = Designated(sure[0].listed_name, bases[0] if bases else "")
    return found


def _stands(identity: Identity) -> bool:
    return any(listing.truth is Truth.TRUE for listing in identity.listings)


@cache
def _bases() -> dict[tuple[str, str], str]:
    return {(row["source"], row["programme"]): row["basis"] for row in rows("listing_bases.csv")}


def _basis(identity: Identity) -> str:
    words = (_bases().get((each.designation.source, each.designation.programme), "") for each in identity.listings)
    return next(filter(None, words), "")


def holdings(
    shipment: Shipment, exposures: Iterable[Exposure], listed: Mapping[str, Designated], day: date
) -> tuple[ListedHolding, ...] | None:
    """Shares of designated owners, and directors that a party shares with one. None where no link is stated."""
    if not shipment.links:
        return None
    held = [
        ListedHolding(
            each.party,
            _name(shipment, owner, listed),
            each.max,
            each.verdict is Verdict.MUST,
            confirmed=owner in listed,
            regime=each.regime,
        )
        for each in exposures
        for owner in each.base_parties
        if each.max > 0
    ]
    return tuple(dict.fromkeys((*held, *_directors(shipment, listed, day))))


def _name(shipment: Shipment, owner: str, listed: Mapping[str, Designated]) -> str:
    if owner in listed:
        return listed[owner].name
    return next((party.name for party in shipment.parties if party.id == owner), owner)


def _directors(shipment: Shipment, listed: Mapping[str, Designated], day: date) -> Iterator[ListedHolding]:
    seats = [link for link in shipment.links if link.kind == "director" and active(link, day)]
    for one in seats:
        for other in seats:
            if one.holder == other.holder and other.held in listed and one.held not in listed:
                sure = one.confirmed and other.confirmed
                yield ListedHolding(one.held, listed[other.held].name, shared_director=True, confirmed=sure)


def active(link: PartyLink, day: date) -> bool:
    """May the link exist that day?"""
    started = link.valid_from is None or link.valid_from.earliest() <= day
    return started and (link.valid_to is None or link.valid_to.latest() > day)


def connections(
    shipment: Shipment, listed: Mapping[str, Designated], edition: Edition, day: date
) -> tuple[Connection, ...] | None:
    """Paths of at most two steps to designated parties, over links and over numbers shared; never mixed.

    None where neither a link nor a telephone, e-mail or site is stated.
    """
    numbers = {party.id: tuple(_numbers(party.identifiers)) for party in shipment.parties}
    if not shipment.links and not any(numbers.values()):
        return None
    ties = [(one.holder, one.held, one.kind) for one in shipment.links if active(one, day) and one.confirmed]
    found = [
        *_paths(shipment, listed, ties, weak=False),
        *_paths(shipment, listed, _equal(numbers), weak=True),
        *_on_lists(shipment, listed, edition),
    ]
    return tuple(dict.fromkeys(found))


def _numbers(identifiers: Iterable[PartyIdentifier]) -> Iterator[tuple[str, str]]:
    for each in identifiers:
        if each.kind in _SHARED and each.value.strip():
            yield _SHARED[each.kind], "".join(each.value.casefold().split())


Tie = tuple[str, str, str]
"""Two party ids and what ties them."""


def _equal(numbers: Mapping[str, tuple[tuple[str, str], ...]]) -> list[Tie]:
    return [
        (one, other, kind)
        for one, mine in numbers.items()
        for other, theirs in numbers.items()
        if one < other
        for kind, value in mine
        if (kind, value) in theirs
    ]


def _paths(
    shipment: Shipment, listed: Mapping[str, Designated], ties: list[Tie], *, weak: bool
) -> Iterator[Connection]:
    near: dict[str, list[tuple[str, str]]] = {}
    for one, other, kind in ties:
        near.setdefault(one, []).append((other, kind))
        near.setdefault(other, []).append((one, kind))
    for party in shipment.parties:
        if party.id not in listed:
            yield from _from(party.id, near, listed, weak=weak)


def _from(
    party: str, near: Mapping[str, list[tuple[str, str]]], listed: Mapping[str, Designated], *, weak: bool
) -> Iterator[Connection]:
    """Shortest paths from one party, level by level."""
    seen, level = {party}, [(party, tuple[str, ...]())]
    for hops in range(1, _FARTHEST + 1):
        following = []
        for at, kinds in level:
            for other, kind in near.get(at, ()):
                if other in seen:
                    continue
                seen.add(other)
                following.append((other, (*kinds, kind)))
                if other in listed:
                    told = listed[other]
                    yield Connection(
                        party, told.name, hops, (*kinds, kind), programme=told.basis, weak=weak, source="links"
                    )
        level = following


def _on_lists(shipment: Shipment, listed: Mapping[str, Designated], edition: Edition) -> Iterator[Connection]:
    """Listed parties that give the very same telephone, e-mail or site, as written."""
    for party in shipment.parties:
        for each in party.identifiers if party.id not in listed else ():
            for found in edition.by_identifier(each.kind, each.value) if each.kind in _SHARED else ():
                record = edition.party(found)
                name = found if record is None else record.primary_name
                yield Connection(party.id, name, 1, (_SHARED[each.kind],), source=found)
