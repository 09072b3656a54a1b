"""Takes apart what one field states of several parameters: a composition by elements, a form with its sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from endgate.goods.folding import fold
from endgate.goods.sizes import Size, read_sizes
from endgate.terms.quantity import Value

Raw = dict[str, tuple[str, str]]
_SHARE = r"(?:[<>≤≥~]\s*)?\d+(?:[.,]\d+)?(?:\s*(?:-|–|to|\.\.\.|…)\s*\d+(?:[.,]\d+)?)?\s*(?:%|wt\.?-?%|vol\.?-?%|ppm)?"
_PIECES = re.compile(r"[;\n/]|,(?!\d)|\band\b|\bund\b|\bet\b", re.IGNORECASE)
_UNIT = re.compile(r"(wt\.?-?\s?%|vol\.?-?\s?%|%|ppm)")
_SHEET = ("sheet", "plate", "strip", "blech", "tole", "feuille", "foil")
_TUBE = ("tube", "tubing", "pipe", "rohr")
_BAR = ("bar", "ingot", "billet", "block", "rod", "slab", "forging", "barre", "lingot", "stange", "barren")


NAMES = ("composition", "chemical composition", "alloy composition", "form")
_OTHER_FORMS = {
    "bar": ("sheet_width", "tube_outer_diameter"),
    "sheet_width": ("bar", "tube_outer_diameter"),
    "tube_outer_diameter": ("bar", "sheet_width"),
}


def taken_apart(stated: Mapping[str, str], words: Mapping[str, str]) -> Raw:
    """What the fields of ``NAMES`` say of single parameters; a form that is stated is no other form."""
    found: Raw = {}
    for key, text in stated.items():
        if fold(key) not in NAMES:
            continue
        source = f"parameters.{key}"
        parts = form(text, source) if fold(key) == "form" else composition(text, source, words)
        for name in list(parts):
            for other in _OTHER_FORMS.get(name, ()):
                parts.setdefault(other, ("none", source))
        found = {**parts, **found}
    return found


def composition(text: str, source: str, words: Mapping[str, str]) -> Raw:
    """``Cr 21 %, Ni 5.5 %`` or ``21Cr-5Ni`` as one statement an element; pieces that name no known element are left."""
    found: Raw = {}
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
    unit = next((match[1] for piece in pieces if (match := _UNIT.search(piece))), "%")
    for piece in pieces:
        number = re.search(_SHARE, piece)
        named = [name for word in re.findall(r"[^\W\d_]+", piece) if (name := words.get(fold(word)))]
        if number is None or not named:
            continue
        share = number.group().strip()
        volume = " by volume" if "vol" in piece.casefold() and "vol" not in share.casefold() else ""
        found.setdefault(named[0], (f"{share if _UNIT.search(share) else f'{share} {unit}'}{volume}", source))
    return found


def form(text: str, source: str) -> Raw:
    """``sheet 1000 mm wide, 2.5 mm thick``, ``tube OD 610 mm, wall 3 mm``, ``bar 120 x 120 x 500 mm``."""
    said = set(fold(text).split())
    sizes = read_sizes(text)
    labelled = {each.label: each.value for each in sizes if each.label}
    if said & set(_SHEET):
        return _stated(_sheet(sizes, labelled), source)
    if said & set(_TUBE):
        outer = labelled.get("outer") or labelled.get("diameter")
        return _stated({"tube_outer_diameter": outer, "tube_wall_thickness": labelled.get("wall")}, source)
    return {"bar": (_bar(text, sizes, labelled), source)} if said & set(_BAR) or sizes else {}


def _stated(values: Mapping[str, Value | None], source: str) -> Raw:
    return {name: (_written(value), source) for name, value in values.items() if value is not None}


def _written(value: Value) -> str:
    return f"{float(value.exact or 0) * 1000:.9g} mm"


def _sheet(sizes: Sequence[Size], labelled: Mapping[str, Value]) -> dict[str, Value | None]:
    """Width and thickness by their labels; of plain lengths the least is the thickness and the next the width."""
    if labelled:
        return {"sheet_width": labelled.get("width"), "sheet_thickness": labelled.get("wall")}
    plain = sorted((each.value for each in sizes), key=lambda value: value.exact or 0)
    return {"sheet_thickness": plain[0], "sheet_width": plain[1]} if len(plain) > 1 else {}


def _bar(text: str, sizes: Sequence[Size], labelled: Mapping[str, Value]) -> str:
    """A round bar is as thick as it is wide: its diameter counts twice."""
    across = labelled.get("diameter")
    others = [each.value for each in sizes if each.label != "diameter"]
    if across is None or len(others) != 1:
        return text
    return " x ".join(_written(each) for each in (across, across, others[0]))
