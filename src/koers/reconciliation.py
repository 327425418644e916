"""Whether stocks add up: the stock before, plus what came in, minus what left, is the stock (C2).

The idea that makes it simple: the three numbers are counted by the indicators that the agreement
names, each over its own days, so a difference points at deliveries that contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from koers.agreement import Agreement, certain_on
from koers.counts import Question
from koers.figures import Figure, Reconciliation
from koers.periods import ONE_DAY, Period
from koers.register import Register
from koers.results import Engine


def reconciled(
    agreement: Agreement, register: Register, figures: Sequence[Figure], *, engine: Engine
) -> tuple[Figure, ...]:
    """The figures, each complete total of a stock that declares its movements with the check."""
    asked = to_check(agreement, figures)
    counted = {
        (question.indicator, cell.period): Fraction(cell.tallies[0].amount)
        for question in asked
        for cell in engine(agreement, register, question)
    }
    return tuple(_with_check(agreement, figure, counted) for figure in figures)


def to_check(agreement: Agreement, figures: Sequence[Figure]) -> tuple[Question, ...]:
    """What `reconciled` will ask the engine: per indicator and K all its periods at once."""
    periods: dict[tuple[str, date], dict[Period, None]] = {}
    for figure in figures:
        for code, period in _movements(agreement, figure):
            assert figure.known_through is not None
            periods.setdefault((code, figure.known_through), {})[period] = None
    return tuple(Question(code, tuple(found), known) for (code, known), found in periods.items())


def _movements(agreement: Agreement, figure: Figure) -> tuple[tuple[str, Period], ...]:
    """The stock before, what came in and what left, as indicator and period; none where the figure
    is not checked.

    What came in counts from the day after the stock before, through the stock day; what left from
    the stock day before, through the day before this one: an end is the last day there.
    """
    moves, known = figure.indicator.movements, figure.known_through
    if moves is None or known is None or figure.value is None or figure.split:
        return ()
    day = figure.period.last_day
    before = figure.period.first_day - ONE_DAY
    for code in (moves.joined, moves.left):
        if certain_on(agreement, agreement.indicator(code), day) > known:
            return ()
    return (
        (figure.indicator.code, Period(before, before)),
        (moves.joined, Period(before + ONE_DAY, day)),
        (moves.left, Period(before, day - ONE_DAY)),
    )


def _with_check(
    agreement: Agreement, figure: Figure, counted: Mapping[tuple[str, Period], Fraction]
) -> Figure:
    moves, stock = _movements(agreement, figure), figure.value
    if not moves or stock is None:
        return figure
    previous, joined, left = (counted[move] for move in moves)
    return replace(figure, reconciliation=Reconciliation(previous, joined, left, stock))
