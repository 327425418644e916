"""Who stayed, joined and left, for growth of one count of subjects (C4).

The idea that makes it simple: who is there now and who was there before are points in order of
period and subject, so both are matched once; in a cell someone stayed who is in it both times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from koers.algebra import Count, ReferenceDay
from koers.engines.compiled.amounts import Amounts
from koers.engines.compiled.calendar import bounds
from koers.engines.compiled.cube import Axes, Cube, tallied
from koers.engines.compiled.line import Flags, Ints, held_in, in_order, keys_of, positions
from koers.engines.compiled.passes import Points
from koers.engines.compiled.splits import Grouping
from koers.structure import stock_parts


def overlaps(now: Amounts, before: Amounts, groupings: Sequence[Grouping]) -> dict[Grouping, Cube]:
    """Per grouping a cube of numbers: stayed, joined, left, and who joined by what they lacked
    (`Overlap.joined_by`). Each grouping is counted: who moved stayed in the whole, and in no cell.
    """
    passes, here = now.present()
    earlier, there = before.present()
    size, joining = now.splits.facts.size, _Joining.of(before, here)
    both = _Both.of(_names(here.period, here, size=size), _names(there.period, there, size=size))
    found = {}
    for grouping in groupings:
        axes, cell, point = passes.cells(here, grouping)
        _, past, past_point = earlier.cells(there, grouping)
        if len(point) == len(here.at) and len(past_point) == len(there.at):
            found[grouping] = _of_single(axes, cell, past, both, joining)
        else:
            one = _names(cell, here, size=size, chosen=point)
            other = in_order(_names(past, there, size=size, chosen=past_point))
            stayed, left = held_in(one, other), other[~held_in(other, in_order(one))]
            joined = joining.by_part(cell[~stayed], point[~stayed])
            found[grouping] = _cube(axes, cell[stayed], *joined, left=left // size)
    return found


@dataclass(frozen=True)
class _Joining:
    """Of everyone that is there: the first part of the stock that did not hold before, or how many
    parts there are, where each of them did.
    """

    parts: int
    lacked: Ints

    @classmethod
    def of(cls, before: Amounts, here: Points) -> _Joining:
        assert isinstance(before.form, Count)
        parts = stock_parts(before.form)
        first, last = bounds(before.periods)
        days = first if before.form.stock_day is ReferenceDay.FIRST else last
        at = positions(keys_of(here.at), days[here.period])
        lacked = np.full(len(at), len(parts), dtype=np.int64)
        for number, part in reversed([*enumerate(parts)]):
            held = before.conditions.sets(part).sure.covers(at, at)
            lacked[~held] = number
        return cls(len(parts), lacked)

    def by_part(self, cell: Ints, chosen: Ints | Flags) -> list[Ints]:
        """The cells of those who joined, and, for a stock of parts, of those who lacked each."""
        lacked = self.lacked[chosen]
        numbers = range(self.parts + 1) if self.parts else ()
        return [cell, *(cell[lacked == number] for number in numbers)]


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


def _of_single(axes: Axes, cell: Ints, past: Ints, both: _Both, joining: _Joining) -> Cube:
    same = cell[both.here] == past[both.there]
    stayed, remained = np.zeros(len(cell), np.bool_), np.zeros(len(past), np.bool_)
    stayed[both.here[same]] = True
    remained[both.there[same]] = True
    joined = joining.by_part(cell[~stayed], ~stayed)
    return _cube(axes, cell[stayed], *joined, left=past[~remained])


def _cube(axes: Axes, stayed: Ints, joined: Ints, *by_part: Ints, left: Ints) -> Cube:
    kinds = (stayed, joined, left, *by_part)
    kind = np.repeat(np.arange(len(kinds)), [len(found) for found in kinds])
    weights = [(kind == number).astype(np.int64) for number in range(len(kinds))]
    return tallied(axes, np.concatenate(kinds), weights)
