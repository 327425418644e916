"""From points and stretches to cubes: the passes (semantics.md C1-C3, P1, P2).

The idea that makes it simple: whatever is counted is either *points* (a subject on a day, with an
amount) or *stretches* (a subject from day to day). Points look up their cell. Stretches are cut
where a split changes; each adds its amount where it begins and takes it off after it ends, so that
the running total is the stock on every reference day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from koers.algebra import Condition
from koers.engines.compiled.calendar import bounds
from koers.engines.compiled.columns import EMPTY, Rows
from koers.engines.compiled.cube import Axes, Cube, compact, period_axis, size_of, tallied
from koers.engines.compiled.exact import stacked, sums
from koers.engines.compiled.line import Flags, Ints, days_of
from koers.engines.compiled.splits import Grouping, Splits
from koers.periods import Period


@dataclass(frozen=True)
class Points:
    """Things to add: arrays (n,) of periods (numbers), positions of subjects, amounts (EMPTY:
    unknown), and the row each is, where a row is counted.
    """

    period: Ints
    at: Ints
    amount: Ints
    row: Ints | None = None


@dataclass(frozen=True)
class Stretches:
    """Things that last: arrays (n,) of first and last positions of subjects, amounts (EMPTY:
    unknown), and rows.
    """

    first: Ints
    last: Ints
    amount: Ints
    row: Ints | None = None

    def of(self, chosen: Flags | Ints) -> Stretches:
        row = None if self.row is None else self.row[chosen]
        return Stretches(self.first[chosen], self.last[chosen], self.amount[chosen], row)


@dataclass(frozen=True)
class Passes:
    """Counts points and stretches in periods and split cells.

    `condition` gives the rows that carry splits; `rows` are the ones that a point or stretch may
    be. A cube has the axes period and splits, and three numbers: the amount, how many were added,
    and how many are unknown (F8).
    """

    splits: Splits
    condition: Condition
    rows: Rows | None
    periods: Sequence[Period]

    def points(self, found: Points, grouping: Grouping) -> Cube:
        """Pass (a): every point looks up its cell."""
        axes, index, chosen = self.cells(found, grouping)
        return tallied(axes, index, _numbers(found.amount[chosen]))

    def cells(self, found: Points, grouping: Grouping) -> tuple[Axes, Ints, Ints]:
        """Axes, and the cell (or, of a multiple split, cells) and the number of every point."""
        chosen = np.arange(len(found.at), dtype=np.int64)
        cell, axes = found.period, self._axes()
        for names, rows in self._runs(grouping, of_rows=found.row is not None):
            if rows is not None and found.row is not None:
                code, own = rows
                code = code[found.row[chosen]]
            else:
                segments = self.splits.segments(names, self.condition)
                owner, code = segments.at(found.at[chosen])
                own = segments.axes
                if segments.multiple:
                    chosen, cell = chosen[owner], cell[owner]
            cell, axes = cell * size_of(own) + code, axes + own
        return axes, cell, chosen

    def on_days(self, found: Stretches, days: Ints, periods: Ints, grouping: Grouping) -> Cube:
        """Pass (b): what is there on each reference day, added up per period. `days` are in order,
        `periods` the number of the period of each.
        """
        start, end = days_of(found.first), days_of(found.last)
        touching = days.searchsorted(start) < days.searchsorted(end, side="right")
        pieces, cell, axes = self._cut(found.of(touching), grouping)
        width, size = len(days) + 1, size_of(axes)
        cells, place = compact(cell, size=size)
        begins = place * width + days.searchsorted(days_of(pieces.first))
        ends = place * width + days.searchsorted(days_of(pieces.last), side="right")
        numbers = []
        for weight in _numbers(pieces.amount):
            total = len(cells) * width
            steps = sums(begins, weight, size=total) - sums(ends, weight, size=total)
            numbers.append(np.cumsum(steps.reshape(len(cells), width), axis=1)[:, :-1])
        return _by_period(self._axes() + axes, cells, size, periods, numbers)

    def days(self, found: Stretches, grouping: Grouping) -> Cube:
        """Pass (d): days in each period. How many days lie before a day is known from how many
        stretches began and ended before it, and when.
        """
        pieces, cell, axes = self._cut(found, grouping)
        size = size_of(axes)
        first, last = bounds(self.periods)
        edges = np.unique(np.concatenate([first, last + 1]))
        cells, place = compact(cell, size=size)
        begin, end = edges.searchsorted(first), edges.searchsorted(last + 1)
        known = pieces.amount != EMPTY
        until = [
            _days_before(pieces.of(chosen), place[chosen], edges, size=len(cells))
            for chosen in (known, ~known)
        ]
        certain, doubtful = (days[:, end] - days[:, begin] for days in until)
        periods = np.arange(len(self.periods), dtype=np.int64)
        return _by_period(self._axes() + axes, cells, size, periods, [certain, certain, doubtful])

    # --- cells ---

    def _axes(self) -> Axes:
        return (period_axis(self.periods),)

    def _runs(
        self, grouping: Grouping, *, of_rows: bool
    ) -> Iterator[tuple[Grouping, tuple[Ints, Axes] | None]]:
        """The splits in their order: each that is a column of a counted row with the rows' codes,
        the others crossed.
        """
        for is_own, run in groupby(grouping, lambda n: of_rows and self.splits.is_of_row(n)):
            names = tuple(run)
            if not is_own:
                yield names, None
                continue
            for name in names:
                assert self.rows is not None
                code, values = self.splits.of_rows(name, self.rows)
                yield (name,), (code, (values,))

    def _cut(self, found: Stretches, grouping: Grouping) -> tuple[Stretches, Ints, Axes]:
        """The stretches cut where a split changes, their cells (without the period), and axes."""
        cell, axes = np.zeros(len(found.first), dtype=np.int64), Axes()
        for names, rows in self._runs(grouping, of_rows=found.row is not None):
            if rows is not None and found.row is not None:
                code, own = rows
                code = code[found.row]
            else:
                segments = self.splits.segments(names, self.condition)
                owner, first, last, code = segments.cut(found.first, found.last)
                row = None if found.row is None else found.row[owner]
                found = Stretches(first, last, found.amount[owner], row)
                cell, own = cell[owner], segments.axes
            cell, axes = cell * size_of(own) + code, axes + own
        return found, cell, axes


def _numbers(amount: Ints) -> tuple[Ints, Ints, Ints]:
    """The amount, one where it is known, one where it is not."""
    known = amount != EMPTY
    return np.where(known, amount, 0), known.astype(np.int64), (~known).astype(np.int64)


def _days_before(pieces: Stretches, place: Ints, edges: Ints, *, size: int) -> Ints:
    """How many days lie before each edge, per cell: shape (cells, edges)."""
    width = len(edges) + 1
    total = np.zeros((size, len(edges)), dtype=np.int64)
    for days, sign in ((days_of(pieces.first), 1), (days_of(pieces.last) + 1, -1)):
        index = place * width + edges.searchsorted(days, side="right")
        number = np.bincount(index, minlength=size * width).reshape(size, width)
        sum_of = sums(index, days, size=size * width).reshape(size, width)
        until = np.cumsum(number, axis=1)[:, :-1] * edges - np.cumsum(sum_of, axis=1)[:, :-1]
        total += sign * until
    return total


def _by_period(axes: Axes, cells: Ints, size: int, periods: Ints, numbers: list[Ints]) -> Cube:
    """Numbers per cell and reference day (cells, days) as a cube by period and cell."""
    every = stacked([number.ravel() for number in numbers])
    index = (periods[None, :] * size + cells[:, None]).ravel()
    there = np.flatnonzero((every != 0).any(axis=0))
    return tallied(axes, index[there], list(every[:, there]))


def empty(periods: tuple[str, ...], grouping: Grouping) -> Cube:
    """Nothing counted."""
    none = np.empty(0, dtype=np.int64)
    return tallied((periods, *(("",) for _ in grouping)), none, [none] * 3)
