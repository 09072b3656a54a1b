"""Reads the headings of datasheets (*Max. power [kW]*, *Coil diameter, mm*): the parameter and the unit they carry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from endgate.goods.folding import fold
from endgate.terms.quantity_tokens import normalise
from endgate.terms.units import unit_at

_UNIT_BEHIND = (
    re.compile(r"^(?P<name>.*?\S)\s*\[\s*(?:in\s+)?(?P<unit>[^\[\]]+?)\s*\]$"),
    re.compile(r"^(?P<name>.*?\S)\s*\(\s*(?:in\s+)?(?P<unit>[^()]+(?:\([^()]*\))?)\s*\)$"),
    re.compile(r"^(?P<name>.*?\S)\s*(?:,|\s/)\s*(?P<unit>[^,]+)$"),
    re.compile(r"^(?P<name>.*?\S)\s+(?:in|en|в)\s+(?P<unit>\S+)$"),
    re.compile(r"^(?P<name>\w*[^\W_])_(?P<unit>[^\W_]+)$"),
)
_BARE = re.compile(r"^[\s\d.,'±+\-–−…<>≥≤~/x×^eE*]*\d[\s\d.,'±+\-–−…<>≥≤~/x×^eE*]*$")
_UNMARKED = frozenset(("nominal", "rated", "nom", "typ", "typical", "specified", "number", "no", "of", "the", "total"))
_MOST = frozenset(("max", "maximum", "maximal", "maximale", "maximaler", "highest", "peak", "upper", "up", "to"))
_LEAST = frozenset(("min", "minimum", "minimal", "minimale", "minimaler", "lowest"))
_BOUND_OF = {"max": _MOST, "min": _LEAST}


def parameters_of(
    key: str, aliases: Mapping[str, Sequence[str]], parameters: Mapping[str, Mapping[str, str]]
) -> tuple[Sequence[str], str]:
    """The parameters that a heading may mean, and the unit behind its name; none where it is not known.

    A heading that is known as it stands has no unit. *Max.* is dropped only where the parameter asks for the most,
    *min.* only where it asks for the least.
    """
    known = aliases.get(fold(key), ())
    if known:
        return known, ""
    for name, unit in _parted(key):
        found = aliases.get(fold(name), ()) or _unmarked(fold(name), aliases, parameters)
        if found:
            return found, unit
    return (), ""


def with_unit(text: str, unit: str) -> str:
    """The value with the unit of its heading where it has none of its own."""
    return f"{text} {unit}" if unit and _BARE.match(text) else text


def _parted(key: str) -> list[tuple[str, str]]:
    """The heading as a name and a unit, each way that it can be parted, and as a name alone."""
    found = []
    for pattern in _UNIT_BEHIND:
        match = pattern.match(key.strip())
        if match is not None and _is_unit(normalise(match["unit"])):
            found.append((match["name"], match["unit"]))
    return [*found, (key, "")]


def _is_unit(text: str) -> bool:
    unit = unit_at(text, 0)
    return text == "%" or (unit is not None and unit[0] == len(text))


def _unmarked(
    name: str, aliases: Mapping[str, Sequence[str]], parameters: Mapping[str, Mapping[str, str]]
) -> Sequence[str]:
    """The parameters of a name without words such as *max.*, *rated*, *number of*."""
    words = [word.strip(".") for word in name.split()]
    bounds = {bound for bound, said in _BOUND_OF.items() if said & set(words)}
    kept = " ".join(word for word in words if word not in _UNMARKED | _MOST | _LEAST)
    found = aliases.get(kept, ()) if kept else ()
    return [each for each in found if not bounds or parameters[each]["capability"] in bounds]
