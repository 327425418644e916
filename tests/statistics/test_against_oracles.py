"""The same numbers by scipy, statsmodels and lifelines, on inputs drawn at random.

These libraries calculate in binary floats, so they are held to a relative error, never to equality;
the product itself does not import them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from koers.counts import Cause, Exit
from koers.statistics.counts import garwood, overdispersion, ratio_of_flows
from koers.statistics.decimals import working
from koers.statistics.growth import growth
from koers.statistics.prospects import chance_of_meeting
from koers.statistics.ratios import ratio_of_sums
from koers.statistics.samples import clopper_pearson_lower, clopper_pearson_upper, upper_bound
from koers.statistics.shares import clustered, is_flag, tail, wilson
from koers.statistics.student import t_quantile
from koers.statistics.survival import estimate, follow, incidence, path, variances
from tests.statistics.laws import LAW, SLOW_LAW

GROUPS = st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
SMALL = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def near(value: float, *, rel: float = 1e-9, abs_: float = 1e-11) -> object:
    return pytest.approx(float(value), rel=rel, abs=abs_)


def all_near(values: Iterable[float], *, rel: float = 1e-9) -> object:
    return pytest.approx([float(value) for value in values], rel=rel, abs=1e-11)


# --- shares --------------------------------------------------------------------------------------


@LAW
@given(GROUPS)
def test_wilson_is_that_of_statsmodels(group: tuple[int, int]) -> None:
    low, high = proportion_confint(*group, alpha=0.05, method="wilson")
    found = wilson(*group)
    assert (float(found.low), float(found.high)) == (near(low), near(high))


@LAW
@given(group=GROUPS, per_mille=st.integers(1, 999), below=st.booleans())
def test_tails_are_those_of_scipy(group: tuple[int, int], per_mille: int, below: bool) -> None:
    met, of = group
    chance = per_mille / 1000
    expected = stats.binom.cdf(met, of, chance) if below else stats.binom.sf(met - 1, of, chance)
    assert float(tail(met, of, Fraction(per_mille, 1000), below=below)) == near(expected)


@LAW
@given(of=st.integers(10, 10**6), per_mille=st.integers(1, 999))
def test_flags_end_where_those_of_scipy_end(of: int, per_mille: int) -> None:
    norm = Fraction(per_mille, 1000)
    last = int(stats.binom.ppf(0.025, of, per_mille / 1000))
    if last > 1:
        assert is_flag(last - 1, of, norm, below=True)
        assert not is_flag(last + 1, of, norm, below=True)


def test_clustered_is_that_of_a_regression_on_a_constant_by_persons() -> None:
    """The sandwich estimator of survey statistics, written out with arrays."""
    drawn = np.random.default_rng(1)
    turns = drawn.integers(1, 5, 200)
    met = drawn.binomial(turns, 0.6)
    share = met.sum() / turns.sum()
    apart = met - share * turns
    se = np.sqrt(200 / 199 * (apart**2).sum()) / turns.sum()
    found = clustered([(int(m), int(y), 1) for m, y in zip(turns, met, strict=True)])
    assert float(found.se) == near(se)


# --- samples -------------------------------------------------------------------------------------


@LAW
@given(group=SMALL, more=st.integers(0, 10**6))
def test_hypergeometric_bounds_are_where_scipy_passes_five_percent(
    group: tuple[int, int], more: int
) -> None:
    errors, sample = group
    population = sample + more
    marked = int(upper_bound(errors, sample, population) * population)
    assert stats.hypergeom.cdf(errors, population, marked, sample) > 0.05 - 1e-9
    if marked < population - (sample - errors):
        assert stats.hypergeom.cdf(errors, population, marked + 1, sample) <= 0.05 + 1e-9


@SLOW_LAW
@given(SMALL)
def test_clopper_pearson_is_that_of_scipy(group: tuple[int, int]) -> None:
    met, of = group
    upper = stats.beta.ppf(0.95, met + 1, of - met) if met < of else 1.0
    lower = stats.beta.ppf(0.05, met, of - met + 1) if met else 0.0
    assert float(clopper_pearson_upper(met, of)) == near(upper)
    assert float(clopper_pearson_lower(met, of)) == near(lower)


# --- counts, growth, ratios ----------------------------------------------------------------------


@SLOW_LAW
@given(st.integers(1, 20_000))
def test_garwood_is_that_of_statsmodels(count: int) -> None:
    low, high = confint_poisson(count, 1, method="exact-c", alpha=0.05)
    found = garwood(count)
    assert (float(found.low), float(found.high)) == (near(low), near(high))


def test_garwood_of_ten_million_is_that_of_scipy() -> None:
    count = 10**7
    found = garwood(count)
    assert float(found.low) == near(stats.chi2.ppf(0.025, 2 * count) / 2)
    assert float(found.high) == near(stats.chi2.ppf(0.975, 2 * count + 2) / 2)


@LAW
@given(st.lists(st.integers(0, 1000), min_size=2, max_size=40).filter(any))
def test_overdispersion_is_variance_over_mean(series: list[int]) -> None:
    assert float(overdispersion(series)) == near(float(np.var(series, ddof=1) / np.mean(series)))


@SLOW_LAW
@given(a=st.integers(1, 3000), b=st.integers(1, 3000))
def test_a_ratio_of_flows_is_a_turned_binomial_of_scipy(a: int, b: int) -> None:
    bounds = stats.binomtest(a, a + b).proportion_ci(0.95, method="exact")
    found = ratio_of_flows(a, b)
    assert float(found.low) == near(bounds.low / (1 - bounds.low), rel=1e-7)
    assert float(found.high) == near(bounds.high / (1 - bounds.high), rel=1e-7)


@pytest.mark.parametrize("degrees", [*range(1, 40), 100, 399, 400, 401, 5000, 10**6])
def test_t_is_that_of_scipy(degrees: int) -> None:
    assert float(t_quantile(degrees)) == near(stats.t.ppf(0.975, degrees), rel=1e-12)


@LAW
@given(st.lists(st.tuples(st.integers(0, 10**5), st.integers(1, 1000)), min_size=2, max_size=60))
def test_a_ratio_of_sums_is_a_mean_of_linearised_values(pairs: list[tuple[int, int]]) -> None:
    y, x = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    linearised = (y - y.sum() / x.sum() * x) / x.mean()
    found = ratio_of_sums(pairs)
    assert float(found.se) == near(stats.sem(linearised), rel=1e-6, abs_=1e-6)


def test_growth_varies_as_in_a_simulation() -> None:
    """In is Poisson, out binomial: the standard deviation over two hundred thousand draws."""
    drawn = np.random.default_rng(5)
    joined, left = drawn.poisson(46, 200_000), drawn.binomial(200, 34 / 200, 200_000)
    assert float(growth(200, 46, 34).se) == near(float(np.std((joined - left) / 200)), rel=0.01)


# --- survival ------------------------------------------------------------------------------------

END = 2000
CAUSES = {Cause.MET: 1, Cause.EXCEPTED: 2, Cause.OPEN: 0}


def drawn_cohorts(number: int, *, ties: bool) -> Iterator[list[Exit]]:
    """The last one to leave is open: where nobody is left, the libraries divide by nought."""
    drawn = random.Random(7)
    for _ in range(number):
        size = drawn.randrange(20, 300)
        days = [drawn.randrange(1, 60) for _ in range(size)]
        if not ties:
            days = drawn.sample(range(1, END), size)
        kinds = drawn.choices([*CAUSES], weights=[drawn.random() + 0.05 for _ in CAUSES], k=size)
        drawn_exits = [Exit(day, kind, 1) for day, kind in zip(days, kinds, strict=True)]
        yield [*drawn_exits, Exit(END, Cause.OPEN, 1)]


def columns(cohort: list[Exit]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([e.days for e in cohort]), np.array([CAUSES[e.cause] for e in cohort])


def test_shares_and_errors_are_those_of_statsmodels_with_ties() -> None:
    for cohort in drawn_cohorts(30, ties=True):
        expected = CumIncidenceRight(*columns(cohort))
        followed = follow(cohort, horizon=END + 1)
        for place, day in enumerate(expected.times):
            met, excepted = incidence(followed, through=int(day))
            with working():
                spread = variances(path(followed, through=int(day)))
            assert float(met) == near(expected.cinc[0][place], rel=1e-12)
            assert float(excepted) == near(expected.cinc[1][place], rel=1e-12)
            assert float(spread.met) == near(expected.cinc_se[0][place] ** 2)
            assert float(spread.excepted) == near(expected.cinc_se[1][place] ** 2)


def test_without_exceptions_it_is_one_minus_kaplan_meier_of_statsmodels() -> None:
    for cohort in drawn_cohorts(20, ties=True):
        only = [e for e in cohort if e.cause is not Cause.EXCEPTED]
        expected = SurvfuncRight(*columns(only))
        followed = follow(only, horizon=END + 1)
        with working():
            points = [p for p in path(followed, through=END) if p.step.met]
            spread = [variances(path(followed, through=p.step.day)).met for p in points]
        assert [float(p.free) for p in points] == all_near(expected.surv_prob, rel=1e-12)
        assert [float(found) for found in spread] == all_near(expected.surv_prob_se**2)


def test_variances_are_those_of_lifelines() -> None:
    """Without ties, which lifelines pulls apart by chance."""
    for cohort in drawn_cohorts(25, ties=False):
        days, causes = columns(cohort)
        fitted = AalenJohansenFitter(calculate_variance=True).fit(days, causes, event_of_interest=1)
        followed = follow(cohort, horizon=END + 1)
        last = int(fitted.variance_.index[-1])
        met, _ = incidence(followed, through=last)
        assert float(met) == near(float(fitted.cumulative_density_.iloc[-1, 0]), rel=1e-12)
        with working():
            ours = variances(path(followed, through=last)).met
        assert float(ours) == near(float(fitted.variance_.iloc[-1]), rel=1e-9)


@pytest.mark.parametrize("at_least", [True, False])
@pytest.mark.parametrize("norm", ["0.955", "0.97", "0.976", "0.985"])
def test_the_chance_of_meeting_a_fine_norm_is_nearly_that_of_scipy(
    norm: str, at_least: bool
) -> None:
    """400 open units of one day: each is excepted with chance 0.3, else it meets in 68 of 70."""
    cohort = [Exit(5, Cause.OPEN, 400), Exit(9, Cause.MET, 68), Exit(9, Cause.EXCEPTED, 30)]
    cohort.append(Exit(20, Cause.STAYED, 2))
    aim, low, high = Fraction(norm), np.arange(401), 0.0
    for excepted, chance in enumerate(stats.binom.pmf(low, 400, 0.3)):
        group = 470 - excepted
        need = ceil(aim * group) - 68 if at_least else floor(aim * group) - 67
        more = stats.binom.sf(need - 1, 400 - excepted, 68 / 70)
        high += chance * (more if at_least else 1 - more)
    found = chance_of_meeting(
        cohort, norm=aim, at_least=at_least, horizon=9, excepted_left_out=True
    )
    assert found is not None
    assert float(found) == near(high, abs_=0.02)


def test_the_error_of_a_share_without_exceptions_is_that_of_a_bootstrap() -> None:
    """F1 / (1 - F2), for which the libraries give none: persons drawn again a thousand times."""
    cohort = next(drawn_cohorts(1, ties=True))
    cohort = [*cohort, *(Exit(60, Cause.STAYED, 1) for _ in range(100))]
    found = estimate(cohort, horizon=60, excepted_left_out=True)
    assert found is not None
    drawn = random.Random(11)
    again = [
        estimate(drawn.choices(cohort, k=len(cohort)), horizon=60, excepted_left_out=True)
        for _ in range(1000)
    ]
    values = [float(estimated.value) for estimated in again if estimated is not None]
    assert len(values) == 1000
    assert float(found.se) == near(float(np.std(values)), rel=0.1)
    assert abs(found.value - Decimal(sum(values) / len(values))) < Decimal("0.005")
