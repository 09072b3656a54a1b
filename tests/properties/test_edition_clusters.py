"""Laws of clusters: nothing is remembered, so that taking a decision or a snapshot away restores what was before."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from endgate.edition.clusters import identities
from endgate.edition.contradictions import contradictions_of
from endgate.edition.links import IdentityDecision, LinkState
from endgate.edition.traits import Traits, traits_of
from endgate.lists.model import CountryFact, Designation, ListedParty, Name, NameKind
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

NAMES = ("Sanam Works", "Hemmat Group", "Fajr Plant", "Sahand Parts")
IDS = [f"{source}:{key}" for source in ("un", "uk", "us") for key in "ABC"]


@st.composite
def records(draw: st.DrawFn) -> list[Traits]:
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=8, unique=True))
    return [traits_of(_party(each, draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3)))) for each in ids]


def _party(party_id: str, names: list[str]) -> ListedParty:
    source, key = party_id.split(":")
    spelt = tuple(Name(text, NameKind.ALIAS if n else NameKind.PRIMARY) for n, text in enumerate(dict.fromkeys(names)))
    listed = Designation(f"{party_id}/IRAN", source, source.upper(), "list", "IRAN", reference=key)
    countries = (CountryFact(CountryCode("IR"), "associated"),)
    return ListedParty(party_id, source, PartyKind.ORGANISATION, spelt, countries=countries, designations=(listed,))


pairs = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True).map(sorted)
decisions = st.lists(
    st.builds(lambda pair, same: IdentityDecision(*pair, same, "x", "y", date(2026, 1, 1)), pairs, st.booleans()),
    max_size=4,
)


@given(records(), decisions, decisions)
def test_taking_decisions_back_restores_the_clusters(
    parties: list[Traits], kept: list[IdentityDecision], taken_back: list[IdentityDecision]
) -> None:
    before = identities(parties, kept)
    identities(parties, kept + taken_back)
    assert identities(parties, kept) == before


@given(records(), records(), decisions)
def test_taking_a_snapshot_away_restores_the_clusters(
    parties: list[Traits], snapshot: list[Traits], kept: list[IdentityDecision]
) -> None:
    held = {each.party_id for each in parties}
    before = identities(parties, kept)
    more = [*parties, *(each for each in snapshot if each.party_id not in held)]
    identities(more, kept)
    assert identities([each for each in more if each.party_id in held], kept) == before


@given(records(), decisions, st.randoms())
def test_the_order_of_records_does_not_count(
    parties: list[Traits], kept: list[IdentityDecision], random: Random
) -> None:
    shuffled = list(parties)
    random.shuffle(shuffled)
    assert identities(shuffled, kept) == identities(parties, kept)


@given(records())
def test_no_cluster_holds_a_contradiction(parties: list[Traits]) -> None:
    known = {each.party_id: each for each in parties}
    for cluster in identities(parties).clusters:
        members = [known[each] for each in cluster.members]
        assert not [c for a in members for b in members if a is not b for c in contradictions_of(a, b)]


@given(records(), decisions)
def test_clusters_part_what_a_person_parted(parties: list[Traits], kept: list[IdentityDecision]) -> None:
    found = identities(parties, kept)
    rejected = {(each.left, each.right) for each in found.links if each.state is LinkState.REJECTED_PERSON}
    for cluster in found.clusters:
        together = {(a, b) for a in cluster.members for b in cluster.members}
        assert not rejected & together
