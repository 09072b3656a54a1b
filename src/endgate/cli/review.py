"""The verb ``review``: a person's decisions on party matches, recorded with reason and author, never overwritten."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.asking import DayType
from endgate.cli.output import emit_json, emit_jsonl, say, show_faults, table, write_whole
from endgate.cli.party import fact_options
from endgate.cli.party_query import query_from
from endgate.cli.paths import FILE
from endgate.cli.place import REVIEWS, data_directory, data_option, edition_option, find_edition
from endgate.edition.opened import Edition, open_edition
from endgate.names.facts import query_of
from endgate.names.model import Query
from endgate.names.normalise import words
from endgate.names.reviews import Judgement, Review, append_reviews, concerns, holds, make_review, read_reviews
from endgate.shipment.read import read_shipments
from endgate.terms.codec import encode
from endgate.terms.faults import EndgateError
from endgate.terms.kinds import PartyKind


@click.group(name="review")
def command() -> None:
    """Record that a match is the same party, a different one, or unsure; later runs show it beside the match."""


@command.command(name="ls")
@click.option("--json", "as_json", is_flag=True, help="Print the reviews as JSON.")
@click.option("--check", "checking", is_flag=True, help="Say of each whether it still holds for the edition.")
@click.option("--as-of", type=DayType(), help="Day for --check; today otherwise.")
@edition_option
@data_option
def ls(as_json: bool, checking: bool, as_of: date | None, named: str | None, data: Path | None) -> int:
    """List the reviews, oldest first."""
    book = read_reviews(data_directory(data) / REVIEWS)
    edition = open_edition(find_edition(data, named)) if checking else None
    states = [_state(each, edition, as_of or _today()) for each in book.reviews]
    if as_json:
        emit_json(
            [encode(each) | ({"now": now} if now else {}) for each, now in zip(book.reviews, states, strict=True)]
        )
    else:
        _table(book.reviews, states, checking=checking)
    show_faults(book.faults)
    return 1 if book.faults else 0


def _table(reviews: Sequence[Review], states: Sequence[str], *, checking: bool) -> None:
    columns = ("on", "until", "judgement", "party", "listed party", "where", "by", "reason")
    rows = [
        (
            str(each.on),
            str(each.until or ""),
            each.judgement.value,
            each.query_name,
            f"{each.listed_name}\n{each.party_id}",
            each.shipment or "all shipments",
            each.by,
            each.reason,
            *((now,) if checking else ()),
        )
        for each, now in zip(reviews, states, strict=True)
    ]
    table("", (*columns, *(("now",) if checking else ())), rows)


def _state(review: Review, edition: Edition | None, day: date) -> str:
    """``holds``, ``ended``, ``changed``, ``renumbered`` (under another id now), ``gone``; empty where nobody asks."""
    if edition is None:
        return ""
    if review.until is not None and review.until <= day:
        return "ended"
    listed = edition.party(review.party_id)
    if listed is not None:
        return "holds" if concerns(review, listed) and holds(review, listed, day) else "changed"
    references = [each.partition(":") for each in review.references if each != review.party_id]
    found = [each for authority, _, number in references for each in edition.by_reference(authority, number)]
    return f"renumbered: {', '.join(dict.fromkeys(found))}" if found else "gone"


@command.command(name="export")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File in place of standard output.")
@click.option("--csv", "as_csv", is_flag=True, help="A table in place of JSON lines.")
@data_option
def export(out: Path | None, as_csv: bool, data: Path | None) -> int:
    """Print every review that can be read, oldest first, as JSON lines that ``review`` files are made of."""
    book = read_reviews(data_directory(data) / REVIEWS)
    if out is not None:
        write_whole(out, (_csv(book.reviews) if as_csv else _jsonl(book.reviews)).encode("utf-8"))
        say(f"wrote {len(book.reviews)} reviews to {out}")
    elif as_csv:
        click.echo(_csv(book.reviews), nl=False)
    else:
        emit_jsonl(book.reviews)
    show_faults(book.faults)
    return 1 if book.faults else 0


def _jsonl(reviews: Iterable[Review]) -> str:
    return "".join(json.dumps(encode(each), ensure_ascii=False, sort_keys=True) + "\n" for each in reviews)


def _csv(reviews: Iterable[Review]) -> str:
    text = io.StringIO()
    columns = list(Review.__dataclass_fields__)
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for each in reviews:
        writer.writerow({key: _cell(value) for key, value in encode(each).items()})
    return text.getvalue()


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = " | ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _today() -> date:
    return datetime.now(UTC).date()


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
        source: Path | None,
        shipment: str,
        this_shipment: bool,
        dry_run: bool,
        named: str | None,
        data: Path | None,
        **facts: Sequence[str],
    ) -> None:
        listed = open_edition(find_edition(data, named)).party(party_id)
        if listed is None:
            raise click.UsageError(f"{party_id!r} is no party of this edition; endgate party shows the ids")
        query, found_in = _question(name, aliases, kind, facts, source)
        if this_shipment and not found_in:
            raise click.UsageError("--this-shipment needs --from FILE; or name it by --shipment ID")
        try:
            review = make_review(
                judgement,
                query,
                listed,
                reason=reason,
                by=by,
                on=on or _today(),
                until=until,
                shipment=found_in if this_shipment else shipment,
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        if not dry_run:
            append_reviews(data_directory(data) / REVIEWS, [review])
        where = f" in shipment {review.shipment}" if review.shipment else ""
        done = "would record" if dry_run else "recorded"
        say(f"{done}: {query.names[0]} and {listed.primary_name} ({party_id}): {judgement.value}{where}")

    record.__doc__ = (
        f"Record that NAME and the listed PARTY_ID are {judgement.value}.\n\n"
        "It holds for a party of that name, kind, dates, countries and numbers. With --from FILE, NAME is the id or "
        "name of a party of that shipment, and its facts are taken from there."
    )
    return record


def _question(
    name: str, aliases: Sequence[str], kind: str, facts: dict[str, Sequence[str]], source: Path | None
) -> tuple[Query, str]:
    """The party that was looked at, and the id of its shipment where it came from one."""
    if source is not None:
        return _from_shipment(source, name)
    if not words(name):
        raise click.UsageError(f"{name!r} holds nothing that can be compared, so nobody could be reviewed by it")
    try:
        return query_from(name, aliases, PartyKind(kind), facts), ""
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _from_shipment(source: Path, name: str) -> tuple[Query, str]:
    read = read_shipments(source)
    if read.faults:
        raise EndgateError(*read.faults)
    for sourced in read.shipments:
        for party in sourced.shipment.parties:
            if name in (party.id, party.name):
                return query_of(party), sourced.shipment.id
    raise click.UsageError(f"{source} has no party {name!r}")


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.argument("name"),
    click.argument("party_id"),
    fact_options,
    click.option("--reason", required=True, help="Why; it stands beside the match for ever."),
    click.option("--by", required=True, help="Who decides."),
    click.option("--on", type=DayType(), help="Day of the decision; today otherwise."),
    click.option("--until", type=DayType(), help="Day from which it must be confirmed anew."),
    click.option("--from", "source", type=FILE, help="Shipment of the party."),
    click.option("--shipment", default="", metavar="ID", help="Only in this shipment; in all of them otherwise."),
    click.option("--this-shipment", is_flag=True, help="Only in the shipment of --from."),
    click.option("--dry-run", is_flag=True, help="Say what would be recorded, and record nothing."),
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
