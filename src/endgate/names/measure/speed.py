"""Figures of speed: searches, many names against many, brute force beside them. The clock is handed in."""

from __future__ import annotations

import gc
import pkgutil
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

import endgate.names
from endgate.lists.model import ListedParty, Name, NameKind
from endgate.names.compare import compare
from endgate.names.index import NameIndex
from endgate.names.measure.altered import changed_by
from endgate.names.measure.held_out import latin_names
from endgate.names.measure.searching import Searchable
from endgate.names.model import Query
from endgate.names.normalise import sorted_text, words
from endgate.names.signature import bag_search
from endgate.terms.kinds import PartyKind

Clock = Callable[[], float]


@dataclass(frozen=True)
class Pace:
    """Units of work in a CPU-second: the median and the best of several passes."""

    median: float
    best: float


def pace(work: Callable[[], object], units: int, *, cpu: Clock, passes: int = 3) -> Pace:
    """Run the work several times, all memories emptied before each pass, garbage collected before it."""
    taken = []
    for _ in range(passes):
        forget()
        gc.collect()
        start = cpu()
        work()
        taken.append(max(cpu() - start, 1e-9))
    return Pace(units / statistics.median(taken), units / min(taken))


def forget() -> None:
    """Empty every bounded memory of this room. What is read from its tables stays."""
    for module in list(pkgutil.iter_modules(endgate.names.__path__, "endgate.names.")):
        for value in vars(sys.modules.get(module.name, object)).values():
            parameters = getattr(value, "cache_parameters", None)
            if parameters is not None and parameters()["maxsize"] is not None:
                value.cache_clear()


def search_pace(searched: Searchable, queries: Sequence[Query], *, cpu: Clock, passes: int = 3) -> Pace:
    """Queries answered in a CPU-second, with the explanations of what is returned."""

    def work() -> None:
        searched.index.count_of.cache_clear()
        searched.ask(queries)

    return pace(work, len(queries), cpu=cpu, passes=passes)


def brute_force_pace(index: NameIndex, queries: Sequence[Query], cut: float, *, cpu: Clock) -> Pace:
    """The reference: every query held against every name by Indel similarity of their sorted words, vectorised in C."""
    listed = [index.plain(row) for row in range(index.forms)]

    def work() -> None:
        asked = [sorted_text(query.names[0]) for query in queries]
        for at in range(0, len(asked), 64):
            cdist(asked[at : at + 64], listed, scorer=Indel.normalized_similarity, score_cutoff=cut, workers=1)

    return pace(work, len(queries), cpu=cpu)


def alias_pace(parties: Sequence[ListedParty], rng: Random, *, cpu: Clock, sides: int = 8) -> Pace:
    """Pairs compared in a CPU-second, one side with 14 names and the other with 81, no pair twice in a pass.

    The people with the most names on the lists; other romanisations of those names are added until there are so many.
    What it takes to make their names ready counts too.
    """
    people = [(latin_names(party), party.party_id) for party in parties if party.kind is PartyKind.PERSON]
    rich = [names for names, _ in sorted(people, key=lambda each: (-len(each[0]), each[1]))[: 2 * sides]]
    left = [Query(f"left:{at}", _spellings(names, 14, rng), PartyKind.PERSON) for at, names in enumerate(rich[1::2])]
    right = [Query(f"right:{at}", _spellings(names, 81, rng), PartyKind.PERSON) for at, names in enumerate(rich[::2])]

    def work() -> None:
        for one in left:
            for other in right:
                compare(one, other)

    return pace(work, len(left) * len(right), cpu=cpu)


def _spellings(names: Sequence[str], size: int, rng: Random) -> tuple[str, ...]:
    found = dict.fromkeys(names)
    for _ in range(100 * size):
        if len(found) >= size:
            break
        changed = changed_by("romanised", words(rng.choice(list(found))), rng)
        found.update({changed: None} if changed else {})
    return tuple(found)[:size]


def bag_recall(index: NameIndex, texts: Sequence[str], cut: int) -> float | None:
    """Of the names that brute force finds at the cut, the share that the bag search finds."""
    listed = [index.plain(row) for row in range(index.forms)]
    found = wanted = 0
    for text in texts:
        plain = sorted_text(text)
        scores = cdist([plain], listed, scorer=Indel.normalized_similarity)[0]
        expected = set((scores >= cut / 100 - 1e-9).nonzero()[0].tolist())
        got = set(bag_search(plain, cut, index.signer, index.arrays["sig"], index.arrays["length"]).tolist())
        wanted += len(expected)
        found += len(expected & got)
    return found / wanted if wanted else None


def topped_up(parties: Sequence[ListedParty], rng: Random, count: int) -> tuple[ListedParty, ...]:
    """The parties, and so many made ones that there are ``count``: real names with one word exchanged.

    They have as many names as the parties they are made of, so that the number of names grows alike.
    """
    made = list(parties)
    every = [word for party in parties for word in words(party.primary_name)]
    while len(made) < count:
        party = parties[rng.randrange(len(parties))]
        names = tuple(_exchanged(name, every, rng) for name in party.names)
        made.append(replace(party, party_id=f"made:{len(made)}", names=names, identifiers=(), designations=()))
    return tuple(made)


def _exchanged(name: Name, every: Sequence[str], rng: Random) -> Name:
    tokens = list(words(name.text))
    if tokens and name.kind is not NameKind.ADDRESS_ONLY:
        tokens[rng.randrange(len(tokens))] = rng.choice(every)
    return replace(name, text=" ".join(tokens) or name.text)
