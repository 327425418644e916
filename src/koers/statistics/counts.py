"""Counts and flows: the interval around a number of events, one period or many.

The idea that makes it simple: events that happen one by one are Poisson; Garwood's interval holds
the means under which the count seen is not strange. Twelve periods or more show by themselves
whether they vary more than that. It must not know what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from koers.statistics.decimals import Z, decimal, rounded, solve, working
from koers.statistics.intervals import Interval, around, outward
from koers.statistics.samples import chance_with_tail
from koers.statistics.tails import UNIT, poisson

SIDE = Fraction(1, 40)
"""What a two-sided interval of 95 % leaves out on each side."""
LEAST_PERIODS = 12
"""From so many periods on their own variation is used (`statistics.md` 2)."""
NOUGHT = Decimal(0)


@lru_cache(maxsize=4096)  # the cells of a table hold few different counts
def garwood(n: int) -> Interval:
    """Around a count, 95 % two-sided, exact for Poisson (Garwood 1936).

    Raises ValueError for a count below 0.
    """
    if n < 0:
        raise ValueError("a count is not below 0")
    with working():
        low = _mean_with_tail(n, upper=False) if n else NOUGHT
        return outward(low, _mean_with_tail(n, upper=True), "garwood", least=NOUGHT)


def _mean_with_tail(n: int, *, upper: bool) -> Decimal:
    """The mean under which n or fewer (`upper`), or else n or more, have a chance of 1/40.

    Newton on the logarithm of that chance, which is concave in the mean, from the approximation of
    Wilson and Hilferty (1931). The chance of n or fewer falls with the mean as fast as the chance
    of n; that of n or more rises as fast as the chance of n - 1.
    """
    shape = Decimal(n + 1 if upper else n)
    level = decimal(SIDE).ln()
    sign = 1 if upper else -1

    def step(mean: Decimal) -> Decimal:
        chances = poisson(mean)
        below = chances.up_to(n if upper else n - 1)
        part = Decimal(below if upper else chances.total - below)
        slope = Decimal(chances.at(n if upper else n - 1))
        return sign * ((part / chances.total).ln() - level) * part / slope

    rough = shape * (1 - 1 / (9 * shape) + sign * Z / (3 * shape.sqrt())) ** 3
    return solve(max(rough, shape / UNIT.bit_length()), step)


def overdispersion(series: Sequence[int]) -> Decimal:
    """phi: how many times as much the counts of equal periods vary as Poisson would; 1 is equal.

    Raises ValueError for fewer than two periods or when nothing happened.
    """
    with working():
        return rounded(decimal(dispersion(series)))


def dispersion(series: Sequence[int]) -> Fraction:
    """`overdispersion`, exactly: Pearson's chi-square over its degrees of freedom."""
    periods, total = len(series), sum(series)
    if periods < 2 or total <= 0 or min(series) < 0:
        raise ValueError("overdispersion asks for two periods or more in which something happened")
    mean = Fraction(total, periods)
    return sum(((n - mean) ** 2 for n in series), Fraction(0)) / mean / (periods - 1)


def garwood_dispersed(series: Sequence[int]) -> Interval:
    """Around the total of equal periods: total and 1.96 * sqrt(phi * total), phi at least 1.

    With fewer than twelve periods, or a phi of at most 1, it is Garwood's (`statistics.md` 2).
    """
    total = sum(series)
    if len(series) < LEAST_PERIODS or not total or dispersion(series) <= 1:
        return garwood(total)
    with working():
        se = decimal(dispersion(series) * total).sqrt()
        return around(Decimal(total), se, "overdispersie", least=NOUGHT)


def ratio_of_flows(a: int, b: int) -> Interval:
    """Around a / b for two independent counts, exact given their sum.

    Given a + b, a is binomial; the interval of Clopper and Pearson (1934) around a / (a + b) is
    turned into one around a / b. Raises ValueError when b is 0: there is no ratio.
    """
    if a < 0 or b <= 0:
        raise ValueError("a ratio of flows asks for counts, and for a second one above 0")
    with working():
        high = chance_with_tail(a, a + b, SIDE)
        low = 1 - chance_with_tail(b, a + b, SIDE)
        return outward(low / (1 - low), high / (1 - high), "clopper-pearson", least=NOUGHT)
