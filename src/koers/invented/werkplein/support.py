"""Estimates of the time to work, services, earning capacity, routes, guidance.

The idea that makes it simple: who is estimated to work within two years is served soon and until
they leave; of the others as many are served as the figures say (`levels`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from koers.invented.days import NEVER
from koers.invented.draw import Chance, Numbers, Pick, Rows, Spread, Truths, Words
from koers.invented.people import key
from koers.invented.recipe import Columns, Keys
from koers.invented.spells import Course, Spells, course_of, joined
from koers.invented.werkplein.benefits import TOWN, WORK
from koers.invented.werkplein.levels import CODES, FIRST, LAST, MONTHS, Month, level
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, faulty, moments, spells

ESTIMATED_AFTER = Spread("dagen van uitkering tot inschatting", (4, 15, 28, 45, 70))
ESTIMATED_BEFORE = Spread(
    "dag in 2014 en 2015 van een inschatting van wie er al was", (0, 200, 380)
)
ESTIMATES = Course(
    between=Spread("dagen tot iemand weer wordt ingeschat", (150, 300, 360, 400, 520)),
    again=Chance("iemand wordt weer ingeschat", 940),
    most=10,
)
TURNS_FAR = Chance("wie binnen twee jaar kan werken, kan dat de volgende keer niet meer", 70)
TURNS_NEAR = Chance("wie dat niet kon, kan het de volgende keer wel", 45)
FAR = Pick(
    "inschatting van wie niet binnen twee jaar kan werken",
    {"langer dan twee jaar": 74, "geen werk": 22, "niet beoordeeld": 4},
)
ESTIMATOR = Pick("wie een inschatting maakt", {"consulent": 82, "arbeidsdeskundige": 18})

SERVED = Chance("wie binnen twee jaar kan werken, krijgt intensieve dienstverlening", 972)
SERVED_AFTER = Spread("dagen van inschatting tot de eerste dienst", (0, 6, 15, 30, 50))
SERVICES = Course(
    lasts=Spread("dagen dat een intensieve dienst duurt", (60, 120, 180, 270, 400)),
    between=Spread("dagen tussen twee intensieve diensten", (*[0] * 14, 20, 75)),
    again=Chance("er komt nog een intensieve dienst", 1000),
    most=14,
)
BASIC_LASTS = Spread("dagen dat een basisdienst duurt", (120, 200, 330, 500))
INSTRUMENT = Pick(
    "naam van een intensieve dienst",
    {"sollicitatietraining": 4, "jobcoach": 24, "werkstage": 32, "scholing": 24}
    | {"proefplaatsing": 16},
)  # fmt: skip
BASIC_INSTRUMENT = Pick(
    "naam van een basisdienst", {"werkgroep": 45, "taaltraining": 30, "activering": 25}
)
PROVISION = Pick("soort voorziening", {"01": 10, "03": 16, "06": 20, "07": 6, "08": 12, "99": 36})
ENDS = Pick("waarom een dienst eindigt", {"1": 64, "2": 27, "3": 9})
PROVIDER = Pick(
    "wie een dienst uitvoert", {"werkplein": 68, "leerwerkbedrijf": 22, "reintegratiebureau": 10}
)
AFTERCARE = Chance("wie naar werk gaat, krijgt nazorg", 320)
AFTERCARE_LASTS = Spread("dagen dat nazorg duurt", (60, 120, 180))

ROUTE = Pick("route van iemand", {"school": 12, "werk": 52, "ondernemen": 6, "participatie": 30})
ROUTED_AFTER = Spread("dagen tot iemand een route begint", (10, 40, 90, 200))
ROUTE_WAIT = Spread("dagen dat iemand op een route wacht", (0, 5, 14, 28, 60))
GUIDED = Chance("iemand die niet binnen twee jaar kan werken, wordt met een partner begeleid", 640)
GUIDED_AFTER = Spread("dagen tot begeleiding met een partner", (10, 40, 90, 300))
GUIDANCE = Course(
    lasts=Spread("dagen dat begeleiding met een partner duurt", (40, 150, 300, 540)),
    between=Spread("dagen tot er weer begeleiding met een partner is", (20, 90, 200, 400)),
    again=Chance("er komt weer begeleiding met een partner", 900),
    most=6,
)
PARTNER_KIND = Pick(
    "soort partner die begeleidt",
    {"zorg": 32, "welzijn": 27, "schuldhulp": 19, "onderwijs": 7, "werkgever": 10, "anders": 5},
)
JOINTLY = Chance("werkplein en partner begeleiden samen", 640)
PARTNER = Pick(
    "verzonnen partner",
    {"Partner Noord": 38, "Partner Oost": 30, "Partner Zuid": 20, "Partner West": 12},
)
REFERRED = Chance("iemand wordt verwezen naar een partner", 260)
REFERRED_AFTER = Spread("dagen tot een verwijzing", (5, 60, 240, 700))


def sheets(world: World) -> Iterator[Sheet]:
    support = Support(world)
    yield support.estimates
    yield support.services
    yield _routes(world)
    yield _guidance(world)
    yield _referrals(world)


@dataclass(frozen=True)
class Support:
    """Estimates and services of people with a benefit."""

    world: World

    @cached_property
    def _estimated(self) -> Spells:
        """Days of estimates, by benefit and then by day; `at` is the place of the benefit."""
        own = self.world.benefits
        before = FIRST - 200 + ESTIMATED_BEFORE.of(own.rows)
        first = np.where(own.begin < FIRST - 200, before, own.begin + ESTIMATED_AFTER.of(own.rows))
        rows = Rows(own.rows.seed, own.rows.number, own.rows.at, 20 * own.rows.nth)
        found = course_of(rows, first, own.last_day, ESTIMATES)
        return found.kept(np.lexsort((found.begin, found.rows.at)))

    @cached_property
    def near(self) -> Truths:
        """Of each estimate whether it says: within two years."""
        found = self._estimated
        nth = found.rows.nth % 20
        far, back = TURNS_FAR.of(found.rows), TURNS_NEAR.of(found.rows)
        near = self.world.benefits.near[found.rows.at]
        state = near.copy()
        for step in range(1, int(nth.max(initial=0)) + 1):
            now = np.flatnonzero(nth == step)
            before = state[now - 1]
            state[now] = np.where(before, ~far[now], back[now])
        return state

    @property
    def estimates(self) -> Sheet:
        found = self._estimated
        soon = Words.all("binnen twee jaar", len(found.rows))
        columns: Columns = {
            "klant": key(found.rows),
            "meetdatum": found.begin,
            "uitkomst": FAR.of(found.rows).unless(self.near, soon),
            "door": ESTIMATOR.of(found.rows),
        }
        sheet = moments("inschatting", found.rows, found.begin, columns, late=6)
        return faulty(sheet, "uitkomst", FAR.of(sheet.rows.later(60)), 5)

    @cached_property
    def _near_runs(self) -> tuple[Rows, Numbers, Numbers]:
        """From the first estimate that says so until the next that does not, or the end: who, first
        and last day.
        """
        found, near = self._estimated, self.near
        at = found.rows.at
        same = np.append(False, at[1:] == at[:-1])
        starts = near & ~(same & np.append(False, near[:-1]))
        ends = near & ~np.append(same[1:] & near[1:], False)
        followed = np.append(same[1:], False)
        upto = np.where(followed, np.append(found.begin[1:], 0), NEVER)
        begin, end = found.begin[starts], upto[ends]
        last = self.world.benefits.end[at[starts]]
        return found.rows.kept(starts), begin, np.minimum(end, last)

    @cached_property
    def _intensive(self) -> Spells:
        rows, begin, end = self._near_runs
        some = SERVED.of(rows)
        runs = rows.kept(some)
        start = begin[some] + SERVED_AFTER.of(runs)
        limit = np.minimum(end[some], LAST)
        persons = Rows(runs.seed, runs.number, np.arange(len(runs)), runs.nth % 100 * 15)
        found = course_of(persons, start, limit, SERVICES)
        stop = np.minimum(found.end, end[some][found.rows.at])
        return Spells(found.rows, found.begin, stop, found.after)

    @cached_property
    def _basic(self) -> Spells:
        """Of people who are not served yet, each month as many as the figures lack."""
        own = self.world.benefits
        served = self._intensive
        numbers, begins, ends = [served.rows.number], [served.begin], [served.end]
        rows: list[Rows] = []
        for nth, month in enumerate(MONTHS):
            number, begin, end = (np.concatenate(part) for part in (numbers, begins, ends))
            running = np.unique(number[(begin <= month.last) & (end >= month.last)])
            there = own.running(month.last) & (own.end > month.last + 40) & ~own.near
            free = np.flatnonzero(there & ~np.isin(own.rows.number, running))
            chosen = self._lacking(free, running, month)
            some = own.rows.kept(chosen).each(nth)
            rows.append(some)
            numbers.append(some.number)
            begins.append(month.last - some.number % 25)
            ends.append(np.minimum(begins[-1] + BASIC_LASTS.of(some), own.end[chosen]))
        every = joined(rows)
        begin, end = np.concatenate(begins[1:]), np.concatenate(ends[1:])
        return Spells(every, begin, end, np.full_like(end, NEVER))

    def _lacking(self, free: Numbers, running: Numbers, month: Month) -> Numbers:
        """Which of the free ones get a service: of each municipality as many as are lacking."""
        own, chosen = self.world.benefits, []
        for town, code in enumerate(CODES):
            mine = free[own.place[free] == town]
            order = np.argsort(own.rows.kept(mine).bits(f"basisdienst {month}"), kind="stable")
            lacking = _wanted(code, month) - int((running // TOWN == town).sum())
            chosen.append(mine[order][: max(lacking, 0)])
        return np.concatenate(chosen)

    @cached_property
    def _aftercare(self) -> Spells:
        own = self.world.benefits
        there = AFTERCARE.of(own.rows) & own.to.among(*WORK)
        rows, begin = own.rows.kept(there), own.end[there] + 1
        return Spells(rows, begin, begin + AFTERCARE_LASTS.of(rows), np.full_like(begin, NEVER))

    @property
    def services(self) -> Sheet:
        parts = [self._intensive, self._basic, self._aftercare]
        counts = [len(part.rows) for part in parts]
        number = np.concatenate([part.rows.number for part in parts])
        # the how manieth service of a person, of whatever form
        begin = np.concatenate([part.begin for part in parts])
        rows = _counted(self.world.seed, number, begin)
        form = Words(np.repeat([0, 1, 2], counts), ("intensief", "basis", "nazorg"))
        basic = form.among("basis")
        end = np.concatenate([part.end for part in parts])
        columns: Columns = {
            "klant": key(rows),
            "dienst": Keys("w", rows.number, rows.nth),
            "vorm": form,
            "voorziening": PROVISION.of(rows),
            "instrument": INSTRUMENT.of(rows).unless(basic, BASIC_INSTRUMENT.of(rows)),
            "eindreden": ENDS.of(rows).only(end <= LAST),
            "uitvoerder": PROVIDER.of(rows),
        }
        return spells("dienst", rows, begin, end, columns, at_end=("eindreden",))


def _wanted(code: str, month: Month) -> int:
    """How many are served at the end of a month, between the ends of two years."""
    upto = level(code, month.year).served
    before = level(code, month.year - 1).served if month.year > FIRST_YEAR else upto
    return before + (upto - before) * month.month // 12


FIRST_YEAR = MONTHS[0].year


def _counted(seed: int, number: Numbers, begin: Numbers) -> Rows:
    """Rows of persons, each with how many that person has before it."""
    order = np.lexsort((begin, number))
    fresh = np.append(True, np.diff(number[order]) != 0)
    starts = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    nth = np.empty_like(number)
    nth[order] = np.arange(len(order)) - starts
    return Rows(seed, number, np.arange(len(number)), nth)


def _routes(world: World) -> Sheet:
    own = world.benefits
    asked, waits = own.begin + ROUTED_AFTER.of(own.rows), ROUTE_WAIT.of(own.rows)
    there = (own.begin >= FIRST) & (asked + waits <= own.last_day)
    rows, day = own.rows.kept(there), (asked + waits)[there]
    columns: Columns = {
        "klant": key(rows),
        "route": ROUTE.of(rows),
        "startdatum": day,
        "aanvraagdatum": asked[there],
        "wachtdagen": waits[there],
        "uitvoerder": PROVIDER.of(rows),
    }
    return moments("route", rows, day, columns)


def _guidance(world: World) -> Sheet:
    own = world.benefits
    there = GUIDED.of(own.rows) & ~own.near
    first = np.maximum(own.begin[there], FIRST - 200) + GUIDED_AFTER.of(own.rows.kept(there))
    some = own.rows.kept(there)
    persons = Rows(some.seed, some.number, some.at, 6 * some.nth)
    found = course_of(persons, first, own.last_day[there], GUIDANCE)
    rows = found.rows
    columns: Columns = {
        "klant": key(rows),
        "begeleiding": Keys("g", rows.number, rows.nth),
        "soort": PARTNER_KIND.of(rows),
        "gezamenlijk": JOINTLY.words(rows),
        "partner": PARTNER.of(rows),
    }
    return spells(
        "begeleiding", rows, found.begin, np.minimum(found.end, own.end[rows.at]), columns
    )


def _referrals(world: World) -> Sheet:
    own = world.benefits
    day = np.maximum(own.begin, FIRST - 200) + REFERRED_AFTER.of(own.rows)
    there = REFERRED.of(own.rows) & (day <= own.last_day)
    rows = own.rows.kept(there)
    columns: Columns = {
        "klant": key(rows),
        "doorverwijzing": Keys("r", rows.number, rows.nth),
        "verwijsdatum": day[there],
        "soort": PARTNER_KIND.of(rows),
        "partner": PARTNER.of(rows),
    }
    return moments("doorverwijzing", rows, day[there], columns)
