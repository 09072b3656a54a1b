"""Facts of knowledge: what the actor is recorded to know, was told by an authority, or a State determined."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from endgate.decide.case import Case
from endgate.law.facts import (
    Asked,
    Cause,
    Determined,
    Fact,
    Knowing,
    NoticeFact,
    Notices,
    Unknown,
    Value,
)
from endgate.law.reference import Proposition
from endgate.shipment.knowledge import Grade, Knowledge, Notice, StatementKind
from endgate.shipment.model import Role
from endgate.terms.places import CountryCode

DENIED_BEFORE = "RF-051"
"""A valid denial of an essentially identical transaction is on file (2021/821 Arts 2(22), 16(5))."""

_NO_DETECTOR = Unknown(Cause.NOT_CHECKED, ("Is any red flag open that no detector here looks for?",))


def knows(case: Case, actor: Collection[str], propositions: Iterable[str]) -> Iterator[tuple[str, Value]]:
    """``knows.<proposition>``: records and red flags of the actor (all ids it goes by), and when it was asked."""
    for proposition in propositions:
        records = tuple(each for each in _records(case, actor) if each.proposition == proposition)
        asked = tuple(
            Asked(each.on, each.known_from)
            for each in case.shipment.statements
            if each.by in actor
            and each.kind is StatementKind.ASKED_NOTHING_KNOWN
            and (not each.propositions or proposition in each.propositions)
        )
        stated = () if records else tuple(_stated(case, proposition))
        if stated:
            yield f"knows.{proposition}", Unknown(Cause.CONTRADICTORY if asked else Cause.UNDETERMINED, stated)
        elif records or asked:
            yield f"knows.{proposition}", Fact(Knowing(records, asked), tuple(each.id for each in records))


def _stated(case: Case, proposition: str) -> Iterator[str]:
    """What the shipment itself states of such a use: whoever ships on it cannot say that nothing is known of it."""
    marks = stated_uses().get(proposition)
    if marks is None:
        return
    use = case.shipment.end_use
    for category in () if use is None else use.categories:
        if category in marks["end_uses"]:
            yield f"The end use is stated to be {category.replace('_', ' ')}: does the actor know of it, since when?"
    for party in case.shipment.in_role(Role.END_USER):
        for each in party.classes:
            if each.value in marks["classes"]:
                yield f"{party.name} is stated to be {each.value}: does the actor know of it, since when?"


@cache
def stated_uses() -> Mapping[str, Mapping[str, Collection[str]]]:
    """By proposition: the stated end uses and classes of the end user that speak of it (``stated_uses.toml``)."""
    text = files("endgate").joinpath("data/decide/stated_uses.toml").read_text(encoding="utf-8")
    return {key: value for key, value in tomllib.loads(text).items() if isinstance(value, dict)}


def informed(
    case: Case, actor: Collection[str], propositions: Iterable[str], authorities: Iterable[str], item: str
) -> Iterator[tuple[str, Value]]:
    """``informed.<proposition>.<authority>``: letters to this actor that reach the item, or that none came."""
    mine = [each for each in case.shipment.notices if each.to in actor and _about(each.about_items, {item})]
    playing = {party.id for party in case.shipment.parties if party.roles}
    offices = tuple(authorities)
    for proposition in propositions:
        silent = _said_none_came(case, actor, proposition)
        for authority in offices:
            letters = [each for each in mine if (each.proposition, each.authority) == (proposition, authority)]
            here = tuple(each for each in letters if _about(each.about_parties, playing))
            asks = tuple(_reaches(case, each) for each in letters if each.date <= case.as_of)
            if asks and not here:
                yield f"informed.{proposition}.{authority}", Unknown(Cause.UNDETERMINED, asks)
            elif here or silent:
                facts = tuple(NoticeFact(each.date, each.known_from, each.reference) for each in here)
                yield f"informed.{proposition}.{authority}", Fact(Notices(facts), ("shipment:notices",))


def _about(named: Collection[str], here: Collection[str]) -> bool:
    """A letter that names nobody and nothing speaks of all; one that names some speaks of those."""
    return not named or any(each in here for each in named)


def _reaches(case: Case, notice: Notice) -> str:
    names = ", ".join(case.shipment.party(each).name for each in notice.about_parties)
    return f"Does the letter of {notice.authority} of {notice.date} on {names}, who has no role here, reach this deal?"


def determined(
    case: Case, state: CountryCode | None, propositions: Mapping[str, Proposition]
) -> Iterator[tuple[str, Value]]:
    """``state_determined.<proposition>.<state>``: recorded determinations; an undecided one is unknown."""
    for each in case.shipment.determinations:
        source = (f"determination:{each.reference or each.state}",)
        yield (
            f"state_determined.{each.proposition}.{each.state}",
            Fact(Determined(each.holds, each.on, each.known_from), source),
        )
    decided = {(each.proposition, each.state) for each in case.shipment.determinations}
    for proposition in propositions if state is not None else ():
        if (proposition, state) not in decided:
            leaf = f"Has {state} determined it? {propositions[proposition].says}"
            yield f"state_determined.{proposition}.{state}", Unknown(Cause.NOT_STATED, (leaf,))


def in_play(case: Case, propositions: Mapping[str, Proposition], near: Iterable[str]) -> Iterator[tuple[str, Value]]:
    """``in_play.<proposition>``: an open flag, a record, an indication, or an item near an entry of its programme."""
    programmes = set(near)
    for key, proposition in propositions.items():
        sources = [flag.id for flag in case.open_flags() if key in flag.propositions]
        sources += [each.id for each in case.knowledge if each.proposition == key and each.grade is not Grade.NONE]
        sources += [each.id for each in case.indications if key in each.propositions]
        sources += [f"near:{each}" for each in proposition.programmes if each in programmes]
        yield f"in_play.{key}", Fact(bool(sources), tuple(dict.fromkeys(sources)))


def flags(case: Case, ids: Iterable[str]) -> Iterator[tuple[str, Value]]:
    """``red_flag.<id>``: is the flag open; one question for all those that no detector looks for."""
    # Of several answers under one id an open one counts.
    known = {flag.id: flag for flag in sorted(case.flags, key=lambda each: each in case.open_flags())}
    for flag_id in dict.fromkeys((*ids, *known)):
        flag = known.get(flag_id)
        if flag is None:
            yield f"red_flag.{flag_id}", _denied(case) if flag_id == DENIED_BEFORE else _NO_DETECTOR
        elif flag.fired.value == "U":
            yield f"red_flag.{flag_id}", Unknown(Cause.NOT_STATED, flag.missing)
        else:
            fired = flag.fired.value == "T" and not case.closed(flag)
            yield f"red_flag.{flag_id}", Fact(fired, flag.sources)


def _denied(case: Case) -> Value:
    """Denials on file that name an end user and an item of this deal; unknown while the register may have gaps."""
    users = {name for party in case.shipment.in_role(Role.END_USER) for name in (party.id, party.name)}
    items = {name for item in case.shipment.items for name in (item.id, item.description)}
    for denial in case.shipment.denials:
        ended = denial.valid_to is not None and denial.valid_to < case.as_of
        if denial.end_user in users and denial.item in items and denial.date <= case.as_of and not ended:
            return Fact(True, (f"denial:{denial.state}:{denial.date}",))
    if "denials" in case.shipment.registers_complete:
        return Fact(False, ("shipment:denials",))
    return Unknown(Cause.NOT_STATED, ("Does another State's valid denial for this end user and item stand?",))


def _records(case: Case, actor: Collection[str]) -> Iterator[Knowledge]:
    """The actor's knowledge, and each flag in the case file that it had, as red-flag knowledge."""
    yield from (each for each in case.knowledge if each.actor in actor)
    holder = min(actor, default="")
    for flag in case.flags:
        if flag.fired.value != "T" or flag.since is None:
            continue
        for proposition in flag.propositions:
            record = f"{flag.id}:{proposition}"
            yield Knowledge(
                record, holder, proposition, Grade.RED_FLAG, flag.since, (flag.id,), "flag", flag.known_from
            )
            if flag.closed_by:
                on = flag.closed_on or flag.since
                yield Knowledge(
                    f"{record}:closed",
                    holder,
                    proposition,
                    Grade.NONE,
                    on,
                    (flag.closed_how,),
                    flag.closed_by,
                    on,
                    closes=record,
                )


def _said_none_came(case: Case, actor: Collection[str], proposition: str) -> bool:
    """Did the actor say that no letter came, or that its register of letters is whole?"""
    if "notices" in case.shipment.registers_complete:
        return True
    return any(
        each.by in actor
        and each.kind is StatementKind.NO_NOTICE_RECEIVED
        and (not each.propositions or proposition in each.propositions)
        for each in case.shipment.statements
    )
