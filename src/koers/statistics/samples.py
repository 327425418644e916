"""Samples: what a sample proves about the population it was drawn from.

The idea that makes it simple: a bound is the most errors that the population may hold while so few
in the sample are not yet strange (a chance above 5 %). Where the population is known that is one
whole number, found by halving and judged exactly; where it is not, Clopper and Pearson's bound.
It must not know why a sample was drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import comb, floor

from koers.statistics.decimals import ceiling, decimal, root, rounded, solve, working
from koers.statistics.intervals import Interval
from koers.statistics.shares import is_flag, wilson_at
from koers.statistics.tails import UNIT, binomial, hypergeometric, is_at_most

PROOF = Fraction(1, 20)
"""What may still be chance in a proof: one-sided 95 %."""


def upper_bound(errors: int, sample: int, population: int) -> Fraction:
    """The largest share of errors that the sample leaves possible, one-sided 95 %.

    max{M: P(X <= x | N, M, n) > 0.05} / N, exact hypergeometric. Raises ValueError when the three
    numbers do not fit in each other.
    """
    _check(errors, sample, population)
    if not sample:
        return Fraction(1)
    most = population - (sample - errors)
    marked = _last(
        errors, most, holds=lambda m: not _is_strange(errors, sample, m, population=population)
    )
    return Fraction(marked, population)


def lower_bound(met: int, sample: int, population: int) -> Fraction:
    """The smallest share met in the population that the sample leaves possible, one-sided 95 %."""
    return 1 - upper_bound(sample - met, sample, population)


def clopper_pearson_upper(errors: int, sample: int) -> Decimal:
    """`upper_bound` for a population of unknown size (Clopper and Pearson 1934), rounded up."""
    _check(errors, sample, max(1, sample))
    with working():
        return ceiling(chance_with_tail(errors, sample, PROOF))


def clopper_pearson_lower(met: int, sample: int) -> Decimal:
    """`lower_bound` for a population of unknown size, rounded down."""
    with working():
        return 1 - clopper_pearson_upper(sample - met, sample)


def proves_at_most(errors: int, sample: int, population: int | None, norm: Fraction) -> bool:
    """Whether the sample proves that at most the norm's share are errors, one-sided 95 %."""
    if norm >= 1:
        return True
    if population is None:
        return is_flag(errors, sample, norm, below=True, level=PROOF)
    return upper_bound(errors, sample, population) <= norm


def proves_at_least(met: int, sample: int, population: int | None, norm: Fraction) -> bool:
    """Whether the sample proves that at least the norm's share met, one-sided 95 %."""
    return proves_at_most(sample - met, sample, population, 1 - norm)


def needed_sample(norm: Fraction, population: int | None, errors: int) -> int | None:
    """The smallest sample that, with this many errors, proves that at most the norm's share are
    errors.

    For a norm of at least p, ask with 1 - p and the number that did not meet. None when no sample
    can: the errors alone are beyond the norm, or a norm of 0 without a known population.
    """
    if population is not None:
        allowed = floor(norm * population)
        if errors > allowed:
            return None
        return _first(
            errors,
            population,
            holds=lambda n: _is_strange(errors, n, allowed + 1, population=population),
        )
    if norm <= 0:
        return None
    enough = errors + 1
    while not proves_at_most(errors, enough, None, norm):
        enough *= 2
    return _first(errors, enough, holds=lambda n: proves_at_most(errors, n, None, norm))


def _is_strange(errors: int, sample: int, marked: int, *, population: int) -> bool:
    """Whether so few errors, where `marked` of the population are, have a chance of at most 5 %."""
    if marked > population:
        return True
    chances = hypergeometric(sample, marked=marked, population=population)
    judged = is_at_most(chances.up_to(errors), chances.total, level=PROOF)
    if judged is not None:
        return judged
    unmarked = population - marked
    part = sum(comb(marked, k) * comb(unmarked, sample - k) for k in range(errors + 1))
    return PROOF.denominator * part <= PROOF.numerator * comb(population, sample)


def _last(low: int, high: int, *, holds: Callable[[int], bool]) -> int:
    """The last number from low to high that holds, where low does and it stops once."""
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _first(low: int, high: int, *, holds: Callable[[int], bool]) -> int:
    """The first number from low to high that holds, where high does and it begins once."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def chance_with_tail(met: int, of: int, level: Fraction) -> Decimal:
    """The chance p under which so few or fewer meet with a chance of `level`: Clopper and Pearson.

    Newton on the logarithm of that tail, which is concave in p, from Wilson's bound. The tail falls
    with p as fast as (n - x) / (1 - p) times the chance of x.
    """
    if met >= of:
        return Decimal(1)
    aim = decimal(level).ln()

    def step(chance: Decimal) -> Decimal:
        chances = binomial(of, chance=int(chance * UNIT), whole=UNIT)
        part, slope = Decimal(chances.up_to(met)), Decimal(chances.at(met) * (of - met))
        move = ((part / chances.total).ln() - aim) * part * (1 - chance) / slope
        return min(move, (1 - chance) / 2)

    return solve(wilson_at(Fraction(met, of), Decimal(of), "").high, step)


@dataclass(frozen=True)
class Stratum:
    """A part of the population: how many it holds, how many answered, how many of those met."""

    population: int
    answered: int
    met: int

    def __post_init__(self) -> None:
        if not 0 <= self.met <= self.answered <= self.population or self.answered < 1:
            raise ValueError("in a stratum someone answered, and no more than there are")


@dataclass(frozen=True)
class Stratified:
    """A share weighted over strata; `effective` is how many draws it is worth."""

    share: Fraction
    se: Decimal
    effective: Decimal
    interval: Interval


def stratified(strata: Sequence[Stratum]) -> Stratified:
    """Around sum(W p_h), with the variance of drawing without putting back in every stratum.

    v = sum(W^2 (1 - n/N) p (1 - p) / (n - 1)); Wilson's interval with p (1 - p) / v draws
    (`statistics.md` 2). Where everyone of all strata answered, the interval is the share itself.
    Where the answers do not vary within the strata, or one stratum has one answer, as many draws as
    answers. Non-response is not in it. Raises ValueError without strata.
    """
    if not strata:
        raise ValueError("a stratified share has strata")
    population = sum(stratum.population for stratum in strata)
    answered = sum(stratum.answered for stratum in strata)
    share, variance = Fraction(0), Fraction(0)
    for stratum in strata:
        weight, p = Fraction(stratum.population, population), _share(stratum)
        left_out = 1 - Fraction(stratum.answered, stratum.population)
        share += weight * p
        variance += weight**2 * left_out * p * (1 - p) / max(1, stratum.answered - 1)
    if answered == population:
        return _everyone(share, answered)
    alone = any(stratum.answered == 1 < stratum.population for stratum in strata)
    draws = share * (1 - share) / variance if variance and not alone else Fraction(answered)
    with working():
        effective = decimal(draws)
    interval = wilson_at(share, effective, "wilson, gewogen")
    return Stratified(share, root(variance), rounded(effective), interval)


def _share(stratum: Stratum) -> Fraction:
    return Fraction(stratum.met, stratum.answered)


def _everyone(share: Fraction, answered: int) -> Stratified:
    with working():
        value = rounded(decimal(share))
        exact = Interval(value, value, "iedereen")
        return Stratified(share, Decimal(0), Decimal(answered), exact)


def tipping_point(share: Fraction, response_rate: Fraction, norm: Fraction) -> Fraction | None:
    """q*: the share among those who did not answer that would bring the whole exactly to the norm.

    (norm - rr p) / (1 - rr) (`statistics.md` 2). Below 0 or above 1 no answer of theirs could. None
    when everyone answered.
    """
    if response_rate >= 1:
        return None
    return (norm - response_rate * share) / (1 - response_rate)


def _check(errors: int, sample: int, population: int) -> None:
    if not 0 <= errors <= sample <= population or population < 1:
        raise ValueError("errors are at most the sample, and the sample at most the population")
