"""Invented money: bookings, budgets, cuts, social return.

The idea that makes it simple: a cost item has one fund, one kind of cost and one municipality for
all years; bookings and budgets of it are drawn around one monthly amount.
"""

from __future__ import annotations

import numpy as np

from koers.invented.days import number_of
from koers.invented.draw import Chance, Numbers, Pick, Rows, Spread, Truths, Words
from koers.invented.lives import BEGIN, FIRST_MONTH, People
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, Spells, course_of, joined, months_within

ITEMS = 15
"""Cost items on a thousand persons."""
FUND = Pick(
    "budget van een kostenpost",
    {"inkomen": 30, "participatie": 30, "wsw": 10, "minimabeleid": 10}
    | {"meedoen": 5, "uitvoering": 12, "overig": 3},
)
TASK_FIELD = {
    "inkomen": "6.3",
    "participatie": "6.5",
    "wsw": "6.4",
    "minimabeleid": "6.3",
    "meedoen": "6.3",
}
COST = Pick(
    "soort kosten van een kostenpost",
    {"uitkeringen": 40, "programmakosten": 40, "uitvoeringskosten": 20},
)
MONTHLY = Spread("kosten per maand", (500, 4000, 15000, 90000), "euro", scale=100)
BOOKED = Chance("in een maand is er een boeking", 930)
BOOKED_ON = Spread("dag van de maand", (0, 27), "dagen na de eerste")
DEVIATES = Spread(
    "boeking in honderdsten van de kosten per maand", (70, 95, 105, 140), "honderdsten"
)
CORRECTED = Chance("in een maand is er een correctie", 50)
CORRECTION = Spread("correctie in honderdsten", (-40, -10, 0), "honderdsten")
CORRECTION_NTH = 500
BAND = Pick(
    "verdiencapaciteit van de groep",
    {"onder 50": 35, "50 tot en met 80": 40, "boven 80": 15, "volledig": 10},
)
BUDGETED = Spread("begroot in honderdsten van de kosten", (90, 98, 102, 115), "honderdsten")
AMENDED = Chance("een begroting wordt in het jaar gewijzigd", 600)
AMENDED_AFTER = Spread("dagen tot een wijziging van de begroting", (60, 150, 300))
AMENDED_NTH = 5_000
STATUS = Pick("hoe zeker", {"opgave": 30, "geteld": 40, "gecontroleerd": 30})
CUT = Chance("op een kostenpost is bezuinigd", 250)
CUT_AFTER = Spread("dagen van begin 2014 tot de eerste bezuiniging", (100, 1500, 3500))
CUTS = Course(
    between=Spread("dagen tot de volgende bezuiniging", (200, 700, 1500)),
    again=Chance("daarna volgt er nog een bezuiniging", 400),
    most=5,
)
CUT_BY = Spread("bezuinigd bedrag", (5000, 20000, 100000), "euro", scale=100)
MIDDLE = Spread("deel van de middengroep, in honderdsten", (0, 20, 50, 90), "honderdsten")
CONTRACTS = 60
"""Contracts with social return on a thousand persons."""
EXPIRES = Spread("dagen van het einde van een contract tot het einde", (0, 1200, 2600, 4800))
OBLIGED = Spread("waarde van de verplichting", (2000, 10000, 40000, 200000), "euro", scale=100)
REALISED = Spread("gerealiseerd in honderdsten", (0, 40, 85, 100, 130), "honderdsten")
SUPPLIER = Pick("leverancier", {"Leverancier A": 40, "Leverancier B": 35, "Leverancier C": 25})


def _item(part: People, rows: Rows) -> Columns:
    """What never changes about the cost item of each row."""
    fund = FUND.of(rows.each(0))
    return {
        "kostenpost": Keys("h", rows.number),
        "gemeente": part.municipality.of(rows.each(0)),
        "fonds": fund,
        "kostensoort": COST.of(rows.each(0)),
        "taakveld": fund.read_as(TASK_FIELD),
    }


def _months(part: People) -> tuple[Rows, Numbers]:
    """A row per cost item per month, counted from the first month."""
    items = part.others(ITEMS)
    begin = np.full_like(items.number, number_of(BEGIN) - 1)
    end = np.full_like(begin, part.last_day)
    rows, month = months_within(Spells(items, begin, end, end), part.last_day)
    return rows.later(-FIRST_MONTH), month


def bookings(part: People) -> Made:
    months, month = _months(part)
    usual, wrong = BOOKED.of(months), CORRECTED.of(months)
    rows = joined([months.kept(usual), months.kept(wrong).later(CORRECTION_NTH)])
    month = np.concatenate([month[usual], month[wrong]])
    correction = rows.nth >= CORRECTION_NTH
    share = np.where(correction, CORRECTION.of(rows), DEVIATES.of(rows))
    item = _item(part, rows)
    columns: Columns = {
        "boeking": Keys("x", rows.number, rows.nth, digits=3),
        **item,
        "kostendatum": np.minimum(month + BOOKED_ON.of(rows), part.last_day),
        "band": BAND.of(rows.each(0)).only(FUND.of(rows.each(0)).among("participatie")),
        "kosten": MONTHLY.of(rows.each(0)) * share // 100,
        "omschrijving": _said("verzonnen boeking", correction, "verzonnen correctie"),
    }
    return Made(rows, month + BOOKED_ON.of(rows), columns)


def _said(usual: str, where: Truths, other: str) -> Words:
    return Words(np.where(where, 1, 0), (usual, other))


def budgets(part: People) -> Made:
    months, month = _months(part)
    years = months.nth % 12 == 0
    rows, day = months.kept(years), month[years]
    amended = AMENDED.of(rows)
    later = day[amended] + AMENDED_AFTER.of(rows.kept(amended))
    rows = joined([rows, rows.kept(amended).later(AMENDED_NTH)])
    day = np.concatenate([day, later])
    there = day <= part.last_day
    rows, day = rows.kept(there), day[there]
    columns: Columns = {
        **_item(part, rows),
        "vaststeldatum": day,
        "begroot": 12 * MONTHLY.of(rows.each(0)) * BUDGETED.of(rows) // 100,
        "status": STATUS.of(rows),
        "bron": _said("verzonnen begroting", rows.nth >= AMENDED_NTH, "verzonnen wijziging"),
    }
    return Made(rows, day, columns)


def cuts(part: People) -> Made:
    items = part.others(ITEMS)
    items = items.kept(CUT.of(items))
    first = number_of(BEGIN) + CUT_AFTER.of(items)
    spells = course_of(items, first, np.full_like(first, part.last_day), CUTS)
    rows, by = spells.rows, CUT_BY.of(spells.rows)
    columns: Columns = {
        "bezuiniging": Keys("z", rows.number, rows.nth),
        "kostenpost": Keys("h", rows.number),
        "besluitdatum": spells.begin,
        "volgorde": rows.nth + 1,
        "gemeente": part.municipality.of(rows.each(0)),
        "bezuinigd": by,
        "middengroep": by * MIDDLE.of(rows) // 100,
        "omschrijving": Words.all("verzonnen bezuiniging", len(rows)),
    }
    return Made(rows, spells.begin, columns)


def social_return(part: People) -> Made:
    rows = part.others(CONTRACTS)
    day = part.last_day - EXPIRES.of(rows)
    obliged = OBLIGED.of(rows)
    columns: Columns = {
        "contract": Keys("c", rows.number),
        "vervaldatum": day,
        "gemeente": part.municipality.of(rows),
        "partner": SUPPLIER.of(rows),
        "verplichting": obliged,
        "gerealiseerd": obliged * REALISED.of(rows) // 100,
    }
    return Made(rows, day, columns)


RECIPES = {
    "boeking": Recipe(
        bookings,
        f"{ITEMS} kostenposten op duizend personen, elk een boeking per maand; een correctie is "
        "negatief.",
        (FUND, COST, MONTHLY, BOOKED, BOOKED_ON, DEVIATES, CORRECTED, CORRECTION, BAND),
    ),
    "begroting": Recipe(
        budgets, "Op 1 januari, en soms een wijziging.", (BUDGETED, AMENDED, AMENDED_AFTER, STATUS)
    ),
    "bezuiniging": Recipe(cuts, "", (CUT, CUT_AFTER, CUTS, CUT_BY, MIDDLE)),
    "sroi": Recipe(
        social_return,
        f"{CONTRACTS} contracten op duizend personen.",
        (EXPIRES, OBLIGED, REALISED, SUPPLIER),
    ),
}
