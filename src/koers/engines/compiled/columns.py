"""A part of a register as columns: every row of some subjects, whole numbers only.

The idea that makes it simple: subjects, days, codes and amounts are all whole numbers in arrays, in
order of subject and first day; a column is read when a condition first asks for it. What happens
after K is left out here, once (F7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from koers.algebra import Comparison, Test
from koers.dictionary import Dictionary
from koers.dictionary import Table as Declared
from koers.engines.compiled.exact import times
from koers.engines.compiled.line import (
    FALSE,
    LATEST,
    NEVER,
    TRUE,
    UNKNOWN,
    Flags,
    Ints,
    Truths,
    ints,
    positions,
)

EMPTY = np.iinfo(np.int64).min
"""An empty amount."""


@dataclass(frozen=True)
class Codes:
    """Texts as numbers: `index` (n,) into `names`, -1 where empty."""

    index: Ints
    names: tuple[str, ...]


class Part(Protocol):
    """Every row of some subjects, in any order. A table that is not there has no rows."""

    @property
    def size(self) -> int:
        """How many subjects there are; they are numbered from 0."""

    def subjects(self, table: str) -> Ints:
        """The subject of each row."""

    def days(self, table: str, column: str) -> Ints:
        """Ordinals; NEVER where empty."""

    def amounts(self, table: str, column: str) -> Ints:
        """Numbers in the smallest unit; EMPTY where empty."""

    def codes(self, table: str, column: str) -> Codes:
        """Texts, codes, keys and yes or no."""


@dataclass
class Rows:
    """The rows of a table that exist at K, in order of subject and first day.

    `first` and `last` are days, both included: an open or planned end runs through K, and a row
    without days (the end before the begin) has last < first. A table without days has EARLIEST and
    LATEST. Arrays have shape (n,).
    """

    part: Part
    declared: Declared
    subject: Ints
    first: Ints
    last: Ints
    _taken: Ints | slice[None, None, None]
    _codes: dict[str, Codes] = field(default_factory=dict)
    _amounts: dict[str, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.subject)

    @property
    def begins(self) -> Ints:
        """Positions of the first days."""
        return positions(self.subject, self.first)

    @property
    def ends(self) -> Ints:
        """Positions of the last days."""
        return positions(self.subject, self.last)

    def codes(self, column: str) -> Codes:
        if column not in self._codes:
            found = self.part.codes(self.declared.name, column)
            self._codes[column] = Codes(found.index[self._taken], found.names)
        return self._codes[column]

    def amounts(self, column: str) -> Ints:
        if column not in self._amounts:
            found = self.part.amounts(self.declared.name, column)
            self._amounts[column] = found[self._taken]
        return self._amounts[column]

    def days(self, column: str) -> Ints:
        return self.part.days(self.declared.name, column)[self._taken]

    def ranks(self) -> Ints:
        """The place of each score on its scale; -1 where it is empty."""
        codes = self.declared.value_codes
        assert codes is not None
        assert self.declared.value_column is not None
        found = self.codes(self.declared.value_column)
        places = {code: rank for rank, (code, _) in enumerate(codes.codes)}
        return chosen(found, lambda name: places.get(name, -1), empty=-1)

    def truth(self, tests: tuple[Test, ...]) -> Truths:
        """Whether each row passes every test; an empty cell makes a test unknown (F8)."""
        found = np.full(len(self), TRUE, dtype=np.int8)
        for test in tests:
            found = np.minimum(found, self._test(test))
        return found

    def _test(self, test: Test) -> Truths:
        if test.comparison is None:
            found = self.codes(test.column)
            truth = {True: int(TRUE), False: int(FALSE)}
            return chosen(
                found, lambda name: truth[name in test.values], empty=int(UNKNOWN)
            ).astype(np.int8)
        assert test.bound is not None
        number = self.amounts(test.column)
        lacking = number == EMPTY
        above, below = test.bound.numerator, test.bound.denominator
        if test.of_column is None:
            other = np.ones(1, dtype=np.int64)
        else:
            other = self.amounts(test.of_column)
            lacking = lacking | (other == EMPTY)
        holds = compared(
            test.comparison,
            times(np.where(lacking, 0, number), below),
            times(np.where(lacking, 0, other), above),
        )
        return np.where(lacking, UNKNOWN, truths(holds))


def chosen(codes: Codes, value: Callable[[str], int], *, empty: int) -> Ints:
    """A number per row by its text."""
    table = ints([*(value(name) for name in codes.names), empty])
    return table[codes.index]


def truths(holds: Flags) -> Truths:
    return np.where(holds, TRUE, FALSE)


_COMPARED: dict[Comparison, Callable[[Ints, Ints], Flags]] = {
    Comparison.AT_LEAST: np.greater_equal,
    Comparison.AT_MOST: np.less_equal,
    Comparison.MORE: np.greater,
    Comparison.LESS: np.less,
}


def compared(comparison: Comparison, left: Ints, right: Ints) -> Flags:
    return _COMPARED[comparison](left, right).astype(np.bool_)


@dataclass
class Facts:
    """The tables of a part as they exist at K (an ordinal).

    No day before `since` will be asked: what is worked out from rows may leave such days out.
    """

    dictionary: Dictionary
    part: Part
    k: int
    since: int = 0
    _rows: dict[str, Rows] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.part.size

    def rows(self, table: str) -> Rows:
        if table not in self._rows:
            self._rows[table] = self._read(self.dictionary.tables[table])
        return self._rows[table]

    def _read(self, declared: Declared) -> Rows:
        subject = self.part.subjects(declared.name)
        first, last = self._days(declared, len(subject))
        kept = self._exists(declared, first)
        key = positions(subject, first)
        taken: Ints | slice[None, None, None] = slice(None)
        if kept is not None:
            taken = np.flatnonzero(kept)
            key = key[taken]
        if (key[1:] < key[:-1]).any():
            order = np.argsort(key, kind="stable")
            taken = order if isinstance(taken, slice) else taken[order]
        return Rows(self.part, declared, subject[taken], first[taken], last[taken], taken)

    def _days(self, declared: Declared, size: int) -> tuple[Ints, Ints]:
        if declared.day_column is None:
            return np.zeros(size, dtype=np.int64), np.full(size, LATEST, dtype=np.int64)
        first = self.part.days(declared.name, declared.day_column)
        if declared.last_day_column is None:
            return first, np.full(size, self.k, dtype=np.int64)
        last = self.part.days(declared.name, declared.last_day_column)
        ended = last - int(declared.end_is_exclusive)
        return first, np.where(last == NEVER, self.k, np.minimum(ended, self.k))

    def _exists(self, declared: Declared, first: Ints) -> Flags | None:
        """Which rows exist at K and are a score; None for all of them."""
        kept: Flags = first <= self.k
        codes = declared.value_codes
        if codes is not None and codes.not_a_score and declared.value_column is not None:
            found = self.part.codes(declared.name, declared.value_column)
            kept &= chosen(found, lambda name: int(name not in codes.not_a_score), empty=1) == 1
        return None if kept.all() else kept
