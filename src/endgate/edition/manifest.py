"""The manifest file: written last, read first. Its SHA-256 is the edition's id."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from endgate.edition.errors import MANIFEST_DAMAGED, NO_EDITION, OTHER_SCHEMA, EditionError
from endgate.edition.model import SCHEMA, Manifest
from endgate.terms.codec import decode, encode
from endgate.terms.faults import EndgateError

FILE = "manifest.json"


def write_manifest(directory: Path, manifest: Manifest) -> str:
    """Write it in canonical form; returns the edition's id."""
    content = json.dumps({"schema": SCHEMA, **encode(manifest)}, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
    (directory / FILE).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def read_manifest(directory: Path) -> tuple[Manifest, str]:
    """Read the manifest and the edition's id. Raises EditionError (EG1501, EG1502, EG1505)."""
    path = directory / FILE
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise EditionError(NO_EDITION.at(str(directory), f"there is no {FILE}")) from error
    except OSError as error:
        raise EditionError(MANIFEST_DAMAGED.at(str(path), f"it cannot be read: {error.strerror}")) from error
    return _parse(content, str(path)), hashlib.sha256(content).hexdigest()


def _parse(content: bytes, where: str) -> Manifest:
    try:
        raw: Any = json.loads(content)
    except ValueError as error:
        raise EditionError(MANIFEST_DAMAGED.at(where, f"it is not JSON: {error}")) from error
    schema = raw.get("schema") if isinstance(raw, dict) else None
    if schema != SCHEMA:
        raise EditionError(OTHER_SCHEMA.at(where, f"schema {schema!r}, this program reads {SCHEMA!r}"))
    try:
        return decode(Manifest, raw)
    except EndgateError as error:
        raise EditionError(
            MANIFEST_DAMAGED.at(where, f"it does not say what it must: {error.faults[0].what}")
        ) from error


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
