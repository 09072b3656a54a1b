"""The hash of an input: equal for equal facts, however the file was laid out."""

from __future__ import annotations

import hashlib
import json

from endgate.shipment.model import Shipment
from endgate.terms.codec import encode


def canonical_bytes(shipment: Shipment) -> bytes:
    """Write the facts of a shipment as JSON with sorted keys and no blanks."""
    return json.dumps(encode(shipment), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def input_sha256(shipment: Shipment, *claims: bytes) -> str:
    """Hash a shipment and the canonical bytes of the claims read with it, in the order the shipment names them."""
    digest = hashlib.sha256()
    for part in (canonical_bytes(shipment), *claims):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
