"""Sets of days of many keys, as intervals on one line of whole numbers.

The idea that makes it simple: a key (a subject, a unit, a row) and a day make one *position*, key
times the length of a day scale plus the day. The days of every key then lie behind each other on
one line with room between, so union, intersection, complement and "the first day from here" are
each a few operations on sorted arrays, for all keys at once.

Days are proleptic ordinals (`date.toordinal`). An array of positions or days has shape (n,).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Truths: TypeAlias = NDArray[np.int8]

FALSE, UNKNOWN, TRUE = np.int8(0), np.int8(1), np.int8(2)
"""Kleene's values in their order: *and* is the least, *or* the greatest, *not* counts from TRUE."""

BITS = 22
DAY = (1 << BITS) - 1
"""The part of a position that is the day. A day must lie within EARLIEST and LATEST: a negative one
would change the key. What reads days from outside sees to that.
"""

EARLIEST, LATEST = 0, DAY - 1
"""Days before and after every day there is; a day is left free between two keys."""

NEVER = DAY
"""Stands for no day: later than every day there is. The same number as the day left free."""


def ints(values: object) -> Ints:
    return np.asarray(values, dtype=np.int64)


def positions(keys: Ints, days: Ints | int) -> Ints:
    return (keys << BITS) | days


def keys_of(found: Ints) -> Ints:
    return found >> BITS


def days_of(found: Ints) -> Ints:
    return found & DAY


def ranges(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """For each i the whole numbers starts[i] .. starts[i] + counts[i] - 1, behind each other: which
    i each belongs to, and the numbers.
    """
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    before = np.cumsum(counts) - counts
    return owner, np.arange(len(owner), dtype=np.int64) + (starts - before)[owner]


def in_order(found: Ints) -> Ints:
    """Sorted; what is in order already costs one look."""
    return found if (found[1:] >= found[:-1]).all() else np.sort(found)


def starts(found: Ints) -> Ints:
    """Where each run of equal numbers begins."""
    if not len(found):
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate([[True], found[1:] != found[:-1]]))


def distinct(found: Ints) -> Ints:
    """Each number once, in order."""
    found = in_order(found)
    return found[starts(found)]


def held_in(found: Ints, known: Ints) -> Flags:
    """Which numbers occur among `known`, which must be in order."""
    if not len(known):
        return np.zeros(len(found), dtype=np.bool_)
    place = np.minimum(known.searchsorted(found), len(known) - 1)
    same: Flags = known[place] == found
    return same


@dataclass(frozen=True)
class Line:
    """Intervals from `first` through `last` (positions), in order, apart: they neither overlap nor
    touch, and none spans two keys.
    """

    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.first)

    @property
    def keys(self) -> Ints:
        return keys_of(self.first)

    def of(self, chosen: Flags | Ints) -> Line:
        """The intervals at these places, in the same order."""
        return Line(self.first[chosen], self.last[chosen])

    def since(self, day: int) -> Line:
        """Without the intervals that end before a day."""
        kept = days_of(self.last) >= day
        return self if kept.all() else self.of(kept)

    # --- questions ---

    def first_day(self, start: Ints, end: Ints) -> Ints:
        """The first day from each position `start` through `end` (of one key); NEVER where none."""
        if not len(self):
            return np.full(len(start), NEVER, dtype=np.int64)
        place = self.last.searchsorted(start)
        inside = np.minimum(place, len(self) - 1)
        found = np.maximum(self.first[inside], start)
        return np.where((place < len(self)) & (found <= end), days_of(found), NEVER)

    def covers(self, start: Ints, end: Ints) -> Flags:
        """Whether each stretch from `start` through `end` lies in one interval."""
        if not len(self):
            return np.zeros(len(start), dtype=np.bool_)
        place = self.first.searchsorted(start, side="right") - 1
        return (place >= 0) & (self.last[np.maximum(place, 0)] >= end)


NOTHING = Line(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def merged(first: Ints, last: Ints, *, gap: int = 0) -> Line:
    """Overlapping, touching and bridged intervals as one (at most `gap` days between); those that
    end before they begin are left out.
    """
    kept = first <= last
    if not kept.all():
        first, last = first[kept], last[kept]
    if not len(first):
        return NOTHING
    if (first[1:] < first[:-1]).any():
        order = np.argsort(first, kind="stable")
        first, last = first[order], last[order]
    reach = np.maximum.accumulate(last)
    begins = np.flatnonzero(first[1:] > reach[:-1] + (gap + 1)) + 1
    starts = np.concatenate([[0], begins])
    ends = np.concatenate([begins - 1, [len(first) - 1]])
    return Line(first[starts], reach[ends])


def union(parts: Sequence[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    return merged(
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
    )


def intersection(one: Line, other: Line) -> Line:
    """The days in both. What is left of disjoint intervals is disjoint, and it stays apart."""
    if not len(one) or not len(other):
        return NOTHING
    if len(one) > len(other):
        one, other = other, one
    start = other.last.searchsorted(one.first)
    owner, place = ranges(start, other.first.searchsorted(one.last, side="right") - start)
    return Line(
        np.maximum(one.first[owner], other.first[place]),
        np.minimum(one.last[owner], other.last[place]),
    )


def everything(keys: Ints) -> Line:
    """Every day of these keys, which must be in order and differ."""
    return Line(positions(keys, EARLIEST), positions(keys, LATEST))


def complement(found: Line, *, size: int) -> Line:
    """The days of keys 0 .. size - 1 that are not in the line `found`."""
    guards = positions(np.arange(-1, size, dtype=np.int64), DAY)
    first = np.concatenate([found.first, guards])
    order = np.argsort(first, kind="stable")
    last = np.concatenate([found.last, guards])[order]
    first = first[order]
    gap_first, gap_last = last[:-1] + 1, first[1:] - 1
    kept = gap_first <= gap_last
    return Line(gap_first[kept], gap_last[kept])


def difference(one: Line, other: Line) -> Line:
    """The days in `one` that are not in `other`: what lies before, between and after the intervals
    of the other within each of the one.
    """
    if not len(one) or not len(other):
        return one
    start = other.last.searchsorted(one.first)
    count = other.first.searchsorted(one.last, side="right") - start
    owner, place = ranges(start, count + 1)
    before = np.concatenate([[-1], other.last])[place] + 1
    after = np.concatenate([other.first, [np.iinfo(np.int64).max]])[place] - 1
    first = np.maximum(one.first[owner], before)
    last = np.minimum(one.last[owner], after)
    kept = first <= last
    return Line(first[kept], last[kept])


def at_days(found: Ints) -> Line:
    """A set of single days: positions in any order, doubles allowed."""
    return merged(found, found)


def each_day(line: Line) -> Ints:
    """Every position in the line."""
    return ranges(line.first, line.last - line.first + 1)[1]
