"""Reads the comparable facts of a query, of a shipment's party and of a listed party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from endgate.lists.model import Address, ListedParty
from endgate.names.facts.addresses import address_key
from endgate.names.facts.countries import FLAG
from endgate.names.facts.dates import read_spans
from endgate.names.facts.model import Facts, Span
from endgate.names.model import Query, QueryAddress, QueryIdentifier, VesselClaim
from endgate.shipment.model import Party
from endgate.terms.places import CountryCode

Countries = tuple[tuple[str, CountryCode], ...]


def query_of(party: Party) -> Query:
    """What a party of a shipment asks the lists."""
    roles = (
        ("nationality", party.nationality),
        ("seat", party.seat),
        (FLAG, party.flag),
        ("establishment", party.country),
    )
    countries = [(role, country) for role, country in roles if country is not None]
    countries += [("address", address.country) for address in party.addresses if address.country is not None]
    identifiers = tuple(QueryIdentifier(each.kind, each.value, each.country) for each in party.identifiers)
    addresses = tuple(QueryAddress(each.text, each.city, each.postal_code, each.country) for each in party.addresses)
    return Query(
        party.id,
        (party.name, *party.aliases),
        party.kind,
        party.birth,
        tuple(dict.fromkeys(countries)),
        identifiers,
        addresses,
    )


def facts_of_query(query: Query) -> Facts:
    """The facts of a question."""
    births = (Span(each, each, each.circa) for each in query.birth)
    return Facts(
        read_spans(births, _codes(query.countries)),
        query.countries,
        query.identifiers,
        kind=query.kind,
        gender=query.gender,
        names=query.names,
        addresses=query.addresses,
        vessel=query.vessel,
    )


def facts_of_listed(party: ListedParty) -> Facts:
    """The facts of a listed party."""
    roles = [(fact.role, fact.country) for fact in party.countries]
    roles += [("address", address.country) for address in party.addresses if address.country is not None]
    countries = tuple(dict.fromkeys(roles))
    births = (Span(each.earliest, each.latest, each.circa) for each in party.birth)
    return Facts(
        read_spans(births, _codes(countries)),
        countries,
        tuple(QueryIdentifier(each.kind, each.value, each.country) for each in party.identifiers),
        tuple(each.reference for each in party.designations if each.reference),
        party.kind,
        party.gender,
        tuple(name.text for name in party.names),
        tuple(map(_address, party.addresses)),
        _vessel(party),
        _first_listed(party),
    )


def address_keys(party: ListedParty) -> tuple[str, ...]:
    """The keys of the addresses of a listed party that name a house in a street."""
    found = (address_key(_address(each)) for each in party.addresses if each.lines or each.raw)
    return tuple(dict.fromkeys(key for key in found if key))


def _codes(countries: Countries) -> frozenset[str]:
    return frozenset(str(country) for _, country in countries)


def _address(address: Address) -> QueryAddress:
    text = ", ".join((*address.lines, address.region)) if address.lines else address.raw
    return QueryAddress(text.strip(", "), address.city, address.postal_code, address.country)


def _vessel(party: ListedParty) -> VesselClaim | None:
    known = party.vessel
    return None if known is None else VesselClaim(known.type, known.deadweight, known.gross_tonnage, known.built)


def _first_listed(party: ListedParty) -> date | None:
    days: Iterable[date] = (
        stated.latest()
        for each in party.designations
        for stated in (each.listed_on, each.listed_by)
        if stated is not None
    )
    return min(days, default=None)
