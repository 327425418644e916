"""An interval: two bounds and the method that made them.

The idea that makes it simple: an interval is 95 % two-sided and its bounds are rounded outward, so
that it never says more than was calculated. It must not know the form of a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from koers.statistics.decimals import Z, ceiling, floor, working


@dataclass(frozen=True)
class Interval:
    """Bounds in the unit of the figure; a share runs from 0 to 1. The method is a Dutch word."""

    low: Decimal
    high: Decimal
    method: str

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("the low bound of an interval is not above the high one")


def outward(
    low: Decimal,
    high: Decimal,
    method: str,
    *,
    least: Decimal | None = None,
    most: Decimal | None = None,
) -> Interval:
    """Both bounds in twelve places, away from the middle, but not beyond what can be."""
    low = low if least is None else max(least, low)
    high = high if most is None else min(most, high)
    return Interval(floor(low), ceiling(high), method)


def around(
    value: Decimal, se: Decimal, method: str, *, factor: Decimal = Z, least: Decimal | None = None
) -> Interval:
    """The value plus and minus so many standard errors."""
    with working():
        half = factor * se
        return outward(value - half, value + half, method, least=least)
