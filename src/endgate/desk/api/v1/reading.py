"""Reads what programs send; an unknown field is a fault, for what nobody reads silently does not count."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest

from endgate.desk.errors import (
    BAD_CURSOR,
    CHANGED_SINCE,
    NO_PRECONDITION,
    NO_TOKEN,
    NOT_ALLOWED,
    NOT_NOW,
    NOT_UNDERSTOOD,
    NOTHING_HERE,
    OTHER_BODY,
    TOO_LARGE,
)
from endgate.names.facts.gender import read_gender
from endgate.names.model import Query, QueryAddress, QueryIdentifier
from endgate.names.profiles import profile_names
from endgate.shipment.errors import ShipmentError
from endgate.shipment.model import Item, Shipment
from endgate.shipment.read import read_shipments
from endgate.terms.codec import decode
from endgate.terms.dates import PartialDate, read_day
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import country_of

BIGGEST = 4 << 20
"""Bytes of a body, where a call does not take larger ones."""
_PARTY = (
    "name",
    "aliases",
    "kind",
    "countries",
    "birth_dates",
    "identifiers",
    "addresses",
    "gender",
    "profile",
    "limit",
)
_SHIPMENTS = 1


_KINDS = {
    401: NO_TOKEN,
    403: NOT_ALLOWED,
    404: NOTHING_HERE,
    405: NOTHING_HERE,
    409: NOT_NOW,
    412: CHANGED_SINCE,
    413: TOO_LARGE,
    428: NO_PRECONDITION,
}
_NAMED = {"cursor": BAD_CURSOR, "repeat": OTHER_BODY}


class RefusedError(Exception):
    """A request that gets a problem: its status and its coded fault."""

    def __init__(self, status: int, why: str, *, code: str = "") -> None:
        super().__init__(why)
        self.status = status
        self.fault = (_NAMED.get(code) or _KINDS.get(status, NOT_UNDERSTOOD)).at("request", why)


def read_body(request: HttpRequest, most: int) -> None:
    """Read a body of at most so many bytes, once, for ``sent``. Raises RefusedError (413)."""
    stated = str(request.META.get("CONTENT_LENGTH") or 0)
    if not stated.isdigit() or int(stated) > most:
        raise RefusedError(413, f"a body above {most >> 20} MiB")
    found = request.read(most + 1)
    if len(found) > most:
        raise RefusedError(413, f"a body above {most >> 20} MiB")
    request.sent = found


def sent(request: HttpRequest) -> bytes:
    """The body as it came."""
    found: bytes = request.sent
    return found


def body_of(request: HttpRequest) -> Any:
    """The body as JSON. Raises RefusedError."""
    try:
        return json.loads(sent(request))
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, f"the body is no JSON: {error}"[:300]) from error


def shipment_of(body: bytes, name: str) -> Shipment:
    """The one shipment of a body. Raises ShipmentError with every fault."""
    read = read_shipments(body, name=name)
    if read.faults:
        raise ShipmentError(*read.faults)
    if len(read.shipments) != _SHIPMENTS:
        raise RefusedError(422, f"{len(read.shipments)} shipments; this call takes one, check/batch several")
    return read.shipments[0].shipment


def day_of(request: HttpRequest, name: str) -> date | None:
    """A day of the address. Raises RefusedError."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError as error:
        raise RefusedError(400, f"{name}: {error}") from error


def whole_of(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    """A whole number of the address. Raises RefusedError."""
    text = request.GET.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 19 or not least <= int(text) <= most:
        raise RefusedError(400, f"{name}: {text[:40]!r} is no whole number from {least} to {most}")
    return int(text)


def goods_item(raw: Any) -> Item:
    """The item of a body. Raises EndgateError with every fault."""
    if not isinstance(raw, dict):
        raise RefusedError(422, "an object with a description is wanted")
    return decode(Item, {"id": "1", **raw})


def party_query(raw: Any) -> tuple[Query, str, int]:
    """The question, profile and limit of a body. Raises RefusedError."""
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str) or not raw["name"].strip():
        raise RefusedError(422, "an object with a name is wanted")
    unknown = sorted(set(raw) - set(_PARTY))
    if unknown:
        raise RefusedError(422, f"unknown fields: {', '.join(map(str, unknown))}"[:300])
    for field in ("aliases", "countries", "birth_dates", "addresses", "identifiers"):
        if not isinstance(raw.get(field, []), list):
            raise RefusedError(422, f"{field}: a list is wanted")
    limit = raw.get("limit", 20)
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise RefusedError(422, "limit: a whole number is wanted")
    try:
        query = Query(
            raw["name"][:60],
            (raw["name"], *map(str, raw.get("aliases", ()))),
            PartyKind(raw.get("kind", PartyKind.UNKNOWN.value)),
            tuple(PartialDate.parse(str(each)) for each in raw.get("birth_dates", ())),
            tuple(("stated", _country(each)) for each in raw.get("countries", ())),
            tuple(
                QueryIdentifier(IdentifierKind(each["kind"]), str(each["value"])) for each in raw.get("identifiers", ())
            ),
            tuple(QueryAddress(str(each)) for each in raw.get("addresses", ())),
            read_gender(raw["gender"]) if raw.get("gender") else "",
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RefusedError(422, f"a fact of the party cannot be read: {error}"[:300]) from error
    profile = str(raw.get("profile", "standard"))
    if profile not in profile_names() or not 1 <= limit <= 500:
        raise RefusedError(422, f"profiles are {', '.join(profile_names())}; limit lies from 1 to 500")
    return query, profile, limit


def _country(text: Any) -> Any:
    found = country_of(str(text))
    if found is None:
        raise ValueError(f"{text!r} names no country")
    return found
