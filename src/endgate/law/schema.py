"""The JSON Schema of measure files, generated from the types; ``data/law/schema.json`` is its published copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from endgate.law.model import MeasureFile
from endgate.law.signature import SIGNATURES, Arg
from endgate.terms.codec import json_schema

SCHEMA_ID = "endgate.law/1"
SCHEMA_FILE = Path(__file__).parents[1] / "data" / "law" / "schema.json"

_WORDS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
_ARGUMENTS: dict[str, dict[str, Any]] = {
    "word": {"type": "string"},
    "words": _WORDS,
    "number": {"type": ["number", "string"]},
    "date": {"type": "string", "format": "date"},
    "flag": {"type": "boolean"},
}


def measure_schema() -> dict[str, Any]:
    """Describe measure files as they are written: with ids as keys of groups and lists, and with ``extends``."""
    schema = json_schema(MeasureFile, schema_id=SCHEMA_ID, title="Measure file")
    definitions = schema["$defs"]
    definitions["Tree"] = _tree()
    file = definitions["MeasureFile"]
    file["properties"]["schema"] = {"const": SCHEMA_ID}
    for key, kind in (("groups", "Group"), ("lists", "ListRef")):
        keyed = {name: body for name, body in definitions[kind]["properties"].items() if name != "id"}
        body = {"type": "object", "properties": keyed, "additionalProperties": False}
        file["properties"][key] = {"type": "object", "additionalProperties": body}
        del definitions[kind]
    measure = definitions["Measure"]
    measure["required"] = ["id"]
    measure["anyOf"] = [{"required": ["extends"]}, {"required": ["binds", "jurisdiction", "then", "citation"]}]
    for computed in ("instrument", "authority"):
        del measure["properties"][computed]
    return schema


def _tree() -> dict[str, Any]:
    branches = {"type": "array", "items": {"$ref": "#/$defs/Tree"}}
    names = {"all": branches, "any": branches, "not": {"$ref": "#/$defs/Tree"}}
    predicates = {name: _arguments(signature.args) for name, signature in SIGNATURES.items()}
    return {
        "type": "object",
        "description": "One condition: all, any, not, or a predicate with its arguments.",
        "properties": {**names, **predicates},
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }


def _arguments(args: tuple[Arg, ...]) -> dict[str, Any]:
    named = {
        "type": "object",
        "properties": {arg.name: _ARGUMENTS[arg.schema] for arg in args},
        "required": [arg.name for arg in args if arg.required],
        "additionalProperties": False,
    }
    if not args:
        return {"anyOf": [named, {"const": True}, {"type": "null"}]}
    alone = all(not arg.required for arg in args[1:])
    return {"anyOf": [named, _ARGUMENTS[args[0].schema]]} if alone else named


def schema_text() -> str:
    """The bytes of the published file."""
    return json.dumps(measure_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
