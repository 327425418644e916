"""Splits of hits: which value or values each hit has, by the rows that carry it (P1, P2).

The idea that makes it simple: a hit with several values of a split becomes several rows, and one
without any gets 'onbekend'; after that a cell is a group of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from koers.algebra import Condition, Fact, Kind, Score, Transition
from koers.counts import UNKNOWN_VALUE
from koers.dictionary import Column, Split
from koers.engines.sql.source import FIRST, LAST, ROW, SUBJECT, Source, truth
from koers.structure import first_leaf

HIT = "_hit"
"""The number of a hit."""


def split_columns(grouping: Sequence[str]) -> list[str]:
    """How the columns of a grouping are called in a result."""
    return [f"split {name}" for name in grouping]


@dataclass
class Splitter:
    """Splits hits whose rows are those of the first written condition.

    A hit has `_hit`, `subject`, `row_day` (the day of its rows), `split_day`, and where a row is
    counted `_row`, that row.
    """

    source: Source
    condition: Condition
    hits: Table
    _values: dict[str, Table | None] = field(default_factory=dict)

    def split(self, grouping: tuple[str, ...], *names: str) -> Table:
        """These columns of the hits and one per split: a row per combination of values."""
        found, shown = self.hits, {}
        for number, (name, column) in enumerate(
            zip(grouping, split_columns(grouping), strict=True)
        ):
            values = self._kept_values(name)
            shown[column] = ibis.literal(UNKNOWN_VALUE)
            if values is not None:
                values = values.rename(**{column: "value"})
                found = found.left_join(values, HIT, rname=f"{{name}}_{number}")
                shown[column] = ibis.coalesce(found[column], UNKNOWN_VALUE)
        return found.select(*names, **shown)

    def _kept_values(self, name: str) -> Table | None:
        """_hit and value: the one value of a split, or all where it is multiple; None for none."""
        if name not in self._values:
            split = self.source.agreement.dictionary.splits[name]
            found = self._rows(split)
            if found is not None:
                says = f"De waarde van splitsing '{name}' per treffer."
                found = self.source.steps.keep(f"splitsing {name}", says, self._of(split, found))
            self._values[name] = found
        return self._values[name]

    def _of(self, split: Split, rows: Table) -> Table:
        rows = rows.filter(rows.value.notnull())
        if split.multiple:
            return rows.select(HIT, "value").distinct()
        leaf = first_leaf(self.condition)
        table = split.table or (leaf.table if isinstance(leaf, Fact | Score | Transition) else "")
        return self._single(rows, self.source.declared(table).columns[split.column])

    def _rows(self, split: Split) -> Table | None:
        leaf = first_leaf(self.condition)
        if split.table is not None:
            return self._of_table(split, split.table)
        if not isinstance(leaf, Fact | Score | Transition):
            return None
        if ROW in self.hits.columns:
            return self._of_rows(leaf.table, split.column)
        return self._of_carriers(leaf, split.column)

    def _of_table(self, split: Split, name: str) -> Table:
        """_hit, begin, value: rows of another table in force on the day of the split."""
        rows, has_days = self.source.rows(name), self.source.declared(name).day_column is not None
        columns = {"first": rows[FIRST], "last": rows[LAST]} if has_days else {}
        rows = rows.select(of_subject=rows[SUBJECT], **columns, value=rows[split.column])
        hits = self.hits
        match_on = [hits.subject == rows.of_subject]
        if has_days:
            match_on += [rows["first"] <= hits.split_day, hits.split_day <= rows["last"]]
        both = hits.inner_join(rows, match_on)
        begin = both["first"] if has_days else ibis.literal(0, "int64")
        return both.select(HIT, begin=begin, value=both.value)

    def _of_rows(self, table: str, column: str) -> Table:
        """_hit, begin, value: a counted row carries itself."""
        rows = self.source.rows(table)
        begin = ibis.coalesce(rows[FIRST], 0)
        rows = rows.select(ROW, begin=begin, value=rows[column])
        return self.hits.inner_join(rows, ROW).select(HIT, "begin", "value")

    def _of_carriers(self, leaf: Fact | Score | Transition, column: str) -> Table:
        """_hit, begin, value: the rows of the first condition that carry each hit.

        Certain rows go before possible ones, covering rows before those of the spell before a
        bridged day.
        """
        rows = self.source.rows(leaf.table)
        passes = truth(rows, leaf.tests)
        rows = rows.filter(passes.fill_null(True)).select(
            of_subject=rows[SUBJECT],
            first=rows[FIRST],
            last=rows[LAST],
            value=rows[column],
            score=self._score_rank(leaf, rows),
            sure=passes.fill_null(False),
        )
        both = self.hits.inner_join(rows, self.hits.subject == rows.of_subject)
        columns = ("row_day", "score", "first", "last", "value", "sure")
        both = _placed(both.select(HIT, *columns), leaf, self.source.k)
        both = both.filter(both.place.notnull())
        both = both.mutate(best=both.place.min().over(ibis.window(group_by=HIT)))
        both = both.filter(both.place == both.best)
        return both.select(HIT, begin=ibis.coalesce(both["first"], 0), value=both.value)

    def _score_rank(self, leaf: Fact | Score | Transition, rows: Table) -> IntegerValue:
        """The place of a row's score on its scale, before all of them where it is empty."""
        declared = self.source.declared(leaf.table)
        codes, column = declared.value_codes, declared.value_column
        if isinstance(leaf, Fact) or codes is None or column is None:
            return ibis.literal(0, "int64")
        ranks = [(rows[column] == code, rank) for rank, (code, _) in enumerate(codes.codes)]
        return ibis.cases(*ranks, else_=-1).cast("int64")

    def _single(self, rows: Table, column: Column) -> Table:
        """The latest begun, then the lowest code."""
        order = [ibis.desc("begin"), "value"]
        if column.code_list is not None:
            ranks = self.source.ranks(column.code_list)
            rows = rows.view().left_join(ranks, [("value", "code")])
            place = ibis.coalesce(rows["rank"], 10**9)
            rows = rows.select(HIT, "begin", "value", place=place)
            order = [ibis.desc("begin"), "place", "value"]
        first = ibis.row_number().over(ibis.window(group_by=HIT, order_by=order))
        rows = rows.mutate(number=first)
        return rows.filter(rows.number == 0).select(HIT, "value")


def _placed(both: Table, leaf: Fact | Score | Transition, k: int) -> Table:
    """A column `place`: 0 certain and 2 possible rows of the day, one more where they bridge it;
    null where a row does not carry the day.
    """
    none = ibis.null("int64")
    if isinstance(leaf, Fact) and leaf.kind is Kind.SUBJECT:
        return both.mutate(place=both.sure.ifelse(0, 2))
    if isinstance(leaf, Fact) and leaf.kind is Kind.SPELL:
        return _of_spells(both, leaf.gap, k)
    both = both.mutate(carries=_carries(both, leaf, k))
    carries = both.carries
    if isinstance(leaf, Score | Transition):
        group = ibis.window(group_by=[HIT, "sure"])
        both = both.mutate(lowest=carries.ifelse(both.score, none).min().over(group))
        carries = both.carries & (both.score == both.lowest)
    return both.mutate(place=carries.ifelse(both.sure.ifelse(0, 2), none))


def _of_spells(both: Table, gap: int, k: int) -> Table:
    none, group = ibis.null("int64"), ibis.window(group_by=[HIT, "sure"])
    both = both.filter(both["first"] <= both["last"])
    is_before, is_after = both["last"] < both.row_day, both["first"] > both.row_day
    both = both.mutate(
        before=is_before.ifelse(both["last"], none).max().over(group),
        after=is_after.ifelse(both["first"], none).min().over(group),
    )
    covers = (both["first"] <= both.row_day) & (both.row_day <= both["last"])
    reach = both.before + (gap + 1)
    closes = (both.after <= reach).fill_null(False) | (reach > k)
    bridges = (both["last"] == both.before) & closes
    place = both.sure.ifelse(0, 2)
    return both.mutate(place=covers.ifelse(place, bridges.ifelse(place + 1, none)))


def _carries(both: Table, leaf: Fact | Score | Transition, k: int) -> BooleanValue:
    """Whether a row carries the day of its hit."""
    if isinstance(leaf, Fact) and leaf.kind is Kind.END:
        ended = (both["first"] <= both["last"]) & (both["last"] < k)
        return ended & (both["last"] == both.row_day)
    if isinstance(leaf, Fact) and leaf.kind is Kind.BEGIN:
        return (both["first"] == both.row_day) & (both["first"] <= both["last"])
    if isinstance(leaf, Score) and not leaf.measured:
        group = ibis.window(group_by=[HIT, "sure"])
        is_earlier = both["first"] <= both.row_day
        held = is_earlier.ifelse(both["first"], ibis.null("int64")).max().over(group)
        return both["first"] == held
    return both["first"] == both.row_day
