"""Ledger, budget, cuts and social return of the three municipalities.

The idea that makes it simple: for every year, fund and municipality it is assumed how much was
budgeted and what part of it was spent; bookings are that amount in twelve pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from koers.invented.days import number_of
from koers.invented.draw import Numbers, Pick, Rows, Spread, Words
from koers.invented.recipe import Columns, Keys
from koers.invented.werkplein.levels import CODES, FIRST, LAST, Month
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, moments

YEARS = (2016, 2017, 2018)
BEGINS = Month(2016, 7)
"""The books of the agreement begin with it: budgets and bookings of 2016 are those of half a year.
"""
BANDS = ("onder 50", "50 tot en met 80", "boven 80", "volledig")


@dataclass(frozen=True)
class Post:
    """A line of the budget: euros in 2016 for Assen, and in thousandths of those for the others."""

    fund: str
    cost: str
    field: str
    euros: int
    band: str = ""


POSTS = (
    Post("inkomen", "uitkeringen", "6.3", 34_600_000),
    Post("participatie", "programmakosten", "6.5", 720_000, "onder 50"),
    Post("participatie", "programmakosten", "6.5", 1_180_000, "50 tot en met 80"),
    Post("participatie", "programmakosten", "6.5", 510_000, "boven 80"),
    Post("participatie", "programmakosten", "6.5", 690_000, "volledig"),
    Post("wsw", "uitkeringen", "6.4", 17_200_000),
    Post("minimabeleid", "uitkeringen", "6.3", 2_350_000),
    Post("meedoen", "uitkeringen", "6.3", 410_000),
    Post("uitvoering", "uitvoeringskosten", "6.3", 4_010_000),
)
SIZE = {"GM0106": 1000, "GM1680": 176, "GM1730": 201}
INDEX = {2016: 500, 2017: 1011, 2018: 1024}
"""The budget of a year in thousandths of that of the whole of 2016."""
SPENT: Mapping[tuple[str, int], tuple[int, int, int]] = {
    ("inkomen", 2016): (1004, 986, 997),
    ("inkomen", 2017): (996, 990, 1001),
    ("participatie", 2016): (962, 948, 981),
    ("participatie", 2017): (988, 1006, 993),
    ("wsw", 2016): (999, 997, 1000),
    ("wsw", 2017): (996, 1003, 998),
    ("minimabeleid", 2016): (1021, 984, 1012),
    ("minimabeleid", 2017): (993, 977, 996),
    ("meedoen", 2016): (914, 902, 958),
    ("meedoen", 2017): (971, 938, 1009),
    ("uitvoering", 2016): (1011, 1004, 992),
    ("uitvoering", 2017): (1027, 1019, 1008),
}
"""What was spent of the budget as amended, in thousandths, by municipality."""
USUALLY_SPENT = (990, 990, 990)
UNEVEN = Spread(
    "boeking van een maand in duizendsten van een twaalfde", (930, 985, 1015, 1070), "duizendsten"
)
BOOKED_ON = Spread("dag in de maand van een boeking", (0, 27), "dagen na de eerste")
AMENDED = date(2000, 10, 1)
AMENDMENT = Spread("wijziging van een begroting in duizendsten", (985, 1000, 1030), "duizendsten")
CUTS = (
    (
        date(2016, 11, 8),
        2,
        60_000,
        0,
        "Minder inkoop van sollicitatietraining; de middengroep is ontzien.",
    ),
    (
        date(2016, 11, 8),
        4,
        85_000,
        0,
        "Minder trajecten voor wie volledig kan werken; online begeleiding in plaats daarvan.",
    ),
    (
        date(2017, 6, 20),
        3,
        40_000,
        4_000,
        "Proefplaatsing korter; een klein deel raakt de middengroep.",
    ),
    (
        date(2017, 11, 7),
        1,
        55_000,
        9_000,
        "Minder dagdelen activering; voor de middengroep blijft de jobcoach.",
    ),
)
CONTRACTS = 34
EXPIRES = Spread("dag waarop een contract afloopt", (0, 1000), "duizendsten van de tijd")
OBLIGED = Spread("verplichting van een contract", (4000, 15000, 40000, 160000), "euro", scale=100)
REALISED = Spread("gerealiseerd van een verplichting", (0, 50, 88, 102, 130), "honderdsten")
BUYER = Pick(
    "verzonnen leverancier van een gemeente",
    {"Leverancier A": 40, "Leverancier B": 35, "Leverancier C": 25},
)


def sheets(world: World) -> Iterator[Sheet]:
    yield _bookings(world)
    yield _budgets(world)
    yield _cuts(world)
    yield _social_return(world)


def _lines(world: World) -> tuple[Rows, Numbers, Numbers, Numbers]:
    """By year, municipality and post: rows, and the places of each."""
    shape = (len(YEARS), len(CODES), len(POSTS))
    year, town, post = (part.ravel() for part in np.indices(shape))
    number = town * len(POSTS) + post + 1
    rows = Rows(world.seed, number, np.arange(len(number)), year)
    return rows, year, town, post


def _fixed(number: Numbers) -> Columns:
    """What never changes about a line of the budget."""
    town, post = np.divmod(number - 1, len(POSTS))
    funds, costs, fields = zip(*((p.fund, p.cost, p.field) for p in POSTS), strict=True)
    return {
        "kostenpost": Keys("h", number),
        "gemeente": Words(town, CODES),
        "fonds": Words(post, funds),
        "kostensoort": Words(post, costs),
        "taakveld": Words(post, fields),
    }


def _budgeted(rows: Rows, year: Numbers, town: Numbers, post: Numbers) -> tuple[Numbers, Numbers]:
    """Cents, as adopted and as amended."""
    euros = np.array([p.euros for p in POSTS], dtype=np.int64)[post]
    size = np.array(list(SIZE.values()), dtype=np.int64)[town]
    index = np.array(list(INDEX.values()), dtype=np.int64)[year]
    adopted = euros * size // 1000 * index // 1000 // 1000 * 1000
    amended = adopted * AMENDMENT.of(rows) // 1000 // 1000 * 1000
    return adopted * 100, amended * 100


def _spent(amended: Numbers, year: Numbers, town: Numbers, post: Numbers) -> Numbers:
    """Cents, of the whole year."""
    places = zip(year.tolist(), town.tolist(), post.tolist(), strict=True)
    shares = [SPENT.get((POSTS[p].fund, YEARS[y]), USUALLY_SPENT)[t] for y, t, p in places]
    found: Numbers = amended * np.array(shares, dtype=np.int64) // 1000
    return found


def _bookings(world: World) -> Sheet:
    """What was spent in a year, in as many uneven pieces as it has months."""
    rows, year, town, post = _lines(world)
    whole = _spent(_budgeted(rows, year, town, post)[1], year, town, post)
    starts = np.where(year == 0, BEGINS.month, 1)
    counts = 13 - starts
    at = np.repeat(np.arange(len(rows)), counts)
    ends = np.cumsum(counts)
    month = np.arange(len(at)) - (ends - counts - starts)[at]
    line = rows.kept(at)
    each = Rows(line.seed, line.number, line.at, line.nth * 12 + month)
    part = (whole // counts)[at] * UNEVEN.of(each) // 1000
    part[ends - 1] += whole - np.add.reduceat(part, ends - counts)
    first = np.array([Month(YEARS[y], int(m)).first for y, m in zip(year[at], month, strict=True)])
    day = first + BOOKED_ON.of(each)
    band = np.array([BANDS.index(p.band) if p.band else -1 for p in POSTS], dtype=np.int64)
    columns: Columns = {
        "boeking": Keys("x", each.number, each.nth),
        **_fixed(each.number),
        "kostendatum": day,
        "band": Words(band[post[at]], BANDS),
        "kosten": part,
        "omschrijving": Words.all("verzonnen boeking", len(each)),
    }
    return moments("boeking", each, day, columns, late=12)


def _budgets(world: World) -> Sheet:
    rows, year, town, post = _lines(world)
    adopted, amended = _budgeted(rows, year, town, post)
    first = np.array([max(number_of(date(YEARS[y], 1, 1)), BEGINS.first) for y in year])
    autumn = np.array([number_of(AMENDED.replace(year=YEARS[y])) for y in year])
    number = np.concatenate([rows.number, rows.number])
    day = np.concatenate([first, autumn])
    both = Rows(rows.seed, number, np.arange(len(number)), np.concatenate([year, year + 10]))
    columns: Columns = {
        **_fixed(number),
        "vaststeldatum": day,
        "begroot": np.concatenate([adopted, amended]),
        "status": Words.all("gecontroleerd", len(number)),
        "bron": Words(np.repeat([0, 1], len(rows)), ("verzonnen begroting", "verzonnen wijziging")),
    }
    return moments("begroting", both, day, columns, late=0)


def _cuts(world: World) -> Sheet:
    number = np.array([post + 1 for _, post, *_ in CUTS])
    at = np.arange(len(CUTS))
    rows = Rows(world.seed, number, at, at)
    day = np.array([number_of(one[0]) for one in CUTS])
    columns: Columns = {
        "bezuiniging": Keys("z", at + 1),
        "kostenpost": Keys("h", number),
        "besluitdatum": day,
        "volgorde": at + 1,
        "gemeente": Words.all(CODES[0], len(CUTS)),
        "bezuinigd": np.array([100 * one[2] for one in CUTS], dtype=np.int64),
        "middengroep": np.array([100 * one[3] for one in CUTS], dtype=np.int64),
        "omschrijving": Words(at, tuple(one[4] for one in CUTS)),
    }
    return moments("bezuiniging", rows, day, columns, late=0)


def _social_return(world: World) -> Sheet:
    number = np.arange(1, CONTRACTS + 1)
    rows = Rows(world.seed, number, number - 1, np.zeros_like(number))
    day = FIRST + EXPIRES.of(rows) * (LAST - FIRST) // 1000
    obliged = OBLIGED.of(rows)
    columns: Columns = {
        "contract": Keys("c", number),
        "vervaldatum": day,
        "gemeente": Words(number % 5 % len(CODES), CODES),
        "partner": BUYER.of(rows),
        "verplichting": obliged,
        "gerealiseerd": obliged * REALISED.of(rows) // 100,
    }
    return moments("sroi", rows, day, columns, late=0)
