"""The verb ``serve``: runs the web desk and the HTTP interfaces on this machine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from endgate.cli.asking import load
from endgate.cli.desk import set_up
from endgate.cli.errors import DESK_ABSENT
from endgate.cli.output import say
from endgate.cli.paths import FOLDER
from endgate.cli.place import data_directory, data_option, edition_option
from endgate.cli.worker import beside
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError

DEMO = "demo-desk"
_PROCESSES = 2


@click.command(name="serve")
@click.option("--host", help="Address to listen on; 127.0.0.1 otherwise.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 8080 otherwise, 0 for any free one.")
@click.option("--demo", is_flag=True, help="A desk of its own with the situations as cases and a user per role.")
@click.option(
    "--match-open", is_flag=True, help="Let this machine ask the public lists through the match interface untokened."
)
@click.option(
    "--server",
    type=click.Choice(["waitress", "gunicorn"]),
    default="waitress",
    show_default=True,
    help="One process, or several of the extra 'team'.",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes of gunicorn; 2 otherwise.")
@click.option("--no-worker", is_flag=True, help="Start no worker beside it; jobs wait until one runs.")
@click.option("--lists", type=FOLDER, help="Data directory whose lists and editions are read, when not the desk's own.")
@edition_option
@data_option
def command(
    host: str | None,
    port: int | None,
    demo: bool,
    match_open: bool,
    server: str,
    workers: int | None,
    no_worker: bool,
    lists: Path | None,
    named: str | None,
    data: Path | None,
) -> None:
    """Run the desk: officers work cases in a browser, programs ask over HTTP."""
    processes = _processes(server, workers)
    now = datetime.now(UTC)
    folder = data_directory(data) / DEMO if demo else None
    auth = "none" if match_open else None
    lists = lists or (data_directory(data) if demo else None)
    settings = set_up(
        data,
        host=host,
        port=port,
        demo=demo or None,
        data_dir=folder,
        reference_dir=lists,
        edition=named,
        yente_auth=auth,
    )
    if demo:
        _fill(now)
    for line in _welcome(settings, now):
        say(line)
    from endgate.desk.running import serve

    with nullcontext() if no_worker else beside(settings):
        serve(settings, say, now, workers=processes)


def _processes(server: str, workers: int | None) -> int:
    """How many processes answer beside this one; 0 when this one does. Raises UsageError and EndgateError (EG9205)."""
    if server == "waitress":
        if workers is not None:
            raise click.UsageError("--workers needs --server gunicorn: waitress is one process.")
        return 0
    if not hasattr(os, "fork") or find_spec("gunicorn") is None:
        raise EndgateError(DESK_ABSENT.at("--server gunicorn", "it is not here: pip install 'endgate[team]', on Unix"))
    return workers or _PROCESSES


def _fill(now: datetime) -> None:
    from endgate.cli.demo import Plan, examples
    from endgate.desk.demo import Situation, fill

    def situations() -> Iterator[Situation]:
        folder = examples()
        plan = decode(Plan, json.loads((folder / "demo.json").read_text(encoding="utf-8")))
        for row in plan.rows:
            asked, faults = load((str(folder / row.file),))
            if faults:
                raise EndgateError(*faults)
            yield Situation(asked[0].sourced.shipment, asked[0].claims, row.as_of, row.known_as_of)

    fill(situations(), now)


def _welcome(settings: Any, now: datetime) -> Iterator[str]:
    """How to get in: a link per role on a demo desk, a set-up link on an empty one, else nothing."""
    from endgate.desk.access.login import make_link
    from endgate.desk.demo import links
    from endgate.desk.store.models import User

    base = f"http://{settings.host}:{settings.port}"
    if settings.demo:
        yield "DEMO desk; each link signs in once, within an hour:"
        yield from (f"  {role:10} {name:16} {base}/sign-in/{secret}" for role, name, secret in links(now))
    elif not User.objects.exists():
        yield f"no users yet; set the desk up within an hour at {base}/set-up/{make_link(None, 'setup', now)}"
        yield from _lists_to_add(settings)


def _lists_to_add(settings: Any) -> Iterator[str]:
    """How to add the lists that a new desk does not hold."""
    from endgate.desk.engine import engine

    lacks = ", ".join(each.source for each in engine().edition().lacks())
    if lacks:
        store = f" --store {settings.reference_dir or settings.data_dir}"
        yield f"lists not held, or not whole: {lacks}; what needs them is not checked. To add them, now or later:"
        yield f"  endgate list update{store}, or endgate list add --source ID --from-file FILE{store}"
