"""Facts of authorisation: which licence on file or claimed covers this line, and under which conditions.

A general authorisation counts only when it is claimed, and its cover is checked against ``data/decide``; one that the
table offers for such goods is asked about also when nobody claims it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.decide.facts.general import offered
from endgate.goods.model import ItemResult
from endgate.law.facts import Authorisation, Cause, Fact, Unknown, Value
from endgate.shipment.model import Item, Licence, LicenceKind, Shipment
from endgate.terms.truth import Truth, all_of

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


_GENERAL = (LicenceKind.UNION_GENERAL, LicenceKind.NATIONAL_GENERAL, LicenceKind.EXCEPTION)


@dataclass(frozen=True)
class Line:
    """One item in one view as a licence sees it: ``codes`` it is on, ``holders`` the ids the actor acts under."""

    shipment: Shipment
    item: Item
    result: ItemResult
    codes: frozenset[str]
    holders: frozenset[str]
    as_of: date


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
    found: dict[str, list[tuple[Truth, Licence, tuple[str, ...]]]] = {}
    for licence in line.shipment.licences:
        if licence.kind in _GENERAL and licence.id in _offered_ids():
            continue
        terms = _terms().get(licence.id, {}) if licence.kind in _GENERAL else {}
        key = f"{terms['office']}.{terms['scope']}" if terms else licence.authority
        covers = _covers(licence, line)
        if licence.kind in _GENERAL:
            covers = covers & (_general(terms, line) if terms else Truth.UNKNOWN)
        found.setdefault(key, []).append((covers, licence, tuple(terms.get("conditions", ()))))
    for key, rows in found.items():
        yield f"authorised.{key}", _answer(rows)


def _general(terms: Mapping[str, Any], line: Line) -> Truth:
    """Does a claimed general authorisation take this item to this destination, no letter standing against it?"""
    excluded = any(code == each or code.startswith(f"{each}.") for code in line.codes for each in terms["excluded"])
    told = any(
        notice.to in line.holders and notice.proposition in terms["barred_by_notice_on"] and notice.date <= line.as_of
        for notice in line.shipment.notices
    )
    destination = line.shipment.declared_destination
    within = Truth.UNKNOWN if destination is None else Truth.of(destination in terms["destinations"])
    started = date.fromisoformat(terms["valid_from"]) <= line.as_of
    return all_of((Truth.of(not excluded), Truth.of(not told), within, Truth.of(started)))


def _answer(rows: list[tuple[Truth, Licence, tuple[str, ...]]]) -> Value:
    covering = [(licence, terms) for covers, licence, terms in rows if covers is Truth.TRUE]
    if covering:
        conditions = tuple(dict.fromkeys(each for licence, terms in covering for each in (*licence.conditions, *terms)))
        ids = tuple(licence.id for licence, _ in covering)
        return Fact(Authorisation(ids, conditions), tuple(f"licence:{each}" for each in ids))
    unclear = [licence for covers, licence, _ in rows if covers is Truth.UNKNOWN]
    if unclear:
        return Unknown(Cause.UNDETERMINED, tuple(f"Does {licence.id} cover this line?" for licence in unclear))
    return Fact(None, tuple(f"licence:{licence.id}" for _, licence, _ in rows))


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
            _quantity(licence, line.item),
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


def _quantity(licence: Licence, item: Item) -> Truth:
    if licence.quantity is None:
        return Truth.TRUE
    asked = _NUMBER.search(item.quantity)
    if asked is None:
        return Truth.UNKNOWN
    left = licence.quantity - (licence.quantity_used or Decimal(0))
    return Truth.of(Decimal(asked.group()) <= left)
