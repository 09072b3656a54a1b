"""Cells that several publishers write alike: itemised values, dates with strokes, columns by name."""

from __future__ import annotations

import pytest

from endgate.lists.errors import ListRefusedError
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.itemised import split_items
from endgate.lists.importers.layouts import layout, record
from endgate.lists.importers.measures import read_measures
from endgate.lists.importers.slashdates import read_slash_birth, read_slash_date


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a) First b) Second", ("First", "Second")),
        ("(1) Tunisia (2) Italy (3) Tunisia", ("Tunisia", "Italy")),
        ("a) French, b) Tunisian", ("French", "Tunisian")),
        ("(1) Germany (b) Algeria", ("Germany", "Algeria")),
        ("First; b) Second.", ("First", "Second.")),
        ("(1)-(2) Algeria (3) Mali", ("Algeria", "Mali")),
        ("1) Only one", ("Only one",)),
        ("No. 5 (former) Street", ("No. 5 (former) Street",)),
        ("Unit 3) Somewhere", ("Unit 3) Somewhere",)),
        ("", ()),
    ],
)
def test_items(text: str, items: tuple[str, ...]) -> None:
    assert split_items(text) == items


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("13/04/2018", "2018-04-13"),
        ("00/00/1945", "1945"),
        ("00/08/1961", "1961-08"),
        ("dd/mm/1945", "1945"),
        ("dd/11/1970", "1970-11"),
        ("07/1961", "1961-07"),
        ("1946", "1946"),
        ("2 March 2012", "2012-03-02"),
        ("31/02/2018", "None"),
        ("05/00/1960", "None"),
        ("someday", "None"),
    ],
)
def test_slash_dates(text: str, date: str) -> None:
    assert str(read_slash_date(text)) == date


def test_birth_about_a_day() -> None:
    birth = read_slash_birth("Approximately 30/01/1972")
    assert birth is not None
    assert (str(birth.earliest), birth.circa) == ("1972-01-30", True)


def test_unknown_measure_is_counted() -> None:
    report = ImportReport()
    assert read_measures(["Asset freeze", "Tea ban"], report) == ("asset_freeze", "other")
    assert report.unknown == {"measure Tea ban": 1}


def test_row_of_another_width_is_refused() -> None:
    with pytest.raises(ListRefusedError, match="EG2001"):
        record(["a", "b"], ["1"], "x:1")


def test_layout_needs_its_fields() -> None:
    with pytest.raises(ListRefusedError, match=r"EG2006.*no column for .*committees"):
        layout("au-dfat").place(["Reference"], "x:1")


def test_another_table_is_told_from_a_changed_one() -> None:
    form = layout("au-dfat")
    changed = [
        "Reference",
        "Name of Individual or Entity",
        "Type",
        "Name Type",
        "Date of Birth",
        "Address",
        "Committees",
    ]
    assert form.looks_right([*changed, "New"])
    assert not form.looks_right(["id", "name", "Reference"])
