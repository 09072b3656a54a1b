"""Reads the question that options of a command, a row of a table or an object of JSON ask about a party."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from endgate.lists.textdates import read_birth
from endgate.names.facts.gender import read_gender
from endgate.names.model import Query, QueryAddress, QueryIdentifier
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode, country_of

COLUMNS = ("name", "alias", "kind", "country", "birth_date", "id", "address", "gender", "ref")
"""What a row may hold; several values of one cell are parted by ``|``."""
_TWO = {"korea": "KP or KR", "congo": "CD or CG"}
_SHORT = 60
_ISSUED = re.compile(r"([A-Z]{2}):(.+)")


def query_from(name: str, aliases: Sequence[str], kind: PartyKind, facts: Mapping[str, Sequence[str]]) -> Query:
    """The question of a name with ``births``, ``countries``, ``numbers``, ``addresses``, ``genders``.

    Raises ValueError for a value that cannot be read.
    """
    return Query(
        text_of(name)[:_SHORT],
        tuple(map(text_of, (name, *aliases))),
        kind,
        tuple(map(read_date, facts.get("births", ()))),
        tuple(("stated", read_country(each)) for each in facts.get("countries", ())),
        tuple(map(read_number, facts.get("numbers", ()))),
        tuple(QueryAddress(text_of(each)) for each in facts.get("addresses", ())),
        _gender(facts.get("genders", ())),
    )


def query_of_row(row: Mapping[str, Any], where: str) -> Query:
    """The question of one row: texts, or lists of texts, under the names of ``COLUMNS``. Raises ValueError."""
    unknown = [key for key in row if key not in COLUMNS]
    if unknown:
        near = difflib.get_close_matches(str(unknown[0]), COLUMNS, 1)
        raise ValueError(f"{unknown[0]!r} is no field here{f'; did you mean {near[0]!r}?' if near else ''}")
    cells = {key: _several(key, value) for key, value in row.items()}
    names = cells.get("name", ())
    if not names:
        raise ValueError("no name")
    query = query_from(
        names[0],
        (*names[1:], *cells.get("alias", ())),
        read_kind(cells.get("kind", ())),
        {
            "births": cells.get("birth_date", ()),
            "countries": cells.get("country", ()),
            "numbers": cells.get("id", ()),
            "addresses": cells.get("address", ()),
            "genders": cells.get("gender", ()),
        },
    )
    refs = cells.get("ref", ())
    return Query(
        refs[0] if refs else where, *(getattr(query, each) for each in query.__dataclass_fields__ if each != "ref")
    )


def _several(key: str, value: Any) -> tuple[str, ...]:
    """The values of a cell. A name and an address are one text; other cells part at ``|``."""
    if value is None:
        return ()
    if isinstance(value, str):
        parts = [value] if key in ("name", "address", "ref") else value.split("|")
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        parts = value
    elif key == "id" and isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        parts = [f"{kind}={number}" for kind, number in value.items()]
    else:
        raise ValueError(f"{key}: {value!r} is neither a text nor a list of texts")
    return tuple(each.strip() for each in parts if each.strip())


def text_of(text: str) -> str:
    """The text with what is no character (a byte of another encoding) marked as such."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def read_kind(values: Sequence[str]) -> PartyKind:
    """One kind of party, ``unknown`` when none is given. Raises ValueError."""
    if not values:
        return PartyKind.UNKNOWN
    known = [kind.value for kind in PartyKind]
    if values[0].lower() not in known:
        raise ValueError(f"{values[0]!r} is no kind of party: one of {', '.join(known)}")
    return PartyKind(values[0].lower())


def read_date(text: str) -> PartialDate:
    """A date as ``1966-09-08`` or as lists print it (``08 Sep 1966``, ``circa 1966``). Raises ValueError."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        birth = read_birth(text)
        if birth is None or birth.earliest != birth.latest:
            raise
        first = birth.earliest
        return PartialDate(first.year, first.month, first.day, birth.circa or first.circa)


def read_country(text: str) -> CountryCode:
    """A code in either case, or a country's name. Raises ValueError with the nearest one."""
    if text.strip().lower() in _TWO:
        raise ValueError(f"{text!r} names two countries: write {_TWO[text.strip().lower()]}")
    found = country_of(text.strip().upper() if len(text.strip()) <= 3 else text)
    return CountryCode.from_json(text) if found is None else found


def read_number(text: str) -> QueryIdentifier:
    """``TYPE=VALUE``, or ``TYPE=CC:VALUE`` with the country that issued it. Raises ValueError."""
    label, sign, value = text.partition("=")
    known = [kind.value for kind in IdentifierKind]
    label, value = label.strip().lower(), text_of(value.strip())
    if not sign or not value:
        raise ValueError(f"--id {text!r} is not TYPE=VALUE with a type of {', '.join(known)}")
    if label not in known:
        near = difflib.get_close_matches(label, known, 1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise ValueError(f"--id {text!r}: {label!r} is no kind of number: {hint}one of {', '.join(known)}")
    issued = _ISSUED.fullmatch(value)
    kind = IdentifierKind(label)
    if issued is not None and country_of(issued[1]) is not None and kind is not IdentifierKind.PUBLISHER_REF:
        return QueryIdentifier(kind, issued[2].strip(), CountryCode(issued[1]))
    return QueryIdentifier(kind, value)


def _gender(values: Sequence[str]) -> str:
    if not values:
        return ""
    gender = read_gender(values[0])
    if not gender:
        raise ValueError(f"{values[0]!r} is no gender: male or female")
    return gender
