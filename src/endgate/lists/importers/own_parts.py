"""One party from one row of a user's own table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from endgate.lists.errors import IMPOSSIBLE_DATE, ROW_QUARANTINED
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse, has_lost_letters, read_country, read_identifier, script_of
from endgate.lists.importers.own_mapping import OwnMapping, Spec, kind_of, vocabulary
from endgate.lists.model import (
    Address,
    Birth,
    CountryFact,
    Designation,
    Identifier,
    ListedParty,
    Name,
    NameKind,
    NameQuality,
)
from endgate.lists.sources import Source
from endgate.lists.textdates import read_birth, read_text_date
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

_NAMES = (
    ("name", NameKind.ALIAS, NameQuality.STRONG),
    ("alias", NameKind.ALIAS, NameQuality.UNSTATED),
    ("former", NameKind.FORMER, NameQuality.UNSTATED),
    ("weak_alias", NameKind.ALIAS, NameQuality.WEAK),
)
_DAY_MARKS, _MONTH_MARKS = ("%d", "%j", "%x", "%c"), ("%m", "%b", "%B", "%j", "%x", "%c")


@dataclass(frozen=True)
class OwnRow:
    """One row by the headers of its columns."""

    cells: dict[str, str]
    where: str
    number: int

    def values(self, mapping: OwnMapping, field: str) -> list[tuple[Spec, str]]:
        """Each value of a field with the column it comes from; empty ones are left out."""
        found = []
        for spec in mapping.columns.get(field, ()):
            cell = self.cells[spec.column]
            parts = cell.split(spec.split) if spec.split else [cell]
            found += [(spec, text) for part in parts if (text := collapse(part))]
        return found

    def texts(self, mapping: OwnMapping, field: str) -> list[str]:
        return [text for _, text in self.values(mapping, field)]

    def first(self, mapping: OwnMapping, *fields: str) -> str:
        """The first value of the first of these fields that has one."""
        return next((text for field in fields for text in self.texts(mapping, field)), "")


def read_party(row: OwnRow, mapping: OwnMapping, source: Source, report: ImportReport) -> ListedParty | None:
    """Make the party. None, with the row set aside, when it has no name."""
    names = tuple(_names(row, mapping))
    if not row.first(mapping, "name"):
        report.quarantine_row(ROW_QUARANTINED.at(row.where, "no name"))
        return None
    key = row.first(mapping, "key", "reference") or names[0].text.casefold()
    party_id = f"{source.id}:{key}"
    return ListedParty(
        party_id=party_id,
        source=source.id,
        kind=_kind(row, mapping, report),
        names=names,
        identifiers=tuple(_identifiers(row, mapping)),
        addresses=_addresses(row, mapping),
        birth=tuple(_births(row, mapping, report)),
        birth_places=tuple(row.texts(mapping, "birth_place")),
        countries=tuple(_countries(row, mapping, report)),
        positions=tuple(row.texts(mapping, "position")),
        gender=row.first(mapping, "gender"),
        designations=(_designation(row, mapping, source, party_id, report),),
        notes=tuple(row.texts(mapping, "note")),
        trace=row.where,
    )


def _names(row: OwnRow, mapping: OwnMapping) -> Iterator[Name]:
    seen: set[str] = set()
    for field, kind, quality in _NAMES:
        for text in row.texts(mapping, field):
            if text not in seen:
                grade = NameQuality.DAMAGED if has_lost_letters(text) else quality
                yield Name(text, kind if seen else NameKind.PRIMARY, grade, script_of(text), trace=row.where)
            seen.add(text)


def _kind(row: OwnRow, mapping: OwnMapping, report: ImportReport) -> PartyKind:
    word = row.first(mapping, "kind")
    found = kind_of(word) if word else None
    if word and found is None:
        report.met_unknown(f"kind {word}")
    return found or mapping.kind


def _identifiers(row: OwnRow, mapping: OwnMapping) -> Iterator[Identifier]:
    for field in mapping.columns:
        kind = field.removeprefix("identifier.")
        if kind != field:
            yield from (read_identifier(IdentifierKind(kind), text) for text in row.texts(mapping, field))


def _addresses(row: OwnRow, mapping: OwnMapping) -> tuple[Address, ...]:
    lines = tuple(row.texts(mapping, "address"))
    city, region, code = (row.first(mapping, field) for field in ("city", "region", "postal_code"))
    return (Address(lines, city, region, code),) if lines or city or region or code else ()


def _births(row: OwnRow, mapping: OwnMapping, report: ImportReport) -> Iterator[Birth]:
    for spec, text in row.values(mapping, "birth"):
        day = _formatted(text, spec.format)
        birth = read_birth(text) if day is None else Birth(day, day, raw=text)
        if birth is None:
            report.quarantine_field(IMPOSSIBLE_DATE.at(row.where, f"{spec.column} {text!r}"))
        else:
            yield birth


def _countries(row: OwnRow, mapping: OwnMapping, report: ImportReport) -> Iterator[CountryFact]:
    for field, role in vocabulary().countries.items():
        for text in row.texts(mapping, field):
            code = read_country(text, report)
            if code is not None:
                yield CountryFact(code, role)


def _designation(row: OwnRow, mapping: OwnMapping, source: Source, party_id: str, report: ImportReport) -> Designation:
    raw = row.first(mapping, "programme") or mapping.programme
    list_name = mapping.list_name or source.list_name
    return Designation(
        designation_id=f"{party_id}/{raw or list_name}",
        source=source.id,
        authority=mapping.authority or source.authority,
        list_name=list_name,
        programme=raw.upper(),
        programme_raw=raw,
        reference=row.first(mapping, "reference"),
        listed_on=_day(row, mapping, "listed_on", report),
        delisted_on=_day(row, mapping, "delisted_on", report),
        expires_on=_day(row, mapping, "expires_on", report),
        measures=mapping.measures,
    )


def _day(row: OwnRow, mapping: OwnMapping, field: str, report: ImportReport) -> PartialDate | None:
    for spec, text in row.values(mapping, field):
        day = _formatted(text, spec.format) or read_text_date(text)
        if day is None:
            report.quarantine_field(IMPOSSIBLE_DATE.at(row.where, f"{spec.column} {text!r}"))
        return day
    return None


def _formatted(text: str, form: str) -> PartialDate | None:
    """A date in the form that the mapping states, no more exact than that form. None when it is not in that form."""
    if not form:
        return None
    try:
        day = datetime.strptime(text, form).replace(tzinfo=UTC).date()
    except ValueError:
        return None
    month = day.month if any(mark in form for mark in _MONTH_MARKS) else None
    return PartialDate(day.year, month, day.day if month and any(mark in form for mark in _DAY_MARKS) else None)
