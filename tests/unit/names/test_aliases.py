"""Many names against many: bounds leave out pairs that cannot win, and none that could."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.names.aliases import BestNames, best_names
from endgate.names.bounds import Bounds
from endgate.names.edges import edge
from endgate.names.forms import NameForm
from endgate.names.model import Query
from endgate.names.rarity import BackgroundRarity
from endgate.names.score import NameScore, PairScorer
from endgate.names.subject import Subject, subject_of
from endgate.terms.kinds import PartyKind

WORDS = [
    "ali",
    "hassan",
    "hasan",
    "hussein",
    "mohammad",
    "muhammed",
    "abdul",
    "karim",
    "abdulkarim",
    "al",
    "rahman",
    "alrahman",
    "bin",
    "haji",
    "hajji",
    "abu",
    "obidah",
    "abuobidah",
    "kim",
    "chol",
    "cheol",
    "tshol",
    "jong",
    "il",
    "kwangil",
    "kwang",
    "petrov",
    "petroff",
    "petrova",
    "ivan",
    "vanya",
    "volodymyr",
    "vladimir",
    "ivanovich",
    "m",
    "i",
    "mirza",
    "saleemi",
    "salimi",
    "salim",
    "wong",
    "huang",
    "de",
    "la",
    "cruz",
    "delacruz",
    "5aleemi",
    "smirnov",
    "smimov",
    "2",
    "7",
    "dr",
    "junior",
    "kwangsong",
    "sodiqov",
    "sadykov",
    "michael",
    "mikhail",
    "siraj",
    "sirajuddin",
    "alkurd",
    "kird",
    "chebel",
    "shibl",
    "haurylenka",
    "gavrilenko",
    "hsu",
    "xu",
]
NATIVE = ("محمد حسن", "عبد الرحمن", "김철", "حسین سلیمی")
name = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.tuples(*[st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)] * 2).map(", ".join),
    st.sampled_from(NATIVE),
)
names = st.lists(name, min_size=8, max_size=14, unique=True)
SCORER = PairScorer(BackgroundRarity())


def person(ref: str, texts: list[str]) -> Subject:
    return subject_of(Query(ref, tuple(texts), PartyKind.PERSON))


def alone(side: Subject, at: int) -> Subject:
    return Subject(side.ref, (side.names[at],), side.kind, side.facts)


def full_product(left: Subject, right: Subject, least: float) -> BestNames | None:
    """Every pair by itself, the first of the best kept."""
    best: BestNames | None = None
    for row, column in product(range(len(left.names)), range(len(right.names))):
        found = best_names(SCORER, alone(left, row), alone(right, column), least=least)
        if found is None:
            continue
        if best is None or (found.similarity, found.score.bits) > (best.similarity, best.score.bits):
            best = found
    return best


@settings(max_examples=60)
@given(names, names, st.sampled_from([0.0, 0.62]))
def test_the_best_of_many_pairs_is_that_of_the_full_product(one: list[str], two: list[str], least: float) -> None:
    left, right = person("left", one), person("right", two)
    found, wanted = best_names(SCORER, left, right, least=least), full_product(left, right, least)
    if wanted is None or wanted.similarity < 0.4:
        assert found is None or found.similarity < 0.4
        return
    assert found is not None
    assert (found.left, found.right, found.similarity, found.score.bits) == (
        wanted.left,
        wanted.right,
        wanted.similarity,
        wanted.score.bits,
    )


slipped = st.builds(
    lambda word, at, letter: word[: at % len(word)] + letter + word[at % len(word) + 1 :],
    st.sampled_from(WORDS),
    st.integers(0, 20),
    st.sampled_from(["", *"aeihkzq8"]),
)
spelt = st.lists((slipped | st.sampled_from(WORDS)).filter(bool), min_size=8, max_size=14, unique=True)


@settings(max_examples=100)
@given(spelt, spelt)
def test_every_two_words_that_pair_are_held_against_each_other(one: list[str], two: list[str]) -> None:
    left, right = (SCORER.prepared(tuple(f"Petrov {word}" for word in each)) for each in (one, two))
    assert left is not None
    assert right is not None
    alone, _ = Bounds(left, right).pairings()
    for row, column in product(range(len(left.words.tokens)), range(len(right.words.tokens))):
        pairing = edge(left.words.tokens[row], right.words.tokens[column], True)
        assert alone[row, column] == (0.0 if pairing is None else pairing.score)


def test_few_pairs_are_scored_where_many_are_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[str] = []
    score = PairScorer.score

    def counting(self: PairScorer, left: NameForm, right: NameForm, *, least: float = 0.0) -> NameScore | None:
        scored.append(left.text)
        return score(self, left, right, least=least)

    monkeypatch.setattr(PairScorer, "score", counting)
    left = person("left", [f"Mirza {word} Saleemi" for word in WORDS[:20]])
    right = person("right", [f"Kim {word} Chol" for word in WORDS[:20]])
    found = best_names(SCORER, left, right)
    assert found is not None
    assert len(scored) < 40
