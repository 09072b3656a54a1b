"""What confirms a listed identity, on the real lists of the starter edition."""

from __future__ import annotations

from datetime import date

from endgate.decide.identity import Standing, screen_parties
from endgate.edition.opened import Edition
from endgate.shipment.model import Party, PartyIdentifier, Role
from endgate.terms.kinds import IdentifierKind
from endgate.terms.places import CountryCode

DAY = date(2026, 7, 31)


def standings(party: Party, edition: Edition) -> dict[str, tuple[Standing, str]]:
    found = screen_parties([party], edition, as_of=DAY, known_as_of=DAY)[party.id]
    return {each.listed: (each.standing, each.how) for each in found.identities}


def test_a_name_alone_leaves_every_list_open(starter: Edition) -> None:
    found = standings(Party("p", "Machanga Ltd", roles=(Role.CONSIGNEE,)), starter)
    assert {standing for standing, _ in found.values()} == {Standing.OPEN}
    assert {"un:CDe.007", "us-ofac-sdn:10145"} <= found.keys()


def test_a_reference_of_one_list_confirms_the_twin_in_another(starter: Edition) -> None:
    reference = PartyIdentifier(IdentifierKind.PUBLISHER_REF, "UN CDe.007")
    found = standings(Party("p", "Machanga Ltd", roles=(Role.CONSIGNEE,), identifiers=(reference,)), starter)
    assert found["un:CDe.007"][0] is Standing.CONFIRMED
    standing, how = found["us-ofac-sdn:10145"]
    assert standing is Standing.CONFIRMED
    assert how.startswith("the same party as un:CDe.007 by name")


def test_a_twin_under_another_name_is_confirmed_too(starter: Edition) -> None:
    reference = PartyIdentifier(IdentifierKind.PUBLISHER_REF, "UN CDe.001")
    found = standings(Party("p", "Wholly Unlike", roles=(Role.CONSIGNEE,), identifiers=(reference,)), starter)
    assert found["us-ofac-sdn:16696"][0] is Standing.CONFIRMED


def test_the_name_of_a_listed_firm_under_another_legal_form_abroad_stays_open(starter: Edition) -> None:
    found = standings(Party("p", "Machanga SA", roles=(Role.CONSIGNEE,), country=CountryCode("CH")), starter)
    assert found["un:CDe.007"] == (Standing.OPEN, "the name of a listed firm, under another legal form")
    assert not standings(Party("p", "Machanda SA", roles=(Role.CONSIGNEE,), country=CountryCode("CH")), starter)
