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
        """The least day over all suppliers of a table (and municipalities, unless one is asked).

        None: nobody says. Within a supplier an entry for the table goes before one for all tables,
        and one for the municipality before one for all municipalities; of two alike the least.
        """
        days: list[date] = []
        for supplier in {entry.supplier for entry in self.entries}:
            own = self._of_supplier(supplier, table)
            if municipality is None:
                days += own.values()
            elif municipality in own or None in own:
                days.append(own.get(municipality, own.get(None, date.max)))
        return min(days) if days else None

    def _of_supplier(self, supplier: str, table: str) -> dict[str | None, date]:
        """A supplier's day per municipality (None: all), from its most specific entries."""
        found: dict[str | None, date] = {}
        for specific in (None, table):
            entries = [e for e in self.entries if (e.supplier, e.table) == (supplier, specific)]
            for place in {entry.municipality for entry in entries}:
                found[place] = min(entry.day for entry in entries if entry.municipality == place)
        return found

    def of_figure(
        self,
        tables: Iterable[str],
        *,
        asked: date,
        municipality: str | None = None,
        everyone: Iterable[str] = (),
    ) -> date | None:
        """K of a figure: the least over all its tables, capped by the day asked.

        None when nobody promises a table for everyone the figure is about: the one `municipality`,
        or each of `everyone` where some promise is for one municipality only.
        """
        if not self.entries:
            return asked
        places = (municipality,) if municipality is not None else (None, *everyone)
        days = [self.of_table(table, municipality=place) for table in tables for place in places]
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
    state: str = ""
    """The hash of the last delivery that counts, where it is a state of a store (F6)."""
    invented: frozenset[str] = frozenset()
    """The suppliers of whom a delivery that counts says that it is invented."""
