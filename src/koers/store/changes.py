"""What changed between two states of a store, by cause.

The idea that makes it simple: causes are applied one after another, in a fixed order, so what they
do to a figure adds up (F6). Every version is there in a run of consecutive steps: a withdrawn one
only before the first cause, a late one from its cause on. So each step is a choice of rows, and
counting it is counting a register.

    step    rows                                                  known through
    0       as known before                                       as before
    1       less those withdrawn                                  as before
    2       corrected ones as they are now                        as before
    3       and those that came too late                          as before
    4       and the new ones                                      as after
    5       and the ends that are estimated: as known after       as after

It must not know indicators; whoever counts the steps does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from koers.engines.compiled import Stored
from koers.engines.compiled.line import NEVER, Flags, Ints, ints
from koers.engines.compiled.reading import known_at
from koers.register import KnownThrough
from koers.store.layout import (
    ESTIMATED,
    Layout,
    flags,
    key_numbers,
    read_columns,
    same_cells,
)
from koers.store.versions import numbers

Steps: TypeAlias = NDArray[np.int8]
_ALWAYS, _END = 0, 6


class Cause(StrEnum):
    """Why a record is not what it was; the values are shown. They are applied in this order."""

    WITHDRAWN = "ingetrokken"
    CORRECTED = "gecorrigeerd"
    LATE = "te laat"
    NEW = "nieuw"
    ESTIMATED = "geschat"

    @property
    def step(self) -> int:
        """The step that this cause leads to."""
        return list(Cause).index(self) + 1


@dataclass(frozen=True)
class Runs:
    """In which steps each row of a file is there: from `first` on, until `last`."""

    first: Steps
    last: Steps

    def at(self, step: int) -> Flags:
        found: Flags = (self.first <= step) & (step < self.last)
        return found


@dataclass(frozen=True)
class TableChanges:
    """How many records of a table changed, by cause, and how many were known before and after."""

    table: str
    before: int
    after: int
    by_cause: Mapping[Cause, int]


@dataclass(frozen=True)
class Step:
    """A register between two states: after this cause (None: as known before), with its K."""

    cause: Cause | None
    stored: Stored
    known: KnownThrough


@dataclass(frozen=True)
class Changes:
    """What changed between two states, by their numbers."""

    before: int
    after: int
    tables: tuple[TableChanges, ...]
    steps: tuple[Step, ...]


def changes(
    stored: Stored,
    *,
    before: int,
    after: int,
    known_before: KnownThrough,
    known_after: KnownThrough,
) -> Changes:
    """What changed from state `before` to state `after`, both of which these files hold.

    A row is late when it is about a day that was promised before (F7: for its table, the least of
    all suppliers). Raises Unsound when a file is damaged, ValueError when the states go back.
    """
    if before > after:
        raise ValueError("the first state is the earlier one")
    tables, runs = [], dict[Path, Runs]()
    for table in sorted(stored.files):
        layout = Layout.of(stored.dictionary, table)
        day = known_before.of_table(table)
        comparison = _Comparison(layout, before, after, day.toordinal() if day else -1)
        parts = [stored.paths(table, part) for part in stored.names]
        if not layout.key_names_subject:  # a record may have moved from one part to another
            parts = [tuple(path for paths in parts for path in paths)]
        found = [comparison.of_files(paths) for paths in parts]
        tables.append(_added_up(table, [counts for counts, _ in found]))
        runs.update((path, run) for _, of in found for path, run in of.items())
    steps = tuple(
        Step(cause, _at_step(stored, runs, step, after), known)
        for step, (cause, known) in enumerate(
            (
                (None, known_before),
                (Cause.WITHDRAWN, known_before),
                (Cause.CORRECTED, known_before),
                (Cause.LATE, known_before),
                (Cause.NEW, known_after),
                (Cause.ESTIMATED, known_after),
            )
        )
    )
    return Changes(before, after, tuple(tables), steps)


def _added_up(table: str, found: Sequence[TableChanges]) -> TableChanges:
    causes = {cause: sum(one.by_cause.get(cause, 0) for one in found) for cause in Cause}
    before, after = sum(one.before for one in found), sum(one.after for one in found)
    return TableChanges(table, before, after, causes)


def _at_step(stored: Stored, runs: Mapping[Path, Runs], step: int, after: int) -> Stored:
    return replace(stored, choice=partial(_chosen, runs=runs, step=step, after=after))


def _chosen(path: Path, *, runs: Mapping[Path, Runs], step: int, after: int) -> Flags:
    """The rows of a file that are there at a step; where nothing changed, those known after."""
    return runs[path].at(step) if path in runs else known_at(after)(path)


# --- one table -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rows:
    """Rows that are known in one of the two states only: their cells, and which rows they are."""

    cells: pa.Table
    file: Ints
    place: Ints


@dataclass(frozen=True)
class _Comparison:
    """Of one table what is known before, up to day `k` (an ordinal), beside what is known after."""

    layout: Layout
    before: int
    after: int
    k: int

    def of_files(self, paths: Sequence[Path]) -> tuple[TableChanges, dict[Path, Runs]]:
        """How many records changed, and in which steps the rows are there of files with such."""
        before = [known_at(self.before)(path) for path in paths]
        after = [known_at(self.after)(path) for path in paths]
        gone = self._rows(paths, [was & ~now for was, now in zip(before, after, strict=True)])
        come = self._rows(paths, [now & ~was for was, now in zip(before, after, strict=True)])
        gone_until, come_from, counts = self._caused(gone, come)
        runs = {}
        for number in sorted({*gone.file.tolist(), *come.file.tolist()}):
            first = np.where(before[number], _ALWAYS, _END).astype(np.int8)
            last = np.full(len(first), _END, dtype=np.int8)
            last[gone.place[gone.file == number]] = gone_until[gone.file == number]
            first[come.place[come.file == number]] = come_from[come.file == number]
            runs[paths[number]] = Runs(first, last)
        was, now = (sum(int(known.sum()) for known in state) for state in (before, after))
        return TableChanges(self.layout.declared.name, was, now, counts), runs

    def _rows(self, paths: Sequence[Path], chosen: Sequence[Flags]) -> _Rows:
        schema = self.layout.version
        found, file, place = [schema.empty_table()], [ints([])], [ints([])]
        for number, (path, which) in enumerate(zip(paths, chosen, strict=True)):
            if which.any():
                rows = read_columns(path, schema, name=str(path))
                found.append(rows.filter(pa.array(which)))
                place.append(np.flatnonzero(which))
                file.append(np.full(len(place[-1]), number, dtype=np.int64))
        return _Rows(pa.concat_tables(found), np.concatenate(file), np.concatenate(place))

    def _caused(self, gone: _Rows, come: _Rows) -> tuple[Steps, Steps, dict[Cause, int]]:
        """The step until which each row that is gone was there, and from which each that has come
        is; and how often each cause occurs.
        """
        keys = [rows.cells.select(self.layout.key) for rows in (gone, come)]
        old, new = key_numbers(keys, self.layout.key)
        place = np.full(max(old.max(initial=-1), new.max(initial=-1)) + 1, -1, dtype=np.int64)
        place[new] = np.arange(len(new))
        both = np.flatnonzero(place[old] >= 0)
        successors = place[old[both]]
        until = np.full(len(old), Cause.WITHDRAWN.step, dtype=np.int8)
        start, is_new = self._begun(come.cells)
        pairs = (gone.cells.take(pa.array(both)), come.cells.take(pa.array(successors)))
        steps = self._step_of_pairs(*pairs)
        until[both] = start[successors] = np.maximum(steps, 1)
        alone = np.ones(len(new), dtype=np.bool_)
        alone[successors] = False
        counts = {cause: int((steps == cause.step).sum()) for cause in Cause}
        counts[Cause.WITHDRAWN] = len(old) - len(both)
        counts[Cause.LATE] = int((alone & ~is_new).sum())
        counts[Cause.NEW] += int((alone & is_new).sum())
        return until, start, counts

    def _begun(self, rows: pa.Table) -> tuple[Steps, Flags]:
        """From which step records are there that nobody knew before, and which of them are new: not
        about a day that was promised.

        A row that is about no day is new, but comes along with what is late: that needs its birth
        date.
        """
        declared = self.layout.declared
        if declared.day_column is None:
            late = np.full(
                len(rows), Cause.LATE.step if self.k >= 0 else Cause.NEW.step, dtype=np.int8
            )
            return late, np.ones(len(rows), dtype=np.bool_)
        is_new = numbers(rows, declared.day_column) > self.k
        return np.where(is_new, Cause.NEW.step, Cause.LATE.step).astype(np.int8), is_new

    def _step_of_pairs(self, was: pa.Table, now: pa.Table) -> Steps:
        """By which cause each record of both states differs, as a step; 0 where it does not."""
        declared = self.layout.declared
        days = {declared.day_column, declared.last_day_column} - {None}
        others = [column.name for column in self.layout.columns if column.name not in days]
        same = same_cells(was, now, others)
        steps = np.zeros(len(was), dtype=np.int8)
        if declared.day_column is None:
            steps[~same] = Cause.CORRECTED.step
            return steps
        first, first_now = (numbers(rows, declared.day_column) for rows in (was, now))
        last, last_now = (self._last(rows) for rows in (was, now))
        differs = (first != first_now) | (last != last_now)
        unseen = (first > self.k) & (first_now > self.k)
        alike = (first == first_now) & (np.minimum(last, self.k) == np.minimum(last_now, self.k))
        steps[differs] = Cause.NEW.step
        steps[~same | ~alike] = Cause.CORRECTED.step
        steps[unseen & (~same | differs)] = Cause.NEW.step
        estimated = same & (first == first_now) & differs & flags(now.column(ESTIMATED))
        steps[estimated] = Cause.ESTIMATED.step
        return steps

    def _last(self, rows: pa.Table) -> Ints:
        """Last days; NEVER where open."""
        declared = self.layout.declared
        if declared.last_day_column is None:
            return np.full(len(rows), NEVER, dtype=np.int64)
        last = numbers(rows, declared.last_day_column)
        return np.where(last == NEVER, NEVER, last - int(declared.end_is_exclusive))
