"""The US country chart: marks, embargoed rows, rows in words, shared rows (specification 12.1)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from endgate.goods.data import GoodsData
from endgate.goods.model import Basis, Cause, EntryResult, Fit, ItemResult, ListResult, Programme, Status
from endgate.goods.requirements import Requirement, requirements
from endgate.terms.places import CountryCode, known_codes
from endgate.terms.truth import Truth

US = "us-ccl"
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def listed(path: str, status: Status = Status.LISTED) -> ItemResult:
    entry = EntryResult(
        US, path.split(".")[0], path, "", status, Cause.NONE, Basis.DECLARED, Programme.CONVENTIONAL, "test"
    )
    day = date(2026, 7, 23)
    return ItemResult("1", day, (ListResult(US, "", Fit.EXACT, status, Cause.NONE, Basis.DECLARED, (entry,)),))


def asked(goods_data: GoodsData, path: str, country: str, status: Status = Status.LISTED) -> Requirement:
    return requirements(listed(path, status), CountryCode(country) if country else None, goods_data)


def by_reason(found: Requirement) -> dict[tuple[str, str], Truth]:
    return {(row.reason, row.column): row.truth for row in found.rows}


def test_a_marked_column_asks_a_licence(goods_data: GoodsData) -> None:
    found = asked(goods_data, "9B106", "DE")
    assert found.truth is T
    assert by_reason(found) == {("MT", "MT 1"): T, ("AT", "AT 1"): F}
    assert (found.list, found.attested) == (US, date(2026, 7, 23))
    assert "738 Supp. 1" in found.citation


def test_no_mark_is_no_requirement_on_this_reason_and_no_permission(goods_data: GoodsData) -> None:
    found = asked(goods_data, "9B106", "CA")
    assert found.truth is F
    assert found.note.startswith("no requirement on these reasons")
    assert "permitted" not in found.note


def test_a_classified_item_is_looked_up(ask: Any, goods_data: GoodsData) -> None:
    result = ask("Sodium sulphide flakes 60 %", item={"cas": "1313-82-2"}, on="2026-07-23")
    assert requirements(result, CountryCode("AM"), goods_data).truth is T
    assert requirements(result, CountryCode("DE"), goods_data).truth is F
    claimed = ask("part", claims=((US, "9B106"),), on="2026-07-23")
    assert requirements(claimed, CountryCode("DE"), goods_data).truth is T


@pytest.mark.parametrize(("country", "truth"), [("AM", T), ("DE", F), ("CN", T), ("AU", F), ("RU", T)])
def test_sodium_sulphide_by_destination(goods_data: GoodsData, country: str, truth: Truth) -> None:
    found = asked(goods_data, "1C350.d.48", country)
    assert by_reason(found)["CB", "CB 2"] is truth
    assert by_reason(found)["CW", ""] is F


@pytest.mark.parametrize("country", ["IR", "KP", "SY", "CU"])
@pytest.mark.parametrize("path", ["9B106", "2B116.a", "9A115"])
def test_an_embargoed_row_points_elsewhere(goods_data: GoodsData, path: str, country: str) -> None:
    found = asked(goods_data, path, country)
    assert found.truth is U
    assert "points to" in found.note
    assert all(row.truth is U and row.sections for row in found.rows)


def test_iran_is_part_746_whatever_the_entry_says_in_words(goods_data: GoodsData) -> None:
    found = asked(goods_data, "1C350.d.48", "IR")
    (chart,) = [row for row in found.rows if row.column == "CB 2"]
    assert (chart.truth, chart.sections) == (U, ("part 746",))
    assert found.truth is T, "the entry itself asks a licence for Country Group E:1"
    assert "part 746" in found.note


@pytest.mark.parametrize(("territory", "row"), [("HK", "CN"), ("LI", "CH"), ("KY", "GB")])
@pytest.mark.parametrize("path", ["9B106", "1C350.d.48", "2B116.a", "5A001.a"])
def test_some_territories_share_a_row(goods_data: GoodsData, path: str, territory: str, row: str) -> None:
    one, other = asked(goods_data, path, territory), asked(goods_data, path, row)
    assert (one.truth, one.rows) == (other.truth, other.rows)


@pytest.mark.parametrize("country", ["FK", "GI", "GL", "PF", "US"])
def test_a_place_without_a_row_is_indeterminate(goods_data: GoodsData, country: str) -> None:
    found = asked(goods_data, "9B106", country)
    assert found.truth is U
    assert "no row" in found.note


def test_without_a_destination_nothing_is_known(goods_data: GoodsData) -> None:
    assert asked(goods_data, "9B106", "").truth is U
    assert asked(goods_data, "0A983", "").truth is T


@pytest.mark.parametrize(
    ("path", "truth"), [("0A983", T), ("5A001.f.1", T), ("5A980", T), ("5A001.a", F), ("5A001", U)]
)
def test_entries_outside_the_chart_need_a_licence_everywhere(goods_data: GoodsData, path: str, truth: Truth) -> None:
    assert asked(goods_data, path, "CA").truth is truth


def test_a_row_for_paragraphs_reaches_those_only(goods_data: GoodsData) -> None:
    assert by_reason(asked(goods_data, "1B233.b", "AM"))["NP", "NP 1"] is T
    assert by_reason(asked(goods_data, "1B233.a", "AM"))["NP", "NP 1"] is F
    assert by_reason(asked(goods_data, "1B233", "AM"))["NP", "NP 1"] is U
    assert by_reason(asked(goods_data, "0A606.y.1", "AM"))["NS", "NS 1"] is F
    assert by_reason(asked(goods_data, "0A606.a", "AM"))["NS", "NS 1"] is T


def test_goods_said_in_words_are_open_where_the_column_is_marked(goods_data: GoodsData) -> None:
    assert by_reason(asked(goods_data, "2B116.a", "AM"))["NP", "NP 1"] is U
    assert by_reason(asked(goods_data, "2B116.a", "DE"))["NP", "NP 1"] is F


def test_footnotes_keep_a_question_open(goods_data: GoodsData) -> None:
    found = asked(goods_data, "0A505.a", "AU")
    assert found.truth is U
    assert any("footnote 10" in row.note for row in found.rows)


@pytest.mark.parametrize("code", ["0D614", "2B352", "0A521", "1C980"])
def test_entries_whose_rows_are_not_held_or_in_words_are_open(goods_data: GoodsData, code: str) -> None:
    assert asked(goods_data, code, "CA").truth is U


def test_the_status_of_the_item_comes_first(goods_data: GoodsData) -> None:
    assert asked(goods_data, "9B106", "DE", Status.NOT_LISTED).truth is F
    assert asked(goods_data, "9B106", "DE", Status.UNDETERMINED).truth is U
    assert asked(goods_data, "9B106", "CA", Status.UNDETERMINED).truth is U
    unasked = replace(listed("9B106"), lists=())
    assert requirements(unasked, CountryCode("DE"), goods_data).truth is U


def test_the_chart_is_whole(goods_data: GoodsData) -> None:
    marks = goods_data.part("us_chart")["marks"]
    assert set(marks) <= known_codes()
    assert sum(len(row["columns"].split("|")) for row in marks.values() if row["columns"]) == 1788
    assert [code for code, row in marks.items() if row["pointer"]] == ["CU", "IR", "KP", "SY"]
    named = {row["column"] for row in _rows("us_entry_columns.csv") if row["column"]}
    assert named <= {column for row in marks.values() for column in row["columns"].split("|")} | {"AT 1", "AT 2"}
    assert {number for row in marks.values() for number in row["footnotes"].split("|") if number} <= set(
        goods_data.part("us_chart")["footnotes"]
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = files("endgate").joinpath("data", "goods", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
