"""Facts of classification: an item on a list, on an entry, near one, or containing listed parts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.decide.words import word_of
from endgate.goods.data import GoodsData
from endgate.goods.model import Cause as GoodsCause
from endgate.goods.model import EntryResult, Fit, ItemResult, Programme, Status
from endgate.goods.requirements import US, Requirement, requirements
from endgate.law.facts import Cause, Fact, ListStatus, Principal, Unknown, Value
from endgate.law.reference import ListRef
from endgate.shipment.model import Item, ItemKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

_CAUSES = {GoodsCause.NOTHING_DECLARED: Cause.NOT_STATED, GoodsCause.NOT_HELD: Cause.NOT_HELD}
UNREAD = ", whose text was not read: by entry numbers and what was declared"
"""Stands behind a classification under a list of which only the numbers of its entries are held."""
_STATUS = {Status.LISTED: ListStatus.LISTED, Status.NOT_LISTED: ListStatus.NOT_LISTED}


def classification(result: ItemResult, ref: ListRef) -> Value:
    """The item under a list of law, by the list of the goods room that it maps to."""
    try:
        found = result.on(ref.goods)
    except KeyError:
        return Unknown(Cause.NOT_HELD, (f"not held: {ref.title or ref.id}; have the item checked against it",))
    unread = found.fit is Fit.ATTESTED
    source = f"classification:{ref.goods}{UNREAD if unread else ''}"
    off = Fact(ListStatus.NOT_BY_NUMBERS if unread else ListStatus.NOT_LISTED, (source,))
    entries = [each for each in found.entries if not ref.programmes or each.programme.value in ref.programmes]
    if found.status is Status.NOT_LISTED or (ref.programmes and found.entries and not entries):
        return off
    leaves = tuple(
        leaf
        for entry in entries
        if entry.status is Status.UNDETERMINED
        for leaf in _leaves(result, entry.open_leaves) or (_unsettled(entry),)
    )
    if leaves and found.status is Status.UNDETERMINED:
        # An entry raises the item, so the list is in question, and not only missing.
        return Unknown(Cause.UNDETERMINED, leaves, sources=(source,))
    if found.cause is GoodsCause.NOT_HELD:
        leaves = (f"not held: {ref.title or ref.id}; have the item checked against it",)
    return _value(found.status, found.cause, leaves, source)


def _unsettled(entry: EntryResult) -> str:
    """What keeps an entry open that asks for no value."""
    return f"{entry.path or entry.entry}: {word_of('goods_cause', entry.cause.value)}"


@cache
def _provisions() -> Mapping[str, Any]:
    return tomllib.loads(files("endgate").joinpath("data/decide/provisions.toml").read_text(encoding="utf-8"))


def provisions(item: Item, result: ItemResult) -> Iterator[tuple[str, Value]]:
    """``item_matches.<path>`` for every provision that a measure names by its path."""
    for path, goods_list in _provisions()["provisions"].items():
        found = _provision(result, goods_list, path)
        if isinstance(found, Unknown) and path in _provisions()["substances"] and _other_goods(item, result, path):
            found = Fact(ListStatus.NOT_LISTED, (f"item:{item.id}, goods of another kind than this substance",))
        yield f"item_matches.{path}", found


def _other_goods(item: Item, result: ItemResult, path: str) -> bool:
    """Are these goods of another kind than a substance, by tariff chapter or by what raises them?"""
    raised = [each for one in result.lists for each in one.entries]
    if any(path == each.path or path.startswith(each.entry) for each in raised):
        return False
    chapter = "".join(char for char in item.hs if char.isdigit())[:2]
    if len(chapter) == 2:
        return item.kind is ItemKind.GOODS and chapter not in _provisions()["chemical_chapters"]
    named = any(each.kind in ("cas", "name", "form") for each in result.identified)
    return bool(raised) and not named and all(each.programme is not Programme.CHEMICAL for each in raised)


def words(value: Value) -> tuple[str, ...]:
    """The words of a known value; none of an unknown one."""
    return value.value if isinstance(value, Fact) else ()


def _provision(result: ItemResult, goods_list: str, path: str) -> Value:
    try:
        if path in _provisions()["ruled"] and result.entry(goods_list, path) is None:
            return _not_raised(result, path)
        status, cause = result.item_on(goods_list, path)
    except KeyError:
        return Unknown(Cause.NOT_HELD, (f"{path}: not held",))
    entry = result.entry(goods_list, path)
    leaves = _leaves(result, entry.open_leaves) if entry is not None else ()
    return _value(status, cause, leaves, f"classification:{goods_list}:{path}")


def nearness(result: ItemResult) -> Iterator[tuple[str, Value]]:
    """Programmes whose entries the item nearly meets: they put catch-all questions in play, and never more."""
    programmes = dict.fromkeys(miss.programme.value for miss in result.near_misses)
    yield "item_near_miss.programmes", Fact(tuple(programmes), ("classification",))


def contents(item: Item, lists: Iterable[str]) -> Iterator[tuple[str, Value]]:
    """Listed components, from the bill of materials."""
    value = _contents(item)
    for law_list in lists:
        yield f"contains_listed.{law_list}", value


def required(
    result: ItemResult, destination: CountryCode | None, refs: Iterable[ListRef], goods: GoodsData, day: date
) -> Iterator[tuple[str, Value]]:
    """``list_requires.<list>`` of a listed item. An item not on the list, or perhaps on it, is left to ``item_on``."""
    for ref in refs:
        if ref.goods == US and result.on(US).status is Status.LISTED:
            yield f"list_requires.{ref.id}", _requirement(requirements(result, destination, goods), day)


def _requirement(asked: Requirement, day: date) -> Value:
    source = f"{asked.citation} as of {asked.attested}"
    if day < asked.attested:
        return Unknown(Cause.NOT_HELD, (f"the country chart of {day} is not held (held: {asked.attested})",))
    if asked.truth is not Truth.UNKNOWN:
        return Fact(asked.truth is Truth.TRUE, (source,))
    leaves = tuple(
        " ".join(filter(None, (row.entry, row.reason, f"{row.note}:" if row.sections else row.note, *row.sections)))
        for row in asked.rows
        if row.truth is Truth.UNKNOWN
    )
    cause = Cause.NOT_STATED if asked.destination is None else Cause.UNDETERMINED
    return Unknown(cause, tuple(dict.fromkeys(leaves)) or (asked.note,), sources=(source,))


def _leaves(result: ItemResult, leaves: tuple[str, ...]) -> tuple[str, ...]:
    """Open leaves as the questions that the goods room asks for them."""
    asks = {leaf: question.ask for question in result.questions for leaf in question.leaves}
    named = ((leaf, asks.get(leaf.rpartition(" ")[2])) for leaf in leaves)
    return tuple(dict.fromkeys(leaf if ask is None else f"{ask} [{leaf}]" for leaf, ask in named))


def _not_raised(result: ItemResult, path: str) -> Value:
    """A provision with a rule that nothing of the item raises: not met where something else is known of the item."""
    if any(each.entries for each in result.lists):
        return Fact(ListStatus.NOT_LISTED, (f"classification:{path}",))
    return Unknown(Cause.NOT_STATED)


def _contents(item: Item) -> Value:
    here = (f"item:{item.id}:components",)
    listed = [part for part in item.components if part.code]
    if any(part.principal for part in listed):
        return Fact(Principal.PRINCIPAL, here)
    if any(part.principal is None for part in listed):
        return Unknown(Cause.NOT_STATED, ("Is a listed component the principal element?",))
    if item.components_complete is not True:
        return Unknown(Cause.NOT_STATED, ("Is there a bill of materials? None is on file",))
    return Fact(Principal.PRESENT if listed else Principal.NONE, here)


def _value(status: Status, cause: GoodsCause, leaves: tuple[str, ...], source: str) -> Value:
    if status in _STATUS:
        return Fact(_STATUS[status], (source,))
    return Unknown(_CAUSES.get(cause, Cause.UNDETERMINED), leaves, sources=(source,))
