"""One cell of a table read as what its column means; a cell with two readings is a fault, never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from endgate.shipment.errors import AMBIGUOUS_NUMBER, BAD_CELL
from endgate.shipment.parse import bad_characters
from endgate.terms.codec import BAD_DATE, BAD_VALUE
from endgate.terms.dates import PartialDate, read_day
from endgate.terms.faults import EndgateError
from endgate.terms.places import CountryCode, country_of

_EXCEL_ERRORS = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA)")
_ESCAPED = re.compile(r"\A'(?=[=+\-@\t\r'])")
_GROUPS = re.compile(r"[\s'’]")
_NUMBER = re.compile(r"[-−+]?[0-9]+(?:[.,][0-9]+)*")


def read_cell(value: Any, kind: str, where: str, *, decimal: str = "") -> Any:
    """Turn a cell into raw JSON of its kind; None when it is blank. Raises EndgateError with the place."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        for fault in bad_characters(value, where):
            raise EndgateError(fault)
        if _EXCEL_ERRORS.fullmatch(value.strip()):
            raise shown_error(where)
    if kind == "number":
        return _number(value, where, decimal)
    if kind in ("day", "partial"):
        return _day(value, where, partial=kind == "partial")
    text = _text(value, where)
    if kind == "country":
        return _country(text, where)
    if kind == "list":
        return [part.strip() for part in text.split(";") if part.strip()]
    return text.casefold().replace(" ", "_") if kind == "word" else text


def shown_error(where: str) -> EndgateError:
    """The fault of a cell in which the program shows an error instead of a value."""
    return EndgateError(BAD_CELL.at(where, "the cell shows an error of the spreadsheet program (#N/A, #REF! …)"))


def _text(value: Any, where: str) -> str:
    if isinstance(value, str):
        return _ESCAPED.sub("", value.strip(), count=1)
    if isinstance(value, bool | date) or not isinstance(value, int | float):
        shown = value.isoformat() if isinstance(value, date) else value
        raise EndgateError(BAD_CELL.at(where, f"a text is expected, the cell holds {shown} (turned by the program?)"))
    return format(Decimal(str(value)).normalize(), "f")


def escape(text: str) -> str:
    """Guard a text for a CSV cell: spreadsheets run what begins with ``= + - @``. ``read_cell`` undoes it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "'") else text


def _country(text: str, where: str) -> str:
    found = country_of(text)
    if found is not None:
        return str(found)
    try:
        return str(CountryCode.from_json(text))
    except ValueError as error:
        raise EndgateError(BAD_VALUE.at(where, str(error))) from None


def _day(value: Any, where: str, *, partial: bool) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        whole = isinstance(value, float) and value.is_integer() and 1000 <= value <= 2999
        if partial and whole:
            return str(int(value))
        raise EndgateError(BAD_DATE.at(where, f"{value!r} is a number, not a date: format the cell as a date"))
    text = _ESCAPED.sub("", value.strip(), count=1)
    try:
        return str(PartialDate.parse(text)) if partial else read_day(text).isoformat()
    except ValueError as error:
        raise EndgateError(BAD_DATE.at(where, str(error))) from None


def _number(value: Any, where: str, decimal: str) -> Decimal:
    if isinstance(value, str):
        return read_number(_ESCAPED.sub("", value.strip(), count=1), where, decimal)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise EndgateError(BAD_CELL.at(where, f"a number is expected, the cell holds {value}"))
    return Decimal(str(value))


def read_number(text: str, where: str, decimal: str = "") -> Decimal:
    """Read a written number. ``decimal`` is its decimal sign; without it only an unmistakable number is read."""
    plain = _GROUPS.sub("", text)
    if _NUMBER.fullmatch(plain) is None:
        raise EndgateError(BAD_CELL.at(where, f"{text!r} is not a number"))
    plain = plain.replace("−", "-")
    sign = decimal or _decimal_sign(plain, text, where)
    thousands = "." if sign == "," else ","
    whole, _, fraction = plain.partition(sign)
    if (fraction and not fraction.isdigit()) or not _grouped(whole.lstrip("+-").split(thousands)):
        raise EndgateError(BAD_CELL.at(where, f"{text!r} is not a number with the decimal sign {sign!r}"))
    return Decimal(f"{whole.replace(thousands, '')}.{fraction or '0'}")


def _grouped(groups: list[str]) -> bool:
    """Are thousands set in threes, or not at all?"""
    return len(groups) == 1 or (len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))


def _decimal_sign(plain: str, text: str, where: str) -> str:
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        return max(".,", key=plain.rfind)
    sign = "," if commas else "."
    other = "." if commas else ","
    if points + commas > 1:
        return other
    if re.fullmatch(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}", plain):
        low, high = plain.replace(sign, "."), plain.replace(sign, "")
        raise EndgateError(AMBIGUOUS_NUMBER.at(where, f"{text!r} may be {low} or {high}"))
    return sign
