"""Invented support: estimates, earning capacity, programmes, routes, guidance, referrals.

The idea that makes it simple: each table is a course of its own from the arrival of a person.
"""

from __future__ import annotations

import numpy as np

from koers.invented.days import NEVER
from koers.invented.draw import EMPTY, Chance, Pick, Spread
from koers.invented.lives import People
from koers.invented.people import key, spells_made
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, Spells

ESTIMATED = Chance("wordt ingeschat", 880)
ESTIMATED_AFTER = Spread("dagen van aankomst tot de eerste inschatting", (1, 14, 30, 60, 150))
ESTIMATES = Course(
    between=Spread("dagen tot de volgende inschatting", (40, 170, 300, 380, 700, 1400)),
    again=Chance("na een inschatting komt er nog een", 740),
    most=12,
)
ESTIMATE = Pick(
    "inschatting",
    {"binnen twee jaar": 46, "langer dan twee jaar": 31, "geen werk": 18, "niet beoordeeld": 5},
)
SAME_ESTIMATE = Chance("een inschatting is gelijk aan de eerste", 550)
ESTIMATED_BY = Pick("wie inschat", {"consulent": 80, "arbeidsdeskundige": 20})

MEASURED = Chance("de verdiencapaciteit is vastgesteld", 550)
MEASURED_AFTER = Spread("dagen van aankomst tot die vaststelling", (0, 30, 120, 400))
CAPACITIES = Course(
    lasts=Spread("dagen dat een vaststelling geldt", (90, 360, 540, 800, 1500)),
    between=Spread("dagen zonder vaststelling", (0, 0, 0, 0, 30, 200)),
    again=Chance("daarna komt een nieuwe vaststelling", 650),
    most=8,
)
CAPACITY = Spread("verdiencapaciteit", (0, 10, 25, 40, 50, 60, 70, 80, 92, 100, 101), "procent")
BASIS = Pick("hoe vastgesteld", {"loonwaarde": 45, "uwv": 25, "inschatting": 30})

SERVED = Chance("krijgt dienstverlening", 780)
SERVED_AFTER = Spread("dagen van aankomst tot de eerste dienst", (0, 14, 60, 180, 600))
SERVICES = Course(
    lasts=Spread("dagen dat een dienst duurt", (5, 60, 120, 182, 300, 500, 1100)),
    between=Spread("dagen tot de volgende dienst", (0, 1, 30, 120, 350, 900)),
    again=Chance("daarna volgt er nog een dienst", 660),
    most=10,
)
FORM = Pick("vorm van een dienst", {"intensief": 45, "basis": 45, "nazorg": 10})
PROVISION = Pick(
    "type voorziening",
    {"01": 12, "02": 1, "03": 14, "04": 10, "05": 5, "06": 20, "07": 8, "08": 10, "99": 20},
)
INSTRUMENT = Pick(
    "instrument",
    {
        "sollicitatietraining": 25,
        "jobcoach": 20,
        "werkstage": 20,
        "scholing": 20,
        "proefplaatsing": 15,
    },
)
PLANNED = Chance("het einde van een lopende dienst staat er al", 300)
SERVICE_ENDS = Pick("reden van einde van een dienst", {"1": 66, "2": 24, "3": 10})
PROVIDER = Pick("uitvoerder", {"werkplein": 70, "leerwerkbedrijf": 20, "reintegratiebureau": 10})

ROUTED = Chance("begint een route", 600)
ROUTED_AFTER = Spread("dagen van aankomst tot de aanvraag van een route", (0, 10, 45, 150, 500))
ROUTE_WAITS = Spread("dagen van aanvraag tot start van een route", (0, 5, 14, 30, 42, 90))
ROUTES = Course(
    between=Spread("dagen tot de volgende route", (90, 200, 500, 1200)),
    again=Chance("daarna volgt er nog een route", 350),
    most=5,
)
ROUTE = Pick("route", {"school": 14, "werk": 50, "ondernemen": 6, "participatie": 30})

GUIDED = Chance("wordt samen met een partner begeleid", 380)
GUIDED_AFTER = Spread("dagen van aankomst tot begeleiding", (0, 20, 70, 200, 900))
GUIDANCE = Course(
    lasts=Spread("dagen dat begeleiding duurt", (10, 90, 180, 365, 1000)),
    between=Spread("dagen tot de volgende begeleiding", (1, 60, 300, 900)),
    again=Chance("daarna volgt er nog begeleiding", 450),
    most=6,
)
PARTNER_KIND = Pick(
    "soort partner",
    {"zorg": 30, "welzijn": 25, "schuldhulp": 20, "onderwijs": 8, "werkgever": 12, "anders": 5},
)
JOINTLY = Chance("uitvoerder en partner begeleiden samen", 600)
PARTNER = Pick(
    "naam van een partner",
    {"Partner Noord": 40, "Partner Oost": 30, "Partner Zuid": 20, "Partner West": 10},
)
REFERRED = Chance("wordt doorverwezen", 450)
REFERRED_AFTER = Spread("dagen van aankomst tot een doorverwijzing", (0, 15, 80, 300, 1000))
REFERRALS = Course(
    between=Spread("dagen tot de volgende doorverwijzing", (7, 60, 300, 1200)),
    again=Chance("daarna volgt er nog een doorverwijzing", 400),
    most=6,
)


def estimates(part: People) -> Made:
    spells = part.begun(ESTIMATED, ESTIMATED_AFTER, ESTIMATES)
    rows = spells.rows
    first = ESTIMATE.of(part.persons).kept(rows.at)
    columns: Columns = {
        "klant": key(rows),
        "meetdatum": spells.begin,
        "uitkomst": ESTIMATE.of(rows).unless(SAME_ESTIMATE.of(rows), first),
        "door": ESTIMATED_BY.of(rows),
    }
    return Made(rows, spells.begin, columns)


def capacities(part: People) -> Made:
    spells = part.begun(MEASURED, MEASURED_AFTER, CAPACITIES)
    rows = spells.rows
    last = np.where(spells.after == NEVER, NEVER, spells.end)
    lasting = Spells(rows, spells.begin, last, spells.after)
    columns: Columns = {"percentage": CAPACITY.of(rows), "basis": BASIS.of(rows)}
    return spells_made(part, lasting, columns)


def services(part: People) -> Made:
    spells = part.begun(SERVED, SERVED_AFTER, SERVICES)
    rows = spells.rows
    end = part.closed(rows, spells.end)
    ended = end != EMPTY
    stays = part.departure[rows.at] == NEVER
    planned = PLANNED.of(rows) & ~ended & stays
    columns: Columns = {
        "klant": key(rows),
        "dienst": Keys("v", rows.number, rows.nth),
        "begindatum": spells.begin,
        "einddatum": np.where(planned, spells.end, end),
        "vorm": FORM.of(rows),
        "voorziening": PROVISION.of(rows),
        "instrument": INSTRUMENT.of(rows),
        "eindreden": SERVICE_ENDS.of(rows).only(ended),
        "uitvoerder": PROVIDER.of(rows),
    }
    return Made(rows, spells.begin, columns)


def routes(part: People) -> Made:
    spells = part.begun(ROUTED, ROUTED_AFTER, ROUTES)
    waits = ROUTE_WAITS.of(spells.rows)
    start = spells.begin + waits
    starts = start <= part.limit[spells.rows.at]
    rows, start, waits = spells.rows.kept(starts), start[starts], waits[starts]
    columns: Columns = {
        "klant": key(rows),
        "route": ROUTE.of(rows),
        "startdatum": start,
        "aanvraagdatum": start - waits,
        "wachtdagen": waits,
        "uitvoerder": PROVIDER.of(rows),
    }
    return Made(rows, start, columns)


def guidance(part: People) -> Made:
    spells = part.begun(GUIDED, GUIDED_AFTER, GUIDANCE)
    rows = spells.rows
    columns: Columns = {
        "begeleiding": Keys("b", rows.number, rows.nth),
        "soort": PARTNER_KIND.of(rows),
        "gezamenlijk": JOINTLY.words(rows),
        "partner": PARTNER.of(rows),
    }
    return spells_made(part, spells, columns)


def referrals(part: People) -> Made:
    spells = part.begun(REFERRED, REFERRED_AFTER, REFERRALS)
    rows = spells.rows
    columns: Columns = {
        "klant": key(rows),
        "doorverwijzing": Keys("r", rows.number, rows.nth),
        "verwijsdatum": spells.begin,
        "soort": PARTNER_KIND.of(rows),
        "partner": PARTNER.of(rows),
    }
    return Made(rows, spells.begin, columns)


RECIPES = {
    "inschatting": Recipe(
        estimates,
        "Vaak gelijk aan de eerste.",
        (ESTIMATED, ESTIMATED_AFTER, ESTIMATES, ESTIMATE, SAME_ESTIMATE, ESTIMATED_BY),
        {"uitkomst": 15},
    ),
    "verdiencapaciteit": Recipe(
        capacities,
        "De laatste vaststelling blijft gelden tot het vertrek.",
        (MEASURED, MEASURED_AFTER, CAPACITIES, CAPACITY, BASIS),
        {"percentage": 60},
    ),
    "dienst": Recipe(
        services,
        "Een deel van de lopende diensten heeft een einde dat nog komt.",
        (
            SERVED,
            SERVED_AFTER,
            SERVICES,
            FORM,
            PROVISION,
            INSTRUMENT,
            PLANNED,
            SERVICE_ENDS,
            PROVIDER,
        ),
    ),
    "route": Recipe(routes, "", (ROUTED, ROUTED_AFTER, ROUTE_WAITS, ROUTES, ROUTE, PROVIDER)),
    "begeleiding": Recipe(
        guidance, "", (GUIDED, GUIDED_AFTER, GUIDANCE, PARTNER_KIND, JOINTLY, PARTNER)
    ),
    "doorverwijzing": Recipe(
        referrals, "", (REFERRED, REFERRED_AFTER, REFERRALS, PARTNER_KIND, PARTNER)
    ),
}
