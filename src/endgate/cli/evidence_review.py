"""``endgate evidence review``: decide on proposals by keys on a terminal, or by a file that goes out and comes back."""

from __future__ import annotations

from pathlib import Path

import click

from endgate.cli.evidence_case import stamp, writing_options
from endgate.cli.output import say
from endgate.cli.paths import FILE
from endgate.evidence.case.log import Event
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.review_lines import lines_in, lines_out
from endgate.evidence.reviewing import Judged, judge, texts_of, to_review
from endgate.evidence.session import KEYS_HELP, Session
from endgate.evidence.vocabulary import SourceKind


@click.command(name="review")
@click.option("--out", "writing", is_flag=True, help="Print the undecided claims as JSON lines.")
@click.option("--in", "file", type=FILE, help="Read decisions back.")
@click.option("--four-eyes", is_flag=True, help="Refuse a confirmation by the person who proposed the claim.")
@writing_options
def review(writing: bool, file: Path | None, four_eyes: bool, folder: Path, actor: str, dry_run: bool) -> None:
    """Confirm, mend or reject what was proposed. Only confirmed claims reach a decision."""
    store = CaseDirectory.open(folder)
    view = store.view()
    if writing:
        for line in lines_out(view):
            click.echo(line)
        return
    if file is not None:
        judged = lines_in(file.read_text(encoding="utf-8"), view, name=file.name)
        session = None
    else:
        session = Session(to_review(view), view.claim_file(), texts_of(store))
        judged = _on_terminal(session)
    if dry_run:
        say(f"{len(judged)} decisions, none recorded")
        return
    new = () if session is None else tuple(session.new_sources)
    _told(judged, judge(store, judged, stamp(actor), sources=new, four_eyes=four_eyes))


def _told(judged: tuple[Judged, ...], events: tuple[Event, ...]) -> None:
    confirmed = sum(event.verb == "claim:confirm" for event in events)
    mended = sum(event.verb == "claim:supersede" for event in events)
    say(f"{len(judged)} decisions: {confirmed} confirmed ({mended} of them mended), {len(judged) - confirmed} rejected")


def _on_terminal(session: Session) -> tuple[Judged, ...]:
    say(KEYS_HELP)
    while not session.done:
        click.clear()
        click.echo(session.screen())
        key = click.getchar()
        if key == "q":
            break
        word = _press(session, key)
        if word:
            say(word)
    return session.judged


def _press(session: Session, key: str) -> str:
    if key == "?":
        return KEYS_HELP
    if key == "e":
        return session.write(click.prompt("proposition"))
    if key == "+":
        kind = click.prompt("kind", type=click.Choice([each.value for each in SourceKind]))
        return session.add_source(SourceKind(kind), click.prompt("name"))
    return session.press(key)
