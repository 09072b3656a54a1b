"""Figures of the pages of cases: a desk of its own with many cases on this machine, one reader, times of answer."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from endgate.cli.asking import load
from endgate.cli.demo import examples
from endgate.cli.errors import CHILD_FAILED, BenchError
from endgate.cli.figures.measure import Figures
from endgate.cli.figures.serving import Server, serving

_ROUNDS = 60
_WARM = 5
_AT_ONCE = 5000
_OPENED = 20
"""Cases with a decision, to be opened; the others are rows of the queue."""
_EXAMPLE = "ordinary-us-switzerland.json"
_STATES = ("new", "open", "waiting", "signing", "reopened")


@dataclass(frozen=True)
class Desk:
    """What the reader needs: a one-time link, a case with a decision, and rows from which pages start."""

    link: str
    reference: str
    middle: int
    last: int


def page_figures(lists: Path, cases: int, seed: int) -> Figures:
    """Open the queue at its start, middle and end, its other views, and a decision, as a person does."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        desk = _filled(folder, lists, cases, Random(seed))
        with serving(lists, folder) as server:
            cookie = _signed_in(server, desk.link)
            pages = {
                "queue": "/queue",
                "queue_all": "/queue?view=all",
                "queue_middle": f"/queue?view=all&after={desk.middle}",
                "queue_last": f"/queue?view=all&after={desk.last}",
                "queue_changed": "/queue?view=changed",
                "decision": f"/cases/{desk.reference}/decision/1",
                "find": f"/find?q={desk.reference}",
            }
            times = {key: _timed(server, address, cookie) for key, address in pages.items()}
            memory = server.rss_mb()
        with serving(lists, folder / "demo", demo=True) as first:
            pass
    return {
        **{f"{key}_p95_ms": round(_p95(each), 1) for key, each in times.items()},
        "cases": cases,
        "ready_s": round(server.ready, 2),
        "ready_cpu_s": round(server.ready_cpu, 2),
        "demo_ready_s": round(first.ready, 2),
        "demo_ready_cpu_s": round(first.ready_cpu, 2),
        "pages_rss_mb": round(memory, 1),
    }


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] * 1000


def _filled(folder: Path, lists: Path, cases: int, rng: Random) -> Desk:
    """A desk with many cases, a few of which have a decision."""
    from endgate.cli.desk import set_up

    set_up(None, data_dir=folder, reference_dir=lists)
    from endgate.desk.access.login import make_link
    from endgate.desk.access.principal import Principal
    from endgate.desk.access.views import make_user
    from endgate.desk.cases.services import keep_check
    from endgate.desk.engine import engine
    from endgate.desk.running import let_go
    from endgate.desk.store.models import Case

    now = datetime.now(UTC)
    user = make_user("Reader", ("senior",), now)
    actor = Principal.of(user)
    asked, _ = load((str(examples() / _EXAMPLE),))
    record = engine().decide(asked[0].sourced.shipment)
    kept = [keep_check(actor, now, asked[0].sourced.shipment, record) for _ in range(_OPENED)]
    template = {name: getattr(kept[0], name) for name in ("team_id", "title", "route", "concern")}
    rows = [Case(**row) for row in _rows(template, cases, now, rng)]
    for start in range(0, len(rows), _AT_ONCE):
        Case.objects.bulk_create(rows[start : start + _AT_ONCE])
    first, last = Case.objects.order_by("pk").first(), Case.objects.order_by("pk").last()
    assert first is not None
    assert last is not None
    link = make_link(user, "signin", now)
    let_go()
    return Desk(link, kept[0].reference, (first.pk + last.pk) // 2, last.pk - 50)


def _rows(template: Mapping[str, Any], cases: int, now: datetime, rng: Random) -> Iterator[dict[str, Any]]:
    for number in range(cases - _OPENED):
        opened = now - timedelta(hours=rng.randrange(2000))
        yield {
            **template,
            "reference": f"1999-{number:07}",
            "state": rng.choice(_STATES),
            "legality": rng.choice(("PROCEED", "HOLD", "STOP", "LICENCE")),
            "created_at": opened,
            "due_at": opened + timedelta(days=3),
            "changed": "concern: none became LOW" if rng.random() < 0.01 else "",
        }


def _signed_in(server: Server, link: str) -> str:
    """The cookie of a session, from a one-time link. Raises BenchError."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    address = f"/sign-in/{link}"
    connection.request("GET", address)
    page = connection.getresponse()
    token = page.headers.get("Set-Cookie", "").partition(";")[0]
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    body = f"csrfmiddlewaretoken={found[1] if found else ''}"
    sent = {"Cookie": token, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", address, body, sent)
    answer = connection.getresponse()
    answer.read()
    cookies = [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie") or ()]
    connection.close()
    if answer.status != 302 or not cookies:
        raise BenchError(CHILD_FAILED.at(address, f"status {answer.status}"))
    return "; ".join([token, *cookies])


def _timed(server: Server, address: str, cookie: str) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    times = []
    for number in range(_ROUNDS + _WARM):
        start = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise BenchError(CHILD_FAILED.at(address, f"status {answer.status}: {content[:200]!r}"))
        if number >= _WARM:
            times.append(time.perf_counter() - start)
    connection.close()
    return times
