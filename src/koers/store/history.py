"""What a list of accepted deliveries says of the records of a table, part by part.

The idea that makes it simple: what is known is a fold over the deliveries in the order in which
they were accepted. A replacing delivery takes the place of another, so from there on is known what
the fold over the deliveries that count then gives; what was known before it stays as it was.

It must not know how what is known is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from koers.delivery.declaration_keys import DeliveryKind
from koers.dictionary import Dictionary
from koers.engines.compiled.line import Ints
from koers.findings import Unsound
from koers.store import disk
from koers.store.layout import Layout
from koers.store.manifest import DeliveredTable, Manifest, effective
from koers.store.versions import Bringers, Coming, Versions, advance, become

PART_ROWS = 250_000
"""About so many records of a table stand in a part."""

ROWS_IN_MEMORY = 250_000
"""About so many rows of a delivery are held at a time."""

_Which: TypeAlias = tuple[str, str, range]

_FILE_SHARE = 25
"""A part of a table has a file of its own for later deliveries once those before it brought one
in so many of `PART_ROWS`.
"""


@dataclass(frozen=True)
class History:
    """Deliveries in the order in which they were accepted, and where their objects are (by file
    name). Number n is at place n - 1.
    """

    dictionary: Dictionary
    chain: tuple[Manifest, ...]
    object_path: Callable[[str], Path]
    part_rows: int = PART_ROWS
    _last: dict[bool, tuple[_Which, tuple[pa.Table, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was read last, of whole rows and of keys only: the next parts are asked of it too."""
    _places_of: dict[tuple[str, str], list[Ints]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def bringers(self) -> Bringers:
        return Bringers({one.number: (one.supplier, one.municipality) for one in self.chain})

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Every table that was ever delivered, by name. Raises Unsound for one that the dictionary
        does not have.
        """
        names = sorted({table.table for one in self.chain for table in one.tables})
        for name in names:
            if name not in self.dictionary.tables:
                reason = (
                    f"In de opslag is tabel '{name}' geleverd; die staat niet in dit woordenboek."
                    " Geef het woordenboek op waarmee is geleverd."
                )
                raise Unsound("tabel-onbekend", reason)
        return tuple(names)

    def layout(self, table: str) -> Layout:
        return Layout.of(self.dictionary, table)

    def touches(self, manifest: Manifest) -> frozenset[str]:
        """The tables of which a delivery can change what is known: its own, and those of the one it
        replaces.
        """
        return frozenset(
            table.table for one in self._with_replaced(manifest) for table in one.tables
        )

    def _with_replaced(self, manifest: Manifest) -> tuple[Manifest, ...]:
        """A delivery, and the one whose place it takes."""
        replaced = self._by_hash.get(manifest.replaces)
        return (manifest,) if replaced is None else (manifest, replaced)

    @cached_property
    def _by_hash(self) -> Mapping[str, Manifest]:
        return {one.hash: one for one in self.chain}

    def rows(self, delivered: DeliveredTable, part: int) -> pa.Table:
        """The rows of a delivered table in a part. Raises Unsound when the object is not what it
        was.
        """
        # Parts are asked in order: those that follow are dealt too, as far as memory goes.
        width = max(1, self.parts * ROWS_IN_MEMORY // max(delivered.accepted, 1))
        first = part - part % width
        group = range(first, min(first + width, self.parts))
        return self._dealt(delivered, group, keys_only=False)[part - first]

    def keys_elsewhere(self, delivered: DeliveredTable, part: int) -> pa.Table | None:
        """The keys that a delivered table brings to other parts; None where a key says its part."""
        layout = self.layout(delivered.table)
        if self.parts == 1 or layout.key_names_subject:
            return None
        dealt = self._dealt(delivered, range(self.parts), keys_only=True)
        return pa.concat_tables([rows for number, rows in enumerate(dealt) if number != part])

    def _dealt(
        self, delivered: DeliveredTable, group: range, *, keys_only: bool
    ) -> tuple[pa.Table, ...]:
        """The rows of each part of a group, or their keys; what was read last is kept."""
        which = (delivered.table, delivered.object_hash, group)
        if self._last.get(keys_only, (None, ()))[0] != which:
            self._last.pop(keys_only, None)
            self._last[keys_only] = which, self._deal(delivered, group, keys_only=keys_only)
        return self._last[keys_only][1]

    def _deal(
        self, delivered: DeliveredTable, group: range, *, keys_only: bool
    ) -> tuple[pa.Table, ...]:
        layout, edges = self.layout(delivered.table), np.arange(group.start, group.stop + 1)
        columns = list(layout.key) if keys_only else layout.delivered.names
        nothing = layout.delivered.empty_table().select(columns)
        if self.parts == 1:  # no row needs to be looked at to know where it goes
            return (pa.concat_tables([nothing, *self._read(layout, delivered, columns)]),)
        found: list[list[pa.Table]] = [[] for _ in group]
        places = self._places(layout, delivered)
        for rows, place in zip(self._read(layout, delivered, columns), places, strict=True):
            order = np.argsort(place, kind="stable")
            ends = np.searchsorted(place[order], edges)
            kept = rows.take(pa.array(order[ends[0] : ends[-1]]))
            for of, (start, end) in zip(found, pairwise((ends - ends[0]).tolist()), strict=True):
                of += [kept.slice(start, end - start)] if end > start else []
        return tuple(pa.concat_tables(of) if of else nothing for of in found)

    def _places(self, layout: Layout, delivered: DeliveredTable) -> list[Ints]:
        """The part of each row of a delivered table, as many at a time as are read."""
        which = (delivered.table, delivered.object_hash)
        if which not in self._places_of:
            self._places_of.clear()
            subject = [layout.declared.subject_column]
            found = self._read(layout, delivered, subject)
            self._places_of[which] = [layout.parts(rows, number=self.parts) for rows in found]
        return self._places_of[which]

    def _read(
        self, layout: Layout, delivered: DeliveredTable, columns: Sequence[str]
    ) -> Iterator[pa.Table]:
        path = self.object_path(f"{delivered.object_hash}.parquet")
        try:
            fine = disk.hash_file(path) == delivered.object_hash
        except OSError:
            fine = False
        if not fine:
            reason = (
                f"Object {path.name} (tabel '{delivered.table}') ontbreekt of is beschadigd."
                " Kijk met 'koers controleer' welke leveringen dat raakt."
            )
            raise Unsound("object-beschadigd", reason)
        yield from layout.read_delivered(path, columns)

    @cached_property
    def parts(self) -> int:
        """In how many parts what is known is cut: a power of two, never fewer than before.

        It follows from what the manifests say: changes add to what a supplier brought for a scope,
        a full history or a snapshot says it anew.
        """
        brought: dict[str, dict[tuple[str, str], int]] = {}
        most = 0
        for manifest in self.chain:
            who = (manifest.supplier, manifest.municipality)
            for table in manifest.tables:
                of_table = brought.setdefault(table.table, {})
                before = of_table.get(who, 0)
                is_change = table.kind is DeliveryKind.CHANGES
                now = before + table.accepted if is_change else max(before, table.accepted)
                of_table[who] = now
                most = max(most, sum(of_table.values()))
        parts = 1
        while parts * self.part_rows < most:
            parts *= 2
        return parts

    def blocks(self, table: str) -> tuple[int, ...]:
        """In which files the versions of a part are kept: the first delivery of each.

        A version stands with the delivery that began it, so that what is new does not touch what is
        old. A block is joined to the one before it when it has grown as large, or that is small: so
        there are few, and a row is written again few times.
        """
        least = self.part_rows * self.parts // _FILE_SHARE
        found: list[tuple[int, int]] = []
        for manifest in self.chain:
            if table not in self.touches(manifest):
                continue
            found.append((manifest.number, self._brought(manifest, table)))
            while len(found) > 1 and found[-2][1] < max(least, found[-1][1] + 1):
                first, rows = found[-2]
                found[-2:] = [(first, rows + found[-1][1])]
        return (1, *(first for first, _ in found[1:]))

    def _brought(self, manifest: Manifest, table: str) -> int:
        """How many rows of a table a delivery brings, and the one it replaces brought."""
        tables = (of for one in self._with_replaced(manifest) for of in one.tables)
        return sum(of.accepted for of in tables if of.table == table)


@dataclass(frozen=True)
class Fold:
    """The records of one table in some of the parts, as delivery after delivery is accepted."""

    history: History
    layout: Layout
    group: Sequence[int]

    @property
    def table(self) -> str:
        return self.layout.declared.name

    def nothing(self) -> dict[int, Versions]:
        """What is known before the first delivery."""
        return dict.fromkeys(self.group, Versions.none(self.layout))

    def after(self, known: Mapping[int, Versions], manifest: Manifest) -> dict[int, Versions]:
        """What is known of each part once this delivery is accepted too."""
        if not manifest.replaces:
            return self._accepted(known, manifest)
        if self.table not in self.history.touches(manifest):
            return dict(known)
        now = self.nothing()
        for one in effective(self.history.chain[: manifest.number]):
            now = self._accepted(now, one)
        bringers = self.history.bringers
        return {
            part: become(
                versions, now[part], at=manifest.number, layout=self.layout, bringers=bringers
            )
            for part, versions in known.items()
        }

    def _accepted(self, known: Mapping[int, Versions], manifest: Manifest) -> dict[int, Versions]:
        found = dict(known)
        for delivered in manifest.tables:
            if delivered.table == self.table:
                for part, coming in self.coming(manifest, delivered):
                    found[part] = advance(
                        found[part], coming, at=manifest.number,
                        layout=self.layout, bringers=self.history.bringers,
                    )  # fmt: skip
        return found

    def coming(self, manifest: Manifest, delivered: DeliveredTable) -> Iterator[tuple[int, Coming]]:
        """What a delivery brings to each part."""
        for part in self.group:
            yield (
                part,
                Coming(
                    manifest.number,
                    delivered.kind,
                    manifest.supplier,
                    manifest.municipality,
                    delivered.known_through,
                    self.history.rows(delivered, part),
                    self.history.keys_elsewhere(delivered, part),
                ),
            )

    def named(self, manifests: Collection[Manifest]) -> dict[int, pa.ChunkedArray] | None:
        """Of each part the cells, in one column of the key, of the records that these deliveries
        name; None where they are about others too.
        """
        kind = self.layout.record.field(self.layout.probe).type
        found: dict[int, list[pa.ChunkedArray]] = {part: [] for part in self.group}
        for manifest in manifests:
            if manifest.replaces and self.table in self.history.touches(manifest):
                return None
            for delivered in manifest.tables:
                if delivered.table != self.table:
                    continue
                if delivered.kind is not DeliveryKind.CHANGES:
                    return None
                for part, coming in self.coming(manifest, delivered):
                    found[part] += coming.cells(self.layout.probe)
        return {
            part: pa.chunked_array([chunk for cells in of for chunk in cells.chunks], kind)
            for part, of in found.items()
        }
