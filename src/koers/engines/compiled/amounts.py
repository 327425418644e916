"""Counts, sums, stocks, days and stated figures of a part, and which pass each takes (C1-C4).

The idea that makes it simple: every form says which points or stretches it counts, by the sets of
its conditions; the passes do the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from koers.algebra import (
    Condition,
    Count,
    Days,
    Fact,
    Kind,
    ReferenceDay,
    Score,
    StatedFigure,
    Sum,
    Transition,
    Unit,
)
from koers.engines.compiled import line
from koers.engines.compiled.calendar import bounds, period_of
from koers.engines.compiled.columns import EMPTY, Rows
from koers.engines.compiled.conditions import Conditions
from koers.engines.compiled.cube import Cube, tallied
from koers.engines.compiled.line import (
    FALSE,
    NEVER,
    TRUE,
    Ints,
    Line,
    days_of,
    keys_of,
    positions,
)
from koers.engines.compiled.passes import Passes, Points, Stretches
from koers.engines.compiled.sets import Keys
from koers.engines.compiled.splits import Grouping, Splits
from koers.engines.compiled.units import among, universe
from koers.periods import Period
from koers.structure import first_leaf

Summed = Count | Sum | Days | StatedFigure

AMOUNT, ROWS, UNKNOWN_ROWS = range(3)
"""The numbers of a cell: the total, how many were added, how many are unknown (F8)."""


def counted_condition(form: Summed) -> Condition:
    """The condition whose first leaf gives the counted rows."""
    if isinstance(form, StatedFigure):
        return Fact(Kind.MOMENT, form.column.table, form.tests)
    return form.condition


@dataclass(frozen=True)
class Amounts:
    """One form over a part, in these periods, grouped by each of these sets of splits."""

    conditions: Conditions
    splits: Splits
    form: Summed
    periods: Sequence[Period]
    groupings: Sequence[tuple[str, ...]]
    month_ends: bool = False

    def cubes(self) -> list[Cube]:
        """A cube per grouping: axes period and splits; numbers amount, rows, unknown."""
        form = self.form
        match form:
            case StatedFigure():
                return self._of_points(self._stated(form))
            case Days():
                return self._of_days(form.condition)
            case Count(unit=Unit.SUBJECT, stock_day=None):
                return self._distinct(self._stretches(form.condition))
            case Count(unit=Unit.SUBJECT, stock_day=stock) if stock is not None:
                return self._stock(self._stretches(form.condition), stock)
            case Count(stock_day=stock) | Sum(stock_day=stock) if stock is not None:
                return self._stock(self._row_stretches(form)[0], stock)
            case Count() | Sum():
                return self._rows(form)

    @property
    def _counted_rows(self) -> Rows:
        leaf = first_leaf(counted_condition(self.form))
        assert isinstance(leaf, Fact | Score | Transition)
        return self.splits.facts.rows(leaf.table)

    def _passes(self, *, rows: bool = False) -> Passes:
        counted = self._counted_rows if rows else None
        return Passes(self.splits, counted_condition(self.form), counted, self.periods)

    def _each(self, cube: Callable[[Grouping], Cube]) -> list[Cube]:
        return [cube(grouping) for grouping in self.groupings]

    # --- stretches of subjects and rows ---

    @property
    def _k(self) -> int:
        return self.splits.facts.k

    def _known(self, found: Line) -> Line:
        """The part through K: later days do not exist (F7)."""
        last = np.minimum(found.last, positions(found.keys, self._k))
        kept = found.first <= last
        return Line(found.first[kept], last[kept])

    def _sets(self, condition: Condition) -> tuple[Line, Line]:
        """The certain days of the universe through K, and those of doubt."""
        everyone = universe(self.splits.facts, condition)
        sets = self.conditions.sets(condition)
        sure = self._known(among(sets.sure, everyone))
        if sets.sure is sets.possible:
            return sure, line.NOTHING
        possible = self._known(among(sets.possible, everyone))
        return sure, line.difference(possible, sure)

    def _of_points(self, found: Points) -> list[Cube]:
        passes = self._passes(rows=True)
        return self._each(lambda grouping: passes.points(found, grouping))

    def _stretches(self, condition: Condition) -> Stretches:
        return _with_doubt(*self._sets(condition))

    def _row_stretches(self, form: Count | Sum) -> tuple[Stretches, Line, Line]:
        """The days on which each row of the first condition counts, by the whole of it; and the
        certain and doubtful days with the row as key.
        """
        rows, leaf = self._counted_rows, first_leaf(form.condition)
        truth = rows.truth(leaf.tests) if isinstance(leaf, Fact) else None
        assert truth is not None
        kept = np.flatnonzero((truth != FALSE) & (rows.first <= rows.last))
        keys = Keys(rows.subject[kept], rows.first[kept], rows.last[kept])
        sets = self.conditions.own_sets(form.condition, keys, own=truth[kept])
        whole = Line(positions(keys.numbers, keys.anchor), positions(keys.numbers, keys.last_day))
        sure = line.intersection(sets.sure, whole)
        doubt = line.difference(line.intersection(sets.possible, whole), sure)
        number = kept[np.concatenate([sure.keys, doubt.keys])]
        both = _with_doubt(sure, doubt)
        amount = both.amount
        if isinstance(form, Sum):
            amount = np.where(amount == EMPTY, EMPTY, rows.amounts(form.column.column)[number])
        subject = rows.subject[number]
        return (
            Stretches(
                positions(subject, days_of(both.first)),
                positions(subject, days_of(both.last)),
                amount,
                number,
            ),
            Line(
                positions(kept[sure.keys], days_of(sure.first)),
                positions(kept[sure.keys], days_of(sure.last)),
            ),
            Line(
                positions(kept[doubt.keys], days_of(doubt.first)),
                positions(kept[doubt.keys], days_of(doubt.last)),
            ),
        )

    # --- stocks: pass b ---

    def _stock(self, found: Stretches, stock: ReferenceDay) -> list[Cube]:
        days, periods = self._stock_days(stock)
        passes = self._passes(rows=found.row is not None)
        return self._each(lambda grouping: passes.on_days(found, days, periods, grouping))

    def _stock_days(self, stock: ReferenceDay) -> tuple[Ints, Ints]:
        """The reference days through K, in order, and the period of each."""
        pairs: list[tuple[int, int]] = []
        for number, period in enumerate(self.periods):
            days = [period.first_day if stock is ReferenceDay.FIRST else period.last_day]
            if self.month_ends:
                days = list(period.month_ends())
            pairs += [(day.toordinal(), number) for day in days]
        pairs = sorted(pair for pair in pairs if pair[0] <= self._k)
        return line.ints([day for day, _ in pairs]), line.ints([number for _, number in pairs])

    # --- distinct subjects and spells in a period: pass c ---

    def _distinct(self, found: Stretches) -> list[Cube]:
        known = found.amount != EMPTY
        sure = Line(found.first[known], found.last[known])
        doubt = Line(found.first[~known], found.last[~known])
        return self.first_in_period(sure, doubt, rows=False)

    def first_in_period(self, sure: Line, doubt: Line, *, rows: bool) -> list[Cube]:
        """Each key once per period, on its first certain day there, else on its first possible one.

        A key that is there on the period's first day is found by the stock of that day; one that
        comes later counts where it begins, unless it was there earlier in the period.
        """
        first, _ = bounds(self.periods)
        begun = np.flatnonzero(first <= self._k)
        order = begun[np.argsort(first[begun], kind="stable")]
        days = first[order]
        period, start = self._begins(sure)
        later = self._point(period, start, 1, rows=rows)
        some = self.beside_every_period(sure, doubt) if len(doubt) else (period[:0], start[:0])
        doubtful = self._point(*some, EMPTY, rows=rows)
        points = Points(
            np.concatenate([later.period, doubtful.period]),
            np.concatenate([later.at, doubtful.at]),
            np.concatenate([later.amount, doubtful.amount]),
            None
            if later.row is None or doubtful.row is None
            else np.concatenate([later.row, doubtful.row]),
        )
        present, passes = self._lasting(sure, rows=rows), self._passes(rows=rows)
        return [
            _plus(passes.on_days(present, days, order, grouping), passes.points(points, grouping))
            for grouping in self.groupings
        ]

    def _lasting(self, found: Line, *, rows: bool) -> Stretches:
        one = np.ones(len(found), dtype=np.int64)
        if not rows:
            return Stretches(found.first, found.last, one)
        subject = self._counted_rows.subject[found.keys]
        return Stretches(
            positions(subject, days_of(found.first)),
            positions(subject, days_of(found.last)),
            one,
            found.keys,
        )

    def _point(self, period: Ints, at: Ints, amount: int, *, rows: bool) -> Points:
        amounts = np.full(len(at), amount, dtype=np.int64)
        if not rows:
            return Points(period, at, amounts)
        row = keys_of(at)
        return Points(period, positions(self._counted_rows.subject[row], days_of(at)), amounts, row)

    def _begins(self, sure: Line) -> tuple[Ints, Ints]:
        """Intervals that begin after the first day of a period in which their key was not yet
        there: the period, and the position.
        """
        firsts, _ = bounds(self.periods)
        place, period = period_of(days_of(sure.first), self.periods)
        first_of_period = positions(keys_of(sure.first[place]), firsts[period])
        before = np.concatenate([[np.int64(-1)], sure.last])[place]
        new = (sure.first[place] > first_of_period) & (before < first_of_period)
        return period[new], sure.first[place[new]]

    def beside_every_period(self, sure: Line, doubt: Line) -> tuple[Ints, Ints]:
        """The fallback: each doubtful interval beside each period that it touches, without those in
        which the key is certainly there. Period and position of the first possible day.
        """
        first, last = bounds(self.periods)
        last = np.minimum(last, self._k)
        start, end = days_of(doubt.first), days_of(doubt.last)
        found_period, found_at = [line.ints([])], [line.ints([])]
        for number in range(len(first)):
            touches = (start <= last[number]) & (end >= first[number])
            keys = doubt.keys[touches]
            at = positions(keys, np.maximum(start[touches], first[number]))
            is_first = np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)]
            at, keys = at[is_first], keys[is_first]
            there = sure.first_day(
                positions(keys, int(first[number])), positions(keys, int(last[number]))
            )
            at = at[there == NEVER]
            found_at.append(at)
            found_period.append(np.full(len(at), number, dtype=np.int64))
        return np.concatenate(found_period), np.concatenate(found_at)

    # --- days: pass d ---

    def _of_days(self, condition: Condition) -> list[Cube]:
        found, passes = self._stretches(condition), self._passes()
        return self._each(lambda grouping: passes.days(found, grouping))

    # --- rows: points ---

    def _rows(self, form: Count | Sum) -> list[Cube]:
        leaf = first_leaf(form.condition)
        if isinstance(leaf, Transition) or (
            isinstance(leaf, Fact) and leaf.kind in (Kind.BEGIN, Kind.END)
        ):
            return self._of_days(form.condition)
        if isinstance(leaf, Fact) and leaf.kind is Kind.SPELL:
            _, sure, doubt = self._row_stretches(Count(form.condition, Unit.ROW))
            return self.first_in_period(sure, doubt, rows=True)
        assert isinstance(leaf, Fact | Score)
        rows = self._counted_rows
        own = rows.truth(leaf.tests)
        if isinstance(leaf, Score):
            own = np.minimum(own, self.conditions.scores.truth(leaf, rows.ranks()))
        at = rows.begins
        truth = self.conditions.truth_at(form.condition, at, own=own)
        amount = np.ones(len(rows), dtype=np.int64)
        if isinstance(form, Sum):
            amount = rows.amounts(form.column.column)
        amount = np.where(truth == TRUE, amount, EMPTY)
        kept = np.flatnonzero(truth != FALSE)
        place, period = period_of(rows.first[kept], self.periods)
        row = kept[place]
        return self._of_points(Points(period, at[row], amount[row], row))

    def _stated(self, figure: StatedFigure) -> Points:
        """Stated rows of the period; with `latest` only those of the stater's last day (C1)."""
        rows = self._counted_rows
        truth = rows.truth(figure.tests)
        amount = np.where(truth == TRUE, rows.amounts(figure.column.column), EMPTY)
        kept = np.flatnonzero(truth != FALSE)
        place, period = period_of(rows.first[kept], self.periods)
        row = kept[place]
        if figure.latest and len(row):
            name = rows.subject[row] * len(self.periods) + period
            order = np.argsort(name, kind="stable")
            starts = np.flatnonzero(np.diff(name[order], prepend=-1))
            latest = np.maximum.reduceat(rows.first[row][order], starts)
            counts = np.diff(np.concatenate([starts, [len(order)]]))
            last = np.empty(len(row), dtype=np.int64)
            last[order] = np.repeat(latest, counts)
            is_last = rows.first[row] == last
            period, row = period[is_last], row[is_last]
        return Points(period, rows.begins[row], amount[row], row)

    # --- who stayed, joined and left (C4) ---

    def present(self) -> tuple[Passes, Points]:
        """Everyone that certainly counts beside every period (pass e), on the first day there. In
        order of period and subject.
        """
        assert isinstance(self.form, Count)
        sure, _ = self._sets(self.form.condition)
        first, last = bounds(self.periods)
        if self.form.stock_day is not None:
            first = last = first if self.form.stock_day is ReferenceDay.FIRST else last
        last = np.minimum(last, self._k)
        keys = line.distinct(sure.keys)
        periods, places = [line.ints([])], [line.ints([])]
        for number in np.flatnonzero(first <= last):
            day = sure.first_day(positions(keys, first[number]), positions(keys, last[number]))
            places.append(positions(keys, day)[day != NEVER])
            periods.append(np.full(len(places[-1]), number, dtype=np.int64))
        at = np.concatenate(places)
        amount = np.ones(len(at), dtype=np.int64)
        return self._passes(), Points(np.concatenate(periods), at, amount)


def _with_doubt(sure: Line, doubt: Line) -> Stretches:
    amount = np.full(len(sure) + len(doubt), EMPTY, dtype=np.int64)
    amount[: len(sure)] = 1
    return Stretches(
        np.concatenate([sure.first, doubt.first]), np.concatenate([sure.last, doubt.last]), amount
    )


def _plus(one: Cube, other: Cube) -> Cube:
    index = np.concatenate([one.index, other.index])
    return tallied(one.axes, index, list(np.concatenate([one.numbers, other.numbers], axis=1)))
