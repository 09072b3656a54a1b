"""Views: the shipment as declared, and once more for each indication with only the fields it asserts replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from endgate.shipment.indications import Aspect, Indication
from endgate.shipment.model import EndUse, Party, PartyIdentifier, Role, Shipment
from endgate.terms.kinds import IdentifierKind

DECLARED = "declared"


@dataclass(frozen=True)
class View:
    """One reading of the deal. ``shipment`` is what this view takes as the facts, ``indications`` what changed it."""

    name: str
    shipment: Shipment
    indications: tuple[Indication, ...] = ()


def views(shipment: Shipment, indications: Sequence[Indication]) -> tuple[View, ...]:
    """The declared view (with every adopted indication as its working facts), then one view per open indication."""
    working = shipment
    for each in indications:
        if each.adopted:
            working = _as_indicated(working, each)
    adopted = tuple(each for each in indications if each.adopted)
    result = [View(DECLARED, working, adopted)]
    for number, each in enumerate((each for each in indications if not each.adopted and _moves(each)), start=1):
        result.append(View(f"indicated:{number}", _as_indicated(working, each), (each,)))
    return tuple(result)


def indicated_party(indication: Indication) -> Party | None:
    """The pointed-to party as a party to screen, where an indication names one."""
    if not indication.party_name:
        return None
    references = tuple(
        PartyIdentifier(IdentifierKind.PUBLISHER_REF, reference) for reference in indication.party_references
    )
    role = Role.CONSIGNEE if indication.aspect is Aspect.CONSIGNEE else Role.END_USER
    return Party(
        id=f"{indication.id}#party",
        name=indication.party_name,
        roles=(role,),
        country=indication.country,
        identifiers=references,
    )


def _moves(indication: Indication) -> bool:
    return indication.aspect is not Aspect.GOODS and (indication.country is not None or bool(indication.party_name))


def _as_indicated(shipment: Shipment, indication: Indication) -> Shipment:
    if indication.aspect is Aspect.DESTINATION and indication.country is not None:
        use = shipment.end_use or EndUse()
        return replace(
            shipment,
            declared_destination=indication.country,
            end_use=replace(use, place_of_use=indication.country, confirmed=False),
        )
    party = indicated_party(indication)
    if party is None:
        return shipment
    (role,) = party.roles
    others = tuple(_without(each, role) for each in shipment.parties)
    return replace(shipment, parties=(*others, party))


def _without(party: Party, role: Role) -> Party:
    return replace(party, roles=tuple(each for each in party.roles if each is not role))
