"""A table as it came to be known: rows with the days on which they were registered, ended,
corrected.

The idea that makes it simple: all that happened stands here once, with those days beside it. What
is delivered about some days is a filter: the rows that changed on them, as they stood afterwards.

It must not know files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from koers.invented.days import NEVER
from koers.invented.draw import EMPTY, Chance, Numbers, Rows, Spread, Truths, Words
from koers.invented.recipe import Columns, Keys, Values, kept
from koers.invented.spells import joined
from koers.invented.werkplein.levels import LAST

LATE_BY = Spread("zo veel later wordt een late rij geregistreerd", (26, 31, 45))
FAULT_SEEN = Spread("dagen tot een fout in een rij is gezien", (20, 60, 150))


@dataclass(frozen=True)
class Fault:
    """Some rows have another value in a column until somebody sees it, on these days."""

    column: str
    wrong: Values
    seen: Numbers


@dataclass(frozen=True)
class Sheet:
    """The rows of a table, all of them, as they are in the end."""

    table: str
    rows: Rows
    columns: Columns
    known: Numbers
    """The day on which a row was registered."""
    ended: Numbers
    """The day on which what is only known at the end was registered; NEVER where that has not come.
    """
    at_end: tuple[str, ...] = ()
    fault: Fault | None = None

    def __len__(self) -> int:
        return len(self.known)

    def kept(self, those: Truths | Numbers) -> Sheet:
        fault = self.fault
        return replace(
            self,
            rows=self.rows.kept(those),
            columns={name: kept(values, those) for name, values in self.columns.items()},
            known=self.known[those],
            ended=self.ended[those],
            fault=fault
            and Fault(fault.column, kept(fault.wrong, those), fault.seen[those]),
        )  # fmt: skip

    def day(self, column: str) -> Numbers:
        """The cells of a column of days."""
        found = self.columns[column]
        assert isinstance(found, np.ndarray)
        return found

    def with_fault(self, fault: Fault, columns: Columns) -> Sheet:
        """With a fault, and with other cells in some columns."""
        return replace(self, fault=fault, columns={**self.columns, **columns})

    def changed(self, after: int, until: int) -> Truths:
        """The rows of which something was registered on these days (`after` itself not)."""
        found = _within(self.known, after, until) | _within(self.ended, after, until)
        if self.fault is not None:
            found |= _within(self.fault.seen, after, until)
        return found & (self.known <= until)

    def told(self, after: int, until: int, *, as_on: int | None = None) -> Sheet:
        """Those rows, with their cells as they stood at the end of the last day, or of a later one
        on which they were taken from the register.
        """
        there = self.kept(self.changed(after, until))
        until = until if as_on is None else as_on
        open_ends = there.ended > until
        columns = dict(there.columns)
        for name in self.at_end:
            columns[name] = emptied(columns[name], open_ends)
        if there.fault is not None:
            name = there.fault.column
            unseen = (there.fault.seen > until) & (there.fault.seen != NEVER)
            columns[name] = _instead(columns[name], unseen, there.fault.wrong)
        return replace(there, columns=columns, fault=None)


def _within(days: Numbers, after: int, until: int) -> Truths:
    found: Truths = (days > after) & (days <= until)
    return found


def emptied(values: Values, where: Truths) -> Values:
    if isinstance(values, Words):
        return values.only(~where)
    assert isinstance(values, np.ndarray), "a key is never empty"
    return np.where(where, EMPTY, values)


def _instead(values: Values, where: Truths, other: Values) -> Values:
    if isinstance(values, Words) and isinstance(other, Words):
        return values.unless(where, other)
    assert isinstance(values, np.ndarray)
    assert isinstance(other, np.ndarray)
    return np.where(where, other, values)


def moments(
    table: str, rows: Rows, day: Numbers, columns: Columns, *, late: int = 4, upto: int = LAST
) -> Sheet:
    """Rows that are registered on their day, but for so many in a thousand that come late."""
    known = day + _late(table, rows, late)
    found = Sheet(table, rows, columns, known, np.full_like(day, NEVER))
    return found.kept(day <= upto)


def spells(
    table: str,
    rows: Rows,
    begin: Numbers,
    end: Numbers,
    columns: Columns,
    *,
    late: int = 4,
    at_end: Sequence[str] = (),
    seen: Numbers | None = None,
) -> Sheet:
    """Rows that are registered on their first day (but not before they are `seen`) and again on
    their last, but for what is late. The columns of the first and last day are added; an end that
    has not come is empty.
    """
    ran = end <= LAST
    known = (begin if seen is None else np.maximum(begin, seen)) + _late(table, rows, late)
    ended = np.where(ran, np.maximum(end + _late(f"{table} einde", rows, late), known), NEVER)
    days: Columns = {"begindatum": begin, "einddatum": np.where(ran, end, EMPTY)}
    found = Sheet(table, rows, {**days, **columns}, known, ended, ("einddatum", *at_end))
    return found.kept((known <= LAST) & (begin <= end))


def _late(table: str, rows: Rows, permille: int) -> Numbers:
    late = Chance(f"een rij van {table} komt te laat", permille).of(rows)
    return np.where(late, LATE_BY.of(rows), 0)


def faulty(sheet: Sheet, column: str, wrong: Values, permille: int) -> Sheet:
    """The same rows, of which so many in a thousand stand wrong at first."""
    who = Chance(f"{column} van {sheet.table} staat eerst verkeerd", permille).of(sheet.rows)
    seen = np.where(who, sheet.known + FAULT_SEEN.of(sheet.rows), NEVER)
    return replace(sheet, fault=Fault(column, wrong, seen))


def merged(parts: Sequence[Sheet]) -> Sheet:
    """The rows of one table, after each other."""
    columns = {name: _joined([part.columns[name] for part in parts]) for name in parts[0].columns}
    return Sheet(
        parts[0].table,
        joined([part.rows for part in parts]),
        columns,
        np.concatenate([part.known for part in parts]),
        np.concatenate([part.ended for part in parts]),
        parts[0].at_end,
        _merged_fault(parts),
    )


def _merged_fault(parts: Sequence[Sheet]) -> Fault | None:
    """That of the parts that have one, in the column they share; the other parts are right."""
    column = next((part.fault.column for part in parts if part.fault is not None), "")
    if not column:
        return None
    faults = [
        part.fault or Fault(column, part.columns[column], np.full(len(part), NEVER))
        for part in parts
    ]
    wrong = _joined([fault.wrong for fault in faults])
    return Fault(column, wrong, np.concatenate([fault.seen for fault in faults]))


def _joined(parts: Sequence[Values]) -> Values:
    words = [part for part in parts if isinstance(part, Words)]
    if words:
        return Words.joined(words)
    keys = [part for part in parts if isinstance(part, Keys)]
    if keys:
        nths = [part.nth for part in keys if part.nth is not None]
        number = np.concatenate([part.number for part in keys])
        return Keys(keys[0].letter, number, np.concatenate(nths) if nths else None, keys[0].digits)
    return np.concatenate([part for part in parts if isinstance(part, np.ndarray)])
