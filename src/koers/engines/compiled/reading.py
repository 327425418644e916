"""One table of one part on disk: a Parquet file or several, read column by column.

The idea that makes it simple: every way to read goes through here, so what cannot be counted (a
damaged page, an empty key, a day that no calendar has, a strange code) is refused in one place, by
file and column, and never with the content of a cell. Where a file also holds rows that are not
known now, or not any more, they are left out here too: nobody else meets them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from koers.dictionary import Cell, Column, ColumnType, Table, TableKind
from koers.engines.compiled.columns import EMPTY, Codes
from koers.engines.compiled.line import NEVER, Flags, Ints, ints
from koers.findings import Findings, Place, Unsound
from koers.periods import EARLIEST, LATEST
from koers.register import Row

_EPOCH = date(1970, 1, 1).toordinal()
_MOST = 10**18
"""Amounts stay below this, whatever they are multiplied by."""

_AGAIN = "Maak of haal het bestand opnieuw."

SINCE, UNTIL = "§van", "§tot"
"""In a file that holds more states than one: the number of the first that knows a row, and of the
first that does not know it any more.
"""

Choice: TypeAlias = Callable[[Path], Flags]
"""Which rows of a file are there, for whoever counts."""


def known_at(number: int) -> Choice:
    """The rows that the state with this number knows."""
    return partial(_known_at, number=number)


def _known_at(path: Path, *, number: int) -> Flags:
    since, until = (
        numbers_in(cells.combine_chunks(), "int32", empty=0)
        for cells in columns_of(path, (SINCE, UNTIL))
    )
    known: Flags = (since <= number) & (number < until)
    return known


def columns_of(path: Path, names: Sequence[str]) -> list[pa.ChunkedArray]:
    """Whole columns of a file, of every row that is in it. Raises Unsound where it is damaged."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            found = file.read(columns=list(names), use_threads=False)
        return [found.column(name) for name in names]
    except (OSError, KeyError, pa.ArrowException):
        reason = f"{path}: dit is beschadigd of niet te lezen. {_AGAIN}"
        raise Unsound("bestand-onleesbaar", reason) from None


def give_memory_back() -> None:
    """Let Arrow, in the whole process, use the memory pool that gives memory back."""
    pa.set_memory_pool(pa.system_memory_pool())


@dataclass(frozen=True)
class Span:
    """What a file says of its subjects: how many rows, and the first and last key."""

    rows: int
    first: str | None
    last: str | None


@dataclass
class TableFile:
    """The rows of a table in one part: in one file, or one after another in several. `choice` says
    which of the rows of a file are there; None is all of them.
    """

    paths: tuple[Path, ...]
    declared: Table
    choice: Choice | None = None
    _opened: list[pq.ParquetFile] = field(default_factory=list, repr=False)
    _chosen: list[Flags] = field(default_factory=list, repr=False)

    # --- what can be known without reading rows ---

    def spans(self, findings: Findings) -> list[Span]:
        """The rows and keys of each file; what does not fit the dictionary becomes findings."""
        found = (self._span(path, findings) for path in self.paths)
        return [span for span in found if span is not None]

    def _span(self, path: Path, findings: Findings) -> Span | None:
        place = Place(str(path))
        try:
            found = pq.read_metadata(path)
            schema = found.schema.to_arrow_schema()
        except (OSError, pa.ArrowException):
            message = "Dit bestand is geen Parquet-bestand dat te lezen is."
            findings.add("bestand-onleesbaar", place, message, _AGAIN)
            return None
        states = [Column(name, ColumnType.NUMBER) for name in (SINCE, UNTIL) if self.choice]
        fits = [self._fits(one, schema, place, findings) for one in (*self._columns, *states)]
        if not all(fits):
            return None
        return self._span_of(found, place, findings)

    @property
    def _columns(self) -> list[Column]:
        return list(self.declared.columns.values())

    @staticmethod
    def _fits(column: Column, schema: pa.Schema, place: Place, findings: Findings) -> bool:
        number = schema.names.count(column.name)
        if not number:
            message = f"Kolom '{column.name}' ontbreekt."
            findings.add("kolom-ontbreekt", place, message, "Lever de kolom, desnoods leeg.")
        elif number > 1:
            message = f"Kolom '{column.name}' staat er {number} keer."
            findings.add("kop-onjuist", place, message, "Lever elke kolom een keer.")
        elif not FITS[column.type](schema.field(column.name).type):
            expected = _EXPECTED.get(column.type, "tekst")
            message = f"Kolom '{column.name}' heeft een verkeerd type. Verwacht: {expected}."
            findings.add("cel-ongeldig", place, message, "Schrijf het bestand opnieuw.")
        else:
            return True
        return False

    def _span_of(self, found: pq.FileMetaData, place: Place, findings: Findings) -> Span | None:
        """The least and greatest key by the statistics of the file."""
        name = self.declared.subject_column
        index = found.schema.names.index(name)
        firsts, lasts, empty = [], [], 0
        for number in range(found.num_row_groups):
            group = found.row_group(number)
            told = group.column(index).statistics
            if group.num_rows and (told is None or not told.has_min_max):
                told = None
                break
            if group.num_rows:
                firsts.append(str(told.min))
                lasts.append(str(told.max))
                empty += told.null_count or 0
        if (found.num_rows and len(firsts) == 0) or empty:
            message = f"Kolom '{name}' is in een of meer rijen leeg, of zegt niet wat erin staat."
            hint = "Schrijf het bestand opnieuw, met in elke rij een sleutel en met statistieken."
            findings.add("cel-leeg", place, message, hint)
            return None
        return Span(found.num_rows, min(firsts, default=None), max(lasts, default=None))

    # --- columns ---

    @property
    def number_of_rows(self) -> int:
        if self.choice is not None:
            return sum(int(chosen.sum()) for chosen in self._choices())
        return self.number_in_files

    @property
    def number_in_files(self) -> int:
        """How many rows must be read, whether or not they are there."""
        with self._reading(""):
            return sum(int(pq.read_metadata(path).num_rows) for path in self.paths)

    @contextmanager
    def _reading(self, column: str) -> Iterator[None]:
        """What goes wrong while reading becomes a refusal that repeats no cell."""
        try:
            yield
        except (OSError, pa.ArrowException, UnicodeError):
            where = f", kolom '{column}'" if column else ""
            reason = f"{self._name}{where}: dit is beschadigd of niet te lezen. {_AGAIN}"
            raise Unsound("bestand-onleesbaar", reason) from None

    @property
    def _name(self) -> str:
        more = len(self.paths) - 1
        return (
            f"{self.paths[0]} (of een van de {more} die erbij horen)"
            if more
            else str(self.paths[0])
        )

    def _refuse(self, code: str, column: str, expected: str) -> Unsound:
        return Unsound(code, f"{self._name}, kolom '{column}': {expected}")

    def _choices(self) -> list[Flags]:
        """Of each file which rows are there."""
        if not self._chosen and self.choice is not None:
            self._chosen = [self.choice(path) for path in self.paths]
        return self._chosen

    def _files(self) -> list[pq.ParquetFile]:
        if not self._opened:
            texts = [c.name for c in self._columns if FITS[c.type] is _is_text]
            self._opened = [
                pq.ParquetFile(path, read_dictionary=texts, page_checksum_verification=True)
                for path in self.paths
            ]
        return self._opened

    def _column(self, name: str) -> pa.ChunkedArray:
        """A column; texts as a dictionary and places in it."""
        with self._reading(name):
            found = [
                file.read(columns=[name], use_threads=False).column(0) for file in self._files()
            ]
        if self.choice is not None:
            chosen = zip(found, self._choices(), strict=True)
            found = [cells.filter(pa.array(which)) for cells, which in chosen]
        return pa.chunked_array([chunk for cells in found for chunk in cells.chunks], found[0].type)

    def texts(self, name: str) -> pa.DictionaryArray:
        found = self._column(name)
        with self._reading(name):
            if not pa.types.is_dictionary(found.type):
                found = found.cast(pa.string()).dictionary_encode()
            found = found.cast(pa.dictionary(pa.int32(), pa.string())).unify_dictionaries()
            return found.combine_chunks() if found.num_chunks != 1 else found.chunk(0)

    def subjects(self) -> pa.DictionaryArray:
        """The key of each row, as a dictionary and places in it."""
        name = self.declared.subject_column
        found = self.texts(name)
        if found.null_count or found.dictionary.null_count:
            raise self._refuse("cel-leeg", name, "een sleutel is leeg. Verwacht: in elke rij een.")
        if self.declared.kind is TableKind.SUBJECT and len(found) > len(found.unique()):
            expected = "een sleutel staat er twee keer. Verwacht: een rij per sleutel."
            raise self._refuse("sleutel-dubbel", name, expected)
        return found

    def days(self, name: str) -> Ints:
        """Ordinals; NEVER where empty."""
        found = self._column(name).combine_chunks()
        days = numbers_in(found, "int32", empty=NEVER, plus=_EPOCH)
        outside = (days < EARLIEST.toordinal()) | (days > LATEST.toordinal()) & (days != NEVER)
        if outside.any():
            expected = f"Verwacht: dagen in de jaren {EARLIEST.year} tot en met {LATEST.year}."
            raise self._refuse("cel-ongeldig", name, f"er staat een dag buiten. {expected}")
        if name == self.declared.day_column and (days == NEVER).any():
            raise self._refuse("cel-leeg", name, "een dag is leeg. Verwacht: in elke rij een.")
        return days

    def amounts(self, name: str) -> Ints:
        """Numbers in the smallest unit; EMPTY where empty."""
        found = self._column(name)
        with self._reading(name):
            found = found.cast(pa.int64()).combine_chunks()
        numbers = numbers_in(found, "int64", empty=EMPTY)
        if ((numbers >= _MOST) | (numbers <= -_MOST) & (numbers != EMPTY)).any():
            expected = "een getal is te groot. Verwacht: hooguit 18 cijfers."
            raise self._refuse("cel-ongeldig", name, expected)
        if found.null_count < (numbers == EMPTY).sum():
            raise self._refuse("cel-ongeldig", name, "een getal is te groot.")
        return numbers

    def codes(self, name: str) -> Codes:
        found = self.texts(name)
        index = numbers_in(found.indices, "int32", empty=-1)
        with self._reading(name):
            names = tuple(found.dictionary.to_pylist())
        if None in names:
            index = np.where(index == names.index(None), -1, index)
            names = tuple("" if text is None else text for text in names)
        self._check_codes(self.declared.columns[name], index, names)
        return Codes(index, names)

    def _check_codes(self, column: Column, index: Ints, names: tuple[str, ...]) -> None:
        known = {code for code, _ in column.code_list.codes} if column.code_list else None
        if column.type is ColumnType.YES_NO:
            known = {"ja", "nee"}
        if known is None or all(name in known for name in names):
            return
        occurring = np.bincount(index[index >= 0], minlength=len(names)) > 0
        strange = sum(
            name not in known for name, occurs in zip(names, occurring, strict=True) if occurs
        )
        if strange:
            number = "1 code die" if strange == 1 else f"{strange} codes die"
            expected = f"hier {'staat' if strange == 1 else 'staan'} {number} niet in de codelijst"
            hint = "van het woordenboek voorkomen. Verbeter ze, of vul het woordenboek aan."
            raise self._refuse("code-onbekend", column.name, f"{expected} {hint}")

    # --- rows, for who reads them one by one ---

    def rows(self, *, key: str = "") -> Iterator[Row]:
        """Every row, or those of one subject."""
        keys = self.subjects()
        index = numbers_in(keys.indices, "int32", empty=-1)
        places = np.arange(len(index), dtype=np.int64)
        if key:
            known = keys.dictionary.to_pylist()
            places = np.flatnonzero(index == known.index(key)) if key in known else places[:0]
        if not len(places):
            return
        columns = {column.name: self._cells(column, places) for column in self._columns}
        for cells in zip(*columns.values(), strict=True):
            yield Row(dict(zip(columns, cells, strict=True)))

    def _cells(self, column: Column, places: Ints) -> list[Cell]:
        match column.type:
            case ColumnType.DAY:
                days = self.days(column.name)[places].tolist()
                return [None if day == NEVER else date.fromordinal(day) for day in days]
            case ColumnType.NUMBER:
                amounts = self.amounts(column.name)[places].tolist()
                return [None if amount == EMPTY else amount for amount in amounts]
            case _:
                found = self.codes(column.name)
                return [
                    None if index < 0 else found.names[index]
                    for index in found.index[places].tolist()
                ]


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.null())


def _is_whole(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) and kind != pa.uint64())


FITS: dict[ColumnType, Callable[[pa.DataType], bool]] = {
    **dict.fromkeys(ColumnType, _is_text),
    ColumnType.DAY: pa.types.is_date32,
    ColumnType.NUMBER: _is_whole,
}
_EXPECTED = {ColumnType.DAY: "date32", ColumnType.NUMBER: "int64 in de kleinste eenheid"}


def numbers_in(found: pa.Array, kind: str, *, empty: int, plus: int = 0) -> Ints:
    """The whole numbers in an array's memory, and `plus`; `empty` where a cell is. (Arrow's own
    ways to numpy go by floats where a cell is empty, and load pandas.)
    """
    if not len(found):
        return ints([])
    valid, values = found.buffers()
    end = found.offset + len(found)
    numbers = np.frombuffer(values, dtype=kind)[found.offset : end].astype(np.int64) + plus
    if found.null_count:
        bits = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")
        numbers[bits[found.offset : end] == 0] = empty
    return numbers
