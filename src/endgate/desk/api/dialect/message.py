"""Requests and replies of the yente interface, as plain values: nothing of the web framework lies on its way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from endgate.desk.api.dialect.reading import BadRequest, Invalid

LONGEST_ADDRESS = 60_000
BIGGEST_BODY = 8 << 20


@dataclass(frozen=True)
class Request:
    """A request as the server hands it over; ``environ`` is that of WSGI."""

    environ: Mapping[str, Any]

    @property
    def method(self) -> str:
        return str(self.environ["REQUEST_METHOD"])

    @cached_property
    def path(self) -> str:
        """The path, decoded, without the slash before it."""
        return str(self.environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "replace").lstrip("/")

    @property
    def query(self) -> str:
        return str(self.environ.get("QUERY_STRING", ""))

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """The texts of each parameter of the address."""
        return parse_qs(self.query, keep_blank_values=True, errors="replace")

    @property
    def too_long(self) -> bool:
        return len(self.query) + len(self.path) > LONGEST_ADDRESS

    @property
    def sender(self) -> str:
        """The network address that sent it."""
        return str(self.environ.get("REMOTE_ADDR", ""))

    def header(self, name: str) -> str:
        """A header's text; empty where it was not sent."""
        return str(self.environ.get(f"HTTP_{name.upper().replace('-', '_')}", ""))

    def body(self) -> Any:
        """The body as JSON, whatever its content type says. Raises BadRequest and Invalid."""
        length = self.environ.get("CONTENT_LENGTH") or ""
        # A body without a stated length is read only where the server promises that it ends.
        size = int(length) if length.isdigit() else BIGGEST_BODY + 1 if self.environ.get("wsgi.input_terminated") else 0
        data = b"" if size > BIGGEST_BODY and length else self.environ["wsgi.input"].read(size)
        if size > BIGGEST_BODY and (length or len(data) > BIGGEST_BODY):
            raise BadRequest("The body is too large.", 413)
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise Invalid((("body",), f"JSON decode error: {error}"[:200], "json_invalid")) from error


@dataclass(frozen=True)
class Reply:
    """What is sent back."""

    content: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The status with its words."""
        return f"{self.status} {HTTPStatus(self.status).phrase}"

    @property
    def fields(self) -> list[tuple[str, str]]:
        """All headers, the content's type and length among them."""
        stated = {"Content-Type": "application/json", "Content-Length": str(len(self.content)), **self.headers}
        return list(stated.items())


_WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def told(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply in JSON."""
    return Reply(_WRITTEN(body).encode("utf-8", "replace"), status, headers or {})
