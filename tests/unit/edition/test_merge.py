"""Joining what several contents of one source say of one party."""

from __future__ import annotations

from dataclasses import replace

from endgate.edition.merge import joined, overlaid
from endgate.lists.model import Address, Designation, Identifier, ListedParty, Name, NameKind, NameQuality
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind


def designation(programme: str, listed_on: str = "") -> Designation:
    day = PartialDate.parse(listed_on) if listed_on else None
    return Designation(f"us-ofac-sdn:1/{programme}", "us-ofac-sdn", "US-OFAC", "SDN", programme, listed_on=day)


NEWER = ListedParty(
    "us-ofac-sdn:1",
    "us-ofac-sdn",
    PartyKind.ORGANISATION,
    (Name("ACME"), Name("ALPHA", NameKind.ALIAS)),
    designations=(designation("NPWMD"),),
)
OLDER = replace(
    NEWER,
    names=(Name("ACME"), Name("Alpha", NameKind.FORMER, NameQuality.WEAK), Name("BETA", NameKind.ALIAS)),
    addresses=(Address(city="Tehran"),),
    designations=(designation("NPWMD", "2005-06-29"), designation("IRAN", "2004-01-01")),
)


def test_whole_newer_record_keeps_its_silence() -> None:
    party = joined(NEWER, OLDER, without_details=False)
    assert party.addresses == ()
    assert party.names == NEWER.names
    assert [each.programme for each in party.designations] == ["NPWMD", "IRAN"]
    assert str(party.designations[0].listed_on) == "2005-06-29"


def test_sparse_newer_record_takes_the_older_details() -> None:
    party = joined(NEWER, OLDER, without_details=True)
    assert party.addresses == OLDER.addresses
    assert [(each.text, each.quality.value) for each in party.names] == [
        ("ACME", "unstated"),
        ("ALPHA", "weak"),
        ("BETA", "unstated"),
    ]


def test_overlay_dates_without_overruling() -> None:
    number = Identifier(IdentifierKind.REGISTRATION_NO, "7")
    overlay = replace(OLDER, identifiers=(number,), designations=(designation("NPWMD", "2005-06-29"),))
    assert str(overlaid(NEWER, overlay).designations[0].listed_on) == "2005-06-29"
    stated = replace(NEWER, designations=(designation("NPWMD", "2007-01-01"),))
    assert str(overlaid(stated, overlay).designations[0].listed_on) == "2007-01-01"
    assert overlaid(NEWER, overlay).identifiers == (number,)
