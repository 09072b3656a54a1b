"""Written quantities: the strings that other readers get silently wrong, and how ours come out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from endgate.terms.quantity import Convention, Meaning, Problem, Reading, read, root_mean_square

KN = 1000
FOOT = Fraction("0.3048")


def bounds(reading: Reading) -> list[tuple[Fraction | None, Fraction | None]]:
    return [(value.lo, value.hi) for value in reading.values]


RANGES = [
    ("-70…+180 °C", Fraction("203.15"), Fraction("453.15")),
    ("-70 to +180 C", Fraction("203.15"), Fraction("453.15")),
    ("–70 °C bis +180 °C", Fraction("203.15"), Fraction("453.15")),
    ("-70/+180℃", Fraction("203.15"), Fraction("453.15")),
    ("-94 to 356 °F", Fraction("203.15"), Fraction("453.15")),
    ("-70…-20 °C", Fraction("203.15"), Fraction("253.15")),
    ("-75 °C ~ 180 °C (±0.5 °C)", Fraction("198.15"), Fraction("453.15")),
    ("5 Hz – 2 kHz", Fraction(5), Fraction(2000)),
    ("5-2000Hz", Fraction(5), Fraction(2000)),
    ("DC to 3 kHz", Fraction(0), Fraction(3000)),
    ("20-2000 Hz", Fraction(20), Fraction(2000)),
    ("0…100 Torr", Fraction(0), Fraction(100 * 20265, 152)),
    ("between 5 and 10 kg", Fraction(5), Fraction(10)),
    ("± 0,05 %", Fraction("-0.0005"), Fraction("0.0005")),
]


@pytest.mark.parametrize(("text", "lo", "hi"), RANGES)
def test_ranges(text: str, lo: Fraction, hi: Fraction) -> None:
    reading = read(text, "temperature" if text[-1] in "CF℃)" else None)
    assert reading.problem is None
    assert bounds(reading) == [(lo, hi)]
    assert reading.values[0].meaning is Meaning.RANGE


EXACT = [
    ("60 kN", None, Fraction(60 * KN)),
    ("6118 kgf", None, 6118 * Fraction("9.80665")),
    ("10 g rms", "acceleration", Fraction("98.0665")),
    ("10 gRMS", None, Fraction("98.0665")),
    ("98.07 m/s² r.m.s.", None, Fraction("98.07")),
    ("50 000 ft", None, 50000 * FOOT),
    ("1 250 ppm", "ratio", Fraction(1250, 10**6)),
    ("1250 µg", "acceleration", Fraction("0.0122583125")),
    ("1.25 mg", "acceleration", Fraction("0.0122583125")),
    ("0,2 g·mm/kg", None, Fraction(2, 10**7)),
    ("0.2 µm specific unbalance", "specific_unbalance", Fraction(2, 10**7)),
    ("12 500 rpm", None, Fraction(12500, 60)),
    ("12'500 min⁻¹", None, Fraction(12500, 60)),
    ("12500 U/min", None, Fraction(12500, 60)),
    ("208.3 Hz (rotation)", "rotational_speed", Fraction("208.3")),
    ("46.3 km/h", None, Fraction(463, 36)),
    ("25 kn", None, Fraction(463, 36)),
    ("5 arcsec", None, Fraction(5, 3600)),
    ('5"', "angle", Fraction(5, 3600)),
    ("0.0014°", None, Fraction("0.0014")),
    ("110 L", None, Fraction("0.11")),
    ("0.11 m³", None, Fraction("0.11")),
    ("10 bar", None, Fraction(10**6)),
    ("10 barg", None, Fraction(1101325)),
    ("10 bar(g)", None, Fraction(1101325)),
    ("69 N/mm²", None, Fraction(69 * 10**6)),
    ("140 dB OASPL re 20 µPa", "sound_level", Fraction(140)),
    ("0.1 mbar ultimate", None, Fraction(10)),
    ("Na2S 60 %", "mass_fraction", Fraction("0.6")),
    ("60 % w/w", None, Fraction("0.6")),
    ("30 vol-%", None, Fraction("0.3")),
    ("two-axis", None, Fraction(2)),
    ("2-axis", None, Fraction(2)),
    ("dual axis", None, Fraction(2)),
    ("biaxial", None, Fraction(2)),
    ("2 + 1 axes", None, Fraction(3)),
    ("0.6 °/s", None, Fraction("0.6")),
    ("400 deg/s", None, Fraction(400)),
    ("0,5°/h", None, Fraction(1, 7200)),
    ("0.5 dph", None, Fraction(1, 7200)),
    ("10⁻⁸ mbar·l/s", None, Fraction(1, 10**9)),
    ("1e-8 atm cc/s", None, Fraction("0.101325") / 10**8),
    ("5x10^3 Gy", None, Fraction(5000)),
    ("500 krad(Si)", None, Fraction(5000)),
    ("Ø 300 mm", None, Fraction("0.3")),
    ("1,5 kN", None, Fraction(1500)),
    ("1 GS/s", None, Fraction(10**9)),
    ("1.250,5 kg", None, Fraction("1250.5")),
    ("1,250.5 kg", None, Fraction("1250.5")),
    ("max. 50 kN", None, Fraction(50 * KN)),
    ("up to 50 kN", None, Fraction(50 * KN)),
]


@pytest.mark.parametrize(("text", "dimension", "value"), EXACT)
def test_exact_values(text: str, dimension: str | None, value: Fraction) -> None:
    reading = read(text, dimension)
    assert reading.value is not None, reading
    assert reading.value.exact == value
    assert reading.value.meaning is Meaning.EXACT


def test_comparators_bound_one_side() -> None:
    for text in ("≥ 50 kN", "50 kN min.", "at least 50 kN", "not less than 50 kN"):
        assert bounds(read(text)) == [(Fraction(50 * KN), None)]
    assert bounds(read("60 % min", "mass_fraction")) == [(Fraction("0.6"), None)]
    above = read("> 15 kg").value
    assert above is not None
    assert above.lo_open
    assert read("max. 50 kN").values[0].qualifiers == ("max",)


def test_an_open_decimal_sign_keeps_both_readings() -> None:
    for text in ("50.000 ft", "50,000 ft"):
        assert set(bounds(read(text))) == {(50 * FOOT, 50 * FOOT), (50000 * FOOT, 50000 * FOOT)}
        assert read(text).ambiguous
    assert len(read("13,488 lbf").values) == 2
    assert bounds(read("49,213 ft", convention=Convention.POINT))[0][0] == 49213 * FOOT
    assert bounds(read("13,488 kN", convention=Convention.COMMA)) == [(Fraction(13488), Fraction(13488))]
    assert bounds(read("1.000 - 2,5 kg")) == [(Fraction("2.5"), Fraction(1000))]


def test_the_dimension_chooses_among_units() -> None:
    assert {value.dimension for value in read("10 g").values} == {"mass", "acceleration"}
    assert len(read("300 gal", "volume").values) == 2
    assert {value.dimension for value in read('5"').values} == {"length", "angle"}
    assert len(read("5 tons").values) == 3
    assert read("140 dB(A)", "sound_level").problem is Problem.WRONG_DIMENSION
    assert read("30 vol-%", "mass_fraction").problem is Problem.WRONG_DIMENSION


def test_better_needs_a_direction() -> None:
    assert read("0.05 % or better").ambiguous
    assert bounds(read("0.05 % or better", lower_is_better=True)) == [(None, Fraction("0.0005"))]


def test_peak_becomes_rms_only_for_a_sine() -> None:
    sine = read("14.2 g peak sine", "acceleration").value
    bare = read("14 g peak", "acceleration").value
    assert sine is not None
    assert bare is not None
    rms = root_mean_square(sine)
    assert rms is not None
    assert rms[0] is not None
    assert round(rms[0] / Fraction("9.80665"), 2) == Fraction("10.04")
    assert root_mean_square(bare) is None


def test_qualifiers_are_kept() -> None:
    assert read("60kN sine peak").values[0].qualifiers == ("sine", "peak")
    assert "shock" in read("100 g (shock, half-sine 11 ms)", "acceleration").values[0].qualifiers
    assert read("0.1 µm at 20 °C").values[0].qualifiers == ("at 20 °C",)
    assert read("-75 °C ~ 180 °C (±0.5 °C)", "temperature").values[0].qualifiers == ("(±0.5 °C)",)
    assert "reference unstated" in read("10 bar").values[0].qualifiers


@pytest.mark.parametrize(
    ("text", "system", "grade"),
    [
        ("Class 2 or better", "ISO 492", "2"),
        ("P2", "ISO 492", "2"),
        ("P4", "ISO 492", "4"),
        ("ABEC 9", "ISO 492", "2"),
        ("ABEC-9P", "ISO 492", "2"),
        ("ISO 5", "ISO 14644", "5"),
        ("DN 50", "DN", "50"),
        ("PN 16", "PN", "16"),
        ("IP67", "IP", "67"),
        ('NPT 1 1/2"', "thread", '1 1/2"'),
    ],
)
def test_labels_are_never_bare_numbers(text: str, system: str, grade: str) -> None:
    reading = read(text)
    assert reading.values == ()
    assert reading.label is not None
    assert (reading.label.system, reading.label.grade) == (system, grade)


def test_three_lengths() -> None:
    assert [value.exact for value in read("1000 × 1000 × 1200 mm").members] == [
        Fraction(1),
        Fraction(1),
        Fraction("1.2"),
    ]
    assert read("W600×D500×H400").problem is Problem.NO_UNIT
    assert read("2 x 20 ft").problem is Problem.UNPARSED


@pytest.mark.parametrize("text", ["TBD", "n/a", "customized", "see datasheet", "—", ""])
def test_nothing_said_is_not_stated(text: str) -> None:
    assert read(text).problem is Problem.NOT_STATED


@pytest.mark.parametrize(
    "text",
    [
        "3 m of cable",
        "not 60 kN",
        "60 kN 40 kN",
        "≥ 5-10 kg",
        "60 kN ±",
        "5 to",
        "100/240 V",
        "min 5 kg max",
    ],
)
def test_what_is_left_over_is_never_dropped(text: str) -> None:
    reading = read(text)
    assert reading.problem is Problem.UNPARSED
    assert reading.unparsed
    assert reading.value is None


def test_refused_values_are_told_apart() -> None:
    assert read("60", "force").problem is Problem.NO_UNIT
    assert read("-5 kg").problem is Problem.IMPOSSIBLE
    assert read("-300 °C", "temperature").problem is Problem.IMPOSSIBLE
    assert read("120 %", "mass_fraction").problem is Problem.IMPOSSIBLE
    assert read("without vibration").problem is Problem.NO_NUMBER
    assert read("5 kg", "force").problem is Problem.WRONG_DIMENSION


def test_tolerances() -> None:
    assert bounds(read("60 kN ± 2 kN")) == [(Fraction(58000), Fraction(62000))]
    assert bounds(read("60 kN ±5 %")) == [(Fraction(57000), Fraction(63000))]
    assert bounds(read("~5 kg")) == [(Fraction("4.5"), Fraction("5.5"))]


@pytest.mark.parametrize("written", ["25 ºC", "25 °C", "25 ℃"])
def test_the_ordinal_sign_is_read_as_the_degree_sign(written: str) -> None:
    reading = read(written)
    assert reading.value is not None
    assert (reading.value.dimension, reading.value.lo) == ("temperature", Fraction(29815, 100))
