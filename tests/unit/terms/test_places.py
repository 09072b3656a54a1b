"""Countries by code, name and date."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.terms import places
from endgate.terms.dates import PartialDate
from endgate.terms.places import CountryCode, country_of
from endgate.terms.truth import Truth


@pytest.mark.parametrize("code", ["DE", "NA", "XK", "SU", "YU", "CS", "DD", "ZR", "AN", "TP", "BU", "TW", "PS", "HK"])
def test_known_codes_are_read(code: str) -> None:
    assert CountryCode.from_json(code) == code


@pytest.mark.parametrize(
    ("raw", "hint"),
    [("Iran", "'IR'"), ("UK", "'GB'"), ("de", "'DE'"), ("DEU", "'DE'"), ("Germny", "'DE'"), ("Turkey", "'TR'")],
)
def test_an_unknown_code_is_refused_with_the_nearest(raw: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        CountryCode.from_json(raw)


@pytest.mark.parametrize("raw", ["ZZ", "", "1A", None, 7, "Atlantis", "EU"])
def test_what_is_no_country_is_refused_without_a_guess(raw: object) -> None:
    with pytest.raises(ValueError, match="not a known country code") as caught:
        CountryCode.from_json(raw)
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran (Islamic Republic of)", "IR"),
        ("Iran", "IR"),
        ("Korea, North", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("Korea, Republic of", "KR"),
        ("Syria", "SY"),
        ("Syrian Arab Republic", "SY"),
        ("Burma", "MM"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo, Republic of the", "CG"),
        ("Russia", "RU"),
        ("Türkiye", "TR"),
        ("TURKEY", "TR"),
        ("Palestinian", "PS"),
        ("Bahamas, The", "BS"),
        ("Man, Isle of", "IM"),
        ("Viet Nam", "VN"),
        ("Cote d'Ivoire", "CI"),
        ("NA", "NA"),
        ("IRN", "IR"),
        ("Korea", None),
        ("Congo", None),
        ("Virgin Islands", None),
        ("Crimea", None),
        ("Region: Crimea", None),
        ("na", None),
        ("undetermined", None),
        ("", None),
    ],
)
def test_names_as_publishers_write_them(text: str, code: str | None) -> None:
    assert country_of(text) == code


def test_a_code_used_twice_follows_the_date() -> None:
    assert places.country("CS", date(1990, 1, 1)).name == "Czechoslovakia"
    assert places.country("CS", date(2004, 1, 1)).successors == ("RS", "ME")
    assert places.exists("SU", date(1991, 12, 25)) is Truth.TRUE
    assert places.exists("SU", date(1991, 12, 26)) is Truth.FALSE
    assert places.exists("SS", date(2011, 7, 8)) is Truth.FALSE


def test_union_membership_follows_the_date() -> None:
    assert len(places.members("EU", date(2020, 1, 31))) == 28
    assert len(places.members("EU", date(2020, 2, 1))) == 27
    assert len(places.members("EU", date(2003, 1, 1))) == 15
    assert places.in_group("HR", "EU", date(2013, 6, 30)) is Truth.FALSE
    assert places.in_group("HR", "EU", date(2013, 7, 1)) is Truth.TRUE
    assert places.in_group("HR", "EU", PartialDate(2013)) is Truth.UNKNOWN
    assert places.in_group("HR", "EU", PartialDate(2014)) is Truth.TRUE
    assert places.in_group("RE", "EU", date(2020, 1, 1)) is Truth.TRUE
    with pytest.raises(KeyError):
        places.members("NO SUCH GROUP", date(2020, 1, 1))


def test_customs_territory_is_not_membership() -> None:
    assert places.customs_territory("GB", date(2020, 12, 31)) == "EU"
    assert places.customs_territory("GB", date(2021, 1, 1)) == "GB"
    assert places.customs_territory("MC", date(2024, 1, 1)) == "EU"
    assert places.customs_territory("LI", date(2024, 1, 1)) == "CH"
    assert places.customs_territory("HK", date(2024, 1, 1)) == "HK"
    assert places.customs_territory("XA-BUSINGEN", date(2024, 1, 1)) == "CH"
    assert places.customs_territory("ES-CE", date(2024, 1, 1)) == "none"


def test_areas_with_law_of_their_own() -> None:
    crimea = places.area_of("Crimea")
    assert crimea is not None
    assert (crimea.code, crimea.country) == ("UA-43", "UA")
    assert places.area_of("UA-14") is not None
    assert places.area_of("Bavaria") is None


def test_borders_and_coasts() -> None:
    assert places.neighbours("AM") == {"IR", "TR", "AZ", "GE"}
    assert places.neighbours("JP") == frozenset()
    assert places.landlocked("AM") is Truth.TRUE
    assert places.landlocked("GE") is Truth.FALSE
    assert places.landlocked("SU") is Truth.UNKNOWN
    assert sum(places.landlocked(code) is Truth.TRUE for code in places.known_codes()) == 45
