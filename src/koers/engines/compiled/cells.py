"""From cubes to cells: what an engine answers (`koers.counts`).

The idea that makes it simple: a cell of a cube is a few places along its axes; their names make the
split, its numbers the classes or the tallies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from koers.agreement import Agreement
from koers.algebra import Share
from koers.counts import Cell, Classes, Course, Overlap, Question, SplitKey, Tally
from koers.engines.compiled.counting import Counted
from koers.engines.compiled.courses import courses
from koers.engines.compiled.cube import Cube
from koers.engines.compiled.groupings import Layer, grouped
from koers.engines.compiled.splits import Grouping


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
    followed = courses(counted.courses)
    for grouping in question.groupings:
        untold = Course() if grouping in question.courses else None
        cube = grouped(agreement, counted.layers[0], grouping)
        columns = [place.tolist() for place in cube.places()]
        numbers = cube.numbers.T.tolist()
        for period, norm, *splits, number in zip(*columns, numbers, strict=True):
            name = cube.axes[1][norm]
            split = _split(grouping, cube, 2, splits)
            found.append(
                Cell(
                    question.periods[period],
                    split,
                    Classes(*number[:6]),
                    Classes(*number[6:12]),
                    number[12],
                    norm_day=date.fromisoformat(name) if name else None,
                    course=followed.get((period, name, split), untold),
                )
            )
            if not grouping:
                totals.add(period)
    for place, period in enumerate(question.periods):
        if place not in totals:
            course = Course() if () in question.courses else None
            found.append(Cell(period, (), Classes(), Classes(), course=course))
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
    nobody: Overlap | None = None
    if counted.overlap is not None:
        for period, split, numbers in _each(agreement, question, counted.overlap):
            overlaps[period, split] = _overlap(numbers)
        nobody = _overlap([0] * _width(counted.overlap))
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


def _overlap(numbers: Sequence[int]) -> Overlap:
    stayed, joined, left, *by_part = numbers
    return Overlap(stayed, joined, left, tuple(by_part))


def _width(layer: Layer) -> int:
    """How many numbers a cell of its cubes has."""
    return next(len(cube.numbers) for cube in layer.values())


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
