"""The simple table of targets: cells with several values, kinds of numbers, who is listed at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = Path(__file__).parents[2] / "fixtures" / "lists" / "ftmsimple" / "targets.simple.csv"
TEXT = MADE.read_text(encoding="utf-8")


def put(folder: Path, text: str) -> AddResult:
    path = folder / "targets.csv"
    path.write_text(text, encoding="utf-8")
    return add(folder / "store", "ftm:made", [path], obtained_at=datetime(2026, 11, 25, tzinfo=UTC), dry_run=True)


def test_rows_become_parties(tmp_path: Path) -> None:
    result = put(tmp_path, TEXT)
    ship, firm, friend = result.first
    assert result.snapshot.stated_date == date(2026, 3, 13)
    assert (ship.kind, [each.text for each in ship.names]) == (
        PartyKind.VESSEL,
        ["MUSTER STAR", "Old Star", "Older Star"],
    )
    assert [(each.kind, each.value) for each in ship.identifiers] == [(IdentifierKind.IMO_SHIP, "9562233")]
    assert [each.programme for each in ship.designations] == ["ZZ-SHIPS", "ZZ-OIL"]
    assert [each.programme for each in firm.designations] == ["SANCTION"]
    assert [(each.kind, each.value) for each in firm.identifiers] == [
        (IdentifierKind.IMO_COMPANY, "6495856"),
        (IdentifierKind.OTHER, "HRB 1"),
    ]
    assert [each.raw for each in firm.addresses] == ["Ring 1, Bonn"]
    assert (friend.designations, [str(each.earliest) for each in friend.birth]) == ((), ["1970-02", "1971"])
    assert result.report.unknown == {"country XX": 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT + TEXT.splitlines()[1] + "\n", "EG2011"),
        (TEXT + '"a","b"\n', "EG2012"),
        (TEXT.replace('"birth_date"', '"born"'), "EG2006"),
        (TEXT.replace('"sanctions"', '"other"'), "EG2001"),
        (TEXT.replace('"MUSTER STAR","Old Star;Older Star"', '"",""'), "EG2012"),
    ],
)
def test_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        put(tmp_path, text)
