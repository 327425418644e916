"""Decimals and intervals: places, rounding outward, and a root that must be found."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from koers.statistics.decimals import Z1, Z, root, rounded, solve, working
from koers.statistics.intervals import Interval, around, outward


def test_the_normal_quantiles_are_those_of_the_agreed_rules() -> None:  # statistics, top
    assert (str(Z), str(Z1)) == ("1.959963984540054", "1.644853626951473")


def test_nought_has_no_minus() -> None:
    assert not rounded(Decimal("-1e-30")).is_signed()


def test_bounds_are_rounded_away_from_the_middle() -> None:
    third, two_thirds = Decimal(1) / 3, Decimal(2) / 3
    found = outward(third, two_thirds, "")
    assert (found.low, found.high) == (Decimal("0.333333333333"), Decimal("0.666666666667"))


def test_bounds_do_not_pass_what_can_be() -> None:
    found = outward(Decimal(-1), Decimal(2), "", least=Decimal(0), most=Decimal(1))
    assert (found.low, found.high) == (Decimal(0), Decimal(1))


def test_around_a_value_lie_two_standard_errors() -> None:
    found = around(Decimal(10), Decimal(1), "lineair")
    assert (found.low, found.high) == (Decimal("8.040036015459"), Decimal("11.959963984541"))


def test_bounds_in_the_wrong_order_are_no_interval() -> None:
    with pytest.raises(ValueError, match="low bound"):
        Interval(Decimal(2), Decimal(1), "")


def test_the_context_of_the_caller_changes_nothing() -> None:
    expected = root(Fraction(2))
    with localcontext() as rough:
        rough.prec = 2
        assert root(Fraction(2)) == expected == Decimal("1.414213562373")


def test_a_root_that_is_not_found_is_a_bug() -> None:
    with working(), pytest.raises(ArithmeticError, match="no root"):
        solve(Decimal(1), lambda at: Decimal(1))
