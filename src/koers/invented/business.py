"""Invented enterprise: starters, entrepreneurs who ask for help, businesses and their profits.

The idea that makes it simple: profits exist for the months of a benefit for the self-employed, as
norms do, so that the two can be compared month by month.
"""

from __future__ import annotations

import numpy as np

from koers.invented.days import NEVER
from koers.invented.draw import EMPTY, Chance, Pick, Spread, Words
from koers.invented.income import SELF_EMPLOYED
from koers.invented.lives import People
from koers.invented.people import key, spells_made
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, Spells, course_of, months_within

STARTS = Chance("begint een starterstraject", 110)
STARTS_AFTER = Spread("dagen van aankomst tot een starterstraject", (10, 120, 400, 1200, 2500))
STARTER_GOES = Course(
    lasts=Spread("dagen dat een starterstraject duurt", (20, 180, 365, 420, 700)),
    between=Spread("dagen tot een volgend starterstraject", (200, 900)),
    again=Chance("daarna volgt er nog een starterstraject", 80),
    most=3,
)
STARTER_ENDS = Pick("afloop van een starterstraject", {"gestart": 62, "niet gestart": 38})
ASKS = Chance("een zelfstandige meldt zich als ondernemer", 850)
ASKS_TOO = Chance("een ander meldt zich als ondernemer", 15)
ASKS_AFTER = Spread("dagen van aankomst tot die melding", (0, 0, 5, 40))
ASKS_AGAIN = Course(
    between=Spread("dagen tot de volgende melding als ondernemer", (90, 500, 1500)),
    again=Chance("daarna meldt een ondernemer zich nog eens", 400),
    most=5,
)
ASKS_FOR = Pick(
    "waarvoor een ondernemer zich meldt",
    {"krediet": 25, "levensonderhoud": 40, "beide": 20, "begeleiding": 15},
)
ASKED_ENDS = Pick(
    "afloop van de melding van een ondernemer",
    {"toegekend": 60, "afgewezen": 18, "ingetrokken": 12, "niet behandeld": 5, "loopt": 5},
)
BUSINESS_SINCE = Spread("dagen dat een bedrijf al bestond bij aankomst", (0, 30, 900, 4000))
BUSINESS_GOES = Course(
    lasts=Spread("dagen dat een bedrijf bestaat", (200, 900, 2500, 6000, 9000)),
    between=Spread("dagen tot een volgend bedrijf", (1, 200, 900)),
    again=Chance("daarna begint iemand nog een bedrijf", 250),
    most=4,
)
STOPS_FOR = Pick(
    "waarom een bedrijf stopte",
    {"bewust": 45, "faillissement": 20, "overgedragen": 10, "anders": 25},
)
FULL_TIME = Chance("een bedrijf is voltijd", 450)
EARNED = Chance("voor een maand van een zelfstandige staat er winst", 950)
PROFIT = Spread("winst in een maand", (-900, 0, 50, 200, 320, 550, 900, 2500), "euro", scale=100)
FINAL_AFTER = Spread("dagen tot winst definitief is", (300, 480, 700))


def starters(part: People) -> Made:
    spells = part.begun(STARTS, STARTS_AFTER, STARTER_GOES)
    rows = spells.rows
    ended = part.closed(rows, spells.end) != EMPTY
    runs = Words.all("loopt", len(rows))
    columns: Columns = {
        "traject": Keys("g", rows.number, rows.nth),
        "afloop": STARTER_ENDS.of(rows).unless(~ended, runs),
    }
    return spells_made(part, spells, columns)


def entrepreneurs(part: People) -> Made:
    own = part.group.among("zelfstandigen")
    asks = np.where(own, ASKS.of(part.persons), ASKS_TOO.of(part.persons))
    persons = part.persons.kept(asks)
    first = part.arrival[asks] + ASKS_AFTER.of(persons)
    spells = course_of(persons, first, part.limit[asks], ASKS_AGAIN)
    rows = spells.rows
    columns: Columns = {
        "klant": key(rows),
        "melding": Keys("e", rows.number, rows.nth),
        "meldingsdatum": spells.begin,
        "soort": ASKS_FOR.of(rows),
        "bbz": SELF_EMPLOYED.of(rows),
        "uitkomst": ASKED_ENDS.of(rows),
    }
    return Made(rows, spells.begin, columns)


def businesses(part: People) -> Made:
    persons = part.persons.kept(part.group.among("zelfstandigen"))
    first = part.arrival[persons.at] - BUSINESS_SINCE.of(persons)
    spells = course_of(persons, first, part.limit[persons.at], BUSINESS_GOES)
    rows = spells.rows
    stopped = part.closed(rows, spells.end) != EMPTY
    columns: Columns = {
        "onderneming": Keys("o", rows.number, rows.nth),
        "omvang": Words(np.where(FULL_TIME.of(rows), 0, 1), ("voltijd", "deeltijd")),
        "stopreden": STOPS_FOR.of(rows).only(stopped),
    }
    return spells_made(part, spells, columns)


def profits(part: People) -> Made:
    own = part.benefits.kept(part.scheme.among("14")[part.benefits.rows.at])
    # the last benefit of somebody runs on in profits: a business goes on without it
    end = np.where(own.after == NEVER, own.end + 400, own.end)
    end = np.minimum(end, part.departure[own.rows.at])
    rows, month = months_within(Spells(own.rows, own.begin, end, own.after), part.last_day)
    there = EARNED.of(rows)
    rows, month = rows.kept(there), month[there]
    final = month + FINAL_AFTER.of(rows) <= part.last_day
    columns: Columns = {
        "klant": key(rows),
        "maand": month,
        "winst": PROFIT.of(rows),
        "vaststelling": Words(np.where(final, 0, 1), ("definitief", "voorlopig")),
    }
    return Made(rows, month, columns)


RECIPES = {
    "starterstraject": Recipe(starters, "", (STARTS, STARTS_AFTER, STARTER_GOES, STARTER_ENDS)),
    "ondernemersmelding": Recipe(
        entrepreneurs,
        "Van zelfstandigen, en van enkele anderen.",
        (ASKS, ASKS_TOO, ASKS_AFTER, ASKS_AGAIN, ASKS_FOR, SELF_EMPLOYED, ASKED_ENDS),
    ),
    "onderneming": Recipe(
        businesses,
        "Elke zelfstandige heeft er een.",
        (BUSINESS_SINCE, BUSINESS_GOES, STOPS_FOR, FULL_TIME),
    ),
    "ondernemersinkomen": Recipe(
        profits,
        "Hele maanden van een Bbz-uitkering, en een jaar erna.",
        (EARNED, PROFIT, FINAL_AFTER),
        {"winst": 4},
    ),
}
