"""Runs and answers from evidence: absences, stated dates, events, expiries and both times."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.lists.intervals import (
    Absence,
    EventFact,
    Evidence,
    Presence,
    StatedEnd,
    StatedStart,
    listing_intervals,
    status,
)
from endgate.terms.truth import Truth

SERIES = ("2016-06-20", "2018-10-29", "2020-11-30", "2024-09-26", "2025-04-19", "2025-11-18", "2026-08-01")
DAYS = ("2009-06-01", "2018-07-01", "2022-01-01", "2024-12-01", "2025-10-15", "2026-08-01")


def on(text: str) -> date:
    return date.fromisoformat(text)


def seen(text: str) -> Presence:
    return Presence(on(text), on(text))


def gone(text: str) -> Absence:
    return Absence(on(text), on(text))


def stated(text: str, published: str) -> StatedStart:
    return StatedStart(on(text), on(text), on(published))


def event(what: str, text: str) -> EventFact:
    return EventFact(what, on(text), on(text), f"event {text}")


SHIG: list[Evidence] = [seen("2016-02-11"), stated("2006-12-23", "2016-02-11")]
SHIG += [gone(each) if each in ("2024-09-26", "2025-04-19") else seen(each) for each in SERIES]
AEOI: list[Evidence] = [stated("2006-12-23", "2025-11-18")]
AEOI += [seen(each) if each in ("2025-11-18", "2026-08-01") else gone(each) for each in SERIES]
EVENTS = [event("end", "2016-01-16"), event("end", "2023-10-18"), event("start", "2025-09-28")]


def answers(evidence: list[Evidence], *days: str, known: str = "9999-01-01") -> str:
    runs = listing_intervals(evidence, on(known))
    return "".join(status(runs, on(day)).truth.value for day in days)


def test_table_of_the_specification() -> None:
    assert answers(SHIG, *DAYS) == "TTUFUT"
    assert answers(AEOI, *DAYS) == "UFFFUT"
    assert answers([*SHIG, *EVENTS[1:]], *DAYS) == "TTTFTT"
    assert answers([*AEOI, EVENTS[0], EVENTS[2]], *DAYS) == "TFFFTT"
    for evidence in (SHIG, AEOI, [*SHIG, *EVENTS[1:]], [*AEOI, EVENTS[0], EVENTS[2]]):
        assert answers(evidence, "2026-01-01", known="2025-06-01") == "F"


def test_ends_are_half_open() -> None:
    run = listing_intervals([*SHIG, *EVENTS[1:]])[0]
    assert answers([*SHIG, *EVENTS[1:]], "2023-10-17", "2023-10-18") == "TF"
    assert answers(SHIG, "2006-12-22", "2006-12-23", "2020-11-30", "2020-12-01", "2024-09-25", "2024-09-26") == "FTTUUF"
    assert run.conflicts == ()


def test_an_event_out_of_bounds_is_reported_not_averaged() -> None:
    runs = listing_intervals([*SHIG, event("end", "2018-01-01")])
    assert answers([*SHIG, event("end", "2018-01-01")], "2018-07-01") == "T"
    assert "event of 2018-01-01 (end)" in runs[0].conflicts[0]


def test_no_evidence_of_the_past_is_uncertain() -> None:
    lately: list[Evidence] = [gone("2018-01-27"), seen("2018-12-20"), seen("2021-07-07")]
    assert answers(lately, "2010-01-01", "2018-01-27", "2018-06-01", "2018-12-20", "2030-01-01") == "UFUTT"
    only: list[Evidence] = [seen("2018-12-20")]
    assert answers(only, "2010-01-01", "2018-12-20") == "UT"
    assert "no evidence before" in status(listing_intervals(lately), on("2010-01-01")).basis


def test_stated_start_after_an_absence_needs_no_doubt() -> None:
    evidence: list[Evidence] = [gone("2018-01-27"), seen("2018-12-20"), stated("2018-06-05", "2018-12-20")]
    assert answers(evidence, "2010-01-01", "2018-06-04", "2018-06-05") == "UFT"


def test_a_partial_list_proves_presence_never_absence() -> None:
    assert answers([seen("2016-02-11"), seen("2020-11-30")], "2018-01-01", "2021-01-01") == "TT"


def test_nothing_known_by_then() -> None:
    assert answers(SHIG, "2009-06-01", "2026-01-01", known="2010-01-01") == "UU"


def test_stated_end_counts_even_where_the_entry_is_printed_later() -> None:
    expiry = StatedEnd(on("2020-03-01"), on("2020-03-01"), on("2019-06-05"))
    evidence: list[Evidence] = [stated("2010-01-01", "2019-06-05"), seen("2019-06-05"), seen("2022-09-02"), expiry]
    assert answers(evidence, "2015-01-01", "2020-02-29", "2020-03-01", "2023-01-01") == "TTFF"
    delisted: list[Evidence] = [seen("2026-08-27"), StatedEnd(on("2016-03-01"), on("2016-03-01"), on("2026-08-27"))]
    assert answers(delisted, "2015-01-01", "2016-03-01", "2026-09-01") == "UFF"


def test_expiry_is_known_only_once_published() -> None:
    expiry = StatedEnd(on("2020-03-01"), on("2020-03-01"), on("2020-02-01"))
    evidence: list[Evidence] = [stated("2010-01-01", "2019-06-05"), seen("2019-06-05"), expiry]
    assert answers(evidence, "2021-01-01", known="2019-12-31") == "T"
    assert answers(evidence, "2021-01-01", known="2020-02-01") == "F"


def test_a_listing_that_lies_ahead_is_told_from_one_that_ended() -> None:
    expiry = StatedEnd(on("2020-03-01"), on("2020-03-01"), on("2019-06-05"))
    runs = listing_intervals([stated("2010-01-01", "2019-06-05"), seen("2019-06-05"), expiry, gone("2009-01-01")])
    before, after = status(runs, on("2009-06-01")), status(runs, on("2021-01-01"))
    assert (before.truth, before.ahead, before.run) == (Truth.FALSE, True, runs[-1])
    assert (after.truth, after.ahead, after.run) == (Truth.FALSE, False, None)
    assert not status((), on("2021-01-01")).ahead


def test_listing_date_of_a_year_only() -> None:
    evidence: list[Evidence] = [StatedStart(on("2012-01-01"), on("2012-12-31"), on("2016-02-11")), seen("2016-02-11")]
    assert answers(evidence, "2011-12-31", "2012-06-01", "2012-12-31") == "FUT"


def test_listing_date_later_than_a_list_that_holds_the_entry() -> None:
    runs = listing_intervals([seen("2016-02-11"), stated("2017-01-01", "2018-01-01"), seen("2018-01-01")])
    assert len(runs) == 1
    assert "later than a list that holds the entry" in runs[0].conflicts[0]


@pytest.mark.parametrize("day", ["2022-01-01", "2025-10-15"])
def test_doubt_names_its_bounds(day: str) -> None:
    standing = status(listing_intervals(SHIG), on(day))
    assert "would settle it" in standing.basis
    assert standing.run is not None
