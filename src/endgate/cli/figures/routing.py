"""Figures of routes: cases of the red flags, their speed, and how they answer on declarations that name no parties."""

from __future__ import annotations

import csv
import gzip
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from endgate.cli.figures.measure import Figures, absent, median_cpu, reference_cpu_seconds
from endgate.routes.assess import assess
from endgate.routes.cases import FlagCase, failures, flag_cases
from endgate.routes.detectors.run import DETECTORS, run
from endgate.shipment.flags import FlagFacts, FlagInput, UnitValue
from endgate.shipment.model import Item, Shipment
from endgate.terms.places import CountryCode, known_codes
from endgate.terms.truth import any_of

_FOLDER = Path("trade") / "customs-synthetic"
_YEAR = "df_syn_train_eng.csv.gz"
_FILES = (_YEAR, "df_syn_valid_eng.csv.gz", "df_syn_test_eng.csv.gz")
_DESTINATION = CountryCode("KR")
_FEW = 10
"""Comparable declarations below which the values of the code's heading are taken."""
_HEADING = 4
_MAD = 1.4826
"""Makes the median deviation of a normal distribution its standard deviation."""
_MEAN_AD = 1.2533
"""The same for the mean deviation (Iglewicz and Hoaglin 1993)."""


class Declared(NamedTuple):
    """What the detectors can use of one declaration."""

    day: str
    hs6: str
    origin: str
    per_kg: float | None


def routing_figures(shared: Path, rounds: int, rates: bool) -> Figures:
    """Cases and milliseconds; with ``rates`` also the share of answers T, F and U over the declarations."""
    cases = flag_cases()
    failed = list(failures())
    figures: Figures = {"detectors": len(DETECTORS), "cases": len(cases), "cases_failed": len(failed)}
    figures |= {"differences": list(failed), **_speed(cases, rounds)}
    return {**figures, **_rates(shared / _FOLDER)} if rates else figures


def _speed(cases: tuple[FlagCase, ...], rounds: int) -> Figures:
    """Milliseconds of all detectors and of a whole assessment, each of the costliest case; shipments a CPU second."""
    given = [case.given for case in cases]
    worst = max(given, key=lambda each: len(each.shipment.route))

    def whole(each: FlagInput) -> object:
        return assess(each.shipment, each.indications, each.as_of, each.restricted, each.unreviewed, each.facts)

    detect = max(median_cpu(lambda each=each: run(each), 9)[0] for each in given)  # type: ignore[misc]
    full = max(median_cpu(lambda: whole(worst), rounds)[0], median_cpu(lambda: whole(given[0]), rounds)[0])
    batch = median_cpu(lambda: [whole(each) for each in given], max(3, rounds // 10))[1] / len(given)
    return {
        "detectors_ms": round(1000 * detect, 3),
        "assess_ms": round(1000 * full, 3),
        "shipments_per_cpu_second": round(1 / batch),
        "assess_ratio_to_reference": round(full / reference_cpu_seconds(), 4),
    }


def _rates(folder: Path) -> Figures:
    """T, F and U of each detector over the declarations; values of a code are learnt from the first year alone."""
    if not all((folder / name).is_file() for name in _FILES):
        return absent(["declarations"], f"{folder} is absent")
    usual = _usual(_read(folder / _YEAR))
    counts: dict[str, Counter[str]] = {name: Counter() for name in DETECTORS}
    missing: dict[str, Counter[str]] = {name: Counter() for name in DETECTORS}
    total = 0
    for each in (line for name in _FILES for line in _read(folder / name)):
        total += 1
        given = _input(each, usual)
        for name in DETECTORS:
            flags = run(given, [name])
            counts[name][any_of(flag.fired for flag in flags).value] += 1
            missing[name].update(text for flag in flags for text in flag.missing[:1])
    told = [_line(name, counts[name], missing[name], total) for name in DETECTORS]
    return {"declarations": total, "rates": told}


def _line(name: str, counts: Counter[str], missing: Counter[str], total: int) -> str:
    shares = " ".join(f"{answer} {counts[answer] / total:.4f}" for answer in ("T", "F", "U"))
    lacks = missing.most_common(1)
    return f"{name} {shares}" + (f"; missing: {lacks[0][0]}" if lacks else "")


def _read(path: Path) -> Iterator[Declared]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            mass, price = float(row["Net Mass"] or 0), float(row["Item Price"] or 0)
            per_kg = price / mass if mass > 0 and price > 0 else None
            yield Declared(row["Date"], row["HS6 Code"].zfill(6), row["Country of Departure"], per_kg)


def _usual(lines: Iterable[Declared]) -> dict[str, tuple[int, float, float]]:
    """By code and by heading: count, median and robust spread of the logarithm of the value of a kilogram."""
    logs: dict[str, list[float]] = {}
    for each in lines:
        for code in (each.hs6, each.hs6[:_HEADING]) if each.per_kg is not None else ():
            logs.setdefault(code, []).append(math.log(each.per_kg or 1.0))
    return {code: _middle(values) for code, values in logs.items()}


def _middle(values: list[float]) -> tuple[int, float, float]:
    """Count, median, spread: by the median deviation, and where more than half are equal by the mean one."""
    middle = statistics.median(values)
    apart = [abs(value - middle) for value in values]
    spread = _MAD * statistics.median(apart) or _MEAN_AD * statistics.fmean(apart)
    return len(values), middle, spread


def _input(each: Declared, usual: dict[str, tuple[int, float, float]]) -> FlagInput:
    found = [usual[code] for code in (each.hs6, each.hs6[:_HEADING]) if code in usual]
    enough = [values for values in found if values[0] >= _FEW]
    count, middle, spread = (enough or found or [(0, 0.0, 0.0)])[0]
    per_kg = None if each.per_kg is None else Decimal(repr(each.per_kg))
    unit = UnitValue(per_kg, "", count, middle, spread)
    day = date.fromisoformat(each.day)
    start = CountryCode(each.origin) if each.origin in known_codes() else None
    items = (Item("1", "goods as declared", hs=each.hs6),)
    shipment = Shipment("d", day, (), items, declared_destination=_DESTINATION, goods_location=start)
    return FlagInput(shipment, day, facts=FlagFacts(unit_values={"1": unit}))
