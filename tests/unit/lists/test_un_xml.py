"""The UN list on a small hand-written one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.importers.un_parts import read_reference, split_alias
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = (Path(__file__).parents[2] / "fixtures" / "lists" / "un" / "consolidated.xml").read_text(encoding="utf-8")
Reading = tuple[ImportReport, dict[str, ListedParty]]
Read = Callable[..., Reading]
UN = IMPORTERS["un-xml"]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str | bytes = MADE, partial: str = "") -> Reading:
        path = tmp_path / "consolidated.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        report = ImportReport()
        parties = UN.read((RawFile(path.name, path),), Settings("un", partial), report)
        return report, {each.party_id: each for each in parties}

    return reader


@pytest.mark.parametrize(
    ("printed", "reference"),
    [("TAI.171", "TAi.171"), ("IRE.067", "IRe.067"), ("kpV.001", "KPv.001"), ("QDi.362", "QDi.362"), ("I.47", "I.47")],
)
def test_letter_case_of_a_reference_is_no_other_reference(printed: str, reference: str) -> None:
    assert read_reference(printed) == reference


def test_an_entry_is_known_by_its_reference_in_any_case(read: Read) -> None:
    report, found = read(MADE.replace("IRi.001 ", "IRI.001"))
    assert found["un:IRi.001"].designations[0].reference == "IRi.001"
    assert not [each for each in report.unknown if each.startswith("reference form")]


def test_person(read: Read) -> None:
    report, found = read()
    party = found["un:IRi.001"]
    assert (party.kind, party.gender, party.primary_name) == (PartyKind.PERSON, "female", "ANNA EXAMPLE")
    assert [(each.text, each.quality) for each in party.names[1:]] == [
        ("Ana Example", NameQuality.STRONG),
        ("Anna Exampel", NameQuality.STRONG),
        ("Annie", NameQuality.WEAK),
    ]
    designation = party.designations[0]
    assert (designation.programme, designation.programme_raw, designation.reference) == ("IRAN", "Iran", "IRi.001")
    assert str(designation.listed_on) == "2015-07-01"
    assert [(str(each.earliest), str(each.latest), each.circa) for each in party.birth] == [
        ("1958-09", "1958-09", False),
        ("1966", "1967", True),
        ("1973-11", "1973-11", False),
    ]
    assert report.counts["empty birth node"] == 1
    assert report.counts["empty alias:INDIVIDUAL_ALIAS"] == 1
    assert [(each.kind, each.value, each.country, each.note) for each in party.identifiers] == [
        (IdentifierKind.PASSPORT, "X 123", "ML", "expires 2020-01-01"),
        (IdentifierKind.PUBLISHER_REF, "I.47.C.1", None, ""),
    ]


def test_entity(read: Read) -> None:
    party = read()[1]["un:KPe.021"]
    assert [(each.text, each.kind, each.script) for each in party.names] == [
        ("FIRST ACADEMY", NameKind.PRIMARY, "Latn"),
        ("제일 과학원", NameKind.VARIANT, "Hang"),
        ("SECOND ACADEMY", NameKind.ALIAS, "Latn"),
        ("OLD ACADEMY", NameKind.FORMER, "Latn"),
    ]
    assert [(each.target_party_id, each.target_name) for each in party.relations] == [("un:KPe.018", "SECOND ACADEMY")]
    assert party.addresses[0].country == "KP"


def test_stamp_is_the_day_printed(tmp_path: Path) -> None:
    path = tmp_path / "un.xml"
    path.write_text(MADE, encoding="utf-8")
    stamp = UN.stamp((RawFile("un.xml", path),))
    assert (stamp.stated_date, stamp.stated_version) == (date(2020, 11, 30), "2020-11-30T20:31:19.923-05:00")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A; B;C", ("A", "B", "C")),
        ("A; B b) C; D", ("A", "B", "C", "D")),
        ("أ (Abu A; Abu B)", ("أ", "Abu A", "Abu B")),
        ("SMITH (SONS) LTD", ("SMITH (SONS) LTD",)),
        ("A b) B", ("A b) B",)),
    ],
)
def test_split_alias(text: str, parts: tuple[str, ...]) -> None:
    assert split_alias(text) == parts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (MADE[: len(MADE) // 2], "EG2002"),
        (MADE.replace("</ENTITIES>", "</ENTITIE>"), "EG2002"),
        (MADE.replace("<CONSOLIDATED_LIST", '<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST'), "EG2003"),
        (MADE.replace("CONSOLIDATED_LIST", "OTHER_LIST"), "EG2001"),
        (MADE.replace("<DATAID>", "<A>" * 70 + "</A>" * 70 + "<DATAID>"), "EG2004"),
        (MADE.replace("Of note.", "x" * (1 << 20)), "EG2004"),
        (MADE.replace("<DATAID>", "<B " + " ".join(f'a{n}="1"' for n in range(300)) + "/><DATAID>"), "EG2004"),
        (MADE.replace('encoding="UTF-8"', 'encoding="KLINGON"'), "EG2002"),
        (MADE.replace("Annie", "An\x19nie"), "EG2002"),
        (MADE.split("<ENTITIES>")[0] + "</CONSOLIDATED_LIST>", "EG2016"),
    ],
)
def test_refusals(read: Read, text: str, code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        read(text)


def test_part_of_the_list_may_be_declared(read: Read) -> None:
    report, found = read(MADE.split("<ENTITIES>")[0] + "</CONSOLIDATED_LIST>", partial="members")
    assert list(found) == ["un:IRi.001"]
    assert report.balanced


def test_new_elements_and_values_are_counted(read: Read) -> None:
    text = MADE.replace("<GENDER>", "<NEW_FIELD>1</NEW_FIELD><GENDER>").replace(">Low<", ">Middling<")
    report, found = read(text)
    assert report.unknown["element NEW_FIELD"] == 1
    assert report.unknown["value alias quality Middling"] == 1
    assert found["un:IRi.001"].names[3].quality is NameQuality.UNSTATED


@pytest.mark.parametrize("tag", ["REFERENCE_NUMBER", "UN_LIST_TYPE", "FIRST_NAME"])
def test_entry_without_what_names_it(read: Read, tag: str) -> None:
    text = MADE.replace(f"<{tag}>", f"<{tag}_X>", 1).replace(f"</{tag}>", f"</{tag}_X>", 1)
    report, found = read(text)
    assert list(found) == ["un:KPe.021"]
    assert [each.code for each in report.quarantined] == ["EG2012"]
    assert report.balanced


def test_the_same_reference_twice(read: Read) -> None:
    report, found = read(MADE.replace("KPe.021</REF", "IRi.001</REF"))
    assert list(found) == ["un:IRi.001"]
    assert [each.code for each in report.quarantined] == ["EG2011"]


def test_impossible_listing_date_costs_the_field_only(read: Read) -> None:
    report, found = read(MADE.replace("2016-03-02", "2016-13-02"))
    assert found["un:KPe.021"].designations[0].listed_on is None
    assert [each.code for each in report.quarantined] == ["EG2013"]
    assert report.rows_quarantined == 0
