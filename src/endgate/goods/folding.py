"""How words are compared: case, accents, sulph/sulf, Greek letters and punctuation folded; originals are kept."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "ω": "omega"}
_NOT_WORD = re.compile(r"[^\w.+/&%<>-]+")
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212\ufe63\uff0d]")
_LOCANT = re.compile(r"(?<=[\dno])(?:[,']+|, )(?=[\dno])")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold for word comparison: lower case, no accents, single blanks, underscores as blanks."""
    plain = unicodedata.normalize("NFKD", _HYPHENS.sub("-", text.lower()))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_NOT_WORD.sub(" ", plain.replace("_", " ").replace("ß", "ss")).split())


@lru_cache(maxsize=4096)
def chemical_key(name: str) -> str:
    """Fold a chemical name: locants stay (1,1- is not 1,2-), blanks, hyphens and brackets fall, sulph is sulf."""
    plain = unicodedata.normalize("NFKD", _HYPHENS.sub("-", name.lower()))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    for letter, word in _GREEK.items():
        plain = plain.replace(letter, word)
    plain = plain.replace("sulph", "sulf").replace("aluminium", "aluminum").replace("\u2032", "'")
    plain = _LOCANT.sub(lambda match: "_" * len(match[0].rstrip()), plain)
    return "".join(char for char in plain if char.isalnum() or char == "_")


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their spans; a word runs to the next blank, semicolon, bar or slash."""
    return [(match[0], match.start(), match.end()) for match in re.finditer(r"[^\s;|/]+", text)]
