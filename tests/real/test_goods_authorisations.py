"""The general authorisations of our data against the official text: items and destinations, one by one."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from endgate.goods.compile import compile_goods
from endgate.terms.places import country_of

KNOWN = {each["id"]: each for each in compile_goods()["authorisations"]}


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    raw = gzip.decompress((shared / "goods/eu_annex1_2025-11/annex_02021R0821-20251115.json.gz").read_bytes())
    return {each["id"]: each["verbatim_text"] for each in json.loads(raw)["geas"]}


def part(text: str, number: int) -> str:
    return re.split(r"Part \d [–—] (?:Items|Destinations|Conditions)", text)[number]


def test_all_eight_are_known(texts: dict[str, str]) -> None:
    assert sorted(KNOWN) == sorted(texts) == [f"EU00{number}" for number in range(1, 9)]


@pytest.mark.parametrize("name", ["EU002", "EU003", "EU004", "EU005", "EU008"])
def test_items_stand_in_part_one(texts: dict[str, str], name: str) -> None:
    """Every code of part one is in the data, and every code of the data in part one (the common list aside)."""
    found = {each.rstrip(".") for each in re.findall(r"\b\d[A-E]\d{3}(?:\.[a-z0-9]+)*", part(texts[name], 1))}
    found |= {each.removesuffix(".") for each in found}
    known = KNOWN[name]
    ours = (
        set(known["items"]) if known["items"] != "all" else set(known["items_out"]) - set(KNOWN["EU001"]["items_out"])
    )
    assert ours <= found
    assert {each for each in found - ours if each not in ("5A002.a",)} == set()


def test_chemicals_stand_in_part_one(texts: dict[str, str]) -> None:
    first, second = part(texts["EU006"], 1).split("1C450.a.:")
    third, fourth = second.split("1C450.b.:")
    numbers = [re.findall(r"(?<![\w,-])(\d{1,2})\. (?=[A-Z0-9])", each) for each in (first, third, fourth)]
    wanted = [f"1C350.{n}" for n in numbers[0]] + [f"1C450.a.{n}" for n in numbers[1]]
    assert set(KNOWN["EU006"]["items"]) == {*wanted, *(f"1C450.b.{n}" for n in numbers[2])}


@pytest.mark.parametrize("name", ["EU002", "EU003", "EU004", "EU005", "EU006", "EU007"])
def test_destinations_stand_in_part_two(texts: dict[str, str], name: str) -> None:
    listed = part(texts[name], 2).split("destinations: ")[1].split(".")[0]
    listed = listed.replace("China (including Hong Kong and Macao)", "China, Hong Kong, Macao")
    names = [each.strip() for each in listed.split(",")]
    overseas = {"GF", "GP", "MQ", "YT", "RE", "PF", "NC", "PM", "WF", "BL", "MF", "TF"}
    codes = {str(country_of(each)) for each in names if each != "French overseas territories"}
    assert codes == set(KNOWN[name]["destinations"]) - (overseas if "French overseas territories" in names else set())


def test_destinations_left_out_of_the_encryption_authorisation(texts: dict[str, str]) -> None:
    listed = texts["EU008"].split("(b) Afghanistan")[1].split("; (c)")[0]
    listed = "Afghanistan" + listed.replace("China (including Hong Kong and Macao)", "China, Hong Kong, Macao")
    listed = listed.replace("Myanmar/Burma", "Myanmar")
    codes = {str(country_of(each.strip())) for each in listed.split(",")} - {"None"}
    ours = set(KNOWN["EU008"]["destinations_out"]) - set(KNOWN["EU001"]["destinations"])
    assert codes <= ours
    assert ours - codes <= {"CG"}
