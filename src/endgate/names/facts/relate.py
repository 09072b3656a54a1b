"""All facts of two parties side by side. What a side lacks is ``missing`` and moves nothing."""

from __future__ import annotations

from collections.abc import Iterable

from endgate.names.facts.addresses import CommonAddress, relate_addresses
from endgate.names.facts.countries import relate_countries
from endgate.names.facts.dates import relate_births
from endgate.names.facts.gender import relate_gender
from endgate.names.facts.identifiers import relate_identifiers
from endgate.names.facts.model import Facts
from endgate.names.facts.vessels import relate_vessels
from endgate.names.model import FactRelation
from endgate.terms.kinds import PartyKind

KIND = "kind"


def _none_is_common(_key: str) -> bool:
    return False


def relate(ours: Facts, theirs: Facts, is_common: CommonAddress = _none_is_common) -> tuple[FactRelation, ...]:
    """Every comparable fact with its relation. ``is_common`` says of an address key whether many parties share it."""
    return (
        *_kinds(ours, theirs),
        *relate_births(ours, theirs),
        *relate_identifiers(ours, theirs),
        *relate_countries(ours, theirs),
        *relate_gender(ours, theirs),
        *relate_addresses(ours, theirs, is_common),
        *relate_vessels(ours, theirs),
    )


def _kinds(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    kinds = {ours.kind, theirs.kind}
    if len(kinds) == 2 and not kinds & {PartyKind.UNKNOWN, PartyKind.PLACE}:
        yield FactRelation(KIND, "different", (ours.kind.value,), (theirs.kind.value,))
