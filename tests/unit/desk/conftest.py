"""A desk of its own for each test: a database copied from a migrated one, people by role, a browserless client."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the desk is an extra: pip install 'endgate[desk]'")

from endgate.cli.demo import examples
from endgate.desk.conf.model import DeskSettings
from endgate.desk.conf.start import configure
from endgate.edition.opened import Edition

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SESSION = "session"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, data_home: Path, starter: Edition) -> Path:
    """A migrated, empty database. The framework is set up once in a process, so its file keeps its place."""
    assert starter.id
    folder = tmp_path_factory.mktemp("desk")
    configure(DeskSettings(folder, yente_auth="none", reference_dir=data_home))
    from django.db import connection

    from endgate.desk.running import migrate

    migrate()
    connection.close()
    shutil.copy2(folder / "desk.sqlite", folder / "empty.sqlite")
    return folder


@pytest.fixture
def desk(template: Path, data_home: Path) -> Iterator[DeskSettings]:
    """An empty desk whose writes are real and are gone afterwards."""
    from django.db import connection

    settings = DeskSettings(template, yente_auth="none", reference_dir=data_home)
    configure(settings)
    for name in ("desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm", "anchors.jsonl"):
        (template / name).unlink(missing_ok=True)
    shutil.copy2(template / "empty.sqlite", template / "desk.sqlite")
    yield settings
    connection.close()


@pytest.fixture
def people(desk: DeskSettings) -> dict[str, Any]:
    """A principal per role in one team, and an officer of another."""
    assert desk.database.exists()
    from endgate.desk.access.principal import Principal
    from endgate.desk.access.views import make_user
    from endgate.desk.store.models import ROLES

    found = {role: Principal.of(make_user(role.capitalize(), (role,), NOW)) for role in ROLES}
    found["foreign"] = Principal.of(make_user("Foreign", ("officer", "senior"), NOW, "Team 2"))
    found["officer2"] = Principal.of(make_user("Officer 2", ("officer",), NOW))
    return found


@pytest.fixture
def kept(people: dict[str, Any]) -> Callable[..., Any]:
    """Keeps an example as a case: ``kept(name, actor)``."""
    from endgate.desk.cases.services import keep_check
    from endgate.desk.engine import engine
    from endgate.shipment.read import read_shipments

    def keep(name: str, actor: str = "officer", **changes: Any) -> Any:
        (sourced,) = read_shipments(examples() / name).shipments
        shipment = replace(sourced.shipment, claims=(), **changes)
        return keep_check(people[actor], NOW, shipment, engine().decide(shipment))

    return keep


@pytest.fixture
def client_as(people: dict[str, Any]) -> Callable[[str], Any]:
    """A client that is signed in with a role."""
    from django.test import Client
    from django.utils import timezone

    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    def client(role: str) -> Any:
        found = Client()
        user = User.objects.get(pk=people[role].user_id)
        link = make_link(user, "signin", timezone.now())
        assert found.post(f"/sign-in/{link}").status_code == 302
        return found

    return client


def posted(client: Any, address: str, body: Any) -> Any:
    """Post JSON without a content type, as some clients do."""
    return client.post(address, data=json.dumps(body), content_type="text/plain")
