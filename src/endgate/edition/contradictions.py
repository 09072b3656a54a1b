"""What speaks against two records being one party. A missing fact speaks against nothing."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.edition.links import Contradiction, ContradictionType
from endgate.edition.traits import Traits, settings
from endgate.names.facts import EXCLUSIVE, birth_relation
from endgate.terms.kinds import IdentifierKind, PartyKind

_APART = ("different_year", "far", "different_day_same_year")
_SHIP = IdentifierKind.IMO_SHIP


def contradictions_of(left: Traits, right: Traits) -> tuple[Contradiction, ...]:
    """Every contradiction between two records, in a fixed order."""
    return tuple(_contradictions(left, right))


def _contradictions(left: Traits, right: Traits) -> Iterator[Contradiction]:
    if PartyKind.UNKNOWN not in (left.kind, right.kind) and left.kind is not right.kind:
        yield Contradiction(ContradictionType.KIND, f"{left.kind.value} and {right.kind.value}")
    if left.births and right.births and _apart(left, right):
        dates = " and ".join(", ".join(map(str, each.births)) for each in (left, right))
        yield Contradiction(ContradictionType.BIRTH_DATE, f"born {dates}")
    yield from _numbers(left, right)
    figures = left.figures, right.figures
    if all(figures) and not figures[0] & figures[1]:
        text = f"names with the numbers {', '.join(sorted(figures[0]))} and {', '.join(sorted(figures[1]))}"
        yield Contradiction(ContradictionType.NUMBER_IN_NAME, text)
    if in_one_list(left, right):
        source, programme = min(left.lists & right.lists)
        yield Contradiction(ContradictionType.LISTED_SEPARATELY, f"{source} lists both under {programme}")


def _apart(left: Traits, right: Traits) -> bool:
    relations = [birth_relation(a, b) for a in left.births for b in right.births]
    return all(each in _APART for each in relations)


def _numbers(left: Traits, right: Traits) -> Iterator[Contradiction]:
    for kind in sorted(EXCLUSIVE | {IdentifierKind.REGISTRATION_NO}):
        ours = {(number, country) for each, number, country in left.numbers if each is kind}
        theirs = {(number, country) for each, number, country in right.numbers if each is kind}
        if not ours or not theirs or {n for n, _ in ours} & {n for n, _ in theirs} or not _one_issuer(ours, theirs):
            continue
        type_ = ContradictionType.IMO_NUMBER if kind is _SHIP else ContradictionType.REGISTRATION_NUMBER
        text = f"{kind.value} {min(ours)[0]} and {min(theirs)[0]}"
        yield Contradiction(type_, text)


def _one_issuer(ours: set[tuple[str, str]], theirs: set[tuple[str, str]]) -> bool:
    """Numbers of one country differ; of a country that is not stated nothing can be said."""
    return bool({country for _, country in ours} & {country for _, country in theirs})


def in_one_list(left: Traits, right: Traits) -> bool:
    """Does one list print both under one programme, on one day?

    An entry that came after the other had gone may be its successor. Lists that print a party for each order may repeat
    it.
    """
    if left.party_id == right.party_id or not left.lists & right.lists:
        return False
    if left.seen is not None and right.seen is not None and not left.seen & right.seen:
        return False
    return not (left.source == right.source and left.source in settings()["repeating_lists"] and _repeated(left, right))


def _repeated(left: Traits, right: Traits) -> bool:
    one, two = left.primary, right.primary
    same_name = one is not None and two is not None and one.key == two.key
    return same_name and (bool(left.countries & right.countries) or not (left.countries and right.countries))
