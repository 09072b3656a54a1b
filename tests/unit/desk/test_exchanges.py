"""What clients of the yente interface send is answered byte for byte as it was before.

``recorded-*`` is what nomenklatura 4.17.4 sent, taken down between its ``YenteEnricher`` (match, then expand) and a
desk; it read what it got. The others are written down by us: ``nomenklatura-*`` and ``marble-*`` after the source of
those clients, ``published-*`` after the documentation of yente. ``exchanges/NAME.txt`` holds a request and its answer.
With ENDGATE_EXCHANGES_ANEW=1 the answers are written anew, for when reference data or the comparison of names changed
on purpose; read the difference before keeping it.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.plain_client import Answer, PlainClient

HERE = Path(__file__).with_name("exchanges")
ANEW = "ENDGATE_EXCHANGES_ANEW"
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))
HEADERS = (
    "Content-Type",
    "Location",
    "WWW-Authenticate",
    "x-batch-size",
    "Endgate-Coverage",
    "Endgate-Algorithm",
    "Cache-Control",
)
MASKS = (
    (re.compile(rb'"score":[0-9.]+'), b'"score":<score>'),
    (re.compile(rb'"([a-z_]+)":\{"detail":"[^"]*","score":<score>'), rb'"\1":{"detail":"<detail>","score":<score>'),
)
"""A score and its words belong to the comparison of names, which gets better; who matched, and all else, stays."""


@pytest.fixture
def send(desk: Any, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bytes]:
    """Sends a written request and gives the answer as it is written down."""
    from dataclasses import replace

    from django.utils import timezone

    from endgate.desk.access.tokens import issue
    from endgate.desk.api.dialect import answers
    from endgate.desk.conf.start import configure
    from endgate.desk.store.models import User

    configure(replace(desk, yente_auth="token"))
    monkeypatch.setattr(answers, "_today", lambda: date(2026, 11, 25))
    key = issue(User.objects.get(pk=people["viewer"].user_id), ["match"], timezone.now())
    basic = base64.b64encode(f"marble:{key}".encode()).decode()

    def sent(text: str) -> bytes:
        head, _, body = text.replace("{key}", key).replace("{basic}", basic).partition("\n\n")
        line, *rows = head.splitlines()
        method, address = line.split(" ")
        headers = dict(row.split(": ", 1) for row in rows)
        kind = headers.pop("Content-Type", "")
        ask = PlainClient()
        if method == "GET":
            return _written(ask.get(address, headers))
        return _written(ask.post(address, body.strip(), kind, headers))

    return sent


def _written(answer: Answer) -> bytes:
    rows = [f"{answer.status_code}", *(f"{name}: {answer.headers[name]}" for name in HEADERS if name in answer.headers)]
    body = answer.content
    for pattern, instead in MASKS:
        body = pattern.sub(instead, body)
    return "\n".join(rows).encode() + b"\n\n" + body + b"\n"


@pytest.mark.parametrize("name", NAMES)
def test_an_exchange_is_as_it_was(send: Callable[[str], bytes], name: str) -> None:
    path = HERE / f"{name}.txt"
    request, _, answer = path.read_bytes().partition(b"\n----\n")
    got = send(request.decode())
    if os.environ.get(ANEW):
        path.write_bytes(request + b"\n----\n" + got)
    else:
        assert got == answer


def test_exchanges_of_all_clients_are_there() -> None:
    assert {name.partition("-")[0] for name in NAMES} == {"recorded", "nomenklatura", "published", "marble"}
