"""How the verb ``list`` shows what adding a list did: the result on stdout, what was met on the way on stderr."""

from __future__ import annotations

from typing import Any

import click

from endgate.cli.output import emit_json, say, show_faults, table
from endgate.lists.adding import AddResult
from endgate.lists.importers.contract import ImportReport
from endgate.lists.model import ListedParty

_SHOWN_FAULTS = 20


def show_result(result: AddResult, as_json: bool) -> None:
    """Print what was read and what became of it."""
    _show_talk(result)
    snapshot, report = result.snapshot, result.report
    if as_json:
        emit_json(described(result))
        return
    click.echo(
        f"{_OUTCOMES[result.outcome]}: {snapshot.snapshot_id} ({snapshot.scope.value}, of {snapshot.stated_date})"
    )
    click.echo(f"{report.parties} parties, {report.designations} designations, {report.names} names")
    click.echo(
        f"{report.rows_read} rows read: {report.rows_used} used, {report.rows_quarantined} quarantined, "
        f"{sum(report.noise.values())} without meaning"
    )
    for label in ("kind:", "programme:"):
        counts = {key.removeprefix(label): n for key, n in sorted(report.counts.items()) if key.startswith(label)}
        click.echo(f"{label} " + ", ".join(f"{key} {n}" for key, n in counts.items()))
    if result.first:
        _show_first(result.first)
    if result.outcome == "stored":
        say("Next: endgate edition build")


def described(result: AddResult) -> dict[str, Any]:
    """The result as JSON has it."""
    report = result.report
    return {
        "outcome": result.outcome,
        "snapshot": result.snapshot,
        "alarms": [alarm.to_json() for alarm in result.alarms],
        "quarantined": [fault.to_json() for fault in report.quarantined],
        "noise": report.noise,
        "unknown": report.unknown,
        "warnings": report.warnings,
        "first": result.first,
    }


_OUTCOMES = {
    "stored": "Stored",
    "observed": "Held already, seen again",
    "held": "Held until a person has looked at the alarms",
    "discarded": "Discarded before, and not used",
    "dry_run": "Would be stored",
}


def _show_talk(result: AddResult) -> None:
    report: ImportReport = result.report
    for warning in dict.fromkeys(report.warnings):
        say(f"warning: {warning}")
    unknown = sorted(report.unknown.items(), key=lambda pair: (-pair[1], pair[0]))
    for key, count in unknown[:_SHOWN_FAULTS]:
        say(f"unknown: {key} ({count} times, kept as text)")
    if len(unknown) > _SHOWN_FAULTS:
        say(f"unknown: {len(unknown) - _SHOWN_FAULTS} more kinds; --json shows all")
    show_faults(report.quarantined[:_SHOWN_FAULTS])
    if len(report.quarantined) > _SHOWN_FAULTS:
        say(f"{len(report.quarantined)} quarantined in all; --json shows all")
    show_faults(result.alarms)


def _show_first(parties: tuple[ListedParty, ...]) -> None:
    """The first parties as they were read, each with all its facts, so that a wrong column is seen."""
    table("First parties as read", ("party", "kind", "names", "facts"), [_first_row(each) for each in parties])


def _first_row(party: ListedParty) -> tuple[str, ...]:
    facts = [f"{each.kind.value} {each.value}" for each in party.identifiers]
    facts += [f"{each.role} {each.country}" for each in party.countries]
    facts += [f"address {each.raw or ', '.join(each.lines)} {each.country or ''}".strip() for each in party.addresses]
    facts += [f"born {each.raw or each.earliest}" for each in party.birth]
    for each in party.designations:
        facts.append(f"listed by {each.authority} under {each.programme or '(no programme)'} {each.reference}".strip())
        dates = (("from", each.listed_on), ("to", each.delisted_on))
        facts += [f"{word} {day}" for word, day in dates if day is not None]
    return party.party_id, party.kind.value, "; ".join(name.text for name in party.names), "; ".join(facts)
