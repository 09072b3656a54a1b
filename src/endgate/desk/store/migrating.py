"""Brings the tables up so that whoever is killed meanwhile may simply try again."""

from __future__ import annotations

from typing import Any

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class WholeExecutor(MigrationExecutor):
    """Notes a migration as done in the transaction that does it.

    The framework notes one with deferred statements (indexes) after its commit: killed in between, the next try would
    make the tables again and fail.
    """

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """Run one migration forwards; it is never faked here."""
        del fake, fake_initial
        with self.connection.schema_editor(atomic=migration.atomic) as editor:
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement, None)
            editor.deferred_sql.clear()
            self.record_migration(migration)
        return state


def bring_up() -> None:
    """Apply what is pending, then let the guards be installed."""
    executor = WholeExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(newest)
    state = executor.migrate(newest, plan)
    emit_post_migrate_signal(0, False, connection.alias, apps=state.apps, plan=plan)
