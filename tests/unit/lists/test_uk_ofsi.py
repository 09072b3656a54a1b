"""The British consolidated list on a small hand-written file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.model import ListedParty, NameKind
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = (Path(__file__).parents[2] / "fixtures" / "lists" / "uk" / "conlist.csv").read_text(encoding="utf-8")
Reading = tuple[ImportReport, dict[str, ListedParty]]
Read = Callable[..., Reading]
UK = IMPORTERS["uk-ofsi-csv"]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str = MADE, encoding: str = "cp1252", partial: str = "") -> Reading:
        path = tmp_path / "conlist.csv"
        path.write_bytes(text.encode(encoding))
        report = ImportReport()
        parties = UK.read((RawFile(path.name, path),), Settings("uk-ofsi", partial), report)
        return report, {each.party_id: each for each in parties}

    return reader


def test_rows_of_a_group_are_united(read: Read) -> None:
    report, found = read()
    assert list(found) == ["uk-ofsi:9002", "uk-ofsi:9003", "uk-ofsi:9004"]
    assert (report.rows_read, report.balanced, report.counts["names printed"]) == (6, True, 4)
    party = found["uk-ofsi:9002"]
    assert [(each.text, each.kind, each.family) for each in party.names] == [
        ("Jane Q SPECIMEN", NameKind.PRIMARY, "SPECIMEN"),
        ("Jane Q SPECIMEN", NameKind.ALIAS, "SPECIMEN"),
        ("Jane ESPÉCIMEN", NameKind.ALIAS, "ESPÉCIMEN"),
    ]
    assert [str(each.earliest) for each in party.birth] == ["1945", "1946-12-05"]
    assert party.positions == ("Director", "Deputy minister")
    assert [(each.country, each.role) for each in party.countries] == [
        ("IR", "nationality"),
        ("IQ", "nationality"),
        ("IR", "birth"),
    ]
    assert [(each.raw, each.country) for each in party.addresses] == [
        ("Libya (since 2009)", "LY"),
        ("1 Example Street, Iran", "IR"),
    ]
    number = party.identifiers[0]
    assert (number.kind, number.value, number.country) == (IdentifierKind.PASSPORT, "A0012345", "IR")


def test_designations(read: Read) -> None:
    found = read()[1]
    only = found["uk-ofsi:9002"].designations[0]
    assert (only.programme, str(only.listed_on), only.cross_refs) == (
        "Iran (nuclear proliferation)",
        "2007-02-09",
        ("UN IRi.900",),
    )
    assert [str(each) for each in only.amended_on] == ["2017-06-27", "2017-07-01"]
    assert [(each.programme, str(each.listed_on)) for each in found["uk-ofsi:9003"].designations] == [
        ("Iran (nuclear proliferation)", "2007-04-24"),
        ("Syria", "2011-12-01"),
    ]


def test_ship_among_entities(read: Read) -> None:
    party = read()[1]["uk-ofsi:9004"]
    assert party.kind is PartyKind.VESSEL
    assert [(each.kind, each.value) for each in party.identifiers] == [
        (IdentifierKind.IMO_SHIP, "9074729"),
        (IdentifierKind.MMSI, "445539000"),
    ]


def test_reference_given_to_two_entries_proves_nothing(read: Read) -> None:
    report, found = read(MADE.replace("IMO: 9074729", "UN Ref IRe.902. IMO: 9074729"))
    assert report.counts["UN references that stand in several entries"] == 1
    assert all(each.cross_refs == () for each in found["uk-ofsi:9003"].designations)


def test_reference_of_another_kind_is_a_mention(read: Read) -> None:
    assert read(MADE.replace("UN Ref IRi.900", "UN Ref IRe.900"))[1]["uk-ofsi:9002"].designations[0].cross_refs == ()


def test_stamp_and_both_encodings(read: Read, tmp_path: Path) -> None:
    assert read(encoding="utf-8")[1] == read(encoding="cp1252")[1]
    path = tmp_path / "conlist.csv"
    stamp = UK.stamp((RawFile(path.name, path),))
    assert stamp.stated_date == date(2018, 4, 13)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (MADE.replace("Alias Type,", "Alias Kind,"), "EG2006", "'Alias Kind'"),
        (MADE.replace("Town of Birth,", "DOB,"), "EG2006", "two columns"),
        (MADE.replace(",9004", ",9004,"), "EG2006", "30 cells"),
        (MADE.replace("Prime Alias,Syria", "x").replace("Prime Alias", "AKA", 1), "EG2016", "no row of their prime"),
        (MADE.replace("Makes", "Ma\x1akes"), "EG2001", "control byte"),
        (MADE.replace("13/04/2018", "31/04/2018"), "EG2019", "no day"),
    ],
)
def test_refusals(tmp_path: Path, text: str, code: str, said: str) -> None:
    path = tmp_path / "conlist.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ListRefusedError, match=code) as caught:
        add(tmp_path / "store", "uk-ofsi", [path], obtained_at=datetime(2026, 11, 25, tzinfo=UTC))
    assert said in caught.value.faults[0].what


def test_part_without_prime_names_may_be_declared(read: Read) -> None:
    assert len(read(MADE.replace("Prime Alias", "AKA"), partial="members")[1]) == 3


def test_row_without_key_is_set_aside(read: Read) -> None:
    report, found = read(MADE.replace(",9004", ","))
    assert len(found) == 2
    assert [each.code for each in report.quarantined] == ["EG2012"]
    assert report.balanced
