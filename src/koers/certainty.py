"""How sure a figure is: its interval, what a survey reached, and an estimate of what an unripe
share will become (`statistics.md` 1 and 2).

The idea that makes it simple: each form has one way to its interval, or none; here the way is
chosen, and `koers.statistics` does the arithmetic. A figure without an interval says so by having
none: stocks, money, stated figures, a norm of 100 %, a group that is too small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from koers import proof
from koers.agreement import Direction, Indicator, Observation
from koers.algebra import (
    Count,
    Form,
    Formula,
    Outcome,
    Score,
    Share,
    Term,
    Transition,
    Unit,
    UnknownCounts,
)
from koers.figures import Figure, Outlook, Reached
from koers.periods import Period
from koers.standing import judged_units, success_is_final
from koers.statistics import survival
from koers.statistics.counts import (
    garwood,
    garwood_dispersed,
    overdispersion,
    ratio_of_flows,
)
from koers.statistics.decimals import ceiling, decimal, floor, working
from koers.statistics.growth import growth
from koers.statistics.intervals import Interval
from koers.statistics.prospects import chance_of_meeting
from koers.statistics.samples import Stratum, stratified, tipping_point
from koers.statistics.shares import clustered, least_group, wilson
from koers.structure import is_event, leaves, window_end

LEAST_WITHOUT_NORM = 10
MONTHS_FOR_DISPERSION = 12
MOST_DISPERSION = 10
"""Months that vary more than this say that a count comes in batches (a yearly draw) and is no
stream of events: nothing says how it might have been otherwise.
"""


def with_certainty(figure: Figure, *, monthly: Sequence[int] = ()) -> Figure:
    """The figure with its interval, and an estimate while it is unripe. `monthly`: what a count
    came to in each month of its period, where it is at least a year.
    """
    form = figure.indicator.form
    if isinstance(form, Share):
        figure = _with_estimate(figure, form)
        interval = _share_interval(figure, form)
    else:
        interval = _amount_interval(figure, monthly)
    return figure if interval is None else replace(figure, interval=interval)


# --- shares --------------------------------------------------------------------------------------


def _share_interval(figure: Figure, form: Share) -> Interval | None:
    if figure.value is None or not figure.is_complete:
        return None
    if figure.survey is not None and figure.survey.strata:
        return stratified(_parts(figure.survey)).interval
    if figure.indicator.observation is Observation.SAMPLE:
        return _sampled(figure)
    bound, of = figure.norm.bound if figure.norm else None, judged_units(form, figure.cell)
    if bound == 1 or of < _least(figure.indicator, bound):
        return None
    assert figure.cell.classes
    course = figure.cell.course
    if course is not None and _repeats(figure):
        return clustered([(c.judged, c.met, c.number) for c in course.repeats]).interval
    return wilson(figure.cell.classes.met, of)


def units_hang_together(figure: Figure) -> bool:
    """Whether the units of a share are not so many independent draws: strata that count for their
    size, or people who count more than once.
    """
    return bool(figure.survey and figure.survey.strata) or _repeats(figure)


def _repeats(figure: Figure) -> bool:
    course = figure.cell.course
    return course is not None and any(found.judged > 1 for found in course.repeats)


def _sampled(figure: Figure) -> Interval | None:
    """Two one-sided bounds of 95 % each, rounded outward."""
    found = proof.bounds(figure)
    if found is None:
        return None
    with working():
        low, high = floor(decimal(found.low)), ceiling(decimal(found.high))
    way = "clopper-pearson" if found.population is None else "hypergeometrisch"
    return Interval(low, high, f"{way}, per kant 95%")


def _least(indicator: Indicator, bound: Fraction | None) -> int:
    """n_min, which holds for full counts only."""
    if indicator.observation is not Observation.FULL:
        return 1
    if indicator.least_group is not None:
        return indicator.least_group
    return least_group(bound) if bound is not None and 0 < bound < 1 else LEAST_WITHOUT_NORM


def _parts(reached: Reached) -> tuple[Stratum, ...]:
    return tuple(part for _, part in reached.strata)


def _with_estimate(figure: Figure, form: Share) -> Figure:
    """What an unripe share will become. Not for scores, which are only seen when measured, nor for
    outcomes that a later day can undo (`statistics.md` 1.4).
    """
    classes, course = figure.cell.classes, figure.cell.course
    if course is None or classes is None or not classes.immature:
        return figure
    scored = any(isinstance(leaf, Score | Transition) for leaf in leaves(form.outcome))
    if scored or not success_is_final(form.outcome):
        return figure
    horizon = _longest_window(form.outcome, figure.period)
    left_out = {
        "excepted_left_out": form.excepted is not None,
        "unknown_left_out": form.unknown is UnknownCounts.LEFT_OUT,
    }
    found = survival.estimate(course.exits, horizon=horizon, **left_out)
    norm, chance = figure.norm, None
    if found and norm and norm.bound is not None and norm.direction is not Direction.WITHIN:
        at_least = norm.direction is Direction.AT_LEAST
        chance = chance_of_meeting(
            course.exits, norm=norm.bound, at_least=at_least, horizon=horizon, **left_out
        )
    return replace(figure, estimate=Outlook(found, horizon, chance) if found else None)


@lru_cache(maxsize=1024)
def _longest_window(outcome: Outcome, period: Period) -> int:
    """The most days from an anchor in the period, or in the year before it, to its window's end: a
    window of months is not always as long (S6).
    """
    first = period.first_day.toordinal() - 366
    days = (date.fromordinal(day) for day in range(first, period.last_day.toordinal() + 1))
    return max((window_end(outcome, day) - day).days for day in days)


# --- surveys -------------------------------------------------------------------------------------


def with_survey(
    figure: Figure,
    *,
    population: int | None,
    asked: int | None,
    strata: Mapping[str, Stratum | None],
    unknown: Mapping[str, int],
) -> Figure:
    """The figure with what its sample or survey reached; over strata, its value is that of the
    whole population (`statistics.md` 2). A stratum is None where nobody answered although people
    are in it, or more than are in it: then the whole has no value. `unknown`: of how many in each
    stratum the outcome is unknown and left out.
    """
    form = figure.indicator.form
    assert isinstance(form, Share)
    answered = judged_units(form, figure.cell)
    parts = tuple((name, part) for name, part in strata.items() if part is not None)
    silent = tuple(name for name, part in strata.items() if part is None)
    reached = Reached(population, asked, answered, parts, silent)
    figure = replace(figure, survey=reached)
    if silent or sizes_unknown(figure):
        figure = replace(figure, ratio=None)
    elif parts and figure.ratio is not None:
        extremes = _extremes(parts, unknown)
        reached = replace(reached, extremes=extremes)
        figure = replace(figure, weighted=stratified(_parts(reached)).share, survey=reached)
    agreed = figure.indicator.survey
    if agreed is not None and agreed.strata and not figure.split:
        figure = replace(figure, interim=None)  # not weighed, it would be another number
    return replace(figure, survey=replace(reached, tipping=_tipping(figure, answered, asked)))


def _extremes(
    parts: Sequence[tuple[str, Stratum]], unknown: Mapping[str, int]
) -> tuple[Fraction, Fraction]:
    """The weighted share when all of whom it is unknown failed, and when all of them met."""
    everyone = sum(part.population for _, part in parts)
    low = high = Fraction(0)
    for name, part in parts:
        asked = part.answered + unknown.get(name, 0)
        weight = Fraction(part.population, everyone)
        low += weight * Fraction(part.met, asked)
        high += weight * Fraction(part.met + unknown.get(name, 0), asked)
    return low, high


def sizes_unknown(figure: Figure) -> bool:
    """Whether a whole that should be weighed over strata has none of a known size."""
    agreed, reached = figure.indicator.survey, figure.survey
    if agreed is None or reached is None or agreed.strata is None or figure.split:
        return False
    return not reached.strata and not reached.silent and bool(reached.answered)


def _tipping(figure: Figure, answered: int, asked: int | None) -> Fraction | None:
    norm, value = figure.norm, figure.value
    if norm is None or norm.bound is None or norm.direction is Direction.WITHIN or value is None:
        return None
    if figure.indicator.observation is not Observation.SURVEY or not asked or answered >= asked:
        return None
    return tipping_point(value, Fraction(answered, asked), norm.bound)


# --- counts and formulas -------------------------------------------------------------------------


def _amount_interval(figure: Figure, monthly: Sequence[int]) -> Interval | None:
    if figure.value is None or not figure.is_complete or _is_norm_of_a_count(figure):
        return None
    form, tallies = figure.indicator.form, figure.cell.tallies
    if isinstance(form, Count) and _is_flow(form):
        if len(monthly) >= MONTHS_FOR_DISPERSION and any(monthly):
            is_stream = overdispersion(monthly) <= MOST_DISPERSION
            return garwood_dispersed(monthly) if is_stream else None
        return garwood(tallies[0].amount)
    if not isinstance(form, Formula):
        return None
    overlap = figure.cell.overlap
    if overlap is not None and is_growth(form):
        base = overlap.stayed + overlap.left
        return growth(base, overlap.joined, overlap.left).interval if base else None
    if _is_ratio_of_flows(form) and all(tally.amount for tally in tallies):
        return ratio_of_flows(tallies[0].amount, tallies[1].amount)
    return None


def is_growth(form: Form) -> bool:
    """Whether a formula is the plain growth of a stock: nothing is multiplied, and one goes off."""
    if not isinstance(form, Formula) or not form.minus_one:
        return False
    return not any(term.factors for term in (*form.numerator, *form.denominator))


def _is_norm_of_a_count(figure: Figure) -> bool:
    """A norm on a number of people is about those people: there is nothing to be unsure of."""
    norm = figure.norm
    return isinstance(figure.indicator.form, Count) and norm is not None and norm.bound is not None


def _is_flow(form: Count) -> bool:
    """Whether a count is of things that happen on a day, and not of what is there."""
    return form.stock_day is None and is_event(form.condition)


def _is_ratio_of_flows(form: Formula) -> bool:
    terms: tuple[Term, ...] = (*form.numerator, *form.denominator)
    flows = all(
        isinstance(term.form, Count) and _is_flow(term.form) and not term.factors for term in terms
    )
    return flows and len(form.numerator) == len(form.denominator) == 1 and not form.minus_one


def counts_rows_through_a_year(indicator: Indicator, months: int) -> bool:
    """Whether months say how much a count varies by itself: rows, which add up, over a year or
    more.
    """
    form = indicator.form
    rows = isinstance(form, Count) and _is_flow(form) and form.unit is Unit.ROW
    return rows and months >= MONTHS_FOR_DISPERSION
