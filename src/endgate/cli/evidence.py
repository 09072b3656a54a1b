"""``endgate evidence``: the attributed claims of a file, whole or as one recipient may see them."""

from __future__ import annotations

from pathlib import Path

import click

from endgate.cli import (
    evidence_case,
    evidence_notice,
    evidence_provider,
    evidence_relate,
    evidence_release,
    evidence_tie,
)
from endgate.cli.evidence_review import review
from endgate.cli.output import emit_json, table
from endgate.evidence.extract.propose import scored_form
from endgate.evidence.extract.text import read_text
from endgate.evidence.model import Claim, ClaimFile
from endgate.evidence.read import read_claims
from endgate.evidence.release import Released, cut, recipient_of


@click.group()
def command() -> None:
    """Attributed claims beside a shipment."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--for", "recipient", metavar="RECIPIENT", help="Show only what this recipient may see, in its words.")
@click.option("--format", "form", type=click.Choice(["score"]), help="Extract from the text FILE, for the scorer.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def claims(file: Path, recipient: str | None, form: str | None, as_json: bool) -> None:
    """List the claims of FILE: who says what, through whom, how surely, and where its review stands."""
    if form is not None:
        emit_json(scored_form(read_text(file)))
        return
    read = read_claims(file, name=str(file))
    if recipient is not None:
        _show_released(cut(read, recipient_of(read, recipient)), as_json)
    elif as_json:
        emit_json(read)
    else:
        _show(read)


def _show(file: ClaimFile) -> None:
    names = {source.id: source.name for source in file.sources}
    rows = [
        (
            claim.id,
            claim.proposition,
            claim.modality.value,
            " > ".join(names[link.source] for link in claim.chain),
            str(claim.state() or ""),
            _marks(claim),
        )
        for claim in file.claims
    ]
    table("claims", ("id", "claim", "modality", "said by, outermost first", "review", "released to"), rows)


def _marks(claim: Claim) -> str:
    return f"{claim.label.value}: {', '.join(claim.release_to) or 'nobody'}"


def _show_released(released: Released, as_json: bool) -> None:
    if as_json:
        emit_json(released)
        return
    rows = [
        (str(claim.number), claim.proposition, claim.modality.value, " > ".join(claim.chain), claim.label.value)
        for claim in released.claims
    ]
    table("claims", ("no", "claim", "modality", "said by, outermost first", "label"), rows)


for each in (
    *evidence_case.COMMANDS,
    *evidence_notice.COMMANDS,
    *evidence_provider.COMMANDS,
    *evidence_relate.COMMANDS,
    *evidence_tie.COMMANDS,
    review,
    *evidence_release.COMMANDS,
):
    command.add_command(each)
