"""Whether each indicator can be counted with what was delivered, and what is still missing (A-14).

The idea that makes it simple: an indicator reads a few columns of a few tables; of each is asked
whether it was delivered, since when, up to which day by whom, and in how many rows it is filled.
What cannot be counted without is missing; what only makes the figure weaker is a remark.

It must not know how a register is kept, nor print anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from koers.agreement import Agreement, Indicator
from koers.columns_read import columns_read
from koers.dictionary import Column, ColumnType, Table
from koers.engines.compiled import Stored
from koers.engines.compiled.columns import EMPTY
from koers.engines.compiled.line import NEVER
from koers.engines.compiled.reading import TableFile
from koers.questions import municipalities
from koers.register import KnownEntry, KnownThrough, Row

ENOUGH = Fraction(95, 100)
"""A column that is filled in fewer rows leaves too much unknown to call an indicator ready."""


class State(StrEnum):
    """How ready an indicator is: all there, countable with gaps, or not countable."""

    READY = "klaar"
    PARTLY = "deels"
    NOT = "niet"


@dataclass(frozen=True)
class Filled:
    """What a delivered table holds: how many rows, the first day in it, and in how many rows each
    column is filled.
    """

    rows: int
    first_day: date | None
    cells: Mapping[str, int]


@dataclass(frozen=True)
class TableReady:
    """A table that an indicator reads; `filled` is None where it was not delivered."""

    name: str
    columns: tuple[str, ...]
    filled: Filled | None
    known: tuple[KnownEntry, ...] = ()

    def share(self, column: str) -> Fraction | None:
        """The part of the rows in which a column is filled; None without rows."""
        if self.filled is None or not self.filled.rows:
            return None
        return Fraction(self.filled.cells.get(column, 0), self.filled.rows)


@dataclass(frozen=True)
class Ready:
    """An indicator with what it reads. `missing` keeps it from being counted, `gaps` do not."""

    indicator: Indicator
    tables: tuple[TableReady, ...]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def state(self) -> State:
        if self.missing:
            return State.NOT
        return State.PARTLY if self.gaps else State.READY


def readiness(
    agreement: Agreement,
    indicator: Indicator,
    *,
    filled: Mapping[str, Filled],
    known: KnownThrough,
) -> Ready:
    """Hold what an indicator reads against what was delivered and promised."""
    tables = tuple(
        TableReady(name, columns, filled.get(name), _promises(known, name))
        for name, columns in columns_read(agreement, indicator).items()
    )
    missing = [why for table in tables for why in _missing(agreement, table, known)]
    gaps = [
        why
        for table in tables
        if table.filled is not None
        for why in _gaps(agreement.dictionary.tables[table.name], table)
    ]
    return Ready(indicator, tables, tuple(missing), () if missing else tuple(gaps))


def _promises(known: KnownThrough, table: str) -> tuple[KnownEntry, ...]:
    """Who promised the table up to which day: by name, else with all other tables."""
    found = []
    for supplier in sorted({entry.supplier for entry in known.entries}):
        own = [entry for entry in known.entries if entry.supplier == supplier]
        named = {entry.municipality for entry in own if entry.table == table}
        found += [entry for entry in own if entry.table == table]
        found += [e for e in own if e.table is None and e.municipality not in named]
    return tuple(found)


# --- what is missing -----------------------------------------------------------------------------


def _missing(agreement: Agreement, table: TableReady, known: KnownThrough) -> Iterator[str]:
    if table.filled is None:
        yield f"tabel {table.name} is niet geleverd"
        return
    yield from _without_promise(agreement, table.name, known)
    if table.filled.rows:
        declared = agreement.dictionary.tables[table.name]
        for column in _judged(declared, table):
            if not table.filled.cells.get(column):
                yield f"{table.name}: kolom {column} is overal leeg"


def _without_promise(agreement: Agreement, table: str, known: KnownThrough) -> Iterator[str]:
    """K is the least over everyone, so whoever says nothing keeps all from being counted (F7)."""
    if not known.entries:
        return
    places: tuple[str | None, ...] = (None, *municipalities(agreement))
    days = {place: known.of_table(table, municipality=place) for place in places}
    silent = [place for place in places if place is not None and days[place] is None]
    if days[None] is None or len(silent) == len(places) - 1 > 0:
        yield f"{table}: niemand zegt tot wanneer de gegevens bekend zijn"
    elif silent:
        yield f"{table}: van {', '.join(silent)} zegt niemand tot wanneer de gegevens bekend zijn"
    elif min(day for day in days.values() if day is not None) < agreement.term.first_day:
        yield f"{table}: nog niet bekend tot in de looptijd"


def _gaps(declared: Table, table: TableReady) -> Iterator[str]:
    assert table.filled is not None
    if not table.filled.rows:
        yield f"tabel {table.name} heeft geen rijen"
        return
    for column in _judged(declared, table):
        share = table.share(column)
        if share is not None and share < ENOUGH:
            yield f"{table.name}: kolom {column} is in {_percent(share)} van de rijen gevuld"


def _judged(declared: Table, table: TableReady) -> Iterator[str]:
    """The columns that must be filled: an open end says that a spell still runs."""
    return (column for column in table.columns if column != declared.last_day_column)


def _percent(share: Fraction) -> str:
    """A whole percentage, rounded down, so that 100% is all."""
    return f"{share.numerator * 100 // share.denominator}%"


# --- as a document -------------------------------------------------------------------------------

Document = dict[str, "Value"]
Value = str | int | bool | None | list["Value"] | Document


def readiness_document(
    agreement: Agreement, every: Sequence[Ready], *, state: str = ""
) -> Document:
    """Readiness as JSON. Shares are left out: rows and filled rows say it exactly."""
    return {
        "overeenkomst": {"code": agreement.code, "hash": agreement.document_hash},
        "bekendOp": state or None,
        "indicatoren": [
            {
                "code": one.indicator.code,
                "naam": one.indicator.name,
                "gereedheid": one.state.value,
                "ontbreekt": list[Value](one.missing),
                "opvallend": list[Value](one.gaps),
                "tabellen": [_table_document(table) for table in one.tables],
            }
            for one in every
        ],
    }


def _table_document(table: TableReady) -> Document:
    filled = table.filled
    promises: list[Value] = [
        {
            "leverancier": entry.supplier,
            "gemeente": entry.municipality,
            "bekendTotEnMet": entry.day.isoformat(),
        }
        for entry in table.known
    ]
    columns: list[Value] = [
        {"kolom": name, "gevuld": filled.cells.get(name, 0) if filled else None}
        for name in table.columns
    ]
    return {
        "tabel": table.name,
        "geleverd": filled is not None,
        "rijen": filled.rows if filled else None,
        "eersteDag": filled.first_day.isoformat() if filled and filled.first_day else None,
        "leveranciers": promises,
        "kolommen": columns,
    }


# --- rows ----------------------------------------------------------------------------------------


def filled_rows(declared: Table, rows: Sequence[Row], columns: Sequence[str]) -> Filled:
    """What rows in memory hold."""
    cells = {name: sum(row.cells.get(name) is not None for row in rows) for name in columns}
    days = [day for row in rows if (day := row.day(declared.day_column)) is not None]
    return Filled(len(rows), min(days, default=None), cells)


def filled_parts(stored: Stored, table: str, columns: Sequence[str]) -> Filled:
    """What the parts of a register on disk hold, column by column."""
    declared = stored.dictionary.tables[table]
    rows, cells, first = 0, dict.fromkeys(columns, 0), NEVER
    for part in stored.names:
        file = stored.of_part(table, part)
        rows += file.number_of_rows
        for name in columns:
            cells[name] += _filled_cells(file, declared.columns[name])
        if declared.day_column and file.number_of_rows:
            first = min(first, int(file.days(declared.day_column).min()))
    return Filled(rows, None if first == NEVER else date.fromordinal(first), cells)


def _filled_cells(file: TableFile, column: Column) -> int:
    match column.type:
        case ColumnType.DAY:
            return int((file.days(column.name) != NEVER).sum())
        case ColumnType.NUMBER:
            return int((file.amounts(column.name) != EMPTY).sum())
        case _:
            return int((file.codes(column.name).index >= 0).sum())
