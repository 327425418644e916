"""Who stayed, joined and left, for growth of one count of subjects (C4).

The idea that makes it simple: who is there now and who was there before are points in order of
period and subject, so both are matched once; in a cell someone stayed who is in it both times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from koers.engines.compiled.amounts import Amounts
from koers.engines.compiled.cube import Axes, Cube, tallied
from koers.engines.compiled.line import Ints, held_in, in_order, keys_of
from koers.engines.compiled.passes import Points
from koers.engines.compiled.splits import Grouping


def overlaps(now: Amounts, before: Amounts, groupings: Sequence[Grouping]) -> dict[Grouping, Cube]:
    """Per grouping a cube of three numbers: stayed, joined, left. Each grouping is counted: who
    moved stayed in the whole, and in no cell.
    """
    passes, here = now.present()
    earlier, there = before.present()
    size = now.splits.facts.size
    both = _Both.of(_names(here.period, here, size=size), _names(there.period, there, size=size))
    found = {}
    for grouping in groupings:
        axes, cell, point = passes.cells(here, grouping)
        _, past, past_point = earlier.cells(there, grouping)
        if len(point) == len(here.at) and len(past_point) == len(there.at):
            found[grouping] = _of_single(axes, cell, past, both)
        else:
            one = _names(cell, here, size=size, chosen=point)
            other = _names(past, there, size=size, chosen=past_point)
            found[grouping] = _of_many(axes, in_order(one), in_order(other), size=size)
    return found


@dataclass(frozen=True)
class _Both:
    """Places in who is there and in who was there before, of everyone that is in both."""

    here: Ints
    there: Ints

    @classmethod
    def of(cls, here: Ints, there: Ints) -> _Both:
        held = np.flatnonzero(held_in(here, there))
        return cls(held, there.searchsorted(here[held]))


def _names(cell: Ints, found: Points, *, size: int, chosen: Ints | None = None) -> Ints:
    """Cell and subject as one number."""
    at = found.at if chosen is None else found.at[chosen]
    return cell * size + keys_of(at)


def _of_single(axes: Axes, cell: Ints, past: Ints, both: _Both) -> Cube:
    same = cell[both.here] == past[both.there]
    stayed, remained = np.zeros(len(cell), np.bool_), np.zeros(len(past), np.bool_)
    stayed[both.here[same]] = True
    remained[both.there[same]] = True
    return _three(axes, cell[stayed], cell[~stayed], past[~remained])


def _of_many(axes: Axes, now: Ints, before: Ints, *, size: int) -> Cube:
    stayed = held_in(now, before)
    left = before[~held_in(before, now)]
    return _three(axes, now[stayed] // size, now[~stayed] // size, left // size)


def _three(axes: Axes, *kinds: Ints) -> Cube:
    kind = np.repeat(np.arange(len(kinds)), [len(found) for found in kinds])
    weights = [(kind == number).astype(np.int64) for number in range(len(kinds))]
    return tallied(axes, np.concatenate(kinds), weights)
