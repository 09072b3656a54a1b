"""Reading what was written gives the number back, in every unit of the table, and never crashes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.terms.quantity import Problem, read
from endgate.terms.units import Unit, dimensions, units

UNITS = sorted((unit for same in units().values() for unit in same), key=lambda unit: (unit.symbol, unit.dimension))
NUMBERS = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False)


@settings(deadline=None)
@given(NUMBERS, st.sampled_from(UNITS))
def test_a_written_quantity_reads_back(number: Decimal, unit: Unit) -> None:
    reading = read(f"{number} {unit.symbol}", unit.dimension)
    expected = unit.to_base(Fraction(number))
    maximum = dimensions()[unit.dimension].maximum
    if maximum is not None and expected > maximum:
        assert reading.problem is Problem.IMPOSSIBLE
    else:
        assert expected in [value.exact for value in reading.values], reading


@settings(deadline=None)
@given(st.fractions(), st.sampled_from(UNITS))
def test_a_unit_undoes_itself(number: Fraction, unit: Unit) -> None:
    assert unit.from_base(unit.to_base(number)) == number


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,-+±~…/ kNgmµ°C%()xabBto≥<eE^'\"", max_size=30))
def test_any_text_is_answered(text: str) -> None:
    reading = read(text)
    usable = reading.values or reading.members or reading.label
    assert usable or reading.problem is not None
    assert all(value.lo is None or value.hi is None or value.lo <= value.hi for value in reading.values)


@settings(deadline=None)
@given(NUMBERS, NUMBERS)
def test_order_of_range_ends_does_not_matter(one: Decimal, other: Decimal) -> None:
    forward, backward = read(f"{one} to {other} kg"), read(f"{other} to {one} kg")
    assert [(value.lo, value.hi) for value in forward.values] == [(value.lo, value.hi) for value in backward.values]
