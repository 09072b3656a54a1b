"""Plain words: every fact and predicate has some, and no question shows a key."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from endgate.law.compile import LawBook, compile_law
from endgate.law.facts import FAMILIES
from endgate.law.lint import PACKAGE_LAW
from endgate.law.signature import SIGNATURES
from endgate.law.trees import read_node
from endgate.law.words import _words, condition, place, question

BOOK = LawBook.load(compile_law([PACKAGE_LAW]))
KEY = re.compile(r"[a-z]+_[a-z_]+|[a-z]+\.[a-z]")


def test_every_family_and_every_predicate_has_words() -> None:
    assert _words()["questions"].keys() == FAMILIES.keys()
    assert _words()["conditions"].keys() == SIGNATURES.keys()


@pytest.mark.parametrize("predicate", sorted(SIGNATURES))
def test_words_of_a_condition_name_no_argument_that_is_not_there(predicate: str) -> None:
    named = set(re.findall(r"{(\w+)}", _words()["conditions"][predicate]))
    assert named <= {arg.name for arg in SIGNATURES[predicate].args}


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("content.US", "Which share of the item's value, in percent, is controlled content of United States?"),
        ("party_country.buyer", "Where is the buyer established, and of which country is it a national?"),
        ("party.end_user", "Who is the end user?"),
        ("exports_from.EU", "Do the goods leave the European Union under this deal?"),
        ("value.contract_goods", "What is the value of the goods under the contract?"),
        ("item_on.EU-267-IIA", "Is the item on this list: Annex IIa of Regulation 267/2012 (EU-267-IIA)?"),
        ("a.2: fits a shaker", "a.2: fits a shaker"),
    ],
)
def test_a_key_is_asked_for_in_plain_words(key: str, asked: str) -> None:
    assert question(key, BOOK.reference) == asked


def test_no_question_shows_a_key() -> None:
    tails = {"tail": "", "J": ".IR", "territory": ".EU", "role": ".end_user", "scope[.currency]": ".contract_goods"}
    tails |= {
        "LIST": ".EU-267-II",
        "provision": ".II.A2.001",
        "rule": ".734.9",
        "id": ".RF-051",
        "proposition": ".use.wmd",
    }
    tails |= {"LIST[.role[.reach]]": ".EU-267-NAMES.end_user", "LIST[.aggregate|.single]": ".US-EL"}
    tails |= {"authority[.scope]": ".BAFA", "proposition.authority": ".use.wmd.BIS", "proposition.state": ".use.wmd.DE"}
    for head, family in FAMILIES.items():
        asked = question(head + (tails[family.tail] if family.tail else ""), BOOK.reference)
        assert asked.endswith("?"), head
        if head not in ("in_play",):
            assert not KEY.search(asked), asked


def test_conditions_read_as_sentences_with_brackets_where_they_join() -> None:
    tree = {
        "all": [
            {"not": {"item_on": {"list": ["EU-267-I", "EU-267-II"]}}},
            {"any": [{"destination_in": {"group": "IR"}}, {"buyer_country_in": {"group": ["IR", "KP"]}}]},
        ]
    }
    assert condition(read_node(tree), BOOK.reference) == (
        "not (the item is on: Annex I of Regulation 267/2012: the dual-use list less its Part A (EU-267-I); or "
        "Annex II of Regulation 267/2012 (EU-267-II)) and (the final destination is Iran or "
        "the buyer is established in Iran or Korea (North))"
    )


def test_every_condition_of_the_shipped_law_can_be_said() -> None:
    for measure in BOOK.measures():
        for tree in measure.trees():
            assert "{" not in condition(tree.root, BOOK.reference), measure.id


def test_a_code_that_names_no_country_stays(make_book: Callable[..., LawBook]) -> None:
    assert place("XX", make_book().reference) == "XX"
