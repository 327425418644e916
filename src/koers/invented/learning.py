"""Invented learning and taking part: education, basic qualifications, volunteering.

The idea that makes it simple: who is young learns more often; the rest is a course as any other.
"""

from __future__ import annotations

import numpy as np

from koers.invented.draw import Chance, Pick, Spread, Words
from koers.invented.lives import People
from koers.invented.people import key, spells_made
from koers.invented.recipe import Columns, Made, Recipe
from koers.invented.spells import Course, Spells, course_of

YOUNG = 28 * 365
YOUNG_LEARNS = Chance("wie bij aankomst jonger is dan 28, volgt onderwijs", 600)
OLD_LEARNS = Chance("wie ouder is, volgt onderwijs", 110)
LEARNS_AFTER = Spread("dagen van aankomst tot een opleiding", (1, 60, 200, 500, 1500))
LESSONS = Course(
    lasts=Spread("dagen dat een opleiding duurt", (20, 180, 330, 400, 720, 1300)),
    between=Spread("dagen tot de volgende opleiding", (0, 40, 60, 400, 1200)),
    again=Chance("daarna volgt er nog een opleiding", 350),
    most=5,
)
QUALIFIES = Chance("een opleiding leidt naar een startkwalificatie", 650)
SCHOOL = Pick("soort opleiding", {"mbo 2": 40, "mbo 3": 15, "entree": 20, "vmbo": 10, "cursus": 15})
ASSESSED = Chance("de startkwalificatie is vastgesteld", 820)
ASSESSED_AFTER = Spread("dagen tot de startkwalificatie is vastgesteld", (0, 1, 20, 60, 300))
ASSESSMENTS = Course(
    between=Spread("dagen tot de volgende vaststelling", (100, 400, 1100, 2500)),
    again=Chance("daarna wordt het nog eens vastgesteld", 300),
    most=4,
)
QUALIFIED = Pick("startkwalificatie bij aankomst", {"ja": 44, "nee": 50, "onbekend": 6})
EARNS = Chance("wie geen startkwalificatie had, heeft er bij de volgende keer een", 350)
PROVEN = Chance("het bewijs van een startkwalificatie is gezien", 750)
VOLUNTEERS = Chance("doet vrijwilligerswerk", 300)
VOLUNTEERS_AFTER = Spread("dagen van aankomst tot vrijwilligerswerk", (20, 150, 500, 1100, 2500))
VOLUNTEERING = Course(
    lasts=Spread("dagen dat vrijwilligerswerk duurt", (15, 120, 365, 900, 2500)),
    between=Spread("dagen tot het volgende vrijwilligerswerk", (1, 30, 200, 800)),
    again=Chance("daarna doet iemand ander vrijwilligerswerk", 420),
    most=6,
)
PLACE = Pick(
    "organisatie van vrijwilligerswerk",
    {"buurthuis": 35, "voedselbank": 20, "zorgcentrum": 25, "sportclub": 20},
)


def lessons(part: People) -> Made:
    young = part.arrival - part.birth < YOUNG
    learns = np.where(young, YOUNG_LEARNS.of(part.persons), OLD_LEARNS.of(part.persons))
    persons = part.persons.kept(learns)
    first = part.arrival[learns] + LEARNS_AFTER.of(persons)
    spells = course_of(persons, first, part.limit[learns], LESSONS)
    rows = spells.rows
    columns: Columns = {
        "startkwalificerend": QUALIFIES.words(rows),
        "opleiding": SCHOOL.of(rows),
    }
    return spells_made(part, spells, columns)


def _assessments(part: People) -> tuple[Spells, Words]:
    spells = part.begun(ASSESSED, ASSESSED_AFTER, ASSESSMENTS)
    first = QUALIFIED.of(part.persons).kept(spells.rows.at)
    later = (spells.rows.nth > 0) & EARNS.of(spells.rows) & ~first.among("ja")
    return spells, first.unless(later, Words.all("ja", len(later)))


def assessments(part: People) -> Made:
    spells, qualified = _assessments(part)
    rows = spells.rows
    columns: Columns = {
        "klant": key(rows),
        "meetdatum": spells.begin,
        "kwalificatie": qualified,
        "bewijs": PROVEN.words(rows).unless(~qualified.among("ja"), Words.all("nee", len(rows))),
    }
    return Made(rows, spells.begin, columns)


def volunteering(part: People) -> Made:
    spells = part.begun(VOLUNTEERS, VOLUNTEERS_AFTER, VOLUNTEERING)
    return spells_made(part, spells, {"partner": PLACE.of(spells.rows)})


RECIPES = {
    "onderwijs": Recipe(
        lessons,
        "",
        (YOUNG_LEARNS, OLD_LEARNS, LEARNS_AFTER, LESSONS, QUALIFIES, SCHOOL),
        {"startkwalificerend": 40},
    ),
    "startkwalificatie": Recipe(
        assessments,
        "",
        (ASSESSED, ASSESSED_AFTER, ASSESSMENTS, QUALIFIED, EARNS, PROVEN),
        {"kwalificatie": 20},
    ),
    "vrijwilligerswerk": Recipe(
        volunteering, "", (VOLUNTEERS, VOLUNTEERS_AFTER, VOLUNTEERING, PLACE)
    ),
}
