"""Days, windows and reporting periods: civil dates only, no clock and no time zone.

The idea that makes it simple: everything is a `date`, every period is a first and a last day (both
included), and every shift of months is computed once from its start and clamped to the month's end
(`semantics.md` F2, S6).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)
"""The days that a file may name. With durations of at most a century, arithmetic on them stays far
from the ends of what a `date` can hold, so no engine needs to guard against that.
"""


def read_day(text: str) -> date:
    """The day of a text jjjj-mm-dd. Raises ValueError on anything else, and on a day that does not
    exist or that lies outside `EARLIEST` to `LATEST`.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("not written as jjjj-mm-dd")
    day = date.fromisoformat(text)
    if not EARLIEST <= day <= LATEST:
        raise ValueError("outside the days that a file may name")
    return day


class Grain(StrEnum):
    """How long a reporting period is."""

    MONTH = "maand"
    QUARTER = "kwartaal"
    HALF_YEAR = "halfjaar"
    YEAR = "jaar"
    TWO_WEEKS = "twee weken"
    TERM = "looptijd"
    OWN = "eigen"

    @property
    def months(self) -> int:
        """Length in calendar months; 0 where a grain is not made of calendar months."""
        return {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}.get(self.value, 0)


@dataclass(frozen=True)
class Duration:
    """A length of time in calendar months or in days (never both): '1 jaar' is 12 months, '2 weken'
    is 14 days.
    """

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or (self.months and self.days):
            raise ValueError("a duration is a whole number of months or of days")

    def after(self, day: date) -> date:
        """The same day this much later, clamped to the end of the month (S6)."""
        return add_months(day, self.months) + timedelta(days=self.days)

    def __str__(self) -> str:
        if self.days or not self.months:
            return f"{self.days} dag" if self.days == 1 else f"{self.days} dagen"
        if self.months % 12 == 0:
            return f"{self.months // 12} jaar"
        return "1 maand" if self.months == 1 else f"{self.months} maanden"


NO_TIME = Duration()
CENTURY = Duration(months=1200)
"""The longest duration that a file may name; in days 36525."""


@dataclass(frozen=True, order=True)
class Period:
    """A reporting period; `first_day` and `last_day` both belong to it. `whole` says that the term
    did not cut it.
    """

    first_day: date
    last_day: date
    grain: Grain | None = None
    whole: bool = True

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("a period ends on or after its first day")

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def days(self) -> Iterator[date]:
        day = self.first_day
        while day <= self.last_day:
            yield day
            day += ONE_DAY

    def month_ends(self) -> tuple[date, ...]:
        """The last days of the calendar months that end within this period, and its own last day if
        it cuts one.
        """
        ends = []
        day = last_of_month(self.first_day)
        while day < self.last_day:
            ends.append(day)
            day = last_of_month(day + ONE_DAY)
        return (*ends, self.last_day)

    def earlier(self, shift: Duration) -> Period:
        """The same period `shift` earlier; a period that ends with a month keeps ending with a
        month (C4).
        """
        first = subtract(self.first_day, shift)
        last = subtract(self.last_day + ONE_DAY, shift) - ONE_DAY
        return Period(first, max(first, last), self.grain, self.whole)

    def __str__(self) -> str:
        return f"{self.first_day.isoformat()}..{self.last_day.isoformat()}"

    @property
    def label(self) -> str:
        """A short Dutch name: '2016-07', '2016 K3', '2016 H2', '2016', 'looptijd'.

        A calendar period that the term cuts says so: '2016 (deel)'. Others show their days.
        """
        year, month = self.first_day.year, self.first_day.month
        part = "" if self.whole else " (deel)"
        match self.grain:
            case Grain.MONTH:
                return f"{year}-{month:02d}{part}"
            case Grain.QUARTER:
                return f"{year} K{(month + 2) // 3}{part}"
            case Grain.HALF_YEAR:
                return f"{year} H{(month + 5) // 6}{part}"
            case Grain.YEAR:
                return f"{year}{part}"
            case Grain.TERM:
                return "looptijd"
            case _:
                return f"{self.first_day.isoformat()} t/m {self.last_day.isoformat()}"


def add_months(day: date, months: int) -> date:
    """Same day `months` later (or earlier), clamped to the month's end: 31 January + 1 month =
    28/29 February (S6).

    Raises OverflowError outside the years 1..9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError(f"a day in year {year} does not exist")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def subtract(day: date, shift: Duration) -> date:
    """The day `shift` earlier (clamped)."""
    return add_months(day, -shift.months) - timedelta(days=shift.days)


def last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def calendar_period(day: date, grain: Grain) -> Period:
    """The calendar month, quarter, half-year or year that holds `day`."""
    if not grain.months:
        raise ValueError(f"{grain} is not a calendar grain")
    first_month = (day.month - 1) // grain.months * grain.months + 1
    first = date(day.year, first_month, 1)
    return Period(first, add_months(first, grain.months) - ONE_DAY, grain)


def cut(period: Period, term: Period) -> Period | None:
    """The part of `period` within `term`, marked not whole when something was cut off; None when
    nothing is left.
    """
    first, last = max(period.first_day, term.first_day), min(period.last_day, term.last_day)
    if last < first:
        return None
    whole = period.whole and (first, last) == (period.first_day, period.last_day)
    return Period(first, last, period.grain, whole)


def reporting_periods(
    grain: Grain, term: Period, *, own: Sequence[Period] = ()
) -> tuple[Period, ...]:
    """All periods of a grain that touch the term, cut to it, in order (`semantics.md` S1, P3).

    `own` is the dated list `perioden` of the agreement, used for grain `eigen` and never cut. Two
    weeks run from the Monday of the week in which the term begins.
    """
    if grain is Grain.TERM:
        return (Period(term.first_day, term.last_day, Grain.TERM),)
    if grain is Grain.OWN:
        return tuple(own)
    periods: list[Period] = []
    if grain is Grain.TWO_WEEKS:
        day = term.first_day - timedelta(days=term.first_day.weekday())
    else:
        day = term.first_day
    while day <= term.last_day:
        if grain is Grain.TWO_WEEKS:
            full = Period(day, day + timedelta(days=13), grain)
        else:
            full = calendar_period(day, grain)
        within = cut(full, term)
        if within is not None:
            periods.append(within)
        day = full.last_day + ONE_DAY
    return tuple(periods)
