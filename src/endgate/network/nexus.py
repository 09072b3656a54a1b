"""Who acts in law: a branch is its head's legal person in its own place, a company its own. Facts, no conclusion.

What a form or a head leaves open stays unknown with the question that would settle it; nothing is a company by default.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

from endgate.network.build import ESTABLISHMENTS, build
from endgate.network.model import Graph, Right, Share
from endgate.network.ownership import Stake, settle
from endgate.shipment.model import Form, Party, Role, Shipment
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

_CONTROL = frozenset({"controls", "appoints", "parent"})


@dataclass(frozen=True)
class NexusFacts:
    """Facts about one party for law. ``legal_person`` is a party id, empty while unknown; ``seat`` is its law.

    ``acts_in`` answers by country where something is known; an absent country is unknown. ``controlled_by`` answers
    by country of the stated owners and controllers. ``head_claims`` has two entries when papers contradict each other.
    """

    party: str
    legal_person: str
    seat: CountryCode | None
    is_branch: Truth
    branch_in: CountryCode | None
    acts_in: dict[str, Truth] = field(default_factory=dict)
    controlled_by: dict[str, Truth] = field(default_factory=dict)
    participates: Truth = Truth.UNKNOWN
    us_person: Truth = Truth.UNKNOWN
    head_claims: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def legal_person_of(self, country: str) -> Truth:
        """Is the legal person constituted under that country's law?"""
        return Truth.UNKNOWN if self.seat is None else Truth.of(self.seat == country)


def nexus(party: Party, shipment: Shipment, as_of: date) -> NexusFacts:
    """Say which legal person acts, where, and under whom, as far as the papers say."""
    graph = build(shipment, as_of)
    is_branch = _is_branch(party, graph)
    heads = graph.heads.get(party.id, ())
    person = _person(party, shipment, is_branch, heads)
    seat = None if person is None else _seat(person)
    return NexusFacts(
        party=party.id,
        legal_person="" if person is None else person.id,
        seat=seat,
        is_branch=is_branch,
        branch_in=party.country if is_branch is Truth.TRUE else None,
        acts_in=_acts_in(party, is_branch),
        controlled_by=_controlled_by(person, shipment, graph, as_of),
        participates=_participates(party),
        us_person=_us_person(party, person, seat),
        head_claims=heads,
        questions=tuple(_questions(party, is_branch, heads, person, seat)),
        notes=graph.notes,
    )


def _is_branch(party: Party, graph: Graph) -> Truth:
    """A stated form decides, unless a head is stated beside a form that has none; without a form, a head decides."""
    if party.form in ESTABLISHMENTS:
        return Truth.TRUE
    if party.form is not Form.UNKNOWN:
        return Truth.UNKNOWN if graph.heads.get(party.id) else Truth.FALSE
    return Truth.TRUE if graph.heads.get(party.id) else Truth.UNKNOWN


def _person(party: Party, shipment: Shipment, is_branch: Truth, heads: tuple[str, ...]) -> Party | None:
    if is_branch is Truth.FALSE:
        return party
    if is_branch is Truth.UNKNOWN or len(heads) != 1:
        return None
    return next((each for each in shipment.parties if each.id == heads[0]), None)


def _seat(person: Party) -> CountryCode | None:
    """The law of incorporation; a head that is itself an office gives none."""
    return None if person.form in ESTABLISHMENTS else person.seat


def _acts_in(party: Party, is_branch: Truth) -> dict[str, Truth]:
    answers = {country: Truth.of(answer) for country, answer in party.acts_in.items()}
    acting = any(role.acts for role in party.roles) and Role.PARENT not in party.roles
    # An establishment that is itself a party of the deal acts where it lies; of its head's country nothing follows.
    if acting and party.country is not None and is_branch is not Truth.UNKNOWN:
        answers.setdefault(party.country, Truth.TRUE)
    return answers


def _controlled_by(person: Party | None, shipment: Shipment, graph: Graph, as_of: date) -> dict[str, Truth]:
    """Walk up the majorities and stated controllers; a country is T by one chain of which every link is T."""
    if person is None:
        return {}
    parties = {party.id: party for party in shipment.parties}
    stakes = settle(graph, (Right.EQUITY,), as_of)[Right.EQUITY]
    found: dict[str, Truth] = {}
    seen, queue = {person.id}, [(person.id, Truth.TRUE)]
    while queue:
        held, so_far = queue.pop()
        for holder, truth in _above(held, stakes.get(held, ()), graph, parties):
            country = _country(parties.get(holder))
            if country is not None:
                found[country] = found.get(country, Truth.FALSE) | (so_far & truth)
            if holder not in seen and truth is Truth.TRUE:
                seen.add(holder)
                queue.append((holder, so_far & truth))
    return found


def _above(
    held: str, stakes: tuple[Stake, ...], graph: Graph, parties: dict[str, Party]
) -> Iterator[tuple[str, Truth]]:
    for stake in stakes:
        yield stake.holder, _majority(stake.share, _country(parties.get(stake.holder)))
    for tie in graph.ties:
        if tie.held == held and tie.kind in _CONTROL and tie.active is not Truth.FALSE:
            yield tie.holder, Truth.TRUE if tie.confirmed and tie.active is Truth.TRUE else Truth.UNKNOWN


def _country(party: Party | None) -> CountryCode | None:
    return None if party is None else party.seat or party.nationality


def _majority(share: Share, country: str | None) -> Truth:
    threshold, inclusive = _thresholds().get(country or "*", _thresholds()["*"])
    if share.lo > threshold or (share.lo == threshold and (inclusive or share.lo_open)):
        return Truth.TRUE
    # A minority may still control by other means, so that it never proves the absence of control.
    return Truth.UNKNOWN


@cache
def _thresholds() -> dict[str, tuple[Fraction, bool]]:
    text = files("endgate").joinpath("data", "network", "control.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["country"]: (Fraction(row["threshold"]), row["inclusive"] == "1") for row in rows}


def _participates(party: Party) -> Truth:
    if party.participates is not None:
        return Truth.of(party.participates)
    acting = {role for role in party.roles if role.acts and role is not Role.PARENT}
    return Truth.TRUE if acting else Truth.UNKNOWN


def _us_person(party: Party, person: Party | None, seat: CountryCode | None) -> Truth:
    """A head's foreign branch is the head; anyone in the United States is one too (31 CFR 560.314)."""
    stated = [each.us_person for each in (party, person) if each is not None and each.us_person is not None]
    if True in stated:
        return Truth.TRUE
    if "US" in (seat, party.country, party.nationality) or (person is not None and person.nationality == "US"):
        return Truth.TRUE
    if False in stated:
        return Truth.FALSE
    foreign = seat is not None and party.country is not None and party.form is not Form.NATURAL_PERSON
    return Truth.FALSE if foreign else Truth.UNKNOWN


def _questions(
    party: Party, is_branch: Truth, heads: tuple[str, ...], person: Party | None, seat: CountryCode | None
) -> Iterator[str]:
    name = party.name
    if is_branch is Truth.UNKNOWN and heads:
        yield f"is {name} a company or a branch? its stated form and a stated head contradict each other"
    elif is_branch is Truth.UNKNOWN:
        yield f"which establishment contracted, what is the legal form of {name} (company, branch, office), who signed?"
    elif is_branch is Truth.TRUE and not heads:
        yield f"whose branch or office is {name}: which legal person is its head?"
    elif len(heads) > 1:
        yield f"which of {', '.join(heads)} is the head of {name}? the papers name more than one"
    if person is not None and seat is None and person.form is not Form.NATURAL_PERSON:
        yield f"under which country's law is {person.name} constituted?"
