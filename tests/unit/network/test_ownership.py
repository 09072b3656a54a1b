"""The golden cases of each regime's ownership test: where it bites and where it just does not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction

import pytest

from endgate.network.model import Graph, Holding, Share, Verdict
from endgate.network.ownership import OwnershipResult, ownership
from endgate.network.regimes import regime
from endgate.terms.dates import PartialDate

NOW = date(2026, 5, 1)
OFAC = "US-OFAC-50"


def holdings(text: str, **more: object) -> tuple[Holding, ...]:
    """Read ``X 50 A, A 25-50 C``; a share is as ``Share.parse`` reads it."""
    parts = (part.split() for part in text.split(", "))
    return tuple(Holding(holder, held, Share.parse(share), **more) for holder, share, held in parts)  # type: ignore[arg-type]


def solve(
    text: str,
    base: str = "X",
    name: str = OFAC,
    on: date = NOW,
    *,
    may: Collection[str] = (),
    joint: Collection[Collection[str]] = (),
    graph: Graph | None = None,
) -> dict[str, OwnershipResult]:
    row = regime(name, on)
    assert row is not None
    whole = graph if graph is not None else Graph(holdings(text))
    return ownership(whole, row, set(base.split()), may, on, tuple(joint))


def verdicts(text: str, base: str = "X", name: str = OFAC, on: date = NOW) -> dict[str, str]:
    return {entity: result.verdict.value for entity, result in solve(text, base, name, on).items()}


@pytest.mark.parametrize(
    ("text", "entity", "verdict"),
    [
        ("X 50 A, A 50 B", "B", "MUST"),
        ("X 50 A, X 50 B, A 25 C, B 25 C", "C", "MUST"),
        ("X 50 A, X 10 B, A 40 B", "B", "MUST"),
        ("X 50 A, X 25 B, A 25 C, B 25 C", "C", "NO"),
        ("X 40 A, A 100 B", "B", "NO"),
        ("X 49.9 A, A 100 B", "A", "NO"),
        ("X 50 A, A 50 B, B 50 C, C 50 D", "D", "MUST"),
        ("X 30 A, B 25 A, A 60 B", "A", "NO"),
        ("X 30 A, B 25 A, A 60 B", "B", "NO"),
        ("X 30 A, B 25 A, A 60 B, X 20 B", "A", "NO"),
        ("X 1/3 A, X2 1/6 A", "A", "NO"),
    ],
)
def test_ownership_passes_whole_or_not_at_all(text: str, entity: str, verdict: str) -> None:
    assert verdicts(text)[entity] == verdict


def test_fractions_add_up_exactly() -> None:
    assert verdicts("X 1/3 A, Y 1/6 A", "X Y")["A"] == "MUST"


def test_aggregation_begins_on_its_day() -> None:
    text = "X 25 C, Y 25 C"
    assert verdicts(text, "X Y", on=date(2014, 8, 12))["C"] == "NO"
    assert verdicts(text, "X Y", on=date(2014, 8, 13))["C"] == "MUST"
    assert regime(OFAC, date(2008, 2, 13)) is None


def test_affiliates_add_over_the_union_of_lists() -> None:
    assert verdicts("E 30 C, M 20 C", "E M", "US-EAR-AFFIL")["C"] == "MUST"
    assert verdicts("E 29.9 C, M 20 C", "E M", "US-EAR-AFFIL")["C"] == "NO"


def test_exactly_half_differs_by_regime_and_day() -> None:
    assert verdicts("X 50.00 A", name="EU-FREEZE", on=date(2024, 7, 2))["A"] == "NO"
    assert verdicts("X 50.00 A", name="EU-FREEZE", on=date(2024, 7, 3))["A"] == "MUST"
    assert verdicts("X 50.00 A", name="UK-FREEZE", on=date(2024, 7, 2))["A"] == "NO"
    assert verdicts("X 50.00 A", name="UK-FREEZE", on=date(2024, 7, 3))["A"] == "NO"
    assert verdicts("X 50.01 A", name="UK-FREEZE", on=date(2024, 7, 3))["A"] == "MUST"


def test_one_owner_alone_unless_joined() -> None:
    text = "X 30 C, Y 30 C"
    assert verdicts(text, "X Y", "UK-FREEZE")["C"] == "NO"
    assert solve(text, "X Y", "UK-FREEZE", joint=[{"X", "Y"}])["C"].verdict is Verdict.MUST
    assert verdicts("X 100 A, X 100 B, A 30 C, B 30 C", "X", "UK-FREEZE")["C"] == "MUST"


def test_open_ends_decide() -> None:
    assert verdicts("X 25-50 A")["A"] == "MAY"
    assert verdicts("X 25-50 A", name="UK-FREEZE")["A"] == "NO"
    assert verdicts("X 50-75 A")["A"] == "MUST"
    assert verdicts("X 50-75 A", name="UK-FREEZE")["A"] == "MUST"
    assert verdicts("X >50 A", name="UK-FREEZE")["A"] == "MUST"
    assert verdicts("X minority A")["A"] == "NO"


def test_what_others_surely_hold_bounds_the_unknown() -> None:
    unknown = Holding("X", "A", Share())
    assert solve("", graph=Graph((unknown,)))["A"].verdict is Verdict.MAY
    bounded = solve("", graph=Graph((unknown, *holdings("N 60 A"))))["A"]
    assert bounded.verdict is Verdict.NO
    assert bounded.share.hi == 40


def test_a_whole_cap_table_proves_what_is_left() -> None:
    graph = Graph((Holding("X", "A", Share()), *holdings("N 30 A")), complete=frozenset({"A"}))
    assert solve("", graph=graph)["A"].verdict is Verdict.MUST
    nobody = Graph(holdings("N 30 A, M 10 A"), complete=frozenset({"A"}))
    assert solve("", graph=nobody)["A"].verdict is Verdict.NO


def test_published_indirect_share_without_upper_shares_stays_open() -> None:
    links = (Holding("X", "P", Share()), Holding("X", "Q", Share()), *holdings("P 40 C, Q 20 C"))
    result = solve("", graph=Graph(links))["C"]
    assert (result.verdict, result.share.lo, result.share.hi) == (Verdict.MAY, 0, 60)


def test_dates_are_three_valued() -> None:
    sold = holdings("X 60 A", valid_to=PartialDate(2026, 5, 1))
    year = holdings("X 60 A", valid_to=PartialDate(2026))
    later = holdings("X 60 A", valid_from=PartialDate(2026, 5, 2))
    assert "A" not in solve("", graph=Graph(sold))
    assert solve("", graph=Graph(sold), on=date(2026, 4, 30))["A"].verdict is Verdict.MUST
    assert solve("", graph=Graph(year))["A"].verdict is Verdict.MAY
    assert "A" not in solve("", graph=Graph(later))


def test_doubt_counts_only_for_what_may_be() -> None:
    assert solve("", graph=Graph(holdings("X 60 A", confirmed=False)))["A"].verdict is Verdict.MAY
    assert solve("X 60 A", base="", may={"X"})["A"].verdict is Verdict.MAY


def test_competing_sources_are_one_holding() -> None:
    result = solve("X 30 A, X 40 A")["A"]
    assert (result.share.lo, result.share.hi) == (30, 40)
    assert result.verdict is Verdict.NO
    assert "sources differ" in result.notes[0]


def test_too_much_held_is_never_certain() -> None:
    result = solve("X 60 A, N 60 A")["A"]
    assert result.verdict is Verdict.MAY
    assert "exceed 100 %" in result.notes[0]


def test_own_shares_are_no_owner() -> None:
    assert verdicts("X 45 A, A 10 A")["A"] == "MAY"
    assert verdicts("X 44 A, A 10 A")["A"] == "NO"


def test_a_long_chain_ends() -> None:
    links = tuple(Holding(f"N{i}", f"N{i + 1}", Share(Fraction(50), Fraction(50))) for i in range(20_000))
    assert solve("", "N0", graph=Graph(links))["N20000"].verdict is Verdict.MUST


def test_coverage_is_shown_not_guessed() -> None:
    result = solve("X 40 A, N 22 A")["A"]
    assert result.verdict is Verdict.NO
    assert result.unattributed == 38
