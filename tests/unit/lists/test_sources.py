"""The table of sources and the published schema of a party."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from endgate.lists.canonical import record_hash
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.model import Designation, ListedParty, Name
from endgate.lists.sources import source, sources
from endgate.terms.codec import decode, encode, json_schema
from endgate.terms.kinds import PartyKind

SCHEMA = Path(__file__).parents[3] / "docs" / "party.schema.json"


def test_every_source_says_who_and_what_it_lacks() -> None:
    for each in sources().values():
        assert each.publisher
        assert each.lacks
        assert each.url.startswith("https://")
        assert set(each.formats) <= set(IMPORTERS)
        assert len(each.shrink_total_percent) == len(each.shrink_programme_percent) == 2
    assert {"un", "us-ofac-sdn", "us-ofac-cons", "eu-fsf", "uk-uksl", "us-csl"} <= set(sources())


def test_unknown_source() -> None:
    assert source("un").authority == "UN"
    with pytest.raises(ListRefusedError, match="EG2017"):
        source("UN")


def test_published_schema_is_that_of_the_types() -> None:
    made = json_schema(ListedParty, schema_id="endgate.party/1", title="Endgate listed party")
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == made


def party(trace: str, text: str = "ALPHA") -> ListedParty:
    name = Name(text, trace=trace)
    return ListedParty("un:1", "un", PartyKind.UNKNOWN, (name,), designations=(_designation(),), trace=trace)


def _designation() -> Designation:
    return Designation("un:1/X", "un", "UN", "L", "X")


def test_hash_of_facts_not_of_places() -> None:
    assert record_hash(party("line 1")) == record_hash(party("line 2"))
    assert party("line 1") == party("line 2")
    assert record_hash(party("", "BETA")) != record_hash(party(""))


def test_records_survive_json() -> None:
    assert decode(ListedParty, json.loads(json.dumps(encode(party("line 1"))))) == party("line 1")
