"""Facts in a search: numbers and addresses that find by themselves, and what many parties share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from endgate.lists.model import Address, CountryFact, Identifier, ListedParty, Name, NameKind, VesselFacts
from endgate.names.index import NameIndex, build_index
from endgate.names.model import Grade, Query, QueryAddress, QueryIdentifier, Screening, VesselClaim
from endgate.names.rescore import differences
from endgate.names.screen import screen
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

ORGANISATION, PLACE, VESSEL = PartyKind.ORGANISATION, PartyKind.PLACE, PartyKind.VESSEL
HK, IR = CountryCode("HK"), CountryCode("IR")
TOWER = Address(("Unit 1203, 12/F, Fook Tower", "88 Harbour Road"), "Hong Kong", country=HK)


def organisation(key: str, name: str, **told: object) -> ListedParty:
    return ListedParty(f"t:{key}", "t", ORGANISATION, (Name(name),), **told)  # type: ignore[arg-type]


RECORDS = [
    ListedParty("t:place", "t", PLACE, (Name("Address 01", NameKind.ADDRESS_ONLY),), addresses=(TOWER,)),
    organisation("bank", "Kavosh Trading", identifiers=(Identifier(IdentifierKind.TAX_ID, "7707083893"),)),
    organisation(
        "many",
        "Zarrin Darya",
        identifiers=(Identifier(IdentifierKind.PASSPORT, "K1234567"),),
        addresses=(Address(("7 Nahid Street",), "Tehran", country=IR),),
    ),
    replace(
        organisation("alias", "Orion Naval Works", identifiers=(Identifier(IdentifierKind.DUNS, "123456789"),)),
        names=(Name("Orion Naval Works"), Name("Khorshid Steel", NameKind.ALIAS)),
    ),
    *(
        organisation(f"box{n}", f"Letterbox Number {word}", addresses=(Address(("1 Free Zone Road",), "Dubai"),))
        for n, word in enumerate(("Saffron", "Walnut", "Barberry", "Pomegranate", "Quince", "Mulberry"))
    ),
    ListedParty(
        "t:ship",
        "t",
        VESSEL,
        (Name("NARGES"),),
        countries=(CountryFact(CountryCode("PA"), "flag"),),
        vessel=VesselFacts("Crude Oil Tanker", "Panama", gross_tonnage=81_479, built=PartialDate(2002)),
    ),
]
BY_ID = {each.party_id: each for each in RECORDS}


@pytest.fixture(scope="module")
def small() -> NameIndex:
    return NameIndex(*build_index(RECORDS))


def ask(index: NameIndex, query: Query) -> Screening:
    (answer,) = screen([query], index, party_of=BY_ID.get)
    for match in answer.matches:
        assert differences(match) == []
    return answer


def numbered(name: str, kind: IdentifierKind, value: str) -> Query:
    return Query("q", (name,), ORGANISATION, identifiers=(QueryIdentifier(kind, value),))


def test_a_listed_address_is_met_whatever_the_name(small: NameIndex) -> None:
    there = QueryAddress("88 Harbour Rd., Fook Tower, Unit 1203", "Hong Kong", country=HK)
    (match,) = ask(small, Query("q", ("Blue Sky Components Ltd",), ORGANISATION, addresses=(there,))).matches
    assert (match.party_id, match.grade, match.candidate_by) == ("t:place", Grade.ADDRESS_LISTED, ("address",))
    assert match.grade.counts
    assert "address itself is listed" in match.text
    assert match.right.name == "Address 01"


@pytest.mark.parametrize(
    "address",
    [
        QueryAddress("90 Harbour Road, Fook Tower", "Hong Kong", country=HK),
        QueryAddress("88 Harbour Road", "Singapore", country=CountryCode("SG")),
        QueryAddress("", "Hong Kong", country=HK),
        QueryAddress("P.O. Box 88", "Hong Kong", country=HK),
    ],
)
def test_another_address_is_not(small: NameIndex, address: QueryAddress) -> None:
    assert not ask(small, Query("q", ("Blue Sky Components Ltd",), ORGANISATION, addresses=(address,))).matches


def test_a_number_finds_under_another_kind(small: NameIndex) -> None:
    (match,) = ask(small, numbered("Kavoush Trading House", IdentifierKind.INN, "7707083893")).matches
    assert (match.party_id, match.grade) == ("t:bank", Grade.IDENTIFIED)
    (stranger,) = ask(small, numbered("Blue Sky Components", IdentifierKind.INN, "7707083893")).matches
    assert (stranger.grade, stranger.flags) == (Grade.IDENTIFIED, ("names_differ",))


def test_a_number_is_borne_out_by_any_name_of_the_record(small: NameIndex) -> None:
    (match,) = ask(small, numbered("Khorshid Stahl", IdentifierKind.DUNS, "12-345-6789")).matches
    assert (match.grade, match.right.name) == (Grade.IDENTIFIED, "Khorshid Steel")
    (stranger,) = ask(small, numbered("Blue Sky Components", IdentifierKind.DUNS, "123456789")).matches
    assert (stranger.grade, stranger.flags) == (Grade.POSSIBLE, ("names_differ",))


def test_an_own_address_supports_and_a_common_one_does_not(small: NameIndex) -> None:
    at_home = QueryAddress("No. 7 Nahid St.", "Tehran", country=IR)
    (match,) = ask(small, Query("q", ("Zarin Daria",), ORGANISATION, addresses=(at_home,))).matches
    assert [(fact.relation, fact.effect > 0) for fact in match.facts if fact.type == "address"] == [("same", True)]
    shared = QueryAddress("1 Free Zone Rd", "Dubai")
    answer = ask(small, Query("q", ("Letterbox Number Saffron",), ORGANISATION, addresses=(shared,)))
    (fact,) = (fact for fact in answer.matches[0].facts if fact.type == "address")
    assert (fact.relation, fact.effect) == ("common_address", 0)


def test_more_facts_never_lose_a_match(small: NameIndex) -> None:
    bare = {match.party_id for match in ask(small, Query("q", ("Zarin Daria",), ORGANISATION)).matches}
    told = Query(
        "q",
        ("Zarin Daria",),
        ORGANISATION,
        countries=(("seat", CountryCode("BR")),),
        identifiers=(QueryIdentifier(IdentifierKind.PASSPORT, "X7654321"),),
        addresses=(QueryAddress("5 Rua Azul", "Recife", country=CountryCode("BR")),),
    )
    assert bare <= {match.party_id for match in ask(small, told).matches}


def test_a_ship_is_more_than_possible_with_flag_type_and_size(small: NameIndex) -> None:
    bare = Query("q", ("Narges",), VESSEL)
    assert ask(small, bare).matches[0].grade is Grade.POSSIBLE
    flag = (("flag", CountryCode("PA")),)
    told = replace(bare, countries=flag, vessel=VesselClaim("tanker", gross_tonnage=81_000))
    assert ask(small, told).matches[0].grade is Grade.PROBABLE
    younger = replace(told, vessel=VesselClaim("tanker", built=PartialDate(2014)))
    assert ask(small, younger).matches[0].grade is Grade.POSSIBLE
    built = replace(told, vessel=VesselClaim("tanker", built=PartialDate(2002)))
    assert ask(small, built).matches[0].grade is Grade.PROBABLE
