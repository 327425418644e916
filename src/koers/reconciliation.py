"""Whether stocks add up: the stock before, plus what came in, minus what left, is the stock (C2).

The idea that makes it simple: the three numbers are counted by the indicators that the agreement
names, each over its own days, so a difference points at deliveries that contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    return tuple(
        replace(figure, reconciliation=_check(agreement, register, figure, engine))
        for figure in figures
    )


def _check(
    agreement: Agreement, register: Register, figure: Figure, engine: Engine
) -> Reconciliation | None:
    """What came in counts from the day after the stock before, through the stock day; what left
    from the stock day before, through the day before this one: an end is the last day there.
    """
    moves, known, stock = figure.indicator.movements, figure.known_through, figure.value
    if moves is None or known is None or stock is None or figure.split:
        return None
    day = figure.period.last_day
    before = figure.period.first_day - ONE_DAY
    for code in (moves.joined, moves.left):
        if certain_on(agreement, agreement.indicator(code), day) > known:
            return None

    def counted(code: str, period: Period, through: date) -> Fraction:
        (cell,) = engine(agreement, register, Question(code, (period,), through))
        return Fraction(cell.tallies[0].amount)

    return Reconciliation(
        counted(figure.indicator.code, Period(before, before), known),
        counted(moves.joined, Period(before + ONE_DAY, day), known),
        counted(moves.left, Period(before, day - ONE_DAY), known),
        stock,
    )
