"""Samples: worked numbers of `statistics.md` 2 and 3, and the laws."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.statistics.samples import (
    Stratum,
    clopper_pearson_lower,
    clopper_pearson_upper,
    lower_bound,
    needed_sample,
    proves_at_least,
    proves_at_most,
    stratified,
    tipping_point,
    upper_bound,
)
from tests.statistics.laws import LAW
from tests.statistics.worked import assert_worked

ONE_PERCENT = Fraction(1, 100)
STRATA = (Stratum(2330, 210, 178), Stratum(430, 60, 45), Stratum(490, 70, 60))


@st.composite
def drawn_samples(draw: st.DrawFn, most: int = 60) -> tuple[int, int, int]:
    """Errors, sample, population."""
    population = draw(st.integers(1, most))
    sample = draw(st.integers(1, population))
    return draw(st.integers(0, sample)), sample, population


# --- audit samples -------------------------------------------------------------------------------


@pytest.mark.parametrize(("errors", "sample"), [(0, 150), (2, 300)])
def test_so_few_errors_leave_22_of_1200_possible(errors: int, sample: int) -> None:  # statistics 2
    assert upper_bound(errors, sample, 1200) == Fraction(22, 1200)


@pytest.mark.parametrize(("sample", "bound"), [(150, "0.019773"), (299, "0.009969")])
def test_no_errors_in_a_population_of_unknown_size(sample: int, bound: str) -> None:  # statistics 2
    assert_worked(clopper_pearson_upper(0, sample), bound)


def most_possible(errors: int, sample: int, population: int) -> int:
    """The definition of statistics 2, literally: max{M: P(X <= x | N, M, n) > 0.05}."""
    return max(
        marked
        for marked in range(errors, population - sample + errors + 1)
        if 20
        * sum(comb(marked, k) * comb(population - marked, sample - k) for k in range(errors + 1))
        > comb(population, sample)
    )


@LAW
@given(drawn_samples())
def test_the_upper_bound_is_that_of_its_definition(drawn: tuple[int, int, int]) -> None:
    errors, sample, population = drawn
    assert upper_bound(*drawn) == Fraction(most_possible(errors, sample, population), population)


def test_a_chance_of_exactly_one_in_twenty_is_strange() -> None:
    """One drawn of twenty, of which nineteen are marked: only whole numbers can tell."""
    assert upper_bound(0, 1, 20) == Fraction(18, 20)
    assert lower_bound(1, 1, 20) == Fraction(2, 20)


@LAW
@given(drawn_samples(most=5000))
def test_both_bounds_lie_around_the_share_in_the_sample(drawn: tuple[int, int, int]) -> None:
    errors, sample, _ = drawn
    marked = Fraction(errors, sample)
    assert lower_bound(*drawn) <= marked <= upper_bound(*drawn)


@LAW
@given(errors=st.integers(0, 40), population=st.integers(40, 4000))
def test_when_everyone_was_looked_at_the_bounds_are_the_share(errors: int, population: int) -> None:
    share = Fraction(errors, population)
    assert upper_bound(errors, population, population) == share
    assert lower_bound(errors, population, population) == share


@LAW
@given(drawn_samples(most=2000))
def test_an_unknown_population_leaves_more_possible_than_a_known_one(
    drawn: tuple[int, int, int],
) -> None:
    errors, sample, population = drawn
    assert upper_bound(*drawn) <= Fraction(clopper_pearson_upper(errors, sample)) + Fraction(
        1, population
    )


@LAW
@given(drawn_samples(most=3000))
def test_bounds_of_an_unknown_population_mirror_each_other(drawn: tuple[int, int, int]) -> None:
    errors, sample, _ = drawn
    lower = clopper_pearson_lower(errors, sample)
    assert lower == 1 - clopper_pearson_upper(sample - errors, sample)
    assert Fraction(lower) <= Fraction(errors, sample)


def test_an_empty_sample_leaves_everything_possible() -> None:
    assert upper_bound(0, 0, 10) == 1
    assert lower_bound(0, 0, 10) == 0
    assert clopper_pearson_upper(0, 0) == 1


@pytest.mark.parametrize("drawn", [(3, 2, 10), (0, 11, 10), (-1, 2, 10), (0, 0, 0)])
def test_a_sample_that_does_not_fit_is_refused(drawn: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="at most"):
        upper_bound(*drawn)


# --- proof ---------------------------------------------------------------------------------------


def test_57_of_60_does_not_prove_90_percent_of_150_and_58_does() -> None:  # statistics 2
    assert not proves_at_least(57, 60, 150, Fraction(9, 10))
    assert proves_at_least(58, 60, 150, Fraction(9, 10))


@pytest.mark.parametrize(
    ("population", "sizes"),
    [(None, [299, 473, 628, 773, 913]), (1000, [238, 364]), (1200, [246, 379])],
)
def test_so_many_are_needed_to_prove_one_percent(
    population: int | None, sizes: list[int]
) -> None:  # statistics 3
    needed = [needed_sample(ONE_PERCENT, population, errors) for errors in range(len(sizes))]
    assert needed == sizes


@LAW
@given(
    errors=st.integers(0, 4),
    population=st.none() | st.integers(200, 3000),
    percent=st.integers(2, 30),
)
def test_the_needed_sample_proves_and_one_less_does_not(
    errors: int, population: int | None, percent: int
) -> None:
    norm = Fraction(percent, 100)
    needed = needed_sample(norm, population, errors)
    if needed is None:
        assert population is not None
        assert errors > norm * population - 1
        return
    assert proves_at_most(errors, needed, population, norm)
    assert needed == errors or not proves_at_most(errors, needed - 1, population, norm)


def test_no_sample_proves_what_its_errors_already_deny() -> None:
    assert needed_sample(ONE_PERCENT, 100, 2) is None
    assert needed_sample(Fraction(0), None, 0) is None
    assert needed_sample(Fraction(0), 100, 0) == 95


def test_a_norm_of_everything_is_always_proved() -> None:
    assert needed_sample(Fraction(1), 100, 3) == needed_sample(Fraction(1), None, 3) == 3
    assert proves_at_most(5, 5, None, Fraction(1))
    assert proves_at_least(0, 5, 100, Fraction(0))


def test_0_of_299_proves_one_percent_and_0_of_298_does_not() -> None:  # statistics 3
    assert proves_at_most(0, 299, None, ONE_PERCENT)
    assert not proves_at_most(0, 298, None, ONE_PERCENT)


# --- surveys -------------------------------------------------------------------------------------


def test_three_strata_of_the_worked_numbers() -> None:  # statistics 2
    found = stratified(STRATA)
    assert_worked(Decimal(found.share.numerator) / found.share.denominator, "0.836139")
    assert_worked(found.se, "0.019273")
    assert_worked(found.effective, "368.849200")
    assert_worked(found.interval.low, "0.794936")
    assert_worked(found.interval.high, "0.870413")


def test_the_share_among_the_silent_that_would_undo_the_norm() -> None:  # statistics 2
    share = stratified(STRATA).share
    found = tipping_point(share, Fraction(340, 850), Fraction(4, 5))
    assert found is not None
    assert_worked(Decimal(found.numerator) / found.denominator, "0.775907")


@LAW
@given(share=st.fractions(0, 1), rate=st.fractions(0, Fraction(99, 100)), norm=st.fractions(0, 1))
def test_at_the_tipping_point_the_whole_is_exactly_the_norm(
    share: Fraction, rate: Fraction, norm: Fraction
) -> None:
    silent = tipping_point(share, rate, norm)
    assert silent is not None
    assert rate * share + (1 - rate) * silent == norm


def test_nobody_silent_has_no_tipping_point() -> None:
    assert tipping_point(Fraction(1, 2), Fraction(1), Fraction(4, 5)) is None


def strata() -> st.SearchStrategy[list[Stratum]]:
    one = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 100)).filter(
        lambda drawn: drawn[0] + drawn[1] > 0
    )
    return st.lists(
        one.map(lambda drawn: Stratum(sum(drawn), drawn[0] + drawn[1], drawn[0])),
        min_size=1,
        max_size=5,
    )


@LAW
@given(strata())
def test_the_interval_of_strata_holds_their_share(drawn: list[Stratum]) -> None:
    found = stratified(drawn)
    half = Fraction(1, 10**12)
    assert Fraction(found.interval.low) - half <= found.share
    assert found.share <= Fraction(found.interval.high) + half


@LAW
@given(strata())
def test_the_order_of_strata_is_irrelevant(drawn: list[Stratum]) -> None:
    assert stratified(drawn) == stratified(drawn[::-1])


def test_strata_answered_by_everyone_have_the_share_as_interval() -> None:
    found = stratified([Stratum(10, 10, 8), Stratum(30, 30, 30)])
    assert found.share == Fraction(38, 40)
    assert (found.se, found.interval.low, found.interval.high) == (0, *[Decimal("0.95")] * 2)


def test_answers_that_do_not_vary_are_not_certain() -> None:
    found = stratified([Stratum(100, 20, 20), Stratum(100, 10, 10)])
    assert found.effective == 30
    assert found.interval.low < Decimal("0.9")


def test_a_stratum_with_one_answer_does_not_say_how_much_it_varies() -> None:
    found = stratified([Stratum(100, 1, 1), Stratum(100, 50, 25)])
    assert found.share == Fraction(3, 4)
    assert found.effective == 51


def test_a_stratum_without_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="someone answered"):
        Stratum(100, 0, 0)
    with pytest.raises(ValueError, match="has strata"):
        stratified([])
