"""A desk of its own for each test: a database copied from a migrated one, people by role, a browserless client."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

pytest.importorskip("django", reason="the desk is an extra: pip install 'endgate[desk]'")

from endgate.cli.demo import examples
from endgate.desk.conf.model import DeskSettings
from endgate.desk.conf.start import configure
from endgate.edition.opened import Edition

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SESSION = "session"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REFUSALS = "Failed to load resource: the server responded with a status of 4"
"""What the browser itself says of a page that is refused on purpose."""


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
    assert desk.database_url or desk.database.exists()
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


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection: browsers open some ahead and send nothing over them."""

    daemon_threads = True


@pytest.fixture
def base(people: dict[str, Any]) -> Iterator[str]:
    """A server of the desk on a free port of this machine."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    assert people
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)
    connections.close_all()


@contextmanager
def browsers() -> Iterator[Any]:
    """A browser to open pages in; a test without one skips with the reason."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="no playwright: pip install the pins of requirements/dev.txt"
    )
    with sync_api.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def browse(base: str, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Opens a page that is signed in with a role; any message of the console fails the test."""
    from django.db import connections
    from django.utils import timezone

    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    # The browser's driver runs a loop in this thread, while the test reads the database from it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    said: list[str] = []
    with browsers() as browser:

        def opened(role: str, **options: Any) -> Any:
            page = browser.new_context(base_url=base, **options).new_page()
            page.on("console", lambda message: said.append(message.text))
            page.set_default_timeout(90_000)
            page.on("pageerror", lambda error: said.append(str(error)))
            user = User.objects.get(pk=people[role].user_id)
            page.goto(f"/sign-in/{make_link(user, 'signin', timezone.now())}")
            page.click("main button")
            return page

        connections.close_all()  # the loop's view of them is another than that of the other fixtures
        yield opened
        connections.close_all()
    assert [each for each in said if not each.startswith(REFUSALS)] == []
