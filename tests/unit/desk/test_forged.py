"""What was not made here gets nowhere: foreign forms, hosts, forwarded headers, sessions, tokens, ids, paths."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_evidence import LETTER, _upload
from tests.unit.desk.test_listening import running
from tests.unit.desk.test_routes_matrix import address_of, listed

CHAIR, SULPHIDE = "ordinary-us-switzerland.json", "s3-sulfide-de.json"
ELSEWHERE = "https://evil.example"


def _checking(client: Any) -> Any:
    """The same browser, before which the check of forms is not switched off."""
    from django.test import Client

    found = Client(enforce_csrf_checks=True)
    found.cookies = client.cookies.copy()
    return found


class _Filled:
    """Ids for addresses that are refused before anything is looked up."""

    ids = dict.fromkeys(("reference", "n", "other", "item", "ident", "dossier", "ref", "party_id", "team_id"), "1")
    ids |= {"measure_id": "x", "secret": "x"}


def test_no_post_of_a_page_counts_without_its_form(client_as: Callable[[str], Any]) -> None:
    from endgate.desk.store.models import Event

    browser = _checking(client_as("senior"))
    before = Event.objects.count()
    posts = [each for each in listed() if (each["interface"], each["method"]) == ("page", "POST")]
    assert len(posts) > 30
    for row in posts:
        answer = browser.post(address_of(row, _Filled(), {}), {"reason": "x"})  # type: ignore[arg-type]
        assert answer.status_code == 403, row
        assert "EG8110" in answer.content.decode(), row
    assert Event.objects.count() == before


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", "http://testserver.evil.example", ""])
def test_a_form_counts_from_here_alone(kept: Callable[..., Any], client_as: Callable[[str], Any], origin: str) -> None:
    from endgate.desk.store.models import Act

    case, browser = kept(CHAIR), _checking(client_as("officer"))
    page = browser.get(f"/cases/{case.reference}/decision/1").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    posted = {"reason": "a word", "csrfmiddlewaretoken": token}
    answer = browser.post(f"/cases/{case.reference}/note", posted, headers={"Origin": origin} if origin else {})
    assert answer.status_code == (403 if origin else 302)
    assert Act.objects.filter(kind="note").count() == (0 if origin else 1)


@pytest.mark.parametrize("order", ["session first", "token first"])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_the_interface_knows_tokens_and_no_cookie(
    people: dict[str, Any], client_as: Callable[[str], Any], method: str, order: str
) -> None:
    """A valid token passes whatever session stands beside it; a session alone passes nowhere."""
    from django.utils import timezone

    from endgate.desk.access.tokens import issue
    from endgate.desk.store.models import User

    user = User.objects.get(pk=people["officer"].user_id)
    browser = _checking(client_as("officer"))
    token = issue(user, ["check", "cases", "webhooks"], timezone.now())
    address = {"GET": "cases", "POST": "party", "PATCH": "cases/x", "DELETE": "webhooks/9"}[method]
    right = {"Authorization": f"Bearer {token}", "Origin": ELSEWHERE}

    def asked(headers: dict[str, str]) -> int:
        sent = b'{"name": "A. N. Other"}' if method == "POST" else b"{}"
        answer = browser.generic(method, f"/api/1/{address}", sent, content_type="application/json", headers=headers)
        assert "Access-Control-Allow-Origin" not in answer.headers
        return int(answer.status_code)

    first, second = ({}, right) if order == "session first" else (right, {})
    for headers in (first, second):
        if headers:
            assert asked(headers) in (200, 404, 428)
        else:
            assert asked({}) == asked({"Origin": ELSEWHERE}) == 401


def test_every_address_says_how_it_may_be_shown_and_kept(client_as: Callable[[str], Any]) -> None:
    """Whoever answers and whatever: never framed, sniffed, or given to pages of other sites; pages are never kept."""
    client = client_as("auditor")
    for row in (each for each in listed() if (each["interface"], each["method"]) == ("page", "GET")):
        answer = client.get(address_of(row, _Filled(), {}), headers={"Origin": ELSEWHERE})  # type: ignore[arg-type]
        if "sandbox" not in answer.headers["Content-Security-Policy"]:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], row
            assert "'unsafe" not in answer.headers["Content-Security-Policy"], row
        assert answer.headers["X-Content-Type-Options"] == "nosniff", row
        assert answer.headers["X-Frame-Options"] == "DENY", row
        assert answer.headers["Cache-Control"] == "no-store", row
        assert answer.headers["Referrer-Policy"] == "same-origin", row
        assert "Access-Control-Allow-Origin" not in answer.headers, row


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "127.0.0.1.evil.example", "a b", ""])
def test_a_host_that_is_not_ours_is_not_answered(client_as: Callable[[str], Any], host: str) -> None:
    """A name of another site that leads to this machine would make its pages ours in the eyes of a browser."""
    client = client_as("officer")
    for address in ("/queue", "/sign-in", "/api/1/cases"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400, address
        assert "EG8110" in answer.content.decode()
        assert "sign-in" not in answer.content.decode()


def _got(port: int, headers: dict[str, str]) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers=headers)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


@pytest.mark.parametrize(
    ("proxy", "told"), [("", "127.0.0.1 http"), ("192.0.2.9", "127.0.0.1 http"), ("127.0.0.1", "203.0.113.5 https")]
)
@pytest.mark.usefixtures("desk")
def test_forwarded_headers_count_from_the_trusted_proxy_alone(proxy: str, told: str) -> None:
    from endgate.desk.running import _behind

    def echo(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        assert "evil" not in str(environ.get("HTTP_FORWARDED", ""))
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    forged = {
        "X-Forwarded-For": "203.0.113.5",
        "X-Forwarded-Proto": "https",
        "Forwarded": "for=198.51.100.1;host=evil.example",
    }
    with running(echo, **_behind(proxy)) as (_, port):
        assert _got(port, forged) == told


@pytest.mark.parametrize(("proxy", "status"), [("", 200), ("127.0.0.1", 401)])
def test_a_client_behind_a_proxy_is_never_taken_for_this_machine(desk: Any, proxy: str, status: int) -> None:
    from tests.unit.desk.plain_client import PlainClient

    from endgate.desk.conf.start import configure

    configure(replace(desk, yente_auth="none", trusted_proxy=proxy))
    answer = PlainClient().get("/search/default?q=x", headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == status


def test_a_forged_token_is_no_token_and_says_no_more(people: dict[str, Any]) -> None:
    from datetime import timedelta

    from django.test import Client
    from django.utils import timezone

    from endgate.desk.access.tokens import issue
    from endgate.desk.store.models import User

    user, now = User.objects.get(pk=people["officer"].user_id), timezone.now()
    right, other = (issue(user, ["cases"], now) for _ in range(2))
    late = issue(user, ["cases"], now - timedelta(days=91))
    head, key, secret = right.split("_", 2)
    forged = [
        f"{head}_{other.split('_', 2)[1]}_{secret}",
        f"{head}_{key}_{secret[:-1]}{'A' if secret[-1] != 'A' else 'B'}",
        f"{head}_{key}_{secret}x",
        right.upper(),
        late,
        "' OR 1=1 --",
        "eg1__",
        "\u202e",
        "x" * 9000,
    ]

    def asked(token: str) -> Any:
        return Client().get("/api/1/cases", headers={"Authorization": f"Bearer {token}"})

    assert asked(right).status_code == 200
    answers = {(each.status_code, each.content) for each in map(asked, forged)}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 401


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32, "../../desk.key", "'; DROP TABLE user; --", "\x7f" * 9])
def test_a_forged_session_signs_nobody_in(kept: Callable[..., Any], cookie: str) -> None:
    from django.test import Client

    case, client = kept(CHAIR), Client()
    client.cookies["session"] = cookie
    for address in ("/queue", f"/cases/{case.reference}/decision/1"):
        assert client.get(address).headers["Location"].startswith("/sign-in?")
    assert client.get("/queue.json").status_code == 401


TRICKS = [
    "..", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/desk.key", "....//....//desk.key", "%00",
    "d1%00.html", "%c0%ae%c0%ae/", "C:%5cWindows", "%5c%5chost%5cshare", "file:///etc/passwd", "%0d%0aSet-Cookie:a=b",
    "%F0%9F%92%A9", "%E2%80%AE", "1%20OR%201=1", "1'--", "-1", "0", "9" * 400, "²", "%FF%FE", "{{7*7}}", "$" + "{7*7}",
]  # fmt: skip
PLACES = [
    "/cases/{}", "/cases/{}/decision/1", "/cases/{case}/decision/{}", "/cases/{case}/goods/{}",
    "/cases/{case}/evidence/{}", "/cases/{case}/evidence/{}/original", "/cases/{case}/dossiers/{}/content",
    "/cases/{case}/parties/{}/matches/{}", "/law/{}", "/sign-in/{}", "/set-up/{}", "/static/{}", "/static/desk/{}",
    "/api/1/decisions/{}", "/{}",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_paths_and_ids_that_trick_find_nothing(
    kept: Callable[..., Any], client_as: Callable[[str], Any], desk: Any, place: str
) -> None:
    case, client = kept(CHAIR), client_as("officer")
    key = desk.key_file.read_text().strip()
    for trick in TRICKS:
        address = place.replace("{case}", case.reference).replace("{}", trick)
        answer = client.get(address)
        content = answer.content if not answer.streaming else b"".join(answer)
        assert answer.status_code in (302, 400, 401, 404), address
        assert not any(each in content.decode() for each in (key, "root:", "Traceback", "site-packages")), address
        assert "a" not in answer.cookies, address


def test_a_document_is_found_in_its_own_case_alone(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    mine, theirs = kept(SULPHIDE), kept(SULPHIDE, "foreign")
    foreign, client = client_as("foreign"), client_as("officer")
    _upload(foreign, theirs, ("letter.txt", LETTER.encode()))
    assert foreign.get(f"/cases/{theirs.reference}/evidence/d1/original").content == LETTER.encode()
    for case in (mine, theirs):
        hidden = client.get(f"/cases/{case.reference}/evidence/d1/original")
        missing = client.get(f"/cases/{case.reference}/evidence/d99/original")
        assert (hidden.status_code, hidden.content) == (404, missing.content.replace(b"d99", b"d1"))


def test_a_form_that_is_sent_twice_signs_once(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    from endgate.desk.cases.services import newest
    from endgate.desk.store.models import Act

    case, client = kept(CHAIR), client_as("officer")
    client.post(f"/cases/{case.reference}/take")
    form = {"sha256": newest(case).sha256, "outcome": "released_with_conditions", "reason": "on file"}
    assert [client.post(f"/cases/{case.reference}/sign", form).status_code for _ in range(3)] == [302, 302, 302]
    assert Act.objects.filter(case=case, kind="sign").count() == 1


def test_a_stale_form_and_a_second_signature_by_the_same_hand_are_refused(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    """As posted from pages that lay open while something else happened."""
    from endgate.desk.cases import services
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.store.models import Act

    case, legal = kept("s2-chamber-branch.json"), client_as("legal")
    services.take(people["officer"], NOW, case)
    stale = services.newest(case).sha256
    check_again(people["officer"], NOW, case, known_as_of=NOW.date().replace(month=12))
    form = {"outcome": services.workflow().outcomes(case.legality)[0], "reason": "read", "citation": "Article 8"}
    refused = legal.post(f"/cases/{case.reference}/sign", {**form, "sha256": stale})
    assert (refused.status_code, "EG8108" in refused.content.decode()) == (409, True)
    now = services.newest(case).sha256
    fresh = {**form, "outcome": "released", "sha256": now}
    assert legal.post(f"/cases/{case.reference}/sign", fresh).status_code == 302
    signed = Act.objects.filter(case=case).exclude(kind="note").latest("pk")
    again = {"sha256": now, "signature": str(signed.pk)}
    own = legal.post(f"/cases/{case.reference}/countersign", again)
    assert (own.status_code, "EG8105" in own.content.decode()) == (403, True)
    assert not Act.objects.filter(case=case, kind="countersign").exists()
