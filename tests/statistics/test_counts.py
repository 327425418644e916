"""Counts, flows, growth, ratios and delays: worked numbers of `statistics.md` 1 and 2, and laws."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.statistics.counts import (
    garwood,
    garwood_dispersed,
    overdispersion,
    ratio_of_flows,
)
from koers.statistics.delays import reporting_delay
from koers.statistics.growth import growth
from koers.statistics.ratios import ratio_of_sums
from tests.statistics.laws import LAW, SLOW_LAW
from tests.statistics.worked import assert_worked

ONE = Fraction(1)
MONTHS = (22, 31, 18, 27, 35, 20, 24, 29, 16, 33, 21, 28)
EUROS = (1200, 800, 1500, 400, 950, 1100, 700, 1350)
TRAJECTORIES = (10, 8, 12, 5, 9, 9, 7, 11)


# --- counts and flows ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "low", "high"), [(80, "63.435025", "99.566925"), (0, "0", "3.688879")]
)
def test_garwood_of_the_worked_numbers(count: int, low: str, high: str) -> None:  # statistics 2
    found = garwood(count)
    assert_worked(found.low, low)
    assert_worked(found.high, high)
    assert found.method == "garwood"


def test_twelve_months_vary_more_than_chance() -> None:  # statistics 2
    assert sum(MONTHS) == 304
    assert_worked(overdispersion(MONTHS), "1.466507")
    found = garwood_dispersed(MONTHS)
    assert_worked(found.low, "262.616523")
    assert_worked(found.high, "345.383477")


def test_a_ratio_of_two_flows() -> None:  # statistics 2
    found = ratio_of_flows(92, 81)
    assert_worked(found.low, "0.833371")
    assert_worked(found.high, "1.550495")


@SLOW_LAW
@given(st.integers(0, 10**4))
def test_garwood_holds_the_count_and_rises_with_it(count: int) -> None:
    here, next_ = garwood(count), garwood(count + 1)
    assert here.low <= count < here.high
    assert here.low < next_.low
    assert here.high < next_.high


@SLOW_LAW
@given(a=st.integers(1, 500), b=st.integers(1, 500))
def test_a_ratio_of_flows_turned_round_has_its_bounds_turned_round(a: int, b: int) -> None:
    here, there = ratio_of_flows(a, b), ratio_of_flows(b, a)
    assert Fraction(here.low) <= Fraction(a, b) <= Fraction(here.high)
    assert abs(here.low * there.high - 1) < Decimal("1e-7")


@pytest.mark.parametrize("series", [MONTHS[:11], [7] * 12, [0] * 12, [19, 21] * 6])
def test_few_or_even_months_have_the_interval_of_their_total(series: list[int]) -> None:
    assert garwood_dispersed(series) == garwood(sum(series))


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="not below 0"):
        garwood(-1)
    with pytest.raises(ValueError, match="two periods"):
        overdispersion([5])
    with pytest.raises(ValueError, match="above 0"):
        ratio_of_flows(3, 0)


# --- growth --------------------------------------------------------------------------------------


def test_growth_of_the_worked_numbers() -> None:  # statistics 2
    found = growth(200, joined=46, left=34)
    assert found.value == Fraction(6, 100)
    assert_worked(found.se, "0.043076")
    assert_worked(found.interval.low, "-0.024426")
    assert_worked(found.interval.high, "0.144426")


def test_growth_against_its_norm_in_standard_errors() -> None:
    found = growth(200, joined=46, left=34)
    assert found.z(Fraction(6, 100)) == 0
    below = found.z(Fraction(16, 100))
    assert below is not None
    assert abs(below + Decimal("0.1") / found.se) < Decimal("1e-8")


@LAW
@given(data=st.data(), base=st.integers(1, 5000), joined=st.integers(0, 5000))
def test_the_interval_of_growth_holds_it(data: st.DataObject, base: int, joined: int) -> None:
    left = data.draw(st.integers(0, base))
    found = growth(base, joined, left)
    assert Fraction(found.interval.low) <= found.value <= Fraction(found.interval.high)
    assert found.value >= -1
    assert found.interval.low >= -1


def test_a_stock_that_nobody_entered_or_left_has_no_z() -> None:
    assert growth(20, 0, 0).z(Fraction(0)) is None


@pytest.mark.parametrize(("base", "joined", "left"), [(0, 1, 0), (5, 0, 6), (5, -1, 0)])
def test_growth_of_nobody_is_refused(base: int, joined: int, left: int) -> None:
    with pytest.raises(ValueError, match="asks for a stock"):
        growth(base, joined, left)


# --- ratio of sums -------------------------------------------------------------------------------


def test_euros_per_trajectory_of_the_worked_numbers() -> None:  # statistics 2
    found = ratio_of_sums(list(zip(EUROS, TRAJECTORIES, strict=True)))
    assert found.value == Fraction(8000, 71)
    assert_worked(found.se, "4.660308")
    assert_worked(found.interval.low, "101.656179")
    assert_worked(found.interval.high, "123.695934")


@LAW
@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(1, 1000)), min_size=2))
def test_the_interval_of_a_ratio_holds_it_and_widens_with_its_unit(
    pairs: list[tuple[int, int]],
) -> None:
    found, cents = ratio_of_sums(pairs), ratio_of_sums([(100 * y, x) for y, x in pairs])
    assert Fraction(found.interval.low) <= found.value <= Fraction(found.interval.high)
    assert cents.value == 100 * found.value
    assert abs(cents.se - 100 * found.se) < Decimal("1e-9")


@pytest.mark.parametrize("pairs", [[(3, 4)], [(3, 0), (4, 0)]])
def test_a_ratio_of_one_pair_or_over_nothing_is_refused(pairs: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="two pairs"):
        ratio_of_sums(pairs)


# --- delays --------------------------------------------------------------------------------------


def test_completeness_of_the_worked_triangle() -> None:  # statistics 1.3
    found = reporting_delay([[20, 8, 2, 0], [18, 9, 3], [22, 6], [19]])
    assert found.completeness == (Fraction(55, 83), Fraction(11, 12), ONE, ONE)
    assert found.least == 2


def test_a_row_that_nobody_saw_begin_tells_of_longer_delays_only() -> None:  # statistics 1.3
    triangle = [[30, 0, 2, 0], [18, 9, 3], [22, 6], [19]]
    seen = reporting_delay(triangle, seen_from=[1, 0, 0, 0])
    one = 1 - Fraction(9 + 6, 18 + 9 + 22 + 6)
    two = 1 - Fraction(2 + 3, 30 + 2 + 18 + 9 + 3)
    assert seen.completeness == (one * two, two, ONE, ONE)


@LAW
@given(st.lists(st.integers(0, 50), min_size=1, max_size=8), st.integers(1, 5))
def test_rows_that_all_ended_are_as_complete_as_their_counts(row: list[int], rows: int) -> None:
    found = reporting_delay([row] * rows)
    counted = [Fraction(sum(row[: d + 1]), sum(row)) for d in range(len(row)) if sum(row)]
    assert list(found.completeness) == (counted or [ONE] * len(row))
    assert found.completeness[found.least] >= Fraction(99, 100)


@pytest.mark.parametrize("triangle", [[], [[]], [[3, -1]]])
def test_a_triangle_without_counts_is_refused(triangle: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="triangle"):
        reporting_delay(triangle)
