"""The published schema of decision records is that of the types."""

from __future__ import annotations

from pathlib import Path

from endgate.decide.schema import PUBLISHED, schema_text

ROOT = Path(__file__).parents[3]


def test_the_published_schema_does_not_drift() -> None:
    text = (ROOT / PUBLISHED).read_text(encoding="utf-8")
    assert text == schema_text(), "run: python -m endgate.decide.schema"
