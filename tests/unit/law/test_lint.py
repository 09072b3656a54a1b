from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.unit.law.conftest import measure_text

from endgate.law.lint import PACKAGE_LAW, Level, lint, main

WriteLaw = Callable[..., Path]

TESTS = (
    "[{name: bites, as_of: 2015-01-01, facts: {destination: XX}, expect: APPLIES},"
    " {name: spares, as_of: 2015-01-01, facts: {destination: AA}, expect: 'NO'}]"
)
GOOD = {"when": "{destination_in: {group: BAD}}", "tests": TESTS}


def codes(folder: Path, level: Level = Level.FAULT, today: date | None = None) -> list[str]:
    return [remark.fault.code for remark in lint([folder], today=today) if remark.level is level]


def test_a_sound_measure_has_no_fault(write_law: WriteLaw) -> None:
    assert codes(write_law(measure_text("M-1", **GOOD))) == []


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"say": "''"}, "EG6101"),
        ({"interpretation": "''"}, "EG6102"),
        ({"review": "{status: text_checked}"}, "EG6115"),
        ({"review": "{status: approved, reviewed_by: a, reviewed_on: 2020-01-01}"}, "EG6115"),
        ({"versions": "[{valid: {from: 2000-01-01, to: 2005-01-01}}, {valid: {from: 2006-01-01}}]"}, "EG6105"),
        ({"versions": "[{valid: {from: {not_after: 2005-01-01}}}]"}, "EG6106"),
        ({"yields_to": "[{measure: M-1}]"}, "EG6108"),
        ({"tests": "[]"}, "EG6111"),
        ({"tests": TESTS.replace("APPLIES", "OPEN")}, "EG6112"),
        ({"tests": TESTS.replace("APPLIES}", "APPLIES, flags: [uncertain_status]}")}, "EG6112"),
        ({"when": "{all: [{destination_in: {group: BAD}}, {destination_in: {group: ZZ}}]}"}, "EG6116"),
        ({"when": "{all: [{item_on: {list: HELD}}, {not: {item_on: {list: HELD}}}]}"}, "EG6116"),
        ({"unless": "{destination_in: {group: WIDE}}"}, "EG6116"),
        ({"tests": TESTS.replace("{destination: XX}", "{destination: XX, concern.missile: HIGH}")}, "EG6110"),
    ],
)
def test_a_fault_of_each_kind(write_law: WriteLaw, parts: dict[str, str], code: str) -> None:
    assert code in codes(write_law(measure_text("M-1", **{**GOOD, **parts})))


def test_opposite_duties_need_a_declared_conflict(write_law: WriteLaw) -> None:
    one = measure_text("M-1", **GOOD, then="{class: STATE_DUTY, duties: ['do:report']}")
    other = {**GOOD, "then": "{class: STATE_DUTY, duties: ['refrain:report']}"}
    assert "EG6117" in codes(write_law(one, measure_text("M-2", **other)))
    assert "EG6117" not in codes(write_law(one, measure_text("M-2", **other, conflicts_with="[{measure: M-1}]")))
    apart = {**other, "when": "{destination_in: {group: ZZ}}"}
    assert "EG6117" not in codes(write_law(one, measure_text("M-2", **apart)))
    unread = measure_text("M-2", **other, review="{status: unreviewed}")
    assert "EG6117" not in codes(write_law(one, unread))
    forbidding = measure_text("M-2", **GOOD, then="{class: CONFLICT_OF_LAWS, duties: ['not_comply_with:M-1']}")
    assert "EG6117" in codes(write_law(one, forbidding))


def test_an_edge_hidden_by_another_record_is_a_fault(write_law: WriteLaw) -> None:
    versions = "[{valid: {from: 2000-01-01, to: 2005-01-01}}]"
    repeal = "repeals: [{id: R-1, targets: [M-1], on: %s, citation: Act}]\n"
    measure = measure_text("M-1", **GOOD, versions=versions)
    assert "EG6118" in codes(write_law(measure, tail=repeal % "2004-01-01"))
    assert "EG6118" not in codes(write_law(measure, tail=repeal % "2005-01-01"))


def test_a_list_called_held_names_what_holds_it(write_law: WriteLaw) -> None:
    folder = write_law(measure_text("M-1", **GOOD))
    text = (folder / "act.yaml").read_text(encoding="utf-8")
    (folder / "act.yaml").write_text(text.replace("goods: held, ", ""), "utf-8")
    assert "EG6119" in codes(folder)


def test_what_does_not_block_a_build(write_law: WriteLaw) -> None:
    stay = (
        "suspensions: [{id: S-1, suspends: [M-1], valid: {from: 2025-11-10, to: 2026-11-10},"
        ' ends: {certainty: unconfirmed, ask: "Extended?"}}]\n'
    )
    approved = "{status: approved, reviewed_by: a, reviewed_on: 2020-01-01, approved_for_use: {by: b, on: 2020-01-01}}"
    folder = write_law(
        measure_text("M-1", **GOOD, review=approved),
        measure_text("M-2", **GOOD, review="{status: unreviewed}"),
        measure_text("M-3", when="{item_on: {list: ABSENT}}", versions="[]"),
        measure_text("M-4", **{**GOOD, "bound": "{not: {item_on: {list: ABSENT}}}", "tests": "[]"}),
        tail=stay,
    )
    warnings = codes(folder, Level.WARN, date(2026, 11, 23))
    assert sorted(set(warnings)) == ["EG6104", "EG6107", "EG6109"]
    assert {"EG6103", "EG6113", "EG6114"} <= set(codes(folder, Level.INFO))
    assert codes(folder, Level.WARN, date(2026, 11, 9)) == ["EG6104", "EG6109"]


def test_lint_goes_on_with_the_files_that_can_be_read(write_law: WriteLaw) -> None:
    folder = write_law(measure_text("M-1", **{**GOOD, "say": "''"}))
    (folder / "bad.yaml").write_text("a: [", encoding="utf-8")
    assert set(codes(folder)) == {"EG6010", "EG6101"}


def test_the_module_ends_with_one_on_a_fault(write_law: WriteLaw, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write_law(measure_text("M-1", **{**GOOD, "say": "''"})))]) == 1
    assert "EG6101" in capsys.readouterr().out
    assert main([str(write_law(measure_text("M-1", **GOOD)))]) == 0


def test_the_law_that_ships_has_no_fault() -> None:
    assert [str(remark.fault) for remark in lint([PACKAGE_LAW]) if remark.level is Level.FAULT] == []


def test_a_goods_list_that_nothing_holds_is_a_fault_with_its_place(write_law: WriteLaw) -> None:
    folder = write_law(measure_text("M-1", **GOOD))
    told = [each.fault for each in lint([folder], goods_lists={"held", "late"}) if each.level is Level.FAULT]
    assert [fault.code for fault in told] == ["EG6121"]
    assert "'later'; did you mean 'late'?" in told[0].what
    assert "act.yaml:" in str(told[0])
    assert codes(folder) == []
