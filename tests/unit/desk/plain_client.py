"""Asks what a server of the desk answers with, without a server and without what the framework's client adds."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


class PlainClient:
    """Sends requests to the whole application."""

    def __init__(self) -> None:
        from endgate.desk.running import application

        self._application = application()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self._sent("GET", address, b"", "", headers or {})

    def post(self, address: str, data: str, content_type: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self._sent("POST", address, data.encode(), content_type, headers or {})

    def _sent(self, method: str, address: str, body: bytes, kind: str, headers: Mapping[str, str]) -> Answer:
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
        }
        setup_testing_defaults(environ)
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, fields: list[tuple[str, str]], _fault: object = None) -> Any:
            begun.append((status, fields))

        content = b"".join(self._application(environ, begin))
        ((status, fields),) = begun
        return Answer(int(status.split()[0]), dict(fields), content)
