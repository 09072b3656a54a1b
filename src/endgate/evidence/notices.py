"""A delivered notice entered beside the claims joins the notices on file of the shipments it is addressed to."""

from __future__ import annotations

from dataclasses import replace

from endgate.evidence.model import ClaimFile
from endgate.shipment.knowledge import Notice
from endgate.shipment.model import Shipment


def with_notices(shipment: Shipment, file: ClaimFile) -> Shipment:
    """The shipment with the notices to its parties; each counts once, since the day of its delivery.

    A notice about other parties or other items than those of this shipment informs of another matter.
    """
    new = tuple(each for each in file.notices if _concerns(each, shipment) and each not in shipment.notices)
    return replace(shipment, notices=(*shipment.notices, *new)) if new else shipment


def _concerns(notice: Notice, shipment: Shipment) -> bool:
    parties = {party.id for party in shipment.parties}
    items = {item.id for item in shipment.items}
    about_parties = not notice.about_parties or bool(parties & set(notice.about_parties))
    about_items = not notice.about_items or bool(items & set(notice.about_items))
    return notice.to in parties and about_parties and about_items
