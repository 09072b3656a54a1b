"""The US screening list as JSON on a small hand-written file, and the stream it is read from."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.importers.jsonstream import JsonRecords
from endgate.lists.model import ListedParty
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = (Path(__file__).parents[2] / "fixtures" / "lists" / "csljson" / "consolidated.json").read_text(encoding="utf-8")
Reading = tuple[ImportReport, list[ListedParty]]
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(source: str = "us-csl", text: str = MADE, partial: str = "") -> Reading:
        path = tmp_path / "consolidated.json"
        path.write_text(text, encoding="utf-8")
        report = ImportReport()
        parties = IMPORTERS["us-csl-json"].read((RawFile(path.name, path),), Settings(source, partial), report)
        return report, list(parties)

    return reader


def test_only_the_files_of_the_form_are_known() -> None:
    sniff = IMPORTERS["us-csl-json"].sniff
    assert sniff(MADE.encode()) > 0.5
    assert sniff(b'{"id": "NK-1"}') == sniff(b"source,name") == 0.0


def test_every_result_is_accounted_for(read: Read) -> None:
    report, found = read()
    assert (report.rows_read, report.rows_used, len(found)) == (4, 4, 4)
    report, found = read("us-bis-el")
    assert report.noise == {"row of another list": 2}
    assert report.balanced
    assert [each.source for each in found] == ["us-bis-el"] * 2


def test_arrays_keep_values_apart(read: Read) -> None:
    first, second = read("us-bis-el")[1]
    assert [each.text for each in first.names] == [
        "Example Repair Plant; Branch 2",
        "Open Example Plant",
        "JSC; Example",
    ]
    assert [(each.lines, each.city, each.country) for each in first.addresses] == [
        (("1 Example Street; yard",), "Minsk", "BY"),
        ((), "", "RU"),
    ]
    licence = first.designations[0].licence
    assert licence is not None
    assert (licence.footnotes, licence.policy) == (("3",), "policy_of_denial")
    assert second.designations[0].listed_on is None


def test_ids_are_objects(read: Read) -> None:
    party = next(each for each in read()[1] if each.party_id == "us-csl:31000")
    assert party.kind is PartyKind.PERSON
    assert [(each.kind, each.value, each.country, each.note) for each in party.identifiers] == [
        (IdentifierKind.PASSPORT, "A123", "IR", "2001-10-01")
    ]
    assert [each.programme for each in party.designations] == ["NPWMD", "IFSR"]
    assert party.birth[0].circa


def test_successor_clause_is_no_part_of_the_name(read: Read) -> None:
    (party,) = read("us-state-isn")[1]
    assert party.primary_name == "Invented Works"
    assert party.designations[0].successor_clause


def test_page_of_a_search_is_refused(read: Read) -> None:
    text = MADE.replace('"total": 4', '"total": 400')
    with pytest.raises(ListRefusedError, match="EG2007"):
        read(text=text)
    assert len(read(text=text, partial="members")[1]) == 4


def test_missing_and_new_columns(read: Read) -> None:
    with pytest.raises(ListRefusedError, match="EG2006"):
        read(text=MADE.replace('"license_policy"', '"policy"'))
    report, _ = read(text=MADE.replace('"title": null', '"mood": "fair"'))
    assert report.unknown["column mood"] == 1
    report, found = read(text=MADE.replace('"source": "Entity List', '"origin": "Entity List', 1), partial="members")
    assert (report.rows_quarantined, len(found), report.balanced) == (1, 3, True)


def records(text: str) -> list[object]:
    return [value for _, value in JsonRecords(io.BytesIO(text.encode()), "x.json", "results")]


def test_stream_of_many_records() -> None:
    values = [{"name": "é" * 300, "n": number, "list": [number]} for number in range(2000)]
    text = json.dumps({"before": {"a": [1]}, "results": values, "after": "x"}, ensure_ascii=False)
    assert records(text) == values
    assert records('{"results": []}') == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"results": [{"a": 1}', "EG2002"),
        ('{"results": [{"a": 1}]} x', "EG2002"),
        ('{"results": [{"a": NaN}]}', "EG2002"),
        ('{"results": [{"a": 1, "a": 2}]}', "EG2001"),
        ('{"results": [' + "[" * 65 + "]" * 65 + "]}", "EG2004"),
        ('{"results": [' + "[" * 100000 + "]" * 100000 + "]}", "EG2004"),
        ('{"results": [' + "9" * 5000 + "]}", "EG2004"),
        ("[1]", "EG2002"),
        ("", "EG2002"),
    ],
)
def test_hostile_streams(text: str, code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        records(text)


def test_other_encodings_and_endless_records() -> None:
    with pytest.raises(ListRefusedError, match="EG2005"):
        list(JsonRecords(io.BytesIO(b'{"results": ["\xff"]}'), "x.json", "results"))
    with pytest.raises(ListRefusedError, match="EG2004"):
        records('{"results": ["' + "a" * (9 << 20))
