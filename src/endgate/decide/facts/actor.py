"""Facts of the actor: its legal person, its establishment, where it acts, whether it has a part in the deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from endgate.decide.actors import Actor
from endgate.law.facts import Cause, Fact, Unknown, Value
from endgate.network.nexus import NexusFacts
from endgate.shipment.model import Form, Party, Role, Shipment
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

US = CountryCode("US")
_PLACE_LEAVES = {
    "actor.acts_in": "Does some act of the deal (contract, goods, staff, payment) happen in {}?",
    "actor.controlled_by": "Is the actor owned or controlled by persons of {}?",
}


def private(actor: Actor, facts: NexusFacts, shipment: Shipment) -> Iterator[tuple[str, Value]]:
    """Facts of a private actor."""
    assert actor.party is not None
    here = (f"party:{actor.party.id}",)
    yield "actor.kind", Fact("private")
    yield "actor.id", Fact(actor.id, here)
    yield "actor.seat", _country(facts.seat, f"Under which law is {actor.name} constituted?", here)
    yield "actor.nationality", _nationality(actor, here)
    yield "actor.branch_in", _branch(facts, here)
    yield from _places("actor.acts_in", _acts_in(facts), _elsewhere(actor, facts), here)
    yield from _places("actor.controlled_by", facts.controlled_by, Truth.UNKNOWN, here)
    yield "actor.us_person", _truth(facts.us_person, f"Is {actor.name} a US person?", here)
    yield "actor.participates", _truth(facts.participates, f"What part has {actor.name} in the deal?", here)
    yield "carrier_flag", _flags(shipment)


def state(actor: Actor, shipment: Shipment) -> Iterator[tuple[str, Value]]:
    """Facts of a State: what its nationals, territory or flag do is its part in the deal."""
    assert actor.state is not None
    yield "actor.kind", Fact("state")
    yield "actor.id", Fact(actor.id)
    yield "actor.state", Fact(actor.state)
    yield "actor.participates", Fact(True, ("shipment",))
    yield "carrier_flag", _flags(shipment)


def jurisdictions(actor: Actor, facts: NexusFacts | None, passed: Iterable[CountryCode] = ()) -> tuple[str, ...]:
    """Whose law is looked at: seat, nationality, establishment, places where it acts or may act; a State: its own.

    The goods bring the law of territories that they pass in transit and of flags that they sail under. A US person
    carries that law wherever it acts (31 CFR 560.314), and so may a firm that US persons control (560.215).
    """
    if actor.state is not None or facts is None:
        return (str(actor.state),)
    assert actor.party is not None
    places = [place for place, truth in facts.acts_in.items() if truth is not Truth.FALSE]
    reached = facts.us_person is Truth.TRUE or facts.controlled_by.get(US, Truth.FALSE) is not Truth.FALSE
    carried = (US,) if reached else ()
    found = (facts.seat, actor.party.nationality, facts.branch_in, actor.party.flag, *places, *carried, *passed)
    return tuple(dict.fromkeys(str(each) for each in found if each is not None))


def _acts_in(facts: NexusFacts) -> dict[str, Truth]:
    """Where it acts; of a branch, whether its head's country sees an act of the deal is open until somebody says."""
    answers = dict(facts.acts_in)
    if facts.is_branch is Truth.TRUE and facts.seat is not None:
        answers.setdefault(facts.seat, Truth.UNKNOWN)
    return answers


def _elsewhere(actor: Actor, facts: NexusFacts) -> Truth:
    """Does it act in a country that nothing in the file names? No, where its establishment and form are known."""
    assert actor.party is not None
    settled = actor.party.country is not None and facts.is_branch is not Truth.UNKNOWN
    return Truth.FALSE if settled else Truth.UNKNOWN


def _country(value: CountryCode | None, leaf: str, here: tuple[str, ...]) -> Value:
    return Unknown(Cause.NOT_STATED, (leaf,)) if value is None else Fact(value, here)


def _nationality(actor: Actor, here: tuple[str, ...]) -> Value:
    assert actor.party is not None
    if actor.party.form is not Form.NATURAL_PERSON and actor.party.kind is not PartyKind.PERSON:
        return Fact((), here)
    if actor.party.nationality is None:
        return Unknown(Cause.NOT_STATED, (f"Which nationality has {actor.name}?",))
    return Fact((actor.party.nationality,), here)


def _branch(facts: NexusFacts, here: tuple[str, ...]) -> Value:
    if facts.is_branch is Truth.FALSE:
        return Fact("", here)
    if facts.is_branch is Truth.TRUE and facts.branch_in is not None:
        return Fact(facts.branch_in, here)
    return Unknown(Cause.NOT_STATED, ("Which establishment contracted, and what is its legal form?",))


def _places(
    family: str, places: dict[str, Truth], elsewhere: Truth, here: tuple[str, ...]
) -> Iterator[tuple[str, Value]]:
    for place, truth in places.items():
        yield f"{family}.{place}", _truth(truth, _PLACE_LEAVES[family].format(place), here)
    yield f"{family}.other", _truth(elsewhere, _PLACE_LEAVES[family].format("another country"), here)


def _truth(value: Truth, leaf: str, here: tuple[str, ...]) -> Value:
    if value is Truth.UNKNOWN:
        return Unknown(Cause.NOT_STATED, (leaf,))
    return Fact(value is Truth.TRUE, here)


def flags(shipment: Shipment) -> tuple[CountryCode, ...]:
    """Flags of the vessels and carriers named."""
    return tuple(dict.fromkeys(party.flag for party in _carriers(shipment) if party.flag is not None))


def _flags(shipment: Shipment) -> Value:
    """Those flags; none where no carrier is named, for then none is asked about."""
    if any(party.flag is None for party in shipment.in_role(Role.VESSEL)):
        return Unknown(Cause.NOT_STATED, ("Which flag does the vessel fly?",))
    return Fact(flags(shipment), tuple(f"party:{party.id}" for party in _carriers(shipment)))


def _carriers(shipment: Shipment) -> tuple[Party, ...]:
    return (*shipment.in_role(Role.CARRIER), *shipment.in_role(Role.VESSEL))
