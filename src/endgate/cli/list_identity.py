"""The verbs ``list same`` and ``list different``: a person says whether two records are one party. And its display."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from endgate.cli.output import say, table
from endgate.cli.place import data_directory, data_option, edition_option, find_edition
from endgate.edition.decisions import append_decisions
from endgate.edition.default import STORE
from endgate.edition.errors import UNKNOWN_EDITION_PARTY, EditionError
from endgate.edition.links import IdentityDecision, Link
from endgate.edition.opened import Edition, open_edition


def _deciding(name: str, *, same: bool, summary: str) -> click.Command:
    @click.command(name=name, help=summary)
    @click.argument("left", metavar="PARTY")
    @click.argument("right", metavar="PARTY")
    @click.option("--reason", required=True, help="Why; it is shown beside the link.")
    @click.option("--by", required=True, help="Who decides.")
    @edition_option
    @data_option
    def decide(left: str, right: str, reason: str, by: str, named: str | None, data: Path | None) -> None:
        edition = open_edition(find_edition(data, named))
        for each in (left, right):
            if edition.party(each) is None:
                raise EditionError(UNKNOWN_EDITION_PARTY.at("PARTY", f"{each!r} is not in this edition"))
        if left == right:
            raise click.UsageError("the two are one record")
        first, second = sorted((left, right))
        decision = IdentityDecision(first, second, same, by, reason, datetime.now(UTC).date())
        append_decisions(data_directory(data) / STORE, [decision])
        click.echo(f"Recorded: {first} and {second} are {'one party' if same else 'two parties'}")
        say("Next: endgate edition build")

    return decide


decide_same = _deciding("same", same=True, summary="Record that two records of an edition are one party.")
decide_different = _deciding("different", same=False, summary="Record that two records of an edition are two parties.")


def show_identity(edition: Edition, party_id: str) -> None:
    """Print the records that are the same party, and the links that were proposed or rejected."""
    links = edition.links_of(party_id)
    others = [each for each in edition.cluster_of(party_id).members if each != party_id]
    direct = {each.other(party_id): each for each in links}
    rows = [_row(edition, each, direct.get(each)) for each in others]
    rows += [_row(edition, other, link) for other, link in sorted(direct.items()) if other not in others]
    if rows:
        table("Same party in other entries", ("party", "name", "state", "for", "against"), rows, ratios=(3, 3, 2, 5, 4))


def _row(edition: Edition, other: str, link: Link | None) -> tuple[str, ...]:
    party = edition.party(other)
    name = "" if party is None else party.primary_name
    if link is None:
        return other, name, "by way of another", "", ""
    state = link.state.value.replace("_", " ") + (f"\n{link.by}: {link.reason}" if link.by else "")
    evidence = "\n".join(f"{each.type.value}: {_both(each.left, each.right)}" for each in link.evidence)
    return other, name, state, evidence, "\n".join(each.text for each in link.contradictions)


def _both(left: str, right: str) -> str:
    return left if left == right else f"{left} | {right}"
