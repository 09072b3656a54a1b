"""Numbers that identify: their form and check digits. Leaves to others what an equal or a different number means.

A ``valid_…`` function answers for form and check digit together. A failing number is never proof that nothing is
meant by it: lists carry some, and the caller keeps and reports it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from endgate.terms.kinds import IdentifierKind
from endgate.terms.truth import Truth

_HYPHENS = "-\u00ad\u058a\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_CAS = re.compile(r"(?:C\.?A\.?S\b\.?[\s:#.-]*(?:N[or]\b)?[\s:#.-]*)?(\d{2,7})-(\d{2})-(\d)", re.IGNORECASE)
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CN_CHECKS = "10X98765432"
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_NIT_WEIGHTS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
_CURP = re.compile(r"[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]")
_CURP_LETTERS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_IR_COMPANY = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def compact(text: str) -> str:
    """The number alone: digits of every script as 0-9, upper case, without blanks, hyphens, dots, slashes or label."""
    plain = "".join(_plain(char) for char in unicodedata.normalize("NFKC", text))
    plain = re.sub(
        r"^\s*(?:(?:IMO|MMSI)(?=[\s:.#\d])|(?:LEI|INN|OGRN|ISIN|BIC|SWIFT|USCC)\b)[\s:.#-]*",
        "",
        plain,
        flags=re.IGNORECASE,
    )
    plain = re.sub(r"^\s*(?:No|Nr|Number)\b[\s:.#]*", "", plain, flags=re.IGNORECASE)
    return re.sub(r"[\s./:-]", "", plain).upper()


def _plain(char: str) -> str:
    if char in _HYPHENS:
        return "-"
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _digits(text: str, *lengths: int) -> list[int] | None:
    number = compact(text)
    if len(number) not in lengths or re.fullmatch(r"[0-9]+", number) is None or len(set(number)) == 1:
        return None
    return [int(char) for char in number]


def _weighted(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def normalise_cas(text: str) -> str | None:
    """Write a CAS number with plain hyphens and no blanks; None when it has not the form. Its digit is not checked."""
    plain = "".join(_plain(char) for char in unicodedata.normalize("NFKC", text))
    plain = re.sub(r"\s*-\s*", "-", plain).strip()
    match = _CAS.fullmatch(plain)
    return None if match is None else "-".join(match.groups())


def cas_check_digit(stem: str) -> int:
    """The check digit that belongs to the digits before it."""
    return sum(place * int(digit) for place, digit in enumerate(reversed(stem), start=1)) % 10


def valid_cas(text: str) -> bool:
    """Has it the form and the check digit of a CAS number?"""
    number = normalise_cas(text)
    if number is None:
        return False
    digits = number.replace("-", "")
    return digits.strip("0") != "" and cas_check_digit(digits[:-1]) == int(digits[-1])


def valid_imo_ship(text: str) -> bool:
    """Is it an IMO ship number? Some company numbers pass too: the kind comes from context, not from the digit."""
    digits = _digits(text, 7)
    return digits is not None and _weighted(digits, range(7, 1, -1)) % 10 == digits[6]


def valid_imo_company(text: str) -> bool:
    """Is it an IMO company number (owner, manager)?"""
    digits = _digits(text, 7)
    return digits is not None and (11 - _weighted(digits, (8, 6, 4, 2, 9, 7)) % 11) % 10 == digits[6]


def valid_mmsi(text: str) -> bool:
    """Is it nine digits whose first three may name a flag state (201-775)? There is no check digit."""
    digits = _digits(text, 9)
    return digits is not None and 2 <= digits[0] <= 7


def valid_lei(text: str) -> bool:
    """Is it an LEI (ISO 17442: 18 characters and two check digits, mod 97-10)?"""
    number = compact(text)
    return re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", number) is not None and _mod97(number) == 1


def _mod97(number: str) -> int:
    return int("".join(str(int(char, 36)) for char in number)) % 97


def valid_isin(text: str) -> bool:
    """Is it an ISIN (ISO 6166: country, nine characters, Luhn digit)?"""
    number = compact(text)
    if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{9}[0-9]", number) is None:
        return False
    return _luhn("".join(str(int(char, 36)) for char in number))


def _luhn(number: str) -> bool:
    doubled = [int(char) * (1 + place % 2) for place, char in enumerate(reversed(number))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def valid_bic(text: str) -> bool:
    """Has it the form of a BIC (ISO 9362)? There is no check digit."""
    return re.fullmatch(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", compact(text)) is not None


def valid_container(text: str) -> bool:
    """Is it a container number (ISO 6346: owner code, category U, J or Z, six digits, check digit)?"""
    number = compact(text)
    if re.fullmatch(r"[A-Z]{3}[UJZ][0-9]{7}", number) is None:
        return False
    total = sum((_container_value(char) << place) for place, char in enumerate(number[:10]))
    return total % 11 % 10 == int(number[10])


def _container_value(char: str) -> int:
    if char.isdigit():
        return int(char)
    value = ord(char) - ord("A") + 10
    return value + (value > 10) + (value > 20) + (value > 30)


def valid_inn(text: str) -> bool:
    """Is it a Russian tax number (10 digits for companies, 12 for persons)?"""
    digits = _digits(text, 10, 12)
    if digits is None:
        return False
    if len(digits) == 10:
        return _weighted(digits, _INN_12[2:]) % 11 % 10 == digits[9]
    first = _weighted(digits, _INN_12[1:]) % 11 % 10
    return first == digits[10] and _weighted(digits, _INN_12) % 11 % 10 == digits[11]


def valid_ogrn(text: str) -> bool:
    """Is it a Russian register number (13 digits; 15 for sole traders)?"""
    digits = _digits(text, 13, 15)
    if digits is None:
        return False
    stem = int("".join(str(digit) for digit in digits[:-1]))
    return stem % (11 if len(digits) == 13 else 13) % 10 == digits[-1]


def valid_uscc(text: str) -> bool:
    """Is it a Chinese unified social credit code (GB 32100)?"""
    number = compact(text)
    if len(number) != 18 or any(char not in _USCC_LETTERS for char in number):
        return False
    values = [_USCC_LETTERS.index(char) for char in number]
    return (31 - _weighted(values, _USCC_WEIGHTS) % 31) % 31 == values[17]


def valid_cn_resident_id(text: str) -> bool:
    """Is it a Chinese resident identity number (GB 11643) with a possible birth date?"""
    number = compact(text)
    if re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number) is None or cn_birth_date(number) is None:
        return False
    return _CN_CHECKS[_weighted([int(char) for char in number[:17]], _CN_WEIGHTS) % 11] == number[17]


def cn_birth_date(text: str) -> date | None:
    """The birth date inside a Chinese resident number; None when it is not a day."""
    number = compact(text)[6:14]
    try:
        return date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        return None


def valid_ir_person(text: str) -> bool:
    """Is it an Iranian national number of a person (10 digits)?"""
    digits = _digits(text, 10)
    if digits is None:
        return False
    rest = _weighted(digits, range(10, 1, -1)) % 11
    return digits[9] == (rest if rest < 2 else 11 - rest)


def valid_ir_company(text: str) -> bool:
    """Is it an Iranian national number of a legal person (11 digits)?"""
    digits = _digits(text, 11)
    if digits is None:
        return False
    shift = digits[9] + 2
    total = sum((digit + shift) * weight for digit, weight in zip(digits, _IR_COMPANY, strict=False))
    return total % 11 % 10 == digits[10]


def valid_nit(text: str) -> bool:
    """Is it a Colombian tax number (NIT) with its check digit?"""
    digits = _digits(text, *range(7, 16))
    if digits is None:
        return False
    rest = _weighted(list(reversed(digits[:-1])), _NIT_WEIGHTS) % 11
    return digits[-1] == (rest if rest < 2 else 11 - rest)


def valid_curp(text: str) -> bool:
    """Is it a Mexican population register code (CURP, 18 characters)?"""
    number = compact(text)
    if _CURP.fullmatch(number) is None:
        return False
    total = sum(_CURP_LETTERS.index(char) * (18 - place) for place, char in enumerate(number[:17]))
    return (10 - total % 10) % 10 == int(number[17])


def valid_edrpou(text: str) -> bool:
    """Is it a Ukrainian register number of a legal person (8 digits)?"""
    digits = _digits(text, 8)
    if digits is None:
        return False
    rotated = 30_000_000 <= int("".join(map(str, digits))) <= 60_000_000
    weights = (7, 1, 2, 3, 4, 5, 6) if rotated else (1, 2, 3, 4, 5, 6, 7)
    rest = _weighted(digits, weights) % 11
    if rest == 10:
        rest = _weighted(digits, [weight + 2 for weight in weights]) % 11 % 10
    return rest == digits[7]


def valid_tr_id(text: str) -> bool:
    """Is it a Turkish identity number (11 digits, two of them checks)?"""
    digits = _digits(text, 11)
    if digits is None or digits[0] == 0:
        return False
    tenth = (7 * sum(digits[0:9:2]) - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and sum(digits[:10]) % 10 == digits[10]


_CHECKED: dict[IdentifierKind, Callable[[str], bool]] = {
    IdentifierKind.IMO_SHIP: valid_imo_ship,
    IdentifierKind.IMO_COMPANY: valid_imo_company,
    IdentifierKind.LEI: valid_lei,
    IdentifierKind.INN: valid_inn,
    IdentifierKind.OGRN: valid_ogrn,
    IdentifierKind.USCC: valid_uscc,
    IdentifierKind.ISIN: valid_isin,
}
_FORM_ONLY: dict[IdentifierKind, Callable[[str], bool]] = {
    IdentifierKind.MMSI: valid_mmsi,
    IdentifierKind.SWIFT_BIC: valid_bic,
}


_Rule = tuple[IdentifierKind, re.Pattern[str], Callable[[str], bool]]
_NATIONAL: dict[str, tuple[_Rule, ...]] = {
    "CN": (
        (IdentifierKind.NATIONAL_ID, re.compile(".{18}"), lambda text: valid_cn_resident_id(text) or valid_uscc(text)),
    ),
    "IR": (
        (IdentifierKind.NATIONAL_ID, re.compile(".{10}"), valid_ir_person),
        (IdentifierKind.NATIONAL_ID, re.compile(".{11}"), valid_ir_company),
    ),
    "CO": ((IdentifierKind.TAX_ID, re.compile("[0-9]{10}"), valid_nit),),
    "MX": ((IdentifierKind.NATIONAL_ID, _CURP, valid_curp),),
    "TR": ((IdentifierKind.NATIONAL_ID, re.compile("[0-9]{11}"), valid_tr_id),),
    "UA": ((IdentifierKind.REGISTRATION_NO, re.compile("[0-9]{8}"), valid_edrpou),),
}
"""Numbers of one country, told by kind and form; other numbers of that country have no rule here."""


def check(kind: IdentifierKind, value: str, country: str | None = None) -> Truth:
    """Is the check digit right? UNKNOWN where the kind has none; FALSE also when the form cannot be that kind.

    ``country`` (ISO code) lets national numbers of China, Colombia, Iran, Mexico, Türkiye and Ukraine be checked.
    """
    if kind in _CHECKED:
        return Truth.of(_CHECKED[kind](value))
    if kind in _FORM_ONLY:
        return Truth.UNKNOWN if _FORM_ONLY[kind](value) else Truth.FALSE
    for kind_there, form, valid in _NATIONAL.get(country or "", ()):
        if kind is kind_there and form.fullmatch(compact(value)):
            return Truth.of(valid(value))
    return Truth.UNKNOWN
