"""Who people are, where they live, to which group they belong, when they leave the area.

The idea that makes it simple: a group is where a person is in the story: with a benefit, working
with a subsidy, in sheltered work, seeking.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from koers.invented.days import NEVER
from koers.invented.draw import Chance, Pick, Rows, Spread, Words
from koers.invented.people import CHILDREN, key
from koers.invented.recipe import Columns, Keys
from koers.invented.spells import joined
from koers.invented.werkplein.levels import CODES, FIRST, LAST
from koers.invented.werkplein.people import Group, World
from koers.invented.werkplein.sheets import Sheet, faulty, moments, spells

WOMAN = Pick("geslacht van iemand", {"1": 47, "2": 53})
LIVED = Spread("dagen dat iemand er al woonde", (30, 400, 1500, 4000, 9000))
MOVES = Chance("verhuist binnen de drie gemeenten", 12)
MOVES_AFTER = Spread("dagen tot die verhuizing", (60, 200, 500, 900))
ANOTHER = Spread("welke andere gemeente", (1, 3), "verder in de lijst")
RECORDED = Chance("een vertrek staat in het register", 985)
SEEKER = Pick("groep van wie geen uitkering heeft", {"zonder uitkering": 80, "anw": 20})
TAGS = (
    Chance("statushouder", 140),
    Chance("nieuwe doelgroep", 160),
    Chance("alleenstaande ouder", 150),
    Chance("schulden", 230),
    Chance("laaggeletterd", 160),
)
TAG_AFTER = Spread("dagen tot een kenmerk is vastgelegd", (0, 5, 30, 120))
CHILD_BORN = Spread("dagen van een geboorte tot het einde", (0, 1500, 3200, 4900, 6500))


def sheets(world: World) -> Iterator[Sheet]:
    yield _clients(world.everyone)
    yield _children(world)
    yield _homes(world.everyone)
    yield _groups(world)
    yield _tags(world.clients)
    yield _departures(world.everyone)


def _clients(people: Group) -> Sheet:
    columns: Columns = {
        "klant": key(people.rows),
        "geboortedatum": people.birth,
        "geslacht": WOMAN.of(people.rows),
    }
    return moments("klant", people.rows, people.came, columns, late=0)


def children_of(world: World) -> Rows:
    """Children of people with a low income; they are not linked to their parents."""
    at = np.arange(len(world.clients) * CHILDREN // 1000)
    return Rows(world.seed, at + 1, at, np.zeros_like(at))


def towns_of(rows: Rows, name: str) -> Words:
    """The municipality of what has no other tie to one."""
    return Pick(f"gemeente van {name}", dict(zip(CODES, (73, 13, 14), strict=True))).of(rows)


def _children(world: World) -> Sheet:
    rows = children_of(world)
    born = LAST - CHILD_BORN.of(rows)
    columns: Columns = {"kind": Keys("k", rows.number), "geboortedatum": born}
    return moments("kind", rows, np.maximum(born, FIRST - 1), columns, late=0)


def _homes(people: Group) -> Sheet:
    """One home, and for some a second one in another of the three municipalities."""
    rows = people.rows
    left = np.where(people.why.among("verhuisd", "overleden"), people.gone, NEVER)
    moved = np.maximum(people.came, FIRST) + MOVES_AFTER.of(rows)
    moves = MOVES.of(rows) & (moved < np.minimum(left, LAST))
    second = rows.kept(moves).later(1)
    elsewhere = (people.place[moves] + ANOTHER.of(second)) % len(CODES)
    both = joined([rows, second])
    since = np.minimum(people.came, FIRST) - LIVED.of(rows)
    begin = np.concatenate([since, moved[moves]])
    end = np.concatenate([np.where(moves, moved - 1, left), left[moves]])
    place = Words(np.concatenate([people.place, elsewhere]), CODES)
    columns: Columns = {"klant": key(both), "gemeente": place}
    seen = np.concatenate([people.came, people.came[moves]])
    found = spells("woonplaats", both, begin, end, columns, seen=seen)
    return faulty(found, "gemeente", towns_of(found.rows, "een fout adres"), 6)


def _groups(world: World) -> Sheet:
    """Groups of people with a benefit end with it; those of others go on."""
    own = world.benefits
    others = [world.sheltered, world.subsidised, world.seekers]
    words = [
        Words.all("bijstand", len(own)),
        Words.all("wsw", len(world.sheltered)),
        Words.all("loonkostensubsidie", len(world.subsidised)),
        SEEKER.of(world.seekers.rows),
    ]
    rows = joined([own.rows, *(group.rows for group in others)])
    begin = np.concatenate([own.begin, *(group.came for group in others)])
    stays = [np.full(len(group), NEVER) for group in (world.subsidised, world.seekers)]
    end = np.concatenate([own.end, world.left_wsw, *stays])
    columns: Columns = {"klant": key(rows), "doelgroep": Words.joined(words)}
    return spells("doelgroep", rows, begin, end, columns)


def _tags(people: Group) -> Sheet:
    have = [people.rows.kept(tag.of(people.rows)).later(nth) for nth, tag in enumerate(TAGS)]
    rows = joined(have)
    begin = people.came[rows.at] + TAG_AFTER.of(rows)
    names = Words(rows.nth, tuple(tag.name for tag in TAGS))
    columns: Columns = {"klant": key(rows), "kenmerk": names}
    return spells("kenmerk", rows, begin, people.gone[rows.at], columns)


def _departures(people: Group) -> Sheet:
    gone = people.kept((people.gone != NEVER) & RECORDED.of(people.rows))
    columns: Columns = {"klant": key(gone.rows), "vertrekdatum": gone.gone, "reden": gone.why}
    return moments("vertrek", gone.rows, gone.gone, columns, late=20)
