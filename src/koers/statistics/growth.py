"""Growth of a stock of persons: the interval around it, from who came and who left.

The idea that makes it simple: those who stayed say nothing about chance. Coming in is a count, and
leaving is a share of those who were there; from both follows the variance. From two totals without
persons no interval follows. It must not know how the persons were counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from koers.statistics.decimals import decimal, root, rounded, working
from koers.statistics.intervals import Interval, around

NOTHING_LEFT = Decimal(-1)


@dataclass(frozen=True)
class Growth:
    """Growth as a share of the stock it started from: 0.06 is six percent more."""

    value: Fraction
    variance: Fraction
    interval: Interval

    @property
    def se(self) -> Decimal:
        """The standard error, in the unit of the value."""
        return root(self.variance)

    def z(self, norm: Fraction) -> Decimal | None:
        """How many standard errors the growth lies above the norm; None where nobody moved."""
        if not self.variance:
            return None
        with working():
            return rounded(decimal(self.value - norm) / decimal(self.variance).sqrt())


def growth(base: int, joined: int, left: int) -> Growth:
    """(in - out) / S0, 95 % two-sided, with se = sqrt(in + out (1 - out/S0)) / S0.

    Raises ValueError when there was nobody at first, or more left than there were.
    """
    if base < 1 or joined < 0 or not 0 <= left <= base:
        raise ValueError("growth asks for a stock, and for no more who leave than there were")
    value = Fraction(joined - left, base)
    variance = (joined + left * (1 - Fraction(left, base))) / base**2
    with working():
        se = decimal(variance).sqrt()
        interval = around(decimal(value), se, "groei", least=NOTHING_LEFT)
    return Growth(value, variance, interval)
