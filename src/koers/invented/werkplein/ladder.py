"""The ladder, basic qualifications, education and volunteering.

The idea that makes it simple: a step is measured about twice a year as long as there is a benefit;
who is stuck hardly climbs, the others do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from koers.invented.days import NEVER, number_of, years_after
from koers.invented.draw import Chance, Numbers, Pick, Rows, Spread, Words
from koers.invented.people import key
from koers.invented.recipe import Columns
from koers.invented.spells import Course, Spells, course_of, joined
from koers.invented.werkplein.asking import YOUNG, Asked
from koers.invented.werkplein.benefits import WORK
from koers.invented.werkplein.levels import FIRST
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, faulty, moments, spells

SCORED_AFTER = Spread("dagen van uitkering tot eerste trede", (7, 20, 35, 60))
SCORED_BEFORE = Spread("dag in 2014 en 2015 van een trede van wie er al was", (0, 180, 360))
SCORES = Course(
    between=Spread("dagen tot de volgende trede", (120, 165, 182, 195, 230, 330)),
    again=Chance("er volgt nog een trede", 985),
    most=9,
)
FIRST_FAR = Pick(
    "eerste trede van wie niet binnen twee jaar kan werken",
    {"1": 22, "2": 41, "3": 24, "4": 11, "5": 2},
)
FIRST_NEAR = Pick("eerste trede van wie dat wel kan", {"1": 2, "2": 16, "3": 40, "4": 34, "5": 8})
STUCK = Chance("wie op trede 1 of 2 begint, blijft lang staan", 220)
CLIMBS_LOW = Chance("wie niet vastzit, klimt onder trede 3", 360)
CLIMBS_STUCK = Chance("wie vastzit, klimt toch", 100)
TWO = Chance("wie klimt, klimt twee treden", 550)
CLIMBS_HIGH = Chance("wie op trede 3 of hoger staat, klimt", 70)
DROPS = Chance("wie op trede 3 of hoger staat, zakt", 11)
SCORER = Pick("wie een trede bepaalt", {"consulent": 86, "jobcoach": 14})
CAUSE = Pick("waarom een trede is bepaald", {"voortgang": 78, "heronderzoek": 22})
CLOSES = Chance(
    "wie naar werk gaat, en vanaf 2017 ook wie anders weggaat, krijgt een laatste trede", 960
)
CLOSED_FROM = number_of(date(2017, 1, 1))
SUPPORTED = ("structurele subsidie", "beschut werk", "incidentele subsidie")

ENROLS = Chance("een jongere zonder startkwalificatie gaat binnen een jaar naar school", 735)
ENROLS_AFTER = Spread("dagen van melding tot school", (10, 60, 140, 240, 350))
SCHOOL_LASTS = Spread("dagen dat een inschrijving duurt", (120, 330, 400, 720, 1000))
SCHOOL = Pick("soort school", {"mbo 2": 46, "mbo 3": 18, "entree": 24, "vavo": 12})
LEARNS = Chance("wie ouder is, volgt een opleiding", 60)
LEARNS_AFTER = Spread("dagen tot iemand die ouder is een opleiding volgt", (60, 200, 500))
ASSESSED = Chance("van iemand is de startkwalificatie vastgesteld", 860)
ASSESSED_AFTER = Spread("dagen tot dat is vastgesteld", (0, 5, 20, 60))
QUALIFIED = Pick("startkwalificatie van wie er al was", {"ja": 41, "nee": 52, "onbekend": 7})
EARNS = Chance("wie naar school ging, haalt een startkwalificatie", 420)
PROVEN = Chance("van een startkwalificatie is het bewijs gezien", 780)
VOLUNTEERS = Chance("iemand doet vrijwilligerswerk", 170)
VOLUNTEERS_AFTER = Spread("dagen tot vrijwilligerswerk", (40, 200, 500, 900))
VOLUNTEERS_LASTS = Spread("dagen dat vrijwilligerswerk blijft duren", (30, 200, 500, 1200))
PLACE = Pick(
    "verzonnen plek voor vrijwilligerswerk",
    {"buurthuis": 34, "voedselbank": 22, "zorgcentrum": 26, "sportclub": 18},
)
MEASURED = Chance("iemand wordt gemeten op de zelfredzaamheidsmatrix", 150)
MEASURED_AFTER = Spread("dag in het jaar van die meting", (5, 120, 240, 350))
MATRIX_UNTIL = number_of(date(2018, 1, 1))
DOMAINS = ("dagbesteding", "sociaal netwerk", "participatie")
LEVEL = Pick("niveau op de matrix", {"1": 8, "2": 21, "3": 36, "4": 25, "5": 7, "99": 3})
STEPS = ("1", "2", "3", "4", "5", "6")


def sheets(world: World) -> Iterator[Sheet]:
    asked = Asked(world)
    yield _steps(world)
    yield _matrix(world)
    yield _lessons(world, asked)
    yield _qualifications(world, asked)
    yield _volunteers(world)


def _scored(world: World) -> Spells:
    """Days on which a step is measured, by benefit and then by day."""
    own = world.benefits
    before = FIRST - 180 + SCORED_BEFORE.of(own.rows)
    first = np.where(own.begin < FIRST - 180, before, own.begin + SCORED_AFTER.of(own.rows))
    rows = Rows(own.rows.seed, own.rows.number, own.rows.at, 12 * own.rows.nth)
    found = course_of(rows, first, own.last_day, SCORES)
    return found.kept(np.lexsort((found.begin, found.rows.at)))


def _levels(world: World, found: Spells) -> Numbers:
    """The step of each measurement, counted from 0."""
    own, rows, nth = world.benefits, found.rows, found.rows.nth % 12
    first = FIRST_FAR.of(own.rows).unless(own.near, FIRST_NEAR.of(own.rows))
    level = first.places_in(STEPS)[rows.at]
    stuck = STUCK.of(own.rows)[rows.at]
    low = np.where(stuck, CLIMBS_STUCK.of(rows), CLIMBS_LOW.of(rows))
    by, high, drops = 1 + TWO.of(rows), CLIMBS_HIGH.of(rows), DROPS.of(rows)
    for step in range(1, int(nth.max(initial=0)) + 1):
        now = np.flatnonzero(nth == step)
        was = level[now - 1]
        up = np.where(was < 2, low[now] * by[now], high[now])
        level[now] = np.clip(was + np.where((was >= 2) & drops[now], -1, up), 0, 4)
    return level


def _steps(world: World) -> Sheet:
    """Steps during a benefit, and a last one of some who left."""
    found, own = _scored(world), world.benefits
    levels = _levels(world, found)
    left = CLOSES.of(own.rows) & own.to.among(*WORK)
    left |= CLOSES.of(own.rows) & own.to.among("anders", "onderwijs") & (own.end >= CLOSED_FROM)
    last = own.rows.kept(left)
    rows = joined([found.rows, last.later(90)])
    newest = np.zeros(len(own), dtype=np.int64)
    newest[found.rows.at] = levels  # by day, so the newest is what stays
    final = np.where(own.to.among(*WORK), 5, newest)
    final = np.where(own.to.among(*SUPPORTED), 4, final)
    level = np.concatenate([levels, final[left]])
    day = np.concatenate([found.begin, own.end[left] + 1])
    columns: Columns = {
        "klant": key(rows),
        "meetdatum": day,
        "trede": Words(level, STEPS),
        "door": SCORER.of(rows),
        "aanleiding": CAUSE.of(rows).unless(rows.nth >= 90, Words.all("uitstroom", len(rows))),
    }
    sheet = moments("trede", rows, day, columns, late=8)
    return faulty(sheet, "trede", Words(sheet.rows.number % 4, STEPS), 4)


def _matrix(world: World) -> Sheet:
    """The matrix of some, once a year, on the domains that look like the ladder."""
    own = world.benefits
    there = np.flatnonzero(MEASURED.of(own.rows) & ~own.near)
    domains = len(DOMAINS)
    some = own.rows.kept(np.repeat(there, domains))
    rows = Rows(some.seed, some.number, some.at, np.tile(np.arange(domains), len(there)))
    days, found = [], []
    for year in range(3):
        day = np.maximum(own.begin[rows.at], FIRST + 365 * year) + MEASURED_AFTER.of(
            rows.each(year)
        )
        days.append(day)
        found.append(rows.later(domains * year))
    every, day = joined(found), np.concatenate(days)
    goes_on = (day <= own.last_day[every.at]) & (day < MATRIX_UNTIL)
    every, day = every.kept(goes_on), day[goes_on]
    columns: Columns = {
        "klant": key(every),
        "meetdatum": day,
        "domein": Words(every.nth % domains, DOMAINS),
        "niveau": LEVEL.of(every),
        "door": SCORER.of(every),
    }
    first = np.unique(
        np.stack([every.number, every.nth % domains, day]), axis=1, return_index=True
    )[1]
    return moments("zrm-2013", every, day, columns).kept(np.sort(first))


def _lessons(world: World, asked: Asked) -> Sheet:
    """Young people back to school after a report, who left to school, and some who are older."""
    own = world.benefits
    goes = asked.young & ~asked.qualified & ENROLS.of(asked.rows.each(0))
    goes |= asked.interventions.among("naar onderwijs")
    young = asked.rows.kept(goes)
    left = own.rows.kept(own.to.among("onderwijs")).later(20)
    clients = world.clients
    old = clients.kept(LEARNS.of(clients.rows) & (years_after(clients.birth, YOUNG) < clients.came))
    rows = joined([young, left, old.rows.later(70)])
    begin = np.concatenate(
        [
            asked.reported[goes] + ENROLS_AFTER.of(young),
            own.end[own.to.among("onderwijs")] + 1,
            np.maximum(old.came, FIRST) + LEARNS_AFTER.of(old.rows),
        ]
    )
    order = np.unique(np.stack([rows.number, begin]), axis=1, return_index=True)[1]
    rows, begin = rows.kept(order), begin[order]
    columns: Columns = {
        "klant": key(rows),
        "startkwalificerend": Words(np.where(rows.nth < 70, 0, 1), ("ja", "nee")),
        "opleiding": SCHOOL.of(rows),
    }
    return spells("onderwijs", rows, begin, begin + SCHOOL_LASTS.of(rows), columns)


def _qualifications(world: World, asked: Asked) -> Sheet:
    """As told at the report; of who was there before, once."""
    there = ASSESSED.of(asked.rows) & asked.is_granted
    told = asked.rows.kept(there)
    own = world.benefits
    before = (own.begin < FIRST) & ASSESSED.of(own.rows)
    old = own.rows.kept(before)
    rows = joined([told, old.later(30)])
    said = Words(np.where(asked.qualified[there], 0, 1), ("ja", "nee"))
    day = np.concatenate(
        [asked.reported[there] + ASSESSED_AFTER.of(told), np.full(len(old), FIRST - 30)]
    )
    qualified = Words.joined([said, QUALIFIED.of(old)])
    columns: Columns = {
        "klant": key(rows),
        "meetdatum": day,
        "kwalificatie": qualified,
        "bewijs": PROVEN.words(rows).unless(~qualified.among("ja"), Words.all("nee", len(rows))),
    }
    return moments("startkwalificatie", rows, day, columns)


def _volunteers(world: World) -> Sheet:
    own = world.benefits
    there = VOLUNTEERS.of(own.rows) & ~own.near
    rows = own.rows.kept(there)
    begin = np.maximum(own.begin[there], FIRST - 200) + VOLUNTEERS_AFTER.of(rows)
    end = np.minimum(begin + VOLUNTEERS_LASTS.of(rows), np.minimum(own.end[there], NEVER))
    columns: Columns = {"klant": key(rows), "partner": PLACE.of(rows)}
    return spells("vrijwilligerswerk", rows, begin, end, columns)
