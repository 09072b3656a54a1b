"""Ships of the British lists: numbers in their own field or in the text, flag, owner, type and tonnage."""

from __future__ import annotations

import re

from endgate.lists.importers.fields import read_identifier
from endgate.lists.importers.uk_entries import UkEntry
from endgate.lists.model import Identifier, VesselFacts
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind

_IN_TEXT = re.compile(r"\bIMO\b\W*(?:number)?\W*(\d{7})\b", re.IGNORECASE)
_MMSI = re.compile(r"\bMMSI\b\W*(\d{9})\b")
_BUILT = re.compile(r"(?:18|19|20)\d{2}")
_NEAR = 60
"""The entry's own number stands at the beginning of the text; further on it is another's."""


def own_numbers(entry: UkEntry) -> tuple[Identifier, ...]:
    """IMO and MMSI numbers of the entry itself. Company numbers have another check digit and show as such."""
    stated = [text.upper().removeprefix("IMO").strip(" :") for text in entry.all("imo")]
    texts = entry.all("other")[:1]
    mentioned = {number for text in texts for number in _IN_TEXT.findall(text)}
    if not stated and len(mentioned) == 1:
        stated = [match[1] for text in texts if (match := _IN_TEXT.search(text)) and match.start() < _NEAR]
    radio = [match[1] for text in texts if stated and (match := _MMSI.search(text))]
    return (
        *(read_identifier(IdentifierKind.IMO_SHIP, number) for number in stated),
        *(read_identifier(IdentifierKind.MMSI, number) for number in radio),
    )


def read_vessel(entry: UkEntry) -> VesselFacts:
    """What the list says of a ship beside its numbers."""
    tonnage = entry.first("tonnage").replace(",", "")
    return VesselFacts(
        type=entry.first("ship_type"),
        flag=entry.first("flag"),
        owner="; ".join(entry.all("owner")),
        gross_tonnage=int(tonnage) if tonnage.isdecimal() else None,
        built=_year(entry.first("year_built")),
    )


def _year(text: str) -> PartialDate | None:
    return PartialDate(int(text)) if _BUILT.fullmatch(text) else None
