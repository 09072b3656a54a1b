"""The typed explanation: published, recomputable from its JSON, and said in one plain sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from endgate.lists.model import ListedParty
from endgate.names.compare import compare
from endgate.names.facts.effects import effects
from endgate.names.index import NameIndex
from endgate.names.model import (
    SCHEMA,
    Comparison,
    Edge,
    EdgeType,
    FactRelation,
    Grade,
    Query,
    QueryIdentifier,
    Score,
    TokenClass,
)
from endgate.names.rescore import differences, rescore
from endgate.names.schema import schema_text
from endgate.names.screen import screen
from endgate.names.sentence import sentence
from endgate.names.sources import source_of
from endgate.names.tables import cells, settings
from endgate.terms.codec import decode, encode
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

PERSON, ORGANISATION, VESSEL = PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL
ROOT = Path(__file__).parents[3]


def test_the_published_schema_does_not_drift() -> None:
    published = (ROOT / "docs" / "match.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(), "run python -m endgate.names.schema"


def test_fields_are_only_ever_added() -> None:
    """Names that clients read since the first release."""
    known = json.loads(schema_text())["$defs"]
    assert {
        "left",
        "right",
        "kind",
        "grade",
        "score",
        "profile",
        "cut",
        "similarity",
        "bits",
        "edges",
        "unpaired",
    } <= set(known["Match"]["properties"])
    assert {"type", "relation", "left", "right", "effect", "role", "scheme", "for_room"} <= set(
        known["FactRelation"]["properties"]
    )
    assert {"left", "right", "token_class", "type", "score", "weight", "source"} <= set(known["Edge"]["properties"])


PAIRS = [
    (PERSON, "Husein Saleemi", "HOSEIN SALIMI"),
    (PERSON, "Saddam Hussein al-Tikriti", "Qusay Saddam Hussein al-Tikriti"),
    (PERSON, "Nikolai Ivanov", "IVANOV, Nikolay Petrovich"),
    (PERSON, "Bob Smith", "Robert Smyth"),
    (PERSON, "محمد حسن آخوند", "MOHAMMAD HASSAN AKHUND"),
    (ORGANISATION, "JSCARGUMENT", "JSC Argument"),
    (ORGANISATION, "Joint Stock Company Zavod No. 9", "JSC Factory No. 9"),
    (
        ORGANISATION,
        "China National Precision Machinery I/E Corp",
        "China National Precision Machinery Import Export Co",
    ),
    (ORGANISATION, "FIRST OCEAN GMBH & CO KG", "FOURTH OCEAN GMBH & CO KG"),
    (ORGANISATION, "CPMIEC", "China Precision Machinery Import Export Corporation"),
    (VESSEL, "FU YUAN YU 7876", "FU YUAN YU 7877"),
    (PartyKind.UNKNOWN, "Orion Naval Works", "Orion Naval Works LLC"),
]


def pair(kind: PartyKind, left: str, right: str) -> Comparison:
    ours = Query("a", (left,), kind, (PartialDate(1960),), (("nationality", CountryCode("IR")),))
    theirs = Query("b", (right,), kind, (PartialDate(1960, 5, 4),), (("nationality", CountryCode("AM")),))
    return compare(ours, theirs)


@pytest.mark.parametrize(("kind", "left", "right"), PAIRS)
def test_every_number_can_be_computed_again_from_the_json(kind: PartyKind, left: str, right: str) -> None:
    result = pair(kind, left, right)
    again = decode(Comparison, json.loads(json.dumps(encode(result))))
    assert differences(again) == []
    assert again.schema == SCHEMA


def test_matches_of_a_screening_can_be_computed_again(index: NameIndex, parties: dict[str, ListedParty]) -> None:
    numbers = (QueryIdentifier(IdentifierKind.IMO_SHIP, "9187629"),)
    queries = [
        Query("1", ("Hosein Salimi",), PERSON, (PartialDate(1960),)),
        Query("2", ("Haji Baz Mohammad",), PERSON, (PartialDate(1965),)),
        Query("3", ("FU YUAN YU 7876",), VESSEL),
        Query("4", ("Nothing Like It",), VESSEL, identifiers=numbers),
        Query("5", ("Lindorm Quaade",)),
    ]
    found = screen(queries, index, party_of=parties.get)
    matches = [match for answer in found for match in answer.matches]
    assert {"1", "2", "3", "4", "5"} == {answer.ref for answer in found if answer.matches}
    for match in matches:
        record = json.loads(json.dumps(encode(match)))
        assert rescore(record).grade is match.grade
        assert differences(match) == []


def test_a_forged_score_is_found() -> None:
    result = pair(*PAIRS[0])
    record = encode(result) | {"score": 0.5}
    assert differences(decode(Comparison, record)) == ["score"]


def test_each_profile_says_what_it_asks() -> None:
    told = pair(*PAIRS[0]).information
    assert list(told.required) == ["strict", "standard", "wide"]
    assert told.bits >= told.names > 0
    assert told.parties == 1


def edge(left: str, right: str, type_: EdgeType) -> Edge:
    return Edge((left,), (right,), TokenClass.GIVEN, type_, Score(1), Score(1))


@pytest.mark.parametrize(
    ("left", "right", "type_", "table"),
    [
        ("mohammad", "muhammad", EdgeType.EQUIVALENT, "name_variants"),
        ("sasha", "aleksandr", EdgeType.NICKNAME, "nicknames"),
        ("company", "kompaniya", EdgeType.TRANSLATION, ""),
        ("hasan", "hussein", EdgeType.KNOWN_DISTINCT, "distinct"),
        ("orion", "oreon", EdgeType.SPELLING, ""),
    ],
)
def test_a_pairing_names_its_row(left: str, right: str, type_: EdgeType, table: str) -> None:
    source = source_of(edge(left, right, type_))
    match = re.fullmatch(r"names/(?P<file>\w+)\.(?:csv#(?P<line>\d+)|toml#edge\.\w+)", source)
    assert match is not None
    if table:
        row = cells(match["file"])[int(match["line"]) - 1]
        assert match["file"] == table
        assert left in " ".join(row).split()
        assert right in " ".join(row).split()


def test_the_reason_is_one_plain_sentence() -> None:
    for kind, left, right in PAIRS:
        text = pair(kind, left, right).text
        assert not text[0].islower()
        assert text.endswith(".")
        assert "\n" not in text
        assert not re.search(r"[_{}]|[A-Z]\w+\(|\bNone\b|\bdict\b", text), text


def test_every_relation_has_its_words() -> None:
    for fact in ("birth_date", "country", "identifier", "address", "gender", "vessel", "kind"):
        for relation in effects(fact):
            shown = FactRelation(fact, relation, ("a",), ("b",), Score(0.1), role="type", scheme="lei")
            assert sentence(Grade.NONE, (), (), (shown,), ()) != "Nothing agrees."


def test_every_kind_of_pairing_has_its_words() -> None:
    assert set(settings("phrases")["edge"]) == {each.value for each in EdgeType}


def test_what_cannot_be_compared_is_named() -> None:
    ours = Query("a", ("Husein Saleemi",), PERSON, (PartialDate(1960),))
    passport = (QueryIdentifier(IdentifierKind.PASSPORT, "D08531177", CountryCode("IR")),)
    theirs = Query("b", ("Husain Saleemi",), PERSON, identifiers=passport)
    assert compare(ours, theirs).text.endswith("birth date and passport cannot be compared.")
