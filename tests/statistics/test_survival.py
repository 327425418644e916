"""The estimate of a final share: worked numbers of `statistics.md` 1.4 and 1.5, and the laws."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.counts import Cause, Exit
from koers.statistics.decimals import decimal, rounded, working
from koers.statistics.shares import wilson
from koers.statistics.survival import (
    Variances,
    around_estimate,
    estimate,
    follow,
    incidence,
    last_day,
    path,
    variances,
)
from tests.statistics.laws import LAW
from tests.statistics.worked import assert_worked

KINDS = {1: Cause.MET, 2: Cause.EXCEPTED, 0: Cause.OPEN}
WORKED = (
    *((2, 1), (3, 2), (5, 1), (6, 0), (8, 1), (9, 2)),
    *((11, 1), (12, 0), (14, 1), (18, 0), (24, 0), (24, 0)),
)
"""Month and cause of twelve people; tau is 24."""
SETTLED = st.sampled_from([Cause.MET, Cause.EXCEPTED, Cause.STAYED])
HORIZON = 60
NOUGHT = Fraction(0)


def exits(pairs: Iterable[tuple[int, int]]) -> list[Exit]:
    return [Exit(day, KINDS[cause], 1) for day, cause in pairs]


def left(
    *, met: int = 0, excepted: int = 0, open_: int = 0, stayed: int = 0, day: int = 1
) -> list[Exit]:
    numbers = {
        Cause.MET: met, Cause.EXCEPTED: excepted, Cause.OPEN: open_, Cause.STAYED: stayed
    }  # fmt: skip
    return [Exit(day, cause, number) for cause, number in numbers.items() if number]


def cohorts(causes: st.SearchStrategy[Cause], *, least: int = 1) -> st.SearchStrategy[list[Exit]]:
    one = st.builds(Exit, st.integers(0, HORIZON), causes, st.integers(1, 30))
    return st.lists(one, min_size=least, max_size=40)


def final_variances(cohort: list[Exit], *, horizon: int) -> Variances:
    with working():
        return variances(path(follow(cohort, horizon=horizon), through=horizon))


def assert_same(found: Decimal, exact: Fraction) -> None:
    """But for the last of fifty digits. Inside `working`."""
    assert abs(found - decimal(exact)) < Decimal("1e-45")


# --- the worked numbers --------------------------------------------------------------------------


def test_shares_of_the_worked_cohort() -> None:  # statistics 1.4
    met, excepted = incidence(follow(exits(WORKED), horizon=24), through=24)
    assert (met, excepted) == (Fraction(181, 384), Fraction(17, 96))
    assert met / (1 - excepted) == Fraction(181, 316)


def test_one_minus_kaplan_meier_answers_another_question() -> None:  # statistics 1.4
    """Who is excepted is then only no longer followed: as if exceptions could still meet."""
    censored = exits((day, cause if cause == 1 else 0) for day, cause in WORKED)
    assert incidence(follow(censored, horizon=24), through=24) == (Fraction(281, 512), NOUGHT)


def test_the_variance_of_the_worked_cohort() -> None:  # statistics 1.4
    with working():
        expected = decimal(Fraction(87445, 3538944))
    assert rounded(final_variances(exits(WORKED), horizon=24).met) == rounded(expected)


def test_the_interval_of_the_worked_cohort() -> None:  # statistics 1.4
    variance = final_variances(exits(WORKED), horizon=24).met
    with working():
        found = around_estimate(Fraction(181, 384), variance.sqrt(), 12)
    assert_worked(found.low, "0.225462")
    assert_worked(found.high, "0.796153")


def test_rates_of_success_and_exception_over_two_years() -> None:  # statistics 1.5
    """Rates .60 and .15 a year, drawn as a fine table: so many leave in each of 4000 steps."""
    steps, size = 4000, 10**13
    total = Decimal("0.75")
    still = [size * (-total * 2 * step / steps).exp() for step in range(steps + 1)]
    gone = [int(still[step] - still[step + 1]) for step in range(steps)]
    table = [
        exit_
        for step, number in enumerate(gone)
        for exit_ in (
            Exit(2 * step, Cause.MET, number * 4 // 5),
            Exit(2 * step + step % 2 * 2 - 1, Cause.EXCEPTED, number // 5),
        )
    ]
    table.append(Exit(2 * steps, Cause.STAYED, size - sum(exit_.number for exit_ in table)))
    met, excepted = incidence(follow(table, horizon=2 * steps), through=2 * steps)
    assert round(float(met), 6) == 0.621496
    assert round(float(met / (1 - excepted)), 6) == 0.735824
    censored = [
        Exit(exit_.days, Cause.OPEN, exit_.number) if exit_.cause is Cause.EXCEPTED else exit_
        for exit_ in table
    ]
    kaplan_meier, _ = incidence(follow(censored, horizon=2 * steps), through=2 * steps)
    assert round(float(kaplan_meier), 6) == 0.698806


# --- laws ----------------------------------------------------------------------------------------


@LAW
@given(cohorts(SETTLED))
def test_with_nobody_open_the_shares_are_those_of_the_cohort(
    drawn: list[Exit],
) -> None:  # statistics 1.4
    numbers = {
        cause: sum(exit_.number for exit_ in drawn if exit_.cause is cause) for cause in Cause
    }
    size = sum(numbers.values())
    met, excepted = incidence(follow(drawn, horizon=HORIZON), through=HORIZON)
    assert met == Fraction(numbers[Cause.MET], size)
    assert excepted == Fraction(numbers[Cause.EXCEPTED], size)


@LAW
@given(cohorts(SETTLED))
def test_with_nobody_open_the_variance_is_that_of_a_draw(drawn: list[Exit]) -> None:
    cohort = follow(drawn, horizon=HORIZON)
    met, excepted = incidence(cohort, through=HORIZON)
    if not cohort.steps:
        return
    found = final_variances(drawn, horizon=HORIZON)
    with working():
        assert_same(found.met, met * (1 - met) / cohort.size)
        assert_same(found.excepted, excepted * (1 - excepted) / cohort.size)
        assert_same(found.between, -met * excepted / cohort.size)


@LAW
@given(cohorts(SETTLED), st.booleans())
def test_with_nobody_open_the_estimate_is_the_final_share(
    drawn: list[Exit], excepted_left_out: bool
) -> None:  # statistics 1.4
    found = estimate(drawn, horizon=HORIZON, excepted_left_out=excepted_left_out)
    out = Cause.EXCEPTED if excepted_left_out else None
    group = sum(exit_.number for exit_ in drawn if exit_.cause is not out)
    if found is None:
        assert sum(exit_.number for exit_ in drawn) < 10 or not group
        return
    share = Fraction(sum(e.number for e in drawn if e.cause is Cause.MET), group)
    with working():
        assert found.value == rounded(decimal(share))
        assert found.se == rounded(decimal(share * (1 - share) / group).sqrt())
    assert found.through == HORIZON


@LAW
@given(cohorts(st.sampled_from(Cause)), st.booleans(), st.booleans())
def test_the_interval_holds_the_estimate(
    drawn: list[Exit], excepted_left_out: bool, unknown_left_out: bool
) -> None:
    found = estimate(
        drawn,
        horizon=HORIZON,
        excepted_left_out=excepted_left_out,
        unknown_left_out=unknown_left_out,
    )
    if found is not None:
        assert 0 <= found.low <= found.value <= found.high <= 1


@LAW
@given(cohorts(st.sampled_from(Cause)), st.booleans())
def test_the_order_and_the_grouping_of_exits_are_irrelevant(
    drawn: list[Exit], excepted_left_out: bool
) -> None:
    apart = [Exit(e.days, e.cause, 1) for e in reversed(drawn) for _ in range(e.number)]
    here = estimate(drawn, horizon=HORIZON, excepted_left_out=excepted_left_out)
    assert here == estimate(apart, horizon=HORIZON, excepted_left_out=excepted_left_out)


@LAW
@given(cohorts(st.sampled_from(Cause)))
def test_all_shares_of_a_path_are_one_and_equal_to_the_exact_ones(drawn: list[Exit]) -> None:
    cohort = follow(drawn, horizon=HORIZON)
    met, excepted = incidence(cohort, through=HORIZON)
    assert met + excepted <= 1
    with working():
        points = path(cohort, through=HORIZON)
        if points:
            assert_same(points[-1].met, met)
            assert_same(points[-1].excepted, excepted)


# --- where the estimate stops --------------------------------------------------------------------


def test_the_estimate_stops_where_fewer_than_a_tenth_are_followed() -> None:  # statistics 1.4
    """200 people; after day 30 only 15 are still followed."""
    cohort = [
        *left(met=20, open_=40, day=10),
        *left(met=5, open_=120, day=30),
        *left(met=5, stayed=10, day=50),
    ]
    found = estimate(cohort, horizon=60, excepted_left_out=False)
    assert found is not None
    assert (found.through, found.at_risk) == (30, 140)
    assert found.value == rounded(Decimal("0.1") + Decimal(180) / 140 * 5 / 200)


def test_the_estimate_stops_where_fewer_than_ten_are_followed() -> None:  # statistics 1.4
    cohort = [*left(met=5, open_=10, day=10), *left(open_=6, day=20), *left(stayed=9, day=60)]
    found = estimate(cohort, horizon=60, excepted_left_out=False)
    assert found is not None
    assert (found.through, found.at_risk) == (20, 15)


def test_the_estimate_reaches_the_horizon_when_enough_are_followed_there() -> None:
    cohort = [*left(met=5, open_=20, day=10), *left(stayed=10, day=60)]
    found = estimate(cohort, horizon=60, excepted_left_out=False)
    assert found is not None
    assert (found.through, found.at_risk) == (60, 10)


def test_before_the_first_one_is_open_nothing_is_cut_off() -> None:
    """All but four met in the first days: few are followed, but all of them are known."""
    cohort = [*left(met=96, day=3), *left(open_=4, day=40)]
    found = estimate(cohort, horizon=60, excepted_left_out=False)
    assert found is not None
    assert (found.through, found.at_risk, found.value) == (40, 4, Decimal("0.96"))


def test_an_estimate_never_reaches_beyond_the_horizon() -> None:
    cohort = [*left(met=96, day=3), *left(open_=4, day=80)]
    found = estimate(cohort, horizon=60, excepted_left_out=False)
    assert found is not None
    assert (found.through, found.value) == (60, Decimal("0.96"))


def test_a_tenth_of_the_cohort_is_enough() -> None:  # statistics 1.4
    cohort = [*left(met=100, open_=80, day=10), *left(stayed=20, day=60)]
    found = estimate(cohort, horizon=60, excepted_left_out=False)
    assert found is not None
    assert (found.through, found.at_risk) == (60, 20)


def test_a_cohort_of_nine_has_no_estimate_and_one_of_ten_has() -> None:  # statistics 1.4
    assert estimate(left(met=5, open_=5), horizon=60, excepted_left_out=False) is not None
    assert estimate(left(met=4, open_=5), horizon=60, excepted_left_out=False) is None
    assert estimate([], horizon=60, excepted_left_out=False) is None


def test_a_cohort_in_which_everyone_is_excepted_has_no_share() -> None:
    cohort = left(excepted=12)
    assert estimate(cohort, horizon=60, excepted_left_out=True) is None
    counted = estimate(cohort, horizon=60, excepted_left_out=False)
    assert counted is not None
    assert counted.value == 0


def test_nobody_met_yet_leaves_more_than_nothing_possible() -> None:
    found = estimate(
        [*left(open_=20, day=30), *left(stayed=30, day=60)], horizon=60, excepted_left_out=False
    )
    assert found is not None
    assert found.value == found.low == found.se == 0
    assert Decimal("0.05") < found.high < Decimal("0.2")


def test_who_is_excepted_does_not_make_nothing_more_certain() -> None:
    cohort = [*left(excepted=50, day=5), *left(stayed=50)]
    found = estimate(cohort, horizon=60, excepted_left_out=True)
    assert found is not None
    assert (found.low, found.high) == (wilson(0, 50).low, wilson(0, 50).high)


# --- who is followed -----------------------------------------------------------------------------


def test_mature_units_stay_followed_through_the_longest_window() -> None:
    """Months differ in days: a window that ended on day 181 is as final as one of 184 days."""
    cohort = [*left(stayed=50, day=181), *left(met=50, day=183)]
    found = estimate(cohort, horizon=184, excepted_left_out=False)
    assert found is not None
    assert found.value == Decimal("0.5")


def test_success_goes_before_leaving_open_on_the_same_day() -> None:
    both = follow([*left(met=1, open_=1, day=5), *left(stayed=8)], horizon=9)
    assert incidence(both, through=9) == (Fraction(1, 10), NOUGHT)


def test_unknown_units_are_left_out_or_never_met() -> None:
    cohort = [*left(met=10, day=3), *left(stayed=10, day=60), Exit(60, Cause.UNKNOWN, 20)]
    never = estimate(cohort, horizon=60, excepted_left_out=False)
    without = estimate(cohort, horizon=60, excepted_left_out=False, unknown_left_out=True)
    assert never is not None
    assert without is not None
    assert (never.value, without.value) == (Decimal("0.25"), Decimal("0.5"))


def test_the_last_day_of_nobody_is_none() -> None:
    assert last_day(follow([], horizon=10)) is None
    with pytest.raises(ValueError, match="asks for a cohort"):
        incidence(follow([], horizon=10), through=10)
