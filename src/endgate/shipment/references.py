"""References inside a shipment: ids are unique, and whoever or whatever is named is there."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator

from endgate.shipment.errors import DANGLING, DUPLICATE_ID, SELF_REFERENCE, UNKNOWN_LINK
from endgate.shipment.model import Shipment
from endgate.terms.faults import Fault
from endgate.terms.places import known_codes

LINK_KINDS = ("owns", "controls", "appoints", "parent", "branch_of", "director", "acts_for")

DERIVED = "know:"
"""Records that claims give begin with it (``know:<party>:<proposition>:<claim>``); a review may close them too."""


def broken_references(shipment: Shipment) -> Iterator[Fault]:
    """Name every id used twice and every reference to nothing."""
    parties = frozenset(party.id for party in shipment.parties)
    items = frozenset(item.id for item in shipment.items)
    yield from _repeated("$.parties", (party.id for party in shipment.parties))
    yield from _repeated("$.items", (item.id for item in shipment.items))
    yield from _repeated("$.licences", (licence.id for licence in shipment.licences))
    yield from _repeated("$.knowledge", (record.id for record in shipment.knowledge))
    yield from _heads(shipment, parties)
    yield from _links(shipment, parties)
    yield from _licences(shipment, parties, items)
    yield from _notices(shipment, parties, items)
    yield from _people(shipment, parties)


def _repeated(path: str, ids: Iterable[str]) -> Iterator[Fault]:
    listed = list(ids)
    for each, count in Counter(listed).items():
        if count > 1:
            index = [place for place, other in enumerate(listed) if other == each][1]
            yield DUPLICATE_ID.at(f"{path}[{index}].id", f"{each!r} is used {count} times")


def _missing(path: str, value: str, known: frozenset[str], what: str) -> Iterator[Fault]:
    if value not in known:
        near = difflib.get_close_matches(value, sorted(known), 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(known)) or 'none'}"
        yield DANGLING.at(path, f"{value!r} is not {what} of this shipment{hint}")


def _heads(shipment: Shipment, parties: frozenset[str]) -> Iterator[Fault]:
    for index, party in enumerate(shipment.parties):
        where = f"$.parties[{index}].head"
        if party.head and party.head == party.id:
            yield SELF_REFERENCE.at(where, f"{party.id!r} is named as its own head")
        elif party.head:
            yield from _missing(where, party.head, parties, "a party")
        for code in party.acts_in:
            if code not in known_codes():
                yield DANGLING.at(f"$.parties[{index}].acts_in.{code}", f"{code!r} is not a known country code")


def _links(shipment: Shipment, parties: frozenset[str]) -> Iterator[Fault]:
    for index, link in enumerate(shipment.links):
        where = f"$.links[{index}]"
        yield from _missing(f"{where}.holder", link.holder, parties, "a party")
        yield from _missing(f"{where}.held", link.held, parties, "a party")
        if link.holder == link.held:
            yield SELF_REFERENCE.at(where, f"{link.holder!r} is linked to itself")
        if link.kind not in LINK_KINDS:
            yield UNKNOWN_LINK.at(f"{where}.kind", f"{link.kind!r} is none of {', '.join(LINK_KINDS)}")


def _licences(shipment: Shipment, parties: frozenset[str], items: frozenset[str]) -> Iterator[Fault]:
    for index, licence in enumerate(shipment.licences):
        where = f"$.licences[{index}]"
        if licence.holder:
            yield from _missing(f"{where}.holder", licence.holder, parties, "a party")
        for place, item in enumerate(licence.items):
            yield from _missing(f"{where}.items[{place}]", item, items, "an item")
        for place, party in enumerate(licence.parties):
            yield from _missing(f"{where}.parties[{place}]", party, parties, "a party")


def _notices(shipment: Shipment, parties: frozenset[str], items: frozenset[str]) -> Iterator[Fault]:
    for index, notice in enumerate(shipment.notices):
        where = f"$.notices[{index}]"
        yield from _missing(f"{where}.to", notice.to, parties, "a party")
        for place, party in enumerate(notice.about_parties):
            yield from _missing(f"{where}.about_parties[{place}]", party, parties, "a party")
        for place, item in enumerate(notice.about_items):
            yield from _missing(f"{where}.about_items[{place}]", item, items, "an item")


def _people(shipment: Shipment, parties: frozenset[str]) -> Iterator[Fault]:
    records = frozenset(record.id for record in shipment.knowledge)
    for index, record in enumerate(shipment.knowledge):
        yield from _missing(f"$.knowledge[{index}].actor", record.actor, parties, "a party")
        known = records | {flag.id for flag in shipment.flags}
        if record.closes and record.closes not in known and not record.closes.startswith(DERIVED):
            yield DANGLING.at(f"$.knowledge[{index}].closes", f"{record.closes!r} is no record or flag here")
    for index, statement in enumerate(shipment.statements):
        yield from _missing(f"$.statements[{index}].by", statement.by, parties, "a party")
