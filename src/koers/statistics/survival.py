"""What the final share will probably be, while part of the cohort is not mature yet.

The idea that makes it simple: only immaturity is censoring. Whoever is still open hands its weight
on to those who are followed longer, in equal parts (Efron 1967); success and exception are two
competing causes, the first one wins. So the estimate (Aalen and Johansen 1978) of a cohort without
anyone open is exactly met / all, or met / (all - excepted). One minus Kaplan-Meier answers another
question and is never the figure. It must not know indicators, norms or dates: days count from the
anchor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from koers.counts import Cause, Exit
from koers.statistics.decimals import Z, decimal, rounded, working
from koers.statistics.intervals import Interval, outward
from koers.statistics.shares import NOUGHT, ONE, wilson_at

LEAST_AT_RISK = 10
"""An estimate stops where fewer are followed, or fewer than one in this many of the cohort."""
LEAVING = (Cause.MET, Cause.EXCEPTED, Cause.OPEN)
"""The causes by which a unit leaves before the horizon, in the order of `Step`."""


@dataclass(frozen=True)
class Step:
    """One day on which someone leaves: how many were followed until then, and how many left it met,
    excepted, or still open. Who leaves open was followed through the day itself."""

    day: int
    at_risk: int
    met: int
    excepted: int
    opened: int


@dataclass(frozen=True)
class Followed:
    """A cohort of `size` that is followed for `horizon` days after its anchor."""

    size: int
    horizon: int
    steps: tuple[Step, ...]

    def at_risk(self, day: int) -> int:
        """How many are followed until this day or longer."""
        return next((step.at_risk for step in self.steps if step.day >= day), self._staying)

    @property
    def _staying(self) -> int:
        """How many are followed until after the last step."""
        if not self.steps:
            return self.size
        last = self.steps[-1]
        return last.at_risk - last.met - last.excepted - last.opened


def follow(exits: Iterable[Exit], *, horizon: int, unknown_left_out: bool = False) -> Followed:
    """The steps of a cohort through the horizon, in order of days.

    Mature units that did not meet stay through the horizon, whatever the length of their own
    window: nothing about them is still to come. Unknown ones do too, or are left out altogether.
    """
    left: Counter[tuple[int, Cause]] = Counter()
    size = 0
    for exit_ in exits:
        if unknown_left_out and exit_.cause is Cause.UNKNOWN:
            continue
        size += exit_.number
        if exit_.days <= horizon and exit_.cause in LEAVING:
            left[exit_.days, exit_.cause] += exit_.number
    steps, at_risk = list[Step](), size
    for day in sorted({day for day, _ in left}):
        gone = [left[day, cause] for cause in LEAVING]
        steps.append(Step(day, at_risk, *gone))
        at_risk -= sum(gone)
    return Followed(size, horizon, tuple(steps))


def incidence(cohort: Followed, *, through: int) -> tuple[Fraction, Fraction]:
    """F1 and F2: the shares of the cohort that will have met, or been excepted first, by this day.

    Aalen-Johansen, exact. Numerators stand over one common denominator, so that nothing is reduced
    before the end. Raises ValueError for a cohort of nobody.
    """
    if not cohort.size:
        raise ValueError("an estimate asks for a cohort")
    weight, whole, met, excepted = 1, cohort.size, 0, 0
    for step in cohort.steps:
        if step.day > through:
            break
        met += weight * step.met
        excepted += weight * step.excepted
        followed = step.at_risk - step.met - step.excepted
        if 0 < step.opened < followed:
            heirs = followed - step.opened
            weight, whole = weight * followed, whole * heirs
            met, excepted = met * heirs, excepted * heirs
    return Fraction(met, whole), Fraction(excepted, whole)


@dataclass(frozen=True)
class Point:
    """The estimates after one step, and the share that had no event before it."""

    step: Step
    free_before: Decimal
    met: Decimal
    excepted: Decimal

    @property
    def free(self) -> Decimal:
        """The share that had no event yet, after this step."""
        return 1 - self.met - self.excepted


def path(cohort: Followed, *, through: int) -> tuple[Point, ...]:
    """The estimates after every step through this day. To be called inside `working`."""
    points = list[Point]()
    free, met, excepted = ONE, NOUGHT, NOUGHT
    for step in cohort.steps:
        if step.day > through:
            break
        each = free / step.at_risk
        met, excepted = met + each * step.met, excepted + each * step.excepted
        points.append(Point(step, free, met, excepted))
        free = each * (step.at_risk - step.met - step.excepted)
    return tuple(points)


@dataclass(frozen=True)
class Variances:
    """Of F1 and F2 and between them."""

    met: Decimal
    excepted: Decimal
    between: Decimal


def variances(points: Sequence[Point]) -> Variances:
    """The variance of Marubini and Valsecchi (1995) on the last point, and the covariance that goes
    with it: without anyone open they are those of drawing from m / N. Inside `working`.
    """
    found = [NOUGHT, NOUGHT, NOUGHT]
    for point in points:
        step, last = point.step, points[-1]
        n, gone = step.at_risk, step.met + step.excepted
        met, excepted = last.met - point.met, last.excepted - point.excepted
        hazard = Decimal(gone) / (n * (n - gone)) if gone < n else NOUGHT
        each = point.free_before / n
        a, b = each * step.met, each * step.excepted
        found[0] += met**2 * hazard + a * (point.free_before - a) / n - 2 * met * a / n
        found[1] += excepted**2 * hazard + b * (point.free_before - b) / n - 2 * excepted * b / n
        found[2] += met * excepted * hazard - a * b / n - (met * b + excepted * a) / n
    return Variances(max(NOUGHT, found[0]), max(NOUGHT, found[1]), found[2])


@dataclass(frozen=True)
class Estimate:
    """What the share will probably be on the last day that enough are followed for: `through`, in
    days after the anchor. It is the horizon where nothing had to be cut off."""

    value: Decimal
    low: Decimal
    high: Decimal
    se: Decimal
    through: int
    at_risk: int


def estimate(
    exits: Iterable[Exit],
    *,
    horizon: int,
    excepted_left_out: bool,
    unknown_left_out: bool = False,
) -> Estimate | None:
    """The estimate of the final share, 95 % two-sided by the complementary log-log.

    F1 where an exception counts as not met, F1 / (1 - F2) where it leaves the group. `horizon` is
    the length of the window in days. None for a cohort of fewer than ten, or when all are excepted.
    """
    cohort = follow(exits, horizon=horizon, unknown_left_out=unknown_left_out)
    through = last_day(cohort)
    if through is None:
        return None
    met, excepted = incidence(cohort, through=through)
    if excepted_left_out and excepted == 1:
        return None
    value = met / (1 - excepted) if excepted_left_out else met
    with working():
        variance = variances(path(cohort, through=through))
        spread = _left_out(variance, met, excepted) if excepted_left_out else variance.met
        se = max(NOUGHT, spread).sqrt()
        draws = _settled(cohort, through, excepted_left_out=excepted_left_out)
        interval = around_estimate(value, se, draws)
        bounds = interval.low, interval.high
        return Estimate(
            rounded(decimal(value)), *bounds, rounded(se), through, cohort.at_risk(through)
        )


def last_day(cohort: Followed) -> int | None:
    """t*: the last day on which at least ten, and a tenth of the cohort, are still followed; after
    it nothing is said. Until the first one leaves open nothing is estimated but counted, so no day
    is cut off before that. None for a cohort of fewer than ten.
    """
    if cohort.size < LEAST_AT_RISK:
        return None
    cut = next((step.day for step in cohort.steps if step.opened), cohort.horizon)
    if _are_enough(cohort.at_risk(cohort.horizon), cohort.size):
        return cohort.horizon
    followed = (step.day for step in cohort.steps if _are_enough(step.at_risk, cohort.size))
    return max(cut, *followed)


def _are_enough(at_risk: int, size: int) -> bool:
    return at_risk >= LEAST_AT_RISK and LEAST_AT_RISK * at_risk >= size


def _left_out(variance: Variances, met: Fraction, excepted: Fraction) -> Decimal:
    """The variance of F1 / (1 - F2), by its derivatives."""
    rest = decimal(1 - excepted)
    slope = decimal(met) / rest
    spread = variance.met + slope**2 * variance.excepted + 2 * slope * variance.between
    return spread / rest**2


def _settled(cohort: Followed, through: int, *, excepted_left_out: bool) -> int:
    """How many of the cohort were followed to this day or to their end."""
    steps = [step for step in cohort.steps if step.day <= through]
    opened = sum(step.opened for step in steps if step.day < through)
    excepted = sum(step.excepted for step in steps) if excepted_left_out else 0
    return cohort.size - opened - excepted


def around_estimate(value: Fraction, se: Decimal, draws: int) -> Interval:
    """1 - (1 - F)^exp(-+z se / ((1 - F) |ln(1 - F)|)); around 0 and 1, where that is not defined,
    Wilson's. Inside `working`.
    """
    if value in (0, 1):
        return wilson_at(value, Decimal(draws), "wilson")
    p = decimal(value)
    log = (1 - p).ln()
    wide = (Z * se / ((1 - p) * abs(log))).exp()
    low, high = 1 - (log / wide).exp(), 1 - (log * wide).exp()
    return outward(min(p, low), max(p, high), "aalen-johansen", least=NOUGHT, most=ONE)
