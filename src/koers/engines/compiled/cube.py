"""Whole numbers by period and split cell, and how they are added up.

The idea that makes it simple: a cell is one whole number, its places along the axes written behind
each other, and a cube is the cells that are not nought. Cubes of parts are added; a cube without
one of its axes is the sum along it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from koers.engines.compiled.exact import joined, stacked, sums, totals
from koers.engines.compiled.line import Ints
from koers.findings import Refused
from koers.periods import Period

Axes = tuple[tuple[str, ...], ...]

_DENSE = 1 << 22
"""Up to so many cells are marked in an array instead of sorted."""

_MOST = 1 << 62
"""More cells than this have no number."""


@dataclass(frozen=True)
class Cube:
    """`axes`: the values along each axis. `index` (n,): cells, in order. `numbers` (m, n): m whole
    numbers per cell.
    """

    axes: Axes
    index: Ints
    numbers: Ints

    def places(self) -> list[Ints]:
        """The place of each cell along each axis."""
        found, rest = [], self.index
        for axis in reversed(self.axes):
            found.append(rest % len(axis))
            rest = rest // len(axis)
        return found[::-1]


def period_axis(periods: Sequence[Period]) -> tuple[str, ...]:
    """The axis of the periods: their numbers."""
    return tuple(str(number) for number in range(len(periods)))


def size_of(axes: Axes) -> int:
    """How many cells there are. Raises Refused where that is more than can be numbered."""
    size = math.prod(len(axis) for axis in axes)
    if size > _MOST:
        reason = "Deze splitsingen hebben samen te veel waarden. Kruis er minder."
        raise Refused("te-veel-cellen", reason)
    return size


def index_of(places: Sequence[Ints], axes: Sequence[tuple[str, ...]], *, size: int) -> Ints:
    """The cell of each point, from its place along each axis."""
    found = np.zeros(size, dtype=np.int64)
    for place, axis in zip(places, axes, strict=True):
        found = found * len(axis) + place
    return found


def compact(index: Ints, *, size: int) -> tuple[Ints, Ints]:
    """The cells that occur, in order, and which of them each point is in."""
    if size > _DENSE:
        found, place = np.unique(index, return_inverse=True)
        return found, place
    present = np.zeros(size, dtype=np.bool_)
    present[index] = True
    return np.flatnonzero(present), (np.cumsum(present) - 1)[index]


def tallied(axes: Axes, index: Ints, weights: Sequence[Ints | None]) -> Cube:
    """Points added up per cell, once with each of the weights (None: 1 each)."""
    cells, place = compact(index, size=size_of(axes))
    return Cube(
        axes,
        cells,
        stacked(
            [
                np.bincount(place, minlength=len(cells))
                if weight is None
                else sums(place, weight, size=len(cells))
                for weight in weights
            ]
        ),
    )


def added(cubes: Sequence[Cube]) -> Cube:
    """The sum of cubes with the same axes but for the values along them."""
    if len(cubes) == 1:
        return cubes[0]
    axes = tuple(
        _one_axis([cube.axes[number] for cube in cubes]) for number in range(len(cubes[0].axes))
    )
    index = np.concatenate([_moved(cube, axes) for cube in cubes])
    numbers = joined([cube.numbers for cube in cubes])
    return _summed(axes, index, numbers)


def _summed(axes: Axes, index: Ints, numbers: Ints) -> Cube:
    if not len(index):
        return Cube(axes, index, numbers)
    order = np.argsort(index, kind="stable")
    index = index[order]
    starts = np.flatnonzero(np.concatenate([[True], index[1:] != index[:-1]]))
    return Cube(axes, index[starts], totals(numbers[:, order], starts))


def _one_axis(axes: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """One axis with the values of all, the first of each (a total, 'onbekend') still first."""
    if all(axis == axes[0] for axis in axes):
        return axes[0]
    return tuple(dict.fromkeys(name for axis in axes for name in axis))


def _moved(cube: Cube, axes: Axes) -> Ints:
    """The cells of a cube by their places along other axes that hold the same values."""
    if cube.axes == axes:
        return cube.index
    places = []
    for place, own, axis in zip(cube.places(), cube.axes, axes, strict=True):
        if own == axis:
            places.append(place)
        else:
            at = {name: number for number, name in enumerate(axis)}
            places.append(np.asarray([at[name] for name in own], dtype=np.int64)[place])
    return index_of(places, axes, size=len(cube.index))


def projected(cube: Cube, order: Sequence[int]) -> Cube:
    """The cube along these of its axes, in this order, summed over the others."""
    places = cube.places()
    axes = tuple(cube.axes[number] for number in order)
    index = index_of([places[number] for number in order], axes, size=len(cube.index))
    return _summed(axes, index, cube.numbers)
