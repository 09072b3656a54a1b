"""Every real control list and nomenclature, by its importer: exact counts, golden rows, odd lines, what changed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from endgate.goods.differences import Change, EntryChange, differences
from endgate.goods.errors import GoodsError
from endgate.goods.importers import nomenclature
from endgate.goods.importers.reading import expected, read_control_list
from endgate.goods.texts import LineKind, ListText

LISTS = {
    "eu-annex1@2025-11-15": "eu_annex1_2025-11/annex_02021R0821-20251115.json.gz",
    "eu-annex1@2021-09-09": "eu_annex1_2021/annexI_2021-821_en_items.txt.gz",
    "eu-ml@2020-02-17": "eu_common_military_list_2020/ml1-22_en.txt.gz",
    "us-ccl@2026-07-23": "us_ccl_2026/ccl_ecfr_2026-07-23.json.gz",
    "us-usml@2026-07-23": "us_usml_nrc_2026/ecfr_title-22_part-121_usml.xml.gz",
    "us-nrc110@2026-07-23": "us_usml_nrc_2026/ecfr_title-10_part-110_nrc.xml.gz",
    "us-doe810@2026-07-23": "us_usml_nrc_2026/ecfr_title-10_part-810_doe.xml.gz",
}
NOMENCLATURES = {
    "hs-2022": (nomenclature.harmonized_system, "hs2022/harmonized-system.csv.gz"),
    "cn-2026": (nomenclature.combined_nomenclature, "eu_cn/cnCodes_2026.json.gz"),
    "taric": (nomenclature.taric, "eu_cn/taric_nomenclature_en.csv.gz"),
    "uk-names": (nomenclature.everyday_names, "uk_tariff/search_references.json.gz"),
}


@pytest.fixture(scope="module")
def texts(shared: Path) -> Mapping[str, ListText]:
    folder = shared / "goods"
    return {version: read_control_list((folder / name).read_bytes(), name, version) for version, name in LISTS.items()}


@pytest.mark.parametrize("version", sorted(LISTS))
def test_counts_of_a_list(texts: Mapping[str, ListText], version: str) -> None:
    wanted = dict(expected(version))
    assert wanted
    assert {name: texts[version].counts[name] for name in wanted} == wanted
    assert texts[version].version == version


@pytest.mark.parametrize("name", sorted(NOMENCLATURES))
def test_counts_of_a_nomenclature(shared: Path, name: str) -> None:
    read, path = NOMENCLATURES[name]
    found = read((shared / "goods" / path).read_bytes())
    wanted = dict(expected(name))
    assert wanted
    assert {each: found.counts[each] for each in wanted} == wanted


def test_every_cn_code_begins_with_a_code_of_the_harmonized_system(shared: Path) -> None:
    system = nomenclature.harmonized_system((shared / "goods/hs2022/harmonized-system.csv.gz").read_bytes())
    combined = nomenclature.combined_nomenclature((shared / "goods/eu_cn/cnCodes_2026.json.gz").read_bytes())
    six = {each.code for each in system.headings if each.level == 6}
    assert {each.code[:6] for each in combined.headings} <= six


def test_french_and_english_taric_are_as_long(shared: Path) -> None:
    found = [
        nomenclature.taric((shared / f"goods/eu_cn/taric_nomenclature_{lang}.csv.gz").read_bytes())
        for lang in ("en", "fr")
    ]
    assert found[0].counts == found[1].counts


def test_misprinted_and_repeated_paths(texts: Mapping[str, ListText]) -> None:
    annex = texts["eu-annex1@2025-11-15"]
    assert {fault.where for fault in annex.anomalies} >= {"1C010.e.1.a", "1C010.e.2.b"}
    assert len(annex.at("4A001.a.2")) >= 3
    assert annex.at("4D002")[0].kind is LineKind.NOT_USED
    assert any(line.kind is LineKind.CROSS_REFERENCE for line in annex.at("1B101"))


def test_entries_that_another_has_swallowed(texts: Mapping[str, ListText]) -> None:
    odd = {fault.where: fault.what for fault in texts["us-ccl@2026-07-23"].anomalies}
    assert odd["0D614"] == odd["2B352"] == "its heading stands inside another entry"
    assert "cited" in odd["3A004"]


def test_a_lost_row_is_an_error_with_a_code(shared: Path) -> None:
    name = LISTS["eu-annex1@2025-11-15"]
    raw = json.loads(gzip.decompress((shared / "goods" / name).read_bytes()))
    raw["entries"] = [each for each in raw["entries"] if each["entry_code"] != "9B106"]
    with pytest.raises(GoodsError) as refused:
        read_control_list(json.dumps(raw).encode(), name)
    assert {fault.code for fault in refused.value.faults} == {"EG4116"}
    assert any("9B106.a.2" in fault.where for fault in refused.value.faults)


@pytest.mark.parametrize("content", [b"", b"{}", b"<a/>", b"just words", b'{"corpus_version": 1}'])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(GoodsError):
        read_control_list(content, "x")


@pytest.fixture(scope="module")
def changes(texts: Mapping[str, ListText]) -> Mapping[str, EntryChange]:
    found = differences(texts["eu-annex1@2021-09-09"], texts["eu-annex1@2025-11-15"])
    return {each.entry: each for each in found}


def test_eighteen_entries_came_and_none_went(changes: Mapping[str, EntryChange]) -> None:
    came = [entry for entry, each in changes.items() if each.change is Change.ADDED]
    wanted = (
        "1C513 2B510 2D352 2E503 3A501 3A502 3A504 3B501 3B503 3B504 3C507 3C508 3C509 3D006 3D507 3E505 4A506 4A507"
    )
    assert came == wanted.split()
    assert Change.REMOVED not in {each.change for each in changes.values()}


def test_figures_that_changed(changes: Mapping[str, EntryChange]) -> None:
    assert (changes["2B209"].figures_gone, changes["2B209"].figures_new) == (("400",), ("650",))
    assert "29" in changes["4A003"].figures_gone
    assert "70" in changes["4A003"].figures_new
    assert "dipropylamine" in changes["1C350"].words_new
    assert "single" in changes["2B352"].words_new
    assert "9B106" not in changes


def test_a_text_is_the_same_as_itself(texts: Mapping[str, ListText]) -> None:
    for text in texts.values():
        assert differences(text, text) == ()
