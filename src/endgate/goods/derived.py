"""Works a parameter out from others (``derived.csv``): a specific strength from strength and density, and the like.

Where a property of the material is not stated, the least and the most that such material has is taken
(``assumed.csv``); what rests on that is marked inferred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from endgate.goods.supplied import State, Supplied
from endgate.goods.wording import mentions
from endgate.terms.quantity import Meaning, Value, read

_GRAVITY = Fraction(980665, 100000)
Ends = tuple[Fraction, Fraction]


def worked_out(name: str, statement: Mapping[str, Supplied], data: Any, described: str) -> Supplied | None:
    """The parameter from those it can be worked out from; None where they are not stated as single numbers."""
    for row in data.derived.get(name, ()):
        first, second = statement[row["of"]], _or_assumed(row["by"], statement, data, described)
        if first.state is not State.READ or second is None:
            continue
        ends = _FORMULAS[row["formula"]](_ends(first), _ends(second))
        if ends is not None:
            return _supplied(name, first, second, ends, data)
    return None


def _or_assumed(name: str, statement: Mapping[str, Supplied], data: Any, described: str) -> Supplied | None:
    stated = statement[name]
    if stated.state is not State.NOT_STATED:
        return stated if stated.state is State.READ else None
    for row in data.part("assumed"):
        if row["parameter"] == name and mentions(described, row["words"]):
            low, high = (read(row[end], data.parameters[name]["dimension"]).value for end in ("lo", "hi"))
            assert low is not None
            assert high is not None
            value = replace(low, hi=high.hi, meaning=Meaning.NOMINAL)
            words = f"{row['lo']} to {row['hi']} (assumed of such material)"
            return Supplied(name, words, f"assumed:{name}", State.READ, (value,), inferred=True)
    return None


def _ends(supplied: Supplied) -> Ends | None:
    """The least and the most of a single positive number; of a capability stated as a range its upper end."""
    if len(supplied.values) != 1:
        return None
    (value,) = supplied.values
    if value.meaning is Meaning.RANGE:
        value = replace(value, lo=value.hi)
    if value.lo is None or value.hi is None or value.lo <= 0:
        return None
    return value.lo, value.hi


def _over_weight(one: Ends | None, density: Ends | None) -> Ends | None:
    if one is None or density is None:
        return None
    return one[0] / (density[1] * _GRAVITY), one[1] / (density[0] * _GRAVITY)


def _share_of(share: Ends | None, whole: Ends | None) -> Ends | None:
    return None if share is None or whole is None else (share[0] * whole[0], share[1] * whole[1])


_FORMULAS: Mapping[str, Callable[[Ends | None, Ends | None], Ends | None]] = {
    "over_weight": _over_weight,
    "share_of": _share_of,
}


def _supplied(name: str, first: Supplied, second: Supplied, ends: Ends, data: Any) -> Supplied:
    value = Value(ends[0], ends[1], Meaning.NOMINAL, data.parameters[name]["dimension"].split("|")[0], "")
    said = [f"{each.parameter.replace('_', ' ')} {each.raw}" for each in (first, second)]
    return Supplied(
        name,
        " and ".join(said),
        "+".join(each.source for each in (first, second)),
        State.READ,
        (value,),
        notes=(f"worked out from {said[0]} and {said[1]}",),
        inferred=first.inferred or second.inferred,
        derived=True,
    )
