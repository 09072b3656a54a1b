"""Reads texts with claims labelled by hand: every ``*.json`` of a folder whose schema is that of gold claims."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from endgate.evidence.errors import EvidenceError
from endgate.evidence.extract.errors import GOLD_REFUSED, GOLD_TEXT_DIFFERS

SCHEMA = "stc-claims-gold/"


@dataclass(frozen=True)
class GoldText:
    """One text and what its annotator found in it; types and keys this program does not know are kept."""

    path: Path
    text: str
    gold: dict[str, Any]


def gold_texts(folder: Path) -> tuple[GoldText, ...]:
    """The labelled texts of a folder, by file name; none when it holds no gold file. Raises EvidenceError."""
    found = []
    for path in sorted(folder.glob("*.json")):
        gold = _gold(path)
        if gold is not None:
            found.append(GoldText(path, _text(path, gold), gold))
    return tuple(found)


def _gold(path: Path) -> dict[str, Any] | None:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise EvidenceError(GOLD_REFUSED.at(str(path), f"it cannot be read: {error}")) from error
    if not isinstance(raw, dict) or not str(raw.get("schema", "")).startswith(SCHEMA):
        return None
    lacking = [key for key in ("doc", "entities", "sources", "claims") if key not in raw]
    if lacking or not raw["doc"].get("file"):
        raise EvidenceError(GOLD_REFUSED.at(str(path), f"no {', '.join(lacking) or 'doc.file'}"))
    return raw


def _text(path: Path, gold: dict[str, Any]) -> str:
    name = str(gold["doc"]["file"])
    where = path.parent / name
    if Path(name).name != name or not where.is_file():
        raise EvidenceError(GOLD_TEXT_DIFFERS.at(f"{path}: $.doc.file", f"{name!r} is not a file beside it"))
    content = where.read_bytes()
    stated = gold["doc"].get("sha256")
    if hashlib.sha256(content).hexdigest() != stated:
        raise EvidenceError(GOLD_TEXT_DIFFERS.at(str(where), f"its SHA-256 is not the stated {stated}"))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EvidenceError(GOLD_TEXT_DIFFERS.at(str(where), f"it is not UTF-8: {error}")) from error
