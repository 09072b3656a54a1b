"""The exports are what their standards ask for, say what they must, and give the same bytes from the same record."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from endgate.cli.evidence import command
from endgate.evidence.exchange import EXPORTERS
from endgate.evidence.exchange.record import ReleaseRecord
from endgate.evidence.exchange.stix import tlp_markings
from endgate.evidence.model import ClaimFile
from endgate.evidence.release import Released, cut, recipient_of
from endgate.evidence.vocabulary import Label

RECORD = ReleaseRecord("it", "an office", date(2026, 11, 20), "seed")
SHOWN = {"label": "TLP:GREEN", "release_to": ["it"]}
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
FTM = {
    "LegalEntity": {"name"},
    "Document": {"title", "fileName"},
    "Event": {"name"},
    "EconomicActivity": {"goodsDescription", "sender", "receiver", "summary"},
    "Documentation": {"document", "entity", "role", "status", "summary", "recordId"},
}
"""The schemata and properties of FollowTheMoney 4.11 that the plain profile uses."""


@pytest.fixture
def file(case: Any) -> ClaimFile:
    denied = case.for_missiles("d", "daily", "ministry", modality="denied", polarity="negated")
    result: ClaimFile = case.file(
        {**case.to_iran("c", "daily", "cable", "agency"), **SHOWN, "when": {"value": "2008-04"}},
        {**case.for_missiles("b", "daily", "agency"), **SHOWN},
        {**denied, **SHOWN},
        {**case.claim("e", "other", "daily"), **SHOWN},
        recipients=[{"id": "it", "ceiling": "TLP:AMBER"}],
    )
    return result


@pytest.fixture
def released(file: ClaimFile) -> Released:
    return cut(file, recipient_of(file, "it"))


def test_ftm_uses_known_schemata_and_every_reference_leads_somewhere(released: Released) -> None:
    entities = [json.loads(line) for line in EXPORTERS["ftm"](released, RECORD).splitlines()]
    ids = {each["id"]: each["schema"] for each in entities}
    assert len(ids) == len(entities)
    for each in entities:
        assert set(each["properties"]) <= FTM[each["schema"]]
        assert all(isinstance(value, str) for values in each["properties"].values() for value in values)
        for name in ("document", "entity", "sender", "receiver"):
            assert set(each["properties"].get(name, ())) <= ids.keys()
    documentations = [each["properties"] for each in entities if each["schema"] == "Documentation"]
    assert {each["recordId"][0] for each in documentations} == {"1", "2", "3", "4"}
    assert all(each["document"] and each["entity"] for each in documentations)


def test_ftm_is_read_by_its_own_library(released: Released) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney is not installed: own check only")
    for line in EXPORTERS["ftm"](released, RECORD).splitlines():
        entity = json.loads(line)
        read = followthemoney.model.get_proxy(entity)
        assert set(read.to_dict()["properties"]) == set(entity["properties"])


def test_attribution_and_partial_dates_stand_in_words(released: Released) -> None:
    text = EXPORTERS["ftm"](released, RECORD).decode()
    assert "an agency (through The Daily, a cable) states: proposition of c [2008-04]" in text
    assert "a ministry (through The Daily) denies; in its words: proposition of d" in text


def stix_objects(released: Released) -> list[dict[str, Any]]:
    bundle = json.loads(EXPORTERS["stix"](released, RECORD))
    assert bundle["type"] == "bundle"
    objects: list[dict[str, Any]] = bundle["objects"]
    return objects


def test_stix_objects_have_what_the_standard_asks_for(released: Released) -> None:
    objects = stix_objects(released)
    ids = {each["id"] for each in objects}
    assert len(ids) == len(objects)
    for each in objects:
        assert re.fullmatch(rf"{each['type']}--{UUID}", each["id"])
        assert each["spec_version"] == "2.1"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", each["created"])
        refs = [*each.get("object_refs", ()), *each.get("object_marking_refs", ()), each.get("created_by_ref")]
        assert {ref for ref in refs if ref} <= ids
        if each["type"] in ("note", "opinion", "report"):
            assert each["object_refs"]
            assert each["modified"] == each["created"]
            assert len(each["object_marking_refs"]) == 2
            assert "confidence" not in each
    kinds = [each["type"] for each in objects]
    assert (kinds.count("note"), kinds.count("opinion"), kinds.count("report")) == (4, 1, 1)
    (opinion,) = [each for each in objects if each["type"] == "opinion"]
    assert (opinion["opinion"], opinion["authors"]) == ("strongly-disagree", ["a ministry"])
    assert "2008-04" not in {each.get("created", "")[:7] for each in objects}


def test_stix_is_read_by_its_own_library(released: Released) -> None:
    stix2 = pytest.importorskip("stix2", reason="stix2 is not installed: own check only")
    stix2.parse(EXPORTERS["stix"](released, RECORD).decode(), allow_custom=False)


def test_the_five_markings_are_those_of_the_standard() -> None:
    assert {label: marking.removeprefix("marking-definition--") for label, marking in tlp_markings().items()} == {
        Label.CLEAR: "94868c89-83c2-464b-929b-a1a8aa3c8487",
        Label.GREEN: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        Label.AMBER: "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        Label.AMBER_STRICT: "939a9414-2ddd-4d32-a0cd-375ea402b003",
        Label.RED: "e828b379-4e03-4974-9ac4-e53a884c97c1",
    }


def test_prov_relations_name_what_they_relate(released: Released) -> None:
    found = json.loads(EXPORTERS["prov"](released, RECORD))
    known = found["entity"].keys() | found["activity"].keys() | found["agent"].keys()
    relations = [each for name in found if name.startswith("was") for each in found[name].values()]
    assert len(relations) > 8
    for each in relations:
        assert {value for value in each.values() if isinstance(value, str)} <= known
    types = {each["prov:type"]["$"] for each in found["wasDerivedFrom"].values()}
    assert types == {"prov:Quotation", "prov:PrimarySource"}
    assert all(name.startswith("eg:") for name in known)


def test_prov_is_read_by_its_own_library(released: Released) -> None:
    prov = pytest.importorskip("prov.model", reason="prov is not installed: own check only")
    prov.ProvDocument.deserialize(content=EXPORTERS["prov"](released, RECORD).decode(), format="json")


@pytest.mark.parametrize("form", EXPORTERS)
def test_the_record_alone_decides_the_bytes(released: Released, form: str) -> None:
    first = EXPORTERS[form](released, RECORD)
    assert EXPORTERS[form](released, RECORD) == first
    other = EXPORTERS[form](released, replace(RECORD, seed="another"))
    assert (other == first) is (form == "json")


def run(*arguments: str) -> Any:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


@pytest.fixture
def path(case: Any, tmp_path: Path) -> Path:
    target = tmp_path / "c.claims.json"
    raw = case.raw({**case.to_iran("c", "daily"), **SHOWN}, recipients=[{"id": "it", "ceiling": "TLP:AMBER"}])
    target.write_text(json.dumps(raw), encoding="utf-8")
    return target


def test_nothing_is_exported_to_nobody_and_no_day_is_invented(path: Path) -> None:
    assert "--for" in run("export", str(path), "--format", "ftm").stderr
    refused = run("export", str(path), "--for", "it", "--format", "stix")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "never taken from the clock" in refused.stderr


def test_the_seed_makes_the_same_bytes_again(path: Path) -> None:
    told = ("--for", "it", "--format", "stix", "--issued", "2026-11-20", "--originator", "an office")
    first = run("export", str(path), *told)
    seed = first.stderr.strip().rpartition(" ")[2]
    assert run("export", str(path), *told, "--seed", seed).stdout == first.stdout
    assert run("export", str(path), *told).stdout != first.stdout


def test_a_stranger_gets_what_everyone_gets_who_may_see_nothing(path: Path) -> None:
    hidden = run("export", str(path), "--for", "fr")
    assert json.loads(hidden.stdout) == {"claims": [], "recipient": "fr"}


def test_marks_and_consent_in_a_case_open_a_claim_link_by_link(tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text("The Daily Post reported that Alfa GmbH had exported a pump to Iran.\n", encoding="utf-8")
    folder = ("--case", str(tmp_path / "case"))
    run("add", str(report), *folder)
    lines = [json.loads(line) | {"decision": "confirm"} for line in run("review", *folder, "--out").stdout.splitlines()]
    back = tmp_path / "b.jsonl"
    back.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("review", *folder, "--in", str(back))
    claim, links = lines[0]["claim"]["id"], len(lines[0]["claim"]["chain"])

    def seen() -> list[Any]:
        found: list[Any] = json.loads(run("export", *folder, "--for", "it").stdout)["claims"]
        return found

    assert seen() == []
    run("recipient", "it", "--ceiling", "TLP:AMBER", *folder)
    run("mark", claim, "--label", "TLP:GREEN", "--release-to", "it", *folder)
    assert seen() == []
    for number in range(1, links + 1):
        told = ("--link", str(number), "--recipient", "it", "--state", "granted")
        run("consent", claim, *told, "--level", "vague", "--wording", f"source {number}", *folder)
        assert bool(seen()) is (number == links)
    assert seen()[0]["chain"] == [f"source {number}" for number in range(1, links + 1)]
    run("consent", claim, "--link", "1", "--recipient", "it", "--state", "refused", *folder)
    assert seen() == []
