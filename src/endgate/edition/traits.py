"""What of a listed party matters for being the same party as another: a small value, so that whole lists fit beside
each other in memory. Names are folded as ``names`` folds them."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.names.facts import STRONG, Span, clean_id, facts_of_listed
from endgate.names.forms import GENERIC, NameForm, analyse
from endgate.names.index import reading_kinds
from endgate.names.keys import name_keys, stable_hash
from endgate.names.model import TokenClass
from endgate.names.subject import NamedText, named_texts
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.truth import Truth

_BRACKET = re.compile(r"\(([^()]*)\)")
_REFERENCE = re.compile(r"(?:(?P<authority>[A-Z][A-Z-]+)[ :]+)?(?P<reference>\S+)")


@dataclass(frozen=True, slots=True)
class NameTrait:
    """A strong name. ``key`` is equal for names that fold to the same words, ``primary`` the publisher's first one.

    A name that is not ``telling`` (one given name, a mere description) needs more beside it.
    """

    key: int
    text: str
    primary: bool
    telling: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """One record as identity sees it. ``lists`` are (source, programme); references are (authority, number).

    ``seen`` has a bit for each content of its source that held the record; None where that is not known.
    """

    party_id: str
    source: str
    kind: PartyKind
    names: tuple[NameTrait, ...]
    births: tuple[Span, ...]
    countries: frozenset[str]
    numbers: frozenset[tuple[IdentifierKind, str, str]]
    lists: frozenset[tuple[str, str]]
    families: frozenset[str]
    references: frozenset[tuple[str, str]]
    cross_references: frozenset[tuple[str, str]]
    figures: frozenset[str]
    seen: int | None = None

    @property
    def primary(self) -> NameTrait | None:
        return next((each for each in self.names if each.primary), None)


def traits_of(party: ListedParty, seen: int | None = None) -> Traits:
    """Read what matters. Weak and damaged names, placeholder dates and numbers with a wrong check digit do not."""
    facts = facts_of_listed(party)
    names, figures = _names(party)
    numbers = {
        (each.kind, number, str(each.country or ""))
        for each in party.identifiers
        if each.kind in STRONG and each.check is not Truth.FALSE and (number := clean_id(each.kind, each.value))
    }
    designations = party.designations
    return Traits(
        party_id=party.party_id,
        source=party.source,
        kind=party.kind,
        names=names,
        births=facts.birth,
        countries=_shared(frozenset(str(country) for _, country in facts.countries)),
        numbers=frozenset(numbers),
        lists=_shared(frozenset((each.source, each.programme) for each in designations)),
        families=_families_of(tuple(sorted({f"{e.programme}\n{e.programme_raw}" for e in designations}))),
        references=frozenset((e.authority, _plain(e.reference)) for e in designations if e.reference),
        cross_references=frozenset(_cross_references(ref for each in designations for ref in each.cross_refs)),
        figures=figures,
        seen=seen,
    )


@lru_cache(maxsize=65536)
def _shared(values: frozenset[Any]) -> frozenset[Any]:
    """Equal sets become one object: thousands of entries share a country or a programme."""
    return values


def _names(party: ListedParty) -> tuple[tuple[NameTrait, ...], frozenset[str]]:
    named = (each for each in party.names if each.kind is not NameKind.ADDRESS_ONLY)
    given = ((_with_place(n.text, party.kind), n.kind.value, n.quality.value) for n in named)
    found: dict[int, NameTrait] = {}
    figures: frozenset[str] = frozenset()
    for name in named_texts(given):
        primary = name.origin == NameKind.PRIMARY
        for kind in reading_kinds(party.kind):
            form = analyse(name.text, kind)
            if primary:
                figures |= frozenset(token.number for token in form.core if token.number)
            for key in _keys(name, form):
                if key not in found or (primary and not found[key].primary):
                    found[key] = NameTrait(key, name.text, primary, _telling(form))
    return tuple(found.values()), figures


def _with_place(text: str, kind: PartyKind) -> str:
    """A place in brackets belongs to the name: the branches of a house in two towns are two parties."""
    if "(" not in text or kind is PartyKind.PERSON:
        return text
    return _BRACKET.sub(lambda match: f" {match[1]} " if _names_place(match[1]) else match[0], text)


@lru_cache(maxsize=8192)
def _names_place(text: str) -> bool:
    return any(token.token_class is TokenClass.LOCATION for token in analyse(text, PartyKind.ORGANISATION).core)


def _keys(name: NamedText, form: NameForm) -> Iterable[int]:
    """Keys of all its words, in order free form and written together; the looser ones of ``names`` tie nobody."""
    if name.quality in (NameQuality.WEAK, NameQuality.DAMAGED):
        return ()
    return [stable_hash(key) for key in name_keys(form)]


def _telling(form: NameForm) -> bool:
    telling = [token for token in form.core if token.token_class not in GENERIC]
    least = 2 if form.kind is PartyKind.PERSON else 1
    return len(telling) >= least and sum(len(token.text) for token in telling) >= 4


def _plain(reference: str) -> str:
    return reference.strip().upper()


def _cross_references(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    """References as ``UN IRe.036`` or ``IRe.036``; without an authority it is the United Nations'."""
    for text in texts:
        match = _REFERENCE.fullmatch(text.strip())
        if match is not None:
            yield match["authority"] or "UN", _plain(match["reference"])


@lru_cache(maxsize=4096)
def _families_of(programmes: tuple[str, ...]) -> frozenset[str]:
    texts = [part.upper() for each in programmes for part in each.split("\n")]
    return frozenset(family for family, pattern in _families() if any(pattern.search(text) for text in texts))


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with (
        resources.files("endgate").joinpath("data", "edition", "programme_families.csv").open(encoding="utf-8") as file
    ):
        return tuple((row["family"], re.compile(row["pattern"])) for row in csv.DictReader(file))


@cache
def settings() -> dict[str, Any]:
    """The parameters of ``data/edition/identity.toml``."""
    return tomllib.loads(resources.files("endgate").joinpath("data", "edition", "identity.toml").read_text("utf-8"))
