"""The hand-made claims of the seed article load as ours, with chains, dates and relations as specified."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endgate.evidence.model import ClaimFile
from endgate.evidence.read import read_claims
from endgate.evidence.vocabulary import SourceKind
from endgate.evidence.weigh import weigh
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

pytestmark = pytest.mark.shared

_FLAGS = ("interested_party", "direct_quote", "presupposed", "headline", "open_list")
_ENTITY_KINDS = {"org": "organisation"}
_RELATIONS = {"corroborates_not": "same_origin"}
_REVIEW = [{"state": "confirmed", "by": "annotator", "at": "2026-11-01"}]
_PROGRAMMES = {"E34": "nuclear_explosive", "E35": "wmd", "E36": "missile_delivery"}


def convert(gold: dict[str, Any]) -> dict[str, Any]:
    """Map the gold file to ours. Free words in a role become entities of kind ``use``."""
    entities = [_entity(each) for each in gold["entities"]]
    words = {value for claim in gold["claims"] for value in _fillers(claim) if value not in {e["id"] for e in entities}}
    entities += [{"id": word, "kind": "use", "name": word, "programme": "missile_delivery"} for word in sorted(words)]
    relations = [
        {"type": _RELATIONS.get(each["type"], each["type"]), "start": each["from"], "end": each["to"]}
        for each in gold["relations"]
    ]
    return {
        "documents": [{"id": "seed", "sha256": gold["doc"]["sha256"], "public": True}],
        "sources": [_source(each) for each in gold["sources"]],
        "entities": entities,
        "claims": [_claim(each) for each in gold["claims"]],
        "relations": relations,
    }


def _fillers(claim: dict[str, Any]) -> list[str]:
    values = [value for value in claim["roles"].values() if value is not None]
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


def _entity(raw: dict[str, Any]) -> dict[str, Any]:
    result = {"id": raw["id"], "kind": _ENTITY_KINDS.get(raw["type"], raw["type"]), "name": raw["name"]}
    result |= {key: raw[key] for key in ("jurisdiction", "branch_of", "unnamed", "count") if key in raw}
    if raw["type"] == "country":
        result["country"] = raw["iso"]
    return result | ({"programme": _PROGRAMMES[raw["id"]]} if raw["id"] in _PROGRAMMES else {})


def _source(raw: dict[str, Any]) -> dict[str, Any]:
    result = {key: raw[key] for key in ("id", "kind", "name", "via", "leaked") if key in raw}
    if "value" in raw.get("date", {}):
        result["date"] = {"value": raw["date"]["value"], "derived_from": raw["date"].get("derived_from", "")}
    return result


def _claim(raw: dict[str, Any]) -> dict[str, Any]:
    when = raw.get("when")
    roles = {
        role: None if value is None else value if isinstance(value, list) else [value]
        for role, value in raw["roles"].items()
    }
    return {
        "id": raw["id"],
        "document": "seed",
        "type": raw["type"],
        "proposition": raw["proposition"],
        "modality": raw["modality"],
        "polarity": raw["polarity"],
        "chain": [{"source": each["source"], "verb": each.get("verb", "")} for each in raw["chain"]],
        "roles": roles,
        "span": raw["span"],
        "quote": raw["text"],
        "when": None if when is None else {key: when[key] for key in ("text", "value", "latest") if key in when},
        "flags": [flag for flag in _FLAGS if raw.get(flag)],
        "nested_in": raw.get("nested_in", ""),
        "review": _REVIEW,
    }


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared / "evidence" / "seed_claims.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def seed(shared: Path, gold: dict[str, Any]) -> ClaimFile:
    text = (shared / "evidence" / "seed_article.txt").read_text(encoding="utf-8")
    return read_claims(json.dumps(convert(gold)).encode(), name="seed.json", texts={"seed": text})


def with_ties(gold: dict[str, Any], *ties: dict[str, Any]) -> ClaimFile:
    stated = [{"by": "annotator", "on": "2026-11-01", **tie} for tie in ties]
    return read_claims(json.dumps(convert(gold) | {"ties": stated}).encode(), name="seed.json")


def shipment(**fields: Any) -> Shipment:
    raw: dict[str, Any] = {
        "id": "s",
        "date": "2009-06-01",
        "parties": [{"id": "a", "name": "A", "roles": ["exporter"]}],
        "items": [{"id": "1", "description": "d"}],
    }
    return decode(Shipment, raw | fields)


NOW = date(2026, 11, 23)


def test_all_claims_load_with_quotes_equal_to_the_text(seed: ClaimFile) -> None:
    assert len(seed.claims) == 29
    assert all(claim.quote and claim.span for claim in seed.claims)


def test_chains_are_as_the_specification_counts_them(seed: ClaimFile) -> None:
    behind = [len(claim.chain) - 1 for claim in seed.claims]
    assert min(behind) == 1
    assert sum(links >= 2 for links in behind) == 23
    assert {claim.chain[0].source for claim in seed.claims} == {"S0"}
    names = {source.id: source.name for source in seed.sources}
    chamber = next(claim for claim in seed.claims if claim.id == "C11")
    assert [names[link.source] for link in chamber.chain[1:]] == [
        "Washington Times (Bill Gertz)",
        "State Department cable, July 2009",
        "U.S. intelligence",
    ]


def test_no_year_appears_that_is_not_stated(seed: ClaimFile) -> None:
    dates = {source.id: source.date for source in seed.sources if source.date is not None}
    assert {str(each.value) for each in dates.values()} == {"--02-03", "--02-02", "2009-07", "2008-04", "2007-10"}
    assert dates["S1"].bounds() == (None, None)


def test_two_papers_on_one_leak_are_two_outlets_and_one_origin(gold: dict[str, Any]) -> None:
    file = with_ties(gold, {"entity": "E26", "item": "1"}, {"entity": "E28", "item": "1"})
    weighed = weigh(shipment(declared_destination="AM"), file, as_of=NOW, known_as_of=NOW)
    found = next(each for each in weighed.indications if each.id == "ind:destination:IR")
    assert {"C02", "C11"} <= set(found.claims)
    assert len(found.origins) == 1
    (row,) = [each for each in weighed.corroboration if each.proposition == "ind:destination:IR"]
    assert len(row.outlets) == 2


def test_sulphide_is_declared_for_one_country_and_indicated_for_another(gold: dict[str, Any]) -> None:
    file = with_ties(gold, {"entity": "E29", "item": "1"})
    weighed = weigh(shipment(declared_destination="AM"), file, as_of=NOW, known_as_of=NOW)
    (found,) = weighed.indications
    assert (found.id, found.declared, found.origins, found.unnamed) == ("ind:destination:IR", "AM", (), 1)
    assert [(each.type.value, each.claim, each.other) for each in weighed.contradictions] == [
        ("contradicts", "C16", "C17")
    ]
    assert weighed.knowledge == ()


def test_the_chamber_is_said_to_suit_and_not_to_be_listed(gold: dict[str, Any]) -> None:
    file = with_ties(gold, {"entity": "E28", "item": "1"}, {"entity": "E10", "party": "a"})
    weighed = weigh(shipment(declared_destination="IR"), file, as_of=NOW, known_as_of=NOW)
    assert [each.id for each in weighed.indications] == ["ind:end_use:missile_delivery"]
    assert ("qualifies", "C14", "C15") in {(each.type.value, each.claim, each.other) for each in weighed.contradictions}
    assert {"C12", "C14"} <= {shown.claim for shown in weighed.shown}


def test_car_makers_raise_concern_only_and_advice_is_no_fact(gold: dict[str, Any]) -> None:
    file = with_ties(gold, *({"entity": entity, "party": "a"} for entity in ("E22", "E23", "E24")))
    weighed = weigh(shipment(), file, as_of=NOW, known_as_of=NOW)
    assert (weighed.indications, weighed.knowledge) == ((), ())
    (hypothesis,) = weighed.concern_inputs
    assert hypothesis.claims == ("C24",)
    assert "C28" in {shown.claim for shown in weighed.shown}


def test_vehicles_are_seen_in_use_and_their_makers_are_no_suppliers(gold: dict[str, Any], seed: ClaimFile) -> None:
    seen = next(claim for claim in seed.claims if claim.id == "C23")
    assert seen.roles["supplier"] is None
    assert len(seen.roles["manufacturer"] or ()) == 3
    assert {source.id for source in seed.sources if source.kind is SourceKind.EVIDENCE} == {"S19"}
    file = with_ties(gold, {"entity": "E31", "item": "1"})
    weighed = weigh(shipment(declared_destination="IR"), file, as_of=NOW, known_as_of=NOW)
    ids = {each.id for each in weighed.indications}
    assert ids == {"ind:end_use:missile_delivery", "ind:end_user:iranian-revolutionary-guard-irgc"}


def test_untied_claims_change_nothing(seed: ClaimFile) -> None:
    weighed = weigh(shipment(declared_destination="IR"), seed, as_of=NOW, known_as_of=NOW)
    assert (weighed.indications, weighed.knowledge, weighed.concern_inputs) == ((), (), ())
    assert [question.kind.value for question in weighed.questions] == ["tie_missing"]
