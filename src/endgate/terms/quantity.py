"""Quantities as somebody wrote them: every possible reading in exact numbers, never a silent guess.

``read`` is the entry. Leaves to goods what a parameter means; takes its dimension to choose among readings. Bases
are SI units, except the degree for angles, degree per second for angular rates and the decibel for levels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from endgate.terms.numerals import Convention, Numeral
from endgate.terms.quantity_draft import Draft
from endgate.terms.quantity_forms import better, counted, mesh, nines, parts, summed, vulgar_fractions, without_mach
from endgate.terms.quantity_model import Label, Meaning, Problem, Reading, Value
from endgate.terms.quantity_tokens import normalise, scan, unstated
from endgate.terms.units import Unit, dimensions, symbol_key, table, units_of

__all__ = ["Convention", "Label", "Meaning", "Problem", "Reading", "Value", "read", "root_mean_square"]


_NUMBER_ONLY = Unit("", "number", Fraction(1), Fraction(0))
_GAUGE = Fraction(101325)
_EXTRA = re.compile(
    r"(?:[WDHLB] ?)?(\d[\d.,' ]*?) ?[x×*] ?(?:[WDHLB] ?)?(\d[\d.,']*)(?: ?[x×*] ?(?:[WDHLB] ?)?(\d[\d.,']*))? ?(\D.*)?"
)
_AXES = re.compile(
    r"(\w+?)[- ]?(?:(?:simultaneous(?:ly)?|controlled|interpolated|coordinated|contouring|CNC|NC) ?)*"
    r"(?:ax(?:is|es)|achsig|axial)",
    re.IGNORECASE,
)
_AXES_SUM = re.compile(r"(\d) ?\+ ?(\d)[- ]?ax(?:is|es)", re.IGNORECASE)


def read(
    text: str,
    dimension: str | None = None,
    *,
    convention: Convention = Convention.UNKNOWN,
    lower_is_better: bool | None = None,
) -> Reading:
    """Read a written quantity. ``dimension`` (``units.csv``) chooses among units and refuses the others.

    ``convention`` is the decimal sign of the document; ``lower_is_better`` decides what *or better* means.
    """
    plain = normalise(text)
    if plain == "" or plain.casefold().rstrip(".") in unstated():
        return Reading(text, problem=Problem.NOT_STATED)
    label = _label(plain)
    if label is not None:
        return Reading(text, label=label, problem=Problem.LABEL)
    plain = vulgar_fractions(plain)
    if dimension == "number":
        plain = without_mach(plain)
    special = _special(text, plain, dimension) or _axes(text, plain) or _triple(text, plain, convention)
    if special is not None:
        return special
    reading = _plain(text, plain, dimension, convention, lower_is_better)
    if reading.problem is Problem.WRONG_DIMENSION and dimension == "power":
        return _from_level(reading)
    if reading.problem is Problem.UNPARSED and dimension is not None and _LIST.search(plain):
        return _one_of_list(reading, plain, dimension, convention, lower_is_better)
    return reading


_LIST = re.compile(r"(?: ?/ | /| ?; |, )(?=\D*\d)")


def _plain(
    text: str, plain: str, dimension: str | None, convention: Convention, lower_is_better: bool | None
) -> Reading:
    draft = Draft(lower_is_better)
    for token in scan(plain):
        draft.take(token)
    draft.finish()
    return _judge(text, draft, dimension, convention)


def _special(text: str, plain: str, dimension: str | None) -> Reading | None:
    """The forms that only the dimension asked for knows."""
    if dimension == "parts":
        share = parts(plain)
        if share is None:
            return Reading(text, unparsed=plain, problem=Problem.UNPARSED)
        if better(plain):
            return Reading(text, (Value(None, share, Meaning.AT_MOST, "parts", "parts", hi_open=True),))
        return Reading(text, (Value(share, share, Meaning.EXACT, "parts", "parts"),))
    if dimension in _SUMMED and (total := _sum(plain, dimension)) is not None:
        return Reading(text, (Value(total, total, Meaning.EXACT, dimension, "sum"),))
    if dimension == "mass_fraction":
        least = nines(plain)
        return None if least is None else Reading(text, (Value(least, None, Meaning.AT_LEAST, dimension, "N"),))
    if dimension in ("length", "fine_length"):
        sieve = mesh(plain)
        meaning = Meaning.AT_MOST if sieve is None or sieve[0] is None else Meaning.AT_LEAST
        return None if sieve is None else Reading(text, (Value(*sieve, meaning, dimension, "mesh"),))
    number = counted(plain) if dimension in ("number", "count") else None
    return None if number is None else Reading(text, (Value(*_both(number), Meaning.EXACT, "number", ""),))


_SUMMED = ("time", "length", "far_length")


def _sum(plain: str, dimension: str) -> Fraction | None:
    """Figures of one dimension, each in a smaller unit than the one before."""
    factors, total = [], Fraction(0)
    for number, symbol in summed(plain):
        units = [each for each in units_of(symbol_key(symbol)) if each.dimension == dimension]
        if len(units) != 1:
            return None
        factors.append(units[0].factor)
        total += units[0].to_base(Fraction(number))
    return total if len(factors) > 1 and factors == sorted(factors, reverse=True) and len(set(factors)) > 1 else None


def _both(number: int) -> tuple[Fraction, Fraction]:
    return Fraction(number), Fraction(number)


def _from_level(reading: Reading) -> Reading:
    """A power stated in dBm; rounded to nine digits where it is no whole power of ten."""
    if {value.dimension for value in reading.values} != {"power_level"}:
        return reading
    values = tuple(
        replace(value, lo=_watts(value.lo), hi=_watts(value.hi), dimension="power") for value in reading.values
    )
    return Reading(reading.raw, values, notes=("converted from a level",))


def _watts(level: Fraction | None) -> Fraction | None:
    if level is None:
        return None
    tens = (level - 30) / 10
    return Fraction(10) ** int(tens) if tens.denominator == 1 else Fraction(f"{10 ** float(tens):.9g}")


def _one_of_list(
    whole: Reading, plain: str, dimension: str, convention: Convention, lower_is_better: bool | None
) -> Reading:
    """``60 kV / 5 mA`` asked for a voltage: the one part of that dimension, where all others are read as well."""
    pieces = [piece.strip() for piece in _LIST.split(plain)]
    readings = [_plain(piece, piece, dimension, convention, lower_is_better) for piece in pieces]
    fitting = [reading for reading in readings if reading.problem is None]
    others = [piece for piece, reading in zip(pieces, readings, strict=True) if reading.problem is not None]
    if len(fitting) != 1 or any(_plain(each, each, None, convention, None).problem is not None for each in others):
        return whole
    return replace(fitting[0], raw=whole.raw, notes=(*fitting[0].notes, f"beside {', '.join(others)}"))


def root_mean_square(value: Value) -> tuple[Fraction | None, Fraction | None] | None:
    """The rms bounds of a vibration value; from peak figures only where *sine* is stated. None where it is unknown."""
    if "rms" in value.qualifiers:
        return value.lo, value.hi
    divisor = {"peak": 1, "peak_to_peak": 2}
    forms = [divisor[each] for each in value.qualifiers if each in divisor]
    if not forms or "sine" not in value.qualifiers:
        return None
    root = Fraction(math.isqrt(2 * 10**40), 10**20) * forms[0]
    return (None if value.lo is None else value.lo / root), (None if value.hi is None else value.hi / root)


@cache
def _label_patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = table("labels.csv")
    return tuple((row["system"], re.compile(row["pattern"], re.IGNORECASE), row["grade"]) for row in rows)


def _label(plain: str) -> Label | None:
    bare = re.sub(r" (?:or better|oder besser|ou mieux)$", "", plain, flags=re.IGNORECASE)
    for system, pattern, grade in _label_patterns():
        match = pattern.fullmatch(bare)
        if match is not None:
            return Label(system, grade or match[1].upper(), bare != plain)
    return None


@cache
def _count_words() -> dict[str, int]:
    rows = {row["phrase"]: int(row["value"]) for row in table("quantity_words.csv") if row["token"] == "count"}
    return rows | {str(number): number for number in range(1, 13)} | {"bi": 2, "uni": 1, "tri": 3}


def _axes(text: str, plain: str) -> Reading | None:
    both = _AXES_SUM.fullmatch(plain)
    if both is not None:
        total = Fraction(int(both[1]) + int(both[2]))
        value = Value(total, total, Meaning.EXACT, "count", "axes", ("axes",))
        return Reading(text, (value,), notes=(f"{both[1]} + {both[2]} axes added",))
    match = _AXES.fullmatch(plain)
    count = None if match is None else _count_words().get(match[1].casefold())
    if count is None:
        return None
    return Reading(text, (Value(Fraction(count), Fraction(count), Meaning.EXACT, "count", "axes", ("axes",)),))


def _triple(text: str, plain: str, convention: Convention) -> Reading | None:
    match = _EXTRA.fullmatch(plain)
    if match is None or "10^" in plain:
        return None
    unit = match[4] or ""
    if match[3] is None and len(match[1]) == 1:
        return Reading(text, unparsed=plain, problem=Problem.UNPARSED, notes=("a count of things or a length",))
    parts = [read(f"{part} {unit}", "length", convention=convention) for part in match.groups()[:3] if part]
    if any(part.value is None for part in parts):
        return Reading(text, unparsed=plain, problem=Problem.NO_UNIT if not unit else Problem.UNPARSED)
    return Reading(text, members=tuple(part.values[0] for part in parts))


def _judge(text: str, draft: Draft, dimension: str | None, convention: Convention) -> Reading:
    unparsed = " ".join(draft.left_over)
    if not draft.numbers:
        return Reading(text, unparsed=unparsed or text.strip(), problem=Problem.NO_NUMBER)
    values = _dedupe(_values(draft, dimension, convention))
    usable = [value for value in values if dimension is None or value.dimension == dimension]
    if unparsed:
        return Reading(text, tuple(usable or values), unparsed, Problem.UNPARSED)
    if not usable:
        bare = all(value.dimension == "number" for value in values)
        return Reading(text, tuple(values), problem=Problem.NO_UNIT if bare else Problem.WRONG_DIMENSION)
    if all(_impossible(value) for value in usable):
        return Reading(text, tuple(usable), problem=Problem.IMPOSSIBLE)
    kept = tuple(value for value in usable if not _impossible(value))
    return Reading(text, kept, notes=tuple(_notes(draft, kept)))


def _notes(draft: Draft, values: tuple[Value, ...]) -> Iterator[str]:
    if len(values) > 1:
        yield "several readings stand beside each other"
    for numeral in draft.numbers:
        if numeral.ambiguous:
            yield f"{numeral.text}: decimal sign or groups of three"


def _impossible(value: Value) -> bool:
    known = dimensions()[value.dimension]
    if "plus_minus" in value.qualifiers:
        return False
    ends = [end for end in (value.lo, value.hi) if end is not None]
    too_low = not known.may_be_negative and any(end < 0 for end in ends)
    return too_low or (known.maximum is not None and any(end > known.maximum for end in ends))


def _dedupe(values: Iterable[Value]) -> list[Value]:
    seen: dict[tuple[object, ...], Value] = {}
    for value in values:
        seen.setdefault((value.lo, value.hi, value.dimension, value.meaning), value)
    return list(seen.values())


def _values(draft: Draft, dimension: str | None, convention: Convention) -> Iterator[Value]:
    for each in _conventions(draft, convention):
        for units in _unit_choices(draft, dimension):
            yield from _build(draft, each, units)


def _conventions(draft: Draft, convention: Convention) -> tuple[Convention, ...]:
    numbers = [*draft.numbers, *([draft.tolerance[0]] if draft.tolerance else [])]
    decided = {numeral.decides for numeral in numbers} - {Convention.UNKNOWN}
    if convention is not Convention.UNKNOWN:
        return (convention,)
    if len(decided) == 1:
        return tuple(decided)
    return (Convention.POINT, Convention.COMMA) if any(n.ambiguous for n in numbers) else (Convention.UNKNOWN,)


def _unit_choices(draft: Draft, dimension: str | None) -> list[tuple[Unit, ...]]:
    stated = [units for units in draft.units if units]
    if not stated:
        return [(_NUMBER_ONLY,) * len(draft.numbers)]
    first, last = stated[0], stated[-1]
    pairs = [(one, other) for one in first for other in last if one.dimension == other.dimension]
    if len(stated) == 1 or first is last:
        pairs = [(one, one) for one in first]
    asked = [pair for pair in pairs if dimension is not None and pair[0].dimension == dimension]
    return [pair[: len(draft.numbers)] for pair in asked or [pair for pair in pairs if not pair[0].asked]]


def _build(draft: Draft, convention: Convention, units: tuple[Unit, ...]) -> Iterator[Value]:
    raw = [number.under(convention) for number in draft.numbers]
    ends = [unit.to_base(number) for unit, number in zip(units, raw, strict=True)]
    qualifiers, shift = _reference(units[-1], tuple(draft.qualifiers))
    ends = [end + shift for end in ends]
    base = Value(ends[0], ends[-1], Meaning.EXACT, units[-1].dimension, units[-1].symbol, qualifiers)
    base = replace(base, convention=convention if any(n.ambiguous for n in draft.numbers) else Convention.UNKNOWN)
    if len(ends) == 2:
        yield replace(base, lo=min(ends), hi=max(ends), meaning=Meaning.RANGE)
    elif draft.symmetric:
        reach = abs(raw[0] * units[0].factor)
        yield replace(base, lo=-reach, hi=reach, meaning=Meaning.RANGE, qualifiers=(*qualifiers, "plus_minus"))
    elif draft.tolerance is not None:
        around = _tolerance(draft.tolerance, convention, units[0], raw[0])
        if around is not None:
            yield replace(base, lo=ends[0] - around, hi=ends[0] + around, meaning=Meaning.NOMINAL)
    else:
        yield from _compared(base, draft)


def _tolerance(
    stated: tuple[Numeral, tuple[Unit, ...]], convention: Convention, unit: Unit, x: Fraction
) -> Fraction | None:
    number, units = stated
    reach = abs(number.under(convention))
    if not units:
        return reach * unit.factor
    same = [each for each in units if each.dimension == unit.dimension]
    if same:
        return reach * same[0].factor
    relative = [each for each in units if each.dimension == "ratio"]
    return abs(x * unit.factor) * reach * relative[0].factor if relative else None


def _reference(unit: Unit, stated: tuple[str, ...]) -> tuple[tuple[str, ...], Fraction]:
    if unit.qualifier == "reference unstated" and unit.dimension == "pressure":
        if "gauge" in stated:
            return stated, _GAUGE
        if "absolute" in stated:
            return stated, Fraction(0)
    return ((unit.qualifier, *stated) if unit.qualifier else stated), Fraction(0)


def _compared(value: Value, draft: Draft) -> Iterator[Value]:
    word = draft.compare[-1] if draft.compare else ""
    if word in ("or_better", "better_than"):
        better, strict = draft.lower_is_better, word == "better_than"
        if better is not False:
            yield replace(value, lo=None, meaning=Meaning.AT_MOST, hi_open=strict)
        if better is not True:
            yield replace(value, hi=None, meaning=Meaning.AT_LEAST, lo_open=strict)
    elif word in ("at_least", "above"):
        yield replace(value, hi=None, meaning=Meaning.AT_LEAST, lo_open=word == "above")
    elif word in ("at_most", "below"):
        yield replace(value, lo=None, meaning=Meaning.AT_MOST, hi_open=word == "below")
    elif word == "approx" and value.lo is not None and value.hi is not None:
        tenth = abs(value.lo) / 10
        yield replace(value, lo=value.lo - tenth, hi=value.hi + tenth, meaning=Meaning.APPROX)
    else:
        yield replace(value, qualifiers=(*value.qualifiers, "max")) if word == "max" else value
