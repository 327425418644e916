"""A register on disk: a folder per table with a Parquet file per part.

The idea that makes it simple: part i of every table holds all rows of the same subjects, so a part
is counted by itself. A column is read when a condition first asks for it; what a part is too large
for is counted in slices of its subjects.

`FOLDER/<table>/deel-00000.parquet`: keys, texts and codes as strings (perhaps dictionary-encoded),
days as date32, numbers as int64 in the column's smallest unit, empty as null.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from koers.dictionary import Column, ColumnType, Dictionary, Table
from koers.engines.compiled.columns import EMPTY, Codes, Part
from koers.engines.compiled.line import NEVER, Flags, Ints, ints
from koers.findings import Findings, Place, Refused, suggestion
from koers.register import Row

pa.set_memory_pool(pa.system_memory_pool())  # the one that gives memory back

PATTERN = "deel-*.parquet"
_EPOCH = date(1970, 1, 1).toordinal()

BYTES_AT_ALL, BYTES_PER_KEY, BYTES_PER_ROW = 250_000_000, 80, 280
"""What memory goes to (measured, rounded up): the program itself, numbering a row of a part, and
counting a row of a slice: its columns and all that is made of them.
"""


@dataclass(frozen=True)
class Stored:
    """The parts of a stored register: per table the file of each part that has one."""

    folder: Path
    dictionary: Dictionary
    files: Mapping[str, Mapping[str, Path]]

    @property
    def names(self) -> list[str]:
        """The names of the parts, in order."""
        return sorted({name for files in self.files.values() for name in files})

    def hashes(self, tables: Collection[str] | None = None) -> dict[str, str]:
        """SHA-256 of each table (or of these): of the hashes of its files, in order."""
        found = {}
        for table in self.files if tables is None else sorted(set(tables) & set(self.files)):
            files = self.files[table]
            of_table = hashlib.sha256()
            for name in sorted(files):
                with files[name].open("rb") as file:
                    of_table.update(hashlib.file_digest(file, "sha256").digest())
            found[table] = of_table.hexdigest()
        return found

    def rows(self, tables: Collection[str], *, key: str = "") -> dict[str, tuple[Row, ...]]:
        """The rows of these tables, of one subject or (without `key`) of all."""
        found: dict[str, tuple[Row, ...]] = {}
        for name in sorted(set(tables) & set(self.files)):
            subject = self.dictionary.tables[name].subject_column
            only = [(subject, "=", key)] if key else None
            read = [pq.read_table(path, filters=only) for path in self.files[name].values()]
            found[name] = tuple(Row(row) for part in read for row in part.to_pylist())
        return found

    def parts(
        self,
        tables: Collection[str],
        *,
        size: int | None = None,
        limit: int | None = None,
        threads: int = 1,
    ) -> list[Callable[[], Part]]:
        """How to read each part, with only these tables.

        `size`: count at most so many subjects at a time. `limit`: take at most about so many bytes
        with `threads` parts at a time; a part that needs more is counted in slices. Raises Refused
        when no slice is small enough.
        """
        budget = None if limit is None else (limit - BYTES_AT_ALL) // threads
        found: list[Callable[[], Part]] = []
        for name in self.names:
            files = {table: self.files[table].get(name) for table in tables if table in self.files}
            part = StoredPart(self.dictionary, {t: path for t, path in files.items() if path})
            slices = max(part.slices_of(size), part.slices_within(budget))
            if slices == 1:
                found.append(partial(_itself, part))
            else:
                found += [partial(_slice, part, number, slices) for number in range(slices)]
        return found or [partial(_itself, StoredPart(self.dictionary, {}))]


def is_stored(folder: Path) -> bool:
    """Whether a folder holds a register in parts."""
    return next(folder.glob(f"*/{PATTERN}"), None) is not None


def read_stored(folder: Path, dictionary: Dictionary, findings: Findings) -> Stored:
    """The parts in a folder; what does not fit the dictionary becomes findings."""
    files: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob(f"*/{PATTERN}")):
        name = path.parent.name
        table = dictionary.tables.get(name)
        if table is None:
            hint = suggestion(name, dictionary.tables)
            message = f"'{name}' is geen tabel van het woordenboek."
            findings.add("tabel-onbekend", Place(str(path.parent)), message, hint)
            continue
        _check(path, table, findings)
        files.setdefault(name, {})[path.stem] = path
    return Stored(folder, dictionary, files)


def _check(path: Path, table: Table, findings: Findings) -> None:
    """Whether a file can be read and has the columns of its table, in types that can be counted."""
    place = Place(str(path))
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException):
        message = "Dit bestand is geen leesbaar Parquet-bestand."
        findings.add("bestand-onleesbaar", place, message, "Maak of haal het bestand opnieuw.")
        return
    for column in table.columns.values():
        if column.name not in schema.names:
            message = f"Kolom '{column.name}' ontbreekt."
            findings.add("kolom-ontbreekt", place, message, "Lever de kolom, desnoods leeg.")
        elif not _FITS[column.type](schema.field(column.name).type):
            expected = _EXPECTED.get(column.type, "tekst")
            message = f"Kolom '{column.name}' heeft een verkeerd type. Verwacht: {expected}."
            findings.add("cel-ongeldig", place, message, "Schrijf het bestand opnieuw.")


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.null())


_FITS: dict[ColumnType, Callable[[pa.DataType], bool]] = {
    **dict.fromkeys(ColumnType, _is_text),
    ColumnType.DAY: pa.types.is_date32,
    ColumnType.NUMBER: pa.types.is_integer,
}
_EXPECTED = {ColumnType.DAY: "date32", ColumnType.NUMBER: "int64 in de kleinste eenheid"}


@dataclass
class StoredPart:
    """The rows of one part; obeys `columns.Part`. Nothing is read until it is asked."""

    dictionary: Dictionary
    files: Mapping[str, Path]
    _numbers: dict[str, Ints] = field(default_factory=dict)
    _open: dict[str, pq.ParquetFile] = field(default_factory=dict)
    _size: int = -1

    @property
    def size(self) -> int:
        if self._size < 0:
            self._number()
        return self._size

    def slices_of(self, size: int | None) -> int:
        """In how many slices of at most so many subjects this part must be counted."""
        if size is None:
            return 1
        return max(1, -(-StoredPart(self.dictionary, self.files).size // size))

    def slices_within(self, budget: int | None) -> int:
        """In how many slices it takes about so many bytes."""
        if budget is None:
            return 1
        rows = sum(pq.read_metadata(path).num_rows for path in self.files.values())
        left = budget - rows * BYTES_PER_KEY
        if left < BYTES_PER_KEY:
            reason = (
                "Dit past niet in het gevraagde geheugen. Geef meer geheugen, tel minder delen "
                "tegelijk, of schrijf het register in kleinere delen."
            )
            raise Refused("te-weinig-geheugen", reason)
        return max(1, -(-rows * BYTES_PER_ROW // left))

    def _number(self) -> None:
        """Numbers every subject of the part, in order of key: each table by the keys that occur in
        it, of which there are fewer than rows.
        """
        keys = {
            table: self._texts(table, self.dictionary.tables[table].subject_column)
            for table in self.files
        }
        occurring = [pa.nulls(0, pa.string()), *(found.dictionary for found in keys.values())]
        coded = pa.concat_arrays(occurring).dictionary_encode()
        order = pc.array_sort_indices(coded.dictionary).cast(pa.int64())
        rank = np.empty(len(order), dtype=np.int64)
        rank[_filled(order, "int64", empty=0)] = np.arange(len(order))
        numbers = rank[_filled(coded.indices.cast(pa.int32()), "int32", empty=0)]
        done = 0
        for table, found in keys.items():
            own = numbers[done : done + len(found.dictionary)]
            self._numbers[table] = own[_filled(found.indices.cast(pa.int32()), "int32", empty=0)]
            done += len(own)
        self._size = len(order)

    def subjects(self, table: str) -> Ints:
        if self._size < 0:
            self._number()
        return self._numbers.get(table, ints([]))

    def _column(self, table: str, column: str) -> pa.ChunkedArray:
        """A column; texts as a dictionary and places in it."""
        if table not in self._open:
            declared = self.dictionary.tables[table]
            texts = [c.name for c in declared.columns.values() if _FITS[c.type] is _is_text]
            self._open[table] = pq.ParquetFile(self.files[table], read_dictionary=texts)
        return self._open[table].read(columns=[column], use_threads=False).column(0)

    def _texts(self, table: str, column: str) -> pa.DictionaryArray:
        found = self._column(table, column)
        if not pa.types.is_dictionary(found.type):
            found = found.cast(pa.string()).dictionary_encode()
        found = found.cast(pa.dictionary(pa.int32(), pa.string())).unify_dictionaries()
        return found.combine_chunks() if found.num_chunks != 1 else found.chunk(0)

    def days(self, table: str, column: str) -> Ints:
        if table not in self.files:
            return ints([])
        found = self._column(table, column).combine_chunks()
        return _filled(found, "int32", empty=NEVER, plus=_EPOCH)

    def amounts(self, table: str, column: str) -> Ints:
        if table not in self.files:
            return ints([])
        found = self._column(table, column).cast(pa.int64()).combine_chunks()
        return _filled(found, "int64", empty=EMPTY)

    def codes(self, table: str, column: str) -> Codes:
        if table not in self.files:
            return Codes(ints([]), ())
        whole = self._texts(table, column)
        names = tuple(whole.dictionary.to_pylist())
        self._check_codes(table, self.dictionary.tables[table].columns[column], names)
        return Codes(_filled(whole.indices.cast(pa.int32()), "int32", empty=-1), names)

    def _check_codes(self, table: str, column: Column, names: tuple[str, ...]) -> None:
        known = {code for code, _ in column.code_list.codes} if column.code_list else None
        if column.type is ColumnType.YES_NO:
            known = {"ja", "nee"}
        strange = [name for name in names if name not in known] if known is not None else []
        if strange:
            number = "1 code" if len(strange) == 1 else f"{len(strange)} codes"
            reason = (
                f"{self.files[table]}: kolom '{column.name}' heeft {number} die niet in de "
                "codelijst van het woordenboek staan."
            )
            raise Refused("cel-ongeldig", reason)


def _filled(found: pa.Array, kind: str, *, empty: int, plus: int = 0) -> Ints:
    """The whole numbers in an array's memory, and `plus`; `empty` where a cell is. (Arrow's own
    ways to numpy go by floats where a cell is empty, and load pandas.)
    """
    valid, values = found.buffers()
    if not len(found):
        return ints([])
    end = found.offset + len(found)
    numbers = np.frombuffer(values, dtype=kind)[found.offset : end].astype(np.int64) + plus
    if found.null_count:
        bits = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")
        numbers[bits[found.offset : end] == 0] = empty
    return numbers


@dataclass
class Slice:
    """Some of the subjects of a part, those with numbers low .. high - 1; obeys `columns.Part`."""

    part: Part
    low: int
    high: int
    _kept: dict[str, Flags] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.high - self.low

    def _rows(self, table: str) -> Flags:
        if table not in self._kept:
            subject = self.part.subjects(table)
            self._kept[table] = (subject >= self.low) & (subject < self.high)
        return self._kept[table]

    def subjects(self, table: str) -> Ints:
        return self.part.subjects(table)[self._rows(table)] - self.low

    def days(self, table: str, column: str) -> Ints:
        return self.part.days(table, column)[self._rows(table)]

    def amounts(self, table: str, column: str) -> Ints:
        return self.part.amounts(table, column)[self._rows(table)]

    def codes(self, table: str, column: str) -> Codes:
        found = self.part.codes(table, column)
        return Codes(found.index[self._rows(table)], found.names)


def _itself(part: StoredPart) -> Part:
    return StoredPart(part.dictionary, part.files)


def _slice(part: StoredPart, number: int, slices: int) -> Part:
    fresh = StoredPart(part.dictionary, part.files)
    edges = [fresh.size * place // slices for place in range(slices + 1)]
    return Slice(fresh, edges[number], edges[number + 1])
