"""Laws of gathering: nothing is lost or doubled, the order of hand-over does not count, silence is read rightly."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from endgate.edition.collect import gather
from endgate.edition.contents import Content, by_source
from endgate.edition.evidence import StoredContent, StoredEvidence, standing
from endgate.edition.model import SnapshotInfo
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.kinds import PartyKind
from endgate.terms.truth import Truth

DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))


def party(key: str) -> ListedParty:
    designation = Designation(f"un:{key}/IRAN", "un", "UN", "list", "IRAN", reference=key)
    return ListedParty(f"un:{key}", "un", PartyKind.ORGANISATION, (Name(key),), designations=(designation,))


@st.composite
def series(draw: st.DrawFn) -> list[Content]:
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=6)))
    return [_content(day, draw(st.frozensets(st.sampled_from("ABCD"))), draw(st.booleans())) for day in days]


def _content(day: date, keys: frozenset[str], whole: bool) -> Content:
    info = SnapshotInfo(f"un-{day}", str(day), day, "", "full" if whole else "partial", "store", whole)
    return Content("un", info, (day,), f"list of {day}", lambda: [party(key) for key in sorted(keys)], day)


def truth(contents: list[Content], key: str, day: date) -> Truth:
    gathered = gather("un", contents)
    held = gathered.sightings[f"un:{key}/IRAN"]
    stored = StoredEvidence(held.seen, gathered.asked(f"un:{key}/IRAN"), tuple(held.stated), ())
    remembered = [StoredContent(each.days, each.absent_on, each.basis) for each in contents]
    return standing(party(key).designations[0], stored, remembered, as_of=day, known_as_of=None).truth


@given(series())
def test_every_party_once(contents: list[Content]) -> None:
    expected = {each.party_id for content in contents for each in content.read()}
    assert set(gather("un", contents).parties) == expected


@given(series(), st.randoms())
def test_order_of_hand_over_does_not_count(contents: list[Content], random: Random) -> None:
    shuffled = list(contents)
    random.shuffle(shuffled)
    assert by_source(shuffled) == by_source(contents)


@given(series())
def test_a_list_is_true_on_its_own_day(contents: list[Content]) -> None:
    for content in contents:
        listed = {each.party_id.split(":")[1] for each in content.read()}
        for key in gather("un", contents).parties:
            answer = truth(contents, key.split(":")[1], content.days[0])
            if key.split(":")[1] in listed:
                assert answer is Truth.TRUE
            elif content.info.proves_absence:
                assert answer is Truth.FALSE


@given(series(), DAYS)
def test_partial_lists_never_say_no(contents: list[Content], day: date) -> None:
    if not any(each.info.proves_absence for each in contents):
        answers = {truth(contents, key.split(":")[1], day) for key in gather("un", contents).parties}
        assert Truth.FALSE not in answers
