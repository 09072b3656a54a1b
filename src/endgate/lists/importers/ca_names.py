"""Names of the Canadian list: English and French joined by a stroke, aliases by any mark at hand.

A cell is parted only where every part can stand as a name; elsewhere it is kept whole.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse, has_lost_letters, script_of
from endgate.lists.model import Name, NameKind, NameQuality

_LABEL = re.compile(r"(?P<language>[A-Z][a-z]+)\s?:\s*(?=\S)")
_WORDS_OF_A_NAME = {"/": 2, " or ": 3}
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"))


@cache
def _words(role: str) -> dict[str, str]:
    """Words of one role in ``data/lists/alias_words.csv``, with what they mean."""
    text = resources.files("endgate").joinpath("data", "lists", "alias_words.csv").read_text(encoding="utf-8")
    return {row["word"]: row["meaning"] for row in csv.DictReader(text.splitlines()) if row["role"] == role}


def both_languages(text: str) -> tuple[str, str]:
    """The English and the French part of ``English/français``; the second is empty where there is none."""
    for place in (match.start() for match in re.finditer("/", text)):
        english, french = text[:place].strip(), text[place + 1 :].strip()
        if english and _is_french(french) and _is_balanced(english) and _is_balanced(french):
            return english, french
    return text, ""


def _is_french(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(words) and any(word in _words("french") for word in words)


def read_aliases(cell: str, *, person: bool, report: ImportReport) -> tuple[Name, ...]:
    """Every alias of a cell, with the language a label names."""
    found = []
    for line in _lines(cell):
        for part in line.split(";"):
            for piece in _commas(part, person=person):
                found += _name(piece)
    names = tuple(dict.fromkeys(found))
    if len(names) > 1:
        report.count("alias cell parted")
    return names


def _lines(cell: str) -> list[str]:
    """Lines that are values of their own: after a comma or semicolon, or in another script. Others are only wrapped."""
    lines = [""]
    for line in cell.splitlines():
        text = line.strip()
        before = lines[-1]
        apart = before.endswith((",", ";")) or {script_of(before), script_of(text)} >= {"Latn", "Arab"}
        if before and text and apart:
            lines[-1] = before.rstrip(",;")
            lines.append(text)
        else:
            lines[-1] = f"{before} {text}".strip()
    return lines


def _commas(text: str, *, person: bool) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    bodies = [_LABEL.sub("", part, count=1) for part in parts]
    if not all(_can_stand(body) for body in bodies):
        return [text.strip()]
    alone = [body for body in bodies if " " not in body and script_of(body) == "Latn"]
    return [text.strip()] if person and alone and len(parts) == 2 else parts


def _can_stand(text: str) -> bool:
    """Does it begin like a name, and is it more than a legal form or the half of a bracket?"""
    first = text.split(maxsplit=1)[0] if text else ""
    bare = first.lower().rstrip(".")
    starts = text[:1].upper() == text[:1] or bare in _words("article") or text.lower().startswith(_articles())
    is_form = text.lower().replace(".", "").strip() in _words("legal_form")
    return bool(first) and starts and not is_form and any(char.isalpha() for char in text) and _is_balanced(text)


@cache
def _articles() -> tuple[str, ...]:
    return tuple(sorted(word for word in _words("article") if not word.isalpha()))


def _is_balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(text.count(first) == text.count(last) for first, last in _PAIRS)


def _name(text: str) -> list[Name]:
    label = _LABEL.match(text)
    language = _words("language").get(label["language"], "") if label else ""
    body = collapse(text[label.end() :] if label and language else text).strip(" ,;")
    return [_alias(part, language) for part in _alternatives(body)]


def _alternatives(text: str) -> list[str]:
    for mark, least in _WORDS_OF_A_NAME.items():
        parts = [part.strip() for part in text.split(mark)]
        if len(parts) > 1 and all(len(part.split()) >= least and _is_balanced(part) for part in parts):
            return parts
    return [text] if text else []


def _alias(text: str, language: str) -> Name:
    quality = NameQuality.DAMAGED if has_lost_letters(text) else NameQuality.UNSTATED
    return Name(text, NameKind.ALIAS, quality, script_of(text), language)
