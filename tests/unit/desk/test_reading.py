"""What the ledgers show of a record: every reason, each with the finding of its own view."""

from __future__ import annotations

import json
from typing import Any

import pytest

from endgate.cli.asking import load
from endgate.cli.demo import examples
from endgate.decide.pipeline import decide
from endgate.edition.opened import Edition

NAMES = [each["file"] for each in json.loads((examples() / "demo.json").read_text(encoding="utf-8"))["rows"]]


def _finding(view: str, state: str, gives: str) -> dict[str, Any]:
    return {
        "measure": "EU-1-1",
        "view": view,
        "state": state,
        "contributes": gives,
        "review": "text_checked",
        "citation": f"Art 1 as {view}",
        "say": f"said as {view}",
    }


def _actor(*rows: tuple[str, str, str, str]) -> dict[str, Any]:
    """An actor with a finding and a reason for each view, state, disposition and kind."""
    return {
        "actor": "exporter",
        "name": "Cedar",
        "jurisdictions": ["EU"],
        "disposition": "HOLD",
        "with_unreviewed": "HOLD",
        "views": [],
        "findings": [_finding(view, state, gives) for view, state, gives, _ in rows],
        "reasons": [
            {"kind": kind, "measure": "EU-1-1", "view": view, "contributes": gives} for view, _, gives, kind in rows
        ],
    }


def test_a_graver_reason_of_the_indicated_view_stands_beside_the_declared_one_with_its_own_finding() -> None:
    pytest.importorskip("django")
    from endgate.desk.pages.reading import legality

    rows = (("declared", "OPEN", "HOLD", "finding"), ("indicated:1", "APPLIES", "STOP", "indicated_view"))
    for order in (rows, rows[::-1]):
        (actor,) = legality({"actors": [_actor(*order)]})["actors"]
        told = [(each["label"], each["state"], each["gives"], each["citation"]) for each in actor["reasons"]]
        assert told == [
            ("if as indicated: EU-1-1", "applies", "STOP", "Art 1 as indicated:1"),
            ("EU-1-1", "open", "HOLD", "Art 1 as declared"),
        ]


def test_what_two_indicated_views_say_alike_stands_once() -> None:
    pytest.importorskip("django")
    from endgate.desk.pages.reading import legality

    alike = [(f"indicated:{n}", "APPLIES", "STOP", "indicated_view") for n in (1, 2)]
    (actor,) = legality({"actors": [_actor(*alike, ("indicated:3", "OPEN", "HOLD", "indicated_view"))]})["actors"]
    assert [(each["state"], each["view"]) for each in actor["reasons"]] == [
        ("applies", "indicated:1"),
        ("open", "indicated:3"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_of_a_record_is_shown(starter: Edition, name: str) -> None:
    pytest.importorskip("django")
    from endgate.desk.pages import reading

    asked, faults = load((str(examples() / name),))
    assert not faults
    record = decide(asked[0].sourced.shipment, starter, claims=asked[0].claims).to_json()
    page = reading.legality(record)["actors"]
    for actor, shown in zip(record["actors"], page, strict=True):
        gaps = {each["id"] for each in actor.get("gaps", ())}
        told = {(each["measure"], each["gives"], each["label"].startswith("if as")) for each in shown["reasons"]}
        for each in actor["reasons"]:
            measure = each["measure"].removeprefix("IMPLEMENTATION_OPEN:")
            indicated = each["kind"] == "indicated_view" and measure not in gaps
            assert (measure, reading.word(each["contributes"] or "nothing"), indicated) in told
