"""Written control codes: one canonical path from the many ways people write one. A code without its list is no code."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"(?:ECCN\s*|EU\s*)?([0-9])\s?([A-E])\s?(\d{3})((?:[\s.]*[()a-zA-Z0-9.]*)?)", re.IGNORECASE)
_IN_TEXT = re.compile(r"(?<![\w.])([0-9][A-E][0-9]{3})((?:\.(?:[a-z]|\d{1,2}))*)(?![\w])")
_IRAN = re.compile(r"(I{1,2}\.[AB]\d\.\d{3})", re.IGNORECASE)
_PART = re.compile(r"[a-z]|\d+")
_LOOKALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_NOT_LISTED = frozenset({"not_listed", "not listed", "ear99", "nlr", "none", "not controlled"})


def says_not_listed(code: str) -> bool:
    """Does the claimed code say that the item is on no list?"""
    return code.strip().lower() in _NOT_LISTED


def canonical(code: str) -> str | None:
    """The path of a written code (``9 B 106 a)``, ``ECCN 9B106.A``, ``9B106a1b``), or None when it has not the form."""
    iran = _IRAN.fullmatch(code.strip())
    if iran is not None:
        return iran[1].upper()
    match = _ENTRY.fullmatch(code.strip())
    if match is None:
        return None
    parts = _PART.findall(match[4].lower())
    return ".".join([f"{match[1]}{match[2].upper()}{match[3]}", *parts])


def repaired(code: str) -> str | None:
    """A suggestion for a code damaged by reading (``IC350``, ``9BI06``); never to be taken without asking."""
    plain = re.sub(r"\s", "", code.upper())
    if len(plain) < 5:
        return None
    guess = plain[0].translate(_LOOKALIKE) + plain[1].replace("8", "B") + plain[2:5].translate(_LOOKALIKE) + plain[5:]
    return canonical(guess)


def in_text(text: str) -> list[str]:
    """Codes of the common form that stand in a text (``classified 9B106.a``)."""
    return [match[1] + match[2] for match in _IN_TEXT.finditer(text)]
