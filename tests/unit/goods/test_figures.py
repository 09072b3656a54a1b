"""Figures in descriptions: where each stands, what its unit may measure, which words stand beside it."""

from __future__ import annotations

import pytest

from endgate.goods.figures import figures


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("vacuum pump 5 m3/s, 0.05 Pa", ["5 m3/s", "0.05 Pa"]),
        ("pressure transducer 0-13 kPa ±0.5 % MKS", ["0-13 kPa", "±0.5 %"]),
        ("Klimaschrank −70…+180 °C, Shaker max. 60 kN", ["−70…+180 °C", "max. 60 kN"]),
        ("pump 13 mPa (abs), 12 500 rpm", ["13 mPa (abs)", "12 500 rpm"]),
        ("steel, UTS ≥ 1 200 MPa or better", ["≥ 1 200 MPa or better"]),
        ("bar 100 x 200 x 300 mm", ["100 x 200 x 300 mm"]),
        ("CMM, MPE 1.0+L/400 µm", ["1.0+L/400 µm"]),
        ("five-axis mill, 5-axis mill", ["five-axis", "5-axis"]),
        ("10 kPa ±0.5 kPa", ["10 kPa ±0.5 kPa"]),
        ("bismuth 6N", ["6N"]),
        ("насос 60 м³/ч", ["60 м³/ч"]),
    ],
)
def test_figures_are_quoted_as_they_stand(text: str, quotations: list[str]) -> None:
    found = figures(text)
    assert [each.quotation for each in found] == quotations
    assert [text[each.start : each.end].rstrip() for each in found] == quotations


@pytest.mark.parametrize("text", ["steel C350, T800 tow", "Kettle", "SA-508 forging", ""])
def test_designations_are_no_figures(text: str) -> None:
    assert figures(text) == ()


def test_a_number_of_thousands_is_no_temperature() -> None:
    (tow,) = figures("tow 12K")
    assert (tow.quotation, tow.dimensions) == ("12", frozenset())


def test_words_beside_a_figure_stop_at_its_clause_and_at_the_next_figure() -> None:
    speed, vacuum = figures("pump, pumping speed 5 m3/s ultimate 0.05 Pa, blue")
    assert (speed.before, speed.after, speed.followed) == ("pumping speed", "ultimate", True)
    assert (vacuum.before, vacuum.after, vacuum.followed) == ("ultimate", "", False)
