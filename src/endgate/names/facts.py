"""Relations between the facts of two parties: dates of birth, identifiers, countries. Missing facts move nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from endgate.lists.model import ListedParty
from endgate.names.model import FactRelation, Query, QueryIdentifier, Score
from endgate.names.tables import settings
from endgate.shipment.model import Party
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Span:
    """Days a date may mean."""

    earliest: PartialDate
    latest: PartialDate
    circa: bool

    @property
    def exact(self) -> date | None:
        same = self.earliest == self.latest
        return self.earliest.exact() if same and not self.circa else None

    @property
    def sure(self) -> bool:
        return not self.circa and not self.earliest.circa

    def __str__(self) -> str:
        return str(self.earliest) if self.earliest == self.latest else f"{self.earliest}/{self.latest}"


@dataclass(frozen=True)
class Facts:
    """The comparable facts of a party, from either side."""

    birth: tuple[Span, ...] = ()
    countries: tuple[tuple[str, CountryCode], ...] = ()
    identifiers: tuple[QueryIdentifier, ...] = ()
    references: tuple[str, ...] = ()
    invalid: frozenset[str] = frozenset()


def query_of(party: Party) -> Query:
    """What a party of a shipment asks the lists."""
    roles = (
        ("nationality", party.nationality),
        ("seat", party.seat),
        ("flag", party.flag),
        ("establishment", party.country),
    )
    countries = [(role, country) for role, country in roles if country is not None]
    countries += [("address", address.country) for address in party.addresses if address.country is not None]
    identifiers = tuple(QueryIdentifier(each.kind, each.value, each.country) for each in party.identifiers)
    names = (party.name, *party.aliases)
    return Query(party.id, names, party.kind, party.birth, tuple(dict.fromkeys(countries)), identifiers)


def facts_of_query(query: Query) -> Facts:
    birth = tuple(_usable(Span(each, each, each.circa)) for each in query.birth)
    return Facts(birth, query.countries, query.identifiers)


def facts_of_listed(party: ListedParty) -> Facts:
    birth = tuple(_usable(Span(each.earliest, each.latest, each.circa)) for each in party.birth)
    countries = [(fact.role, fact.country) for fact in party.countries]
    countries += [("address", address.country) for address in party.addresses if address.country is not None]
    numbers = tuple(QueryIdentifier(each.kind, each.value, each.country) for each in party.identifiers)
    references = tuple(each.reference for each in party.designations if each.reference)
    invalid = frozenset(clean_id(each.kind, each.value) for each in party.identifiers if each.check is Truth.FALSE)
    return Facts(birth, tuple(dict.fromkeys(countries)), numbers, references, invalid)


def _usable(span: Span) -> Span:
    """The first of January means that year (it is the usual placeholder)."""
    day = span.exact
    if day is not None and (day.month, day.day) == (1, 1):
        return Span(PartialDate(day.year), PartialDate(day.year), span.circa)
    return span


@cache
def _effects() -> dict[str, float]:
    return {key: float(value) for key, value in settings("weights")["fact"].items()}


def relate(ours: Facts, theirs: Facts) -> tuple[FactRelation, ...]:
    """Every comparable fact with its relation; what a side lacks is ``missing``."""
    return (*_birth(ours.birth, theirs.birth), *_identifiers(ours, theirs), *_countries(ours, theirs))


def _birth(ours: Sequence[Span], theirs: Sequence[Span]) -> Iterable[FactRelation]:
    if not ours and not theirs:
        return []
    left, right = tuple(map(str, ours)), tuple(map(str, theirs))
    if not ours or not theirs:
        return [FactRelation("birth_date", "missing", left, right)]
    pairs = [birth_relation(a, b) for a in ours for b in theirs]
    best = max(pairs, key=lambda relation: (_effects()[relation], relation))
    return [FactRelation("birth_date", best, left, right, Score(_effects()[best]))]


def birth_relation(left: Span, right: Span) -> str:
    """How two dates of birth relate. Symmetric."""
    a, b = left.exact, right.exact
    if a is not None and b is not None:
        return "same_day" if a == b else _two_days(a, b)
    starts, ends = (left.earliest.earliest(), right.earliest.earliest()), (left.latest.latest(), right.latest.latest())
    if max(starts) <= min(ends):
        months = {(span.earliest.year, span.earliest.month) for span in (left, right) if span.earliest == span.latest}
        both = all(span.earliest.month is not None and span.sure for span in (left, right))
        return "same_month" if both and len(months) == 1 else "compatible"
    gap = (max(starts) - min(ends)).days
    if not left.sure or not right.sure:
        return "circa_near" if gap <= 730 else _by_years(gap // 365)
    return _by_years(max(1, abs(left.earliest.year - right.earliest.year)))


def _two_days(a: date, b: date) -> str:
    if a.year == b.year:
        if (a.month, a.day) == (b.day, b.month):
            return "day_month_flipped"
        return "digit_slip" if _slip(a, b) else "different_day_same_year"
    if _slip(a, b):
        return "digit_slip"
    if abs(a - b) <= timedelta(days=366):
        return "near_year"
    return _by_years(abs(a.year - b.year))


def _slip(a: date, b: date) -> bool:
    one, two = a.strftime("%Y%m%d"), b.strftime("%Y%m%d")
    differing = [index for index in range(8) if one[index] != two[index]]
    if len(differing) == 1:
        return differing[0] > 2
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1 and differing[0] > 1
    return swapped and one[differing[0]] == two[differing[1]] and one[differing[1]] == two[differing[0]]


def _by_years(years: int) -> str:
    return "near_year" if years <= 1 else "different_year" if years <= 5 else "far"


EXCLUSIVE = frozenset(
    {IdentifierKind.LEI, IdentifierKind.INN, IdentifierKind.OGRN, IdentifierKind.USCC, IdentifierKind.NATIONAL_ID}
    | {IdentifierKind.IMO_SHIP, IdentifierKind.IMO_COMPANY}
)
STRONG = EXCLUSIVE | {
    IdentifierKind.PASSPORT,
    IdentifierKind.TAX_ID,
    IdentifierKind.REGISTRATION_NO,
    IdentifierKind.SWIFT_BIC,
    IdentifierKind.CRYPTO_ADDRESS,
    IdentifierKind.AIRCRAFT_SERIAL,
    IdentifierKind.DUNS,
}
_SEPARATORS = re.compile(r"[\s\-./,:()]+")


def clean_id(kind: IdentifierKind, value: str) -> str:
    """The number without blanks, punctuation and a leading label, in capitals; empty when it is no identifier."""
    text = _SEPARATORS.sub("", value).upper()
    if kind in (IdentifierKind.IMO_SHIP, IdentifierKind.IMO_COMPANY):
        text = text.removeprefix("IMO").removeprefix("NO")
    if kind is IdentifierKind.SWIFT_BIC:
        text = text[:8]
    short = len(text) < 5 and kind is not IdentifierKind.PUBLISHER_REF
    return "" if short or len(set(text)) == 1 or text in ("UNKNOWN", "NOTAVAILABLE") else text


def _identifiers(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    references = {clean_id(IdentifierKind.PUBLISHER_REF, each) for each in theirs.references}
    for mine in ours.identifiers:
        number = clean_id(mine.kind, mine.value)
        if not number:
            continue
        if mine.kind is IdentifierKind.PUBLISHER_REF:
            relation = "equal" if number in references else "missing"
            yield _id_fact(mine, (mine.value,) if relation == "equal" else (), relation)
            continue
        same_kind = [each for each in theirs.identifiers if each.kind is mine.kind]
        values = {clean_id(each.kind, each.value): each.value for each in same_kind}
        if number in values and _same_issuer(mine, same_kind):
            yield _id_fact(mine, (values[number],), "equal" if mine.kind in STRONG else "supporting")
        elif not same_kind:
            yield _id_fact(mine, (), "missing")
        elif mine.kind in EXCLUSIVE and not set(values) <= theirs.invalid and _same_issuer(mine, same_kind):
            yield _id_fact(mine, tuple(values.values()), "different")
        else:
            yield _id_fact(mine, tuple(values.values()), "not_comparable")


def _same_issuer(mine: QueryIdentifier, others: Sequence[QueryIdentifier]) -> bool:
    return any(mine.country is None or each.country is None or each.country == mine.country for each in others)


def _id_fact(mine: QueryIdentifier, right: tuple[str, ...], relation: str) -> FactRelation:
    effects = {"equal": "identifier_equal", "different": "identifier_different", "supporting": "compatible"}
    effect = Score(_effects()[effects[relation]]) if relation in effects else Score(0)
    return FactRelation("identifier", relation, (mine.value,), right, effect, scheme=mine.kind.value)


def _countries(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    if not ours.countries and not theirs.countries:
        return []
    left = tuple(dict.fromkeys(str(country) for _, country in ours.countries))
    right = tuple(dict.fromkeys(str(country) for _, country in theirs.countries))
    roles = ",".join(dict.fromkeys(role for role, _ in theirs.countries))
    if not left or not right:
        return [FactRelation("country", "missing", left, right, role=roles, for_room="routes")]
    relation = "same" if set(left) & set(right) else "different"
    effect = Score(_effects()[f"country_{relation}"])
    return [FactRelation("country", relation, left, right, effect, role=roles, for_room="routes")]
