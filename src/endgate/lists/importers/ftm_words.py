"""What schemata, properties and topics of FollowTheMoney mean to us, from the tables of the package."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from endgate.terms.kinds import PartyKind


@dataclass(frozen=True)
class Schema:
    """One schema. ``role`` is party, address, sanction, identification, relation or aside.

    A relation runs from the property ``subject`` to the property ``object``.
    """

    role: str
    kind: PartyKind
    subkind: str = ""
    subject: str = ""
    object: str = ""
    relation: str = ""


@dataclass(frozen=True)
class Property:
    """Into which field of a party a property goes, and as what."""

    field: str
    value: str = ""


UNKNOWN_PARTY = Schema("party", PartyKind.UNKNOWN)
"""A schema that is not known but has a name: somebody, of a kind nobody told us."""


@cache
def schemata() -> dict[str, Schema]:
    """Known schemata by name."""
    return {
        row["schema"]: Schema(
            row["role"],
            PartyKind(row["kind"] or PartyKind.UNKNOWN.value),
            row["subkind"],
            row["subject"],
            row["object"],
            row["relation"],
        )
        for row in _rows("ftm_schemata.csv")
    }


@cache
def properties() -> dict[str, Property]:
    """Known properties of parties by name; ``Schema:name`` where one schema means something else."""
    return {row["property"]: Property(row["field"], row["value"]) for row in _rows("ftm_properties.csv")}


def property_of(schema: str, name: str) -> Property | None:
    """The meaning of a property in a schema. None when it is not known."""
    return properties().get(f"{schema}:{name}") or properties().get(name)


@cache
def topics() -> dict[str, str]:
    """Topics that say that somebody is listed, with the measure, or nothing where he is only linked to one."""
    return {row["topic"]: row["measure"] for row in _rows("ftm_topics.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("endgate").joinpath("data", "lists", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
