"""Numbers as forms print them: "24,500" is 24500 or 24.5, and other numbers of the same form decide which."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from endgate.evidence.forms.read import Form

_NUMBER = re.compile(r"\d[\d.,' ]*")
_BOTH = re.compile(r"\d\.\d{3},\d|\d,\d{3}\.\d")


class Convention(StrEnum):
    """Which mark stands before the decimals. ``unknown``: nothing on the form proves it."""

    POINT = "point"
    COMMA = "comma"
    UNKNOWN = "unknown"


def convention_of(form: Form) -> Convention:
    """The convention that the numbers of a form prove: by a number with both marks, by cents, or by its sums."""
    written = [value for line in form.lines for value in line.values.values()] + [form.value("total")]
    for each in written:
        both = _BOTH.search(each)
        if both is not None:
            return Convention.COMMA if both.group()[1] == "." else Convention.POINT
    fitting = [each for each in (Convention.POINT, Convention.COMMA) if _adds_up(form, each)]
    if len(fitting) == 1:
        return fitting[0]
    money = " ".join([*(line.value("amount") for line in form.lines), form.value("total")])
    cents = {each[0] for each in re.findall(r"[.,]\d{2}(?!\d)", money)}
    if len(cents) == 1:
        return Convention.POINT if cents == {"."} else Convention.COMMA
    return Convention.UNKNOWN


def amount(text: str, convention: Convention) -> Decimal | None:
    """The number in a text; None when there is none or when it could be two different ones."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = re.sub(r"[' ]", "", match.group()).rstrip(".,")
    if convention is Convention.UNKNOWN:
        return Decimal(digits) if digits.isdigit() else None
    thousands, decimal = (",", ".") if convention is Convention.POINT else (".", ",")
    plain = digits.replace(thousands, "").replace(decimal, ".")
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _adds_up(form: Form, convention: Convention) -> bool:
    """Do the lines multiply and add up under this reading? False when nothing can be compared."""
    checked = False
    for line in form.lines:
        parts = [amount(line.value(each), convention) for each in ("quantity", "unit_price", "amount")]
        quantity, price, whole = parts
        if quantity is None or price is None or whole is None:
            continue
        checked = True
        if abs(quantity * price - whole) > Decimal("0.01"):
            return False
    amounts = [amount(line.value("amount"), convention) for line in form.lines]
    total = amount(form.value("total"), convention)
    if total is not None and amounts and None not in amounts:
        return abs(sum((each for each in amounts if each is not None), Decimal()) - total) <= Decimal("0.01")
    return checked
