"""Searches with known answers: names of listed parties as they are, altered or held out, and names of nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from endgate.lists.model import ListedParty, Name
from endgate.names.candidates import candidates
from endgate.names.index import NameIndex
from endgate.names.measure.altered import altered
from endgate.names.measure.entities import described
from endgate.names.measure.held_out import latin_names, tier_of
from endgate.names.measure.model import LabelledQuery
from endgate.names.measure.twins import Twins
from endgate.names.model import Match, Query, Screening
from endgate.names.normalise import sorted_text, words
from endgate.names.profiles import profile_named
from endgate.names.screen import screen
from endgate.names.subject import subject_of
from endgate.terms.kinds import PartyKind

_ASKED = (PartyKind.PERSON, PartyKind.ORGANISATION)


@dataclass(frozen=True)
class Searchable:
    """Parties by id with their index."""

    parties: Mapping[str, ListedParty]
    index: NameIndex

    def ask(self, queries: Sequence[Query], profile: str = "standard") -> tuple[Screening, ...]:
        return screen(queries, self.index, party_of=self.parties.get, profile=profile)


@dataclass(frozen=True)
class Answered:
    """A query with the best score of a match that counts for the right party, and for any party.

    For a query that expects nobody, ``right`` is 0.
    """

    asked: LabelledQuery
    right: float
    any: float
    matches: tuple[Match, ...] = ()

    @property
    def found(self) -> bool:
        return self.right > 0

    @property
    def raised(self) -> bool:
        """Did any party match?"""
        return self.any > 0


def answer(searched: Searchable, asked: Sequence[LabelledQuery], *, profile: str = "standard") -> tuple[Answered, ...]:
    """Search for each query."""
    answers = searched.ask([each.query for each in asked], profile)
    return tuple(_answered(each, found) for each, found in zip(asked, answers, strict=True))


def _answered(asked: LabelledQuery, found: Screening) -> Answered:
    matches = tuple(match for match in found.matches if match.grade.counts)
    right = max((float(match.score) for match in matches if match.party_id in asked.expected), default=0.0)
    return Answered(asked, right, max((float(match.score) for match in matches), default=0.0), matches)


def recall(answered: Iterable[Answered]) -> float | None:
    """Share of the queries that found their party."""
    hits = [each.found for each in answered]
    return sum(hits) / len(hits) if hits else None


def recall_at_false(known: Sequence[Answered], clean: Sequence[Answered], per_10k: int) -> float | None:
    """Recall at the lowest cut at which no more than so many in 10,000 clean names match anybody."""
    if not known or not clean:
        return None
    scores = sorted((each.any for each in clean), reverse=True)
    allowed = per_10k * len(clean) // 10_000
    above = scores[allowed] if allowed < len(scores) else 0.0
    return sum(each.right > above for each in known) / len(known)


def known_queries(
    parties: Sequence[ListedParty], twins: Twins, rng: Random, count: int, *, altered_share: float
) -> tuple[LabelledQuery, ...]:
    """Listed names with the facts of their party, a share of them really altered."""
    usable = [party for party in parties if party.kind in _ASKED and latin_names(party)]
    made: dict[str, LabelledQuery] = {}
    for _ in range(count * 30):
        if len(made) >= count or not usable:
            break
        party = rng.choice(usable)
        text = rng.choice(latin_names(party))
        change = altered(text, party.kind, rng) if len(made) < count * altered_share else ("", text)
        if len(words(text)) < 2 or change is None or sorted_text(change[1]) in made:
            continue
        if change[0] and change[0] != "reorder" and twins.bears(sorted_text(change[1])):
            continue
        expected = twins.group(party.party_id) | twins.bearers[sorted_text(text)]
        query = replace(described(party, change[1]), identifiers=())
        asked = LabelledQuery(query, expected, "known", "", change[0], twins.half(party.party_id))
        made[sorted_text(change[1])] = asked
    return tuple(made.values())


def without_facts(asked: Iterable[LabelledQuery]) -> tuple[LabelledQuery, ...]:
    """The same queries by name alone."""
    return tuple(replace(each, query=Query(each.query.ref, each.query.names, each.query.kind)) for each in asked)


def held_out_queries(
    parties: Sequence[ListedParty], twins: Twins, rng: Random, count: int
) -> tuple[tuple[LabelledQuery, ...], tuple[ListedParty, ...]]:
    """Names taken from parties, and the parties without them: the name goes from every twin that bears it."""
    usable = [party for party in parties if party.kind in _ASKED and len(latin_names(party)) > 1]
    asked = []
    taken: dict[str, set[str]] = defaultdict(set)
    for party in rng.sample(usable, min(count, len(usable))):
        names = latin_names(party)
        text = rng.choice(names[1:])
        group = twins.group(party.party_id)
        if any(taken[each] for each in group):
            continue
        for each in group | twins.bearers[sorted_text(text)]:
            taken[each].add(sorted_text(text))
        rest = [each for each in names if sorted_text(each) != sorted_text(text)]
        if rest:
            query = Query(party.party_id, (text,), party.kind)
            half = twins.half(party.party_id)
            asked.append(LabelledQuery(query, group, "held_out", tier_of(text, rest)[0], "", half))
    return tuple(asked), tuple(left for party in parties if (left := _without(party, taken[party.party_id])).names)


def _without(party: ListedParty, taken: set[str]) -> ListedParty:
    if not taken:
        return party
    names: tuple[Name, ...] = tuple(name for name in party.names if sorted_text(name.text) not in taken)
    return replace(party, names=names)


def candidate_recall(
    searched: Searchable, asked: Sequence[LabelledQuery], *, profile: str = "standard"
) -> float | None:
    """Share of queries whose party is among the candidates that are scored."""
    hits = sum(bool(each.expected & set(candidate_ids(searched, each.query, profile=profile))) for each in asked)
    return hits / len(asked) if asked else None


def candidate_ids(searched: Searchable, query: Query, *, profile: str = "standard") -> list[str]:
    """The parties that are scored for a query, in the order of their ids."""
    index, chosen = searched.index, profile_named(profile)
    rows = {row for name in subject_of(query).names for row in candidates(name, query.kind, index, chosen)}
    return sorted({index.party_id(index.party_row(row)) for row in rows})
