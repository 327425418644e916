"""Hits of a count, sum, number of days or stated figure, as one table per form.

The idea that makes it simple: whatever is counted becomes rows of period, subject, day and amount
(null where the condition or the amount is unknown), so that adding up is one aggregation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

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
from koers.engines.sql.conditions import Conditions
from koers.engines.sql.intervals import Domain, Sets, certain, doubtful, everything
from koers.engines.sql.source import FIRST, LAST, ROW, SUBJECT, Source, truth
from koers.periods import Period
from koers.structure import first_leaf, first_tables

Summed = Count | Sum | Days | StatedFigure


def periods_table(source: Source, asked: Sequence[Period], read: Sequence[Period]) -> Table:
    """period (its number), name, period_first, period_last: the periods that were asked, with the
    days that are read for them.
    """
    return source.steps.table(
        "perioden",
        "De perioden: nummer, naam, eerste en laatste dag die ervoor gelezen worden.",
        (
            ("period", "int64"),
            ("name", "string"),
            ("period_first", "int64"),
            ("period_last", "int64"),
        ),
        [
            (number, shown.label, period.first_day.toordinal(), period.last_day.toordinal())
            for number, (shown, period) in enumerate(zip(asked, read, strict=True))
        ],
    )


def row_condition(form: Summed) -> Condition:
    """The condition whose first leaf gives the counted rows."""
    if isinstance(form, StatedFigure):
        return Fact(Kind.MOMENT, form.column.table, form.tests)
    return form.condition


@dataclass(frozen=True)
class Hits:
    """The hits of one form: period, name, subject, row_day, split_day, amount, and `_row` where
    rows are counted.

    `asked` are the periods of the question, `read` those whose days are counted. `month_ends` adds
    up the stock on each month's end, for a mean.
    """

    conditions: Conditions
    form: Summed
    asked: Sequence[Period]
    read: Sequence[Period]
    month_ends: bool = False

    def table(self) -> Table:
        found = self._found(self.form)
        return found.filter(found.split_day <= self.conditions.source.k)

    def _found(self, form: Summed) -> Table:
        match form:
            case StatedFigure():
                return self._stated(form)
            case Days():
                return self._each_day()
            case Count(unit=Unit.SUBJECT, stock_day=None):
                return self._first_days()
            case Count(unit=Unit.SUBJECT, stock_day=stock) if stock is not None:
                return self._stock(stock)
            case Count(stock_day=stock) | Sum(stock_day=stock) if stock is not None:
                return self._stock_rows(form, stock)
            case Count() | Sum():
                return self._rows(form)

    @property
    def _source(self) -> Source:
        return self.conditions.source

    @property
    def _periods(self) -> Table:
        return periods_table(self._source, self.asked, self.read)

    def _kept(self, name: str, says: str, found: Table) -> Table:
        return self._source.steps.keep(name, says, found)

    # --- subjects ---

    @property
    def _everyone(self) -> Domain:
        return self.conditions.everyone(*first_tables(row_condition(self.form)))

    @property
    def _kind(self) -> str:
        table = first_tables(row_condition(self.form))[0]
        return self._source.declared(table).subject

    def _sets(self) -> Sets:
        return self.conditions.sets(self._kind, row_condition(self.form), self._everyone)

    def _known(self, found: Table) -> Table:
        """The part of intervals through K: later days do not exist (F7)."""
        cut = found.mutate(last=ibis.least(found["last"], self._source.k))
        return cut.filter(cut["first"] <= cut["last"])

    def _first_days(self) -> Table:
        """A distinct subject once, on its first certain day, else on its first possible one."""
        sets = self._sets()

        def first(found: Table) -> Table:
            both = _within(self._known(found), self._periods)
            rows = both.group_by(["period", "name", "key"]).agg(day=both["first"].min())
            return rows.rename(subject="key")

        if sets.is_certain:
            return _certain_days(first(sets.sure))
        says = "Wie zeker in de periode meetelt, en op welke dag het eerst."
        sure = self._kept("eerste dagen", says, first(sets.sure))
        return _with_doubt(sure, first(sets.possible).anti_join(sure, ["period", "subject"]))

    def _each_day(self) -> Table:
        """Every certain day, and every day that is possible and not certain."""
        sets = self._sets()

        def each(found: Table) -> Table:
            both = _within(self._known(found), self._periods)
            day = ibis.range(both["first"], both["last"] + 1).unnest()
            return both.select("period", "name", subject="key", day=day)

        if sets.is_certain:
            return _certain_days(each(sets.sure))
        return _with_doubt(each(sets.sure), each(doubtful(self._everyone.keys, sets)))

    def _stock(self, stock: ReferenceDay) -> Table:
        days, sets = self._stock_days(stock), self._sets()

        def present(found: Table) -> Table:
            both = found.inner_join(days, [found["first"] <= days.at, days.at <= found["last"]])
            return both.select("period", "name", subject="key", day="at")

        if sets.is_certain:
            return _certain_days(present(sets.sure))
        sure = self._kept("aanwezig", "Wie zeker aanwezig is op de peildag.", present(sets.sure))
        doubt = present(sets.possible).anti_join(sure, ["period", "subject", "day"])
        return _with_doubt(sure, doubt)

    def _stock_days(self, stock: ReferenceDay) -> Table:
        """period, name and at: its stock day, or the ends of its months for a mean."""
        days: list[tuple[int, str, int]] = []
        for number, (shown, period) in enumerate(zip(self.asked, self.read, strict=True)):
            first = stock is ReferenceDay.FIRST
            ends = (period.first_day if first else period.last_day,)
            for day in period.month_ends() if self.month_ends else ends:
                days.append((number, shown.label, day.toordinal()))
        return self._source.steps.table(
            "peildagen",
            "De peildagen van elke periode.",
            (("period", "int64"), ("name", "string"), ("at", "int64")),
            days,
        )

    # --- rows ---

    def _row_keys(self, form: Count | Sum) -> tuple[Table, Sets]:
        """Rows of the first condition as keys, with `value`, and the whole condition per row."""
        leaf = first_leaf(form.condition)
        assert isinstance(leaf, Fact | Score)
        rows = self._source.rows(leaf.table)
        value: IntegerValue = ibis.literal(1, "int64")
        if isinstance(form, Sum):
            value = rows[form.column.column]
        own = _own_truth(self._source, leaf, rows)
        rows = rows.select(
            ROW,
            key=rows[ROW].cast("string"),
            subject=rows[SUBJECT],
            first=rows[FIRST],
            last=rows[LAST],
            value=value,
            truth=ibis.literal(True) if own is None else own,
        )
        says = f"De rijen van '{leaf.table}', en of zij aan hun eigen voorwaarden voldoen."
        rows = self._kept(f"rijen {leaf.table}", says, rows)
        possible = everything(rows.filter(rows.truth.fill_null(True)))
        first = (
            certain(possible)
            if own is None
            else Sets(everything(rows.filter(rows.truth)), possible)
        )
        domain = Domain(rows.select("key", "subject"), first=first)
        return rows, self.conditions.sets(self._kind, form.condition, domain)

    def _rows(self, form: Count | Sum) -> Table:
        leaf = first_leaf(form.condition)
        is_edge = isinstance(leaf, Fact) and leaf.kind in (Kind.BEGIN, Kind.END)
        if isinstance(leaf, Transition) or is_edge:
            return self._each_day()
        rows, sets = self._row_keys(form)
        if isinstance(leaf, Fact) and leaf.kind is Kind.SPELL:
            rows = rows.filter(rows["first"] <= rows["last"])
        else:
            rows = rows.mutate(last=rows["first"])
        both = _within(rows, self._periods)
        return self._first_of_rows(both.mutate(start=both["first"], end=both["last"]), sets)

    def _stock_rows(self, form: Count | Sum, stock: ReferenceDay) -> Table:
        rows, sets = self._row_keys(form)
        days = self._stock_days(stock)
        both = rows.inner_join(days, [rows["first"] <= days.at, days.at <= rows["last"]])
        columns = ("key", "subject", "value", ROW, "period", "name")
        return self._first_of_rows(both.select(*columns, start="at", end="at"), sets)

    def _first_of_rows(self, both: Table, sets: Sets) -> Table:
        """Each row on its first certain day from start through end, else its first possible one."""
        columns = ("subject", "value", ROW, "period", "name", "start", "end")
        both = both.select(*columns, of_row="key", key=ibis.row_number())
        both = self._kept("rijen per periode", "De rijen per periode of peildag.", both)
        found = both.left_join(_first_day(sets.sure, both), "key", rname="{name}_2")
        if sets.is_certain:
            found = found.filter(found.day.notnull())
            day, amount = found.day, found.value
        else:
            maybe = _first_day(sets.possible, both).rename(maybe="day")
            found = found.inner_join(maybe, found.key == maybe.key, rname="{name}_3")
            day = ibis.coalesce(found.day, found.maybe)
            amount = found.day.notnull().ifelse(found.value, ibis.null("int64"))
        days = {"row_day": day, "split_day": day}
        return found.select("period", "name", "subject", ROW, **days, amount=amount)

    def _stated(self, figure: StatedFigure) -> Table:
        """Stated rows of the period; with `latest` only those of the stater's last day (C1)."""
        rows = self._source.rows(figure.column.table)
        rows = rows.mutate(truth=truth(rows, figure.tests), value=rows[figure.column.column])
        rows = rows.filter(rows.truth.fill_null(True))
        rows = rows.select(
            "truth", "value", ROW, key=rows[SUBJECT], first=rows[FIRST], last=rows[FIRST]
        )
        both = _within(rows, self._periods)
        if figure.latest:
            latest = both["first"].max().over(ibis.window(group_by=["key", "period"]))
            both = both.mutate(latest=latest)
            both = both.filter(both["first"] == both.latest)
        amount = both.truth.fill_null(False).ifelse(both.value, ibis.null("int64"))
        days = {"row_day": both["first"], "split_day": both["first"]}
        return both.select("period", "name", ROW, subject=both.key, **days, amount=amount)


def _own_truth(source: Source, leaf: Fact | Score, rows: Table) -> BooleanValue | None:
    """Whether a row is one of the first condition; None where every row is."""
    found = truth(rows, leaf.tests) if leaf.tests else None
    if isinstance(leaf, Fact):
        return found
    score = rows[source.declared(leaf.table).value_column]
    if leaf.against is not None:
        holds = ibis.null("boolean")
    elif leaf.values:
        holds = score.isin(leaf.values)
    else:
        holds = score.notnull().nullif(False)
    return holds if found is None else found & holds


def _within(found: Table, asked: Table) -> Table:
    """Intervals cut to each period that they touch, with the columns they had."""
    both = found.inner_join(
        asked, [found["first"] <= asked.period_last, asked.period_first <= found["last"]]
    )
    return both.select(
        *(name for name in found.columns if name not in ("first", "last")),
        *("period", "name"),
        first=ibis.greatest(both["first"], both.period_first),
        last=ibis.least(both["last"], both.period_last),
    )


def _first_day(found: Table, rows: Table) -> Table:
    """key, day: the first day of each row's intervals from start through end."""
    joined = rows.inner_join(
        found,
        [rows.of_row == found.key, found["first"] <= rows.end, rows.start <= found["last"]],
        rname="{name}_2",
    )
    joined = joined.select("key", day=ibis.greatest(joined["first"], joined.start))
    return joined.group_by("key").agg(day=joined.day.min()).view()


def _certain_days(sure: Table) -> Table:
    """Hits of subjects without a row of their own, that count one each."""
    return _of_subjects(sure, ibis.literal(1, "int64"))


def _with_doubt(sure: Table, doubt: Table) -> Table:
    """Those, and the ones that are unknown."""
    return _certain_days(sure).union(_of_subjects(doubt, ibis.null("int64")))


def _of_subjects(found: Table, amount: IntegerValue) -> Table:
    return found.select(
        "period", "name", "subject", row_day=found.day, split_day=found.day, amount=amount
    )
