"""Facts of authorisation: which licence on file or claimed covers this line, and under which conditions.

A general authorisation counts only when it is claimed, and its cover is checked against ``data/decide``; one that the
table offers for such goods is asked about also when nobody claims it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.decide.facts.general import offered
from endgate.goods.model import ItemResult
from endgate.law.facts import Authorisation, Cause, Fact, Unknown, Value
from endgate.shipment.amounts import enough_left
from endgate.shipment.model import Item, Licence, LicenceKind, Shipment
from endgate.terms.truth import Truth, all_of

_GENERAL = (LicenceKind.UNION_GENERAL, LicenceKind.NATIONAL_GENERAL, LicenceKind.EXCEPTION)


@dataclass(frozen=True)
class Line:
    """One item in one view as a licence sees it: ``codes`` it is on, ``holders`` the ids the actor acts under.

    ``annex_iv`` are those of its codes that Annex IV of Regulation 2021/821, whose text is not held, may name.
    """

    shipment: Shipment
    item: Item
    result: ItemResult
    codes: frozenset[str]
    holders: frozenset[str]
    as_of: date
    annex_iv: frozenset[str] = frozenset()


@cache
def _terms() -> Mapping[str, Any]:
    text = files("endgate").joinpath("data/decide/authorisations.toml").read_text(encoding="utf-8")
    return {key: value for key, value in tomllib.loads(text).items() if isinstance(value, dict)}


@cache
def _offers() -> Mapping[str, Mapping[str, Any]]:
    return {key: terms for key, terms in _terms().items() if "offered_for" in terms}


@cache
def _offered_ids() -> frozenset[str]:
    return frozenset(name for key, terms in _offers().items() for name in (key, *terms["ids"]))


def authorised(line: Line) -> Iterator[tuple[str, Value]]:
    """``authorised.<office>`` for a licence on file, ``authorised.<office>.<scope>`` for a general one."""
    answers = dict(_on_file(line))
    yield from answers.items()
    for key, asked in offered(_offers(), line.shipment, line.item, line.result, line.as_of):
        office = key.rpartition(".")[0]
        if not any(_granted(answers.get(each)) for each in (key, office)):
            yield key, asked


def _granted(value: Value | None) -> bool:
    return isinstance(value, Fact) and value.value is not None


def _on_file(line: Line) -> Iterator[tuple[str, Value]]:
    found: dict[str, list[_Cover]] = {}
    for licence in line.shipment.licences:
        if licence.kind in _GENERAL and licence.id in _offered_ids():
            continue
        terms = _terms().get(licence.id, {}) if licence.kind in _GENERAL else {}
        for key in _keys(licence, terms, line.as_of):
            found.setdefault(key, []).append(_cover(licence, terms, line))
    for key, rows in found.items():
        yield f"authorised.{key}", _answer(rows)


def _keys(licence: Licence, terms: Mapping[str, Any], as_of: date) -> tuple[str, ...]:
    """The office and, of a general authorisation whose terms are held, the measures it answers."""
    if not terms:
        return (licence.authority,)
    scopes = (terms["scope"],) if _begun(terms, as_of) else (terms["scope"], *terms.get("earlier_scopes", ()))
    return tuple(f"{terms['office']}.{scope}" for scope in scopes)


@dataclass(frozen=True)
class _Cover:
    """Does the licence cover the line, under which terms, and what to ask where that is open?"""

    licence: Licence
    truth: Truth
    conditions: tuple[str, ...] = ()
    ask: str = ""


def _cover(licence: Licence, terms: Mapping[str, Any], line: Line) -> _Cover:
    covers = _covers(licence, line)
    if licence.kind in _GENERAL:
        covers = covers & (_general(terms, line) if terms else Truth.UNKNOWN)
    return _Cover(licence, covers, tuple(terms.get("conditions", ())), _ask(licence, terms, line))


def _begun(terms: Mapping[str, Any], as_of: date) -> bool:
    return date.fromisoformat(terms["valid_from"]) <= as_of


def _general(terms: Mapping[str, Any], line: Line) -> Truth:
    """Does a claimed general authorisation take this item to this destination, no letter standing against it?"""
    excluded = any(code == each or code.startswith(f"{each}.") for code in line.codes for each in terms["excluded"])
    told = any(
        notice.to in line.holders and notice.proposition in terms["barred_by_notice_on"] and notice.date <= line.as_of
        for notice in line.shipment.notices
    )
    destination = line.shipment.declared_destination
    within = Truth.UNKNOWN if destination is None else Truth.of(destination in terms["destinations"])
    if not _begun(terms, line.as_of):
        return Truth.of(not told) & Truth.UNKNOWN  # it may have stood, with other items and countries
    left_out = Truth.of(not excluded) & Truth.of(None if _may_be_left_out(terms, line) else True)
    return all_of((left_out, Truth.of(not told), within))


def _may_be_left_out(terms: Mapping[str, Any], line: Line) -> bool:
    return bool(terms.get("annex_iv_out") and line.annex_iv)


def _answer(rows: list[_Cover]) -> Value:
    covering = [each for each in rows if each.truth is Truth.TRUE]
    if covering:
        conditions = (said for each in covering for said in (*each.licence.conditions, *each.conditions))
        ids = tuple(each.licence.id for each in covering)
        return Fact(Authorisation(ids, tuple(dict.fromkeys(conditions))), tuple(f"licence:{each}" for each in ids))
    unclear = tuple(each.ask for each in rows if each.truth is Truth.UNKNOWN)
    if unclear:
        return Unknown(Cause.UNDETERMINED, unclear)
    return Fact(None, tuple(f"licence:{each.licence.id}" for each in rows))


def _ask(licence: Licence, terms: Mapping[str, Any], line: Line) -> str:
    """What keeps the cover open: a text that is not held, a quantity that cannot be compared, else all of it."""
    if terms and not _begun(terms, line.as_of):
        return f"Did {licence.id} cover this line on {line.as_of}? Its text of that day is not held"
    if _may_be_left_out(terms, line):
        return (
            f"Does Annex IV name the item ({', '.join(sorted(line.annex_iv))})? {licence.id} leaves out what it names"
        )
    taken = _together(licence, line)
    if licence.quantity is None or enough_left(licence, taken) is not Truth.UNKNOWN:
        return f"Does {licence.id} cover this line?"
    granted = f"{licence.quantity} {licence.unit or '(no unit stated)'}"
    shipped = " and ".join(item.quantity or "a quantity that nobody stated" for item in taken)
    return f"Is enough left on {licence.id}? It grants {granted}, and the goods are {shipped}"


def _covers(licence: Licence, line: Line) -> Truth:
    """Holder, time, items, destination, parties and quantity left; unknown where the licence does not say."""
    general = licence.kind is not LicenceKind.INDIVIDUAL
    return all_of(
        (
            Truth.of(licence.holder in line.holders) if licence.holder else Truth.of(general or None),
            _in_time(licence, line.as_of),
            _items(licence, line, general),
            _destination(licence, line.shipment, general),
            _parties(licence, line.shipment),
            enough_left(licence, _together(licence, line)),
        )
    )


def _in_time(licence: Licence, as_of: date) -> Truth:
    started = licence.valid_from is None or licence.valid_from <= as_of
    ended = licence.valid_to is not None and licence.valid_to < as_of
    return Truth.of(started and not ended)


def _items(licence: Licence, line: Line, general: bool) -> Truth:
    """A licence names lines of the shipment by their ids; a general one may name control-list entries."""
    if not licence.items:
        return Truth.of(general or None)
    within = any(code == each or code.startswith(f"{each}.") for code in line.codes for each in licence.items)
    return Truth.of(within or line.item.id in licence.items)


def _destination(licence: Licence, shipment: Shipment, general: bool) -> Truth:
    if not licence.destinations:
        return Truth.of(general or None)
    if shipment.declared_destination is None:
        return Truth.UNKNOWN
    return Truth.of(shipment.declared_destination in licence.destinations)


def _parties(licence: Licence, shipment: Shipment) -> Truth:
    if not licence.parties:
        return Truth.TRUE
    receiving = {party.id for party in shipment.parties if not any(role.acts for role in party.roles)}
    return Truth.of(receiving <= set(licence.parties))


def _together(licence: Licence, line: Line) -> tuple[Item, ...]:
    """The lines that draw on the licence: those it names by id or, as their declarant classified them, by entry."""
    others = (each for each in line.shipment.items if each.id != line.item.id)
    return (line.item, *(each for each in others if not licence.items or _named(licence, each)))


def _named(licence: Licence, item: Item) -> bool:
    codes = [claim.code for claim in item.classifications]
    return item.id in licence.items or any(
        code == each or code.startswith(f"{each}.") for code in codes for each in licence.items
    )
