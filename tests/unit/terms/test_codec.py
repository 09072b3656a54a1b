"""The codec: every fault with its path, stable encoding, schema that fits what it writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

import jsonschema
import pytest

from endgate.terms.codec import decode, encode, json_schema
from endgate.terms.dates import PartialDate
from endgate.terms.faults import EndgateError


class Colour(StrEnum):
    """A closed vocabulary."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Inner:
    """An inner thing."""

    amount: Decimal
    on: date | None = None


@dataclass(frozen=True)
class Outer:
    """An outer thing."""

    id: str
    inner: tuple[Inner, ...] = ()
    colour: Colour = Colour.RED
    born: PartialDate | None = None
    ready: bool | None = None
    words: dict[str, str] = field(default_factory=dict)
    count: int = 0


WHOLE = {
    "id": "a",
    "inner": [{"amount": "10.50", "on": "2009-06-01"}],
    "colour": "green",
    "born": "~1966-09",
    "ready": False,
    "words": {"k": "v"},
    "count": 3,
}


def faults_of(raw: object) -> dict[str, str]:
    with pytest.raises(EndgateError) as caught:
        decode(Outer, raw)
    return {fault.where: fault.code for fault in caught.value.faults}


def test_round_trip() -> None:
    value = decode(Outer, WHOLE)
    assert value.inner[0] == Inner(Decimal("10.50"), date(2009, 6, 1))
    assert encode(value) == {**WHOLE, "inner": [{"amount": "10.5", "on": "2009-06-01"}]}
    assert decode(Outer, encode(value)) == value


def test_defaults_are_left_out() -> None:
    assert encode(Outer("a")) == {"id": "a"}
    assert encode(Outer("a", ready=False)) == {"id": "a", "ready": False}


def test_all_faults_come_together() -> None:
    raw = {
        "inner": [{"amount": "x", "on": "2009-02-30"}, 7],
        "colour": "blu",
        "born": "soon",
        "wrods": {},
        "count": True,
    }
    assert faults_of(raw) == {
        "$.wrods": "EG1002",
        "$.id": "EG1003",
        "$.inner[0].amount": "EG1004",
        "$.inner[0].on": "EG1005",
        "$.inner[1]": "EG1004",
        "$.colour": "EG1006",
        "$.born": "EG1007",
        "$.count": "EG1004",
    }


@pytest.mark.parametrize("amount", [True, "NaN", "Infinity", None, [], "1,5"])
def test_numbers_that_are_none(amount: object) -> None:
    assert faults_of({"id": "a", "inner": [{"amount": amount}]}) == {"$.inner[0].amount": "EG1004"}


def test_a_near_name_is_suggested() -> None:
    with pytest.raises(EndgateError, match="did you mean 'colour'"):
        decode(Outer, {"id": "a", "color": "red"})


def test_schema_accepts_what_is_written_and_refuses_the_rest() -> None:
    schema = json_schema(Outer, schema_id="test", title="Outer")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(encode(decode(Outer, WHOLE)))
    assert not validator.is_valid({**WHOLE, "extra": 1})
    assert not validator.is_valid({"colour": "red"})
