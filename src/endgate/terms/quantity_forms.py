"""Ways of writing that only one dimension knows: parts in so many, nines of purity, sieve numbers, counts in words."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from endgate.terms.units import table

_PARTS = re.compile(
    r"(?:better than |less than |[<≤] ?)?(?P<one>\d+(?:\.\d+)?|[λl]|lambda) ?"
    r"(?:parts? (?:in|per|to)|in|:|/) ?(?P<many>\d+(?:\.\d+)?)(?: or better)?",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?:(?:mass )?resolving power|R|m/Δm|m/dm)? ?[=:]? ?(?P<many>\d+(?:\.\d+)?)", re.IGNORECASE)
_NINES = re.compile(r"(?P<nines>[2-9])N(?P<last>[1-9])?", re.IGNORECASE)
_MESH = re.compile(r"(?P<sign>[-–<+>]) ?(?P<number>\d{2,3}) ?mesh(?: .*)?", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?<![\d/.,])(?:(?P<whole>\d+)[ -])?(?P<part>\d{1,2})/(?P<of>2|4|8|16|32|64)(?= ?(?:\"|''|in\b|inch|″))"
)
_COUNT = re.compile(r"[^\W\d_]+")


def parts(plain: str) -> Fraction | None:
    """``1 part in 320``, ``1:500``, ``λ/20``; a bare figure above one is a resolving power (its inverse)."""
    match = _PARTS.fullmatch(plain) or _POWER.fullmatch(plain)
    many = Fraction(0) if match is None else Fraction(match["many"])
    if match is None or many == 0:
        return None
    one = match.groupdict().get("one")
    if one is None and many <= 1:
        return many
    return Fraction(one if one and one[0].isdigit() else 1) / many


def better(plain: str) -> bool:
    """Does the text say *better than* the parts it names?"""
    return re.match(r"(?:better than|less than|[<≤])", plain, re.IGNORECASE) is not None


def without_mach(plain: str) -> str:
    """``Mach 0.3 to M 1.4`` without its word."""
    return re.sub(r"\b(?:Mach|Ma|M)\b\.? ?(?:number)? ?(?=[\d<>≤≥.])|(?<=\d) ?(?:Mach|Ma)\b", "", plain)


def summed(plain: str) -> list[tuple[str, str]]:
    """``1 h 10 min`` and ``5 ft 6 in`` as figures with their units, to be added; empty for other texts."""
    pieces = re.findall(r"(\d+(?:\.\d+)?) ?([^\W\d_]+\.?|['\"′″])", plain)
    whole = re.fullmatch(r"(?:\d+(?:\.\d+)? ?(?:[^\W\d_]+\.?|['\"′″])[ ,]*(?:and )?){2,3}", plain)
    return pieces if whole is not None else []


def nines(plain: str) -> Fraction | None:
    """``4N`` is at least 99.99 %, ``5N5`` at least 99.9995 %: the lowest share that the grade allows."""
    match = _NINES.fullmatch(plain)
    if match is None:
        return None
    digits = "9" * int(match["nines"]) + (match["last"] or "")
    return Fraction(int(digits), 10 ** len(digits))


def mesh(plain: str) -> tuple[Fraction | None, Fraction | None] | None:
    """``-325 mesh`` passes that sieve, ``+325 mesh`` stays on it: bounds in metres by the table of sieves."""
    match = _MESH.fullmatch(plain)
    opening = None if match is None else _sieves().get(match["number"])
    if match is None or opening is None:
        return None
    return (opening, None) if match["sign"] in "+>" else (None, opening)


@cache
def _sieves() -> dict[str, Fraction]:
    return {row["mesh"]: Fraction(row["opening_um"]) / 1000000 for row in table("sieves.csv")}


def vulgar_fractions(plain: str) -> str:
    """Write inches such as ``1 1/2"`` with a decimal point (four decimals or more, never three)."""
    return _FRACTION.sub(_decimal, plain)


def _decimal(match: re.Match[str]) -> str:
    value = Fraction(int(match["whole"] or 0)) + Fraction(int(match["part"]), int(match["of"]))
    text = f"{float(value):.6f}".rstrip("0")
    return text + "0" if len(text.partition(".")[2]) == 3 else text


def counted(plain: str) -> int | None:
    """A number written as a word."""
    words = {row["phrase"]: int(row["value"]) for row in table("quantity_words.csv") if row["token"] == "count"}
    return words.get(plain.casefold()) if _COUNT.fullmatch(plain) else None
