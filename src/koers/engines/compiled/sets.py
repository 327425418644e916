"""Conditions as two lines, and the logic of three values on them.

The idea that makes it simple: a condition is the days on which it certainly holds and the days on
which it possibly does. And, or and not are intersection, union and complement of these, which is
Kleene's logic day by day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from koers.engines.compiled import line
from koers.engines.compiled.line import (
    FALSE,
    TRUE,
    UNKNOWN,
    Ints,
    Line,
    Truths,
    days_of,
    positions,
    ranges,
)


@dataclass(frozen=True)
class Sets:
    """The days on which a condition certainly holds, and on which it possibly does (those too)."""

    sure: Line
    possible: Line

    def since(self, day: int) -> Sets:
        """Without the intervals that end before a day."""
        sure = self.sure.since(day)
        return Sets(sure, sure if self.possible is self.sure else self.possible.since(day))

    def truth_at(self, places: Ints) -> Truths:
        return self.throughout(places, places)

    def throughout(self, start: Ints, end: Ints) -> Truths:
        """Kleene's and over every day of each stretch; what is certain is not asked twice."""
        sure = self.sure.covers(start, end)
        found = np.where(sure, TRUE, FALSE)
        if self.possible is not self.sure:
            rest = np.flatnonzero(~sure)
            found[rest[self.possible.covers(start[rest], end[rest])]] = UNKNOWN
        return found


@dataclass(frozen=True)
class Keys:
    """Units, in order of subject and anchor: arrays (n,) of subjects, anchor days and last days of
    a window.
    """

    subject: Ints
    anchor: Ints
    last_day: Ints

    def __len__(self) -> int:
        return len(self.subject)

    @property
    def numbers(self) -> Ints:
        return np.arange(len(self), dtype=np.int64)


def all_of(parts: Sequence[Sets]) -> Sets:
    return Sets(
        reduce(line.intersection, [part.sure for part in parts]),
        reduce(line.intersection, [part.possible for part in parts]),
    )


def any_of(parts: Sequence[Sets]) -> Sets:
    return Sets(line.union([part.sure for part in parts]), line.union([p.possible for p in parts]))


def both(parts: Sequence[Truths]) -> Truths:
    """Kleene's and."""
    return reduce(np.minimum, parts)


def either(parts: Sequence[Truths]) -> Truths:
    """Kleene's or."""
    return reduce(np.maximum, parts)


def negated(part: Sets, *, size: int) -> Sets:
    """The opposite, of keys 0 .. size - 1."""
    sure = line.complement(part.possible, size=size)
    if part.sure is part.possible:
        return Sets(sure, sure)
    return Sets(sure, line.complement(part.sure, size=size))


def spread(found: Line, keys: Keys) -> Line:
    """Intervals per subject as intervals per key, those that touch its window."""
    start = found.last.searchsorted(positions(keys.subject, keys.anchor))
    end = found.first.searchsorted(positions(keys.subject, keys.last_day), side="right")
    owner, place = ranges(start, np.maximum(end - start, 0))
    return Line(
        positions(owner, days_of(found.first[place])), positions(owner, days_of(found.last[place]))
    )
