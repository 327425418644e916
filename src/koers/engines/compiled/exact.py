"""Whole numbers that stay exact: in 64 bits where they surely fit, else as Python's own.

The idea that makes it simple: before numbers are multiplied or added, the largest result there can
be is worked out from the largest number there is; nothing else decides how they are held.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from koers.engines.compiled.line import Ints

_SAFE = 1 << 62
"""Results up to here fit 64 bits, with room for one more sum."""

_DOUBLE = 1 << 52
"""Sums up to here are exact in the doubles that numpy counts weights in."""


def greatest(numbers: Ints) -> int:
    """The greatest size of a number, whatever its sign."""
    return max(abs(int(numbers.max(initial=0))), abs(int(numbers.min(initial=0))))


def times(numbers: Ints, factor: int) -> Ints:
    if greatest(numbers) * abs(factor) < _SAFE:
        return numbers * factor
    return numbers.astype(object) * factor


def sums(place: Ints, weights: Ints, *, size: int) -> Ints:
    """The total weight of each place."""
    if greatest(weights) * max(1, len(weights)) < _DOUBLE:
        found = np.bincount(place, weights=weights.astype(np.int64), minlength=size)
        return found.astype(np.int64)
    exact = np.zeros(size, dtype=object)
    np.add.at(exact, place, weights.astype(object))
    return exact


def totals(values: Ints, starts: Ints) -> Ints:
    """The total of each run along the last axis; `starts` says where each begins."""
    if not len(starts):
        return values[..., :0]
    if greatest(values) * values.shape[-1] >= _SAFE:
        values = values.astype(object)
    return np.add.reduceat(values, starts, axis=-1)


def stacked(rows: Sequence[Ints]) -> Ints:
    """Rows of numbers as one array of shape (rows, n)."""
    kind = object if any(row.dtype == object for row in rows) else np.int64
    return np.stack([row.astype(kind) for row in rows])


def joined(parts: Sequence[Ints]) -> Ints:
    """Arrays of shape (rows, n) behind each other."""
    kind = object if any(part.dtype == object for part in parts) else np.int64
    return np.concatenate([part.astype(kind) for part in parts], axis=1)
