"""Lists of BIS and State in their own files, on small hand-written ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.importers.csl_parts import isn_key
from endgate.lists.importers.state_isn import split_aliases
from endgate.lists.importers.us_tables import decode_us, us_day
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.terms.kinds import PartyKind

FOLDER = Path(__file__).parents[2] / "fixtures" / "lists"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
FORMS = {
    "dpl": ("us-bis-dpl-txt", "us-bis-dpl", FOLDER / "dpl" / "dpl.txt"),
    "isn": ("us-state-isn-csv", "us-state-isn", FOLDER / "isn" / "isn.csv"),
    "dtc": ("us-state-dtc-csv", "us-state-dtc", FOLDER / "dtc" / "dtc.csv"),
}
Reading = tuple[ImportReport, list[ListedParty]]
Read = Callable[..., Reading]


def made(form: str) -> str:
    return FORMS[form][2].read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(form: str, data: str | bytes | None = None, partial: str = "", encoding: str = "") -> Reading:
        name, source, path = FORMS[form]
        if data is not None:
            path = tmp_path / path.name
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        report = ImportReport()
        settings = Settings(source, partial, encoding)
        return report, list(IMPORTERS[name].read((RawFile(path.name, path),), settings, report))

    return reader


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_told_by_content(form: str) -> None:
    head = FORMS[form][2].read_bytes()
    sure = {other: IMPORTERS[name].sniff(head) for other, (name, _, _) in FORMS.items()}
    assert sure == {other: 0.9 if other == form else 0.0 for other in FORMS}


def test_rows_of_one_order_are_one_party(read: Read) -> None:
    report, (person, works) = read("dpl")
    assert (report.rows_read, report.rows_used) == (4, 4)
    assert person.primary_name == "I. SPECIMEN"
    assert [(each.city, each.country) for each in person.addresses][:2] == [("DALLAS", None), ("TOKYO", "JP")]
    assert [str(each.expires_on) for each in person.designations] == ["2056-06-29", "2005-06-29"]
    assert person.designations[1].designation_id == f"{person.party_id}@2005-06-29"
    assert person.designations[0].citations == ("68 FR 38290", "71 FR 38843")
    assert person.notes == ("UPDATED", "ADDED")
    assert [each.code for each in report.quarantined] == ["EG2013"]
    assert works.designations[0].expires_on is None
    assert works.notes == ("not stated to be a standard order: read the order",)


def test_determinations_of_one_name_are_designations(read: Read) -> None:
    report, (group, works) = read("isn")
    assert group.party_id == "us-state-isn:invented-missile-group"
    assert [each.text for each in group.names] == ["Invented Missile Group", "Invented Missile Group (IMG)"]
    assert [(each.programme, str(each.listed_on), str(each.delisted_on)) for each in group.designations] == [
        ("MISSILE", "2000-04-06", "2002-04-06"),
        ("E.O. 13382", "2005-06-28", "None"),
        ("INKSNA", "2006-12-28", "None"),
        ("INKSNA", "2006-12-28", "None"),
    ]
    assert [each.programme_raw for each in group.designations][2:] == ["INKSNA", "ISNA"]
    assert len({each.designation_id for each in group.designations}) == 4
    assert group.notes == ("INKSNA: end stated in text: 09/19/08; Permanently waived on 03/18/10",)
    assert group.countries[0].country == "IR"
    assert works.primary_name == "Sample Works"
    assert works.designations[0].successor_clause
    assert (works.designations[0].listed_on, works.notes) == (None, ("effective: N/A",))
    assert [each.code for each in report.quarantined] == ["EG2013"]


def test_newer_layouts_of_the_nonproliferation_list(read: Read) -> None:
    text = (
        "Source List,Programs,Name,Alternative Names,Country,Federal Register Notice,Effective Date,Web Link,Mood\n"
        'ISN,INSKNA,Sample,"Spec Co., Ltd., F.K.A. Old Sample, ""Quoted""",Iran,"Vol. 72, No. 3, 1/5/07",1/5/2007,x,y\n'
        'EL,INSKNA,Other,,Iran,"Vol. 72, No. 3, 1/5/07",1/5/2007,x,y\n'
    )
    report, (party,) = read("isn", text)
    assert [(each.text, each.kind) for each in party.names] == [
        ("Sample", NameKind.PRIMARY),
        ("Spec Co., Ltd.", NameKind.ALIAS),
        ("Old Sample", NameKind.FORMER),
        ("Quoted", NameKind.ALIAS),
    ]
    assert party.designations[0].programme == "INKSNA"
    assert report.unknown == {"column Mood": 1}
    assert [each.code for each in report.quarantined] == ["EG2012"]


def test_the_same_determination_twice_is_set_aside(read: Read) -> None:
    row = made("isn").splitlines(keepends=True)[1]
    report, found = read("isn", made("isn") + row)
    assert [each.code for each in report.quarantined] == ["EG2013", "EG2011"]
    assert report.balanced
    assert len(found[0].designations) == 4


def test_debarred(read: Read) -> None:
    report, (person, trading, short) = read("dtc")
    assert [each.text for each in person.names] == ["Specimen, Ali", "Al Spec", "Ali S."]
    assert (person.kind, person.names[0].family, str(person.birth[0].earliest)) == (
        PartyKind.PERSON,
        "Specimen",
        "1975-11",
    )
    designation = person.designations[0]
    assert (str(designation.listed_on), str(designation.amended_on[0])) == ("1988-07-18", "1992-08-18")
    assert (designation.citations, designation.measures) == (("53 FR 27097", "57 FR 37184"), ("debarment",))
    assert trading.kind is PartyKind.ORGANISATION
    assert trading.notes == ("effective: 3/21/805",)
    assert [each.code for each in report.quarantined] == ["EG2013"]
    assert str(short.birth[0].earliest) == "1966-10"


def test_two_digits_that_may_be_this_century_are_not_guessed(read: Read) -> None:
    report, found = read("dtc", made("dtc").replace("Oct-66", "Oct-02"))
    assert (found[2].birth, found[2].notes[-1]) == ((), "birth: Oct-02")
    assert [each.code for each in report.quarantined] == ["EG2013", "EG2013"]


def test_the_newest_layout_of_the_debarred(read: Read) -> None:
    text = (
        "Party Name,Date Of Birth,Federal Register Notice,Notice Date,Corrected Notice,Corrected Notice Date\n"
        '"Specimen, Ali (a.k.a. Al Spec)","November, 1975",53 FR 27097\xa0,7/18/1988,,\n'
        "Invented Trading,,53 FR 27097 ,7/18/1988,,\n"
    )
    report, found = read("dtc", text.encode("cp1252"))
    assert [each.kind for each in found] == [PartyKind.PERSON, PartyKind.UNKNOWN]
    assert found[0].designations[0].reference == "53 FR 27097"
    assert found[0].party_id == read("dtc", text.replace("\xa0", ""))[1][0].party_id
    assert report.counts["encoding:cp1252"] == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_missing_column_is_refused(read: Read, form: str) -> None:
    column = {"dpl": '"FR_Citation"', "isn": "Federal Register Notice", "dtc": "Notice Date"}[form]
    with pytest.raises(ListRefusedError, match="EG2006"):
        read(form, made(form).replace(column, "Something", 1))


@pytest.mark.parametrize("form", FORMS)
def test_small_files_are_refused_as_whole_lists(tmp_path: Path, form: str) -> None:
    _, source, path = FORMS[form]
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", source, [path], obtained_at=NOW, stated_date=date(2020, 1, 1))
    result = add(tmp_path / "store", source, [path], obtained_at=NOW, stated_date=date(2020, 1, 1), partial="members")
    assert result.outcome == "stored"


@pytest.mark.parametrize("form", FORMS)
def test_the_day_must_be_stated(tmp_path: Path, form: str) -> None:
    with pytest.raises(ListRefusedError, match="EG2019"):
        add(tmp_path / "store", FORMS[form][1], [FORMS[form][2]], obtained_at=NOW, partial="members")


def test_rows_without_name_wrong_width_and_control_characters(read: Read) -> None:
    text = made("dpl") + '""\t"x"\t""\t""\t""\t""\t"06/19/2003"\t""\t"Y"\t""\t""\t""\n"A"\t"b"\n'
    report, found = read("dpl", text + made("dpl").splitlines()[-1].replace("INVENTED", "INVEN\x01TED") + "\n\t\n")
    assert [each.code for each in report.quarantined if each.code != "EG2013"] == ["EG2012"] * 3
    assert (report.noise, report.balanced, len(found)) == ({"blank row": 1}, True, 2)


@pytest.mark.parametrize(
    ("data", "text", "read_as"),
    [
        ("7th\xa0of".encode(), "7th\xa0of", ""),
        (b"7th\xffof Tir", "7th\xa0of Tir", "cp850"),
        (b"Company\x92s", "Company’s", "cp1252"),
        (b"J\x81rgen", "Jürgen", "cp850"),
    ],
)
def test_order_of_encodings(data: bytes, text: str, read_as: str) -> None:
    report = ImportReport()
    assert decode_us(data, "x.csv", "", report) == text
    assert report.counts == ({f"encoding:{read_as}": 1} if read_as else {})


def test_a_stated_encoding_is_not_overruled() -> None:
    assert decode_us(b"7th\xffof", "x.csv", "cp1252", ImportReport()) == "7thÿof"
    with pytest.raises(ListRefusedError, match="EG2005"):
        decode_us(b"\xff\xff", "x.csv", "utf-8", ImportReport())


@pytest.mark.parametrize(
    ("text", "day"),
    [("6/28/2005", "2005-06-28"), ("09/19/05", "2005-09-19"), ("7/18/88", "1988-07-18"), ("13/13/2005", "None")],
)
def test_days(text: str, day: str) -> None:
    assert str(us_day(text)) == day


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Shahid Hemmat Industrial Group (SHIG)", "shahid-hemmat-industrial-group"),
        ("Al-Zargaa Engineering Complex (ZEC)", "al-zargaa-engineering-complex"),
        ("Aircraft Repair Plant (ARZ)", "aircraft-repair-plant-arz"),
        ("Sample Works (Sudan)", "sample-works-sudan"),
    ],
)
def test_an_abbreviation_of_the_name_is_no_other_party(name: str, key: str) -> None:
    assert isn_key(name) == key


def test_aliases_between_commas() -> None:
    assert split_aliases("W&M Works, the Company, Inc., and the Winman") == [
        "W&M Works",
        "the Company, Inc.",
        "the Winman",
    ]
    assert split_aliases("") == []


def bis(path: Path, source: str) -> Reading:
    report = ImportReport()
    return report, list(IMPORTERS["us-bis-csv"].read((RawFile(path.name, path),), Settings(source), report))


def test_entity_list_in_its_own_file() -> None:
    report, (works, elsewhere, damaged) = bis(FOLDER / "biscsv" / "el.csv", "us-bis-el")
    assert [each.text for each in works.names] == ["Example Works", "Open Example", "Second"]
    assert [each.city for each in works.addresses] == ["Minsk", "Minsk"]
    assert [(str(each.listed_on), each.licence and each.licence.sections) for each in works.designations] == [
        ("2022-04-07", ("744.11",)),
        ("2022-04-08", ("744.2",)),
    ]
    assert works.designations[1].designation_id == f"{works.party_id}@2"
    assert works.designations[0].measures == ("export_licence_required",)
    assert (elsewhere.addresses[0].country, elsewhere.party_id != works.party_id) == ("RU", True)
    assert damaged.names[0].quality is NameQuality.DAMAGED
    assert (report.rows_read, report.rows_used) == (5, 5)


def test_an_entity_list_is_no_other_list(tmp_path: Path) -> None:
    report, found = bis(FOLDER / "biscsv" / "el.csv", "us-bis-meu")
    assert (found, report.rows_quarantined) == ([], 5)
    path = FOLDER / "biscsv" / "el.csv"
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "us-bis-el", [path], obtained_at=NOW, stated_date=date(2022, 5, 1))


def test_unverified_list_in_its_own_file(tmp_path: Path) -> None:
    path = tmp_path / "uvl.csv"
    path.write_bytes(
        b"COUNTRY,NAME,ADDRESS,,\n"
        b'Russia,"Sample School, a.k.a. SS, a.k.a. School of Samples","1 Street \x96 A, Moscow",,\n'
        b'Russia,"Sample School, a.k.a. SS, a.k.a. School of Samples","2 Street, Moscow",,\n'
    )
    report, (party,) = bis(path, "us-bis-uvl")
    assert [each.text for each in party.names] == ["Sample School", "SS", "School of Samples"]
    assert [each.country for each in party.addresses] == ["RU", "RU"]
    assert (party.designations[0].programme, party.designations[0].listed_on) == ("UVL", None)
    assert report.balanced
