"""Screening: the listed parties that each party of a batch might be, ranked and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from endgate.lists.model import ListedParty
from endgate.names.aliases import BestNames, best_names
from endgate.names.candidates import BAG, BORN, candidates, guarantee
from endgate.names.caps import NAME_WITHIN
from endgate.names.compare import Comparator
from endgate.names.errors import NAME_TOO_LONG, UNREADABLE_NAME
from endgate.names.facts import Facts, birth_days, facts_of_listed, relate, stated_faults
from endgate.names.facts.effects import limits
from endgate.names.grade import Verdict, held_by_address, held_by_name, spelling_asked
from endgate.names.index import NameIndex, identifier_key
from endgate.names.letters import shares
from endgate.names.model import Coverage, FactRelation, Grade, Match, Query, Screening
from endgate.names.normalise import MAX_LENGTH, MOST_WORDS, words
from endgate.names.profiles import Profile, profile_named
from endgate.names.rarity import CountedRarity
from endgate.names.score import PairScorer
from endgate.names.subject import NamedText, Subject, subject_of
from endgate.shipment.model import Party
from endgate.terms.faults import Fault
from endgate.terms.kinds import PartyKind

PartyLoader = Callable[[str], ListedParty | None]


def screen(
    parties: Sequence[Party | Query],
    index: NameIndex,
    *,
    party_of: PartyLoader,
    profile: str = "standard",
    limit: int = 20,
) -> tuple[Screening, ...]:
    """Answer for each party, in order; a batch of one is a single call. ``party_of`` loads a listed party by id."""
    screener = _Screener(index, profile_named(profile), party_of, limit)
    return tuple(screener.screen(party) for party in parties)


@lru_cache(maxsize=2)
def _scorer_of(index: NameIndex) -> PairScorer:
    """The scorer with the counts of an index. It may be forgotten with what it remembers of words."""
    return PairScorer(CountedRarity(index.count_of, index.parties), asked=True)


@dataclass(frozen=True)
class _Hit:
    """A listed party found for a query, before and after its facts are known."""

    subject: Subject
    best: BestNames | None
    facts: tuple[FactRelation, ...]
    verdict: Verdict
    found_by: tuple[str, ...]


class _Screener:
    def __init__(self, index: NameIndex, profile: Profile, party_of: PartyLoader, limit: int) -> None:
        self._index = index
        self._profile = profile
        self._party_of = party_of
        self._limit = limit
        self._comparator = Comparator(_scorer_of(index), profile, index.parties)

    def screen(self, party: Party | Query) -> Screening:
        subject = subject_of(party)
        given = party.names if isinstance(party, Query) else (party.name, *party.aliases)
        unreadable, faults = _unreadable(subject.ref, given)
        found = self._by_names(subject)
        born = self._born_together(subject)
        for row, names in born.items():
            found[row] = {**names, **found.get(row, {})}
        numbered = self._by_identifiers(subject)
        rows = {**found, **{row: found.get(row, {}) for row in sorted(numbered)}}
        tried = (
            self._hit(subject, row, names, by_identifier=row in numbered, born=row in born)
            for row, names in rows.items()
        )
        hits = [hit for hit in (*tried, *self._by_address(subject)) if hit is not None]
        hits.sort(key=_rank)
        readable = sum(bool(words(name.text)) for name in subject.names)
        coverage = Coverage(guarantee(self._profile), readable, self._index.parties, unreadable)
        return Screening(
            subject.ref,
            given[0] if given else "",
            tuple(self._match(subject, hit) for hit in hits[: self._limit]),
            coverage,
            candidates=len(rows),
            suppressed=max(0, len(hits) - self._limit),
            faults=(*faults, *stated_faults(subject.ref, subject.facts)),
        )

    def _by_names(self, subject: Subject) -> dict[int, dict[int, str]]:
        """Rows of names, each with its generator, by the row of their party."""
        found: dict[int, dict[int, str]] = {}
        for name in subject.names:
            for row, label in candidates(name, subject.kind, self._index, self._profile).items():
                found.setdefault(self._index.party_row(row), {}).setdefault(row, label)
        return found

    def _born_together(self, subject: Subject) -> dict[int, dict[int, str]]:
        """Rows of names spelt like the subject's, by the row of their party, of parties born on its day."""
        found: dict[int, dict[int, str]] = {}
        rows = self._index.rows_of_parties(self._index.born_on(birth_days(subject.facts)))
        rows = rows[self._index.comparable(rows, subject.kind)]
        if len(rows):
            asked = float(limits()["born_letters"]) - _ROUNDING
            for row, share in zip(rows.tolist(), self._shares(subject, rows.tolist()), strict=True):
                if share >= asked:
                    found.setdefault(self._index.party_row(row), {})[row] = BORN
        return found

    def _by_identifiers(self, subject: Subject) -> frozenset[int]:
        keys = [identifier_key(each.kind, each.value) for each in subject.facts.identifiers]
        return frozenset(self._index.lookup("id", [key for key in keys if key is not None]).tolist())

    @cached_property
    def _places(self) -> tuple[Subject, ...]:
        """Addresses that are listed by themselves; there are few."""
        records = (self._party_of(self._index.party_id(row)) for row in self._index.rows_of_kind(PartyKind.PLACE))
        return tuple(_place(record) for record in records if record is not None and record.addresses)

    def _by_address(self, subject: Subject) -> Iterable[_Hit | None]:
        if not subject.facts.addresses:
            return
        for place in self._places:
            facts = relate(subject.facts, place.facts, self._common)
            verdict = held_by_address(self._comparator.judge(None, facts), facts)
            yield _Hit(place, None, facts, verdict, ("address",)) if verdict.grade is not Grade.NONE else None

    def _common(self, address: str) -> bool:
        return self._index.parties_at(address) > int(limits()["common_address"])

    def _hit(
        self, subject: Subject, party: int, rows: dict[int, str], *, by_identifier: bool, born: bool
    ) -> _Hit | None:
        names = tuple(self._index.name(row) for row in sorted(rows))
        ref, kind = self._index.party_id(party), self._index.party_kind(party)
        listed = Subject(ref, names, kind, Facts())
        read = by_identifier or born or self._spelt_alike(subject, rows)
        best = None if read else self._best(subject, listed, self._profile.possible)
        if not (read or self._looked_at(subject, best)):
            return None
        record = self._party_of(ref)
        if record is not None:
            listed = replace(listed, facts=facts_of_listed(record))
            if not names:  # found by a number: every name of the record may be the one that agrees
                listed = replace(listed, names=subject_of(record).names)
        facts = relate(subject.facts, listed.facts, self._common)
        asked = spelling_asked(facts)
        if read or asked:
            least = 0.0 if by_identifier or asked else self._profile.possible
            best = self._best(subject, listed, least, asked)
            if least and not self._looked_at(subject, best):
                return None
        verdict = self._comparator.judge(best, facts)
        if best is not None and best.kind in (PartyKind.VESSEL, PartyKind.AIRCRAFT):
            verdict = held_by_name(verdict, facts, self._profile)
        by = tuple(sorted({*rows.values(), *(("identifier",) if by_identifier else ())}))
        return _Hit(listed, best, facts, verdict, by) if verdict.grade is not Grade.NONE else None

    def _looked_at(self, subject: Subject, best: BestNames | None) -> bool:
        """Could the names, or the names with the birth, earn anything?"""
        if best is None:
            return False
        born_within = NAME_WITHIN in best.score.flags and subject.facts.birth and subject.facts.countries
        return bool(born_within) or self._comparator.name_passes(best)

    def _best(self, subject: Subject, listed: Subject, least: float = 0.0, spelt: float = 0.0) -> BestNames | None:
        return best_names(self._comparator.scorer, subject, listed, least=least, spelt=spelt) if listed.names else None

    def _spelt_alike(self, subject: Subject, rows: dict[int, str]) -> bool:
        """Are the names near enough by their letters that they would do if the births agree?"""
        near = [row for row, label in rows.items() if label == BAG]
        if not near or not subject.facts.birth or not subject.facts.countries:
            return False
        return max(self._shares(subject, near)) >= float(limits()["born_letters_year"]) - _ROUNDING

    def _shares(self, subject: Subject, rows: Sequence[int]) -> list[float]:
        """The share of letters that each row's name has in common with the subject's."""
        return shares([name.text for name in subject.names], self._index.plains(rows))

    def _match(self, subject: Subject, hit: _Hit) -> Match:
        comparison = self._comparator.explain(subject, hit.subject, hit.best, hit.facts, hit.verdict)
        values = {name: getattr(comparison, name) for name in comparison.__dataclass_fields__}
        return Match(**values, candidate_by=hit.found_by)


_ROUNDING = 1e-6
"""Shares of many pairs at once come in single precision."""


def _place(record: ListedParty) -> Subject:
    name = NamedText(record.primary_name, record.names[0].kind.value)
    return Subject(record.party_id, (name,), record.kind, facts_of_listed(record))


def _rank(hit: _Hit) -> tuple[int, float, str]:
    return list(Grade).index(hit.verdict.grade), -round(hit.verdict.score, 4), hit.subject.ref


def _unreadable(ref: str, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Names that could not be compared, each with its coded fault."""
    bad: list[str] = []
    faults: list[Fault] = []
    for name in names:
        if len(name) > MAX_LENGTH:
            faults.append(NAME_TOO_LONG.at(f"party {ref}", f"a name of {len(name)} characters"))
            bad.append(name[:60])
        elif len(words(name)) == MOST_WORDS:
            faults.append(NAME_TOO_LONG.at(f"party {ref}", f"only the first {MOST_WORDS} words of it are compared"))
            bad.append(name[:60])
        elif not words(name):
            faults.append(UNREADABLE_NAME.at(f"party {ref}", f"{name!r} holds no letters or digits"))
            bad.append(name)
    return tuple(bad), tuple(faults)
