"""FollowTheMoney, plain profile: one JSON object a line. Chain, polarity and partial dates go into words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from endgate.evidence.exchange.record import ReleaseRecord
from endgate.evidence.exchange.wording import attributed, parties
from endgate.evidence.release import Released, ReleasedClaim
from endgate.evidence.vocabulary import ClaimType

_READINGS = {
    ClaimType.TRANSFER: "as claimed",
    ClaimType.DECLARED_DESTINATION: "as declared",
    ClaimType.INDICATED_DESTINATION: "as indicated",
}


def ftm(released: Released, record: ReleaseRecord) -> bytes:
    """The released claims as FtM entities."""
    lines = [json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in _entities(released, record)]
    return "".join(line + "\n" for line in lines).encode()


def _entities(released: Released, record: ReleaseRecord) -> Iterator[dict[str, Any]]:
    names = dict.fromkeys(name for claim in released.claims for _, name in parties(claim))
    for name in names:
        yield _entity(record, "LegalEntity", name, name=[name])
    for outer in dict.fromkeys(claim.chain[0] for claim in released.claims):
        number = list(dict.fromkeys(claim.chain[0] for claim in released.claims)).index(outer) + 1
        yield _entity(record, "Document", outer, title=[outer], fileName=[f"document-{number}"])
    for claim in released.claims:
        yield from _claim(record, claim)


def _claim(record: ReleaseRecord, claim: ReleasedClaim) -> Iterator[dict[str, Any]]:
    about = [record.uuid("LegalEntity", name) for _, name in parties(claim)]
    if claim.type in _READINGS:
        activity = _activity(record, claim)
        about.insert(0, activity["id"])
        yield activity
    elif not about:
        event = _entity(record, "Event", claim.number, name=[claim.proposition])
        about.append(event["id"])
        yield event
    for place, each in enumerate(about):
        yield _entity(
            record,
            "Documentation",
            f"{claim.number}.{place}",
            document=[record.uuid("Document", claim.chain[0])],
            entity=[each],
            role=[claim.type.value],
            status=[claim.modality.value],
            summary=[attributed(claim)],
            recordId=[str(claim.number)],
        )


def _activity(record: ReleaseRecord, claim: ReleasedClaim) -> dict[str, Any]:
    """The consignment as this claim reads it; a destination is a word here, codes are not part of what is released."""
    ends = [*(claim.roles.get("destination") or ()), *(claim.roles.get("indicated_destination") or ())]
    ends += claim.roles.get("declared_destination") or ()
    return _entity(
        record,
        "EconomicActivity",
        claim.number,
        goodsDescription=list(claim.roles.get("goods") or ()),
        sender=[record.uuid("LegalEntity", name) for name in claim.roles.get("supplier") or ()],
        receiver=[record.uuid("LegalEntity", name) for name in claim.roles.get("consignee") or ()],
        summary=[f"{_READINGS[claim.type]}: {', '.join(ends) or 'destination left open'}"],
    )


def _entity(record: ReleaseRecord, schema: str, key: str | int, **properties: list[str]) -> dict[str, Any]:
    filled = {name: values for name, values in properties.items() if values}
    return {"id": record.uuid(schema, key), "schema": schema, "properties": filled}
