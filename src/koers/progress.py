"""Where a norm stands half-way: on course, off course, or not to be said (`statistics.md` 3).

The idea that makes it simple: half-way there is no verdict; there is an agreed milestone to hold
the figure against, or an estimate of the end whose whole interval lies on one side of the norm, or
nothing can be said.
"""

from __future__ import annotations

from fractions import Fraction

from koers.agreement import WHOLE, Direction, Milestone, Norm
from koers.figures import Figure, Progress
from koers.standing import holds


def status(figure: Figure, norm: Norm, *, settled: str = "") -> Progress:
    """`settled`: "behaald" or "niet behaald" where the end is certain already, else empty."""
    if settled:
        return Progress.ON_COURSE if settled == "behaald" else Progress.OFF_COURSE
    milestone = _last_milestone(figure) if norm.scope == WHOLE else None
    if milestone is not None:
        return _against(figure, milestone)
    return _by_estimate(figure, norm)


def _last_milestone(figure: Figure) -> Milestone | None:
    """The last milestone in the figure's period whose day the data have reached."""
    known = figure.known_through
    reached = [
        milestone
        for milestone in figure.indicator.milestones
        if milestone.day in figure.period and known is not None and milestone.day <= known
    ]
    return max(reached, key=lambda milestone: milestone.day, default=None)


def _against(figure: Figure, milestone: Milestone) -> Progress:
    """A count so far, held against what was agreed to be there by a day that has passed. What came
    in after that day counts too: a milestone that was met late is met.
    """
    so_far = figure.interim.value if figure.interim else None
    if so_far is None:
        return Progress.OPEN
    at_least = milestone.direction is Direction.AT_LEAST
    good = so_far >= milestone.bound if at_least else so_far <= milestone.bound
    return Progress.ON_COURSE if good else Progress.OFF_COURSE


def _by_estimate(figure: Figure, norm: Norm) -> Progress:
    outlook = figure.estimate
    if outlook is None or not outlook.reaches_the_end or norm.direction is Direction.WITHIN:
        return Progress.OPEN
    bounds = (Fraction(outlook.estimate.low), Fraction(outlook.estimate.high))
    low, high = (holds(norm, bound) for bound in bounds)
    if low != high:
        return Progress.OPEN
    return Progress.ON_COURSE if low else Progress.OFF_COURSE
