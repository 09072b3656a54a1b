"""The benchmark of extraction: labelled texts are found by doc.file, scored and pooled."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from endgate.cli.errors import NothingToMeasureError
from endgate.cli.figures.extracting import DEVELOPMENT, evidence_figures
from endgate.evidence.extract.score import score

KEYS = [
    *("texts", "claims_gold", "claims_proposed", "matched", "precision", "recall", "f1"),
    *("modality_acc", "polarity_acc", "type_acc", "chain_exact", "chain_link_recall", "role_recall"),
    *("mentions_f1", "country_mention_recall"),
]


def test_the_development_set_is_reached() -> None:
    figures = evidence_figures(DEVELOPMENT)
    assert [key for key in figures if key in KEYS] == KEYS
    assert figures["texts"] == len(list(DEVELOPMENT.glob("*.json")))
    for key, least in (
        ("f1", 0.75),
        ("chain_exact", 0.6),
        ("chain_link_recall", 0.6),
        ("country_mention_recall", 0.92),
    ):
        value = figures[key]
        assert isinstance(value, float)
        assert value >= least, key


def test_a_text_is_found_by_doc_file(tmp_path: Path) -> None:
    source = DEVELOPMENT / "dev_notice.json"
    gold = json.loads(source.read_text(encoding="utf-8"))
    gold["doc"]["file"] = "another name.text"
    (tmp_path / "labels-7.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    shutil.copy(source.with_suffix(".txt"), tmp_path / "another name.text")
    assert evidence_figures(tmp_path)["texts"] == 1


def test_no_pair_and_a_changed_text_give_no_figure(tmp_path: Path) -> None:
    with pytest.raises(NothingToMeasureError):
        evidence_figures(tmp_path)
    shutil.copy(DEVELOPMENT / "dev_notice.json", tmp_path / "dev_notice.json")
    (tmp_path / "dev_notice.txt").write_text("changed", encoding="utf-8")
    with pytest.raises(NothingToMeasureError, match="EG7402"):
        evidence_figures(tmp_path)


def test_a_claim_matches_once_and_a_spurious_one_counts() -> None:
    gold = {
        "entities": [],
        "sources": [{"id": "S0", "name": "it"}, {"id": "S1", "name": "the Daily Post"}],
        "claims": [
            {
                "id": "C1",
                "type": "transfer",
                "span": [0, 10],
                "modality": "asserted",
                "polarity": "affirmed",
                "chain": [{"source": "S0"}, {"source": "S1"}],
                "roles": {},
            }
        ],
    }
    claim = {"span": [0, 8], "modality": "feared", "polarity": "affirmed", "type": "transfer", "chain": ["it", "Post"]}
    figures = score(gold, {"mentions": [], "claims": [claim, {**claim, "span": [0, 9]}]}).figures()
    assert (figures["matched"], figures["precision"], figures["recall"]) == (1, 0.5, 1.0)
    assert (figures["modality_acc"], figures["chain_exact"]) == (0.0, 1.0)
