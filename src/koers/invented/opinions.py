"""Invented answers of clients, employers and partners to how satisfied they are.

The idea that makes it simple: a mark follows from the opinion, so the two never contradict.
"""

from __future__ import annotations

import numpy as np

from koers.invented.draw import EMPTY, Chance, Numbers, Pick, Rows, Spread, Words
from koers.invented.lives import People
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, course_of

LISTED = 2_100
"""Clients on a list to draw from, on a thousand persons."""
INVITED = Chance("een klant op de trekkingslijst wordt uitgenodigd", 430)
ASKED = Spread("dagen van een trekking tot het einde", (0, 900, 2000, 3300, 5100))
ANSWERED = Chance("een klant antwoordt", 420)
WEIGHT = Spread(
    "gewicht van een antwoord", (6_000, 9_000, 10_000, 11_000, 16_000), "tienduizendste"
)
OPINION = Pick(
    "oordeel",
    {
        "zeer tevreden": 16,
        "tevreden": 49,
        "neutraal": 16,
        "ontevreden": 11,
        "zeer ontevreden": 4,
        "geen mening": 4,
    },
)
LOWEST = {
    "zeer tevreden": 80,
    "tevreden": 60,
    "neutraal": 55,
    "ontevreden": 35,
    "zeer ontevreden": 10,
}
"""The lowest mark that goes with an opinion, in tenths."""
ABOVE = Spread(
    "zo veel hoger is het cijfer dan het laagste bij dat oordeel", (0, 5, 10, 20), "tienden"
)
REMARK = Pick(
    "toelichting bij een oordeel",
    {"": 70, "verzonnen toelichting": 20, "verzonnen toelichting, en meer": 10},
)
ORGANISATIONS = 60
"""Employers and partners on a thousand persons."""
FIRST_ASKED = Spread("dagen van de eerste uitnodiging tot het einde", (0, 900, 2500, 4700))
ASKED_AGAIN = Course(
    between=Spread("dagen tot de volgende uitnodiging", (340, 360, 370, 800)),
    again=Chance("een organisatie wordt weer uitgenodigd", 800),
    most=12,
)
ORGANISATION = Pick("soort organisatie", {"werkgever": 65, "partner": 35})
CONTACT = Chance("er was contact in de twaalf maanden ervoor", 720)
PARTNER_ANSWERED = Chance("een organisatie antwoordt", 380)


def _opinions(rows: Rows, answered: Chance) -> Columns:
    there = answered.of(rows)
    opinion = OPINION.of(rows).only(there)
    marks = np.array([LOWEST.get(word, EMPTY) for word in (*opinion.words, "")], dtype=np.int64)
    lowest: Numbers = marks[opinion.places]
    mark = np.where(lowest == EMPTY, EMPTY, np.minimum(lowest + ABOVE.of(rows), 100))
    remark = REMARK.of(rows)
    return {
        "respons": Words(np.where(there, 0, 1), ("ja", "nee")),
        "tevreden": opinion,
        "rapportcijfer": mark,
        "toelichting": remark.only(there & ~remark.among("")),
    }


def _listed(part: People, rows: Rows) -> Columns:
    """What the list and the answers both say."""
    return {
        "antwoord": Keys("w", rows.number),
        "trekkingsdatum": part.last_day - ASKED.of(rows),
        "gemeente": part.municipality.of(rows),
    }


def listed(part: People) -> Made:
    rows = part.others(LISTED)
    columns: Columns = {**_listed(part, rows), "getrokken": INVITED.words(rows)}
    return Made(rows, part.last_day - ASKED.of(rows), columns)


def answers(part: People) -> Made:
    rows = part.others(LISTED)
    rows = rows.kept(INVITED.of(rows))
    columns: Columns = {
        **_listed(part, rows),
        **_opinions(rows, ANSWERED),
        "gewicht": WEIGHT.of(rows),
    }
    return Made(rows, part.last_day - ASKED.of(rows), columns)


def partner_answers(part: People) -> Made:
    organisations = part.others(ORGANISATIONS)
    first = part.last_day - FIRST_ASKED.of(organisations)
    spells = course_of(organisations, first, np.full_like(first, part.last_day), ASKED_AGAIN)
    rows = spells.rows
    columns: Columns = {
        "organisatie": Keys("o", rows.number),
        "trekkingsdatum": spells.begin,
        "soort": ORGANISATION.of(organisations).kept(rows.at),
        "contact": CONTACT.words(rows),
        **_opinions(rows, PARTNER_ANSWERED),
        "gemeente": part.municipality.of(organisations).kept(rows.at),
    }
    return Made(rows, spells.begin, columns)


RECIPES = {
    "klanttevredenheid": Recipe(
        answers,
        "Wie van de trekkingslijst is uitgenodigd, niet naar personen te herleiden.",
        (ANSWERED, OPINION, ABOVE, WEIGHT, REMARK),
    ),
    "trekkingslijst": Recipe(listed, f"{LISTED} klanten op duizend personen.", (ASKED, INVITED)),
    "partnertevredenheid": Recipe(
        partner_answers,
        f"{ORGANISATIONS} organisaties op duizend personen.",
        (FIRST_ASKED, ASKED_AGAIN, ORGANISATION, CONTACT, PARTNER_ANSWERED, OPINION, ABOVE, REMARK),
    ),
}
