"""Every table of the invented Werkplein through time, and everything that is assumed about it.

The idea that makes it simple: each family of tables has its own module; this is all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from koers.invented.draw import Assumption, Chance, Pick, Spread
from koers.invented.spells import Course
from koers.invented.werkplein import (
    asking,
    benefits,
    business,
    income,
    ladder,
    living,
    money,
    opinions,
    people,
    stated,
    support,
    work,
)
from koers.invented.werkplein import sheets as registered
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, merged

_TABLES = (living, asking, income, support, work, ladder, business, opinions, money, stated)

FAMILIES: Mapping[ModuleType, str] = {
    benefits: "Wie een uitkering heeft",
    people: "Wie de mensen zijn",
    registered: "Hoe iets wordt geregistreerd",
    living: "Waar mensen wonen en bij welke groep zij horen",
    asking: "Melden, aanvragen en besluiten",
    income: "Uitkeringen en bijzondere bijstand",
    support: "Inschatting, dienstverlening en begeleiding",
    work: "Werk",
    ladder: "Ladder, onderwijs en vrijwilligerswerk",
    business: "Ondernemers",
    opinions: "Tevredenheid",
    money: "Geld",
    stated: "Opgegeven cijfers en activiteiten",
}
"""The modules that assume something, and what about."""


def sheets(seed: int) -> Mapping[str, Sheet]:
    """The rows of every table, by its name."""
    world = World(seed)
    found: dict[str, Sheet] = {}
    for family in _TABLES:
        for sheet in family.sheets(world):
            there = found.get(sheet.table)
            found[sheet.table] = sheet if there is None else merged([there, sheet])
    return found


def assumptions() -> Mapping[str, tuple[Assumption, ...]]:
    """What is assumed, by what it is about; each once, in the order of the modules."""
    seen: set[int] = set()
    found: dict[str, tuple[Assumption, ...]] = {}
    for family, about in FAMILIES.items():
        parts = [part for value in vars(family).values() for part in _parts(value)]
        own = {id(part): part for part in parts if id(part) not in seen}
        found[about] = tuple(p for p in own.values() if isinstance(p, Chance | Spread | Pick))
        seen |= {*own}
    return found


def _parts(value: object) -> tuple[object, ...]:
    """What stands in a constant of a module."""
    if isinstance(value, Course):
        return value.draws
    if isinstance(value, dict):
        return tuple(value.values())
    return value if isinstance(value, tuple) else (value,)
