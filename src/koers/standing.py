"""Where a share stands: what is certain already and what is still open, and the lowest and highest
it can become.

The idea that makes it simple: five whole numbers per figure (`statistics.md` 3); what can still
happen lies between two exact fractions. It must not know statistics or words of verdicts.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from koers.agreement import Direction, Norm
from koers.algebra import Not, Outcome, Share, UnknownCounts, Windowed, WindowKind
from koers.counts import Cell
from koers.structure import windows


@dataclass(frozen=True)
class Standing:
    """Units of a share: met and mature, met although immature (and final), failed, unknown, and all
    other immature ones.
    """

    met: int
    met_early: int
    failed: int
    unknown: int
    still_open: int

    @property
    def everyone(self) -> int:
        return self.met + self.met_early + self.failed + self.unknown + self.still_open

    @property
    def lowest(self) -> Fraction:
        """A_lo: every open and unknown unit fails."""
        return Fraction(self.met + self.met_early, self.everyone)

    @property
    def highest(self) -> Fraction:
        """A_hi: every open and unknown unit succeeds."""
        best = self.met + self.met_early + self.unknown + self.still_open
        return Fraction(best, self.everyone)


def standing(form: Share, cell: Cell) -> Standing:
    """Of a figure's cell; an exception that already came first is in none of the five."""
    classes, interim = cell.classes, cell.interim
    assert classes
    assert interim
    early = interim.met - classes.met if success_is_final(form.outcome) else 0
    excepted_early = interim.excepted - classes.excepted
    still_open = classes.immature - early - excepted_early
    return Standing(classes.met, early, classes.not_met, classes.unknown, still_open)


def judged_units(form: Share, cell: Cell) -> int:
    """The mature units that the value is about: met and failed, and unknown where that counts."""
    assert cell.classes
    unknown = cell.classes.unknown if form.unknown is UnknownCounts.AS_NOT_MET else 0
    return cell.classes.met + cell.classes.not_met + unknown


def success_is_final(outcome: Outcome) -> bool:
    """Whether a success stays one whatever happens next: an event within a window, nowhere denied
    (S4).
    """
    return not _denied(outcome) and all(
        window.kind is WindowKind.WITHIN for window in windows(outcome)
    )


def _denied(outcome: Outcome) -> bool:
    if isinstance(outcome, Windowed):
        return False
    return isinstance(outcome, Not) or any(_denied(part) for part in outcome.parts)


def holds(norm: Norm, value: Fraction) -> bool:
    """Whether a value meets the norm; equal counts as met."""
    assert norm.bound is not None
    match norm.direction:
        case Direction.AT_LEAST:
            return value >= norm.bound
        case Direction.AT_MOST:
            return value <= norm.bound
        case _:
            return abs(value) <= norm.bound
