"""What ``list show`` prints of a party beside its names and numbers."""

from __future__ import annotations

import pytest

from endgate.cli.list_facts import listing_row, show_facts
from endgate.edition.model import ListingStatus
from endgate.lists.model import Address, Birth, CountryFact, Designation, ListedParty, Name, Relation
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

IR = CountryCode("IR")
PARTY = ListedParty(
    "x:1",
    "x",
    PartyKind.PERSON,
    (Name("A"),),
    addresses=(Address(("1 Road",), "Tehran", country=IR), Address(raw="somewhere")),
    birth=(Birth(PartialDate(1950), PartialDate(1952), circa=True), Birth(PartialDate(1951), PartialDate(1951))),
    countries=(CountryFact(IR, "address"), CountryFact(IR, "nationality")),
    relations=(Relation("acting_for", "B", "x:2", former=True),),
)


def test_facts(capsys: pytest.CaptureFixture[str]) -> None:
    show_facts(PARTY)
    out = capsys.readouterr().out
    for text in ("1 Road, Tehran, IR", "somewhere", "about 1950 to 1952", "1951", "nationality", "B x:2"):
        assert text in out
    assert "acting for (former)" in out
    assert out.count("IR") == 2, "the country of an address is not told twice"


def test_a_party_without_facts_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show_facts(ListedParty("x:1", "x", PartyKind.UNKNOWN, (Name("A"),)))
    assert capsys.readouterr().out == ""


def test_a_listing_names_its_reference_acts_and_pages() -> None:
    designation = Designation(
        "x:1/P", "x", "US-BIS", "EL", "EL", legal_basis=("15 CFR 744",), citations=("77 FR 24587",)
    )
    row = listing_row(ListingStatus(designation, Truth.TRUE, None, None, "stated", "x"))
    assert row == ("US-BIS", "EL", "15 CFR 744; 77 FR 24587", "", "", "listed", "stated")
