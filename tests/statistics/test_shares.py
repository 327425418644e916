"""Shares: worked numbers of `statistics.md` 1.7, 2 and 3, and the laws."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, comb, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.statistics.decimals import Z1
from koers.statistics.shares import (
    clustered,
    is_flag,
    least_group,
    tail,
    wilson,
    wilson_at,
)
from tests.statistics.laws import LAW
from tests.statistics.worked import assert_worked

EIGHTY = Fraction(4, 5)
PERSONS_55 = ((1, 1, 26), (1, 0, 14), (2, 2, 6), (2, 1, 2), (2, 0, 2), (3, 3, 3), (3, 0, 2))
GROUPS = st.integers(1, 10**5).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
NORMS = st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100)


@pytest.mark.parametrize(
    ("met", "of", "low", "high"),
    [(156, 200, "0.717612", "0.831835"), (65, 100, "0.552544", "0.736358")],
)
def test_wilson_of_the_worked_numbers(
    met: int, of: int, low: str, high: str
) -> None:  # statistics 2
    found = wilson(met, of)
    assert_worked(found.low, low)
    assert_worked(found.high, high)
    assert found.method == "wilson"


@LAW
@given(GROUPS)
def test_wilson_holds_the_share_and_stays_between_0_and_1(group: tuple[int, int]) -> None:
    found = wilson(*group)
    assert 0 <= Fraction(found.low) <= Fraction(*group) <= Fraction(found.high) <= 1


@LAW
@given(GROUPS)
def test_wilson_of_those_who_failed_is_that_of_those_who_met_turned_round(
    group: tuple[int, int],
) -> None:
    met, of = group
    here, there = wilson(met, of), wilson(of - met, of)
    assert (here.low, here.high) == (1 - there.high, 1 - there.low)


def test_wilson_of_none_starts_at_0_and_of_all_ends_at_1() -> None:
    assert wilson(0, 7).low == 0
    assert not wilson(0, 7).low.is_signed()
    assert wilson(7, 7).high == 1


def test_wilson_is_the_same_whatever_the_context_of_the_caller() -> None:
    with localcontext() as rough:
        rough.prec = 3
        found = wilson(156, 200)
    assert found == wilson(156, 200)


def test_one_sided_bounds_lie_nearer() -> None:
    wide = wilson_at(EIGHTY, Decimal(100), "")
    near = wilson_at(EIGHTY, Decimal(100), "", z=Z1)
    assert wide.low < near.low < Decimal("0.8") < near.high < wide.high


@pytest.mark.parametrize(("met", "of"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nobody_or_of_more_than_there_are_is_refused(met: int, of: int) -> None:
    with pytest.raises(ValueError, match="at least one subject"):
        wilson(met, of)


# --- flags ---------------------------------------------------------------------------------------


def test_148_of_200_is_a_flag_below_80_percent_and_149_is_not() -> None:  # statistics 2
    assert is_flag(148, 200, EIGHTY, below=True)
    assert not is_flag(149, 200, EIGHTY, below=True)


def test_172_of_200_is_a_flag_above_80_percent_and_171_is_not() -> None:  # statistics 2
    assert is_flag(172, 200, EIGHTY, below=False)
    assert not is_flag(171, 200, EIGHTY, below=False)


def test_72_of_80_is_no_flag_below_95_percent_though_wilson_leaves_it_out() -> None:
    """Statistics 2: a borderline case."""
    norm = Fraction(95, 100)
    assert not is_flag(72, 80, norm, below=True)
    assert Fraction(wilson(72, 80).high) < norm


def exact_flag(met: int, of: int, norm: Fraction) -> bool:
    """The definition of statistics 2, literally: 40 * sum <= b^n."""
    a, b = norm.numerator, norm.denominator
    below = sum(comb(of, k) * a**k * (b - a) ** (of - k) for k in range(met + 1))
    return bool(40 * below <= b**of)


@LAW
@given(of=st.integers(1, 120), norm=NORMS, data=st.data())
def test_a_flag_is_that_of_its_definition(of: int, norm: Fraction, data: st.DataObject) -> None:
    met = data.draw(st.integers(0, of))
    assert is_flag(met, of, norm, below=True) == exact_flag(met, of, norm)
    assert is_flag(of - met, of, 1 - norm, below=False) == exact_flag(met, of, norm)


@LAW
@given(of=st.integers(1, 3000), norm=NORMS, data=st.data())
def test_fewer_met_stays_a_flag_and_a_lower_norm_takes_it_away(
    of: int, norm: Fraction, data: st.DataObject
) -> None:
    met = data.draw(st.integers(1, of))
    flag = is_flag(met, of, norm, below=True)
    assert is_flag(met - 1, of, norm, below=True) >= flag
    assert is_flag(met, of, norm / 2, below=True) <= flag


def test_a_tail_of_exactly_one_in_forty_is_a_flag() -> None:
    """One of one at a norm of 1/40: only whole numbers can tell that this is not just above it."""
    assert is_flag(1, 1, Fraction(1, 40), below=False)
    assert is_flag(0, 1, Fraction(39, 40), below=True)
    assert not is_flag(1, 1, Fraction(1, 39), below=False)
    assert is_flag(2, 2, Fraction(3, 10), below=False, level=Fraction(9, 100))


def test_a_norm_of_nothing_or_everything_has_a_tail_of_0_or_1() -> None:
    assert tail(4, 5, Fraction(1), below=True) == 0
    assert tail(5, 5, Fraction(1), below=True) == 1
    assert tail(1, 5, Fraction(0), below=False) == 0
    assert not is_flag(5, 5, Fraction(1), below=True)
    assert is_flag(4, 5, Fraction(1), below=True)
    assert is_flag(1, 1, Fraction(1), below=True, level=Fraction(1))


@pytest.mark.parametrize(("rate", "passed"), [("0.001", 74.1), ("0.002", 55.0), ("0.005", 22.3)])
def test_0_of_299_is_passed_with_these_chances(rate: str, passed: float) -> None:  # statistics 3
    chance = tail(0, 299, Fraction(rate), below=True)
    assert round(100 * chance, 1) == Decimal(str(passed))


def test_a_norm_outside_0_to_1_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        tail(1, 2, Fraction(3, 2), below=True)


# --- least group ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("norm", "least"),
    [("0.4", 10), ("0.6", 10), ("0.65", 10), ("0.75", 13), ("0.8", 17), ("0.9", 36), ("0.95", 72)],
)
def test_the_least_group_of_the_worked_numbers(norm: str, least: int) -> None:  # statistics 3
    assert least_group(Fraction(norm)) == least


@LAW
@given(st.fractions(Fraction(1, 500), Fraction(499, 500), max_denominator=500))
def test_the_least_group_is_that_of_its_formula(norm: Fraction) -> None:
    chance = float(max(norm, 1 - norm))
    assert least_group(norm) == max(10, ceil(log(0.025) / log(chance)))


@pytest.mark.parametrize("norm", [0, 1])
def test_a_norm_of_nothing_or_everything_has_no_least_group(norm: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        least_group(Fraction(norm))


# --- repeats -------------------------------------------------------------------------------------


def test_75_turns_of_55_persons_are_worth_47_draws() -> None:  # statistics 1.7
    found = clustered(PERSONS_55)
    assert found.share == Fraction(49, 75)
    assert_worked(found.se, "0.069290")
    assert_worked(found.effective, "47.173682")
    assert_worked(found.interval.low, "0.510684")
    assert_worked(found.interval.high, "0.772890")


@LAW
@given(GROUPS.filter(lambda group: 0 < group[0] < group[1]))
def test_persons_with_one_turn_each_are_worth_as_many_draws_less_one(
    group: tuple[int, int],
) -> None:
    met, of = group
    found = clustered([(1, 1, met), (1, 0, of - met)])
    assert found.effective == of - 1


@LAW
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4), st.integers(1, 50)), min_size=1))
def test_the_interval_of_turns_holds_their_share(groups: list[tuple[int, int, int]]) -> None:
    found = clustered([(turns, min(met, turns), number) for turns, met, number in groups])
    assert Fraction(found.interval.low) <= found.share <= Fraction(found.interval.high)


def test_persons_who_do_not_differ_are_worth_one_draw_each() -> None:
    assert clustered([(2, 1, 12)]).effective == 12
    assert clustered([(3, 3, 1)]).effective == 1


def test_persons_of_whom_nothing_is_judged_do_not_count() -> None:
    assert clustered([*PERSONS_55, (0, 0, 9)]) == clustered(PERSONS_55)


def test_turns_of_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one subject"):
        clustered([])
