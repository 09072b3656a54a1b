"""The tables of what is not held, and how a gap weighs on what law says."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from endgate.decide.gaps.lift import lift
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.table import ANYWHERE, Regime, law_of, regimes, weights
from endgate.decide.pipeline import law_book
from endgate.edition.opened import Edition
from endgate.law.finding import ActorLaw, Reason, ReasonKind, ViewLaw
from endgate.law.model import Binds
from endgate.law.outcome import Disposition
from endgate.lists.sources import sources
from endgate.terms.places import area_of, known_codes

DAY: Any = None


def test_ids_are_unique() -> None:
    assert not [each for each, count in Counter(row.id for row in regimes()).items() if count > 1]


@pytest.mark.parametrize("row", regimes(), ids=lambda row: row.id)
def test_a_row_names_what_exists_and_its_source(row: Regime, starter: Edition) -> None:
    book = law_book(starter)
    places = [each for each in row.destinations if each != ANYWHERE]
    assert all(each in known_codes() or area_of(each) is not None for each in places)
    assert not row.encoded_as or row.encoded_as in book.stubs
    assert not row.scope or row.scope in book
    assert row.law_of in known_codes() or row.law_of in book.reference.groups
    assert all((row.title, row.ask, row.source))
    first, end = row.valid
    assert first is None or end is None or first < end


def test_every_authority_of_a_list_speaks_for_a_law_that_is_known() -> None:
    speaking = {law_of(source.authority) for source in sources().values()}
    assert speaking <= known_codes() | {"EU", "UN"}
    assert all(set(row["sources"]) <= sources().keys() for row in weights()["screening"]["lists"])


def law(disposition: Disposition, *reasons: Reason) -> ActorLaw:
    told: Any = SimpleNamespace(reasons=lambda: reasons, questions=tuple, conditions=tuple)
    view = ViewLaw("declared", disposition, disposition, (), told)
    days = {"as_of": DAY, "known_as_of": DAY}
    return ActorLaw("a", "A", Binds.PRIVATE, **days, jurisdictions=("DE",), disposition=disposition,
                    with_unreviewed=disposition, views=(view,), assumptions={}, told=told)  # fmt: skip


def gap(weight: Weight) -> Gap:
    return Gap("XX-LAW", "XX", weight, "law of X: none held", "Check it by hand", "declared")


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("before", Disposition)
def test_a_gap_never_makes_an_answer_milder(before: Disposition, weight: Weight) -> None:
    after = lift(law(before), (gap(weight),))
    assert after.disposition.rank >= before.rank
    assert after.with_unreviewed.rank >= before.rank
    assert after.view().disposition is after.disposition


def test_a_gap_that_holds_says_why_and_what_to_ask() -> None:
    after = lift(law(Disposition.PROCEED), (gap(Weight.HOLD),))
    assert after.disposition is Disposition.HOLD
    assert after.reasons == (Reason(ReasonKind.GAP, "XX-LAW", "declared", Disposition.HOLD),)
    assert [each.text for each in after.questions] == ["Check it by hand"]


def test_what_is_stricter_keeps_its_own_reasons() -> None:
    stop = Reason(ReasonKind.FINDING, "M-1", "declared", Disposition.STOP)
    after = lift(law(Disposition.STOP, stop), (gap(Weight.HOLD),))
    assert (after.disposition, after.reasons) == (Disposition.STOP, (stop,))


def test_a_gap_that_is_told_changes_nothing() -> None:
    before = law(Disposition.PROCEED)
    assert lift(before, (gap(Weight.TOLD),)) is before
