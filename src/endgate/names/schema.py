"""Publishes the JSON Schema of matches, to which fields are only ever added. ``python -m endgate.names.schema`` writes
it anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from endgate.names.model import SCHEMA, Match
from endgate.terms.codec import json_schema

PUBLISHED = Path("docs") / "match.schema.json"


def schema_text() -> str:
    """The published text: the schema of one match with its explanation."""
    described = json_schema(Match, schema_id=f"urn:{SCHEMA.replace('.', ':').replace('/', ':')}", title="Endgate match")
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PUBLISHED
    target.write_text(schema_text(), encoding="utf-8")
