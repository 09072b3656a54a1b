"""Reads sizes that several lengths make (``Ø150 x 300 mm``, ``OD 610 mm, wall 3 mm``), labelled or in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from endgate.terms.quantity import Value, read

_LABELS = (
    ("inner", r"I\.?D\.?|inner|inside|internal|bore|innen|intérieur"),
    ("outer", r"O\.?D\.?|outer|outside|external|außen|aussen|extérieur"),
    ("diameter", r"Ø|⌀|dia\.?|diam\.?|diameter|Durchmesser|diamètre"),
    ("width", r"width|wide|W|breit|Breite|largeur"),
    ("wall", r"wall|thickness|thick|thk|t|Wand|Wandstärke|dick|Dicke|épaisseur"),
    ("height", r"height|high|H|Höhe|hauteur"),
    ("length", r"length|long|L|Länge|lang|longueur"),
)
_LABEL = {name: re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE) for name, words in _LABELS}
_ORDER = {name: place for place, (name, _) in enumerate(_LABELS)}
_NUMBER = re.compile(r"\d[\d.,' ]*\d|\d")
_CUT = re.compile(r"\s*(?:[x×*;]|,(?!\d)|\band\b|\bund\b|\bet\b|\bby\b|\bmit\b)\s*", re.IGNORECASE)
_UNIT = re.compile(r"(?<=[\d ])(mm|cm|dm|m|µm|μm|um|in\.?|inch(?:es)?|\"|ft)(?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True)
class Size:
    """One length of a thing; ``label`` is empty where nothing is said of which one."""

    label: str
    value: Value


def read_sizes(text: str) -> tuple[Size, ...]:
    """All lengths of a text, in the order of the law where they are labelled; none when any piece is unreadable."""
    pieces = [piece for piece in _CUT.split(text.strip()) if _NUMBER.search(piece)]
    found: list[Size] = []
    unit = ""
    for piece in reversed(pieces):
        own = _UNIT.search(piece)
        unit = own[1] if own is not None else unit
        size = _size(piece, unit)
        if size is None:
            return ()
        found.append(size)
    found.reverse()
    return _ordered(found)


def _size(piece: str, unit: str) -> Size | None:
    label = next((name for name, pattern in _LABEL.items() if pattern.search(piece)), "")
    number = _NUMBER.search(piece)
    if number is None or not unit:
        return None
    value = read(f"{number.group()} {unit}", "length").value
    return None if value is None else Size(label, value)


def _ordered(sizes: list[Size]) -> tuple[Size, ...]:
    if not all(each.label for each in sizes) or len({each.label for each in sizes}) < len(sizes):
        return tuple(sizes)
    return tuple(sorted(sizes, key=lambda each: _ORDER[each.label]))


def members(sizes: tuple[Size, ...]) -> tuple[Value, ...]:
    """The lengths alone; of a tube told by outside and wall the inside is worked out."""
    by_label = {each.label: each.value for each in sizes}
    outer, wall = by_label.get("outer"), by_label.get("wall")
    if outer is None or wall is None or "inner" in by_label or outer.exact is None or wall.exact is None:
        return tuple(each.value for each in sizes)
    inner: Fraction = outer.exact - 2 * wall.exact
    rest = [each.value for each in sizes if each.label != "outer"]
    return (replace(outer, lo=inner, hi=inner), *rest)
