"""The verb ``party``: which listed parties a party might be, how strongly, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from endgate.cli.asking import DayType
from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.party_rows import party_lines, row, with_clusters
from endgate.cli.place import REVIEWS, data_directory, data_option, edition_option, find_edition
from endgate.decide.identity import listing_note
from endgate.edition.opened import Edition, open_edition
from endgate.names.compare import compare
from endgate.names.model import Comparison, Query, QueryIdentifier, Screening
from endgate.names.reviews import ReviewBook, read_reviews
from endgate.names.screen import screen
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode


@click.command(name="party")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--kind", type=click.Choice([kind.value for kind in PartyKind]), default=PartyKind.UNKNOWN.value)
@click.option("--country", "countries", multiple=True, metavar="XX", help="Nationality, seat or address; repeatable.")
@click.option("--birth-date", "births", multiple=True, metavar="DATE", help="1966, 1966-09 or 1966-09-08; ~ for circa.")
@click.option("--id", "numbers", multiple=True, metavar="TYPE=VALUE", help="passport=…, lei=…, imo_ship=…; repeatable.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name of the same party; repeatable.")
@click.option("--profile", type=click.Choice(["strict", "standard", "wide"]), default="standard")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--as-of", type=DayType(), help="Day on which listings are read; today otherwise.")
@click.option("--known-as-of", type=DayType(), help="Only what could be known that day; --as-of otherwise.")
@click.option("--compare", "comparing", is_flag=True, help="Compare two NAMEs with each other, without a list.")
@click.option("--explain", is_flag=True, help="Show the words that were paired and what each fact says.")
@click.option("--all", "one_for_each", is_flag=True, help="One line for each list's entry, not for each party.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@edition_option
@data_option
def command(
    names: Sequence[str],
    kind: str,
    aliases: Sequence[str],
    profile: str,
    limit: int,
    as_of: date | None,
    known_as_of: date | None,
    comparing: bool,
    explain: bool,
    one_for_each: bool,
    as_json: bool,
    named: str | None,
    data: Path | None,
    **facts: Sequence[str],
) -> None:
    """Search the lists for each NAME. A match is a reason to look; only an identifier or a person settles it."""
    if comparing:
        _compare(names, PartyKind(kind), profile, as_json)
        return
    day = as_of or datetime.now(UTC).date()
    edition = open_edition(find_edition(data, named))
    queries = [query_from(name, aliases, PartyKind(kind), facts) for name in names]
    found = screen(queries, edition.names, party_of=edition.party, profile=profile, limit=limit)
    book = read_reviews(data_directory(data) / REVIEWS)
    answers = [
        _with_listings(query, answer, edition, book, day, known_as_of or day)
        for query, answer in zip(queries, found, strict=True)
    ]
    if as_json:
        emit_json(with_clusters(answers, edition))
    else:
        _show(answers, edition, day, known_as_of or day, explain=explain, one_for_each=one_for_each)
    show_faults([fault for answer in answers for fault in answer.faults] + list(book.faults))


def query_from(name: str, aliases: Sequence[str], kind: PartyKind, facts: dict[str, Sequence[str]]) -> Query:
    """The question that NAME and the options of facts ask."""
    try:
        births = tuple(PartialDate.parse(each) for each in facts["births"])
        countries = tuple(("stated", CountryCode.from_json(each)) for each in facts["countries"])
        numbers = tuple(_number(each) for each in facts["numbers"])
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return Query(name, (name, *aliases), kind, births, countries, numbers)


def _number(text: str) -> QueryIdentifier:
    label, sign, value = text.partition("=")
    known = [kind.value for kind in IdentifierKind]
    if not sign or not value.strip() or label not in known:
        raise click.UsageError(f"--id {text!r} is not TYPE=VALUE with a type of {', '.join(known)}")
    return QueryIdentifier(IdentifierKind(label), value.strip())


def _with_listings(
    query: Query, answer: Screening, edition: Edition, book: ReviewBook, as_of: date, known_as_of: date
) -> Screening:
    matches = []
    for match in answer.matches:
        listings = edition.listing(match.party_id, as_of=as_of, known_as_of=known_as_of)
        listed = edition.party(match.party_id)
        review = "" if listed is None else book.answer(query, listed, as_of=as_of)
        matches.append(replace(match, listings=tuple(map(listing_note, listings)), review=review))
    return replace(answer, matches=tuple(matches))


def _compare(names: Sequence[str], kind: PartyKind, profile: str, as_json: bool) -> None:
    if len(names) != 2:
        raise click.UsageError("--compare takes two names")
    result = compare(Query("left", (names[0],), kind), Query("right", (names[1],), kind), profile=profile)
    if as_json:
        emit_json(result)
        return
    click.echo(f"{result.grade.value}  {result.score:.2f}  (cut {result.cut:.2f}, read as {result.kind.value})")
    click.echo(result.text)
    _show_edges(result)


def _show(
    answers: Sequence[Screening], edition: Edition, day: date, known_as_of: date, *, explain: bool, one_for_each: bool
) -> None:
    _show_gaps(edition, day)
    for answer in answers:
        for name in answer.coverage.unreadable:
            click.echo(f"not compared, unreadable: {name!r}")
        if not answer.matches:
            click.echo(
                f"{answer.name}: no match among {answer.coverage.parties_searched} listed parties "
                f"(as of {day}, {answer.coverage.guarantee})"
            )
            continue
        lines = party_lines(answer.matches, edition, as_of=day, known_as_of=known_as_of, one_for_each=one_for_each)
        columns = ("grade", "score", "party", "lists", "why")
        table(f"{answer.name} (as of {day})", columns, map(row, lines), ratios=(2, 1, 4, 4, 6))
        if answer.suppressed:
            click.echo(f"{answer.suppressed} more; raise --limit to see them")
        if explain:
            for match in answer.matches:
                click.echo(f"\n{match.party_id}  {match.right.name}")
                _show_edges(match)


def _show_gaps(edition: Edition, day: date) -> None:
    """What a non-match does not say: lists that are absent or old."""
    lacking = list(dict.fromkeys(f"{each.authority} {each.name}" for each in edition.lacks()))
    if lacking:
        say(f"not checked (not held as a whole): {', '.join(lacking)}")
    stale = [f"{each.id} of {each.stated_date}" for each in edition.sources() if each.stale(day)]
    if stale:
        say(f"stale: {', '.join(stale)}")


def _show_edges(result: Comparison) -> None:
    for edge in result.edges:
        words = f"{' '.join(edge.left)} ~ {' '.join(edge.right)}"
        click.echo(f"  {edge.score:.2f} × {edge.weight:.2f}  {words}  ({edge.token_class.value}, {edge.type.value})")
    for word in result.unpaired:
        click.echo(f"  −{word.cost:.2f}  {word.token}  ({word.side}, {word.token_class.value}, {word.reason})")
    for cap in result.caps:
        click.echo(f"  at most {cap.at:.2f}: {cap.rule.replace('_', ' ')}")
    for fact in result.facts:
        values = f"{', '.join(fact.left) or '–'} | {', '.join(fact.right) or '–'}"
        click.echo(f"  {fact.scheme or fact.type}: {fact.relation} ({values})")
    click.echo(f"  worth {result.bits:.1f} bits, {result.bits_required:.1f} needed")
