"""Invented activities with partners, and figures that somebody states.

The idea that makes it simple: a series is numbered, and its municipality, name and author follow
from that number, so no two series of a small register are the same.
"""

from __future__ import annotations

import numpy as np

from koers.invented.days import first_of_month, number_of
from koers.invented.draw import Numbers, Pick, Rows, Spread, Words
from koers.invented.lives import BEGIN, FIRST_MONTH, People
from koers.invented.money import STATUS
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Spells, months_within

ACTIVITIES = 80
"""Activities on a thousand persons."""
DONE = Spread("dagen van een activiteit tot het einde", (0, 1000, 2400, 5000))
ACTIVITY = Pick("soort activiteit", {"toegang": 40, "instroom": 25, "kennis": 35})
WITH = Pick("met wie", {"Partner Noord": 35, "Partner Oost": 35, "Partner Zuid": 30})
SERIES = 12
"""Series of stated figures on a thousand persons."""
NAMES = ("kinderen met recht", "inwoners", "banen indicatief", "rijksbudget", "mantelzorgers")
AUTHORS = ("CBS", "gemeente", "werkplein")
STATED = Spread("opgegeven cijfer", (10_000, 90_000, 400_000, 2_500_000), "honderdsten")
GROWS = Spread("groei per jaar, in honderdsten", (-4, 0, 3, 9), "honderdsten")
SHARE = Spread("teller in honderdsten van de noemer", (20, 45, 60, 85), "honderdsten")
LEVELS = ("1", "2", "3")
CROSSES = tuple((before, after) for before in LEVELS for after in (*LEVELS, "onbekend"))
PEOPLE_CROSS = Spread("mensen van niveau naar niveau", (0, 3, 12, 60), "mensen")


def activities(part: People) -> Made:
    rows = part.others(ACTIVITIES)
    day = part.last_day - DONE.of(rows)
    columns: Columns = {
        "activiteit": Keys("y", rows.number),
        "activiteitsdatum": day,
        "soort": ACTIVITY.of(rows),
        "gemeente": part.municipality.of(rows),
        "partner": WITH.of(rows),
        "doel": Words.all("verzonnen doel", len(rows)),
        "omschrijving": Words.all("verzonnen activiteit", len(rows)),
        "resultaat": Words.all("verzonnen resultaat", len(rows)),
    }
    return Made(rows, day, columns)


def _years(part: People) -> tuple[Rows, Numbers]:
    """A row per series per year, on its last day."""
    series = part.others(SERIES)
    begin = np.full_like(series.number, number_of(BEGIN) - 1)
    end = np.full_like(begin, part.last_day)
    rows, _ = months_within(Spells(series, begin, end, end), part.last_day)
    december = rows.nth % 12 == 11
    rows = rows.kept(december)
    day = first_of_month(rows.nth + 1) - 1
    return Rows(rows.seed, rows.number, rows.at, (rows.nth - FIRST_MONTH) // 12), day


def _series(part: People, rows: Rows) -> Columns:
    places = part.municipality.weights
    number = rows.number - 1
    name = number // len(places)
    return {
        "reeks": Keys("i", rows.number),
        "gemeente": Words(number % len(places), tuple(places)),
        "naam": Words(name % len(NAMES), NAMES),
        "opgever": Words(name // len(NAMES) % len(AUTHORS), AUTHORS),
        "status": STATUS.of(rows),
        "bron": Words.all("verzonnen opgave", len(rows)),
    }


def figures(part: People) -> Made:
    rows, day = _years(part)
    start, growth = STATED.of(rows.each(0)), GROWS.of(rows)
    value = start * (100 + growth + 2 * rows.nth) // 100
    columns: Columns = {
        **_series(part, rows),
        "dag": day,
        "waarde": value,
        "teller": value * SHARE.of(rows) // 100,
        "noemer": value,
        "versie": Words(rows.nth % 2, ("versie 1", "versie 2")),
    }
    return Made(rows, day, columns)


def crossings(part: People) -> Made:
    years, day = _years(part)
    count = len(CROSSES)
    places = np.repeat(np.arange(len(years)), count)
    found = years.kept(places)
    cross = np.tile(np.arange(count), len(years))
    rows = Rows(found.seed, found.number, found.at, found.nth * count + cross)
    begins = tuple(dict.fromkeys(before for before, _ in CROSSES))
    ends = tuple(dict.fromkeys(after for _, after in CROSSES))
    columns: Columns = {
        **_series(part, rows),
        "naam": Words.all("participatieladder", len(rows)),
        "dag": day[places],
        "beginniveau": Words(cross // len(ends), begins),
        "eindniveau": Words(cross % len(ends), ends),
        "mensen": PEOPLE_CROSS.of(rows),
    }
    return Made(rows, day[places], columns)


RECIPES = {
    "activiteit": Recipe(
        activities, f"{ACTIVITIES} activiteiten op duizend personen.", (DONE, ACTIVITY, WITH)
    ),
    "cijfer": Recipe(
        figures,
        f"{SERIES} reeksen op duizend personen, elk een cijfer op 31 december.",
        (STATED, GROWS, SHARE, STATUS),
        {"waarde": 4},
    ),
    "overgangen": Recipe(
        crossings, "Van elk niveau naar elk niveau, op 31 december.", (PEOPLE_CROSS, STATUS)
    ),
}
