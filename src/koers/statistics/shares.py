"""Shares: the interval around one, and whether chance alone may have kept it from its norm.

The idea that makes it simple: n subjects of whom x met are seen as n draws of one process. Around
the share lies Wilson's interval; against a norm stands the exact binomial tail at that norm, judged
in whole numbers. Everything else brings its own number of draws (`effective`) to the same interval.
It must not know norms of an agreement: a norm here is a fraction from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from koers.statistics.decimals import Z, decimal, root, rounded, working
from koers.statistics.intervals import Interval, outward
from koers.statistics.tails import binomial, is_at_most

FLAG = Fraction(1, 40)
"""A tail of at most this is a flag: 2.5 % on one side (`statistics.md` 2, 4)."""
NOUGHT, ONE = Decimal(0), Decimal(1)


@lru_cache(maxsize=4096)  # the cells of a table hold few different shares
def wilson(met: int, of: int) -> Interval:
    """Around met / of, 95 % two-sided (Wilson 1927, the score interval).

    Raises ValueError when there is nobody, or when more met than there are.
    """
    _check(met, of)
    return wilson_at(Fraction(met, of), Decimal(of), "wilson")


def wilson_at(
    share: Fraction | Decimal, effective: Decimal, method: str, *, z: Decimal = Z
) -> Interval:
    """Wilson's interval around a share that is worth this many independent draws; with `Z1` each
    bound is a one-sided one of 95 %.
    """
    with working():
        p = decimal(share) if isinstance(share, Fraction) else share
        if not (NOUGHT <= p <= ONE and effective > 0):
            raise ValueError("a share lies from 0 to 1 and is worth more than no draws")
        square = z * z
        widened = 1 + square / effective
        middle = (p + square / (2 * effective)) / widened
        spread = p * (1 - p) / effective + square / (4 * effective * effective)
        half = z * spread.sqrt() / widened
        low, high = min(p, middle - half), max(p, middle + half)
        return outward(low, high, method, least=NOUGHT, most=ONE)


def tail(met: int, of: int, norm: Fraction, *, below: bool) -> Decimal:
    """The chance of so few (`below`), or else of so many, where each meets with the norm's chance.

    From 0 to 1, in twelve places. To judge by it, ask `is_flag`.
    """
    part, total = _lower_part(met, of, norm, below=below)
    with working():
        return rounded(decimal(Fraction(part, total)))


def is_flag(met: int, of: int, norm: Fraction, *, below: bool, level: Fraction = FLAG) -> bool:
    """Whether that chance is at most the level, exactly.

    Below the norm a/b, at level 1/40: whether 40 * sum(C(n, k) a^k (b - a)^(n - k), k <= x) is at
    most b^n. Weights decide where they can, whole powers where they cannot.
    """
    part, total = _lower_part(met, of, norm, below=below)
    judged = is_at_most(part, total, level=level)
    if judged is not None:
        return judged
    if not below:
        met, norm = of - met, 1 - norm
    exact = _exact_lower_part(met, of, norm)
    return level.denominator * exact <= level.numerator * _power(norm.denominator, of)


def _lower_part(met: int, of: int, norm: Fraction, *, below: bool) -> tuple[int, int]:
    """So many met or more is the same as so many failed or fewer."""
    _check(met, of, least=0)
    if not 0 <= norm <= 1:
        raise ValueError("the norm of a share lies from 0 to 1")
    if not below:
        met, norm = of - met, 1 - norm
    chances = binomial(of, chance=norm.numerator, whole=norm.denominator)
    return chances.up_to(met), chances.total


def _exact_lower_part(met: int, of: int, norm: Fraction) -> int:
    """sum(C(n, k) a^k (b - a)^(n - k), k <= x), each term from the one before it."""
    chance, rest = norm.numerator, norm.denominator - norm.numerator
    if not rest:
        return int(met == of)
    term = total = _power(rest, of)
    for k in range(met):
        term = term * (of - k) * chance // ((k + 1) * rest)
        total += term
    return total


def least_group(norm: Fraction) -> int:
    """n_min: the least n of at least 10 for which an all-good or all-bad outcome would be a flag
    (`statistics.md` 3).

    Equal to max(10, ceil(ln .025 / ln max(p0, 1 - p0))), found with whole numbers. A norm of 0 or
    100 % has none: raises ValueError.
    """
    if not 0 < norm < 1:
        raise ValueError("only a norm between 0 and 1 has a least group")
    chance = max(norm, 1 - norm)
    too_few, enough = 9, 10
    while not _all_is_a_flag(enough, chance):
        too_few, enough = enough, 2 * enough
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if _all_is_a_flag(middle, chance):
            enough = middle
        else:
            too_few = middle
    return enough


def _all_is_a_flag(size: int, chance: Fraction) -> bool:
    good, whole = _power(chance.numerator, size), _power(chance.denominator, size)
    return FLAG.denominator * good <= FLAG.numerator * whole


def _power(base: int, exponent: int) -> int:
    return int(base**exponent)


@dataclass(frozen=True)
class Clustered:
    """A share of turns where one person may have several; `effective` is how many draws it is
    worth."""

    share: Fraction
    se: Decimal
    effective: Decimal
    interval: Interval


def clustered(repeats: Iterable[tuple[int, int, int]]) -> Clustered:
    """Around a share of turns: (turns judged per person, turns met, how many such persons).

    The variance is that between persons, C/(C-1) * sum(y - p m)^2 / (sum m)^2; the interval that of
    Wilson with as many draws as have that variance (`statistics.md` 1.7). Where persons do not
    differ, or where there is one, as many draws as persons. Raises ValueError when nobody was
    judged.
    """
    groups = [group for group in repeats if group[0]]
    persons = sum(number for _, _, number in groups)
    judged = sum(turns * number for turns, _, number in groups)
    met = sum(met * number for _, met, number in groups)
    _check(met, judged)
    share = Fraction(met, judged)
    apart = sum(((y - share * m) ** 2 * number for m, y, number in groups), Fraction(0))
    variance = Fraction(persons, max(1, persons - 1)) * apart / judged**2
    draws = share * (1 - share) / variance if variance else Fraction(persons)
    with working():
        effective = decimal(draws)
    interval = wilson_at(share, effective, "wilson, per persoon")
    return Clustered(share, root(variance), rounded(effective), interval)


def _check(met: int, of: int, *, least: int = 1) -> None:
    if not (0 <= met <= of and of >= least):
        raise ValueError("a share is of at least one subject, and none meets twice")
