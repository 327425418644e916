"""The tables of the register as they exist at K, as queries.

The idea that makes it simple: what happens after K is left out here, once (F7), by a query that an
auditor can read; the rest of the engine sees days as whole numbers, and of each row its subject and
its first and last day.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import ibis
from ibis.expr.types import BooleanValue, DecimalValue, IntegerValue, NumericValue, Table

from koers.agreement import Agreement
from koers.algebra import Comparison, Test
from koers.dictionary import CodeList, ColumnType
from koers.dictionary import Table as Declared
from koers.engines.sql.days import day_number
from koers.engines.sql.steps import Steps

SUBJECT, FIRST, LAST, ROW = "_subject", "_first", "_last", "_row"
"""Columns that a step adds to a row: of whom it is, its first and last day, its number."""

TYPES = {ColumnType.DAY: "date", ColumnType.NUMBER: "int64"}
"""Ibis types of the columns of the register; all others are texts."""

_LEAST, _MOST = -(2**63), 2**63 - 1


@dataclass
class Source:
    """The tables of a register as they exist at K."""

    agreement: Agreement
    known_through: date
    steps: Steps
    _rows: dict[str, Table] = field(default_factory=dict)

    @property
    def k(self) -> int:
        return self.known_through.toordinal()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have been asked for."""
        return tuple(sorted(self._rows))

    def declared(self, name: str) -> Declared:
        return self.agreement.dictionary.tables[name]

    def rows(self, name: str) -> Table:
        """The rows of a table that exist at K: its columns with days as numbers, `_subject`,
        `_row`, and `_first` and `_last` (null in a table without days).
        """
        if name not in self._rows:
            says = f"De rijen van '{name}' die op K bestaan."
            found = self._existing(self.declared(name))
            self._rows[name] = self.steps.keep(f"{name} op K", says, found)
        return self._rows[name]

    def _existing(self, declared: Declared) -> Table:
        columns = declared.columns.values()
        types = {column.name: TYPES.get(column.type, "string") for column in columns}
        raw = ibis.table(types, name=declared.name)
        shown = [
            (day_number(raw[name]) if kind == "date" else raw[name]).name(name)
            for name, kind in types.items()
        ]
        first, last = self._spell(declared, raw)
        found = raw
        if declared.day_column is not None:
            found = found.filter(first <= self.k)
        if declared.value_codes and declared.value_codes.not_a_score:
            score = raw[declared.value_column]
            found = found.filter(score.isnull() | score.notin(declared.value_codes.not_a_score))
        return found.select(
            *shown,
            raw[declared.subject_column].name(SUBJECT),
            first.name(FIRST),
            last.name(LAST),
            ibis.row_number().name(ROW),
        )

    def _spell(self, declared: Declared, raw: Table) -> tuple[IntegerValue, IntegerValue]:
        """First and last day; an open or planned end runs through K; last < first for no days."""
        none, k = ibis.null("int64"), ibis.literal(self.k, "int64")
        if declared.day_column is None:
            return none, none
        first = day_number(raw[declared.day_column])
        if declared.last_day_column is None:
            return first, k
        last = day_number(raw[declared.last_day_column])
        if declared.end_is_exclusive:
            last = last - 1
        return first, ibis.coalesce(ibis.least(last, k), k)

    def ranks(self, codes: CodeList) -> Table:
        """The codes of a list with their place in it: code, rank."""
        return self.steps.table(
            f"codes {codes.name}",
            f"De codes van de lijst '{codes.name}' in hun volgorde.",
            (("code", "string"), ("rank", "int64")),
            [(code, rank) for rank, (code, _) in enumerate(codes.codes)],
        )


def truth(rows: Table, tests: Iterable[Test]) -> BooleanValue:
    """Whether rows pass their tests: true, false or null (F8). SQL's and is Kleene's."""
    found = None
    for test in tests:
        passes = _test(rows, test)
        found = passes if found is None else found & passes
    return ibis.literal(True) if found is None else found


def _test(rows: Table, test: Test) -> BooleanValue:
    cell = rows[test.column]
    if test.comparison is None:
        return cell.isin(test.values)
    assert test.bound is not None
    if test.of_column is None:
        return _against(test.comparison, cell, test.bound)
    left, right = test.bound.denominator, test.bound.numerator
    return compared(test.comparison, times(cell, left), times(rows[test.of_column], right))


def _against(comparison: Comparison, cell: IntegerValue, bound: Fraction) -> BooleanValue:
    """A whole number against an exact one: against the nearest whole number on the same side."""
    goes_up = comparison in (Comparison.AT_LEAST, Comparison.LESS)
    whole = math.ceil(bound) if goes_up else math.floor(bound)
    return compared(comparison, cell, max(_LEAST, min(whole, _MOST)))


def times(number: IntegerValue, factor: int) -> DecimalValue:
    """A product that is exact, also where 64 bits do not hold it."""
    wide = number.cast("decimal(38, 0)")
    if _LEAST <= factor <= _MOST:
        return wide * factor if factor != 1 else wide
    return wide * ibis.literal(Decimal(factor), "decimal(38, 0)")


def compared(comparison: Comparison, left: NumericValue, right: NumericValue | int) -> BooleanValue:
    match comparison:
        case Comparison.AT_LEAST:
            return left >= right
        case Comparison.AT_MOST:
            return left <= right
        case Comparison.MORE:
            return left > right
        case Comparison.LESS:
            return left < right
