"""Numbers: kinds from context, what an equal and a different one mean."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.facts import clean_id, finding_key, stated_faults
from endgate.names.facts.identifiers import read_number, relate_identifiers
from endgate.names.facts.model import Facts
from endgate.names.model import FactRelation, Grade, Query, QueryIdentifier
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

PERSON, ORGANISATION, VESSEL = PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL
Stated = tuple[str, str] | tuple[str, str, str]


def number(kind: str, value: str, country: str = "") -> QueryIdentifier:
    return QueryIdentifier(IdentifierKind(kind), value, CountryCode(country) if country else None)


def related(ours: Stated, theirs: Stated, kind: PartyKind = ORGANISATION) -> FactRelation:
    left, right = (Facts(identifiers=(number(*each),), kind=kind) for each in (ours, theirs))
    (fact,) = relate_identifiers(left, right)
    (swapped,) = relate_identifiers(right, left)
    assert fact.relation == swapped.relation
    return fact


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("imo_ship", "IMO No. 9187629", "9187629"),
        ("imo_ship", "IMO 9187629", "9187629"),
        ("swift_bic", "KDBKKPPYXXX", "KDBKKPPY"),
        ("tax_id", "No. 77 07-083.893", "7707083893"),
        ("inn", "INN ７７０７０８３８９３", "7707083893"),
        ("passport", "A-12345", "A12345"),
        ("passport", "0000000", ""),
        ("passport", "1234", ""),
        ("tax_id", "N/A", ""),
        ("registration_no", "Unknown", ""),
    ],
)
def test_numbers_are_cleaned(kind: str, value: str, expected: str) -> None:
    assert clean_id(IdentifierKind(kind), value) == expected


def test_the_kind_comes_from_the_context() -> None:
    stated = number("imo_ship", "1234567")
    assert read_number(stated, ORGANISATION).kind is IdentifierKind.IMO_COMPANY  # type: ignore[union-attr]
    assert read_number(stated, VESSEL).kind is IdentifierKind.IMO_SHIP  # type: ignore[union-attr]
    inn = read_number(number("tax_id", "7707083893", "RU"), ORGANISATION)
    assert inn is not None
    assert (inn.kind, inn.check) == (IdentifierKind.INN, Truth.TRUE)
    assert read_number(number("tax_id", "7707083893", "BG"), ORGANISATION).kind is IdentifierKind.TAX_ID  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ours", "theirs", "relation"),
    [
        (("inn", "7707083893"), ("inn", "77 0708 3893"), "equal"),
        (("inn", "7707083893"), ("tax_id", "7707083893", "RU"), "equal"),
        (("inn", "7707083893"), ("inn", "7736050003"), "different"),
        (("inn", "7707083893"), ("inn", "7736050004"), "not_comparable"),
        (("lei", "529900T8BM49AURSDO55"), ("lei", "5299000J2N45DDNE4Y28"), "different"),
        (("registration_no", "12345678"), ("registration_no", "12345679"), "not_comparable"),
        (("registration_no", "12345678", "GB"), ("registration_no", "12345678", "GB"), "shared"),
        (("registration_no", "12345678", "GB"), ("registration_no", "12345678", "IE"), "not_comparable"),
        (("registration_no", "12345678", "GB"), ("registration_no", "12345679", "GB"), "unlike"),
        (("registration_no", "12345678", "GB"), ("registration_no", "SC345679", "GB"), "not_comparable"),
        (("tax_id", "900074434-5", "CO"), ("tax_id", "860.002.964-4", "CO"), "different"),
        (("tax_id", "900074434-5", "CO"), ("tax_id", "860.002.964-5", "CO"), "unlike"),
        (("tax_id", "900074434-5", "CO"), ("registration_no", "9000744345", "CO"), "shared"),
        (("tax_id", "900074434-5", "CO"), ("tax_id", "9000744345", "CO"), "equal"),
        (("phone", "+98 21 88888888"), ("phone", "+98-21-8888-8888"), "supporting"),
        (("swift_bic", "KDBKKPPYXXX"), ("swift_bic", "KDBKKPPY"), "shared"),
    ],
)
def test_relations(ours: Stated, theirs: Stated, relation: str) -> None:
    assert related(ours, theirs).relation == relation


@pytest.mark.parametrize(
    ("ours", "theirs", "relation"),
    [
        (("passport", "A1234567", "IR"), ("passport", "A1234567", "IR"), "shared"),
        (("passport", "A1234567", "IR"), ("passport", "B7654321", "IR"), "not_comparable"),
        (("passport", "A1234567", "IR"), ("passport", "A1234567", "SY"), "not_comparable"),
        (("national_id", "0013542419", "IR"), ("national_id", "0013542419", "IR"), "equal"),
        (("national_id", "0013542419", "IR"), ("national_id", "0061922381", "IR"), "unlike"),
        (("national_id", "71827364"), ("national_id", "71827364"), "shared"),
    ],
)
def test_numbers_of_persons(ours: Stated, theirs: Stated, relation: str) -> None:
    assert related(ours, theirs, PERSON).relation == relation


def test_a_kind_that_one_side_has_is_missing() -> None:
    left, right = Facts(), Facts(identifiers=(number("passport", "D08531177", "IR"), number("phone", "555 1234 567")))
    (fact,) = relate_identifiers(left, right)
    assert (fact.relation, fact.scheme, fact.right, fact.effect) == ("missing", "passport", ("IR:D08531177",), 0)


def test_the_lists_own_reference_settles() -> None:
    left, right = Facts(identifiers=(number("publisher_ref", "IRi.038"),)), Facts(references=("IRi.038",))
    assert [fact.relation for fact in relate_identifiers(left, right)] == ["equal"]
    assert [fact.relation for fact in relate_identifiers(right, left)] == ["equal"]


def test_keys_meet_across_kinds() -> None:
    inn, tax = IdentifierKind.INN, IdentifierKind.TAX_ID
    assert finding_key(inn, "7707083893") == finding_key(tax, "77-07083893") != ""
    assert finding_key(tax, "12345") != finding_key(IdentifierKind.REGISTRATION_NO, "12345")
    assert finding_key(IdentifierKind.IMO_SHIP, "9187629") == finding_key(IdentifierKind.IMO_COMPANY, "IMO 9187629")
    assert finding_key(tax, "N/A") == ""


def asked(name: str, kind: PartyKind, *numbers: QueryIdentifier) -> Query:
    return Query("q", (name,), kind, identifiers=numbers)


def test_an_equal_number_identifies_whatever_the_name() -> None:
    ours = asked("Alpha Handel GmbH", ORGANISATION, number("lei", "529900T8BM49AURSDO55"))
    theirs = asked("Orion Naval Works", ORGANISATION, number("lei", "529900T8BM49AURSDO55"))
    result = compare(ours, theirs)
    assert result.grade is Grade.IDENTIFIED
    assert "names_differ" in result.flags


def test_another_kind_of_party_is_not_identified() -> None:
    ours = asked("Alpha Handel", ORGANISATION, number("lei", "529900T8BM49AURSDO55"))
    theirs = asked("Orion", VESSEL, number("lei", "529900T8BM49AURSDO55"))
    result = compare(ours, theirs)
    assert result.grade is Grade.POSSIBLE
    assert result.flags == ("names_differ", "kinds_differ")


def test_a_number_that_others_may_share_needs_a_name() -> None:
    passport = number("passport", "A1234567", "IR")
    ours = asked("Reza Karimi", PERSON, passport)
    assert compare(ours, asked("Reza Kareemi", PERSON, passport)).grade is Grade.IDENTIFIED
    stranger = compare(ours, asked("Olga Petrova", PERSON, passport))
    assert (stranger.grade, stranger.flags) == (Grade.POSSIBLE, ("names_differ",))


def test_a_different_number_contradicts_and_stays_visible() -> None:
    ours = asked("Orion Naval Works", ORGANISATION, number("inn", "7707083893"))
    result = compare(ours, asked("Orion Naval Works", ORGANISATION, number("inn", "7736050003")))
    assert result.grade is Grade.CONTRADICTED
    assert result.score <= 0.60
    assert compare(ours, asked("Orion Naval Works", ORGANISATION)).grade is Grade.STRONG


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        (number("inn", "7707083893"), []),
        (number("inn", "7707083894"), ["EG3007"]),
        (number("lei", "529900T8BM49AURSDO56"), ["EG3007"]),
        (number("tax_id", "900074434-6", "CO"), ["EG3007"]),
        (number("imo_ship", "9074728"), ["EG3007"]),
        (number("passport", "N/A"), ["EG3008"]),
        (number("passport", "0000000"), ["EG3008"]),
        (number("passport", "A1234567"), []),
        (number("publisher_ref", "X"), []),
    ],
)
def test_faults_of_a_question_are_said(stated: QueryIdentifier, codes: list[str]) -> None:
    kind = VESSEL if stated.kind is IdentifierKind.IMO_SHIP else ORGANISATION
    assert [fault.code for fault in stated_faults("q", Facts(identifiers=(stated,), kind=kind))] == codes


def test_a_number_that_fails_its_check_is_still_compared_as_text() -> None:
    assert related(("inn", "7707083894"), ("inn", "7707083894")).relation == "shared"
