"""The yente interface: shapes, errors and credentials as its clients read them."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.desk.conftest import NOW, posted
from tests.unit.desk.plain_client import PlainClient

KEYS = [
    "id",
    "caption",
    "schema",
    "properties",
    "datasets",
    "referents",
    "target",
    "first_seen",
    "last_seen",
    "last_change",
]
ASKED = {
    "queries": {
        "entity": {
            "id": "mine-1",
            "schema": "Company",
            "properties": {"name": ["Khatam ol-Anbia Construction Headquarters"], "country": "Iran", "colour": "red"},
        }
    }
}


@pytest.fixture
def client(desk: Any) -> Any:
    assert desk.yente_auth == "none"

    return PlainClient()


def test_a_match_has_the_shape_that_clients_read(client: Any) -> None:
    answer = posted(client, "/match/default?limit=3&fuzzy=False&algorithm=best", ASKED)
    body = answer.json()
    one = body["responses"]["entity"]
    assert (answer.status_code, answer.headers["x-batch-size"], body["limit"]) == (200, "1", 3)
    assert one["query"] == {
        "id": "mine-1",
        "schema": "Company",
        "properties": {"name": ["Khatam ol-Anbia Construction Headquarters"], "country": ["ir"], "colour": ["red"]},
    }
    assert answer.headers["Endgate-Ignored"] == "colour"
    assert answer.headers["Endgate-Coverage"].startswith("partial; missing=")
    best = one["results"][0]
    assert set(KEYS) <= set(best)
    assert best["match"] is True
    assert best["score"] > 0.7
    assert best["explanations"]["name_match"]["candidate"]
    assert {"un_sc_sanctions"} & set(best["datasets"])
    assert one["total"]["relation"] == "eq"


def test_threshold_and_cutoff_decide_match_and_presence(client: Any) -> None:
    high = posted(client, "/match/default?threshold=0.99&cutoff=0.5", ASKED).json()["responses"]["entity"]
    assert high["results"]
    assert not any(each["match"] for each in high["results"])
    none = posted(client, "/match/default?threshold=0.99&cutoff=0.99", ASKED).json()["responses"]["entity"]
    assert none["results"] == []


def test_entities_are_found_again_by_the_id_of_a_match(client: Any) -> None:
    best = posted(client, "/match/default", ASKED).json()["responses"]["entity"]["results"][0]
    entity = client.get(f"/entities/{best['id']}?nested=True").json()
    assert entity["id"] == best["id"]
    assert entity["properties"]["sanctions"][0]["schema"] == "Sanction"
    for referent in best["referents"]:
        moved = client.get(f"/entities/{referent}")
        assert (moved.status_code, moved.headers["Location"]) == (308, f"/entities/{best['id']}")
    assert client.get("/entities/nobody").json() == {"detail": "No such entity!"}
    beside = client.get(f"/entities/{best['id']}/adjacent").json()
    assert beside["adjacent"]["sanctions"]["total"]["value"] >= 1


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("/match/default?algorithm=magic", ASKED, 400),
        ("/match/default?limit=many", ASKED, 422),
        ("/match/default", {"queries": {}}, 400),
        ("/match/default", {}, 422),
        ("/match/default", [], 422),
        ("/match/default", {"queries": {"a": {"schema": "Vegetable", "properties": {}}}}, 400),
        ("/match/default", {"queries": {"a": {"properties": {}}}}, 422),
        ("/match/default", {**ASKED, "weights": {"name": 1}}, 400),
        ("/match/default", {"queries": {str(n): ASKED["queries"]["entity"] for n in range(101)}}, 400),
        ("/match/nowhere", ASKED, 404),
    ],
)
def test_a_bad_request_is_said_and_never_an_empty_answer(client: Any, address: str, body: Any, status: int) -> None:
    answer = posted(client, address, body)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_query_without_a_name_is_said_and_not_empty(client: Any) -> None:
    asked = {"queries": {"a": {"schema": "Person", "properties": {"name": ["???"]}}}}
    one = posted(client, "/match/default", asked).json()["responses"]["a"]
    assert one["status"] == 400


def test_what_a_narrow_dataset_holds_is_found_behind_many_others(client: Any) -> None:
    asked = {"queries": {"a": {"schema": "Person", "properties": {"name": ["Abdul Rahman"]}}}}
    wide = posted(client, "/match/default?limit=500&cutoff=0.5", asked).json()["responses"]["a"]
    narrow = posted(client, "/match/un_sc_sanctions?limit=500&cutoff=0.5", asked).json()["responses"]["a"]
    of_the_un = [each["id"] for each in wide["results"] if "un_sc_sanctions" in each["datasets"]]
    assert of_the_un
    assert set(of_the_un) == {each["id"] for each in narrow["results"]}
    assert wide["total"]["value"] == len(wide["results"])


def test_an_old_list_is_told(client: Any) -> None:
    told = posted(client, "/match/us_bis_unverified", ASKED).headers["Endgate-Coverage"]
    assert told == "partial; stale=us_bis_unverified"


def test_no_name_is_left_out_without_a_word(client: Any) -> None:
    many = {"queries": {"a": {"schema": "Company", "properties": {"name": ["nobody"] * 51}}}}
    assert posted(client, "/match/default", many).status_code == 422
    nested = {"queries": {"a": {"schema": "Company", "properties": {"name": ["nobody at all", {"x": "Mahan Air"}]}}}}
    assert posted(client, "/match/default", nested).headers["Endgate-Ignored"] == "name"


def test_credentials_in_the_forms_that_clients_send(desk: Any, client: Any) -> None:
    from endgate.desk.access.tokens import issue
    from endgate.desk.access.views import make_user
    from endgate.desk.conf.start import configure

    configure(replace(desk, yente_auth="token"))
    from django.utils import timezone

    user = make_user("Program", ("viewer",), NOW)
    token = issue(user, ["match"], timezone.now())
    other = issue(user, ["lists"], timezone.now())
    assert posted(client, "/match/default", ASKED).status_code == 401
    basic = base64.b64encode(f"me:{token}".encode()).decode()
    for value in (f"Bearer {token}", f"ApiKey {token}", f"Apikey {token}", f"Basic {basic}"):
        sent = client.post("/match/default", json.dumps(ASKED), content_type="x/y", headers={"Authorization": value})
        assert sent.status_code == 200, value
    assert posted(client, f"/match/default?api_key={token}", ASKED).status_code == 200
    refused = client.post(
        "/match/default", json.dumps(ASKED), content_type="a/b", headers={"Authorization": f"Bearer {other}"}
    )
    assert refused.status_code == 403
    assert posted(client, "/match/default?api_key=eg1_0_0", ASKED).status_code == 401
    for open_to_all in ("/healthz", "/readyz", "/catalog", "/algorithms"):
        assert client.get(open_to_all).status_code == 200


def test_the_catalogue_says_what_is_old_and_is_cached_by_its_tag(client: Any) -> None:
    answer = client.get("/catalog")
    body = answer.json()
    default = next(each for each in body["datasets"] if each["name"] == "default")
    assert default["load"] is True
    assert len(default["index_version"].partition("-")[0]) == 14
    assert default["index_version"][:14].isdigit()
    assert "un_sc_sanctions" in default["children"]
    assert client.get("/catalog", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_search_filters_and_counts(client: Any) -> None:
    found = client.get("/search/default?q=mahan+air&countries=ir&limit=2").json()
    assert found["results"]
    assert all("ir" in json.dumps(each["properties"]) for each in found["results"])
    assert found["facets"]["countries"]["values"][0]["name"] == "ir"
    assert client.get("/search/default?q=%00%22(*").status_code == 200
    assert client.get("/search/default?limit=501").status_code == 422
    assert client.get("/search/nowhere?q=x").status_code == 404


def test_what_is_too_long_is_refused_and_what_is_of_the_desk_is_handed_on(client: Any) -> None:
    assert client.get("/search/default?q=" + "a" * 60_000).status_code == 414
    assert posted(client, "/match/default", {"queries": "x" * (8 << 20)}).status_code == 413
    assert client.get("/match").status_code == 404
    assert client.get("/queue").headers["Location"] == "/sign-in?next=%2Fqueue"


def test_a_fault_of_ours_is_a_code_to_quote_and_no_trace(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from endgate.desk.api.dialect import answers

    def broken(*_: Any) -> Any:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(answers, "responses", broken)
    failed = posted(client, "/match/default", ASKED)
    assert failed.status_code == 500
    assert failed.json()["detail"].startswith("Internal error; quote ")


@pytest.mark.usefixtures("desk")
def test_a_body_of_unstated_length_is_read_to_its_end_where_the_server_ends_it() -> None:
    from endgate.desk.api.dialect.message import Request

    sent = {"wsgi.input": io.BytesIO(b'{"queries": {}}'), "wsgi.input_terminated": True}
    assert Request(sent).body() == {"queries": {}}


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)


_VALUE = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=30), _nested, max_leaves=6)
_PRINTABLE = st.characters(codec="ascii", min_codepoint=33, max_codepoint=126, exclude_characters="#%")
_QUERY = st.dictionaries(
    st.sampled_from(["id", "schema", "properties"]), _VALUE | st.sampled_from(["Person", "Vessel"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=_QUERY, address=st.text(_PRINTABLE, max_size=40))
def test_nothing_that_is_sent_breaks_it(client: Any, query: dict[str, Any], address: str) -> None:
    answer = posted(client, f"/match/default?{address}", {"queries": {"a": query}})
    assert answer.status_code in (200, 400, 401, 403, 404, 422)
