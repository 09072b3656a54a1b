"""Writes docs/shipment.schema.json from the types: ``python -m endgate.shipment.schema [FILE]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from endgate.shipment.model import SCHEMA, Shipment
from endgate.terms.codec import json_schema


def schema_text() -> str:
    """The published JSON Schema of a shipment file."""
    schema = json_schema(Shipment, schema_id="urn:endgate:shipment:1", title="A shipment as Endgate reads it")
    schema["$comment"] = f"Generated from the types of {SCHEMA}; regenerate with: python -m endgate.shipment.schema"
    schema["$defs"]["Shipment"]["properties"]["$comment"] = {}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> None:
    """Write the schema to the file named, else to docs/ of the checkout."""
    target = Path(arguments[0]) if arguments else Path("docs", "shipment.schema.json")
    target.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
