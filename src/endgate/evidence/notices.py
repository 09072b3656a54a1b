"""A delivered notice entered beside the claims joins the notices on file of the shipments it is addressed to."""

from __future__ import annotations

from dataclasses import replace

from endgate.evidence.model import ClaimFile
from endgate.shipment.model import Shipment


def with_notices(shipment: Shipment, file: ClaimFile) -> Shipment:
    """The shipment with the notices to its parties; each counts once, since the day of its delivery."""
    parties = {party.id for party in shipment.parties}
    new = tuple(each for each in file.notices if each.to in parties and each not in shipment.notices)
    return replace(shipment, notices=(*shipment.notices, *new)) if new else shipment
