"""Nationalities as lists word them: a country's name or the word for its people, several in a cell, with remarks."""

from __future__ import annotations

import re

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import read_noted_country
from endgate.lists.importers.itemised import split_items
from endgate.lists.importers.tables import word_table
from endgate.terms.places import CountryCode, country_of

_BETWEEN = re.compile(r"\s*(?:,|;|/|\band\b)\s*")
_WORDS = re.compile(r"\s(?:citizenship|nationality|nationalities|citizen|national)$")


def people_of(text: str) -> CountryCode | None:
    """The country of a word such as ``Iranian``; None when it is none, or of more than one country (Congolese)."""
    plain = _WORDS.sub("", text.partition("(")[0].strip(" .,;"))
    code = word_table("demonyms.csv", "country").get(plain.casefold())
    return None if code is None else CountryCode(code)


def read_nationality(text: str, report: ImportReport) -> CountryCode | None:
    """One nationality. An unknown wording is counted."""
    return people_of(text) or read_noted_country(text, report)


def read_nationalities(cell: str, report: ImportReport) -> tuple[CountryCode, ...]:
    """All nationalities of a cell; parted at commas only where every part is a people or a country."""
    found: list[CountryCode | None] = []
    for item in split_items(cell):
        plain = item.partition("(")[0]
        parts = [each for each in _BETWEEN.split(plain) if each]
        known = [people_of(each) or country_of(each) for each in parts]
        found += known if len(parts) > 1 and all(known) else [read_nationality(item, report)]
    return tuple(dict.fromkeys(code for code in found if code is not None))
