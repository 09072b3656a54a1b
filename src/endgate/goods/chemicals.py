"""Finds listed chemicals by CAS number, name or formula. Leaves mixtures and notes of the lists to ``mixtures``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from endgate.goods.errors import INVALID_CAS
from endgate.goods.folding import chemical_key, fold, words
from endgate.terms.faults import Fault
from endgate.terms.ids import normalise_cas, valid_cas

_CAS = re.compile(r"(?<![\d-])(\d{2,7})\s?[-‐‑‒–−]\s?(\d{2})\s?[-‐‑‒–−]\s?(\d)(?![\d-])")
_LABELLED = re.compile(r"C\.?A\.?S\.?[\s\-.:#]*(?:N[or]\.?)?[\s:#.]*$", re.IGNORECASE)
_LOCANTS = re.compile(r"\d[\d,']{0,9}")
_LABEL = re.compile(r"(?:d\d{1,2}|1[34]c\d?|15n\d?)$")
_SHORT_FORMULA = 2
_LONGEST = 7
_CJK = re.compile(r"[\u3040-\u9fff]")


@dataclass(frozen=True)
class Hit:
    """A listed chemical met in an item, by cas, form, name or formula; ``start`` is its place in the description."""

    cas: str
    kind: str
    value: str
    where: str
    start: int = -1
    end: int = -1
    note: str = ""


@dataclass(frozen=True)
class Found:
    """All that the search for chemicals gave. ``distinct`` are known other substances, ``unknown`` valid other CAS.

    ``numbers`` are all valid CAS numbers.
    """

    hits: tuple[Hit, ...] = ()
    distinct: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def find(description: str, cas: str, hs: str, data: Any) -> Found:
    """Look for listed chemicals in an item's description and CAS field."""
    hits: list[Hit] = []
    faults: list[Fault] = []
    numbers, wrong = _numbers(description, cas)
    faults += [_invalid(number, where, data) for number, where in wrong]
    for number, where, start in numbers:
        hits += _by_number(number, where, start, data)
    named = list(_by_name(description, data))
    hits += [hit for hit in named if hit.kind == "name"]
    hits += _by_formula(description, hs, bool(numbers), hits, data)
    listed = {number for number, _, _ in numbers if number in data.part("chemicals") or number in data.part("forms")}
    others = {number for number, _, _ in numbers} - listed
    known = others & set(data.part("distinct_cas"))
    distinct = sorted(known | {hit.cas or hit.value for hit in named if hit.kind == "distinct"})
    valid = tuple(dict.fromkeys(number for number, _, _ in numbers))
    return Found(_one_each(hits), tuple(distinct), tuple(sorted(others - known)), valid, tuple(faults))


def _numbers(description: str, cas: str) -> tuple[list[tuple[str, str, int]], list[tuple[str, str]]]:
    good: list[tuple[str, str, int]] = []
    wrong: list[tuple[str, str]] = []
    for each in filter(None, re.split(r"[;|]|,\s", cas)):
        number = normalise_cas(each)
        if number is not None and valid_cas(number):
            good.append((number, "cas", -1))
        else:
            wrong.append((each.strip(), "cas"))
    for match in _CAS.finditer(description):
        number = "-".join(match.groups())
        if valid_cas(number):
            good.append((number, "description", match.start()))
        elif _LABELLED.search(description[: match.start()]):
            wrong.append((number, "description"))
    return good, wrong


def _invalid(number: str, where: str, data: Any) -> Fault:
    near = [each for each in (*data.part("chemicals"), *data.part("forms")) if _one_apart(each, number)]
    hint = f"; did you mean {near[0]} ({_name(near[0], data)})?" if near else ""
    return INVALID_CAS.at(where, f"{number!r} is not a CAS number: its check digit is wrong{hint}")


def _one_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _name(cas: str, data: Any) -> str:
    form = data.part("forms").get(cas)
    return str(data.part("chemicals")[cas if form is None else form["of_cas"]]["name"])


def _by_number(number: str, where: str, start: int, data: Any) -> Iterator[Hit]:
    if number in data.part("chemicals"):
        yield Hit(number, "cas", number, where, start, start)
    elif number in data.part("forms"):
        form = data.part("forms")[number]
        yield Hit(form["of_cas"], "form", number, where, start, start, f"{form['form']} ({form['status']})")


def _by_name(description: str, data: Any) -> Iterator[Hit]:
    """Longest known name first, whole words only; a known other substance takes its words away from listed ones."""
    listed, distinct = data.part("chemical_names"), data.part("distinct")
    tokens = words(description)
    at = 0
    while at < len(tokens):
        taken = 1
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at][1], tokens[at + length - 1][2]
            if not (_may_begin(tokens[at][0]) and _has_letter(tokens[at + length - 1][0])):
                continue
            key = _unlabelled(chemical_key(description[start:end]), listed)
            if key in distinct:
                yield Hit(distinct[key], "distinct", description[start:end], "description", start, end)
            elif key in listed and not _blocked(description, start, end, data):
                yield Hit(listed[key], "name", description[start:end].strip(" ,.()"), "description", start, end)
            if key in distinct or key in listed:
                taken = length
                break
        at += taken
    for key, cas in listed.items() if _CJK.search(description) else ():
        if _CJK.search(key) and key in description:
            start = description.index(key)
            yield Hit(cas, "name", key, "description", start, start + len(key))


def _may_begin(token: str) -> bool:
    return _LOCANTS.fullmatch(token) is not None or _has_letter(token)


def _has_letter(token: str) -> bool:
    return any(char.isalpha() for char in token)


def _unlabelled(key: str, listed: Mapping[str, str]) -> str:
    """A name without the mark of an isotope: labelled forms are the listed substance (General Note 4 of Annex I)."""
    bare = _LABEL.sub("", key)
    return bare if key not in listed and bare in listed else key


def _blocked(description: str, start: int, end: int, data: Any) -> bool:
    before, after = fold(description[:start]), fold(description[end:])
    for row in data.part("blocking_words"):
        word = fold(row["word"])
        if row["where"] == "after" and (after == word or after.startswith(word + " ")):
            return True
        if row["where"] == "before" and (before == word or before.endswith(" " + word)):
            return True
    return False


def doubted(description: str, hit: Hit, data: Any) -> str:
    """Why a named chemical may be only what another substance is made of; empty where nothing says so."""
    before = f" {fold(description[: max(0, hit.start)])}"
    rows = (row for row in data.part("blocking_words") if row["where"] == "doubt_before")
    return next((row["source"] for row in rows if before.endswith(f" {fold(row['word'])}")), "")


def _by_formula(description: str, hs: str, with_number: bool, hits: list[Hit], data: Any) -> Iterator[Hit]:
    """A formula counts only beside another sign of chemistry: a name, a CAS number, HS 28-29, a percentage.

    One that is long enough to be no other word (*POCl3*, not *HF*) may stand alone.
    """
    for formula, cas in data.part("formulas").items():
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(formula)}(?![A-Za-z0-9(])", description):
            hydrate = description[match.end() :].lstrip(" ")[:1] in ("·", "*", "•")
            sign = with_number or bool(hits) or hs[:2] in ("28", "29") or "%" in description or hydrate
            if sign or (_stands_alone(description, match) and _is_long(formula)):
                note = "with crystal water" if hydrate else ""
                yield Hit(cas, "formula", formula, "description", match.start(), match.end(), note)


def _stands_alone(description: str, match: re.Match[str]) -> bool:
    return not _has_letter(description[: match.start()] + description[match.end() :])


def _is_long(formula: str) -> bool:
    return sum(char.isupper() for char in formula) > _SHORT_FORMULA or any(char.isdigit() for char in formula)


_STRENGTH = {"cas": 0, "form": 1, "name": 2, "formula": 3}


def _one_each(hits: list[Hit]) -> tuple[Hit, ...]:
    found: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda each: (_STRENGTH[each.kind], each.start)):
        found.setdefault(hit.cas, hit)
    placed = {hit.cas: hit for hit in hits if hit.start >= 0 and hit.kind in ("name", "formula")}
    return tuple(_with_place(hit, placed.get(hit.cas)) for hit in found.values())


def _with_place(hit: Hit, named: Hit | None) -> Hit:
    if named is None or hit.kind in ("name", "formula"):
        return hit
    return Hit(hit.cas, hit.kind, hit.value, hit.where, named.start, named.end, hit.note)
