"""Reads files of attributed claims beside a shipment and joins several into one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from endgate.evidence import check
from endgate.evidence.errors import BAD_FILE_NAME, CONFLICTING_FILES, EvidenceError
from endgate.evidence.model import ClaimFile
from endgate.shipment.parse import decode_text, parse_json
from endgate.shipment.read import read_bytes
from endgate.terms.codec import decode, encode
from endgate.terms.faults import EndgateError, Fault


def read_claims(source: Path | bytes, *, name: str = "", texts: Mapping[str, str] | None = None) -> ClaimFile:
    """Read one file of claims. ``texts`` gives documents' texts by id, beside those that the file holds or names.

    Raises EvidenceError (or ShipmentError for bytes that are no JSON) with every fault found, each with its place.
    """
    shown = name or (source.name if isinstance(source, Path) else "-")
    raw = parse_json(decode_text(read_bytes(source, name=shown), name=shown), name=shown)

    def place(fault: Fault) -> Fault:
        return replace(fault, where=f"{shown}: {fault.where}")

    try:
        file = decode(ClaimFile, raw)
    except EndgateError as error:
        raise EvidenceError(*map(place, error.faults)) from None
    known = {document.id: document.text for document in file.documents if document.text}
    if isinstance(source, Path):
        known |= _texts_beside(file, source.parent, place)
    faults = list(check.faults(file, known | dict(texts or {})))
    if faults:
        raise EvidenceError(*map(place, faults))
    return file


def _texts_beside(file: ClaimFile, folder: Path, place: Callable[[Fault], Fault]) -> dict[str, str]:
    """The texts of the documents whose ``file`` lies in the same folder; one that is absent is simply not checked."""
    texts = {}
    for index, document in enumerate(file.documents):
        if not document.file:
            continue
        where = f"$.documents[{index}].file"
        if Path(document.file).name != document.file or "\\" in document.file:
            raise EvidenceError(place(BAD_FILE_NAME.at(where, f"{document.file!r} is not a plain file name")))
        path = folder / document.file
        if path.suffix == ".txt" and path.is_file():
            texts[document.id] = read_bytes(path, name=document.file).decode("utf-8", errors="replace")
    return texts


def merge(files: Sequence[ClaimFile]) -> ClaimFile:
    """Join files of claims. An id in two of them must mean the same. Raises EvidenceError."""
    joined: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in (field.name for field in fields(ClaimFile) if field.name != "schema"):
        found: dict[Any, Any] = {}
        for file in files:
            for each in getattr(file, name):
                key = getattr(each, "id", repr(each))
                if found.setdefault(key, each) != each:
                    faults.append(CONFLICTING_FILES.at(f"$.{name}", f"{key!r} differs from one file to another"))
        joined[name] = tuple(found.values())
    if faults:
        raise EvidenceError(*faults)
    return ClaimFile(**joined)


def canonical_bytes(file: ClaimFile) -> bytes:
    """The facts of a claim file as JSON with sorted keys and no blanks, for the hash of a decision's input."""
    return json.dumps(encode(file), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
