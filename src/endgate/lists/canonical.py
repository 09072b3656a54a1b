"""The canonical form of a party record and its hash, so that two readings of the same facts compare equal."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from endgate.lists.model import ListedParty
from endgate.terms.codec import encode


def record_hash(party: ListedParty) -> str:
    """Hash the facts of a party (SHA-256, hexadecimal). Where they stood in the file does not count."""
    text = json.dumps(_without_traces(encode(party)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _without_traces(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_traces(each) for key, each in value.items() if key != "trace"}
    if isinstance(value, list):
        return [_without_traces(each) for each in value]
    return value
