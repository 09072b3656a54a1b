"""Matching on real lists: stated cross-list links, native script, anchors of the design, clean company names."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from endgate.lists.containers import unpack
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.model import ListedParty
from endgate.names.index import NameIndex, build_index
from endgate.names.model import Query, Screening
from endgate.names.romanise import script_of
from endgate.names.screen import screen
from endgate.terms.kinds import PartyKind

PERSON, ORGANISATION = PartyKind.PERSON, PartyKind.ORGANISATION


@dataclass(frozen=True)
class Searched:
    """Parties with their index."""

    parties: dict[str, ListedParty]
    index: NameIndex

    def ask(self, *queries: Query) -> tuple[Screening, ...]:
        return screen(queries, self.index, party_of=self.parties.get)


def read(importer: str, source: str, paths: list[Path], folder: Path) -> list[ListedParty]:
    files = unpack(paths, folder, max_bytes=1 << 28)
    return list(IMPORTERS[importer].read(files, Settings(source), ImportReport()))


def searched(parties: Iterable[ListedParty]) -> Searched:
    by_id = {party.party_id: party for party in parties}
    return Searched(by_id, NameIndex(*build_index(by_id.values())))


@pytest.fixture(scope="module")
def un_parties(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[ListedParty]:
    path = shared / "lists/un/2026-08-01/consolidated.xml.gz"
    return read("un-xml", "un", [path], tmp_path_factory.mktemp("un"))


@pytest.fixture(scope="module")
def un(un_parties: list[ListedParty]) -> Searched:
    return searched(un_parties)


@pytest.fixture(scope="module")
def ofac(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Searched:
    paths = sorted((shared / "lists/us-ofac/csv/2021-07").iterdir())
    return searched(read("ofac-csv", "us-ofac-sdn", paths, tmp_path_factory.mktemp("ofac")))


def truth_rows(shared: Path, link: str) -> list[dict[str, str]]:
    with gzip.open(shared / "lists/crosslist_un_truth.csv.gz", "rt", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["link"] == link]


def query_of_row(row: dict[str, str]) -> Query:
    kind = PERSON if row["un_reference"].split(".")[0].endswith("i") else ORGANISATION
    names = tuple(dict.fromkeys(name.strip() for name in row["other_names"].split("|")))[:40]
    return Query(row["other_id"], names, kind)


def found(answer: Screening) -> set[str]:
    return {match.party_id for match in answer.matches if match.grade.counts}


def test_stated_links_are_found(shared: Path, un: Searched) -> None:
    rows = truth_rows(shared, "stated")
    answers = un.ask(*map(query_of_row, rows))
    missed = [
        row["other_id"]
        for row, each in zip(rows, answers, strict=True)
        if f"un:{row['un_reference']}" not in found(each)
    ]
    assert len(rows) == 1008
    assert len(missed) <= 10, missed


def test_mentioned_parties_are_not_taken_for_the_same(shared: Path, un: Searched) -> None:
    rows = truth_rows(shared, "mentioned")
    answers = un.ask(*map(query_of_row, rows))
    wrong = [
        row["other_id"] for row, each in zip(rows, answers, strict=True) if f"un:{row['un_reference']}" in found(each)
    ]
    assert len(rows) == 122
    assert len(wrong) <= 6, wrong


def test_people_in_arabic_script_are_found_by_their_latin_names(un_parties: list[ListedParty]) -> None:
    native: dict[str, str] = {}
    latin = []
    for party in un_parties:
        scripts = {name.text: script_of(name.text) for name in party.names}
        original = next((text for text, script in scripts.items() if script == "Arab"), "")
        names = tuple(name for name in party.names if scripts[name.text] != "Arab")
        if party.kind is PERSON and original and names:
            native[party.party_id] = original
        if names:
            latin.append(ListedParty(party.party_id, party.source, party.kind, names))
    answers = searched(latin).ask(*(Query(ref, (text,), PERSON) for ref, text in native.items()))
    hits = sum(1 for each in answers if each.ref in found(each))
    assert len(native) > 250
    assert hits / len(native) >= 0.80


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("Shahid Hemat Industrial Grp", "un:IRe.067"),
        ("Hemmat Shahid Industries Group", "un:IRe.067"),
        ("Parchen Chemical Industries", "un:IRe.050"),
        ("Parchin Chemicals Industry", "un:IRe.050"),
    ],
)
def test_anchors_on_the_un_list(un: Searched, name: str, reference: str) -> None:
    (answer,) = un.ask(Query("q", (name,), ORGANISATION))
    assert reference in found(answer)


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("Shahid Hemat Industrial Group", "9349"),
        ("Parchin Chemical Industry", "10887"),
        ("IRGC Ground Force", "26719"),
        ("Bahmann Group", "25068"),
        ("گروه بهمن", "25068"),
    ],
)
def test_anchors_on_the_ofac_list(ofac: Searched, name: str, uid: str) -> None:
    (answer,) = ofac.ask(Query("q", (name,), ORGANISATION))
    assert f"us-ofac-sdn:{uid}" in found(answer)


def test_clean_companies_raise_hardly_anything(shared: Path, un: Searched, ofac: Searched) -> None:
    path = next((shared / "lists/gleif/2024-05-05").iterdir())
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = json.load(file)["records"]
    names = [record["Entity"]["LegalName"]["$"] for record in records]
    queries = [Query(str(number), (name,), ORGANISATION) for number, name in enumerate(names)]
    raised = [each.name for part in (un, ofac) for each in part.ask(*queries) if found(each)]
    assert len(names) == 577
    assert len(raised) <= 3, raised


def test_every_name_of_the_un_list_finds_its_party(un: Searched) -> None:
    queries = [
        Query(party.party_id, (name.text,), party.kind)
        for party in un.parties.values()
        for name in party.names
        if len(name.text.split()) >= 3 and script_of(name.text) == "Latn"
    ]
    missed = [each.name for each in un.ask(*queries) if each.ref not in {match.party_id for match in each.matches}]
    assert len(queries) > 2000
    assert len(missed) <= len(queries) * 0.005, missed[:20]
