"""Rows of one subject that follow each other: spells with gaps, measurements, months.

The idea that makes it simple: one round makes the next row of every subject that has one, all
subjects at once; a moment is a spell of no days.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from koers.invented.days import NEVER, end_of_month, first_of_month, month_of
from koers.invented.draw import Assumption, Chance, Numbers, Rows, Spread, Truths


@dataclass(frozen=True)
class Course:
    """How rows follow each other: how long one lasts (not at all: a moment), how many days there
    are between it and the next (0: they touch), how often there is a next, and at most how many.
    """

    between: Spread
    again: Chance
    lasts: Spread | None = None
    most: int = 10
    ends_with_month: Chance | None = None

    @property
    def draws(self) -> tuple[Assumption, ...]:
        """Its parts, for the page about invented registers."""
        parts = (self.lasts, self.ends_with_month, self.between, self.again)
        return tuple(part for part in parts if part is not None)

    def end_of(self, rows: Rows, begin: Numbers) -> Numbers:
        if self.lasts is None:
            return begin
        end = begin + self.lasts.of(rows)
        if self.ends_with_month is None:
            return end
        return np.where(self.ends_with_month.of(rows), end_of_month(end), end)


@dataclass(frozen=True)
class Spells:
    """Rows with their first and last day, as meant; `after` is the begin of the next one of the
    same subject, or NEVER. Nothing is cut off at the end of the register yet.
    """

    rows: Rows
    begin: Numbers
    end: Numbers
    after: Numbers

    def kept(self, those: Truths | Numbers) -> Spells:
        return Spells(self.rows.kept(those), self.begin[those], self.end[those], self.after[those])

    def part_way(self, rows: Rows, how_far: Spread) -> Numbers:
        """A day within each spell, so many hundredths on its way."""
        return self.begin + (self.end - self.begin) * how_far.of(rows) // 100


def joined(parts: list[Rows]) -> Rows:
    return Rows(
        parts[0].seed,
        np.concatenate([part.number for part in parts]),
        np.concatenate([part.at for part in parts]),
        np.concatenate([part.nth for part in parts]),
    )


def together(parts: list[Spells]) -> Spells:
    return Spells(
        joined([part.rows for part in parts]),
        np.concatenate([part.begin for part in parts]),
        np.concatenate([part.end for part in parts]),
        np.concatenate([part.after for part in parts]),
    )


def course_of(persons: Rows, first: Numbers, limit: Numbers, course: Course) -> Spells:
    """The spells of each subject from its first day on; none begins after its limit. They are
    numbered on from the rows that are given.
    """
    rounds: list[Spells] = []
    going = first <= limit
    persons, begin, limit = persons.kept(going), first[going], limit[going]
    for nth in range(course.most):
        rows = persons.later(nth)
        end = course.end_of(rows, begin)
        after = end + 1 + course.between.of(rows)
        going = course.again.of(rows) & (after <= limit) & (nth + 1 < course.most)
        rounds.append(Spells(rows, begin, end, np.where(going, after, NEVER)))
        if not going.any():
            break
        persons, begin, limit = persons.kept(going), after[going], limit[going]
    return together(rounds)


def months_within(spells: Spells, until: int) -> tuple[Rows, Numbers]:
    """A row for the first day of every whole month from the begin of a spell up to its end."""
    first = month_of(spells.begin) + 1
    last = month_of(np.minimum(spells.end, until) + 1) - 1
    counts = np.maximum(last - first + 1, 0)
    places = np.repeat(np.arange(len(counts)), counts)
    offset = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    months = first[places] + offset
    rows = spells.rows.kept(places)
    return Rows(rows.seed, rows.number, rows.at, months), first_of_month(months)


def walked(rows: Rows, start: Numbers, steps: Numbers, lowest: int, highest: int) -> Numbers:
    """A level per row that goes up and down by steps and stays between two bounds. The rows stand
    as `course_of` gives them: all first ones, all second ones, and so on.
    """
    level = start.copy()
    found = np.empty(len(rows), dtype=np.int64)
    assert np.all(np.diff(rows.nth) >= 0)
    bounds = np.searchsorted(rows.nth, np.arange(rows.nth.max(initial=-1) + 2))
    for low, high in pairwise(bounds):
        who = rows.at[low:high]
        level[who] = np.clip(level[who] + steps[low:high], lowest, highest)
        found[low:high] = level[who]
    return found
