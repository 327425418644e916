"""Invented rows as Arrow tables, of the types that a dictionary names.

The idea that makes it simple: cells are whole numbers until here, and here each column becomes what
it is in a file: texts and keys as text, codes as a dictionary of the whole code list, days as days,
numbers in the smallest unit of the column, an empty cell as null.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from koers.dictionary import Column, ColumnType, Table
from koers.invented.draw import EMPTY, Numbers, Words
from koers.invented.lives import People
from koers.invented.recipe import Keys, Recipe, Values, made

YES_NO = ("ja", "nee")
_DIGITS = 8


def arrow(part: People, table: Table, recipe: Recipe) -> pa.Table:
    """The rows of a table in a part, in the order of subjects and days."""
    columns = made(part, table, recipe).columns
    cells = {name: _cells(column, columns[name]) for name, column in table.columns.items()}
    return pa.table(cells)


def _cells(column: Column, values: Values) -> pa.Array:
    if isinstance(values, Keys):
        return key_texts(values)
    if isinstance(values, Words):
        return _words(column, values)
    empty = values == EMPTY
    if column.type is ColumnType.DAY:
        days = np.where(empty, 0, values).astype(np.int32)
        return pa.array(days, type=pa.int32(), mask=empty).cast(pa.date32())
    return pa.array(values, type=pa.int64(), mask=empty)


def _words(column: Column, values: Words) -> pa.Array:
    if column.type is ColumnType.TEXT:
        words = values.words
    elif column.code_list is not None:
        words = tuple(code for code, _ in column.code_list.codes)
    else:
        words = YES_NO
    places = values.places_in(words)
    indices = pa.array(places.astype(np.int32), type=pa.int32(), mask=places < 0)
    found = pa.DictionaryArray.from_arrays(indices, pa.array(words, type=pa.string()))
    return found.dictionary_decode() if column.type is ColumnType.TEXT else found


def key_texts(values: Keys) -> pa.Array:
    """Texts of equal length, written digit by digit for all rows at once."""
    digits = [_digits(values.number, _DIGITS)]
    if values.nth is not None:
        digits.append(_digits(values.nth, values.digits))
    letter = np.full((len(values.number), 1), ord(values.letter), dtype=np.uint8)
    texts = np.concatenate([letter, *digits], axis=1)
    ends = np.arange(len(texts) + 1, dtype=np.int32) * texts.shape[1]
    buffers = [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(texts.tobytes())]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


def _digits(numbers: Numbers, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    if numbers.max(initial=0) >= 10**count:
        raise ValueError("a number is longer than its key")
    powers = 10 ** np.arange(count - 1, -1, -1, dtype=np.int64)
    return (numbers[:, np.newaxis] // powers % 10 + ord("0")).astype(np.uint8)
