"""Counts of the UN list's dated versions as the specification of lists states them, and what each version hides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from endgate.lists.containers import unpack
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.model import ListedParty
from endgate.terms.kinds import IdentifierKind

Reading = tuple[ImportReport, dict[str, ListedParty]]
Reader = Callable[[str], Reading]
# version: individuals, entities, Iran, DPRK, non-empty aliases, aliases of low quality (None: not stated)
VERSIONS = {
    "2016-02-11": (130, 109, 84, 0, 370, 22),
    "2016-06-20": (629, 395, 84, 60, 2498, 522),
    "2017-06-20": (653, 371, 84, 99, 2526, None),
    "2017-06-30": (653, 371, 84, 99, 2526, None),
    "2017-07-03": (650, 371, 84, 99, 2514, None),
    "2018-06-07": (693, 405, 84, 155, 2628, None),
    "2018-06-21": (695, 405, 84, 155, None, None),
    "2018-08-24": (701, 397, 84, 155, None, None),
    "2018-10-29": (703, 390, 84, 155, 2663, None),
    "2020-11-30": (713, 305, 84, 155, 2678, 616),
    "2024-09-26": (682, 193, 0, 155, 2719, None),
    "2025-04-19": (684, 193, 0, 155, 2704, None),
    "2025-11-18": (727, 273, 121, 155, 2753, 615),
    "2026-02-27": (730, 273, 121, 155, 2752, None),
    "2026-08-01": (736, 275, 121, 155, 2755, 623),
}
CAME_AND_WENT = {
    ("2017-06-20", "2017-06-30"): (0, 0),
    ("2017-06-30", "2017-07-03"): (0, 3),
    ("2018-06-07", "2018-06-21"): (2, 0),
    ("2018-06-21", "2018-08-24"): (6, 8),
    ("2018-08-24", "2018-10-29"): (3, 8),
    ("2024-09-26", "2025-04-19"): (4, 2),
    ("2025-04-19", "2025-11-18"): (126, 3),
    ("2025-11-18", "2026-02-27"): (4, 1),
    ("2026-02-27", "2026-08-01"): (16, 8),
}
CAME_BACK = "006 007 015 021 028 029 030 033 035 041 044 046 047 052 054 072 074"


@pytest.fixture(scope="module")
def read(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    known: dict[str, Reading] = {}

    def reader(version: str) -> Reading:
        if version not in known:
            path = shared / "lists/un" / version / "consolidated.xml.gz"
            files = unpack([path], tmp_path_factory.mktemp("raw"), max_bytes=1 << 28)
            assert IMPORTERS["un-xml"].stamp(files).stated_date == date.fromisoformat(version)
            report = ImportReport()
            parties = IMPORTERS["un-xml"].read(files, Settings("un"), report)
            known[version] = report, {each.designations[0].reference: each for each in parties}
        return known[version]

    return reader


@pytest.mark.parametrize("version", VERSIONS)
def test_counts(read: Reader, version: str) -> None:
    report, _ = read(version)
    counts = report.counts
    met = tuple(counts.get(f"kind:{each}", 0) for each in ("person", "organisation"))
    met += tuple(counts.get(f"programme:{each}", 0) for each in ("IRAN", "DPRK"))
    aliases = (counts["alias"], counts["alias:Low"])
    assert met == VERSIONS[version][:4]
    assert all(expected in (None, had) for expected, had in zip(VERSIONS[version][4:], aliases, strict=True))
    assert report.balanced
    assert report.rows_quarantined == 0


@pytest.mark.parametrize(("old", "new"), CAME_AND_WENT)
def test_came_and_went(read: Reader, old: str, new: str) -> None:
    before, after = read(old)[1].keys(), read(new)[1].keys()
    assert (len(after - before), len(before - after)) == CAME_AND_WENT[old, new]


def test_three_went_in_2017(read: Reader) -> None:
    assert read("2017-06-30")[1].keys() - read("2017-07-03")[1].keys() == {"QDi.168", "QDi.169", "QDi.170"}


def test_newest_version_in_detail(read: Reader) -> None:
    report, _ = read("2026-08-01")
    counts = report.counts
    graded = {key: counts[f"alias:{key}"] for key in ("Good", "Low", "a.k.a.", "f.k.a.")}
    assert graded == {"Good": 1529, "Low": 623, "a.k.a.": 584, "f.k.a.": 19}
    assert (counts["original script"], counts["original script:Arab"], counts["original script:Cyrl"]) == (378, 366, 11)
    assert (counts["empty alias:INDIVIDUAL_ALIAS"], counts["empty alias:ENTITY_ALIAS"]) == (169, 125)
    assert counts["alias:several names in one cell"] == 22
    assert counts["empty birth node"] == 49
    assert not [key for key in report.unknown if key.startswith("element")]


def test_old_references_are_kept(read: Reader) -> None:
    _, found = read("2026-08-01")
    old = {
        reference: [each.value for each in party.identifiers if each.kind is IdentifierKind.PUBLISHER_REF]
        for reference, party in found.items()
    }
    # every Iran entry has one; in eight of them a line break stands inside the words "Old Reference #"
    assert {reference for reference, each in old.items() if each} == {
        reference for reference, party in found.items() if party.designations[0].programme == "IRAN"
    }
    assert all(" " not in value for values in old.values() for value in values)


def test_iran_went_and_came_back(read: Reader) -> None:
    def iran(version: str) -> set[str]:
        return {key for key, each in read(version)[1].items() if each.designations[0].programme == "IRAN"}

    assert iran("2016-06-20") == iran("2020-11-30")
    assert iran("2020-11-30") < iran("2025-11-18")
    new = iran("2025-11-18") - iran("2020-11-30")
    assert {each for each in new if each.startswith("IRe")} == {f"IRe.{number}" for number in CAME_BACK.split()}
    assert len(new) == 37
    same = iran("2020-11-30")
    old, now = read("2020-11-30")[1], read("2025-11-18")[1]
    assert all(old[key].designations[0].listed_on == now[key].designations[0].listed_on for key in same)
    assert all(old[key].primary_name == now[key].primary_name for key in same)


def test_corrupt_copy_is_refused(read: Reader) -> None:
    with pytest.raises(ListRefusedError, match=r"EG2002 consolidated\.xml:53:"):
        read("2025-08-16")


def test_listing_days_of_both_lengths(read: Reader) -> None:
    _, found = read("2026-08-01")
    assert str(found["IRe.067"].designations[0].listed_on) == "2006-12-23"
    assert all(each.designations[0].listed_on is not None for each in found.values())


def test_an_alias_that_cites_another_entry(read: Reader) -> None:
    party = read("2026-08-01")[1]["KPe.021"]
    assert ("un:KPe.018", "SECOND ACADEMY OF NATURAL SCIENCES") in [
        (each.target_party_id, each.target_name) for each in party.relations
    ]
    assert "SECOND ACADEMY OF NATURAL SCIENCES" in [each.text for each in party.names]


def test_several_names_in_one_cell(read: Reader) -> None:
    _, found = read("2026-08-01")
    texts = [each.text for each in found["IRi.034"].names]
    assert {"Mohammed Sabet", "Mohammad Sabet", "M. Javad Kareemi Sabet", "M. Jawad Karimi Sabet"} <= set(texts)
    scripts = {each.text: each.script for each in found["QDi.299"].names}
    assert scripts["Abu Bakr al-Baghdadi"] == "Latn"
    assert "Arab" in scripts.values()


def test_no_name_keeps_stray_white_space_or_placeholder(read: Reader) -> None:
    for version in ("2016-06-20", "2026-08-01"):
        names = [each.text for party in read(version)[1].values() for each in party.names]
        assert all(each == " ".join(each.split()) and each for each in names)
        assert not [each for each in names if each.endswith(" na")]


def test_month_beside_the_year_of_birth(read: Reader) -> None:
    births = [each for party in read("2026-08-01")[1].values() for each in party.birth]
    assert "1973-11" in [str(each.earliest) for each in births]
    assert "1958-09" in [str(each.earliest) for each in births]
    assert any(each.circa and str(each.earliest) == "1966" and str(each.latest) == "1967" for each in births)


def test_documents_in_other_languages(read: Reader) -> None:
    report, found = read("2026-08-01")
    assert not [key for key in report.unknown if key.startswith("document type")]
    kinds = [each.kind for party in found.values() for each in party.identifiers]
    assert kinds.count(IdentifierKind.PASSPORT) > 200


def test_parties_that_are_not_un_entries(read: Reader) -> None:
    names = {each.text.upper() for party in read("2026-08-01")[1].values() for each in party.names}
    for name in ("ISLAMIC REVOLUTIONARY GUARD CORPS", "AEROSPACE INDUSTRIES ORGANIZATION"):
        assert name not in names
