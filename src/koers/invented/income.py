"""Invented income: benefits, leaving them, special assistance, the arrangement to take part.

The idea that makes it simple: a benefit is written as it is lived (`koers.invented.lives`); exits
are its ends and the first work beside it, so benefits, exits and work tell one story.
"""

from __future__ import annotations

import numpy as np

from koers.invented.draw import Chance, Pick, Rows, Spread, Truths, Words
from koers.invented.lives import (
    BENEFITS,
    BESIDE,
    BESIDE_FROM,
    DESTINATION,
    WAITS,
    People,
)
from koers.invented.people import CHILDREN, key, spells_made
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, Spells, course_of, joined, months_within, together

SECOND = Chance("naast een uitkering loopt periodieke bijzondere bijstand", 70)
SECOND_FROM = Spread(
    "zo ver is de uitkering dan op weg, in honderdsten", (0, 20, 50, 90), "honderdsten"
)
SECOND_LASTS = Spread("dagen dat die bijzondere bijstand duurt", (20, 90, 365, 800))
SECOND_NTH = 30
ROLE = Pick("rol in de uitkering", {"aanvrager": 84, "partner": 16})
SELF_EMPLOYED = Pick("soort zelfstandige", {"1": 40, "2": 15, "3": 20, "5": 25})
CREDIT = Chance("een Bbz-uitkering is een bedrijfskrediet", 250)
AMOUNT = Spread("maandbedrag van een uitkering", (120, 680, 975, 1074, 1392), "euro", scale=100)
RECORDED = Chance("een uitstroom is geregistreerd", 950)
OTHER_REASON = Pick(
    "reden van beëindiging zonder werk of onderwijs",
    {"02": 12, "05": 3, "07": 3, "14": 5, "15": 6, "17": 1, "18": 3, "19": 12}
    | {"31": 10, "34": 6, "35": 3, "97": 4, "98": 32},
)
REASON_OF = {
    "onderwijs": "01",
    "zonder subsidie": "11",
    "incidentele subsidie": "11",
    "structurele subsidie": "11",
    "beschut werk": "11",
    "zelfstandig": "13",
}
DEPARTED = {"overleden": "04", "pensioen": "03", "verhuisd": "32"}
AGREED_JOB = Chance("wie naar loondienst uitstroomt, krijgt een baan van de banenafspraak", 90)
HAS_WSW = Chance("wie uitstroomt, heeft een Wsw-indicatie", 15)
NORM = Spread("bijstandsnorm per maand", (680, 975, 976, 1392), "euro", scale=100)
NORMED = Chance("voor een maand van een zelfstandige staat er een bijstandsnorm", 960)

GRANTED = Chance("krijgt bijzondere bijstand", 380)
GRANTED_AFTER = Spread("dagen van aankomst tot de eerste toekenning", (5, 60, 300, 1200))
GRANTS = Course(
    between=Spread("dagen tot de volgende toekenning", (1, 90, 350, 1200)),
    again=Chance("daarna volgt er nog een toekenning", 600),
    most=9,
)
GRANT_SCHEME = Pick("regeling van een toekenning", {"11": 20, "12": 80})
CLUSTER = Pick(
    "soort kosten van een toekenning",
    {"a": 3, "b": 18, "c": 12, "d": 4, "e": 14, "f": 10, "g": 3, "h": 5, "i": 8, "j": 2}
    | {"k": 12, "l": 2, "m": 7},
)
LOAN = Chance("een toekenning is een lening", 180)
GRANT = Spread("toegekend bedrag", (20, 90, 250, 600, 2400), "euro", scale=100)
TAKES_PART = Chance("gebruikt de Meedoenregeling", 300)
TAKES_AFTER = Spread("dagen van aankomst tot het eerste gebruik", (30, 200, 700))
PARTS = Course(
    between=Spread("dagen tot het volgende gebruik", (200, 340, 380, 700)),
    again=Chance("het volgende jaar weer", 650),
    most=9,
)
RULES = Pick("naam van de Meedoenregeling", {"meedoenregeling": 85, "stadspas": 15})
PART_GRANT = Spread("bedrag van de Meedoenregeling", (25, 100, 175, 350), "euro", scale=100)
CHILD_TAKES_PART = Chance("een kind wordt bereikt door de Meedoenregeling", 350)
CHILD_PARTS = Course(
    between=Spread("dagen tot het volgende gebruik voor een kind", (200, 340, 380, 700)),
    again=Chance("voor een kind het volgende jaar weer", 600),
    most=5,
)
CHILD_FIRST = Spread("dagen van het eerste gebruik tot het einde", (20, 900, 2100, 4000))


def _seconds(part: People) -> Spells:
    """Periodic special assistance beside a benefit, overlapping it."""
    spells = part.benefits.kept(SECOND.of(part.benefits.rows))
    rows = spells.rows.later(SECOND_NTH)
    begin = spells.part_way(rows, SECOND_FROM)
    found = Spells(rows, begin, begin + SECOND_LASTS.of(rows), spells.after)
    return found.kept(begin <= part.limit[rows.at])


def benefits(part: People) -> Made:
    spells = together([part.benefits, _seconds(part)])
    rows = spells.rows
    second = rows.nth >= SECOND_NTH
    scheme = part.scheme.kept(rows.at).unless(second, Words.all("11", len(rows)))
    self_employed = scheme.among("14")
    credit = self_employed & CREDIT.of(rows)
    goal = Words.all("levensonderhoud", len(rows))
    goal = goal.unless(credit, Words.all("bedrijfskrediet", len(rows)))
    made = spells_made(
        part,
        spells,
        {
            "regeling": scheme,
            "bbz": SELF_EMPLOYED.of(rows).only(self_employed),
            "doel": goal.unless(second, Words.all("bijzondere kosten", len(rows))),
            "rol": ROLE.of(rows),
        },
    )
    own: Columns = {"uitkering": Keys("u", rows.number, rows.nth), "maandbedrag": AMOUNT.of(rows)}
    return Made(rows, spells.begin, {**made.columns, **own})


def exits(part: People) -> Made:
    """Full exits are the ends of benefits; partial ones the begins of work beside them."""
    whole = RECORDED.of(part.exits.rows)
    full, partial = part.exits.kept(whole), part.jobs_beside
    rows = joined([full.rows, partial.spells.rows])
    day = np.concatenate([full.end, partial.spells.begin])
    is_full = np.arange(len(rows)) < len(full.rows)
    to = Words.joined([part.destinations.kept(whole), partial.form])
    departs = is_full & (day == part.departure[rows.at])
    columns: Columns = {
        "klant": key(rows),
        "uitstroom": Keys("s", rows.number, rows.nth),
        "uitstroomdatum": day,
        "omvang": Words(np.where(is_full, 0, 1), ("geheel", "gedeeltelijk")),
        "reden": _reason(part, rows, to, departs).only(is_full),
        "bestemming": to,
        "afspraakbaan": _yes(AGREED_JOB.of(rows) & to.among(*REASON_OF) & is_full),
        "wsw": HAS_WSW.words(rows),
    }
    return Made(rows, day, columns)


def _reason(part: People, rows: Rows, to: Words, departs: Truths) -> Words:
    known = to.read_as(REASON_OF)
    reason = known.unless(known.places < 0, OTHER_REASON.of(rows))
    left = part.leaves_for.kept(rows.at).read_as(DEPARTED)
    return reason.unless(departs & (left.places >= 0), left)


def _yes(where: Truths) -> Words:
    return Words(np.where(where, 0, 1), ("ja", "nee"))


def norms(part: People) -> Made:
    """A norm for most months of the benefit of a self-employed person."""
    own = part.benefits.kept(part.scheme.among("14")[part.benefits.rows.at])
    departure = part.departure[own.rows.at]
    cut = Spells(own.rows, own.begin, np.minimum(own.end, departure), own.after)
    rows, month = months_within(cut, part.last_day)
    there = NORMED.of(rows)
    rows, month = rows.kept(there), month[there]
    columns: Columns = {
        "klant": key(rows),
        "maand": month,
        "bijstandsnorm": NORM.of(part.persons)[rows.at],
    }
    return Made(rows, month, columns)


def grants(part: People) -> Made:
    spells = part.begun(GRANTED, GRANTED_AFTER, GRANTS)
    rows = spells.rows
    columns: Columns = {
        "klant": key(rows),
        "toekenning": Keys("t", rows.number, rows.nth),
        "besluitdatum": spells.begin,
        "regeling": GRANT_SCHEME.of(rows),
        "cluster": CLUSTER.of(rows),
        "lening": LOAN.words(rows),
        "toegekend": GRANT.of(rows),
    }
    return Made(rows, spells.begin, columns)


def takes_part(part: People) -> Made:
    spells = part.begun(TAKES_PART, TAKES_AFTER, PARTS)
    rows = spells.rows
    columns: Columns = {
        "klant": key(rows),
        "toekenning": Keys("n", rows.number, rows.nth),
        "besluitdatum": spells.begin,
        "verordening": RULES.of(rows),
        "gemeente": part.municipality.of(part.persons.kept(rows.at)),
        "meedoenbedrag": PART_GRANT.of(rows),
    }
    return Made(rows, spells.begin, columns)


def children_take_part(part: People) -> Made:
    children = part.others(CHILDREN)
    children = children.kept(CHILD_TAKES_PART.of(children))
    first = part.last_day - CHILD_FIRST.of(children)
    limit = np.full_like(first, part.last_day)
    spells = course_of(children, first, limit, CHILD_PARTS)
    rows = spells.rows
    columns: Columns = {
        "kind": Keys("k", rows.number),
        "toekenning": Keys("q", rows.number, rows.nth),
        "besluitdatum": spells.begin,
        "verordening": RULES.of(rows),
        "gemeente": part.municipality.of(rows),
    }
    return Made(rows, spells.begin, columns)


RECIPES = {
    "uitkering": Recipe(
        benefits,
        "Voor levensonderhoud na elkaar; periodieke bijzondere bijstand loopt eroverheen. Een paar "
        "staat er met een van de twee in.",
        (WAITS, BENEFITS, SECOND, SECOND_FROM, SECOND_LASTS, ROLE, SELF_EMPLOYED, CREDIT, AMOUNT),
        {"maandbedrag": 25},
    ),
    "uitstroom": Recipe(
        exits,
        "Geheel: het einde van een uitkering die niet binnen 31 dagen terugkomt. Gedeeltelijk: het "
        "begin van werk naast een uitkering. Hoe vaak, staat hierboven naast cijfers van het CBS.",
        (DESTINATION, RECORDED, OTHER_REASON, BESIDE, BESIDE_FROM, AGREED_JOB, HAS_WSW),
    ),
    "normbedrag": Recipe(
        norms, "Hele maanden van een Bbz-uitkering.", (NORM, NORMED), {"bijstandsnorm": 4}
    ),
    "toekenning": Recipe(
        grants, "", (GRANTED, GRANTED_AFTER, GRANTS, GRANT_SCHEME, CLUSTER, LOAN, GRANT)
    ),
    "meedoen": Recipe(takes_part, "", (TAKES_PART, TAKES_AFTER, PARTS, RULES, PART_GRANT)),
    "meedoen-kind": Recipe(
        children_take_part, "", (CHILD_TAKES_PART, CHILD_PARTS, CHILD_FIRST, RULES)
    ),
}
