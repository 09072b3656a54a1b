"""Clusters grow from accepted links, stop at contradictions, and follow people's decisions."""

from __future__ import annotations

from datetime import date

from endgate.edition.clusters import Identities, identities
from endgate.edition.links import IdentityDecision, LinkState
from endgate.edition.traits import Traits, traits_of
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.kinds import PartyKind


def record(party_id: str, name: str) -> Traits:
    source, key = party_id.split(":")
    listed = Designation(f"{party_id}/IRAN", source, source.upper(), "list", "IRAN", reference=key)
    return traits_of(ListedParty(party_id, source, PartyKind.ORGANISATION, (Name(name),), designations=(listed,)))


PARTIES = [record(each, "Sanam Works") for each in ("un:A", "uk:1", "us:2")] + [record("eu:9", "Another House")]


def decide(left: str, right: str, *, same: bool) -> IdentityDecision:
    return IdentityDecision(left, right, same, "officer", "checked the file", date(2026, 11, 25))


def members(found: Identities) -> list[tuple[str, ...]]:
    return [each.members for each in found.clusters]


def test_one_cluster() -> None:
    assert members(identities(PARTIES)) == [("uk:1", "un:A", "us:2")]


def test_a_person_joins_what_no_rule_joins() -> None:
    found = identities(PARTIES, [decide("un:A", "eu:9", same=True)])
    assert members(found) == [("eu:9", "uk:1", "un:A", "us:2")]
    assert found.links[0].state is LinkState.ACCEPTED_PERSON
    assert (found.links[0].by, found.links[0].reason) == ("officer", "checked the file")


def test_different_splits_also_by_way_of_a_third() -> None:
    found = identities(PARTIES, [decide("un:A", "uk:1", same=False)])
    assert all(not {"un:A", "uk:1"} <= set(each) for each in members(found))
    assert any("a person has decided" in c.text for each in found.links for c in each.contradictions)


def test_the_last_decision_counts() -> None:
    decisions = [decide("un:A", "uk:1", same=False), decide("uk:1", "un:A", same=True)]
    assert members(identities(PARTIES, decisions)) == [("uk:1", "un:A", "us:2")]


def test_decisions_on_absent_parties_wait() -> None:
    decisions = [decide("un:A", "nobody:1", same=True)]
    assert identities(PARTIES, decisions) == identities(PARTIES)
