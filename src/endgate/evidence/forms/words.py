"""The labels, columns and titles of forms, read once from the package's data."""

from __future__ import annotations

import re
from functools import cache

from endgate.evidence.extract.words import rows

_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s*|^box\s+\d+[.:]?\s*", re.I)


@cache
def labels() -> dict[str, str]:
    """Normal form of a label → field."""
    return {normal(row["label"]): row["field"] for row in rows("labels.csv", "evidence/forms")}


@cache
def columns() -> dict[str, str]:
    """Normal form of a column's head → column."""
    return {normal(row["label"]): row["column"] for row in rows("columns.csv", "evidence/forms")}


@cache
def titles() -> tuple[tuple[str, str], ...]:
    """Title in lower case with its form, longest first."""
    found = [(row["title"], row["form"]) for row in rows("titles.csv", "evidence/forms")]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


def field_of(label: str) -> str | None:
    """The field that a label names; one in two languages ("Zeugnis Nr. / Certificate No.") by either half."""
    return _named(label, labels())


def column_of(head: str) -> str | None:
    """The column that a head names, without the unit that it states."""
    bare = re.sub(r"\b(?:usd|eur|kgs?|chf|gbp|lbs?)\b|[/]\s*$", "", head, flags=re.I)
    return _named(bare, columns())


def _named(words: str, known: dict[str, str]) -> str | None:
    halves = [each for each in words.split("/") if each.strip()]
    found = (known.get(normal(each)) for each in (words, *(halves if len(halves) == 2 else ())))
    return next((each for each in found if each is not None), None)


def normal(label: str) -> str:
    """A label without numbering, bracketed remarks and marks: "3. Notify party (name):" is "notify party"."""
    low = _NUMBERING.sub("", label.strip())
    low = re.sub(r"\([^)]*\)", "", low).lower()
    low = re.sub(r"\s+", " ", low.replace("-", " ").replace("&", "and")).strip(" .:*#")
    return re.sub(r"\s*/\s*", "/", low)
