"""What facts may and may not do to a score and a grade."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endgate.names.compare import compare
from endgate.names.facts.effects import effects
from endgate.names.grade import Grader, NamesSay, held_by_name
from endgate.names.model import Cap, FactRelation, Grade, Query, Score
from endgate.names.profiles import profile_named
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

STANDARD = profile_named("standard")
GRADER = Grader(STANDARD, 10_000)


def fact(type_: str, relation: str, **told: str) -> FactRelation:
    return FactRelation(type_, relation, effect=Score(effects(type_)[relation]), **told)


def names(similarity: float, bits: float = 40.0, *caps: Cap) -> NamesSay:
    return NamesSay(similarity, bits, caps)


SUPPORTS = [fact("birth_date", "same_day"), fact("country", "same"), fact("address", "same")]
similarities = st.floats(0, 1)
bits = st.floats(0, 60)
supports = st.lists(st.sampled_from(SUPPORTS), max_size=3)
contradictions = st.lists(
    st.sampled_from(
        [
            fact("birth_date", "far"),
            fact("birth_date", "different_day_same_year"),
            fact("country", "different"),
            fact("gender", "different"),
            fact("identifier", "different"),
        ]
    ),
    max_size=3,
)


@given(similarities, bits, supports)
def test_supports_never_lower_and_lift_a_tenth_at_most(
    similarity: float, bits: float, facts: list[FactRelation]
) -> None:
    alone, with_facts = GRADER.weigh(names(similarity, bits), ()), GRADER.weigh(names(similarity, bits), facts)
    assert with_facts.score >= alone.score
    assert with_facts.score <= similarity + 0.10 + 1e-9


@given(similarities, bits, contradictions)
def test_contradictions_never_raise(similarity: float, bits: float, facts: list[FactRelation]) -> None:
    assert GRADER.weigh(names(similarity, bits), facts).score <= GRADER.weigh(names(similarity, bits), ()).score + 1e-9


@given(similarities, bits, supports, contradictions)
def test_facts_never_hide_what_the_names_show(
    similarity: float, bits: float, good: list[FactRelation], bad: list[FactRelation]
) -> None:
    alone = GRADER.weigh(names(similarity, bits), ())
    assert alone.grade is Grade.NONE or GRADER.weigh(names(similarity, bits), [*good, *bad]).grade is not Grade.NONE


@given(similarities, similarities)
def test_required_bits_fall_as_names_agree_better(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert GRADER.required(high) <= GRADER.required(low)


def test_supports_never_pass_a_cap() -> None:
    held = names(0.66, 40.0, Cap("attested", Score(0.66)))
    assert GRADER.weigh(held, SUPPORTS).score == 0.66


def test_facts_without_a_name_make_no_match() -> None:
    assert GRADER.weigh(names(0.3), SUPPORTS).grade is Grade.NONE
    assert GRADER.weigh(NamesSay(), SUPPORTS).grade is Grade.NONE


def test_one_day_of_birth_bears_out_a_bad_spelling() -> None:
    spelt = NamesSay(0.42, 20.0, (Cap("distinct", Score(0.60)),), (), 0.80)
    verdict = GRADER.weigh(spelt, SUPPORTS)
    assert (verdict.grade, verdict.score) == (Grade.PROBABLE, 0.72)
    assert "born_together" in verdict.flags
    for facts in ((), (fact("birth_date", "near_year"),), (fact("birth_date", "compatible"),)):
        assert not GRADER.weigh(spelt, facts).grade.counts
    assert not GRADER.weigh(spelt, [SUPPORTS[0], fact("gender", "different")]).grade.counts
    assert not GRADER.weigh(spelt, [SUPPORTS[0], fact("identifier", "different")]).grade.counts
    assert not GRADER.weigh(NamesSay(0.42, 20.0, (), (), 0.60), SUPPORTS).grade.counts


def test_one_year_of_birth_asks_for_a_nearer_spelling_and_a_country() -> None:
    near, born, at_home = NamesSay(0.42, 20.0, (), (), 0.90), fact("birth_date", "compatible"), fact("country", "same")
    assert GRADER.weigh(near, (born, at_home)).grade is Grade.PROBABLE
    assert not GRADER.weigh(near, (born,)).grade.counts
    assert not GRADER.weigh(NamesSay(0.42, 20.0, (), (), 0.79), (born, at_home)).grade.counts


def test_two_names_that_people_bear_ask_for_more_letters_in_one_year() -> None:
    facts, known = (fact("birth_date", "compatible"), fact("country", "same")), (Cap("other_name", Score(0.66)),)
    assert GRADER.weigh(NamesSay(0.42, 20.0, (), (), 0.82), facts).grade is Grade.PROBABLE
    assert not GRADER.weigh(NamesSay(0.42, 20.0, known, (), 0.82), facts).grade.counts
    assert GRADER.weigh(NamesSay(0.42, 20.0, known, (), 0.86), facts).grade is Grade.PROBABLE


def test_another_country_leaves_an_equal_name_of_plain_words_in_sight() -> None:
    assert GRADER.weigh(names(1.0, 3.0), ()).grade.counts
    assert GRADER.weigh(names(1.0, 3.0), (fact("country", "different"),)).grade is Grade.POSSIBLE


def test_strict_asks_more_than_a_birth() -> None:
    strict = Grader(profile_named("strict"), 10_000)
    assert strict.weigh(NamesSay(0.42, 20.0, (), (), 0.80), SUPPORTS).grade is Grade.POSSIBLE


def test_a_common_name_needs_a_fact() -> None:
    loose = names(0.8, 5.0)
    assert GRADER.weigh(loose, ()).grade is Grade.POSSIBLE
    assert "too_common" in GRADER.weigh(loose, ()).flags
    assert GRADER.weigh(loose, [fact("birth_date", "same_day")]).grade.counts
    assert GRADER.weigh(names(1.0, 3.0), ()).grade is Grade.STRONG


@pytest.mark.parametrize("relation", ["far", "different_year"])
def test_a_birth_that_excludes_leaves_a_contradiction_to_see(relation: str) -> None:
    verdict = GRADER.weigh(names(0.98), [fact("birth_date", relation)])
    assert (verdict.grade, verdict.score) == (Grade.CONTRADICTED, 0.60)
    assert verdict.caps[-1].rule == "contradicted"


def test_the_wide_profile_counts_no_contradiction() -> None:
    wide = Grader(profile_named("wide"), 10_000)
    assert wide.weigh(names(0.98), [fact("birth_date", "far")]).grade is Grade.CONTRADICTED


def test_ships_need_more_than_a_name() -> None:
    alone = held_by_name(GRADER.weigh(names(1.0), ()), (), STANDARD)
    assert (alone.grade, alone.caps[-1].rule) == (Grade.POSSIBLE, "vessel_name")
    told = [
        FactRelation("country", "same", role="flag"),
        FactRelation("vessel", "same", role="type"),
        FactRelation("vessel", "near", role="gross_tonnage"),
    ]
    assert held_by_name(GRADER.weigh(names(1.0), told), told, STANDARD).grade is Grade.PROBABLE
    numbered = GRADER.weigh(names(1.0), [fact("identifier", "equal")])
    assert held_by_name(numbered, (), STANDARD).grade is Grade.IDENTIFIED


def person(birth: str = "", country: str = "") -> Query:
    births = (PartialDate.parse(birth),) if birth else ()
    countries = (("nationality", CountryCode(country)),) if country else ()
    return Query("x", ("Petr Galushkin",), PartyKind.PERSON, births, countries)


def test_missing_facts_move_nothing() -> None:
    bare = compare(person(), person()).score
    assert compare(person("1966", "RU"), person()).score == bare
    assert compare(person(), person("1966", "RU")).score == bare


def test_the_closer_the_dates_the_higher_the_score() -> None:
    loose = ("1966-09-08", "1966-09-18", "1966-05-30", "1969-05-30", "1987-05-30")
    found = [
        compare(person("1966-09-08"), Query("y", ("Piotr Galushkyn",), PartyKind.PERSON, (PartialDate.parse(day),)))
        for day in loose
    ]
    assert all(float(one.score) >= float(other.score) for one, other in pairwise(found))
    assert found[-1].score < found[0].score


def firm(name: str, country: str = "") -> Query:
    countries = (("address", CountryCode(country)),) if country else ()
    return Query("x", (name,), PartyKind.ORGANISATION, (), countries)


def test_another_legal_form_in_another_country_is_another_firm() -> None:
    found = compare(firm("Carillanca C.A.", "VE"), firm("Carillanca S.A.S.", "CR"))
    assert (found.grade, found.caps[-1].rule) == (Grade.POSSIBLE, "other_firm")
    assert compare(firm("Carillanca C.A.", "VE"), firm("Carillanca Ltd", "VE")).grade.counts
    assert compare(firm("Carillanca C.A.", "VE"), firm("Carillanca C.A.", "CR")).grade.counts
    assert compare(firm("Carillanca C.A.", "VE"), firm("Carillanca", "CR")).grade.counts
    assert compare(firm("Carillanca C.A.", "VE"), firm("Carillanca Ltd")).grade.counts
