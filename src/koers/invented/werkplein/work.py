"""Paid work, earning capacity, and jobs of the national job agreement by the hour.

The idea that makes it simple: how many people with a limited earning capacity have a job with a
regular employer is agreed upon, so that number is assumed; who they are is chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from koers.invented.days import NEVER, first_of_month, month_of
from koers.invented.draw import EMPTY, Chance, Numbers, Pick, Rows, Spread, Words
from koers.invented.people import key
from koers.invented.recipe import Columns, Keys
from koers.invented.spells import joined
from koers.invented.werkplein.benefits import WORK
from koers.invented.werkplein.levels import FIRST, LAST, MONTHS
from koers.invented.werkplein.living import towns_of
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, moments, spells

BEGINS_AFTER = Spread("dagen van uitstroom tot werk", (0, 0, 1, 4, 14))
LASTS = Spread("dagen dat werk duurt", (20, 120, 240, 365, 600, 1100, 2500))
BESIDE = Chance("naast een uitkering is er werk", 105)
BESIDE_FROM = Spread("zo ver is een uitkering als er werk naast komt", (0, 300, 900), "duizendsten")
BESIDE_LASTS = Spread("dagen dat werk naast een uitkering is", (30, 120, 260, 600))
FULL = Chance("werk heeft de volle uren", 380)
FULL_HOURS = Spread("volle uren", (32, 36, 38, 40), "uur", scale=100)
PART_HOURS = Spread("uren van deeltijd", (6, 14, 20, 26, 31), "uur", scale=100)
AGREED = Chance("een baan met subsidie is een afspraakbaan", 300)
WSW_FORM = Pick(
    "vorm van een Wsw-plaats",
    {"wsw regulier": 8, "wsw individueel": 22, "wsw groep": 31, "wsw beschut": 39},
)
WSW_YEARS = Spread("arbeidsjaren van een Wsw-baan", (40, 70, 85, 95, 101), "honderdste jaar")
SUBSIDISED_SINCE = Spread("dagen dat iemand al met loonkostensubsidie werkte", (30, 200, 400))
CAPACITY = Spread(
    "verdiencapaciteit van wie met subsidie werkt", (20, 38, 50, 60, 72, 80, 96), "procent"
)
FULL_CAPACITY = Chance("wie met subsidie werkt, heeft volle verdiencapaciteit", 40)
BASIS = Pick(
    "wie een verdiencapaciteit vaststelt", {"loonwaarde": 62, "uwv": 28, "inschatting": 10}
)
GROWTH = {2015: 0, 2016: 17, 2017: 9}
"""How many more people work with a subsidy for long at the end of a year than at the end of the
last.
"""

JOBS = {2014: 46, 2015: 82, 2016: 122, 2017: 146, 2018: 150}
"""Jobs of the agreement at the end of a year, whatever their hours."""
JOB_HOURS = Spread(
    "uren per week van een baan van de afspraak", (16, 22, 25, 28, 32, 36), "uur", scale=100
)
SECTOR = Pick("sector van een baan", {"markt": 78, "overheid": 22})
SICK = Spread("verloonde uren in honderdsten van de afspraak", (88, 98, 100, 104), "honderdsten")


def sheets(world: World) -> Iterator[Sheet]:
    work = Work(world)
    yield work.jobs
    yield work.capacities
    yield work.exits_beside
    yield from _agreed(world)


@dataclass(frozen=True)
class Work:
    """Paid work of the people of a world."""

    world: World

    @cached_property
    def _after(self) -> tuple[Rows, Words, Numbers, Numbers]:
        """Work of who left a benefit for it: who, form, first and last day."""
        own = self.world.benefits
        there = own.to.among(*WORK)
        rows, form = own.rows.kept(there), own.to.kept(there)
        begin = own.end[there] + 1 + BEGINS_AFTER.of(rows)
        back = _next_begin(own.rows, own.begin)[there]
        end = np.minimum(begin + LASTS.of(rows), back - 1)
        lasting = form.among("zelfstandig")
        return rows, form, begin, np.where(lasting & (back == NEVER), NEVER, end)

    @cached_property
    def _beside(self) -> tuple[Rows, Numbers, Numbers]:
        """Part-time work beside a benefit."""
        own = self.world.benefits
        there = BESIDE.of(own.rows)
        rows = own.rows.kept(there).later(20)
        start = np.maximum(own.begin[there], FIRST - 300)
        begin = start + (own.last_day[there] - start) * BESIDE_FROM.of(rows) // 1000
        return rows, begin, np.minimum(begin + BESIDE_LASTS.of(rows), own.end[there])

    @cached_property
    def _lasting(self) -> tuple[Rows, Numbers, Numbers]:
        """Work with a wage subsidy for long: of those who had it before, and those who left a
        benefit for it. Each year as many end as makes the number at its end what is assumed.
        """
        rows, form, begin, _ = self._after
        own, long = self.world.benefits, form.among("structurele subsidie")
        had = self.world.subsidised
        every = joined([had.rows.later(40), rows.kept(long)])
        starts = np.concatenate([FIRST - SUBSIDISED_SINCE.of(had.rows), begin[long]])
        back = _next_begin(own.rows, own.begin)[own.to.among(*WORK)][long]
        until = np.where(back == NEVER, NEVER, back - 1)
        until = np.concatenate([np.full(len(had), NEVER), until])
        return every, starts, _ended(every, starts, until, len(had))

    @property
    def jobs(self) -> Sheet:
        after, form, begin, end = self._after
        short = ~form.among("structurele subsidie")
        beside, beside_from, beside_until = self._beside
        long, long_from, long_until = self._lasting
        wsw = self.world.sheltered
        parts = [after.kept(short), beside, long, wsw.rows.later(60)]
        rows = joined(parts)
        forms = Words.joined(
            [
                form.kept(short),
                Words.all("zonder subsidie", len(beside)),
                Words.all("structurele subsidie", len(long)),
                WSW_FORM.of(wsw.rows),
            ]
        )
        full = FULL.of(rows) & (rows.nth < 20)
        sheltered = rows.nth >= 60
        with_subsidy = forms.among("structurele subsidie", "incidentele subsidie")
        columns: Columns = {
            "klant": key(rows),
            "werk": Keys("j", rows.number, rows.nth),
            "vorm": forms,
            "afspraakbaan": Words(np.where(with_subsidy & AGREED.of(rows), 0, 1), ("ja", "nee")),
            "omvang": Words(np.where(full, 0, 1), ("voltijd", "deeltijd")),
            "weekuren": np.where(full, FULL_HOURS.of(rows), PART_HOURS.of(rows)),
            "arbeidsjaren": np.where(sheltered, WSW_YEARS.of(rows), EMPTY),
        }
        begins = np.concatenate([begin[short], beside_from, long_from, wsw.came])
        ends = np.concatenate([end[short], beside_until, long_until, self.world.left_wsw])
        return spells("werk", rows, begins, ends, columns, late=10)

    @property
    def capacities(self) -> Sheet:
        """The earning capacity of people with a subsidy or a place in sheltered work."""
        long, begin, _ = self._lasting
        wsw = self.world.sheltered
        rows = joined([long, wsw.rows.later(60)])
        first = np.concatenate([begin - 20, wsw.came])
        whole = FULL_CAPACITY.of(rows) & (rows.nth < 60)
        columns: Columns = {
            "klant": key(rows),
            "percentage": np.where(whole, 100, CAPACITY.of(rows)),
            "basis": BASIS.of(rows),
        }
        never = np.full(len(rows), NEVER)
        return spells("verdiencapaciteit", rows, first, never, columns)

    @property
    def exits_beside(self) -> Sheet:
        """The first income from work beside a benefit is an exit in part."""
        rows, begin, _ = self._beside
        there = begin >= FIRST
        rows, begin = rows.kept(there), begin[there]
        columns: Columns = {
            "klant": key(rows),
            "uitstroom": Keys("v", rows.number, rows.nth),
            "uitstroomdatum": begin,
            "omvang": Words.all("gedeeltelijk", len(rows)),
            "reden": Words.all("11", len(rows)).only(np.zeros(len(rows), dtype=np.bool_)),
            "bestemming": Words.all("zonder subsidie", len(rows)),
            "afspraakbaan": Words.all("nee", len(rows)),
            "wsw": Words.all("nee", len(rows)),
        }
        return moments("uitstroom", rows, begin, columns, late=12)


def _next_begin(rows: Rows, begin: Numbers) -> Numbers:
    """The first day of the next benefit of the same person; NEVER where there is none."""
    order = np.lexsort((rows.nth, rows.number))
    number = rows.number[order]
    found = np.full(len(begin), NEVER, dtype=np.int64)
    same = np.flatnonzero(number[1:] == number[:-1])
    found[order[same]] = begin[order[same + 1]]
    return found


def _ended(rows: Rows, begin: Numbers, until: Numbers, base: int) -> Numbers:
    """Last days, so that at the end of every year as many run as is assumed."""
    end = until.copy()
    wanted = base
    for year, more in GROWTH.items():
        wanted += more
        first = int(first_of_month(np.array([(year - 1970) * 12]))[0])
        last = int(first_of_month(np.array([(year - 1969) * 12]))[0]) - 1
        running = np.flatnonzero((begin <= last) & (end > last))
        order = np.argsort(rows.kept(running).bits(f"stopt in {year}"), kind="stable")
        going = running[order[: max(len(running) - wanted, 0)]]
        some = rows.kept(going)
        day = first + (some.bits("wanneer een baan stopt") >> np.uint64(40)).astype(np.int64) % 360
        end[going] = np.maximum(day, begin[going] + 3)
    return end


def _agreed(world: World) -> Iterator[Sheet]:
    """Jobs of the agreement and their paid hours: own subjects, for the law counts jobs."""
    numbers = np.arange(1, max(JOBS.values()) + 1)
    rows = Rows(world.seed, numbers, numbers - 1, np.zeros_like(numbers))
    years = sorted(JOBS)
    began = np.searchsorted([JOBS[year] for year in years], numbers)
    day = np.array([(years[0] - 1970 + int(n)) * 12 for n in began])
    begin = first_of_month(day + numbers * 7 % 12) + numbers * 11 % 27
    begin = np.minimum(begin, LAST)
    fixed: Columns = {
        "baan": Keys("o", rows.number),
        "sector": SECTOR.of(rows),
        "gemeente": towns_of(rows, "een baan"),
    }
    hours = JOB_HOURS.of(rows)
    never = np.full_like(begin, NEVER)
    yield spells("afspraakbaan", rows, begin, never, {**fixed, "baanuren": hours})
    yield _paid(rows, begin, hours)


def _paid(rows: Rows, begin: Numbers, hours: Numbers) -> Sheet:
    first = np.maximum(month_of(begin) + 1, month_of(np.array([FIRST]))[0])
    last = (MONTHS[-1].year - 1970) * 12 + MONTHS[-1].month - 1
    counts = np.maximum(last - first + 1, 0)
    at = np.repeat(np.arange(len(rows)), counts)
    offset = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    job = rows.kept(at)
    month = first_of_month(first[at] + offset)
    each = Rows(job.seed, job.number, job.at, offset)
    columns: Columns = {
        "baan": Keys("o", each.number),
        "maand": month,
        "sector": SECTOR.of(job),
        "gemeente": towns_of(job, "een baan"),
        # 4.35 weeks to a month
        "verloond": hours[at] * 435 // 100 * SICK.of(each) // 100,
    }
    return moments("verloning", each, month, columns)
