"""What a delivery would change if it were accepted now.

The idea that makes it simple: it is accepted in thought, by the same steps that make the register
as known, and what came of it is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from koers.dictionary import Dictionary
from koers.engines.compiled.line import Ints
from koers.store.history import Fold, History
from koers.store.known import Known
from koers.store.layout import DELIVERY, ROW, Layout, key_numbers, same_cells
from koers.store.manifest import Manifest
from koers.store.versions import Versions, about, numbers


@dataclass(frozen=True)
class Preview:
    """What would change in a table, in numbers of records. `known`: those the delivery is about, as
    known before it; `ends`: of those, how many would be withdrawn or ended by estimate.
    """

    table: str
    known: int
    new: int
    changed: int
    withdrawn: int
    estimated: int
    taken_over: int
    """Of the changed: those that another supplier brought."""
    live: int
    """How many are known after it."""

    @property
    def ends(self) -> int:
        return self.withdrawn + self.estimated


def preview(
    known: Known | None,
    history: History,
) -> tuple[Preview, ...]:
    """What the last delivery of a history would change in each table it touches. `known`: the
    register as known before it.
    """
    manifest = history.chain[-1]
    return tuple(_of_table(known, history, name) for name in sorted(history.touches(manifest)))


def with_candidate(
    dictionary: Dictionary,
    chain: tuple[Manifest, ...],
    manifest: Manifest,
    *,
    object_path: Callable[[str], Path],
    staged: Mapping[str, Path],
) -> History:
    """The history as it would be with this delivery; `staged`: where its objects are now."""
    candidate = replace(manifest, number=len(chain) + 1, previous=chain[-1].hash if chain else "")
    return History(
        dictionary, (*chain, candidate), lambda name: staged.get(name) or object_path(name)
    )


def _of_table(known: Known | None, history: History, name: str) -> Preview:
    """A few parts at a time, so that no more than those are in memory; all of them where a
    replacement is worked out, for that reads every delivery.
    """
    manifest = history.chain[-1]
    first = [table for table in manifest.tables if table.table == name and known is None]
    if first and not manifest.replaces:  # nothing is known yet, so every row is new
        new = first[0].accepted - first[0].withdrawn
        return Preview(name, 0, new, 0, 0, 0, 0, new)
    parts = list(range(history.parts))
    size = len(parts) if history.chain[-1].replaces else 1
    groups = [parts[start : start + size] for start in range(0, len(parts), size)]
    counts = [_of_parts(known, history, name, group) for group in groups]
    return Preview(name, *(sum(column) for column in zip(*counts, strict=True)))


def _of_parts(
    known: Known | None, history: History, name: str, parts: Sequence[int]
) -> tuple[int, ...]:
    """In scope, new, changed, withdrawn, estimated, taken over, live."""
    layout, manifest = history.layout(name), history.chain[-1]
    fold = Fold(history, layout, parts)
    before = fold.nothing()
    if known is not None:
        before = {part: known.read(layout, part, of=history.parts) for part in parts}
    in_scope = 0
    for delivered in manifest.tables:
        if delivered.table == name:
            in_scope = sum(
                int(about(before[part], coming, layout=layout, bringers=history.bringers).sum())
                for part, coming in fold.coming(manifest, delivered)
            )
    if not any(delivered.table == name for delivered in manifest.tables):
        in_scope = sum(len(versions.live) for versions in before.values())
    after = fold.after(before, manifest)
    counts = [_counted(layout, after[part], manifest.number, history) for part in parts]
    pa.default_memory_pool().release_unused()
    return (in_scope, *(sum(column) for column in zip(*counts, strict=True)))


def _counted(
    layout: Layout, after: Versions, at: int, history: History
) -> tuple[int, int, int, int, int, int]:
    """new, changed, withdrawn, estimated, taken over, live."""
    ended, fresh = after.until == at, after.since == at
    columns = after.rows.select([*layout.key, DELIVERY])
    old, new = (columns.filter(pa.array(which)) for which in (ended, fresh))
    old_keys, new_keys = key_numbers([rows.select(layout.key) for rows in (old, new)], layout.key)
    again = np.isin(new_keys, old_keys)
    brought = numbers(new, DELIVERY) == at
    estimated = int((again & ~brought).sum()) if not _replaces(history) else 0
    changed = int(again.sum()) - estimated
    taken = _taken_over(old, old_keys, new, new_keys, history)
    withdrawn = len(old_keys) - int(again.sum())
    return int((~again).sum()), changed, withdrawn, estimated, taken, len(after.live)


def _replaces(history: History) -> bool:
    return bool(history.chain[-1].replaces)


def _taken_over(
    old: pa.Table, old_keys: Ints, new: pa.Table, new_keys: Ints, history: History
) -> int:
    supplier = {one.number: one.supplier for one in history.chain}
    if len(set(supplier.values())) == 1:
        return 0
    was = dict(zip(old_keys.tolist(), numbers(old, DELIVERY).tolist(), strict=True))
    now = zip(new_keys.tolist(), numbers(new, DELIVERY).tolist(), strict=True)
    return sum(1 for key, by in now if key in was and supplier[was[key]] != supplier[by])


# --- a replacing delivery beside the one it replaces ---------------------------------------------


@dataclass(frozen=True)
class KeyColumn:
    """Of a key column, how many different values each of the two has, and how many both."""

    column: str
    before: int
    after: int
    both: int


@dataclass(frozen=True)
class Beside:
    """A table of the replaced delivery beside that of the replacing one, in numbers of rows."""

    table: str
    before: int
    after: int
    same: int
    changed: int
    only_before: int
    only_after: int
    keys: tuple[KeyColumn, ...] = field(default=())


def beside(
    replaced: Manifest,
    dictionary: Dictionary,
    *,
    object_path: Callable[[str], Path],
    staged: Mapping[str, Path],
) -> tuple[Beside, ...]:
    """How the tables of a replacing delivery (`staged`, by name) differ from those replaced."""
    was = {table.table: table.object_hash for table in replaced.tables}
    found = []
    for name in sorted({*was, *staged}):
        layout = Layout.of(dictionary, name)
        paths = (
            object_path(f"{was[name]}.parquet") if name in was else None,
            staged.get(name),
        )
        found.append(_beside(layout, *(_rows(layout, path) for path in paths)))
    return tuple(found)


def _rows(layout: Layout, path: Path | None) -> pa.Table:
    if path is None:
        return pa.schema([*layout.record, pa.field("§weg", pa.bool_())]).empty_table()
    return pq.read_table(path)


def _beside(layout: Layout, old: pa.Table, new: pa.Table) -> Beside:
    before, after = key_numbers([rows.select(layout.key) for rows in (old, new)], layout.key)
    both = np.isin(before, after)
    place = np.full(max((int(after.max(initial=-1)), int(before.max(initial=-1)))) + 1, -1)
    place[after] = np.arange(len(after))
    columns = [name for name in old.column_names if name in new.column_names and name != ROW]
    left = old.filter(pa.array(both)).select(columns)
    right = new.take(pa.array(place[before[both]])).select(columns)
    same = int(same_cells(left, right, columns).sum())
    keys = []
    for name in layout.key:
        one, other = (set(rows.column(name).unique().to_pylist()) for rows in (old, new))
        keys.append(KeyColumn(name, len(one), len(other), len(one & other)))
    matched = int(both.sum())
    return Beside(
        layout.declared.name, len(old), len(new), same, matched - same,
        len(old) - matched, len(new) - int(np.isin(after, before).sum()), tuple(keys),
    )  # fmt: skip
