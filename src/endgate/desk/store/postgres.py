"""The guards as a database server keeps them: a function and a trigger each, and one lock for whoever adds an event."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from django.db import connection

from endgate.desk.store.guards import GUARDS, TRUNCATED, Guard

_CHAIN = 7_010_300_128
"""The number of the lock that whoever adds an event holds until the transaction ends."""


def trigger(guard: Guard) -> str:
    """The function and the trigger of a guard, as one text."""
    test = f"IF {guard.when} THEN " if guard.when else ""
    ends = "END IF; " if guard.when else ""
    returned = "OLD" if guard.verb == "DELETE" else "NEW"
    return (
        f'CREATE OR REPLACE FUNCTION "guard_{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN {test}'
        f"RAISE EXCEPTION '{guard.says}' USING ERRCODE = 'integrity_constraint_violation'; {ends}"
        f"RETURN {returned}; END $guard$;"
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.verb} ON "{guard.table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "guard_{guard.name}"();'
        f'COMMENT ON TRIGGER "{guard.name}" ON "{guard.table}" IS \'{_mark(guard)}\''
    )


def _mark(guard: Guard) -> str:
    """The hash of what a guard says, kept as a comment, so that another text is told from this one."""
    return sha256(repr(guard).encode()).hexdigest()


def install(expected: Mapping[str, str]) -> None:
    """Make functions and triggers anew, and forbid emptying a table that is only added to."""
    with connection.cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"')
            cursor.execute(expected[guard.name])
        for table in TRUNCATED:
            cursor.execute(f'DROP TRIGGER IF EXISTS "keep_{table}_truncate" ON "{table}"')
            cursor.execute(
                f'CREATE TRIGGER "keep_{table}_truncate" BEFORE TRUNCATE ON "{table}" '
                f'FOR EACH STATEMENT EXECUTE FUNCTION "guard_keep_{table}_update"()'
            )


def found() -> dict[str, str]:
    """The texts of the guards that are there and whose function and mark are the expected ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, obj_description(t.oid, 'pg_trigger'), p.prosrc, t.tgenabled FROM pg_trigger t "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"
        )
        rows = {name: (mark, source, state) for name, mark, source, state in cursor.fetchall()}
    held = {}
    for guard in GUARDS:
        mark, source, state = rows.get(guard.name, ("", "", ""))
        text = trigger(guard)
        if mark == _mark(guard) and source and f"$guard${source}$guard$" in text and state == "O":
            held[guard.name] = text
    return {
        name: text
        for name, text in held.items()
        if not name.endswith("_update") or rows.get(f"{name.removesuffix('_update')}_truncate", ("", "", ""))[2] == "O"
    }


def hold_chain() -> None:
    """Wait for whoever is adding an event, and keep others waiting until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN])
