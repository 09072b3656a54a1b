"""The starter pack holds what the publishers' files hold: counts, classes, names, references, programmes, dates."""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from endgate.edition.contents import Origin
from endgate.edition.starter import StarterPack
from endgate.lists.importers.csl_parts import plain_name
from endgate.lists.model import ListedParty
from endgate.terms.kinds import PartyKind

CSL = "lists/us-csl/2026-07-31-derived/screening-list.json.gz"
BY_HAND = ("eu-starter", "us-bis-mieu")
LICENCE_CLASSES = {
    (("744.11",), ()): 2196,
    (("734.9(g)", "744.21(b)", "746.8(a)(3)"), ("3",)): 640,
    ((), ()): 164,
    (("734.9(e)", "744.11"), ("1", "2")): 156,
    (("734.9(g)", "744.11", "746.8(a)(3)"), ("3",)): 123,
    (("746.8(a)(4)",), ()): 83,
    (("734.9(e)(2)", "744.11"), ("4",)): 70,
    (("734.9(e)", "744.11"), ("4",)): 25,
    (("734.4(a)(9)", "734.9(e)(3)", "744.11"), ("5",)): 16,
    (("734.9(g)", "744.21(b)", "746.8(a)(3)"), ()): 5,
    (("744.2",), ()): 3,
    (("734.9(g)", "744.11", "744.21(b)", "744.8(b)", "746.8(a)(3)"), ("3",)): 3,
    (("744.3",), ()): 2,
    (("744.2(d)",), ()): 1,
    (("744.11(b)",), ()): 1,
    (("734.9(e)", "744.11"), ()): 1,
    (("734.9(e)(2)", "744.11"), ()): 1,
}


@pytest.fixture(scope="module")
def pack() -> StarterPack:
    return StarterPack()


@pytest.fixture(scope="module")
def whole(pack: StarterPack) -> dict[str, list[ListedParty]]:
    found = [each for each in pack.contents() if each.origin is Origin.STARTER and each.source not in BY_HAND]
    return {each.source: list(each.read()) for each in found}


@pytest.fixture(scope="module")
def csl(shared: Path) -> dict[str, Any]:
    with gzip.open(shared / CSL, "rt", encoding="utf-8") as stream:
        data: dict[str, Any] = json.load(stream)
    return data


def test_un_counts(whole: dict[str, list[ListedParty]]) -> None:
    kinds = Counter(each.kind for each in whole["un"])
    programmes = Counter(each.designations[0].programme for each in whole["un"])
    assert kinds == {PartyKind.PERSON: 736, PartyKind.ORGANISATION: 275}
    assert (programmes["IRAN"], programmes["DPRK"]) == (121, 155)


def test_us_counts_by_source(whole: dict[str, list[ListedParty]]) -> None:
    counts = {source: len(parties) for source, parties in whole.items() if source.startswith("us-")}
    listed = Counter(list_name for party in whole["us-ofac-cons"] for list_name in _lists(party))
    assert counts == {
        "us-ofac-sdn": 19181,
        "us-ofac-cons": 481,
        "us-bis-el": 3420,
        "us-bis-dpl": 1531,
        "us-bis-uvl": 222,
        "us-bis-meu": 70,
        "us-state-isn": 158,
        "us-state-dtc": 787,
    }
    assert listed == {"SSI": 286, "PLC": 78, "CMIC": 68, "NS-MBS": 51, "CAP": 1}
    rows = {"us-bis-dpl": 1596, "us-state-isn": 161, "us-ofac-cons": sum(listed.values())}
    assert sum((counts | rows).values()) == 25921, "one order and one party of State can have several rows"


def _lists(party: ListedParty) -> set[str]:
    return {each.list_name for each in party.designations}


def test_every_us_alias_is_there(whole: dict[str, list[ListedParty]], csl: dict[str, Any]) -> None:
    """Aliases are 31,253; parties on two OFAC lists give the same alias once."""
    wanted: dict[str, set[str]] = {}
    for entry in csl["entries"]:
        if "e" in entry:
            names = wanted.setdefault(f"{_source(entry['s'], csl)}:{entry['e']}", set())
            names |= {_plain(text) for text in (entry["n"], *entry.get("a", []))}
    held = {party.party_id: {each.text for each in party.names} for s in whole for party in whole[s]}
    assert sum(len(entry.get("a", [])) for entry in csl["entries"]) == 31253
    assert all(names <= held[key] for key, names in wanted.items())
    unkeyed = {_plain(text) for entry in csl["entries"] if "e" not in entry for text in entry.get("a", [])}
    others = {
        each.text for s in whole if s.startswith(("us-bis", "us-state")) for party in whole[s] for each in party.names
    }
    assert unkeyed <= others


def _source(position: int, csl: dict[str, Any]) -> str:
    return "us-ofac-sdn" if "(SDN)" in csl["tables"]["sources"][position] else "us-ofac-cons"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"^and (?=[A-Z])", "", text).split())


def test_no_name_that_the_list_does_not_hold(whole: dict[str, list[ListedParty]], csl: dict[str, Any]) -> None:
    printed = {_plain(text) for entry in csl["entries"] for text in (entry["n"], *entry.get("a", []))}
    cut = {text for text in printed if re.search(r"successor|[af]\.k\.a\.", text)}
    for source, parties in whole.items():
        if source.startswith("us-"):
            own = (each for party in parties for each in party.names)
            strange = {each.text for each in own if each.script in ("Latn", "Zyyy")} - printed
            assert all(any(name in text for text in cut) for name in strange), source


def test_names_in_other_scripts_stand_in_ofac_own_files(whole: dict[str, list[ListedParty]], shared: Path) -> None:
    text = gzip.decompress((shared / "lists/us-ofac/enhanced-xml/2024/IRGC_sanctions.xml.gz").read_bytes()).decode()
    with zipfile.ZipFile(shared / "lists/us-ofac/enhanced-xml/2025-01/CONS_ENHANCED.ZIP") as archive:
        text += archive.read(archive.namelist()[0]).decode()
    text = html.unescape(" ".join(text.split()))
    foreign = [
        each.text
        for source in ("us-ofac-sdn", "us-ofac-cons")
        for party in whole[source]
        for each in party.names
        if each.script not in ("Latn", "Zyyy")
    ]
    assert len(foreign) > 100
    assert [each for each in foreign if each not in text] == []


def test_licence_classes(whole: dict[str, list[ListedParty]]) -> None:
    parties = [*whole["us-bis-el"], *whole["us-bis-meu"]]
    terms = [each.licence for party in parties for each in party.designations if each.licence is not None]
    assert len(terms) == 3490
    assert Counter((each.sections, each.footnotes) for each in terms) == LICENCE_CLASSES
    policies = Counter(each.policy for each in terms)
    assert (policies["see_section"], policies["case_by_case"], policies["presumption_of_approval"]) == (245, 9, 1)
    assert Counter(each.scope for each in terms)["specified"] == 4


def test_successor_clause_is_cut_from_the_name(whole: dict[str, list[ListedParty]]) -> None:
    marked = [party for party in whole["us-state-isn"] if any(each.successor_clause for each in party.designations)]
    assert len(marked) == 16
    assert not any("successor" in party.primary_name for party in marked)


def test_address_only_entries_are_places(whole: dict[str, list[ListedParty]]) -> None:
    assert sum(party.kind is PartyKind.PLACE for party in whole["us-bis-el"]) == 19


@pytest.mark.parametrize(
    ("party_id", "programme", "day"),
    [
        ("un:IRe.006", "IRAN", "2006-12-23"),
        ("un:IRe.050", "IRAN", "2007-03-24"),
        ("un:KPe.039", "DPRK", "2016-11-30"),
        ("us-ofac-sdn:9349", "NPWMD", "2005-06-29"),
        ("us-ofac-sdn:10887", "NPWMD", "2008-07-08"),
        ("us-ofac-sdn:11357", "NPWMD", "2009-01-12"),
        ("us-ofac-sdn:9749", "NPWMD", "2006-06-13"),
    ],
)
def test_listing_days(whole: dict[str, list[ListedParty]], party_id: str, programme: str, day: str) -> None:
    (party,) = [each for each in whole[party_id.split(":")[0]] if each.party_id == party_id]
    assert {str(each.listed_on) for each in party.designations if each.programme == programme} == {day}


def test_entity_list_of_2007(whole: dict[str, list[ListedParty]]) -> None:
    found = [each for each in whole["us-bis-el"] if each.primary_name.startswith("Atomic Energy Organization of Iran")]
    assert any("72 FR 38008" in each.designations[0].citations for each in found)
    assert {each.designations[0].licence.sections for each in found if each.designations[0].licence} == {("744.2",)}


def test_curated_layer(pack: StarterPack) -> None:
    curated = {party.party_id: party for party in pack.curated()}
    starts = {(each.designation_id, str(each.listed_on)) for party in curated.values() for each in party.designations}
    assert ("us-ofac-sdn:10391/NPWMD", "2007-10-25") in starts
    assert ("us-ofac-sdn:26719/FTO", "2019-04-15") in starts
    assert ("eu-starter:irgc-air-force/IX.II.B.2", "2008-06-24") in starts
    assert ("eu-starter:parchin-chemical-industries/VIII.A.36", "2007-03-24") in starts
    shahid_hemmat = curated["us-state-isn:shahid-hemmat-industrial-group"]
    assert len(shahid_hemmat.designations) == 5
    assert all(each.delisted_on is not None for each in shahid_hemmat.designations)


def test_history_days_of_state_stand_in_its_list(pack: StarterPack, shared: Path) -> None:
    text = (shared / "lists/us-state/isn/2014-09-24/isn.csv").read_bytes().decode("cp850").replace("\u00a0", " ")
    rows = {plain_name(" ".join(row["Name"].split()))[0] for row in csv.DictReader(text.splitlines())}
    past = [party for party in pack.curated() if party.source == "us-state-isn"]
    assert len(past) > 90
    assert {party.primary_name for party in past} <= rows


def test_events(pack: StarterPack) -> None:
    assert [(str(each.day), each.what, len(each.references)) for each in pack.events()] == [
        ("2016-01-16", "end", 37),
        ("2023-10-18", "end", 84),
        ("2025-09-28", "start", 121),
    ]


def _texts(party: ListedParty) -> list[str]:
    return [*party.notes, *party.positions, *(each.note for each in party.identifiers)]


def test_no_free_text(pack: StarterPack, whole: dict[str, list[ListedParty]]) -> None:
    every = [*pack.curated(), *(party for parties in whole.values() for party in parties)]
    assert [text for party in every for text in _texts(party) if text] == []
    assert all(each.raw == "" for party in every for each in (*party.addresses, *party.birth))


def test_sizes(pack: StarterPack) -> None:
    folder = Path(str(pack.folder))
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3_000_000
    assert all(path.stat().st_size < 1_000_000 for path in folder.iterdir())


def test_pack_is_what_its_command_makes(pack: StarterPack, shared: Path, tmp_path: Path) -> None:
    command = Path(__file__).parents[2] / "tools" / "make_starter.py"
    subprocess.run([sys.executable, str(command), str(shared), str(tmp_path)], check=True)
    names = {path.name for path in tmp_path.iterdir()}
    assert {name: _content(tmp_path / name) for name in names} == {
        name: _content(Path(str(pack.folder)) / name) for name in names
    }
    assert len(names) == 7


def _content(path: Path) -> bytes:
    """Compressed bytes depend on the library's version, their content does not."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
