"""The Swiss list, history and all, on a small hand-written file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.lists.snapshots import parties
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = (Path(__file__).parents[2] / "fixtures" / "lists" / "ch" / "consolidated-list.xml").read_text(encoding="utf-8")


def put(folder: Path, text: str = MADE, partial: str = "members") -> AddResult:
    path = folder / "list.xml"
    path.write_text(text, encoding="utf-8")
    now = datetime(2026, 11, 25, tzinfo=UTC)
    return add(folder / "store", "ch-seco", [path], obtained_at=now, partial=partial)


def found(folder: Path, text: str = MADE) -> dict[str, ListedParty]:
    result = put(folder, text)
    assert result.report.balanced
    assert result.report.unknown == {}
    return {each.party_id: each for each in parties(folder / "store", result.snapshot)}


def test_names_and_their_spellings(tmp_path: Path) -> None:
    party = found(tmp_path)["ch-seco:100"]
    assert [(each.text, each.kind, each.quality, each.script) for each in party.names] == [
        ("Jane Specimen", NameKind.PRIMARY, NameQuality.STRONG, "Latn"),
        ("Jane Spetsimen", NameKind.VARIANT, NameQuality.STRONG, "Latn"),
        ("نموذج", NameKind.VARIANT, NameQuality.STRONG, "Arab"),
        ("JQS", NameKind.ALIAS, NameQuality.WEAK, "Latn"),
    ]
    assert (party.names[0].family, party.names[0].given) == ("Specimen", "Jane")


def test_places_at_the_end_resolve(tmp_path: Path) -> None:
    party = found(tmp_path)["ch-seco:100"]
    assert party.birth_places == ("Exampletown, Iran",)
    assert [(each.raw, each.city, each.country) for each in party.addresses] == [
        ("1 Example Street, 7, Exampletown, Iran", "Exampletown", "IR")
    ]
    assert [(str(each.earliest), each.circa) for each in party.birth] == [("1980-03-23", False), ("1981", True)]
    assert [(each.kind, each.value) for each in party.identifiers] == [
        (IdentifierKind.PASSPORT, "A0012345"),
        (IdentifierKind.PUBLISHER_REF, "IRi.900"),
    ]
    assert party.relations[0].target_party_id == "ch-seco:200"


def test_a_designation_for_each_programme_and_time(tmp_path: Path) -> None:
    made = found(tmp_path)["ch-seco:100"].designations
    assert [(each.programme, str(each.listed_on), str(each.delisted_on)) for each in made] == [
        ("Iran", "2020-01-01", "None"),
        ("Iran", "2012-06-05", "2016-03-01"),
        ("Syria", "2020-01-01", "None"),
        ("Syria", "2012-06-05", "2016-03-01"),
    ]
    assert made[0].legal_basis == ("Ordinance of 1 January 2016 on an example", "article 1")
    assert made[0].cross_refs == ("UN IRi.900",)
    assert len({each.designation_id for each in made}) == 4


def test_ended_listing_stays_with_its_end(tmp_path: Path) -> None:
    only = found(tmp_path)["ch-seco:200"].designations[0]
    assert (only.listed_on, str(only.listed_by), str(only.delisted_on)) == (None, "2014-02-01", "2018-02-01")


def test_vessel(tmp_path: Path) -> None:
    party = found(tmp_path)["ch-seco:300"]
    assert (party.kind, party.identifiers[0].value) == (PartyKind.VESSEL, "9074729")


@pytest.mark.parametrize(
    ("text", "partial", "code"),
    [
        (MADE.replace('"whole-list"', '"amendment"'), "", "EG2008"),
        (MADE, "", "EG2016"),
        (MADE.replace("swiss-sanctions-list", "sanctions-list"), "members", "EG2001"),
        (MADE.replace("2026-08-27", "2026-02-30"), "members", "EG2019"),
        (MADE[:2000], "members", "EG2002"),
        (MADE.replace("<swiss", "<!DOCTYPE x><swiss", 1), "members", "EG2003"),
        (MADE.replace("<sanctions-set-id>22<", "<sanctions-set-id>99<"), "members", "EG2006"),
        (MADE.replace('ssid="300"', 'ssid="200"'), "members", "EG2006"),
        (MADE.replace('"de-listed"', '"lifted"'), "members", "EG2006"),
    ],
)
def test_refusals(tmp_path: Path, text: str, partial: str, code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        put(tmp_path, text, partial)
    assert not (tmp_path / "store").exists()
