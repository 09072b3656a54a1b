"""An annex of the Official Journal, added as it is published, makes a check find the freeze it stands for."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from endgate.decide.pipeline import decide
from endgate.edition.build import build_edition
from endgate.edition.opened import Edition, open_edition
from endgate.lists.adding import add
from endgate.shipment.read import read_shipments

HERE = Path(__file__).parent
ANNEXES = HERE.parent / "fixtures" / "lists" / "oj"
SHIPMENT = json.loads((HERE.parents[1] / "examples" / "ordinary-eu-switzerland.json").read_text("utf-8"))
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("annexes")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    add(folder / "store", "eu-oj", [ANNEXES], obtained_at=now, stated_date=date(2026, 8, 15), partial="members")
    build_edition(folder / "edition", store=folder / "store", starter=None)
    return open_edition(folder / "edition")


def freeze(edition: Edition, end_user: dict[str, Any]) -> str:
    """The state of the freeze, asked of the exporter, for such a buyer, consignee and end user."""
    raw = json.loads(json.dumps(SHIPMENT))
    buyer = next(each for each in raw["parties"] if "end_user" in each["roles"])
    buyer |= end_user
    read = read_shipments(json.dumps(raw).encode(), name="case.json")
    assert not read.faults, read.faults
    decision = decide(read.shipments[0].shipment, edition, as_of=DAY, known_as_of=DAY)
    exporter = next(actor for actor in decision.actors if actor.actor == "exporter")
    states = {each.finding.measure: each.finding.state.value for each in exporter.findings}
    return states.get("EU-267-23", "NO")


def test_party_of_annex_viii_is_frozen(edition: Edition) -> None:
    """By the list's own reference it is that party; by the name alone somebody must say so."""
    named = {"name": "Example Spring Works", "country": "IR", "seat": "IR"}
    assert freeze(edition, named) == "OPEN"
    number = {"kind": "publisher_ref", "value": "EU 267/2012 VIII.A.ENTITIES #36"}
    assert freeze(edition, {**named, "identifiers": [number]}) == "APPLIES"


def test_person_of_annex_viii_is_frozen_by_passport(edition: Edition) -> None:
    person = {"name": "Jane Q Specimen", "kind": "person", "form": "natural_person", "country": "IR", "seat": "IR"}
    passport = {"kind": "passport", "value": "I0005159", "country": "IR"}
    assert freeze(edition, {**person, "identifiers": [passport]}) == "APPLIES"


def test_stranger_is_not_frozen(edition: Edition) -> None:
    assert freeze(edition, {"name": "Bäckerei Sonnenschein", "country": "CH", "seat": "CH"}) != "APPLIES"
