"""Decision tables: a row in words for each measure, as CSV and as a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

from tests.unit.law.conftest import measure_text

from endgate.law.compile import LawBook
from endgate.law.table import COLUMNS, as_csv, as_html, decision_table

DAY = date(2015, 6, 1)
MakeBook = Callable[..., LawBook]


def test_a_measure_reads_as_a_row(make_book: MakeBook) -> None:
    book = make_book(
        measure_text(
            "M-1",
            bound="{exports_from: {territory: AA}}",
            when="{item_on: {list: HELD}}",
            knowledge="{knows: {proposition: use.missile, at_least: aware}}",
            unless="{value_le: {amount: 500, currency: EUR}}",
        )
    )
    (row,) = decision_table(book, book.measures(), DAY)
    assert row.bound == "goods leave AA"
    assert row.when == "the item is on: HELD"
    assert row.knowledge == 'the actor\'s knowledge is aware or more: "The item serves missiles"'
    assert row.unless == "the value of the item is at most 500 EUR"
    assert (row.outcome, row.dates, row.status) == ("prohibited", "from 2000-01-01", "in force")
    assert row.review == "text checked, somebody 2020-01-01"


def test_a_version_with_its_own_conditions_has_its_own_row(make_book: MakeBook) -> None:
    versions = (
        "[{valid: {from: 2000-01-01, to: 2010-01-01}}, "
        "{valid: {from: 2010-01-01}, overrides: {when: {destination_in: {group: BAD}}}}]"
    )
    book = make_book(measure_text("M-1", versions=versions, when="{destination_in: {group: ZZ}}"))
    first, second = decision_table(book, book.measures(), DAY)
    assert (first.when, first.dates) == ("the final destination is ZZ", "from 2000-01-01 to 2010-01-01")
    assert (second.when, second.dates) == ("the final destination is BAD", "from 2010-01-01")


def test_what_is_not_encoded_says_so(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", versions="[]"))
    (row,) = decision_table(book, book.measures(), DAY)
    assert (row.dates, row.status) == ("not encoded", "not encoded")
    assert 'class="not-encoded"' in as_html(book, [row], DAY)


def test_a_suspension_stands_among_the_dates(make_book: MakeBook) -> None:
    tail = (
        "suspensions:\n  - {id: STAY, suspends: [M-1], valid: {from: 2015-01-01, to: 2016-01-01}, citation: Notice}\n"
    )
    book = make_book(measure_text("M-1"), tail=tail)
    (row,) = decision_table(book, book.measures(), DAY)
    assert "suspended from 2015-01-01 to 2016-01-01 by STAY" in row.dates
    assert row.status == "suspended (STAY)"


def test_csv_has_a_heading_and_a_line_for_each_row(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1"), measure_text("M-2"))
    lines = list(csv.DictReader(io.StringIO(as_csv(decision_table(book, book.measures(), DAY)))))
    assert [line["measure"] for line in lines] == ["M-1", "M-2"]
    assert lines[0]["citation"] == "Invented act, M-1"


def test_the_page_has_no_script_and_escapes_what_it_shows(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", say='"Less < more & <script>x</script>"'))
    page = as_html(book, decision_table(book, book.measures(), DAY), DAY)
    assert "<script" not in page
    assert "Less &lt; more &amp; &lt;script&gt;" in page
    assert page.count('<th scope="col">') == len(COLUMNS)
    assert "<caption>Invented act (INVENTED; AA government)</caption>" in page
