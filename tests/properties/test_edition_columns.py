"""The columns of days say of every designation and day what its evidence says."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from endgate.edition.collect import gather
from endgate.edition.columns import ListingColumns
from endgate.edition.contents import Content
from endgate.edition.evidence import StoredContent, StoredEvidence, standing
from endgate.edition.model import SnapshotInfo
from endgate.edition.tabulate import write_columns
from endgate.lists.intervals import EventFact
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))
STATED = st.one_of(
    st.none(), st.just(PartialDate(2015)), DAYS.map(lambda day: PartialDate(day.year, day.month, day.day))
)
KEYS = "ABCD"


def _party(key: str, stated: PartialDate | None) -> ListedParty:
    programme = "IRAN" if key < "C" else "DPRK"
    designation = Designation(f"un:{key}/{programme}", "un", "UN", "list", programme, reference=key, listed_on=stated)
    return ListedParty(f"un:{key}", "un", PartyKind.ORGANISATION, (Name(key),), designations=(designation,))


def _content(day: date, parties: list[ListedParty], whole: bool) -> Content:
    info = SnapshotInfo(f"un-{day}", str(day), day, "", "full" if whole else "partial", "store", whole)
    return Content("un", info, (day,), f"list of {day}", lambda: parties, day)


@st.composite
def series(draw: st.DrawFn) -> list[Content]:
    stated = {key: draw(STATED) for key in KEYS}
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=5)))
    return [
        _content(
            day,
            [_party(key, stated[key]) for key in sorted(draw(st.frozensets(st.sampled_from(KEYS))))],
            draw(st.booleans()),
        )
        for day in days
    ]


@given(series(), DAYS, st.one_of(st.none(), DAYS))
def test_columns_say_what_the_evidence_says(contents: list[Content], day: date, ended: date | None) -> None:
    gathered = gather("un", contents)
    fact = () if ended is None else (EventFact("end", ended, ended, "made"),)
    events = {("un", "IRAN", "A"): fact}
    with tempfile.TemporaryDirectory() as folder:
        write_columns(Path(folder), [gathered], events)
        columns = ListingColumns.open(Path(folder))
        remembered = [StoredContent(each.days, each.absent_on, each.basis) for each in contents]
        expected: dict[str, set[str]] = {"listed": set(), "uncertain": set(), "not_listed": set()}
        for party in gathered.parties.values():
            (designation,) = party.designations
            held = gathered.sightings[designation.designation_id]
            asked = gathered.asked(designation.designation_id)
            happened = events.get(("un", designation.programme, designation.reference), ())
            stored = StoredEvidence(held.seen, asked, tuple(held.stated), happened)
            found = standing(designation, stored, remembered, as_of=day, known_as_of=None)
            expected[found.status].add(designation.designation_id)
        for programme in (None, "IRAN", "DPRK"):
            mask = columns.in_force("un", programme, as_of=day)
            for status, rows in (("listed", mask.listed), ("uncertain", mask.uncertain)):
                wanted = {each for each in expected[status] if programme is None or each.endswith(programme)}
                assert set(columns.ids(rows)) == wanted


def test_nothing_held(tmp_path: Path) -> None:
    write_columns(tmp_path, [], {})
    found = ListingColumns.open(tmp_path).in_force("un", None, as_of=date(2026, 1, 1))
    assert (len(found.listed), len(found.uncertain)) == (0, 0)
