from __future__ import annotations

import pytest

from endgate.law.errors import LawError
from endgate.law.facts import FAMILIES, Cause, Fact, FactRow, Unknown, family_of


@pytest.mark.parametrize("key", ["concern", "concern.missile", "concern_grade", "Concern.level", "concerns"])
def test_a_concern_is_refused_by_construction(key: str) -> None:
    with pytest.raises(LawError, match="EG6001"):
        FactRow({key: Fact("HIGH")})


@pytest.mark.parametrize("key", ["destinaton", "item_on", "actor.seet", "knows", "actor", "destination.IR"])
def test_a_key_that_no_rule_reads_is_refused(key: str) -> None:
    with pytest.raises(LawError, match="EG6002"):
        FactRow({key: Fact("XX")})


def test_every_fault_of_a_row_is_shown_at_once() -> None:
    with pytest.raises(LawError) as caught:
        FactRow({"concern.x": Fact(1), "nonsense": Fact(2), "destination": Fact("XX")})
    assert [fault.code for fault in caught.value.faults] == ["EG6001", "EG6002"]


def test_absence_means_what_its_family_says_and_never_no() -> None:
    row = FactRow({})
    assert row.get("destination") == Unknown(Cause.NOT_STATED)
    assert row.get("item_on.HELD") == Unknown(Cause.NOT_CHECKED)
    assert row.get("party_designated.NAMES.buyer") == Unknown(Cause.NOT_CHECKED)
    assert row.get("authorised.OFFICE") == Fact(None)


def test_an_update_leaves_the_row_as_it_was() -> None:
    row = FactRow({"destination": Fact("AA")})
    assert row.updated({"destination": Fact("XX")}).get("destination") == Fact("XX")
    assert row.get("destination") == Fact("AA")


def test_propositions_with_dots_are_one_tail() -> None:
    assert family_of("informed.use.nuclear_facility.OFFICE") is FAMILIES["informed"]
    assert family_of("actor.acts_in.DE") is FAMILIES["actor.acts_in"]
