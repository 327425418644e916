"""The two municipalities, their areas, and the moments at which everybody delivers.

The idea that makes it simple: all that differs between the municipalities stands here. The number
of adults is of the right size; the areas and all else are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FIRST, LAST = date(2017, 1, 1), date(2018, 2, 28)
"""The first day of the agreement, and the last day that anybody knows of."""


@dataclass(frozen=True)
class Municipality:
    """`adults`: inhabitants of 18 and older on 1 January 2017, by invented area."""

    code: str
    party: str
    adults: Mapping[str, int]


VOORSCHOTEN = Municipality(
    "GM0626",
    "voorschoten",
    {"Voorschoten-Noord": 7_420, "Voorschoten-Midden": 6_610, "Voorschoten-Zuid": 5_890},
)
WASSENAAR = Municipality(
    "GM0629",
    "wassenaar",
    {"Wassenaar-Noord": 7_060, "Wassenaar-Midden": 6_940, "Wassenaar-Zuid": 6_730},
)
MUNICIPALITIES = (VOORSCHOTEN, WASSENAAR)

AREAS: Mapping[str, str] = {
    area: municipality.code for municipality in MUNICIPALITIES for area in municipality.adults
}
"""The municipality of every area."""


@dataclass(frozen=True)
class Round:
    """Everybody delivers what was told after a day up to and including another one; on `on` it is
    received.
    """

    after: date
    until: date
    on: date

    @property
    def first(self) -> date:
        """The first day of the quarter."""
        return date(self.until.year, 3 * ((self.until.month - 1) // 3) + 1, 1)


ROUNDS = (
    Round(date.min, date(2017, 3, 31), date(2017, 4, 12)),
    Round(date(2017, 3, 31), date(2017, 6, 30), date(2017, 7, 12)),
    Round(date(2017, 6, 30), date(2017, 9, 30), date(2017, 10, 11)),
    Round(date(2017, 9, 30), date(2017, 12, 31), date(2018, 1, 15)),
    Round(date(2017, 12, 31), LAST, date(2018, 3, 12)),
)
