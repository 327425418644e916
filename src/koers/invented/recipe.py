"""How the rows of one table are made: a function, and the assumptions it draws from.

The idea that makes it simple: a recipe gives its columns in any order of rows; here they are put in
order, and of every cell that may be empty some are emptied. So no recipe thinks of either.

It must not know files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from koers.dictionary import Column, ColumnType, Table
from koers.invented.draw import EMPTY, Assumption, Chance, Numbers, Rows, Truths, Words
from koers.invented.lives import People
from koers.invented.spells import Course

USUALLY_EMPTY = 8
"""Of every cell that may be empty, so many in a thousand are, unless a recipe says otherwise."""
_ROOM = 2**20
"""More than there are days from EARLIEST to LATEST, in order to sort by subject and day."""


@dataclass(frozen=True)
class Keys:
    """A key per row: a letter, the number of the subject, and which of its rows if need be. All are
    equally long, so that the order of the texts is that of the numbers.
    """

    letter: str
    number: Numbers
    nth: Numbers | None = None
    digits: int = 2

    def kept(self, those: Truths | Numbers) -> Keys:
        nth = None if self.nth is None else self.nth[those]
        return Keys(self.letter, self.number[those], nth, self.digits)


Values: TypeAlias = Keys | Words | Numbers
Columns: TypeAlias = dict[str, Values]


@dataclass(frozen=True)
class Made:
    """Rows, the day each is sorted by, and their cells by column."""

    rows: Rows
    day: Numbers
    columns: Mapping[str, Values]


@dataclass(frozen=True)
class Recipe:
    """How a table is made, what is special about it, and what it assumes."""

    make: Callable[[People], Made]
    about: str
    draws: tuple[Assumption | Course, ...]
    empty: Mapping[str, int] = field(default_factory=dict)
    """Cells of a column that are empty, in a thousand, where that is not the usual share."""

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Every assumption, those of a course written out."""
        found: list[Assumption] = []
        for draw in self.draws:
            found += draw.draws if isinstance(draw, Course) else (draw,)
        return tuple(found)


def made(part: People, table: Table, recipe: Recipe) -> Made:
    """The rows of a table in a part: by subject, then by day."""
    raw = recipe.make(part)
    order = np.argsort(raw.rows.number * _ROOM + raw.day, kind="stable")
    rows = raw.rows.kept(order)
    columns = {
        name: _some_emptied(kept(raw.columns[name], order), rows, table, column, recipe)
        for name, column in table.columns.items()
    }
    return Made(rows, raw.day[order], columns)


def kept(values: Values, those: Truths | Numbers) -> Values:
    return values[those] if isinstance(values, np.ndarray) else values.kept(those)


def may_be_empty(table: Table, column: Column) -> bool:
    """Whether an empty cell means unknown; an empty last day means that a spell still runs."""
    structure = (table.subject_column, table.day_column, table.last_day_column, *table.key)
    return not (column.required or column.type is ColumnType.KEY or column.name in structure)


def _some_emptied(
    values: Values, rows: Rows, table: Table, column: Column, recipe: Recipe
) -> Values:
    share = recipe.empty.get(column.name, USUALLY_EMPTY)
    if isinstance(values, Keys) or not may_be_empty(table, column):
        return values
    empty = Chance(f"{table.name}.{column.name} is leeg", share).of(rows)
    if isinstance(values, Words):
        return values.only(~empty)
    return np.where(empty, EMPTY, values)
