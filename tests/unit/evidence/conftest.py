"""A small case in the project's own words, from which the tests vary one thing at a time."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest

from endgate.evidence.model import ClaimFile
from endgate.evidence.read import read_claims
from endgate.evidence.weigh import Weighed, weigh
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

DAY = date(2023, 2, 10)
SHIPMENT: dict[str, Any] = {
    "id": "s",
    "date": "2023-02-10",
    "declared_destination": "AM",
    "parties": [
        {"id": "exporter", "name": "Alfa GmbH", "roles": ["exporter"], "country": "DE"},
        {"id": "trader", "name": "Beta LLC", "roles": ["consignee", "end_user"], "country": "AM"},
    ],
    "items": [{"id": "1", "description": "pump"}],
}
REVIEW = [{"state": "confirmed", "by": "J. Roe", "at": "2023-02-05"}]
FILE: dict[str, Any] = {
    "documents": [
        {
            "id": "paper",
            "title": "an article",
            "public": True,
            "held": [{"by": "exporter", "since": "2023-02-03", "known_from": "2023-02-04"}],
        },
        {"id": "letter", "title": "a letter"},
    ],
    "sources": [
        {"id": "daily", "kind": "publication", "name": "The Daily"},
        {"id": "weekly", "kind": "publication", "name": "The Weekly"},
        {"id": "cable", "kind": "document", "name": "a cable"},
        {"id": "memo", "kind": "document", "name": "a memorandum", "via": "the leak"},
        {"id": "note", "kind": "document", "name": "a note", "via": "the leak"},
        {"id": "agency", "kind": "agency", "name": "an agency"},
        {"id": "office", "kind": "agency", "name": "an office"},
        {"id": "somebody", "kind": "indications", "name": "reliable information"},
        {"id": "ministry", "kind": "government", "name": "a ministry"},
    ],
    "entities": [
        {"id": "ir", "kind": "country", "name": "Iran", "country": "IR"},
        {"id": "am", "kind": "country", "name": "Armenia", "country": "AM"},
        {"id": "pump", "kind": "goods", "name": "the pump"},
        {"id": "valves", "kind": "goods", "name": "other valves"},
        {"id": "trader", "kind": "organisation", "name": "trader T"},
        {"id": "corps", "kind": "organisation", "name": "Guard Corps", "country": "IR"},
        {"id": "missiles", "kind": "programme", "name": "missile programme", "programme": "missile_delivery"},
    ],
    "ties": [
        {"entity": "pump", "item": "1", "by": "J. Roe", "on": "2023-02-05"},
        {"entity": "trader", "party": "trader", "by": "J. Roe", "on": "2023-02-05"},
    ],
}


class Case:
    """Makes claims, files and shipments of the case, and weighs them on the shipment's day."""

    def claim(self, ident: str, kind: str, *chain: str, **fields: Any) -> dict[str, Any]:
        """A confirmed claim with its chain of source ids."""
        return {
            "id": ident,
            "document": "paper",
            "type": kind,
            "proposition": f"proposition of {ident}",
            "modality": "asserted",
            "chain": [{"source": source} for source in chain],
            "review": REVIEW,
            **fields,
        }

    def to_iran(self, ident: str, *chain: str, **fields: Any) -> dict[str, Any]:
        """The pump is bound for Iran, says the last of the chain."""
        roles = {"goods": ["pump"], "indicated_destination": ["ir"]}
        return self.claim(ident, "indicated_destination", *chain, **({"roles": roles} | fields))

    def for_missiles(self, ident: str, *chain: str, **fields: Any) -> dict[str, Any]:
        """The trader buys for the missile programme, says the last of the chain."""
        roles = {"actor": ["trader"], "programme": ["missiles"]}
        return self.claim(ident, "procurement", *chain, **({"roles": roles} | fields))

    def raw(self, *claims: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """The case's file with these claims; other fields replace the case's."""
        return copy.deepcopy(FILE) | {"claims": list(claims)} | fields

    def file(self, *claims: dict[str, Any], **fields: Any) -> ClaimFile:
        return read_claims(json.dumps(self.raw(*claims, **fields)).encode(), name="c.json")

    def shipment(self, **fields: Any) -> Shipment:
        return decode(Shipment, copy.deepcopy(SHIPMENT) | fields)

    def weigh(
        self,
        *claims: dict[str, Any],
        as_of: date = DAY,
        known_as_of: date = DAY,
        facts: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Weighed:
        file = self.file(*claims, **fields)
        return weigh(self.shipment(**facts or {}), file, as_of=as_of, known_as_of=known_as_of)


@pytest.fixture
def case() -> Case:
    return Case()
