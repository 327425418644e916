"""Hits of a count, sum, number of days or stated figure, as one table per form.

The idea that makes it simple: whatever is counted becomes rows of period, subject, day and amount
(null where the condition or the amount is unknown), so that adding up is one aggregation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import pyarrow as pa
from ibis.expr.types import IntegerValue, Table

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
from koers.engines.sql import intervals
from koers.engines.sql.conditions import Compiler, Domain, subjects
from koers.engines.sql.intervals import Sets
from koers.engines.sql.source import FIRST, LAST, ROW, SUBJECT, Source, memtable, pick, truth
from koers.periods import Period
from koers.structure import first_leaf, first_tables

Summed = Count | Sum | Days | StatedFigure


def periods_table(periods: Sequence[Period]) -> Table:
    """period (its number), period_first, period_last."""
    return memtable(
        {
            "period": (pa.int64(), range(len(periods))),
            "period_first": (pa.int64(), [p.first_day.toordinal() for p in periods]),
            "period_last": (pa.int64(), [p.last_day.toordinal() for p in periods]),
        }
    )


def row_condition(form: Summed) -> Condition:
    """The condition whose first leaf gives the counted rows."""
    if isinstance(form, StatedFigure):
        return Fact(Kind.MOMENT, form.column.table, form.tests)
    return form.condition


@dataclass(frozen=True)
class Hits:
    """The hits of one form: period, subject, row_day, split_day, amount and `_row`."""

    source: Source
    form: Summed
    periods: Sequence[Period]
    month_ends: bool = False

    def table(self) -> Table:
        found = self._found(self.form)
        return found.filter(found.split_day <= self.source.k)

    def _found(self, form: Summed) -> Table:
        match form:
            case StatedFigure():
                return self._stated(form)
            case Days():
                return self._each_day(self._sets(form.condition))
            case Count(unit=Unit.SUBJECT, stock_day=None):
                return self._first_days(self._sets(form.condition))
            case Count(unit=Unit.SUBJECT, stock_day=stock) if stock is not None:
                return self._stock(form, stock)
            case Count(stock_day=stock) | Sum(stock_day=stock) if stock is not None:
                return self._stock_rows(form, stock)
            case Count() | Sum():
                return self._rows(form)

    # --- subjects ---

    @property
    def _everyone(self) -> Domain:
        return subjects(self.source, *first_tables(row_condition(self.form)))

    @property
    def _compiler(self) -> Compiler:
        table = first_tables(row_condition(self.form))[0]
        return Compiler(self.source, self.source.declared(table).subject)

    def _sets(self, condition: Condition) -> Sets:
        return self._compiler.sets(condition, self._everyone)

    def _known(self, found: Table) -> Table:
        """The part of intervals through K: later days do not exist (F7)."""
        cut = found.mutate(last=ibis.least(found["last"], self.source.k))
        return cut.filter(cut["first"] <= cut["last"])

    def _first_days(self, sets: Sets) -> Table:
        """A distinct subject once, on its first certain day, else on its first possible one."""
        asked = periods_table(self.periods)

        def first(found: Table) -> Table:
            both = _within(self._known(found), asked)
            rows = both.group_by(["period", "key"]).agg(day=both["first"].min())
            return pick(rows, period="period", subject="key", day="day")

        sure, maybe = first(sets.sure), first(sets.possible)
        return _with_doubt(sure, maybe.anti_join(sure, ["period", "subject"]))

    def _each_day(self, sets: Sets) -> Table:
        """Every certain day, and every day that is possible and not certain."""
        asked, everyone = periods_table(self.periods), self._everyone
        doubt = intervals.intersection(
            sets.possible, intervals.complement(everyone.keys, sets.sure)
        )

        def each(found: Table) -> Table:
            both = _within(self._known(found), asked)
            both = both.mutate(day=ibis.range(both["first"], both["last"] + 1).unnest())
            return pick(both, period="period", subject="key", day="day")

        return _with_doubt(each(sets.sure), each(doubt))

    def _stock(self, form: Count | Sum, stock: ReferenceDay) -> Table:
        days, sets = self._stock_days(stock), self._sets(form.condition)

        def present(found: Table) -> Table:
            both = found.inner_join(days, [found["first"] <= days.at, days.at <= found["last"]])
            return pick(both, period=both.period, subject=both.key, day=both.at)

        sure, maybe = present(sets.sure), present(sets.possible)
        return _with_doubt(sure, maybe.anti_join(sure, ["period", "subject", "day"]))

    def _stock_days(self, stock: ReferenceDay) -> Table:
        """period and at: its stock day, or the ends of its months for a mean."""
        days: list[tuple[int, int]] = []
        for number, period in enumerate(self.periods):
            if self.month_ends:
                days += [(number, day.toordinal()) for day in period.month_ends()]
            else:
                first = stock is ReferenceDay.FIRST
                days.append((number, (period.first_day if first else period.last_day).toordinal()))
        return memtable(
            {
                "period": (pa.int64(), [number for number, _ in days]),
                "at": (pa.int64(), [day for _, day in days]),
            }
        )

    # --- rows ---

    def _row_keys(self, form: Count | Sum) -> tuple[Table, Sets]:
        """Rows of the first condition as keys, with `value`, and the whole condition per row."""
        leaf = first_leaf(form.condition)
        assert isinstance(leaf, Fact | Score)
        rows = self.source.rows(leaf.table)
        own = truth(rows, leaf.tests)
        declared = self.source.declared(leaf.table)
        if isinstance(leaf, Score) and leaf.values:
            assert declared.value_column is not None
            own = own & rows[declared.value_column].isin(leaf.values)
        value: IntegerValue = ibis.literal(1, "int64")
        if isinstance(form, Sum):
            value = rows[form.column.column]
        rows = rows.mutate(
            key=rows[ROW].cast("string"), subject=rows[SUBJECT], truth=own, value=value
        )
        domain = Domain(pick(rows, "key", "subject"), first_row=pick(rows, "key", "truth"))
        sets = self._compiler.sets(form.condition, domain)
        columns = {"first": rows[FIRST], "last": rows[LAST]}
        return pick(rows, "key", "subject", "value", ROW, **columns), sets

    def _rows(self, form: Count | Sum) -> Table:
        leaf = first_leaf(form.condition)
        is_edge = isinstance(leaf, Fact) and leaf.kind in (Kind.BEGIN, Kind.END)
        if isinstance(leaf, Transition) or is_edge:
            return self._each_day(self._sets(form.condition))
        rows, sets = self._row_keys(form)
        if not (isinstance(leaf, Fact) and leaf.kind is Kind.SPELL):
            rows = rows.mutate(last=rows["first"])
        both = _within(rows, periods_table(self.periods))
        number = both.period.cast("string")
        both = both.mutate(hit=both.key.concat("@", number), start=both["first"], end=both["last"])
        return _hits_of_rows(both, sets)

    def _stock_rows(self, form: Count | Sum, stock: ReferenceDay) -> Table:
        rows, sets = self._row_keys(form)
        days = self._stock_days(stock)
        both = rows.inner_join(days, [rows["first"] <= days.at, days.at <= rows["last"]])
        number, day = both.period.cast("string"), both.at.cast("string")
        both = both.mutate(hit=both.key.concat("@", number, "@", day), start=both.at, end=both.at)
        return _hits_of_rows(both, sets)

    def _stated(self, figure: StatedFigure) -> Table:
        """Stated rows of the period; with `latest` only those of the stater's last day (C1)."""
        rows = self.source.rows(figure.column.table)
        rows = rows.mutate(truth=truth(rows, figure.tests), value=rows[figure.column.column])
        rows = rows.filter(rows.truth.fill_null(True))
        rows = pick(
            rows, "truth", "value", ROW, key=rows[SUBJECT], first=rows[FIRST], last=rows[FIRST]
        )
        both = _within(rows, periods_table(self.periods))
        if figure.latest:
            latest = both["first"].max().over(ibis.window(group_by=["key", "period"]))
            both = both.mutate(latest=latest)
            both = both.filter(both["first"] == both.latest)
        amount = both.truth.fill_null(False).ifelse(both.value, ibis.null("int64"))
        return pick(
            both,
            "period",
            ROW,
            subject="key",
            row_day="first",
            split_day="first",
            amount=amount,
        )


def _within(found: Table, asked: Table) -> Table:
    """Intervals cut to each period that they touch."""
    both = found.inner_join(
        asked, [found["first"] <= asked.period_last, asked.period_first <= found["last"]]
    )
    both = both.mutate(
        first=ibis.greatest(both["first"], both.period_first),
        last=ibis.least(both["last"], both.period_last),
    )
    return both.view()


def _with_doubt(sure: Table, doubt: Table) -> Table:
    """Hits of subjects without a row of their own: certain ones count one, doubts are unknown."""
    one, unknown = ibis.literal(1, "int64"), ibis.null("int64")
    columns = ("period", "subject", "day")
    found = pick(sure, *columns).mutate(amount=one)
    found = found.union(pick(doubt, *columns).mutate(amount=unknown))
    return pick(
        found,
        "period",
        "subject",
        "amount",
        row_day="day",
        split_day="day",
        _row=ibis.null("int64"),
    )


def _hits_of_rows(both: Table, sets: Sets) -> Table:
    """Each row on its first certain day from start through end, else its first possible one."""
    days = pick(both, hit2="hit", row_key="key", start2="start", end2="end")

    def first(found: Table, key: str, day: str) -> Table:
        joined = found.inner_join(
            days,
            [
                found.key == days.row_key,
                found["first"] <= days.end2,
                days.start2 <= found["last"],
            ],
        )
        joined = joined.mutate(day=ibis.greatest(joined["first"], joined.start2))
        rows = joined.group_by("hit2").agg(**{day: joined.day.min()})
        return pick(rows, **{key: "hit2", day: day})

    sure, maybe = first(sets.sure, "hit3", "sure"), first(sets.possible, "hit4", "maybe")
    found = both.left_join(sure, both.hit == sure.hit3)
    found = found.left_join(maybe, found.hit == maybe.hit4)
    found = found.filter(found.maybe.notnull())
    day = ibis.coalesce(found.sure, found.maybe)
    amount = found.sure.notnull().ifelse(found.value, ibis.null("int64"))
    return pick(found, "period", "subject", ROW, row_day=day, split_day=day, amount=amount)
