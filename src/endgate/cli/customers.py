"""Reads whom a user deals with: a CSV of customers, or the parties of shipment files. Every fault names its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from endgate.names.model import Query, QueryIdentifier
from endgate.shipment.model import Party
from endgate.shipment.read import read_shipments
from endgate.terms.dates import PartialDate
from endgate.terms.faults import EndgateError, Fault, fault_kind
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

CUSTOMER_FILE_REFUSED = fault_kind(
    "EG9020",
    "file of customers refused",
    "A customer that is read by half is screened by half, and nobody would see it.",
    "Columns: name; and, where known, kind, country, birth_date, id (as lei=…, imo_ship=…), several parted by |.",
)
COLUMNS = ("name", "kind", "country", "birth_date", "id", "alias", "ref")


def read_customers(path: Path) -> tuple[Party | Query, ...]:
    """Read a CSV with a column ``name``, or any shipment file. Raises EndgateError with all faults together."""
    text = _csv_text(path)
    if text is not None:
        return tuple(_rows(text, path.name))
    read = read_shipments(path)
    if read.faults:
        raise EndgateError(*read.faults)
    return tuple(party for each in read.shipments for party in each.shipment.parties)


def _csv_text(path: Path) -> str | None:
    """The text of a CSV of customers; None for another file."""
    if path.suffix.lower() != ".csv":
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EndgateError(CUSTOMER_FILE_REFUSED.at(str(path), f"it cannot be read: {error}")) from error
    return text if "name" in next(csv.reader(io.StringIO(text)), []) else None


def _rows(text: str, name: str) -> Iterator[Query]:
    reader = csv.DictReader(io.StringIO(text), restval="")
    unknown = [each for each in reader.fieldnames or () if each not in COLUMNS]
    faults = [CUSTOMER_FILE_REFUSED.at(f"{name}:1", f"unknown column {each!r}") for each in unknown]
    found: list[Query] = []
    for row in reader:
        try:
            found.append(_query(row, f"{name}:{reader.line_num}"))
        except ValueError as error:
            faults.append(CUSTOMER_FILE_REFUSED.at(f"{name}:{reader.line_num}", str(error)))
    if faults or not found:
        raise EndgateError(*(faults or _nothing(name)))
    yield from found


def _nothing(name: str) -> Sequence[Fault]:
    return (CUSTOMER_FILE_REFUSED.at(name, "it holds no customer"),)


def _query(row: dict[str, str], where: str) -> Query:
    name = row["name"].strip()
    if not name:
        raise ValueError("no name")
    if None in row:
        raise ValueError("more cells than columns")
    countries = tuple(("stated", CountryCode.from_json(each)) for each in _several(row, "country"))
    births = tuple(map(PartialDate.parse, _several(row, "birth_date")))
    kind = row.get("kind", "").strip().lower()
    return Query(
        row.get("ref", "").strip() or where,
        (name, *_several(row, "alias")),
        PartyKind(kind) if kind else PartyKind.UNKNOWN,
        births,
        countries,
        tuple(map(_number, _several(row, "id"))),
    )


def _several(row: dict[str, str], column: str) -> list[str]:
    return [each.strip() for each in row.get(column, "").split("|") if each.strip()]


def _number(text: str) -> QueryIdentifier:
    label, sign, value = text.partition("=")
    if not sign or not value.strip():
        raise ValueError(f"{text!r} is not TYPE=VALUE")
    return QueryIdentifier(IdentifierKind(label.strip().lower()), value.strip())
