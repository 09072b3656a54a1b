"""Licence requirement and review policy of US trade list entries, read into sections, footnotes and classes.

What a footnote or a section means in law is said by the law room.
"""

from __future__ import annotations

import re

from endgate.lists.model import LicenceTerms

_SECTION = re.compile(r"\b(7\d\d\.\d+)((?:\s?\([a-z0-9]{1,3}\))*)")
_FOOTNOTE = re.compile(
    r"(?:734\.9\((?:e|g)\)(?:\(\d\))?\s?,?\s?|\bEAR\s?\)?\.?\s?)(\d)(?=[\s,.)]|$)(?!\s?\.\d)", re.IGNORECASE
)
# Licence exceptions, general orders and definitions are no ground of a licence requirement.
_NOT_GROUNDS = ("740.", "736.", "772.")
_POLICIES = (
    ("presumption_of_denial", re.compile(r"presumption (?:of|for) denial", re.IGNORECASE)),
    ("policy_of_denial", re.compile(r"policy of denial", re.IGNORECASE)),
    ("case_by_case", re.compile(r"cas[ea]-by-case|case-by case", re.IGNORECASE)),
    ("presumption_of_approval", re.compile(r"presumption of approval", re.IGNORECASE)),
)


def read_terms(requirement: str, policy: str) -> LicenceTerms:
    """Class both texts. The misprint ``744.2l`` (letter l for digit 1) is mended first: 744.2 is nuclear end use."""
    text = " ".join(requirement.replace("744.2l", "744.21").split())
    sections = {
        number + re.sub(r"\s", "", paragraphs)
        for number, paragraphs in _SECTION.findall(text)
        if not number.startswith(_NOT_GROUNDS)
    }
    footnotes = tuple(sorted(set(_FOOTNOTE.findall(text))))
    return LicenceTerms(_scope(text), tuple(sorted(sections)), footnotes, _policy(policy))


def _scope(text: str) -> str:
    low = text.lower()
    if "supplement no. 2 to part 744" in low:
        return "supp2_part744"
    if "supplement no. 7 to part 746" in low:
        return "ccl_and_listed"
    if "projects specified in" in low:
        return "project_746_8a4"
    if re.search(r"\bexcept(?: for)?\b(?!ion)|apart from", low):
        return "specified"
    return "all_subject_to_ear" if "subject to the ear" in low else ""


def _policy(text: str) -> str:
    found = [word for word, pattern in _POLICIES if pattern.search(text)]
    if len(found) > 1:
        return "mixed"
    if found:
        return found[0]
    return "see_section" if "§" in text else ""
