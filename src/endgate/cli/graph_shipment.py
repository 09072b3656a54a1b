"""``endgate graph FILE``: who stands behind the parties of a shipment, and which establishment acts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from endgate.cli.output import emit_json, table
from endgate.network.errors import BAD_BASE, NetworkError
from endgate.network.exposure import Exposure, expand
from endgate.network.nexus import NexusFacts, nexus
from endgate.network.regimes import base_words, regime
from endgate.shipment.model import Shipment
from endgate.shipment.read import read_shipments
from endgate.terms.faults import EndgateError
from endgate.terms.truth import Truth

WORDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}


def of_shipments(file: Path, named: str | None, as_of: date | None, designated: tuple[str, ...], as_json: bool) -> None:
    """Print nexus and exposures of every shipment of a file."""
    read = read_shipments(file, name=str(file))
    if read.faults:
        raise EndgateError(*read.faults)
    for sourced in read.shipments:
        shipment = sourced.shipment
        day = shipment.date if as_of is None else as_of
        exposures = _exposures(shipment, _bases(shipment, designated), named, day)
        nexuses = tuple(nexus(party, shipment, day) for party in shipment.parties)
        if as_json:
            result: dict[str, Any] = {"shipment": shipment.id, "as_of": day, "nexus": nexuses, "exposures": exposures}
            emit_json(result)
        else:
            _show(shipment, nexuses, exposures)


def _bases(shipment: Shipment, designated: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    known = {party.id for party in shipment.parties}
    bases: dict[str, tuple[str, ...]] = {}
    for each in designated:
        party, _, word = each.partition("=")
        if party not in known or word not in base_words():
            raise NetworkError(BAD_BASE.at("--designated", f"{each!r}"))
        bases[party] = (*bases.get(party, ()), word)
    return bases


def _exposures(
    shipment: Shipment, bases: dict[str, tuple[str, ...]], named: str | None, day: date
) -> tuple[Exposure, ...]:
    if named is not None:
        regime(named, day)
    found = expand(shipment, bases, {}, day)
    return tuple(each for each in found if named is None or each.regime == named)


def _show(shipment: Shipment, nexuses: tuple[NexusFacts, ...], exposures: tuple[Exposure, ...]) -> None:
    names = {party.id: party.name for party in shipment.parties}
    rows = [
        (
            names[each.party],
            names.get(each.legal_person, "unknown"),
            each.seat or "unknown",
            WORDS[each.is_branch],
            each.branch_in or "",
            ", ".join(f"{code}: {WORDS[truth]}" for code, truth in sorted(each.controlled_by.items())),
            WORDS[each.us_person],
        )
        for each in nexuses
    ]
    columns = ("party", "legal person", "seat", "branch", "branch in", "controlled by", "US person")
    table(shipment.title or shipment.id, columns, rows)
    if exposures:
        verdicts = [
            (names[each.party], each.regime, each.verdict.value, f"{each.min} - {each.max} %", WORDS[each.control])
            for each in exposures
        ]
        table("owned by designated parties", ("party", "regime", "verdict", "share", "control"), verdicts)
    for exposure in exposures:
        for line in exposure.path:
            click.echo(line)
    asked = [question for each in nexuses for question in each.questions]
    asked += [question for exposure in exposures for question in exposure.unknowns]
    for question in dict.fromkeys(asked):
        click.echo(f"question: {question}")
