"""Numbers of two parties: which of them are comparable, what an equal one and a different one mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from endgate.names.facts.countries import FLAG
from endgate.names.facts.effects import effect
from endgate.names.facts.model import Facts
from endgate.names.model import FactRelation, QueryIdentifier
from endgate.terms.ids import check, compact, valid_inn, valid_ogrn, valid_uscc
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.truth import Truth

IDENTIFIER = "identifier"
_ONE_OF_A_COUNTRY = frozenset({IdentifierKind.NATIONAL_ID})
EXCLUSIVE = _ONE_OF_A_COUNTRY | {
    IdentifierKind.LEI,
    IdentifierKind.INN,
    IdentifierKind.OGRN,
    IdentifierKind.USCC,
    IdentifierKind.IMO_SHIP,
    IdentifierKind.IMO_COMPANY,
}
"""A party has one of them and shares it with nobody."""
STRONG = EXCLUSIVE | {
    IdentifierKind.PASSPORT,
    IdentifierKind.TAX_ID,
    IdentifierKind.REGISTRATION_NO,
    IdentifierKind.SWIFT_BIC,
    IdentifierKind.CRYPTO_ADDRESS,
    IdentifierKind.AIRCRAFT_SERIAL,
    IdentifierKind.DUNS,
    IdentifierKind.ISIN,
}
"""An equal one finds a party by itself; one that is not exclusive needs a name beside it."""
_REGISTERS = frozenset(
    {IdentifierKind.TAX_ID, IdentifierKind.REGISTRATION_NO, IdentifierKind.NATIONAL_ID, IdentifierKind.OTHER}
    | {IdentifierKind.INN, IdentifierKind.OGRN, IdentifierKind.USCC, IdentifierKind.DUNS}
)
_IMO = frozenset({IdentifierKind.IMO_SHIP, IdentifierKind.IMO_COMPANY})
_LONG = 8
_SEPARATORS = re.compile(r"[\s\-./,:()]+")
_NOT_NUMBERS = frozenset({"UNKNOWN", "NOTAVAILABLE", "NONE", "NULL", "NIL", "PENDING", "NOTKNOWN"})
_LABEL = re.compile(r"(?:PASSPORT|TAXID|REGISTRATION|REG|INN|OGRN|LEI|USCC|NO|NR|NUMBER)+(?=\d)")
_WORDED = frozenset(
    {IdentifierKind.PUBLISHER_REF, IdentifierKind.EMAIL, IdentifierKind.WEBSITE, IdentifierKind.CRYPTO_ADDRESS}
    | {IdentifierKind.AIRCRAFT_TAIL, IdentifierKind.CALL_SIGN, IdentifierKind.TICKER}
)


@lru_cache(maxsize=65536)
def clean_id(kind: IdentifierKind, value: str) -> str:
    """The number without blanks, punctuation and a leading label, in capitals; empty when it is no identifier."""
    if kind is IdentifierKind.CRYPTO_ADDRESS:
        return value.strip() if len(value.strip()) > 20 else ""
    plain = value if value.isascii() else compact(value)
    text = _SEPARATORS.sub("", plain).upper()
    if kind in _IMO:
        text = text.removeprefix("IMO")
    if kind not in _WORDED:
        text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    if kind is IdentifierKind.SWIFT_BIC:
        text = text[:8]
    return "" if _is_serial(kind, text) else text


def _is_serial(kind: IdentifierKind, text: str) -> bool:
    """Is it too short or too plain to be anybody's number?"""
    short = len(text) < 5 and kind not in _WORDED
    return short or len(set(text)) <= 1 or text in _NOT_NUMBERS


@dataclass(frozen=True, slots=True)
class Number:
    """An identifier read in its context: what it really is, and whether its check digit is right.

    ``issuer`` is the country stated with it, or else the party's only one; it never parts two equal numbers.
    """

    kind: IdentifierKind
    text: str
    country: str
    issuer: str
    check: Truth
    shown: str


@lru_cache(maxsize=65536)
def read_number(identifier: QueryIdentifier, party: PartyKind, home: str = "") -> Number | None:
    """The kind comes from the context: an IMO number of a company is a company number. None for what is no number."""
    text = clean_id(identifier.kind, identifier.value)
    if not text:
        return None
    country = str(identifier.country or "")
    issuer = country or home
    kind = _kind(identifier.kind, text, issuer, party)
    shown = f"{country}:{identifier.value}" if country else identifier.value
    return Number(kind, text, country, issuer, check(kind, text, issuer or None), shown)


def _kind(kind: IdentifierKind, text: str, country: str, party: PartyKind) -> IdentifierKind:
    if kind in _IMO and party in (PartyKind.ORGANISATION, PartyKind.PERSON):
        return IdentifierKind.IMO_COMPANY
    if kind in _IMO and party is PartyKind.VESSEL:
        return IdentifierKind.IMO_SHIP
    if kind not in _REGISTERS:
        return kind
    if country == "RU" and kind is not IdentifierKind.NATIONAL_ID:
        return IdentifierKind.INN if valid_inn(text) else IdentifierKind.OGRN if valid_ogrn(text) else kind
    national_person = kind is IdentifierKind.NATIONAL_ID and party is PartyKind.PERSON
    return IdentifierKind.USCC if country == "CN" and valid_uscc(text) and not national_person else kind


def finding_key(kind: IdentifierKind, value: str) -> str:
    """The text under which an index keeps a number; equal for kinds that may print one number. Empty for no number."""
    text = clean_id(kind, value)
    if not text:
        return ""
    if kind in _REGISTERS and len(text) >= _LONG:
        return f"register:{text}"
    return f"imo:{text}" if kind in _IMO else f"{kind.value}:{text}"


def relate_identifiers(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    """Each number of the left side with what the right side has; kinds that only the right side has are ``missing``."""
    yield from _references(ours, theirs)
    mine, other = _numbers(ours), _numbers(theirs)
    for number in mine:
        yield _relation(number, other)
    stated = {each.kind for each in mine}
    for kind in dict.fromkeys(each.kind for each in other if each.kind not in stated and each.kind in STRONG):
        shown = tuple(each.shown for each in other if each.kind is kind)
        if not any(_same(one, each) for one in mine for each in other if each.kind is kind):
            yield FactRelation(IDENTIFIER, "missing", (), shown, scheme=kind.value)


def _numbers(facts: Facts) -> tuple[Number, ...]:
    if not facts.identifiers:
        return ()
    countries = {str(country) for role, country in facts.countries if role != FLAG}
    home = min(countries) if len(countries) == 1 else ""
    known = (each for each in facts.identifiers if each.kind is not IdentifierKind.PUBLISHER_REF)
    read = (read_number(each, facts.kind, home) for each in known)
    return tuple(dict.fromkeys(number for number in read if number is not None))


def _references(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    """The lists' own references, which either side may cite."""
    for asking, listed, swapped in ((ours, theirs, False), (theirs, ours, True)):
        known = {clean_id(IdentifierKind.PUBLISHER_REF, each) for each in listed.references}
        for each in asking.identifiers:
            if each.kind is not IdentifierKind.PUBLISHER_REF or (swapped and not known):
                continue
            equal = clean_id(each.kind, each.value) in known
            sides = ((each.value,), (each.value,) if equal else ())
            yield _fact(each.kind, "equal" if equal else "missing", *(reversed(sides) if swapped else sides))


def _relation(mine: Number, others: Sequence[Number]) -> FactRelation:
    equal = [each for each in others if _same(mine, each)]
    if equal:
        return _fact(mine.kind, _meaning(mine, equal[0]), (mine.shown,), (equal[0].shown,))
    comparable = [each for each in others if each.kind is mine.kind]
    shown = tuple(each.shown for each in comparable)
    if not comparable:
        return _fact(mine.kind, "missing", (mine.shown,), ())
    return _fact(mine.kind, max((_apart(mine, each) for each in comparable), key=_APART.index), (mine.shown,), shown)


_APART = ("not_comparable", "unlike", "different")


def _same(left: Number, right: Number) -> bool:
    """One number of one issuer, under whatever of the kinds that may print it."""
    if left.text != right.text or (left.country and right.country and left.country != right.country):
        return False
    if left.kind is right.kind:
        return True
    if len(left.text) >= _LONG and left.kind in _REGISTERS and right.kind in _REGISTERS:
        return True
    return left.kind in _IMO and right.kind in _IMO


def _meaning(left: Number, right: Number) -> str:
    """``equal`` identifies by itself, ``shared`` with a name, ``supporting`` supports."""
    kinds = {left.kind, right.kind}
    if kinds == _IMO:
        return "shared"
    if kinds & EXCLUSIVE or _both_right(left, right):
        stated = bool(left.country and right.country) or not kinds & _ONE_OF_A_COUNTRY
        wrong = Truth.FALSE in (left.check, right.check)
        return "equal" if _both_right(left, right) or (stated and not wrong) else "shared"
    return "shared" if kinds & STRONG else "supporting"


def _both_right(left: Number, right: Number) -> bool:
    """Is the check digit of both right, and are they, where numbers belong to a country, of one?"""
    one_issuer = left.issuer == right.issuer or (left.kind in EXCLUSIVE and left.kind not in _ONE_OF_A_COUNTRY)
    return one_issuer and left.check is Truth.TRUE and right.check is Truth.TRUE


def _apart(left: Number, right: Number) -> str:
    """``different`` excludes; ``unlike`` speaks against: another number in the same register, as far as can be seen."""
    if _both_right(left, right):
        return "different"
    one_register = left.kind in _REGISTERS and left.issuer and left.issuer == right.issuer
    return "unlike" if one_register and _shape(left.text) == _shape(right.text) else "not_comparable"


def _shape(text: str) -> str:
    """The form of a number: ``A`` for a letter, ``9`` for a digit."""
    return "".join("9" if char.isdigit() else "A" for char in text)


def _fact(kind: IdentifierKind, relation: str, left: tuple[str, ...], right: tuple[str, ...]) -> FactRelation:
    return FactRelation(IDENTIFIER, relation, left, right, effect(IDENTIFIER, relation), scheme=kind.value)
