"""``endgate evidence relate``: how two claims stand to each other; what a rule proposed weighs nothing until then."""

from __future__ import annotations

from pathlib import Path

import click

from endgate.cli.evidence_case import stamp, told, writing_options
from endgate.cli.output import table
from endgate.evidence.case.services import enter
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.errors import NO_SUCH_OBJECT, CaseError
from endgate.evidence.model import Relation
from endgate.evidence.vocabulary import RelationType


@click.command(name="relate")
@click.argument("start", required=False)
@click.argument("end", required=False)
@click.option("--type", "kind", type=click.Choice([each.value for each in RelationType]), help="START … END.")
@click.option("--note", default="", help="Why.")
@writing_options
def relate(
    start: str | None, end: str | None, kind: str | None, note: str, folder: Path, actor: str, dry_run: bool
) -> None:
    """Record that claim START denies, contradicts, qualifies … claim END; without them, list the relations.

    Only a recorded relation is weighed. Corroboration is never proposed: two outlets may have one origin.
    """
    store = CaseDirectory.open(folder)
    if start is None:
        _list(store)
        return
    if end is None or kind is None:
        raise click.UsageError("give START, END and --type")
    known = {claim.id for claim in store.view().claims}
    unknown = [each for each in (start, end) if each not in known]
    if unknown:
        raise CaseError(NO_SUCH_OBJECT.at(unknown[0], "it is no claim of this case"))
    if start == end:
        raise click.UsageError("a claim stands in no relation to itself")
    if not dry_run:
        told(enter(store, "relation:add", Relation(RelationType(kind), start, end, note), stamp(actor)))


def _list(store: CaseDirectory) -> None:
    file = store.view().claim_file()
    words = {claim.id: claim.proposition for claim in file.claims}
    rows = [
        (f"{each.start} {each.type.value} {each.end}", words[each.start], words[each.end], each.made_by, each.note)
        for each in file.relations
    ]
    table("relations", ("relation", "first claim", "second claim", "by", "why"), rows)


COMMANDS = (relate,)
