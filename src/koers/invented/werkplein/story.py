"""Every table of the invented Werkplein through time, by the one who delivers it.

The idea that makes it simple: each family of tables has its own module; this is all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from koers.invented.werkplein import (
    asking,
    business,
    income,
    ladder,
    living,
    money,
    opinions,
    stated,
    support,
    work,
)
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, merged

_FAMILIES = (living, asking, income, support, work, ladder, business, opinions, money, stated)


def sheets(seed: int) -> Mapping[str, Sheet]:
    """The rows of every table, by its name."""
    world = World(seed)
    found: dict[str, Sheet] = {}
    for family in _FAMILIES:
        for sheet in family.sheets(world):
            there = found.get(sheet.table)
            found[sheet.table] = sheet if there is None else merged([there, sheet])
    return found
