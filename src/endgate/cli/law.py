"""The verb ``law``: list the measures with their dates and review state, show one, lint measure files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.asking import DayType
from endgate.cli.law_table import print_days, print_table
from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.paths import PATH
from endgate.goods.compile import list_ids
from endgate.law.compile import LawBook, compile_law
from endgate.law.errors import UNKNOWN_MEASURE, LawError
from endgate.law.in_force import in_force
from endgate.law.lint import PACKAGE_LAW, Level, Remark
from endgate.law.lint import lint as lint_files
from endgate.law.model import Measure
from endgate.law.table import status_words
from endgate.law.unread import in_words
from endgate.terms.codec import encode
from endgate.terms.dates import read_day

_SHORT = 60

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
files_argument = click.argument("paths", nargs=-1, type=PATH)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date:
    try:
        return datetime.now(UTC).date() if value is None else read_day(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


day_option = click.option("--as-of", "as_of", callback=_day, metavar="DAY", help="Day of the law; today by default.")


@click.group(name="law")
def command() -> None:
    """Measures: dated, cited rules of law as data."""


@command.command(name="ls")
@click.option("--jurisdiction", metavar="J", help="Only the law of this jurisdiction.")
@day_option
@json_option
def list_measures(jurisdiction: str | None, as_of: date, as_json: bool) -> None:
    """List every measure with its review state and whether it is in force."""
    book = _book()
    chosen = [each for each in book.measures() if jurisdiction in (None, each.jurisdiction)]
    if as_json:
        emit_json([_summary(book, measure, as_of) for measure in chosen])
        return
    rows = [_row(book, measure, as_of) for measure in chosen]
    table(f"Law on {as_of}", ("id", "law of", "in force", "class", "review", "citation"), rows)
    stubs = [measure for measure in chosen if not measure.versions]
    if stubs:
        unread = ((each.id, each.jurisdiction, in_words(each)) for each in stubs)
        table("Not encoded", ("id", "law of", "what is known of it"), unread)
    count = len(stubs)
    say(f"{len(chosen)} measures, of them {count} not encoded: never evaluated, and silence on them is no permission")


@command.command(name="show")
@click.argument("measure_id", metavar="MEASURE")
@day_option
@json_option
def show(measure_id: str, as_of: date, as_json: bool) -> None:
    """Show one measure: what it says, whom it binds, its conditions, versions and review."""
    book = _book()
    if measure_id not in book:
        raise LawError(UNKNOWN_MEASURE.at(measure_id, "no measure bears this id"))
    measure = book.measure(measure_id)
    if as_json:
        emit_json({**encode(measure), "status": _status(book, measure, as_of), "as_of": as_of})
        return
    click.echo(f"{measure.id}  {measure.then.outcome}  {_status(book, measure, as_of)} on {as_of}")
    click.echo(f"  {measure.citation}")
    for text in (measure.say, measure.interpretation):
        if text:
            click.echo(f"  {text}")
    for name in ("bound", "when", "knowledge", "unless"):
        tree = getattr(measure, name)
        if tree is not None:
            click.echo(f"  {name}:")
            _print_tree(encode(tree), 4)
    for version in measure.versions:
        click.echo(f"  version {version.valid.interval}")
    if not measure.versions:
        click.echo(f"  {in_words(measure)}")
    click.echo(f"  review: {measure.review.status}, {measure.review.compared_with or 'compared with nothing'}")


@command.command(name="lint")
@files_argument
@day_option
@click.option("--quiet", is_flag=True, help="Print faults only.")
@json_option
def lint(paths: tuple[Path, ...], as_of: date, quiet: bool, as_json: bool) -> None:
    """Check measure files and run the tests that they carry. Faults end with code 1; warnings and notes do not."""
    remarks = lint_files(paths or (PACKAGE_LAW,), today=as_of, goods_lists=list_ids())
    faults = [each for each in remarks if each.level is Level.FAULT]
    if as_json:
        emit_json([_remark(each) for each in remarks if not quiet or each.level is Level.FAULT])
    else:
        for line in () if quiet else _told([each for each in remarks if each.level is not Level.FAULT]):
            click.echo(line)
        show_faults([each.fault for each in faults])
        say(f"{len(faults)} faults, {len(remarks) - len(faults)} other remarks")
    if faults:
        raise click.exceptions.Exit(1)


def _told(remarks: list[Remark]) -> Iterator[str]:
    """Warnings one by one; of the notes that say the same of several measures, one line names them all."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in remarks:
        name, _, rest = each.fault.what.partition(" ")
        if each.level is Level.INFO:
            alike.setdefault((each.fault.code, rest), []).append(name)
        else:
            yield f"{each.level}: {each.fault.code} {each.fault.where}: {each.fault.what}"
    for (code, rest), names in alike.items():
        yield f"{Level.INFO}: {code} " + (
            f"{names[0]} {rest}" if len(names) == 1 else f"{rest} ({len(names)}): {', '.join(names)}"
        )


@command.command(name="table")
@click.argument("measures", nargs=-1, metavar="[MEASURE]...")
@click.option("--instrument", metavar="ID", help="Only the measures of this instrument.")
@click.option("--jurisdiction", metavar="J", help="Only the law of this jurisdiction.")
@click.option("--as-of", "days", type=DayType(), multiple=True, help="Day of the law; given again, days side by side.")
@click.option("--from", "first", type=DayType(), help="With --to: the days in between on which a measure turns.")
@click.option("--to", "last", type=DayType(), help="Last day of the span that --from begins.")
@click.option("--changed", is_flag=True, help="Of several days: only measures that do not stand alike on all of them.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--html", "form", flag_value="html", help="Print one page, readable without script.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write CSV or HTML to this file.")
def decision_tables(
    measures: tuple[str, ...],
    instrument: str | None,
    jurisdiction: str | None,
    days: tuple[date, ...],
    first: date | None,
    last: date | None,
    changed: bool,
    form: str | None,
    out: Path | None,
) -> None:
    """Print decision tables: whom each measure binds, when, what follows, since when, and who read it.

    With several days, or --from and --to, how each measure stands on them.
    """
    if out is not None and form not in ("csv", "html"):
        raise click.UsageError("--out goes with --csv or --html")
    span = _span(first, last)
    if span is None and len(days) < 2:
        if changed:
            raise click.UsageError("--changed compares days: give --as-of twice, or --from and --to")
        day = days[0] if days else datetime.now(UTC).date()
        print_table(_book(), day, measures, instrument, jurisdiction, form or "table", out)
        return
    print_days(_book(), days, span, measures, instrument, jurisdiction, form or "table", out, changed=changed)


def _span(first: date | None, last: date | None) -> tuple[date, date] | None:
    if first is None and last is None:
        return None
    if first is None or last is None or last < first:
        raise click.UsageError("--from and --to go together, the earlier day first")
    return first, last


def _book() -> LawBook:
    return LawBook.load(compile_law([PACKAGE_LAW]))


def _status(book: LawBook, measure: Measure, as_of: date) -> str:
    return status_words(in_force(book, measure, as_of, as_of), encoded=bool(measure.versions))


def _summary(book: LawBook, measure: Measure, as_of: date) -> dict[str, Any]:
    return {
        "id": measure.id,
        "jurisdiction": measure.jurisdiction,
        "title": measure.title or measure.say or measure.citation,
        "class": measure.then.outcome,
        "citation": measure.citation,
        "review": measure.review.status,
        "versions": [{"from": None, "to": None, **version.valid.to_json()} for version in measure.versions],
        "not_encoded": not measure.versions,
        "unread": None if measure.unread is None else encode(measure.unread),
        "status": _status(book, measure, as_of),
    }


def _row(book: LawBook, measure: Measure, as_of: date) -> tuple[str, ...]:
    status = _status(book, measure, as_of)
    short = status if len(status) <= _SHORT else status[: _SHORT - 1] + "…"
    return (measure.id, measure.jurisdiction, short, measure.then.outcome, measure.review.status, measure.citation)


def _remark(remark: Remark) -> dict[str, Any]:
    return {"level": remark.level, **remark.fault.to_json()}


def _print_tree(node: Any, indent: int) -> None:
    ((name, body),) = node.items()
    pad = " " * indent
    if name == "not":
        click.echo(f"{pad}not")
        _print_tree(body, indent + 2)
    elif name in ("all", "any"):
        click.echo(f"{pad}{name}")
        for each in body:
            _print_tree(each, indent + 2)
    else:
        arguments = ", ".join(f"{key}={_plain(value)}" for key, value in body.items())
        click.echo(f"{pad}{name}({arguments})")


def _plain(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
