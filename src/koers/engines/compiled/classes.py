"""The classes of a share per period, norm and split cell: pass (a) (S3, S4, P3).

The idea that makes it simple: the class of a unit is one more place along an axis, so one count
over all units gives every class of every cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from koers.agreement import WHOLE, Agreement, Indicator
from koers.algebra import CountsIn, Share
from koers.engines.compiled.calendar import period_of
from koers.engines.compiled.cube import Axes, Cube, compact, period_axis, size_of
from koers.engines.compiled.line import Ints, ints, positions
from koers.engines.compiled.splits import Grouping, Splits
from koers.engines.compiled.units import CLASSES, Units, row_condition
from koers.periods import Period


@dataclass(frozen=True)
class ClassCount:
    """Counts the units of a share in these periods."""

    agreement: Agreement
    splits: Splits
    indicator: Indicator
    units: Units
    periods: Sequence[Period]

    @property
    def _by_maturity(self) -> bool:
        assert isinstance(self.indicator.form, Share)
        return self.indicator.form.counts_in is CountsIn.MATURITY

    def cube(self, grouping: Grouping) -> Cube:
        """Axes period, norm and splits; numbers: six classes, six interim ones, unknown."""
        units = self.units
        axes, index, unit = self.placed(grouping)
        _, doubt, _ = self._cells(
            grouping, day=units.doubt_day, subject=units.doubt_subject, anchor=units.doubt_day,
            row_day=units.doubt_day,
        )  # fmt: skip
        cells, place = compact(np.concatenate([index, doubt]), size=size_of(axes))
        number = len(CLASSES)
        columns = [
            np.bincount(place[: len(index)] * number + found[unit], minlength=len(cells) * number)
            .reshape(len(cells), number)
            .T
            for found in (units.outcome_class, units.interim)
        ]
        unknown = np.bincount(place[len(index) :], minlength=len(cells))
        return Cube(axes, cells, np.vstack([*columns, unknown[None, :]]).astype(np.int64))

    def placed(self, grouping: Grouping) -> tuple[Axes, Ints, Ints]:
        """Axes period, norm and splits; the cell (or cells) and the number of every unit."""
        units = self.units
        day = units.window_end if self._by_maturity else units.anchor
        return self._cells(
            grouping, day=day, subject=units.subject, anchor=units.anchor, row_day=units.row_day
        )

    def _cells(
        self, grouping: Grouping, *, day: Ints, subject: Ints, anchor: Ints, row_day: Ints
    ) -> tuple[Axes, Ints, Ints]:
        """Axes, and for every unit in a period its cell (or cells) and its number."""
        condition = row_condition(self.agreement, self.indicator)
        unit, period = period_of(day, self.periods)
        norm_names, norm = self._norms(anchor[unit], period)
        axes: Axes = (period_axis(self.periods), norm_names)
        cell = period * len(norm_names) + norm
        for of_row, run in groupby(grouping, self.splits.is_of_row):
            segments = self.splits.segments(tuple(run), condition)
            days = row_day if of_row else anchor
            owner, code = segments.at(positions(subject[unit], days[unit]))
            if segments.multiple:
                unit, cell = unit[owner], cell[owner]
            cell, axes = cell * segments.cells + code, axes + segments.axes
        return axes, cell, unit

    def _norms(self, anchor: Ints, period: Ints) -> tuple[tuple[str, ...], Ints]:
        """Where cohorts keep their norm: the first day of the norm of each anchor (P3)."""
        none = np.zeros(len(anchor), dtype=np.int64)
        if not self._by_maturity:
            return ("",), none
        norms = [norm for norm in self.indicator.norms if norm.scope == WHOLE]
        days = sorted({norm.first_day for norm in norms})
        found = none
        for number, grain in enumerate(p.grain for p in self.periods):
            own = sorted({norm.first_day for norm in norms if norm.per is grain})
            places = ints([0, *(days.index(day) + 1 for day in own)])
            held = ints([day.toordinal() for day in own]).searchsorted(anchor, side="right")
            found = np.where(period == number, places[held], found)
        return ("", *(day.isoformat() for day in days)), found
