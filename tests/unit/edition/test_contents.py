"""Which contents of a source go in, and what their silence means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from endgate.edition.collect import gather
from endgate.edition.contents import Content, by_source
from endgate.edition.model import SnapshotInfo
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.kinds import PartyKind


def party(key: str) -> ListedParty:
    designation = Designation(f"un:{key}/IRAN", "un", "UN", "list", "IRAN", reference=key)
    return ListedParty(f"un:{key}", "un", PartyKind.ORGANISATION, (Name(key),), designations=(designation,))


def content(day: str, origin: str, *keys: str, scope: str = "full") -> Content:
    on = date.fromisoformat(day)
    whole = scope in ("full", "full_members")
    info = SnapshotInfo(f"{origin}-{day}", day, on, "", scope, origin, whole)
    return Content("un", info, (on,), f"list of {day}", lambda: [party(key) for key in keys], on)


def days(contents: list[Content]) -> list[str]:
    return [each.info.snapshot_id for each in by_source(contents).get("un", [])]


def test_own_newer_list_replaces_the_starter() -> None:
    assert days([content("2026-08-01", "starter", "A"), content("2026-08-01", "store", "A")]) == ["store-2026-08-01"]


def test_own_older_list_is_history_beside_the_starter() -> None:
    found = days([content("2026-08-01", "starter", "A"), content("2020-11-30", "store", "A")])
    assert found == ["store-2020-11-30", "starter-2026-08-01"]


def test_own_partial_list_does_not_replace_the_starter() -> None:
    partial = content("2026-09-01", "store", "B", scope="partial")
    assert len(days([content("2026-08-01", "starter", "A"), partial])) == 2


def test_party_of_two_contents_is_one_party() -> None:
    contents = [content("2020-11-30", "store", "A", "B"), content("2026-08-01", "starter", "A", scope="full_members")]
    gathered = gather("un", contents)
    assert sorted(gathered.parties) == ["un:A", "un:B"]
    assert gathered.sightings["un:A/IRAN"].seen == 0b11
    assert gathered.sightings["un:B/IRAN"].seen == 0b01
    assert gathered.asked("un:B/IRAN") == 0b11


def test_partial_list_proves_no_absence() -> None:
    gathered = gather("un", [content("2020-11-30", "store", "A", scope="partial"), content("2021-01-01", "store", "B")])
    assert gathered.asked("un:B/IRAN") == 0b10


def test_history_is_silent_on_those_it_was_not_asked_about() -> None:
    history = replace(
        content("2018-01-01", "history"), seen=frozenset({"un:A/IRAN"}), asked=frozenset({"un:A/IRAN", "un:C/IRAN"})
    )
    gathered = gather("un", [content("2016-06-20", "store", "B"), history, content("2026-08-01", "starter", "A", "C")])
    assert gathered.sightings["un:A/IRAN"].seen == 0b110
    assert gathered.asked("un:C/IRAN") & 0b010
    assert not gathered.asked("un:B/IRAN") & 0b010
