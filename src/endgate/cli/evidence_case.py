"""``endgate evidence add|show|hold|withdraw|verify``: the case directory."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from endgate.cli.asking import DayType
from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.paths import FILE
from endgate.evidence.case.log import Event, Stamp
from endgate.evidence.case.model import Acquisition, How, Marks, StoredDocument
from endgate.evidence.case.services import Received, add_document, hold, withdraw_source
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.intake.take import take
from endgate.evidence.model import Held
from endgate.evidence.proposing import propose_claims
from endgate.evidence.reviewing import to_review
from endgate.evidence.vocabulary import Label
from endgate.terms.dates import PartialDate

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class PartialDateType(click.ParamType[PartialDate]):
    """A day, month or year."""

    name = "YYYY[-MM[-DD]]"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> PartialDate:
        try:
            return value if isinstance(value, PartialDate) else PartialDate.parse(value)
        except ValueError as error:
            self.fail(str(error), parameter, context)


def case_option(verb: Decorated) -> Decorated:
    """Give a command ``--case``."""
    text = "Folder of the case."
    return click.option("--case", "folder", required=True, type=click.Path(path_type=Path), help=text)(verb)


def writing_options(verb: Decorated) -> Decorated:
    """Give a command ``--case``, ``--by`` and ``--dry-run``."""
    verb = click.option("--dry-run", is_flag=True, help="Say what would be recorded; record nothing.")(verb)
    verb = click.option("--by", "actor", default="", help="Who does it; the name of the login otherwise.")(verb)
    return case_option(verb)


def stamp(actor: str) -> Stamp:
    """Who records, and the time of recording: the only use of a clock here."""
    return Stamp(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), actor or getpass.getuser())


@click.command(name="add")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--holder", default="", help="Who had it: the id of a party of the shipment.")
@click.option(
    "--received", type=PartialDateType(), help="When the holder got it; nobody is taken to have it otherwise."
)
@click.option("--how", type=click.Choice([each.value for each in How if each is not How.PART]), default="upload")
@click.option("--from", "from_person", default="", help="From whom it came.")
@click.option("--url", default="", help="Where it was taken from.")
@click.option("--title", default="", help="What it is, in your words.")
@click.option("--public", is_flag=True, help="Anyone can read it.")
@click.option("--label", type=click.Choice([each.value for each in Label]), default=Label.RED.value)
@click.option("--release-to", multiple=True, metavar="RECIPIENT", help="Who may see it; nobody otherwise.")
@click.option("--propose/--no-propose", "proposing", default=True, help="Propose claims from its text.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@writing_options
def add(
    files: tuple[Path, ...],
    holder: str,
    received: PartialDate | None,
    how: str,
    from_person: str,
    url: str,
    title: str,
    public: bool,
    label: str,
    release_to: tuple[str, ...],
    proposing: bool,
    as_json: bool,
    folder: Path,
    actor: str,
    dry_run: bool,
) -> None:
    """Keep FILES in a case as they are, read them, and propose claims. Says what could not be read."""
    if dry_run:
        for path in files:
            taken = take(path.read_bytes(), name=path.name)
            say(f"{path}: {taken.media_type}, {taken.state.value}")
            show_faults(taken.faults)
        return
    now = stamp(actor)
    store = CaseDirectory.open(folder, make=True)
    acquired = Acquisition(now.actor, holder, received, How(how), url, from_person)
    marks = Marks(title, public, Label(label), release_to)
    if holder and received is None:
        say(f"no day of receipt was given: nothing is taken as known to {holder} by these files")
    added = [each for path in files for each in add_document(store, _received(path), acquired, marks, now)]
    if proposing:
        for document in added:
            propose_claims(store, document.id, now)
        if waiting := len(to_review(store.view())):
            say(f"claims that wait for review: {waiting}; see endgate evidence review --case {folder}")
    emit_json(added) if as_json else _documents(added)


def _received(path: Path) -> Received:
    return Received(path.name, path.read_bytes())


def _documents(documents: list[StoredDocument]) -> None:
    rows = [
        (each.id, each.file_name, each.media_type, each.read.value, "; ".join(f"{n.code} {n.what}" for n in each.notes))
        for each in documents
    ]
    table("documents", ("id", "file", "type", "read", "what was met"), rows)


@click.command(name="show")
@click.option("--known-as-of", type=DayType(), help="As the case stood that day.")
@click.option("--json", "as_json", is_flag=True, help="Print the case as a file of claims.")
@case_option
def show(folder: Path, known_as_of: date | None, as_json: bool) -> None:
    """Show the documents of a case and how many claims stand in which state."""
    view = CaseDirectory.open(folder).view(known_as_of=known_as_of)
    if as_json:
        emit_json(view.claim_file())
        return
    _documents(list(view.documents))
    states = [str(claim.state(known_as_of) or "") for claim in view.claims]
    table("claims", ("state", "claims"), [(state, str(states.count(state))) for state in sorted(set(states))])


@click.command(name="hold")
@click.argument("document")
@click.option("--holder", required=True, help="Who had it: the id of a party of the shipment.")
@click.option("--received", required=True, type=PartialDateType(), help="When the holder got it.")
@click.option("--how", default="", help="How it came there.")
@writing_options
def hold_command(
    document: str, holder: str, received: PartialDate, how: str, folder: Path, actor: str, dry_run: bool
) -> None:
    """Record that a party had DOCUMENT since a day."""
    store = CaseDirectory.open(folder)
    if not dry_run:
        told(hold(store, document, Held(holder, received, how=how), stamp(actor)))


@click.command(name="withdraw")
@click.argument("source")
@click.option("--reason", required=True, help="Why its word no longer stands.")
@writing_options
def withdraw(source: str, reason: str, folder: Path, actor: str, dry_run: bool) -> None:
    """Withdraw the claims that rest on SOURCE, and nothing else."""
    store = CaseDirectory.open(folder)
    if not dry_run:
        told(withdraw_source(store, source, reason, stamp(actor)))


@click.command(name="verify")
@case_option
def verify(folder: Path) -> int:
    """Walk the log's chain again and hash every kept byte again."""
    faults = CaseDirectory.open(folder).verify()
    show_faults(faults)
    say("the case does not hold" if faults else "the chain holds and every byte is as it came")
    return 1 if faults else 0


def told(events: tuple[Event, ...]) -> None:
    for event in events:
        say(f"{event.seq} {event.verb} {event.object}")


COMMANDS = (add, show, hold_command, withdraw, verify)
