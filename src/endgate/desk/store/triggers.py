"""Guards in the database: compared by name and text at every start, for a rebuilt table loses them without a word."""

from __future__ import annotations

from django.db import connection

from endgate.desk.errors import TRIGGERS_GONE, DeskError
from endgate.desk.store import postgres
from endgate.desk.store.guards import GUARDS, Guard


def expected() -> dict[str, str]:
    """The triggers that must be there, by name, in the words of the database."""
    written = postgres.trigger if connection.vendor == "postgresql" else _trigger
    return {each.name: written(each) for each in GUARDS}


def _trigger(guard: Guard) -> str:
    when = f" WHEN {guard.when}" if guard.when else ""
    return (
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.verb} ON "{guard.table}"{when} '
        f"BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"
    )


def install() -> None:
    """Make the triggers anew; called after every migration."""
    if connection.vendor == "postgresql":
        postgres.install(expected())
        return
    with connection.cursor() as cursor:
        for name, text in expected().items():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            cursor.execute(text)


def remove() -> None:
    """Take the guards off, for a desk that is carried over whole; ``install`` must follow in the same transaction."""
    with connection.cursor() as cursor:
        for each in GUARDS:
            place = f' ON "{each.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{each.name}"{place}')


def demand() -> None:
    """Raises DeskError (EG8004) when a trigger is absent or another: nothing would guard what is written."""
    found = postgres.found() if connection.vendor == "postgresql" else _found()
    wrong = [name for name, text in expected().items() if found.get(name) != text]
    if wrong:
        raise DeskError(TRIGGERS_GONE.at("database", f"absent or changed: {', '.join(wrong)}"))


def _found() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())
