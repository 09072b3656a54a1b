"""The HTTP server of one process: threads for what takes time; a short search is answered where it was read.

A search computes all the time, so that handing it to a thread gains nothing and costs two changes of threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error

from endgate.desk.errors import BUSY

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

THREADS, WAITING = 8, 32
_MOST_BODY = 65 << 20
"""Bytes of a request: the documents that come in at once, and the form around them."""
_SEARCHED = "/match/"
_SHORT = 2048
"""Bytes of a body that holds few queries: one of a hundred computes for as long as a page takes, and gets a thread."""


class _Channel(HTTPChannel):
    """A connection, which may answer at once what it has read."""

    at_once = False

    @property
    def short(self) -> bool:
        """Is the request that was read a search of few names?"""
        request = self.requests[0]
        return (
            request.error is None
            and request.command == "POST"
            and request.path.startswith(_SEARCHED)
            and request.body_bytes_received <= _SHORT
        )

    def received(self, data: bytes) -> bool:
        read: bool = super().received(data)
        while self.at_once:
            self.at_once = False
            self.service()
            self.handle_write()
        return read


class _BusyError(Error):
    """The answer to a request for which no place to wait is left."""

    code, reason = 503, "Service Unavailable"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        status, headers, body = super().to_response(ident)
        return status, [*headers, ("Retry-After", "1")], body


class _Places(ThreadedTaskDispatcher):
    """The threads, and so many places to wait for one: a request beyond them is told so at once."""

    def add_task(self, task: _Channel) -> None:
        """Take a request."""
        if len(self.queue) >= WAITING and task.requests[0].error is None:
            task.requests[0].error = _BusyError(str(BUSY.at("desk", f"{WAITING} requests wait already")))
        super().add_task(task)


class _Threads(_Places):
    """The threads. While one of them is at work, all requests wait for their turn there."""

    def add_task(self, task: _Channel) -> None:
        """Take a request; the thread that reads is the only one that hands over the first of a connection."""
        if not self.queue and self.active_count == 0 and task.short:
            task.at_once = True
        else:
            super().add_task(task)


def listening(
    application: WSGIApplication, host: str, port: int, *, at_once: bool = True, **further: Any
) -> tuple[Any, int]:
    """A server that listens, and the port on which it does. Raises OSError where the address is taken.

    ``at_once`` is for a desk on a file: to ask a database server for a token is to wait, which threads do better.
    """
    threads = _Threads() if at_once else _Places()
    threads.set_thread_count(THREADS)
    server = create_server(
        application,
        host=host,
        port=port,
        ident="endgate",
        clear_untrusted_proxy_headers=True,
        max_request_body_size=_MOST_BODY,
        _dispatcher=threads,
        **further,
    )
    places = [each for each in server.map.values() if each.accepting] if hasattr(server, "map") else [server]
    for each in places:
        each.channel_class = _Channel
    return server, places[0].effective_port
