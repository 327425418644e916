"""What more than one table says about the same person: birth, arrival, departure, benefits, jobs.

The idea that makes it simple: a part is some persons who follow each other by number; what several
tables need is worked out once per part, and only when a table asks for it.

It must not know columns or files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from koers.invented.days import NEVER, leap_day_near, number_of, years_after
from koers.invented.draw import EMPTY, Chance, Numbers, Pick, Rows, Spread, Words
from koers.invented.spells import Course, Spells, course_of, together

BEGIN = date(2014, 1, 1)
"""The first day that the register is about; people may live somewhere since before."""
FIRST_MONTH = (BEGIN.year - 1970) * 12
PENSION_AGE = 67
WERKPLEIN = {"GM0106": 73, "GM1680": 13, "GM1730": 14}
"""Assen, Aa en Hunze, Tynaarlo, by people with a benefit in 2016 (CBS: 2 390, 420, 480)."""

ARRIVES = Spread(
    "zo lang voor het einde van het register kwam iemand in beeld",
    (30, 350, 700, 1050, 1450, 1900, 2450, 3100, 3900, 5000),
)
AGE = Spread(
    "leeftijd bij aankomst",
    (17, 20, 23, 26, 30, 34, 39, 44, 50, 57, 66),
    "jaar",
    scale=365,
)
LEAP_BIRTH = Chance("geboren op 29 februari", 2)
LEAVES = Chance("vertrekt voor de pensioenleeftijd", 220)
STAYS = Spread("zo lang na aankomst is dat vertrek", (40, 200, 500, 900, 1500, 2600))
LEAVES_FOR = Pick("waarom iemand dan vertrekt", {"verhuisd": 60, "overleden": 15, "anders": 25})
GROUP = Pick(
    "doelgroep bij aankomst",
    {
        "bijstand": 700,
        "ioaw": 45,
        "ioaz": 8,
        "zelfstandigen": 50,
        "anw": 7,
        "zonder uitkering": 60,
        "loonkostensubsidie": 25,
        "beschut werk": 15,
        "wsw": 80,
        "anders": 10,
    },
)
BENEFIT_OF = {
    "bijstand": "01",
    "anders": "01",
    "ioaw": "02",
    "ioaz": "03",
    "zelfstandigen": "14",
}
WAITS = Spread("dagen van aankomst tot de eerste uitkering", (0, 1, 8, 20, 28, 45, 80))
BENEFITS = Course(
    lasts=Spread(
        "dagen dat een uitkering duurt", (5, 60, 160, 280, 430, 630, 900, 1300, 1900, 2800, 4800)
    ),
    between=Spread(
        "dagen tussen twee uitkeringen", (0, 0, 5, 14, 22, 29, 31, 33, 60, 140, 330, 1100)
    ),
    again=Chance("na een uitkering komt er nog een", 560),
    most=8,
    ends_with_month=Chance("een uitkering eindigt op de laatste dag van een maand", 450),
)
DESTINATION = Pick(
    "waarheen iemand uitstroomt",
    {
        "zonder subsidie": 32,
        "incidentele subsidie": 12,
        "structurele subsidie": 5,
        "beschut werk": 2,
        "zelfstandig": 4,
        "onderwijs": 7,
        "anders": 38,
    },
)
WORK = ("zonder subsidie", "incidentele subsidie", "structurele subsidie", "beschut werk")
STARTS_AFTER = Spread("dagen van uitstroom tot de eerste werkdag", (0, 0, 1, 7, 30))
WORK_LASTS = Spread(
    "dagen dat werk na uitstroom duurt", (3, 60, 150, 270, 365, 500, 730, 1200, 2500)
)
BESIDE = Chance("naast een uitkering begint iemand met werk", 160)
BESIDE_FROM = Spread("zo ver is de uitkering dan, in honderdsten", (5, 30, 60, 95), "honderdsten")
BESIDE_LASTS = Spread("dagen dat werk naast een uitkering duurt", (10, 60, 120, 240, 500, 1100))
OWN_WORK = Chance("wie geen uitkering heeft, krijgt werk", 850)
OWN_WORK_FROM = Spread("dagen van aankomst tot dat werk", (0, 1, 30, 180, 700))
OWN_WORK_GOES = Course(
    lasts=Spread("dagen dat dat werk duurt", (30, 300, 900, 1800, 4000)),
    between=Spread("dagen tot het volgende werk", (0, 1, 30, 200)),
    again=Chance("daarna komt er nog een baan", 500),
    most=6,
)
FORM_OF = {
    "loonkostensubsidie": "structurele subsidie",
    "beschut werk": "beschut werk",
    "zonder uitkering": "zonder subsidie",
    "anw": "zonder subsidie",
}
WSW_FORM = Pick(
    "vorm van werk met een Wsw-indicatie",
    {"wsw regulier": 8, "wsw individueel": 22, "wsw groep": 30, "wsw beschut": 40},
)
ASSUMPTIONS = (
    *(ARRIVES, AGE, LEAP_BIRTH, LEAVES, STAYS, LEAVES_FOR, GROUP, WAITS, BENEFITS, DESTINATION),
    *(STARTS_AFTER, WORK_LASTS, BESIDE, BESIDE_FROM, BESIDE_LASTS),
    *(OWN_WORK, OWN_WORK_FROM, OWN_WORK_GOES, WSW_FORM),
)
BESIDE_NTH, OWN_NTH = 20, 40
"""Jobs beside a benefit and jobs without one are counted on from here, so that keys differ."""


@dataclass(frozen=True)
class Jobs:
    """Paid work with its form."""

    spells: Spells
    form: Words


@dataclass(frozen=True)
class People:
    """The persons `first` up to and including `last`, of all that a seed invents."""

    seed: int
    first: int
    last: int
    until: date
    municipalities: int

    @cached_property
    def last_day(self) -> int:
        return number_of(self.until)

    @cached_property
    def persons(self) -> Rows:
        return self._numbered(self.first, self.last)

    def _numbered(self, first: int, last: int) -> Rows:
        number = np.arange(first, last + 1, dtype=np.int64)
        return Rows(self.seed, number, number - first, np.zeros_like(number))

    def others(self, per_thousand: int) -> Rows:
        """Subjects of another kind (decisions, children, contracts): so many on a thousand
        persons, numbered from 1 in the same order.
        """
        before = (self.first - 1) * per_thousand // 1000
        return self._numbered(before + 1, self.last * per_thousand // 1000)

    @cached_property
    def municipality(self) -> Pick:
        """Three are those of the Werkplein; more have invented codes, the first the largest."""
        codes = list(WERKPLEIN.items())[: self.municipalities]
        if self.municipalities > len(WERKPLEIN):
            sizes = range(self.municipalities)
            codes = [(f"GM{n + 1:04d}", 60_000 // (n + 12)) for n in sizes]
        return Pick("gemeente", dict(codes))

    @cached_property
    def arrival(self) -> Numbers:
        return self.last_day - ARRIVES.of(self.persons)

    @cached_property
    def birth(self) -> Numbers:
        birth = self.arrival - AGE.of(self.persons)
        return np.where(LEAP_BIRTH.of(self.persons), leap_day_near(birth), birth)

    @cached_property
    def leaves_for(self) -> Words:
        """Why somebody leaves, if so."""
        pension = self._pension <= self._departs
        words = LEAVES_FOR.of(self.persons).unless(pension, Words.all("pensioen", len(pension)))
        return words.only(self.departure != NEVER)

    @cached_property
    def _pension(self) -> Numbers:
        return years_after(self.birth, PENSION_AGE)

    @cached_property
    def _departs(self) -> Numbers:
        return np.where(LEAVES.of(self.persons), self.arrival + STAYS.of(self.persons), NEVER)

    @cached_property
    def departure(self) -> Numbers:
        """The last day of a person here, or NEVER within the register."""
        day = np.minimum(self._departs, self._pension)
        return np.where(day > self.last_day, NEVER, day)

    @cached_property
    def limit(self) -> Numbers:
        """After this day nothing begins."""
        return np.minimum(self.departure, self.last_day)

    def closed(self, rows: Rows, end: Numbers) -> Numbers:
        """Last days as they are written: cut at departure, empty where they lie ahead."""
        end = np.minimum(end, self.departure[rows.at])
        return np.where(end > self.last_day, EMPTY, end)

    def begun(self, who: Chance, after: Spread, course: Course) -> Spells:
        """A course of those to whom it happens, so long after arrival."""
        persons = self.persons.kept(who.of(self.persons))
        first: Numbers = self.arrival[persons.at] + after.of(persons)
        return course_of(persons, first, self.limit[persons.at], course)

    @cached_property
    def group(self) -> Words:
        return GROUP.of(self.persons)

    @cached_property
    def scheme(self) -> Words:
        """The scheme of somebody's benefits; nothing for who has none."""
        return self.group.read_as(BENEFIT_OF)

    @cached_property
    def benefits(self) -> Spells:
        """Benefits for living costs, not yet cut off."""
        those = self.scheme.places >= 0
        persons = self.persons.kept(those)
        first = self.arrival[those] + WAITS.of(persons)
        return course_of(persons, first, self.limit[those], BENEFITS)

    @cached_property
    def exits(self) -> Spells:
        """The benefits that end in the register and are not taken up again within a month."""
        spells = self.benefits
        end = np.minimum(spells.end, self.departure[spells.rows.at])
        gone = (end <= self.last_day) & (spells.after - end > 32)
        return Spells(spells.rows, spells.begin, end, spells.after).kept(gone)

    @cached_property
    def destinations(self) -> Words:
        """Where each of the exits goes to; who departs goes elsewhere."""
        departs = self.exits.end == self.departure[self.exits.rows.at]
        elsewhere = Words.all("anders", len(departs))
        return DESTINATION.of(self.exits.rows).unless(departs, elsewhere)

    @cached_property
    def jobs(self) -> Jobs:
        """Work after a benefit, beside one, and of who has none."""
        kinds = [self._jobs_after, self.jobs_beside, self._own_jobs]
        spells = together([kind.spells for kind in kinds])
        form = Words.joined([kind.form for kind in kinds])
        begun = spells.begin <= self.limit[spells.rows.at]
        return Jobs(spells.kept(begun), form.kept(begun))

    @cached_property
    def _jobs_after(self) -> Jobs:
        works = self.destinations.among(*WORK, "zelfstandig")
        spells, form = self.exits.kept(works), self.destinations.kept(works)
        begin = spells.end + 1 + STARTS_AFTER.of(spells.rows)
        end = begin + WORK_LASTS.of(spells.rows)
        return Jobs(Spells(spells.rows, begin, end, spells.after), form)

    @cached_property
    def jobs_beside(self) -> Jobs:
        """Part-time work beside a benefit."""
        spells = self.benefits.kept(BESIDE.of(self.benefits.rows))
        rows = spells.rows.later(BESIDE_NTH)
        begin = spells.part_way(rows, BESIDE_FROM)
        found = Spells(rows, begin, begin + BESIDE_LASTS.of(rows), spells.after)
        found = found.kept(begin <= self.limit[rows.at])
        return Jobs(found, Words.all("zonder subsidie", len(found.rows)))

    @cached_property
    def _own_jobs(self) -> Jobs:
        works = OWN_WORK.of(self.persons) & (self.scheme.places < 0)
        persons = self.persons.kept(works).later(OWN_NTH)
        first = self.arrival[works] + OWN_WORK_FROM.of(persons)
        spells = course_of(persons, first, self.limit[works], OWN_WORK_GOES)
        group = self.group.kept(spells.rows.at)
        form = group.read_as(FORM_OF).unless(group.among("wsw"), WSW_FORM.of(spells.rows))
        return Jobs(spells, form)
