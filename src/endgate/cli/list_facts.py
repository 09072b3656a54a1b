"""How ``list show`` prints what a publisher says of a party beside its names and numbers."""

from __future__ import annotations

from endgate.cli.output import table
from endgate.edition.model import ListingStatus
from endgate.lists.model import Address, Birth, ListedParty

LISTING_COLUMNS = ("authority", "programme", "reference", "from", "to", "status", "basis")


def listing_row(standing: ListingStatus) -> tuple[str, ...]:
    """One designation: where to find it at the publisher, its days, and how it stands."""
    own = standing.designation
    found = "; ".join(text for text in (own.reference, *own.legal_basis, *own.citations) if text)
    days = ("" if edge is None else str(edge) for edge in (standing.start, standing.end))
    return own.authority, own.programme, found, *days, standing.status, standing.basis


def show_facts(party: ListedParty) -> None:
    """Print births, countries, addresses and relations; what is not stated is not printed."""
    facts = [("born", _birth(each)) for each in party.birth]
    facts += [("born in", place) for place in party.birth_places]
    located = {each.country for each in party.addresses}
    facts += [
        (each.role, str(each.country))
        for each in party.countries
        if each.role != "address" or each.country not in located
    ]
    facts += [("address", _address(each)) for each in party.addresses]
    facts += [
        (
            each.type.replace("_", " ") + (" (former)" if each.former else ""),
            f"{each.target_name} {each.target_party_id}",
        )
        for each in party.relations
    ]
    if facts:
        table("Facts", ("what", "as published"), facts)


def _birth(birth: Birth) -> str:
    about = "about " if birth.circa else ""
    first, last = str(birth.earliest), str(birth.latest)
    return about + (first if first == last else f"{first} to {last}")


def _address(address: Address) -> str:
    parts = (*address.lines, address.city, address.region, address.postal_code, address.country or "")
    return ", ".join(part for part in parts if part) or address.raw
