"""Days as whole numbers, many at once: ends of months, whole months, birthdays.

The idea that makes it simple: a day is its number of days after 1 January 1970, as Parquet writes
it; months are counted by the calendar of numpy.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from koers.invented.draw import Numbers

_ORIGIN = date(1970, 1, 1)
NEVER = 2**31 - 1
"""Later than every day; also as a day of 32 bits."""


def number_of(day: date) -> int:
    return (day - _ORIGIN).days


def month_of(days: Numbers) -> Numbers:
    """The number of the month, counted from January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_of_month(months: Numbers) -> Numbers:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def end_of_month(days: Numbers) -> Numbers:
    """The last day of the month of each day."""
    return first_of_month(month_of(days) + 1) - 1


def leap_day_near(days: Numbers) -> Numbers:
    """29 February of the leap year of each day, or of the last one before it."""
    years = month_of(days) // 12 + 1970
    leap = years - years % 4  # 1900 and 2100 are out of reach
    return first_of_month((leap - 1970) * 12 + 1) + 28


def years_after(days: Numbers, years: int) -> Numbers:
    """The same day so many years later, at most the end of that month."""
    months = month_of(days)
    first = first_of_month(months + 12 * years)
    found: Numbers = np.minimum(first + days - first_of_month(months), end_of_month(first))
    return found
