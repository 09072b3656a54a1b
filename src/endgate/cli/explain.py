"""The verb ``explain``: the reason tree behind an answer, the why-not of one measure, or what a recipient may see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from endgate.cli.asking import Asked, asking_options, edition_of, load, recorded_reviews
from endgate.cli.law_changes import between, change_lines
from endgate.cli.output import emit_json
from endgate.cli.paths import FILE, PATH
from endgate.cli.verdicts import apart, both, company
from endgate.decide.company.model import CompanyPolicy
from endgate.decide.concern import concerns
from endgate.decide.explain import Cut, Explained, explain, for_recipient, why_not
from endgate.decide.judged import licences_due
from endgate.decide.pipeline import Options, company_verdict, law_book
from endgate.decide.record import is_decision, read_record
from endgate.decide.trees import finding_lines, why_silent
from endgate.edition.opened import Edition
from endgate.law.model import State
from endgate.law.reference import Reference
from endgate.shipment.read import SourcedShipment
from endgate.terms.dates import read_day
from endgate.terms.faults import EndgateError
from endgate.terms.truth import Truth

_SILENT = 12
"""How many silent measures ``explain`` names before it points to ``--all``."""


def _days(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[date, date] | None:
    if value is None:
        return None
    first, dots, second = value.partition("..")
    try:
        if not dots:
            raise ValueError(f"{value!r} is not two days like 2009-06-01..2026-11-23")
        return read_day(first), read_day(second)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(name="explain")
@click.argument("file", type=FILE)
@click.option("--actor", default="", help="Only this actor (its id).")
@click.option("--why-not", "measure", default="", metavar="MEASURE", help="What this measure says, and why.")
@click.option("--for", "recipient", default="", metavar="RECIPIENT", help="Only what this recipient may see.")
@click.option("--law", "law_days", callback=_days, metavar="A..B", help="What changes from the law of A to that of B.")
@click.option("--policy", "policy_file", type=PATH, help="Company policy (YAML); the one of the record otherwise.")
@click.option("--all", "everything", is_flag=True, help="Every finding, also those that contribute nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@asking_options
def command(
    file: Path,
    actor: str,
    measure: str,
    recipient: str,
    law_days: tuple[date, date] | None,
    policy_file: Path | None,
    everything: bool,
    as_json: bool,
    as_of: date | None,
    known_as_of: date | None,
    named: str | None,
    data: Path | None,
) -> None:
    """Explain the answer for FILE, a shipment or a decision record."""
    asked, day, known, options = _asked(file, as_of, known_as_of, data)
    if policy_file is not None:
        options = replace(options, company=_company(policy_file))
    edition = edition_of(named, data)
    if recipient:
        show_released([released_to(asked, edition, recipient, day, known)], as_json)
        return
    if law_days is not None:
        if measure:
            raise click.UsageError("--law and --why-not are two questions; ask one")
        _two_days(asked, edition, law_days, known_as_of, options, actor, as_json)
        return
    case, explained = explain(asked.sourced.shipment, edition, asked.claims, day, known, options)
    explained = tuple(each for each in explained if not actor or each.actor.id == actor)
    if not explained:
        raise click.UsageError(f"no actor {actor!r} in this shipment")
    findings = list(_findings(explained, measure, everything, edition))
    if as_json:
        emit_json([{"actor": each.actor.id, "item": each.item, "finding": found} for each, found in findings])
        return
    lines = list(_lines(explained, findings, bool(measure), law_book(edition).reference))
    if not measure:
        found = concerns(case, asked.claims)
        lines = ["LEGALITY", *lines, *apart(found), *company(company_verdict(case, options.company, found))]
    click.echo("\n".join(lines))


def _two_days(
    asked: Asked,
    edition: Edition,
    days: tuple[date, date],
    known_as_of: date | None,
    options: Options,
    actor: str,
    as_json: bool,
) -> None:
    first, second = ((day, known_as_of or day) for day in days)
    found = [each for each in between(asked, edition, first, second, options) if not actor or each.actor == actor]
    if not found:
        raise click.UsageError(f"no actor {actor!r} in this shipment")
    if as_json:
        emit_json([each.to_json() for each in found])
        return
    for each in found:
        click.echo("\n".join([*change_lines(each), ""]))


def _company(path: Path) -> CompanyPolicy:
    from endgate.decide.company.read import read_policy  # loads the reader of YAML, which an answer without spares

    return read_policy(path)


def _asked(
    file: Path, as_of: date | None, known_as_of: date | None, data: Path | None
) -> tuple[Asked, date, date, Options]:
    """The one shipment of the file with its claims and days, and what a record was decided with besides.

    Raises EndgateError with its faults.
    """
    raw = file.read_bytes()
    if file.suffix == ".json" and _is_record(raw):
        record = read_record(raw, name=file.name)
        sourced = SourcedShipment(record.shipment, file.name, "")
        day = as_of or record.as_of
        options = Options(record.policy, record.reviews, facts=record.facts, company=record.company)
        return Asked(sourced, record.claims), day, known_as_of or record.known_as_of, options
    asked, faults = load((str(file),))
    if faults:
        raise EndgateError(*faults)
    if len(asked) != 1:
        raise click.UsageError(f"{file} holds {len(asked)} shipments; explain takes one")
    day = as_of or asked[0].sourced.shipment.date
    return asked[0], day, known_as_of or day, Options(reviews=recorded_reviews(data))


def _is_record(raw: bytes) -> bool:
    """Is this a decision record? What is no JSON at all is read as a shipment, which names the place of the fault."""
    try:
        return b'"endgate.decision/' in raw and is_decision(json.loads(raw))
    except (ValueError, RecursionError):
        return False


def _findings(
    explained: tuple[Explained, ...], measure: str, everything: bool, edition: Edition
) -> Iterator[tuple[Explained, object]]:
    if measure:
        yield from why_not(explained, measure, edition)
        return
    for each in explained:
        found = (f for view in each.law.views for f in view.findings) if everything else each.contributing()
        yield from ((each, finding) for finding in found)


def _lines(
    explained: tuple[Explained, ...], findings: list[tuple[Explained, object]], asked: bool, reference: Reference
) -> Iterator[str]:
    for each in explained:
        law = each.law
        yield f"{each.actor.name}, item {each.item}: {both(law.disposition, law.with_unreviewed, licences_due(law))}"
        mine = [found for other, found in findings if other is each]
        if not mine:
            yield from _nothing(each, asked, reference)
        for found in mine:
            yield from (f"  {line}" for line in finding_lines(found, reference))  # type: ignore[arg-type]
        if not asked:
            yield from (f"  not held: {gap.what}; {gap.ask}" for gap in each.gaps)
            yield from (f"  not bound: {each}" for each in [", ".join(law.not_bound)] if each)
            yield from (f"  ? {question.text}" for question in law.questions)
        yield ""


def _nothing(each: Explained, asked: bool, reference: Reference) -> Iterator[str]:
    """What was looked at where nothing bites: the measures that reach the actor, each with the condition that fails."""
    if asked:
        yield "  this measure is not asked of this actor: its law does not reach it"
        return
    law = each.law
    silent = sorted(
        (finding for finding in law.view().findings if finding.bound is Truth.TRUE),
        key=lambda finding: finding.state is State.NOT_IN_FORCE,
    )
    yield f"  nothing bites: {law.review.evaluated} measures looked at, of {', '.join(law.jurisdictions)}"
    yield f"  {len(silent)} of them reach this actor, and each of these asks nothing because:"
    for finding in silent[:_SILENT]:
        yield f"    {finding.measure}, {finding.citation}: {why_silent(finding, reference)}"
    if len(silent) > _SILENT:
        yield f"    and {len(silent) - _SILENT} more; --all shows every one with its reasons"


def released_to(asked: Asked, edition: Edition, recipient: str, day: date, known: date) -> Cut:
    """What a recipient may see of one shipment, built from what is released to it. Raises RecordError (EG9003)."""
    return for_recipient(asked.sourced.shipment, edition, asked.claims, recipient, day, known)


def show_released(seen: Sequence[Cut], as_json: bool) -> None:
    """Print what one recipient may see; as JSON, one shipment asked alone is an object, several a list."""
    if as_json:
        found = [{"recipient": c.recipient.id, "claims": c.released.claims, "concerns": _safe(c)} for c in seen]
        emit_json(found[0] if len(found) == 1 else found)
        return
    click.echo("\n".join(line for each in seen for line in _released_lines(each)))


def _safe(seen: Cut) -> list[dict[str, str]]:
    """Grades as the released claims alone support them; no ids, no counts."""
    return [{"programme": each.programme, "grade": each.grade.value} for each in seen.concerns]


def _released_lines(seen: Cut) -> Iterator[str]:
    yield f"For {seen.recipient.name or seen.recipient.id}; onward release only with the originator's consent"
    if not seen.released.claims:
        yield "  nothing is released"
    for each in seen.released.claims:
        yield f"  {each.number}. {each.proposition}  [{each.modality.value}, {each.polarity.value}] {each.label.value}"
        yield f"     {' > '.join(each.chain)}"
        if each.stands_against:
            yield f"     stands against {', '.join(map(str, each.stands_against))}"
    for concern in _safe(seen):
        yield f"  concern on these claims alone: {concern['grade']} ({concern['programme']})"
