"""Pairs of listed parties that are alike by name and are not one, as publishers themselves list them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process

from endgate.lists.model import ListedParty
from endgate.names.forms import analyse
from endgate.names.measure.held_out import named_pair
from endgate.names.measure.model import LabelledPair
from endgate.names.measure.twins import Twins
from endgate.names.normalise import sorted_text
from endgate.names.tables import rows
from endgate.terms.kinds import PartyKind

_ALIKE = {PartyKind.PERSON: 88, PartyKind.ORGANISATION: 85, PartyKind.VESSEL: 80}
_YEARS_APART = 2
_PAIRS_EACH = 2


def alike(
    parties: Sequence[ListedParty], kind: PartyKind, at_least: float
) -> Iterator[tuple[ListedParty, ListedParty]]:
    """Pairs of one kind whose first names are that much alike in their telling words; each party in two pairs at most.

    Legal forms are left out: two companies are not alike because both are limited.
    """
    chosen = [party for party in parties if party.kind is kind and _telling(party)]
    plain = [_telling(party) for party in chosen]
    scores = process.cdist(plain, plain, scorer=fuzz.ratio, score_cutoff=at_least, dtype=np.uint8)
    seen: Counter[int] = Counter()
    for at, other in zip(*map(np.ndarray.tolist, np.nonzero(np.triu(scores, 1))), strict=True):
        if max(seen[at], seen[other]) < _PAIRS_EACH:
            seen.update((at, other))
            yield chosen[at], chosen[other]


def _telling(party: ListedParty) -> str:
    core = analyse(party.primary_name, party.kind).core
    return " ".join(sorted(word for token in core for word in token.text.split()))


def natural_negatives(parties: Sequence[ListedParty], twins: Twins, *, dated: bool) -> Iterator[LabelledPair]:
    """Alike by name and different; people only where births are ``dated`` and lie more than two years apart."""
    known = _same_by_hand()
    for kind, at_least in _ALIKE.items():
        for one, other in alike(parties, kind, at_least):
            names = (one.primary_name, other.primary_name)
            if sorted_text(names[0]) == sorted_text(names[1]) or twins.one(one.party_id, other.party_id):
                continue
            if frozenset((one.party_id, other.party_id)) in known or (
                kind is PartyKind.PERSON and dated and not births_apart(one, other)
            ):
                continue
            yield named_pair(names, kind, same=False, set="natural", tier="alike", half=twins.half(one.party_id))


def namesakes(parties: Sequence[ListedParty]) -> Iterator[tuple[ListedParty, ListedParty]]:
    """People of one whole name of two words or more whose births lie more than two years apart."""
    by_name: dict[str, list[ListedParty]] = defaultdict(list)
    for party in parties:
        plain = sorted_text(party.primary_name)
        if party.kind is PartyKind.PERSON and " " in plain:
            by_name[plain].append(party)
    for bearers in by_name.values():
        yield from (pair for pair in combinations(bearers, 2) if births_apart(*pair))


def births_apart(one: ListedParty, other: ListedParty) -> bool:
    """Are all stated birth years of the two more than two years apart?"""
    years = [(a, b) for a in _years(one) for b in _years(other)]
    return bool(years) and all(abs(a - b) > _YEARS_APART for a, b in years)


def _years(party: ListedParty) -> set[int]:
    return {year for each in party.birth for year in (each.earliest.year, each.latest.year)}


def _same_by_hand() -> set[frozenset[str]]:
    return {frozenset((row["one"], row["other"])) for row in rows("measure/same_party")}
