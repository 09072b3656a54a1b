"""The verb ``check``: decides shipments, or writes an empty form."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from endgate.cli.asking import Asked, asking_options, edition_of, expand_folders, holds_forms, load, recorded_reviews
from endgate.cli.output import emit_json, emit_jsonl, say, show_faults, table, write_whole
from endgate.cli.paths import PATH
from endgate.cli.stated_facts import earlier_shipments, facts_with_earlier, stated_facts
from endgate.cli.verdicts import basis, company_says, concern, exit_code_of, page, verdict
from endgate.decide.company.model import CompanyPolicy
from endgate.decide.model import Decision
from endgate.decide.pipeline import Options, decide
from endgate.decide.record import canonical
from endgate.edition.opened import Edition
from endgate.law.evaluate import Policy
from endgate.terms.faults import EndgateError, Fault

FAULTY = 1


@click.command(name="check")
@click.argument("files", nargs=-1)
@click.option("--template", "form", type=click.Choice(["xlsx", "csv", "json"]), help="Write an empty form and stop.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the form, or the decision record, to this file.")
@click.option("--map", "mapping", type=PATH, help="Column names of a foreign table.")
@click.option("--assume", default="", metavar="informed=no,knowledge=none", help="Settle open leaves of knowledge.")
@click.option(
    "--proposal",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the shipment that a FOLDER of trade forms declares, to be confirmed and checked.",
)
@click.option("--for", "recipient", default="", metavar="RECIPIENT", help="Only what this recipient may see.")
@click.option("--earlier", type=PATH, multiple=True, help="Earlier shipments of the exporter: red flags. Repeatable.")
@click.option("--facts", type=PATH, help="JSON of what registers, papers, payments and statistics say: red flags.")
@click.option("--policy", "policy_file", type=PATH, help="Company policy (YAML): shown beside law, never as law.")
@click.option("--json", "as_json", is_flag=True, help="Print the decision record (a list of them for several).")
@click.option("--jsonl", is_flag=True, help="Print one decision record a line.")
@click.option("--exit-code", is_flag=True, help="End with the worst verdict: 0 go, 20 licence, 21 look, 22 stop.")
@asking_options
def command(
    files: tuple[str, ...],
    form: str | None,
    out: Path | None,
    mapping: Path | None,
    assume: str,
    proposal: Path | None,
    recipient: str,
    earlier: tuple[Path, ...],
    facts: Path | None,
    policy_file: Path | None,
    as_json: bool,
    jsonl: bool,
    exit_code: bool,
    as_of: date | None,
    known_as_of: date | None,
    named: str | None,
    data: Path | None,
) -> int:
    """Decide shipments from FILES (JSON, JSONL, CSV, XLSX; a folder; - for standard input).

    A folder of trade forms is decided on what they declare, and holds until a person has confirmed what was read.
    """
    if form is not None:
        return _write_form(form, out)
    if not files:
        raise click.UsageError("give a shipment file, a folder or -; endgate check --template json writes a form")
    folders = [name for name in files if holds_forms(name)]
    asked, faults = load(expand_folders(tuple(name for name in files if name not in folders)), mapping)
    for name in folders:
        _read_forms(Path(name), proposal, asked, faults)
    if out is not None and len(asked) > 1:
        raise click.UsageError(f"--out writes one record, not {len(asked)}; use --jsonl for several")
    edition = edition_of(named, data) if asked else None
    if recipient:
        if out is not None or jsonl or exit_code:
            raise click.UsageError("--for prints what is released; records and verdicts are for this house alone")
        return _show_for(recipient, asked, edition, as_of, known_as_of, as_json, faults)
    company = None if policy_file is None else _company(policy_file)
    options = Options(_policy(assume), recorded_reviews(data), facts=stated_facts(facts), company=company)
    decisions: list[Decision] = []
    before = earlier_shipments(earlier)
    for each in asked:
        assert edition is not None
        told = replace(options, facts=facts_with_earlier(options.facts, each.sourced.shipment, before))
        _decide(each, edition, as_of, known_as_of, told, decisions, faults)
    today = datetime.now(tz=UTC).date()
    for day in sorted({each.as_of for each in decisions if each.as_of > today}):
        say(f"{day} has not come yet: law and lists as they are known today; they may change")
    _print(decisions, as_json, jsonl, alone=len(asked) == 1 and not faults)
    if out is not None and decisions:
        write_whole(out, canonical(decisions[0]))
        say(f"wrote {out}; endgate replay {out} decides it again")
    return _end(decisions, faults, exit_code)


def _show_for(
    recipient: str,
    asked: list[Asked],
    edition: Edition | None,
    as_of: date | None,
    known_as_of: date | None,
    as_json: bool,
    faults: list[Fault],
) -> int:
    """Print what one recipient may see of every shipment; the decision itself is no part of it."""
    from endgate.cli.explain import released_to, show_released  # a check without --for starts faster

    seen = []
    for each in asked:
        assert edition is not None
        day = as_of or each.sourced.shipment.date
        try:
            seen.append(released_to(each, edition, recipient, day, known_as_of or day))
        except EndgateError as error:
            faults += error.faults
    if seen:
        show_released(seen, as_json)
    show_faults(faults)
    return FAULTY if faults else 0


def _read_forms(folder: Path, proposal: Path | None, asked: list[Asked], faults: list[Fault]) -> None:
    """Read a folder of trade forms; what was not read is told, and the decision is provisional."""
    from endgate.cli.check_forms import read_folder, shipment_of  # loads the readers of documents

    read = read_folder(folder)
    if read.asked is None or read.proposed is None:
        faults += read.faults
        return
    show_faults(read.faults)
    asked.append(read.asked)
    say(f"{folder}: provisional, on what its forms declare; {len(read.proposed.to_confirm)} fields to confirm")
    for each in read.proposed.differences:
        say(f"  {each}")
    if proposal is not None:
        content = json.dumps(shipment_of(read.proposed), ensure_ascii=False, indent=1) + "\n"
        write_whole(proposal, content.encode())
        say(f"wrote {proposal}; confirm or mend it, empty its list unconfirmed, then: endgate check {proposal}")


def _decide(
    asked: Asked,
    edition: Edition,
    as_of: date | None,
    known_as_of: date | None,
    options: Options,
    decisions: list[Decision],
    faults: list[Fault],
) -> None:
    """Decide one shipment; a fault of its facts goes to the faults, the others are decided all the same."""
    try:
        decisions.append(
            decide(
                asked.sourced.shipment,
                edition,
                claims=asked.claims,
                as_of=as_of,
                known_as_of=known_as_of,
                options=options,
            )
        )
    except EndgateError as error:
        faults += error.faults


def _policy(assume: str) -> Policy:
    if not assume:
        return Policy()
    pairs = [each.partition("=") for each in assume.split(",")]
    allowed = {"informed": "no", "knowledge": "none"}
    for key, _, value in pairs:
        if allowed.get(key) != value:
            raise click.BadParameter(f"{key}={value}: write informed=no, knowledge=none or both", param_hint="--assume")
    return Policy(assume={key: value for key, _, value in pairs})


def _company(path: Path) -> CompanyPolicy:
    from endgate.decide.company.read import read_policy  # loads the reader of YAML, which a check without policy spares

    return read_policy(path)


def _write_form(form: str, out: Path | None) -> int:
    from endgate.shipment.template import template  # needed for a form only; loads a writer of workbooks

    content = template(form)
    if out is not None:
        write_whole(out, content)
        say(f"wrote {out}; fill it in and run: endgate check {out}")
    elif form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text: add --out form.xlsx")
    else:
        sys.stdout.buffer.write(content)
    return 0


def _print(decisions: list[Decision], as_json: bool, jsonl: bool, *, alone: bool) -> None:
    """Print what was decided. As JSON, one shipment asked alone is an object, anything else a list."""
    if not decisions:
        return
    if jsonl:
        emit_jsonl(decisions)
    elif as_json and alone:
        emit_json(decisions[0])
    elif as_json:
        emit_json(decisions)
    elif len(decisions) == 1:
        click.echo("\n".join(page(decisions[0])))
    else:
        asked = any(each.policy is not None for each in decisions)
        rows = [
            (each.shipment, str(each.as_of), actor.name, verdict(actor), basis(actor), concern(each))
            + ((company_says(each, actor.actor),) if asked else ())
            for each in decisions
            for actor in each.actors
        ]
        heads = ("shipment", "as of", "actor", "disposition", "legal basis", "concern")
        table("", (*heads, "company policy, not law") if asked else heads, rows)


def _end(decisions: list[Decision], faults: list[Fault], exit_code: bool) -> int:
    if faults:
        show_faults(faults)
        say(f"{len(decisions)} decided; faulty input was left out and earned no verdict")
        return FAULTY
    if exit_code:
        return max(map(exit_code_of, decisions), default=0)
    return 0
