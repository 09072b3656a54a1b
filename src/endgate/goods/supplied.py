"""What an item states about a parameter: its own words, read by the parameter's kind. Never a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from endgate.goods.errors import AMBIGUOUS_NUMBER, CONFLICTING, UNREAD_QUANTITY, WRONG_DIMENSION
from endgate.goods.folding import fold
from endgate.goods.length_errors import LengthError, read_length_error
from endgate.goods.sizes import members, read_sizes
from endgate.terms.faults import Fault
from endgate.terms.quantity import Meaning, Problem, Reading, Value, read

_FIRST = re.compile(r"([^\W\d_]+) ?[,;:(.]")
_DENIED = frozenset(("no", "not", "without", "none", "kein", "keine", "ohne", "nicht", "sans", "pas", "без", "нет"))
_OFFERED = frozenset(("optional", "option", "optionally", "possible", "request", "available", "prepared", "if"))
_PARTS = re.compile(r"[,;/()]|\s(?:and|or|nor|und|oder|et|ou|ni)\s", re.IGNORECASE)


class State(StrEnum):
    """How far the supplied words could be read."""

    READ = "read"
    NOT_STATED = "not_stated"
    UNREADABLE = "unreadable"
    OPEN = "open"


@dataclass(frozen=True)
class Supplied:
    """One stated parameter. ``values`` are all readings of a quantity, ``word`` the known word it was read as."""

    parameter: str
    raw: str
    source: str
    state: State
    values: tuple[Value, ...] = ()
    members: tuple[Value, ...] = ()
    word: str = ""
    fault: Fault | None = None
    notes: tuple[str, ...] = ()
    length_error: LengthError | None = None
    inferred: bool = False
    """Was it read from the words of the description, or worked out with what was?"""
    derived: bool = False
    unnamed: bool = False
    """Was it taken for the parameter by its unit alone?"""


def supply(parameter: Mapping[str, str], raw: str, source: str, words: Mapping[str, Mapping[str, str]]) -> Supplied:
    """Read ``raw`` as a value of the parameter; what cannot be read carries its fault and settles nothing."""
    name = parameter["parameter"]
    if fold(raw) == "" or fold(raw) in words.get("*not_stated", {}):
        return Supplied(name, raw, source, State.NOT_STATED)
    table = words.get("*yesno" if parameter["kind"] == "yesno" else name, {})
    if parameter["kind"] in ("word", "yesno"):
        return _word(parameter, raw, source, table, words)
    if parameter["kind"] == "mpe":
        return _length_error(name, raw, source)
    if parameter["kind"] in ("sizes", "extent") and not _known(raw, table):
        sized = _sizes(parameter, raw, source)
        if sized is not None:
            return sized
    figure = _known(raw, table)
    read_as = _quantity(parameter, figure or raw, source)
    return replace(read_as, raw=raw, notes=(f"taken as {figure}",)) if figure else read_as


def _word(
    parameter: Mapping[str, str],
    raw: str,
    source: str,
    table: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
) -> Supplied:
    name = parameter["parameter"]
    found = _known(raw, table) or _within(raw, table, words.get("*filler", {}))
    if found == "" and parameter["kind"] == "yesno":
        found = _yes_or_no(parameter, raw, table)
    if found == "":
        fault = UNREAD_QUANTITY.at(f"parameters.{name}", f"{raw!r} is not a word known for {name}")
        return Supplied(name, raw, source, State.UNREADABLE, fault=fault)
    if found == "unknown":
        return Supplied(name, raw, source, State.OPEN, notes=("offered or claimed, not said of this unit",))
    return Supplied(name, raw, source, State.READ, word=found)


def _within(raw: str, table: Mapping[str, str], fillers: Mapping[str, str]) -> str:
    """The one known word that stands among words that say nothing more (*titanium grade 2*); none where two differ."""
    rest, found = f" {fold(raw)} ", set()
    for phrase in sorted((each for each in table if len(each) > 1), key=len, reverse=True):
        if f" {phrase} " in rest:
            found.add(table[phrase])
            rest = rest.replace(f" {phrase} ", " ")
    return found.pop() if len(found) == 1 and all(_says_nothing(word, fillers) for word in rest.split()) else ""


def _says_nothing(word: str, fillers: Mapping[str, str]) -> bool:
    return word in fillers or all(part in fillers for part in word.split(".") if part)


def _sizes(parameter: Mapping[str, str], raw: str, source: str) -> Supplied | None:
    """Several lengths in one statement; of an extent the largest is the one that counts."""
    found = read_sizes(raw)
    if len(found) < 2:
        return None
    lengths = members(found)
    if parameter["kind"] == "sizes":
        return Supplied(parameter["parameter"], raw, source, State.READ, members=lengths)
    largest = max(lengths, key=lambda each: each.hi or Fraction(0))
    return Supplied(parameter["parameter"], raw, source, State.READ, (largest,), notes=("the largest of several",))


def _length_error(name: str, raw: str, source: str) -> Supplied:
    error = read_length_error(raw)
    if error is None:
        fault = UNREAD_QUANTITY.at(f"parameters.{name}", f"{raw!r} is not an error such as '1.9 + L/350 µm'")
        return Supplied(name, raw, source, State.UNREADABLE, fault=fault)
    return Supplied(name, raw, source, State.READ, length_error=error)


def _yes_or_no(parameter: Mapping[str, str], raw: str, table: Mapping[str, str]) -> str:
    """A yes or no that is explained (*yes, 4 elements*), or the thing itself named, denied or offered."""
    first = _FIRST.match(raw.strip())
    if first is not None and fold(first[1]) in table:
        return table[fold(first[1])]
    said = f" {fold(raw)} "
    named = any(f" {fold(each)} " in said for each in (parameter["label"], *parameter["aliases"].split("|")) if each)
    if not named:
        return ""
    words = set(re.findall(r"[^\W\d_]+", said))
    return "no" if words & _DENIED else "unknown" if words & _OFFERED else "yes"


def _known(raw: str, table: Mapping[str, str]) -> str:
    """The known word of ``raw``, or the one that all its clauses agree on (*no shaker, no interface*)."""
    whole = table.get(fold(raw), "")
    if whole or not table:
        return whole
    parts = {table.get(fold(part), "") for part in _PARTS.split(raw) if fold(part)}
    return parts.pop() if len(parts) == 1 else ""


def _quantity(parameter: Mapping[str, str], raw: str, source: str) -> Supplied:
    name = parameter["parameter"]
    better = {"min": True, "max": False}.get(parameter["capability"])
    reading = _first_that_fits(raw, parameter["dimension"].split("|"), better)
    if reading.problem is None and (reading.values or reading.members):
        values = tuple(_absolute(value, parameter["kind"]) for value in reading.values)
        if parameter["dimension"] == "number" and any(value.hi is not None and value.hi < 0 for value in values):
            fault = UNREAD_QUANTITY.at(f"parameters.{name}", f"{raw!r}: {parameter['label']} is never negative")
            return Supplied(name, raw, source, State.UNREADABLE, fault=fault)
        return Supplied(name, raw, source, State.READ, values, reading.members, notes=reading.notes)
    if reading.problem is Problem.NOT_STATED:
        return Supplied(name, raw, source, State.NOT_STATED)
    if reading.problem is Problem.LABEL and reading.label is not None and reading.label.system == "DN":
        size = Fraction(reading.label.grade) / 1000
        value = Value(size, size, Meaning.NOMINAL, "length", "mm")
        return Supplied(name, raw, source, State.READ, (value,), notes=("nominal size",))
    return Supplied(name, raw, source, State.UNREADABLE, fault=_fault(parameter, raw, reading))


def _first_that_fits(raw: str, dimensions: list[str], better: bool | None) -> Reading:
    readings = [read(raw, each, lower_is_better=better) for each in dimensions]
    return next((each for each in readings if each.problem is None), readings[0])


def _absolute(value: Value, kind: str) -> Value:
    """``± x`` of an accuracy is its size x; of a magnitude (a spurious level in dBc) the sign says nothing."""
    if "plus_minus" in value.qualifiers:
        return replace(value, lo=value.hi, meaning=Meaning.EXACT)
    if kind == "magnitude" and value.exact is not None:
        return replace(value, lo=abs(value.exact), hi=abs(value.exact))
    return value


def _fault(parameter: Mapping[str, str], raw: str, reading: Reading) -> Fault:
    where = f"parameters.{parameter['parameter']}"
    dimension = parameter["dimension"].split("|")[0]
    if reading.problem is Problem.WRONG_DIMENSION:
        met = ", ".join(sorted({value.dimension for value in reading.values}))
        hint = "; weight or mass?" if {dimension, met} == {"force", "mass"} else ""
        return WRONG_DIMENSION.at(where, f"{raw!r} is a {met}, {parameter['label']} is a {dimension}{hint}")
    if reading.unparsed:
        start = raw.find(reading.unparsed)
        span = f" at character {start + 1}" if start >= 0 else ""
        return UNREAD_QUANTITY.at(where, f"{raw!r}: {reading.unparsed!r}{span} was not read")
    problem = "no usable quantity" if reading.problem is None else reading.problem.value
    return UNREAD_QUANTITY.at(where, f"{raw!r}: {problem} for {parameter['label']} ({dimension})")


def ambiguous(supplied: Supplied) -> Fault:
    """The fault of a number whose readings lie on both sides of a threshold."""
    shown = " or ".join(show(value) for value in supplied.values)
    return AMBIGUOUS_NUMBER.at(f"parameters.{supplied.parameter}", f"{supplied.raw!r} reads as {shown}")


def show(value: Value) -> str:
    """The value in base units, exact where short."""
    low = "…" if value.lo is None else decimal(value.lo)
    high = "…" if value.hi is None else decimal(value.hi)
    return f"{low} ({value.dimension})" if low == high else f"{low} to {high} ({value.dimension})"


def decimal(number: Fraction) -> str:
    """A short decimal of a fraction, for people (six significant digits)."""
    return f"{float(number):.6g}"


def together(said: Sequence[Supplied]) -> Supplied:
    """One reading of what several headings state of a parameter.

    Where they differ, figures are all kept as readings of one number, so that they decide only where they agree;
    words that differ decide nothing (EG4121). What cannot be read gives way to what can.
    """
    first = next((each for each in said if each.state is not State.NOT_STATED), said[0])
    read = [each for each in said if each.state is State.READ]
    if not read:
        return first
    if all(_content(each) == _content(read[0]) for each in read):
        return read[0]
    told = ", ".join(f"{each.source.removeprefix('parameters.')}: {each.raw!r}" for each in read)
    fault = CONFLICTING.at(f"parameters.{first.parameter}", told)
    if all(each.values for each in read):
        values = tuple(dict.fromkeys(value for each in read for value in each.values))
        raw = " or ".join(dict.fromkeys(each.raw for each in read))
        return replace(read[0], raw=raw, values=values, notes=(*read[0].notes, "stated twice, differently"))
    return replace(read[0], state=State.OPEN, values=(), members=(), word="", length_error=None, fault=fault)


def _content(said: Supplied) -> tuple[Any, ...]:
    figures = tuple((value.lo, value.hi, value.meaning) for value in (*said.values, *said.members))
    return figures, said.word, said.length_error


Derive = Callable[[str, "Statement"], Supplied | None]


class Statement(dict[str, Supplied]):
    """The item's parameters by id, read when first asked; later rooms of a rule see the same reading.

    ``derive`` works out what is not stated from what is.
    """

    def __init__(
        self,
        raw: Mapping[str, tuple[str, str]],
        data: Any,
        derive: Derive | None = None,
        rivals: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        super().__init__()
        self._raw, self._data, self._derive, self._rivals = raw, data, derive, rivals or {}

    def __missing__(self, name: str) -> Supplied:
        parameter = self._data.parameters[name]
        if name in self._raw:
            said = [self._raw[name], *self._rivals.get(name, ())]
            self[name] = together([supply(parameter, text, source, self._data.words) for text, source in said])
        else:
            worked_out = None if self._derive is None else self._derive(name, self)
            self[name] = worked_out or Supplied(name, "", "", State.NOT_STATED)
        return self[name]

    def infer(self, name: str, read: Supplied) -> None:
        """Take what the description says of a parameter; what is worked out is worked out anew."""
        self[name] = read
        for other, each in list(self.items()):
            if each.derived or each.state is State.NOT_STATED:
                del self[other]

    def given(self, name: str) -> bool:
        """Has the item any words for it, read or not?"""
        return name in self._raw

    def stated(self, name: str) -> bool:
        """Is there any usable word on it?"""
        return self[name].state is not State.NOT_STATED
