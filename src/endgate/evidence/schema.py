"""Writes docs/claims.schema.json from the types: ``python -m endgate.evidence.schema [FILE]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from endgate.evidence.model import SCHEMA, ClaimFile
from endgate.terms.codec import json_schema


def schema_text() -> str:
    """The published JSON Schema of a claim file."""
    schema = json_schema(ClaimFile, schema_id="urn:endgate:claims:1", title="Attributed claims beside a shipment")
    schema["$comment"] = f"Generated from the types of {SCHEMA}; regenerate with: python -m endgate.evidence.schema"
    schema["$defs"]["ClaimFile"]["properties"]["$comment"] = {}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> None:
    """Write the schema to the file named, else to docs/ of the checkout."""
    target = Path(arguments[0]) if arguments else Path("docs", "claims.schema.json")
    target.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
