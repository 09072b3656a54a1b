"""The store suite on a database server: collected only where ``test_postgresql.py`` started one and says where."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

URL = os.environ.get("ENDGATE_TEST_POSTGRESQL", "")
collect_ignore_glob = [] if URL else ["test_*.py"]


@pytest.fixture(scope="session")
def data_home() -> Path:
    """The data directory of the run that started this one."""
    return Path(os.environ["ENDGATE_DATA"])


def administer(*orders: str) -> None:
    """Orders to the server that no transaction may hold."""
    import psycopg

    with psycopg.connect(URL.replace("/desk?", "/postgres?"), autocommit=True) as server:
        for order in orders:
            server.execute(order)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, data_home: Path) -> Path:
    """An empty, migrated database, kept to copy."""
    from endgate.desk.conf.model import DeskSettings
    from endgate.desk.conf.start import configure

    folder = tmp_path_factory.mktemp("desk")
    administer('CREATE DATABASE "desk"')
    configure(DeskSettings(folder, yente_auth="none", reference_dir=data_home, database_url=URL))
    from django.db import connection

    from endgate.desk.running import migrate

    migrate()
    connection.close()
    administer('ALTER DATABASE "desk" RENAME TO "empty"')
    return folder


@pytest.fixture
def desk(template: Path, data_home: Path) -> Iterator[Any]:
    """An empty desk on the server, gone afterwards."""
    from django.db import connection

    from endgate.desk.conf.model import DeskSettings
    from endgate.desk.conf.start import configure

    settings = DeskSettings(template, yente_auth="none", reference_dir=data_home, database_url=URL)
    configure(settings)
    (template / "anchors.jsonl").unlink(missing_ok=True)
    administer('DROP DATABASE IF EXISTS "desk" WITH (FORCE)', 'CREATE DATABASE "desk" TEMPLATE "empty"')
    yield settings
    connection.close()
