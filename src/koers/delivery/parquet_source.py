"""A Parquet file as a raw table: typed values back to the text a person would write.

The idea that makes it simple: what the file says of itself (rows, columns, bytes) is held against
its size before any page is read, and values are read a batch at a time. Where a file cannot hold a
number exactly, that is told and never rounded.

It must not know what a column means. How values become text is in `parquet_text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from koers.delivery.csv_rows import MOST_BAD, tell_too_many_bad
from koers.delivery.csv_source import MOST_COLUMNS, check_names, tell_unreadable
from koers.delivery.limits import allow_for
from koers.delivery.parquet_text import (
    NotText,
    bytes_of,
    inexact,
    is_text,
    plain_type,
    text_of,
    unwrapped,
    why_not_text,
)
from koers.delivery.raw import ROWS_AT_A_TIME, BadRow, Options, RawBatch, RawTable
from koers.delivery.unseen import cleaned_header, shown, unseen_in
from koers.findings import Findings, Place

MOST_ROWS = 20_000_000
MOST_CELLS = 400_000_000
MOST_BYTES = 2_000_000_000
"""Bytes of all pages when they are unpacked, and of all text that comes out."""
FEW_ROWS = 1_000_000
"""Up to so many rows may take less than a byte each."""
MOST_ROW_GROUPS = 10_000
LONGEST_CELL = 131_072
_CELLS_AT_A_TIME = 500_000
_BYTES_AT_A_TIME = 64_000_000
_BYTES_OF_A_CELL = 8
"""What one would take in a CSV file, more or less."""
_LONG = 4096
"""Bytes; columns with a longer text in their dictionary are kept as a dictionary."""

_TOO_LONG = "verwacht cellen van hooguit 131.072 tekens; deze rij heeft een langere"
_UNREADABLE = (pa.ArrowException, OSError, UnicodeDecodeError)


def open_table(path: Path, *, name: str, options: Options, findings: Findings) -> RawTable | None:
    """The table in a Parquet file, or None with findings. Rows are numbered from 1."""
    place = Place(name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except OSError as problem:
        tell_unreadable(name, problem, findings)
        return None
    try:
        with _opened(path) as file:
            claims, schema = file.metadata, file.schema_arrow
            _look_at(schema)
            sound = _claims_are_sound(claims, size, place, findings)
    except (*_UNREADABLE, ValueError):
        message = "Dit is geen heel Parquet-bestand: het begin of het einde klopt niet."
        findings.add("bestand-onleesbaar", place, message, "Haal of maak het bestand opnieuw.")
        return None
    allow_for(_BYTES_OF_A_CELL * claims.num_rows * claims.num_columns, delivered=size)
    names = tuple(map(cleaned_header, schema.names))
    if not sound or not check_names(names, place, findings):
        return None
    if not _types_are_sound(schema, names, place, findings):
        return None
    texts = tuple(one.name for one in schema if is_text(one.type))

    def read() -> Iterator[RawBatch | BadRow]:
        try:
            yield from _Reading(path, name, names, texts, findings).rows()
        except OSError as problem:
            tell_unreadable(name, problem, findings)

    return RawTable(name, names, 0, read)


def _look_at(schema: pa.Schema) -> None:
    """Names in a damaged file may be no text, and are only decoded when they are asked for. Raises
    ValueError.
    """
    for one in schema:
        kind = plain_type(one.type)
        _ = one.name, kind.tz if pa.types.is_timestamp(kind) else None


def _opened(
    path: Path, *, claims: pq.FileMetaData | None = None, as_dictionary: Sequence[str] = ()
) -> pq.ParquetFile:
    """`claims`: what the file says of itself, where that was read before: it is most of the work of
    a file of many groups.
    """
    return pq.ParquetFile(
        path,
        metadata=claims,
        read_dictionary=list(as_dictionary),
        pre_buffer=False,
        buffer_size=1 << 16,
        coerce_int96_timestamp_unit="us",  # nanoseconds end in 2262 and then begin again
        thrift_string_size_limit=16_000_000,
        thrift_container_size_limit=100_000,
        page_checksum_verification=True,
    )


def _claims_are_sound(claims: pq.FileMetaData, size: int, place: Place, findings: Findings) -> bool:
    """Whether a file says of itself what can be true and can be read."""
    before = len(findings.items)
    rows, columns, groups = claims.num_rows, claims.num_columns, claims.num_row_groups
    split = "Splits het bestand."
    if columns == 0:
        findings.add("kop-onjuist", place, "Het bestand heeft geen enkele kolom.")
    if columns > MOST_COLUMNS:
        message = f"Het bestand heeft {columns} kolommen. Verwacht: hooguit {MOST_COLUMNS}."
        findings.add("bestand-te-groot", place, message, "Laat weg wat niet gevraagd is.")
    if rows > MOST_ROWS:
        message = f"Het bestand heeft {rows} rijen. Verwacht: hooguit 20.000.000."
        findings.add("bestand-te-groot", place, message, split)
    elif rows * columns > MOST_CELLS:
        message = f"Het bestand heeft {rows} rijen van {columns} kolommen. Verwacht: hooguit "
        message += "400.000.000 cellen."
        findings.add("bestand-te-groot", place, message, split)
    if groups > MOST_ROW_GROUPS or columns * groups > MOST_COLUMNS * MOST_ROW_GROUPS // 10:
        message = f"Het bestand bestaat uit {groups} losse delen. Verwacht: hooguit 10.000."
        findings.add("bestand-te-groot", place, message, "Schrijf het bestand in een keer.")
        return False
    if rows > FEW_ROWS and rows > size:
        message = f"Het bestand zegt {rows} rijen te hebben in {size} bytes; dat kan niet kloppen."
        findings.add("bestand-gevaarlijk", place, message, "Maak het bestand opnieuw uit de bron.")
    parts = [claims.row_group(number) for number in range(groups)]
    if rows < 0 or min([part.num_rows for part in parts], default=0) < 0:
        raise ValueError
    if sum(part.num_rows for part in parts) != rows:
        raise ValueError
    # What a column chunk says of itself is not asked: a damaged one ends the process (Arrow 26).
    if sum(part.total_byte_size for part in parts) > MOST_BYTES:
        message = "Uitgepakt is het bestand groter dan 2 GB."
        findings.add("bestand-te-groot", place, message, split)
    return len(findings.items) == before


def _types_are_sound(
    schema: pa.Schema, names: tuple[str, ...], place: Place, findings: Findings
) -> bool:
    before = len(findings.items)
    for number, one in enumerate(schema, start=1):
        reason = why_not_text(one.type)
        if reason is not None:
            message = f"Kolom {number}, '{shown(names[number - 1])}', {reason}."
            hint = "Lever een platte tabel: in elke cel een tekst, getal of dag."
            findings.add("kop-onjuist", Place(place.file, 0, number), message, hint)
    return len(findings.items) == before


def _runs(claims: pq.FileMetaData) -> Iterator[list[int]]:
    """Row groups to be read together: the small ones, as there may be thousands. What comes out of
    a run of several is little, even if every text of it stood in every row.
    """
    run: list[int] = []
    rows = size = 0
    for group in range(claims.num_row_groups):
        told = claims.row_group(group)
        rows, size = rows + told.num_rows, size + told.total_byte_size
        if run and (rows > ROWS_AT_A_TIME or rows * size > _BYTES_AT_A_TIME):
            yield run
            run, rows, size = [], told.num_rows, told.total_byte_size
        run.append(group)
    if run:
        yield run


def _pace(
    path: Path, claims: pq.FileMetaData, run: Sequence[int], texts: Sequence[str]
) -> tuple[int, list[str]]:
    """How many rows of a run to read at a time, and which columns to leave as a dictionary.

    A text of a dictionary stands in the file once and may come out in every row, so the longest one
    decides. Reading all texts as dictionaries would be simpler, and takes gigabytes for keys.
    """
    most = max(1, min(ROWS_AT_A_TIME, _CELLS_AT_A_TIME // claims.num_columns))
    told = claims.row_group(run[0])
    little = min(most, told.num_rows) * told.total_byte_size <= _BYTES_AT_A_TIME
    if not texts or little or len(run) > 1:
        return most, []
    with _opened(path, claims=claims, as_dictionary=texts) as file:
        longest = {name: _longest(file, run[0], name) for name in texts}
    long = [name for name, size in longest.items() if size > _LONG]
    width = sum(size for size in longest.values() if size <= _LONG)
    return max(1, min(most, _BYTES_AT_A_TIME // max(width, 1))), long


def _longest(file: pq.ParquetFile, group: int, name: str) -> int:
    """Bytes of the longest text in the dictionary of a column; 0 where there is no dictionary."""
    try:
        batch = next(file.iter_batches(1, row_groups=[group], columns=[name], use_threads=False))
    except _UNREADABLE:  # such as a way of writing texts that knows no dictionary
        return 0
    sizes = [
        pc.max(pc.binary_length(unwrapped(column).dictionary)).as_py() or 0
        for column in batch.columns
        if pa.types.is_dictionary(column.type)
    ]
    return max(sizes, default=0)


@dataclass
class _Reading:
    """One time through the rows of a file."""

    path: Path
    name: str
    header: tuple[str, ...]
    texts: tuple[str, ...]
    findings: Findings
    row: int = 1
    written: int = 0
    bad: int = 0
    stopped: bool = False
    inexact: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of each column with numbers that may not be exact: the first row, and how many."""

    def rows(self) -> Iterator[RawBatch | BadRow]:
        with _opened(self.path) as file:
            claims = file.metadata
        for run in _runs(claims):
            for columns in self._columns(claims, run):
                try:
                    for rows in self._told(columns):
                        yield from rows
                        self.bad += sum(isinstance(one, BadRow) for one in rows)
                except NotText:
                    return
                self.row += len(columns[0])
                if self.bad > MOST_BAD:
                    tell_too_many_bad(self.name, self.row, self.findings)
                    self.stopped = True
                    break
            if self.stopped:
                break
        self._tell_inexact()
        if not self.stopped and self.row - 1 != claims.num_rows:
            self._stop("bestand-onleesbaar", "Het bestand heeft minder rijen dan het zegt.")

    def _columns(self, claims: pq.FileMetaData, run: list[int]) -> Iterator[list[pa.Array]]:
        """The columns of a run of row groups, batch by batch, until they cannot be read."""
        try:
            most, long = _pace(self.path, claims, run, self.texts)
            with _opened(self.path, claims=claims, as_dictionary=long) as file:
                for batch in file.iter_batches(most, row_groups=run, use_threads=False):
                    columns = [unwrapped(column) for column in batch.columns]
                    self._count(columns)
                    if self.stopped:
                        return
                    yield columns
        except MemoryError:
            self._stop("bestand-te-groot", "Een deel van het bestand past niet in het geheugen.")
        except _UNREADABLE:
            self._stop("bestand-onleesbaar", "Vanaf hier is het bestand beschadigd.")

    def _count(self, columns: list[pa.Array]) -> None:
        for column in columns:
            sizes = bytes_of(column)
            self.written += 0 if sizes is None else int(sizes[sizes <= LONGEST_CELL].sum())
        if self.written > MOST_BYTES:
            self._stop("bestand-te-groot", "Uitgeschreven is het bestand groter dan 2 GB.")

    def _stop(self, code: str, what: str) -> None:
        self.stopped = True
        message = f"{what} Rij {self.row} en verder is niet gelezen."
        hint = "Haal of maak het bestand opnieuw."
        self.findings.add(code, Place(self.name, self.row, 1), message, hint)

    def _told(self, columns: list[pa.Array]) -> Iterator[list[RawBatch | BadRow]]:
        """The rows of a batch, in parts that do not take too much memory. Raises NotText."""
        number = len(columns[0])
        together = np.zeros(number, dtype=np.int64)
        longest = np.zeros(number, dtype=np.int64)
        for column in columns:
            sizes = bytes_of(column)
            if sizes is not None:
                together += sizes
                np.maximum(longest, sizes, out=longest)
        too_long = longest > LONGEST_CELL
        together[too_long] = 0
        parts = together.cumsum() // _BYTES_AT_A_TIME
        starts = [0, *(np.flatnonzero(np.diff(parts)) + 1).tolist(), number]
        for start, end in pairwise(starts):
            some = [column.slice(start, end - start) for column in columns]
            rows: Sequence[int] = range(self.row + start, self.row + end)
            out = too_long[start:end]
            if out.any():
                some = [column.filter(pa.array(~out)) for column in some]
                rows = np.asarray(rows)[~out].tolist()
            yield self._batch(some, rows)
        yield [BadRow(self.row + place, _TOO_LONG) for place in np.flatnonzero(too_long).tolist()]

    def _batch(self, columns: list[pa.Array], rows: Sequence[int]) -> list[RawBatch | BadRow]:
        texts = []
        for number, column in enumerate(columns):
            if places := inexact(column):
                first, before = self.inexact.get(number, (rows[places[0]], 0))
                self.inexact[number] = first, before + len(places)
            try:
                texts.append(text_of(column))
            except NotText as problem:
                message = f"Kolom {number + 1}, '{shown(self.header[number])}', {problem}."
                hint = "Bewaar de kolom als tekst en maak het bestand opnieuw."
                place = Place(self.name, self.row, number + 1)
                self.findings.add("bestand-onleesbaar", place, message, hint)
                raise
        bad: list[RawBatch | BadRow] = []
        if unseen := unseen_in(texts):
            out = np.zeros(len(rows), dtype=bool)
            for one in unseen:
                out[one.row] = True
                cells = tuple(str(text[one.row]) for text in texts)
                bad.append(BadRow(rows[one.row], one.problem, one.column + 1, cells))
            rows = np.asarray(rows)[~out].tolist()
            texts = [text.filter(pa.array(~out)) for text in texts]
        return [RawBatch(rows, texts), *bad] if len(rows) else bad

    def _tell_inexact(self) -> None:
        for number, (first, rows) in self.inexact.items():
            rest = rows - 1
            others = f" en {rest} andere {'rij' if rest == 1 else 'rijen'}" if rest else ""
            message = (
                f"Rij {first}{others}, kolom '{shown(self.header[number])}': een getal dat zo "
                "groot is dat het bestand de laatste cijfers niet zeker bewaart."
            )
            hint = "Bewaar de kolom als tekst of als geheel getal (int64)."
            place = Place(self.name, first, number + 1)
            self.findings.add("getal-onnauwkeurig", place, message, hint)
