"""Invented reports, applications, decisions and breaches of the duty to inform.

The idea that makes it simple: an application follows from a report, by the same draws, so the two
tables agree without knowing each other. Decisions are subjects of their own.
"""

from __future__ import annotations

import numpy as np

from koers.invented.days import month_of, years_after
from koers.invented.draw import EMPTY, Chance, Pick, Rows, Spread, Truths, Words
from koers.invented.lives import People
from koers.invented.people import key
from koers.invented.recipe import Columns, Keys, Made, Recipe
from koers.invented.spells import Course, Spells, course_of

REPORTS = Course(
    between=Spread("dagen tussen twee meldingen", (3, 60, 250, 700, 1800)),
    again=Chance("na een melding komt er nog een", 480),
    most=6,
)
REPORT_FOR = Pick("soort melding", {"levensonderhoud": 70, "hulp bij werk": 20, "anders": 10})
SEARCHES = Chance("voor wie jonger is dan 27, geldt een zoekperiode", 850)
QUALIFIED = Chance("er is een startkwalificatie op de dag van de melding", 450)
REPORT_ENDS = Pick("afloop van een melding", {"aanvraag": 66, "zonder uitkering": 28, "loopt": 6})
INTERVENTION = Pick(
    "wat er is gedaan om een uitkering te voorkomen",
    {"geen": 40, "naar werk": 25, "naar onderwijs": 12, "andere regeling": 15, "anders": 8},
)
APPLIED_AFTER = Spread("dagen van melding tot aanvraag", (0, 0, 7, 28, 35))
APPLIED_FOR = Pick(
    "soort aanvraag",
    {
        "levensonderhoud": 60,
        "bedrijfskrediet": 2,
        "re-integratie": 10,
        "bijzondere bijstand": 20,
        "meedoen": 8,
    },
)
APPLICATION_ENDS = Pick(
    "afloop van een aanvraag",
    {"toegekend": 70, "afgewezen": 14, "ingetrokken": 9, "niet behandeld": 5, "loopt": 2},
)
SCHEMES = {"levensonderhoud": "01", "bedrijfskrediet": "14", "bijzondere bijstand": "12"}

DECISIONS = 1500
"""Decisions on a thousand persons."""
DECIDED = Spread("dagen van een besluit tot het einde", (0, 900, 2000, 3300, 5100))
DECISION = Pick(
    "soort besluit",
    {
        "toekenning": 40,
        "afwijzing": 10,
        "buiten behandeling": 4,
        "wijziging": 31,
        "beeindiging": 15,
    },
)
FIRST = Chance("een toekenning of afwijzing is het eerste besluit op de aanvraag", 800)
SCHEME = Pick("regeling van een besluit", {"01": 75, "02": 4, "03": 1, "11": 5, "12": 12, "14": 3})
DRAWN = Chance("een besluit is getrokken voor een toets", 80)
CHECKED_AFTER = Spread("dagen van besluit tot toets", (10, 30, 60, 120))
CHECK = Pick(
    "uitkomst van een toets",
    {"goed": 88, "verkeerde uitkomst": 3, "verkeerd bedrag": 5, "formele fout": 4},
)
WRONG_BY = Spread("foutbedrag", (1, 50, 200, 900), "euro", scale=100)

BREACHES = Chance("heeft de inlichtingenplicht geschonden", 40)
BREACH_AFTER = Spread("dagen van aankomst tot dat besluit", (60, 400, 900, 1900))
BREACH_AGAIN = Course(
    between=Spread("dagen tot een volgende schending", (60, 700)),
    again=Chance("daarna volgt er nog een", 120),
    most=3,
)
BREACH = Pick(
    "wat is verzwegen",
    {"inkomsten": 60, "vermogen": 12, "samenwonen": 15, "verblijf": 8, "anders": 5},
)
HARM = Spread("te veel betaald", (20, 400, 1200, 4000, 30000), "euro", scale=100)
YOUNG = 27
_FIRST_YEAR, _LAST_YEAR = 1990, 2080
_DRAWINGS = tuple(f"{y}-{m:02d}" for y in range(_FIRST_YEAR, _LAST_YEAR) for m in range(1, 13))


def _reports(part: People) -> tuple[Spells, Words, Truths]:
    """The reports, how each ended, and whether it was of somebody young."""
    spells = course_of(part.persons, part.arrival, part.limit, REPORTS)
    of_age = years_after(part.birth, YOUNG)
    return spells, REPORT_ENDS.of(spells.rows), spells.begin < of_age[spells.rows.at]


def reports(part: People) -> Made:
    spells, ends, young = _reports(part)
    rows = spells.rows
    prevented = ends.among("zonder uitkering")
    columns: Columns = {
        "klant": key(rows),
        "melding": Keys("m", rows.number, rows.nth),
        "meldingsdatum": spells.begin,
        "soort": REPORT_FOR.of(rows),
        "zoekperiode": SEARCHES.words(rows).unless(~young, Words.all("nee", len(rows))),
        "startkwalificatie": QUALIFIED.words(rows),
        "uitkomst": ends,
        "interventie": INTERVENTION.of(rows).unless(~prevented, Words.all("geen", len(rows))),
    }
    return Made(rows, spells.begin, columns)


def applications(part: People) -> Made:
    spells, ends, young = _reports(part)
    day = spells.begin + APPLIED_AFTER.of(spells.rows)
    those = ends.among("aanvraag") & (day <= part.limit[spells.rows.at])
    spells, day, young = spells.kept(those), day[those], young[those]
    rows, sort = spells.rows, APPLIED_FOR.of(spells.rows)
    scheme = part.scheme.kept(rows.at)
    own = sort.among("levensonderhoud") & (scheme.places >= 0)
    columns: Columns = {
        "klant": key(rows),
        "aanvraag": Keys("a", rows.number, rows.nth),
        "aanvraagdatum": day,
        "meldingsdatum": spells.begin,
        "jongere": Words(np.where(young, 0, 1), ("ja", "nee")),
        "soort": sort,
        "regeling": sort.read_as(SCHEMES).unless(own, scheme),
        "uitkomst": APPLICATION_ENDS.of(rows),
    }
    return Made(rows, day, columns)


def _decision(part: People, rows: Rows) -> Columns:
    """What the tables of decisions and of checked decisions both say."""
    return {
        "besluit": Keys("d", rows.number),
        "besluitdatum": part.last_day - DECIDED.of(rows),
        "soort": DECISION.of(rows),
        "regeling": SCHEME.of(rows),
        "gemeente": part.municipality.of(rows),
    }


def decisions(part: People) -> Made:
    rows = part.others(DECISIONS)
    columns = _decision(part, rows)
    may_be_first = DECISION.of(rows).among("toekenning", "afwijzing")
    first = FIRST.words(rows).unless(~may_be_first, Words.all("nee", len(rows)))
    return Made(rows, part.last_day - DECIDED.of(rows), {**columns, "eerste": first})


def checks(part: People) -> Made:
    rows = part.others(DECISIONS)
    rows = rows.kept(DRAWN.of(rows))
    decided = part.last_day - DECIDED.of(rows)
    day = decided + CHECKED_AFTER.of(rows)
    done = day <= part.last_day
    outcome = CHECK.of(rows).only(done)
    wrong = outcome.among("verkeerde uitkomst", "verkeerd bedrag")
    columns: Columns = {
        **_decision(part, rows),
        "trekking": Words(month_of(decided) - 12 * (_FIRST_YEAR - 1970), _DRAWINGS),
        "toetsdatum": np.where(done, day, EMPTY),
        "uitkomst": outcome,
        "foutbedrag": np.where(wrong, WRONG_BY.of(rows), np.where(done, 0, EMPTY)),
    }
    return Made(rows, decided, columns)


def breaches(part: People) -> Made:
    spells = part.begun(BREACHES, BREACH_AFTER, BREACH_AGAIN)
    rows = spells.rows
    columns: Columns = {
        "klant": key(rows),
        "fraude": Keys("f", rows.number, rows.nth),
        "besluitdatum": spells.begin,
        "soort": BREACH.of(rows),
        "schadebedrag": HARM.of(rows),
    }
    return Made(rows, spells.begin, columns)


RECIPES = {
    "melding": Recipe(
        reports,
        "De eerste melding is op de dag van aankomst.",
        (REPORTS, REPORT_FOR, SEARCHES, QUALIFIED, REPORT_ENDS, INTERVENTION),
        {"startkwalificatie": 60},
    ),
    "aanvraag": Recipe(
        applications,
        "Volgt op een melding die in een aanvraag eindigt.",
        (APPLIED_AFTER, APPLIED_FOR, APPLICATION_ENDS),
    ),
    "besluit": Recipe(
        decisions,
        f"{DECISIONS} besluiten op duizend personen, los van de personen.",
        (DECIDED, DECISION, FIRST, SCHEME),
    ),
    "toetsing": Recipe(
        checks,
        "Een deel van de besluiten; zonder uitkomst als de toets nog niet klaar is.",
        (DRAWN, CHECKED_AFTER, CHECK, WRONG_BY),
    ),
    "fraude": Recipe(
        breaches, "Een kleine groep.", (BREACHES, BREACH_AFTER, BREACH_AGAIN, BREACH, HARM)
    ),
}
