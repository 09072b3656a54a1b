"""Red flags of who buys: RF-009 forwarder as end user, RF-002 fit, RF-005 background, RF-022 and RF-058 dates of
founding, RF-030 small trader, RF-026 address of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from endgate.routes.detectors.answer import (
    Parameters,
    clear,
    fires,
    in_roles,
    months,
    name_of,
    open_on,
    rows,
    settle,
)
from endgate.routes.detectors.path import is_hub
from endgate.shipment.flags import FlagInput, Profile
from endgate.shipment.indications import Flag
from endgate.shipment.model import Item, Money, Role
from endgate.terms.dates import Interval
from endgate.terms.truth import Truth

FORWARDER, MISFIT, BACKGROUND = "RF-009", "RF-002", "RF-005"
FOUNDED_AFTER, NEW_BUYER, SMALL_TRADER, MASS_ADDRESS = "RF-022", "RF-058", "RF-030", "RF-026"
_USERS = (Role.END_USER, Role.CONSIGNEE)
_BUYERS = (Role.BUYER, Role.CONSIGNEE, Role.END_USER)
_UNKNOWN_PARTY = Profile()


@cache
def _tokens(kind: str) -> re.Pattern[str]:
    words = [re.escape(row["token"]) for row in rows("name_tokens.csv") if row["kind"] == kind]
    return re.compile("|".join(rf"(?<![^\W\d_]){word}" for word in words), re.IGNORECASE)


def _profile(given: FlagInput, party: str) -> Profile:
    return given.facts.profiles.get(party, _UNKNOWN_PARTY)


def _divisions(profile: Profile) -> frozenset[str]:
    return frozenset(activity.replace(".", "")[:2] for activity in profile.activities)


def forwarder_as_end_user(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-009: whoever is to use the goods carries goods for others. U when nobody is named, or papers say to order."""
    named = in_roles(given, Role.END_USER)
    users = named or in_roles(given, Role.CONSIGNEE)
    if any(paper.to_order for paper in given.facts.papers or ()) and not named:
        return (open_on(FORWARDER, "end user", "consignee, who is unknown under a bill of lading to order"),)
    if not users:
        return (open_on(FORWARDER, "end user", "end user"),)
    transport = frozenset(params.words(FORWARDER, "divisions"))
    return settle(FORWARDER, "end user", [_carries(given, party, transport) for party in users])


def _carries(given: FlagInput, party: str, transport: frozenset[str]) -> Flag:
    profile, name = _profile(given, party), name_of(given, party)
    done = _divisions(profile)
    token = _tokens("forwarder").search(name)
    if done & transport:
        values = {"party": name, "activity": profile.activities}
        return fires(FORWARDER, party, values, (profile.source or "profile",))
    if token is not None and not done:
        return fires(FORWARDER, party, {"party": name, "word in the name": token.group()}, (f"party:{party}",))
    if not done:
        return open_on(FORWARDER, party, f"activity of {name}")
    return clear(FORWARDER, party, {"party": name})


@cache
def _fitting() -> dict[str, frozenset[str]]:
    return {row["hs4"]: frozenset(row["divisions"].split()) for row in rows("fit.csv")}


def product_does_not_fit(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-002: the buyer's activity lies outside what firms that use such goods do."""
    del params
    return settle(MISFIT, "buyer", list(_misfits(given)))


def _misfits(given: FlagInput) -> Iterator[Flag]:
    users = in_roles(given, *_USERS)
    if not users:
        yield open_on(MISFIT, "buyer", "consignee or end user")
    for item in given.shipment.items:
        plausible = _fitting().get(_digits(item)[:4])
        if plausible is None:
            yield open_on(MISFIT, item.id, f"activities that fit HS {_digits(item)[:4] or 'code'}")
            continue
        for party in users:
            done = _divisions(_profile(given, party))
            if not done:
                yield open_on(MISFIT, party, f"activity of {name_of(given, party)}")
            elif not done & plausible:
                values = {"party": name_of(given, party), "activity": sorted(done), "fitting": sorted(plausible)}
                yield fires(MISFIT, f"{party} {item.id}", values, ("fit.csv",))
            else:
                yield clear(MISFIT, party)


def _digits(item: Item) -> str:
    return re.sub(r"\D", "", item.hs)


def little_background(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-005: a young or silent company, or an order far above what it turns over or owns."""
    buyers = in_roles(given, *_BUYERS)
    if not buyers:
        return (open_on(BACKGROUND, "buyer", "buyer"),)
    return settle(BACKGROUND, "buyer", [_background(given, party, params) for party in buyers])


def _background(given: FlagInput, party: str, params: Parameters) -> Flag:
    profile, name = _profile(given, party), name_of(given, party)
    if (profile.incorporated, profile.last_filing, profile.turnover, profile.capital) == (None,) * 4:
        return open_on(BACKGROUND, party, f"register record of {name}")
    reasons = tuple(_thin(given, profile, params))
    if reasons:
        return fires(BACKGROUND, party, {"party": name, "because": reasons}, (profile.source or "profile",))
    return clear(BACKGROUND, party, {"party": name})


def _thin(given: FlagInput, profile: Profile, params: Parameters) -> Iterator[str]:
    day = _contract_day(given)
    if profile.incorporated is not None:
        age = months(profile.incorporated, day)
        if age < params.number(BACKGROUND, "young_months"):
            yield f"incorporated {profile.incorporated}, {max(age, 0):.0f} months before the contract"
    if profile.last_filing is not None:
        silent = months(profile.last_filing, given.as_of)
        if silent > params.number(BACKGROUND, "silent_months"):
            yield f"no filing since {profile.last_filing}"
    for name, figure in (("turnover", profile.turnover), ("capital", profile.capital)):
        times = params.number(BACKGROUND, f"times_{name}")
        order = _order(given, figure)
        if figure is not None and order is not None and order > times * float(figure.amount):
            yield f"order of {order:,.0f} {figure.currency} above {times:.0f} times its {name}"


def _contract_day(given: FlagInput) -> date:
    contract = given.shipment.contract_date
    return given.shipment.date if contract is None else contract.earliest()


def _order(given: FlagInput, beside: Money | None) -> float | None:
    values = [item.value for item in given.shipment.items]
    if beside is None or any(value is None or value.currency != beside.currency for value in values):
        return None
    return float(sum(value.amount for value in values if value is not None))


def founded_after_control(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-022: a buyer in a hub was founded on or after the day from which law watches the goods."""
    del params
    watches, declared = given.facts.watches, given.shipment.declared_destination
    if watches is None or declared is None:
        return (open_on(FOUNDED_AFTER, "buyer", "day from which law watches the items"),)
    return settle(FOUNDED_AFTER, "buyer", [*_founded(given), clear(FOUNDED_AFTER, "buyer")])


def _founded(given: FlagInput) -> Iterator[Flag]:
    declared = given.shipment.declared_destination
    for watch in given.facts.watches or ():
        if watch.country == declared or not is_hub(declared, watch.country, watch.tag, given.as_of):
            continue
        if watch.since is None:
            yield open_on(FOUNDED_AFTER, watch.item, f"day from which law watches item {watch.item}")
            continue
        for party in in_roles(given, *_BUYERS):
            founded = _profile(given, party).incorporated
            if founded is None:
                yield open_on(FOUNDED_AFTER, party, f"day of incorporation of {name_of(given, party)}")
            elif founded >= watch.since:
                values = {"party": name_of(given, party), "incorporated": founded, "watched since": watch.since}
                yield fires(FOUNDED_AFTER, party, values, ("profile",), [f"destination.{watch.country}"])


@cache
def _priority() -> dict[str, tuple[str, Interval]]:
    return {
        row["hs6"]: (row["tier"], Interval.between(date.fromisoformat(row["valid_from"]), None))
        for row in rows("priority_goods.csv")
    }


def priority_goods_new_buyer(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-058: goods of the Common High Priority List to a buyer outside the partner countries who is new."""
    return settle(NEW_BUYER, "buyer", list(_new_buyers(given, params)))


def _new_buyers(given: FlagInput, params: Parameters) -> Iterator[Flag]:
    for item in given.shipment.items:
        code = _digits(item)[:6]
        if len(code) < 6:
            yield open_on(NEW_BUYER, item.id, f"HS code of item {item.id}")
            continue
        tier, term = _priority().get(code, ("", None))
        if term is None or term.contains(given.as_of) is not Truth.TRUE:
            yield clear(NEW_BUYER, item.id, {"HS": code})
        elif given.facts.partners is None:
            yield open_on(NEW_BUYER, item.id, "partner countries of the day")
        else:
            yield from (_new(given, party, tier, params) for party in in_roles(given, Role.BUYER, Role.CONSIGNEE))


def _new(given: FlagInput, party: str, tier: str, params: Parameters) -> Flag:
    country = given.shipment.party(party).country
    profile, name = _profile(given, party), name_of(given, party)
    if country is None:
        return open_on(NEW_BUYER, party, f"country of {name}")
    if country in (given.facts.partners or ()):
        return clear(NEW_BUYER, party, {"partner country": country})
    days = [day for day in (profile.first_trade, profile.incorporated) if day is not None]
    if not days:
        return open_on(NEW_BUYER, party, f"first trade or incorporation of {name}")
    line = date.fromisoformat(params.words(NEW_BUYER, "since")[0])
    if max(days) > line:
        values = {"party": name, "tier": tier, "new since": max(days), "line": line}
        return fires(NEW_BUYER, party, values, ("priority_goods.csv", "profile"))
    return clear(NEW_BUYER, party, {"known since": min(days)})


def small_trading_company(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-030: a trader with hardly any staff buys listed or nearly listed goods and names no end user."""
    tags = given.facts.tags
    if tags is None:
        return (open_on(SMALL_TRADER, "buyer", "whether the items are listed or nearly listed"),)
    sensitive = [item for item, words in tags.items() if {"listed", "near_miss"} & set(words)]
    buyers = in_roles(given, Role.BUYER, Role.CONSIGNEE)
    if not sensitive or _separate_end_user(given, buyers):
        return (clear(SMALL_TRADER, "buyer"),)
    if not buyers:
        return (open_on(SMALL_TRADER, "buyer", "buyer"),)
    return settle(SMALL_TRADER, "buyer", [_trader(given, party, params) for party in buyers])


def _separate_end_user(given: FlagInput, buyers: tuple[str, ...]) -> bool:
    return any(party not in buyers for party in in_roles(given, Role.END_USER))


def _trader(given: FlagInput, party: str, params: Parameters) -> Flag:
    profile, name = _profile(given, party), name_of(given, party)
    token = _tokens("trading").search(name)
    trades = bool(_divisions(profile) & set(params.words(SMALL_TRADER, "divisions"))) or token is not None
    if not trades:
        return clear(SMALL_TRADER, party, {"party": name})
    if profile.employees is None:
        return open_on(SMALL_TRADER, party, f"number of employees of {name}")
    if profile.employees < params.number(SMALL_TRADER, "employees"):
        values = {"party": name, "employees": profile.employees, "activity": profile.activities}
        return fires(SMALL_TRADER, party, values, (profile.source or "profile",))
    return clear(SMALL_TRADER, party, {"party": name, "employees": profile.employees})


def mass_address(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-026: very many companies at the address, or a home, a box or an agent's office."""
    buyers = in_roles(given, *_BUYERS)
    if not buyers:
        return (open_on(MASS_ADDRESS, "buyer", "buyer"),)
    return settle(MASS_ADDRESS, "buyer", [_crowded(given, party, params) for party in buyers])


def _crowded(given: FlagInput, party: str, params: Parameters) -> Flag:
    profile, name = _profile(given, party), name_of(given, party)
    count, kind = profile.companies_at_address, profile.address_class
    most = params.number(MASS_ADDRESS, "companies")
    values = {"party": name, "companies there": count or "not counted", "kind of address": kind or "not known"}
    if kind in params.words(MASS_ADDRESS, "classes") or (count is not None and count >= most):
        return fires(MASS_ADDRESS, party, values, (profile.source or "profile",))
    if count is None and not kind:
        return open_on(MASS_ADDRESS, party, f"companies at the address of {name}")
    return clear(MASS_ADDRESS, party, values)
