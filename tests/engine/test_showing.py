"""Rounding and showing: `statistics.md` 6. Half up, decimals by the size of the group, never at
odds with the verdict.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koers.showing import rounded, shown_share


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("2.345", 2, "2,35"),
        ("0.004", 2, "0,00"),
        ("12", 1, "12,0"),
    ],
)
def test_half_goes_up_away_from_nought(value: str, decimals: int, text: str) -> None:
    assert rounded(Fraction(value), decimals) == text


@pytest.mark.parametrize(
    ("met", "of", "text"),
    [
        (49, 99, "49%"),
        (50, 100, "50,0%"),
        (499, 999, "49,9%"),
        (500, 1000, "50,00%"),
        (1, 3, "33%"),
    ],
)
def test_decimals_follow_the_size_of_the_group(met: int, of: int, text: str) -> None:
    assert shown_share(Fraction(met, of), of=of) == text


def test_a_share_just_below_the_norm_is_never_shown_as_the_norm() -> None:
    assert shown_share(Fraction(1999, 2500), of=2500, norm=Fraction(4, 5)) == "79,96%"
    assert shown_share(Fraction(59, 99), of=99, norm=Fraction(3, 5)) == "59,6%"
    assert shown_share(Fraction(3, 5), of=50, norm=Fraction(3, 5)) == "60%"


@given(st.fractions(min_value=-10, max_value=10, max_denominator=10**6), st.integers(0, 4))
def test_rounding_is_within_half_a_unit_of_the_exact_value(value: Fraction, decimals: int) -> None:
    shown = Fraction(rounded(value, decimals).replace(",", "."))
    assert abs(shown - value) <= Fraction(1, 2 * 10**decimals)
