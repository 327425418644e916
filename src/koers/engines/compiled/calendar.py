"""Arrays of days moved by durations, and put into periods.

The idea that makes it simple: a shift by months is looked up in a table of all days that is made
once, and a day finds its period by its place among their first days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from koers.engines.compiled.line import LATEST, NEVER, Ints, ints
from koers.periods import Duration, Grain, Period

_FIRST, _LAST = date(1700, 1, 1).toordinal(), date(2600, 12, 31).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()


def shifted(days: Ints, duration: Duration) -> Ints:
    """Each day so much later, clamped to the month's end (S6); no day stays no day."""
    if not duration.months:
        return np.where(days == NEVER, NEVER, np.minimum(days + duration.days, LATEST))
    table = _months_later(duration.months)
    return np.where(days == NEVER, NEVER, table[np.clip(days, _FIRST, _LAST) - _FIRST])


@lru_cache(maxsize=64)
def _months_later(months: int) -> Ints:
    days = np.arange(_FIRST - _EPOCH, _LAST + 1 - _EPOCH).astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    target = month + np.timedelta64(months, "M")
    first = target.astype("datetime64[D]")
    length = ((target + np.timedelta64(1, "M")).astype("datetime64[D]") - first).astype(np.int64)
    of_month = (days - month.astype("datetime64[D]")).astype(np.int64)
    day: Ints = first.astype(np.int64) + np.minimum(of_month, length - 1)
    return day + _EPOCH


def months(days: Ints) -> Ints:
    """The number of each day's calendar month, counted from the year 0."""
    since: Ints = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return since + 1970 * 12


def last_days(month: Ints, grain: Grain) -> Ints:
    """The last day of the calendar period of a grain that holds each month."""
    after = (month - month % grain.months + grain.months - 1970 * 12).astype("datetime64[M]")
    days: Ints = after.astype("datetime64[D]").astype(np.int64)
    return days + (_EPOCH - 1)


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
