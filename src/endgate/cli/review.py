"""The verb ``review``: a person's decisions on party matches, recorded with reason and author, never overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.asking import DayType
from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.party import query_from
from endgate.cli.place import REVIEWS, data_directory, data_option, edition_option, find_edition
from endgate.edition.opened import open_edition
from endgate.names.model import Query
from endgate.names.reviews import (
    Judgement,
    Review,
    append_reviews,
    material_hash,
    query_fingerprint,
    read_reviews,
    references_of,
)
from endgate.terms.kinds import PartyKind


@click.group(name="review")
def command() -> None:
    """Record that a match is the same party, a different one, or unsure; later runs show it beside the match."""


@command.command(name="ls")
@click.option("--json", "as_json", is_flag=True, help="Print the reviews as JSON.")
@data_option
def ls(as_json: bool, data: Path | None) -> None:
    """List the reviews, oldest first."""
    book = read_reviews(data_directory(data) / REVIEWS)
    if as_json:
        emit_json(book.reviews)
    else:
        rows = [(str(r.on), r.judgement.value, r.query_name, r.listed_name, r.by, r.reason) for r in book.reviews]
        table("", ("on", "judgement", "party", "listed party", "by", "reason"), rows)
    show_faults(book.faults)


def _judging(judgement: Judgement) -> Callable[..., None]:
    def record(
        name: str,
        party_id: str,
        kind: str,
        aliases: Sequence[str],
        reason: str,
        by: str,
        on: date | None,
        until: date | None,
        named: str | None,
        data: Path | None,
        **facts: Sequence[str],
    ) -> None:
        edition = open_edition(find_edition(data, named))
        listed = edition.party(party_id)
        if listed is None:
            raise click.UsageError(f"{party_id!r} is no party of this edition; endgate party shows the ids")
        query: Query = query_from(name, aliases, PartyKind(kind), facts)
        review = Review(
            judgement,
            query_fingerprint(query),
            references_of(listed),
            material_hash(listed),
            reason,
            by,
            on or datetime.now(UTC).date(),
            until,
            name,
            listed.primary_name,
            party_id,
        )
        append_reviews(data_directory(data) / REVIEWS, [review])
        say(f"recorded: {name} and {listed.primary_name} ({party_id}): {judgement.value}")

    record.__doc__ = f"Record that NAME and the listed PARTY_ID are {judgement.value}."
    return record


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("name"),
    click.argument("party_id"),
    click.option("--kind", type=click.Choice([kind.value for kind in PartyKind]), default=PartyKind.UNKNOWN.value),
    click.option("--country", "countries", multiple=True, metavar="XX"),
    click.option("--birth-date", "births", multiple=True, metavar="DATE"),
    click.option("--id", "numbers", multiple=True, metavar="TYPE=VALUE"),
    click.option("--alias", "aliases", multiple=True, metavar="NAME"),
    click.option("--reason", required=True, help="Why; it stands beside the match for ever."),
    click.option("--by", required=True, help="Who decides."),
    click.option("--on", type=DayType(), help="Day of the decision; today otherwise."),
    click.option("--until", type=DayType(), help="Day from which the review no longer counts."),
    edition_option,
    data_option,
)


def _register(judgement: Judgement) -> None:
    function: Any = _judging(judgement)
    for option in reversed(_OPTIONS):
        function = option(function)
    command.command(name=judgement.value)(function)


for _judgement in Judgement:
    _register(_judgement)
