"""Courses: when each unit of a share left and why, and which subjects have several units.

The idea that makes it simple: cause, days, judged and met are more places along axes, so a course
is a cube like any other, and the cubes of parts are added (`statistics.md` 1.4, 1.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from koers.algebra import (
    AllOf,
    AnyOf,
    Not,
    Outcome,
    Share,
    UnknownCounts,
    Windowed,
    WindowKind,
)
from koers.counts import Cause, Course, Exit, Repeats, SplitKey
from koers.engines.compiled.classes import ClassCount
from koers.engines.compiled.conditions import Conditions
from koers.engines.compiled.cube import Axes, Cube, added, size_of, tallied
from koers.engines.compiled.line import FALSE, NEVER, TRUE, Ints, ints
from koers.engines.compiled.sets import Keys
from koers.engines.compiled.splits import Grouping
from koers.engines.compiled.units import (
    EXCEPTED,
    IMMATURE,
    MET,
    NOT_MET,
    UNKNOWN_CLASS,
    Outcomes,
    Units,
    classes,
    exceptions,
    exclusion,
    window_ends,
)

CAUSES = tuple(sorted(Cause))
"""In the order in which exits of one day stand."""

_OF_CLASS = (None, Cause.OPEN, Cause.MET, Cause.EXCEPTED, Cause.UNKNOWN, Cause.STAYED)
"""By which cause the units of a class left, in the order of S4; nobody follows who is excluded."""

_NOBODY = -1


@dataclass(frozen=True)
class Followed:
    """Two cubes along the axes of a share's cells: how many units left by each cause after how many
    days, and how many subjects have how many judged units of which so many met.
    """

    exits: Cube
    repeats: Cube


Courses = dict[Grouping, Followed]


def together(found: Sequence[Courses]) -> Courses:
    """The sum of what parts came to."""
    return {
        grouping: Followed(
            added([one[grouping].exits for one in found]),
            added([one[grouping].repeats for one in found]),
        )
        for grouping in found[0]
    }


# --- one part ------------------------------------------------------------------------------------


def followed(
    counting: ClassCount, conditions: Conditions, groupings: Sequence[Grouping]
) -> Courses:
    """The courses of the units of a share, in each grouping."""
    if not groupings:
        return {}
    share, units = counting.indicator.form, counting.units
    assert isinstance(share, Share)
    days, cause = _leaving(share, conditions, units)
    lasted = days - units.anchor
    judged = (units.outcome_class == MET) | (units.outcome_class == NOT_MET)
    if share.unknown is UnknownCounts.AS_NOT_MET:
        judged |= units.outcome_class == UNKNOWN_CLASS
    found = {}
    for grouping in groupings:
        axes, cell, unit = counting.placed(grouping)
        kept = cause[unit] != _NOBODY
        exits = _counted(axes, cell[kept], lasted[unit[kept]], cause[unit[kept]])
        kept = judged[unit]
        found[grouping] = Followed(exits, _repeats(axes, cell[kept], units, unit[kept]))
    return found


def _leaving(share: Share, conditions: Conditions, units: Units) -> tuple[Ints, Ints]:
    """The day on which each unit left, and the place of its cause (`_NOBODY`: it is excluded)."""
    last_day = np.minimum(units.window_end, conditions.facts.k)
    places = [CAUSES.index(cause) if cause else _NOBODY for cause in _OF_CLASS]
    cause = ints(places)[units.outcome_class]
    days = np.where(units.outcome_class == MET, units.success, last_day)
    asked = np.flatnonzero((units.outcome_class == EXCEPTED) | (units.outcome_class == IMMATURE))
    keys = Keys(units.subject[asked], units.anchor[asked], last_day[asked])
    success = certain_success(Outcomes(conditions, keys), share.outcome)
    sure, possible = exceptions(share, conditions, keys)
    truth = np.where(success != NEVER, TRUE, FALSE)
    found = classes(truth, success, exclusion(share, conditions, keys), sure, possible)
    for outcome_class, day in ((MET, success), (EXCEPTED, sure)):
        left = found == outcome_class
        days[asked[left]] = day[left]
        cause[asked[left]] = places[outcome_class]
    return days, cause


def certain_success(outcomes: Outcomes, outcome: Outcome) -> Ints:
    """The day of a success that no later day of the window can take back; NEVER where none.

    What happened within a window has happened. What must hold on its last day, or all through it,
    or must not happen, is certain only when it has closed.
    """
    units, found = outcomes.units, np.empty(0, dtype=np.int64)
    match outcome:
        case AllOf(parts):
            found = np.maximum.reduce([certain_success(outcomes, part) for part in parts])
        case AnyOf(parts):
            found = np.minimum.reduce([certain_success(outcomes, part) for part in parts])
        case Windowed(kind=WindowKind.WITHIN):
            _, found = outcomes.of(outcome)
        case Windowed() | Not():
            has_closed = window_ends(outcome, units.anchor) <= units.last_day
            found = np.where(has_closed, outcomes.of(outcome)[1], NEVER)
    return found


def _repeats(axes: Axes, cell: Ints, units: Units, unit: Ints) -> Cube:
    """Subjects by how many judged units they have in a cell, and how many of those met."""
    subject, size = units.subject[unit], int(units.subject.max(initial=0)) + 1
    own, place = np.unique(cell * size + subject, return_inverse=True)
    met = units.outcome_class[unit] == MET
    judged_of, met_of = (np.bincount(of, minlength=len(own)) for of in (place, place[met]))
    return _counted(axes, own // size, judged_of, met_of)


def _counted(axes: Axes, cell: Ints, *numbers: Ints) -> Cube:
    """How many points have these numbers in each cell; the place along an added axis is the
    number.
    """
    for number in numbers:
        axis = tuple(str(one) for one in range(int(number.max(initial=0)) + 1))
        cell, axes = cell * len(axis) + number, (*axes, axis)
    size_of(axes)
    return tallied(axes, cell, [None])


# --- cells ---------------------------------------------------------------------------------------

CellKey = tuple[int, str, SplitKey]
"""Period, first day of the norm and splits of a cell."""


def courses(counted: Courses) -> dict[CellKey, Course]:
    """The course of every cell in which anyone is followed."""
    exits: dict[CellKey, list[Exit]] = {}
    repeats: dict[CellKey, list[Repeats]] = {}
    for grouping, found in counted.items():
        for cell, (days, cause), number in _each(found.exits, grouping):
            exits.setdefault(cell, []).append(Exit(days, CAUSES[cause], number))
        for cell, (judged, met), number in _each(found.repeats, grouping):
            repeats.setdefault(cell, []).append(Repeats(judged, met, number))
    return {cell: Course(tuple(left), tuple(repeats.get(cell, ()))) for cell, left in exits.items()}


def _each(cube: Cube, grouping: Grouping) -> Iterator[tuple[CellKey, tuple[int, int], int]]:
    """The cells of a cube in order, with the two numbers along its last axes, and how many."""
    places = [place.tolist() for place in cube.places()]
    for period, norm, *splits, one, other, number in zip(
        *places, cube.numbers[0].tolist(), strict=True
    ):
        values = (cube.axes[2 + at][place] for at, place in enumerate(splits))
        split = tuple(zip(grouping, values, strict=True))
        yield (period, cube.axes[1][norm], split), (one, other), number
