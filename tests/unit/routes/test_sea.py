"""Golden distances by sea, either canal closed, and what a distance must obey."""

from __future__ import annotations

import itertools

import pytest

from endgate.routes.earth import great_circle_km
from endgate.routes.sea import PANAMA, SUEZ, sea_distance
from endgate.terms.locations import Place, place

GOLDEN = [
    ("NLRTM", "CNSGH", (), 10545),
    ("NLRTM", "CNSGH", (SUEZ,), 13486),
    ("DEHAM", "IRBND", (), 6466),
    ("DEHAM", "IRBND", (SUEZ,), 11249),
    ("DEHAM", "GEPTI", (), 4020),
    ("NLRTM", "USNYC", (), 3307),
    ("CNSGH", "USLAX", (), 5758),
    ("CNSGH", "IRBND", (), 5613),
    ("SGSIN", "AEDXB", (), 3521),
    ("KRPUS", "KPNAM", (), 593),
    ("CNDLC", "KPNAM", (), 183),
]


def at(code: str) -> Place:
    found = place(code)
    assert found is not None
    return found


def nm(start: str, end: str, *closed: str) -> float:
    found = sea_distance(at(start), at(end), frozenset(closed))
    assert found is not None
    return found.nm


@pytest.mark.parametrize(("start", "end", "closed", "expected"), GOLDEN)
def test_golden_distances_hold_within_two_per_cent(
    start: str, end: str, closed: tuple[str, ...], expected: int
) -> None:
    assert nm(start, end, *closed) == pytest.approx(expected, rel=0.02)


def test_a_canal_serves_only_those_who_need_it() -> None:
    assert nm("NLRTM", "USNYC", SUEZ) == nm("NLRTM", "USNYC")
    assert nm("USNYC", "USLAX", PANAMA) > 2 * nm("USNYC", "USLAX")
    assert nm("USLAX", "USNYC", SUEZ, PANAMA) == nm("USLAX", "USNYC", PANAMA)


def test_distances_are_symmetric_and_no_detour_is_shorter() -> None:
    codes = ["NLRTM", "CNSGH", "DEHAM", "IRBND", "GEPTI", "USNYC", "USLAX", "SGSIN", "BRSSZ", "ZADUR", "AUSYD"]
    for one, two, three in itertools.permutations(codes, 3):
        assert nm(one, two) == pytest.approx(nm(two, one), abs=0.01)
        assert nm(one, three) <= 1.01 * (nm(one, two) + nm(two, three))


def test_no_lane_leads_into_the_caspian() -> None:
    assert sea_distance(at("DEHAM"), at("AZBAK")) is None
    assert sea_distance(at("DEHAM"), at("AMEVN")) is None


def test_a_place_outside_the_table_goes_by_the_port_next_to_it() -> None:
    frankfurt = sea_distance(at("DEFRA"), at("USNYC"))
    assert frankfurt is not None
    assert len(frankfurt.by) == 1
    assert frankfurt.by[0].startswith("DE")


def test_a_turn_of_longitude_changes_nothing() -> None:
    assert great_circle_km(53.5, 9.9, 40.7, -74.0) == pytest.approx(great_circle_km(53.5, 369.9, 40.7, 286.0))
