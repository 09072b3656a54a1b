"""Quantities as datasheets and invoices write them, in several languages: read whole, ambiguous, or unread."""

from __future__ import annotations

from fractions import Fraction

import pytest

from endgate.terms.quantity import Meaning, Problem, read

F = Fraction

EXACT = [
    ("5 axes", "number", F(5)),
    ("5-axis", "number", F(5)),
    ("5 simultaneous axes", "number", F(5)),
    ("5 simultaneously controlled axes", "number", F(5)),
    ("five", "number", F(5)),
    ("ten", "number", F(10)),
    ("fünf", "number", F(5)),
    ("12-bit", "information", F(12)),
    ("14bit", "information", F(14)),
    ("3.2-GSPS", "sample_rate", F(3_200_000_000)),
    ("20-kHz", "frequency", F(20_000)),
    ("300 m³/hr", "volume_flow", F(1, 12)),
    ("1.0 second of arc", "angle", F(1, 3600)),
    ("0,5 угл. с", "angle", F(1, 7200)),
    ("5 атм", "pressure", F(506_625)),
    ("760 мм рт. ст.", "pressure", F(101_325)),
    ("2,5 тонны", "mass", F(2500)),
    ("99,95 мас.%", "mass_fraction", F("0.9995")),
    ("16 бит", "information", F(16)),
    ("250 MSps", "sample_rate", F(250_000_000)),
    ("1,25 GSa/s", "sample_rate", F(1_250_000_000)),
    ("2.5 GS/s", "sample_rate", F(2_500_000_000)),
    ("0.9um", "fine_length", F("0.0000009")),
    ("1 064 nm", "fine_length", F("0.000001064")),
    ("45 nm", "fine_length", F("0.000000045")),
    ("10,6 µm", "fine_length", F("0.0000106")),
    ("0,9 мкм", "fine_length", F("0.0000009")),
    ("D50 = 8 µm", "fine_length", F("0.000008")),
    ("60 kV / 5 mA", "voltage", F(60000)),
    ("60 kV / 5 mA", "current", F("0.005")),
    ("60kV / 5mA", "voltage", F(60000)),
    ("500 A continuous", "current", F(500)),
    ("60 кВ", "voltage", F(60000)),
    ("0.01 % / 8 h", "ratio", F("0.0001")),
    ("0.01 % over 8 hours", "ratio", F("0.0001")),
    ("0.05% FS", "ratio", F("0.0005")),
    ("50 m³/h @ 50Hz", "volume_flow", F(50, 3600)),
    ("2000 l/s N2", "volume_flow", F(2)),
    ("600 m³ h⁻¹", "volume_flow", F(1, 6)),
    ("150 LPH", "volume_flow", F(150, 3600000)),
    ("150 л/ч", "volume_flow", F(150, 3600000)),
    ("100 krad (Si)", "absorbed_dose", F(1000)),
    ("5 Mrad total", "absorbed_dose", F(50000)),
    ("0.01°/h (1σ)", "angular_rate", F("0.01") / 3600),
    ("0.003 deg/√hr", "angular_random_walk", F("0.003")),
    ("0.05 mg (1σ)", "acceleration", F("0.05") * F("0.00980665")),
    ("20 grms", "acceleration", 20 * F("9.80665")),
    ("1E10 n/s", "particle_rate", F(10**10)),
    ("0.5 ps", "time", F(1, 2 * 10**12)),
    ("1 Mfps", "frame_rate", F(1_000_000)),
    ("225 000 frames per second", "frame_rate", F(225_000)),
    ("60 Hz", "frame_rate", F(60)),
    ("500 W CW", "power", F(500)),
    ("2 kW avg", "power", F(2000)),
    ("20 dBm", "power", F(1, 10)),
    ("3-phase 40 kVA", "apparent_power", F(40000)),
    ("3 phase 40 kVA", "apparent_power", F(40000)),
    ("ID 100 mm", "length", F(1, 10)),
    ("Ø 76,2 mm", "length", F("0.0762")),
    ('1/2"', "length", F("0.0127")),
    ("1 1/2 inch", "length", F("0.0381")),
    ('1/8"', "length", F("0.003175")),
    ("3 in.", "length", F("0.0762")),
    ("12 kg ice / 24 h", "mass", F(12)),
    ("10 kg/24h", "mass", F(10)),
    ("5 кН", "force", F(5000)),
    ("50 千牛", "force", F(50000)),
    ("60 кг", "mass", F(60)),
    ("100 升", "volume", F(1, 10)),
    ("1:500", "parts", F(1, 500)),
    ("162 nm", "far_length", F(162 * 1852)),
    ("1 h 10 min", "time", F(4200)),
    ("5 ft 6 in", "length", F("1.6764")),
    ("6 MV", "energy", F(6_000_000) * F("0.0000000000000000001602176634")),
    ("50 %", "volume_fraction", F(1, 2)),
    ("Mach 2.5", "number", F(5, 2)),
    ("M 0.9", "number", F(9, 10)),
    ("2 parts in 230", "parts", F(2, 230)),
    ("λ/20", "parts", F(1, 20)),
    ("R = 3000", "parts", F(1, 3000)),
    ("1700 deg. C", "temperature", F("1973.15")),
    ("10 mK", "temperature", F(1, 100)),
    ("0.219 kg/kWh", "brake_fuel_consumption", F("0.219")),
    ("219 g/kWh", "brake_fuel_consumption", F("0.219")),
    ("37 GBq/kg", "specific_activity", F(37 * 10**9)),
    ("40 Ci", "activity", F(40 * 37 * 10**9)),
    ("10 000 Ω·cm", "resistivity", F(100)),
    ("1.1 MNs", "impulse", F(1_100_000)),
    ("0.1 mA/mm²", "current_density", F(100)),
    ("20 pT/√Hz", "magnetic_noise", F(20, 10**12)),
    ("1 mmol", "amount_of_substance", F(1, 1000)),
    ("1.5 kb", "nucleotide_count", F(1500)),
]


@pytest.mark.parametrize(("text", "dimension", "value"), EXACT)
def test_one_figure(text: str, dimension: str, value: Fraction) -> None:
    reading = read(text, dimension)
    assert reading.problem is None, reading
    assert [each.exact for each in reading.values] == [value]


BOUNDS = [
    ("4N", "mass_fraction", F("0.9999"), None, Meaning.AT_LEAST),
    ("5N5", "mass_fraction", F("0.999995"), None, Meaning.AT_LEAST),
    (">99.9 wt.%", "mass_fraction", F("0.999"), None, Meaning.AT_LEAST),
    ("better than 1 part in 320", "parts", None, F(1, 320), Meaning.AT_MOST),
    ("-325 mesh", "fine_length", None, F("0.000045"), Meaning.AT_MOST),
    ("+200 mesh", "fine_length", F("0.000075"), None, Meaning.AT_LEAST),
    ("≤0.9 μm", "fine_length", None, F("0.0000009"), Meaning.AT_MOST),
    ("< 10 µm (FSSS)", "fine_length", None, F("0.00001"), Meaning.AT_MOST),
    ("190–1100 nm", "fine_length", F("0.00000019"), F("0.0000011"), Meaning.RANGE),
    ("DC–3000 Hz", "frequency", F(0), F(3000), Meaning.RANGE),
    ("10 MHz to 67 GHz", "frequency", F(10**7), F(67 * 10**9), Meaning.RANGE),
    ("от -70 до +150 °C", "temperature", F("203.15"), F("423.15"), Meaning.RANGE),
    ("−70…+150 °С", "temperature", F("203.15"), F("423.15"), Meaning.RANGE),
    ("-70至+150 ℃", "temperature", F("203.15"), F("423.15"), Meaning.RANGE),
    ("RT to 1200 °C", "temperature", F("293.15"), F("1473.15"), Meaning.RANGE),
    ("не менее 5 кН", "force", F(5000), None, Meaning.AT_LEAST),
    ("不小于 5 kN", "force", F(5000), None, Meaning.AT_LEAST),
    ("不超过 5 kN", "force", None, F(5000), Meaning.AT_MOST),
    ("< 0.1% over 8 hours", "ratio", None, F("0.001"), Meaning.AT_MOST),
    ("±50 ppm/8h", "ratio", F("-0.00005"), F("0.00005"), Meaning.RANGE),
    ("5±0.1kN", "force", F(4900), F(5100), Meaning.NOMINAL),
    ("5 kN ± 2%", "force", F(4900), F(5100), Meaning.NOMINAL),
    ("about 5 kN", "force", F(4500), F(5500), Meaning.APPROX),
]


@pytest.mark.parametrize(("text", "dimension", "lo", "hi", "meaning"), BOUNDS)
def test_bounds(text: str, dimension: str, lo: Fraction | None, hi: Fraction | None, meaning: Meaning) -> None:
    reading = read(text, dimension)
    assert reading.problem is None, reading
    assert [(each.lo, each.hi, each.meaning) for each in reading.values] == [(lo, hi, meaning)]


def test_better_than_is_strict_towards_the_better_side() -> None:
    reading = read("better than 0.1 %", "ratio", lower_is_better=True)
    assert [(each.lo, each.hi, each.hi_open) for each in reading.values] == [(None, F("0.001"), True)]


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("5 g", None),
        ("100 g", None),
        ("50,000 fps", "frame_rate"),
        ("30.000 psi", "pressure"),
        ("1,500 l/s", "volume_flow"),
        ("3 gpm", "volume_flow"),
        ("5''", None),
    ],
)
def test_both_readings_stand(text: str, dimension: str | None) -> None:
    assert len(read(text, dimension).values) == 2


@pytest.mark.parametrize(
    ("text", "dimension", "problem"),
    [
        ("5x10-8 mbar", "pressure", Problem.UNPARSED),
        ("0.6 nmi/h", "far_length", Problem.UNPARSED),
        ("100 g per hour", "mass", Problem.UNPARSED),
        ("532/1064 nm", "fine_length", Problem.UNPARSED),
        ("50 kN sine / 40 kN random", "force", Problem.UNPARSED),
        ("2 x 5 kN", "force", Problem.UNPARSED),
        ("60 kV / 5 flurbs", "voltage", Problem.UNPARSED),
        ("5 kNm", "force", Problem.WRONG_DIMENSION),
        ("20 km", "fine_length", Problem.WRONG_DIMENSION),
        ("-5 mm", "length", Problem.IMPOSSIBLE),
        ("-300 °C", "temperature", Problem.IMPOSSIBLE),
        ("120 wt%", "mass_fraction", Problem.IMPOSSIBLE),
        ("-999 mesh", "fine_length", Problem.UNPARSED),
        ("0 parts in 0", "parts", Problem.UNPARSED),
        ("keine Angabe", "force", Problem.NOT_STATED),
        ("siehe Datenblatt", "force", Problem.NOT_STATED),
        ("не указано", "force", Problem.NOT_STATED),
        ("不详", "force", Problem.NOT_STATED),
        ("", "force", Problem.NOT_STATED),
    ],
)
def test_what_cannot_be_read_says_why(text: str, dimension: str, problem: Problem) -> None:
    assert read(text, dimension).problem is problem
