"""A ratio of two sums over the same subjects, as euros per trajectory: the interval around it.

The idea that makes it simple: what a subject deviates from the common ratio, y - R x, is to the
ratio what a deviation is to a mean. It must not know amounts or units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from koers.statistics.decimals import decimal, rounded, working
from koers.statistics.intervals import Interval, around
from koers.statistics.student import t_quantile


@dataclass(frozen=True)
class RatioOfSums:
    value: Fraction
    se: Decimal
    interval: Interval


def ratio_of_sums(pairs: Sequence[tuple[int, int]]) -> RatioOfSums:
    """Around sum(y) / sum(x) of pairs (y, x), linearised, Student's t with n - 1 degrees
    (`statistics.md` 2; Cochran 1977).

    se = sqrt(n / (n - 1) * sum((y - R x)^2)) / sum(x), in units of y per unit of x. Raises
    ValueError for fewer than two pairs, or when the x come to nothing.
    """
    n, below = len(pairs), sum(x for _, x in pairs)
    if n < 2 or below <= 0:
        raise ValueError("a ratio of sums asks for two pairs or more, and for something below")
    value = Fraction(sum(y for y, _ in pairs), below)
    apart = sum(((y - value * x) ** 2 for y, x in pairs), Fraction(0))
    with working():
        se = decimal(Fraction(n, n - 1) * apart / below**2).sqrt()
        interval = around(decimal(value), se, "lineair", factor=t_quantile(n - 1))
        return RatioOfSums(value, rounded(se), interval)
