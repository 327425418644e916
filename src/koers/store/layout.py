"""How the rows of a table are kept: their columns and types, their order, and what tells one record
from another.

The idea that makes it simple: a record is known by its key, and a key is a number. Rows of several
tables get numbers that are equal exactly where their keys are, so that everything about records is
arithmetic on arrays. A subject belongs to the part that its CRC-32 says, whatever else is there.

It must not know deliveries or versions.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from koers.dictionary import Column, ColumnType, Dictionary, Table
from koers.engines.compiled.line import Flags, Ints, ints
from koers.engines.compiled.reading import numbers_in
from koers.findings import Unsound

SINCE, UNTIL = "§van", "§tot"
"""The first delivery that knows a version, and the first that does not know it any more."""

DELIVERY, ROW, ESTIMATED = "§levering", "§rij", "§geschat"
"""Which delivery brought the row, as which row of its source, and whether its end is estimated."""

WITHDRAWS = "§weg"
"""In a delivery: the row says only that its key is no more."""

_TYPES = {ColumnType.DAY: pa.date32(), ColumnType.NUMBER: pa.int64()}


_ROWS_AT_A_TIME = 131_072


@dataclass(frozen=True)
class Layout:
    """A table of a dictionary, and which of its columns name a party (a municipality)."""

    declared: Table
    party_columns: tuple[str, ...] = ()

    @staticmethod
    def of(dictionary: Dictionary, table: str) -> Layout:
        declared = dictionary.tables[table]
        named = {
            split.column
            for split in dictionary.splits.values()
            if split.names_party and split.table in (None, table)
        }
        return Layout(declared, tuple(name for name in declared.columns if name in named))

    @property
    def key(self) -> tuple[str, ...]:
        return self.declared.key or tuple(self.declared.columns)

    @property
    def key_names_subject(self) -> bool:
        """Whether a record stays with one subject for good, and so in one part."""
        return self.declared.subject_column in self.key

    @property
    def probe(self) -> str:
        """The column of the key by which to look first whether a record is named."""
        return self.declared.subject_column if self.key_names_subject else self.key[0]

    @property
    def columns(self) -> list[Column]:
        return list(self.declared.columns.values())

    @cached_property
    def record(self) -> pa.Schema:
        """A row as it is known, apart from when."""
        return pa.schema(
            [
                *((column.name, _TYPES.get(column.type, pa.string())) for column in self.columns),
                (DELIVERY, pa.int32()),
                (ROW, pa.int64()),
                (ESTIMATED, pa.bool_()),
            ]
        )

    @cached_property
    def version(self) -> pa.Schema:
        """A row as it is written: its record, and from when until when it is known."""
        since = [pa.field(SINCE, pa.int32()), pa.field(UNTIL, pa.int32())]
        fields = list(self.record)
        return pa.schema([*fields[:-3], *since, *fields[-3:]])

    def read_delivered(self, path: Path, columns: Sequence[str]) -> Iterator[pa.Table]:
        """These columns of a delivered table, some rows at a time. A column that the dictionary did
        not have then is empty.

        Raises Unsound when the file is damaged, or does not fit the dictionary.
        """
        wanted = pa.schema([self.delivered.field(name) for name in columns])
        yield from read_batches(path, wanted, name=path.name)

    @cached_property
    def delivered(self) -> pa.Schema:
        """A row as it was delivered: the columns of the dictionary, `§rij` and `§weg`."""
        wanted = [*self.record, pa.field(WITHDRAWS, pa.bool_())]
        return pa.schema([one for one in wanted if one.name not in (DELIVERY, ESTIMATED)])

    def order(self, rows: pa.Table) -> pa.Array:
        """The order of versions in a file: by subject, key and first delivery."""
        names = dict.fromkeys((self.declared.subject_column, *self.key, SINCE))
        return pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in names])

    def parts(self, rows: pa.Table, *, number: int) -> Ints:
        """To which of so many parts each row belongs: by the CRC-32 of its subject."""
        if number == 1:
            return np.zeros(len(rows), dtype=np.int64)
        subjects = one_chunk(rows.column(self.declared.subject_column))
        found = pc.fill_null(subjects, "").dictionary_encode()
        bytes_of = found.dictionary.cast(pa.binary()).to_pylist()
        of_subject = np.fromiter(map(zlib.crc32, bytes_of), dtype=np.int64, count=len(bytes_of))
        return (of_subject % number)[numbers_in(found.indices, "int32", empty=-1)]


def read_columns(source: Path | pa.Buffer, schema: pa.Schema, *, name: str) -> pa.Table:
    """These columns of a Parquet file, in these types; a column that is not there is empty.

    Raises Unsound when the file is damaged, or a column has another type.
    """
    with _judging(name), pq.ParquetFile(source, page_checksum_verification=True) as file:
        return _fitted(file.read(columns=_there(file, schema)), schema)


def read_batches(path: Path, schema: pa.Schema, *, name: str) -> Iterator[pa.Table]:
    """As `read_columns`, some rows at a time."""
    with _judging(name), pq.ParquetFile(path, page_checksum_verification=True) as file:
        for batch in file.iter_batches(_ROWS_AT_A_TIME, columns=_there(file, schema)):
            yield _fitted(pa.Table.from_batches([batch]), schema)


@contextmanager
def _judging(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException):
        reason = f"{name} is beschadigd, of past niet bij het woordenboek."
        raise Unsound("object-beschadigd", reason) from None


def _there(file: pq.ParquetFile, schema: pa.Schema) -> list[str]:
    return [column for column in schema.names if column in file.schema_arrow.names]


def _fitted(found: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        found.column(field.name).cast(field.type)
        if field.name in found.column_names
        else pa.chunked_array([pa.nulls(len(found), field.type)])
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


# --- keys as numbers -----------------------------------------------------------------------------


def key_numbers(tables: Sequence[pa.Table], key: Sequence[str]) -> list[Ints]:
    """For every table a number per row, from 0: equal exactly where the keys are."""
    found: Ints | None = None
    for name in key:
        chunks = [chunk for table in tables for chunk in table.column(name).chunks]
        kind = tables[0].schema.field(name).type
        numbers = _numbers(one_chunk(pa.chunked_array(chunks, kind)))
        if found is None:
            found = numbers
        else:
            size = int(numbers.max(initial=0)) + 1
            found = _numbers(pa.array(found * size + numbers))
    assert found is not None
    ends = np.cumsum([len(table) for table in tables])
    return [ints(part) for part in np.split(found, ends[:-1])]


def _numbers(cells: pa.Array) -> Ints:
    """A number per cell, from 0: equal exactly where the cells are; empty is a cell too."""
    encoded = cells.dictionary_encode(null_encoding="encode")
    return numbers_in(encoded.indices, "int32", empty=-1)


def same_cells(left: pa.Table, right: pa.Table, columns: Sequence[str]) -> Flags:
    """Whether each row of one table equals that row of another, empty cells being equal."""
    same = pa.scalar(True)
    for name in columns:
        a, b = one_chunk(left.column(name)), one_chunk(right.column(name))
        equal = pc.fill_null(pc.equal(a, b), False)
        same = pc.and_(same, pc.or_(equal, pc.and_(pc.is_null(a), pc.is_null(b))))
    return flags(same) if len(left) else np.zeros(0, dtype=np.bool_)


def flags(found: pa.Array | pa.ChunkedArray) -> Flags:
    """True where a cell is true; false where it is false or empty."""
    chunk = one_chunk(found) if isinstance(found, pa.ChunkedArray) else found
    return numbers_in(chunk.cast(pa.uint8()), "uint8", empty=0) == 1


def one_chunk(found: pa.ChunkedArray) -> pa.Array:
    return found.chunk(0) if found.num_chunks == 1 else found.combine_chunks()
