"""How the rows of a table became known: with the delivery that promised their day, or later.

The idea that makes it simple: a row has a day, and the first delivery that knew it. It came late
when its day was promised already before that delivery (`statistics.md` 1.3). How late is told in
the terms of a waiting time: the least number of months with which the last promise before it would
not yet have been taken for its day. No clock is asked (F6).

A delivery can be out of turn: it came after one that promised more days, or it mends one. Its rows
are held against what was promised of fewer days than its own; what is then not late came too late
all the same, but by the delivery and not by who registers.

The last day of a spell is known apart from the spell itself. A row that is known is corrected, not
late, and one that is withdrawn is no row. A promise for one municipality is not held against rows
that came for all of them. It must not know what anybody waits for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from koers.engines.compiled import Stored
from koers.engines.compiled.line import NEVER, Flags, Ints, ints
from koers.store.layout import (
    DELIVERY,
    ESTIMATED,
    SINCE,
    UNTIL,
    Layout,
    flags,
    key_numbers,
    read_columns,
)
from koers.store.manifest import Manifest, effective
from koers.store.versions import numbers

NO_PROMISE = -1
_EPOCH = date(1970, 1, 1).toordinal()

Who: TypeAlias = tuple[str, str]
"""A supplier, and the municipality that it delivered for (empty for all)."""


class Edge(StrEnum):
    """Which day of a row: that of the row itself (of a spell the first one), or its last day."""

    DAY = "dag"
    END = "einde"


@dataclass(frozen=True)
class Arrivals:
    """The days of a table that a supplier has promised: how many are known, and how many of those
    were late. `out_of_turn`: how many more were, only because their delivery (by number) was.

    `triangle` has a row per month of the day (and per municipality delivered for), and a column per
    number of months it had to be waited for; a row ends with the longest wait that can be seen. Of
    what stood in the first delivery nobody knows how long it took: a row tells only of waits longer
    than its `seen_from`.
    """

    table: str
    supplier: str
    edge: Edge
    known: int
    late: int
    out_of_turn: Mapping[int, int]
    triangle: tuple[tuple[int, ...], ...]
    seen_from: tuple[int, ...]


def arrivals(
    stored: Stored, chain: Sequence[Manifest], tables: Collection[str], *, since: date
) -> tuple[Arrivals, ...]:
    """How the days from `since` on became known, by table, edge and supplier. The files hold the
    state after the last delivery of the chain; a table without days is left out.

    Raises Unsound when a file is damaged.
    """
    found: list[Arrivals] = []
    for table in sorted(set(tables) & set(stored.files)):
        layout = Layout.of(stored.dictionary, table)
        promises = _promises(chain, table)
        for edge in Edge:
            told = _told(stored, layout, edge, at=len(chain))
            if told is not None:
                told = told.kept(told.day >= since.toordinal())
                found += _of_table(table, edge, told, promises)
    return tuple(found)


# --- what was promised ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Promise:
    """Of one table the days (ordinals) that one supplier promised for one municipality, or for all,
    after each number of deliveries, from 0 on. `brought`: its deliveries, by number; `in_turn`:
    what the rows of the next delivery are held against.
    """

    who: Who
    brought: Ints
    after: Ints
    in_turn: Ints

    @property
    def first(self) -> int:
        return next((day for day in self.after.tolist() if day != NO_PROMISE), NO_PROMISE)

    @property
    def last(self) -> int:
        return int(self.after[-1])


def _promises(chain: Sequence[Manifest], table: str) -> list[_Promise]:
    """By who delivered, in order (F7). A promise for all municipalities is one for each."""
    standing: dict[Who, int] = {}
    after = [standing]
    for number, manifest in enumerate(chain, start=1):
        counted = effective(chain[:number]) if manifest.replaces else (manifest,)
        standing = {} if manifest.replaces else dict(standing)
        for one in counted:
            day = _promised(one, table)
            standing[_who(one)] = max(day, standing.get(_who(one), NO_PROMISE))
        after.append(standing)
    everyone = sorted({_who(one) for one in chain})
    return [_promise_of(who, chain, table, after) for who in everyone]


def _promise_of(
    who: Who, chain: Sequence[Manifest], table: str, after: Sequence[Mapping[Who, int]]
) -> _Promise:
    covers = {who, (who[0], "")}
    days = [max(one.get(each, NO_PROMISE) for each in covers) for one in after]
    in_turn = list(days)
    brought = [place for place, manifest in enumerate(chain) if _who(manifest) == who]
    for place in brought:
        own = _promised(chain[place], table)
        if own != NO_PROMISE and (chain[place].replaces or own < days[place]):
            others = [_promised(o, table) for o in effective(chain[:place]) if _who(o) in covers]
            in_turn[place] = max((day for day in others if day < own), default=NO_PROMISE)
    return _Promise(who, ints(brought) + 1, ints(days), ints(in_turn))


def _who(manifest: Manifest) -> Who:
    return manifest.supplier, manifest.municipality


def _promised(manifest: Manifest, table: str) -> int:
    days = (one.known_through.toordinal() for one in manifest.tables if one.table == table)
    return next(days, NO_PROMISE)


# --- what was told when --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Told:
    """Days (ordinals), the first delivery that knew each, and the one that it came in."""

    day: Ints
    since: Ints
    by: Ints

    def kept(self, those: Flags) -> _Told:
        return _Told(self.day[those], self.since[those], self.by[those])


def _told(stored: Stored, layout: Layout, edge: Edge, *, at: int) -> _Told | None:
    """The days of the records that are known, each as it was told first."""
    declared = layout.declared
    column = declared.day_column if edge is Edge.DAY else declared.last_day_column
    if column is None:
        return None
    parts = [stored.paths(layout.declared.name, part) for part in stored.names]
    if not layout.key_names_subject:  # a record may have moved from one part to another
        parts = [tuple(path for paths in parts for path in paths)]
    found = [_told_in(paths, layout, column, at=at) for paths in parts]
    if edge is Edge.END and declared.end_is_exclusive:
        found = [_Told(one.day - 1, one.since, one.by) for one in found]
    return _Told(
        np.concatenate([one.day for one in found]),
        np.concatenate([one.since for one in found]),
        np.concatenate([one.by for one in found]),
    )


def _told_in(paths: Sequence[Path], layout: Layout, column: str, *, at: int) -> _Told:
    names = dict.fromkeys((*layout.key, column, SINCE, UNTIL, DELIVERY, ESTIMATED))
    schema = pa.schema([layout.version.field(name) for name in names])
    rows = pa.concat_tables(
        [schema.empty_table(), *(read_columns(path, schema, name=str(path)) for path in paths)]
    )
    rows = rows.filter(pc.less_equal(rows.column(SINCE), at))
    day, since = numbers(rows, column), numbers(rows, SINCE)
    is_known = numbers(rows, UNTIL) > at
    is_told = day != NEVER
    if column == layout.declared.last_day_column:
        is_told &= ~flags(rows.column(ESTIMATED))
    record = _records(rows, layout, is_known)
    first = _first_places(record, since, is_told)
    first = first[np.isin(record[first], record[is_known & is_told])]
    return _Told(day[first], since[first], numbers(rows, DELIVERY)[first])


def _records(rows: pa.Table, layout: Layout, is_known: Flags) -> Ints:
    """A number per version, equal where they are of one record. Few records have more than one."""
    found = np.arange(len(rows), dtype=np.int64)
    if is_known.all():
        return found
    probe = rows.column(layout.probe)
    earlier = probe.filter(pa.array(~is_known)).combine_chunks()
    some = np.flatnonzero(flags(pc.is_in(probe, value_set=earlier)))
    keys = rows.select(layout.key).take(pa.array(some))
    (of_some,) = key_numbers([keys], layout.key)
    found[some] = len(rows) + of_some
    return found


def _first_places(record: Ints, since: Ints, those: Flags) -> Ints:
    """Of each record the place of the first version that is one of those."""
    places = np.flatnonzero(those)
    places = places[np.lexsort((since[places], record[places]))]
    is_first = np.ones(len(places), dtype=np.bool_)
    is_first[1:] = record[places][1:] != record[places][:-1]
    return ints(places[is_first])


# --- held against each other ---------------------------------------------------------------------


def _of_table(
    table: str, edge: Edge, told: _Told, promises: Sequence[_Promise]
) -> Iterator[Arrivals]:
    """By supplier, in order; who promised nothing that is known is left out."""
    for supplier in sorted({promise.who[0] for promise in promises}):
        own = [promise for promise in promises if promise.who[0] == supplier]
        scopes = [_Scope.of(told, promise) for promise in own]
        if any(len(scope.day) for scope in scopes):
            yield _added_up(table, supplier, edge, scopes)


@dataclass(frozen=True)
class _Scope:
    """The promised days that came for one municipality, or for all: how many months each had to be
    waited for, and the delivery that it came too late with (0: none) only because that was.
    """

    promise: _Promise
    day: Ints
    wait: Ints
    out_of_turn: Ints

    @staticmethod
    def of(told: _Told, promise: _Promise) -> _Scope:
        told = told.kept(np.isin(told.by, promise.brought))
        before = promise.after[told.since - 1]
        wait = _wait(told.day, promise.in_turn[told.since - 1])
        out = np.where((told.day <= before) & (wait == 0), told.since, 0)
        those = told.day <= np.maximum(before, promise.last)
        return _Scope(promise, told.day[those], wait[those], out[those])

    def triangle(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """The rows that tell something, each with the wait that it tells nothing of yet."""
        months = _months(self.day)
        first = int(_months(ints([self.promise.first]))[0])
        for month in np.unique(months).tolist():
            seen = np.bincount(self.wait[months == month]).tolist()
            whole = _whole(month, self.promise.last) + 1
            length = max(whole, len(seen)) if any(seen[1:]) else whole
            if length:
                yield (*seen, *[0] * length)[:length], max(0, first - month)


def _added_up(table: str, supplier: str, edge: Edge, scopes: Sequence[_Scope]) -> Arrivals:
    out = np.concatenate([scope.out_of_turn for scope in scopes])
    deliveries, times = np.unique(out[out > 0], return_counts=True)
    rows = [row for scope in scopes for row in scope.triangle()]
    return Arrivals(
        table, supplier, edge, len(out), sum(int((scope.wait > 0).sum()) for scope in scopes),
        dict(zip(deliveries.tolist(), times.tolist(), strict=True)),
        tuple(counts for counts, _ in rows), tuple(seen for _, seen in rows),
    )  # fmt: skip


# --- months --------------------------------------------------------------------------------------


def _months(days: Ints) -> Ints:
    """The month of each day, counted from January 1970."""
    return ints((days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64))


def _first_of(month: Ints) -> Ints:
    return ints(month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + _EPOCH)


def _day_in(month: Ints, nth: Ints) -> Ints:
    """The nth day of a month (from 0), or its last (S6)."""
    return np.minimum(_first_of(month) + nth, _first_of(month + 1) - 1)


def _wait(day: Ints, before: Ints) -> Ints:
    """The least number of months with which each day lies after what was promised before; 0 where
    it was not promised.
    """
    month, until = _months(day), _months(before)
    later = _day_in(until, day - _first_of(month))
    return np.where(day <= before, until - month + (later <= before), 0)


def _whole(month: int, promised: int) -> int:
    """How many months can have been waited for every day of a month; -1 where not all of it is
    promised.
    """
    last, until = _first_of(ints([month + 1])) - 1, _months(ints([promised]))
    later = _day_in(until, last - _first_of(ints([month])))
    return max(-1, int(until[0]) - month - int(later[0] > promised))
