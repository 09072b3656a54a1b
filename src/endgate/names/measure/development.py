"""The development set: every set of pairs and queries that matching is tuned on and measured by, from one seed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from random import Random

from endgate.lists.model import ListedParty
from endgate.names.measure.attested import Attested
from endgate.names.measure.clean import invented, put_together, registered
from endgate.names.measure.corpus import Corpus
from endgate.names.measure.entities import EntityMaker, cross_list_entities
from endgate.names.measure.held_out import HEADLINE_TIERS, cross_list_pairs, held_out_pairs, native_pairs
from endgate.names.measure.model import SEED, LabelledPair, LabelledQuery
from endgate.names.measure.natural import natural_negatives
from endgate.names.measure.near_misses import near_misses
from endgate.names.measure.twins import Twins
from endgate.names.measure.variants import invented_companies, variants
from endgate.terms.kinds import PartyKind

_ALTERED = {PartyKind.PERSON: 1600, PartyKind.ORGANISATION: 1400, PartyKind.VESSEL: 400}
_INVENTED_COMPANIES = 800
_ENTITIES = 900
_PER_LOCALE = (180, 160)
_PUT_TOGETHER = 3000


@dataclass(frozen=True)
class Development:
    """Sets of pairs and queries; each is made when it is first asked for and is the same in every run of one seed."""

    corpus: Corpus
    seed: int = SEED

    @cached_property
    def twins(self) -> Twins:
        """Everybody on every list, so that clean names are clean and halves split no party."""
        lists = (self.corpus.searched, self.corpus.dated, self.corpus.native, self.corpus.other_lists)
        everybody = [party for each in (*lists, self.corpus.screening_list) for party in each]
        return Twins({party.party_id: party for party in everybody}.values())

    @cached_property
    def attested(self) -> Attested:
        lists = (self.corpus.searched, self.corpus.screening_list, self.corpus.other_lists, self.corpus.further)
        return Attested({party.party_id: party for each in lists for party in each}.values())

    @cached_property
    def held_out(self) -> tuple[LabelledPair, ...]:
        """Set 1: a name of a listed party beside the others."""
        parties = (*self.corpus.searched, *self._screened(PartyKind.PERSON, PartyKind.ORGANISATION))
        return _distinct(held_out_pairs(parties, self.twins, self._rng(1)))

    @cached_property
    def cross_list(self) -> tuple[LabelledPair, ...]:
        """Set 2: names that other lists give to parties of the UN list, and references that mean somebody else."""
        united = {party.party_id: party for party in self.corpus.united_nations}
        return _distinct(cross_list_pairs(self.corpus.truth, united, self.twins))

    @cached_property
    def native(self) -> tuple[LabelledPair, ...]:
        """Set 3: original script beside Latin letters."""
        return _distinct(native_pairs(self.corpus.native, self.twins))

    @cached_property
    def natural(self) -> tuple[LabelledPair, ...]:
        """Set 4: listed parties that are alike by name and are not one."""
        dated = natural_negatives(self.corpus.dated, self.twins, dated=True)
        rest = self._screened(PartyKind.ORGANISATION, PartyKind.VESSEL)
        return _distinct([*dated, *natural_negatives(rest, self.twins, dated=False)])

    @cached_property
    def variants(self) -> tuple[LabelledPair, ...]:
        """Set 5: altered names."""
        return _distinct(variants(self._all, self.twins, self._rng(5), _ALTERED))

    @cached_property
    def near_misses(self) -> tuple[LabelledPair, ...]:
        """Set 6: other parties' names made of real ones."""
        return _distinct(near_misses(self._all, self.attested, self.twins, self._rng(6), _ALTERED))

    @cached_property
    def invented(self) -> tuple[LabelledPair, ...]:
        """Companies that no list knows, the same and others."""
        return _distinct(invented_companies(self.attested, self._rng(9), _INVENTED_COMPANIES))

    @cached_property
    def clean(self) -> tuple[LabelledQuery, ...]:
        """Set 7: names that nobody lists; without Faker only registered companies and names put together."""
        made = [*registered(self.corpus.clean_companies, self.twins, self.seed)]
        made += put_together(self.attested, self.twins, self.seed, _PUT_TOGETHER)
        with suppress(ImportError):
            made += invented(self.twins, self.seed, people=_PER_LOCALE[0], companies=_PER_LOCALE[1])
        return tuple(made)

    @cached_property
    def entities(self) -> tuple[LabelledPair, ...]:
        """Pairs with facts."""
        united = {party.party_id: party for party in self.corpus.united_nations}
        others = {party.party_id: party for party in self.corpus.other_lists}
        maker = EntityMaker(self.twins, self.attested, self._rng(10))
        tied = cross_list_entities(self.corpus.truth, united, others, self.twins)
        return _distinct([*tied, *maker.all(self.corpus.dated, _ENTITIES)])

    @cached_property
    def united(self) -> tuple[ListedParty, ...]:
        """The searched parties of the UN list; all searched ones where there is none."""
        found = tuple(party for party in self.corpus.searched if party.source == "un")
        return found or self.corpus.searched

    @property
    def pair_sets(self) -> dict[str, tuple[LabelledPair, ...]]:
        """All sets of pairs without facts, by name."""
        return {
            "held_out": self.held_out,
            "cross_list": self.cross_list,
            "native": self.native,
            "natural": self.natural,
            "variants": self.variants,
            "near_misses": self.near_misses,
            "invented": self.invented,
        }

    @cached_property
    def headline(self) -> tuple[LabelledPair, ...]:
        """Tiers T0 to T4 and altered names in equal number, against as many natural and made negatives."""
        rng = self._rng(11)
        known = [each for each in self.held_out if each.tier in HEADLINE_TIERS]
        known = rng.sample(known, min(len(known), len(self.variants)))
        negatives = [*self.natural, *(each for each in self.near_misses if each.variant != "near_vowel")]
        return balanced((*known, *self.variants, *negatives), rng)

    @cached_property
    def _all(self) -> tuple[ListedParty, ...]:
        return (*self.corpus.searched, *self.corpus.screening_list)

    def _screened(self, *kinds: PartyKind) -> tuple[ListedParty, ...]:
        """Parties of the US list of 2026 that are treasury's, of these kinds: one publisher, one id for each party."""
        return tuple(each for each in self.corpus.screening_list if each.source == "csl-sdn" and each.kind in kinds)

    def _rng(self, number: int) -> Random:
        return Random(self.seed * 100 + number)


def _distinct(pairs: Iterable[LabelledPair]) -> tuple[LabelledPair, ...]:
    kept = {(pair.left.names, pair.right.names, pair.left.kind, pair.same, pair.set): pair for pair in pairs}
    return tuple(kept.values())


def balanced(pairs: Sequence[LabelledPair], rng: Random) -> tuple[LabelledPair, ...]:
    """As many pairs of one sort as of the other, drawn from the larger."""
    same = [pair for pair in pairs if pair.same]
    other = [pair for pair in pairs if not pair.same]
    count = min(len(same), len(other))
    return (*rng.sample(same, count), *rng.sample(other, count))
