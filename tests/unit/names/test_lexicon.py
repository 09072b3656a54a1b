"""The lexicon: its quick reading gives what normalisation would."""

from __future__ import annotations

from itertools import combinations

import pytest

from endgate.names.fold import fold
from endgate.names.lexicon import _PLAIN, attested, heads, known_distinct, nicknames
from endgate.names.normalise import words
from endgate.names.tables import rows


def test_plain_forms_are_what_normalisation_makes_of_them() -> None:
    plain = [form for row in rows("lexicon") for form in row["forms"].split(" | ") if _PLAIN.fullmatch(form)]
    assert len(plain) > 500
    assert [form for form in plain if tuple(form.split(" ")) != words(form)] == []


def test_names_known_as_different_share_no_cluster() -> None:
    pairs = [pair for row in rows("distinct") for pair in combinations(row["names"].split(), 2)]
    assert len(pairs) > 500
    assert [pair for pair in pairs if set(heads(pair[0])) & set(heads(pair[1]))] == []
    assert [(a, b) for a, b in pairs if not known_distinct(a, b) and fold(a) != fold(b)] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mohammad", "muhamed"),
        ("gaddafi", "qadhafi"),
        ("mykola", "nikolai"),
        ("oleksandrivna", "aleksandrovna"),
        ("volodymyrovych", "vladimirovich"),
        ("artemovich", "artyomovych"),
        ("aiman", "ayman"),
        ("chung", "chong"),
        ("wong", "huang"),
        ("schmitt", "schmidt"),
        ("chowdhury", "chaudhry"),
    ],
)
def test_spellings_of_one_name_share_a_cluster(left: str, right: str) -> None:
    assert set(heads(left)) & set(heads(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("jamal", "kamal"),
        ("bashir", "basir"),
        ("hamed", "hamud"),
        ("hamid", "hamud"),
        ("jafari", "safari"),
        ("amer", "samer"),
        ("tong", "yong"),
        ("jong", "song"),
        ("hasan", "hussein"),
        ("fernandez", "hernandez"),
        ("vladimirovich", "vladislavovich"),
        ("aleksandrovich", "aleksandrovna"),
    ],
)
def test_different_names_share_no_cluster(left: str, right: str) -> None:
    assert not set(heads(left)) & set(heads(right))
    assert known_distinct(left, right) or attested(left) >= 5 or fold(left) != fold(right)


def test_a_short_form_leads_to_its_name() -> None:
    assert "aleksandr" in nicknames()["sasha"]
    assert "francisco" in nicknames()["pancho"]
    assert not nicknames().get("francisco")


def test_tables_state_their_source() -> None:
    for table in ("name_variants", "nicknames", "distinct", "lexicon", "numbers", "person_words", "compounds"):
        assert all(row["source"] for row in rows(table)), table
