"""Reads files of labelled pairs and queries: columns by name, bad rows set aside with code and line, the rest kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from endgate.cli.errors import CASE_SET_ASIDE, FIGURE_FILE_REFUSED, BenchError
from endgate.cli.figures.reading import numbered_rows_of
from endgate.names.measure.model import LabelledPair, LabelledQuery
from endgate.names.model import Query, QueryIdentifier
from endgate.terms.dates import PartialDate
from endgate.terms.faults import Fault
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

_KINDS = {kind.value: kind for kind in PartyKind} | {"airplane": PartyKind.AIRCRAFT}
_KINDS |= dict.fromkeys(("company", "organization", "publicbody"), PartyKind.ORGANISATION)
_KINDS |= dict.fromkeys(("", "legalentity", "thing", "place", "address"), PartyKind.UNKNOWN)
_SAME = dict.fromkeys(("1", "true", "yes", "y"), True) | dict.fromkeys(("0", "false", "no", "n"), False)
_NUMBERS = {kind.value: kind for kind in IdentifierKind} | {
    "imonumber": IdentifierKind.IMO_SHIP,
    "imo": IdentifierKind.IMO_SHIP,
    "leicode": IdentifierKind.LEI,
    "inncode": IdentifierKind.INN,
    "ogrncode": IdentifierKind.OGRN,
    "usccode": IdentifierKind.USCC,
    "swiftbic": IdentifierKind.SWIFT_BIC,
    "bic": IdentifierKind.SWIFT_BIC,
    "passportnumber": IdentifierKind.PASSPORT,
    "idnumber": IdentifierKind.NATIONAL_ID,
    "registrationnumber": IdentifierKind.REGISTRATION_NO,
    "taxnumber": IdentifierKind.TAX_ID,
    "callsign": IdentifierKind.CALL_SIGN,
}
_PAIR_COLUMNS = frozenset(
    ["left", "right", "kind", "type", "same", "set", "tier", "variant"]
    + [f"{side}_{fact}" for side in ("left", "right") for fact in ("birth_date", "country", "ids")]
)
Case = TypeVar("Case")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Cases(Generic[Case]):
    """The cases of a file, and the faults of the rows that were set aside."""

    kept: tuple[Case, ...]
    set_aside: tuple[Fault, ...]


def read_pairs(path: Path) -> Cases[LabelledPair]:
    """Pairs of a CSV: ``left``, ``right``, ``same``, ``kind`` or ``type``, facts by side; other columns travel along.

    Raises BenchError (EG9102) when columns lack or no row can be read, NothingToMeasureError (EG9101) without a row.
    """
    return _cases(path, ("left", "right", "same"), _pair)


def read_queries(path: Path) -> Cases[LabelledQuery]:
    """Queries of a CSV: ``name``, ``expected_id`` (``|`` between several; empty: nobody), facts. Raises as above."""
    return _cases(path, ("name", "expected_id"), _query)


def _cases(path: Path, columns: Sequence[str], read: Callable[[Row, int], Case]) -> Cases[Case]:
    kept: list[Case] = []
    faults: list[Fault] = []
    for number, row in numbered_rows_of(path, columns):
        try:
            kept.append(read(row, number))
        except ValueError as error:
            faults.append(CASE_SET_ASIDE.at(f"{path}:{number}", str(error)))
    if not kept:
        raise BenchError(FIGURE_FILE_REFUSED.at(faults[0].where, faults[0].what), *faults[1:])
    return Cases(tuple(kept), tuple(faults))


def _pair(row: Row, line: int) -> LabelledPair:
    label = row["same"].strip().lower()
    if label not in _SAME:
        raise ValueError(f"same is {row['same']!r}, not one of {', '.join(_SAME)}")
    kind = _kind(row)
    sides = [_party(row[side], side, kind, row, f"{side}_") for side in ("left", "right")]
    further = tuple((key, value) for key, value in row.items() if key and key not in _PAIR_COLUMNS)
    labels = (row.get("set") or "", row.get("tier") or "", row.get("variant") or "")
    return LabelledPair(sides[0], sides[1], _SAME[label], *labels, line=line, further=further)


def _query(row: Row, line: int) -> LabelledQuery:
    expected = frozenset(each for each in _several(row, "expected_id"))
    query = _party(row["name"], str(line), _kind(row), row, "")
    return LabelledQuery(query, expected, row.get("set") or "", row.get("tier") or "", row.get("variant") or "")


def _kind(row: Row) -> PartyKind:
    label = (row.get("kind") or row.get("type") or "").strip().lower()
    if label not in _KINDS:
        raise ValueError(f"kind is {label!r}, not one of {', '.join(filter(None, _KINDS))}")
    return _KINDS[label]


def _party(name: str, ref: str, kind: PartyKind, row: Row, prefix: str) -> Query:
    if not name.strip():
        raise ValueError("a name is empty")
    births = tuple(PartialDate.parse(each) for each in _several(row, f"{prefix}birth_date"))
    countries = tuple(("stated", CountryCode.from_json(each.upper())) for each in _several(row, f"{prefix}country"))
    numbers = tuple(_number(each) for each in _several(row, f"{prefix}ids"))
    return Query(ref, (name,), kind, births, countries, numbers)


def _number(text: str) -> QueryIdentifier:
    """``KIND:VALUE`` or ``KIND=VALUE``; a number of no named kind is ``other``."""
    sign = "=" if "=" in text else ":"
    label, found, value = text.partition(sign)
    if not found:
        return QueryIdentifier(IdentifierKind.OTHER, text)
    kind = _NUMBERS.get(label.strip().lower())
    if kind is None:
        raise ValueError(f"{label!r} is no kind of identifier")
    return QueryIdentifier(kind, value.strip())


def _several(row: Row, column: str) -> list[str]:
    return [each.strip() for each in (row.get(column) or "").split("|") if each.strip()]
