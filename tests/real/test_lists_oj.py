"""The annexes of all acts as transcribed in August 2026: rows by act and annex, and Parchin in two of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.model import ListedParty
from endgate.lists.snapshots import parties
from endgate.terms.kinds import PartyKind

NOW = datetime(2026, 11, 25, tzinfo=UTC)
DAY = date(2026, 8, 15)


@pytest.fixture(scope="module")
def added(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[AddResult, list[ListedParty]]:
    store = tmp_path_factory.mktemp("oj") / "store"
    folder = shared / "lists/eu/journal-opensanctions/consolidated"
    result = add(store, "eu-oj", [folder], obtained_at=NOW, stated_date=DAY)
    return result, list(parties(store, result.snapshot))


def test_rows_of_acts_and_annexes(added: tuple[AddResult, list[ListedParty]]) -> None:
    report = added[0].report
    assert report.balanced
    assert report.rows_quarantined == 0
    wanted = {
        "act:32012R0267": 339,
        "act:32017R1509": 326,
        "act:32018R1542": 37,
        "act:32023R1529": 49,
        "act:32012R0036": 368,
        "act:32014R0833": 1_746,
        "act:32014R0269": 2_802,
        "annex:32014R0833 IV": 921,
        "annex:32014R0833 XLII": 633,
        "annex:32012R0267 VIII.A.ENTITIES": 60,
        "annex:32012R0267 VIII.A.PERSONS": 43,
        "annex:32012R0267 VIII.B": 15,
        "annex:32012R0267 IX.I.B": 158,
        "annex:32012R0267 IX.I.A": 21,
        "annex:32012R0267 IX.III.B": 15,
        "annex:32012R0267 IX.II.A": 13,
        "annex:32012R0267 IX.II.B": 11,
    }
    assert {key: report.counts[key] for key in wanted} == wanted
    assert not [key for key in report.unknown if not key.startswith("country ")]


def test_kinds(added: tuple[AddResult, list[ListedParty]]) -> None:
    iran, korea = (
        Counter(p.kind for p in added[1] if p.party_id.startswith(f"eu-oj:{act}/"))
        for act in ("32012R0267", "32017R1509")
    )
    assert iran == {PartyKind.ORGANISATION: 262, PartyKind.PERSON: 77}
    assert korea == {PartyKind.PERSON: 157, PartyKind.ORGANISATION: 94, PartyKind.VESSEL: 75}


def test_parchin_stands_in_two_annexes(added: tuple[AddResult, list[ListedParty]]) -> None:
    found = [each for each in added[1] if each.primary_name.startswith("Parchin Chemical Industries")]
    assert sorted((each.designations[0].legal_basis[0], str(each.designations[0].listed_on)) for each in found) == [
        ("Reg (EU) 267/2012 Annex IX.I.B", "2008-06-23"),
        ("Reg (EU) 267/2012 Annex VIII.A.ENTITIES", "2007-03-24"),
    ]


def test_all_rows_of_both_folders(shared: Path, tmp_path: Path, added: tuple[AddResult, list[ListedParty]]) -> None:
    folder = shared / "lists/eu/journal-opensanctions/amendments"
    with pytest.raises(ListRefusedError, match="EG2008"):
        add(tmp_path / "store", "eu-oj", [folder], obtained_at=NOW, stated_date=DAY)
    result = add(tmp_path / "store", "eu-oj", [folder], obtained_at=NOW, stated_date=DAY, partial="members")
    assert added[0].report.rows_read + result.report.rows_read == 8_434
    assert result.report.rows_quarantined == 0


def test_older_files_are_refused_by_name(shared: Path, tmp_path: Path) -> None:
    for folder, said in (("fsd-1.0/2016-02-11", "WHOLE schema"), ("fsf-1.0-csv/2018-07-04-first1000", "CSV 1.0")):
        for source in ("eu-oj", "eu-fsf"):
            with pytest.raises(ListRefusedError, match="EG2001") as caught:
                add(tmp_path / "s", source, [shared / "lists/eu" / folder], obtained_at=NOW, stated_date=DAY)
            assert said in caught.value.faults[0].what
