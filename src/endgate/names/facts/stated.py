"""What is wrong with the facts of a question. They are said, never dropped in silence; lists carry such faults too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from endgate.names.errors import IDENTIFIER_IGNORED, IMPLAUSIBLE_BIRTH, WRONG_CHECK_DIGIT
from endgate.names.facts.dates import plausible
from endgate.names.facts.effects import limits
from endgate.names.facts.identifiers import read_number
from endgate.names.facts.model import Facts
from endgate.terms.faults import Fault
from endgate.terms.kinds import IdentifierKind
from endgate.terms.truth import Truth


def stated_faults(ref: str, facts: Facts) -> tuple[Fault, ...]:
    """Numbers that fail their check digit or are no numbers, and births that cannot be right."""
    return (*_numbers(ref, facts), *_births(ref, facts))


def _numbers(ref: str, facts: Facts) -> Iterable[Fault]:
    for each in facts.identifiers:
        if each.kind is IdentifierKind.PUBLISHER_REF:
            continue
        number = read_number(each, facts.kind)
        shown = f"{each.kind.value} {each.value!r}"
        if number is None:
            yield IDENTIFIER_IGNORED.at(f"party {ref}", f"{shown} is too short or too plain to be a number")
        elif number.check is Truth.FALSE:
            yield WRONG_CHECK_DIGIT.at(f"party {ref}", f"{shown} fails its check digit")


def _births(ref: str, facts: Facts) -> Iterable[Fault]:
    for span in facts.birth:
        if not plausible(span, None):
            yield IMPLAUSIBLE_BIRTH.at(f"party {ref}", f"born {span}, and no country whose calendar counts so")


def births_out_of_reach(ref: str, facts: Facts, as_of: date) -> tuple[Fault, ...]:
    """Births after the day asked about, or so long before it that nobody lives."""
    oldest = as_of.year - int(limits()["oldest"])
    return tuple(
        IMPLAUSIBLE_BIRTH.at(f"party {ref}", f"born {span}, asked about {as_of}")
        for span in facts.birth
        if plausible(span, None) and (span.earliest.earliest() > as_of or span.latest.year < oldest)
    )
