"""Publishes the JSON Schema of decision records; ``python -m endgate.decide.schema`` writes it anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from endgate.decide.model import SCHEMA, Decision
from endgate.terms.codec import json_schema

PUBLISHED = Path("docs") / "decision.schema.json"


def schema_text() -> str:
    """The published text: the schema of ``Decision.to_json``."""
    described = json_schema(Decision, schema_id=SCHEMA, title="Endgate decision record")
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PUBLISHED
    target.write_text(schema_text(), encoding="utf-8")
