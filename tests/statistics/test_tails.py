"""Tails in weights against tails in exact whole numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb, factorial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from koers.statistics import tails
from koers.statistics.decimals import decimal, working
from koers.statistics.tails import SLACK, UNIT, binomial, hypergeometric, is_at_most, poisson
from tests.statistics.laws import LAW

PER_MILLE = st.integers(0, 1000)


def assert_close(part: int, total: int, exact: Fraction) -> None:
    assert abs(Fraction(part, total) - exact) <= Fraction(SLACK, UNIT)


@LAW
@given(size=st.integers(0, 80), chance=PER_MILLE, met=st.integers(-1, 81))
@example(size=10, chance=0, met=0)
@example(size=10, chance=1000, met=9)
def test_binomial_weights_are_as_exact_chances(size: int, chance: int, met: int) -> None:
    p, found = Fraction(chance, 1000), binomial(size, chance=chance, whole=1000)
    exact = sum(comb(size, k) * p**k * (1 - p) ** (size - k) for k in range(min(met, size) + 1))
    assert_close(found.up_to(met), found.total, Fraction(exact))


@LAW
@given(data=st.data(), population=st.integers(1, 80))
def test_hypergeometric_weights_are_as_exact_chances(data: st.DataObject, population: int) -> None:
    marked, size = (data.draw(st.integers(0, population)) for _ in range(2))
    value = data.draw(st.integers(-1, population))
    found = hypergeometric(size, marked=marked, population=population)
    ways = sum(
        comb(marked, k) * comb(population - marked, size - k) for k in range(min(value, size) + 1)
    )
    assert_close(found.up_to(value), found.total, Fraction(ways, comb(population, size)))


@LAW
@given(mean=st.fractions(Fraction(1, 100), 60), value=st.integers(0, 90))
def test_poisson_weights_are_as_exact_chances(mean: Fraction, value: int) -> None:
    with working():
        found = poisson(decimal(mean))
        whole = Fraction(decimal(mean).exp())
    exact = sum(mean**k / factorial(k) for k in range(value + 1)) / whole
    assert_close(found.up_to(value), found.total, Fraction(exact))


@LAW
@given(size=st.integers(1, 10**5), chance=PER_MILLE)
def test_weights_begin_and_end_where_nothing_weighs_any_more(size: int, chance: int) -> None:
    found = binomial(size, chance=chance, whole=1000)
    assert found.first >= 0
    assert found.first + len(found.weights) <= size + 1
    assert found.up_to(size) == found.total
    assert max(found.weights) == UNIT
    assert all(
        left <= right for left, right in pairwise(found.weights[: found.weights.index(UNIT)])
    )


@pytest.mark.parametrize(("off", "expected"), [(-1, True), (0, None), (1, False)])
def test_a_part_at_its_level_is_left_to_an_exact_sum(off: int, expected: bool | None) -> None:
    part = UNIT // 40 + off * 2 * SLACK
    assert is_at_most(part, UNIT, level=Fraction(1, 40)) is expected


def test_slack_is_more_than_rounding_down_can_lose() -> None:
    """T weights lose less than T * T units; a million subjects take some ten thousand weights."""
    longest = max(len(binomial(10**6, chance=p, whole=1000).weights) for p in (1, 500, 999))
    assert 100 * longest**2 < tails.SLACK
