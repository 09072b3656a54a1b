"""Identity on the lists that come with the program: the traps that a naive merge falls into."""

from __future__ import annotations

import pytest

from endgate.edition.clusters import Identities, identities
from endgate.edition.collect import gather
from endgate.edition.contents import by_source
from endgate.edition.starter import StarterPack
from endgate.edition.traits import Traits, traits_of

SOURCES = ("un", "us-ofac-sdn", "us-state-isn", "us-bis-el")


@pytest.fixture(scope="module")
def found() -> Identities:
    pack = StarterPack()
    curated = list(pack.curated())
    traits: list[Traits] = []
    for source, contents in by_source(pack.contents()).items():
        if source in SOURCES:
            own = [each for each in curated if each.source == source]
            gathered = gather(source, contents, own, pack.not_before(source))
            traits += [traits_of(each, gathered.seen(each)) for each in gathered.parties.values()]
    return identities(traits)


def cluster(found: Identities, party_id: str) -> set[str]:
    return next((set(each.members) for each in found.clusters if party_id in each.members), {party_id})


OFAC = "us-ofac-sdn:"


@pytest.mark.parametrize(
    ("united_nations", "ofac"),
    [
        ("IRe.067", "9349"),
        ("KPe.001", "9345"),
        ("IRe.063", "9763"),
        ("IRe.017", "10388"),
        ("IRe.050", "10887"),
        ("KPe.018", "12215"),
        ("KPe.021", "19492"),
        ("IRe.011", "10153"),
    ],
)
def test_one_party(found: Identities, united_nations: str, ofac: str) -> None:
    assert OFAC + ofac in cluster(found, f"un:{united_nations}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OFAC + "9349", "un:IRe.061"),  # SAPICO is an alias of its parent in one list, an entry in the other
        (OFAC + "9345", "un:KPe.014"),  # so is Korea Kumryong
        ("un:IRe.017", "un:IRe.027"),  # both bear the alias Instrumentation Factories Plant
        ("un:IRe.063", "un:IRe.073"),  # SIG is Sanam and Special Industries
        ("un:IRe.051", "un:IRe.077"),  # Pars Aviation and Yas Air, both aliases of Pouya Air
        ("un:KPe.018", "un:KPe.021"),  # they cite each other
        (OFAC + "9349", OFAC + "55203"),
        (OFAC + "9349", OFAC + "26849"),
        (OFAC + "55203", OFAC + "26849"),
        ("un:IRe.067", OFAC + "55203"),
    ],
)
def test_two_parties(found: Identities, one: str, other: str) -> None:
    assert other not in cluster(found, one)


def test_the_corps_and_its_forces_are_four_parties(found: Identities) -> None:
    forces = [OFAC + each for each in ("10391", "10465", "26719", "12055")]
    assert len({frozenset(cluster(found, each)) for each in forces}) == 4


def test_a_party_that_came_back_under_another_number_keeps_its_history(found: Identities) -> None:
    members = cluster(found, OFAC + "25627")
    assert {"un:IRe.006", OFAC + "past.atomic-energy-organization-of-iran"} <= members


def test_a_cluster_is_no_chain_of_accidents(found: Identities) -> None:
    assert max(len(each.members) for each in found.clusters) <= 8
