"""The laws of Kleene's strong logic, over all values."""

from __future__ import annotations

from itertools import product

import pytest

from endgate.terms.truth import Truth, all_of, any_of

ALL = list(Truth)


def below(less: Truth, more: Truth) -> bool:
    """Information order: unknown lies below both answers."""
    return less is Truth.UNKNOWN or less is more


@pytest.mark.parametrize(("a", "b", "c"), list(product(ALL, ALL, ALL)))
def test_lattice_laws(a: Truth, b: Truth, c: Truth) -> None:
    assert ~(a & b) is (~a | ~b)
    assert ~(a | b) is (~a & ~b)
    assert ((a & b) & c) is (a & (b & c))
    assert ((a | b) | c) is (a | (b | c))
    assert (a & (b | c)) is ((a & b) | (a & c))
    assert (a | (b & c)) is ((a | b) & (a | c))
    assert (a & b) is (b & a)
    assert (a | b) is (b | a)
    assert (a & (a | b)) is a
    assert ~~a is a


@pytest.mark.parametrize(("a", "b", "c", "d"), list(product(ALL, repeat=4)))
def test_more_information_never_takes_an_answer_back(a: Truth, b: Truth, c: Truth, d: Truth) -> None:
    if below(a, b) and below(c, d):
        assert below(a & c, b & d)
        assert below(a | c, b | d)
        assert below(~a, ~b)


def test_of_nothing() -> None:
    assert all_of([]) is Truth.TRUE
    assert any_of([]) is Truth.FALSE
    with pytest.raises(TypeError):
        bool(Truth.UNKNOWN)
