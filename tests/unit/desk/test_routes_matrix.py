"""Who may use which address: every one of the resolver, as every role in its team, beside it, asked, and signed out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.plain_client import PlainClient
from tests.unit.desk.world import World, actors, made, rows

NONE = ("none", "none")
Row = dict[str, str]


def listed() -> list[Row]:
    """The lines of the data, a twin beside its page."""
    found = []
    for row in rows("routes.csv"):
        page, twin, _ = row["address"].partition("[.json]")
        found += [{**row, "address": each} for each in ([page, page + ".json"] if twin else [page])]
    return found


def held() -> set[tuple[str, str]]:
    """Interface and address of all that the program answers, from its own tables."""
    from endgate.desk.api.dialect.answers import ANSWERS
    from endgate.desk.api.v1.table import CALLS
    from endgate.desk.urls import urlpatterns

    rest = {"match": "/{dataset}", "search": "/{dataset}", "entities": "/{ident}"}
    pages = {("page", "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(each.pattern))) for each in urlpatterns}
    calls = {("api", f"{each.method} /api/1/{each.address}") for each in CALLS}
    yente = {("yente", f"{method} /{head}{rest.get(head, '')}") for method, head in ANSWERS}
    return pages | calls | yente | {("api", "GET /api/1/openapi.json")}


def test_every_address_has_its_line(desk: Any) -> None:
    assert desk
    lines = listed()
    pages = {("page", each["address"]) for each in lines if each["interface"] == "page"}
    others = {
        (each["interface"], f"{each['method']} {each['address']}") for each in lines if each["interface"] != "page"
    }
    assert pages | others == held()
    known = {each["predicate"] for each in rows("permissions.csv")} | {"anyone", "people", "asked", "nobody"}
    assert {each["predicate"] for each in lines} <= known
    assert len(lines) == len({(each["method"], each["address"]) for each in lines})


def _may(predicate: str, where: str, role: str) -> bool:
    """Does the table of permissions allow a role of a team what it does on this case?"""
    if predicate == "people":
        return True
    if predicate == "read_audit":  # each reads what happened to the cases that exist for them
        return role in {each["role"] for each in rows("permissions.csv") if each["predicate"] == predicate}
    pairs = {(each["role"], each["reach"]) for each in rows("permissions.csv") if each["predicate"] == predicate}
    return (role, "any") in pairs or (where == "own" and (role, "team") in pairs)


def expected(row: Row, where: str, role: str) -> str:
    """What the data says of one who asks: let in, refused, hidden, or told to sign in."""
    predicate = row["predicate"]
    if predicate == "anyone":
        return "in"
    if where == "none":
        return "sign in"
    if predicate == "nobody":
        return "refused"
    if predicate == "asked":
        asked = {each["role"] for each in rows("permissions.csv") if each["reach"] == "asked"}
        return "in" if where == "asked" and role in asked else "hidden"
    of_case = "{reference}" in row["address"] or "/decisions/" in row["address"]
    if of_case and not _may("see_case", where, role):
        return "hidden"
    return "in" if _may(predicate, where, role) else "refused"


def outcome(row: Row, answer: Any) -> str:
    """What became of a request."""
    away = answer.status_code == 302 and answer["Location"].startswith("/sign-in?")
    if row["predicate"] != "anyone" and (answer.status_code == 401 or away):
        return "sign in"
    named = {403: "refused", 404: "hidden"}
    if answer.status_code >= 500:
        return f"broken: {answer.status_code}"
    return "in" if row["predicate"] == "anyone" and answer.status_code == 404 else named.get(answer.status_code, "in")


def address_of(row: Row, world: World, own: dict[str, Any]) -> str:
    """The address of a line with what stands in its braces."""
    ids = {**world.ids, **own}
    ids["ident"] = ids["dossier"] if "/dossiers/" in row["address"] else ids["ident"]
    return row["address"].format(**ids)


def _form(row: Row, world: World) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    parts = row["address"].strip("/").split("/")
    two = world.forms.get("/".join(parts[-2:]))
    found = two or world.forms.get(parts[-1], world.forms["matches"] if "matches" in parts else {})
    return {**found, "file": SimpleUploadedFile("a.txt", b"words")} if "file" in found else found


@pytest.fixture
def world(
    desk: Any, kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> Iterator[World]:
    from endgate.desk.conf.start import configure

    configure(replace(desk, yente_auth="token", webhook_hosts=("told.example",)))
    yield made(kept, people, client_as("officer2"), people["legal"])
    configure(desk)


def undone(ask: Callable[[], Any]) -> Any:
    """The answer to a request of which nothing stays in the database."""
    from django.db import transaction

    with transaction.atomic():
        answer = ask()
        transaction.set_rollback(True)
    return answer


def everybody() -> list[tuple[str, str, Any]]:
    return [*actors(), (*NONE, None)]


def test_pages_answer_each_role_as_the_table_says(world: World) -> None:
    from django.test import Client
    from django.utils import timezone

    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    wrong, let_in = [], set()
    for where, role, actor in everybody():
        client = Client()
        if actor is not None:
            client.post(f"/sign-in/{make_link(User.objects.get(pk=actor.user_id), 'signin', timezone.now())}")
        for row in (each for each in listed() if each["interface"] == "page"):
            fresh = Client()
            fresh.cookies = client.cookies.copy()
            send = fresh.post if row["method"] == "POST" else fresh.get
            form = _form(row, world) if row["method"] == "POST" else {}
            found = outcome(row, undone(lambda: send(address_of(row, world, {}), form)))  # noqa: B023  (called at once)
            let_in |= {(row["method"], row["address"])} if found == "in" else set()
            if found != expected(row, where, role):
                wrong.append((where, role, row["method"], row["address"], found, expected(row, where, role)))
    assert not wrong, "\n".join(map(str, wrong))
    assert let_in == {(each["method"], each["address"]) for each in listed() if each["interface"] == "page"}


def _own(actor: Any) -> dict[str, Any]:
    """A job and a webhook of whoever asks, for these are seen by their makers alone."""
    from endgate.desk.store.machinery import Job, Webhook

    ended = {"state": "done", "run_at": NOW, "created_at": NOW, "result": json.dumps(_kept())}
    job = Job.objects.create(kind="check_file", object="a", key=str(actor.user_id), user_id=actor.user_id, **ended)
    hook = Webhook.objects.create(user_id=actor.user_id, url="https://told.example/", kinds="heartbeat", created_at=NOW)
    return {"job": job.pk, "hook": hook.pk}


def _kept() -> dict[str, str]:
    from endgate.desk.jobs.files import kept_files

    return {name: kept_files().put(b"") for name in ("results", "quarantine")}


def called(row: Row, world: World, token: str, own: dict[str, Any]) -> Any:
    from django.test import Client

    parts = row["address"].strip("/").split("/")
    body = world.bodies.get("/".join(parts[-2:]), world.bodies.get(parts[-1], {}))
    kind = {"jobs": "job", "webhooks": "hook", "decisions": "decision"}.get(parts[2] if len(parts) > 2 else "", "")
    ident = {**world.ids, **own}.get(kind, "un-1")
    address = address_of(row, world, {"ident": ident})
    world.case.refresh_from_db()
    headers = {"If-Match": f'"{world.case.version}"'}
    if row["address"].endswith("/lists/diff"):
        address += "?a={edition}&b={edition}".format(**world.ids)
    if row["address"].endswith("/documents") and row["method"] == "POST":
        address += "?name=a.txt"
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    data = b"" if row["method"] == "GET" else json.dumps(body).encode()
    if row["interface"] == "yente":
        return PlainClient()._sent(row["method"], address, data, "application/json", headers)
    return Client().generic(row["method"], address, data, content_type="application/json", headers=headers)


def asked(row: Row, world: World, token: str, own: dict[str, Any]) -> Any:
    """The answer to a call; the yente interface writes nothing, and opens its connection anew for each request."""
    if row["interface"] == "yente":
        return called(row, world, token, own)
    return undone(lambda: called(row, world, token, own))


def programs(scopes: tuple[str, ...]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    from django.utils import timezone

    from endgate.desk.access.tokens import issue
    from endgate.desk.store.models import User

    for where, role, actor in everybody():
        token = "" if actor is None else issue(User.objects.get(pk=actor.user_id), scopes, timezone.now())
        yield where, role, token, {} if actor is None else _own(actor)


def test_calls_answer_each_role_as_the_table_says(world: World) -> None:
    from endgate.desk.access.tokens import SCOPES

    wrong, let_in = [], set()
    calls = [each for each in listed() if each["interface"] != "page"]
    for where, role, token, own in programs(SCOPES):
        for row in calls:
            found = outcome(row, asked(row, world, token, own))
            let_in |= {(row["method"], row["address"])} if found == "in" else set()
            if row["interface"] == "yente" and row["address"].startswith("/entities/") and found == "hidden":
                found = "in"  # nobody's entity: whoever may ask is told that there is none
            if found != expected(row, where, role):
                wrong.append((where, role, row["method"], row["address"], found, expected(row, where, role)))
    assert not wrong, "\n".join(map(str, wrong))
    nobody = {("GET", "/updatez"), ("POST", "/updatez"), ("GET", "/entities/{ident}")}
    assert let_in | nobody == {(each["method"], each["address"]) for each in calls} | nobody


@pytest.mark.parametrize("scope", ["check", "match", "decisions", "cases", "lists", "webhooks"])
def test_a_token_opens_its_scope_and_no_other(world: World, scope: str) -> None:
    from endgate.desk.api.v1.table import CALLS

    opens = {f"{each.method} /api/1/{each.address}": each.scope.split() for each in CALLS}
    token, own = next(
        (token, own) for where, role, token, own in programs((scope,)) if (where, role) == ("own", "senior")
    )
    wrong = []
    for row in (each for each in listed() if each["predicate"] not in ("anyone", "nobody", "manage_reference")):
        if row["interface"] == "page":
            continue
        wanted = opens.get(f"{row['method']} {row['address']}", ["match"])
        answer = asked(row, world, token, own)
        if (answer.status_code == 403) == (scope in wanted):
            wrong.append((row["method"], row["address"], answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_is_asked_by_get_or_is_not_listed_writes_nothing(world: World, client_as: Callable[[str], Any]) -> None:
    from endgate.desk.store.models import Event

    client, before = client_as("senior"), Event.objects.count()
    posts = {each["address"] for each in listed() if each["method"] == "POST"}
    for address in sorted({each["address"] for each in listed() if each["interface"] == "page"} - {"/sign-out"}):
        row = {"address": address}
        client.get(address_of(row, world, {}))
        if address not in posts:
            client.post(address_of(row, world, {}), {"reason": "a word", "sha256": "x"})
        assert Event.objects.count() == before, address
