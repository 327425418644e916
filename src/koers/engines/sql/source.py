"""The register as tables of the query engine, and days shifted by calendar months.

The idea that makes it simple: a row becomes its cells with days as whole numbers, plus subject,
first and last day at K; what happens after K is left out here, once (F7). Shifts by months come
from the same `periods` as everywhere, as a small table of days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, IntegerValue, Table, Value

from koers.agreement import Agreement
from koers.algebra import Comparison, Test
from koers.dictionary import ColumnType
from koers.dictionary import Table as Declared
from koers.periods import Duration
from koers.register import Register, Row

SUBJECT, FIRST, LAST, ROW = "_subject", "_first", "_last", "_row"
_TYPES = {ColumnType.DAY: pa.int64(), ColumnType.NUMBER: pa.int64()}


def pick(table: Table, *names: str, **columns: Value | str) -> Table:
    """A table of these columns that later joins can refer to.

    Ibis merges a selection from a join into the next join, and then no longer knows its columns;
    a view of it keeps them apart.
    """
    return table.select(*names, **columns).view()


@dataclass
class Source:
    """The tables of a register as they exist at K."""

    agreement: Agreement
    register: Register
    known_through: date
    _tables: dict[str, Table] = field(default_factory=dict)

    @property
    def k(self) -> int:
        return self.known_through.toordinal()

    def declared(self, name: str) -> Declared:
        return self.agreement.dictionary.tables[name]

    def rows(self, name: str) -> Table:
        """Columns: the cells, and `_subject`, `_first`, `_last` (spells), `_row`."""
        if name not in self._tables:
            self._tables[name] = self._table(name)
        return self._tables[name]

    def _table(self, name: str) -> Table:
        declared = self.declared(name)
        kept = [row for row in self.register.tables.get(name, ()) if self._exists(declared, row)]
        columns: dict[str, tuple[pa.DataType, Iterable[object]]] = {}
        for column in declared.columns.values():
            cells = (row.cells.get(column.name) for row in kept)
            values = [cell.toordinal() if isinstance(cell, date) else cell for cell in cells]
            columns[column.name] = (_TYPES.get(column.type, pa.string()), values)
        spells = [self._spell(declared, row) for row in kept]
        keys = [row.text(declared.subject_column) or "" for row in kept]
        columns[SUBJECT] = (pa.string(), keys)
        columns[FIRST] = (pa.int64(), [first for first, _ in spells])
        columns[LAST] = (pa.int64(), [last for _, last in spells])
        columns[ROW] = (pa.int64(), range(len(kept)))
        return memtable(columns)

    def _exists(self, declared: Declared, row: Row) -> bool:
        day, codes = row.day(declared.day_column), declared.value_codes
        if codes and row.text(declared.value_column or "") in codes.not_a_score:
            return False
        return day is None or day <= self.known_through

    def _spell(self, declared: Declared, row: Row) -> tuple[int | None, int | None]:
        """First and last day; an open or planned end runs through K; last < first for no days."""
        first, last = row.day(declared.day_column), row.day(declared.last_day_column)
        if first is None:
            return None, None
        if declared.last_day_column is None and declared.value_column is not None:
            return first.toordinal(), first.toordinal()
        if last is None:
            return first.toordinal(), self.k
        return first.toordinal(), min(last.toordinal() - declared.end_is_exclusive, self.k)

    def shifted(self, table: Table, column: str, duration: Duration, name: str) -> Table:
        """The table with a column `name`: the day of `column` so much later, clamped (S6)."""
        if not duration.months:
            return table.mutate(**{name: table[column] + duration.days})
        calendar = self._calendar(duration)
        joined = table.left_join(calendar, table[column] == calendar.from_day)
        return joined.mutate(**{name: joined.to_day}).drop("from_day", "to_day")

    def _calendar(self, duration: Duration) -> Table:
        """Every day of the register and the term, with the day so much later."""
        days = self.days()
        return memtable(
            {
                "from_day": (pa.int64(), [day.toordinal() for day in days]),
                "to_day": (pa.int64(), [duration.after(day).toordinal() for day in days]),
            }
        )

    def days(self) -> list[date]:
        """Every day that the register or the term names, in order."""
        found: set[date] = set(self.agreement.term.days())
        for rows in self.register.tables.values():
            for row in rows:
                found |= {cell for cell in row.cells.values() if isinstance(cell, date)}
        return sorted(found)


def memtable(columns: dict[str, tuple[pa.DataType, Iterable[object]]]) -> Table:
    """A small table of given columns: name -> (type, values)."""
    arrays = {name: pa.array(list(values), kind) for name, (kind, values) in columns.items()}
    return ibis.memtable(pa.table(arrays))


def truth(rows: Table, tests: Iterable[Test]) -> BooleanValue:
    """Whether rows pass their tests: true, false or null (F8). SQL's and is Kleene's."""
    found = ibis.literal(True)
    for test in tests:
        cell = rows[test.column]
        if test.comparison is None:
            found = found & cell.isin(test.values)
            continue
        assert test.bound is not None
        other: IntegerValue = rows[test.of_column] if test.of_column else ibis.literal(1, "int64")
        left, right = cell * test.bound.denominator, other * test.bound.numerator
        found = found & compared(test.comparison, left, right)
    return found


def compared(comparison: Comparison, left: IntegerValue, right: IntegerValue) -> BooleanValue:
    match comparison:
        case Comparison.AT_LEAST:
            return left >= right
        case Comparison.AT_MOST:
            return left <= right
        case Comparison.MORE:
            return left > right
        case Comparison.LESS:
            return left < right
