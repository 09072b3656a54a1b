"""Who plays which part in a deal by the words of a clause: "the end user is X", "X as the consignee"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from endgate.evidence.extract.text import Stretch
from endgate.evidence.vocabulary import ClaimRole, ClaimType, Modality

_DOUBTED = frozenset({Modality.BELIEVED, Modality.FEARED, Modality.SUSPECTED, Modality.INDICATED})


@dataclass(frozen=True)
class Part:
    """A part that a clause says somebody plays: the end user, the consignee."""

    role: ClaimRole
    type: ClaimType
    player: Stretch

    def type_when(self, modality: Modality) -> ClaimType:
        """Whose end use is believed or feared is a concern; whose is told of, a statement."""
        doubted = self.type is ClaimType.DECLARED_END_USER and modality in _DOUBTED
        return ClaimType.END_USE_CONCERN if doubted else self.type


_PARTS = {
    "end user": (ClaimRole.END_USER, ClaimType.DECLARED_END_USER),
    "user": (ClaimRole.END_USER, ClaimType.DECLARED_END_USER),
    "consignee": (ClaimRole.CONSIGNEE, ClaimType.DECLARED_FIELD),
    "notify party": (ClaimRole.CONSIGNEE, ClaimType.DECLARED_FIELD),
    "importer": (ClaimRole.CONSIGNEE, ClaimType.DECLARED_FIELD),
    "recipient": (ClaimRole.RECIPIENT, ClaimType.TRANSFER),
    "buyer": (ClaimRole.CONSIGNEE, ClaimType.PROCUREMENT),
    "customer": (ClaimRole.CONSIGNEE, ClaimType.PROCUREMENT),
    "purchaser": (ClaimRole.CONSIGNEE, ClaimType.PROCUREMENT),
    "supplier": (ClaimRole.SUPPLIER, ClaimType.TRANSFER),
    "seller": (ClaimRole.SUPPLIER, ClaimType.TRANSFER),
    "exporter": (ClaimRole.SUPPLIER, ClaimType.TRANSFER),
    "shipper": (ClaimRole.SUPPLIER, ClaimType.DECLARED_FIELD),
    "manufacturer": (ClaimRole.MANUFACTURER, ClaimType.MANUFACTURE),
    "maker": (ClaimRole.MANUFACTURER, ClaimType.MANUFACTURE),
}
_PLAYED = r"(?P<part>end[- ]user|" + "|".join(_PARTS) + r")"
_BY_BEING = re.compile(
    rf"^(?:the|its|their|his|her|our|your)\s+(?:[\w-]+\s+){{0,2}}?{_PLAYED}(?:\s+of\s+[^,]{{3,60}}?)?\s+"
    r"(?:is|was|will be|would be|had been|has been|turned out to be)\s+(?P<who>(?!not\b)[^,;(]{3,90})",
    re.I,
)
_BY_NAMING = re.compile(
    rf"^(?P<who>[^,;]{{3,90}}?)\s+as\s+(?:(?:the|its|an?)\s+)?(?:[\w-]+\s+){{0,2}}?{_PLAYED}\b", re.I
)


def part_in(clause: str) -> Part | None:
    """Who plays which part by a clause such as "the end user is X" or "X as the consignee"."""
    match = _BY_BEING.match(clause) or _BY_NAMING.match(clause)
    if match is None:
        return None
    role, kind = _PARTS[match["part"].lower().replace("-", " ")]
    return Part(role, kind, Stretch(*match.span("who")))
