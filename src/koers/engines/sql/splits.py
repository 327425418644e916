"""Splits of hits: which value or values each hit has, by the rows that carry it (P1, P2).

The idea that makes it simple: a hit with several values of a split becomes several rows, and one
without any gets 'onbekend'; after that a cell is a group of rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import pyarrow as pa
from ibis.expr.types import IntegerValue, Table

from koers.algebra import Condition, Fact, Kind, Leaf, Score, Transition
from koers.counts import UNKNOWN_VALUE
from koers.dictionary import Column, Split
from koers.engines.sql.source import FIRST, LAST, ROW, SUBJECT, Source, memtable, pick, truth
from koers.structure import first_leaf

HIT = "_hit"
"""The number of a hit."""


@dataclass(frozen=True)
class Splitter:
    """Splits hits whose rows are those of the first written condition.

    A hit has `subject`, `row_day` (the day of its rows), `split_day` and `_row`: the row itself
    where a row is counted, else null.
    """

    source: Source
    condition: Condition

    def split(self, hits: Table, grouping: tuple[str, ...]) -> Table:
        """The hits with a column `split{n}` per name: one row per combination of values."""
        order = [name for name in hits.columns if name != HIT]
        hits = hits.mutate(**{HIT: ibis.row_number().over(ibis.window(order_by=order))})
        found = hits
        for number, name in enumerate(grouping):
            split = self.source.agreement.dictionary.splits[name]
            values = pick(self._values(split, hits), hit2=HIT, value="value")
            found = found.left_join(values, found[HIT] == values.hit2)
            value = ibis.coalesce(found.value, UNKNOWN_VALUE)
            found = found.mutate(**{f"split{number}": value}).drop("value", "hit2")
        return found

    def _values(self, split: Split, hits: Table) -> Table:
        """_hit and value: the one value of a split, or all where it is multiple."""
        leaf = first_leaf(self.condition)
        if split.table is not None:
            rows = self._of_table(split, split.table, hits)
            column = self.source.declared(split.table).columns[split.column]
        elif isinstance(leaf, Fact | Score | Transition):
            rows = self._of_carriers(leaf, split.column, hits)
            column = self.source.declared(leaf.table).columns[split.column]
        else:
            none = pick(hits, HIT).mutate(value=ibis.null("string"))
            return none.filter(ibis.literal(False))
        rows = rows.filter(rows.value.notnull())
        if split.multiple:
            return pick(rows, HIT, "value").distinct()
        return _single(rows, column)

    def _of_table(self, split: Split, name: str, hits: Table) -> Table:
        """_hit, begin, value: rows of another table in force on the day of the split."""
        rows = self.source.rows(name)
        rows = pick(
            rows,
            subject2=rows[SUBJECT],
            first=rows[FIRST],
            last=rows[LAST],
            value=rows[split.column],
        )
        keys = pick(hits, HIT, "subject", "split_day")
        match_on = [keys.subject == rows.subject2]
        if self.source.declared(name).day_column is not None:
            match_on += [rows["first"] <= keys.split_day, keys.split_day <= rows["last"]]
        both = keys.inner_join(rows, match_on)
        begin = ibis.coalesce(both["first"], 0)
        return pick(both, _hit=both[HIT], begin=begin, value=both.value)

    def _of_carriers(self, leaf: Leaf, column: str, hits: Table) -> Table:
        """_hit, begin, value: the rows of the first condition that carry each hit.

        Certain rows go before possible ones, covering rows before those of the spell before a
        bridged day; a counted row carries itself.
        """
        assert isinstance(leaf, Fact | Score | Transition)
        rows = self.source.rows(leaf.table)
        rows = rows.mutate(truth=truth(rows, leaf.tests), score=self._score_rank(leaf, rows))
        rows = rows.filter(rows.truth.fill_null(True))
        rows = pick(
            rows,
            "score",
            subject2=rows[SUBJECT],
            first=rows[FIRST],
            last=rows[LAST],
            value=rows[column],
            row2=rows[ROW],
            sure=rows.truth.fill_null(False),
        )
        keys = pick(hits, HIT, "subject", "row_day", ROW)
        both = keys.inner_join(rows, keys.subject == rows.subject2)
        both = _placed(both.view(), leaf, self.source.k)
        own = both[ROW].notnull().ifelse(0, both.place)
        both = both.mutate(place=own).filter((both[ROW].isnull()) | (both[ROW] == both.row2))
        both = both.filter(both.place.notnull())
        both = both.mutate(best=both.place.min().over(ibis.window(group_by=HIT)))
        both = both.filter(both.place == both.best)
        begin = ibis.coalesce(both["first"], 0)
        return pick(both, _hit=both[HIT], begin=begin, value=both.value)

    def _score_rank(self, leaf: Fact | Score | Transition, rows: Table) -> IntegerValue:
        """The place of a row's score on its scale, before all of them where it is empty."""
        declared = self.source.declared(leaf.table)
        codes, column = declared.value_codes, declared.value_column
        if isinstance(leaf, Fact) or codes is None or column is None:
            return ibis.literal(0, "int64")
        ranks = [(rows[column] == code, rank) for rank, (code, _) in enumerate(codes.codes)]
        return ibis.cases(*ranks, else_=-1).cast("int64")


def _placed(both: Table, leaf: Fact | Score | Transition, k: int) -> Table:
    """A column `place`: 0 certain and 2 possible rows of the day, one more where they bridge it;
    null where a row does not carry the day.
    """
    none = ibis.null("int64")
    if isinstance(leaf, Fact) and leaf.kind is Kind.SUBJECT:
        return both.mutate(place=both.sure.ifelse(0, 2))
    group = ibis.window(group_by=[HIT, "sure"])
    if isinstance(leaf, Fact) and leaf.kind is Kind.SPELL:
        both = both.filter(both["first"] <= both["last"])
        is_before, is_after = both["last"] < both.row_day, both["first"] > both.row_day
        both = both.mutate(
            before=is_before.ifelse(both["last"], none).max().over(group),
            after=is_after.ifelse(both["first"], none).min().over(group),
        )
        covers = (both["first"] <= both.row_day) & (both.row_day <= both["last"])
        reach = both.before + (leaf.gap + 1)
        closes = (both.after <= reach).fill_null(False) | (reach > k)
        bridges = (both["last"] == both.before) & closes
        place = both.sure.ifelse(0, 2)
        return both.mutate(place=covers.ifelse(place, bridges.ifelse(place + 1, none)))
    if isinstance(leaf, Fact) and leaf.kind is Kind.END:
        carries = (both["last"] == both.row_day) & (both["first"] <= both["last"])
    elif isinstance(leaf, Fact) and leaf.kind is Kind.BEGIN:
        carries = (both["first"] == both.row_day) & (both["first"] <= both["last"])
    elif isinstance(leaf, Score) and not leaf.measured:
        held = (both["first"] <= both.row_day).ifelse(both["first"], none).max().over(group)
        both = both.mutate(held=held)
        carries = both["first"] == both.held
    else:
        carries = both["first"] == both.row_day
    if isinstance(leaf, Score | Transition):
        lowest = carries.ifelse(both.score, none).min().over(group)
        both = both.mutate(carries=carries, lowest=lowest)
        carries = both.carries & (both.score == both.lowest)
    return both.mutate(place=carries.ifelse(both.sure.ifelse(0, 2), none))


def _single(rows: Table, column: Column) -> Table:
    """The latest begun, then the lowest code."""
    codes = [code for code, _ in column.code_list.codes] if column.code_list else []
    ranks = memtable({"code": (pa.string(), codes), "rank": (pa.int64(), range(len(codes)))})
    found = rows.left_join(ranks, rows.value == ranks.code)
    found = found.mutate(place=ibis.coalesce(found["rank"], 10**9))
    order = ibis.window(group_by=HIT, order_by=[ibis.desc("begin"), "place", "value"])
    found = found.mutate(number=ibis.row_number().over(order))
    return pick(found.filter(found.number == 0), HIT, "value")
