"""Importers on files written here: what each reads, what each refuses, and that one bad row costs one row."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endgate.network.answers import find_party, party_exposures
from endgate.network.compile import compile_graph
from endgate.network.compiled import Compiled
from endgate.network.errors import NetworkError
from endgate.network.gather import Counts
from endgate.network.importers.run import Imported, import_files
from endgate.network.regimes import regime

DAY = date(2026, 5, 1)
LEI, PARENT = "097900BID10000147476", "5493001Z012YSB2A0K51"


def put(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


def lines(*rows: Any) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def one(*paths: Path) -> tuple[Compiled, Counts, Imported]:
    imported = import_files(paths)
    return compile_graph(imported.gathered), imported.counts[0], imported


def codes(counts: Counts) -> list[str]:
    return [fault.code for fault in counts.faults]


def ask(graph: Compiled, party: str, base: str, name: str = "US-OFAC-50") -> tuple[str, float, float]:
    rule = regime(name, DAY)
    assert rule is not None
    (found,) = party_exposures(graph, find_party(graph, party), [rule], [find_party(graph, base)], DAY)
    return str(found.verdict), float(found.min), float(found.max)


def owns(number: int, owner: str, asset: str, **more: Any) -> dict[str, Any]:
    properties = {"owner": [owner], "asset": [asset], **{key: [value] for key, value in more.items()}}
    return {"id": f"o{number}", "schema": "Ownership", "properties": properties}


def thing(identifier: str, schema: str = "Company", **more: Any) -> dict[str, Any]:
    return {"id": identifier, "schema": schema, "properties": {"name": [identifier.title()], **more}}


@pytest.mark.parametrize(
    ("percentage", "expected"),
    [
        ("50", ("MUST", 50, 50)),
        ("50.0%", ("MUST", 50, 50)),
        ("50,5", ("MUST", 50.5, 50.5)),
        ("25-50", ("MAY", 25, 50)),
        (">75", ("MUST", 75, 100)),
    ],
)
def test_ftm_percentages_are_free_text(tmp_path: Path, percentage: str, expected: tuple[str, float, float]) -> None:
    rows = lines(owns(1, "x", "c", percentage=percentage), thing("x"), thing("c"))
    assert ask(one(put(tmp_path, "e.json", rows))[0], "c", "x") == expected


def test_ftm_takes_any_order_any_holder_and_keeps_good_lines(tmp_path: Path) -> None:
    rows = lines(
        owns(1, "x", "org", percentage="60"),
        '{"id": "broken',
        owns(2, "org", "c", percentage="150"),
        owns(3, "org", "c", percentage="70", startDate="2020-13-01"),
        owns(4, "org", "c", percentage="70", startDate="2020-02", endDate="2030-01-01T00:00:00"),
        owns(5, "c", "c", percentage="5"),
        owns(6, "c", "elsewhere", percentage="5"),
        {"id": "d", "schema": "Directorship", "properties": {"director": ["x"], "organization": ["c"]}},
        {"id": "s", "schema": "Sanction", "properties": {"entity": ["x"]}},
        {"id": "m", "schema": "Ownership", "properties": {"owner": ["x"]}},
        thing("x", "Person"),
        thing("org", "Organization"),
        thing("c", leiCode=["549300XXXXXXXXXXXX00"]),
    )
    graph, counts, _ = one(put(tmp_path, "e.json", rows))
    assert (counts.read, counts.used, counts.outside) == (8, 5, 1)
    assert counts.skipped == {"broken line": 1, "share": 1, "dates": 1, "an end is missing": 1}
    assert sorted(codes(counts)) == ["EG3506", "EG3506", "EG3507", "EG3508", "EG3510", "EG3511"]
    assert counts.faults[0].where == "e.json:2"
    assert ask(graph, "c", "x")[0] == "MUST"
    assert "could not be read" in graph.notes[find_party(graph, "c")]


def statement(kind: str, record: str, details: dict[str, Any], day: str = "2020-01-01", status: str = "new") -> Any:
    return {
        "statementId": f"{record}-{day}",
        "statementDate": day,
        "recordId": record,
        "recordType": kind,
        "recordStatus": status,
        "recordDetails": details,
    }


def relation(holder: Any, held: str, *interests: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"interestedParty": holder, "subject": held, "interests": list(interests), **more}


def share(**ends: Any) -> dict[str, Any]:
    return {"type": "shareholding", "directOrIndirect": "direct", "share": ends}


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"exact": 50}, ("MUST", 50, 50)),
        ({"minimum": 25, "exclusiveMaximum": 50}, ("NO", 25, 50)),
        ({"exclusiveMinimum": 50, "maximum": 75}, ("MUST", 50, 75)),
        ({"minimum": 25, "maximum": 50}, ("MAY", 25, 50)),
        ({"minimum": 50, "exclusiveMinimum": False, "maximum": 75}, ("MUST", 50, 75)),
        ({}, ("MAY", 0, 100)),
    ],
)
def test_bods_shares_keep_their_ends(tmp_path: Path, ends: dict[str, Any], expected: tuple[str, float, float]) -> None:
    rows = [statement("relationship", "r", relation("x", "c", share(**ends)))]
    assert ask(one(put(tmp_path, "b.json", rows))[0], "c", "x") == expected


def test_bods_latest_statement_counts_and_a_closed_one_ends(tmp_path: Path) -> None:
    rows = [
        statement("entity", "c", {"name": "C", "entityType": {"type": "registeredEntity"}}),
        statement("person", "x", {"names": [{"fullName": "X"}]}),
        statement("relationship", "r", relation("x", "c", share(exact=60)), "2021-01-01", "updated"),
        statement("relationship", "r", relation("x", "c", share(exact=90)), "2020-01-01"),
        statement("relationship", "s", relation("x", "c", share(exact=30)), "2020-01-01"),
        statement("relationship", "s", relation("x", "c", share(exact=30)), "2022-01-01", "closed"),
        statement("relationship", "u", relation({"reason": "noBeneficialOwners"}, "c")),
    ]
    graph, counts, _ = one(put(tmp_path, "b.json", rows))
    assert (counts.read, counts.used, counts.outside, counts.skipped["superseded"]) == (5, 3, 0, 2)
    assert ask(graph, "c", "x") == ("MUST", 60, 60)
    assert any("noBeneficialOwners" in graph.name(node) for node in range(graph.nodes))


def test_bods_share_with_components_is_never_added(tmp_path: Path) -> None:
    rows = [
        statement("relationship", "a", relation("m", "c", share(exact=40))),
        statement("relationship", "b", relation("n", "c", share(exact=20))),
        statement("relationship", "d", relation("x", "m", {"directOrIndirect": "unknown"})),
        statement("relationship", "e", relation("x", "n", {"directOrIndirect": "unknown"})),
        statement("relationship", "f", relation("x", "c", share(exact=60), componentRecords=["a", "b", "d", "e"])),
    ]
    assert ask(one(put(tmp_path, "b.json", rows))[0], "c", "x") == ("MAY", 0, 60)


def record(word: str, start: str = LEI, end: str = PARENT, updated: str = "2024-01-01", **more: Any) -> dict[str, Any]:
    periods = more.pop("periods", [{"StartDate": "2012-01-01T00:00:00Z", "PeriodType": "RELATIONSHIP_PERIOD"}])
    relation_ = {
        "StartNode": {"NodeID": start},
        "EndNode": {"NodeID": end},
        "RelationshipType": word,
        "RelationshipPeriods": periods,
        **more,
    }
    return {"Relationship": relation_, "Registration": {"LastUpdateDate": updated}}


def test_gleif_parents_consolidate_and_branches_get_a_head(tmp_path: Path) -> None:
    rows = [record("IS_DIRECTLY_CONSOLIDATED_BY", RelationshipQuantifiers={"QuantifierAmount": "100"})]
    graph, counts, _ = one(put(tmp_path, "rr.json", rows))
    assert (counts.format, counts.read, counts.used, counts.outside) == ("gleif-rr", 1, 1, 1)
    assert ask(graph, LEI, PARENT) == ("MAY", 0, 100)
    branch = one(put(tmp_path, "br.json", [record("IS_INTERNATIONAL_BRANCH_OF")]))[0]
    assert branch.count("branch_of") == 1
    fund = one(put(tmp_path, "f.json", [record("IS_FUND-MANAGED_BY"), record("IS_SUBFUND_OF")]))[0]
    assert ask(fund, LEI, PARENT) == ("NO", 0, 0)


def test_gleif_takes_the_relationship_period_of_one_or_several(tmp_path: Path) -> None:
    accounts = {"StartDate": "2012-01-01", "EndDate": "2013-01-01", "PeriodType": "ACCOUNTING_PERIOD"}
    own = {"StartDate": "2012-01-01", "PeriodType": "RELATIONSHIP_PERIOD"}
    for number, periods in enumerate(([accounts, own], own, {"RelationshipPeriod": [accounts, own]})):
        path = put(tmp_path, f"{number}.json", [record("IS_DIRECTLY_CONSOLIDATED_BY", periods=periods)])
        assert ask(one(path)[0], LEI, PARENT)[0] == "MAY"
    ended = {**own, "EndDate": "2020-01-01"}
    path = put(tmp_path, "ended.json", [record("IS_DIRECTLY_CONSOLIDATED_BY", periods=[ended])])
    assert ask(one(path)[0], LEI, PARENT)[0] == "NO"


def test_gleif_newest_record_of_child_and_type_counts(tmp_path: Path) -> None:
    other = "549300O897ZC5H7CY412"
    word = "IS_DIRECTLY_CONSOLIDATED_BY"
    rows = [record(word), record(word, end=other, updated="2025-01-01"), record(word, updated="2023-01-01")]
    graph, counts, _ = one(put(tmp_path, "rr.json", rows))
    assert (counts.used, counts.skipped["superseded"], graph.links) == (2, 1, 1)
    assert ask(graph, LEI, PARENT)[0] == "NO"
    gone = {**record(word, updated="2026-01-01"), "Extension": {"Deletion": {"DeletedAt": "2026-01-01"}}}
    assert one(put(tmp_path, "gone.json", [record(word), gone]))[0].links == 0


def test_gleif_exceptions_are_notes_and_wrong_leis_are_told(tmp_path: Path) -> None:
    exception = {
        "LEI": LEI,
        "ExceptionCategory": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
        "ExceptionReason": "NO_LEI",
    }
    graph, counts, _ = one(put(tmp_path, "ex.json", [exception]))
    assert (counts.format, graph.links, graph.notes[0]) == ("gleif-repex", 0, "no ultimate parent is named: NO_LEI")
    wrong = record("IS_DIRECTLY_CONSOLIDATED_BY", start="549300XXXXXXXXXXXX00")
    graph, counts, _ = one(put(tmp_path, "rr.json", [wrong, record("IS_DIRECTLY_CONSOLIDATED_BY")]))
    assert (codes(counts), graph.links) == (["EG3510"], 2)


def enhanced(*relations: str) -> str:
    inside = "".join(relations)
    return (
        '<?xml version="1.0"?><sanctionsData xmlns="urn:x"><publicationInfo><dataAsOf>2024-08-28T00:00:00</dataAsOf>'
        '</publicationInfo><entities><entity id="1"><generalInfo><entityType>Entity</entityType></generalInfo>'
        "<names><name><isPrimary>true</isPrimary><translations><translation><isPrimary>true</isPrimary>"
        "<formattedFullName>Subject</formattedFullName></translation></translations></name></names>"
        f"<relationships>{inside}</relationships></entity></entities></sanctionsData>"
    )


def relates(number: str, words: str = "", more: str = "") -> str:
    return (
        f'<relationship id="9"><type refId="{number}">{words}</type>{more}'
        '<relatedEntity entityId="2">Target</relatedEntity></relationship>'
    )


def test_ofac_direction_follows_the_type(tmp_path: Path) -> None:
    graph, counts, _ = one(put(tmp_path, "o.xml", enhanced(relates("15003"))))
    assert (counts.read, counts.used, counts.outside) == (1, 1, 1)
    assert ask(graph, "Subject", "Target") == ("MAY", 0, 100)
    assert ask(graph, "Target", "Subject")[0] == "NO"
    reverse = one(put(tmp_path, "r.xml", enhanced(relates("92019"))))[0]
    assert ask(reverse, "Target", "Subject")[0] == "MAY"
    assert ask(one(put(tmp_path, "a.xml", enhanced(relates("15002"))))[0], "Subject", "Target") == ("NO", 0, 0)


def test_ofac_unknown_types_and_broken_files_keep_what_was_read(tmp_path: Path) -> None:
    whole = enhanced(relates("15003"), relates("77777", "Newly invented"))
    _, counts, _ = one(put(tmp_path, "o.xml", whole))
    assert (counts.read, counts.used, codes(counts)) == (2, 1, ["EG3506"])
    graph, counts, _ = one(put(tmp_path, "cut.xml", whole.removesuffix("</entities></sanctionsData>")))
    assert (graph.links, codes(counts)) == (1, ["EG3506", "EG3505"])
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>' + whole.split("?>")[1]
    assert codes(one(put(tmp_path, "bomb.xml", bomb))[1]) == ["EG3505"]


def test_sdn_remarks_are_associates(tmp_path: Path) -> None:
    rows = '1,"ALPHA LTD.",-0- ,"X",,,,,,,,"DOB 1960; Linked To: BETA CO.; Linked To: GONE INC."\r\n'
    rows += '2,"BETA CO.",-0- ,"X",,,,,,,,-0- \r\n'
    graph, counts, _ = one(put(tmp_path, "sdn.csv", rows))
    assert (counts.format, counts.read, counts.used, counts.outside) == ("ofac-sdn", 2, 2, 1)
    assert graph.count("associate") == 2
    assert ask(graph, "Alpha Ltd.", "Beta Co.")[0] == "NO"


def psc(natures: list[str], number: str = "1234567", **more: Any) -> dict[str, Any]:
    data = {
        "kind": "individual-person-with-significant-control",
        "name": "X",
        "links": {"self": "/x"},
        "natures_of_control": natures,
        "notified_on": "2016-04-06",
        **more,
    }
    return {"company_number": number, "data": data}


@pytest.mark.parametrize(
    ("nature", "ofac", "uk"),
    [
        ("ownership-of-shares-25-to-50-percent", ("MAY", 25, 50), "NO"),
        ("ownership-of-shares-50-to-75-percent", ("MUST", 50, 75), "MUST"),
        ("ownership-of-shares-75-to-100-percent", ("MUST", 75, 100), "MUST"),
        ("ownership-of-shares-75-to-100-percent-as-trust", ("MAY", 0, 100), "MAY"),
        ("voting-rights-75-to-100-percent", ("NO", 0, 0), "MUST"),
        ("significant-influence-or-control", ("MAY", 0, 100), "MAY"),
        ("right-to-appoint-and-remove-directors", ("NO", 0, 0), "NO"),
    ],
)
def test_uk_bands_are_open_where_the_register_is(
    tmp_path: Path, nature: str, ofac: tuple[str, float, float], uk: str
) -> None:
    graph = one(put(tmp_path, "p.jsonl", lines(psc([nature]))))[0]
    assert ask(graph, "01234567", "X") == ofac
    assert ask(graph, "01234567", "X", "UK-FREEZE")[0] == uk


def test_uk_lines_without_a_person_are_notes(tmp_path: Path) -> None:
    rows = lines(
        psc(["ownership-of-shares-75-to-100-percent"], ceased_on="2020-01-01"),
        {"company_number": "1234567", "data": {"kind": "exemptions"}},
        {"data": {"kind": "totals#persons-of-significant-control-snapshot"}},
        psc([], notified_on="2016-99-06"),
    )
    graph, counts, _ = one(put(tmp_path, "p.jsonl", rows))
    assert (counts.read, counts.used, dict(counts.skipped)) == (4, 1, {"names no person": 2, "dates": 1})
    assert codes(counts) == ["EG3511"]
    assert "exempt" in graph.notes[find_party(graph, "01234567")]
    assert ask(graph, "01234567", "X")[0] == "NO"


ENTITIES = "id,kind,name,country,lei,head_id,phone\n"
LINKS = "holder,held,kind,share,lo,hi,from,to\n"


def test_own_tables_reject_rows_with_line_reason_and_remedy(tmp_path: Path) -> None:
    put(tmp_path, "entities.csv", ENTITIES + "x,company,X,NA,,,\nc,company,C,DE,BAD,,\n,company,,,,,\nd,odd,D,,,,\n")
    rows = ["x,c,owns,60,,,,", "x,c,owns,150 %,,,,", "x,c,owns,-5,,,,", "x,c,owns,,60,40,,", "x,c,owns,lots,,,,"]
    rows += [
        "x,c,owns,5,,,2021-02-30,",
        "x,c,owns,5,,,2022,2021",
        "c,c,owns,100,,,,",
        "z,c,owns,5,,,,",
        "x,c,eats,,,,,",
    ]
    put(tmp_path, "links.csv", LINKS + "\n".join(rows) + "\n")
    graph, entities, imported = one(tmp_path)
    links = imported.counts[1]
    assert codes(entities) == ["EG3510", "EG3506", "EG3506"]
    assert (links.read, links.used, links.outside) == (10, 2, 1)
    assert sum(links.skipped.values()) == 8
    expected = ["EG3507", "EG3507", "EG3507", "EG3501", "EG3511", "EG3511", "EG3508", "EG3506", "EG3509"]
    assert codes(links) == expected
    assert links.faults[0].where == "links.csv:3"
    assert ask(graph, "C", "X") == ("MUST", 60, 60)
    assert graph.countries[find_party(graph, "X")] == "NA"


def test_own_tables_know_branches_and_shared_numbers(tmp_path: Path) -> None:
    put(tmp_path, "entities.csv", ENTITIES + "a,company,A,DE,,,+49 1\nb,branch,B,CN,,a,\nc,company,C,DE,,,+49  1\n")
    put(tmp_path, "links.csv", LINKS + "x,a,owns,60,,,,\nx,b,owns,100,,,,\n")
    graph = one(tmp_path)[0]
    assert (graph.count("branch_of"), graph.count("has"), graph.count("owns")) == (2, 2, 1)
    assert ask(graph, "b", "x") == ("MUST", 60, 60)


def test_content_tells_the_format_in_any_wrapping(tmp_path: Path) -> None:
    rows = lines(owns(1, "x", "c", percentage="60"), thing("x"), thing("c"))
    plain = put(tmp_path, "no-ending", rows)
    packed = tmp_path / "packed.bin"
    packed.write_bytes(gzip.compress(rows.encode()))
    zipped = tmp_path / "both.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a/one.json", rows)
        archive.writestr("two.csv", LINKS + "x,c,owns,60,,,,\n")
    array = put(tmp_path, "array.json", json.dumps([json.loads(line) for line in rows.splitlines()], indent=2))
    wrapped = put(tmp_path, "wrapped.json", json.dumps({"records": [json.loads(line) for line in rows.splitlines()]}))
    for path in (plain, packed, array, wrapped):
        graph, counts, _ = one(path)
        assert (counts.format, counts.used, graph.links) == ("ftm", 1, 1)
    inside = import_files([zipped]).counts
    assert [(each.file, each.format) for each in inside] == [
        ("both.zip!a/one.json", "ftm"),
        ("both.zip!two.csv", "csv-links"),
    ]


def test_what_is_no_register_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "hello")
    put(tmp_path, "b.json", "{")
    (tmp_path / "c.gz").write_bytes(gzip.compress(b'{"id": "x", "schema": "Company", "properties": {}}\n' * 9)[:40])
    put(tmp_path, "d.json", lines(owns(1, "x", "c")))
    put(tmp_path, "e.json", '[{"id": "y", "schema": "Company", "properties": {}}, {"id": ')
    graph, _, imported = one(tmp_path)
    assert [codes(each) for each in imported.counts] == [["EG3504"], ["EG3504"], ["EG3505"], [], ["EG3505"]]
    assert graph.links == 1
    with pytest.raises(NetworkError):
        import_files([tmp_path / "absent"])
