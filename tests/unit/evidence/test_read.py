"""Claim files: all faults together, quotes checked against texts, files joined; the schema does not drift."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from endgate.evidence.errors import EvidenceError
from endgate.evidence.read import canonical_bytes, merge, read_claims
from endgate.evidence.schema import main, schema_text
from endgate.terms.faults import EndgateError

ROOT = Path(__file__).parents[3]


def faults(raw: dict[str, Any], **texts: str) -> list[tuple[str, str]]:
    with pytest.raises(EndgateError) as caught:
        read_claims(json.dumps(raw).encode(), name="c.json", texts=texts)
    return [(fault.code, fault.where) for fault in caught.value.faults]


def test_decoding_faults_come_together(case: Any) -> None:
    raw = case.raw(case.to_iran("c", "daily", modality="sure", colour="red", roles={"buyr": ["ir"]}))
    assert faults(raw) == [
        ("EG1002", "c.json: $.claims[0].colour"),
        ("EG1006", "c.json: $.claims[0].modality"),
    ]


def test_unknown_roles_empty_chains_and_acts_out_of_order_are_refused(case: Any) -> None:
    assert faults(case.raw(case.to_iran("c", "daily", roles={"buyr": ["ir"]}))) == [("EG1007", "c.json: $.claims[0]")]
    assert faults(case.raw(case.to_iran("c"))) == [("EG1007", "c.json: $.claims[0]")]
    acts = [
        {"state": "confirmed", "by": "R", "at": "2023-02-05"},
        {"state": "withdrawn", "by": "R", "at": "2023-02-04"},
    ]
    assert faults(case.raw(case.to_iran("c", "daily", review=acts))) == [("EG1007", "c.json: $.claims[0]")]


def test_references_are_all_checked(case: Any) -> None:
    raw = case.raw(
        case.to_iran("c", "dayly", document="papr", nested_in="z", roles={"goods": ["pmp"], "supplier": None}),
        relations=[{"type": "denies", "start": "c", "end": "y"}],
        ties=[{"entity": "q", "item": "1", "by": "R", "on": "2023-02-05"}],
    )
    assert faults(raw) == [
        ("EG7001", "c.json: $.claims[0].document"),
        ("EG7001", "c.json: $.claims[0].chain[0].source"),
        ("EG7001", "c.json: $.claims[0].roles.goods[0]"),
        ("EG7001", "c.json: $.claims[0].nested_in"),
        ("EG7001", "c.json: $.relations[0].end"),
        ("EG7001", "c.json: $.ties[0].entity"),
    ]


def test_ids_and_schema(case: Any) -> None:
    twice = case.raw(case.to_iran("c", "daily"), case.to_iran("c", "weekly"), schema="endgate.claims/9")
    assert faults(twice) == [("EG7005", "c.json: $.schema"), ("EG7002", "c.json: $.claims[1].id")]


def test_a_quote_must_be_the_text_at_its_span(case: Any) -> None:
    text = "Officials say “the pump is bound for Iran” – perhaps."
    start = text.index("the pump")
    right = case.to_iran("c", "daily", span=[start, start + 26], quote="the pump is bound for Iran")
    assert read_claims(json.dumps(case.raw(right)).encode(), name="c.json", texts={"paper": text}).claims
    wrong = right | {"quote": "the pump was bound for Iran"}
    assert faults(case.raw(wrong), paper=text) == [("EG7003", "c.json: $.claims[0].quote")]
    assert faults(case.raw(right | {"span": [start, 999]}), paper=text) == [("EG7003", "c.json: $.claims[0].span")]


def test_a_text_beside_the_file_is_checked_by_its_hash(case: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the pump goes", encoding="utf-8")
    document = {"id": "paper", "file": "a.txt", "sha256": hashlib.sha256(b"the pump goes").hexdigest()}
    raw = case.raw(case.to_iran("c", "daily", span=[0, 8], quote="the pump"), documents=[document])
    path = tmp_path / "c.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert read_claims(path).claims[0].quote == "the pump"
    path.write_text(json.dumps(raw | {"documents": [document | {"sha256": "0" * 64}]}), encoding="utf-8")
    with pytest.raises(EvidenceError, match="EG7004"):
        read_claims(path)
    path.write_text(json.dumps(raw | {"documents": [document | {"file": "../a.txt"}]}), encoding="utf-8")
    with pytest.raises(EvidenceError, match="EG7009"):
        read_claims(path)


def test_files_are_joined_unless_they_disagree(case: Any) -> None:
    one, two = case.file(case.to_iran("a", "daily")), case.file(case.to_iran("b", "weekly"))
    joined = merge([one, two])
    assert [claim.id for claim in joined.claims] == ["a", "b"]
    assert joined.sources == one.sources
    with pytest.raises(EvidenceError, match="EG7006"):
        merge([one, case.file(case.to_iran("a", "weekly"))])


def test_canonical_bytes_do_not_see_the_layout(case: Any) -> None:
    raw = case.raw(case.to_iran("a", "daily"))
    spread = read_claims(json.dumps(dict(reversed(raw.items())), indent=2).encode(), name="c.json")
    assert canonical_bytes(spread) == canonical_bytes(case.file(case.to_iran("a", "daily")))


def test_the_published_schema_is_that_of_the_types(tmp_path: Path, case: Any) -> None:
    published = ROOT / "docs" / "claims.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(), "run: python -m endgate.evidence.schema"
    main([str(tmp_path / "s.json")])
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == schema_text()
    jsonschema.validate(case.raw(case.to_iran("a", "daily")), json.loads(schema_text()))


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.claims.json")), ids=lambda path: path.name)
def test_examples_read_and_fit_the_schema(path: Path) -> None:
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), json.loads(schema_text()))
    assert read_claims(path).claims
