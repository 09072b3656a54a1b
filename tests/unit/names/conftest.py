"""A small list of invented and well-known parties, indexed in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from endgate.lists.model import Birth, CountryFact, Designation, Identifier, ListedParty, Name, NameKind, NameQuality
from endgate.names.index import NameIndex, build_index, save_index
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

ALIAS, WEAK = NameKind.ALIAS, NameQuality.WEAK


def born(year: int, month: int | None = None, day: int | None = None) -> tuple[Birth, ...]:
    date = PartialDate(year, month, day)
    return (Birth(date, date),)


def listed(
    key: str,
    kind: PartyKind,
    *names: Name,
    birth: tuple[Birth, ...] = (),
    numbers: tuple[Identifier, ...] = (),
    country: str = "",
) -> ListedParty:
    return ListedParty(
        f"t:{key}",
        "t",
        kind,
        names,
        birth=birth,
        identifiers=numbers,
        countries=(CountryFact(CountryCode(country), "nationality"),) if country else (),
        designations=(Designation(f"t:{key}:1", "t", "T", "list", "P", reference=f"REF-{key}"),),
    )


@pytest.fixture(scope="session")
def parties() -> dict[str, ListedParty]:
    person, organisation, vessel = PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL
    records = [
        listed("saleemi", person, Name("HOSEIN SALIMI"), Name("Hussain Saleemi", ALIAS), country="IR"),
        listed("baz1", person, Name("MOHAMMAD, Haji Baz"), birth=born(1965)),
        listed("baz2", person, Name("MOHAMMAD, Haji Baz"), birth=born(1981)),
        listed("weak", person, Name("TORBEN KVISTGAARD"), Name("Lindorm Quaade", ALIAS, WEAK)),
        listed("argument", organisation, Name("JSC Argument")),
        listed("roso", organisation, Name("Rosoboronexport OJSC", NameKind.PRIMARY)),
        listed("bank", organisation, Name("BANK"), Name("Zarrin Kuhsar Bank", ALIAS)),
        listed(
            "ship",
            vessel,
            Name("FU YUAN YU 7876"),
            numbers=(Identifier(IdentifierKind.IMO_SHIP, "IMO 9187629"),),
        ),
        listed("shipman", person, Name("FU, Yuan Yu")),
        listed(
            "lei", organisation, Name("Bahram Works"), numbers=(Identifier(IdentifierKind.LEI, "5493001KJTIIGC8Y1R12"),)
        ),
        listed("place", organisation, Name("Address 04", NameKind.ADDRESS_ONLY), Name("Delft Optics Plant")),
    ]
    return {each.party_id: each for each in records}


@pytest.fixture(scope="session")
def index(parties: dict[str, ListedParty], tmp_path_factory: pytest.TempPathFactory) -> NameIndex:
    folder: Path = tmp_path_factory.mktemp("index")
    save_index(folder, *build_index(parties.values()))
    return NameIndex.open(folder)
