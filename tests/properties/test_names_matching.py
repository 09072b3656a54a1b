"""Laws of name matching over arbitrary text."""

from __future__ import annotations

import string
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from endgate.lists.model import ListedParty, Name, NameKind
from endgate.names.compare import compare
from endgate.names.index import NameIndex, build_index, save_index
from endgate.names.measure.speed import forget
from endgate.names.model import Query
from endgate.names.normalise import MAX_LENGTH, names_in, normal, words
from endgate.names.screen import screen
from endgate.names.signature import Signer, bag_search, widths
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

TEXTS = st.text(max_size=300)
LETTERS = string.ascii_lowercase + " 0123456789éж王محمدשל'-"
PLAIN = st.text(LETTERS, max_size=280)
WORDS = (
    "Hussein Husain Ali Kim Chol Song Trading Co Ltd محمد Иван 9 7th of al Lukoil Petrochemical Shahid Hemmat abdul "
    "Rahman uddin J Ivanovich 公司 김정은"
)
PIECES = st.sampled_from(WORDS.split())
NAMES = st.lists(PIECES, min_size=1, max_size=6).map(" ".join) | st.text(max_size=40)
KINDS = st.sampled_from(list(PartyKind))


def of(name: str, kind: PartyKind, ref: str = "x") -> Query:
    return Query(ref, (name,), kind)


@given(TEXTS)
def test_normalisation_is_idempotent(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


@given(st.text(st.characters(), max_size=1200))
@settings(max_examples=200)
def test_any_text_gives_a_defined_answer(text: str) -> None:
    for contained in names_in(text[:1000]):
        words(contained.text)
    result = compare(of(text, PartyKind.UNKNOWN), of(text, PartyKind.UNKNOWN))
    assert 0.0 <= result.score <= 1.0


def test_surrogates_and_nul_are_answered() -> None:
    for text in ("\ud800", "\x00", "a\x00b", "\udfff x", "\u202e" * 50):
        assert 0.0 <= compare(of(text, PartyKind.UNKNOWN), of(text, PartyKind.UNKNOWN)).score <= 1.0


@given(NAMES, NAMES, KINDS, KINDS)
def test_compare_is_symmetric_and_bounded(left: str, right: str, one: PartyKind, other: PartyKind) -> None:
    there, back = compare(of(left, one), of(right, other)), compare(of(right, other), of(left, one))
    assert abs(there.score - back.score) < 1e-9
    assert there.grade is back.grade
    assert 0.0 <= there.score <= 1.0
    assert there.similarity <= 1.0


@given(NAMES, NAMES, NAMES, KINDS)
def test_another_alias_never_lowers(left: str, right: str, alias: str, kind: PartyKind) -> None:
    without = compare(of(left, kind), of(right, kind))
    more = compare(of(left, kind), Query("x", (right, alias), kind))
    assert more.similarity >= without.similarity - 1e-9


@given(NAMES, NAMES, st.integers(1900, 2020))
def test_a_missing_fact_moves_nothing(left: str, right: str, year: int) -> None:
    bare = compare(of(left, PartyKind.PERSON), of(right, PartyKind.PERSON))
    dated = Query("x", (left,), PartyKind.PERSON, birth=(PartialDate(year),))
    assert compare(dated, of(right, PartyKind.PERSON)).score == bare.score


@given(NAMES, st.permutations(range(6)))
def test_word_order_of_equal_names_does_not_matter(name: str, order: list[int]) -> None:
    tokens = words(name)
    shuffled = " ".join(tokens[i] for i in order if i < len(tokens)) if len(tokens) <= 6 else name
    result = compare(of(" ".join(tokens), PartyKind.ORGANISATION), of(shuffled, PartyKind.ORGANISATION))
    reverse = compare(of(shuffled, PartyKind.ORGANISATION), of(" ".join(tokens), PartyKind.ORGANISATION))
    assert abs(result.score - reverse.score) < 1e-9


@given(st.lists(PLAIN, min_size=1, max_size=30), PLAIN, st.integers(70, 95))
@settings(max_examples=300)
def test_bag_search_misses_nothing(texts: list[str], query: str, percent: int) -> None:
    texts = sorted(texts, key=len)
    signer = Signer(widths(texts))
    signatures = np.array([signer.sign(text) for text in texts], dtype=np.uint64).reshape(-1, 2).T
    lengths = np.array([len(text) for text in texts], dtype=np.int32)
    found = set(bag_search(query, percent, signer, signatures, lengths).tolist())
    for row, text in enumerate(texts):
        total = len(text) + len(query)
        if total and 100 * (total - Indel.distance(text, query)) >= percent * total:
            assert row in found


@given(st.text(LETTERS, min_size=1, max_size=90), st.integers(70, 95))
def test_bag_search_finds_any_word_order(text: str, percent: int) -> None:
    tokens = text.split()
    shuffled = " ".join(reversed(tokens))
    signer = Signer(widths([text]))
    signatures = np.array([signer.sign(" ".join(tokens))], dtype=np.uint64).reshape(-1, 2).T
    lengths = np.array([len(" ".join(tokens))], dtype=np.int32)
    assert bag_search(shuffled, percent, signer, signatures, lengths).tolist() == [0]


def _indexed(names: list[str]) -> tuple[NameIndex, dict[str, ListedParty]]:
    parties = {
        f"t:{number}": ListedParty(f"t:{number}", "t", PartyKind.UNKNOWN, (Name(name, NameKind.PRIMARY),))
        for number, name in enumerate(names)
    }
    return NameIndex(*build_index(parties.values())), parties


@given(st.lists(NAMES, min_size=1, max_size=8), st.lists(NAMES, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_batch_equals_single(listed: list[str], asked: list[str]) -> None:
    index, parties = _indexed(listed)
    queries = [of(name, PartyKind.UNKNOWN, str(i)) for i, name in enumerate(asked)]
    whole = screen(queries, index, party_of=parties.get)
    assert whole == tuple(screen([query], index, party_of=parties.get)[0] for query in queries)


@given(st.lists(NAMES, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_screening_scores_as_high_as_the_names_themselves(listed: list[str]) -> None:
    """A name of the list, asked as it stands, is answered with its own party whenever it tells anything."""
    index, parties = _indexed(listed)
    for party in parties.values():
        (answer,) = screen([of(party.names[0].text, PartyKind.UNKNOWN)], index, party_of=parties.get, limit=50)
        alone = compare(of(party.names[0].text, PartyKind.UNKNOWN), of(party.names[0].text, PartyKind.UNKNOWN))
        if alone.grade.counts and alone.bits > 8:
            assert party.party_id in {match.party_id for match in answer.matches}


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES, KINDS)
@settings(max_examples=40, deadline=None)
def test_what_is_remembered_changes_no_answer(listed: list[str], asked: str, kind: PartyKind) -> None:
    index, parties = _indexed(listed)
    first = screen([of(asked, kind)], index, party_of=parties.get)
    again = screen([of(asked, kind)], index, party_of=parties.get)
    forget()
    assert first == again == screen([of(asked, kind)], _indexed(listed)[0], party_of=parties.get)


@given(st.lists(NAMES, min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_an_index_is_made_the_same_byte_by_byte(listed: list[str]) -> None:
    parties = _indexed(listed)[1]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        for folder in (one, other):
            save_index(Path(folder), *build_index(parties.values()))
        names = sorted(path.name for path in Path(one).iterdir())
        assert names == sorted(path.name for path in Path(other).iterdir())
        assert all((Path(one) / name).read_bytes() == (Path(other) / name).read_bytes() for name in names)


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES, st.integers(1900, 2020))
@settings(max_examples=60, deadline=None)
def test_a_stated_fact_removes_no_candidate(listed: list[str], asked: str, year: int) -> None:
    index, parties = _indexed(listed)
    dated = Query("x", (asked,), PartyKind.PERSON, birth=(PartialDate(year),))
    (bare,), (stated,) = (screen([each], index, party_of=parties.get) for each in (of(asked, PartyKind.PERSON), dated))
    assert bare.candidates == stated.candidates
    assert [match.party_id for match in bare.matches] == [match.party_id for match in stated.matches]


@given(NAMES, NAMES, NAMES)
@settings(max_examples=60, deadline=None)
def test_another_listed_alias_is_never_less_like(asked: str, listed: str, alias: str) -> None:
    def similarity(*names: str) -> float:
        party = ListedParty("t:1", "t", PartyKind.PERSON, tuple(Name(name, NameKind.ALIAS) for name in names))
        index = NameIndex(*build_index([party]))
        (answer,) = screen([of(asked, PartyKind.PERSON)], index, party_of=lambda _: party)
        return max((match.similarity for match in answer.matches), default=0.0)

    assert similarity(listed, alias) >= similarity(listed) - 1e-9


@given(st.lists(NAMES, min_size=1, max_size=5), st.text(st.characters(), max_size=1100))
@settings(max_examples=100, deadline=None)
def test_any_text_is_screened_or_refused_with_a_code(listed: list[str], text: str) -> None:
    index, parties = _indexed(listed)
    (answer,) = screen([of(text, PartyKind.UNKNOWN)], index, party_of=parties.get)
    readable = len(text) <= MAX_LENGTH and bool(words(text))
    assert readable or answer.faults
