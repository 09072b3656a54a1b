"""Under which authorisations listed goods could still move: each with its conditions and duties, none assumed used.

*No licence required* and licence exceptions are authorisations like the others: something to be claimed and checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from endgate.goods.data import GoodsData
from endgate.goods.model import EntryResult, ItemResult, Status
from endgate.goods.requirements import requirements
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth, all_of

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
EU, US = "eu-annex1", "us-ccl"
ANNEX_IV = "not_in_annex_iv"
Data = Mapping[str, Any]


class AuthorisationKind(StrEnum):
    """What sort of authorisation it is."""

    INDIVIDUAL = "individual"
    UNION_GENERAL = "union_general"
    EXCEPTION = "exception"
    NO_LICENCE_REQUIRED = "no_licence_required"


@dataclass(frozen=True)
class Condition:
    """One condition of use: what is asked, how far it is met, and why."""

    id: str
    ask: str
    truth: Truth
    note: str = ""


@dataclass(frozen=True)
class AuthorisationCheck:
    """One authorisation against one listed provision and destination.

    T: every condition is answered and met. F: it cannot be used (``conditions`` say why). U: it may be used once its
    open conditions are met. It never overcomes what stands in ``never_satisfies``.
    """

    authorisation: str
    kind: AuthorisationKind
    title: str
    path: str
    truth: Truth
    conditions: tuple[Condition, ...] = ()
    duties: tuple[str, ...] = ()
    never_satisfies: tuple[str, ...] = ()
    citation: str = ""


def authorisations(
    result: ItemResult,
    destination: CountryCode | None,
    data: GoodsData,
    answers: Mapping[str, bool] | None = None,
) -> tuple[AuthorisationCheck, ...]:
    """Check every authorisation that the data know for each provision the item is listed under.

    ``answers`` are a person's, by condition id (*yes* is True). Where nothing general fits, the individual licence is
    what remains; it stands in every answer.
    """
    given = answers or {}
    found: list[AuthorisationCheck] = []
    for entry in _listed(result, EU):
        thought = annex_iv_note(entry.path, data)
        general = data.part("authorisations")
        found += [_general(each, entry, destination, result.as_of, given, thought) for each in general]
        found.append(_individual(entry, "EU", "the competent authority of the exporter's Member State"))
    for entry in _listed(result, US):
        found += _exceptions(entry, data)
        found.append(_individual(entry, "US", "the Bureau of Industry and Security"))
    return (*found, *_no_licence(result, destination, data))


def _listed(result: ItemResult, list_id: str) -> list[EntryResult]:
    own = [found for found in result.lists if found.list == list_id]
    return [each for found in own for each in found.entries if each.status is Status.LISTED]


def _general(
    known: Data,
    entry: EntryResult,
    destination: CountryCode | None,
    day: date,
    given: Mapping[str, bool],
    annex_iv: str,
) -> AuthorisationCheck:
    fixed = [_in_force(known, day), _item(known, entry.path), _destination(known, destination)]
    notes = {ANNEX_IV: annex_iv}
    asked = [_answered(each, given, notes.get(each["id"], "")) for each in known["conditions"]]
    truth = all_of(each.truth for each in (*fixed, *asked))
    shown = [each for each in (*fixed, *asked) if truth is not F or each.truth is F]
    return AuthorisationCheck(
        known["id"],
        AuthorisationKind(known["kind"]),
        known["title"],
        entry.path,
        truth,
        tuple(each for each in shown if each.truth is not T or each.note),
        tuple(known["duties"]) if truth is not F else (),
        tuple(known["never_satisfies"]),
        known["source"],
    )


def _in_force(known: Data, day: date) -> Condition:
    if day < date.fromisoformat(known["valid_from"]):
        return Condition("in_force", "", U, f"its text of {day} is not held")
    return Condition("in_force", "", T)


def _item(known: Data, path: str) -> Condition:
    """Is the provision covered? A wider provision than the one covered leaves it open."""
    ask = f"does it cover {path}?"
    group = path[1:2]
    if group in known.get("groups_out", ()) or (known.get("only_groups") and group not in known["only_groups"]):
        return Condition("item", ask, F, f"{path} is of group {group}, which it does not cover")
    for each in known.get("items_out", ()):
        if _within(path, each):
            return Condition("item", ask, F, f"{each} is left out")
    for each in (*known.get("items_out", ()), *known.get("items_partly_out", ())):
        if _within(each, path):
            return Condition("item", ask, U, f"{each} is left out, and it is not known whether the item is of it")
    if known["items"] == "all" or any(_within(path, each) for each in known["items"]):
        return Condition("item", ask, T)
    if any(_within(each, path) for each in known["items"]):
        return Condition("item", ask, U, "only a part of the provision is covered")
    return Condition("item", ask, F, f"{path} is not among its items")


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith(other + ".")


def _destination(known: Data, destination: CountryCode | None) -> Condition:
    ask = "is it valid for the destination?"
    if destination is None:
        return Condition("destination", ask, U, "no destination is stated")
    if "destinations" in known:
        inside = str(destination) in known["destinations"]
        return Condition("destination", ask, Truth.of(inside), "" if inside else f"{destination} is not in its list")
    outside = str(destination) in known["destinations_out"]
    return Condition("destination", ask, Truth.of(not outside), f"{destination} is left out" if outside else "")


def _answered(condition: Mapping[str, str], given: Mapping[str, bool], thought: str) -> Condition:
    answer = given.get(condition["id"])
    if answer is None:
        return Condition(condition["id"], condition["ask"], U, f"{condition['ask']} {thought}" if thought else "")
    met = answer is (condition["wanted"] == "yes")
    return Condition(condition["id"], condition["ask"], Truth.of(met), "as answered")


def annex_iv_note(path: str, data: GoodsData) -> str:
    """What is thought of a provision and Annex IV of Regulation (EU) 2021/821, which is not held: never an answer."""
    rows = _annex_iv_rows(path, data)
    if not rows:
        return f"It is not thought to name {path}, but its text was not read."
    named = rows[0]
    limited = f" ({named['limited']})" if named["limited"] else ""
    return f"It is thought to name {named['path']} in part {named['part']}{limited}; its text was not read."


def may_be_in_annex_iv(path: str, data: GoodsData) -> bool:
    """Is Annex IV, whose text is not held, thought to name the provision or a part of it?"""
    return bool(_annex_iv_rows(path, data))


def _annex_iv_rows(path: str, data: GoodsData) -> list[Data]:
    return [each for each in data.part("annex_iv") if _within(path, each["path"]) or _within(each["path"], path)]


def _individual(entry: EntryResult, issuer: str, authority: str) -> AuthorisationCheck:
    asked = Condition("granted", f"has {authority} granted a licence for this deal?", U)
    return AuthorisationCheck(
        f"{issuer}-individual",
        AuthorisationKind.INDIVIDUAL,
        "individual licence",
        entry.path,
        U,
        (asked,),
        (f"apply to {authority}",),
    )


def _exceptions(entry: EntryResult, data: GoodsData) -> Iterator[AuthorisationCheck]:
    """The exceptions whose flag the entry carries. The conditions of part 740 are not encoded: none is ever T."""
    facts = data.part("us_exceptions")
    for symbol, answer, limit in facts["entries"].get(entry.entry, ()):
        section = facts["sections"].get(symbol, "")
        flag = {
            "no": Condition("flag", "does the entry allow it?", F, "the entry says no"),
            "yes": Condition("flag", "does the entry allow it?", T),
            "limit": Condition("limit", f"is the value of the order at most {limit} US dollars net?", U),
        }.get(
            answer, Condition("flag", "does the entry allow it?", U, "the entry says it in words that are not encoded")
        )
        rest = Condition("part_740", f"are the conditions of 15 CFR {section} and 740.2 met?", U, "not modelled")
        conditions = (flag,) if flag.truth is F else (flag, rest)
        truth = all_of(each.truth for each in conditions)
        yield AuthorisationCheck(
            symbol,
            AuthorisationKind.EXCEPTION,
            f"licence exception {symbol}",
            entry.path,
            truth,
            conditions,
            never_satisfies=("general prohibitions 4 to 10",),
            citation=f"15 CFR {section}",
        )


def _no_licence(result: ItemResult, destination: CountryCode | None, data: GoodsData) -> Iterator[AuthorisationCheck]:
    """*No licence required* on the list's reasons: the chart read the other way round, and no clearance."""
    asked = requirements(result, destination, data)
    if asked.truth is T:
        return
    condition = Condition("reasons", "does the list ask no licence for this destination?", ~asked.truth, asked.note)
    others = Condition(
        "prohibitions", "does none of the general prohibitions 4 to 10 stand in the way?", U, "not decided here"
    )
    yield AuthorisationCheck(
        "NLR",
        AuthorisationKind.NO_LICENCE_REQUIRED,
        "no licence required on the reasons of the list",
        US,
        ~asked.truth & others.truth,
        (condition, others),
        never_satisfies=("general prohibitions 4 to 10",),
        citation=asked.citation,
    )


def usable(checks: Sequence[AuthorisationCheck]) -> tuple[AuthorisationCheck, ...]:
    """Those that are not ruled out, the met ones first."""
    open_ = [each for each in checks if each.truth is not F]
    return tuple(sorted(open_, key=lambda each: (each.truth is not T, each.kind is AuthorisationKind.INDIVIDUAL)))
