"""Invented scores: steps of the participation ladder and levels of the self-reliance matrix.

The idea that makes it simple: a score is where somebody stood at the last measurement, and a step
up, down or none since.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from koers.invented.days import number_of
from koers.invented.draw import Chance, Numbers, Pick, Rows, Spread, Words
from koers.invented.lives import People
from koers.invented.people import key
from koers.invented.recipe import Columns, Made, Recipe
from koers.invented.spells import Course, Spells, walked

SCORED = Chance("wordt gemeten op de ladder", 900)
SCORED_AFTER = Spread("dagen van aankomst tot de eerste meting", (0, 7, 20, 45, 120))
SCORES = Course(
    between=Spread(
        "dagen tot de volgende meting", (60, 95, 120, 140, 155, 165, 180, 200, 260, 400, 1100)
    ),
    again=Chance("na een meting op de ladder komt er nog een", 925),
    most=30,
)
FIRST_STEP = Pick(
    "trede bij de eerste meting", {"1": 18, "2": 34, "3": 26, "4": 15, "5": 5, "6": 2}
)
CLIMBS = Pick("trede erna", {"omlaag": 11, "gelijk": 59, "een omhoog": 26, "twee omhoog": 4})
SCORED_BY = Pick("wie meet", {"consulent": 85, "jobcoach": 15})
CAUSE = Pick("waarom er is gemeten", {"intake": 15, "voortgang": 70, "einde traject": 15})
STEPS = ("1", "2", "3", "4", "5", "6")
_DELTA = np.array([-1, 0, 1, 2], dtype=np.int64)

MATRIX = Chance("wordt gemeten op de matrix", 220)
MATRIX_AFTER = Spread("dagen van aankomst tot de eerste matrix", (7, 40, 150, 500))
MATRICES = Course(
    between=Spread("dagen tot de volgende matrix", (150, 330, 380, 700)),
    again=Chance("na een meting op de matrix komt er nog een", 700),
    most=12,
)
DISCUSSED = (
    Chance("financien is besproken", 850),
    Chance("huisvesting is besproken", 700),
    Chance("sociaal netwerk is besproken", 600),
)
LEVEL = Pick("niveau bij de eerste matrix", {"1": 8, "2": 20, "3": 34, "4": 28, "5": 10})
MOVES = Pick("niveau erna", {"lager": 12, "zelfde": 53, "een hoger": 30, "twee hoger": 5})
NO_SCORE = Chance("een domein is niet besproken (99)", 60)
NEW_MATRIX = date(2018, 1, 1)
"""From this day on the version of 2017 is used, before it that of 2013."""


def steps(part: People) -> Made:
    spells = part.begun(SCORED, SCORED_AFTER, SCORES)
    rows = spells.rows
    moves = np.where(rows.nth == 0, 0, _DELTA[CLIMBS.of(rows).places])
    step = walked(rows, FIRST_STEP.of(part.persons).places, moves, 0, 5)
    columns: Columns = {
        "klant": key(rows),
        "meetdatum": spells.begin,
        "trede": Words(step, STEPS),
        "door": SCORED_BY.of(rows),
        "aanleiding": CAUSE.of(rows),
    }
    return Made(rows, spells.begin, columns)


def _matrices(part: People) -> tuple[Spells, Numbers]:
    """Days of measurement, and how far levels have moved since the first one."""
    spells = part.begun(MATRIX, MATRIX_AFTER, MATRICES)
    rows = spells.rows
    moves = np.where(rows.nth == 0, 0, _DELTA[MOVES.of(rows).places])
    return spells, walked(rows, np.zeros_like(part.arrival), moves, -4, 4)


def _levels(part: People, *, new: bool) -> Made:
    spells, moved = _matrices(part)
    since = number_of(NEW_MATRIX)
    those = spells.begin >= since if new else spells.begin < since
    spells, moved = spells.kept(those), moved[those]
    # one row per domain that was discussed
    count = len(DISCUSSED)
    discussed = np.concatenate([domain.of(spells.rows) for domain in DISCUSSED])
    places = np.tile(np.arange(len(spells.rows)), count)[discussed]
    domain = np.repeat(np.arange(count), len(spells.rows))[discussed]
    found = spells.rows.kept(places)
    rows = Rows(found.seed, found.number, found.at, found.nth * count + domain)
    person = Rows(found.seed, found.number, found.at, domain)
    level = np.clip(LEVEL.of(person).places + moved[places], 0, 4)
    no_score = NO_SCORE.of(rows)
    columns: Columns = {
        "klant": key(rows),
        "meetdatum": spells.begin[places],
        "domein": Words(domain, tuple(one.name.removesuffix(" is besproken") for one in DISCUSSED)),
        "niveau": Words(np.where(no_score, 5, level), ("1", "2", "3", "4", "5", "99")),
        "door": SCORED_BY.of(rows),
    }
    return Made(rows, spells.begin[places], columns)


def old_levels(part: People) -> Made:
    return _levels(part, new=False)


def new_levels(part: People) -> Made:
    return _levels(part, new=True)


_MATRIX_DRAWS = (MATRIX, MATRIX_AFTER, MATRICES, *DISCUSSED, LEVEL, MOVES, NO_SCORE)
RECIPES = {
    "trede": Recipe(
        steps,
        "Ongeveer eens per vijf maanden, soms pas na jaren: dan is de trede verlopen.",
        (SCORED, SCORED_AFTER, SCORES, FIRST_STEP, CLIMBS, SCORED_BY, CAUSE),
        {"trede": 15},
    ),
    "zrm-2013": Recipe(
        old_levels,
        f"Tot {NEW_MATRIX.isoformat()}; drie domeinen.",
        _MATRIX_DRAWS,
        {"niveau": 15},
    ),
    "zrm-2017": Recipe(
        new_levels,
        f"Vanaf {NEW_MATRIX.isoformat()}; dezelfde drie domeinen.",
        _MATRIX_DRAWS,
        {"niveau": 15},
    ),
}
