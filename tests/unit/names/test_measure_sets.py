"""The development set: labelled rightly, the same in every run, its halves part no party. All parties are invented."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path
from random import Random

import pytest

from endgate.lists.model import Birth, CountryFact, ListedParty, Name, NameKind
from endgate.names.measure import keeping
from endgate.names.measure.attested import Attested, consonants_differ, exchanged_words
from endgate.names.measure.clean import put_together, registered
from endgate.names.measure.corpus import Corpus, OwnLists
from endgate.names.measure.development import Development, balanced
from endgate.names.measure.dump import dump
from endgate.names.measure.entities import EntityMaker
from endgate.names.measure.held_out import cross_list_pairs, held_out_pairs, native_pairs, tier_of
from endgate.names.measure.mix import mixed
from endgate.names.measure.model import Half, half_of
from endgate.names.measure.natural import births_apart, namesakes, natural_negatives
from endgate.names.measure.near_misses import near_misses
from endgate.names.measure.searching import held_out_queries, known_queries
from endgate.names.measure.speed import topped_up
from endgate.names.measure.twins import Twins
from endgate.names.measure.variants import invented_companies, variants
from endgate.names.model import Query, TokenClass
from endgate.names.normalise import sorted_text, words
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

PERSON, ORGANISATION, VESSEL = PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL
FAMILIES = ("Quellhorst", "Quellborst", "Varlamek", "Stavrulin", "Osterkamp", "Tivadarek", "Bendrovic")
GIVENS = ("Torben", "Torbin", "Lindorm", "Radovan", "Kaspar", "Sidonie", "Ottokar", "Amalrich", "Wendeline")
CORES = ("Zarvex", "Zarbex", "Mondrelta", "Quovadin", "Bralinor", "Tesquon")
TRADES = ("Shipping", "Petrochemical", "Electronics", "Aviation", "Mining", "Textile")


def listed(key: str, kind: PartyKind, *texts: str, born: int = 0, country: str = "DE") -> ListedParty:
    names = tuple(Name(text, NameKind.ALIAS if at else NameKind.PRIMARY) for at, text in enumerate(texts))
    day = PartialDate(born, 5, 17) if born else None
    birth = (Birth(day, day),) if day else ()
    countries = (CountryFact(CountryCode(country), "nationality"),)
    return ListedParty(f"t:{key}", "t", kind, names, birth=birth, countries=countries)


@pytest.fixture(scope="module")
def parties() -> tuple[ListedParty, ...]:
    people = [
        listed(f"p{at}", PERSON, f"{family.upper()}, {given} Emil", f"{given} {family}", born=1940 + at)
        for at, (family, given) in enumerate(product(FAMILIES, GIVENS))
        if (family, given) not in (("Quellborst", "Sidonie"), ("Quellborst", "Ottokar"), ("Quellborst", "Kaspar"))
    ]
    companies = [
        listed(f"c{at}", ORGANISATION, f"{core} {trade} Company Ltd", f"{core} {trade}")
        for at, (core, trade) in enumerate(product(CORES, TRADES))
    ]
    ships = [listed(f"s{at}", VESSEL, f"GULDEN HAVN {at}") for at in range(1, 9)]
    return (*people, *companies, *ships)


@pytest.fixture(scope="module")
def twins(parties: tuple[ListedParty, ...]) -> Twins:
    return Twins(parties)


@pytest.fixture(scope="module")
def attested(parties: tuple[ListedParty, ...]) -> Attested:
    return Attested(parties)


def test_halves_are_stable_and_about_even() -> None:
    assert half_of("a") is half_of("a")
    halves = [half_of(str(each)) for each in range(1000)]
    assert 450 < halves.count(Half.DEV) < 550


def test_parties_that_share_a_whole_name_are_one_group() -> None:
    one = listed("1", PERSON, "Torben Quellhorst", "Emil Radovan Osterkamp")
    two = listed("2", PERSON, "Osterkamp Radovan Emil")
    three = listed("3", PERSON, "Otto", "Sidonie Varlamek")
    four = listed("4", PERSON, "Otto", "Kaspar Tivadarek")
    found = Twins([one, two, three, four])
    assert found.group("t:1") == {"t:1", "t:2"}
    assert found.half("t:1") is found.half("t:2")
    assert not found.one("t:3", "t:4"), "a short word alone ties nobody"
    assert found.bearers[sorted_text("otto")] == {"t:3", "t:4"}


@pytest.mark.parametrize(
    ("name", "others", "tier"),
    [
        ("Quellhorst, Torben", ["Torben Quellhorst"], "T0"),
        ("Torben Quelhorst", ["Torben Quellhorst", "Otto"], "T1"),
        ("Torben Kwelhorst", ["Torben Quellhorst"], "T2"),
        ("Torben Quellhorst", ["Torben Quellhorst Emil Osterkamp Radovan"], "T3"),
        ("Torbn Kwelorstt", ["Torben Quellhorst"], "T4"),
        ("Abu Lindorm", ["Torben Quellhorst"], "T5"),
    ],
)
def test_tiers_tell_how_like_the_nearest_name_is(name: str, others: list[str], tier: str) -> None:
    assert tier_of(name, others)[0] == tier


def test_held_out_names_stand_beside_another_name_of_their_party(
    parties: tuple[ListedParty, ...], twins: Twins
) -> None:
    pairs = list(held_out_pairs(parties, twins, Random(1)))
    assert pairs
    for pair in pairs:
        assert pair.same
        bearers = [twins.bearers[sorted_text(side.names[0])] for side in (pair.left, pair.right)]
        assert bearers[0] & bearers[1]


def test_natural_negatives_are_alike_and_different(parties: tuple[ListedParty, ...], twins: Twins) -> None:
    pairs = list(natural_negatives(parties, twins, dated=True))
    assert {pair.left.kind for pair in pairs} == {PERSON, ORGANISATION, VESSEL}
    assert not any(pair.same for pair in pairs)
    assert all(pair.left.names != pair.right.names for pair in pairs)


def test_only_births_that_lie_apart_part_people() -> None:
    one, near = listed("1", PERSON, "Torben Quellhorst", born=1950), listed("2", PERSON, "Torben Quellhorst", born=1951)
    far, unknown = listed("3", PERSON, "Torben Quellhorst", born=1970), listed("4", PERSON, "Torben Quellhorst")
    assert not births_apart(one, near)
    assert births_apart(one, far)
    assert not births_apart(one, unknown)
    assert [(a.party_id, b.party_id) for a, b in namesakes([one, near, far, unknown])] == [
        ("t:1", "t:3"),
        ("t:2", "t:3"),
    ]


def test_near_misses_are_nobody_and_keep_their_writing(
    parties: tuple[ListedParty, ...], twins: Twins, attested: Attested
) -> None:
    pairs = list(near_misses(parties, attested, twins, Random(2), {PERSON: 30, ORGANISATION: 30, VESSEL: 10}))
    assert {pair.left.kind for pair in pairs} == {PERSON, ORGANISATION, VESSEL}
    assert {"near_consonant", "number"} <= {pair.variant for pair in pairs}
    for pair in pairs:
        assert not pair.same
        assert not twins.bears(sorted_text(pair.right.names[0]))
        assert pair.left.names[0].isupper() == pair.right.names[0].isupper()


def test_words_that_aliases_exchange_are_not_other_names() -> None:
    spelt = [listed(f"{at}", PERSON, f"Torben {name}", f"Torbin {name}") for at, name in enumerate(FAMILIES)]
    found = Attested(spelt)
    assert not found.other("torben", "torbin")
    assert found.other("torben", "lindorm")
    assert exchanged_words([("a", "b", "c"), ("c", "d", "a"), ("a",)]) == {("b", "d")}
    assert not consonants_differ("hamid", "hamed")
    assert consonants_differ("jamal", "kamal")


def test_attested_words_of_the_same_countries_come_first(attested: Attested) -> None:
    here = attested.around(listed("x", PERSON, "Quellhorst, Torben", country="DE"))
    assert here.near(TokenClass.FAMILY, "quellhorst") == ["quellborst"]
    assert attested.in_countries(TokenClass.FAMILY, frozenset({"JP"})) == ()


def test_variants_are_altered_and_ambiguous_ones_left_out(parties: tuple[ListedParty, ...], twins: Twins) -> None:
    pairs = list(variants(parties, twins, Random(3), {PERSON: 40, ORGANISATION: 40, VESSEL: 10}))
    assert len(pairs) == 90
    for pair in pairs:
        left, right = (side.names[0] for side in (pair.left, pair.right))
        assert left != right
        others = twins.bearers.get(sorted_text(left), set())
        assert not others or others & twins.bearers[sorted_text(right)]


def test_invented_companies_come_in_both_sorts(attested: Attested) -> None:
    pairs = list(invented_companies(attested, Random(4), 60))
    assert {pair.same for pair in pairs} == {True, False}
    assert {pair.variant for pair in pairs if not pair.same} >= {"frame", "activity"}


def test_clean_names_are_nobodys(twins: Twins, attested: Attested) -> None:
    clean = list(registered(["Zarvex Shipping", "Miller Hardware"], twins, 1))
    assert [each.query.names[0] for each in clean] == ["Miller Hardware"]
    made = list(put_together(attested, twins, 1, 50))
    assert made
    assert not any(twins.bears(sorted_text(each.query.names[0])) for each in made)
    assert all(each.query.birth and not each.expected for each in made)


def test_cross_list_rows_follow_their_link() -> None:
    un = ListedParty("un:QDi.1", "un", PERSON, (Name("TORBEN QUELLHORST"), Name("Torbin Quellhorst", NameKind.ALIAS)))
    truth = (
        "other_list,other_id,un_reference,un_primary_name,other_names,link\n"
        "au-dfat-2026,1,QDi.1,X,Torben  Quelhorst | Торбен Квельхорст,stated\n"
        "uk-ofsi-2018,2,QDi.1,X,Lindorm Osterkamp | Otto,mentioned\n"
        "uk-ofsi-2018,3,QDi.9,X,Nobody,stated\n"
    )
    found = list(cross_list_pairs(truth, {un.party_id: un}, Twins([un])))
    assert [(pair.left.names[0], pair.same, pair.tier) for pair in found] == [
        ("Torben Quelhorst", True, "T1"),
        ("Торбен Квельхорст", True, "native"),
        ("Lindorm Osterkamp", False, "T5"),
    ]


def test_native_names_stand_beside_latin_ones() -> None:
    party = listed("1", PERSON, "TORBEN QUELLHORST", "Торбен Квельхорст")
    (pair,) = native_pairs([party], Twins([party]))
    assert (pair.left.names[0], pair.right.names[0], pair.variant) == ("Торбен Квельхорст", "TORBEN QUELLHORST", "Cyrl")


def test_entities_carry_facts(parties: tuple[ListedParty, ...], twins: Twins, attested: Attested) -> None:
    pairs = list(EntityMaker(twins, attested, Random(5)).all(parties, 60))
    by_set = {pair.set for pair in pairs}
    assert {"entity_alias", "entity_alike", "entity_near", "entity_other_birth"} <= by_set
    others = [pair for pair in pairs if pair.set == "entity_other_birth"]
    assert all(pair.left.names == pair.right.names and pair.left.birth != pair.right.birth for pair in others)
    assert all(pair.same for pair in pairs if pair.set == "entity_alias")


def test_known_queries_expect_the_bearers_of_the_name(parties: tuple[ListedParty, ...], twins: Twins) -> None:
    found = known_queries(parties, twins, Random(6), 30, altered_share=0.5)
    assert len(found) == 30
    assert sum(bool(each.variant) for each in found) == 15
    assert all(each.expected for each in found)


def test_held_out_names_are_gone_from_the_parties(parties: tuple[ListedParty, ...], twins: Twins) -> None:
    asked, rest = held_out_queries(parties, twins, Random(7), 20)
    left = {sorted_text(name.text) for party in rest for name in party.names}
    assert len(asked) == 20
    assert not any(sorted_text(each.query.names[0]) in left for each in asked)
    assert {party.party_id for party in rest} == {party.party_id for party in parties}


def test_a_list_is_topped_up_with_names_of_nobody(parties: tuple[ListedParty, ...]) -> None:
    found = topped_up(parties, Random(8), 150)
    assert len(found) == 150
    assert found[: len(parties)] == parties
    assert len({party.party_id for party in found}) == 150


def test_one_seed_makes_one_set(parties: tuple[ListedParty, ...], tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        made = Development(OwnLists(tmp_path, parties))
        written = dump(made, folder)
    assert written["pairs-headline-dev.csv"] + written["pairs-headline-test.csv"] == len(made.headline) > 0
    for path in sorted(folders[0].iterdir()):
        assert path.read_bytes() == (folders[1] / path.name).read_bytes()
    with (folders[0] / "pairs-entities-dev.csv").open(encoding="utf-8") as stream:
        row = next(csv.DictReader(stream))
    assert {"left", "right", "kind", "same", "left_birth_date", "right_ids"} <= set(row)
    queries = [each.query for each in mixed(made)]
    assert all(query.countries for query in queries)
    assert all(query.birth for query in queries if query.kind is PERSON)
    assert len({query.names for query in queries}) == len(queries)


def test_a_balance_is_drawn_from_the_larger_side(parties: tuple[ListedParty, ...], twins: Twins) -> None:
    positives = list(held_out_pairs(parties, twins, Random(1)))
    negatives = list(natural_negatives(parties, twins, dated=True))[:5]
    found = balanced((*positives, *negatives), Random(1))
    assert sum(pair.same for pair in found) == 5 == sum(not pair.same for pair in found)


def test_lists_that_are_not_there_are_told(tmp_path: Path) -> None:
    assert not Corpus(tmp_path).complete
    assert OwnLists(tmp_path, ()).screening_list == ()
    assert words("x")


def test_an_index_is_kept_by_its_content(
    parties: tuple[ListedParty, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_place", lambda: tmp_path / "kept")
    first = keeping.kept_index(parties)
    written = (first / "names_meta.json").stat().st_mtime_ns
    assert keeping.kept_index(parties) == first
    assert (first / "names_meta.json").stat().st_mtime_ns == written
    assert keeping.kept_index(parties[1:]) != first
    (found,) = keeping.searchable(parties).ask([Query("q", ("Torben Varlamek",), PERSON)])
    assert found.matches[0].grade.counts


def test_what_makes_an_index_is_known_and_scores_are_no_part_of_it() -> None:
    names = {path.name for path in keeping._modules()}
    assert {"index.py", "normalise.py", "forms.py", "lexicon.py", "tables.py"} <= names
    assert not {"score.py", "grade.py", "align.py"} & names


def test_a_made_name_that_is_listed_in_another_script_is_not_clean(twins: Twins) -> None:
    made = [each.query.names[0] for each in registered(["Evrosibenergo", "بانک سپه", "Somebody Quite Else"], twins, 1)]
    assert made == ["Somebody Quite Else"]
