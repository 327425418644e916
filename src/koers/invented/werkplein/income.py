"""Benefits, leaving them, special assistance, the arrangement to take part, breaches.

The idea that makes it simple: a benefit is written as it is lived; some are written in two rows,
for they stopped for a few weeks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from koers.invented.draw import Chance, Numbers, Pick, Rows, Spread, Truths, Words
from koers.invented.people import key
from koers.invented.recipe import Columns, Keys
from koers.invented.spells import Course, Spells, course_of, joined
from koers.invented.werkplein.benefits import WORK
from koers.invented.werkplein.business import SORT, Business
from koers.invented.werkplein.levels import CODES, FIRST, LAST
from koers.invented.werkplein.living import children_of, towns_of
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, faulty, moments, spells

STOPS_A_WHILE = Chance("een uitkering stopt een paar weken", 30)
STOPS_FOR = Spread("dagen dat zij dan stopt", (2, 10, 28))
SCHEME = Pick("regeling van een uitkering", {"01": 945, "02": 47, "03": 8})
AMOUNT = Spread("maandbedrag", (120, 680, 975, 1074, 1392), "euro", scale=100)
ALSO = Chance("naast een uitkering is er periodieke bijzondere bijstand", 50)
ALSO_FROM = Spread("zo ver is die uitkering dan", (0, 300, 900), "duizendsten")
ALSO_LASTS = Spread("dagen dat die periodieke bijstand duurt", (20, 120, 365, 700))
REASON_OF = {
    "onderwijs": "01",
    **dict.fromkeys(WORK, "11"),
    "zelfstandig": "13",
    "verhuisd": "32",
    "overleden": "04",
    "pensioen": "03",
}
REASON = Pick(
    "reden van een einde dat geen werk, onderwijs of vertrek is",
    {"02": 16, "05": 3, "07": 3, "14": 6, "15": 7, "17": 1, "18": 4, "19": 14}
    | {"31": 12, "34": 8, "35": 4, "97": 4, "98": 18},
)  # fmt: skip
AGREED = Chance("wie naar loondienst gaat, krijgt een afspraakbaan", 70)

GRANTED = Chance("iemand krijgt bijzondere bijstand", 330)
GRANTED_AFTER = Spread("dagen tot de eerste bijzondere bijstand", (10, 120, 400, 1100))
GRANTS = Course(
    between=Spread("dagen tot de volgende bijzondere bijstand", (20, 180, 365, 900)),
    again=Chance("er volgt nog een keer bijzondere bijstand", 560),
    most=7,
)
GRANT_SCHEME = Pick("regeling van bijzondere bijstand", {"11": 12, "12": 88})
CLUSTER = Pick(
    "soort kosten van bijzondere bijstand",
    {"a": 3, "b": 17, "c": 12, "d": 3, "e": 14, "f": 11, "g": 3, "h": 4, "i": 8, "j": 2}
    | {"k": 14, "l": 2, "m": 7},
)  # fmt: skip
LOAN = Chance("bijzondere bijstand is een lening", 190)
GRANT = Spread("bedrag van bijzondere bijstand", (20, 90, 250, 600, 2200), "euro", scale=100)
TAKES_PART = Chance("iemand gebruikt de Meedoenregeling", 340)
TAKES_AFTER = Spread("dagen tot het eerste gebruik", (30, 200, 600))
PARTS = Course(
    between=Spread("dagen tot het volgende gebruik van de Meedoenregeling", (300, 365, 420)),
    again=Chance("volgend jaar weer de Meedoenregeling", 700),
    most=5,
)
RULE_OF = {
    "GM0106": "meedoenregeling Assen",
    "GM1680": "meedoenregeling Aa en Hunze",
    "GM1730": "meedoenregeling Tynaarlo",
}
PART = Spread("bedrag van de Meedoenregeling per keer", (30, 100, 180, 320), "euro", scale=100)
CHILD_PARTS = Course(
    between=Spread("dagen tot een kind weer meedoet", (200, 340, 420)),
    again=Chance("een kind doet volgend jaar weer mee", 640),
    most=4,
)
CHILD_REACHED = Chance("een kind doet mee", 800)
CHILD_FIRST = Spread("dagen van de eerste keer tot het einde", (20, 400, 800, 1100))
BREACHES = Chance("iemand schendt de inlichtingenplicht", 28)
BREACH_AT = Spread("wanneer dat wordt vastgesteld", (0, 1000), "duizendsten van de tijd")
BREACH = Pick(
    "wat iemand verzweeg",
    {"inkomsten": 62, "vermogen": 11, "samenwonen": 15, "verblijf": 8, "anders": 4},
)
HARM = Spread("te veel betaald door verzwijgen", (40, 500, 1500, 4500, 24000), "euro", scale=100)


@dataclass(frozen=True)
class _Rows:
    """Benefits as rows of the table."""

    rows: Rows
    begin: Numbers
    end: Numbers
    household: Numbers
    scheme: Words


def sheets(world: World) -> Iterator[Sheet]:
    yield _benefits(world)
    yield _exits(world)
    yield _grants(world)
    yield _takes_part(world)
    yield _children(world)
    yield _breaches(world)


def _cut(world: World) -> _Rows:
    """Benefits for living costs, some in two rows with a gap that does not count as leaving."""
    own = world.benefits
    long = own.last_day - np.maximum(own.begin, FIRST) > 200
    stops = STOPS_A_WHILE.of(own.rows) & long
    middle = (np.maximum(own.begin, FIRST) + own.last_day) // 2
    again = middle + 1 + STOPS_FOR.of(own.rows)
    second = own.rows.kept(stops).later(10)
    scheme = SCHEME.of(own.rows.each(0))
    return _Rows(
        joined([own.rows, second]),
        np.concatenate([own.begin, again[stops]]),
        np.concatenate([np.where(stops, middle, own.end), own.end[stops]]),
        np.concatenate([own.household, own.household[stops]]),
        Words.joined([scheme, scheme.kept(stops)]),
    )


def _benefits(world: World) -> Sheet:
    cut, own = _cut(world), world.benefits
    helped, helped_from, helped_until = Business(world).helped
    also = ALSO.of(own.rows)
    beside = own.rows.kept(also).later(30)
    ran = own.last_day[also] - own.begin[also]
    from_day = own.begin[also] + ran * ALSO_FROM.of(beside) // 1000
    until = np.minimum(from_day + ALSO_LASTS.of(beside), own.end[also])
    rows = joined([cut.rows, helped.later(50), beside])
    begin = np.concatenate([cut.begin, helped_from, from_day])
    end = np.concatenate([cut.end, helped_until, until])
    kind = np.repeat([0, 1, 2], [len(cut.rows), len(helped), len(beside)])
    scheme = Words.joined([cut.scheme, Words.all("14", len(helped)), Words.all("11", len(beside))])
    # a partner's row has the number of the one who applied
    first = own.rows.kept(cut.household)
    partner = cut.household != cut.rows.at
    columns: Columns = {
        "klant": key(rows),
        "uitkering": Keys(
            "u",
            np.concatenate([first.number, helped.number, beside.number]),
            np.concatenate([first.nth + 10 * (cut.rows.nth >= 10), rows.nth[kind > 0]]),
        ),
        "regeling": scheme,
        "bbz": SORT.of(rows).only(kind == 1),
        "doel": Words(np.where(kind == 2, 1, 0), ("levensonderhoud", "bijzondere kosten")),
        "rol": Words(
            np.append(np.where(partner, 1, 0), np.zeros(len(helped) + len(beside), dtype=np.int64)),
            ("aanvrager", "partner"),
        ),
        "maandbedrag": AMOUNT.of(rows.each(0)),
    }
    found = spells("uitkering", rows, begin, end, columns, late=8)
    return faulty(found, "maandbedrag", AMOUNT.of(found.rows.later(90)), 12)


def _exits(world: World) -> Sheet:
    """Full exits; who leaves to a part-time job beside a benefit stands in the table of work."""
    own = world.benefits
    there = own.end <= LAST
    rows, to = own.rows.kept(there), own.to.kept(there)
    reason = to.read_as(REASON_OF)
    inside = to.among(*WORK, "onderwijs")
    columns: Columns = {
        "klant": key(rows),
        "uitstroom": Keys("v", rows.number, rows.nth),
        "uitstroomdatum": own.end[there],
        "omvang": Words.all("geheel", len(rows)),
        "reden": reason.unless(reason.places < 0, REASON.of(rows)),
        "bestemming": to.unless(~inside, Words.all("anders", len(rows))),
        "afspraakbaan": _yes(AGREED.of(rows) & to.among(*WORK[:4])),
        "wsw": Words.all("nee", len(rows)),
    }
    found = moments("uitstroom", rows, own.end[there], columns, late=22)
    return faulty(found, "bestemming", Words.all("anders", len(found)), 25)


def _yes(where: Truths) -> Words:
    return Words(np.where(where, 0, 1), ("ja", "nee"))


def _course(world: World, who: Chance, after: Spread, course: Course) -> Spells:
    """Something that happens to some of the clients, from so long after they came."""
    clients = world.clients
    some = clients.kept(who.of(clients.rows))
    first = np.maximum(some.came, FIRST) + after.of(some.rows)
    found = course_of(some.rows, first, np.minimum(some.gone, LAST), course)
    return Spells(
        Rows(found.rows.seed, found.rows.number, world.client_of(found.rows.number),
        found.rows.nth), found.begin, found.end, found.after,
    )  # fmt: skip


def _grants(world: World) -> Sheet:
    found = _course(world, GRANTED, GRANTED_AFTER, GRANTS)
    rows = found.rows
    columns: Columns = {
        "klant": key(rows),
        "toekenning": Keys("t", rows.number, rows.nth),
        "besluitdatum": found.begin,
        "regeling": GRANT_SCHEME.of(rows),
        "cluster": CLUSTER.of(rows),
        "lening": LOAN.words(rows),
        "toegekend": GRANT.of(rows),
    }
    return moments("toekenning", rows, found.begin, columns)


def _takes_part(world: World) -> Sheet:
    found = _course(world, TAKES_PART, TAKES_AFTER, PARTS)
    rows = found.rows
    town = Words(world.clients.place[rows.at], CODES)
    columns: Columns = {
        "klant": key(rows),
        "toekenning": Keys("n", rows.number, rows.nth),
        "besluitdatum": found.begin,
        "verordening": town.read_as(RULE_OF),
        "gemeente": town,
        "meedoenbedrag": PART.of(rows),
    }
    return moments("meedoen", rows, found.begin, columns)


def _children(world: World) -> Sheet:
    children = children_of(world)
    reached = children.kept(CHILD_REACHED.of(children))
    first = LAST - CHILD_FIRST.of(reached)
    found = course_of(reached, first, np.full_like(first, LAST), CHILD_PARTS)
    rows = found.rows
    town = towns_of(rows.each(0), "een kind")
    columns: Columns = {
        "kind": Keys("k", rows.number),
        "toekenning": Keys("q", rows.number, rows.nth),
        "besluitdatum": found.begin,
        "verordening": town.read_as(RULE_OF),
        "gemeente": town,
    }
    return moments("meedoen-kind", rows, found.begin, columns)


def _breaches(world: World) -> Sheet:
    own = world.benefits
    there = BREACHES.of(own.rows)
    rows = own.rows.kept(there)
    from_day = np.maximum(own.begin[there], FIRST)
    day = from_day + (own.last_day[there] - from_day) * BREACH_AT.of(rows) // 1000
    columns: Columns = {
        "klant": key(rows),
        "fraude": Keys("f", rows.number, rows.nth),
        "besluitdatum": day,
        "soort": BREACH.of(rows),
        "schadebedrag": HARM.of(rows),
    }
    return moments("fraude", rows, day, columns, late=0)
