"""From the forms of one deal to a proposed shipment, with the fields that a person must confirm and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from endgate.evidence.errors import EvidenceError
from endgate.evidence.extract.mentions import countries_in
from endgate.evidence.extract.stated_dates import dates
from endgate.evidence.extract.words import country_names
from endgate.evidence.forms.errors import FORMS_INCOMPLETE
from endgate.evidence.forms.numbers import Convention, amount, convention_of
from endgate.evidence.forms.places import Place, place_of
from endgate.evidence.forms.read import Confidence, Form, FormField, FormKind
from endgate.evidence.forms.table import FormLine
from endgate.evidence.intake.model import WordBox

_ORDER = tuple(FormKind)
_ROLES = ("exporter", "buyer", "consignee", "end_user", "notify", "carrier")
_TO_ORDER = re.compile(r"to\s+(?:the\s+)?order\b|an\s+order", re.I)
_COMPARED = ("exporter", "consignee", "end_user", "destination", "origin", "gross_mass", "invoice_number")
_CURRENCIES = re.compile(r"\b(USD|EUR|GBP|CHF|JPY|CNY|AED|TRY|RUB|KRW|INR|SGD|CAD|AUD|SEK|NOK|DKK|PLN)\b")


@dataclass(frozen=True)
class ToConfirm:
    """A field that the proposal rests on: where it stands, and how firmly it was read."""

    file: str
    field: str
    value: str
    line: int
    confidence: Confidence
    place: Place | None = None


@dataclass(frozen=True)
class ProposedShipment:
    """A shipment in the schema of shipments, read from forms. Nothing in it is confirmed."""

    shipment: dict[str, Any]
    to_confirm: tuple[ToConfirm, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True)
class NamedForm:
    """A form with the name of its file, its text, and where the words of that text stand on the page if known."""

    file: str
    form: Form
    text: str = ""
    boxes: tuple[WordBox, ...] = ()

    def place(self, value: str, offset: int) -> Place | None:
        return place_of(value, offset, self.text, self.boxes)


def propose_shipment(name: str, forms: Sequence[NamedForm]) -> ProposedShipment:
    """Put the forms of one deal together. Raises EvidenceError when they state no supplier, no goods or no day."""
    ordered = sorted(forms, key=lambda each: (_ORDER.index(each.form.kind), each.file))
    parties = _parties(ordered)
    items = _items(ordered)
    day = _day(ordered)
    lacking = [
        what
        for what, there in (
            ("supplier", any("exporter" in each["roles"] for each in parties)),
            ("goods", bool(items)),
            ("day", bool(day)),
        )
        if not there
    ]
    if lacking:
        raise EvidenceError(FORMS_INCOMPLETE.at(name, f"no {', no '.join(lacking)} on {len(forms)} forms"))
    shipment: dict[str, Any] = {
        "schema": "endgate.shipment/1",
        "id": name,
        "title": f"As declared on {len(forms)} forms",
        "date": day,
        "parties": parties,
        "items": items,
    }
    destination = _destination(ordered, parties)
    if destination:
        shipment["declared_destination"] = destination
    use = _first(ordered, "end_use")
    if use is not None:
        shipment["end_use"] = {"statement": use.value}
    return ProposedShipment(shipment, tuple(_to_confirm(ordered)), tuple(_differences(ordered, destination)))


def country_of(words: str) -> str:
    """The country that an address or a field names: its last part first; empty when it names none."""
    known = {name.casefold(): code for name, code in country_names().items()}
    for part in reversed([each.strip(" .") for each in re.split(r"[,;\n]", words)]):
        bare = re.sub(r"^the\s+", "", part.casefold())
        if bare in known:
            return known[bare]
    found = countries_in(words) or countries_in(words.title())
    return found[-1] if found else ""


def _first(forms: Sequence[NamedForm], field: str) -> FormField | None:
    return next((each.form.fields[field] for each in forms if field in each.form.fields), None)


def _parties(forms: Sequence[NamedForm]) -> list[dict[str, Any]]:
    """One party per name; "to order" names nobody. Who alone receives is the consignee as well."""
    found: dict[str, dict[str, Any]] = {}
    for role in _ROLES:
        for each in forms:
            field = each.form.fields.get(role)
            if field is None or _TO_ORDER.match(field.value):
                continue
            _add_party(found, role, field)
            break
    return list(found.values())


def _add_party(found: dict[str, dict[str, Any]], role: str, field: FormField) -> None:
    address = ", ".join(field.more)
    country = country_of(address) or country_of(field.value)
    party = found.setdefault(
        field.value.casefold(),
        {"id": f"party-{len(found) + 1}", "name": field.value, "roles": [], "kind": "organisation"},
    )
    party["roles"].append(role)
    if country and "country" not in party:
        party["country"] = country
    if address and "addresses" not in party:
        party["addresses"] = [{"text": address, **({"country": country} if country else {})}]


def _items(forms: Sequence[NamedForm]) -> list[dict[str, Any]]:
    """The lines of the first form that has any; else the goods that a form names in words."""
    for each in forms:
        if each.form.lines:
            convention = convention_of(each.form)
            currency = _currency(each.form)
            origin = country_of(each.form.value("origin"))
            return [
                _item(number, line, convention, currency, origin)
                for number, line in enumerate(each.form.lines, start=1)
            ]
    goods = _first(forms, "goods")
    if goods is None:
        return []
    item: dict[str, Any] = {"id": "1", "description": goods.value}
    for name in ("quantity", "hs"):
        stated = _first(forms, name)
        if stated is not None:
            item[name] = stated.value
    stated = _first(forms, "origin")
    if stated is not None and country_of(stated.value):
        item["origin"] = country_of(stated.value)
    return [item]


def _item(number: int, line: FormLine, convention: Convention, currency: str, origin: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": str(number), "description": line.value("description")}
    if line.value("quantity"):
        item["quantity"] = f"{line.value('quantity')} {line.value('unit')}".strip()
    if line.value("hs"):
        item["hs"] = line.value("hs")
    if line.value("part_number"):
        item["part_number"] = line.value("part_number")
    value = amount(line.value("amount"), convention)
    if value is not None and currency:
        item["value"] = {"amount": _plain(value), "currency": currency}
    country = country_of(line.value("origin")) or origin
    if country:
        item["origin"] = country
    return item


def _plain(value: Decimal) -> str:
    return format(value, "f")


def _currency(form: Form) -> str:
    """The one currency that the form names: in its field, else beside its total."""
    match = _CURRENCIES.search(f"{form.value('currency')} {form.value('total')}")
    return match.group() if match else ""


def _day(forms: Sequence[NamedForm]) -> str:
    """The day of the first form that states one whole and in one order only."""
    for each in forms:
        for field in ("date", "shipped_on_board"):
            for found in dates(each.form.value(field)):
                value = found.when.value
                if value is not None and value.year is not None and value.day is not None:
                    return str(value)
    return ""


def _destination(forms: Sequence[NamedForm], parties: list[dict[str, Any]]) -> str:
    """What a form declares as destination or place of delivery; else where the end user or consignee is."""
    for name in ("destination", "place_of_delivery", "place_of_use"):
        for each in forms:
            country = country_of(each.form.value(name))
            if country:
                return country
    for role in ("end_user", "consignee", "buyer"):
        party = next((each for each in parties if role in each["roles"] and "country" in each), None)
        if party is not None:
            return str(party["country"])
    return ""


def _to_confirm(forms: Sequence[NamedForm]) -> Iterator[ToConfirm]:
    for each in forms:
        for field in each.form.fields.values():
            place = each.place(field.value, field.offset)
            yield ToConfirm(each.file, field.field, field.value, field.line, field.confidence, place)
        for number, line in enumerate(each.form.lines, start=1):
            for column, value in line.values.items():
                place = each.place(value, line.offsets[column])
                yield ToConfirm(each.file, f"line {number} {column}", value, line.line, Confidence.HIGH, place)


def _differences(forms: Sequence[NamedForm], destination: str) -> Iterator[str]:
    """What two forms state differently, and what lies elsewhere than the declared destination. No conclusion."""
    for name in _COMPARED:
        stated = [(each.file, each.form.value(name)) for each in forms if each.form.value(name)]
        if len({_same(value) for _, value in stated}) > 1:
            yield f"{name} differs: " + "; ".join(f"{value} ({file})" for file, value in stated)
    for each in forms:
        for name in ("port_of_discharge", "notify", "final_destination", "place_of_use"):
            field = each.form.fields.get(name)
            country = "" if field is None else country_of(", ".join((field.value, *field.more)))
            if country and destination and country != destination:
                yield f"{name} is in {country}, the declared destination is {destination} ({each.file})"
        if _TO_ORDER.match(each.form.value("consignee")):
            yield f"the consignee is not named: {each.form.value('consignee')} ({each.file})"
        if each.form.kind is FormKind.END_USER_STATEMENT:
            yield from _lacking(each)


def _lacking(named: NamedForm) -> Iterator[str]:
    for field, words in (("signatory", "names no signatory"), ("date", "bears no date")):
        if not named.form.value(field):
            yield f"the end-user statement {words} ({named.file})"


def _same(value: str) -> str:
    return country_of(value) or re.sub(r"\W+", "", value.casefold())
