"""What every detector shares: its parameters as data, and the three answers it may give."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from endgate.shipment.flags import FlagInput
from endgate.shipment.indications import Flag
from endgate.shipment.model import Role, Shipment
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Parameters:
    """Thresholds and word lists by flag, each a row of ``data/routes/flags.csv``."""

    values: Mapping[tuple[str, str], str]

    def number(self, flag: str, name: str) -> float:
        return float(self.values[flag, name])

    def words(self, flag: str, name: str) -> tuple[str, ...]:
        return tuple(self.values[flag, name].split())


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of ``data/routes``."""
    text = files("endgate").joinpath("data", "routes", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def parameters() -> Parameters:
    """The parameters that ship with the package."""
    return Parameters({(row["flag"], row["parameter"]): row["value"] for row in rows("flags.csv")})


@cache
def flag_names() -> Mapping[str, str]:
    """What each red flag looks for, in a few words of our own."""
    return {row["flag"]: row["name"] for row in rows("flag_names.csv")}


def fires(
    flag: str,
    subject: str,
    values: Mapping[str, object],
    sources: Iterable[str] = (),
    propositions: Iterable[str] = (),
    since: date | None = None,
) -> Flag:
    """T: the fact is there, with the values and thresholds that earned it."""
    return Flag(
        flag,
        subject,
        Truth.TRUE,
        {name: shown(value) for name, value in values.items()},
        sources=unique(sources),
        since=since,
        known_from=since,
        propositions=unique(propositions),
    )


def clear(flag: str, subject: str, values: Mapping[str, object] | None = None) -> Flag:
    """F: what is needed was known, and the fact is not there."""
    return Flag(flag, subject, Truth.FALSE, {name: shown(value) for name, value in (values or {}).items()})


def open_on(flag: str, subject: str, *missing: str, values: Mapping[str, object] | None = None) -> Flag:
    """U: it cannot be told; ``missing`` names what would settle it."""
    told = {name: shown(value) for name, value in (values or {}).items()}
    return Flag(flag, subject, Truth.UNKNOWN, told, missing=missing)


def shown(value: object) -> str:
    """A value for people: numbers short, sequences joined."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(str(each) for each in value)
    return str(value)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def with_closing(flag: Flag, shipment: Shipment) -> Flag:
    """Carry over how a person closed the same flag."""
    for known in shipment.flags:
        if (known.id, known.subject) == (flag.id, flag.subject) and known.closed_by:
            return dataclasses.replace(
                flag, closed_by=known.closed_by, closed_on=known.closed_on, closed_how=known.closed_how
            )
    return flag


def in_roles(given: FlagInput, *roles: Role) -> tuple[str, ...]:
    """Ids of the parties in any of the roles, each once."""
    return tuple(party.id for party in given.shipment.parties if any(role in party.roles for role in roles))


def name_of(given: FlagInput, party: str) -> str:
    """The name of a party id, the id itself where the shipment has none."""
    return next((each.name for each in given.shipment.parties if each.id == party), party)


def months(earlier: date, later: date) -> float:
    """Months between two days, in parts."""
    return (later - earlier).days / (365.25 / 12)


def settle(flag: str, subject: str, answers: Iterable[Flag]) -> tuple[Flag, ...]:
    """Every T by itself; without one, a single U that names all that is missing, or a single F."""
    given = tuple(answers)
    true = tuple(each for each in given if each.fired is Truth.TRUE)
    if true:
        return true
    missing = unique(text for each in given for text in each.missing)
    if missing:
        return (open_on(flag, subject, *missing),)
    return (given[0] if len(given) == 1 else clear(flag, subject),)
