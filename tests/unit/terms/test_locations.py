"""Our list of places, UN/LOCODEs as written, and borders by date."""

from __future__ import annotations

from datetime import date

from endgate.terms.locations import CodeState, LocationKind, code_state, place, place_named, places_of, ports_of
from endgate.terms.places import Traffic, landlocked, neighbours, traffic
from endgate.terms.truth import Truth


def test_a_code_gives_name_country_and_rounded_position() -> None:
    poti = place("gepti")
    assert poti is not None
    assert (poti.name, poti.country, poti.kind) == ("Poti", "GE", LocationKind.PORT)
    assert (poti.lat, poti.lon) == (42.15, 41.65)


def test_codes_are_listed_unlisted_or_malformed() -> None:
    assert code_state("DE HAM") is CodeState.LISTED
    assert code_state("DEZZZ") is CodeState.NOT_LISTED
    assert code_state("QQHAM") is CodeState.MALFORMED
    assert code_state("DEH1M") is CodeState.MALFORMED
    assert code_state("HAM") is CodeState.MALFORMED


def test_a_name_finds_its_place_in_its_country_only() -> None:
    found = place_named("bandar abbas", "IR")
    assert found is not None
    assert found.code == "IRBND"
    assert place_named("Poti", "AM") is None


def test_no_landlocked_country_without_the_caspian_has_a_seaport() -> None:
    caspian = {"KZ", "AZ", "TM"}
    codes = {each.country for code in neighbours_of_all() for each in ports_of(code)}
    assert not {code for code in codes if landlocked(code) is Truth.TRUE} - caspian
    assert ports_of("AM") == ()


def neighbours_of_all() -> set[str]:
    return {code for one in ("DE", "AM", "UZ", "CH", "BO", "CN", "ZA", "ML") for code in (one, *neighbours(one))}


def test_crossings_without_a_code_are_there() -> None:
    assert {"IR-NORDUZ", "IR-BAZARGAN"} <= {each.code for each in places_of("IR")}


def test_a_border_is_open_closed_or_nobody_knows() -> None:
    assert traffic("TR", "AM", date(2009, 10, 1)) is Traffic.CLOSED
    assert traffic("AM", "TR", date(1993, 4, 2)) is Traffic.UNKNOWN
    assert traffic("IR", "AM", date(2009, 10, 1)) is Traffic.OPEN
    assert traffic("DE", "FR", date(2009, 10, 1)) is Traffic.UNKNOWN
    assert traffic("GE", "RU", date(2010, 2, 28)) is Traffic.CLOSED
    assert traffic("GE", "RU", date(2010, 3, 1)) is Traffic.OPEN
