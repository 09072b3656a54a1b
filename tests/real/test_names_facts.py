"""Facts of names on whole published lists: check digits, placeholder days, people whom only a birth year parts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from endgate.lists.containers import unpack
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.model import ListedParty
from endgate.names.facts import facts_of_listed
from endgate.names.facts.dates import read_spans
from endgate.names.index import NameIndex, build_index
from endgate.names.model import Grade, Query
from endgate.names.screen import screen
from endgate.terms.dates import PartialDate
from endgate.terms.ids import check
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.truth import Truth

pytestmark = pytest.mark.shared
Records = tuple[ListedParty, ...]


def _read(shared: Path, folder: str, work: Path, partial: str = "") -> Records:
    files = unpack([shared / "lists/us-ofac/csv" / folder], work, max_bytes=1 << 28)
    return tuple(IMPORTERS["ofac-csv"].read(files, Settings("us-ofac-sdn", partial), ImportReport()))


@pytest.fixture(scope="module")
def sdn_2022(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Records:
    return _read(shared, "2022-12", tmp_path_factory.mktemp("raw22"), "members")


@pytest.fixture(scope="module")
def sdn_2021(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Records:
    return _read(shared, "2021-07", tmp_path_factory.mktemp("raw21"))


@pytest.mark.parametrize(
    ("kind", "country", "right", "wrong"),
    [
        (IdentifierKind.LEI, "", 14, 0),
        (IdentifierKind.INN, "RU", 674, 0),
        (IdentifierKind.OGRN, "RU", 514, 0),
        (IdentifierKind.IMO_SHIP, "", 519, 0),
        (IdentifierKind.NATIONAL_ID, "MX", 354, 2),
        (IdentifierKind.NATIONAL_ID, "CN", 39, 0),
        (IdentifierKind.NATIONAL_ID, "IR", 231, 5),
        (IdentifierKind.TAX_ID, "CO", 322, 1),
    ],
)
def test_check_digits_hold_on_real_numbers(
    sdn_2022: Records, kind: IdentifierKind, country: str, right: int, wrong: int
) -> None:
    checks = Counter(
        check(kind, each.value, each.country)
        for party in sdn_2022
        for each in party.identifiers
        if each.kind is kind and str(each.country or "") == country
    )
    assert (checks[Truth.TRUE], checks[Truth.FALSE]) == (right, wrong)


def test_a_random_digit_fails_the_check(sdn_2022: Records) -> None:
    """A rule that accepts everything would pass the counts above."""
    kinds = {IdentifierKind.LEI, IdentifierKind.INN, IdentifierKind.OGRN, IdentifierKind.IMO_SHIP}
    passing = tried = 0
    for party in sdn_2022:
        for each in party.identifiers:
            if each.kind in kinds and each.check is Truth.TRUE:
                spoilt = each.value[:-1] + str((int(each.value[-1]) + 1) % 10)
                tried += 1
                passing += check(each.kind, spoilt, each.country) is Truth.TRUE
    assert tried > 1_700
    assert passing == 0


def test_the_first_of_january_stands_for_a_year(sdn_2022: Records) -> None:
    days = Counter(
        (day.month, day.day)
        for party in sdn_2022
        for each in party.birth
        if each.earliest == each.latest and (day := each.earliest.exact()) is not None
    )
    typical = sum(days.values()) / 366
    assert days[1, 1] > 10 * typical
    spans = [span for party in sdn_2022 for span in facts_of_listed(party).birth]
    assert sum("placeholder" in span.notes for span in spans) > days[1, 1] - 10
    assert all(span.exact is None or (span.exact.month, span.exact.day) != (1, 1) for span in spans)


def test_no_real_birth_is_taken_for_another_calendar(sdn_2022: Records) -> None:
    for party in sdn_2022:
        facts = facts_of_listed(party)
        countries = frozenset(str(country) for _, country in facts.countries)
        read = read_spans(facts.birth, countries)
        assert not [span for span in read if any("hijri" in note for note in span.notes)]


@pytest.mark.parametrize(
    ("name", "year", "found", "other"),
    [
        ("MOHAMMAD, Haji Baz", 1958, "us-ofac-sdn:8867", "us-ofac-sdn:13127"),
        ("MOHAMMAD, Haji Baz", 1964, "us-ofac-sdn:13127", "us-ofac-sdn:8867"),
        ("KIM, Yong Chol", 1962, "us-ofac-sdn:17614", "us-ofac-sdn:12211"),
        ("KIM, Yong Chol", 1947, "us-ofac-sdn:12211", "us-ofac-sdn:17614"),
    ],
)
def test_people_of_one_name_part_by_birth_year_only(
    sdn_2021: Records, name: str, year: int, found: str, other: str
) -> None:
    records = {each.party_id: each for each in sdn_2021 if each.kind is PartyKind.PERSON and _near(each, name)}
    index = NameIndex(*build_index(records.values()))
    by_name, by_year = screen(
        [Query("1", (name,), PartyKind.PERSON), Query("2", (name,), PartyKind.PERSON, (PartialDate(year),))],
        index,
        party_of=records.get,
    )
    counting = {match.party_id for match in by_name.matches if match.grade.counts}
    assert {found, other} <= counting
    graded = {match.party_id: match.grade for match in by_year.matches}
    assert graded[found].counts
    assert graded[other] is Grade.CONTRADICTED


def _near(party: ListedParty, name: str) -> bool:
    """A few hundred records among which the two must be told: those that share a word."""
    words = set(name.upper().replace(",", "").split())
    return any(words & set(each.text.upper().replace(",", "").split()) for each in party.names)
