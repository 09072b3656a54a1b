"""The one application of the desk."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    """Installs the triggers after each migration: a rebuilt table has lost them without a word."""

    name = "endgate.desk.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from endgate.desk.store import machinery  # noqa: F401  (its tables are part of this application)
        from endgate.desk.store.triggers import install

        post_migrate.connect(lambda **_: install(), sender=self, weak=False, dispatch_uid="triggers")
