"""Counting part by part: from the facts of a part to cubes, from cubes to cells.

The idea that makes it simple: parts hold different subjects, so their cubes are added, and nothing
but cubes outlives a part. What indicators have in common (merged spells, scores, splits, units) is
worked out once per part. It shares the model with the other engines and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import numpy as np

from koers.agreement import WHOLE, Agreement, Indicator
from koers.algebra import (
    BaselineValue,
    Count,
    CountsIn,
    Form,
    Formula,
    OfIndicator,
    Share,
    Stated,
    Term,
    Unit,
)
from koers.counts import Cell, Classes, Overlap, Question, SplitKey, Tally
from koers.engines.compiled.amounts import Amounts, Summed, row_condition
from koers.engines.compiled.calendar import period_of
from koers.engines.compiled.columns import Facts, Part
from koers.engines.compiled.conditions import Conditions
from koers.engines.compiled.cube import Axes, Cube, added, compact, projected, size_of
from koers.engines.compiled.line import Ints, ints, positions
from koers.engines.compiled.overlaps import overlaps
from koers.engines.compiled.passes import empty
from koers.engines.compiled.splits import Grouping, Splits
from koers.engines.compiled.units import CLASSES, Shares
from koers.engines.compiled.units import row_condition as row_condition_of_share
from koers.periods import NO_TIME, Grain, Period
from koers.structure import first_tables, form_terms

Layer = dict[Grouping, Cube]
"""One thing that is counted (the classes of a share, a term of a formula), per grouping."""


@dataclass(frozen=True)
class Counted:
    """What one question came to: its layers, and perhaps who stayed, joined and left."""

    layers: tuple[Layer, ...]
    overlap: Layer | None = None


def together(found: Sequence[Counted]) -> Counted:
    """The sum of what parts came to."""
    overlaps = [one.overlap for one in found if one.overlap is not None]
    return Counted(
        tuple(
            _added([one.layers[number] for one in found]) for number in range(len(found[0].layers))
        ),
        _added(overlaps) if overlaps else None,
    )


def _added(layers: Sequence[Layer]) -> Layer:
    return {grouping: added([layer[grouping] for layer in layers]) for grouping in layers[0]}


# --- one part ------------------------------------------------------------------------------------


@dataclass
class PartCount:
    """Counts one part; what questions share at the same K is kept."""

    agreement: Agreement
    part: Part
    _at: dict[date, _Shared] = field(default_factory=dict)

    def count(self, question: Question) -> Counted:
        """Raises KeyError when the agreement has no such indicator."""
        indicator = self.agreement.indicator(question.indicator)
        if question.known_through not in self._at:
            facts = Facts(self.agreement.dictionary, self.part, question.known_through.toordinal())
            shares = Shares(self.agreement, facts, {}, {})
            self._at[question.known_through] = _Shared(shares, Splits(facts))
        shared = self._at[question.known_through]
        asked = _Asked(self.agreement, shared, question)
        if isinstance(indicator.form, Share):
            return Counted((asked.share(indicator),))
        terms = form_terms(indicator.form)
        return Counted(tuple(asked.term(term) for term in terms), asked.overlap(indicator.form))


@dataclass(frozen=True)
class _Shared:
    shares: Shares
    splits: Splits

    def conditions_of(self, kind: str) -> Conditions:
        return self.shares.conditions_of(kind)


@dataclass(frozen=True)
class _Asked:
    agreement: Agreement
    shared: _Shared
    question: Question

    def _counted_groupings(self) -> list[Grouping]:
        """The groupings to count; the others are sums over splits with one value each (P1)."""
        return counted_groupings(self.agreement, self.question.groupings)

    # --- shares: pass a ---

    def share(self, indicator: Indicator) -> Layer:
        return {
            grouping: self._classes(indicator, grouping) for grouping in self._counted_groupings()
        }

    def _classes(self, indicator: Indicator, grouping: Grouping) -> Cube:
        """Axes period, norm and splits; numbers: six classes, six interim ones, unknown."""
        assert isinstance(indicator.form, Share)
        units = self.shared.shares.units(indicator)
        by_maturity = indicator.form.counts_in is CountsIn.MATURITY
        day = units.window_end if by_maturity else units.anchor
        axes, index, unit = self._cells(
            indicator, grouping, day=day, subject=units.subject, anchor=units.anchor,
            row_day=units.row_day,
        )  # fmt: skip
        _, doubt, _ = self._cells(
            indicator, grouping, day=units.doubt_day, subject=units.doubt_subject,
            anchor=units.doubt_day, row_day=units.doubt_day,
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

    def _cells(
        self,
        indicator: Indicator,
        grouping: Grouping,
        *,
        day: Ints,
        subject: Ints,
        anchor: Ints,
        row_day: Ints,
    ) -> tuple[Axes, Ints, Ints]:
        """Axes, and for every unit in a period its cell (or cells) and its number."""
        condition = row_condition_of_share(self.agreement, indicator)
        unit, period = period_of(day, self.question.periods)
        norm_names, norm = self._norms(indicator, anchor[unit], period)
        axes: Axes = (self._period_axis(), norm_names)
        cell = period * len(norm_names) + norm
        splits = self.shared.splits
        for of_row, run in groupby(grouping, splits.is_of_row):
            segments = splits.segments(tuple(run), condition)
            days = row_day if of_row else anchor
            owner, code = segments.at(positions(subject[unit], days[unit]))
            if segments.multiple:
                unit, cell = unit[owner], cell[owner]
            cell, axes = cell * segments.cells + code, axes + segments.axes
        return axes, cell, unit

    def _period_axis(self) -> tuple[str, ...]:
        return tuple(str(number) for number in range(len(self.question.periods)))

    def _norms(
        self, indicator: Indicator, anchor: Ints, period: Ints
    ) -> tuple[tuple[str, ...], Ints]:
        """Where cohorts keep their norm: the first day of the norm of each anchor (P3)."""
        assert isinstance(indicator.form, Share)
        none = np.zeros(len(anchor), dtype=np.int64)
        if indicator.form.counts_in is not CountsIn.MATURITY:
            return ("",), none
        norms = [norm for norm in indicator.norms if norm.scope == WHOLE]
        days = sorted({norm.first_day for norm in norms})
        found = none
        for number, grain in enumerate(p.grain for p in self.question.periods):
            own = sorted({norm.first_day for norm in norms if norm.per is grain})
            places = ints([0, *(days.index(day) + 1 for day in own)])
            held = ints([day.toordinal() for day in own]).searchsorted(anchor, side="right")
            found = np.where(period == number, places[held], found)
        return ("", *(day.isoformat() for day in days)), found

    # --- counts, sums, days, stated figures, formulas ---

    def term(self, term: Term) -> Layer:
        form = self._summed(term.form)
        groupings = self._counted_groupings()
        if form is None:
            return {grouping: empty(self._period_axis(), grouping) for grouping in groupings}
        cubes = self._amounts(form, term, groupings).cubes()
        return dict(zip(groupings, cubes, strict=True))

    def _amounts(self, form: Summed, term: Term, groupings: Sequence[Grouping]) -> Amounts:
        periods = [_earlier(period, term) for period in self.question.periods]
        kind = self.agreement.dictionary.tables[first_tables(row_condition(form))[0]].subject
        return Amounts(
            self.agreement,
            self.shared.conditions_of(kind),
            self.shared.splits,
            form,
            periods,
            groupings,
            month_ends=term.mean_per is Grain.MONTH,
        )

    def _summed(self, form: Summed | BaselineValue | OfIndicator) -> Summed | None:
        """The form that a term adds up; None for a baseline, a number of the agreement."""
        if isinstance(form, BaselineValue):
            return None
        if isinstance(form, OfIndicator):
            inner = self.agreement.indicator(form.code).form
            assert not isinstance(inner, Share | Formula)
            return inner.numerator if isinstance(inner, Stated) else inner
        return form

    def overlap(self, form: Form) -> Layer | None:
        """Who stayed, joined and left, for growth of one count of subjects (C4)."""
        if not (isinstance(form, Formula) and len(form.numerator) == len(form.denominator) == 1):
            return None
        now, before = form.numerator[0], form.denominator[0]
        counted = self._summed(now.form)
        has_mean = now.mean_per or before.mean_per
        grows = now.form == before.form and before.earlier != NO_TIME and not has_mean
        if not grows or not isinstance(counted, Count) or counted.unit is Unit.ROW:
            return None
        here, there = (self._amounts(counted, term, ()) for term in (now, before))
        return overlaps(here, there, self.question.groupings)


def _earlier(period: Period, term: Term) -> Period:
    return period.earlier(term.earlier) if term.earlier != NO_TIME else period


def counted_groupings(agreement: Agreement, groupings: Sequence[Grouping]) -> list[Grouping]:
    """The groupings that no other holds with only single splits more (P1, P2)."""
    found: list[Grouping] = []
    for grouping in sorted(groupings, key=len, reverse=True):
        if not any(_follows(agreement, grouping, other) for other in found):
            found.append(grouping)
    return found


def _follows(agreement: Agreement, grouping: Grouping, other: Grouping) -> bool:
    """Whether a grouping is a sum over cells of another: what is left out has one value each."""
    more = set(other) - set(grouping)
    splits = agreement.dictionary.splits
    return set(grouping) <= set(other) and not any(splits[name].multiple for name in more)


def grouped(agreement: Agreement, layer: Layer, grouping: Grouping) -> Cube:
    """The cube of a grouping, counted or summed from one that was; leading axes stay."""
    if grouping in layer:
        return layer[grouping]
    other = next(found for found in layer if _follows(agreement, grouping, found))
    cube = layer[other]
    ahead = len(cube.axes) - len(other)
    order = [*range(ahead), *(ahead + other.index(name) for name in grouping)]
    return projected(cube, order)


# --- cells ---------------------------------------------------------------------------------------

CellKey = tuple[Period, date | None, SplitKey]


def cells(agreement: Agreement, question: Question, counted: Counted) -> tuple[Cell, ...]:
    """The cells, sorted by period, norm and split; the totals are always there."""
    indicator = agreement.indicator(question.indicator)
    make: Callable[[Agreement, Question, Counted], list[Cell]] = _amount_cells
    if isinstance(indicator.form, Share):
        make = _share_cells
    return tuple(
        sorted(
            make(agreement, question, counted),
            key=lambda cell: (cell.period, cell.norm_day or date.min, cell.split),
        )
    )


def _share_cells(agreement: Agreement, question: Question, counted: Counted) -> list[Cell]:
    found: list[Cell] = []
    totals = set()
    for grouping in question.groupings:
        cube = grouped(agreement, counted.layers[0], grouping)
        columns = [place.tolist() for place in cube.places()]
        numbers = cube.numbers.T.tolist()
        for period, norm, *splits, number in zip(*columns, numbers, strict=True):
            norm_day = date.fromisoformat(name) if (name := cube.axes[1][norm]) else None
            split = _split(grouping, cube, 2, splits)
            found.append(
                Cell(
                    question.periods[period],
                    split,
                    Classes(*number[:6]),
                    Classes(*number[6:12]),
                    number[12],
                    norm_day=norm_day,
                )
            )
            if not grouping:
                totals.add(period)
    for place, period in enumerate(question.periods):
        if place not in totals:
            found.append(Cell(period, (), Classes(), Classes()))
    return found


def _split(grouping: Grouping, cube: Cube, ahead: int, places: Sequence[int]) -> SplitKey:
    return tuple(
        (name, cube.axes[ahead + number][place])
        for number, (name, place) in enumerate(zip(grouping, places, strict=True))
    )


def _amount_cells(agreement: Agreement, question: Question, counted: Counted) -> list[Cell]:
    tallies: dict[tuple[int, SplitKey], list[Tally]] = {
        (place, ()): [Tally()] * len(counted.layers) for place in range(len(question.periods))
    }
    for number, layer in enumerate(counted.layers):
        for period, split, numbers in _each(agreement, question, layer):
            own = tallies.setdefault((period, split), [Tally()] * len(counted.layers))
            own[number] = Tally(*numbers)
    overlaps: dict[tuple[int, SplitKey], Overlap] = {}
    if counted.overlap is not None:
        for period, split, numbers in _each(agreement, question, counted.overlap):
            overlaps[period, split] = Overlap(*numbers)
    nobody = Overlap(0, 0, 0) if counted.overlap is not None else None
    return [
        Cell(
            question.periods[period],
            split,
            population_unknown=sum(tally.unknown for tally in own),
            tallies=tuple(own),
            overlap=overlaps.get((period, split), nobody),
        )
        for (period, split), own in tallies.items()
    ]


def _each(
    agreement: Agreement, question: Question, layer: Layer
) -> list[tuple[int, SplitKey, list[int]]]:
    """Period, split and numbers of every cell, in every grouping."""
    found = []
    for grouping in question.groupings:
        cube = grouped(agreement, layer, grouping)
        columns = [place.tolist() for place in cube.places()]
        for period, *splits, number in zip(*columns, cube.numbers.T.tolist(), strict=True):
            found.append((period, _split(grouping, cube, 1, splits), number))
    return found
