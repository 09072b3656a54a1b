"""STIX 2.1: a bundle with a report, a note for each claim and an opinion for each contradiction."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.evidence.exchange.record import ReleaseRecord
from endgate.evidence.exchange.wording import attributed, parties
from endgate.evidence.release import Released, ReleasedClaim
from endgate.evidence.vocabulary import Label, Modality
from endgate.terms.codec import encode

EXTENSION = "extension-definition--3f0b2a64-8d0e-4c53-9a39-5f2c8e1d7b40"
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_CREATED = "2022-10-01T00:00:00.000Z"


@cache
def tlp_markings() -> dict[Label, str]:
    """The ids of the five TLP 2.0 markings, from ``data/evidence/tlp.csv``."""
    text = files("endgate").joinpath("data", "evidence", "tlp.csv").read_text(encoding="utf-8")
    return {Label(row["label"]): row["marking"] for row in csv.DictReader(text.splitlines())}


def stix(released: Released, record: ReleaseRecord) -> bytes:
    """The released claims as one bundle."""
    objects = list(_objects(released, record))
    bundle = {"type": "bundle", "id": f"bundle--{record.uuid('bundle', 0)}", "objects": objects}
    return (json.dumps(bundle, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _objects(released: Released, record: ReleaseRecord) -> Iterator[dict[str, Any]]:
    originator = f"identity--{record.uuid('originator', 0)}"
    statement = f"marking-definition--{record.uuid('statement', 0)}"
    highest = max((claim.label for claim in released.claims), key=list(Label).index, default=Label.CLEAR)
    yield _identity(originator, record.originator, "organization", record, _marks(highest, statement))
    yield from (_tlp(label) for label in Label if label in {highest, *(claim.label for claim in released.claims)})
    yield _statement(statement, originator, record)
    yield _extension(originator, record)
    names = dict.fromkeys(name for claim in released.claims for _, name in parties(claim))
    for name in names:
        ident = f"identity--{record.uuid('identity', name)}"
        yield _identity(ident, name, "unknown", record, _marks(highest, statement))
    notes = [_note(claim, originator, statement, record) for claim in released.claims]
    opinions = list(_opinions(released, originator, statement, record))
    yield from notes
    yield from opinions
    if notes:
        refs = [each["id"] for each in (*notes, *opinions)]
        yield _object("report", 0, originator, _marks(highest, statement), record) | {
            "name": "Released claims",
            "published": record.instant,
            "report_types": ["unknown"],
            "object_refs": refs,
        }


def _marks(label: Label, statement: str) -> list[str]:
    return [tlp_markings()[label], statement]


def _object(kind: str, key: str | int, originator: str, marks: list[str], record: ReleaseRecord) -> dict[str, Any]:
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{record.uuid(kind, key)}",
        "created_by_ref": originator,
        "created": record.instant,
        "modified": record.instant,
        "object_marking_refs": marks,
    }


def _identity(ident: str, name: str, kind: str, record: ReleaseRecord, marks: list[str]) -> dict[str, Any]:
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": ident,
        "created": record.instant,
        "modified": record.instant,
        "name": name,
        "identity_class": kind,
        "object_marking_refs": marks,
    }


def _tlp(label: Label) -> dict[str, Any]:
    word = label.value.removeprefix("TLP:").casefold()
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": tlp_markings()[label],
        "created": _TLP_CREATED,
        "name": label.value,
        "extensions": {TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": word}},
    }


def _statement(ident: str, originator: str, record: ReleaseRecord) -> dict[str, Any]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": ident,
        "created": record.instant,
        "created_by_ref": originator,
        "definition_type": "statement",
        "definition": {"statement": f"REL TO {record.recipient}; onward only with the originator's consent"},
    }


def _extension(originator: str, record: ReleaseRecord) -> dict[str, Any]:
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": EXTENSION,
        "created_by_ref": originator,
        "created": record.instant,
        "modified": record.instant,
        "name": "Attributed claim",
        "schema": "urn:endgate:released-claim:1",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }


def _note(claim: ReleasedClaim, originator: str, statement: str, record: ReleaseRecord) -> dict[str, Any]:
    about = [f"identity--{record.uuid('identity', name)}" for _, name in parties(claim)] or [originator]
    return _object("note", claim.number, originator, _marks(claim.label, statement), record) | {
        "abstract": f"claim {claim.number}",
        "content": attributed(claim),
        "authors": [claim.chain[-1]],
        "object_refs": list(dict.fromkeys(about)),
        "extensions": {EXTENSION: {"extension_type": "property-extension", "claim": encode(claim)}},
    }


def _opinions(released: Released, originator: str, statement: str, record: ReleaseRecord) -> Iterator[dict[str, Any]]:
    """One opinion for each pair: by the denier where one denies, else by the later of the two."""
    by_number = {claim.number: claim for claim in released.claims}
    for claim in released.claims:
        for other in claim.stands_against:
            denies = claim.modality is Modality.DENIED
            if not denies and (by_number[other].modality is Modality.DENIED or claim.number < other):
                continue
            marks = _marks(claim.label, statement)
            yield _object("opinion", f"{claim.number}.{other}", originator, marks, record) | {
                "opinion": "strongly-disagree" if denies else "disagree",
                "authors": [claim.chain[-1]],
                "object_refs": [f"note--{record.uuid('note', other)}"],
            }
