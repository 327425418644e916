"""Sets of days as intervals: union, intersection, complement and merging, one query expression
each.

The idea that makes it simple: what a condition says is two sets of days per key, those on which it
certainly holds and those on which it possibly holds (`Sets`). Kleene's and, or and not are
intersection, union and complement of these, so every condition of the language becomes one
expression, whatever it is made of.

Days are whole numbers (proleptic ordinals). An interval table has the columns key, first and last,
both days included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
from ibis.expr.types import Table

from koers.engines.sql.source import pick

EARLIEST, LATEST = 0, 10_000_000
"""Days before and after every day there is."""


@dataclass(frozen=True)
class Sets:
    """Intervals on which a condition certainly holds, and on which it possibly does (those too).

    Within each, the intervals of a key are apart: they neither overlap nor touch.
    """

    sure: Table
    possible: Table


def merged(intervals: Table, *, gap: int = 0) -> Table:
    """Overlapping, touching and bridged intervals of a key as one (at most `gap` days between)."""
    rows = pick(intervals, "key", "first", "last").distinct()
    order = ["first", "last"]
    before = ibis.window(group_by="key", order_by=order, preceding=(None, 1))
    rows = rows.mutate(reach=rows["last"].max().over(before))
    is_start = rows.reach.isnull() | (rows["first"] > rows.reach + (gap + 1))
    rows = rows.mutate(is_start=is_start.cast("int64"))
    so_far = ibis.cumulative_window(group_by="key", order_by=order)
    rows = rows.mutate(island=rows.is_start.sum().over(so_far))
    found = rows.group_by(["key", "island"]).agg(first=rows["first"].min(), last=rows["last"].max())
    return pick(found, "key", "first", "last")


def union(parts: Sequence[Table]) -> Table:
    tables = [pick(part, "key", "first", "last") for part in parts]
    return merged(reduce(lambda one, other: one.union(other), tables))


def intersection(one: Table, other: Table) -> Table:
    right = pick(other, key2="key", first2="first", last2="last")
    both = one.inner_join(
        right,
        [one.key == right.key2, one["first"] <= right.last2, right.first2 <= one["last"]],
    )
    return pick(
        both,
        key=both.key,
        first=ibis.greatest(both["first"], both.first2),
        last=ibis.least(both["last"], both.last2),
    )


def complement(keys: Table, intervals: Table) -> Table:
    """The days of every key that are in none of its intervals."""
    order = ibis.window(group_by="key", order_by="first")
    rows = intervals.mutate(before=intervals["last"].lag().over(order))
    gaps = pick(
        rows, key=rows.key, first=ibis.coalesce(rows.before + 1, EARLIEST), last=rows["first"] - 1
    )
    ends = intervals.group_by("key").agg(first=intervals["last"].max() + 1)
    tails = pick(ends, key=ends.key, first=ends["first"], last=ibis.literal(LATEST, "int64"))
    rest = everything(keys.anti_join(intervals, "key"))
    found = typed(gaps).union(typed(tails)).union(rest)
    return found.filter(found["first"] <= found["last"])


def everything(keys: Table) -> Table:
    """Every day of every key."""
    return pick(
        keys,
        key=keys.key,
        first=ibis.literal(EARLIEST, "int64"),
        last=ibis.literal(LATEST, "int64"),
    )


def nothing(keys: Table) -> Table:
    return everything(keys).filter(ibis.literal(False))


def typed(intervals: Table) -> Table:
    return pick(
        intervals,
        key=intervals.key,
        first=intervals["first"].cast("int64"),
        last=intervals["last"].cast("int64"),
    )


def all_of(parts: Sequence[Sets]) -> Sets:
    return Sets(
        reduce(intersection, [part.sure for part in parts]),
        reduce(intersection, [part.possible for part in parts]),
    )


def any_of(parts: Sequence[Sets]) -> Sets:
    return Sets(union([part.sure for part in parts]), union([part.possible for part in parts]))


def negate(keys: Table, part: Sets) -> Sets:
    return Sets(complement(keys, part.possible), complement(keys, part.sure))
