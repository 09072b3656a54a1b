from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from endgate.law.errors import LawError
from endgate.law.facts import Authorisation, Cause, Fact, ListStatus, Notices, Reach, Share, Unknown
from endgate.law.rows import read_row, read_value
from endgate.shipment.model import Money


def test_reads_the_facts_of_the_specification() -> None:
    row = read_row(
        {
            "exports_from.DE": True,
            "item_on.DE-AL": "not_listed",
            "informed.use.nuclear_facility.BAFA": "2012-11-02",
            "value.contract_goods": "2500.01 EUR",
            "destination": "IR",
        }
    )
    assert row.get("exports_from.DE") == Fact(True)
    assert row.get("item_on.DE-AL") == Fact(ListStatus.NOT_LISTED)
    assert row.get("value.contract_goods") == Fact(Money(Decimal("2500.01"), "EUR"))
    letters = row.get("informed.use.nuclear_facility.BAFA")
    assert isinstance(letters, Fact)
    assert [each.on for each in letters.value.letters] == [date(2012, 11, 2)]


def test_unknown_takes_the_cause_of_its_family_or_the_one_named() -> None:
    assert read_value("destination", "unknown") == Unknown(Cause.NOT_STATED)
    assert read_value("item_on.X", "unknown") == Unknown(Cause.NOT_CHECKED)
    assert read_value("item_on.X", "undetermined") == Unknown(Cause.UNDETERMINED)
    stated = read_value("item_on.X", {"unknown": "undetermined", "leaves": ["a.2: fits a shaker"]})
    assert stated == Unknown(Cause.UNDETERMINED, ("a.2: fits a shaker",))


def test_none_and_no_are_answers() -> None:
    assert read_value("informed.use.x.OFFICE", "no") == Fact(Notices())
    assert read_value("actor.branch_in", "none") == Fact("")
    assert read_value("party_designated.L.buyer", "none") == Fact(())
    assert read_value("authorised.OFFICE", "none") == Fact(None)


def test_reads_shares_reaches_and_licences() -> None:
    assert read_value("owned_ge.L", "30..60") == Fact(Share(Decimal(30), Decimal(60)))
    assert read_value("party_designated.L.buyer", ["direct", "owned"]) == Fact((Reach.DIRECT, Reach.OWNED))
    assert read_value("party_designated.L.buyer.owned", True) == Fact(True)
    licence = read_value("authorised.O", {"ids": ["L-1"], "conditions": ["report"]})
    assert licence == Fact(Authorisation(("L-1",), ("report",)))


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("destination", "Iran"),
        ("value.item", "2500"),
        ("item_on.X", "yes"),
        ("exports_from.DE", "perhaps"),
        ("informed.use.x.O", "2012-02-30"),
        ("party_designated.L.buyer", "nearly"),
        ("destination", False),
    ],
)
def test_a_value_of_another_kind_is_refused(key: str, raw: object) -> None:
    if key == "destination" and raw is False:
        raw = 1
    with pytest.raises(LawError, match="EG6003"):
        read_row({key: raw})
