"""The verb ``party``: which listed parties a party might be, how strongly, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from endgate.cli.asking import DayType, edition_of
from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.party_batch import screen_file
from endgate.cli.party_figures import profile_lines, summary
from endgate.cli.party_query import query_from
from endgate.cli.party_rows import explanation, party_lines, plain, row, with_clusters
from endgate.cli.place import REVIEWS, data_directory, data_option, edition_option
from endgate.decide.identity import listing_note
from endgate.edition.opened import Edition
from endgate.names.compare import compare
from endgate.names.facts import births_out_of_reach, facts_of_query
from endgate.names.model import Query, Screening
from endgate.names.profiles import profile_names
from endgate.names.reviews import ReviewBook, read_reviews, reviewed
from endgate.names.screen import screen
from endgate.terms.kinds import PartyKind

FACTS: tuple[Callable[..., Callable[..., None]], ...] = (
    click.option("--kind", type=click.Choice([kind.value for kind in PartyKind]), default=PartyKind.UNKNOWN.value),
    click.option(
        "--alias", "aliases", multiple=True, metavar="NAME", help="Another name of the same party; repeatable."
    ),
    click.option(
        "--country", "countries", multiple=True, metavar="XX", help="Nationality, seat or address; repeatable."
    ),
    click.option(
        "--birth-date", "births", multiple=True, metavar="DATE", help="1966, 1966-09 or 1966-09-08; ~ for circa."
    ),
    click.option(
        "--id",
        "numbers",
        multiple=True,
        metavar="TYPE=[CC:]VALUE",
        help="passport=IR:…, lei=…, imo_ship=…; repeatable.",
    ),
    click.option("--address", "addresses", multiple=True, metavar="TEXT", help="Street, number, town; repeatable."),
    click.option("--gender", "genders", multiple=True, metavar="M|F", help="Of a person."),
)
"""Options that state facts of a party; ``review`` shares them."""


def fact_options(verb: Callable[..., object]) -> Callable[..., object]:
    """Give a verb the options that state facts of a party."""
    for option in reversed(FACTS):
        verb = option(verb)
    return verb


@dataclass(frozen=True)
class _Asking:
    """The edition, the days, the reviews and the breadth of one call."""

    edition: Edition
    as_of: date
    known_as_of: date
    profile: str
    limit: int
    book: ReviewBook

    def screenings(self, queries: Sequence[Query]) -> tuple[Screening, ...]:
        found = screen(queries, self.edition.names, party_of=self.edition.party, profile=self.profile, limit=self.limit)
        return tuple(self._noted(query, answer) for query, answer in zip(queries, found, strict=True))

    def _noted(self, query: Query, answer: Screening) -> Screening:
        """The answer with listings on the day, recorded reviews, and births that nobody can have."""
        matches = []
        for match in answer.matches:
            listings = self.edition.listing(match.party_id, as_of=self.as_of, known_as_of=self.known_as_of)
            listed = self.edition.party(match.party_id)
            answered = "" if listed is None else self.book.answer(query, listed, as_of=self.as_of)
            matches.append(replace(reviewed(match, answered), listings=tuple(map(listing_note, listings))))
        faults = (*answer.faults, *births_out_of_reach(answer.ref, facts_of_query(query), self.as_of))
        return replace(answer, matches=tuple(matches), faults=faults)


@click.command(name="party")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@fact_options
@click.option("--profile", type=click.Choice(profile_names()), help="How wide to look; standard otherwise.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--as-of", type=DayType(), help="Day on which listings are read; today otherwise.")
@click.option("--known-as-of", type=DayType(), help="Only what could be known that day; --as-of otherwise.")
@click.option(
    "--batch", type=click.Path(path_type=Path), metavar="FILE", help="Screen each row of a CSV or of JSON lines."
)
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
    profile: str | None,
    limit: int,
    as_of: date | None,
    known_as_of: date | None,
    batch: Path | None,
    comparing: bool,
    explain: bool,
    one_for_each: bool,
    as_json: bool,
    named: str | None,
    data: Path | None,
    **facts: Sequence[str],
) -> int:
    """Search the lists for each NAME. A match is a reason to look; only an identifier or a person settles it.

    With --profile alone, show what that profile asks and what it was measured to find.
    """
    if batch is None and not names:
        return _profile(profile)
    queries = _queries(names, aliases, kind, facts)
    if comparing:
        return _compare(queries, profile or "standard", as_json=as_json)
    if profile is not None and (told := summary(profile)):
        say(told)
    day = as_of or datetime.now(UTC).date()
    book = read_reviews(data_directory(data) / REVIEWS)
    asking = _Asking(edition_of(named, data), day, known_as_of or day, profile or "standard", limit, book)
    if batch is not None:
        return _batch(batch, queries, asking)
    answers = asking.screenings(queries)
    if as_json:
        emit_json(with_clusters(answers, asking.edition))
    else:
        _show(answers, asking, explain=explain, one_for_each=one_for_each)
    show_faults([fault for answer in answers for fault in answer.faults] + list(book.faults))
    return 0 if all(answer.screened for answer in answers) else 1


def _queries(
    names: Sequence[str], aliases: Sequence[str], kind: str, facts: dict[str, Sequence[str]]
) -> tuple[Query, ...]:
    try:
        return tuple(query_from(name, aliases, PartyKind(kind), facts) for name in names)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _profile(profile: str | None) -> int:
    if profile is None:
        raise click.UsageError("give a NAME, or --batch FILE; --profile alone shows what a profile asks")
    for line in profile_lines(profile):
        click.echo(line)
    return 0


def _batch(path: Path, queries: Sequence[Query], asking: _Asking) -> int:
    if queries:
        raise click.UsageError("--batch takes its names from the file")
    _show_gaps(asking.edition, asking.as_of)
    tally = screen_file(path, asking.screenings, lambda answers: with_clusters(answers, asking.edition))
    show_faults(list(asking.book.faults))
    return 1 if tally.set_aside or tally.unreadable else 0


def _compare(queries: Sequence[Query], profile: str, *, as_json: bool) -> int:
    if len(queries) != 2:
        raise click.UsageError("--compare takes two names; facts that are stated describe the first")
    left, right = queries
    bare = Query(right.ref, right.names[:1], right.kind)
    result = compare(replace(left, ref="left"), replace(bare, ref="right"), profile=profile)
    if as_json:
        emit_json(result)
        return 0
    click.echo(f"{result.grade.value}  {result.score:.2f}  (cut {result.cut:.2f}, read as {result.kind.value})")
    click.echo(result.text)
    for line in explanation(result):
        click.echo(line)
    return 0


def _show(answers: Sequence[Screening], asking: _Asking, *, explain: bool, one_for_each: bool) -> None:
    _show_gaps(asking.edition, asking.as_of)
    for answer in answers:
        for name in answer.coverage.unreadable:
            click.echo(f"not compared, unreadable: {plain(name)!r}")
        if not answer.matches:
            _show_none(answer, asking)
            continue
        lines = party_lines(
            answer.matches,
            asking.edition,
            as_of=asking.as_of,
            known_as_of=asking.known_as_of,
            one_for_each=one_for_each,
        )
        columns = ("grade", "score", "party", "lists", "why")
        table(f"{plain(answer.name)} (as of {asking.as_of})", columns, map(row, lines), ratios=(2, 1, 4, 4, 6))
        if answer.suppressed:
            click.echo(f"{answer.suppressed} more; raise --limit to see them")
        if explain:
            _explain(answer)


def _show_none(answer: Screening, asking: _Asking) -> None:
    """No match, or nothing that could have matched: the two must not look alike."""
    if not answer.screened:
        click.echo(f"{plain(answer.name)!r}: not screened, nothing of it can be compared")
        return
    click.echo(
        f"{plain(answer.name)}: no match among {answer.coverage.parties_searched} listed parties "
        f"(as of {asking.as_of}, {answer.coverage.guarantee})"
    )


def _explain(answer: Screening) -> None:
    for match in answer.matches:
        click.echo(f"\n{match.party_id}  {match.right.name}")
        for line in explanation(match):
            click.echo(line)


def _show_gaps(edition: Edition, day: date) -> None:
    """What a non-match does not say: lists that are absent or old."""
    lacking = list(dict.fromkeys(f"{each.authority} {each.name}" for each in edition.lacks()))
    if lacking:
        say(f"not checked (not held as a whole): {', '.join(lacking)}")
    stale = [f"{each.id} of {each.stated_date}" for each in edition.sources() if each.stale(day)]
    if stale:
        say(f"stale: {', '.join(stale)}")
