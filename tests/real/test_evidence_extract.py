"""The seed article: the bars of extraction, and our scorer against the published one."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from endgate.cli.figures.extracting import evidence_figures
from endgate.evidence.extract.propose import scored_form

pytestmark = pytest.mark.shared


def test_the_seed_reaches_its_bars_by_both_scorers(shared: Path) -> None:
    folder = shared / "evidence"
    figures = evidence_figures(folder)
    text = (folder / "seed_article.txt").read_bytes().decode("utf-8")
    gold = json.loads((folder / "seed_claims.json").read_text(encoding="utf-8"))
    published = runpy.run_path(str(folder / "score_claims.py"))["score"](gold, scored_form(text))
    assert published["claims_PRF@IoU.5"] == (figures["precision"], figures["recall"], figures["f1"])
    assert published["mentions_PRF"][2] == figures["mentions_f1"]
    for key in ("chain_exact", "chain_link_recall", "modality_acc", "polarity_acc", "type_acc", "role_recall"):
        assert published[key] == figures[key], key
    assert published["claims_PRF@IoU.5"][2] >= 0.75
    assert published["chain_exact"] >= 0.6
    assert published["country_mention_recall"] == figures["country_mention_recall"] >= 0.92
