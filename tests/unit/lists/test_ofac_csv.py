"""OFAC's CSV set on a small hand-written one: every rule that bites, and the case beside it where it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.truth import Truth

MADE = Path(__file__).parents[2] / "fixtures" / "lists" / "ofac"
Reading = tuple[ImportReport, dict[str, ListedParty]]
Read = Callable[..., Reading]
SDN = (MADE / "sdn.csv").read_bytes()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(
        *, source: str = "us-ofac-sdn", partial: str = "", encoding: str = "", without: str = "", **changed: bytes
    ) -> Reading:
        names = ("sdn", "add", "alt", "sdn_comments")
        files = []
        for name in names:
            if name in without.split():
                continue
            path = tmp_path / f"{name}.csv"
            path.write_bytes(changed.get(name, (MADE / path.name).read_bytes()))
            files.append(RawFile(path.name, path))
        report = ImportReport()
        parties = IMPORTERS["ofac-csv"].read(tuple(files), Settings(source, partial, encoding), report)
        return report, {each.party_id: each for each in parties}

    return reader


def test_nothing_is_lost(read: Read) -> None:
    report, found = read()
    assert list(found) == [f"us-ofac-sdn:{number}" for number in (11, 12, 13, 14)]
    assert (report.rows_read, report.rows_used, report.rows_quarantined) == (15, 8, 0)
    assert report.noise == {"end-of-file byte": 4, "padding address": 3}
    assert report.balanced


def test_entity(read: Read) -> None:
    report, found = read()
    party = found["us-ofac-sdn:11"]
    assert party.kind is PartyKind.ORGANISATION
    assert [(each.text, each.quality) for each in party.names] == [
        ("ALPHA TRADING COMPANY", NameQuality.UNSTATED),
        ("ALPHA TRADE", NameQuality.STRONG),
        ("ALPHA", NameQuality.WEAK),
    ]
    assert [each.programme for each in party.designations] == ["NPWMD", "IFSR"]
    assert [each.designation_id for each in party.designations] == ["us-ofac-sdn:11/NPWMD", "us-ofac-sdn:11/IFSR"]
    assert [(each.kind, each.check) for each in party.identifiers] == [(IdentifierKind.INN, Truth.TRUE)]
    assert [(each.target_name, each.target_party_id) for each in party.relations] == [
        ("BETA SHIPPING CO", "us-ofac-sdn:12")
    ]
    assert party.notes == ("a strange remark",)
    assert report.unknown["remark without a known label"] == 1
    assert (party.addresses[0].lines, party.addresses[0].country) == (("1 Example Street",), "IR")


def test_person_whose_remarks_spill_over(read: Read) -> None:
    party = read()[1]["us-ofac-sdn:13"]
    assert (party.names[0].family, party.names[0].given) == ("DOE", "John")
    assert [(str(each.earliest), each.circa) for each in party.birth] == [("1966-09-08", False), ("1967", True)]
    assert party.gender == "male"
    assert (party.names[1].text, party.names[1].kind) == ("JOHNNY", NameKind.FORMER)
    assert (party.birth_places, party.positions) == (("Tehran, Iran",), ("Director",))
    assert [(each.country, each.role) for each in party.countries] == [("IR", "nationality")]
    passport = party.identifiers[0]
    assert (passport.kind, passport.value, passport.country, passport.note) == (
        IdentifierKind.PASSPORT,
        "A123",
        "IR",
        "issued 1999",
    )


def test_vessel(read: Read) -> None:
    party = read()[1]["us-ofac-sdn:14"]
    assert party.vessel is not None
    assert (party.vessel.deadweight, party.vessel.gross_tonnage, party.vessel.owner) == (12345, 9876, "Beta Shipping")
    assert [(each.kind, each.value) for each in party.identifiers] == [
        (IdentifierKind.IMO_SHIP, "9187629"),
        (IdentifierKind.MMSI, "572469210"),
        (IdentifierKind.CALL_SIGN, "HMAB1"),
    ]
    assert [(each.country, each.role) for each in party.countries] == [("PA", "flag")]


def test_without_details_aliases_are_not_claimed_to_be_none(read: Read) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2016 .* missing: ADD\.CSV, ALT\.CSV, COMMENTS\.CSV"):
        read(without="add alt sdn_comments")
    _, found = read(without="add alt sdn_comments", partial="fields")
    assert len(found) == 4


def test_main_file_is_always_needed(read: Read) -> None:
    for partial in ("", "fields", "members"):
        with pytest.raises(ListRefusedError, match="EG2016"):
            read(without="sdn", partial=partial)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("alt", b'99,5,"aka","STRAY",-0- \r\n'),
        ("add", b'99,5,-0- ,-0- ,"Iran",-0- \r\n'),
        ("sdn_comments", b'99,"x"\r\n'),
    ],
)
def test_rows_of_an_entry_that_is_not_there(read: Read, name: str, row: bytes) -> None:
    changed = {name: (MADE / f"{name}.csv").read_bytes().rstrip(b"\x1a") + row}
    with pytest.raises(ListRefusedError, match="EG2016"):
        read(**changed)
    report, found = read(partial="members", **changed)
    assert len(found) == 4
    assert [each.code for each in report.quarantined] == ["EG2012"]
    assert report.balanced


def test_every_entry_has_an_address_row(read: Read) -> None:
    cut = (MADE / "add.csv").read_bytes().split(b"14,4")[0]
    with pytest.raises(ListRefusedError, match="1 entries have no address row, for example 14"):
        read(add=cut)


def test_wrong_number_of_columns(read: Read) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2006 alt\.csv:3: 4 columns"):
        read(alt=(MADE / "alt.csv").read_bytes().rstrip(b"\x1a") + b'12,3,"aka","SHORT"\r\n')


@pytest.mark.parametrize("byte", [b"\x00", b"\x07", b"\x19", b"\x7f"])
def test_control_bytes(read: Read, byte: bytes) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2001 sdn\.csv:2"):
        read(sdn=SDN.replace(b"BETA SHIPPING CO.", b"BETA" + byte + b"SHIPPING CO."))


def test_two_lists_put_together(read: Read) -> None:
    other = b'21,"OMEGA BANK",-0- ,"NS-PLC",' + b"-0- ," * 7 + b"-0- \n"
    joined = SDN + other + b"\x1a\n"
    report, found = read(sdn=joined)
    assert "us-ofac-sdn:21" not in found
    assert report.noise["row of the other list in a joined file"] == 1
    _, found = read(sdn=joined, source="us-ofac-cons", partial="fields", without="add alt sdn_comments")
    assert list(found) == ["us-ofac-cons:21"]
    with pytest.raises(ListRefusedError, match="EG2001"):
        read(sdn=joined + other + b"\x1a")


def test_bare_null_at_the_cut_end(read: Read) -> None:
    report, found = read(add=(MADE / "add.csv").read_bytes().rstrip(b"\x1a\r\n ").removesuffix(b"-"))
    assert any("bare -0" in each for each in report.warnings)
    assert found["us-ofac-sdn:14"].addresses == ()


def test_a_file_without_the_mark_that_the_others_have(read: Read) -> None:
    report, _ = read(alt=(MADE / "alt.csv").read_bytes().rstrip(b"\x1a"))
    assert report.warnings == ["alt.csv lacks the end-of-file byte that sdn.csv has: was it cut?"]
    assert read()[0].warnings == []


def test_empty_comments_are_legal_and_empty_aliases_are_not(read: Read) -> None:
    report, _ = read(sdn_comments=b"")
    assert report.warnings == ["sdn_comments.csv is empty"]
    with pytest.raises(ListRefusedError, match="EG2001"):
        read(sdn_comments=b"", alt=b"")


def test_the_same_entry_twice(read: Read) -> None:
    first = SDN.split(b"\r\n", maxsplit=1)[0] + b"\r\n"
    report, found = read(sdn=first + SDN)
    assert len(found) == 4
    assert [each.code for each in report.quarantined] == ["EG2011"]
    assert report.balanced


def test_unbalanced_quotation_mark(read: Read) -> None:
    with pytest.raises(ListRefusedError, match="EG2002"):
        read(sdn=SDN.replace(b'"SDGT"', b'"SDGT'))


def test_encoding_is_never_guessed(read: Read) -> None:
    latin = SDN.replace(b"GAMMA STAR", "GÄMMA STAR".encode("cp1252"))
    with pytest.raises(ListRefusedError, match=r"EG2005 sdn\.csv:4: byte 0xc4 is not UTF-8"):
        read(sdn=latin)
    assert read(sdn=latin, encoding="cp1252")[1]["us-ofac-sdn:14"].primary_name == "GÄMMA STAR"
    with pytest.raises(ListRefusedError, match="EG2005"):
        read(sdn=latin, encoding="klingon")


def test_a_remark_cut_at_its_end_gives_no_half_facts(read: Read) -> None:
    filler = b"x" * 960
    long = SDN.replace(b"DOB 08 Sep 1966", filler).replace(b"; Gend", b"; a.k.a. 'JOHNN")
    _, found = read(sdn=long, partial="fields", without="sdn_comments")
    party = found["us-ofac-sdn:13"]
    assert [each.text for each in party.names] == ["DOE, John"]
    assert "a.k.a. 'JOHNN" in party.notes
