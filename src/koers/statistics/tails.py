"""Tails of the binomial, hypergeometric and Poisson distribution, in whole numbers.

The idea that makes it simple: each of the three is known by the ratio of two neighbouring chances.
Starting with a weight of 2**128 at the mode, every other weight follows by one multiplication and
one whole division; a tail is a part of the sum of the weights. No logarithm, no gamma function.
Rounding down loses at most one unit per weight, so a part that differs from what it is held against
by more than `SLACK` is judged for certain; only one that lies nearer needs an exact sum.
It must not know samples, norms or verdicts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

UNIT = 1 << 128
SLACK = 1 << 64
"""More than all that rounding down may lose: T weights lose less than T * T units, and T is far
below 2**32."""

Ratio = Callable[[int], tuple[int, int]]
"""The chance of k + 1 over the chance of k: numerator and denominator, none below 0."""


@dataclass(frozen=True)
class Spread:
    """The weights of the values from `first` on; all others weigh less than a unit."""

    first: int
    weights: tuple[int, ...]
    total: int

    def at(self, value: int) -> int:
        place = value - self.first
        return self.weights[place] if 0 <= place < len(self.weights) else 0

    def up_to(self, value: int) -> int:
        """The weight of all values of at most this one."""
        return sum(self.weights[: max(0, value - self.first + 1)])


def spread(mode: int, *, first: int, last: int | None, ratio: Ratio) -> Spread:
    """Weights on both sides of the mode, as far as they weigh anything."""
    above, below = [UNIT], list[int]()
    weight, value = UNIT, mode
    while weight and value != last:
        more, less = ratio(value)
        weight = weight * more // less
        above.append(weight)
        value += 1
    weight, value = UNIT, mode
    while weight and value > first:
        more, less = ratio(value - 1)
        weight = weight * less // more
        below.append(weight)
        value -= 1
    weights = (*reversed(below), *above)
    return Spread(value, weights, sum(weights))


def binomial(size: int, *, chance: int, whole: int) -> Spread:
    """How many of `size` are met, where each is met with chance `chance` / `whole`."""
    rest = whole - chance
    mode = min(size, (size + 1) * chance // whole)
    return spread(mode, first=0, last=size, ratio=lambda k: ((size - k) * chance, (k + 1) * rest))


def hypergeometric(size: int, *, marked: int, population: int) -> Spread:
    """How many of `size` drawn are marked, where `marked` of the population are."""
    first, last = max(0, size + marked - population), min(marked, size)
    mode = min(last, max(first, (size + 1) * (marked + 1) // (population + 2)))
    unmarked = population - marked - size
    return spread(
        mode,
        first=first,
        last=last,
        ratio=lambda k: ((marked - k) * (size - k), (k + 1) * (unmarked + k + 1)),
    )


def poisson(mean: Decimal) -> Spread:
    """How many happen, where `mean` are expected."""
    scaled = int(mean * UNIT)
    mode = scaled // UNIT
    return spread(mode, first=0, last=None, ratio=lambda k: (scaled, (k + 1) * UNIT))


def is_at_most(part: int, total: int, *, level: Fraction) -> bool | None:
    """Whether part / total is at most the level; None where only an exact sum can tell."""
    excess = part * level.denominator - total * level.numerator
    if abs(excess) <= SLACK * level.denominator:
        return None
    return excess < 0
