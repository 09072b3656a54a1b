"""What a decoded shipment must satisfy before anybody decides on it; each fault with its JSON path. Judges no trade."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

from endgate.shipment.errors import (
    BAD_AMOUNT,
    BAD_CAS,
    BAD_CURRENCY,
    BAD_HS,
    BAD_IDENTIFIER,
    BAD_IMO,
    BAD_PERCENTAGE,
    BAD_QUANTITY,
    BLANK,
    COMPONENTS_ABOVE_WHOLE,
    DOUBTFUL_IDENTIFIER,
    LATE_CONTRACT,
    NO_ITEM,
    NO_PARTY,
    WRONG_SCHEMA,
)
from endgate.shipment.model import SCHEMA, Item, Money, Party, Shipment
from endgate.shipment.order import dates_out_of_order
from endgate.shipment.quantities import quantity_problem
from endgate.shipment.references import broken_references
from endgate.terms import ids
from endgate.terms.faults import Fault
from endgate.terms.kinds import IdentifierKind
from endgate.terms.truth import Truth

_MAX_EXPONENT = 30
_HUNDRED = Decimal(100)
_IMO = frozenset({IdentifierKind.IMO_SHIP, IdentifierKind.IMO_COMPANY})


def faults(shipment: Shipment) -> Iterator[Fault]:
    """Name everything for which the shipment is refused; paths begin with ``$``."""
    if shipment.schema != SCHEMA:
        yield WRONG_SCHEMA.at("$.schema", f"{shipment.schema!r} is not {SCHEMA!r}")
    if not shipment.parties:
        yield NO_PARTY.at("$.parties", "no party is stated")
    if not shipment.items:
        yield NO_ITEM.at("$.items", "no item is stated")
    yield from _blanks(shipment)
    for index, party in enumerate(shipment.parties):
        yield from _party(party, f"$.parties[{index}]")
    for index, item in enumerate(shipment.items):
        yield from _item(item, f"$.items[{index}]")
    for index, licence in enumerate(shipment.licences):
        for name in ("quantity", "quantity_used"):
            yield from _amount(getattr(licence, name), f"$.licences[{index}].{name}")
    yield from broken_references(shipment)
    yield from dates_out_of_order(shipment)


def warnings(shipment: Shipment) -> Iterator[Fault]:
    """Name what looks wrong and is not refused."""
    contract = shipment.contract_date
    if contract is not None and not contract.circa and contract.earliest() > shipment.date:
        yield LATE_CONTRACT.at("$.contract_date", f"{contract} lies after {shipment.date}")
    for index, party in enumerate(shipment.parties):
        for place, each in enumerate(party.identifiers):
            if each.kind in _IMO or each.kind is IdentifierKind.LEI:
                continue
            if ids.check(each.kind, each.value, each.country) is Truth.FALSE:
                where = f"$.parties[{index}].identifiers[{place}]"
                yield DOUBTFUL_IDENTIFIER.at(where, f"{each.value!r} has not the form or check digit of {each.kind}")
    for index, item in enumerate(shipment.items):
        shares = [each.share_of_value_percent for each in item.components]
        if sum((share for share in shares if share is not None), Decimal(0)) > _HUNDRED:
            yield COMPONENTS_ABOVE_WHOLE.at(f"$.items[{index}].components", "the stated shares exceed 100 %")


def _blanks(shipment: Shipment) -> Iterator[Fault]:
    if not shipment.id.strip():
        yield BLANK.at("$.id", "the shipment has no id")
    for index, party in enumerate(shipment.parties):
        for name in ("id", "name"):
            if not str(getattr(party, name)).strip():
                yield BLANK.at(f"$.parties[{index}].{name}", f"the party has no {name}")
    for index, item in enumerate(shipment.items):
        for name in ("id", "description"):
            if not str(getattr(item, name)).strip():
                yield BLANK.at(f"$.items[{index}].{name}", f"the item has no {name}")


def _party(party: Party, path: str) -> Iterator[Fault]:
    for index, each in enumerate(party.identifiers):
        where = f"{path}.identifiers[{index}]"
        if not each.value.strip():
            yield BLANK.at(f"{where}.value", "the number is blank")
        elif each.kind in _IMO and ids.check(each.kind, each.value) is Truth.FALSE:
            yield BAD_IMO.at(f"{where}.value", f"{each.value!r} is not {_IMO_WORDS[each.kind]}: the check digit fails")
        elif each.kind is IdentifierKind.LEI and not ids.valid_lei(each.value):
            yield BAD_IDENTIFIER.at(f"{where}.value", f"{each.value!r} is not an LEI (18 characters, 2 check digits)")


_IMO_WORDS = {
    IdentifierKind.IMO_SHIP: "an IMO ship number (7 digits)",
    IdentifierKind.IMO_COMPANY: "an IMO company number (7 digits)",
}


def _item(item: Item, path: str) -> Iterator[Fault]:
    problem = quantity_problem(item.quantity)
    if problem:
        yield BAD_QUANTITY.at(f"{path}.quantity", problem)
    if item.cas and not ids.valid_cas(item.cas):
        yield BAD_CAS.at(f"{path}.cas", f"{item.cas!r} {cas_problem(item.cas)}")
    problem = hs_problem(item.hs)
    if problem:
        yield BAD_HS.at(f"{path}.hs", f"{item.hs!r} {problem}")
    if item.value is not None:
        yield from _money(item.value, f"{path}.value")
    yield from _percentage(item.us_content_percent, f"{path}.us_content_percent")
    for index, part in enumerate(item.components):
        yield from _percentage(part.share_of_value_percent, f"{path}.components[{index}].share_of_value_percent")


def _money(value: Money, path: str) -> Iterator[Fault]:
    yield from _amount(value.amount, f"{path}.amount")
    if value.currency not in currencies():
        near = difflib.get_close_matches(value.currency.strip().upper(), currencies(), 1, 0.6)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        yield BAD_CURRENCY.at(f"{path}.currency", f"{value.currency!r} is no currency code{hint}")


def _amount(value: Decimal | None, path: str) -> Iterator[Fault]:
    if value is None:
        return
    if value < 0:
        yield BAD_AMOUNT.at(path, f"{value} is negative")
    elif abs(value.adjusted()) > _MAX_EXPONENT:
        yield BAD_AMOUNT.at(path, f"{value} is beyond any trade")


def _percentage(value: Decimal | None, path: str) -> Iterator[Fault]:
    if value is not None and not 0 <= value <= _HUNDRED:
        yield BAD_PERCENTAGE.at(path, f"{value} is not between 0 and 100")


def cas_problem(text: str) -> str:
    """Say what is wrong with a CAS number, with the nearest right ones."""
    number = ids.normalise_cas(text)
    if number is None:
        return "has not the form of a CAS number (1313-82-2)"
    digits = number.replace("-", "")
    right = [digits[:-1] + str(ids.cas_check_digit(digits[:-1]))]
    swapped = (
        digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :] for place in range(len(digits) - 1)
    )
    right += [each for each in swapped if ids.valid_cas(_dashed(each))]
    return f"fails its check digit; near it: {', '.join(dict.fromkeys(_dashed(each) for each in right))}"


def _dashed(digits: str) -> str:
    return f"{digits[:-3]}-{digits[-3:-1]}-{digits[-1]}"


def hs_problem(text: str) -> str:
    """Say what is wrong with an HS code; empty when nothing is (or none is stated)."""
    digits = re.sub(r"[.\s]", "", text)
    if not text:
        return ""
    if re.fullmatch(r"[0-9]+", digits) is None:
        return "has something else than digits"
    if not 4 <= len(digits) <= 10:
        return f"has {len(digits)} digits, an HS code has 4 to 10 (a leading zero may be lost)"
    return "has no chapter 00" if digits.startswith("00") else ""


@cache
def currencies() -> frozenset[str]:
    """All ISO 4217 codes, withdrawn ones included: shipments of the past are priced in them."""
    text = files("endgate").joinpath("data", "shipment", "currencies.csv").read_text(encoding="utf-8")
    return frozenset(row["code"] for row in csv.DictReader(text.splitlines()))
