"""Starting a desk: the database made or compared, the edition opened, and the server that answers."""

from __future__ import annotations

import gc
import logging
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from endgate.decide.pipeline import law_book
from endgate.desk.conf.model import DeskSettings
from endgate.desk.engine import engine, one_edition
from endgate.desk.errors import ADDRESS_TAKEN, NO_SERVER, OTHER_DATABASE, DeskError
from endgate.desk.reference.policy import demand_policy
from endgate.desk.store.chain import anchor, verify
from endgate.desk.store.compare import differences
from endgate.desk.store.migrating import bring_up
from endgate.desk.store.triggers import demand

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_SWITCH = 0.02
"""Seconds a thread may compute before another may: longer than most answers take, so that they are not interleaved."""
_GARBAGE = (20_000, 20, 50)
"""New objects between looks for garbage: an answer makes thousands that all go with it."""


def let_go() -> None:
    """Close this thread's connection, so that another process may have the database to itself."""
    connection.close()


def prepare(settings: DeskSettings) -> None:
    """Make a new database; compare an older one. Raises DeskError (EG8003, EG8004), and then serves nothing."""
    try:
        if _is_new(settings):
            migrate()
        elif pending():
            raise DeskError(OTHER_DATABASE.at(connection.vendor, f"{len(pending())} changes of tables are pending"))
        demand()
    except OperationalError as error:
        if connection.vendor == "sqlite":
            raise
        raise DeskError(NO_SERVER.at("database_url", str(error).splitlines()[0][:200])) from error


def _is_new(settings: DeskSettings) -> bool:
    if connection.vendor == "sqlite":
        return not settings.database.exists()
    return not connection.introspection.table_names()


def pending() -> list[str]:
    """Changes of tables that the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Bring the tables up and install the triggers."""
    bring_up()


def application() -> WSGIApplication:
    """All that a server answers with: the yente interface, and the desk behind it."""
    from django.core.wsgi import get_wsgi_application

    from endgate.desk.api.dialect.front import Front

    answers = Front(get_wsgi_application())

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with one_edition():
            return answers(environ, start_response)

    return answered


def serve(settings: DeskSettings, say: Callable[[str], None], now: datetime, *, workers: int = 0) -> None:
    """Open the edition, write an anchor, and answer until interrupted. Raises DeskError (EG8102).

    With ``workers`` so many processes answer. A policy of the company that is faulty (EG9005) stops the start: nothing
    would be decided by half of it.
    """
    demand_policy(law_book(engine().edition()))
    settle()
    anchor(settings.data_dir, now)
    answering = partial(_by_processes, workers=workers) if workers else _by_threads
    try:
        answer = answering(settings, say)
    except OSError as error:
        raise DeskError(ADDRESS_TAKEN.at(f"{settings.host}:{settings.port}", error.strerror or str(error))) from error
    answer()


def _by_threads(settings: DeskSettings, say: Callable[[str], None]) -> Callable[[], None]:
    """Listen; what is returned answers."""
    from endgate.desk.listening import listening

    server, port = listening(
        application(),
        settings.host,
        settings.port,
        at_once=not settings.database_url,
        **_behind(settings.trusted_proxy),
    )

    def answer() -> None:
        say(f"ready: http://{settings.host}:{port}/")
        try:
            server.run()
        finally:
            server.close()

    return answer


def _by_processes(settings: DeskSettings, say: Callable[[str], None], workers: int) -> Callable[[], None]:
    """The same with several processes; none is given this one's connection to the database."""
    from endgate.desk.team import team

    engine().edition().goods  # noqa: B018  (parsed once, and shared by all)
    answer = team(application(), settings, workers, say, _behind(settings.trusted_proxy))
    let_go()
    return answer


def settle() -> None:
    """Set a process up to answer: what it has loaded stays, and is not looked through again for garbage."""
    sys.setswitchinterval(_SWITCH)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits its turn is no event


def _behind(proxy: str) -> dict[str, Any]:
    """What the server takes from a proxy that is trusted: who asks, and that they asked over TLS."""
    if not proxy:
        return {}
    told = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}
    return {"trusted_proxy": proxy, "trusted_proxy_headers": told}


def check(settings: DeskSettings) -> list[str]:
    """What is wrong with the database; empty when nothing is."""
    wrong = [f"pending: {each}" for each in pending()]
    try:
        demand()
    except DeskError as error:
        wrong += [each.what for each in error.faults]
    found = verify()
    if not found.whole:
        wrong.append(f"chain: event {found.bad}: {found.why}")
    wrong += differences()
    if connection.vendor != "sqlite":
        return wrong
    with closing(sqlite3.connect(settings.database)) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    return wrong if answer == "ok" else [*wrong, f"integrity: {answer}"]
