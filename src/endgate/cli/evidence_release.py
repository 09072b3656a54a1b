"""``endgate evidence recipient|mark|consent|export``: who may see what, and what they get. Nobody, unless named."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import click

from endgate.cli.asking import DayType
from endgate.cli.evidence_case import stamp, writing_options
from endgate.cli.output import emit_json, say
from endgate.cli.paths import FILE
from endgate.evidence.case.services import consent, enter, mark
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.exchange import EXPORTERS
from endgate.evidence.exchange.record import ReleaseRecord
from endgate.evidence.model import ClaimFile, Consent, Recipient, Wording
from endgate.evidence.read import read_claims
from endgate.evidence.release import cut, recipient_of
from endgate.evidence.vocabulary import ConsentState, Label, Level, RecipientKind

_LABELS = click.Choice([each.value for each in Label])


@click.command(name="recipient")
@click.argument("ident", metavar="ID")
@click.option("--name", default="", help="Its name.")
@click.option("--kind", type=click.Choice([each.value for each in RecipientKind]), default="partner_authority")
@click.option("--ceiling", type=_LABELS, default=Label.CLEAR.value, help="The highest label that may go there.")
@writing_options
def recipient(ident: str, name: str, kind: str, ceiling: str, folder: Path, actor: str, dry_run: bool) -> None:
    """Enter somebody to whom claims may be released."""
    store = CaseDirectory.open(folder, make=not dry_run)
    if not dry_run:
        fact = Recipient(ident, name, RecipientKind(kind), ceiling=Label(ceiling))
        enter(store, "recipient:add", fact, stamp(actor))


@click.command(name="mark")
@click.argument("claim")
@click.option("--label", type=_LABELS, default=Label.RED.value)
@click.option("--release-to", multiple=True, metavar="RECIPIENT", help="Who may see it; nobody otherwise.")
@writing_options
def mark_command(claim: str, label: str, release_to: tuple[str, ...], folder: Path, actor: str, dry_run: bool) -> None:
    """Say who may see CLAIM. The marks given replace those before."""
    store = CaseDirectory.open(folder)
    if not dry_run:
        mark(store, claim, Label(label), release_to, stamp(actor))


@click.command(name="consent")
@click.argument("claim")
@click.option("--link", type=int, required=True, help="Number of the link, 1 for the outermost.")
@click.option("--recipient", "whom", required=True)
@click.option("--state", type=click.Choice([each.value for each in ConsentState]), required=True)
@click.option("--level", type=click.Choice([each.value for each in Level]), default=Level.EXACT.value)
@click.option("--wording", default="", help="The originator's words for the link at that level.")
@click.option("--owner", default="", help="Who answered.")
@writing_options
def consent_command(
    claim: str,
    link: int,
    whom: str,
    state: str,
    level: str,
    wording: str,
    owner: str,
    folder: Path,
    actor: str,
    dry_run: bool,
) -> None:
    """Record what the owner of a link of CLAIM answered for one recipient."""
    store = CaseDirectory.open(folder)
    if not dry_run:
        now = stamp(actor)
        answer = Consent(whom, ConsentState(state), Level(level), owner, date.fromisoformat(now.at[:10]))
        consent(store, claim, link, answer, now, Wording(Level(level), wording) if wording else None)


@click.command(name="export")
@click.argument("file", required=False, type=FILE)
@click.option("--case", "folder", type=click.Path(path_type=Path), help="Folder of the case, instead of FILE.")
@click.option("--for", "recipient", metavar="RECIPIENT", help="Who gets it; needed for every format but claims.")
@click.option("--format", "form", type=click.Choice(["claims", *EXPORTERS]), default="json")
@click.option("--issued", type=DayType(), help="Day of issue, for stix and prov.")
@click.option("--originator", default="", help="Who releases it, for stix and prov.")
@click.option("--seed", default="", help="Secret of an earlier release, to make the same bytes again.")
@click.option("--known-as-of", type=DayType(), help="As the claims stood that day.")
def export(
    file: Path | None,
    folder: Path | None,
    recipient: str | None,
    form: str,
    issued: date | None,
    originator: str,
    seed: str,
    known_as_of: date | None,
) -> None:
    """Print what RECIPIENT may see, or with --format claims the whole case as a file to lay beside a shipment."""
    claims = _claims(file, folder, known_as_of)
    if form == "claims":
        if recipient is not None:
            raise click.UsageError("--format claims is the whole case; choose json for a recipient")
        emit_json(claims)
        return
    if recipient is None:
        raise click.UsageError("say who gets it: --for RECIPIENT")
    if form in ("stix", "prov") and (issued is None or not originator):
        raise click.UsageError(f"{form} needs --issued and --originator; a day is never taken from the clock")
    if not seed:
        seed = secrets.token_hex(16)
        say(f"to make the same bytes again: --seed {seed}")
    released = cut(claims, recipient_of(claims, recipient), known_as_of=known_as_of)
    record = ReleaseRecord(recipient, originator, issued or date.min, seed)
    click.echo(EXPORTERS[form](released, record).decode(), nl=False)


def _claims(file: Path | None, folder: Path | None, known_as_of: date | None) -> ClaimFile:
    if (file is None) == (folder is None):
        raise click.UsageError("give either FILE or --case")
    if folder is not None:
        return CaseDirectory.open(folder).view(known_as_of=known_as_of).claim_file()
    assert file is not None
    return read_claims(file, name=str(file))


COMMANDS = (recipient, mark_command, consent_command, export)
