"""Figures that cannot stand together are named and settle nothing; what may stand together stays in use."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.model import Status

EU = "eu-annex1"


def test_a_tube_wider_inside_than_outside_settles_nothing(ask: Any) -> None:
    good = {"uts_solution_annealed": "1.1 GPa", "usable_in_missiles": "yes", "tube_wall_thickness": "10 mm"}
    right = ask("maraging steel tube", **good, tube_inner_diameter="300 mm", tube_outer_diameter="320 mm")
    assert right.entry(EU, "1C116").status is Status.LISTED
    wrong = ask("maraging steel tube", **good, tube_inner_diameter="300 mm", tube_outer_diameter="280 mm")
    assert [fault.code for fault in wrong.faults] == ["EG4112"]
    assert wrong.entry(EU, "1C116").status is Status.UNDETERMINED


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ({"chromium_content": "60 %", "nickel_content": "30 %", "titanium_content": "20 %"}, ["EG4112"]),
        ({"chromium_content": "20 %", "nickel_content": "5 %", "titanium_content": "1 %"}, []),
        ({"inner_ring_bore": "50 mm", "outer_diameter": "30 mm"}, ["EG4112"]),
        ({"inner_ring_bore": "20 mm", "outer_diameter": "42 mm"}, []),
        ({"inner_ring_bore": "up to 50 mm", "outer_diameter": "42 mm"}, []),
        ({"purity": "99 %"}, []),
    ],
)
def test_what_breaks_and_what_may_stand(ask: Any, stated: dict[str, str], codes: list[str]) -> None:
    assert [fault.code for fault in ask("part", **stated).faults] == codes
