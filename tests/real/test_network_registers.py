"""Registers as they are published: every count, every pitfall that the real files hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from endgate.network.answers import find_party, party_exposures
from endgate.network.compile import compile_graph
from endgate.network.compiled import Compiled
from endgate.network.gather import Counts
from endgate.network.importers.run import import_files
from endgate.network.model import Verdict
from endgate.network.records import NodeKind
from endgate.network.regimes import regime
from endgate.terms.truth import Truth

pytestmark = pytest.mark.shared
DAY = date(2026, 5, 1)


def read(*paths: Path) -> tuple[Compiled, tuple[Counts, ...]]:
    imported = import_files(paths)
    return compile_graph(imported.gathered), imported.counts


def figures(counts: Counts) -> tuple[str, int, int, int, int]:
    return counts.format, counts.read, counts.used, sum(counts.skipped.values()), counts.outside


@pytest.mark.parametrize(
    ("file", "read_", "outside", "controls"),
    [("2024/IRGC_sanctions.xml.gz", 229, 28, 67), ("2025-01/CONS_ENHANCED.ZIP", 283, 1, 282)],
)
def test_ofac_enhanced(shared: Path, file: str, read_: int, outside: int, controls: int) -> None:
    graph, (counts,) = read(shared / "lists/us-ofac/enhanced-xml" / file)
    assert figures(counts) == ("ofac-enhanced", read_, read_, 0, outside)
    assert counts.faults == []
    assert graph.count("controls") == controls


def test_a_party_owned_or_controlled_by_a_listed_one(shared: Path) -> None:
    graph, _ = read(shared / "lists/us-ofac/enhanced-xml/2024/IRGC_sanctions.xml.gz")
    rule = regime("US-OFAC-50", DAY)
    assert rule is not None
    held = [
        int(graph.held[link])
        for link in range(graph.links)
        if graph.word(link) == "controls" and graph.listed_words(int(graph.holder[link]))
    ]
    assert len(held) > 40
    (found,) = party_exposures(graph, held[0], [rule], [], DAY)
    assert (found.verdict, found.control, found.min) == (Verdict.MAY, Truth.TRUE, 0)
    assert any(line.startswith("question: ") for line in found.path)


@pytest.mark.parametrize(
    ("edition", "linked", "outside"), [("2018-01", 1479, 3), ("2021-07", 3391, 8), ("2022-12", 4788, 0)]
)
def test_sdn_remarks(shared: Path, edition: str, linked: int, outside: int) -> None:
    graph, (counts,) = read(shared / f"lists/us-ofac/csv/{edition}/sdn.csv.gz")
    assert figures(counts) == ("ofac-sdn", linked, linked, 0, outside)
    assert graph.count("associate") == graph.links


def test_bods_sample_and_examples(shared: Path) -> None:
    graph, (counts,) = read(shared / "lists/bods/sample_300_statements_0.4.json")
    assert figures(counts) == ("bods", 100, 100, 0, 0)
    assert (graph.nodes, graph.links) == (200, 100)
    graph, all_counts = read(shared / "lists/bods/data-standard/examples")
    assert [each.file for each in all_counts if each.format != "bods" or each.faults or each.outside] == []
    by_file = {each.file: each for each in all_counts}
    assert figures(by_file["fermcat.json"])[1:4] == (10, 3, 7)
    assert figures(by_file["tecido.json"])[1:4] == (7, 2, 5)
    unnamed = [node for node in range(graph.nodes) if graph.kind_of(node) is NodeKind.UNKNOWN_OWNER]
    assert any("disclosure" in graph.name(node).casefold() or "unknown owner" in graph.name(node) for node in unnamed)


def test_bods_indirect_share_stands_beside_its_chain(shared: Path) -> None:
    graph, _ = read(shared / "lists/bods/data-standard/examples/mutilple-indirect-ownership-2.json")
    rule = regime("US-OFAC-50", DAY)
    assert rule is not None
    company, person = find_party(graph, "Company A"), find_party(graph, "Person 1")
    (found,) = party_exposures(graph, company, [rule], [person], DAY)
    assert (found.verdict, found.min, found.max) == (Verdict.MAY, 0, 60)
    assert any("holds 60 % through others" in line for line in found.path)


def test_uk_register_samples(shared: Path) -> None:
    graph, counts = read(shared / "lists/gb-psc")
    assert (sum(each.read for each in counts), sum(each.used for each in counts)) == (13, 7)
    assert {each.format for each in counts} == {"gb-psc"}
    assert [each.faults for each in counts if each.faults] == []
    company = find_party(graph, "01234567")
    assert "identity the register protects" in graph.notes[company]
    assert {graph.ids[int(graph.held[link])] for link in range(graph.links)} == {"01234567"}
    assert "00056099" in {graph.ids[node] for node in range(graph.nodes)}


def test_uk_share_ceased(shared: Path) -> None:
    graph, _ = read(shared / "lists/gb-psc/psc_ceased_on.json")
    rule = regime("US-OFAC-50", DAY)
    assert rule is not None
    company, person = find_party(graph, "01234567"), find_party(graph, "Joe Bloggs")
    for day, verdict in ((date(2016, 10, 10), Verdict.MAY), (date(2016, 10, 11), Verdict.NO)):
        (found,) = party_exposures(graph, company, [rule], [person], day)
        assert found.verdict is verdict


def test_gleif_golden_copy(shared: Path) -> None:
    graph, (counts,) = read(shared / "lists/gleif/2024-05-05")
    assert (graph.nodes, graph.links, figures(counts)) == (577, 0, ("gleif-lei", 0, 0, 0, 0))
    assert NodeKind.ESTABLISHMENT not in {graph.kind_of(node) for node in range(graph.nodes)}
    assert len(read(shared / "lists/gleif/2018-09-01")[0].ids) == 10


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rr-data", ("gleif-rr", 10, 10, 0, 10)),
        ("rr-updates-data2", ("gleif-rr", 11, 11, 0, 11)),
        ("rr-updates-data2-new", ("gleif-rr", 10, 9, 1, 9)),
        ("repex-data", ("gleif-repex", 10, 0, 10, 0)),
        ("repex-updates-data2-new", ("gleif-repex", 7, 0, 7, 0)),
    ],
)
def test_gleif_relations_and_exceptions_read_alike_as_xml_and_json(
    shared: Path, name: str, expected: tuple[str, int, int, int, int]
) -> None:
    folder = shared / "lists/gleif/bodspipelines-fixtures"
    graphs = []
    for ending in ("xml", "json"):
        graph, (counts,) = read(folder / f"{name}.{ending}")
        assert figures(counts) == expected
        graphs.append(
            [
                (graph.ids[int(h)], graph.ids[int(e)], int(k))
                for h, e, k in zip(graph.holder, graph.held, graph.kind, strict=True)
            ]
        )
    assert sorted(graphs[0]) == sorted(graphs[1])


def test_gleif_consolidation_is_no_share(shared: Path) -> None:
    graph, _ = read(shared / "lists/gleif/bodspipelines-fixtures/rr-data.json")
    rule = regime("US-OFAC-50", DAY)
    assert rule is not None
    link = next(each for each in range(graph.links) if graph.word(each) == "consolidated_by")
    (found,) = party_exposures(graph, int(graph.held[link]), [rule], [int(graph.holder[link])], DAY)
    assert (found.verdict, found.min, found.max) == (Verdict.MAY, 0, 100)


def test_parents_of_the_1260h_table(shared: Path) -> None:
    graph, counts = read(shared / "lists/us-special")
    by_file = {each.file: each for each in counts}
    assert figures(by_file["dod_chinese_milcorps_1260H.csv"])[:4] == ("csv-parents", 197, 197, 0)
    assert [fault.code for fault in by_file["section_1286.csv"].faults] == ["EG3504"]
    assert graph.count("parent") == 197


def test_everything_at_once(shared: Path) -> None:
    folders = [shared / "lists" / each for each in ("gleif", "bods", "gb-psc", "us-ofac", "us-special")]
    graph, counts = read(*folders)
    assert graph.links > 12_000
    assert all(each.read == each.used + sum(each.skipped.values()) for each in counts if each.format != "gleif-lei")
    assert all(each.faults for each in counts if not each.format)
