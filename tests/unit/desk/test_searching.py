"""A search without words counts by outlines, and gives what reading every record gives."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from tests.unit.desk.plain_client import PlainClient

from endgate.edition.opened import Edition
from endgate.lists.ftm_export import entity_id


@pytest.fixture(scope="module")
def read(starter: Edition) -> tuple[Any, Any, list[dict[str, Any]]]:
    """A catalogue, what is searched of it, and every entity of that as its records give it."""
    pytest.importorskip("django")
    from endgate.desk.api.dialect import searching
    from endgate.desk.api.dialect.datasets import scope
    from endgate.desk.api.dialect.entities import Catalogue

    catalogue = Catalogue(starter)
    where = scope(starter, "default", date(2026, 11, 25))
    assert where is not None
    return catalogue, where, list(searching._found(searching.asked({}), where, catalogue))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"countries": ["ir"]},
        {"schema": ["Vessel"], "offset": ["20"]},
        {"topics": ["sanction"]},
        {"q": ["*"]},
        {"sort": ["caption:desc"]},
        {"sort": ["last_change:desc", "caption"]},
        {"changed_since": ["2020-01-01"]},
        {"filter": ["country:ir", "schema:Vessel"], "filter_op": ["AND"]},
        {"facets": ["schema", "countries"]},
    ],
)
def test_outlines_count_what_records_hold(
    read: tuple[Any, Any, list[dict[str, Any]]], asked: dict[str, list[str]]
) -> None:
    from endgate.desk.api.dialect import searching

    catalogue, where, every = read
    wanted = searching.asked(asked)
    found = searching._sorted([each for each in every if searching._fits(each, wanted)], wanted)
    got: dict[str, Any] = searching.search(wanted, where, catalogue)
    assert got["results"] == found[wanted.offset : wanted.offset + wanted.limit]
    assert got["total"]["value"] == len(found) > 0
    assert got["facets"] == {name: searching._facet(name, found) for name in wanted.facets}


@pytest.fixture
def client(desk: Any) -> Any:
    assert desk.yente_auth == "none"
    return PlainClient()


def test_results_are_sorted_and_those_without_a_value_come_last(client: Any) -> None:
    def captions(order: str) -> list[str]:
        found = client.get(f"/search/default?countries=kp&schema=Vessel&limit=500&sort=caption:{order}").json()[
            "results"
        ]
        return [each["caption"] for each in found]

    assert captions("asc") == sorted(captions("asc"))
    assert captions("desc") == captions("asc")[::-1]
    by_change = client.get("/search/default?q=mahan&limit=500&sort=last_change:desc").json()["results"]
    days = [each["last_change"] for each in by_change]
    known = [each for each in days if each is not None]
    assert known == sorted(known, reverse=True)
    assert None not in days[: len(known)]
    assert client.get("/search/default?sort=a+b:desc").status_code == 422


def test_only_what_changed_since_a_day_or_may_have(client: Any) -> None:
    every = client.get("/search/default?countries=kp&limit=500").json()
    late = client.get("/search/default?countries=kp&limit=500&changed_since=2016-01-01").json()
    assert 0 < late["total"]["value"] < every["total"]["value"]
    kept = {each["id"] for each in late["results"]}
    for each in every["results"]:
        day = each["last_change"] or each["first_seen"]
        assert (each["id"] in kept) == (day is None or day >= "2016-01-01")
    assert client.get("/search/default?changed_since=yesterday").status_code == 422


def test_filters_choose_by_fields_and_properties(client: Any) -> None:
    ships = client.get("/search/default?filter=schema:Vessel&limit=5").json()
    assert {each["schema"] for each in ships["results"]} == {"Vessel"}
    one = ships["results"][0]
    again = client.get(f"/search/default?filter=id:{one['id']}").json()
    assert [each["id"] for each in again["results"]] == [one["id"]]
    both = client.get("/search/default?filter=schema:Vessel&filter=countries:ir&filter_op=AND&limit=1").json()
    either = client.get("/search/default?filter=schema:Vessel&filter=countries:ir&limit=1").json()
    assert 0 < both["total"]["value"] < ships["total"]["value"] < either["total"]["value"]
    counted = client.get("/search/default?filter=schema:Vessel&facets=schema&facets=datasets&limit=0").json()
    assert [each["name"] for each in counted["facets"]["schema"]["values"]] == ["Vessel"]
    assert set(counted["facets"]) == {"schema", "datasets"}


def test_a_party_is_found_by_a_name_that_only_a_list_outside_gives(
    read: tuple[Any, Any, list[dict[str, Any]]], client: Any
) -> None:
    """Within a dataset is a party that any record of it lists there; its names are those of all its records."""
    catalogue, _, _ = read
    asked = 0
    for cluster in catalogue.edition.clusters():
        records = [catalogue.party(member) for member in cluster.members]
        listed = {name.text.casefold() for each in records if each.source == "un" for name in each.names}
        beside = [name.text for each in records if each.source != "un" for name in each.names if name.text.isascii()]
        only = [text for text in beside if text.casefold() not in listed]
        if not listed or not only:
            continue
        ident = catalogue.canonical(cluster.members[0])
        for text in only[-1:]:
            found = client.get(f"/search/un_sc_sanctions?limit=500&q={quote(text)}").json()["results"]
            assert ident in [each["id"] for each in found], text
            assert all("un_sc_sanctions" in each["datasets"] for each in found)
            assert len({each["id"] for each in found}) == len(found)
        asked += 1
        if asked == 25:
            break
    assert asked == 25


def test_an_entity_is_asked_for_by_the_id_of_any_of_its_records(
    read: tuple[Any, Any, list[dict[str, Any]]], client: Any
) -> None:
    catalogue, _, _ = read
    cluster = next(each for each in catalogue.edition.clusters() if len(each.members) > 1)
    canonical = catalogue.canonical(cluster.members[0])
    for member in cluster.members:
        for ident in {member, entity_id(member)} - {canonical}:
            for further in ("", "/adjacent", "/adjacent/sanctions"):
                moved = client.get(f"/entities/{quote(ident, safe='')}{further}")
                assert (moved.status_code, moved.headers["Location"]) == (308, f"/entities/{canonical}{further}"), ident
                assert client.get(moved.headers["Location"]).status_code == 200
