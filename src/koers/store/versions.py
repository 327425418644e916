"""The versions of the records of one table: what is known of each, from which delivery until which.

The idea that makes it simple: a version is never changed but for the delivery that ends it. A
delivery is held against the versions that still are known: a record it says something else of gets
a new version, a record it withdraws, or of which it should have spoken, loses the one it had (F4,
F5). Delivery numbers are the only time there is (F6).

It must not know files; it works as well on the subjects of one part as on all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from koers.delivery.declaration_keys import DeliveryKind
from koers.engines.compiled.line import NEVER, Flags, Ints, ints
from koers.engines.compiled.reading import numbers_in
from koers.store.layout import (
    DELIVERY,
    ESTIMATED,
    ROW,
    SINCE,
    UNTIL,
    WITHDRAWS,
    Layout,
    flags,
    key_numbers,
    one_chunk,
    same_cells,
)

STILL_KNOWN = 2**31 - 1
"""Until when a version is known that no delivery has ended."""

_EPOCH = date(1970, 1, 1).toordinal()
_MOST_CHUNKS = 16


@dataclass(frozen=True)
class Bringers:
    """Who brought each delivery: supplier and scope (a municipality; empty for all) by number."""

    of: Mapping[int, tuple[str, str]]

    def alike(self, deliveries: Ints) -> Ints:
        """A number per delivery: equal where supplier and scope are."""
        seen = {who: number for number, who in enumerate(sorted(set(self.of.values())))}
        return self._by_number(deliveries, {n: seen[who] for n, who in self.of.items()})

    def covered(self, deliveries: Ints, *, supplier: str, scope: str) -> tuple[Flags, Flags]:
        """Which were brought by this supplier, and which of those within this scope."""
        own = {number: int(by == supplier) for number, (by, _) in self.of.items()}
        within = {
            number: int(by == supplier and scope in ("", place))
            for number, (by, place) in self.of.items()
        }
        return self._by_number(deliveries, own) == 1, self._by_number(deliveries, within) == 1

    def _by_number(self, deliveries: Ints, values: Mapping[int, int]) -> Ints:
        table = np.zeros(max(values, default=0) + 1, dtype=np.int64)
        table[list(values)] = list(values.values())
        return ints(table[deliveries])


@dataclass(frozen=True)
class Coming:
    """The rows of one table of one delivery, or those of one part. `rows` have `§rij` and `§weg`.

    `elsewhere` are the keys that the delivery brings to other parts: here they are no more.
    """

    number: int
    kind: DeliveryKind
    supplier: str
    scope: str
    known_through: date
    rows: pa.Table
    elsewhere: pa.Table | None = None

    @property
    def withdraws(self) -> Flags:
        return flags(self.rows.column(WITHDRAWS))

    def cells(self, column: str) -> list[pa.ChunkedArray]:
        """The cells of a column of the key, of every row."""
        tables = [self.rows] if self.elsewhere is None else [self.rows, self.elsewhere]
        return [table.column(column) for table in tables]

    def records(self, layout: Layout) -> pa.Table:
        """The rows that say what a record is, as they will be known."""
        withdraws = self.withdraws
        rows = self.rows.filter(pa.array(~withdraws)) if withdraws.any() else self.rows
        return rows_of(
            layout,
            rows,
            delivery=pa.array(np.full(len(rows), self.number, dtype=np.int32)),
            row=rows.column(ROW),
            estimated=pa.array(np.zeros(len(rows), dtype=np.bool_)),
        )

    def gone(self, layout: Layout) -> pa.Table:
        """The keys that are no more, in this part at least."""
        keys = self.rows.select(layout.key)
        withdrawn = keys.filter(pa.array(self.withdraws))
        if self.elsewhere is None:
            return withdrawn
        return pa.concat_tables([withdrawn, self.elsewhere.select(layout.key)])


def rows_of(
    layout: Layout, rows: pa.Table, *, delivery: pa.Array, row: pa.Array, estimated: pa.Array
) -> pa.Table:
    cells = [rows.column(column.name) for column in layout.columns]
    return pa.Table.from_arrays([*cells, delivery, row, estimated], schema=layout.record)


@dataclass(frozen=True)
class Versions:
    """The versions of some records, in any order: row i of `rows` is known from delivery `since[i]`
    on, until `until[i]`. Of a record at most one version is known at a time.
    """

    rows: pa.Table
    since: Ints
    until: Ints
    _live: Ints = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_live", np.flatnonzero(self.until == STILL_KNOWN))

    @staticmethod
    def none(layout: Layout) -> Versions:
        return Versions(layout.record.empty_table(), ints([]), ints([]))

    @staticmethod
    def read(layout: Layout, rows: pa.Table) -> Versions:
        """From rows with `§van` and `§tot`."""
        kept = rows.select(layout.record.names)
        return Versions(kept, numbers(rows, SINCE), numbers(rows, UNTIL))

    def written(self, layout: Layout, which: Flags, *, at_a_time: int) -> Iterator[pa.Table]:
        """Some of them with `§van` and `§tot`, in the order of a file, so many at a time."""
        kept = self.taken(np.flatnonzero(which))
        cells = {
            SINCE: pa.array(self.since[which].astype(np.int32)),
            UNTIL: pa.array(self.until[which].astype(np.int32)),
        }
        columns = [
            cells[name] if name in cells else kept.column(name) for name in layout.version.names
        ]
        rows = pa.Table.from_arrays(columns, schema=layout.version)
        order = layout.order(rows)
        for start in range(0, len(rows), at_a_time):
            yield rows.take(order[start : start + at_a_time])

    @property
    def live(self) -> Ints:
        """The places of the versions that are known now."""
        return self._live

    def known(self, columns: Sequence[str] | None = None) -> pa.Table:
        """The versions that are known now, in the order of `live`."""
        return self.taken(self.live, columns)

    def taken(self, places: Ints, columns: Sequence[str] | None = None) -> pa.Table:
        """The versions in these places, which ascend."""
        rows = self.rows if columns is None else self.rows.select(columns)
        return rows if len(places) == len(rows) else rows.take(pa.array(places))

    def after(self, *, at: int, ended: Ints, coming: Sequence[pa.Table]) -> Versions:
        """Delivery `at` ends the versions in these places, and brings these."""
        new = sum(len(rows) for rows in coming)
        if not len(ended) and not new:
            return self
        until = np.concatenate([self.until, np.full(new, STILL_KNOWN, dtype=np.int64)])
        until[ended] = at
        since = np.concatenate([self.since, np.full(new, at, dtype=np.int64)])
        rows = pa.concat_tables([self.rows, *coming])
        if rows.column(0).num_chunks > _MOST_CHUNKS:
            rows = rows.combine_chunks()
        return Versions(rows, since, until)


def numbers(rows: pa.Table, name: str) -> Ints:
    """A column of whole numbers or of days; a day is an ordinal, NEVER where empty."""
    cells = one_chunk(rows.column(name))
    if pa.types.is_date32(cells.type):
        return numbers_in(cells, "int32", empty=NEVER, plus=_EPOCH)
    return numbers_in(cells, str(cells.type), empty=-1)


# --- a delivery ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Match:
    """Versions that are known, by their places, held against what comes. `to` is the coming row for
    each (-1 for none); `gone`: its key is named as no more; `new`: coming rows nobody knew.
    """

    places: Ints
    to: Ints
    gone: Flags
    new: Ints

    @staticmethod
    def of(
        layout: Layout, versions: Versions, places: Ints, *, coming: pa.Table, gone: pa.Table
    ) -> _Match:
        known = versions.taken(places, layout.key)
        tables = [known, coming.select(layout.key), gone.select(layout.key)]
        old, fresh, ending = key_numbers(tables, layout.key)
        size = max(int(found.max(initial=-1)) for found in (old, fresh, ending)) + 1
        to = np.full(size, -1, dtype=np.int64)
        to[fresh] = np.arange(len(fresh))  # of two rows with one key the last stands
        is_gone = np.zeros(size, dtype=np.bool_)
        is_gone[ending] = True
        taken = to[old]
        to[old] = -1
        return _Match(places, taken, is_gone[old], np.sort(to[to >= 0]))

    @property
    def absent(self) -> Flags:
        """The versions of which nothing is said."""
        return (self.to < 0) & ~self.gone


def advance(
    versions: Versions, coming: Coming, *, at: int, layout: Layout, bringers: Bringers
) -> Versions:
    """What is known once a delivery is accepted, from number `at` on."""
    records, gone = coming.records(layout), coming.gone(layout)
    is_change = coming.kind is DeliveryKind.CHANGES
    places = _perhaps(versions, layout, [records, gone]) if is_change else versions.live
    match = _Match.of(layout, versions, places, coming=records, gone=gone)
    ends, estimated = np.zeros(len(places), dtype=np.bool_), records.slice(0, 0)
    if not is_change and match.absent.any():
        ends = match.absent & about(versions, coming, layout=layout, bringers=bringers)
    if coming.kind is DeliveryKind.SNAPSHOT:
        estimated = _ended_before(versions, places[ends], coming.known_through, layout)
    ends |= match.gone & (match.to < 0)
    return _succeeded(
        versions, match, records, more=estimated, ends=ends, at=at,
        layout=layout, bringers=bringers,
    )  # fmt: skip


def _perhaps(versions: Versions, layout: Layout, tables: Sequence[pa.Table]) -> Ints:
    """The places of the versions that these tables may name, by one column of the key: of changes
    there are few beside all that is known.
    """
    cells = pa.concat_arrays([one_chunk(table.column(layout.probe)) for table in tables])
    among = flags(pc.is_in(versions.known([layout.probe]).column(0), value_set=cells))
    return versions.live[among]


def become(
    versions: Versions, other: Versions, *, at: int, layout: Layout, bringers: Bringers
) -> Versions:
    """From number `at` on what others say that is known now is known; what was known before stays
    so.
    """
    records = other.known()
    none = records.slice(0, 0)
    match = _Match.of(layout, versions, versions.live, coming=records, gone=none)
    return _succeeded(
        versions, match, records, more=none, ends=match.to < 0, at=at,
        layout=layout, bringers=bringers,
    )  # fmt: skip


def _succeeded(
    versions: Versions,
    match: _Match,
    records: pa.Table,
    *,
    more: pa.Table,
    ends: Flags,
    at: int,
    layout: Layout,
    bringers: Bringers,
) -> Versions:
    """A record that comes as it is known keeps its version; unless another brings it, for then it
    is theirs.
    """
    again = np.flatnonzero(match.to >= 0)
    known = versions.taken(match.places[again])
    found = records.take(pa.array(match.to[again]))
    names = [column.name for column in layout.columns]
    same = same_cells(known, found, [*names, ESTIMATED])
    same &= bringers.alike(numbers(known, DELIVERY)) == bringers.alike(numbers(found, DELIVERY))
    changed = again[~same]
    ended = np.concatenate([np.flatnonzero(ends), changed])
    fresh = np.sort(np.concatenate([match.new, match.to[changed]]))
    new = records if len(fresh) == len(records) else records.take(pa.array(fresh))
    return versions.after(at=at, ended=match.places[ended], coming=[new, more])


# --- what a delivery should speak of --------------------------------------------------------------


def about(versions: Versions, coming: Coming, *, layout: Layout, bringers: Bringers) -> Flags:
    """Which versions that are known a delivery is about: those of its supplier that came with its
    scope, and those that name its municipality themselves; for a snapshot, if they run that day.
    """
    known = versions.known([DELIVERY, *layout.party_columns])
    own, within = bringers.covered(
        numbers(known, DELIVERY), supplier=coming.supplier, scope=coming.scope
    )
    if coming.scope:
        for name in layout.party_columns:
            within |= own & flags(pc.equal(known.column(name), coming.scope))
    if coming.kind is DeliveryKind.SNAPSHOT:
        within &= _runs(versions, coming.known_through, layout)
    return within


def _runs(versions: Versions, day: date, layout: Layout) -> Flags:
    """Which spells that are known run on a day; nothing else runs."""
    declared = layout.declared
    if declared.day_column is None or declared.last_day_column is None:
        return np.zeros(len(versions.live), dtype=np.bool_)
    days = versions.known([declared.day_column, declared.last_day_column])
    first, last = numbers(days, declared.day_column), numbers(days, declared.last_day_column)
    last = np.where(last == NEVER, NEVER, last - int(declared.end_is_exclusive))
    runs: Flags = (first <= day.toordinal()) & (last >= day.toordinal())
    return runs


def _ended_before(versions: Versions, places: Ints, day: date, layout: Layout) -> pa.Table:
    """What succeeds versions that ran and are absent from the snapshot of a day: the same, ended
    the day before by estimate. What would end before it begins is no more.
    """
    declared = layout.declared
    rows = versions.taken(places)
    if declared.day_column is None or declared.last_day_column is None:
        return rows.slice(0, 0)
    rows = rows.filter(pa.array(numbers(rows, declared.day_column) < day.toordinal()))
    ended = day if declared.end_is_exclusive else day - timedelta(days=1)
    for name, value in ((declared.last_day_column, ended), (ESTIMATED, True)):
        field = rows.schema.field(name)
        cells = pa.repeat(pa.scalar(value, field.type), len(rows))
        rows = rows.set_column(rows.schema.get_field_index(name), field, cells)
    return rows
