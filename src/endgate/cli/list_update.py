"""The verbs ``list update`` and ``list accept``: new lists from their publishers, and a person's word on a held one."""

from __future__ import annotations

import getpass
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from endgate.cli.list_results import described, show_result
from endgate.cli.output import emit_json, say, show_faults
from endgate.cli.place import data_directory, data_option
from endgate.edition.contents import accept_line, discard_line
from endgate.edition.default import STORE
from endgate.lists.accepting import accept, discard
from endgate.lists.errors import HELD
from endgate.lists.snapshots import Snapshot
from endgate.terms.faults import EndgateError, Fault

if TYPE_CHECKING:
    from endgate.lists.download import Downloader
    from endgate.lists.updating import UpdateResult

EXIT_FAILED, EXIT_DATA = 1, 3
PROGRESS_AFTER = 1.0
_REDRAW = 0.2
_UNUSED = {"held": "Unchanged, and held", "discarded": "Unchanged, and discarded before"}


@click.command(name="update")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--url", "urls", multiple=True, help="Your own address of the one list named (repeat for a set of files)."
)
@click.option("--dry-run", is_flag=True, help="Download, read and judge; store nothing.")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def update_lists(ids: tuple[str, ...], urls: tuple[str, ...], dry_run: bool, data: Path | None, as_json: bool) -> int:
    """Obtain what is new from the publishers of the lists named, or of all that can be.

    An alarm holds a new list until it is accepted. Exit code 0: up to date; 1: a list failed or was refused;
    3: a list is held, or is one that was discarded. The lists in force stay in each case. Proxies are taken from the
    environment.
    """
    from endgate.lists.updating import updatable, update  # brings httpx, which costs every other verb 80 ms

    if urls and len(ids) != 1:
        raise click.UsageError("--url is the address of one list: name it")
    store = data_directory(data) / STORE
    chosen = ids or tuple(each.id for each in updatable(store))
    results: list[UpdateResult] = []
    faults: list[Fault] = []
    with _downloader(store, dry_run) as downloader:
        for source_id in dict.fromkeys(chosen):
            try:
                done = update(store, source_id, downloader, obtained_at=datetime.now(UTC), urls=urls, dry_run=dry_run)
            except EndgateError as error:
                faults += error.faults
                say(f"{source_id}: failed; the list held before stays in force")
                continue
            results.append(done)
            _show(done, as_json)
    if as_json:
        emit_json({"updated": [_as_json(each) for each in results], "faults": [each.to_json() for each in faults]})
    unused = [each.snapshot for each in results if each.outcome in _UNUSED]
    show_faults([*faults, *map(held_fault, unused)])
    return EXIT_FAILED if faults else EXIT_DATA if unused else 0


def held_fault(snapshot: Snapshot) -> Fault:
    """Say that a snapshot waits for a person, and by which line it is accepted."""
    line = accept_line(snapshot.snapshot_id)
    if snapshot.discarded is not None:
        what = f"the publisher still gives the list that {snapshot.discarded.by} discarded; an older one is in force"
        return HELD.at(snapshot.source, what, remedy=f"Ask the publisher. If it is right after all: {line}")
    what = f"the list of {snapshot.stated_date} is held: {len(snapshot.alarms)} alarms"
    other = discard_line(snapshot.snapshot_id)
    return HELD.at(snapshot.source, what, remedy=f"Compare with the publisher's notice, then: {line}, or: {other}")


def _show(done: UpdateResult, as_json: bool) -> None:
    for warning in done.warnings:
        say(f"warning: {warning}")
    if as_json:
        return
    if done.added is not None:
        show_result(done.added, as_json=False)
    else:
        state = _UNUSED.get(done.outcome, "Unchanged")
        click.echo(f"{state}: {done.snapshot.snapshot_id} ({done.snapshot.scope.value})")


def _as_json(done: UpdateResult) -> dict[str, Any]:
    said = {"outcome": done.outcome, "snapshot": done.snapshot} if done.added is None else described(done.added)
    return {"source": done.snapshot.source, **said, "download_warnings": done.warnings}


@contextmanager
def _downloader(store: Path, dry_run: bool) -> Iterator[Downloader]:
    """A client with TLS verified, and a folder for parts: in the store, or one that goes where nothing is stored."""
    import httpx

    from endgate.lists.download import Clock, Downloader, timeouts
    from endgate.lists.updating import INCOMING

    for name in ("httpx", "httpcore"):  # their logs name signed addresses
        logging.getLogger(name).setLevel(logging.WARNING)
    with ExitStack() as stack:
        dry = stack.enter_context(tempfile.TemporaryDirectory(prefix="endgate-")) if dry_run else None
        folder = store / INCOMING if dry is None else Path(dry)
        client = stack.enter_context(httpx.Client(timeout=timeouts(), trust_env=True))
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
        meter = Meter(time.monotonic, on=sys.stderr.isatty())
        downloader = Downloader(client, clock, folder, meter.show)
        stack.callback(meter.end)
        stack.callback(downloader.close)
        yield downloader


class Meter:
    """Says how far a download is, on one line, after a second and never where nobody watches."""

    def __init__(self, seconds: Any, *, on: bool) -> None:
        self._seconds, self._on = seconds, on
        self._name, self._since, self._drawn = "", 0.0, 0.0

    def show(self, name: str, here: int, whole: int | None) -> None:
        """Take the state of a download; the share is told only where the server says how long the file is."""
        now = self._seconds()
        if name != self._name:
            self.end()
            self._name, self._since = name, now
        if not self._on or now - self._since < PROGRESS_AFTER or now - self._drawn < _REDRAW:
            return
        self._drawn = now
        of = f" of {whole / 1e6:.1f} MB, {100 * here // whole} %" if whole else " MB, length not stated"
        click.echo(f"\r{name}: {here / 1e6:.1f}{of}   ", err=True, nl=False)

    def end(self) -> None:
        """Close the line that was begun."""
        if self._drawn:
            click.echo("", err=True)
        self._name, self._drawn = "", 0.0


@click.command(name="accept")
@click.argument("snapshot_id", metavar="ID")
@click.option("--reason", required=True, help="Why the list is right; it stays with the snapshot for ever.")
@click.option("--by", default=None, help="Who decides; your login name otherwise.")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def accept_held(snapshot_id: str, reason: str, by: str | None, data: Path | None, as_json: bool) -> None:
    """Take a held list into force. Who, when and why are recorded."""
    store = data_directory(data) / STORE
    taken = accept(store, snapshot_id, by=by or _login(), reason=reason, at=datetime.now(UTC))
    if as_json:
        emit_json(taken)
        return
    assert taken.accepted is not None, "it was just accepted"
    click.echo(f"Accepted: {taken.snapshot_id} by {taken.accepted.by}: {taken.accepted.reason}")
    say("Next: endgate edition build")


@click.command(name="discard")
@click.argument("snapshot_id", metavar="ID")
@click.option("--reason", required=True, help="Why the list is wrong; it stays with the snapshot for ever.")
@click.option("--by", default=None, help="Who decides; your login name otherwise.")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def discard_held(snapshot_id: str, reason: str, by: str | None, data: Path | None, as_json: bool) -> None:
    """Set a held list aside: it alarms no longer and is not taken when it is offered again. Its bytes stay."""
    store = data_directory(data) / STORE
    aside = discard(store, snapshot_id, by=by or _login(), reason=reason, at=datetime.now(UTC))
    if as_json:
        emit_json(aside)
        return
    assert aside.discarded is not None, "it was just discarded"
    click.echo(f"Discarded: {aside.snapshot_id} by {aside.discarded.by}: {aside.discarded.reason}")
    say("The list in force before stays. Next: endgate edition build")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise click.UsageError("say who decides: --by NAME") from error
