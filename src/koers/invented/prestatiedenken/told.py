"""Rows as they were told: each with the day on which its source registered it.

The idea that makes it simple: a row that changes is told again, with the same key. What a delivery
holds is all that was told since the one before it, and of one key the last.

It must not know files or what the rows are about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

from koers.invented.prestatiedenken.lot import Lot

Cell: TypeAlias = str | int | date | None
Cells: TypeAlias = Mapping[str, Cell]

LATE = 10
"""Of a thousand rows so many are registered weeks after their day."""


@dataclass(frozen=True)
class Told:
    """A row and the day on which it was registered."""

    on: date
    cells: Cells


@dataclass
class Book:
    """What one source told, by table, in the order in which it came up."""

    tables: dict[str, list[Told]] = field(default_factory=dict)

    def tell(self, table: str, on: date, **cells: Cell) -> None:
        self.tables.setdefault(table, []).append(Told(on, cells))

    def spell(
        self, table: str, lot: Lot, *, begin: date, end: date | None, last: date, **cells: Cell
    ) -> None:
        """A row on its first day, without its end, and again when it has ended by `last`."""
        on = registered(begin, lot, table)
        ran = end if end is not None and end <= last else None
        self.tell(table, on, begindatum=begin, einddatum=None, **cells)
        if ran is not None:
            self.tell(table, max(on, ran), begindatum=begin, einddatum=ran, **cells)

    def between(self, table: str, key: Sequence[str], after: date, until: date) -> list[Cells]:
        """What was told after a day up to and including another one, in order of key."""
        found: dict[tuple[str, ...], Told] = {}
        for row in self.tables.get(table, ()):
            if after < row.on <= until:
                name = tuple(str(row.cells[column]) for column in key)
                if name not in found or row.on >= found[name].on:
                    found[name] = row
        return [found[name].cells for name in sorted(found)]


def registered(day: date, lot: Lot, name: str) -> date:
    """The day itself, but for what comes late."""
    if not lot.happens(f"{name} te laat", LATE):
        return day
    return day + timedelta(lot.number(f"{name} zo veel later", 15, 45))


def later(day: date, days: int) -> date:
    return day + timedelta(days)
