"""FollowTheMoney in and out: entities joined by id, changes in their order, the same lines for the same parties."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.ftm_export import entities, entity_id, line
from endgate.lists.model import CountryFact, ListedParty, NameKind, NameQuality, Relation
from endgate.lists.snapshots import parties, snapshots, verify
from endgate.lists.sources import sources
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = Path(__file__).parents[2] / "fixtures" / "lists" / "ftm" / "entities.ftm.json"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def put(folder: Path, *texts: str, partial: str = "", dry_run: bool = False) -> AddResult:
    files = []
    for number, text in enumerate(texts):
        files.append(folder / str(number) / "entities.ftm.json")
        files[-1].parent.mkdir(exist_ok=True)
        files[-1].write_text(text, encoding="utf-8")
    return add(folder / "store", "ftm:made", files, obtained_at=NOW, partial=partial, dry_run=dry_run)


def entity(key: str, name: str = "Somebody", **more: object) -> str:
    body = {"id": key, "schema": "Person", "caption": name, "properties": {"name": [name], "topics": ["sanction"]}}
    return json.dumps(body | more) + "\n"


def change(operation: str, key: str, name: str = "Somebody") -> str:
    body = {"id": key} if operation == "DEL" else json.loads(entity(key, name))
    return json.dumps({"op": operation, "entity": body}) + "\n"


@pytest.fixture
def made(tmp_path: Path) -> dict[str, ListedParty]:
    result = put(tmp_path, MADE.read_text(encoding="utf-8"))
    found = parties(tmp_path / "store", result.snapshot)
    return {each.party_id.removeprefix("ftm:made:"): each for each in found}


def test_counts_and_what_was_not_understood(tmp_path: Path) -> None:
    result = put(tmp_path, MADE.read_text(encoding="utf-8"), dry_run=True)
    report = result.report
    assert (report.rows_read, report.rows_used, report.parties) == (13, 11, 5)
    assert report.noise == {"entity that is no party": 1, "Sanction of nobody in the export": 1}
    assert report.unknown == {
        "property Person.shoeSize": 1,
        "schema Trust": 1,
        "address entity that the export lacks": 1,
    }
    assert [(each.code, each.where) for each in report.quarantined] == [("EG2013", "entities.ftm.json:7")]
    assert result.snapshot.stated_date == date(2024, 6, 2), "no older than the last day on which an entity was met"


def test_person_with_all_that_is_joined(made: dict[str, ListedParty]) -> None:
    person = made["x-person"]
    assert [(each.text, each.kind, each.quality) for each in person.names] == [
        ("Anna MUSTER", NameKind.PRIMARY, NameQuality.STRONG),
        ("Анна МУСТЕР", NameKind.ALIAS, NameQuality.STRONG),
        ("Anna BEISPIEL", NameKind.FORMER, NameQuality.UNSTATED),
        ("Nan", NameKind.ALIAS, NameQuality.WEAK),
    ]
    numbers = {(each.kind, each.value, each.country) for each in person.identifiers}
    assert (IdentifierKind.PASSPORT, "P 77", "DE") in numbers
    assert (IdentifierKind.INN, "366510784303", None) in numbers
    assert [str(each.earliest) for each in person.birth] == ["1970-02-03", "1970"]
    assert [(each.city, each.country, each.raw) for each in person.addresses] == [("Bonn", "DE", "Ring 1, Bonn")]
    assert CountryFact("DE", "nationality") in person.countries  # type: ignore[arg-type]
    assert "shoeSize: 38" in person.notes


def test_sanctions_are_designations_and_merged_ids_stay_references(made: dict[str, ListedParty]) -> None:
    first, second = made["x-person"].designations
    assert (first.authority, first.programme, first.reference) == ("FTM Invented Council", "SPRINGS", "ZZ.7")
    assert (first.listed_on, first.delisted_on) == (PartialDate(2020, 3, 4), PartialDate(2022, 5))
    assert (second.programme, second.listed_on) == ("WHEELS", None)
    assert first.cross_refs == ("zz-list-7",)


def test_listed_by_topic_or_not_at_all(made: dict[str, ListedParty]) -> None:
    assert [each.programme for each in made["x-firm"].designations] == ["SANCTION"]
    assert made["x-friend"].designations == (), "a relative of somebody listed is not listed"
    assert made["t-1"].kind is PartyKind.UNKNOWN


def test_relations_run_from_subject_to_object(made: dict[str, ListedParty]) -> None:
    assert made["x-firm"].relations == (Relation("owned_or_controlled_by", "Anna MUSTER", "ftm:made:x-person"),)
    assert made["x-person"].relations == (
        Relation("leader_or_official_of", "Muster Works", "ftm:made:x-firm", former=True),
        Relation("leader_or_official_of", "x-elsewhere", former=True),
    )


def test_changes_count_in_the_order_given(tmp_path: Path) -> None:
    whole = entity("a", "First") + entity("b")
    changes = (change("MOD", "a", "Second") + change("ADD", "c"), change("DEL", "b") + change("MOD", "a", "Third"))
    result = put(tmp_path, whole, *changes)
    found = {each.party_id: each.primary_name for each in parties(tmp_path / "store", result.snapshot)}
    assert found == {"ftm:made:a": "Third", "ftm:made:c": "Somebody"}
    report = result.report
    noise = {"replaced by a later change": 2, "deleted by a later change": 1, "deletion": 1}
    assert (report.rows_read, report.rows_used, report.noise) == (6, 2, noise)
    assert verify(tmp_path / "store") == ()
    other = put(tmp_path, whole, *reversed(changes))
    assert other.outcome == "stored", "another order is another content"
    assert len(snapshots(tmp_path / "store")) == 2


def test_changes_alone_are_a_part(tmp_path: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2008"):
        put(tmp_path, change("ADD", "a"))
    assert put(tmp_path, change("ADD", "a"), partial="members").snapshot.scope.value == "partial"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (entity("a")[:40], "EG2002"),
        (entity("a") + '{"id": "b", "id": "c", "schema": "Person", "properties": {}}\n', "EG2002"),
        (entity("a") + "[" * 100_000 + "\n", "EG2004"),
        (entity("a") + entity("a"), "EG2011"),
        (entity("a") + entity("b", properties={"name": "text"}), "EG2012"),
        (entity("a") + entity("b", properties={"name": [{"id": "c"}]}), "EG2012"),
        (entity("a") + entity("b", "NUL\x00"), "EG2012"),
        (entity("a") + entity("b", properties={"topics": ["sanction"]}), "EG2012"),
        (entity("a") + '{"op": "PUT", "entity": {"id": "a"}}\n', "EG2012"),
        (entity("a") + '{"schema": "Person"}\n', "EG2012"),
        ("name,country\nA,DE\n", "EG2001"),
    ],
)
def test_refused_or_set_aside(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        put(tmp_path, text)
    assert not (tmp_path / "store").exists()


def test_too_long_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endgate.lists.importers.ftm_lines.MAX_LINE", 1000)
    with pytest.raises(ListRefusedError, match="EG2004"):
        put(tmp_path, entity("a") + entity("b", "B" * 1000))


def test_lost_letters_are_marked(tmp_path: Path) -> None:
    result = put(tmp_path, entity("a", "Some\ud800body"))
    assert result.first == ()
    (party,) = parties(tmp_path / "store", result.snapshot)
    assert (party.primary_name, party.names[0].quality) == ("Some\ufffdbody", NameQuality.DAMAGED)


def test_export_comes_back_the_same(tmp_path: Path, made: dict[str, ListedParty]) -> None:
    text = "".join(map(line, entities(made.values(), sources())))
    assert text == "".join(map(line, entities(made.values(), sources()))), "same parties, same lines"
    (tmp_path / "back").mkdir()
    back = put(tmp_path / "back", text)
    again = {each.party_id.removeprefix("ftm:made:"): each for each in parties(tmp_path / "back/store", back.snapshot)}
    assert len(again) == len(made)
    for party in made.values():
        found = again[entity_id(party.party_id)]
        assert (found.kind, found.primary_name) == (party.kind, party.primary_name)
        assert {each.text for each in found.names} == {each.text for each in party.names}
        assert {each.programme for each in found.designations} == {each.programme for each in party.designations}
        assert {each.listed_on for each in found.designations} == {each.listed_on for each in party.designations}
        assert {each.type for each in found.relations} == {
            each.type for each in party.relations if each.target_party_id
        }
        assert {each.raw for each in found.addresses} == {each.raw for each in party.addresses}


def test_export_keeps_no_reason(made: dict[str, ListedParty]) -> None:
    text = "".join(map(line, entities(made.values(), sources())))
    assert '"reason"' not in text
    assert '"notes"' not in text
