"""Figures that stand in a column each become a row each.

The idea that makes it simple: a batch is repeated once per column; the figure's code, its value and
the reason why there is none become columns like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from koers.delivery.declaration import (
    UNFOLDED_CODE,
    UNFOLDED_REASON,
    UNFOLDED_VALUE,
    Unfold,
)
from koers.delivery.typed import Texts


def unfolded(texts: Texts, told: Unfold) -> Texts:
    """The rows, once for each column that holds a figure."""
    size, times = len(texts), len(told.columns)
    again = pa.array(np.tile(np.arange(size), times))
    kept = {
        name: cells.take(again)
        for name, cells in texts.columns.items()
        if name not in told.columns.values()
    }
    codes = pa.array([code for code in told.columns for _ in range(size)], type=pa.string())
    found = [_split(texts.columns[source], told) for source in told.columns.values()]
    values = pa.concat_arrays([value for value, _ in found])
    reasons = pa.concat_arrays([reason for _, reason in found])
    made = {UNFOLDED_CODE: codes, UNFOLDED_VALUE: values, UNFOLDED_REASON: reasons}
    return Texts(np.tile(texts.rows, times), {**kept, **made})


def unfolded_names(header: Sequence[str], told: Unfold) -> tuple[str, ...]:
    """How the columns are called once rows are unfolded, for people."""
    kept = [name for name in header if name not in told.columns.values()]
    made = [told.figure_column, told.value_column, told.reason_column or "reden"]
    return (*kept, *made)


def _split(cells: pa.Array, told: Unfold) -> tuple[pa.Array, pa.Array]:
    """The values, and the reasons where there is none."""
    coded = cells.dictionary_encode()
    texts = [text.strip() for text in coded.dictionary.to_pylist()]
    values = ["" if text in told.reasons else text for text in texts]
    reasons = [told.reasons.get(text, told.otherwise) for text in texts]
    return tuple(
        pa.array(found, type=pa.string()).take(coded.indices) for found in (values, reasons)
    )
