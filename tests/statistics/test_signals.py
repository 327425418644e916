"""Flags and signals: worked numbers of `statistics.md` 4, and the laws."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.statistics.shares import is_flag
from koers.statistics.signals import (
    FAR_OUT,
    chance_flags,
    expected_false_signals,
    is_signal,
    is_unusual,
)
from tests.statistics.laws import LAW

STEADY = (20, 24, 16, 22, 18, 20, 24, 16, 22, 18, 20, 20)
"""Mean 20, and phi below 1: the limit is 3 * sqrt(20) = 13.4."""


def test_chance_alone_gives_four_flags_among_160_verdicts() -> None:  # statistics 4
    assert chance_flags(160) == 4


@pytest.mark.parametrize(("moments", "at_most"), [(2, "0.63"), (4, "1.26")])
def test_160_series_give_so_many_false_signals_a_year(
    moments: int, at_most: str
) -> None:  # statistics 4
    found = expected_false_signals(160, moments=moments)
    assert round(found, 2) == Fraction(at_most)


def test_a_signal_asks_for_a_norm_missed_beyond_its_band_and_more_than_one_flag() -> None:
    """Statistics 4: all 32 cases."""
    signals = {
        case
        for case in product((False, True), repeat=5)
        if is_signal(
            not_met=case[0], beyond_band=case[1], far_out=case[2], flag=case[3], flag_before=case[4]
        )
    }
    twice, far = (True, True, False, True, True), (True, True, True)
    assert signals == {twice, *(far + rest for rest in product((False, True), repeat=2))}


def test_far_out_is_judged_exactly_at_its_own_level() -> None:  # statistics 4
    eighty = Fraction(4, 5)
    far = [met for met in range(201) if is_flag(met, 200, eighty, below=True, level=FAR_OUT)]
    flags = [met for met in range(201) if is_flag(met, 200, eighty, below=True)]
    assert far == flags[: len(far)]
    assert 0 < len(far) < len(flags)


@pytest.mark.parametrize(("count", "unusual"), [(33, False), (34, True), (7, False), (6, True)])
def test_three_sigma_from_the_last_months_is_a_mark(count: int, unusual: bool) -> None:
    """Statistics 4."""
    assert is_unusual(count, STEADY) is unusual


def test_exactly_three_sigma_is_no_mark_yet() -> None:  # statistics 4
    """Mean 4, so sigma is 2."""
    assert not is_unusual(10, [4] * 12)
    assert is_unusual(11, [4] * 12)


def test_months_that_vary_more_by_themselves_give_fewer_marks() -> None:  # statistics 4
    restless = [10, 30] * 6
    assert not is_unusual(34, restless)
    assert is_unusual(52, restless)


def test_only_the_last_24_months_are_looked_back_on() -> None:  # statistics 4
    assert is_unusual(34, [1000] * 12 + [*STEADY] * 2)


@LAW
@given(st.integers(0, 10**6), st.lists(st.integers(0, 100), max_size=11))
def test_fewer_than_twelve_months_give_no_mark(count: int, earlier: list[int]) -> None:
    assert not is_unusual(count, earlier)


def test_months_in_which_nothing_happened_give_no_mark() -> None:
    assert not is_unusual(5, [0] * 24)
