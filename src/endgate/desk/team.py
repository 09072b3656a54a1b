"""The server of a team: several processes on one address, which share the maps of the edition."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from waitress.proxy_headers import proxy_headers_middleware

from endgate.desk.conf.model import DeskSettings
from endgate.desk.engine import engine
from endgate.desk.listening import THREADS

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_WAITING = 1024
"""Connections that may wait to be taken up."""
_LONGEST_LINE = 8190
"""Bytes of a request's first line; more than this the server does not allow."""


class _Team(BaseApplication):
    """All that the server is told; it reads no file of its own and keeps no socket for orders."""

    def __init__(self, application: WSGIApplication, told: dict[str, Any]) -> None:
        self._application = application
        self._told = told
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._told.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        return self._application


def team(
    application: WSGIApplication,
    settings: DeskSettings,
    workers: int,
    say: Callable[[str], None],
    behind: dict[str, Any],
) -> Callable[[], None]:
    """Listen; what is returned answers with so many processes until interrupted. Raises OSError for a taken address.

    What was opened before is shared; a file of records is not carried over a fork, each process opens its own.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.create_server((settings.host, settings.port), family=family, backlog=_WAITING)
    port = listener.getsockname()[1]
    told = {
        "bind": f"fd://{listener.detach()}",  # closed by whom it is given to
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,
        "proc_name": "endgate",
        "loglevel": "warning",
        "limit_request_line": _LONGEST_LINE,
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "control_socket_disable": True,
        "when_ready": lambda _arbiter: say(f"ready: http://{settings.host}:{port}/"),
        "post_fork": lambda _arbiter, _worker: engine().forked(),
    }
    # Both servers take the same from a proxy that is trusted, and nothing from any other.
    served = proxy_headers_middleware(application, clear_untrusted=True, **behind)
    return _Team(served, told).run
