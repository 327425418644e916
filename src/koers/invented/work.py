"""Invented work: paid work of persons, and jobs of the national job agreement by the hour.

The idea that makes it simple: work is written as it is lived (`koers.invented.lives`); jobs of the
agreement are subjects of their own, because the law counts jobs.
"""

from __future__ import annotations

import numpy as np

from koers.invented.draw import EMPTY, Chance, Pick, Rows, Spread, Words
from koers.invented.lives import (
    BESIDE,
    BESIDE_FROM,
    BESIDE_LASTS,
    BESIDE_NTH,
    OWN_NTH,
    OWN_WORK,
    OWN_WORK_FROM,
    OWN_WORK_GOES,
    STARTS_AFTER,
    WORK_LASTS,
    WSW_FORM,
    People,
)
from koers.invented.people import spells_made
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, Spells, course_of, months_within

FULL_TIME = Chance("werk is voltijd", 400)
FULL_HOURS = Spread("uren per week bij voltijd", (32, 36, 38, 40), "uur", scale=100)
PART_HOURS = Spread("uren per week bij deeltijd", (2, 12, 20, 26, 32), "uur", scale=100)
AGREED = Chance("werk is een baan van de banenafspraak", 110)
YEARS = Spread("arbeidsjaren van een Wsw-plaats", (30, 60, 80, 90, 101), "honderdste jaar")

JOBS = 40
"""Jobs of the agreement on a thousand persons."""
JOB_BEGAN = Spread("zo lang voor het einde begon een afspraakbaan", (0, 700, 1600, 2800, 4700))
JOB_GOES = Course(
    lasts=Spread("dagen dat een afspraakbaan duurt", (30, 200, 365, 730, 1500, 3500)),
    between=Spread("dagen dat een afspraakbaan leeg staat", (1, 30, 120, 500)),
    again=Chance("een afspraakbaan wordt opnieuw vervuld", 450),
    most=5,
)
JOB_HOURS = Spread("uren per week van een afspraakbaan", (8, 16, 24, 26, 32, 36), "uur", scale=100)
SECTOR = Pick("sector", {"markt": 80, "overheid": 20})
PAID_HOURS = Spread("verloonde uren per maand", (20, 70, 105, 111, 145, 170), "uur", scale=100)
PAID = Chance("voor een maand van een afspraakbaan zijn er verloonde uren", 970)


def work(part: People) -> Made:
    spells, form = part.jobs.spells, part.jobs.form
    rows = spells.rows
    beside = (rows.nth >= BESIDE_NTH) & (rows.nth < OWN_NTH)
    full = FULL_TIME.of(rows) & ~beside
    wsw = form.among("wsw regulier", "wsw individueel", "wsw groep", "wsw beschut")
    columns: Columns = {
        "werk": Keys("w", rows.number, rows.nth),
        "vorm": form,
        "afspraakbaan": AGREED.words(rows),
        "omvang": Words(np.where(full, 0, 1), ("voltijd", "deeltijd")),
        "weekuren": np.where(full, FULL_HOURS.of(rows), PART_HOURS.of(rows)),
        "arbeidsjaren": np.where(wsw, YEARS.of(rows), EMPTY),
    }
    return spells_made(part, spells, columns)


def _jobs(part: People) -> Spells:
    jobs = part.others(JOBS)
    limit = np.full(len(jobs), part.last_day, dtype=np.int64)
    return course_of(jobs, part.last_day - JOB_BEGAN.of(jobs), limit, JOB_GOES)


def _job_columns(part: People, rows: Rows) -> Columns:
    job = Rows(rows.seed, rows.number, rows.at, np.zeros_like(rows.nth))
    return {
        "baan": Keys("j", rows.number),
        "sector": SECTOR.of(job),
        "gemeente": part.municipality.of(job),
    }


def agreed_jobs(part: People) -> Made:
    spells = _jobs(part)
    rows = spells.rows
    columns: Columns = {
        **_job_columns(part, rows),
        "begindatum": spells.begin,
        "einddatum": np.where(spells.end > part.last_day, EMPTY, spells.end),
        "baanuren": JOB_HOURS.of(rows),
    }
    return Made(rows, spells.begin, columns)


def paid_hours(part: People) -> Made:
    rows, month = months_within(_jobs(part), part.last_day)
    there = PAID.of(rows)
    rows, month = rows.kept(there), month[there]
    columns: Columns = {
        **_job_columns(part, rows),
        "maand": month,
        "verloond": PAID_HOURS.of(rows),
    }
    return Made(rows, month, columns)


RECIPES = {
    "werk": Recipe(
        work,
        "Werk na uitstroom, werk naast een uitkering, en werk van wie geen uitkering heeft (ook "
        "Wsw). De kans op werk na uitstroom staat bij 'waarheen iemand uitstroomt'.",
        (
            *(STARTS_AFTER, WORK_LASTS, BESIDE, BESIDE_FROM, BESIDE_LASTS),
            *(OWN_WORK, OWN_WORK_FROM, OWN_WORK_GOES, WSW_FORM),
            *(FULL_TIME, FULL_HOURS, PART_HOURS, AGREED, YEARS),
        ),
        {"weekuren": 30},
    ),
    "afspraakbaan": Recipe(
        agreed_jobs,
        f"{JOBS} banen op duizend personen, los van de personen.",
        (JOB_BEGAN, JOB_GOES, JOB_HOURS, SECTOR),
    ),
    "verloning": Recipe(
        paid_hours,
        "Hele maanden van een afspraakbaan. Een baan van 25,5 uur heeft 110,92 verloonde uren per "
        "maand (Regeling Wfsv).",
        (PAID, PAID_HOURS),
    ),
}
