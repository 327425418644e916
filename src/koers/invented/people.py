"""Invented persons: who they are, where they live, which group and tags they have, why they leave.

The idea that makes it simple: all that is drawn hangs on the arrival of a person.
"""

from __future__ import annotations

import numpy as np

from koers.invented.days import NEVER
from koers.invented.draw import EMPTY, Chance, Numbers, Pick, Rows, Spread, Words
from koers.invented.lives import ASSUMPTIONS, LEAVES, LEAVES_FOR, STAYS, People
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, Spells, course_of, together

GENDER = Pick("geslacht", {"1": 48, "2": 52})

CHILDREN = 600
"""Children on a thousand persons."""
CHILD_BORN = Spread("dagen van de geboorte van een kind tot het einde", (0, 2000, 4500, 7000, 8500))

LIVES_SINCE = Spread("dagen van verhuizing tot aankomst", (0, 30, 500, 2000, 6000))
HOMES = Course(
    lasts=Spread("dagen tot een verhuizing", (60, 400, 1200, 2500, 5000, 9000)),
    between=Spread("dagen zonder woonplaats bij een verhuizing", (*[0] * 12, 45)),
    again=Chance("daarna woont iemand ergens anders", 600),
    most=6,
)
LATE_END = Chance("het einde van wonen is te laat geregistreerd", 3)
GROUPS = Course(
    lasts=Spread("dagen in een doelgroep", (60, 350, 750, 1300, 2500)),
    between=Spread("dagen zonder doelgroep bij een wissel", (*[0] * 12, 40)),
    again=Chance("daarna hoort iemand bij een andere doelgroep", 480),
    most=8,
)
NEXT_GROUP = Pick(
    "doelgroep na een wissel",
    {
        "bijstand": 45,
        "ioaw": 4,
        "zelfstandigen": 6,
        "zonder uitkering": 15,
        "loonkostensubsidie": 15,
        "beschut werk": 5,
        "wsw": 4,
        "anders": 6,
    },
)
TAGS = (
    Chance("statushouder", 130),
    Chance("nieuwe doelgroep", 180),
    Chance("alleenstaande ouder", 140),
    Chance("schulden", 220),
    Chance("laaggeletterd", 150),
)
TAG_FROM = Spread("dagen van aankomst tot een kenmerk", (0, 1, 30, 200, 700))
TAG_GOES = Course(
    lasts=Spread("dagen met een kenmerk", (30, 365, 1100, 2500, 5000)),
    between=Spread("dagen tot hetzelfde kenmerk terugkomt", (20, 200, 900)),
    again=Chance("een kenmerk komt terug", 150),
    most=3,
)
RECORDED = Chance("een vertrek is geregistreerd", 970)


def key(rows: Rows) -> Keys:
    """The key of a person."""
    return Keys("p", rows.number)


def spells_made(part: People, spells: Spells, columns: Columns) -> Made:
    """The usual columns of a table of spells, with its own."""
    rows = spells.rows
    days: Columns = {"begindatum": spells.begin, "einddatum": part.closed(rows, spells.end)}
    return Made(rows, spells.begin, {"klant": key(rows), **days, **columns})


def clients(part: People) -> Made:
    rows = part.persons
    columns: Columns = {
        "klant": key(rows),
        "geboortedatum": part.birth,
        "geslacht": GENDER.of(rows),
    }
    return Made(rows, rows.nth, columns)


def children(part: People) -> Made:
    rows = part.others(CHILDREN)
    born = part.last_day - CHILD_BORN.of(rows)
    return Made(rows, rows.nth, {"kind": Keys("k", rows.number), "geboortedatum": born})


def homes(part: People) -> Made:
    first = part.arrival - LIVES_SINCE.of(part.persons)
    spells = course_of(part.persons, first, part.limit, HOMES)
    rows = spells.rows
    last = spells.after == NEVER
    late = np.where(LATE_END.of(rows), 9, 0)
    stays = ~part.leaves_for.among("verhuisd", "overleden")[rows.at]
    until = np.where(last, np.where(stays, NEVER, part.departure[rows.at]), spells.end + late)
    columns: Columns = {
        "klant": key(rows),
        "begindatum": spells.begin,
        "einddatum": np.where(until > part.last_day, EMPTY, until),
        "gemeente": part.municipality.of(rows),
    }
    return Made(rows, spells.begin, columns)


def groups(part: People) -> Made:
    spells = course_of(part.persons, part.arrival, part.limit, GROUPS)
    rows = spells.rows
    end = np.where(spells.after == NEVER, NEVER, spells.end)
    group = NEXT_GROUP.of(rows).unless(rows.nth == 0, part.group.kept(rows.at))
    return spells_made(part, Spells(rows, spells.begin, end, spells.after), {"doelgroep": group})


def tags(part: People) -> Made:
    spells = together([_tagged(part, tag, 10 * nth) for nth, tag in enumerate(TAGS)])
    words = tuple(tag.name for tag in TAGS)
    return spells_made(part, spells, {"kenmerk": Words(spells.rows.nth // 10, words)})


def _tagged(part: People, tag: Chance, nth: int) -> Spells:
    has = tag.of(part.persons)
    persons = part.persons.kept(has).later(nth)
    first: Numbers = part.arrival[has] + TAG_FROM.of(persons)
    return course_of(persons, first, part.limit[has], TAG_GOES)


def departures(part: People) -> Made:
    gone = (part.departure != NEVER) & RECORDED.of(part.persons)
    rows, day = part.persons.kept(gone), part.departure[gone]
    columns: Columns = {
        "klant": key(rows),
        "vertrekdatum": day,
        "reden": part.leaves_for.kept(gone),
    }
    return Made(rows, day, columns)


RECIPES = {
    "klant": Recipe(
        clients,
        "Een rij per persoon. Hier staan ook de aannamen over het leven van een persoon, waar "
        "andere tabellen op rusten. Wie 67 wordt, vertrekt.",
        (*ASSUMPTIONS, GENDER),
    ),
    "kind": Recipe(children, f"{CHILDREN} kinderen op duizend personen.", (CHILD_BORN,)),
    "woonplaats": Recipe(
        homes,
        "Sluit aan, op enkele gaten en overlappingen na. De laatste woonplaats loopt door, tenzij "
        "iemand verhuist of overlijdt. De drie gemeenten tellen mee naar hun mensen met een "
        "uitkering in 2016 (CBS); bij meer gemeenten is de omvang verzonnen.",
        (LIVES_SINCE, HOMES, LATE_END),
    ),
    "doelgroep": Recipe(
        groups,
        "De eerste doelgroep is die van aankomst; de laatste loopt door tot het vertrek.",
        (GROUPS, NEXT_GROUP),
        {"doelgroep": 12},
    ),
    "kenmerk": Recipe(
        tags,
        "Elk kenmerk is los van de andere; iemand kan er meer tegelijk hebben.",
        (*TAGS, TAG_FROM, TAG_GOES),
    ),
    "vertrek": Recipe(
        departures, "De laatste dag van een persoon.", (RECORDED, LEAVES, STAYS, LEAVES_FOR)
    ),
}
