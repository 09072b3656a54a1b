"""Reading of single cells that all publishers' formats share: white space, scripts, countries, numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from endgate.lists.importers.contract import ImportReport
from endgate.lists.model import Identifier
from endgate.terms import ids
from endgate.terms.kinds import IdentifierKind
from endgate.terms.places import CountryCode, country_of
from endgate.terms.truth import Truth

_SCRIPTS = (
    (0x0041, 0x024F, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1100, 0x11FF, "Hang"),
    (0xAC00, 0xD7AF, "Hang"),
    (0x3040, 0x30FF, "Kana"),
    (0x3400, 0x9FFF, "Hani"),
)
_LOST = re.compile("[\ufffd\ud800-\udfff]")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def collapse(text: str | None) -> str:
    """Trim and collapse white space of every kind; nothing else is changed."""
    return " ".join(text.split()) if text else ""


def slug(text: str) -> str:
    """The words of a text joined by hyphens, folded: a readable part of a key. Different texts may share it."""
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-")


def script_of(text: str) -> str:
    """ISO 15924 code of the script most letters belong to; ``Zyyy`` when there is no letter of a known script."""
    if text.isascii():
        return "Latn" if any(char.isalpha() for char in text) else "Zyyy"
    counts: dict[str, int] = {}
    for char in text:
        if char.isalpha():
            script = _script(ord(char))
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda each: (counts[each], each)) if counts else "Zyyy"


def _script(point: int) -> str:
    for low, high, script in _SCRIPTS:
        if low <= point <= high:
            return script
    return "Zyyy"


def has_lost_letters(text: str) -> bool:
    """Does it hold replacement characters or lone surrogates, left where a letter was lost?"""
    return _LOST.search(text) is not None


def has_bidi_controls(text: str) -> bool:
    """Does it hold characters that reorder the display of text?"""
    return _BIDI.search(text) is not None


@lru_cache(maxsize=4096)
def _country(text: str) -> CountryCode | None:
    return country_of(text)


def read_country(text: str, report: ImportReport) -> CountryCode | None:
    """Find a country's code. An unknown name is counted and left to the caller to keep as text."""
    if text == "":
        return None
    code = _country(text)
    if code is None:
        report.met_unknown(f"country {text}")
    return code


def read_noted_country(text: str, report: ImportReport) -> CountryCode | None:
    """Find a country's code where the publisher adds a remark in parentheses (``Libya (since 2009)``)."""
    plain = text.strip(" .,;")
    code = _country(plain) if plain else None
    if code is None and "(" in plain:
        code = _country(plain.partition("(")[0].strip(" .,;"))
    return read_country(plain, report) if code is None else code


def read_identifier(kind: IdentifierKind, value: str, country: CountryCode | None = None, note: str = "") -> Identifier:
    """Make an identifier with its check. Numbers whose form and digit prove a sharper kind get that kind."""
    sharper = _sharper(kind, value, country)
    return Identifier(sharper, value, country, note, ids.check(sharper, value, country))


def _sharper(kind: IdentifierKind, value: str, country: CountryCode | None) -> IdentifierKind:
    if kind is IdentifierKind.TAX_ID and country == "RU" and ids.valid_inn(value):
        return IdentifierKind.INN
    if kind is IdentifierKind.REGISTRATION_NO and country == "RU" and ids.valid_ogrn(value):
        return IdentifierKind.OGRN
    if kind in _CHINESE and country == "CN" and ids.valid_uscc(value):
        return IdentifierKind.USCC
    if kind is IdentifierKind.LEI and not ids.valid_lei(value) and len(ids.compact(value)) != _LEI_LENGTH:
        return IdentifierKind.REGISTRATION_NO
    if kind is IdentifierKind.IMO_SHIP and ids.check(kind, value) is Truth.FALSE and ids.valid_imo_company(value):
        return IdentifierKind.IMO_COMPANY
    return kind


_LEI_LENGTH = 20
_CHINESE = (IdentifierKind.TAX_ID, IdentifierKind.REGISTRATION_NO)
