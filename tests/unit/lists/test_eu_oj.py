"""Annexes of the Official Journal on a small hand-written table."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers.eu_oj_parts import act_title, read_act_date
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.lists.snapshots import parties
from endgate.terms.kinds import IdentifierKind, PartyKind

FILE = Path(__file__).parents[2] / "fixtures" / "lists" / "oj" / "32012R0267.csv"
MADE = FILE.read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def put(folder: Path, text: str = MADE, partial: str = "members", source: str = "eu-oj") -> AddResult:
    path = folder / "32012R0267.csv"
    path.write_text(text, encoding="utf-8")
    return add(folder / "store", source, [path], obtained_at=NOW, stated_date=date(2026, 8, 15), partial=partial)


def found(folder: Path, text: str = MADE) -> dict[str, ListedParty]:
    result = put(folder, text)
    assert result.report.balanced
    return {each.party_id: each for each in parties(folder / "store", result.snapshot)}


def test_nested_quoting_and_legal_basis(tmp_path: Path) -> None:
    party = found(tmp_path)["eu-oj:32012R0267/VIII.A.ENTITIES/36/LegalEntity"]
    assert [each.text for each in party.names] == ["Example Spring Works", "ESW", "Example; Springs"]
    assert party.addresses[0].country == "IR"
    only = party.designations[0]
    assert (only.programme, only.reference, only.legal_basis) == (
        "EU-IRN",
        "267/2012 VIII.A.ENTITIES #36",
        ("Reg (EU) 267/2012 Annex VIII.A.ENTITIES",),
    )
    assert (str(only.listed_on), only.measures, only.citations) == (
        "2007-03-24",
        ("asset_freeze",),
        ("CELEX 32012R0267",),
    )


def test_person(tmp_path: Path) -> None:
    party = found(tmp_path)["eu-oj:32012R0267/VIII.A.PERSONS/7/Person"]
    assert (party.kind, party.gender, party.positions) == (PartyKind.PERSON, "female", ("Director",))
    assert [(each.text, each.kind, each.quality) for each in party.names[1:]] == [
        ("JQS", NameKind.ALIAS, NameQuality.WEAK),
        ("Jane Muster", NameKind.FORMER, NameQuality.UNSTATED),
    ]
    assert [str(each.earliest) for each in party.birth] == ["1958", "1959-03-24"]
    assert [(each.kind, each.value, each.country) for each in party.identifiers] == [
        (IdentifierKind.PASSPORT, "I0005159", "IR")
    ]
    assert [(each.country, each.role) for each in party.countries] == [("IR", "nationality")]
    assert str(party.designations[0].listed_on) == "2012-04-18"


def test_two_measures_are_two_designations_of_one_party(tmp_path: Path) -> None:
    party = found(tmp_path)["eu-oj:32012R0267/IX.I.B/31/LegalEntity"]
    assert [each.measures for each in party.designations] == [("asset_freeze",), ("services_ban",)]
    assert len({each.designation_id for each in party.designations}) == 2


def test_the_same_name_in_two_annexes_is_never_merged(tmp_path: Path) -> None:
    assert sum(each.primary_name == "Example Spring Works" for each in found(tmp_path).values()) == 2


def test_entry_without_number_is_known_by_its_name(tmp_path: Path) -> None:
    party = found(tmp_path)["eu-oj:32012R0267/IX.III.B/EXAMPLE STAR/Vessel"]
    assert (party.kind, party.designations[0].listed_on) == (PartyKind.VESSEL, None)
    assert party.identifiers[0].kind is IdentifierKind.IMO_SHIP


def test_two_entries_under_one_number_stay_apart(tmp_path: Path) -> None:
    text = MADE.replace(
        "31,EU-IRN,IX.I.B,Services ban,23.6.2008,,LegalEntity,Example",
        "31,EU-IRN,IX.I.B,Services ban,,,LegalEntity,Other",
    )
    assert "eu-oj:32012R0267/IX.I.B/31/LegalEntity/Other Spring Works" in found(tmp_path, text)


def test_one_act_is_no_whole_list(tmp_path: Path) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2016.*act:32014R0833 0"):
        put(tmp_path, partial="")


def test_amending_act_is_no_whole_list(tmp_path: Path) -> None:
    text = MADE.replace("celex,", "amendedCelex,amendmentCelex,").replace("32012R0267,", "32012R0267,32026R0001,")
    with pytest.raises(ListRefusedError, match="EG2008"):
        put(tmp_path, text, partial="")
    party = found(tmp_path, text)["eu-oj:32012R0267/IX.I.B/31/LegalEntity"]
    assert party.designations[0].citations == ("CELEX 32012R0267", "CELEX 32026R0001")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (MADE.replace("weakAlias,", "lowAlias,"), "EG2006", "'lowAlias' is not known"),
        (MADE.replace(",Asset freeze,", ",,"), "EG2006", "without measure"),
        (MADE.replace("LegalEntity", "Trust"), "EG2006", "value schema Trust"),
        (MADE.replace("Makes", "Ma\x00kes"), "EG2001", "control byte"),
        ('"Naal_wholename;Naal_gender"\n', "EG2001", "six of its columns have one name"),
        ('<?xml version="1.0"?>\n<WHOLE Date="11/02/2016">', "EG2001", "WHOLE schema"),
    ],
)
def test_refusals(tmp_path: Path, text: str, code: str, said: str) -> None:
    with pytest.raises(ListRefusedError, match=code) as caught:
        put(tmp_path, text)
    assert said in caught.value.faults[0].what
    assert not (tmp_path / "store").exists()


def test_broken_nested_quoting_costs_the_field(tmp_path: Path) -> None:
    result = put(tmp_path, MADE.replace('""Example; Springs""', '""Example; Spr""ings'))
    assert [each.code for each in result.report.quarantined] == ["EG2002"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24.3.2007", "2007-03-24"),
        ("18 April 2012", "2012-04-18"),
        ("26 Feb. 2011", "2011-02-26"),
        ("31.2.2011", "None"),
    ],
)
def test_start_dates(text: str, day: str) -> None:
    assert str(read_act_date(text)) == day


@pytest.mark.parametrize(
    ("celex", "title"),
    [
        ("32012R0267", "Reg (EU) 267/2012"),
        ("32017R1509", "Reg (EU) 2017/1509"),
        ("32001R2580", "Reg (EC) 2580/2001"),
        ("32009R1284", "Reg (EU) 1284/2009"),
        ("32010D0573", "Decision 2010/573/CFSP"),
        ("X1", "X1"),
    ],
)
def test_titles_of_acts(celex: str, title: str) -> None:
    assert act_title(celex) == title
