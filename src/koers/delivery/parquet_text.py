"""Columns of Arrow to the text a person would write, exactly.

The idea that makes it simple: whole columns go through one kernel where that is exact; where it is
not (floats, small decimals), every *different* value is written once. Nothing is rounded, nothing
gets an exponent, and what is empty is the empty text.

It must not know files, rows or what a column means.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_EXACT = {16: 2**11, 32: 2**24, 64: 2**53}
"""Up to which whole number a float of so many bits holds every one."""

_UTC = {"UTC", "Etc/UTC", "Z", "+00:00", "GMT"}


class NotText(Exception):
    """A column holds what cannot be written as text: what it holds, in Dutch."""


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type of the values, below a dictionary or a type of somebody's own."""
    while True:
        if isinstance(kind, pa.BaseExtensionType):
            kind = kind.storage_type
        elif pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
            kind = kind.value_type
        else:
            return kind


def is_text(kind: pa.DataType) -> bool:
    """Whether values are text, or bytes that may be text."""
    types = pa.types
    return bool(
        types.is_string(kind)
        or types.is_large_string(kind)
        or types.is_binary(kind)
        or types.is_large_binary(kind)
        or types.is_fixed_size_binary(kind)
        or types.is_string_view(kind)
        or types.is_binary_view(kind)
    )


def why_not_text(kind: pa.DataType) -> str | None:
    """What makes that values of a type cannot be written as text, in Dutch; None if they can."""
    kind = plain_type(kind)
    types = pa.types
    if types.is_nested(kind):
        return "bevat lijsten of onderdelen"
    can = (
        is_text(kind)
        or types.is_integer(kind)
        or types.is_floating(kind)
        or types.is_decimal(kind)
        or types.is_boolean(kind)
        or types.is_date(kind)
        or types.is_timestamp(kind)
        or types.is_time(kind)
        or types.is_null(kind)
    )
    return None if can else "bevat een soort waarde die hier niet kan"


def unwrapped(column: pa.Array) -> pa.Array:
    """The column without a type of somebody's own; a dictionary of text stays one."""
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if pa.types.is_run_end_encoded(column.type):
        column = pc.run_end_decode(column)
    if pa.types.is_dictionary(column.type):
        if not is_text(column.type.value_type):
            return column.dictionary_decode()
        values = _without_view(column.dictionary)
        return pa.DictionaryArray.from_arrays(column.indices, values)
    return _without_view(column)


def _without_view(column: pa.Array) -> pa.Array:
    """Views on text have few kernels."""
    if pa.types.is_string_view(column.type):
        return column.cast(pa.string())
    return column.cast(pa.binary()) if pa.types.is_binary_view(column.type) else column


def bytes_of(column: pa.Array) -> Ints | None:
    """How many bytes each text takes once it is written out; None if it is not text."""
    if pa.types.is_dictionary(column.type):
        lengths = pc.binary_length(column.dictionary).cast(pa.int64()).take(column.indices)
    elif is_text(column.type):
        lengths = pc.binary_length(column).cast(pa.int64())
    else:
        return None
    found: Ints = pc.fill_null(lengths, 0).to_numpy(zero_copy_only=False)
    return found


def inexact(column: pa.Array) -> list[int]:
    """The rows of which a float is so large that it may stand for other whole numbers."""
    kind = column.type
    if not pa.types.is_floating(kind):
        return []
    values = column.to_numpy(zero_copy_only=False).astype(np.float64)
    beyond = np.isfinite(values) & (np.abs(values) > _EXACT[kind.bit_width])
    found: list[int] = np.flatnonzero(beyond).tolist()
    return found


def text_of(column: pa.Array) -> pa.Array:
    """The column as `pa.string()` without nulls. Raises NotText."""
    kind, types = column.type, pa.types
    if types.is_dictionary(kind):
        text = _decoded(column)
    elif is_text(kind):
        text = _as_text(column)
    elif types.is_boolean(kind):
        text = pc.if_else(column, "ja", "nee")
    elif types.is_floating(kind):
        text = _by_value(column, _written_float)
    elif types.is_decimal(kind):
        text = _decimals(column)
    elif types.is_timestamp(kind):
        text = _moments(column)
    elif types.is_time(kind):
        text = _without_empty_fraction(column.cast(pa.string()))
    elif types.is_date64(kind):
        text = column.cast(pa.date32()).cast(pa.string())
    else:
        text = column.cast(pa.string())
    return pc.fill_null(text, "")


def _decoded(column: pa.Array) -> pa.Array:
    values = _as_text(column.dictionary)
    return pa.DictionaryArray.from_arrays(column.indices, values).dictionary_decode()


def _as_text(column: pa.Array) -> pa.Array:
    """Raises NotText for bytes that are not UTF-8: Parquet does not look."""
    if pa.types.is_fixed_size_binary(column.type):
        column = column.cast(pa.binary())
    try:
        text = column.cast(pa.string())
        text.validate(full=True)
    except pa.ArrowInvalid:
        raise NotText("bevat bytes die geen tekst (UTF-8) zijn") from None
    return text


def _by_value(column: pa.Array, write: Callable[[np.float64], str]) -> pa.Array:
    encoded = column.dictionary_encode()
    values = encoded.dictionary.to_numpy(zero_copy_only=False)
    texts = pa.array([write(value) for value in values], pa.string())
    return pa.DictionaryArray.from_arrays(encoded.indices, texts).dictionary_decode()


def _written_float(value: np.float64) -> str:
    """The shortest text that stands for this float, and no other, without an exponent."""
    if not np.isfinite(value):
        return "NaN" if np.isnan(value) else "oneindig"
    return np.format_float_positional(value + 0, unique=True, trim="-")


def _decimals(column: pa.Array) -> pa.Array:
    text = column.cast(pa.string())
    if not pc.any(pc.match_substring(text, "E")).as_py():
        return text
    plain = [None if one is None else format(Decimal(one), "f") for one in text.to_pylist()]
    return pa.array(plain, pa.string())


def _moments(column: pa.Array) -> pa.Array:
    """Day alone at midnight. A moment with a time zone is told on the clock of that zone; UTC is
    nobody's clock, so there a moment that is not midnight says that it is UTC.
    """
    zone = column.type.tz
    if zone is not None:
        try:
            column = pc.local_timestamp(column)
        except pa.ArrowInvalid:
            raise NotText("bevat momenten in een tijdzone die niet bekend is") from None
    text = _without_empty_fraction(column.cast(pa.string()))
    text = pc.replace_substring_regex(text, r" 00:00:00$", "")
    if zone in _UTC:
        text = pc.replace_substring_regex(text, r"(:\d\d(\.\d+)?)$", r"\1 UTC")
    return text


def _without_empty_fraction(text: pa.Array) -> pa.Array:
    text = pc.replace_substring_regex(text, r"\.0*$", "")
    return pc.replace_substring_regex(text, r"(\.\d*[1-9])0+$", r"\1")
