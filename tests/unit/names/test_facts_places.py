"""Countries, addresses, gender and what ships tell."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.facts import address_key, relate
from endgate.names.facts.addresses import address_relation, read_address, relate_addresses
from endgate.names.facts.countries import country_relation, relate_countries
from endgate.names.facts.gender import gender_of, relate_gender
from endgate.names.facts.model import Facts
from endgate.names.facts.vessels import ship_recognised
from endgate.names.model import Grade, Query, QueryAddress, VesselClaim
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

PERSON, ORGANISATION, VESSEL = PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL


def in_countries(**roles: str) -> Facts:
    return Facts(countries=tuple((role, CountryCode(code)) for role, codes in roles.items() for code in codes.split()))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("IR", "IR", "same"),
        ("SU", "RU", "related"),
        ("YU", "RS", "related"),
        ("CS", "CZ", "related"),
        ("DD", "DE", "related"),
        ("ZR", "CD", "related"),
        ("XK", "YU", "related"),
        ("HK", "CN", "related"),
        ("MO", "CN", "related"),
        ("TW", "CN", "related"),
        ("HK", "MO", "related"),
        ("AM", "IR", "neighbour"),
        ("KP", "KR", "neighbour"),
        ("DE", "IR", "different"),
    ],
)
def test_countries(left: str, right: str, expected: str) -> None:
    assert country_relation(left, right) == expected
    assert country_relation(right, left) == expected


def test_roles_are_kept_and_only_the_closest_weighs() -> None:
    ours = in_countries(nationality="DE", address="IR", flag="PA")
    facts = list(relate_countries(ours, in_countries(citizenship="IR", address="IR", flag="LR")))
    assert [(fact.role, fact.relation, fact.effect > 0) for fact in facts] == [
        ("nationality", "different", False),
        ("address", "same", True),
        ("flag", "different", False),
    ]
    assert {fact.for_room for fact in facts} == {"routes"}


def test_countries_of_other_roles_are_compared_across() -> None:
    (fact,) = relate_countries(in_countries(seat="AM"), in_countries(nationality="IR"))
    assert (fact.role, fact.relation) == ("registration/nationality", "neighbour")
    (missing,) = relate_countries(in_countries(seat="AM"), Facts())
    assert (missing.relation, missing.left, missing.for_room) == ("missing", ("AM",), "routes")


def test_flags_move_nothing() -> None:
    (fact,) = relate_countries(in_countries(flag="PA"), in_countries(flag="LR"))
    assert (fact.relation, fact.effect) == ("different", 0)


def test_plain_names_of_two_countries_are_two_organisations() -> None:
    in_syria, in_belarus, somewhere = (
        Query("asked", ("Technology Service LLC",), ORGANISATION, countries=countries)
        for countries in ((("stated", CountryCode("SY")),), (("stated", CountryCode("BY")),), ())
    )
    assert not compare(in_syria, in_belarus).grade.counts
    assert compare(in_syria, somewhere).grade.counts


def test_another_country_never_loses_an_equal_name() -> None:
    german = Query("q", ("Orion Naval Works",), ORGANISATION, countries=(("seat", CountryCode("DE")),))
    iranian = Query("q", ("Orion Naval Works",), ORGANISATION, countries=(("seat", CountryCode("IR")),))
    assert compare(german, iranian).grade.counts


def at(text: str, city: str = "", country: str = "", postal: str = "") -> QueryAddress:
    return QueryAddress(text, city, postal, CountryCode(country) if country else None)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (at("No. 12, Nahid St.", "Tehran", "IR"), at("12 Nahid Street", "Tehran", "IR"), "same"),
        (at("12 Nahid Street, Tehran, Iran", "", "IR"), at("No 12 Nahid St", "Tehran", "IR"), "same"),
        (at("ul. Tverskaya 7", "Moscow", "RU"), at("7 Tverskaya ulitsa", "Moscow", "RU"), "same"),
        (at("ул. Тверская, д. 7", "Москва", "RU"), at("7 Tverskaya St.", "Moskva", "RU"), "same"),
        (at("12 Nahid St., Unit 4", "Tehran"), at("12 Nahid St., Unit 9", "Tehran"), "same_building"),
        (at("12 Nahid St., 3rd floor", "Tehran"), at("12 Nahid St.", "Tehran"), "same_building"),
        (at("12 Nahid Street", "Tehran"), at("14 Nahid Street", "Tehran"), "same_street"),
        (at("12 Nahid Street", "Tehran"), at("7 Valiasr Avenue", "Tehran"), "same_city"),
        (at("12 Nahid Street", "Tehran", "IR"), at("12 Nahid Street", "Tehran", "AE"), "different"),
        (at("12 Nahid Street", "Tehran"), at("12 Nahid Street", "Shiraz"), "different"),
        (at("P.O. Box 16765", "Tehran"), at("P.O. Box 16765", "Tehran"), "same_city"),
        (at("1 Main Street"), at("1 High Street"), "different"),
        (at("", "Tehran"), at("12 Nahid Street", "Tehran"), "same_city"),
        (at("", "", "IR"), at("12 Nahid Street", "Tehran", "IR"), "missing"),
    ],
)
def test_addresses(left: QueryAddress, right: QueryAddress, expected: str) -> None:
    one, other = read_address(left), read_address(right)
    assert address_relation(one, other) == expected
    assert address_relation(other, one) == expected


def test_an_address_that_many_share_supports_nothing() -> None:
    side = Facts(addresses=(at("12 Nahid Street", "Tehran", "IR"),))
    (own,) = relate_addresses(side, side, lambda _: False)
    (common,) = relate_addresses(side, side, lambda _: True)
    assert (own.relation, own.effect > 0) == ("same", True)
    assert (common.relation, common.effect, common.notes) == ("common_address", 0, ("same",))


def test_address_keys() -> None:
    written = at("No. 12, Nahid St.", "Tehran", "IR"), at("12 Nahid Street, Unit 4", "Tehran", "IR")
    assert address_key(written[0]) == address_key(written[1]) != ""
    assert address_key(at("P.O. Box 12", "Tehran", "IR")) == ""
    assert address_key(at("Tehran", "", "IR")) == ""


def test_an_address_alone_is_no_match() -> None:
    place = (at("12 Nahid Street", "Tehran", "IR"),)
    ours, theirs = (Query("q", (name,), ORGANISATION, addresses=place) for name in ("Orion Naval", "Kavir Steel"))
    assert compare(ours, theirs).grade is Grade.NONE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mrs. Jane Roe", "female"),
        ("Ivan Petrovich Sidorov", "male"),
        ("SIDOROVA, Anna Petrovna", "female"),
        ("LUKASHEVICH, Anna", ""),
        ("LUKASHEVICH, Anna Petrovna", "female"),
        ("Noor bint Khalid bin Sultan", "female"),
        ("Анна Петровна Сидорова", "female"),
        ("Casanova Medina", ""),
    ],
)
def test_names_tell_a_gender(name: str, expected: str) -> None:
    assert gender_of(name) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (Facts(gender="M"), Facts(gender="female"), ["different"]),
        (Facts(gender="F"), Facts(names=("Ivan Petrovich Sidorov",)), ["different"]),
        (Facts(names=("Elena Ivanova",)), Facts(names=("IVANOV, Aleksandr",)), ["different"]),
        (Facts(names=("Elena Ivanova",)), Facts(names=("IVANOVA, Elena",)), []),
        (Facts(names=("Maria Medina",)), Facts(names=("Jose Medina",)), []),
        (Facts(gender="M"), Facts(), ["missing"]),
        (Facts(gender="M", kind=ORGANISATION), Facts(gender="F"), []),
    ],
)
def test_gender(left: Facts, right: Facts, expected: list[str]) -> None:
    assert [fact.relation for fact in relate_gender(left, right)] == expected
    assert [fact.relation for fact in relate_gender(right, left)] == expected


def ship(flag: str, **told: object) -> Facts:
    claim = VesselClaim(**told)  # type: ignore[arg-type]
    return Facts(countries=(("flag", CountryCode(flag)),), kind=VESSEL, vessel=claim)


def test_a_ship_is_recognised_by_flag_type_and_size() -> None:
    listed = ship("PA", type="Crude Oil Tanker", gross_tonnage=81_479, built=PartialDate(2002))
    near = ship("PA", type="tanker", gross_tonnage=81_000)
    assert ship_recognised(relate(near, listed))
    assert ship_recognised(relate(ship("PA", type="tanker", built=PartialDate(2002, 5)), listed))
    assert not ship_recognised(relate(ship("LR", type="tanker", gross_tonnage=81_000), listed))
    assert not ship_recognised(relate(ship("PA", type="tanker", gross_tonnage=70_000), listed))
    assert not ship_recognised(relate(ship("PA", type="bulk carrier", gross_tonnage=81_000), listed))
    assert not ship_recognised(relate(ship("PA", type="tanker"), listed))
