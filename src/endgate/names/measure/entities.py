"""Pairs of parties with facts: the same party as two publishers describe it, and namesakes whom only facts part."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from random import Random

from endgate.lists.model import ListedParty
from endgate.names.facts import EXCLUSIVE, STRONG
from endgate.names.measure.altered import altered
from endgate.names.measure.attested import Attested
from endgate.names.measure.held_out import latin_names
from endgate.names.measure.model import Half, LabelledPair
from endgate.names.measure.natural import alike, births_apart, namesakes
from endgate.names.measure.near_misses import MAKERS, single
from endgate.names.measure.twins import Twins
from endgate.names.model import Query, QueryIdentifier
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

_LISTS = {"au-dfat-2026": "au-dfat", "uk-ofsi-2018": "uk-ofsi"}
_ALTERED = 0.3
_MOVED = 0.08
_ELSEWHERE = ("DE", "TR", "AE", "CN", "GB", "MY", "BR", "KE")


@dataclass(frozen=True)
class EntityMaker:
    """Makes pairs with facts from listed parties."""

    twins: Twins
    attested: Attested
    rng: Random

    def all(self, dated: Sequence[ListedParty], counts: int) -> Iterator[LabelledPair]:
        """Positives and negatives of one publisher's list with dates of birth, about ``counts`` of each sort made."""
        yield from self._aliases(dated, counts)
        yield from self._namesakes(dated)
        yield from self._alike(dated)
        yield from self._near(dated, counts // 2)
        yield from self._others_of_the_name(dated, counts // 2)

    def _pair(self, left: Query, right: Query, *, same: bool, set: str, variant: str = "", of: str) -> LabelledPair:
        half: Half = self.twins.half(of)
        return LabelledPair(replace(left, ref="left"), replace(right, ref="right"), same, set, "facts", variant, half)

    def _aliases(self, parties: Sequence[ListedParty], count: int) -> Iterator[LabelledPair]:
        """Two names of one party, or one name altered, each with what a document would state of the party."""
        usable = [each for each in parties if each.kind is not PartyKind.AIRCRAFT and latin_names(each)]
        for party in self.rng.sample(usable, min(count, len(usable))):
            names = latin_names(party)
            left = self.rng.choice(names)
            if self.rng.random() < _ALTERED or len(names) == 1:
                change = altered(left, party.kind, self.rng)
                left = change[1] if change else left
            right = described(party, names[0])
            yield self._pair(
                self._stated(described(party, left)), right, same=True, set="entity_alias", of=party.party_id
            )

    def _namesakes(self, parties: Sequence[ListedParty]) -> Iterator[LabelledPair]:
        for one, other in namesakes(parties):
            sides = described(one, one.primary_name), described(other, other.primary_name)
            yield self._pair(*sides, same=False, set="entity_namesake", of=one.party_id)

    def _alike(self, parties: Sequence[ListedParty]) -> Iterator[LabelledPair]:
        for kind, at_least in ((PartyKind.PERSON, 85), (PartyKind.ORGANISATION, 88), (PartyKind.VESSEL, 85)):
            for one, other in alike(parties, kind, at_least):
                if self.twins.one(one.party_id, other.party_id) or (
                    kind is PartyKind.PERSON and not births_apart(one, other)
                ):
                    continue
                sides = described(one, one.primary_name), described(other, other.primary_name)
                yield self._pair(*sides, same=False, set="entity_alike", of=one.party_id)

    def _near(self, parties: Sequence[ListedParty], count: int) -> Iterator[LabelledPair]:
        """A near-miss name of the same country, with a birth of its own or none."""
        usable = [each for each in parties if each.kind in MAKERS and single(each.primary_name)]
        for number, party in enumerate(self.rng.sample(usable, min(count * 3, len(usable)))):
            makers = MAKERS[party.kind]
            made = makers[number % len(makers)](party.primary_name, self.attested.around(party), self.rng)
            if made is None:
                continue
            right = described(party, party.primary_name)
            left = replace(right, names=(made[1],), identifiers=(), birth=self._another_birth(party))
            yield self._pair(left, right, same=False, set="entity_near", variant=made[0], of=party.party_id)

    def _others_of_the_name(self, parties: Sequence[ListedParty], count: int) -> Iterator[LabelledPair]:
        """Somebody else of the very name: another birth and country, or another number of an exclusive sort."""
        people = [each for each in parties if each.kind is PartyKind.PERSON and each.birth]
        numbered = [each for each in parties if _exclusive(each)]
        for party in self.rng.sample(people, min(count // 2, len(people))):
            right = described(party, party.primary_name)
            away = ("stated", CountryCode(self.rng.choice(_ELSEWHERE)))
            left = replace(right, identifiers=(), birth=self._another_birth(party, always=True), countries=(away,))
            yield self._pair(left, right, same=False, set="entity_other_birth", of=party.party_id)
        for party in self.rng.sample(numbered, min(count // 3, len(numbered))):
            number = _exclusive(party)[0]
            others = [each for each in numbered if each.kind is party.kind and _of_kind(each, number) and each != party]
            if not others:
                continue
            right = replace(described(party, party.primary_name), identifiers=(number,))
            left = replace(right, identifiers=(_of_kind(self.rng.choice(others), number)[0],), countries=())
            yield self._pair(left, right, same=False, set="entity_other_number", of=party.party_id)

    def _stated(self, query: Query) -> Query:
        """What a document states of a party: less than its list, and not always the same."""
        birth = tuple(each for each in (self._varied(date) for date in query.birth[:1]) if each is not None)
        countries = query.countries[:1] if self.rng.random() < 0.6 else ()
        if countries and self.rng.random() < _MOVED:
            countries = (("stated", CountryCode(self.rng.choice(_ELSEWHERE))),)
        return replace(query, birth=birth, countries=countries, identifiers=self._some(query.identifiers))

    def _some(self, numbers: Sequence[QueryIdentifier]) -> tuple[QueryIdentifier, ...]:
        return tuple(numbers[:1]) if numbers and self.rng.random() < 0.4 else ()

    def _varied(self, date: PartialDate) -> PartialDate | None:
        drawn = self.rng.random()
        if drawn < 0.35:
            return None
        if drawn < 0.75:
            return date
        if drawn < 0.9:
            return PartialDate(date.year)
        if drawn < 0.94:
            return PartialDate(
                date.year + self.rng.choice((-1, 1)), date.month, min(date.day, 28) if date.day else None
            )
        if date.day and date.month and date.day <= 12:
            return PartialDate(date.year, date.day, date.month)
        return date

    def _another_birth(self, party: ListedParty, *, always: bool = False) -> tuple[PartialDate, ...]:
        if not party.birth or (not always and self.rng.random() < 0.4):
            return ()
        year = party.birth[0].earliest.year + self.rng.choice((-1, 1)) * self.rng.randint(4, 25)
        return (PartialDate(min(year, 2006), self.rng.randint(1, 12), self.rng.randint(1, 28)),)


def described(party: ListedParty, *names: str) -> Query:
    """A listed party under some of its names, with its dates of birth, countries and exclusive numbers."""
    births = tuple(each.earliest for each in party.birth if each.earliest == each.latest)
    countries = [(fact.role, fact.country) for fact in party.countries]
    countries += [("address", each.country) for each in party.addresses if each.country is not None]
    numbers = tuple(
        QueryIdentifier(each.kind, each.value, each.country) for each in party.identifiers if each.kind in STRONG
    )
    return Query(party.party_id, names, party.kind, births, tuple(dict.fromkeys(countries)), numbers)


def _exclusive(party: ListedParty) -> tuple[QueryIdentifier, ...]:
    """Numbers of which a party has one: two different ones are two parties."""
    return tuple(
        QueryIdentifier(each.kind, each.value, each.country)
        for each in party.identifiers
        if each.kind in EXCLUSIVE and each.check is not Truth.FALSE
    )


def _of_kind(party: ListedParty, number: QueryIdentifier) -> tuple[QueryIdentifier, ...]:
    return tuple(
        each
        for each in _exclusive(party)
        if each.kind is number.kind and each.country == number.country and each.value != number.value
    )


def cross_list_entities(
    truth: str, united: Mapping[str, ListedParty], others: Mapping[str, ListedParty], twins: Twins
) -> Iterator[LabelledPair]:
    """Entries of other lists beside the UN party they are tied to, each with the facts of its own list."""
    for row in csv.DictReader(StringIO(truth)):
        listed = united.get(f"un:{row['un_reference']}")
        theirs = others.get(f"{_LISTS[row['other_list']]}:{row['other_id']}")
        if listed is None or theirs is None:
            continue
        left, right = described(theirs, theirs.primary_name), described(listed, listed.primary_name)
        same = row["link"] == "stated"
        left, right = replace(left, ref="left"), replace(right, ref="right")
        yield LabelledPair(left, right, same, "entity_cross_list", "facts", row["link"], twins.half(listed.party_id))
