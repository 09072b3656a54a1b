"""The development set is made of the real lists as the publishers wrote them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from endgate.names.measure.corpus import Corpus
from endgate.names.measure.entities import cross_list_entities
from endgate.names.measure.held_out import cross_list_pairs, native_pairs
from endgate.names.measure.natural import namesakes, natural_negatives
from endgate.names.measure.twins import Twins
from endgate.names.normalise import sorted_text
from endgate.terms.kinds import PartyKind


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Corpus:
    return Corpus(shared)


def test_the_lists_hold_what_their_publishers_listed(corpus: Corpus) -> None:
    assert corpus.complete
    assert len(corpus.searched) == 8382
    assert len(corpus.dated) == 8976
    assert len(corpus.screening_list) == 25921
    assert len(corpus.clean_companies) == 577
    kinds = Counter(party.kind for party in corpus.screening_list)
    assert kinds[PartyKind.UNKNOWN] == 6256


def test_stated_links_are_the_positives_and_mentions_the_negatives(corpus: Corpus) -> None:
    united = {party.party_id: party for party in corpus.united_nations}
    twins = Twins(corpus.united_nations)
    pairs = list(cross_list_pairs(corpus.truth, united, twins))
    assert sum(not pair.same for pair in pairs) == 130
    assert sum(pair.same for pair in pairs) > 3000
    others = {party.party_id: party for party in corpus.other_lists}
    entities = list(cross_list_entities(corpus.truth, united, others, twins))
    assert sum(pair.same for pair in entities) == 1008
    assert sum(bool(pair.left.birth and pair.right.birth) for pair in entities) > 400


def test_natural_negatives_are_of_one_publisher(corpus: Corpus) -> None:
    pairs = list(natural_negatives(corpus.dated, Twins(corpus.dated), dated=True))
    kinds = Counter(pair.left.kind for pair in pairs)
    assert min(kinds[PartyKind.PERSON], kinds[PartyKind.ORGANISATION], kinds[PartyKind.VESSEL]) > 20
    assert not any(sorted_text(pair.left.names[0]) == sorted_text(pair.right.names[0]) for pair in pairs)
    assert len(list(namesakes(corpus.dated))) >= 5


def test_original_scripts_are_those_of_the_lists(corpus: Corpus) -> None:
    pairs = list(native_pairs(corpus.native, Twins(corpus.native)))
    scripts = Counter(pair.variant for pair in pairs)
    assert scripts["Arab"] > 700
    assert scripts["Cyrl"] > 2000
