"""The people of the invented Werkplein: who has or had a benefit, who only reported, who works with
a subsidy or in sheltered work, who asked for help as an entrepreneur.

The idea that makes it simple: benefits come first; a person's birth follows from what becomes of
their benefits, so nobody retires at thirty.

It must not know tables.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from koers.invented.days import NEVER, years_after
from koers.invented.draw import Numbers, Rows, Spread, Truths, Words
from koers.invented.werkplein.benefits import GONE, TOWN, Benefits, lived
from koers.invented.werkplein.levels import CODES, FIRST, LAST, MONTHS, START, level, wsw_left

AGE_BEFORE = Spread(
    "leeftijd op 1 januari 2015 van wie er al was",
    (20, 27, 33, 39, 44, 49, 53, 57, 60, 62),
    "jaar",
    scale=365,
)
AGE = Spread(
    "leeftijd van wie komt", (18, 19, 21, 23, 26, 30, 35, 41, 48, 55, 61), "jaar", scale=365
)
SCHOOL_AGE = Spread("leeftijd van wie terug naar school gaat", (19, 21, 23, 27), "jaar", scale=365)
PENSION_DAYS = Spread("leeftijd van wie met pensioen gaat", (23_925, 24_000))
OF_AGE = 18 * 366
"""Days after which anybody is eighteen."""
AS_MANY_REPORT = 340
"""On a thousand who come, so many report and get no benefit."""
ENTREPRENEURS = {"GM0106": 34, "GM1680": 11, "GM1730": 12}
"""Established entrepreneurs who report in a year."""
SUBSIDISED = {"GM0106": 86, "GM1680": 15, "GM1730": 17}
SEEKERS = {"GM0106": 64, "GM1680": 12, "GM1730": 14}
"""People who work with a wage subsidy, and who seek work without a benefit, when it begins."""
REPORTED_FROM, ENTERPRISE_FROM, WSW_FROM, OTHER_FROM = 15_000, 17_000, 18_000, 19_000
FIRST_YEAR = START.year


@dataclass(frozen=True)
class Group:
    """Some people: where each lives, when they came into view, when they were born, when they are
    gone and why.
    """

    rows: Rows
    place: Numbers
    came: Numbers
    birth: Numbers
    gone: Numbers
    why: Words

    def __len__(self) -> int:
        return len(self.came)

    def kept(self, those: Truths | Numbers) -> Group:
        rows = self.rows.kept(those)
        fresh = Rows(rows.seed, rows.number, np.arange(len(rows)), rows.nth)
        return Group(
            fresh, self.place[those], self.came[those], self.birth[those], self.gone[those],
            self.why.kept(those),
        )  # fmt: skip


def group(seed: int, numbers: Numbers, place: Numbers, came: Numbers, birth: Numbers) -> Group:
    """People who stay."""
    at = np.arange(len(numbers))
    rows = Rows(seed, numbers, at, np.zeros_like(at))
    never = np.full(len(at), NEVER, dtype=np.int64)
    return Group(rows, place, came, birth, never, Words(np.full(len(at), -1), GONE))


@dataclass(frozen=True)
class World:
    """Everybody, worked out once and only when asked for."""

    seed: int

    # --- who has or had a benefit ----------------------------------------------------------------

    @cached_property
    def benefits(self) -> Benefits:
        """Nobody has one before they are eighteen."""
        found = self._lived
        of_age = years_after(self.clients.birth, 18)[self.client_of(found.rows.number)]
        return replace(found, begin=np.maximum(found.begin, of_age))

    @cached_property
    def _lived(self) -> Benefits:
        return lived(self.seed)

    @cached_property
    def _order(self) -> Numbers:
        """Benefits by person, and then by which of theirs it is."""
        return np.lexsort((self._lived.rows.nth, self._lived.rows.number))

    @cached_property
    def clients(self) -> Group:
        """One each of those who ever had a benefit."""
        spells, order = self._lived, self._order
        number = spells.rows.number[order]
        change = np.diff(number) != 0
        first, last = order[np.append(True, change)], order[np.append(change, True)]
        rows = Rows(
            self.seed, spells.rows.number[first], np.arange(len(first)), np.zeros_like(first)
        )
        away = spells.to.kept(last).among(*GONE)
        gone = np.where(away, spells.end[last], NEVER)
        why = spells.to.kept(last).only(away)
        return Group(
            rows,
            spells.place[first],
            spells.begin[first],
            self._births(rows, first, last),
            gone,
            why,
        )

    def _births(self, rows: Rows, first: Numbers, last: Numbers) -> Numbers:
        spells = self._lived
        begin, end, to = spells.begin[first], spells.end[last], spells.to.kept(last)
        age = np.where(begin < FIRST, AGE_BEFORE.of(rows), AGE.of(rows))
        birth = np.maximum(begin, FIRST) - age * 36525 // 36500
        birth = np.where(to.among("onderwijs"), end - SCHOOL_AGE.of(rows), birth)
        birth = np.minimum(birth, np.maximum(begin, FIRST - 1) - OF_AGE)
        found: Numbers = np.where(to.among("pensioen"), end - PENSION_DAYS.of(rows), birth)
        return found

    def client_of(self, number: Numbers) -> Numbers:
        """The place among the clients of each of these numbers of persons."""
        return np.searchsorted(self.clients.rows.number, number)

    # --- the others ------------------------------------------------------------------------------

    @cached_property
    def reporters(self) -> Group:
        """People who report and never get a benefit."""
        number, place, month = [], [], []
        for town, code in enumerate(CODES):
            start = town * TOWN + REPORTED_FROM
            counts = [m.share(level(code, m.year).came) * AS_MANY_REPORT // 1000 for m in MONTHS]
            number.append(start + 1 + np.arange(sum(counts)))
            place.append(np.full(sum(counts), town))
            month.append(np.repeat([m.first for m in MONTHS], counts))
        numbers = np.concatenate(number)
        rows = Rows(self.seed, numbers, np.arange(len(numbers)), np.zeros_like(numbers))
        day = np.concatenate(month) + _IN_MONTH.of(rows)
        there = day <= LAST
        birth = day - AGE.of(rows) * 36525 // 36500
        return group(
            self.seed, numbers[there], np.concatenate(place)[there], day[there], birth[there]
        )

    @cached_property
    def entrepreneurs(self) -> Group:
        """Established entrepreneurs, by the day on which they report."""
        counts = [n * len(MONTHS) // 12 for n in ENTREPRENEURS.values()]
        numbers, place = _numbered(counts, ENTERPRISE_FROM)
        rows = Rows(self.seed, numbers, np.arange(len(numbers)), np.zeros_like(numbers))
        day = FIRST + _SOME_DAY.of(rows) * (LAST - FIRST) // 10_000
        return group(self.seed, numbers, place, day, day - _GROWN.of(rows))

    @cached_property
    def sheltered(self) -> Group:
        """People with a place in sheltered work (Wsw); nobody came after 2014."""
        counts = [level(code, FIRST_YEAR).wsw + wsw_left(code, FIRST_YEAR) for code in CODES]
        numbers, place = _numbered(counts, WSW_FROM)
        rows = Rows(self.seed, numbers, np.arange(len(numbers)), np.zeros_like(numbers))
        return group(self.seed, numbers, place, FIRST - _LONG_AGO.of(rows), FIRST - _GROWN.of(rows))

    @cached_property
    def left_wsw(self) -> Numbers:
        """The last day of each place in sheltered work: every year as many as the figures say."""
        people = self.sheltered
        end = np.full(len(people), NEVER, dtype=np.int64)
        for town, code in enumerate(CODES):
            for month in MONTHS:
                there = np.flatnonzero((people.place == town) & (end == NEVER))
                rows = people.rows.kept(there)
                order = np.argsort(rows.bits(f"verlaat wsw {month}"), kind="stable")
                left = month.share(wsw_left(code, month.year))
                going = there[order[:left]]
                end[going] = month.last - rows.kept(order[:left]).nth
        return end

    @cached_property
    def subsidised(self) -> Group:
        return self._others(SUBSIDISED, OTHER_FROM)

    @cached_property
    def seekers(self) -> Group:
        return self._others(SEEKERS, OTHER_FROM + 500)

    def _others(self, counts: dict[str, int], start: int) -> Group:
        numbers, place = _numbered(list(counts.values()), start)
        rows = Rows(self.seed, numbers, np.arange(len(numbers)), np.zeros_like(numbers))
        return group(self.seed, numbers, place, FIRST - _A_WHILE.of(rows), FIRST - _GROWN.of(rows))

    @cached_property
    def everyone(self) -> Group:
        """All groups after each other."""
        return together(
            (
                *(self.clients, self.reporters, self.entrepreneurs),
                *(self.sheltered, self.subsidised, self.seekers),
            )
        )


def together(groups: tuple[Group, ...]) -> Group:
    numbers = np.concatenate([one.rows.number for one in groups])
    at = np.arange(len(numbers))
    return Group(
        Rows(groups[0].rows.seed, numbers, at, np.zeros_like(at)),
        np.concatenate([one.place for one in groups]),
        np.concatenate([one.came for one in groups]),
        np.concatenate([one.birth for one in groups]),
        np.concatenate([one.gone for one in groups]),
        Words.joined([one.why for one in groups]),
    )


def _numbered(counts: list[int], start: int) -> tuple[Numbers, Numbers]:
    """Numbers of persons of each municipality, and which one that is."""
    numbers = [town * TOWN + start + 1 + np.arange(count) for town, count in enumerate(counts)]
    return np.concatenate(numbers), np.repeat(np.arange(len(counts)), counts)


_IN_MONTH = Spread("dag van de maand van een melding", (0, 28), "dagen na de eerste")
_SOME_DAY = Spread(
    "dag van de melding van een ondernemer", (0, 10_000), "tienduizendsten van de tijd"
)
_GROWN = Spread(
    "leeftijd van wie werkt of een bedrijf heeft", (24, 32, 40, 48, 55, 60), "jaar", 365
)
_LONG_AGO = Spread("dagen dat iemand al een Wsw-plaats had", (400, 2000, 5000, 9000))
_A_WHILE = Spread("dagen dat iemand zonder uitkering al in beeld was", (30, 300, 900))
