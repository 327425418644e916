"""Arrays of days moved by durations, and put into periods.

The idea that makes it simple: the month of every day and the first day of every month are tables
made once, so a shift by months is a few lookups; a day finds its period by its place among their
first days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from koers.engines.compiled.line import LATEST, NEVER, Ints, ints
from koers.periods import Duration, Grain, Period

_FIRST, _LAST = date(1700, 1, 1).toordinal(), date(2600, 12, 31).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = 1700 * 12
"""The month of the first day, counted from the year 0."""


def shifted(days: Ints, duration: Duration) -> Ints:
    """Each day so much later, clamped to the month's end (S6); no day stays no day."""
    if not duration.months:
        return np.where(days == NEVER, NEVER, np.minimum(days + duration.days, LATEST))
    known = _calendar()
    place = np.clip(days, _FIRST, _LAST) - _FIRST
    month = known.month[place]
    target = np.minimum(month + duration.months, len(known.begin) - 2)
    of_month = place + _FIRST - known.begin[month]
    last = known.begin[target + 1] - 1
    return np.where(days == NEVER, NEVER, np.minimum(known.begin[target] + of_month, last))


def months(days: Ints) -> Ints:
    """The number of each day's calendar month, counted from the year 0."""
    return _calendar().month[np.clip(days, _FIRST, _LAST) - _FIRST] + _MONTHS


@dataclass(frozen=True)
class _Calendar:
    """The month of every day from `_FIRST`, and the first day of every month from there."""

    month: Ints
    begin: Ints


@lru_cache(maxsize=1)
def _calendar() -> _Calendar:
    count = (2700 - 1700) * 12
    begin = np.arange(_MONTHS - 1970 * 12, _MONTHS - 1970 * 12 + count).astype("datetime64[M]")
    days: Ints = begin.astype("datetime64[D]").astype(np.int64)
    lengths = np.diff(days + _EPOCH)
    month = np.repeat(np.arange(count - 1, dtype=np.int64), lengths)
    return _Calendar(month, days + _EPOCH)


def month_days(month: Ints) -> tuple[Ints, Ints]:
    """The first and the last day of each month."""
    begin = _calendar().begin
    return begin[month - _MONTHS], begin[month - _MONTHS + 1] - 1


def last_days(month: Ints, grain: Grain) -> Ints:
    """The last day of the calendar period of a grain that holds each month."""
    after = month - month % grain.months + grain.months - _MONTHS
    begin: Ints = _calendar().begin[np.clip(after, 0, None)]
    return begin - 1


def layers(periods: Sequence[Period]) -> list[Ints]:
    """The numbers of the periods in groups within which no two overlap, each in order of days."""
    found: list[list[int]] = []
    for number in sorted(range(len(periods)), key=lambda n: periods[n].first_day):
        for layer in found:
            if periods[layer[-1]].last_day < periods[number].first_day:
                layer.append(number)
                break
        else:
            found.append([number])
    return [ints(layer) for layer in found]


def bounds(periods: Sequence[Period]) -> tuple[Ints, Ints]:
    """First and last days."""
    return (
        ints([period.first_day.toordinal() for period in periods]),
        ints([period.last_day.toordinal() for period in periods]),
    )


def period_of(days: Ints, periods: Sequence[Period]) -> tuple[Ints, Ints]:
    """Which of the days lie in which period: places in `days`, and numbers of periods."""
    first, last = bounds(periods)
    places, numbers = [], []
    for layer in layers(periods):
        place = first[layer].searchsorted(days, side="right") - 1
        inside = (place >= 0) & (days <= last[layer][np.maximum(place, 0)])
        places.append(np.flatnonzero(inside))
        numbers.append(layer[place[inside]])
    if not places:
        return ints([]), ints([])
    return np.concatenate(places), np.concatenate(numbers)
