"""Red flags of goods beside a country and a price: RF-046 demand, RF-024 jump of trade, RF-053 precursor without an
industry, RF-027 and RF-031 unit values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from endgate.routes.detectors.answer import Parameters, clear, fires, in_roles, name_of, open_on, rows, settle
from endgate.shipment.flags import Demand, FlagInput, TradeChange, UnitValue
from endgate.shipment.indications import Flag
from endgate.shipment.model import Item, Role
from endgate.terms.places import in_group
from endgate.terms.quantity import read
from endgate.terms.truth import Truth

TOO_MUCH, NO_INDUSTRY, TRADE_JUMP = "RF-046", "RF-053", "RF-024"
ODD_DESCRIPTION, ODD_VALUE = "RF-027", "RF-031"


def more_than_needed(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-046: a large part of what the country imports in a year, or goods it never imported. Missing years are U."""
    if given.shipment.declared_destination is None:
        return (open_on(TOO_MUCH, "goods", "declared destination"),)
    return settle(TOO_MUCH, "goods", [_needed(given, item, params) for item in given.shipment.items])


def _needed(given: FlagInput, item: Item, params: Parameters) -> Flag:
    demand, country = given.facts.demand.get(item.id), given.shipment.declared_destination
    years = () if demand is None else tuple(sorted(demand.years_reported))[-int(params.number(TOO_MUCH, "years")) :]
    if demand is None or len(years) < params.number(TOO_MUCH, "least_years"):
        return open_on(TOO_MUCH, item.id, f"imports of HS {item.hs or 'code'} by {country} in two years or more")
    mean = sum(float(demand.yearly.get(year, 0)) for year in years) / len(years)
    if mean == 0:
        return _never_imported(item, years, params)
    if demand.quantity is None:
        return open_on(TOO_MUCH, item.id, f"quantity of item {item.id} in the unit of the statistics")
    return _share(item, demand, mean, params)


def _never_imported(item: Item, years: tuple[str, ...], params: Parameters) -> Flag:
    if len(years) < params.number(TOO_MUCH, "years"):
        return open_on(TOO_MUCH, item.id, "a third reported year without imports")
    if item.value is None or item.value.currency != "EUR":
        return open_on(TOO_MUCH, item.id, f"value of item {item.id} in EUR")
    values = {"imports": 0, "years": years, "value EUR": item.value.amount}
    large = float(item.value.amount) >= params.number(TOO_MUCH, "value_eur")
    return fires(TOO_MUCH, item.id, values, ("statistics",)) if large else clear(TOO_MUCH, item.id, values)


def _share(item: Item, demand: Demand, mean: float, params: Parameters) -> Flag:
    now = float(demand.quantity or 0)
    share, with_earlier = now / mean, (now + float(demand.sent_before)) / mean
    values = {"quantity": now, "mean yearly imports": mean, "share": share, "share of twelve months": with_earlier}
    high = share >= params.number(TOO_MUCH, "share_of_year")
    if high or with_earlier >= params.number(TOO_MUCH, "share_of_year_with_earlier"):
        return fires(TOO_MUCH, item.id, values, ("statistics",))
    return clear(TOO_MUCH, item.id, values)


def trade_jump(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-024: exports of such goods to the destination jumped when trade was cut elsewhere, or its reports fell behind.

    The latest year counts. A year that was not wholly reported says nothing.
    """
    changes = given.facts.trade
    if changes is None:
        return (open_on(TRADE_JUMP, "goods", "trade statistics of the pair"),)
    oldest = given.as_of.year - params.number(TRADE_JUMP, "oldest_years")
    return settle(
        TRADE_JUMP, "goods", [_jumped(item, changes, given.as_of.year, oldest) for item in given.shipment.items]
    )


def _jumped(item: Item, changes: tuple[TradeChange, ...], until: int, oldest: float) -> Flag:
    known = [each for each in changes if each.item == item.id and oldest <= int(each.period) <= until]
    latest = max((each for each in known if each.reported), key=lambda each: each.period, default=None)
    if latest is None:
        why = "; ".join(dict.fromkeys(each.reason for each in known if each.reason))
        return open_on(TRADE_JUMP, item.id, why or f"reported trade in HS {item.hs or 'code'} of the last years")
    logs = {"exports": latest.jump, "exports elsewhere": latest.collapse, "partner's report": latest.delta}
    values: dict[str, object] = {
        "flow": f"{latest.exporter} to {latest.importer}",
        "goods": latest.code,
        "year": latest.period,
        **{f"change of {name}": round(value, 2) for name, value in logs.items() if value is not None},
    }
    if latest.flagged:
        return fires(TRADE_JUMP, item.id, values, (latest.source or "statistics",))
    return clear(TRADE_JUMP, item.id, values)


@cache
def _uses() -> dict[str, frozenset[str]]:
    return {row["hs"]: frozenset(row["divisions"].split()) for row in rows("uses.csv")}


def precursor_without_industry(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-053: a listed precursor to a country outside the Australia Group whose buyer has no civil use for it."""
    tags, country = given.facts.tags, given.shipment.declared_destination
    if tags is None or country is None:
        return (open_on(NO_INDUSTRY, "goods", "whether the items are listed precursors" if country else "destination"),)
    if in_group(country, params.words(NO_INDUSTRY, "group")[0], given.as_of) is Truth.TRUE:
        return (clear(NO_INDUSTRY, "goods", {"participant": country}),)
    listed = [item for item in given.shipment.items if "ag_chemical" in tags.get(item.id, ())]
    return settle(NO_INDUSTRY, "goods", [_industry(given, item, params) for item in listed])


def _industry(given: FlagInput, item: Item, params: Parameters) -> Flag:
    if _needed(given, item, params).fired is Truth.TRUE:
        return fires(NO_INDUSTRY, item.id, {"because": "more than the country needs (RF-046)"}, ("statistics",))
    users = in_roles(given, Role.CONSIGNEE, Role.END_USER)
    civil = _uses().get(re.sub(r"\D", "", item.hs)[:6])
    if civil is None or not users:
        return open_on(NO_INDUSTRY, item.id, "civil uses of the code" if users else "consignee or end user")
    done = {party: _divisions(given, party) for party in users}
    silent = [name_of(given, party) for party, divisions in done.items() if not divisions]
    if silent:
        return open_on(NO_INDUSTRY, item.id, *(f"activity of {name}" for name in silent))
    if not any(divisions & civil for divisions in done.values()):
        values = {"activities": sorted(set().union(*done.values())), "civil uses in": sorted(civil)}
        return fires(NO_INDUSTRY, item.id, values, ("uses.csv",))
    return clear(NO_INDUSTRY, item.id)


def _divisions(given: FlagInput, party: str) -> frozenset[str]:
    profile = given.facts.profiles.get(party)
    return frozenset() if profile is None else frozenset(each.replace(".", "")[:2] for each in profile.activities)


def description_against_code(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-027: the value of a kilogram lies far off its code's usual values, or the text points to another code."""
    return settle(ODD_DESCRIPTION, "goods", [_described(given, item, params) for item in given.shipment.items])


def _described(given: FlagInput, item: Item, params: Parameters) -> Flag:
    unit = given.facts.unit_values.get(item.id, UnitValue())
    heading = re.sub(r"\D", "", item.hs)[:4]
    if heading and unit.code_suggested and unit.code_suggested[:4] != heading:
        values = {"declared code": item.hs, "described as": unit.code_suggested}
        return fires(ODD_DESCRIPTION, item.id, values, ("description",))
    deviation = _deviation(item, unit, params.number(ODD_DESCRIPTION, "least_count"))
    if isinstance(deviation, str):
        return open_on(ODD_DESCRIPTION, item.id, deviation)
    far: dict[str, object] = {
        "deviation": deviation,
        "fires from": params.number(ODD_DESCRIPTION, "deviation"),
        "of": unit.count,
    }
    if abs(deviation) >= params.number(ODD_DESCRIPTION, "deviation"):
        return fires(ODD_DESCRIPTION, item.id, far, ("unit values",))
    return clear(ODD_DESCRIPTION, item.id, far)


def value_against_weight(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-031: a kilogram is worth less than its carriage, or far less than such goods usually are."""
    return settle(ODD_VALUE, "goods", [_worth(given, item, params) for item in given.shipment.items])


def _worth(given: FlagInput, item: Item, params: Parameters) -> Flag:
    unit = given.facts.unit_values.get(item.id, UnitValue())
    per_kg = _per_kg(item, unit)
    if per_kg is None:
        return open_on(ODD_VALUE, item.id, f"value and net mass of item {item.id}")
    carriage = list(_carriage(given, item, unit, params))
    deviation = _deviation(item, unit, params.number(ODD_VALUE, "least_count"))
    values: dict[str, object] = {"value a kg": per_kg, **dict(carriage)}
    if any(per_kg < cost for _, cost in carriage):
        return fires(ODD_VALUE, item.id, values, ("value", "weight"))
    if isinstance(deviation, str):
        return open_on(ODD_VALUE, item.id, deviation, values=values)
    values["deviation"] = deviation
    if deviation <= -params.number(ODD_VALUE, "deviation"):
        return fires(ODD_VALUE, item.id, values, ("unit values",))
    return clear(ODD_VALUE, item.id, values)


def _carriage(given: FlagInput, item: Item, unit: UnitValue, params: Parameters) -> Iterator[tuple[str, float]]:
    currency = unit.currency or ("" if item.value is None else item.value.currency)
    if currency == "EUR":
        for mode in dict.fromkeys(leg.mode.value for leg in given.shipment.route):
            yield f"carriage by {mode}", params.number(ODD_VALUE, f"freight_{mode}")


def _deviation(item: Item, unit: UnitValue, least: float) -> float | str:
    """Distance from the middle of comparable values in robust spreads of the logarithm, or what is missing."""
    per_kg = _per_kg(item, unit)
    if per_kg is None or per_kg <= 0:
        return f"value and net mass of item {item.id}"
    if unit.count < least or unit.median_log is None or not unit.spread_log:
        return f"comparable declarations of HS {item.hs or 'code'}"
    return (math.log(per_kg) - unit.median_log) / unit.spread_log


def _per_kg(item: Item, unit: UnitValue) -> float | None:
    if unit.per_kg is not None:
        return float(unit.per_kg)
    mass = kilograms(item.quantity)
    return None if item.value is None or not mass else float(item.value.amount) / mass


@lru_cache(maxsize=4096)
def kilograms(text: str) -> float | None:
    """The mass that a quantity states; None where it states none, or several."""
    values = read(text, "mass").values if text.strip() else ()
    known = [value.lo for value in values if value.dimension == "mass" and value.lo == value.hi]
    return float(known[0]) if len(known) == 1 and known[0] is not None else None
