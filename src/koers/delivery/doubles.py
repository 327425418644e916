"""The same key twice in one delivery (F4).

The idea that makes it simple: keys that occur once are found by numbering the different keys; only
the few rows that share a key are read back and compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Places = npt.NDArray[np.int64]

ROWS_AT_A_TIME = 131_072


def joined_key(columns: Sequence[pa.Array]) -> pa.Array:
    """One text per row for the columns of a key; different keys give different texts."""
    texts = [column.cast(pa.string()).fill_null("") for column in columns]
    if len(texts) == 1:
        return texts[0]
    # A length in front of each text, so that ("a|b", "c") and ("a", "b|c") stay apart.
    sized = [
        pc.binary_join_element_wise(pc.utf8_length(t).cast(pa.string()), t, ":") for t in texts
    ]
    return pc.binary_join_element_wise(*sized, "|")


@dataclass(frozen=True)
class Doubles:
    """Which accepted rows do not stand: those that say what another row says (`same`), those with a
    later registration of their key (`overtaken`), and those that contradict each other (`refused`).
    Places in the order of acceptance.
    """

    same: Sequence[int] = ()
    overtaken: Sequence[int] = ()
    refused: Sequence[int] = ()


@dataclass
class Keys:
    """The keys of the accepted rows of a table, gathered batch by batch."""

    columns: Sequence[str]
    _keys: list[pa.Array] = field(default_factory=list)
    _registered: list[str] = field(default_factory=list)

    def add(self, rows: pa.Table, registered: Sequence[str] | None) -> None:
        if rows.num_rows:
            keys = joined_key([rows[name].combine_chunks() for name in self.columns])
            self._keys += keys.chunks if isinstance(keys, pa.ChunkedArray) else [keys]
        self._registered += registered or ()

    def doubles(self, staged: Path) -> Doubles:
        """The rows that do not stand, compared as they were staged."""
        if not self._keys:
            return Doubles()
        coded = pa.chunked_array(self._keys).combine_chunks().dictionary_encode()
        index = coded.indices.to_numpy()
        often = np.bincount(index) > 1
        if not often.any():
            return Doubles()
        places = np.flatnonzero(often[index])
        contents = _contents(staged, places)
        groups: dict[int, list[int]] = defaultdict(list)
        for place in places.tolist():
            groups[int(index[place])].append(place)
        same: list[int] = []
        overtaken: list[int] = []
        refused: list[int] = []
        for group in groups.values():
            latest = self._latest(group)
            standing = set(latest)
            overtaken += [place for place in group if place not in standing]
            if len({contents[place] for place in latest}) == 1:
                same += latest[1:]
            else:
                refused += latest
        return Doubles(sorted(same), sorted(overtaken), sorted(refused))

    def _latest(self, group: list[int]) -> list[int]:
        """Those with the latest registration, where the delivery has one."""
        if not self._registered:
            return group
        latest = max(self._registered[place] for place in group)
        return [place for place in group if self._registered[place] == latest]


def _contents(staged: Path, places: Places) -> dict[int, tuple[object, ...]]:
    """What these rows say, without their number in the source."""
    found: dict[int, tuple[object, ...]] = {}
    done = 0
    with pq.ParquetFile(staged) as file:
        for batch in file.iter_batches(ROWS_AT_A_TIME):
            own = places[(places >= done) & (places < done + batch.num_rows)]
            rows = batch.drop_columns(["§rij"]).take(pa.array(own - done))
            columns = [column.to_pylist() for column in rows.columns]
            for place, *cells in zip(own.tolist(), *columns, strict=True):
                found[place] = tuple(cells)
            done += batch.num_rows
    return found


def without(staged: Path, dropped: Sequence[int]) -> None:
    """Write the staged rows again, without these."""
    gone = np.array(sorted(dropped), dtype=np.int64)
    kept = staged.with_suffix(".nieuw")
    done = 0
    with pq.ParquetFile(staged) as file, writer(kept, file.schema_arrow) as out:
        for batch in file.iter_batches(ROWS_AT_A_TIME):
            keep = np.ones(batch.num_rows, dtype=np.bool_)
            own = gone[(gone >= done) & (gone < done + batch.num_rows)]
            keep[own - done] = False
            out.write_batch(batch.filter(pa.array(keep)))
            done += batch.num_rows
    kept.replace(staged)


def writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """How delivered tables are kept: with a checksum on every page."""
    return pq.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True)


def row_numbers(staged: Path, places: Sequence[int]) -> dict[int, int]:
    """Per place the number of the row in the source."""
    with pq.ParquetFile(staged) as file:
        numbers = file.read(columns=["§rij"]).column(0)
    return dict(zip(places, numbers.take(pa.array(places, pa.int64())).to_pylist(), strict=True))


def cells(staged: Path, places: Sequence[int], columns: Sequence[str]) -> list[tuple[int, str]]:
    """Of these rows the cells in two columns."""
    with pq.ParquetFile(staged) as file:
        rows = file.read(columns=list(columns)).take(pa.array(places, pa.int64()))
    return list(zip(*(rows.column(name).to_pylist() for name in columns), strict=True))


def withdrawn(staged: Path, places: Sequence[int]) -> int:
    """How many of these rows take back an earlier one."""
    with pq.ParquetFile(staged) as file:
        flags = file.read(columns=["§weg"]).column(0)
    return int(pc.sum(flags.take(pa.array(places, pa.int64())).cast(pa.int64())).as_py() or 0)


def number_of_rows(staged: Path) -> int:
    return int(pq.read_metadata(staged).num_rows)
