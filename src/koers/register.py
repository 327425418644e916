"""A register: typed rows per table, and up to which day they are known.

The idea that makes it simple: a register is plain rows of checked cells; the two engines and the
explanation read the same ones. What is not known yet is a matter of one day per figure, K, the
least of what its sources promise (F7).

It must not know files or agreements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from koers.dictionary import Cell


@dataclass(frozen=True)
class Row:
    """One row: its cells by column name (None is empty) and its line in the file it came from."""

    cells: Mapping[str, Cell]
    line: int = 0

    def text(self, column: str) -> str | None:
        """A text or code cell. Raises TypeError when the cell is a number or a day."""
        value = self.cells.get(column)
        if value is None or isinstance(value, str):
            return value
        raise TypeError(f"column {column} is not text")

    def day(self, column: str | None) -> date | None:
        """A day cell. Raises TypeError when the cell is something else."""
        value = self.cells.get(column) if column else None
        if value is None or isinstance(value, date):
            return value
        raise TypeError(f"column {column} is not a day")

    def number(self, column: str) -> int | None:
        """A number in the column's smallest unit. Raises TypeError when the cell is
        something else.
        """
        value = self.cells.get(column)
        if value is None or isinstance(value, int):
            return value
        raise TypeError(f"column {column} is not a number")


@dataclass(frozen=True)
class KnownEntry:
    """A supplier's promise: everything up to and including `day` is in; None means every table,
    every municipality.
    """

    supplier: str
    day: date
    table: str | None = None
    municipality: str | None = None


@dataclass(frozen=True)
class KnownThrough:
    """Known-through per supplier, table and municipality (F7). No entries: everything is known as
    far as is asked.
    """

    entries: tuple[KnownEntry, ...] = ()

    def of_table(self, table: str, *, municipality: str | None = None) -> date | None:
        """The least day over all suppliers of a table (and municipalities, unless one is asked);
        None: nobody says.

        Within a supplier an entry for the table goes before one for all tables, and one for the
        municipality before one for all municipalities.
        """
        days = []
        for supplier in {entry.supplier for entry in self.entries}:
            own = [e for e in self.entries if e.supplier == supplier and e.table in (None, table)]
            best = {e.municipality: e for e in sorted(own, key=lambda e: e.table is not None)}
            if municipality is not None:
                entry = best.get(municipality) or best.get(None)
                days += [entry.day] if entry else []
            else:
                days += [entry.day for entry in best.values()]
        return min(days) if days else None

    def of_figure(
        self, tables: Iterable[str], *, asked: date, municipality: str | None = None
    ) -> date | None:
        """K of a figure: the least over all its tables, capped by the day asked; None when a table
        has no promise.
        """
        if not self.entries:
            return asked
        days = [self.of_table(table, municipality=municipality) for table in tables]
        known = [day for day in days if day is not None]
        return min([asked, *known]) if len(known) == len(days) else None


@dataclass(frozen=True)
class Register:
    """Rows per table. A table that was not delivered is absent; a delivered empty table is an empty
    tuple.
    """

    tables: Mapping[str, tuple[Row, ...]]
    known: KnownThrough = field(default_factory=KnownThrough)
    hashes: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the bytes each table was read from."""
