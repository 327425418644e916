"""Decimals that come out the same on every machine: one context, fixed places, exact fractions in.

The idea that makes it simple: a number stays a fraction as long as it can; only a square root, a
logarithm or a quantile makes it a decimal, in fifty digits, of which twelve places are handed out.
It must not know what the numbers measure.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from fractions import Fraction

Z = Decimal("1.959963984540054")
"""The 97.5th percentile of the standard normal: two-sided 95 % (`statistics.md`)."""
Z1 = Decimal("1.644853626951473")
"""The 95th percentile: one-sided 95 %."""

PLACES = Decimal("1e-12")
CONTEXT = Context(
    prec=50, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow]
)


def working() -> AbstractContextManager[Context]:
    """The context to calculate in, whatever the context of the caller is."""
    return localcontext(CONTEXT)


def decimal(value: Fraction | int) -> Decimal:
    """To be called inside `working`."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def root(value: Fraction) -> Decimal:
    """Square root of an exact number of at least 0, in twelve places."""
    with working():
        return rounded(decimal(value).sqrt())


def rounded(value: Decimal) -> Decimal:
    return _placed(value, ROUND_HALF_EVEN)


def floor(value: Decimal) -> Decimal:
    return _placed(value, ROUND_FLOOR)


def ceiling(value: Decimal) -> Decimal:
    return _placed(value, ROUND_CEILING)


def _placed(value: Decimal, rounding: str) -> Decimal:
    """In twelve places, without a minus before nought."""
    with working():
        return value.quantize(PLACES, rounding=rounding) + 0


CLOSE, MOST_STEPS = Decimal("1e-24"), 200


def solve(start: Decimal, step: Callable[[Decimal], Decimal]) -> Decimal:
    """Newton's method: take steps until one is smaller than the places by far.

    Meant for functions that are concave, where it cannot wander. Raises ArithmeticError when it
    does not settle, which is a bug. To be called inside `working`.
    """
    at = start
    for _ in range(MOST_STEPS):
        move = step(at)
        at = at + move if at + move > 0 else at / 2
        if abs(move) < CLOSE:
            return at
    raise ArithmeticError("no root found")
