"""What clients, employers and partners think: a random draw a year, the answers without a tie to a
person.

The idea that makes it simple: as many are asked and answer as is assumed; what they answer is
chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from koers.invented.days import number_of
from koers.invented.draw import EMPTY, Chance, Numbers, Pick, Rows, Spread, Truths, Words
from koers.invented.opinions import LOWEST
from koers.invented.recipe import Columns, Keys
from koers.invented.werkplein.levels import CODES
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, merged, moments

YEARS = (2016, 2017)
ASKED = {"GM0106": 500, "GM1680": 170, "GM1730": 180}
"""Clients asked in a year: of the smaller municipalities a larger part."""
ANSWERED = {
    2016: Chance("een klant antwoordt in 2016", 400),
    2017: Chance("een klant antwoordt in 2017", 365),
}
OPINION = {
    2016: Pick(
        "oordeel van klanten in 2016",
        {
            "zeer tevreden": 20,
            "tevreden": 58,
            "neutraal": 10,
            "ontevreden": 8,
            "zeer ontevreden": 2,
            "geen mening": 2,
        },
    ),
    2017: Pick(
        "oordeel van klanten in 2017",
        {
            "zeer tevreden": 24,
            "tevreden": 59,
            "neutraal": 8,
            "ontevreden": 5,
            "zeer ontevreden": 2,
            "geen mening": 2,
        },
    ),
}
ABOVE = Spread(
    "zo veel hoger is een cijfer dan het laagste bij een oordeel", (0, 5, 10, 20), "tienden"
)
ORGANISATIONS = 190
ORGANISATION = Pick("werkgever of partner", {"werkgever": 62, "partner": 38})
CONTACT = Chance("er was het laatste jaar contact", 790)
PARTNER_ANSWERED = Chance("een organisatie geeft antwoord", 520)
PARTNER_OPINION = Pick(
    "oordeel van organisaties",
    {
        "zeer tevreden": 26,
        "tevreden": 60,
        "neutraal": 7,
        "ontevreden": 4,
        "zeer ontevreden": 1,
        "geen mening": 2,
    },
)
SAID = Pick("verzonnen toelichting", {"": 82, "verzonnen toelichting": 18})


def sheets(world: World) -> Iterator[Sheet]:
    yield merged([_listed(world, year) for year in YEARS])
    yield merged([_clients(world, year) for year in YEARS])
    yield merged([_organisations(world, year) for year in YEARS])


def drawn_on(year: int) -> int:
    """The day of the draw."""
    return number_of(date(year, 10, 1))


def _opinions(rows: Rows, answers: Chance, opinion: Pick) -> Columns:
    there = answers.of(rows)
    said = opinion.of(rows).only(there)
    marks = np.array([LOWEST.get(word, EMPTY) for word in (*said.words, "")], dtype=np.int64)
    lowest: Numbers = marks[said.places]
    remark = SAID.of(rows)
    return {
        "respons": Words(np.where(there, 0, 1), ("ja", "nee")),
        "tevreden": said,
        "rapportcijfer": np.where(lowest == EMPTY, EMPTY, np.minimum(lowest + ABOVE.of(rows), 100)),
        "toelichting": remark.only(there & ~remark.among("")),
    }


def _list(world: World, year: int) -> tuple[Rows, Numbers, Truths]:
    """Everybody with a benefit on the day of the draw, under a number that says nothing: rows,
    where each lives, and who was drawn.
    """
    own = world.benefits
    there = np.flatnonzero(own.running(drawn_on(year)))
    place = own.place[there]
    number = 10_000 * (year - 2000) + 1 + np.argsort(own.rows.kept(there).bits(f"lijst {year}"))
    rows = Rows(world.seed, number, np.arange(len(number)), np.zeros_like(number))
    drawn = np.zeros(len(number), dtype=np.bool_)
    bits = rows.bits("uitgenodigd")
    for town, count in enumerate(ASKED.values()):
        mine = np.flatnonzero(place == town)
        drawn[mine[np.argsort(bits[mine], kind="stable")][:count]] = True
    return rows, place, drawn


def _listed(world: World, year: int) -> Sheet:
    rows, place, drawn = _list(world, year)
    day = np.full(len(rows), drawn_on(year))
    columns: Columns = {
        "antwoord": Keys("w", rows.number),
        "trekkingsdatum": day,
        "getrokken": Words(np.where(drawn, 0, 1), ("ja", "nee")),
        "gemeente": Words(place, CODES),
    }
    return moments("trekkingslijst", rows, day, columns, late=0)


def _clients(world: World, year: int) -> Sheet:
    """The answers of those drawn, each weighing as many clients as they speak for."""
    listed, place, drawn = _list(world, year)
    rows, town = listed.kept(drawn), place[drawn]
    there, asked = np.bincount(place), np.bincount(town)
    weight = 10_000 * there * len(town) // (asked * len(place))
    day = np.full(len(rows), drawn_on(year))
    columns: Columns = {
        "antwoord": Keys("w", rows.number),
        "trekkingsdatum": day,
        **_opinions(rows, ANSWERED[year], OPINION[year]),
        "gewicht": weight[town],
        "gemeente": Words(town, CODES),
    }
    return moments("klanttevredenheid", rows, day, columns, late=0)


def _organisations(world: World, year: int) -> Sheet:
    number = np.arange(1, ORGANISATIONS + 1)
    rows = Rows(world.seed, number, number - 1, np.full_like(number, year - 2000))
    day = np.full(len(number), drawn_on(year))
    place = number % 7 % len(CODES)
    columns: Columns = {
        "organisatie": Keys("o", number),
        "trekkingsdatum": day,
        "soort": ORGANISATION.of(rows.each(0)),
        "contact": CONTACT.words(rows),
        **_opinions(rows, PARTNER_ANSWERED, PARTNER_OPINION),
        "gemeente": Words(place, CODES),
    }
    return moments("partnertevredenheid", rows, day, columns, late=0)
