"""A table as it was delivered: a header and cells that are still text, in batches.

The idea that makes it simple: whatever the kind of file, what comes out is this. A row that cannot
be split into cells comes out too, with what was expected, so that every row of the file is counted.

It must not know dictionaries or what a cell means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

ROWS_AT_A_TIME = 65_536


@dataclass(frozen=True)
class Options:
    """How a file is to be read, as far as whoever delivers says so; None is: find out, and tell."""

    separator: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_row: int = 1
    footer_rows: int = 0
    expected: tuple[str, ...] = ()
    """Names of columns that are looked for, to recognise a separator or a header by."""


@dataclass(frozen=True)
class RawBatch:
    """Rows of as many cells as the header: `columns[i][j]` is the text of cell i in row `rows[j]`.

    Columns are `pa.string()` without nulls; an empty cell is "". Row numbers are those a user sees:
    the line on which a record begins, the row of a sheet, or the record's place from 1.
    """

    rows: Sequence[int]
    columns: Sequence[pa.Array]


@dataclass(frozen=True)
class BadRow:
    """A row that could not be split into cells: what was expected instead (Dutch, without the
    content), at which cell (from 1; 0 is the row), and the cells as far as they were read.
    """

    row: int
    problem: str
    column: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """One table of one file. `name` is how the user knows it: "juli.zip/uitkering.csv", or
    "export.xlsx, blad 'Cliënten'". `notes` say in Dutch what was found out, such as the encoding.
    """

    name: str
    header: tuple[str, ...]
    header_row: int
    read: Callable[[], Iterator[RawBatch | BadRow]]
    """Reads the rows, once. File-level problems on the way become findings of whoever opened it."""
    notes: tuple[str, ...] = field(default=())
