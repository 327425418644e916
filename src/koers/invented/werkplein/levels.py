"""How many people: recipients of social assistance and what becomes of them, by municipality and
year.

The idea that makes it simple: the figures stand in one table, and who invents takes so many people
a month that the table comes true.

Source: CBS, tables of social assistance and re-integration by municipality 2015-2017, rounded to
tens (CC-BY 4.0). The people themselves are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from koers.invented.days import number_of


@dataclass(frozen=True)
class Level:
    """In a year: people with a benefit at its end, who came, who left, who of them left to work;
    with re-integration service and with sheltered work (Wsw) at its end.
    """

    recipients: int
    came: int
    left: int
    to_work: int
    served: int
    wsw: int


CBS: Mapping[str, Mapping[int, Level]] = {
    "GM0106": {
        2015: Level(2330, 920, 890, 440, 670, 700),
        2016: Level(2390, 810, 710, 380, 760, 670),
        2017: Level(2330, 670, 690, 390, 1030, 640),
    },
    "GM1680": {
        2015: Level(370, 170, 150, 90, 120, 140),
        2016: Level(420, 180, 150, 90, 160, 130),
        2017: Level(430, 160, 140, 80, 220, 120),
    },
    "GM1730": {
        2015: Level(430, 200, 150, 90, 120, 100),
        2016: Level(480, 200, 150, 80, 170, 90),
        2017: Level(490, 190, 160, 90, 270, 80),
    },
}
NAMES: Mapping[str, str] = {"GM0106": "Assen", "GM1680": "Aa en Hunze", "GM1730": "Tynaarlo"}
CODES = tuple(CBS)

START, END = date(2015, 1, 1), date(2018, 2, 28)
FIRST, LAST = number_of(START), number_of(END)


@dataclass(frozen=True)
class Month:
    """A calendar month, by its first and last day as numbers."""

    year: int
    month: int

    @property
    def first(self) -> int:
        return number_of(date(self.year, self.month, 1))

    @property
    def last(self) -> int:
        return self.next.first - 1

    @property
    def next(self) -> Month:
        year, month = divmod(12 * self.year + self.month, 12)
        return Month(year, month + 1)

    def share(self, whole: int) -> int:
        """The part of a yearly number that falls in this month; the twelve parts add up to it."""
        return whole * self.month // 12 - whole * (self.month - 1) // 12


def months(first: Month, last: Month) -> tuple[Month, ...]:
    """Both included."""
    found = [first]
    while found[-1] != last:
        found.append(found[-1].next)
    return tuple(found)


MONTHS = months(Month(START.year, START.month), Month(END.year, END.month))


def level(code: str, year: int) -> Level:
    """The level of a year; of one after the last that is known: as in the last."""
    known = CBS[code]
    return known[min(year, max(known))]


def stock_before(code: str) -> int:
    """People with a benefit on the day before the first one."""
    first = CBS[code][START.year]
    return first.recipients - first.came + first.left


def wsw_left(code: str, year: int) -> int:
    """How many left sheltered work in a year; without a figure: as in the year beside."""
    known = CBS[code]
    year = min(max(year, min(known) + 1), max(known))
    return known[year - 1].wsw - known[year].wsw
