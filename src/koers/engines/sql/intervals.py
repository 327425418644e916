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

from koers.engines.sql.steps import Steps, pick

EARLIEST, LATEST = 0, 10_000_000
"""Days before and after every day there is."""


@dataclass(frozen=True)
class Sets:
    """Intervals on which a condition certainly holds, and on which it possibly does (those too):
    the same table where nothing can be unknown.

    Within each, the intervals of a key are apart: they neither overlap nor touch.
    """

    sure: Table
    possible: Table

    @property
    def is_certain(self) -> bool:
        return self.sure is self.possible

    def kept(self, steps: Steps, says: str) -> Sets:
        """The same, each as a table of its own."""
        if self.is_certain:
            return certain(steps.keep("zeker", f"Zeker (niets is onbekend): {says}.", self.sure))
        return Sets(
            steps.keep("zeker", f"Zeker: {says}.", self.sure),
            steps.keep("mogelijk", f"Zeker of onbekend: {says}.", self.possible),
        )


def certain(found: Table) -> Sets:
    return Sets(found, found)


def merged(intervals: Table, *, gap: int = 0) -> Table:
    """Overlapping, touching and bridged intervals of a key as one (at most `gap` days between)."""
    order = ["first", "last"]
    before = ibis.window(group_by="key", order_by=order, preceding=(None, 1))
    reach = intervals["last"].max().over(before) + (gap + 1)
    is_start = (intervals["first"] > reach).fill_null(True).cast("int64")
    rows = intervals.select("key", "first", "last", is_start=is_start)
    so_far = ibis.cumulative_window(group_by="key", order_by=order)
    rows = rows.mutate(island=rows.is_start.sum().over(so_far))
    found = rows.group_by(["key", "island"]).agg(first=rows["first"].min(), last=rows["last"].max())
    return found.select("key", "first", "last")


def union(parts: Sequence[Table]) -> Table:
    return merged(reduce(lambda one, other: one.union(other), parts))


def intersection(one: Table, other: Table) -> Table:
    both = one.inner_join(
        other,
        [one.key == other.key, one["first"] <= other["last"], other["first"] <= one["last"]],
        rname="{name}_2",
    )
    return pick(
        both,
        key=both.key,
        first=ibis.greatest(both["first"], both.first_2),
        last=ibis.least(both["last"], both.last_2),
    )


def complement(keys: Table, intervals: Table) -> Table:
    """The days of every key that are in none of its intervals."""
    order = ibis.window(group_by="key", order_by="first")
    before = intervals["last"].lag().over(order)
    first = ibis.coalesce(before + 1, EARLIEST)
    gaps = intervals.select(key=intervals.key, first=first, last=intervals["first"] - 1)
    ends = intervals.group_by("key").agg(first=intervals["last"].max() + 1)
    tails = ends.mutate(last=ibis.literal(LATEST, "int64"))
    found = gaps.union(tails).union(everything(keys.anti_join(intervals, "key")))
    return found.filter(found["first"] <= found["last"])


def everything(keys: Table) -> Table:
    """Every day of every key."""
    first, last = ibis.literal(EARLIEST, "int64"), ibis.literal(LATEST, "int64")
    return keys.select(key=keys.key, first=first, last=last)


def all_of(parts: Sequence[Sets]) -> Sets:
    sure = reduce(intersection, [part.sure for part in parts])
    if all(part.is_certain for part in parts):
        return certain(sure)
    return Sets(sure, reduce(intersection, [part.possible for part in parts]))


def any_of(parts: Sequence[Sets]) -> Sets:
    sure = union([part.sure for part in parts])
    if all(part.is_certain for part in parts):
        return certain(sure)
    return Sets(sure, union([part.possible for part in parts]))


def negate(keys: Table, part: Sets) -> Sets:
    if part.is_certain:
        return certain(complement(keys, part.sure))
    return Sets(complement(keys, part.possible), complement(keys, part.sure))


def doubtful(keys: Table, sets: Sets) -> Table:
    """The days that are possible and not certain."""
    return intersection(sets.possible, complement(keys, sets.sure))


# --- keys and their days -------------------------------------------------------------------------


@dataclass(frozen=True)
class Domain:
    """Keys for which conditions are compiled: a table with key and subject.

    In a window it also has anchor and last_day. An outcome `asks` for a score, so that none at all
    is unknown; `within` reads scores as measurements after the anchor. `first` stands in for the
    first written condition.
    """

    keys: Table
    is_window: bool = False
    asks: bool = False
    within: bool = False
    first: Sets | None = None


def spread(found: Table, domain: Domain) -> Table:
    """Intervals per subject as intervals per key of the domain."""
    keys = domain.keys
    joined = keys.inner_join(found, keys.subject == found.key, rname="{name}_of_subject")
    return joined.select("key", "first", "last")


def first_day(found: Table, days: Table) -> Table:
    """The first day of each key's intervals from `start` through `end`: key, day (where any)."""
    both = days.inner_join(
        found,
        [days.key == found.key, found["first"] <= days.end, days.start <= found["last"]],
        rname="{name}_2",
    )
    both = both.select("key", day=ibis.greatest(both["first"], both.start))
    return both.group_by("key").agg(day=both.day.min())


def truth_throughout(sets: Sets, days: Table) -> Table:
    """Kleene's and over every day from `start` through `end`: key, truth."""
    sure = _covering(sets.sure, days)
    found = days.left_join(sure, "key", rname="sure_{name}")
    if sets.is_certain:
        return found.select("key", truth=found.sure_key.notnull())
    found = found.left_join(_covering(sets.possible, days), "key", rname="maybe_{name}")
    unknown = found.maybe_key.notnull().ifelse(ibis.null("boolean"), False)
    return found.select("key", truth=found.sure_key.notnull().ifelse(True, unknown))


def _covering(found: Table, days: Table) -> Table:
    """The keys with an interval that covers their days."""
    both = days.inner_join(
        found,
        [days.key == found.key, found["first"] <= days.start, days.end <= found["last"]],
        rname="{name}_2",
    )
    return pick(both, "key")
