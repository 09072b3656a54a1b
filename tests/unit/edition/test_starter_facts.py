"""What the pack says of parties that matter for non-proliferation: a day, a reference or number, and no prose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest

from endgate.edition.collect import gather
from endgate.edition.contents import by_source
from endgate.edition.starter import StarterPack
from endgate.lists.model import Designation, ListedParty
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind

PROGRAMMES = {
    *("NPWMD", "IRAN", "IRAN-CON-ARMS-EO", "IRGC", "DPRK", "DPRK2", "DPRK3", "DPRK4"),
    *("E.O. 13382", "E.O. 12938", "MISSILE", "CBW", "INKSNA", "EL", "MEU"),
}


@pytest.fixture(scope="module")
def parties() -> dict[str, ListedParty]:
    """Every party of the pack as a build joins it: whole lists with the curated layer on top."""
    pack = StarterPack()
    curated = list(pack.curated())
    found: dict[str, ListedParty] = {}
    for source, contents in by_source(pack.contents()).items():
        found |= gather(source, contents, [each for each in curated if each.source == source]).parties
    return found


def concerned(parties: dict[str, ListedParty]) -> Iterator[tuple[ListedParty, Designation]]:
    """Parties with a listing of non-proliferation of which the day is stated, and the first such listing."""
    for party in parties.values():
        dated = [each for each in party.designations if each.programme in PROGRAMMES and each.listed_on is not None]
        if dated:
            yield party, dated[0]


def test_dated_parties_bear_a_reference(parties: dict[str, ListedParty]) -> None:
    found = [(party, each) for party, each in concerned(parties) if each.reference or each.citations]
    assert len(found) >= 2000
    for source, least in {"un": 276, "us-ofac-sdn": 300, "us-bis-el": 1300, "us-state-isn": 90}.items():
        assert sum(party.source == source for party, _ in found) >= least, source


def test_dated_parties_with_numbers(parties: dict[str, ListedParty]) -> None:
    found = [party for party, _ in concerned(parties) if party.identifiers]
    assert len(found) >= 300
    assert all(any(char.isdigit() for char in each.value) for party in found for each in party.identifiers)


@pytest.mark.parametrize(
    ("party_id", "programme", "day"),
    [
        ("un:IRe.067", "IRAN", "2006-12-23"),
        ("us-ofac-sdn:9349", "NPWMD", "2005-06-29"),
        ("us-state-isn:shahid-hemmat-industrial-group", "E.O. 13382", "2005-06-28"),
        ("us-ofac-sdn:9350", "NPWMD", "2005-06-29"),
        ("un:IRe.066", "IRAN", "2006-12-23"),
        ("un:IRe.050", "IRAN", "2007-03-24"),
        ("us-ofac-sdn:10887", "NPWMD", "2008-07-08"),
        ("un:KPe.001", "DPRK", "2009-04-24"),
        ("us-ofac-sdn:9345", "NPWMD", "2005-06-29"),
        ("us-ofac-sdn:26719", "FTO", "2019-04-15"),
        ("us-ofac-sdn:10153", "NPWMD", "2007-03-30"),
        ("us-ofac-sdn:9348", "NPWMD", "2005-06-29"),
        ("us-ofac-sdn:10392", "NPWMD", "2007-10-25"),
        ("us-ofac-sdn:13152", "NPWMD", "2012-07-12"),
        ("un:IRe.036", "IRAN", "2010-06-09"),
        ("un:KPe.002", "DPRK", "2009-04-24"),
        ("un:KPe.008", "DPRK", "2009-07-16"),
        ("us-ofac-sdn:9527", "NPWMD", "2005-10-25"),
        ("un:KPe.016", "DPRK", "2013-01-22"),
    ],
)
def test_days(parties: dict[str, ListedParty], party_id: str, programme: str, day: str) -> None:
    found = [each.listed_on for each in parties[party_id].designations if each.programme == programme]
    assert PartialDate.parse(day) in found


def test_where_makers_of_vehicles_stand(parties: dict[str, ListedParty]) -> None:
    bahman, khodro = parties["us-ofac-sdn:25068"], parties["us-ofac-sdn:30850"]
    assert [each.target_party_id for each in bahman.relations] == ["us-ofac-sdn:10391"]
    assert {(each.kind, each.value) for each in khodro.identifiers} >= {
        (IdentifierKind.NATIONAL_ID, "10100372558"),
        (IdentifierKind.REGISTRATION_NO, "8747"),
    }
    assert all(each.addresses for each in (bahman, khodro))


def test_grades_of_aliases(parties: dict[str, ListedParty]) -> None:
    grades = {each.text: each.quality.value for each in parties["us-ofac-sdn:9349"].names[1:]}
    assert (grades["SHIG"], grades["SAPICO"]) == ("weak", "weak")
    assert grades["ARDALAN MACHINERIES COMPANY"] == "strong"


def test_relations_lead_to_parties_of_the_pack(parties: dict[str, ListedParty]) -> None:
    relations = list(chain.from_iterable(party.relations for party in parties.values()))
    leading = [each for each in relations if each.target_party_id.startswith("us-ofac")]
    assert len(leading) > 5000
    assert {each.target_party_id for each in leading} <= parties.keys()
    assert all(parties[each.target_party_id].primary_name == each.target_name for each in leading)


def test_state_history_lies_on_the_party_of_today(parties: dict[str, ListedParty]) -> None:
    party = parties["us-state-isn:shahid-hemmat-industrial-group"]
    assert len(party.designations) == 6
    assert len({each.designation_id for each in party.designations}) == 6
    assert sum(each.delisted_on is None for each in party.designations) == 1


def test_military_intelligence_end_users_named_in_the_regulation(parties: dict[str, ListedParty]) -> None:
    found = [party for party in parties.values() if party.source == "us-bis-mieu"]
    days = [str(each.listed_on) for party in found for each in party.designations]
    assert (len(found), days.count("2021-03-16")) == (13, 9)
    assert all(each.citations and each.legal_basis for party in found for each in party.designations)
