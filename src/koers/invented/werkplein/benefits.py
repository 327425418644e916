"""Benefits for living costs as they are lived: who comes, who leaves, where to.

The idea that makes it simple: month after month, of those who are there, as many leave as the
figures of the municipality say (`levels`), and as many come. *Who* leaves is chance, but those who
can work soon go first.

It must not know tables.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from koers.invented.days import NEVER
from koers.invented.draw import Bits, Chance, Numbers, Pick, Rows, Spread, Truths, Words
from koers.invented.werkplein.levels import CODES, FIRST, LAST, MONTHS, Month, level, stock_before

TOWN = 20_000
"""Persons of a municipality are numbered on from a multiple of this."""

SINCE = Spread(
    "zo lang had iemand op 1 januari 2015 al een uitkering", (1, 120, 400, 900, 1600, 2600, 4800)
)
NEAR_BEFORE = Chance("wie er al was, kan binnen twee jaar aan het werk", 300)
NEAR = Chance("wie komt, kan binnen twee jaar aan het werk", 560)
GOES_FIRST, WORKS_FIRST = 6, 7
"""So many times as often leaves, and goes to work, somebody who can work within two years."""
RETURNS = Chance("wie komt, had eerder een uitkering", 200)
AWAY = 45
"""Days that somebody stays away at least before a benefit counts as a new one."""
PARTNER = Chance("wie komt, is de partner van wie net kwam", 130)
FIRST_OF_MONTH = Chance("een uitkering begint op de eerste dag van een maand", 250)
LAST_OF_MONTH = Chance("een uitkering eindigt op de laatste dag van een maand", 450)
IN_MONTH = Spread("dag van de maand", (0, 1000), "duizendsten van de maand")
WORK_AS = Pick(
    "soort werk van wie naar werk uitstroomt",
    {
        "zonder subsidie": 63,
        "incidentele subsidie": 17,
        "structurele subsidie": 8,
        "beschut werk": 3,
        "zelfstandig": 9,
    },
)
ELSE = Pick(
    "waarheen iemand uitstroomt die niet naar werk gaat",
    {"onderwijs": 14, "verhuisd": 22, "overleden": 4, "pensioen": 12, "anders": 48},
)
WORK = tuple(WORK_AS.weights)
GONE = ("verhuisd", "overleden", "pensioen")
_TO = (*WORK, *ELSE.weights)


@dataclass(frozen=True)
class Benefits:
    """Benefits as spells, each with who, and the first benefit of the household it belongs to."""

    rows: Rows
    """By person; `at` is the place of the benefit, `nth` the how manieth of that person."""
    place: Numbers
    begin: Numbers
    end: Numbers
    to: Words
    near: Truths
    household: Numbers

    def __len__(self) -> int:
        return len(self.begin)

    @property
    def last_day(self) -> Numbers:
        """The last day of each, at most the last day of all."""
        return np.minimum(self.end, LAST)

    def running(self, day: int) -> Truths:
        return (self.begin <= day) & (self.end >= day)


def lived(seed: int) -> Benefits:
    """The benefits of the three municipalities."""
    towns = [_Town(seed, place) for place in range(len(CODES))]
    for town in towns:
        for month in MONTHS:
            town.leave(month)
            town.come(month)
    before = np.cumsum([0, *(len(town.begin) for town in towns)])
    number = np.concatenate([town.number for town in towns])
    end = np.concatenate([town.end for town in towns])
    to = np.concatenate([town.to for town in towns])
    return Benefits(
        rows=Rows(
            seed, number, np.arange(len(number)), np.concatenate([town.nth for town in towns])
        ),
        place=np.concatenate([np.full_like(town.begin, town.place) for town in towns]),
        begin=np.concatenate([town.begin for town in towns]),
        end=end,
        to=Words(np.where(end == NEVER, -1, to), _TO),
        near=np.concatenate([town.near for town in towns]),
        household=np.concatenate(
            [town.household + start for town, start in zip(towns, before, strict=False)]
        ),
    )


class _Town:
    """The benefits of one municipality, growing by the month."""

    def __init__(self, seed: int, place: int) -> None:
        self.seed, self.place, self.code = seed, place, CODES[place]
        count = stock_before(self.code)
        self.number = place * TOWN + 1 + np.arange(count)
        self.persons = count
        self.nth = np.zeros(count, dtype=np.int64)
        self.end = np.full(count, NEVER, dtype=np.int64)
        self.to = np.full(count, -1, dtype=np.int64)
        rows = self._rows(np.arange(count))
        self.near = NEAR_BEFORE.of(rows)
        begin = FIRST - SINCE.of(rows)
        self.household, self.begin = _households(rows, begin, start=0)

    def _rows(self, at: Numbers, nth: Numbers | None = None) -> Rows:
        return Rows(self.seed, self.number[at], at, self.nth[at] if nth is None else nth)

    def leave(self, month: Month) -> None:
        """As many as the figures say; the first of them to work."""
        figures = level(self.code, month.year)
        there = np.flatnonzero((self.end == NEVER) & (self.begin < month.first))
        rows = self._rows(there)
        going = _first(rows, "vertrekt", month, self.near[there], GOES_FIRST)
        leaving = there[going[: month.share(figures.left)]]
        rows = self._rows(leaving)
        by_work = _first(rows, "naar werk", month, self.near[leaving], WORKS_FIRST)
        works = np.zeros(len(leaving), dtype=np.bool_)
        works[by_work[: month.share(figures.to_work)]] = True
        to = ELSE.of(rows).unless(works, WORK_AS.of(rows))
        self.to[leaving] = to.places_in(_TO)
        last = LAST_OF_MONTH.of(rows)
        self.end[leaving] = np.where(last, month.last, _day(rows, month))

    def come(self, month: Month) -> None:
        """As many as the figures say; some of them were here before."""
        count = month.share(level(self.code, month.year).came)
        newest = self._newest()
        away = newest[
            (self.end[newest] < month.first - AWAY) & ~Words(self.to[newest], _TO).among(*GONE)
        ]
        fresh = self.place * TOWN + 1 + self.persons + np.arange(count)
        drawn = Rows(self.seed, fresh, np.arange(count), np.zeros(count, dtype=np.int64))
        again = np.flatnonzero(RETURNS.of(drawn))[: len(away)]
        back = away[np.argsort(self._rows(away).bits(f"terug {month}"), kind="stable")]
        number, nth = fresh.copy(), np.zeros(count, dtype=np.int64)
        number[again] = self.number[back[: len(again)]]
        nth[again] = self.nth[back[: len(again)]] + 1
        new = np.setdiff1d(np.arange(count), again)
        number[new] = fresh[: len(new)]
        self.persons += len(new)
        self._add(number, nth, month)

    def _newest(self) -> Numbers:
        """The place of the last benefit of each person."""
        order = np.lexsort((self.nth, self.number))
        last = np.append(np.diff(self.number[order]) != 0, True)
        found: Numbers = order[last]
        return found

    def _add(self, number: Numbers, nth: Numbers, month: Month) -> None:
        start, count = len(self.begin), len(number)
        rows = Rows(self.seed, number, np.arange(count), nth)
        first = FIRST_OF_MONTH.of(rows)
        day = np.where(first, month.first, _day(rows, month))
        household, begin = _households(rows, day, start=start)
        self.number = np.append(self.number, number)
        self.nth = np.append(self.nth, nth)
        self.begin = np.append(self.begin, begin)
        self.end = np.append(self.end, np.full(count, NEVER, dtype=np.int64))
        self.to = np.append(self.to, np.full(count, -1, dtype=np.int64))
        self.near = np.append(self.near, NEAR.of(rows))
        self.household = np.append(self.household, household)


def _first(rows: Rows, name: str, month: Month, near: Truths, times: int) -> Numbers:
    """The places of the rows in the order of chance, in which the near ones go first so many times
    as often.
    """
    bits: Bits = rows.bits(f"{name} {month.year}-{month.month}") >> np.uint64(1)
    weight = np.where(near, times, 1).astype(np.uint64)
    found: Numbers = np.argsort(bits // weight, kind="stable")
    return found


def _day(rows: Rows, month: Month) -> Numbers:
    found: Numbers = month.first + IN_MONTH.of(rows) * (month.last - month.first + 1) // 1000
    return found


def _households(rows: Rows, begin: Numbers, *, start: int) -> tuple[Numbers, Numbers]:
    """The benefit that each one's household began with, and the days on which they begin: those of
    a partner as those of who came just before.
    """
    partner = PARTNER.of(rows)
    partner[:1] = False
    partner[1:] &= ~partner[:-1]
    at = np.arange(len(rows)) - partner
    return at + start, begin[at]
