"""Bad input never earns a verdict: a coded fault with its place, exit code 1, nothing written."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command, Ran

ROOT = Path(__file__).parents[1]
BASE = (ROOT / "examples" / "ordinary-us-switzerland.json").read_text(encoding="utf-8")
UN = ROOT / "tests" / "fixtures" / "lists" / "un" / "consolidated.xml"
Change = Callable[[dict[str, Any]], Any]


def refused(ran: Ran, code: str, place: str) -> None:
    """No verdict, exit code 1, and a first fault of that code at that place with why and remedy."""
    first = ran.err.splitlines()[0]
    assert (ran.code, ran.out) == (1, ""), ran
    assert first.startswith(f"{code} "), ran.err
    assert first.endswith(place), ran.err
    assert "why it matters:" in ran.err
    assert "remedy:" in ran.err


TEXTS: dict[str, tuple[str, bytes, str, str]] = {
    "brace too many": ("a.json", BASE.replace("[", "}[", 1).encode(), "EG1001", "a.json:8:13"),
    "cut off": ("a.json", BASE[:-40].encode(), "EG1001", ":80:2"),
    "empty": ("a.json", b"", "EG1008", "a.json"),
    "blank": ("a.json", b" \n", "EG1008", "a.json"),
    "empty list": ("a.json", b"[]", "EG1008", "a.json"),
    "a number": ("a.json", b"5", "EG1004", "$"),
    "a byte order mark of another coding": ("a.json", BASE.encode("utf-16"), "EG1009", "a.json:1"),
    "Latin-1": ("a.json", BASE.encode("latin-1"), "EG1009", "a.json:26"),
    "binary junk": ("a.json", bytes(range(256)) * 8, "EG1009", "a.json:2"),
    "deep nesting": ("a.json", b"[" * 100_000, "EG1012", "a.json"),
    "a key twice": ("a.json", BASE.replace('"id": "ord', '"id": "x", "id": "ord', 1).encode(), "EG1010", "$.id"),
    "not a number": ("a.json", BASE.replace('"8200"', "NaN").encode(), "EG1011", "$.items[0].value.amount"),
    "junk as a workbook": ("a.xlsx", bytes(range(256)), "EG1014", "a.xlsx"),
    "a broken workbook": ("a.xlsx", b"PK\x03\x04" + bytes(99), "EG1207", "a.xlsx"),
    "an empty workbook": ("a.xlsx", b"", "EG1008", "a.xlsx"),
    "an empty table": ("a.csv", b"", "EG1008", "a.csv"),
    "a table without lines": ("a.csv", b"shipment_id,date\n", "EG1203", "a.csv:1"),
    "an unknown column": ("a.csv", b"shipmentid,date\na,2026-01-01\n", "EG1201", "a.csv:1 column 1"),
    "NUL in a table": ("a.csv", b"shipment_id,date\n\0,2026-01-01\n", "EG1015", "a.csv:2 column 1: $.id"),
    "Latin-1 in a table": ("a.csv", b"shipment_id,date\ncaf\xe9,2026-01-01\n", "EG1009", "a.csv:2"),
}


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_what_cannot_be_read(command: Command, tmp_path: Path, case: tuple[str, bytes, str, str]) -> None:
    name, content, code, place = case
    (tmp_path / name).write_bytes(content)
    refused(command("check", tmp_path / name, "--out", tmp_path / "record.json"), code, place)
    assert [each.name for each in tmp_path.iterdir()] == [name]


def field(*path: str | int, value: Any) -> Change:
    def change(raw: dict[str, Any]) -> None:
        here: Any = raw
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value

    return change


def number(kind: str, value: str) -> Change:
    return field("parties", 1, "identifiers", value=[{"kind": kind, "value": value}])


VALUES: dict[str, tuple[Change, str, str]] = {
    "unknown field": (field("destinaton", value="CH"), "EG1002", "$.destinaton"),
    "unknown field inside": (field("items", 0, "colour", value="red"), "EG1002", "$.items[0].colour"),
    "missing field": (lambda raw: raw.pop("id"), "EG1003", "$.id"),
    "impossible day": (field("date", value="2026-02-30"), "EG1005", "$.date"),
    "a day as a number": (field("date", value=20260101), "EG1005", "$.date"),
    "unknown country": (field("declared_destination", value="XX"), "EG1007", "$.declared_destination"),
    "a country in words": (field("parties", 0, "seat", value="Amerika"), "EG1007", "$.parties[0].seat"),
    "negative quantity": (field("items", 0, "quantity", value="-4 pieces"), "EG1106", "$.items[0].quantity"),
    "quantity without unit": (field("items", 0, "quantity", value="40"), "EG1106", "$.items[0].quantity"),
    "endless quantity": (field("items", 0, "quantity", value="1e999999 kg"), "EG1106", "$.items[0].quantity"),
    "negative value": (field("items", 0, "value", "amount", value="-1"), "EG1113", "$.items[0].value.amount"),
    "value without currency": (
        lambda raw: raw["items"][0]["value"].pop("currency"),
        "EG1003",
        "$.items[0].value.currency",
    ),
    "no such currency": (field("items", 0, "value", "currency", value="XYZ"), "EG1112", "$.items[0].value.currency"),
    "CAS check digit": (field("items", 0, "cas", value="1313-82-3"), "EG1107", "$.items[0].cas"),
    "IMO check digit": (number("imo_ship", "9074728"), "EG1108", "$.parties[1].identifiers[0].value"),
    "LEI check digits": (number("lei", "5493001KJTIIGC8Y1R13"), "EG1109", "$.parties[1].identifiers[0].value"),
    "content above the whole": (
        field("items", 0, "us_content_percent", value="140"),
        "EG1111",
        "$.items[0].us_content_percent",
    ),
    "HS code with a letter": (field("items", 0, "hs", value="94x"), "EG1110", "$.items[0].hs"),
    "yes for true": (field("parties", 0, "us_person", value="yes"), "EG1004", "$.parties[0].us_person"),
    "unknown role": (field("parties", 0, "roles", value=["exportr"]), "EG1006", "$.parties[0].roles[0]"),
    "no items": (field("items", value=[]), "EG1103", "$.items"),
    "no parties": (field("parties", value=[]), "EG1104", "$.parties"),
    "another schema": (field("schema", value="endgate.shipment/9"), "EG1017", "$.schema"),
    "statement by nobody": (field("statements", 0, "by", value="ghost"), "EG1102", "$.statements[0].by"),
    "claims that are not there": (field("claims", value=["none.claims.json"]), "EG9010", "$.claims[0]"),
    "claims of another folder": (field("claims", value=["../a.json"]), "EG9010", "$.claims[0]"),
    "claims by a whole path": (field("claims", value=["/etc/hostname"]), "EG9010", "$.claims[0]"),
}


@pytest.mark.parametrize("case", VALUES.values(), ids=VALUES)
def test_what_cannot_be_right(command: Command, tmp_path: Path, case: tuple[Change, str, str]) -> None:
    change, code, place = case
    raw = json.loads(BASE)
    change(raw)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    refused(command("check", path, "--json"), code, f"a.json: {place}")


def test_all_faults_of_a_file_are_shown_together(command: Command, tmp_path: Path) -> None:
    raw = json.loads(BASE)
    raw |= {"date": "2026-02-30", "declared_destination": "XX", "colour": "red"}
    (tmp_path / "a.json").write_text(json.dumps(raw), encoding="utf-8")
    ran = command("check", tmp_path / "a.json")
    assert all(code in ran.err for code in ("EG1002", "EG1005", "EG1007"))


def test_one_bad_shipment_takes_no_other_with_it(command: Command, tmp_path: Path) -> None:
    raw = json.loads(BASE)
    lines = [json.dumps(raw), "{", json.dumps({**raw, "id": "second"})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = command("check", tmp_path / "a.jsonl", "--jsonl", "--exit-code")
    assert [json.loads(line)["shipment"] for line in ran.out.splitlines()] == ["ordinary-us-ch", "second"]
    assert ran.code == 1
    assert "a.jsonl:2:2" in ran.err
    assert "2 decided" in ran.err


def test_json_of_several_is_a_list_however_many_were_decided(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(json.loads(BASE)) + "\n{", encoding="utf-8")
    ran = command("check", tmp_path / "a.jsonl", "--json")
    assert [each["shipment"] for each in ran.json()] == ["ordinary-us-ch"]
    assert ran.code == 1


def test_files_that_are_not_there(command: Command, tmp_path: Path) -> None:
    refused(command("check", tmp_path / "nothing.json"), "EG1016", "nothing.json")
    refused(command("check", tmp_path), "EG9013", str(tmp_path))
    assert command("replay", tmp_path / "nothing.json").code == 1
    assert command("explain", tmp_path).code == 1


def test_a_file_of_claims_says_what_it_is(command: Command) -> None:
    refused(command("check", ROOT / "examples" / "s3-reports.claims.json"), "EG9016", "s3-reports.claims.json")


def test_standard_input(command: Command) -> None:
    refused(command("check", "-", stdin=b""), "EG1008", "-")
    refused(command("check", "-", stdin=b"\xff\xfe\0"), "EG1009", "-:1")
    raw = {**json.loads(BASE), "claims": ["a.claims.json"]}
    refused(command("check", "-", stdin=json.dumps(raw).encode()), "EG9011", "-")


CLAIMS: dict[str, tuple[Change, str, str]] = {
    "no such document": (field("claims", 0, "document", value="NO"), "EG7001", "$.claims[0].document"),
    "no such source": (
        field("claims", 0, "chain", value=[{"source": "nobody"}]),
        "EG7001",
        "$.claims[0].chain[0].source",
    ),
    "no such entity": (field("claims", 0, "roles", "goods", value=["x"]), "EG7001", "$.claims[0].roles.goods[0]"),
    "an unknown field": (field("claims", 0, "truth", value=1), "EG1002", "$.claims[0].truth"),
    "an impossible day": (
        field("claims", 0, "review", 0, "at", value="2009-13-01"),
        "EG1005",
        "$.claims[0].review[0].at",
    ),
    "an unknown label": (field("claims", 0, "label", value="TLP:PINK"), "EG1006", "$.claims[0].label"),
    "an id twice": (lambda raw: raw["claims"].append(raw["claims"][0]), "EG7002", "$.claims[3].id"),
    "another schema": (field("schema", value="endgate.claims/9"), "EG7005", "$.schema"),
    "a tie to nothing": (
        lambda raw: raw["ties"].append({"entity": "iran", "by": "x", "on": "2009-09-28"}),
        "EG1007",
        "$.ties[2]",
    ),
}


@pytest.fixture
def sulfide(examples: Path, tmp_path: Path) -> Path:
    for name in ("s3-sulfide-de.json", "s8-press.claims.json", "s3-reports.claims.json"):
        shutil.copy(examples / name, tmp_path)
    return tmp_path / "s3-sulfide-de.json"


@pytest.mark.parametrize("case", CLAIMS.values(), ids=CLAIMS)
def test_claims_that_cannot_be_right(command: Command, sulfide: Path, case: tuple[Change, str, str]) -> None:
    change, code, place = case
    path = sulfide.with_name("s3-reports.claims.json")
    raw = json.loads(path.read_bytes())
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")
    refused(command("check", sulfide), code, f"s3-reports.claims.json: {place}")
    assert command("explain", sulfide, "--for", "partner-it").out == ""


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "EG1008"), (b"{,", "EG1001"), (b"\0\xff", "EG1009"), (b"[" * 9999, "EG1012")]
)
def test_claims_that_cannot_be_read(command: Command, sulfide: Path, content: bytes, code: str) -> None:
    path = sulfide.with_name("s3-reports.claims.json")
    path.write_bytes(content)
    ran = command("check", sulfide)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{code} {path}")


def test_a_folder_in_place_of_claims(command: Command, sulfide: Path) -> None:
    path = sulfide.with_name("s3-reports.claims.json")
    path.unlink()
    path.mkdir()
    refused(command("check", sulfide), "EG9010", "$.claims[1]")


def test_a_record_that_cannot_be_written_leaves_what_was_there(
    command: Command, examples: Path, tmp_path: Path
) -> None:
    shipment = examples / "ordinary-us-switzerland.json"
    (tmp_path / "folder").mkdir()
    for out in (tmp_path / "folder", tmp_path / "absent" / "record.json"):
        ran = command("check", shipment, "--out", out)
        assert ran.code == 1
        assert f"EG9012 {out}" in ran.err
        ran = command("check", "--template", "json", "--out", out)
        refused(ran, "EG9012", str(out))
    kept = tmp_path / "record.json"
    kept.write_text("kept", encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    assert command("check", tmp_path / "bad.json", "--out", kept).code == 1
    assert kept.read_text(encoding="utf-8") == "kept"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bad.json", "folder", "record.json"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(BASE, encoding="utf-8")
    path.chmod(0)
    refused(command("check", path), "EG1016", "a.json")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("chekc",),
        ("check", "a.json", "--as-of", "2026-02-30"),
        ("check", "a.json", "--as-of", "yesterday"),
        ("check", "--template", "pdf"),
        ("check", "a.json", "--assume", "informed=yes"),
        ("explain",),
        ("replay",),
        ("list", "add", "--source", "un"),
    ],
    ids=" ".join,
)
def test_wrong_use(command: Command, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error" in ran.err


def test_an_edition_that_is_not_there_is_missing_data(command: Command, examples: Path) -> None:
    ran = command("check", examples / "ordinary-us-switzerland.json", "--edition", "nonesuch")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("EG1501")


BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CONSOLIDATED_LIST dateGenerated="2026-09-01T00:00:00"><INDIVIDUALS>&b;</INDIVIDUALS></CONSOLIDATED_LIST>"""
READER = BOMB.replace(b'a "aaaaaaaaaa"', b'a SYSTEM "file:///etc/hostname"')
LISTS: dict[str, tuple[str, bytes, str]] = {
    "cut off": ("un.xml", UN.read_bytes()[: UN.stat().st_size // 2], "EG2002"),
    "expanding entities": ("un.xml", BOMB, "EG2003"),
    "an entity that reads a file": ("un.xml", READER, "EG2003"),
    "binary junk": ("un.xml", bytes(range(256)), "EG2001"),
    "empty": ("un.xml", b"", "EG2001"),
    "a log-in page": ("un.xml", b"<!DOCTYPE html><html><body>Log in</body></html>", "EG2015"),
    "a filtered export": ("un.xml", UN.read_bytes(), "EG2016"),
    "no section": ("un.xml", b'<CONSOLIDATED_LIST dateGenerated="2026-09-01T00:00:00"/>', "EG2016"),
    "a cut archive": ("un.xml.gz", gzip.compress(UN.read_bytes())[:-20], "EG2002"),
    "a broken archive": ("un.zip", b"PK\x03\x04junk", "EG2002"),
}


@pytest.mark.parametrize("case", LISTS.values(), ids=LISTS)
def test_a_list_that_cannot_be_taken_changes_no_store(
    command: Command, tmp_path: Path, case: tuple[str, bytes, str]
) -> None:
    name, content, code = case
    (tmp_path / name).write_bytes(content)
    store = tmp_path / "data"
    added = command("list", "add", "--source", "un", "--from-file", UN, "--partial", "--store", store)
    assert added.code == 0, added.err
    before = held(store)
    ran = command("list", "add", "--source", "un", "--from-file", tmp_path / name, "--store", store)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{code} {name}")
    assert held(store) == before


def held(store: Path) -> dict[str, bytes]:
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def test_a_list_of_an_unknown_source(command: Command, tmp_path: Path) -> None:
    store = tmp_path / "data"
    refused(command("list", "add", "--source", "zz", "--from-file", UN, "--store", store), "EG2017", "--source")
    ran = command("list", "add", "--source", "us-ofac-sdn", "--from-file", UN, "--store", store)
    refused(ran, "EG2001", "consolidated.xml")
    assert held(store) == {}


ABSENT = [
    ("check", "{}"),
    ("explain", "{}"),
    ("replay", "{}"),
    ("route", "{}"),
    ("graph", "X", "--from", "{}"),
    ("goods", "--batch", "{}"),
    ("party", "--batch", "{}"),
    ("evidence", "claims", "{}"),
    ("trade", "anomalies", "--baci", "{}"),
    ("list", "add", "{}"),
    ("list", "diff", "{}", "{}"),
    ("law", "lint", "{}"),
    ("bench", "goods", "--queries", "{}"),
    ("bench", "names", "--pairs", "{}"),
]


@pytest.mark.parametrize("arguments", ABSENT, ids=" ".join)
def test_an_absent_file_is_the_same_fault_for_every_verb(
    command: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = command(*(each.format(tmp_path / "absent.json") for each in arguments))
    assert ran.code == 1, ran
    assert "absent.json" in ran.err
    assert "remedy:" in ran.err
    assert ran.out == ""


def test_goods_of_which_nothing_is_said_are_not_classified(command: Command) -> None:
    ran = command("goods", " ")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing to classify" in ran.err
